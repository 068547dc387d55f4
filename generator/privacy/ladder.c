/* The ladder decides how much of each grouped field everybody gives up so that at least k people look the same. It goes
 * through all combinations of levels from fine to coarse and publishes what is shared widely enough as soon as it is, so
 * that common answers stay exact and only rare ones become broad. Integers only: the same people give the same classes on
 * every machine, in whatever order they come. */
#include "privacy/ladder.h"
#include <assert.h>
#include <stdint.h>
#include "base/vec.h"

#define RUNGS_MAX ((size_t)1 << 20)
#define PPM UINT64_C(1000000)
#define UNPLACED SIZE_MAX

/* A tuple as one number: value indices in mixed radix, first field most significant, so that numbers sort as tuples do. */
typedef unsigned __int128 tuple_key;

struct rung {
	uint64_t cost;
	size_t vector;
};
struct cell {
	tuple_key key;
	size_t n;
};
struct shape {
	const struct ladder_field *field;
	size_t nfields;
	tuple_key *radix; /* worth of one step of field f */
	tuple_key **part; /* part[f][level * values + value] = radix[f] × the value generalised to that level */
	size_t *levels;
};
struct work {
	struct shape shape;
	const uint16_t *leaf;
	const uint32_t *count; /* persons per row; NULL = 1 */
	size_t rows, k, waiting /* persons not published yet */;
	size_t *left, nleft; /* their rows, ascending */
	size_t *class_of;    /* per row */
	tuple_key *row_key;  /* per row left, at the present rung */
	struct cell *table;
	size_t mask;
	VEC(tuple_key) classes;
};

static uint64_t ncp(const struct vocab *v, size_t value)
{
	size_t all = v->value[0].leaves;

	if (all < 2) return 0;
	return v->value[value].leaves < 2 ? 0 : (v->value[value].leaves - 1) * PPM / (all - 1);
}

/* Levels are counted from the deepest leaf, so that a leaf near the root stays exact until its whole depth is given up. */
static size_t generalised(const struct vocab *v, size_t value, size_t level)
{
	size_t deepest = v->max_depth - level;

	while (v->value[value].depth > deepest) value = v->value[value].parent;
	return value;
}

static uint64_t mean_ncp(const struct vocab *v, size_t level)
{
	uint64_t sum = 0, leaves = 0;

	for (size_t i = 0; i < v->n; i++) {
		if (!v->value[i].leaf) continue;
		sum += ncp(v, generalised(v, i, level));
		leaves++;
	}
	return leaves ? sum / leaves : 0;
}

/* False when keys would not fit; no vocabulary that people can choose from comes near. */
static bool shape_init(struct shape *s, struct arena *mem, const struct ladder_field *field, size_t nfields)
{
	tuple_key worth = 1;

	*s = (struct shape){ field, nfields, ARENA_ARRAY(mem, tuple_key, nfields),
		ARENA_ARRAY(mem, tuple_key *, nfields), ARENA_ARRAY(mem, size_t, nfields) };
	for (size_t f = nfields; f-- > 0;) {
		const struct vocab *v = field[f].vocab;

		s->radix[f] = worth;
		if (__builtin_mul_overflow(worth, (tuple_key)v->n, &worth)) return false;
		s->levels[f] = (size_t)v->max_depth + 1;
		s->part[f] = ARENA_ARRAY(mem, tuple_key, s->levels[f] * v->n);
		for (size_t level = 0; level < s->levels[f]; level++)
			for (size_t i = 0; i < v->n; i++)
				s->part[f][level * v->n + i] = s->radix[f] * generalised(v, i, level);
	}
	return true;
}

static int by_cost(const void *a, const void *b)
{
	const struct rung *x = a, *y = b;

	if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
	return (x->vector > y->vector) - (x->vector < y->vector);
}

/* A rung's vector is numbered like a tuple: levels in mixed radix, first field most significant. */
static size_t level_of(const struct shape *s, size_t vector, size_t f)
{
	for (size_t i = s->nfields - 1; i > f; i--) vector /= s->levels[i];
	return vector % s->levels[f];
}

/* NULL when there are too many. */
static struct rung *rungs_new(const struct shape *s, size_t *n)
{
	struct rung *rung = NULL;

	*n = 1;
	for (size_t f = 0; f < s->nfields; f++) {
		*n *= s->levels[f];
		if (*n > RUNGS_MAX) return NULL;
	}
	rung = xcalloc(*n, sizeof *rung);
	for (size_t i = 0; i < *n; i++) rung[i].vector = i;
	for (size_t f = 0; f < s->nfields; f++) {
		uint64_t *mean = xcalloc(s->levels[f], sizeof *mean);

		for (size_t level = 0; level < s->levels[f]; level++) mean[level] = mean_ncp(s->field[f].vocab, level);
		for (size_t i = 0; i < *n; i++) rung[i].cost += s->field[f].weight * mean[level_of(s, i, f)];
		free(mean);
	}
	qsort(rung, *n, sizeof *rung, by_cost);
	return rung;
}

