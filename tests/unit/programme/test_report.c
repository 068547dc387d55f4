/* test_report: from random evaluations to the tables, and back: what the tables show is compared with what was answered, and no number shown, and no
 * difference of numbers shown, is about one to four answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "programme/report.h"
#include "programme/schema.h"
#include "records/import.h"

enum { MOST = 160 };
static uint32_t seed;
static uint32_t chance(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static date_t day(const char *iso)
{
	return date_parse(sv(iso));
}

static struct store *s;
static struct report r;
static struct rules rules = { .grace = 30 };
static struct run run;

static void begin(const char *cycle)
{
	struct str err = STR_INIT;
	struct diags ds = DIAGS_INIT;
	struct vocabs none = { NULL, 0 };
	struct report_scope scope = { NULL, day("2025-03-14"), day("2026-03-13") };
	run = (struct run){ .as_of = day("2026-03-13") };
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(records_migrate(s), 0);
	assert_int_equal(programme_migrate(s), 0);
	assert_int_equal(report_read(&r, s, &run, &rules, &none, &scope, &ds), 0);
	if (cycle) r.scope = (struct report_scope){ .cycle = cycle };
	diags_dispose(&ds);
	str_dispose(&err);
}

static void end(void)
{
	report_dispose(&r);
	store_close(s);
}

static void invent(size_t n)
{
	static const char *const cycle[] = { "2024-09", "2025-03", "2025-09" }, *const due[] = { "2025-03-20",
		"2025-09-20", "2026-03-10" };
	size_t which;
	for (which = 0; which < 3; which++) vec_push(&r.cycles, cycle[which]);
	for (size_t i = 0; i < n; i++) {
		which = chance(3);
		struct partnership p = { .id = (int64_t)i + 1,
			.number = "P",
			.peers = chance(4) == 0,
			.person_a = 1000 + (int64_t)chance(40),
			.person_b = 2000 + (int64_t)i,
			.round = chance(9) ? 1 : 0,
			.cycle = cycle[which],
			.proposed = day(due[which]) - 180,
			.plan_received = day(due[which]) - 150,
			.evaluation_due = day(due[which]) - (date_t)chance(60),
			.how = (int)chance(4),
			.fit = 40 + (int)chance(60),
			.state = STATE_CONCLUDED,
			.end_reason = "" };
		for (int k = 0; k < 3; k++) p.declined[k] = p.evaluated[k] = DATE_NONE;
		vec_push(&r.all.v, p);
	}
	vec_reserve(&r.evaluations.v, 2 * n + 1);
	for (size_t i = 0; i < n; i++)
		for (enum side side = SIDE_A; side <= SIDE_B; side++) {
			const struct partnership *p = &r.all.v.at[i];
			struct report_slot slot = { .partnership = p,
				.role = role_of(p, side),
				.person = side == SIDE_A ? p->person_a : p->person_b,
				.received = chance(5) > 0 };
			slot.in_scope =
				r.scope.cycle ? strcmp(p->cycle, r.scope.cycle) == 0
					      : p->evaluation_due >= r.scope.from && p->evaluation_due <= r.scope.until;
			if (slot.received && chance(30)) {
				struct evaluation e = {
					.partnership = p, .side = side, .role = slot.role, .person = slot.person
				};
				for (enum question q = 0; q < QUESTIONS; q++)
					e.answer[q] = chance(12) ? 1 + (int)chance((uint32_t)question_answers(q)) : 0;
				vec_push(&r.evaluations.v, e);
				slot.form = &r.evaluations.v.at[r.evaluations.v.n - 1];
			}
			vec_push(&r.slots, slot);
			r.received += slot.in_scope && slot.received;
		}
}

/* ---- what is shown, as sets of slots */

struct sets {
	bool in[200][MOST];
	size_t n;
};
static struct sets counts[QUESTIONS], sums[QUESTIONS];
static size_t shown, hidden;

static bool is_shown(const char *cell)
{
	bool yes = *cell && strcmp(cell, "not shown") != 0;
	shown += yes;
	hidden += !yes;
	return yes;
}

typedef bool pick_fn(size_t slot, const void *what);

static void add(struct sets *to, pick_fn *pick, const void *what, bool answered, enum question q)
{
	bool *in = to->in[to->n++];
	assert_true(to->n < 200);
	for (size_t i = 0; i < r.slots.n; i++)
		in[i] = r.slots.at[i].received && pick(i, what) &&
			(!answered || (r.slots.at[i].form && r.slots.at[i].form->answer[q]));
}

