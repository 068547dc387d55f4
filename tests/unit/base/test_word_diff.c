/* Tests of word_diff: the change between two texts as a reader sees it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/word_diff.h"

static void differs(const char *before, const char *now, const char *wanted)
{
	struct str out = STR_INIT;

	word_diff_text(&out, sv(before), sv(now));
	assert_string_equal(out.ptr, wanted);
	str_dispose(&out);
}

static void test_words(void **state)
{
	(void)state;
	differs("I audit two labs.", "I audit three labs.", "I audit [-two-] {+three+} labs.");
	differs("a b c", "a b c", "a b c");
	differs("a b c", "a c", "a [-b-] c");
	differs("a c", "a b c d", "a {+b+} c {+d+}");
	differs("", "new words", "{+new words+}");
	differs("old words", "", "[-old words-]");
	differs("a x b y c", "a b q c", "a [-x-] b [-y-] {+q+} c");
	differs("one two", "three four", "[-one two-] {+three four+}");
}

static void test_kinds(void **state)
{
	(void)state;
	assert_int_equal(word_diff_kind(sv("I audit."), sv("I audit.")), TEXT_SAME);
	assert_int_equal(word_diff_kind(sv("I audit."), sv("i audit!")), TEXT_SPACING);
	assert_int_equal(word_diff_kind(sv("na\xC3\xAFve \"x\""), sv("naive \xE2\x80\x9Cx\xE2\x80\x9D")), TEXT_SPACING);
	assert_int_equal(word_diff_kind(sv("I audit."), sv("I audits.")), TEXT_WORDS);
	assert_int_equal(word_diff_kind(sv("call 12"), sv("call 13")), TEXT_WORDS);
}

/* Both texts can be got back from the difference of any two. */
static void test_any(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct str text[2] = { STR_INIT, STR_INIT }, out = STR_INIT, got[2] = { STR_INIT, STR_INIT };

		for (int t = 0; t < 2; t++)
			for (uint32_t i = 0, n = (seed = seed * 1664525u + 1013904223u) >> 29; i < n; i++) {
				seed = seed * 1664525u + 1013904223u;
				str_printf(&text[t], "%s%c", i ? " " : "", (char)('a' + (seed >> 30)));
			}
		word_diff_text(&out, sv_of(&text[0]), sv_of(&text[1]));
		struct sv rest = sv_of(&out), word;
		int part = 3;
		while (out.len && sv_split(&rest, ' ', &word)) {
			part = sv_starts(word, "[-") ? 1 : sv_starts(word, "{+") ? 2 : part;
			if (part != 3 && (sv_starts(word, "[-") || sv_starts(word, "{+")))
				word = sv_sub(word, 2, word.n);
			bool ends = sv_ends(word, "-]") || sv_ends(word, "+}");
			if (ends) word.n -= 2;
			for (int t = 0; t < 2; t++)
				if (part & (t + 1)) str_printf(&got[t], "%s%.*s", got[t].len ? " " : "", SV_ARG(word));
			if (ends) part = 3;
		}
		for (int t = 0; t < 2; t++) {
			assert_string_equal(got[t].ptr, text[t].ptr);
			str_dispose(&got[t]);
			str_dispose(&text[t]);
		}
		str_dispose(&out);
	}
}

static void test_long(void **state)
{
	struct str a = STR_INIT, b = STR_INIT, out = STR_INIT;

	(void)state;
	for (int i = 0; i < 3000; i++) str_printf(&a, "a%d ", i), str_printf(&b, "b%d ", i);
	word_diff_text(&out, sv_of(&a), sv_of(&b));
	assert_true(sv_starts(sv_of(&out), "[-a0 a1") && sv_ends(sv_of(&out), "b2999+}"));
	str_dispose(&a);
	str_dispose(&b);
	str_dispose(&out);
}

/* The least number of words that differ, by the table of the textbook. */
static size_t least(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	size_t cell[33][33];
	for (size_t i = 0; i <= na; i++)
		for (size_t j = 0; j <= nb; j++) {
			if (!i || !j)
				cell[i][j] = i + j;
			else if (a[i - 1] == b[j - 1])
				cell[i][j] = cell[i - 1][j - 1];
			else
				cell[i][j] = 1 + (cell[i - 1][j] < cell[i][j - 1] ? cell[i - 1][j] : cell[i][j - 1]);
		}
	return cell[na][nb];
}

