/* status_returning.c exists because a pause that ends by itself must not surprise the one who paused: headquarters asks "still
 * willing?" before the day, and whoever has said so since the pause began is not asked again. */
#include <stdint.h>
#include "base/vec.h"
#include "records/status.h"
#include "store/store.h"

const char *status_event_words(enum status_event e)
{
	static const char *const words[] = { "paused", "resumed", "withdrawn", "consent to be listed withdrawn",
		"said to be still willing", "at capacity", "free again" };
	return words[e];
}

int status_events_each(struct store *s, int64_t application, status_event_fn *fn, void *ctx)
{
	struct stmt *st = store_stmt(
		s, "SELECT day, event, until, n FROM status_event WHERE application = ?1 ORDER BY status_event.n");
	int r = 0, step;
	stmt_int_in(st, 1, application);
	while (r == 0 && (step = stmt_step(st)) != 0)
		r = step < 0 ? -1
			     : fn(ctx, (date_t)stmt_int(st, 0), (enum status_event)stmt_int(st, 1),
				       stmt_null(st, 2) ? DATE_NONE : (date_t)stmt_int(st, 2));
	stmt_reset(st);
	return r;
}

struct back {
	int64_t application;
	date_t day;
	size_t order;
};
struct search {
	struct store *s;
	date_t from, to;
	int days;
	VEC(struct back) all;
};
struct pause {
	date_t back;
	bool begun, reconfirmed; /* by an event; since then */
	date_t asked;            /* the last reconfirmation */
};

static int on_event(void *ctx, date_t day, enum status_event event, date_t until)
{
	struct pause *p = ctx;
	if (event == EVENT_PAUSE && until == p->back) {
		p->begun = true;
		p->reconfirmed = false;
	} else if (event == EVENT_RECONFIRM) {
		p->reconfirmed = p->begun;
		p->asked = day;
	}
	return 0;
}

/* When a pause of the staff's column began nobody knows; there an answer counts that was given in the time of asking. */
static int on_application(void *ctx, const struct application *a)
{
	struct search *f = ctx;
	struct pause p = { .back = a->paused_until, .asked = DATE_NONE };
	if (a->matchable != REASON_PAUSED || a->paused_until == DATE_NONE) return 0;
	if (a->paused_until <= f->from || a->paused_until > f->to) return 0;
	if (status_events_each(f->s, a->id, on_event, &p)) return -1;
	if (p.begun ? p.reconfirmed : p.asked != DATE_NONE && p.asked >= a->paused_until - f->days) return 0;
	vec_push(&f->all, ((struct back){ a->id, a->paused_until, f->all.n }));
	return 0;
}

static int by_day(const void *pa, const void *pb)
{
	const struct back *a = pa, *b = pb;
	if (a->day != b->day) return a->day < b->day ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

struct telling {
	status_returning_fn *fn;
	void *ctx;
	date_t day;
};

static int tell(void *ctx, const struct application *a)
{
	const struct telling *t = ctx;
	return t->fn(t->ctx, a, t->day);
}

/* Only who has events or a pause in the staff's column can be paused; of a million applications that is a handful. */
static int each_candidate(struct search *f, const struct run *run)
{
	VEC(int64_t) ids = VEC_INIT;
	struct stmt *st = store_stmt(f->s,
		"SELECT s.application FROM (SELECT id FROM application WHERE staff = 1"
		" UNION SELECT application FROM status_event) c CROSS JOIN standing s ON s.application = c.id"
		" WHERE s.current ORDER BY s.rank");
	int r;
	while ((r = stmt_step(st)) == 1) vec_push(&ids, stmt_int(st, 0));
	stmt_reset(st);
	for (size_t i = 0; r == 0 && i < ids.n; i++) r = application_get(f->s, run, ids.at[i], on_application, f);
	vec_dispose(&ids);
	return r;
}

int status_returning(struct store *s, const struct run *run, int days, status_returning_fn *fn, void *ctx)
{
	struct search f = { s, run->as_of, run->as_of + days, days, VEC_INIT };
	int r = each_candidate(&f, run);
	if (f.all.n) qsort(f.all.at, f.all.n, sizeof *f.all.at, by_day);
	for (size_t i = 0; r == 0 && i < f.all.n; i++) {
		struct telling t = { fn, ctx, f.all.at[i].day };
		r = application_get(s, run, f.all.at[i].application, tell, &t);
	}
	vec_dispose(&f.all);
	return r;
}
