/* The ladder on people as they may be: thousands of them, eight fields in trees of three and four levels, skewed answers
 * that go together. It gives what the definition gives where blocks and sorting matter, and it keeps far more than giving
 * up the same levels of every field for everybody would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "base/random.h"
#include "privacy/ladder.h"
#include "forest.h"

enum { FIELDS = 8, VALUES_MAX = 900, PPM = 1000000 };

/* Leaves, and branches of each depth above them. */
static const struct {
	size_t leaves, branches[2];
} shape[FIELDS] = { { 60, { 10, 0 } }, { 48, { 4, 12 } }, { 14, { 4, 0 } }, { 12, { 4, 0 } }, { 10, { 3, 0 } },
	{ 8, { 3, 0 } }, { 12, { 4, 0 } }, { 6, { 2, 0 } } };

struct people {
	struct vocab vocab[FIELDS];
	struct vocab_value value[FIELDS][VALUES_MAX];
	size_t leaf_of[FIELDS][64]; /* value index of the n-th leaf */
	struct ladder_field field[FIELDS];
	uint16_t *leaf;
	size_t n, fields;
};

/* Values below `above`, down to the leaves: as many as fall to it when `leaves` are dealt out evenly. */
static size_t grow(
	struct people *p, size_t f, size_t *parent, size_t n, size_t above, size_t depth, size_t from, size_t to)
{
	size_t branches = depth < 2 ? shape[f].branches[depth] : 0;

	if (!branches) {
		for (size_t leaf = from; leaf < to; leaf++) {
			p->leaf_of[f][leaf] = n;
			parent[n++] = above;
		}
		return n;
	}
	if (depth) branches /= shape[f].branches[depth - 1];
	for (size_t b = 0; b < branches; b++) {
		size_t here = n;

		parent[n++] = above;
		n = grow(p, f, parent, n, here, depth + 1, from + (to - from) * b / branches,
			from + (to - from) * (b + 1) / branches);
	}
	return n;
}

/* The n-th commonest answer is given 1/n as often as the commonest. */
static size_t zipf(struct random_source *chance, size_t n)
{
	uint32_t sum = 0, at;

	for (size_t i = 0; i < n; i++) sum += (uint32_t)(27720 / (i + 1));
	at = random_below(chance, sum);
	for (size_t i = 0; i < n; i++) {
		if (at < 27720 / (i + 1)) return i;
		at -= (uint32_t)(27720 / (i + 1));
	}
	return n - 1;
}

/* unused: further leaves below the root, which nobody chose, so that keys become longer. */
static void make_people(struct people *p, size_t n, size_t fields, size_t unused, uint64_t seed)
{
	struct random_source chance = { random_seeded_fill, seed };

	p->n = n;
	p->fields = fields;
	p->leaf = xcalloc(n * fields, sizeof *p->leaf);
	for (size_t f = 0; f < fields; f++) {
		size_t parent[VALUES_MAX] = { 0 }, values = grow(p, f, parent, 1, 0, 0, 0, shape[f].leaves);

		forest_tree(&p->vocab[f], p->value[f], parent, values + unused);
		p->field[f] = (struct ladder_field){ &p->vocab[f], 1 };
	}
	for (size_t r = 0; r < n; r++) {
		size_t area = zipf(&chance, shape[0].leaves);

		/* Two of three answers follow the area. One in fifty is missing. */
		for (size_t f = 0; f < fields; f++) {
			size_t leaf = f ? zipf(&chance, shape[f].leaves) : area;

			if (f && random_below(&chance, 3)) leaf = (leaf / 3 + area * 5) % shape[f].leaves;
			p->leaf[r * fields + f] =
				random_below(&chance, 50) ? (uint16_t)p->leaf_of[f][leaf] : (uint16_t)0;
		}
	}
}

static size_t level_in(const struct people *p, size_t vector, size_t f)
{
	for (size_t i = p->fields; --i > f;) vector /= p->vocab[i].max_depth + 1;
	return vector % (p->vocab[f].max_depth + 1);
}

static size_t rungs_of(const struct people *p)
{
	size_t n = 1;

	for (size_t f = 0; f < p->fields; f++) n *= p->vocab[f].max_depth + 1;
	return n;
}

