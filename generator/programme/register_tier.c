/* register_tier.c counts for how many rounds somebody has waited. Priority (SOP 5.1.6) rests on what the committee decided and what became of it,
 * never on what a form claims. */
#include "programme/register_tier.h"
#include <stdlib.h>
#include <string.h>

/* One decision on one person, in the order of the rounds. */
struct outcome {
	int64_t person, round, application;
	date_t day;
	bool proposed; /* match or alternative */
	bool waits;    /* no_match or defer */
	bool by_hand;  /* a partnership that no round proposed, and that was formed */
};

enum effect { EFFECT_NONE, EFFECT_WAITED, EFFECT_SERVED }; /* the greater wins where somebody is in a round twice */

/* Whose doing was it that a partnership ended? SIDE_NONE: nobody's, or both. */
static int ended_by(struct store *s, int64_t partnership, enum side *out)
{
	struct stmt *st = store_stmt(s, "SELECT side FROM partnership_event WHERE partnership = ?1 AND event = 'ended' "
					"ORDER BY id DESC LIMIT 1");
	stmt_int_in(st, 1, partnership);
	int step = stmt_step(st);
	*out = step == 1 ? (enum side)stmt_int(st, 0) : SIDE_NONE;
	stmt_reset(st);
	return step < 0 ? -1 : 0;
}

static bool is_effort(const char *reason)
{
	return !strcmp(reason, "no_contact") || !strcmp(reason, "lack_of_effort");
}

/* What a proposal of the round did to the person on that side. */
static int effect_of(struct store *s, const struct partnership *p, enum side side, enum effect *out)
{
	enum side other = side == SIDE_A ? SIDE_B : SIDE_A, by = SIDE_NONE;
	*out = EFFECT_SERVED;
	if (p->state == STATE_PROPOSED) *out = EFFECT_NONE;
	if (p->declined[side] != DATE_NONE) return 0; /* refused: no priority left */
	if (p->declined[other] != DATE_NONE) return *out = EFFECT_WAITED, 0;
	if (p->state != STATE_ENDED && p->state != STATE_NOT_FORMED) return 0;
	if (is_effort(p->end_reason)) {
		if (ended_by(s, p->id, &by)) return -1;
		*out = by == other && p->plan_received == DATE_NONE ? EFFECT_WAITED : EFFECT_SERVED;
	} else if (p->plan_received == DATE_NONE && strcmp(p->end_reason, "lapsed") != 0)
		*out = EFFECT_NONE; /* never became formal, nobody's fault: neither a round waited nor one served */
	return 0;
}

/* The partnership that came of the decision; the newest if there were several. */
static const struct partnership *came_of(const struct partnerships *all, const struct outcome *o, enum side *side)
{
	for (size_t i = all->v.n; i-- > 0;) {
		const struct partnership *p = &all->v.at[i];
		if (p->round != o->round) continue;
		*side = p->a == o->application || (p->a && p->person_a == o->person)   ? SIDE_A
			: p->b == o->application || (p->b && p->person_b == o->person) ? SIDE_B
										       : SIDE_NONE;
		if (*side != SIDE_NONE) return p;
	}
	return NULL;
}

static int effect(struct store *s, const struct partnerships *all, const struct outcome *o, enum effect *out)
{
	enum side side = SIDE_NONE;
	const struct partnership *p = o->proposed ? came_of(all, o, &side) : NULL;
	*out = o->by_hand ? EFFECT_SERVED : o->waits ? EFFECT_WAITED : EFFECT_NONE;
	return p ? effect_of(s, p, side, out) : 0;
}

static int by_person(const void *a, const void *b)
{
	const struct outcome *x = a, *y = b;
	if (x->person != y->person) return x->person < y->person ? -1 : 1;
	if (x->day != y->day) return x->day < y->day ? -1 : 1;
	if (x->round != y->round) return x->round < y->round ? -1 : 1;
	return x->application < y->application ? -1 : x->application > y->application;
}

