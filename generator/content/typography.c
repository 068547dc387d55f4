/* typography.c: nobody types “ on a keyboard, and everybody sees when it is missing in a document that wants to be
 * trusted. Whether a quote opens or closes is told from its neighbors alone, and where they do not tell, it stays. */
#include "content/typography.h"
#include "base/utf8.h"

struct typography_signs {
	const char *language;
	const char *open, *close, *open_single, *close_single;
};

#define EN_DASH "–"
#define EM_DASH "—"
#define APOSTROPHE "’"
#define NEAR 80 /* bytes of a word that are looked at: no text may make this slow */
#define NARROW "\xE2\x80\xAF"

const struct typography_signs *typography_of(const char *language)
{
	static const struct typography_signs all[] = {
		{ "en", "“", "”", "‘", "’" },
		{ "nl", "“", "”", "‘", "’" },
		{ "de", "„", "“", "‚", "‘" },
		{ "fr", "«" NARROW, NARROW "»", "“", "”" },
		{ "es", "«", "»", "“", "”" },
		{ "it", "«", "»", "“", "”" },
		{ "pt", "«", "»", "“", "”" },
		{ "sv", "”", "”", "’", "’" },
		{ "fi", "”", "”", "’", "’" },
	};
	struct sv main_part, rest = sv(language ? language : "");
	sv_split(&rest, '-', &main_part);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (sv_ieq_ascii(main_part, sv(all[i].language))) return &all[i];
	return NULL;
}

struct setting {
	struct str *out;
	struct typography *t;
	const struct typography_signs *signs;
	struct sv v;
	bool more;
};

