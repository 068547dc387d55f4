/* The style sheet is most of what a first visit transfers, and a tenth of it is indents and notes. */
#include <stdint.h>
#include <string.h>
#include "site/strip.h"

#define NESTING 100

struct scan {
	struct str *out;
	struct sv s;
	size_t at, begin;     /* begin: of what was appended to out */
	bool space, note;     /* white space or a comment stood since the last byte written */
	bool declares;        /* in a declaration: what stands there ends with ; or } and not with a block */
	bool named;           /* its colon was written */
	char open[NESTING];   /* the brackets that are open */
	size_t depth, blocks; /* blocks: how many of them are { */
	struct strip_error *error;
};

static int refuse(struct scan *s, size_t at, const char *what)
{
	*s->error = (struct strip_error){ at, what };
	return -1;
}

static char peek(const struct scan *s, size_t ahead)
{
	return s->at + ahead < s->s.n ? s->s.p[s->at + ahead] : 0;
}

static char last(const struct scan *s)
{
	return s->out->len > s->begin ? s->out->ptr[s->out->len - 1] : ';';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The end of a string or comment that begins at `at`; 0 if it has none. */
static size_t end_of(const struct scan *s, size_t at)
{
	char quote = s->s.p[at];
	if (quote == '/') {
		size_t end = sv_find(sv_sub(s->s, at + 2, s->s.n), SV_LIT("*/"));
		return end == SIZE_MAX ? 0 : at + 2 + end + 2;
	}
	for (size_t end = at + 1; end < s->s.n && s->s.p[end] != '\n'; end++) {
		if (s->s.p[end] == quote) return end + 1;
		if (s->s.p[end] == '\\') end++;
		if (end >= s->s.n || s->s.p[end] == '\n') return 0;
	}
	return 0;
}

static bool begins_note(const struct scan *s, size_t at)
{
	return s->s.p[at] == '/' && at + 1 < s->s.n && s->s.p[at + 1] == '*';
}

/* Does what begins here end before a block does? So declarations are told from the selectors of nested rules. */
static bool declaration_ahead(const struct scan *s)
{
	size_t depth = 0;
	for (size_t i = s->at; i < s->s.n;) {
		char c = s->s.p[i];
		if (c == '"' || c == '\'' || begins_note(s, i)) {
			size_t end = end_of(s, i);
			if (!end) return false;
			i = end;
			continue;
		}
		if (c == '(' || c == '[') depth++;
		if ((c == ')' || c == ']') && depth) depth--;
		if (c == '{') return false;
		if ((c == ';' && depth == 0) || c == '}') return true;
		i++;
	}
	return false;
}

/* White space that separates nothing on either side of this byte. A plus or minus keeps its: they are signs too. */
static bool is_apart(const struct scan *s, char c)
{
	if (strchr("{};,", c)) return true;
	return c == '>' && !s->declares && s->depth == s->blocks;
}

static void write_space(struct scan *s, char next)
{
	char before = last(s);
	bool apart = is_apart(s, before) || is_apart(s, next) || before == '(' || next == ')' ||
		     (before == ':' && s->declares && s->named && s->depth == s->blocks);
	if (s->space && !apart && s->out->len > s->begin) str_putc(s->out, ' ');
	/* A comment alone kept two words apart that white space would join as neighbors: it stays, empty. */
	if (!s->space && s->note && !apart && s->out->len > s->begin) str_puts(s->out, "/**/");
	s->space = s->note = false;
}

static void keep(struct scan *s, size_t n)
{
	write_space(s, peek(s, 0));
	str_sv(s->out, sv_n(s->s.p + s->at, n));
	s->at += n;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       (unsigned char)c >= 0x80;
}

/* url(picture.png) without quotes is one token: no comment and no white space is in it. */
static int url(struct scan *s)
{
	size_t end = s->at + 4;
	while (end < s->s.n && is_space(s->s.p[end])) end++;
	if (end < s->s.n && (s->s.p[end] == '"' || s->s.p[end] == '\'')) return 0;
	while (end < s->s.n && s->s.p[end] != ')') {
		if (s->s.p[end] == '\\' || s->s.p[end] == '"' || s->s.p[end] == '\'' || s->s.p[end] == '(' ||
			s->s.p[end] == '\n')
			return refuse(s, s->at, "write url(\"…\") with quotes");
		end++;
	}
	if (end >= s->s.n) return refuse(s, s->at, "url( is not closed");
	keep(s, end + 1 - s->at);
	return 1;
}

static int name(struct scan *s)
{
	size_t end = s->at;
	while (end < s->s.n && is_name(s->s.p[end])) end++;
	struct sv word = sv_n(s->s.p + s->at, end - s->at);
	if (sv_ieq_ascii(word, SV_LIT("url")) && end < s->s.n && s->s.p[end] == '(') {
		int r = url(s);
		if (r != 0) return r < 0 ? -1 : 0;
	}
	keep(s, word.n);
	return 0;
}

static int open_bracket(struct scan *s)
{
	char c = peek(s, 0);
	if (s->depth == NESTING) return refuse(s, s->at, "brackets are nested too deeply");
	keep(s, 1);
	s->open[s->depth++] = c;
	if (c == '{') s->blocks++;
	return 0;
}

static int close_bracket(struct scan *s)
{
	char c = peek(s, 0), begins = c == ')' ? '(' : c == ']' ? '[' : '{';
	if (s->depth == 0 || s->open[s->depth - 1] != begins)
		return refuse(s, s->at, "a bracket closes none that is open");
	s->depth--;
	if (c == '}') {
		s->blocks--;
		if (last(s) == ';' && s->out->len > s->begin) str_truncate(s->out, s->out->len - 1);
	}
	keep(s, 1);
	return 0;
}

static int note(struct scan *s)
{
	size_t end = end_of(s, s->at);
	if (!end) return refuse(s, s->at, "a comment is not closed");
	if (peek(s, 2) == '!') {
		keep(s, end - s->at);
		return 0;
	}
	s->at = end;
	s->note = true;
	return 0;
}

static int string(struct scan *s)
{
	size_t end = end_of(s, s->at);
	if (!end) return refuse(s, s->at, "a string is not closed on its line");
	keep(s, end - s->at);
	return 0;
}

/* The white space behind a code such as \26 belongs to it, and so a name may not begin there either. */
static int escape(struct scan *s)
{
	char c = peek(s, 1);
	if (c == 0 || is_space(c) || strchr("{};", c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
		(c >= 'A' && c <= 'F'))
		return refuse(s, s->at, "write the character itself instead of its code");
	keep(s, 2);
	return 0;
}

static int token(struct scan *s)
{
	char c = peek(s, 0);
	if (is_space(c)) {
		s->at++;
		s->space = true;
		return 0;
	}
	if (begins_note(s, s->at)) return note(s);
	if (strchr("{};", last(s)) && s->depth == s->blocks) {
		s->declares = s->blocks > 0 && declaration_ahead(s);
		s->named = false;
	}
	if (c == '"' || c == '\'') return string(s);
	if (c == '\\') return escape(s);
	if (c == '{' || c == '(' || c == '[') return open_bracket(s);
	if (c == '}' || c == ')' || c == ']') return close_bracket(s);
	if (c == '<' && sv_starts(sv_sub(s->s, s->at, s->s.n), "<!--")) return refuse(s, s->at, "a comment of HTML");
	if ((unsigned char)c < ' ') return refuse(s, s->at, "a control character");
	if (is_name(c)) return name(s);
	keep(s, 1);
	if (c == ':') s->named = true;
	return 0;
}

int strip_css(struct str *out, struct sv source, struct strip_error *error)
{
	struct scan s = { .out = out, .s = source, .begin = out->len, .error = error };
	while (s.at < s.s.n)
		if (token(&s) != 0) return -1;
	if (s.depth) return refuse(&s, s.s.n, "a bracket is not closed");
	if (s.out->len > s.begin) str_putc(s.out, '\n');
	return 0;
}
