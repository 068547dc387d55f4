/* word_diff_text.c turns texts into words and runs of words back into text, for reviews of profiles. */
#include "base/map.h"
#include "base/utf8.h"
#include "base/word_diff.h"
#include <assert.h>

struct words {
	VEC(struct sv) text;
	VEC(uint32_t) id;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void split(struct words *out, struct map *known, struct sv text)
{
	for (size_t i = 0; i < text.n;) {
		uint64_t id = known->n;
		while (i < text.n && is_blank(text.p[i])) i++;
		size_t from = i;
		while (i < text.n && !is_blank(text.p[i])) i++;
		if (i == from) continue;
		struct sv word = sv_sub(text, from, i - from);
		if (!map_add(known, word, id)) map_get(known, word, &id);
		vec_push(&out->text, word);
		vec_push(&out->id, (uint32_t)id);
	}
}

static struct sv between(const struct words *w, size_t from, size_t n)
{
	const struct sv *first = &w->text.at[from], *last = &w->text.at[from + n - 1];
	assert(first && last);
	return sv_n(first->p, (size_t)(last->p - first->p) + last->n);
}

void word_diff_pieces(struct word_pieces *out, struct sv before, struct sv now)
{
	struct words a = { VEC_INIT, VEC_INIT }, b = { VEC_INIT, VEC_INIT };
	struct map known = MAP_INIT;
	struct word_diff d = WORD_DIFF_INIT;
	split(&a, &known, before);
	split(&b, &known, now);
	word_diff_ids(&d, a.id.at, a.id.n, b.id.at, b.id.n);
	vec_clear(&out->v);
	out->whole = d.whole;
	for (size_t i = 0; i < d.runs.n; i++) {
		const struct diff_run *r = &d.runs.at[i];
		struct sv text = r->part == DIFF_OLD ? between(&a, r->old_at, r->n) : between(&b, r->new_at, r->n);
		vec_push(&out->v, ((struct diff_piece){ r->part, text }));
	}
	word_diff_dispose(&d);
	map_dispose(&known);
	vec_dispose(&a.text);
	vec_dispose(&a.id);
	vec_dispose(&b.text);
	vec_dispose(&b.id);
}

void word_pieces_dispose(struct word_pieces *p)
{
	vec_dispose(&p->v);
}

static void put_words(struct str *out, struct sv text)
{
	bool first = true;
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		while (i < text.n && !is_blank(text.p[i])) i++;
		if (!first) str_putc(out, ' ');
		str_sv(out, sv_sub(text, from, i - from));
		while (i < text.n && is_blank(text.p[i])) i++;
		first = false;
	}
}

void word_diff_text(struct str *out, struct sv before, struct sv now)
{
	static const char *const open[] = { "", "[-", "{+" }, *const close[] = { "", "-]", "+}" };
	struct word_pieces p = { VEC_INIT, false };
	word_diff_pieces(&p, before, now);
	for (size_t i = 0; i < p.v.n; i++) {
		if (i) str_putc(out, ' ');
		str_puts(out, open[p.v.at[i].part]);
		put_words(out, p.v.at[i].text);
		str_puts(out, close[p.v.at[i].part]);
	}
	word_pieces_dispose(&p);
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

enum text_change word_diff_kind(struct sv before, struct sv now)
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
