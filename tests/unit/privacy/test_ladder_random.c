/* The ladder against its own definition, taken word for word and slowly: random trees of up to four levels, up to eight
 * fields, persons behind rows, keys of one word and of several. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/random.h"
#include "privacy/ladder.h"
#include "forest.h"

enum { FIELDS_MAX = 8, ROWS_MAX = 40, VALUES_MAX = 1500, PERSONS_MAX = 4, RUNGS_MAX = 400 };

struct world {
	struct random_source *chance;
	struct vocab vocab[FIELDS_MAX];
	struct vocab_value value[FIELDS_MAX][VALUES_MAX];
	struct ladder_field field[FIELDS_MAX];
	size_t fields, rungs;
	uint16_t leaf[ROWS_MAX * FIELDS_MAX];
	uint32_t count[ROWS_MAX];
	size_t rows;
	unsigned k;
};
/* What the definition gives: a tuple per row. */
struct plain {
	bool placed[ROWS_MAX];
	size_t tuple[ROWS_MAX][FIELDS_MAX];
};

/* A random tree, depth first: each value hangs below the one before it or below one of that one's ancestors. `spread`
 * gives the root and its first child hundreds of children more, which nobody chooses, so that digits become wide. */
static void grow(struct world *w, size_t f, bool spread)
{
	size_t parent[VALUES_MAX] = { 0 }, depth[VALUES_MAX] = { 0 }, n = 1, deepest = 1 + random_below(w->chance, 3);

	for (size_t i = 2 + random_below(w->chance, 8); i > 0; i--, n++) {
		size_t above = n - 1;

		while (depth[above] && (depth[above] >= deepest || random_below(w->chance, 2))) above = parent[above];
		parent[n] = above;
		depth[n] = depth[above] + 1;
	}
	if (spread) {
		size_t last = n;

		parent[n++] = 0;
		for (size_t i = 0; i < 600; i++) parent[n++] = last;
		for (size_t i = 0; i < 600; i++) parent[n++] = 0;
	}
	forest_tree(&w->vocab[f], w->value[f], parent, n);
}

static void make_world(struct world *w, bool spread)
{
	w->fields = random_below(w->chance, FIELDS_MAX + 1);
	w->rows = random_below(w->chance, ROWS_MAX);
	w->k = 1 + random_below(w->chance, 7);
	w->rungs = 1;
	for (size_t f = 0; f < w->fields; f++) {
		grow(w, f, spread);
		w->field[f] = (struct ladder_field){ &w->vocab[f], random_below(w->chance, 5) };
		if (w->rungs * (w->vocab[f].max_depth + 1) > RUNGS_MAX) {
			w->fields = f;
			break;
		}
		w->rungs *= w->vocab[f].max_depth + 1;
	}
	for (size_t r = 0; r < w->rows; r++) {
		w->count[r] = 1 + random_below(w->chance, PERSONS_MAX);
		/* Half of the rows are like one before, in all but one field. */
		bool like = r && random_below(w->chance, 2);
		size_t other = r ? random_below(w->chance, (uint32_t)r) : 0, own = random_below(w->chance, FIELDS_MAX);

		for (size_t f = 0; f < w->fields; f++)
			w->leaf[r * w->fields + f] =
				like && f != own ? w->leaf[other * w->fields + f]
						 : (uint16_t)random_below(w->chance,
							   (uint32_t)(w->vocab[f].n < 10 ? w->vocab[f].n : 10));
	}
}

static size_t level_in(const struct world *w, size_t vector, size_t f)
{
	for (size_t i = w->fields; --i > f;) vector /= w->vocab[i].max_depth + 1;
	return vector % (w->vocab[f].max_depth + 1);
}

static void publish_at(const struct world *w, struct plain *p, size_t vector)
{
	size_t tuple[ROWS_MAX][FIELDS_MAX] = { { 0 } };
	bool now[ROWS_MAX] = { false };

	for (size_t r = 0; r < w->rows; r++)
		for (size_t f = 0; f < w->fields; f++)
			tuple[r][f] = forest_at_level(&w->vocab[f], w->leaf[r * w->fields + f], level_in(w, vector, f));
	for (size_t r = 0; r < w->rows; r++) {
		size_t persons = 0;

		for (size_t o = 0; o < w->rows && !p->placed[r]; o++)
			if (!p->placed[o] && memcmp(tuple[r], tuple[o], sizeof tuple[r]) == 0) persons += w->count[o];
		now[r] = persons >= w->k;
	}
	for (size_t r = 0; r < w->rows; r++) {
		if (!now[r]) continue;
		p->placed[r] = true;
		memcpy(p->tuple[r], tuple[r], sizeof tuple[r]);
	}
}

