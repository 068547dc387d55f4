/* decision_check.c finds out whom each row means and what is new in it. Nothing is recorded unless every row of the file can be, so this tells all
 * that is wrong at once. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "programme/decision_internal.h"
#include "records/resolve.h"

/* ---- what was decided before */

static int present(struct store *s, int64_t application, int64_t *out)
{
	*out = 0;
	return application ? resolve_present(s, application, out) : 0;
}

static enum decision decision_of(struct sv text)
{
	for (int i = 1; i < DECISION_COUNT; i++)
		if (sv_is(text, decision_text((enum decision)i))) return (enum decision)i;
	return DECISION_NONE;
}

static int read_earlier(struct checking *c)
{
	struct stmt *st =
		store_stmt(c->s, "SELECT application, partner, decision, flags, reason, decided_by, decided_on "
				 "FROM decision WHERE round = ?1 ORDER BY application");
	int step;
	stmt_int_in(st, 1, c->d->round_id);
	while ((step = stmt_step(st)) == 1)
		vec_push(&c->earlier, ((struct earlier){ .application = stmt_int(st, 0),
					      .partner = stmt_int(st, 1),
					      .what = decision_of(stmt_text(st, 2)),
					      .flags = arena_sv(c->d->mem, stmt_text(st, 3)),
					      .reason = arena_sv(c->d->mem, stmt_text(st, 4)),
					      .by = arena_sv(c->d->mem, stmt_text(st, 5)),
					      .on = (date_t)stmt_int(st, 6) }));
	stmt_reset(st);
	for (size_t i = 0; i < c->earlier.n && step == 0; i++) {
		struct earlier *e = &c->earlier.at[i];
		step = present(c->s, e->application, &e->application) || present(c->s, e->partner, &e->partner) ? -1
														: 0;
	}
	return step;
}

const struct earlier *decision_earlier(const struct checking *c, const struct participant *who)
{
	for (size_t i = 0; i < c->earlier.n; i++)
		if (c->earlier.at[i].application == who->application) return &c->earlier.at[i];
	return NULL;
}

struct decision_row *decision_row_of(const struct checking *c, const struct participant *who)
{
	for (size_t i = 0; i < c->d->v.n; i++)
		if (c->d->v.at[i].who == who) return &c->d->v.at[i];
	return NULL;
}

const struct partnership *decision_partnership(const struct checking *c, const struct participant *who)
{
	const struct partnership *found = NULL;
	for (size_t i = 0; i < c->r->past.v.n; i++) {
		const struct partnership *p = &c->r->past.v.at[i];
		if (p->round != c->d->round_id || p->peers != (who->kind == KIND_PEER)) continue;
		if (p->person_b == who->person || (p->peers && p->person_a == who->person)) found = p;
	}
	return found;
}

/* ---- whom a row means */

static void find_who(struct checking *c, struct decision_row *row)
{
	const unsigned seekers = 1U << KIND_MENTEE | 1U << KIND_PEER;
	const char *typed = diags_value(c->ds, row->who_typed);
	switch (entry_find(&row->who, &c->r->people, c->s, c->run, seekers, row->form, row->who_typed)) {
	case ENTRY_ONE: return;
	case ENTRY_FAILED: c->failed = true; return;
	case ENTRY_SEVERAL:
		ROW_ERROR(c, row, "M073", row->who_at, "fill in the column form, or write as in \"mentee 31\"",
			"the entry %s fits more than one applicant", typed);
		break;
	case ENTRY_OTHER_KIND:
		ROW_ERROR(c, row, "M073", row->who_at,
			"decisions are on mentees and peer partners; a mentor stands in partner_form_entry_no",
			"the entry %s is a mentor's", typed);
		break;
	case ENTRY_NOBODY:
		ROW_ERROR(c, row, "M073", row->who_at,
			"give the form entry number or the Entry ID as it stands on the sheet, and its form",
			row->who_typed.n ? "no applicant has the entry %s" : "this row does not say who is meant%s",
			row->who_typed.n ? typed : "");
		break;
	}
	row->who = NULL;
}

