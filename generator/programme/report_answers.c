/* report_answers.c says what participants answered, as far as it may be said. Every number about answers is offered to the disclosure check before it
 * is written, most important first; what is refused is not shown anywhere. How many forms came is one matter, of all questions; the answers to a
 * question are another, in two ways: how many gave it, and the sum behind a mean. */
#include <stdlib.h>
#include <string.h>
#include "programme/report_answers.h"

/* ---- groups of slots */

static bool *group(struct report_answers *a)
{
	return ARENA_ARRAY(&a->r->mem, bool, a->r->slots.n + 1);
}

static bool *received_in(struct report_answers *a, const struct report_scope *s)
{
	bool *in = group(a);
	for (size_t i = 0; i < a->r->slots.n; i++) {
		const struct report_slot *slot = &a->r->slots.at[i];
		in[i] = slot->received &&
			report_in_days(s, slot->partnership->cycle, slot->partnership->evaluation_due);
	}
	return in;
}

static bool *of_role(struct report_answers *a, const bool *from, enum role role)
{
	bool *in = group(a);
	for (size_t i = 0; i < a->r->slots.n; i++) in[i] = from[i] && a->r->slots.at[i].role == role;
	return in;
}

static long size_of(const struct report_answers *a, const bool *in)
{
	long n = 0;
	for (size_t i = 0; i < a->r->slots.n; i++) n += in[i];
	return n;
}

static int answer_at(const struct report_answers *a, size_t slot, enum question q)
{
	const struct evaluation *form = a->r->slots.at[slot].form;
	return form ? form->answer[q] : 0;
}

static bool show(struct shown *s, const bool *in)
{
	return shown_add(s, &in, 1);
}

/* ---- means */

const char *answers_mean(struct report_answers *a, enum question q, const bool *in, long *tenths)
{
	bool *answered = group(a);
	long n = 0, sum = 0;
	*tenths = -1;
	for (size_t i = 0; i < a->r->slots.n; i++) {
		int answer = in[i] ? answer_at(a, i, q) : 0;
		answered[i] = answer > 0;
		n += answered[i];
		sum += answer;
	}
	if (!n) return "";
	if (!show(a->sums[q], answered)) return REPORT_HIDDEN;
	*tenths = (sum * 20 + n) / (2 * n);
	return report_tenths(a->r, *tenths);
}

/* ---- how many came */

static void put_response(struct report_answers *a)
{
	static const char *const head[] = { "Who", "Evaluations due", "Received", "Share" };
	struct report *r = a->r;
	struct report_table *t =
		report_table(r, REPORT_RESPONSE, "response", "Evaluation forms due and received", head, 4, 0xe);
	struct shown *dues = shown_new(a->person, r->slots.n);
	for (int role = -1; role < ROLES; role++) {
		bool *due = group(a);
		for (size_t i = 0; i < r->slots.n; i++)
			due[i] = r->slots.at[i].in_scope && (role < 0 || r->slots.at[i].role == (enum role)role);
		const bool *in = role < 0 ? a->all : a->role[role];
		long n = size_of(a, due), came = size_of(a, in);
		bool fine = show(dues, due), told = show(a->forms, in);
		a->told[role + 1] = told;
		const char *const cell[] = { role < 0 ? "everybody" : role_words((enum role)role, true),
			fine ? report_number(r, n) : REPORT_HIDDEN, told ? report_number(r, came) : REPORT_HIDDEN,
			fine && told ? report_share(r, came, n) : "" };
		report_row(r, t, cell);
	}
	shown_free(dues);
}

/* ---- ratings by role */

