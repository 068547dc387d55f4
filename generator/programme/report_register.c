/* report_register.c counts what the committee itself did: rounds, and how partnerships ended. */
#include <string.h>
#include "programme/report_internal.h"

void report_tables(struct report *r)
{
	report_do_rounds(r);
	report_do_pool(r);
	report_do_answers(r);
	report_do_ends(r);
}

struct report_counts report_count(const struct report *r, const struct report_scope *s)
{
	struct report_counts c = { 0 };
	for (size_t i = 0; i < r->decisions.n; i++) {
		const struct report_round *round = &r->rounds.at[r->decisions.at[i].round];
		if (!report_in_days(s, round->cycle, round->day)) continue;
		c.applicants++;
		c.matched += r->decisions.at[i].outcome == OUTCOME_MATCH;
	}
	for (size_t i = 0; i < r->all.v.n; i++) {
		const struct partnership *p = &r->all.v.at[i];
		if (!report_in_days(s, p->cycle, p->proposed)) continue;
		c.partnerships++;
		c.formed += p->plan_received != DATE_NONE;
		c.concluded += p->state == STATE_CONCLUDED;
		c.ended += p->state == STATE_ENDED;
		c.declined += p->state == STATE_NOT_FORMED;
	}
	return c;
}

/* ---- rounds */

enum { FIRST, SECOND, THIRD, OTHER, SUGGESTED, MATCHED, NO_MATCH, DEFERRED, NOT_ELIGIBLE, SUMS };

static void add(long sum[SUMS], const struct report_decision *d)
{
	if (d->outcome != OUTCOME_MATCH) {
		sum[d->outcome == OUTCOME_NO_MATCH    ? NO_MATCH
			: d->outcome == OUTCOME_DEFER ? DEFERRED
						      : NOT_ELIGIBLE]++;
		return;
	}
	sum[d->how == 0 ? SUGGESTED : d->how == 1 ? FIRST : d->how == 2 ? SECOND : d->how == 3 ? THIRD : OTHER]++;
	sum[MATCHED]++;
}

static void put_sums(struct report *r, struct report_table *t, const char *name, const char *day, const char *who,
	const long sum[SUMS])
{
	long all = sum[MATCHED] + sum[NO_MATCH] + sum[DEFERRED] + sum[NOT_ELIGIBLE];
	const char *cell[REPORT_COLUMNS] = { name, day, who, report_number(r, all) };
	for (size_t i = FIRST; i <= THIRD; i++) cell[4 + i] = report_number(r, sum[i] + (i == THIRD ? sum[OTHER] : 0));
	for (size_t i = SUGGESTED; i < SUMS; i++) cell[3 + i] = report_number(r, sum[i]);
	cell[3 + SUMS] = report_share(r, sum[MATCHED], all);
	if (!all) return;
	report_row(r, t, cell);
}

static void put_round(
	struct report *r, struct report_table *t, size_t round, enum application_kind kind, long total[SUMS])
{
	const struct report_round *at = &r->rounds.at[round];
	long sum[SUMS] = { 0 };
	for (size_t i = 0; i < r->decisions.n; i++)
		if (r->decisions.at[i].round == round && r->decisions.at[i].kind == kind) add(sum, &r->decisions.at[i]);
	for (size_t i = 0; i < SUMS; i++) total[i] += sum[i];
	put_sums(r, t, at->name, arena_strdup(&r->mem, sv(date_iso(at->day).z)),
		kind == KIND_MENTEE ? "mentees" : "peer partners", sum);
	long all = sum[MATCHED] + sum[NO_MATCH] + sum[DEFERRED] + sum[NOT_ELIGIBLE];
	if (!all) return;
	struct report_bar bar = { .label = arena_printf(
					  &r->mem, "%s %s", at->name, kind == KIND_MENTEE ? "mentees" : "peers"),
		.value = { all, sum[MATCHED] },
		.words = { report_number(r, all), report_number(r, sum[MATCHED]) } };
	vec_push(&t->bar, bar);
}

void report_do_rounds(struct report *r)
{
	static const char *const head[] = { "Round", "Meeting", "Applicants are", "Applicants", "1st choice",
		"2nd choice", "3rd or later", "Suggested", "Matched", "No match", "Deferred", "Not eligible",
		"Share matched" };
	struct report_table *t =
		report_table(r, REPORT_ROUNDS, "rounds", "Decisions of the committee by round", head, 13, 0x1ff8);
	long mentees[SUMS] = { 0 }, peers[SUMS] = { 0 };
	t->chart = "Applicants and matches by round";
	t->series[0] = "applicants";
	t->series[1] = "matched";
	for (size_t i = 0; i < r->rounds.n; i++) {
		if (!report_in_days(&r->scope, r->rounds.at[i].cycle, r->rounds.at[i].day)) continue;
		put_round(r, t, i, KIND_MENTEE, mentees);
		put_round(r, t, i, KIND_PEER, peers);
	}
	put_sums(r, t, "All rounds", "", "mentees", mentees);
	put_sums(r, t, "All rounds", "", "peer partners", peers);
}

/* ---- ends */

struct end {
	const char *why, *clause;
	long n;
};

static void count_end(struct end *end, const struct partnership *p, const char *const *reason)
{
	for (size_t i = 0; reason[i]; i++)
		if (p->state == STATE_ENDED && strcmp(p->end_reason, reason[i]) == 0) end[i].n++;
	if (p->state != STATE_NOT_FORMED) return;
	if (p->declined[SIDE_A] != DATE_NONE)
		end[p->peers ? 7 : 5].n++;
	else if (p->declined[SIDE_B] != DATE_NONE)
		end[p->peers ? 7 : 6].n++;
	else
		end[8].n++;
}

static date_t end_day(const struct partnership *p)
{
	date_t a = p->declined[SIDE_A], b = p->declined[SIDE_B];
	if (p->state == STATE_ENDED || (a == DATE_NONE && b == DATE_NONE)) return p->ended;
	return a == DATE_NONE || (b != DATE_NONE && b < a) ? b : a;
}

void report_do_ends(struct report *r)
{
	static const char *const head[] = { "How it ended", "Clause", "Partnerships" };
	static const char *const reason[] = { "early_mutual", "early_other", "no_contact", "lack_of_effort", "lapsed",
		NULL };
	struct end end[] = { { "Ended early, both agreed", "5.6.1", 0 },
		{ "Ended early for another reason", "5.6.1", 0 }, { "Ended: no contact", "5.6.1", 0 },
		{ "Ended: lack of effort", "5.6.1", 0 }, { "Ended: lapsed without goals or evaluations", "5.5.2", 0 },
		{ "Not formed: the mentor declined", "5.2.3", 0 }, { "Not formed: the mentee declined", "5.2.3", 0 },
		{ "Not formed: a peer partner declined", "5.2.3", 0 }, { "Not formed: no reply", "5.2.3", 0 } };
	struct report_table *t = report_table(
		r, REPORT_ENDS, "early-ends", "Partnerships that ended early or were not formed", head, 3, 4);
	long all = 0;
	for (size_t i = 0; i < r->all.v.n; i++) {
		const struct partnership *p = &r->all.v.at[i];
		if (report_in_days(&r->scope, p->cycle, end_day(p))) count_end(end, p, reason);
	}
	for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
		const char *const cell[] = { end[i].why, end[i].clause, report_number(r, end[i].n) };
		all += end[i].n;
		report_row(r, t, cell);
	}
	const char *const sum[] = { "All", "", report_number(r, all) };
	report_row(r, t, sum);
}
