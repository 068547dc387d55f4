/* test_flag_sort: whatever is sorted comes out as qsort has it, keys wide and narrow, spread and alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/str.h"

struct item {
	uint64_t key;
	uint32_t second, number; /* number: not compared */
};

static bool comes_before(const struct item *a, const struct item *b)
{
	return a->key != b->key ? a->key < b->key : a->second < b->second;
}

/* A second key, by which items of one key are sorted in turn. */
#define FLAG_SORT sort_second
#define FLAG_ITEM struct item
#define FLAG_KEY(item) ((item).second)
#define FLAG_BEFORE comes_before
#include "base/flag_sort.h"

static void sort_alike(struct item *at, size_t n)
{
	sort_second(at, n, 32);
}

#define FLAG_SORT sort_wide
#define FLAG_ALIKE sort_alike
#define FLAG_ITEM struct item
#define FLAG_KEY(item) ((item).key)
#define FLAG_BEFORE comes_before
#include "base/flag_sort.h"

#define FLAG_SORT sort_small
#define FLAG_ITEM struct item
#define FLAG_KEY(item) ((item).key)
#define FLAG_BEFORE comes_before
#include "base/flag_sort.h"

static int by_all(const void *a, const void *b)
{
	return comes_before(b, a) - comes_before(a, b);
}

static uint64_t drawn = 1;

static uint64_t draw(void)
{
	drawn = drawn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return drawn >> 16;
}

/* Keys of so many bits, of which only `spread` are drawn; seconds below `seconds`. */
static void sorts_by(size_t n, unsigned bits, uint64_t spread, uint32_t seconds)
{
	struct item *at = xcalloc(n ? n : 1, sizeof *at), *want = xcalloc(n ? n : 1, sizeof *at);
	uint64_t numbers = 0;
	for (size_t i = 0; i < n; i++)
		at[i] = (struct item){ draw() & spread, (uint32_t)(draw() % seconds), (uint32_t)i };
	memcpy(want, at, n * sizeof *at);
	qsort(want, n, sizeof *want, by_all);
	(bits > 9 ? sort_wide : sort_small)(at, n, bits); /* sort_small has no FLAG_ALIKE */
	for (size_t i = 0; i < n; i++) {
		assert_true(at[i].key == want[i].key && at[i].second == want[i].second);
		numbers += at[i].number;
	}
	assert_true(numbers == (uint64_t)n * (n ? n - 1 : 0) / 2); /* the same items, each once */
	free(at);
	free(want);
}

static void sorts(size_t n, unsigned bits, uint64_t spread)
{
	sorts_by(n, bits, spread, 4);
	sorts_by(n, bits, spread, UINT32_MAX);
}

static void as_qsort_has_it(void **state)
{
	static const size_t size[] = { 0, 1, 2, 23, 24, 25, 26, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 40000 };
	(void)state;
	for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
		sorts(size[i], 48, (UINT64_C(1) << 48) - 1);
		sorts(size[i], 48, 0);                        /* all alike */
		sorts(size[i], 48, UINT64_C(0x800000000001)); /* told apart by the first bit and the last */
		sorts(size[i], 32, UINT32_MAX);
		sorts(size[i], 32, 1023); /* small numbers in wide keys */
		sorts(size[i], 10, 1023); /* one bit more than a round */
		sorts(size[i], 9, 511);
		sorts(size[i], 3, 7); /* less than a round */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(as_qsort_has_it) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