static void put_ratings(struct report_answers *a)
{
	static const char *const head[] = { "Question", "Everybody", "Mentors", "Mentees", "Peer partners" };
	struct report *r = a->r;
	struct report_table *t =
		report_table(r, REPORT_RATINGS, "ratings", "Mean ratings from 1 to 5, by role", head, 5, 0x1e);
	t->chart = "Mean ratings of everybody, from 1 to 5";
	t->series[0] = "mean rating";
	t->scale = 50;
	for (enum question q = 0; r->received && q < QUESTION_RATINGS; q++) {
		const char *cell[5] = { question_words(q) };
		long tenths = -1, ignored;
		cell[1] = a->told[0] ? answers_mean(a, q, a->all, &tenths) : REPORT_HIDDEN;
		for (int role = 0; role < ROLES; role++)
			cell[2 + role] =
				a->told[role + 1] ? answers_mean(a, q, a->role[role], &ignored) : REPORT_HIDDEN;
		struct report_bar bar = { .label = cell[0], .value = { tenths, -1 }, .words = { cell[1], "" } };
		report_row(r, t, cell);
		vec_push(&t->bar, bar);
	}
}

/* ---- distributions: neighboring answers are put together until each heap may be shown */

struct heap {
	int low, high; /* answers; 0 is none */
	bool *in;
	long n;
};
struct heaps {
	struct heap at[6];
	size_t n;
};

/* cut's bit i: a heap ends after answer i. */
static void make_heaps(struct report_answers *a, struct heaps *h, enum question q, const bool *in, unsigned cut)
{
	int most = question_answers(q);
	*h = (struct heaps){ .n = 1 };
	for (int k = 0; k <= most; k++) {
		h->at[h->n - 1].high = k;
		if (k < most && (cut >> k & 1)) h->at[h->n++].low = k + 1;
	}
	for (size_t x = 0; x < h->n; x++) h->at[x].in = group(a);
	for (size_t i = 0; i < a->r->slots.n; i++)
		for (size_t x = 0; in[i] && x < h->n; x++) {
			int answer = answer_at(a, i, q);
			h->at[x].in[i] = answer >= h->at[x].low && answer <= h->at[x].high;
			h->at[x].n += h->at[x].in[i];
		}
}

/* A heap of one answer gives its sum away too. */
static bool show_heaps(struct report_answers *a, const struct heaps *h, enum question q)
{
	const bool *all[6], *single[6];
	size_t nsingle = 0;
	for (size_t i = 0; i < h->n; i++) {
		if (h->at[i].n && h->at[i].n < SHOWN_LEAST) return false;
		all[i] = h->at[i].in;
		if (h->at[i].low == h->at[i].high && h->at[i].low) single[nsingle++] = h->at[i].in;
	}
	struct shown *counts = shown_copy(a->counts[q]);
	bool fine = shown_add(counts, all, h->n) && shown_add(a->sums[q], single, nsingle);
	if (fine) {
		shown_free(a->counts[q]);
		a->counts[q] = counts;
	} else
		shown_free(counts);
	return fine;
}

static const char *heap_words(
	struct report_answers *a, const struct heaps *h, size_t i, enum question q, bool all_answered)
{
	int low = h->at[i].low, high = h->at[i].high;
	bool none = low == 0 && !all_answered && high > 0;
	if (low == 0 && high > 0) low = 1;
	const char *from = question_answer(q, low), *to = question_answer(q, high);
	const char *words = low == high ? from
			    : q < QUESTION_RATINGS
				    ? arena_printf(&a->r->mem, "%s to %s", from, to)
				    : arena_printf(&a->r->mem, "%s%s or %s", from,
					      q == QUESTION_GOALS_MET && high - low == 2 ? ", partly" : "", to);
	return none ? arena_printf(&a->r->mem, "%s, or no answer", words) : words;
}

static void put_heaps(struct report_answers *a, enum question q, const char *who, const struct heaps *h, const bool *in)
{
	struct report *r = a->r;
	struct str line = STR_INIT;
	long of = size_of(a, in);
	bool all_answered = true;
	for (size_t i = 0; i < a->r->slots.n; i++) all_answered &= !in[i] || answer_at(a, i, q) > 0;
	for (size_t i = 0; i < h->n; i++) {
		if (h->at[i].high == 0 && h->at[i].n == 0) continue;
		const char *const cell[] = { question_words(q), who, heap_words(a, h, i, q, all_answered),
			report_number(r, h->at[i].n), report_share(r, h->at[i].n, of) };
		report_row(r, &r->table[REPORT_DISTRIBUTION], cell);
		str_printf(&line, "%s%s: %s (%s)", line.len ? "; " : "", cell[2], cell[3], cell[4]);
	}
	const char *const row[] = { question_words(q), who, arena_strdup(&r->mem, sv_of(&line)) };
	report_row(r, &r->table[REPORT_ANSWERS], row);
	str_dispose(&line);
}

