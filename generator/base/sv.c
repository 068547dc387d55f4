/* The borrowed slice of base/str.h: comparing, searching and splitting bytes without copying them. */
#include "base/str.h"
#include <limits.h>
#include <stdint.h>

static char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool sv_ieq_ascii(struct sv a, struct sv b)
{
	if (a.n != b.n) return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i])) return false;
	return true;
}

int sv_cmp(struct sv a, struct sv b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

static bool ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct sv sv_trim(struct sv a)
{
	while (a.n && ascii_space(a.p[0])) a.p++, a.n--;
	while (a.n && ascii_space(a.p[a.n - 1])) a.n--;
	return a;
}

size_t sv_find(struct sv hay, struct sv needle)
{
	const char *at = needle.n == 1 ? (hay.n ? memchr(hay.p, needle.p[0], hay.n) : NULL)
			 : needle.n    ? memmem(hay.p, hay.n, needle.p, needle.n)
				       : hay.p;

	return at ? (size_t)(at - hay.p) : SIZE_MAX;
}

bool sv_split(struct sv *rest, char sep, struct sv *part)
{
	const char *at;

	if (!rest->p) return false;
	at = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!at) {
		*part = *rest;
		*rest = (struct sv){ NULL, 0 };
		return true;
	}
	*part = (struct sv){ rest->p, (size_t)(at - rest->p) };
	*rest = (struct sv){ at + 1, rest->n - part->n - 1 };
	return true;
}

bool sv_long(struct sv a, long *out)
{
	bool minus = a.n && a.p[0] == '-';
	long value = 0;

	if (minus) a = sv_sub(a, 1, a.n);
	if (!a.n) return false;
	for (size_t i = 0; i < a.n; i++) {
		int digit = a.p[i] - '0';

		if (digit < 0 || digit > 9) return false;
		/* Counted towards the sign from the start, because LONG_MIN has no positive counterpart. */
		if (__builtin_mul_overflow(value, 10L, &value)) return false;
		if (__builtin_add_overflow(value, minus ? -digit : digit, &value)) return false;
	}
	*out = value;
	return true;
}

enum { DISTANCE_MAX = 63 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t sv_distance(struct sv a, struct sv b)
{
	size_t over_a = a.n > DISTANCE_MAX ? a.n - DISTANCE_MAX : 0,
	       over_b = b.n > DISTANCE_MAX ? b.n - DISTANCE_MAX : 0;
	size_t row[3][DISTANCE_MAX + 1];
	size_t *before = row[0], *last = row[1], *now = row[2];

	a.n -= over_a;
	b.n -= over_b;
	for (size_t j = 0; j <= b.n; j++) last[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *spare = before;

		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t change = a.p[i - 1] == b.p[j - 1] ? 0 : 1;

			now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + change);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b.n] + (over_a > over_b ? over_a - over_b : over_b - over_a);
}
