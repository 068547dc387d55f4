/* status_returning.c: who comes back by themselves soon. */
#include "records/status.h"

struct returning {
	date_t last;
	status_returning_fn *fn;
	void *ctx;
};

static int look(void *self, const struct application *a)
{
	const struct returning *r = self;
	bool soon = a->matchable == REASON_PAUSED && a->paused_until != DATE_NONE && a->paused_until <= r->last;
	return soon ? r->fn(r->ctx, a, a->paused_until) : 0;
}

int status_returning(struct store *s, const struct run *run, int days, status_returning_fn *fn, void *ctx)
{
	struct returning r = { run->as_of + days, fn, ctx };
	return application_each(s, run, KIND_COUNT, true, look, &r);
}