static long size(const bool *in)
{
	long n = 0;
	for (size_t i = 0; i < r.slots.n; i++) n += in[i];
	return n;
}

static bool who(size_t slot, const void *what)
{
	const char *name = what;
	bool everybody = strcmp(name, "everybody") == 0;
	return r.slots.at[slot].in_scope && (everybody || strcmp(role_words(r.slots.at[slot].role, true), name) == 0);
}

static bool of_cycle(size_t slot, const void *what)
{
	return strcmp(r.slots.at[slot].partnership->cycle, what) == 0;
}

static bool of_year(size_t slot, const void *what)
{
	date_t until = day(what), due = r.slots.at[slot].partnership->evaluation_due;
	return due > date_add_months(until, -12) && due <= until;
}

/* The number a text begins with. */
static int atoi_of(const char *z)
{
	int n = 0;
	for (; *z >= '0' && *z <= '9'; z++) n = 10 * n + *z - '0';
	return n;
}

static bool of_choice(size_t slot, const void *what)
{
	const char *name = what;
	const struct partnership *p = r.slots.at[slot].partnership;
	int how = name[0] == 's' ? 0 : name[0] - '0';
	if (!r.slots.at[slot].in_scope) return false;
	return name[0] == 'e' ? p->round == 0 : p->round != 0 && p->how == how;
}

static bool of_fit(size_t slot, const void *what)
{
	int fit = r.slots.at[slot].partnership->fit, low = atoi_of(what);
	if (!r.slots.at[slot].in_scope) return false;
	return strncmp(what, "under", 5) == 0 ? fit < 50 : low == 90 ? fit >= 90 : fit >= low && fit < low + 10;
}

struct heap {
	const char *who;
	enum question q;
	bool answer[6];
};

static bool of_heap(size_t slot, const void *what)
{
	const struct heap *h = what;
	const struct evaluation *e = r.slots.at[slot].form;
	return who(slot, h->who) && h->answer[e ? e->answer[h->q] : 0];
}

/* "1 to 3, or no answer" */
static void read_words(struct heap *h, const char *words)
{
	int low = 6, high = 0;
	const char *none = strstr(words, "no answer");
	struct sv rest = sv_n(words, none ? (size_t)(none - words) : strlen(words));
	memset(h->answer, 0, sizeof h->answer);
	h->answer[0] = none != NULL;
	for (int k = 1; k <= question_answers(h->q); k++)
		if (sv_find(rest, sv(question_answer(h->q, k))) != SIZE_MAX) {
			if (k < low) low = k;
			high = k;
		}
	for (int k = low; k <= high; k++) h->answer[k] = true;
}

static void add_to_all(pick_fn *pick, const void *what)
{
	for (enum question q = 0; q < QUESTIONS; q++) add(&counts[q], pick, what, false, q);
}

static void collect(void)
{
	const struct report_table *t = &r.table[REPORT_RESPONSE];
	for (enum question q = 0; q < QUESTIONS; q++) counts[q].n = sums[q].n = 0;
	for (size_t i = 0; i < t->row.n; i++)
		if (is_shown(t->row.at[i][2])) {
			add_to_all(who, t->row.at[i][0]);
			assert_int_equal(atoi_of(t->row.at[i][2]), size(counts[0].in[counts[0].n - 1]));
		}
	t = &r.table[REPORT_RATINGS];
	static const char *const whom[] = { "", "everybody", "mentors", "mentees", "peer partners" };
	for (size_t i = 0; i < t->row.n; i++)
		for (size_t c = 1; c < 5; c++)
			if (is_shown(t->row.at[i][c])) add(&sums[i], who, whom[c], true, (enum question)i);
	t = &r.table[REPORT_DISTRIBUTION];
	for (size_t i = 0; i < t->row.n; i++) {
		struct heap h = { .who = t->row.at[i][1] };
		if (!is_shown(t->row.at[i][3])) continue;
		while (strcmp(question_words(h.q), t->row.at[i][0]) != 0) h.q++;
		read_words(&h, t->row.at[i][2]);
		add(&counts[h.q], of_heap, &h, false, h.q);
		assert_int_equal(atoi_of(t->row.at[i][3]), size(counts[h.q].in[counts[h.q].n - 1]));
	}
	for (int k = 0; k < 2; k++) {
		t = &r.table[k ? REPORT_FITS : REPORT_RANKS];
		for (size_t i = 0; i < t->row.n; i++) {
			pick_fn *pick = k ? of_fit : of_choice;
			if (is_shown(t->row.at[i][6]))
				add(&sums[QUESTION_OVERALL], pick, t->row.at[i][0], true, QUESTION_OVERALL);
			if (is_shown(t->row.at[i][7]))
				add(&sums[QUESTION_MATCH], pick, t->row.at[i][0], true, QUESTION_MATCH);
		}
		t = &r.table[k ? REPORT_YEARS : REPORT_CYCLES];
		for (size_t i = 0; i < t->row.n; i++) {
			pick_fn *pick = k ? of_year : of_cycle;
			if (is_shown(t->row.at[i][8])) add_to_all(pick, t->row.at[i][0]);
			if (is_shown(t->row.at[i][9]))
				add(&sums[QUESTION_OVERALL], pick, t->row.at[i][0], true, QUESTION_OVERALL);
		}
	}
}