/* May a byte become another, or say what its neighbors become? */
static bool is_special(char c)
{
	static const bool special[256] = {
		['"'] = true, ['\''] = true, ['-'] = true, ['.'] = true, [0x80 ... 0xFF] = true
	};
	return special[(unsigned char)c];
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(uint32_t c)
{
	return is_digit(c) || (c && utf8_is_letter(c));
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x202F;
}

/* Behind these a quote opens. */
static bool opens_behind(uint32_t c)
{
	return !c || is_blank(c) || (c < 0x80 && strchr("([{/-", (int)c)) || c == 0x2013 || c == 0x2014 ||
	       c == 0x201C || c == 0x201E || c == 0x2018 || c == 0x201A || c == 0xAB || c == 0xBF || c == 0xA1;
}

static uint32_t at(const struct setting *s, size_t i)
{
	uint32_t c = 0;
	if (i < s->v.n) utf8_decode(s->v, i, &c);
	return c;
}

/* A character follows that is no blank; what comes from another node is taken for one. */
static bool goes_on(const struct setting *s, size_t i)
{
	return i < s->v.n ? !is_blank(at(s, i)) : s->more;
}

static size_t put(struct setting *s, const char *sign, uint32_t last, size_t length)
{
	str_puts(s->out, sign);
	s->t->last = last;
	return length;
}

/* 5'10" : the inches behind feet. */
static bool is_inches(const struct setting *s, size_t i)
{
	size_t k = i;
	while (k > 0 && is_digit((unsigned char)s->v.p[k - 1])) k--;
	return k < i && k > 1 && s->v.p[k - 1] == '\'' && is_digit((unsigned char)s->v.p[k - 2]);
}

static size_t put_double(struct setting *s, size_t i)
{
	struct typography *t = s->t;
	if (opens_behind(t->last) && goes_on(s, i + 1)) {
		t->open_double = true;
		return put(s, s->signs->open, 0x201C, 1);
	}
	bool measure = is_digit(t->last) && (!t->open_double || is_inches(s, i));
	if (measure || opens_behind(t->last)) return put(s, "\"", '"', 1);
	t->open_double = false;
	return put(s, s->signs->close, 0x201D, 1);
}

/* Behind the apostrophe that begins it: '90s, 'tis, 'n'. */
static bool is_elision(const struct setting *s, size_t i)
{
	static const char *const word[] = { "tis", "twas", "em", "til", "cause", "n", "bout", "round" };
	size_t end = i;
	while (end < s->v.n && end - i < NEAR &&
		((unsigned char)s->v.p[end] >= 0x80 || is_word((unsigned char)s->v.p[end])))
		end++;
	struct sv w = sv_sub(s->v, i, end - i);
	if (w.n >= 2 && w.n <= 3 && is_digit((unsigned char)w.p[0]) && is_digit((unsigned char)w.p[1]))
		return w.n == 2 || w.p[2] == 's';
	for (size_t k = 0; k < sizeof word / sizeof *word; k++)
		if (sv_ieq_ascii(w, sv(word[k]))) return true;
	return false;
}

static size_t put_single(struct setting *s, size_t i)
{
	struct typography *t = s->t;
	uint32_t next = at(s, i + 1);
	if (opens_behind(t->last)) {
		if (!goes_on(s, i + 1)) return put(s, "'", '\'', 1);
		if (is_elision(s, i + 1)) return put(s, APOSTROPHE, 0x2019, 1);
		t->open_single = true;
		return put(s, s->signs->open_single, 0x2018, 1);
	}
	if (is_digit(t->last) && (is_digit(next) || (!t->open_single && !is_word(next)))) return put(s, "'", '\'', 1);
	if (is_word(next) || !t->open_single) return put(s, APOSTROPHE, 0x2019, 1);
	t->open_single = false;
	return put(s, s->signs->close_single, 0x2019, 1);
}

/* Does an address or an option stand here? Its hyphens are its own. */
static bool in_address(const struct setting *s, size_t i)
{
	size_t from = i, to = i;
	while (from > 0 && i - from < NEAR && !is_blank((unsigned char)s->v.p[from - 1])) from--;
	while (to < s->v.n && to - i < NEAR && !is_blank((unsigned char)s->v.p[to])) to++;
	for (size_t k = from; k < to; k++)
		if (strchr("/@=\\_", s->v.p[k])) return true;
	return false;
}

static size_t put_hyphens(struct setting *s, size_t i)
{
	size_t n = 1;
	while (i + n < s->v.n && s->v.p[i + n] == '-') n++;
	uint32_t before = s->t->last, next = at(s, i + n);
	bool between_blanks = (is_blank(before)) && (is_blank(next) || (i + n == s->v.n && !s->more));
	bool between_words = before && !is_blank(before) && i + n < s->v.n && !is_blank(next);
	bool behind_word = before && !is_blank(before) && (is_blank(next) || i + n == s->v.n);
	if (n == 1 && between_blanks && i + n < s->v.n) return put(s, EN_DASH, 0x2013, 1);
	if (n == 2 && (between_blanks || ((between_words || behind_word) && !in_address(s, i))))
		return put(s, EN_DASH, 0x2013, 2);
	if (n == 3 && !in_address(s, i)) return put(s, EM_DASH, 0x2014, 3);
	str_append(s->out, s->v.p + i, n);
	s->t->last = '-';
	return n;
}

static size_t put_dots(struct setting *s, size_t i)
{
	size_t n = 1;
	while (i + n < s->v.n && s->v.p[i + n] == '.') n++;
	if (n == 3 && !in_address(s, i)) return put(s, "…", '.', 3);
	str_append(s->out, s->v.p + i, n);
	s->t->last = '.';
	return n;
}

/* Letters and blanks that stay as they are, as far as they go: nearly all of a text. */
static size_t put_ordinary(struct setting *s, size_t i)
{
	size_t end = i + 1;
	while (end < s->v.n && !is_special(s->v.p[end])) end++;
	str_append(s->out, s->v.p + i, end - i);
	s->t->last = (unsigned char)s->v.p[end - 1];
	return end - i;
}

static size_t put_other(struct setting *s, size_t i)
{
	if (!is_special(s->v.p[i])) return put_ordinary(s, i);
	size_t n = utf8_decode(s->v, i, &s->t->last);
	if (s->t->last == 0x201C || s->t->last == 0x201E) s->t->open_double = true;
	if (s->t->last == 0x201D) s->t->open_double = false;
	str_append(s->out, s->v.p + i, n ? n : 1);
	return n ? n : 1;
}

static bool is_plain(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (is_special(v.p[i])) return false;
	return true;
}

void typography_put(
	struct str *out, struct typography *t, const struct typography_signs *signs, struct sv text, bool more)
{
	struct setting s = { out, t, signs, text, more };
	if (!text.n) return;
	if (!signs || is_plain(text)) {
		str_sv(out, text);
		t->last = (unsigned char)text.p[text.n - 1];
		return;
	}
	for (size_t i = 0; i < text.n;) switch (text.p[i]) {
		case '"': i += put_double(&s, i); break;
		case '\'': i += put_single(&s, i); break;
		case '-': i += put_hyphens(&s, i); break;
		case '.': i += put_dots(&s, i); break;
		default: i += put_other(&s, i); break;
		}
}

void typography_skip(struct typography *t)
{
	t->last = 'x';
}

struct sv typography_text(struct arena *mem, const struct typography_signs *signs, struct sv text)
{
	struct typography t = { 0, false, false };
	struct str out = STR_INIT;
	struct sv set = text;
	if (!signs || is_plain(text)) return text;
	typography_put(&out, &t, signs, text, false);
	if (!sv_eq(sv_of(&out), text)) set = arena_sv(mem, sv_of(&out));
	str_dispose(&out);
	return set;
}