/* Runs cover both lists in order, tell the same only of what is equal, and no shorter difference exists. */
static void check_runs(const struct word_diff *d, const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	size_t i = 0, j = 0, differing = 0;
	for (size_t r = 0; r < d->runs.n; r++) {
		const struct diff_run *run = &d->runs.at[r];
		assert_int_equal(run->old_at, i);
		assert_int_equal(run->new_at, j);
		assert_true(run->n > 0);
		if (r) assert_int_not_equal(run->part, d->runs.at[r - 1].part);
		if (r && run->part == DIFF_OLD) assert_int_equal(d->runs.at[r - 1].part, DIFF_SAME);
		for (size_t k = 0; run->part == DIFF_SAME && k < run->n; k++) assert_int_equal(a[i + k], b[j + k]);
		differing += run->part == DIFF_SAME ? 0 : run->n;
		i += run->part == DIFF_NEW ? 0 : run->n;
		j += run->part == DIFF_OLD ? 0 : run->n;
	}
	assert_int_equal(i, na);
	assert_int_equal(j, nb);
	if (na <= 32 && nb <= 32) assert_int_equal(differing, least(a, na, b, nb));
}

static uint32_t next_of(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void test_shortest(void **state)
{
	uint32_t seed = 11;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		uint32_t a[32], b[32], kinds = 1 + next_of(&seed) % 6;
		size_t na = next_of(&seed) % 33, nb = next_of(&seed) % 33;
		struct word_diff d = WORD_DIFF_INIT;
		for (size_t i = 0; i < na; i++) a[i] = next_of(&seed) % kinds;
		for (size_t i = 0; i < nb; i++) b[i] = next_of(&seed) % kinds;
		word_diff_ids(&d, a, na, b, nb);
		check_runs(&d, a, na, b, nb);
		assert_false(d.whole);
		word_diff_dispose(&d);
	}
}

/* A long text with few changes is told exactly; one of which everything changed is told whole, and soon. */
static void test_large(void **state)
{
	enum { MANY = 200000 };
	uint32_t *a = xcalloc(MANY, sizeof *a), *b = xcalloc(MANY, sizeof *b), seed = 5;
	struct word_diff d = WORD_DIFF_INIT;
	size_t changed = 0;

	(void)state;
	for (size_t i = 0; i < MANY; i++) a[i] = b[i] = next_of(&seed) % 1000;
	for (size_t i = 500; i < MANY; i += 1000) b[i] = 5000 + (uint32_t)i;
	word_diff_ids(&d, a, MANY, b, MANY);
	check_runs(&d, a, MANY, b, MANY);
	assert_false(d.whole);
	for (size_t i = 0; i < d.runs.n; i++) changed += d.runs.at[i].part == DIFF_NEW ? d.runs.at[i].n : 0;
	assert_int_equal(changed, MANY / 1000);
	for (size_t i = 1; i + 1 < MANY; i++) b[i] = next_of(&seed) % 1000;
	word_diff_ids(&d, a, MANY, b, MANY);
	check_runs(&d, a, MANY, b, MANY);
	assert_true(d.whole);
	word_diff_dispose(&d);
	free(a);
	free(b);
}

static void test_pieces(void **state)
{
	struct word_pieces p = { VEC_INIT, false };

	(void)state;
	word_diff_pieces(&p, sv("One  two\nthree."), sv("One  two\nfour five."));
	assert_int_equal(p.v.n, 3);
	assert_int_equal(p.v.at[0].part, DIFF_SAME);
	assert_true(sv_is(p.v.at[0].text, "One  two"));
	assert_int_equal(p.v.at[1].part, DIFF_OLD);
	assert_true(sv_is(p.v.at[1].text, "three."));
	assert_int_equal(p.v.at[2].part, DIFF_NEW);
	assert_true(sv_is(p.v.at[2].text, "four five."));
	word_diff_pieces(&p, sv(" \n"), sv(""));
	assert_int_equal(p.v.n, 0);
	word_pieces_dispose(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_any), cmocka_unit_test(test_long), cmocka_unit_test(test_shortest),
		cmocka_unit_test(test_large), cmocka_unit_test(test_pieces) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
