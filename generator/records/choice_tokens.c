/* choice_tokens.c cuts a text of choices into words and numbers and says of every gap what it can mean, so that the
 * reading of choices need not look at single characters. */
#include "records/choice_tokens.h"
#include <assert.h>
#include "base/utf8.h"
#include "base/vec.h"

struct cutter {
	struct sv text;
	struct str folded, scratch;
	VEC(size_t) from, to; /* of each folded byte: the character of the text it comes from */
};

/* Character by character, so that each folded byte knows where it stood. Bytes that are no text count as blanks. */
static void fold(struct cutter *c)
{
	for (size_t i = 0; i < c->text.n;) {
		uint32_t cp;
		size_t n = utf8_decode(c->text, i, &cp), begin = i;
		str_clear(&c->scratch);
		if (n == 0)
			str_putc(&c->scratch, ' ');
		else if (utf8_is_space(cp) && cp != '\n' && cp != '\r')
			str_putc(&c->scratch, ' ');
		else
			utf8_fold(&c->scratch, sv_sub(c->text, i, n));
		i += n ? n : 1;
		for (size_t b = 0; b < c->scratch.len; b++) {
			str_putc(&c->folded, c->scratch.ptr[b]);
			vec_push(&c->from, begin);
			vec_push(&c->to, i);
		}
	}
}

static bool is_word(char ch)
{
	return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch & 0x80);
}

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

/* What stands between two tokens. between: the folded bytes; digits: both sides are digits. */
static enum choice_gap gap_of(struct sv between, bool digits)
{
	size_t blanks = 0, marks = 0;
	char one = 0;
	for (size_t i = 0; i < between.n; i++) {
		char ch = between.p[i];
		if (strchr("\n\r;/|+&>", ch) && ch) return GAP_END;
		if (ch == ' ')
			blanks++;
		else
			one = ch, marks++;
	}
	if (marks == 0) return GAP_BLANK;
	if (memchr(between.p, ',', between.n)) return blanks == 0 && marks == 1 && digits ? GAP_COMMA : GAP_END;
	if (marks == 1 && blanks == 0 && one == '\'') return GAP_COMMA;
	if (marks == 1 && blanks == 0 && one == '-') return GAP_DASH;
	if (marks == 1 && blanks == 0 && one == '.') return GAP_DOT;
	for (size_t i = 0; i < between.n; i++)
		if (strchr(").:=", between.p[i]) && between.p[i]) return GAP_MARK;
	return memchr(between.p, '(', between.n) ? GAP_OPEN : memchr(between.p, '-', between.n) ? GAP_RULE : GAP_OTHER;
}

/* An address is taken whole, with its dots and hyphens. */
static size_t mail_end(struct sv folded, size_t from)
{
	size_t to = from;
	bool at = false;
	while (to < folded.n && (is_word(folded.p[to]) || (strchr("@._+-%", folded.p[to]) && folded.p[to]))) {
		at |= folded.p[to] == '@';
		to++;
	}
	return at ? to : from;
}

/* "n/a" is one word of two letters. */
static bool not_applicable(struct sv folded, size_t slash)
{
	return slash > 0 && folded.p[slash] == '/' && folded.p[slash - 1] == 'n' && slash + 1 < folded.n &&
	       folded.p[slash + 1] == 'a';
}

void choice_tokens(struct choice_tokens *out, struct arena *mem, struct sv text)
{
	struct cutter c = { .text = text, .folded = STR_INIT, .scratch = STR_INIT, .from = VEC_INIT, .to = VEC_INIT };
	VEC(struct choice_token) all = VEC_INIT;
	struct str plain = STR_INIT;
	size_t end = 0;
	fold(&c);
	struct sv folded = arena_sv(mem, sv_of(&c.folded));
	for (size_t i = 0; i < folded.n;) {
		if (!is_word(folded.p[i])) {
			i++;
			continue;
		}
		size_t to = mail_end(folded, i);
		assert(c.from.at && c.to.at);
		struct choice_token t = { .mail = to > i };
		while (!t.mail && to < folded.n && (is_word(folded.p[to]) || not_applicable(folded, to))) to++;
		t.word = sv_sub(folded, i, to - i);
		t.from = c.from.at[i];
		t.to = c.to.at[to - 1];
		t.gap = all.n == 0 ? GAP_NONE
				   : gap_of(sv_sub(folded, end, i - end),
					     is_digit(folded.p[end - 1]) && is_digit(folded.p[i]));
		if (all.n) str_putc(&plain, ' ');
		str_sv(&plain, t.word);
		vec_push(&all, t);
		i = end = to;
	}
	out->last = end < folded.n && all.n ? gap_of(sv_sub(folded, end, folded.n - end), false) : GAP_END;
	out->n = all.n;
	out->at = ARENA_ARRAY(mem, struct choice_token, all.n + 1);
	if (all.n) memcpy(out->at, all.at, all.n * sizeof *all.at);
	out->plain = arena_sv(mem, sv_of(&plain));
	vec_dispose(&all);
	vec_dispose(&c.from);
	vec_dispose(&c.to);
	str_dispose(&c.folded);
	str_dispose(&c.scratch);
	str_dispose(&plain);
}
