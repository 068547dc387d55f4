/* difference_why.c: the one place where a public difference meets the records. Its sums go to headquarters' terminal and nowhere else; the
 * command has made sure that this is one. */
#include "cmd/difference.h"
#include "records/resolve.h"

enum {
	WHY_NO_REQUEST = REASON_COUNT, /* full */
	WHY_NO_PROFILE,                /* chose a group, or nothing */
	WHY_LISTED,                    /* nothing speaks against it: a later answer or text, or listed again */
	WHY_UNKNOWN,                   /* the records do not know the Entry ID any more */
	WHY_COUNT
};

struct asker {
	struct context *ctx;
	size_t count[WHY_COUNT];
	int why; /* of the entry being asked about; its present application wins */
};

static int judge(void *self, const struct application *a)
{
	struct asker *w = self;
	if (!a->current && w->why != WHY_UNKNOWN) return 0;
	if (a->publishable != REASON_OK && a->publishable != REASON_NO_AREA)
		w->why = (int)a->publishable;
	else if (a->matchable == REASON_PAUSED || a->matchable == REASON_WITHDRAWN)
		w->why = (int)a->matchable;
	else if (a->consent != CONSENT_PROFILE)
		w->why = WHY_NO_PROFILE;
	else
		w->why = a->takes_requests ? WHY_LISTED : WHY_NO_REQUEST;
	return 0;
}

static const char *words(int why)
{
	switch (why) {
	case WHY_NO_REQUEST: return "takes no request now";
	case WHY_NO_PROFILE: return "chose another listing than a profile";
	case WHY_LISTED: return "listed again, or under a new Entry ID";
	case WHY_UNKNOWN: return "not in the records any more";
	default: return reason_words((enum reason)why);
	}
}

static int ask_about(struct asker *w, const struct diff_pool *p)
{
	for (size_t i = 0; i < p->profiles_out.n; i++) {
		enum resolve_how how;
		w->why = WHY_UNKNOWN;
		if (resolve_typed(w->ctx->store, w->ctx->run, sv(p->profiles_out.at[i].id), &how, judge, w) < 0)
			return -1;
		w->count[w->why]++;
	}
	return 0;
}

int difference_why(struct context *ctx, const struct difference *d)
{
	if (!ctx->store) {
		context_say(ctx, "Reasons: there are no records here to ask.");
		return 0;
	}
	for (size_t i = 0; i < d->pool.n; i++) {
		struct asker w = { .ctx = ctx };
		if (ask_about(&w, &d->pool.at[i]) != 0) {
			context_fail(ctx, "B024", store_error(ctx->store), "check the disk and private/mentorpress.db");
			return -1;
		}
		context_say(ctx, "Why profiles of %s left (by today's records; for headquarters only)%s",
			d->pool.at[i].code, d->pool.at[i].profiles_out.n ? ":" : ": none did");
		for (int why = 0; why < WHY_COUNT; why++)
			if (w.count[why]) context_say(ctx, "  %3zu %s", w.count[why], words(why));
	}
	return 0;
}
