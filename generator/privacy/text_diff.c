/* text_diff.c exists so that nobody reads a text again of which one word changed. Longest common run of words, by the table of
 * the textbook; profile texts are short, and what they share at both ends is taken off first. */
#include "privacy/text_diff.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { WORDS_MAX = 2000 };
struct word_list {
	struct sv *at;
	size_t n, cap;
};

static void split(struct word_list *out, struct sv text)
{
	for (size_t i = 0; i < text.n;) {
		size_t from;

		while (i < text.n && strchr(" \t\r\n", text.p[i])) i++;
		from = i;
		while (i < text.n && !strchr(" \t\r\n", text.p[i])) i++;
		if (i > from) vec_push(out, sv_sub(text, from, i - from));
	}
}

enum part { PART_SAME, PART_OLD, PART_NEW };
struct writer {
	struct str *out;
	enum part open;
	bool any;
};

static void close_part(struct writer *w)
{
	if (w->open == PART_OLD) str_puts(w->out, "-]");
	if (w->open == PART_NEW) str_puts(w->out, "+}");
	w->open = PART_SAME;
}

static void put(struct writer *w, enum part part, struct sv word)
{
	bool begins = part != w->open;

	if (begins) close_part(w);
	if (w->any) str_putc(w->out, ' ');
	if (begins && part == PART_OLD) str_puts(w->out, "[-");
	if (begins && part == PART_NEW) str_puts(w->out, "{+");
	str_sv(w->out, word);
	w->open = part;
	w->any = true;
}

/* longest[i][j]: of a from word i and b from word j on. Row by row in one array. */
static uint16_t *table_of(const struct sv *a, size_t na, const struct sv *b, size_t nb)
{
	uint16_t *longest = xcalloc((na + 1) * (nb + 1), sizeof *longest);

	for (size_t i = na; i-- > 0;)
		for (size_t j = nb; j-- > 0;) {
			uint16_t down = longest[(i + 1) * (nb + 1) + j], right = longest[i * (nb + 1) + j + 1];

			longest[i * (nb + 1) + j] = sv_eq(a[i], b[j])
							    ? (uint16_t)(longest[(i + 1) * (nb + 1) + j + 1] + 1)
						    : down > right ? down
								   : right;
		}
	return longest;
}

static void middle(struct writer *w, const struct sv *a, size_t na, const struct sv *b, size_t nb)
{
	bool small = na <= WORDS_MAX && nb <= WORDS_MAX;
	uint16_t *longest = small ? table_of(a, na, b, nb) : NULL;
	size_t i = 0, j = 0;

	while (small && i < na && j < nb) {
		if (sv_eq(a[i], b[j]))
			put(w, PART_SAME, a[i]), i++, j++;
		else if (longest[(i + 1) * (nb + 1) + j] >= longest[i * (nb + 1) + j + 1])
			put(w, PART_OLD, a[i++]);
		else
			put(w, PART_NEW, b[j++]);
	}
	while (i < na) put(w, PART_OLD, a[i++]);
	while (j < nb) put(w, PART_NEW, b[j++]);
	free(longest);
}

void text_diff(struct str *out, struct sv before, struct sv now)
{
	struct word_list a = { 0 }, b = { 0 };
	struct writer w = { out, PART_SAME, false };
	size_t head = 0, tail = 0;

	split(&a, before);
	split(&b, now);
	while (head < a.n && head < b.n && sv_eq(a.at[head], b.at[head])) head++;
	while (tail < a.n - head && tail < b.n - head && sv_eq(a.at[a.n - 1 - tail], b.at[b.n - 1 - tail])) tail++;
	for (size_t i = 0; i < head; i++) put(&w, PART_SAME, a.at[i]);
	middle(&w, a.at ? a.at + head : NULL, a.n - head - tail, b.at ? b.at + head : NULL, b.n - head - tail);
	for (size_t i = a.n - tail; i < a.n; i++) put(&w, PART_SAME, a.at[i]);
	close_part(&w);
	vec_dispose(&a);
	vec_dispose(&b);
}

/* Letters and digits only, folded. */
static void bare(struct str *out, struct sv text)
{
	struct str folded = STR_INIT;

	utf8_fold(&folded, text);
	for (size_t i = 0; i < folded.len;) {
		size_t from = i;
		uint32_t cp = utf8_next(sv_of(&folded), &i);

		if (utf8_is_letter(cp) || utf8_is_digit(cp)) str_sv(out, sv_sub(sv_of(&folded), from, i - from));
	}
	str_dispose(&folded);
}

enum text_change text_diff_kind(struct sv before, struct sv now)
{
	struct str a = STR_INIT, b = STR_INIT;
	enum text_change kind = TEXT_WORDS;

	bare(&a, before);
	bare(&b, now);
	if (sv_eq(sv_of(&a), sv_of(&b))) kind = sv_eq(before, now) ? TEXT_SAME : TEXT_SPACING;
	str_dispose(&a);
	str_dispose(&b);
	return kind;
}