/* Spreads a key over the table; equality is always decided on the whole key. */
static size_t home_of(tuple_key key, size_t mask)
{
	uint64_t x = (uint64_t)key ^ (uint64_t)(key >> 64) * UINT64_C(0x9E3779B97F4A7C15);

	x ^= x >> 32;
	x *= UINT64_C(0xD6E8FEB86659FD93);
	x ^= x >> 32;
	return (size_t)x & mask;
}

static struct cell *cell_of(const struct work *w, tuple_key key)
{
	size_t i = home_of(key, w->mask);

	while (w->table[i].n && w->table[i].key != key) i = (i + 1) & w->mask;
	return &w->table[i];
}

static size_t persons_of(const struct work *w, size_t row)
{
	return w->count ? w->count[row] : 1;
}

static void keys_at(struct work *w, size_t vector)
{
	const struct shape *s = &w->shape;

	memset(w->row_key, 0, w->nleft * sizeof *w->row_key);
	for (size_t f = 0; f < s->nfields; f++) {
		const tuple_key *part = s->part[f] + level_of(s, vector, f) * s->field[f].vocab->n;

		for (size_t i = 0; i < w->nleft; i++) w->row_key[i] += part[w->leaf[w->left[i] * s->nfields + f]];
	}
}

/* Publishes what is shared by k at this rung. In the table a class is first counted, then, once it has its number, marked:
 * n counts from SIZE_MAX downwards with the class number. */
static void climb(struct work *w, size_t vector)
{
	size_t kept = 0;

	memset(w->table, 0, (w->mask + 1) * sizeof *w->table);
	keys_at(w, vector);
	for (size_t i = 0; i < w->nleft; i++) {
		struct cell *c = cell_of(w, w->row_key[i]);

		c->key = w->row_key[i];
		c->n += persons_of(w, w->left[i]);
	}
	w->waiting = 0;
	for (size_t i = 0; i < w->nleft; i++) {
		struct cell *c = cell_of(w, w->row_key[i]);

		if (c->n < w->k) {
			w->waiting += persons_of(w, w->left[i]);
			w->left[kept++] = w->left[i];
			continue;
		}
		if (c->n <= SIZE_MAX / 2) {
			vec_push(&w->classes, c->key);
			c->n = SIZE_MAX - (w->classes.n - 1);
		}
		w->class_of[w->left[i]] = SIZE_MAX - c->n;
	}
	w->nleft = kept;
}

struct numbered {
	tuple_key key;
	size_t was;
};

