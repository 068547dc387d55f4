/* report_pool.c holds what mentors and peers offer against what is asked for, area by area, so that recruiting can go where it is needed. */
#include <stdlib.h>
#include <string.h>
#include "programme/report_internal.h"

struct area {
	uint16_t code;
	const char *label;
	long offer, places, peers_offer; /* mentors, their free places, peers */
	long ask, primary, peers_ask;    /* waiting now */
	long asked;                      /* in the scope */
};

/* Of a role: as mentor, as mentee, as peer partner. */
static long running(const struct report *r, int64_t person, enum role role)
{
	long n = 0;
	for (size_t i = 0; i < r->all.v.n; i++) {
		const struct partnership *p = &r->all.v.at[i];
		if (!partnership_is_running(p)) continue;
		for (enum side side = SIDE_A; side <= SIDE_B; side++)
			n += role_of(p, side) == role && (side == SIDE_A ? p->person_a : p->person_b) == person;
	}
	return n;
}

static int by_application(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

/* Applications that a round of the cycle decided on, ascending. */
static const int64_t *decided(const struct report *r, struct arena *mem, size_t *n)
{
	int64_t *out = ARENA_ARRAY(mem, int64_t, r->decisions.n + 1);
	*n = 0;
	for (size_t i = 0; i < r->decisions.n; i++) {
		const struct report_round *round = &r->rounds.at[r->decisions.at[i].round];
		if (report_in_days(&r->scope, round->cycle, round->day)) out[(*n)++] = r->decisions.at[i].application;
	}
	if (*n) qsort(out, *n, sizeof *out, by_application);
	return out;
}

static bool asked_in_scope(const struct report *r, const struct participant *p, const int64_t *decision, size_t n)
{
	if (!r->scope.cycle) return p->submitted >= r->scope.from && p->submitted <= r->scope.until;
	return n && bsearch(&p->application, decision, n, sizeof *decision, by_application);
}

static void add_participant(const struct report *r, struct area *area, const struct participant *p, bool asked)
{
	bool here = p->matchable == REASON_OK;
	long busy = running(r, p->person,
		p->kind == KIND_MENTOR ? ROLE_MENTOR
		: p->kind == KIND_PEER ? ROLE_PEER
				       : ROLE_MENTEE);
	long places = p->capacity > busy ? p->capacity - busy : 0;
	for (size_t i = 0; here && i < p->offers.n; i++) {
		struct area *a = &area[p->offers.at[i]];
		if (p->kind == KIND_MENTOR) {
			a->offer++;
			a->places += places;
		} else
			a->peers_offer += places > 0;
	}
	for (size_t i = 0; i < p->needs.n; i++) {
		struct area *a = &area[p->needs.at[i]];
		bool waits = here && !busy;
		a->asked += asked;
		a->ask += waits && p->kind == KIND_MENTEE;
		a->primary += waits && p->kind == KIND_MENTEE && p->primary_need == p->needs.at[i];
		a->peers_ask += waits && p->kind == KIND_PEER;
	}
}

static int scarcest(const void *a, const void *b)
{
	const struct area *x = a, *y = b;
	long dx = x->ask - x->places, dy = y->ask - y->places;
	if (dx != dy) return dx > dy ? -1 : 1;
	int by_label = strcmp(x->label, y->label);
	return by_label ? by_label : x->code - y->code;
}

static const char *hint(const struct area *a)
{
	if (a->ask && !a->offer)
		return a->peers_offer ? "no mentor offers it: recruit mentors" : "nobody offers it: recruit mentors";
	if (a->ask > a->places) return "more ask than there are free places";
	if (a->peers_ask && a->peers_offer < 2) return "hardly a peer partner offers it";
	return a->asked && !a->offer ? "was asked for; no mentor offers it" : "";
}

static void put_area(struct report *r, struct report_table *t, const struct area *a)
{
	const long n[] = { a->offer, a->places, a->ask, a->primary, a->peers_offer, a->peers_ask, a->asked };
	const char *cell[9] = { a->label };
	long sum = 0;
	for (size_t i = 0; i < 7; i++) {
		cell[1 + i] = report_number(r, n[i]);
		sum += n[i];
	}
	cell[8] = hint(a);
	if (!sum) return;
	report_row(r, t, cell);
	struct report_bar bar = { .label = a->label,
		.value = { a->places, a->ask },
		.words = { report_number(r, a->places), report_number(r, a->ask) } };
	vec_push(&t->bar, bar);
}

void report_do_pool(struct report *r)
{
	static const char *const head[] = { "Area", "Mentors offer it", "Their free places", "Mentees wait for it",
		"As first need", "Peer partners offer it", "Peer partners ask for it", "Asked for in the period",
		"Hint" };
	struct report_table *t = report_table(
		r, REPORT_POOL, "pool", "What is offered and what is asked for, scarcest first", head, 9, 0xfe);
	size_t n = 0, ndecisions = 0;
	t->chart = "Free places of mentors and waiting mentees by area";
	t->series[0] = "free places of mentors";
	t->series[1] = "mentees who wait";
	while (*code_text(r->book, SPACE_TOPICS, (uint16_t)(n + 1))) n++;
	struct area *area = ARENA_ARRAY(&r->mem, struct area, n + 2);
	const int64_t *decision = decided(r, &r->mem, &ndecisions);
	for (size_t i = 1; i <= n; i++) {
		area[i].code = (uint16_t)i;
		area[i].label = code_label(r->book, SPACE_TOPICS, (uint16_t)i);
	}
	for (size_t i = 0; i < r->people.v.n; i++)
		add_participant(
			r, area, &r->people.v.at[i], asked_in_scope(r, &r->people.v.at[i], decision, ndecisions));
	if (n) qsort(area + 1, n, sizeof *area, scarcest);
	for (size_t i = 1; i <= n; i++) put_area(r, t, &area[i]);
}
