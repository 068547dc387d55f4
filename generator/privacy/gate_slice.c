/* Where a table may be cut so that nothing is missed: at the end of a line that is in no approved text, with margins full of ordinary words.
 *
 * What counts are words of four letters and more that no reading can take for something else: with a blank, a comma, a bar or a line end before, so that they are no part of
 * an escape, and a blank, comma, bar, line end, equals sign or full stop behind. In every reading each of them is at least its letters. The longest
 * value is IDENTITY_PASSAGE_LENGTH tokens of NORMAL_TOKEN_MAX bytes; MARGIN is more than that with the tokens before it, however many words were
 * joined. Digits in pairs end at such a word, and so does what is packed in base64, at the comma or bar of which each margin has one. */
#include "privacy/gate_slice.h"
#include <stdlib.h>

enum { MARGIN = 4096 /* letters */, LEAST = 4, WHOLE = 4 /* slices */ };

/* Words on one side of a cut. */
struct margin {
	size_t letters;
	bool comma;
};

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_full(const struct margin *m)
{
	return m->letters >= MARGIN && m->comma;
}

/* One line more. */
static void add_line(struct margin *m, struct sv line)
{
	for (size_t i = 0, from; i < line.n; i++) {
		m->comma |= line.p[i] == ',' || line.p[i] == '|';
		if (!is_letter(line.p[i])) continue;
		for (from = i; i < line.n && is_letter(line.p[i]);) i++;
		if (i - from < LEAST || (from > 0 && !strchr(" ,|", line.p[from - 1]))) {
			i--;
			continue;
		}
		if (i == line.n || strchr(" ,|=.", line.p[i])) m->letters += i - from;
		i--;
	}
}

/* The beginning of the line before `at`, which is the beginning of one; 0 before the first. */
static size_t line_before(struct sv v, size_t at)
{
	if (at) at--;
	while (at && v.p[at - 1] != '\n') at--;
	return at;
}

/* The beginning of the line behind the one that `at` is in. */
static size_t line_behind(struct sv v, size_t at)
{
	const char *end = at < v.n ? memchr(v.p + at, '\n', v.n - at) : NULL;

	return end ? (size_t)(end - v.p) + 1 : v.n;
}

static size_t margin_before(struct sv v, size_t at)
{
	struct margin m = { 0, false };

	while (at && !is_full(&m)) {
		size_t from = line_before(v, at);

		add_line(&m, sv_sub(v, from, at - 1 - from));
		at = from;
	}
	return at;
}

static size_t margin_behind(struct sv v, size_t at)
{
	struct margin m = { 0, false };

	while (at < v.n && !is_full(&m)) {
		size_t end = line_behind(v, at);

		add_line(&m, sv_sub(v, at, end - at - (v.p[end - 1] == '\n')));
		at = end;
	}
	return at;
}

/* The first span that ends behind `at`; nspans if there is none. */
static size_t span_at(const struct artifact *a, size_t at)
{
	size_t low = 0, high = a->nspans;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->spans[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Is the end of this line no part of an approved text? `at`: behind it. */
static bool may_be_cut(const struct artifact *a, size_t at)
{
	size_t s = span_at(a, at - 1);

	return s < a->nspans && a->spans[s].origin != ORIGIN_TEXT;
}

bool gate_sliced(const struct artifact *a, enum normal_mode mode, size_t size)
{
	/* In HTML and scripts what is read depends on all that came before. */
	return mode == NORMAL_TEXT && a->bytes.n > WHOLE * size;
}

bool gate_slice_next(const struct artifact *a, size_t size, struct gate_slice *s)
{
	struct sv v = a->bytes;

	if (s->to == v.n) return false;
	s->from = s->to;
	s->begin = margin_before(v, s->from);
	s->to = v.n - s->from > size ? line_behind(v, s->from + size) : v.n;
	while (s->to < v.n && !may_be_cut(a, s->to)) s->to = line_behind(v, s->to);
	s->end = margin_behind(v, s->to);
	return true;
}

size_t gate_slice_spans(const struct artifact *a, const struct gate_slice *s, struct span **out)
{
	size_t first = span_at(a, s->begin), n = 0;

	while (first + n < a->nspans && (n == 0 || a->spans[first + n - 1].end < s->end)) n++;
	*out = xmalloc((n + 1) * sizeof **out);
	for (size_t i = 0; i < n; i++) {
		(*out)[i] = a->spans[first + i];
		if ((*out)[i].end > s->end) (*out)[i].end = s->end;
		(*out)[i].end -= s->begin;
	}
	return n;
}