static void find_partner(struct checking *c, struct decision_row *row)
{
	enum application_kind wanted = preference_wanted(row->who->kind);
	const char *typed = diags_value(c->ds, row->partner_typed), *kind = application_kind_word(wanted);
	switch (entry_find(
		&row->partner, &c->r->people, c->s, c->run, 1U << wanted, row->partner_form, row->partner_typed)) {
	case ENTRY_ONE:
		if (row->partner->person != row->who->person) return;
		ROW_ERROR(c, row, "M074", row->partner_at, "give the other's entry", "the partner is the same person");
		break;
	case ENTRY_FAILED: c->failed = true; return;
	case ENTRY_SEVERAL:
		ROW_ERROR(c, row, "M074", row->partner_at, "write the form in front, as in \"mentor 10437\"",
			"the partner %s fits more than one %s", typed, kind);
		break;
	case ENTRY_OTHER_KIND:
		ROW_ERROR(c, row, "M074", row->partner_at,
			"a mentee's partner is a mentor, and a peer partner's another peer partner",
			"the partner %s is no %s", typed, kind);
		break;
	case ENTRY_NOBODY:
		ROW_ERROR(c, row, "M074", row->partner_at,
			"give the partner's form entry number or Entry ID; only who has a current application can be "
			"one",
			row->partner_typed.n ? "no %s has the entry %s"
					     : "a match needs a partner, and no %s is given%s",
			kind, row->partner_typed.n ? typed : "");
		break;
	}
	row->partner = NULL;
}

static void find_twice(struct checking *c, struct decision_row *row)
{
	for (struct decision_row *before = c->d->v.at; before < row; before++) {
		if (!before->who || !row->who || before->who != row->who) continue;
		ROW_ERROR(c, row, "M075", row->who_at, "keep one of the two rows",
			"this applicant is decided on twice; the other row is line %u", before->at.line);
		row->who = NULL; /* so that what follows is told of the first only */
		return;
	}
}

/* ---- the rank of the choice */

static int rank_of(const struct participant *who, const struct participant *partner)
{
	assert(who && partner);
	for (size_t i = 0; i < who->choices.n; i++) {
		const struct preference *p = &who->choices.at[i];
		for (size_t k = 0; k < p->n && p->rank; k++)
			if (p->application[k] == partner->application) return (int)p->rank;
	}
	return 0;
}

/* The application says who was asked for; what was typed about it is only compared. */
static void find_rank(struct checking *c, struct decision_row *row)
{
	int typed = 0;
	row->how = rank_of(row->who, row->partner);
	for (size_t i = 0; i < row->rank_typed.n && row->rank_typed.p[i] >= '0' && row->rank_typed.p[i] <= '9'; i++)
		if (typed < 100) typed = typed * 10 + row->rank_typed.p[i] - '0';
	if (!row->rank_typed.n || typed == row->how) return;
	const char *is = row->how ? diags_text(c->ds, "the application names this partner as choice %d", row->how)
				  : "the application does not ask for this partner";
	diags_warn(c->ds, "M082", row->rank_at, "nothing to do, if the partner is the one that was meant",
		"%s; that is recorded, and not what stands here", is);
}

/* ---- two peers are one decision */

static void add_half(struct checking *c, const struct decision_row *of)
{
	struct decision_row half = *of;
	half.who = of->partner;
	half.partner = of->who;
	half.how = rank_of(half.who, half.partner);
	half.implied = true;
	vec_push(&c->d->v, half);
}

