/* The script is written to be read and sent to be run. A scanner that knows where strings, template literals, regular
 * expressions and comments end is all it takes to leave the comments out; the one hard question, whether a slash divides, is answered from
 * what stands before it or refused. */
#include <stdint.h>
#include <string.h>
#include "site/strip.h"
#include "site/strip_names.h"

#define NESTING 200

/* What an open bracket is, or was before it was closed. */
enum open { OPEN_OTHER, OPEN_PAREN, OPEN_CONDITION, OPEN_BRACE, OPEN_HOLE };
enum before { BEFORE_OPERATOR, BEFORE_VALUE, BEFORE_BRACE, BEFORE_CONDITION_WORD };

struct scan {
	struct str *out;
	struct sv s;
	size_t at;
	size_t line;   /* where the line being written begins in out */
	bool own_line; /* a license that ends with its line is on it */
	size_t needless; /* out ends here with a semicolon behind a whole statement, or a comma: neither is needed before } */
	bool gap;        /* white space or a comment was left out since the last byte written */
	enum before before; /* of the last token */
	bool member;        /* the last token is a dot, so that a word behind it is a name */
	enum open open[NESTING];
	size_t depth;
	const struct strip_names *names;
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

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

/* Beside these a space separates nothing, and none of them makes another sign with what may stand next to it. */
static bool is_apart(char c)
{
	return c && strchr("(){}[];,=?:&|*%'\"`", c);
}

/* These make another sign with one of their kind ("a + +b", "<!--", "-->") but none with a word. Not among them: /, which flags may follow,
 * and the point, which may belong to a number. */
static bool is_apart_from_words(char c)
{
	return c && strchr("+-<>!", c);
}

static bool needs_space(char a, char b)
{
	if (is_apart(a) || is_apart(b)) return false;
	return !(is_apart_from_words(a) && strip_names_is_word(b)) &&
	       !(strip_names_is_word(a) && is_apart_from_words(b));
}

/* The next n bytes of the source, written as they are or as something shorter of the same kind. */
static void keep_as(struct scan *s, size_t n, struct sv as)
{
	char last = s->out->len > s->line ? s->out->ptr[s->out->len - 1] : 0;
	bool arrow = last == '>' && s->out->len >= s->line + 2 && s->out->ptr[s->out->len - 2] == '=';
	if (s->gap && last && !arrow && needs_space(last, peek(s, 0))) str_putc(s->out, ' ');
	s->gap = false;
	str_sv(s->out, as);
	s->at += n;
}

static void keep(struct scan *s, size_t n)
{
	keep_as(s, n, sv_n(s->s.p + s->at, n));
}

/* No line at all if nothing is left of it. No statement ends with one of these signs, so that the next line may follow at once; ";" ends one itself. */
static void end_line(struct scan *s)
{
	char last = s->out->len > s->line ? s->out->ptr[s->out->len - 1] : 0;
	if (last && (s->own_line || !strchr(";{([,", last))) str_putc(s->out, '\n');
	s->own_line = false;
	s->line = s->out->len;
	s->gap = false;
}

static int comment(struct scan *s)
{
	bool block = peek(s, 1) == '*', license = peek(s, 2) == '!', broken = false;
	size_t end = s->at + 2;
	while (block ? !(end + 1 < s->s.n && s->s.p[end] == '*' && s->s.p[end + 1] == '/')
		     : end < s->s.n && s->s.p[end] != '\n') {
		if (end >= s->s.n) return refuse(s, s->at, "a comment is not closed");
		broken = broken || s->s.p[end] == '\n';
		end++;
	}
	if (block) end += 2;
	if (license) {
		keep(s, end - s->at);
		s->own_line = !block;
		return 0;
	}
	s->at = end;
	if (broken) end_line(s);
	s->gap = true;
	return 0;
}

static int string(struct scan *s)
{
	char quote = peek(s, 0);
	size_t end = s->at + 1;
	for (; end < s->s.n && s->s.p[end] != quote; end++) {
		if (s->s.p[end] == '\n') return refuse(s, s->at, "a string is not closed on its line");
		if (s->s.p[end] == '\\') end++; /* also a line end: then the string goes on */
	}
	if (end >= s->s.n) return refuse(s, s->at, "a string is not closed on its line");
	keep(s, end + 1 - s->at);
	s->before = BEFORE_VALUE;
	return 0;
}

/* From a backtick, or from the brace that closes a hole, to the end or to the next hole. */
static int template(struct scan *s)
{
	size_t end = s->at + 1;
	for (; end < s->s.n && s->s.p[end] != '`'; end++) {
		if (s->s.p[end] == '\\') {
			end++;
			continue;
		}
		if (s->s.p[end] != '$' || end + 1 >= s->s.n || s->s.p[end + 1] != '{') continue;
		if (s->depth == NESTING) return refuse(s, end, "brackets are nested too deeply");
		s->open[s->depth++] = OPEN_HOLE;
		keep(s, end + 2 - s->at);
		s->line = s->out->len; /* white space before this point belongs to the text */
		s->before = BEFORE_OPERATOR;
		return 0;
	}
	if (end >= s->s.n) return refuse(s, s->at, "a template literal is not closed");
	keep(s, end + 1 - s->at);
	s->before = BEFORE_VALUE;
	return 0;
}

static int regex(struct scan *s)
{
	size_t end = s->at + 1;
	bool set = false;
	for (; end < s->s.n && (set || s->s.p[end] != '/'); end++) {
		if (s->s.p[end] == '\\')
			end++;
		else if (s->s.p[end] == '[')
			set = true;
		else if (s->s.p[end] == ']')
			set = false;
		if (end >= s->s.n || s->s.p[end] == '\n')
			return refuse(s, s->at, "a regular expression is not closed on its line");
	}
	if (end >= s->s.n) return refuse(s, s->at, "a regular expression is not closed on its line");
	keep(s, end + 1 - s->at);
	s->before = BEFORE_VALUE;
	return 0;
}

static int slash(struct scan *s)
{
	if (peek(s, 1) == '/' || peek(s, 1) == '*') return comment(s);
	if (s->before == BEFORE_BRACE)
		return refuse(s, s->at, "a / after } may divide or begin a regular expression; put brackets around it");
	if (s->before == BEFORE_OPERATOR) return regex(s);
	keep(s, 1);
	s->before = BEFORE_OPERATOR;
	return 0;
}

static bool among(struct sv word, const char *const *list)
{
	for (; *list; list++)
		if (sv_is(word, *list)) return true;
	return false;
}

static int word(struct scan *s)
{
	static const char *const asks[] = { "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new",
		"do", "else", "instanceof", "yield", "await", "extends", "default", NULL };
	static const char *const condition[] = { "if", "while", "for", "with", NULL };
	size_t end = s->at;
	while (end < s->s.n && strip_names_is_word(s->s.p[end])) end++;
	struct sv w = sv_n(s->s.p + s->at, end - s->at);
	s->before = s->member             ? BEFORE_VALUE
		    : among(w, asks)      ? BEFORE_OPERATOR
		    : among(w, condition) ? BEFORE_CONDITION_WORD
					  : BEFORE_VALUE;
	if (sv_find(w, SV_LIT("\xc2\xa0")) != SIZE_MAX || sv_find(w, SV_LIT("\xef\xbb\xbf")) != SIZE_MAX)
		return refuse(s, s->at, "a space that is none of the keyboard's");
	keep_as(s, w.n, strip_names_word(s->names, w));
	return 0;
}

static int open_bracket(struct scan *s)
{
	char c = peek(s, 0);
	if (s->depth == NESTING) return refuse(s, s->at, "brackets are nested too deeply");
	s->open[s->depth++] = c == '{'                             ? OPEN_BRACE
			      : c == '['                           ? OPEN_OTHER
			      : s->before == BEFORE_CONDITION_WORD ? OPEN_CONDITION
								   : OPEN_PAREN;
	keep(s, 1);
	s->before = BEFORE_OPERATOR;
	return 0;
}

static int close_bracket(struct scan *s)
{
	char c = peek(s, 0);
	if (s->depth == 0) return refuse(s, s->at, "a bracket closes none that is open");
	enum open open = s->open[--s->depth];
	bool fits = c == ')'   ? open == OPEN_PAREN || open == OPEN_CONDITION
		    : c == ']' ? open == OPEN_OTHER
			       : open == OPEN_BRACE || open == OPEN_HOLE;
	if (!fits) return refuse(s, s->at, "a bracket closes none that is open");
	if (open == OPEN_HOLE) return template(s);
	if (c == '}' && s->needless == s->out->len && s->needless) {
		s->out->ptr[--s->out->len] = 0;
		s->needless = 0;
		if (s->line > s->out->len) s->line = s->out->len;
	}
	keep(s, 1);
	s->before = open == OPEN_CONDITION ? BEFORE_OPERATOR : c == '}' ? BEFORE_BRACE : BEFORE_VALUE;
	return 0;
}

static int sign(struct scan *s)
{
	char c = peek(s, 0);
	bool twice = (c == '+' || c == '-') && peek(s, 1) == c, spread = c == '.' && peek(s, 1) == c && peek(s, 2) == c;
	/* "i++ / 2" and "1. / 2" divide; "++/x/" and "a./x/" have no meaning. */
	enum before before = twice || (c == '.' && !spread) ? BEFORE_VALUE : BEFORE_OPERATOR;
	/* "if(a);" and "else;" have an empty statement, which a closing brace does not stand for; "if(a){};" has one that nothing needs. */
	bool needless = (c == ';' || c == ',') && (s->before == BEFORE_VALUE || s->before == BEFORE_BRACE);
	if ((unsigned char)c < ' ') return refuse(s, s->at, "a control character");
	keep(s, spread ? 3 : twice ? 2 : 1);
	if (needless) s->needless = s->out->len;
	s->before = before;
	return 0;
}

static int token(struct scan *s)
{
	char c = peek(s, 0);
	bool dot = c == '.' && peek(s, 1) != '.';
	int rc = 0;
	if (c == '\n') {
		s->at++;
		end_line(s);
		return 0;
	}
	if (is_blank(c)) {
		s->at++;
		s->gap = true;
		return 0;
	}
	if (c == '/')
		rc = slash(s);
	else if (c == '"' || c == '\'')
		rc = string(s);
	else if (c == '`')
		rc = template(s);
	else if (strchr("([{", c))
		rc = open_bracket(s);
	else if (strchr(")]}", c))
		rc = close_bracket(s);
	else if (strip_names_is_word(c))
		rc = word(s);
	else
		rc = sign(s);
	s->member = dot;
	return rc;
}

/* What ends a line for a browser and not for an editor would end a comment too. */
static int look_for_line_ends(struct scan *s)
{
	for (size_t i = 0; i < s->s.n; i++) {
		const char *p = s->s.p + i;
		size_t left = s->s.n - i;
		if (*p == '\r' && (left < 2 || p[1] != '\n'))
			return refuse(s, i, "a carriage return without a line feed");
		if (left >= 3 && memcmp(p, "\xe2\x80", 2) == 0 && (p[2] == '\xa8' || p[2] == '\xa9'))
			return refuse(s, i, "a line or paragraph separator (U+2028, U+2029)");
		if (*p == 0) return refuse(s, i, "a control character");
	}
	return 0;
}

int strip_js(struct str *out, struct sv source, struct strip_error *error)
{
	size_t from = out->len;
	struct strip_names names;
	struct scan s = { .out = out, .s = source, .line = out->len, .names = &names, .error = error };
	if (look_for_line_ends(&s) != 0 || strip_names_read(&names, source, error) != 0) return -1;
	while (s.at < s.s.n)
		if (token(&s) != 0) return -1;
	if (s.depth) return refuse(&s, s.s.n, "a bracket is not closed");
	end_line(&s);
	if (out->len > from && out->ptr[out->len - 1] != '\n') str_putc(out, '\n');
	return 0;
}
