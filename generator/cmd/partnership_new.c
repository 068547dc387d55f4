/* partnership_new.c enters a partnership by hand: one from before this program was used, or agreed outside a round. It holds to the same rules as the
 * committee's decisions do, but for the places and the round. */
#include "cmd/log_check.h"
#include "cmd/partnership_do.h"
#include "programme/decision.h"

static int refuse(struct context *ctx, const char *help, const char *what)
{
	diags_error(&ctx->ds, "M086", NOPLACE, help, "nothing was recorded: %s", what);
	return -1;
}

static int find(struct context *ctx, const struct participants *people, unsigned kinds, const char *typed,
	const struct participant **out)
{
	const char *shown = diags_value(&ctx->ds, sv(typed));
	switch (entry_find(out, people, ctx->store, ctx->run, kinds, sv(""), sv(typed))) {
	case ENTRY_ONE: return 0;
	case ENTRY_FAILED: return programme_store_failed(ctx);
	case ENTRY_SEVERAL:
		return refuse(ctx, "put the form in front, in quotes: \"mentor 10437\"",
			diags_text(&ctx->ds, "%s fits more than one application", shown));
	case ENTRY_OTHER_KIND:
		return refuse(ctx, "name the mentor and then the mentee, or two peer partners",
			diags_text(&ctx->ds, "%s is an application of another kind", shown));
	case ENTRY_NOBODY: break;
	}
	return refuse(ctx, "give form entry numbers or Entry IDs; mentorpress who finds them",
		diags_text(&ctx->ds, "no current application has the entry %s", shown));
}

/* The other is a mentee of a mentor, or another peer. */
static int find_two(struct context *ctx, const struct participants *people, const struct partnership_wish *wish,
	const struct participant **a, const struct participant **b)
{
	if (find(ctx, people, 1U << KIND_MENTOR | 1U << KIND_PEER, wish->a, a)) return -1;
	unsigned other = (*a)->kind == KIND_MENTOR ? KIND_MENTEE : KIND_PEER;
	if (find(ctx, people, 1U << other, wish->b, b)) return -1;
	if ((*a)->person == (*b)->person) return refuse(ctx, "name two people", "both are the same person");
	return 0;
}

static int check_running(
	struct context *ctx, const struct programme *p, const struct participant *a, const struct participant *b)
{
	for (size_t i = 0; i < p->all.v.n; i++) {
		const struct partnership *one = &p->all.v.at[i];
		bool together = (one->person_a == a->person && one->person_b == b->person) ||
				(one->person_a == b->person && one->person_b == a->person);
		if (together && partnership_is_running(one) && one->peers == (a->kind == KIND_PEER))
			return refuse(ctx, diags_text(&ctx->ds, "mentorpress partnership %s shows it", one->number),
				diags_text(&ctx->ds, "the two have %s already", one->number));
	}
	return 0;
}

static int dates(
	struct context *ctx, struct programme *p, const struct partnership_wish *wish, struct partnership_new *out)
{
	const struct cycle_days *cycle = wish->cycle ? programme_cycle(p, ctx, wish->cycle) : NULL;
	if (wish->cycle && !cycle)
		return refuse(ctx, "content/cycles.csv lists them",
			diags_text(&ctx->ds, "there is no cycle \"%s\"", wish->cycle));
	out->cycle = cycle ? cycle->id : "";
	out->proposed = wish->on;
	if (wish->plan_due != DATE_NONE) { /* what follows from it follows from the day that was given */
		struct cycle_days given = { out->cycle, DATE_NONE, DATE_NONE, DATE_NONE, wish->plan_due, DATE_NONE,
			DATE_NONE };
		if (cycle) given = *cycle;
		given.plan_due = wish->plan_due;
		partnership_dates(out, &p->rules, &given);
	} else {
		partnership_dates(out, &p->rules, cycle);
	}
	if (wish->plan_due != DATE_NONE && wish->plan_due <= wish->on)
		return refuse(ctx, "give later days", "the plan cannot be due before the partnership began");
	if (wish->evaluation_due != DATE_NONE) out->evaluation_due = wish->evaluation_due;
	if (out->evaluation_due <= out->plan_due)
		return refuse(ctx, "give a later --evaluation-due", "the evaluation cannot be due before the plan");
	if (out->checkin_due >= out->evaluation_due) out->checkin_due = DATE_NONE;
	return 0;
}

/* With its note or not at all. */
static int open_noted(struct store *s, const struct partnership_new *n, const char *note, int64_t *id)
{
	if (store_begin(s)) return -1;
	if (partnership_open(s, n, id) == 0 &&
		(!note || partnership_event(s, *id, n->proposed, "note", SIDE_NONE, "", note, 0) >= 0) &&
		store_commit(s) == 0)
		return 0;
	store_rollback(s);
	return -1;
}

static int open_it(struct context *ctx, struct programme *p, const struct partnership_new *n, const char *note)
{
	int64_t id = 0;
	if (open_noted(ctx->store, n, note, &id)) return programme_store_failed(ctx);
	if (programme_again(p, ctx)) return -1;
	for (size_t i = 0; i < p->all.v.n; i++) {
		const struct partnership *one = &p->all.v.at[i];
		if (one->id != id) continue;
		log_add(ctx, "partnership new", "partnership", one->number, date_iso(one->proposed).z);
		context_say(ctx, "Entered %s: %s and %s, proposed %s; plan due %s, evaluation due %s.", one->number,
			programme_entry(ctx, one->a), programme_entry(ctx, one->b), date_long(one->proposed).z,
			date_long(one->plan_due).z, date_long(one->evaluation_due).z);
		context_say(ctx,
			"Next: record what has happened since, as in: mentorpress partnership %s plan-received "
			"--on DATE",
			one->number);
	}
	return 0;
}

int partnership_enter(struct context *ctx, struct programme *p, const struct partnership_wish *wish)
{
	struct participants people = { VEC_INIT, NULL };
	struct code_book *book = NULL;
	struct partnership_new n = { .fit = -1 };
	const struct participant *a = NULL, *b = NULL;
	struct diags aside = DIAGS_INIT; /* what is doubtful in applications is told by match */
	int failed =
		participants_read(&people, &book, &ctx->mem, ctx->store, ctx->run, &p->rules, &ctx->vocabs, &aside);
	if (failed) programme_store_failed(ctx);
	if (!failed) failed = find_two(ctx, &people, wish, &a, &b);
	if (!failed) failed = check_running(ctx, p, a, b);
	if (!failed) failed = dates(ctx, p, wish, &n);
	if (!failed) {
		n.peers = a->kind == KIND_PEER;
		n.a = a->application;
		n.b = b->application;
		failed = open_it(ctx, p, &n, wish->note);
	}
	participants_dispose(&people, book);
	diags_dispose(&aside);
	return failed ? -1 : 0;
}