static void no_few(const struct sets *all)
{
	for (size_t a = 0; a < all->n; a++)
		for (size_t b = 0; b < all->n; b++)
			for (size_t c = 0; c <= b;
				c++) { /* a less b, or less b and c where they have nothing in common */
				long left = 0;
				bool nested = true;
				for (size_t i = 0; i < r.slots.n; i++) {
					int away = all->in[b][i] + (c < b && all->in[c][i]);
					nested &= away <= all->in[a][i];
					left += all->in[a][i] - away;
				}
				if (nested && left) assert_true(left >= SHOWN_LEAST);
			}
	for (size_t a = 0; a < all->n; a++) assert_true(size(all->in[a]) == 0 || size(all->in[a]) >= SHOWN_LEAST);
}

static void nothing_is_about_a_few(void **state)
{
	(void)state;
	seed = 11;
	shown = hidden = 0;
	for (int round = 0; round < 40; round++) {
		begin(round % 3 ? NULL : "2025-03");
		invent(4 + chance(60));
		report_tables(&r);
		collect();
		for (enum question q = 0; q < QUESTIONS; q++) {
			no_few(&counts[q]);
			no_few(&sums[q]);
		}
		end();
	}
	assert_true(shown > 2000 && hidden > 500);
}

static void no_evaluation_at_all(void **state)
{
	(void)state;
	begin(NULL);
	report_tables(&r);
	assert_int_equal(r.table[REPORT_RATINGS].row.n, 0);
	assert_int_equal(r.table[REPORT_DISTRIBUTION].row.n, 0);
	assert_non_null(strstr(r.meaning, "too few"));
	end();
}

/* Ten mentors who gave 4 and ten mentees who gave 5; fit follows the rating. */
static void means_shares_and_meaning(void **state)
{
	(void)state;
	begin(NULL);
	seed = 3;
	invent(10);
	for (size_t i = 0; i < r.all.v.n; i++) {
		r.all.v.at[i].peers = false;
		r.all.v.at[i].evaluation_due = day("2025-06-01");
		r.all.v.at[i].fit = i < 5 ? 85 : 61;
	}
	vec_clear(&r.evaluations.v);
	for (size_t i = 0; i < r.slots.n; i++) {
		struct report_slot *slot = &r.slots.at[i];
		struct evaluation e = { .partnership = slot->partnership };
		e.answer[QUESTION_OVERALL] = i < 10 ? 5 : 4;
		vec_push(&r.evaluations.v, e);
		slot->form = &r.evaluations.v.at[i];
		slot->received = slot->in_scope = true;
		slot->role = i % 2 ? ROLE_MENTEE : ROLE_MENTOR;
		slot->person = (int64_t)i + 1;
	}
	r.received = 20;
	report_tables(&r);
	const struct report_table *t = &r.table[REPORT_RATINGS];
	assert_string_equal(t->row.at[0][1], "4.5");
	assert_string_equal(t->row.at[0][2], "4.5");
	assert_string_equal(t->row.at[0][4], ""); /* no peer partners */
	assert_string_equal(r.table[REPORT_RESPONSE].row.at[1][2], "10");
	t = &r.table[REPORT_FITS];
	assert_string_equal(t->row.at[0][0], "80 to 89");
	assert_string_equal(t->row.at[0][6], "5.0");
	assert_string_equal(t->row.at[1][6], "4.0");
	assert_non_null(strstr(r.meaning, "in 100 % of the cases"));
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_about_a_few),
		cmocka_unit_test(no_evaluation_at_all),
		cmocka_unit_test(means_shares_and_meaning),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