static void check_half(struct checking *c, struct decision_row *row)
{
	const struct decision_row *other = decision_row_of(c, row->partner);
	const struct earlier *was = decision_earlier(c, row->partner);
	if (other && other->bad) return;
	if (other ? other->partner == row->who : was && was->partner == row->who->application) return;
	if (other)
		ROW_ERROR(c, row, "M080", row->partner_at, "two peer partners name each other",
			"the row of this partner, line %u, says something else", other->at.line);
	else if (was)
		ROW_ERROR(c, row, "M080", row->partner_at, "give the partner a row as well",
			"this partner was decided on otherwise before (%s)", decision_words(was->what));
	else
		add_half(c, row);
}

/* Who was together and now is not needs a new decision too. */
static void check_left_behind(struct checking *c, struct decision_row *row)
{
	const struct earlier *was = decision_earlier(c, row->who);
	if (row->who->kind != KIND_PEER || !was || !decision_pairs(was->what)) return;
	const struct participant *before = participants_find(&c->r->people, was->partner);
	const struct earlier *other = before ? decision_earlier(c, before) : NULL;
	if (!before || before == row->partner || decision_row_of(c, before)) return;
	if (!other || other->partner != row->who->application) return;
	ROW_ERROR(c, row, "M080", row->what_at, "give the former partner a row as well",
		"this takes a peer partner from another, on whom nothing new is decided");
}

static void check_halves(struct checking *c)
{
	size_t n = c->d->v.n;
	for (size_t i = 0; i < n; i++) {
		/* add_half may move the rows, so each is looked at by its place. */
		if (c->d->v.at[i].bad || !c->d->v.at[i].who) continue;
		check_left_behind(c, &c->d->v.at[i]);
		if (c->d->v.at[i].partner && c->d->v.at[i].who->kind == KIND_PEER) check_half(c, &c->d->v.at[i]);
	}
}

/* ---- what is new */

static void find_fate(struct checking *c, struct decision_row *row)
{
	const struct earlier *was = decision_earlier(c, row->who);
	bool paired = decision_pairs(row->what);
	if (!was)
		row->fate = FATE_NEW;
	else if (was->what != row->what || (paired && was->partner != row->partner->application))
		row->fate = FATE_CHANGED;
	else if (sv_eq(was->reason, row->reason) && sv_eq(was->flags, row->flags) && sv_eq(was->by, row->by) &&
		 was->on == row->on)
		row->fate = FATE_SAME;
	else
		row->fate = FATE_WORDS;
	/* "match" for "alternative" with the same partner is a word only. */
	if (row->fate == FATE_CHANGED && paired && was && decision_pairs(was->what) &&
		was->partner == row->partner->application)
		row->fate = FATE_WORDS;
}

static void count_undecided(struct checking *c)
{
	for (int peers = 0; peers < 2; peers++) {
		const struct round_member *m = peers ? c->r->peers.at : c->r->mentees.at;
		size_t n = peers ? c->r->peers.n : c->r->mentees.n;
		for (size_t i = 0; i < n; i++)
			c->d->undecided += m[i].reason == IN_ROUND && !decision_row_of(c, m[i].who) &&
					   !decision_earlier(c, m[i].who);
	}
}

static void find_all(struct checking *c)
{
	for (size_t i = 0; i < c->d->v.n; i++) {
		struct decision_row *row = &c->d->v.at[i];
		find_who(c, row);
		find_twice(c, row);
		if (row->who && decision_pairs(row->what)) find_partner(c, row);
		if (row->partner) find_rank(c, row);
	}
	check_halves(c);
	for (size_t i = 0; i < c->d->v.n; i++)
		if (!c->d->v.at[i].bad) find_fate(c, &c->d->v.at[i]);
}

int decisions_check(struct decisions *d, struct store *s, const struct run *run, const struct round *r,
	const struct decision_judge *judge, struct diags *ds)
{
	struct checking c = { d, s, run, r, judge, ds, VEC_INIT, false };
	int result = -1;
	if (read_earlier(&c)) goto done;
	find_all(&c);
	if (c.failed || decision_rules(&c)) goto done;
	count_undecided(&c);
	result = ds->errors ? -1 : 0;
done:
	vec_dispose(&c.earlier);
	return result;
}