/* The class with the first tuple in vocabulary order among those that cost least takes in all that are left. */
static void join_left(const struct world *w, struct plain *p)
{
	uint64_t least = UINT64_MAX;
	size_t from[FIELDS_MAX] = { 0 }, to[FIELDS_MAX] = { 0 };

	for (size_t r = 0; r < w->rows; r++) {
		size_t joint[FIELDS_MAX] = { 0 };
		uint64_t cost = 0;
		bool less = false, more = false;

		if (!p->placed[r]) continue;
		for (size_t f = 0; f < w->fields; f++) {
			joint[f] = p->tuple[r][f];
			for (size_t o = 0; o < w->rows; o++)
				if (!p->placed[o])
					joint[f] = forest_common(&w->vocab[f], joint[f], w->leaf[o * w->fields + f]);
			cost += w->field[f].weight * forest_ncp(&w->vocab[f], joint[f]);
			if (!less && !more) {
				less = p->tuple[r][f] < from[f];
				more = p->tuple[r][f] > from[f];
			}
		}
		if (cost > least || (cost == least && !less)) continue;
		least = cost;
		memcpy(from, p->tuple[r], sizeof from);
		memcpy(to, joint, sizeof to);
	}
	if (least == UINT64_MAX) return;
	for (size_t r = 0; r < w->rows; r++)
		if (!p->placed[r] || memcmp(p->tuple[r], from, sizeof from) == 0) {
			memcpy(p->tuple[r], to, sizeof to);
			p->placed[r] = true;
		}
}

static void plain_ladder(const struct world *w, struct plain *p)
{
	uint64_t cost[RUNGS_MAX] = { 0 };
	bool done[RUNGS_MAX] = { false };

	*p = (struct plain){ .placed = { false } };
	for (size_t v = 0; v < w->rungs; v++)
		for (size_t f = 0; f < w->fields; f++)
			cost[v] += w->field[f].weight * forest_mean_ncp(&w->vocab[f], level_in(w, v, f));
	for (size_t i = 0; i < w->rungs; i++) {
		size_t best = RUNGS_MAX;

		for (size_t v = 0; v < w->rungs; v++)
			if (!done[v] && (best == RUNGS_MAX || cost[v] < cost[best])) best = v;
		done[best] = true;
		publish_at(w, p, best);
	}
	join_left(w, p);
}

static void check_class(const struct world *w, const struct plain *p, const struct ladder_class *c, bool *seen)
{
	size_t persons = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t r = c->row[i];

		assert_true(p->placed[r]);
		assert_false(seen[r]);
		seen[r] = true;
		assert_true(i == 0 || c->row[i - 1] < r);
		assert_memory_equal(p->tuple[r], c->tuple, w->fields * sizeof *c->tuple);
		persons += w->count[r];
	}
	assert_int_equal(persons, c->persons);
	assert_true(persons >= w->k);
}

static void check(const struct world *w, const struct plain *p, const struct ladder *l)
{
	bool seen[ROWS_MAX] = { false };
	uint64_t loss = 0, weights = 0;
	size_t persons = 0;

	for (size_t c = 0; c < l->n; c++) {
		bool before = c == 0;

		check_class(w, p, &l->at[c], seen);
		persons += l->at[c].persons;
		for (size_t f = 0; f < w->fields; f++) {
			loss += w->field[f].weight * forest_ncp(&w->vocab[f], l->at[c].tuple[f]) * l->at[c].persons;
			if (before) continue;
			assert_true(l->at[c - 1].tuple[f] <= l->at[c].tuple[f]);
			before = l->at[c - 1].tuple[f] < l->at[c].tuple[f];
		}
		assert_true(before); /* strictly in order, so no tuple comes twice */
	}
	for (size_t r = 0; r < w->rows; r++) assert_int_equal(seen[r], p->placed[r]);
	for (size_t f = 0; f < w->fields; f++) weights += w->field[f].weight;
	assert_int_equal(persons, l->placed);
	assert_int_equal(l->loss_ppm, persons && weights ? loss / (persons * weights) : 0);
}

/* Everybody one by one, last first: the same tuples and as many persons behind each. */
static void check_one_by_one(const struct world *w, struct arena *mem, const struct ladder *l)
{
	static uint16_t leaf[ROWS_MAX * PERSONS_MAX * FIELDS_MAX];
	size_t n = 0;
	struct ladder one;

	for (size_t r = w->rows; r-- > 0;)
		for (uint32_t i = 0; i < w->count[r]; i++, n++)
			memcpy(leaf + n * w->fields, w->leaf + r * w->fields, w->fields * sizeof *leaf);
	assert_int_equal(ladder_run(&one, mem, w->field, w->fields, leaf, NULL, n, w->k), 0);
	assert_int_equal(one.n, l->n);
	assert_int_equal(one.unplaced, l->unplaced);
	assert_int_equal(one.loss_ppm, l->loss_ppm);
	for (size_t c = 0; c < l->n; c++) {
		assert_int_equal(one.at[c].n, l->at[c].persons);
		assert_memory_equal(one.at[c].tuple, l->at[c].tuple, w->fields * sizeof(size_t));
	}
}