static bool was_formed(const struct partnership *p)
{
	return p->state == STATE_ACCEPTED || p->state == STATE_FORMAL || p->state == STATE_DUE ||
	       p->state == STATE_CONCLUDED || (p->state == STATE_ENDED && p->plan_received != DATE_NONE);
}

static int read_outcomes(struct outcome **out, size_t *n, struct store *s, const struct partnerships *p, date_t day)
{
	VEC(struct outcome) all = VEC_INIT;
	struct stmt *st = store_stmt(s, "SELECT r.id, r.day, d.application, d.decision FROM decision d JOIN round r ON "
					"r.id = d.round WHERE r.day < ?1");
	int step;
	stmt_int_in(st, 1, day);
	while ((step = stmt_step(st)) == 1) {
		struct sv word = stmt_text(st, 3);
		struct outcome o = { .round = stmt_int(st, 0),
			.day = (date_t)stmt_int(st, 1),
			.application = stmt_int(st, 2),
			.proposed = sv_is(word, "match") || sv_is(word, "alternative"),
			.waits = sv_is(word, "no_match") || sv_is(word, "defer") };
		vec_push(&all, o);
	}
	stmt_reset(st);
	for (size_t i = 0; i < all.n && step == 0; i++)
		if (application_person(s, all.at[i].application, &all.at[i].person)) step = -1;
	for (size_t i = 0; i < p->v.n; i++) {
		const struct partnership *x = &p->v.at[i];
		if (x->round || !was_formed(x)) continue;
		vec_push(&all, ((struct outcome){ .person = x->person_a, .day = x->proposed, .by_hand = true }));
		vec_push(&all, ((struct outcome){ .person = x->person_b, .day = x->proposed, .by_hand = true }));
	}
	if (all.n) qsort(all.at, all.n, sizeof *all.at, by_person);
	*out = all.at;
	*n = all.n;
	return step;
}

/* Of the outcomes of one person in one round, from all[*i] on; *i is left behind them. */
static int one_round(
	struct store *s, const struct partnerships *p, const struct outcome *all, size_t n, size_t *i, int *rounds)
{
	const struct outcome *first = &all[*i];
	enum effect most = EFFECT_NONE, e;
	for (; *i < n && all[*i].person == first->person && all[*i].round == first->round && all[*i].day == first->day;
		++*i) {
		if (effect(s, p, &all[*i], &e)) return -1;
		if (e > most) most = e;
	}
	*rounds = most == EFFECT_SERVED ? 0 : *rounds + (most == EFFECT_WAITED);
	return 0;
}

int tiers_read(struct tiers *out, struct arena *mem, struct store *s, const struct partnerships *p, date_t day)
{
	struct outcome *all;
	size_t n, i = 0;
	*out = (struct tiers){ NULL, 0 };
	int rc = read_outcomes(&all, &n, s, p, day);
	out->at = ARENA_ARRAY(mem, struct tier, n + 1);
	while (i < n && rc == 0) {
		if (!out->n || out->at[out->n - 1].person != all[i].person)
			out->at[out->n++] = (struct tier){ all[i].person, 0 };
		rc = one_round(s, p, all, n, &i, &out->at[out->n - 1].rounds);
	}
	free(all);
	return rc;
}

int tiers_of(const struct tiers *t, int64_t person)
{
	size_t low = 0, high = t->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (t->at[mid].person == person) return t->at[mid].rounds;
		if (t->at[mid].person < person)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

int register_unmatched_rounds(struct store *s, const struct partnerships *p, int64_t person, date_t day, int *out)
{
	struct arena mem = ARENA_INIT;
	struct tiers all;
	int rc = tiers_read(&all, &mem, s, p, day);
	*out = rc ? 0 : tiers_of(&all, person);
	arena_dispose(&mem);
	return rc;
}
