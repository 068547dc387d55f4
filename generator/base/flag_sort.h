/* flag_sort: sorts an array in place by the bits of an unsigned key from the top, then by a comparison ("American flag sort": McIlroy, Bostic, McIlroy 1993). For
 * millions of items whose keys are spread evenly, few rounds leave few in each part; qsort would want room for all of them once more, when memory is fullest.
 * A round looks at as many bits as leave some eight in each part, at most nine: more parts than items would cost more than they sort.
 *
 * Says what is sorted and gives one static function of that name, as often as it is included:
 *
 *     #define FLAG_SORT sort_values             void sort_values(struct identity_value *at, size_t n, unsigned bits)
 *     #define FLAG_ITEM struct identity_value
 *     #define FLAG_KEY(item) ((item).hash)
 *     #define FLAG_BEFORE comes_before          bool comes_before(const FLAG_ITEM *, const FLAG_ITEM *): the whole order, of which the key is the first part
 *     #define FLAG_ALIKE sort_alike             void sort_alike(FLAG_ITEM *at, size_t n): sorts many of one key; need not be given
 *     #include "base/flag_sort.h"
 *
 * bits: how many of the key's lowest bits are told apart (0 to 64); those above are equal, as in a key that has no more. */
#include <stdlib.h>
#include <string.h>
#ifndef FLAG_PASTE
enum { FLAG_FEW = 24, FLAG_PART = 8, FLAG_BITS = 9, FLAG_DIGITS = 1 << FLAG_BITS };
#define FLAG_PASTE(a, b) a##b
#define FLAG_NAME(a, b) FLAG_PASTE(a, b)

/* How many bits a round over n items looks at, of so many that are left. */
static inline unsigned flag_round(size_t n, unsigned bits)
{
	unsigned round = 1;

	while (round < FLAG_BITS && n >> round > FLAG_PART) round++;
	return round < bits ? round : bits;
}
#endif
#define FLAG_COMPARE FLAG_NAME(FLAG_SORT, _compare)
#define FLAG_SCATTER FLAG_NAME(FLAG_SORT, _scatter)

#ifndef FLAG_ALIKE
#define FLAG_ALIKE FLAG_NAME(FLAG_SORT, _alike)
static int FLAG_COMPARE(const void *a, const void *b)
{
	return FLAG_BEFORE(b, a) - FLAG_BEFORE(a, b);
}

static void FLAG_ALIKE(FLAG_ITEM *at, size_t n)
{
	qsort(at, n, sizeof *at, FLAG_COMPARE);
}
#endif

/* Brings each item among those of its digit, the `round` bits above the lowest `shift`; the ends of them are given back. Each moves once: whatever lies in its
 * place is taken along. */
static void FLAG_SCATTER(FLAG_ITEM *at, size_t n, unsigned shift, unsigned round, size_t end[FLAG_DIGITS])
{
	size_t next[FLAG_DIGITS], from = 0, digits = (size_t)1 << round;

	memset(next, 0, digits * sizeof *next);
	for (size_t i = 0; i < n; i++) next[FLAG_KEY(at[i]) >> shift & (digits - 1)]++;
	for (size_t d = 0; d < digits; d++) {
		size_t count = next[d];

		next[d] = from;
		end[d] = from += count;
	}
	for (size_t d = 0; d < digits; d++)
		while (next[d] < end[d]) {
			FLAG_ITEM item = at[next[d]];

			for (size_t home; (home = FLAG_KEY(item) >> shift & (digits - 1)) != d;) {
				FLAG_ITEM there = at[next[home]];

				at[next[home]++] = item;
				item = there;
			}
			at[next[d]++] = item;
		}
}

static void FLAG_SORT(FLAG_ITEM *at, size_t n, unsigned bits)
{
	size_t end[FLAG_DIGITS], begin = 0;
	unsigned round = flag_round(n, bits);

	if (n <= FLAG_FEW) {
		for (size_t i = 1; i < n; i++) {
			FLAG_ITEM item = at[i];
			size_t to = i;

			for (; to > 0 && FLAG_BEFORE(&item, &at[to - 1]); to--) at[to] = at[to - 1];
			at[to] = item;
		}
		return;
	}
	if (round == 0) {
		FLAG_ALIKE(at, n);
		return;
	}
	FLAG_SCATTER(at, n, bits - round, round, end);
	for (size_t d = 0; d < (size_t)1 << round; begin = end[d++])
		if (end[d] > begin + 1) FLAG_SORT(at + begin, end[d] - begin, bits - round);
}
#undef FLAG_COMPARE
#undef FLAG_ALIKE
#undef FLAG_SCATTER
#undef FLAG_SORT
#undef FLAG_ITEM
#undef FLAG_KEY
#undef FLAG_BEFORE
