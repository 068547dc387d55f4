/* round_index.c exists because a round of thousands asks the same few questions about millions of pairs. */
#include "programme/round_index.h"
#include <stdlib.h>
#include <string.h>

size_t round_place(const struct round *r, const struct participant *p)
{
	return (size_t)(p - r->people.v.at);
}

static void number_employers(struct round *r)
{
	struct map seen = MAP_INIT;
	for (size_t i = 0; i < r->people.v.n; i++) {
		struct sv key = sv(r->people.v.at[i].employer_key);
		uint64_t n = seen.n + 1;
		if (!key.n) continue;
		if (!map_add(&seen, key, n)) map_get(&seen, key, &n);
		r->index->employer[i] = (uint32_t)n;
	}
	map_dispose(&seen);
}

/* ---- pairs with a past */

static date_t later(date_t a, date_t b)
{
	return a == DATE_NONE || (b != DATE_NONE && b > a) ? b : a;
}

static struct past_pair past_of(const struct round *r, const struct partnership *p)
{
	bool turned = p->person_a > p->person_b;
	date_t last = p->proposed;
	last = later(last, later(p->ended, p->concluded));
	last = later(last, later(p->declined[SIDE_A], p->declined[SIDE_B]));
	bool declined = p->declined[SIDE_A] != DATE_NONE || p->declined[SIDE_B] != DATE_NONE;
	date_t again = p->state == STATE_NOT_FORMED && !declined /* nobody answered: no reason against another try */
			       ? p->proposed
			       : date_add_months(last, (int)r->rules.earlier_months);
	return (struct past_pair){ .a = turned ? p->person_b : p->person_a,
		.b = turned ? p->person_a : p->person_b,
		.until = partnership_is_running(p) ? INT32_MAX : again,
		.number = p->number,
		.declined = declined };
}

static int compare(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int by_pair(const void *a, const void *b)
{
	const struct past_pair *x = a, *y = b;
	int c = compare(x->a, y->a);
	if (!c) c = compare(x->b, y->b);
	if (!c) c = compare(y->until, x->until);
	return c ? c : strcmp(x->number, y->number);
}

static void collect_past(struct round *r)
{
	struct round_index *x = r->index;
	size_t n = 0;
	x->past = ARENA_ARRAY(&r->mem, struct past_pair, r->past.v.n + 1);
	for (size_t i = 0; i < r->past.v.n; i++)
		if (r->past.v.at[i].person_a && r->past.v.at[i].person_b) x->past[n++] = past_of(r, &r->past.v.at[i]);
	if (n) qsort(x->past, n, sizeof *x->past, by_pair);
	for (size_t i = 0; i < n; i++)
		if (!x->npast || x->past[x->npast - 1].a != x->past[i].a || x->past[x->npast - 1].b != x->past[i].b)
			x->past[x->npast++] = x->past[i];
}

const struct past_pair *round_past(const struct round *r, const struct participant *a, const struct participant *b)
{
	bool turned = a->person > b->person;
	int64_t lower = turned ? b->person : a->person, higher = turned ? a->person : b->person;
	size_t low = 0, high = r->index->npast;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct past_pair *p = &r->index->past[mid];
		int c = compare(p->a, lower);
		if (!c) c = compare(p->b, higher);
		if (!c) return p;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct lock *round_lock(const struct round *r, const struct participant *a, const struct participant *b)
{
	const struct lock *found = NULL;
	for (size_t i = 0; r->options && i < r->options->nlocks; i++) {
		const struct lock *l = &r->options->lock[i];
		bool both = (l->seeker == a->application && l->other == b->application) ||
			    (l->seeker == b->application && l->other == a->application);
		if (both && (!found || l->veto)) found = l;
	}
	return found;
}

/* ---- who has to be looked at one by one */

/* Persons and employers that something is known of, in a set of their bytes. */
static void remember_person(struct map *set, int64_t person)
{
	if (person) map_set(set, sv_n((const char *)&person, sizeof person), 1);
}

static bool is_named(const struct round *r, const struct participant *p)
{
	for (size_t i = 0; i < r->rules.nexceptions; i++) {
		const struct rule_exception *e = &r->rules.exception[i];
		if (strcmp(e->kind, "pair") != 0) continue;
		if (!strcmp(e->form_a, p->form) && !strcmp(e->entry_a, p->entry_no)) return true;
		if (!strcmp(e->form_b, p->form) && !strcmp(e->entry_b, p->entry_no)) return true;
	}
	for (size_t i = 0; r->options && i < r->options->nlocks; i++)
		if (r->options->lock[i].seeker == p->application || r->options->lock[i].other == p->application)
			return true;
	return p->navoid || p->navoid_employers;
}

static void mark_special(struct round *r)
{
	struct map person = MAP_INIT, employer = MAP_INIT;
	for (size_t i = 0; i < r->index->npast; i++) {
		remember_person(&person, r->index->past[i].a);
		remember_person(&person, r->index->past[i].b);
	}
	for (size_t i = 0; i < r->people.v.n; i++) {
		const struct participant *p = &r->people.v.at[i];
		for (size_t k = 0; k < p->navoid; k++) remember_person(&person, p->avoid_person[k]);
		for (size_t k = 0; k < p->navoid_employers; k++) map_set(&employer, sv(p->avoid_employer[k]), 1);
	}
	for (size_t i = 0; i < r->people.v.n; i++) {
		const struct participant *p = &r->people.v.at[i];
		r->index->special[i] = is_named(r, p) ||
				       map_get(&person, sv_n((const char *)&p->person, sizeof p->person), NULL) ||
				       (*p->employer_key && map_get(&employer, sv(p->employer_key), NULL));
	}
	map_dispose(&person);
	map_dispose(&employer);
}

void round_index_make(struct round *r)
{
	size_t n = r->people.v.n + 1;
	r->index = ARENA_NEW(&r->mem, struct round_index);
	r->index->member = ARENA_ARRAY(&r->mem, const struct round_member *, n);
	r->index->employer = ARENA_ARRAY(&r->mem, uint32_t, n);
	r->index->special = ARENA_ARRAY(&r->mem, bool, n);
	number_employers(r);
	collect_past(r);
	mark_special(r);
}