static void play(uint64_t seed, size_t rounds, bool spread)
{
	struct random_source chance = { random_seeded_fill, seed };
	struct world *w = xcalloc(1, sizeof *w);
	static struct plain p;

	w->chance = &chance;
	for (size_t round = 0; round < rounds; round++) {
		struct arena mem = ARENA_INIT;
		struct ladder l;

		make_world(w, spread);
		assert_int_equal(ladder_run(&l, &mem, w->field, w->fields, w->leaf, w->count, w->rows, w->k), 0);
		plain_ladder(w, &p);
		check(w, &p, &l);
		check_one_by_one(w, &mem, &l);
		arena_dispose(&mem);
	}
	free(w);
}

static void test_narrow_keys(void **state)
{
	(void)state;
	play(21, 3000, false);
}

static void test_wide_keys(void **state)
{
	(void)state;
	play(22, 150, true);
}

/* One plan and one set of rows serve any number of k, as three runs would; rows that stand for nobody are not there. */
static void test_in_steps(void **state)
{
	struct random_source chance = { random_seeded_fill, 23 };
	struct world *w = xcalloc(1, sizeof *w);

	(void)state;
	w->chance = &chance;
	for (size_t round = 0; round < 300; round++) {
		struct arena mem = ARENA_INIT;

		make_world(w, false);
		size_t rows = w->rows ? w->rows - 1 : 0;

		if (w->rows) w->count[rows] = 0;
		const struct ladder_plan *plan = ladder_plan_new(&mem, w->field, w->fields);
		const struct ladder_rows *people = ladder_rows_new(&mem, plan, w->leaf, w->count, w->rows);

		for (unsigned k = 1; k < 12; k += 5) {
			struct ladder a, b;

			ladder_climb(&a, &mem, people, k);
			assert_int_equal(ladder_run(&b, &mem, w->field, w->fields, w->leaf, w->count, rows, k), 0);
			assert_int_equal(a.n, b.n);
			assert_int_equal(a.placed, b.placed);
			assert_int_equal(a.unplaced, b.unplaced);
			for (size_t c = 0; c < a.n; c++) {
				assert_int_equal(a.at[c].persons, b.at[c].persons);
				assert_int_equal(a.at[c].n, b.at[c].n);
				assert_memory_equal(a.at[c].row, b.at[c].row, a.at[c].n * sizeof(size_t));
				assert_memory_equal(a.at[c].tuple, b.at[c].tuple, w->fields * sizeof(size_t));
			}
		}
		arena_dispose(&mem);
	}
	free(w);
}

/* Twenty fields that are shown or not are 2^20 rungs, which is still allowed; one more is not. */
static void test_rungs_are_bounded(void **state)
{
	struct arena mem = ARENA_INIT;
	struct vocab v;
	struct vocab_value value[3];
	const size_t parent[3] = { 0, 0, 0 };
	struct ladder_field field[21];
	uint16_t leaf[4 * 21];
	struct ladder l;

	(void)state;
	forest_tree(&v, value, parent, 3);
	for (size_t f = 0; f < 21; f++) field[f] = (struct ladder_field){ &v, 1 };
	for (size_t i = 0; i < 4 * 21; i++) leaf[i] = 1;
	for (size_t f = 0; f < 20; f++) leaf[f] = 2;
	assert_int_equal(ladder_run(&l, &mem, field, 20, leaf, NULL, 4, 4), 0);
	assert_int_equal(l.n, 1);
	assert_int_equal(l.at[0].tuple[7], 0);
	assert_int_equal(l.loss_ppm, 1000000);
	assert_int_equal(ladder_run(&l, &mem, field, 21, leaf, NULL, 4, 4), -1);
	assert_int_equal(l.n, 0);
	arena_dispose(&mem);
}

/* A bucket holds at most 127, a k may be more. */
static void test_large_k(void **state)
{
	struct arena mem = ARENA_INIT;
	struct vocab v;
	struct vocab_value value[3];
	const size_t parent[3] = { 0, 0, 0 };
	struct ladder_field field = { &v, 1 };
	const uint16_t leaf[] = { 1, 2, 1, 2 };
	const uint32_t count[] = { 150, 149, 150, 150 };
	struct ladder l;

	(void)state;
	forest_tree(&v, value, parent, 3);
	assert_int_equal(ladder_run(&l, &mem, &field, 1, leaf, count, 4, 299), 0);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.at[1].persons, 299);
	assert_int_equal(ladder_run(&l, &mem, &field, 1, leaf, count, 4, 300), 0);
	assert_int_equal(l.n, 1); /* the 299 join the 300 */
	assert_int_equal(l.at[0].persons, 599);
	assert_int_equal(l.at[0].tuple[0], 0);
	assert_int_equal(ladder_run(&l, &mem, &field, 1, leaf, count, 2, 299), 0);
	assert_int_equal(l.n, 1); /* 150 and 149 */
	assert_int_equal(ladder_run(&l, &mem, &field, 1, leaf, count, 2, 300), 0);
	assert_int_equal(l.n, 0);
	assert_int_equal(l.unplaced, 299);
	arena_dispose(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_narrow_keys), cmocka_unit_test(test_wide_keys),
		cmocka_unit_test(test_in_steps), cmocka_unit_test(test_rungs_are_bounded),
		cmocka_unit_test(test_large_k) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
