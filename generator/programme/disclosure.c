/* disclosure.c judges by linear algebra. Answers that no shown group tells apart are one column, weighted by their number; shown groups are rows of
 * zeros and ones; whatever a reader can work out is a combination of rows. The question is whether a combination other than nothing has all its
 * weight on fewer than five answers. Heavy columns are eliminated first: what is left lives on light ones alone, and a combination of so little
 * weight is made of at most four of its reduced rows, whose pivots it contains. Arithmetic is modulo a prime, exact and without rounding. */
#include "programme/disclosure.h"
#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "base/vec.h"

enum { PRIME = 2147483647, MOST = SHOWN_LEAST - 1 };

struct shown {
	size_t n;
	int64_t *person;
	VEC(bool *) row;
};

struct shown *shown_new(const int64_t *person, size_t n)
{
	struct shown *s = xcalloc(1, sizeof *s);
	s->n = n;
	s->person = xmalloc((n + 1) * sizeof *person);
	if (n) memcpy(s->person, person, n * sizeof *person);
	return s;
}

static void keep(struct shown *s, const bool *set)
{
	bool *copy = xmalloc(s->n + 1);
	memcpy(copy, set, s->n * sizeof *set);
	vec_push(&s->row, copy);
}

struct shown *shown_copy(const struct shown *s)
{
	struct shown *copy = shown_new(s->person, s->n);
	for (size_t i = 0; i < s->row.n; i++) keep(copy, s->row.at[i]);
	return copy;
}

void shown_free(struct shown *s)
{
	if (!s) return;
	for (size_t i = 0; i < s->row.n; i++) free(s->row.at[i]);
	vec_dispose(&s->row);
	free(s->person);
	free(s);
}

/* ---- a group by itself */

/* 0, or how many people up to SHOWN_LEAST. */
static size_t people(const struct shown *s, const bool *set)
{
	int64_t seen[SHOWN_LEAST];
	size_t n = 0;
	for (size_t k = 0; k < s->n && n < SHOWN_LEAST; k++) {
		bool again = false;
		for (size_t i = 0; set[k] && i < n; i++) again |= seen[i] == s->person[k];
		if (set[k] && !again) seen[n++] = s->person[k];
	}
	return n;
}

/* ---- arithmetic */

static uint32_t times(uint32_t a, uint32_t b)
{
	return (uint32_t)((uint64_t)a * b % PRIME);
}

static uint32_t minus(uint32_t a, uint32_t b)
{
	return a >= b ? a - b : a + PRIME - b;
}

static uint32_t inverse(uint32_t a)
{
	uint32_t out = 1;
	for (uint32_t e = PRIME - 2; e; e >>= 1, a = times(a, a))
		if (e & 1) out = times(out, a);
	return out;
}

/* ---- columns */

struct columns {
	size_t n;       /* of them */
	size_t *weight; /* heaviest first */
	size_t heavy;   /* how many weigh more than MOST */
	size_t *sample; /* an answer of each */
};

struct column {
	size_t weight, sample;
};

static int by_weight(const void *a, const void *b)
{
	const struct column *x = a, *y = b;
	if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
	return x->sample < y->sample ? -1 : x->sample > y->sample;
}

/* Splits the answers by every row in turn; those in no row fall out at the end. */
static void split(uint32_t *of, size_t n, const bool *row, uint32_t *next, size_t *used)
{
	size_t before = *used;
	for (size_t i = 0; i < 2 * before; i++) next[i] = UINT32_MAX;
	*used = 0;
	for (size_t k = 0; k < n; k++) {
		uint32_t *to = &next[2 * of[k] + row[k]];
		if (*to == UINT32_MAX) *to = (uint32_t)(*used)++;
		of[k] = *to;
	}
}

static void make_columns(struct columns *c, const bool *const *row, size_t nrows, size_t n)
{
	uint32_t *of = xcalloc(n + 1, sizeof *of), *next = xmalloc((2 * n + 2) * sizeof *next);
	struct column *all = xcalloc(n + 1, sizeof *all);
	size_t used = n ? 1 : 0;
	for (size_t i = 0; i < nrows; i++) split(of, n, row[i], next, &used);
	for (size_t k = n; k-- > 0;) {
		all[of[k]].weight++;
		all[of[k]].sample = k;
	}
	if (used) qsort(all, used, sizeof *all, by_weight);
	*c = (struct columns){ .weight = xmalloc((used + 1) * sizeof *c->weight),
		.sample = xmalloc((used + 1) * sizeof *c->sample) };
	for (size_t i = 0; i < used; i++) {
		bool in = false;
		for (size_t r = 0; r < nrows && !in; r++) in = row[r][all[i].sample];
		if (!in) continue;
		c->weight[c->n] = all[i].weight;
		c->sample[c->n++] = all[i].sample;
		c->heavy += all[i].weight > MOST;
	}
	free(of);
	free(next);
	free(all);
}

/* ---- reduced rows that live on light columns alone */

struct rows {
	uint32_t **at;
	size_t *pivot;
	size_t n;
	bool *is_pivot;
};

static void subtract(uint32_t *from, const uint32_t *row, uint32_t factor, size_t start, size_t n)
{
	for (size_t i = start; i < n; i++)
		if (row[i]) from[i] = minus(from[i], times(factor, row[i]));
}

