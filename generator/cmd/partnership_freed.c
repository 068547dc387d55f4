/* partnership_freed.c says what is to do when a pair comes to nothing (5.2.3): without it the mentee waits for a meeting at which nobody remembers. */
#include <string.h>
#include "cmd/partnership_do.h"
#include "programme/decision.h"

struct freed {
	struct context *ctx;
	struct programme *p;
	const struct round *r;
	const struct partnership *of;
};

static const char *label(struct context *ctx, const struct participant *p)
{
	return arena_printf(&ctx->mem, "%s %s%s%s%s", p->form, p->entry_no, *p->entry_id ? " (" : "", p->entry_id,
		*p->entry_id ? ")" : "");
}

static const struct round_member *find(const struct round *r, bool peers, const struct participant *who)
{
	const struct round_member *m = peers ? r->peers.at : r->mentors.at;
	size_t n = peers ? r->peers.n : r->mentors.n;
	for (size_t i = 0; i < n; i++)
		if (m[i].who == who) return &m[i];
	return NULL;
}

static int running(const struct freed *f, const struct participant *who)
{
	int n = 0;
	for (size_t i = 0; i < f->p->all.v.n; i++) {
		const struct partnership *p = &f->p->all.v.at[i];
		if (partnership_is_running(p) && p->peers == (who->kind == KIND_PEER))
			n += p->person_a == who->person || (p->peers && p->person_b == who->person);
	}
	return n;
}

/* Why this choice cannot be met now; NULL if it can. */
static const char *obstacle(const struct freed *f, const struct participant *seeker, const struct participant *other)
{
	const struct round_member *m = find(f->r, f->of->peers, other);
	if (!m) return "not in the round";
	if (m->reason != IN_ROUND && m->reason != OUT_NO_PLACE && m->reason != OUT_RUNNING && m->reason != OUT_DECIDED)
		return m->words && *m->words ? m->words : reason_words(other->matchable);
	if (running(f, other) >= other->capacity) return "no place is free";
	return programme_judge.forbidden(f->r, seeker, other);
}

/* The choices in order, to the first that can be met. */
static void say_choices(const struct freed *f, const struct participant *seeker)
{
	struct context *ctx = f->ctx;
	for (size_t i = 0; i < seeker->choices.n; i++) {
		const struct preference *c = &seeker->choices.at[i];
		for (size_t k = 0; k < c->n && c->rank; k++) {
			const struct participant *other = participants_find(&f->r->people, c->application[k]);
			if (!other || other->person == f->of->person_a || other->person == f->of->person_b) continue;
			const char *why = obstacle(f, seeker, other);
			context_say(ctx, "  %s, %s: %s", programme_choice(ctx, (int)c->rank), label(ctx, other),
				why ? why
				    : arena_printf(&ctx->mem, "can be proposed now, fit %d",
					      programme_judge.fit(f->r, seeker, other)));
			if (why) continue;
			context_say(ctx,
				"  To propose it, give %s a new row in decisions.csv (round %s, alternative) and run "
				"mentorpress decisions FILE.",
				label(ctx, seeker), f->r->name);
			return;
		}
	}
	context_say(ctx, "  No other choice can be met now; mentorpress match of the next round looks for one.");
}

static void say_priority(const struct freed *f, enum side side)
{
	const struct partnership *of = f->of;
	const char *who = programme_entry(f->ctx, side == SIDE_A ? of->a : of->b);
	bool own = of->declined[side] != DATE_NONE || !strcmp(of->end_reason, "no_contact") ||
		   !strcmp(of->end_reason, "lack_of_effort");
	if (own)
		context_say(f->ctx, "%s did not go on, and has no priority in the next round.", who);
	else
		context_say(f->ctx, "%s goes back into matching, with first priority in the next round (5.1.6).", who);
}

static int say_seeker(const struct freed *f, enum side side)
{
	int64_t application = side == SIDE_A ? f->of->a : f->of->b;
	say_priority(f, side);
	if (f->of->declined[side] != DATE_NONE || !f->r) return 0;
	const struct participant *seeker = participants_find(&f->r->people, application);
	if (!seeker)
		context_say(f->ctx, "  There is a newer application, or none: see mentorpress who.");
	else
		say_choices(f, seeker);
	return 0;
}

static int round_of(struct context *ctx, int64_t id, const char **name, const char **cycle)
{
	struct stmt *st = store_stmt(ctx->store, "SELECT name, cycle FROM round WHERE id = ?1");
	stmt_int_in(st, 1, id);
	int step = stmt_step(st);
	*name = step == 1 ? arena_strdup(&ctx->mem, stmt_text(st, 0)) : NULL;
	*cycle = step == 1 ? arena_strdup(&ctx->mem, stmt_text(st, 1)) : NULL;
	stmt_reset(st);
	return step < 0 ? programme_store_failed(ctx) : 0;
}

int partnership_freed(struct context *ctx, struct programme *p, const struct partnership *of)
{
	const char *name = NULL, *cycle = NULL;
	struct round r;
	struct freed f = { ctx, p, NULL, of };
	if (ctx->run->json || (of->round && round_of(ctx, of->round, &name, &cycle))) return ctx->run->json ? 0 : -1;
	if (name && programme_cycle(p, ctx, cycle) && programme_round(&r, p, ctx, name, cycle) == 0) f.r = &r;
	context_say(ctx, "%s is no partnership any more; the place%s free again (5.2.3).", of->number,
		of->peers ? "s of both are" : " of the mentor is");
	if (of->peers) say_seeker(&f, SIDE_A);
	say_seeker(&f, SIDE_B);
	if (f.r) round_dispose(&r);
	return 0;
}