static int by_key(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* Brings classes into vocabulary order of their tuples. Those with one tuple become one class: an inner answer
 * ("Nonclinical" as such) and generalised ones can meet in it at different rungs. */
static void sort_classes(struct work *w)
{
	size_t n = w->classes.n, unique = 0;
	struct numbered *order = xcalloc(n, sizeof *order);
	size_t *rank = xcalloc(n, sizeof *rank);

	for (size_t c = 0; c < n; c++) order[c] = (struct numbered){ w->classes.at[c], c };
	if (n) qsort(order, n, sizeof *order, by_key);
	for (size_t c = 0; c < n; c++) {
		if (c == 0 || order[c].key != order[c - 1].key) w->classes.at[unique++] = order[c].key;
		rank[order[c].was] = unique - 1;
	}
	w->classes.n = unique;
	for (size_t r = 0; r < w->rows; r++)
		if (w->class_of[r] != UNPLACED) w->class_of[r] = rank[w->class_of[r]];
	free(order);
	free(rank);
}

static size_t value_in(const struct shape *s, tuple_key key, size_t f)
{
	return (size_t)(key / s->radix[f] % s->field[f].vocab->n);
}

static size_t common_ancestor(const struct vocab *v, size_t a, size_t b)
{
	while (a != b) {
		if (v->value[a].depth >= v->value[b].depth)
			a = v->value[a].parent;
		else
			b = v->value[b].parent;
	}
	return a;
}

/* Fewer than k are left over: all of them join one class, which becomes as broad as it must. A class that already has the
 * common tuple costs as little as one that would get it, and comes first in vocabulary order, since a parent stands before
 * its children there; so two classes never end with one tuple. */
static void join_left_overs(struct work *w)
{
	const struct shape *s = &w->shape;
	uint64_t best_cost = UINT64_MAX;
	size_t best = 0;
	tuple_key best_key = 0;

	for (size_t c = 0; c < w->classes.n; c++) {
		uint64_t cost = 0;
		tuple_key key = 0;

		for (size_t f = 0; f < s->nfields; f++) {
			const struct vocab *v = s->field[f].vocab;
			size_t value = value_in(s, w->classes.at[c], f);

			for (size_t i = 0; i < w->nleft; i++)
				value = common_ancestor(v, value, w->leaf[w->left[i] * s->nfields + f]);
			cost += s->field[f].weight * ncp(v, value);
			key += s->radix[f] * value;
		}
		if (cost < best_cost || (cost == best_cost && w->classes.at[c] < w->classes.at[best])) {
			best_cost = cost;
			best = c;
			best_key = key;
		}
	}
	w->classes.at[best] = best_key;
	for (size_t i = 0; i < w->nleft; i++) w->class_of[w->left[i]] = best;
	w->nleft = 0;
	w->waiting = 0;
}

/* Every class with its rows ascending. */
static void results(struct ladder *out, struct arena *mem, const struct work *w)
{
	const struct shape *s = &w->shape;
	size_t n = w->classes.n, placed = 0, begin = 0;
	size_t *row = ARENA_ARRAY(mem, size_t, w->rows - w->nleft);
	struct ladder_class *class = ARENA_ARRAY(mem, struct ladder_class, n);
	uint64_t loss = 0, weights = 0;

	for (size_t r = 0; r < w->rows; r++) {
		if (w->class_of[r] == UNPLACED) continue;
		class[w->class_of[r]].n++;
		class[w->class_of[r]].persons += persons_of(w, r);
	}
	for (size_t c = 0; c < n; c++) {
		size_t *tuple = ARENA_ARRAY(mem, size_t, s->nfields);

		for (size_t f = 0; f < s->nfields; f++) {
			tuple[f] = value_in(s, w->classes.at[c], f);
			loss += s->field[f].weight * ncp(s->field[f].vocab, tuple[f]) * class[c].persons;
		}
		placed += class[c].persons;
		class[c] = (struct ladder_class){ tuple, row + begin, class[c].n, class[c].persons };
		begin += class[c].n;
		class[c].n = 0;
	}
	for (size_t r = 0; r < w->rows; r++) {
		if (w->class_of[r] == UNPLACED) continue;
		struct ladder_class *c = &class[w->class_of[r]];
		row[(size_t)(c->row - row) + c->n++] = r;
	}
	for (size_t f = 0; f < s->nfields; f++) weights += s->field[f].weight;
	*out = (struct ladder){ class, n, placed, w->waiting, placed && weights ? loss / (placed * weights) : 0 };
}

static void work_init(struct work *w, const uint16_t *leaf, const uint32_t *count, size_t rows, unsigned k)
{
	size_t slots = 16;

	while (slots < rows * 2) slots *= 2;
	w->leaf = leaf;
	w->count = count;
	w->rows = w->nleft = rows;
	w->k = k;
	w->mask = slots - 1;
	w->table = xcalloc(slots, sizeof *w->table);
	w->left = xcalloc(rows, sizeof *w->left);
	w->class_of = xcalloc(rows, sizeof *w->class_of);
	w->row_key = xcalloc(rows, sizeof *w->row_key);
	for (size_t r = 0; r < rows; r++) {
		w->left[r] = r;
		w->waiting += persons_of(w, r);
		w->class_of[r] = UNPLACED;
	}
}

static void work_dispose(struct work *w)
{
	free(w->table);
	free(w->left);
	free(w->class_of);
	free(w->row_key);
	vec_dispose(&w->classes);
}

int ladder_run(struct ladder *out, struct arena *mem, const struct ladder_field *field, size_t nfields,
	const uint16_t *leaf, const uint32_t *count, size_t rows, unsigned k)
{
	struct work w = { 0 };
	struct rung *rung = NULL;
	size_t nrungs = 0;
	int result = -1;

	assert(k > 0);
	*out = (struct ladder){ 0 };
	if (!shape_init(&w.shape, mem, field, nfields)) return -1;
	rung = rungs_new(&w.shape, &nrungs);
	if (!rung) goto done;
	work_init(&w, leaf, count, rows, k);
	for (size_t i = 0; i < nrungs && w.waiting >= k; i++) climb(&w, rung[i].vector);
	/* The last rung is all roots, where k rows always look the same: with any class at all, fewer than k are left. */
	sort_classes(&w);
	if (w.nleft && w.classes.n) {
		join_left_overs(&w);
		sort_classes(&w);
	}
	results(out, mem, &w);
	result = 0;
done:
	free(rung);
	work_dispose(&w);
	return result;
}