/* Gauss and Jordan; rows of light pivots end in out, the others are used up. */
static void reduce(struct rows *out, uint32_t **m, size_t nrows, const struct columns *c)
{
	size_t top = 0, first_light = 0;
	for (size_t col = 0; col < c->n && top < nrows; col++) {
		size_t with = top;
		if (col == c->heavy) first_light = top;
		while (with < nrows && !m[with][col]) with++;
		if (with == nrows) continue;
		uint32_t *swap = m[top];
		m[top] = m[with];
		m[with] = swap;
		uint32_t by = inverse(m[top][col]);
		for (size_t i = col; i < c->n; i++) m[top][i] = times(m[top][i], by);
		for (size_t r = col < c->heavy ? top + 1 : first_light; r < nrows; r++)
			if (r != top && m[r][col]) subtract(m[r], m[top], m[r][col], col, c->n);
		if (col >= c->heavy) {
			out->at[out->n] = m[top];
			out->pivot[out->n++] = col;
			out->is_pivot[col] = true;
		}
		top++;
	}
}

/* ---- combinations of little weight */

struct search {
	const struct columns *c;
	const struct rows *rows;
	const uint32_t *row[MOST];
	size_t p;
	size_t gone[MOST]; /* columns left out */
	size_t ngone;
};

static bool left_out(const struct search *s, size_t col)
{
	bool out = s->rows->is_pivot[col];
	for (size_t i = 0; i < s->ngone; i++) out |= s->gone[i] == col;
	return out;
}

/* Columns in which the p rows are independent; fewer than p: some combination of the rows vanishes on all columns not left out. */
static size_t independent(const struct search *s, size_t col[MOST])
{
	uint32_t basis[MOST][MOST];
	size_t lead[MOST], n = 0;
	for (size_t k = s->c->heavy; k < s->c->n && n < s->p; k++) {
		uint32_t v[MOST] = { 0 };
		size_t first = 0;
		bool any = false;
		for (size_t i = 0; i < s->p; i++) any |= (v[i] = s->row[i][k]) != 0;
		if (!any || left_out(s, k)) continue;
		for (size_t b = 0; b < n; b++)
			if (v[lead[b]]) subtract(v, basis[b], v[lead[b]], 0, s->p);
		while (first < s->p && !v[first]) first++;
		if (first == s->p) continue;
		uint32_t by = inverse(v[first]);
		for (size_t i = 0; i < s->p; i++) basis[n][i] = times(v[i], by);
		lead[n] = first;
		col[n++] = k;
	}
	return n;
}

/* Does a combination of the p rows weigh no more than `left` outside its pivots? Then it misses one of any p independent columns. */
static bool is_light(struct search *s, size_t left)
{
	size_t col[MOST], n = independent(s, col);
	bool light = n < s->p;
	for (size_t i = 0; i < n && !light; i++) {
		if (s->c->weight[col[i]] > left) continue;
		s->gone[s->ngone++] = col[i];
		light = is_light(s, left - s->c->weight[col[i]]);
		s->ngone--;
	}
	return light;
}

static bool any_light(struct search *s, size_t from, size_t left)
{
	for (size_t i = from; i < s->rows->n; i++) {
		size_t w = s->c->weight[s->rows->pivot[i]];
		if (w > left) continue;
		s->row[s->p++] = s->rows->at[i];
		bool light = is_light(s, left - w) || (s->p < MOST && any_light(s, i + 1, left - w));
		s->p--;
		if (light) return true;
	}
	return false;
}

static bool tells_too_much(const bool *const *row, size_t nrows, size_t n)
{
	struct columns c;
	make_columns(&c, row, nrows, n);
	uint32_t *cells = xcalloc(nrows * c.n + 1, sizeof *cells), **m = xmalloc((nrows + 1) * sizeof *m);
	struct rows rows = { xmalloc((nrows + 1) * sizeof *rows.at), xmalloc((nrows + 1) * sizeof *rows.pivot), 0,
		xcalloc(c.n + 1, sizeof *rows.is_pivot) };
	for (size_t r = 0; r < nrows; r++) {
		m[r] = cells + r * c.n;
		for (size_t i = 0; i < c.n; i++) m[r][i] = row[r][c.sample[i]];
	}
	reduce(&rows, m, nrows, &c);
	struct search s = { .c = &c, .rows = &rows };
	bool light = any_light(&s, 0, MOST);
	free(rows.at);
	free(rows.pivot);
	free(rows.is_pivot);
	free(cells);
	free(m);
	free(c.weight);
	free(c.sample);
	return light;
}

bool shown_add(struct shown *s, const bool *const *set, size_t nsets)
{
	size_t before = s->row.n;
	bool fine = true;
	for (size_t i = 0; i < nsets && fine; i++) {
		size_t n = people(s, set[i]);
		fine = n == 0 || n == SHOWN_LEAST;
		if (n == SHOWN_LEAST) keep(s, set[i]);
	}
	if (fine && s->row.n > before) fine = !tells_too_much((const bool *const *)s->row.at, s->row.n, s->n);
	while (!fine && s->row.n > before) free(s->row.at[--s->row.n]);
	return fine;
}