/* Tuples as numbers: 900 values a field are less than 10 bits, so six fields fit 64. */
struct one {
	uint64_t tuple;
	uint32_t row;
};

static int by_tuple(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	if (x->tuple != y->tuple) return x->tuple < y->tuple ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static size_t sorted_at(const struct people *p, size_t vector, const bool *placed, struct one *one)
{
	size_t n = 0, level[FIELDS];

	for (size_t f = 0; f < p->fields; f++) level[f] = level_in(p, vector, f);
	for (uint32_t r = 0; r < p->n; r++) {
		uint64_t tuple = 0;

		if (placed[r]) continue;
		for (size_t f = 0; f < p->fields; f++)
			tuple = tuple << 10 | forest_at_level(&p->vocab[f], p->leaf[r * p->fields + f], level[f]);
		one[n++] = (struct one){ tuple, r };
	}
	qsort(one, n, sizeof *one, by_tuple);
	return n;
}

struct rung {
	uint64_t cost;
	size_t vector;
};

static int by_cost(const void *a, const void *b)
{
	const struct rung *x = a, *y = b;

	if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
	return (x->vector > y->vector) - (x->vector < y->vector);
}

/* The definition, without the left-overs: tuple[r], or UINT64_MAX. */
static void plain_ladder(const struct people *p, size_t k, uint64_t *tuple)
{
	size_t rungs = rungs_of(p);
	struct rung *rung = xcalloc(rungs, sizeof *rung);
	struct one *one = xcalloc(p->n, sizeof *one);
	bool *placed = xcalloc(p->n, sizeof *placed);

	for (size_t v = 0; v < rungs; v++) {
		rung[v].vector = v;
		for (size_t f = 0; f < p->fields; f++)
			rung[v].cost += p->field[f].weight * forest_mean_ncp(&p->vocab[f], level_in(p, v, f));
	}
	qsort(rung, rungs, sizeof *rung, by_cost);
	for (size_t i = 0; i < rungs; i++) {
		size_t n = sorted_at(p, rung[i].vector, placed, one);

		for (size_t from = 0, to; from < n; from = to) {
			for (to = from; to < n && one[to].tuple == one[from].tuple;) to++;
			for (size_t x = from; x < to && to - from >= k; x++) {
				placed[one[x].row] = true;
				tuple[one[x].row] = one[x].tuple;
			}
		}
	}
	for (size_t r = 0; r < p->n; r++)
		if (!placed[r]) tuple[r] = UINT64_MAX;
	free(rung);
	free(one);
	free(placed);
}

static void check_against_plain(struct people *p, unsigned k)
{
	struct arena mem = ARENA_INIT;
	uint64_t *expected = xcalloc(p->n, sizeof *expected);
	size_t took_in = 0, rows = 0;
	struct ladder l;

	assert_int_equal(ladder_run(&l, &mem, p->field, p->fields, p->leaf, NULL, p->n, k), 0);
	plain_ladder(p, k, expected);
	for (size_t c = 0; c < l.n; c++) {
		bool left_overs = false;
		uint64_t tuple = 0;

		for (size_t f = 0; f < p->fields; f++) tuple = tuple << 10 | l.at[c].tuple[f];
		for (size_t i = 0; i < l.at[c].n; i++) left_overs |= expected[l.at[c].row[i]] == UINT64_MAX;
		for (size_t i = 0; i < l.at[c].n && !left_overs; i++) assert_true(expected[l.at[c].row[i]] == tuple);
		assert_true(l.at[c].n >= k);
		took_in += left_overs;
		rows += l.at[c].n;
	}
	assert_int_equal(rows, p->n);
	assert_true(took_in <= 1);
	free(expected);
	arena_dispose(&mem);
}

/* Several blocks on most rungs; 12,000 persons of whom most answer like nobody else. */
static void test_blocks(void **state)
{
	struct people *p = xcalloc(1, sizeof *p);

	(void)state;
	make_people(p, 12000, 5, 0, 31);
	p->field[2].weight = 4; /* not the first field: digits stand in another order than fields */
	check_against_plain(p, 5);
	check_against_plain(p, 11);
	free(p->leaf);
	free(p);
}

/* The same with keys of two words: 700 unused leaves a field make 5 digits of 10 bits and more of 4. */
static void test_blocks_of_long_keys(void **state)
{
	struct people *p = xcalloc(1, sizeof *p);

	(void)state;
	make_people(p, 6000, 5, 700, 32);
	check_against_plain(p, 5);
	free(p->leaf);
	free(p);
}

/* Mean loss over persons and fields in millionths, if everybody shows these levels; those in classes under k count as
 * losing everything. SIZE_MAX when they are more than `may_lose`. */
static uint64_t loss_of_levels(const struct people *p, size_t vector, size_t k, size_t may_lose, uint64_t *key)
{
	enum { SLOTS = 8192 };
	static uint64_t seen[SLOTS];
	static uint32_t persons[SLOTS];
	uint64_t loss = 0;
	size_t lost = 0;

	memset(persons, 0, sizeof persons);
	for (int pass = 0; pass < 2; pass++)
		for (size_t r = 0; r < p->n; r++) {
			size_t at = (size_t)(key[r] * UINT64_C(0x9E3779B97F4A7C15) >> 51);

			while (persons[at] && seen[at] != key[r]) at = (at + 1) % SLOTS;
			seen[at] = key[r];
			if (pass == 0)
				persons[at]++;
			else if (persons[at] < k && ++lost > may_lose)
				return UINT64_MAX;
			else if (persons[at] < k)
				loss += (uint64_t)PPM * p->fields;
			else
				for (size_t f = 0; f < p->fields; f++)
					loss += forest_ncp(
						&p->vocab[f], forest_at_level(&p->vocab[f], p->leaf[r * p->fields + f],
								      level_in(p, vector, f)));
		}
	return loss / (p->n * p->fields);
}

/* Seven bits a value: no vocabulary here has more than 70. */
static void keys_of_levels(const struct people *p, size_t vector, uint64_t *key)
{
	size_t level[FIELDS];

	for (size_t f = 0; f < p->fields; f++) level[f] = level_in(p, vector, f);
	for (size_t r = 0; r < p->n; r++) {
		key[r] = 0;
		for (size_t f = 0; f < p->fields; f++)
			key[r] = key[r] << 7 | forest_at_level(&p->vocab[f], p->leaf[r * p->fields + f], level[f]);
	}
}

/* Least loss of any one choice of levels for everybody, tried one by one. */
static void best_full_domain(const struct people *p, size_t k, uint64_t *whole, uint64_t *suppressed)
{
	uint64_t *key = xcalloc(p->n, sizeof *key);

	*whole = *suppressed = UINT64_MAX;
	for (size_t v = 0; v < rungs_of(p); v++) {
		uint64_t loss;

		keys_of_levels(p, v, key);
		loss = loss_of_levels(p, v, k, 0, key);
		if (loss < *whole) *whole = loss;
		loss = loss_of_levels(p, v, k, p->n / 20, key);
		if (loss < *suppressed) *suppressed = loss;
	}
	free(key);
}

/* 2,000 persons, eight fields, k = 5: at least 20 points more than the best full-domain recoding. */
static void test_keeps_more_than_full_domain(void **state)
{
	struct arena mem = ARENA_INIT;
	struct people *p = xcalloc(1, sizeof *p);
	uint64_t whole, suppressed;
	struct ladder l;

	(void)state;
	make_people(p, 2000, FIELDS, 0, 33);
	assert_int_equal(ladder_run(&l, &mem, p->field, FIELDS, p->leaf, NULL, p->n, 5), 0);
	assert_int_equal(l.placed, 2000);
	best_full_domain(p, 5, &whole, &suppressed);
	print_message(
		"information kept, 2,000 persons, 8 fields, k = 5: ladder %.1f %%; best full-domain %.1f %%, with up "
		"to 5 %% of persons left out %.1f %%\n",
		100 - (double)l.loss_ppm / 10000, 100 - (double)whole / 10000, 100 - (double)suppressed / 10000);
	assert_true(whole >= l.loss_ppm + 200000);
	assert_true(suppressed <= whole);
	free(p->leaf);
	free(p);
	arena_dispose(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_blocks), cmocka_unit_test(test_blocks_of_long_keys),
		cmocka_unit_test(test_keeps_more_than_full_domain) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