static unsigned bits(unsigned v)
{
	unsigned n = 0;
	for (; v; v >>= 1) n += v & 1;
	return n;
}

/* As many heaps as may be shown; of equal numbers the first in this order. */
static void put_distribution_of(struct report_answers *a, enum question q, const char *who, const bool *in, bool told)
{
	unsigned most = (unsigned)question_answers(q);
	struct heaps h;
	if (!size_of(a, in)) return;
	for (unsigned cuts = most; told && cuts > 0; cuts--)
		for (unsigned cut = 1; cut < 1u << most; cut++) {
			if (bits(cut) != cuts) continue;
			make_heaps(a, &h, q, in, cut);
			/* "no answer" against all answers says nothing of them */
			if ((cut == 1 && h.at[0].n == 0) || !show_heaps(a, &h, q)) continue;
			put_heaps(a, q, who, &h, in);
			return;
		}
	const char *const cell[] = { question_words(q), who, "too few to tell the answers apart", REPORT_HIDDEN, "" };
	report_row(a->r, &a->r->table[REPORT_DISTRIBUTION], cell);
	const char *const row[] = { cell[0], who, cell[2] };
	report_row(a->r, &a->r->table[REPORT_ANSWERS], row);
}

static void put_distributions(struct report_answers *a)
{
	static const char *const head[] = { "Question", "Who", "Answer", "Evaluations", "Share" };
	static const char *const short_head[] = { "Question", "Who", "Evaluations by answer" };
	report_table(a->r, REPORT_DISTRIBUTION, "distribution", "Answers by question and role", head, 5, 0x18);
	report_table(a->r, REPORT_ANSWERS, "distribution", "Answers by question and role", short_head, 3, 0)
		->page_only = true;
	for (enum question q = 0; q < QUESTIONS; q++) {
		a->counts[q] = shown_copy(a->forms);
		put_distribution_of(a, q, "everybody", a->all, a->told[0]);
		for (int role = 0; role < ROLES; role++)
			put_distribution_of(a, q, role_words((enum role)role, true), a->role[role], a->told[role + 1]);
	}
}

/* ---- */

static void begin(struct report_answers *a, struct report *r)
{
	*a = (struct report_answers){ .r = r, .person = ARENA_ARRAY(&r->mem, int64_t, r->slots.n + 1) };
	for (size_t i = 0; i < r->slots.n; i++) a->person[i] = r->slots.at[i].person;
	a->forms = shown_new(a->person, r->slots.n);
	for (enum question q = 0; q < QUESTIONS; q++) a->sums[q] = shown_new(a->person, r->slots.n);
	a->all = received_in(a, &r->scope);
	for (int role = 0; role < ROLES; role++) a->role[role] = of_role(a, a->all, (enum role)role);
}

const char *answers_received(struct report_answers *a, const struct report_scope *s, const bool **in)
{
	*in = received_in(a, s);
	return show(a->forms, *in) ? report_number(a->r, size_of(a, *in)) : REPORT_HIDDEN;
}

const bool *answers_where(struct report_answers *a, answers_fn *is_in, int value)
{
	bool *in = group(a);
	for (size_t i = 0; i < a->r->slots.n; i++) in[i] = a->all[i] && is_in(a->r->slots.at[i].partnership, value);
	return in;
}

void report_do_answers(struct report *r)
{
	struct report_answers a;
	begin(&a, r);
	put_response(&a);
	put_ratings(&a);
	answers_trends_received(&a); /* all that says how many forms came, before the answers are taken apart */
	put_distributions(&a);
	answers_outcomes(&a);
	answers_trends(&a);
	shown_free(a.forms);
	for (enum question q = 0; q < QUESTIONS; q++) {
		shown_free(a.sums[q]);
		shown_free(a.counts[q]);
	}
}
