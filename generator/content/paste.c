/* paste.c: committee members write in word processors and paste. What arrives looks right and is not: a bullet that is
 * no list, a heading behind a no-break space, a word that no search finds because of a soft hyphen. Each is either
 * mended here, where only one reading is possible, or told. */
#include "content/paste.h"
#include "base/utf8.h"

#define NBSP "\xC2\xA0"

/* ---- characters */

/* What a character becomes: 0 = itself, else the text in *to ("" = dropped). */
static bool replaced(uint32_t cp, const char **to, char small[8])
{
	static const char *const ligature[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
	*to = "";
	if (cp >= 0xFB00 && cp <= 0xFB06) {
		*to = ligature[cp - 0xFB00];
		return true;
	}
	if (cp >= 0x80 && cp <= 0x9F) {
		uint32_t meant = cp == 0x85 ? ' ' : utf8_cp1252((unsigned char)cp);
		struct str s = STR_INIT;
		utf8_put(&s, meant == 0xFFFD ? ' ' : meant);
		memcpy(small, s.ptr, s.len + 1); /* at most four bytes */
		*to = small;
		str_dispose(&s);
		return true;
	}
	if (cp == 0x2028 || cp == 0x2029 || cp == 0x0B || cp == 0x0C || (cp >= 0x2000 && cp <= 0x2006) ||
		(cp >= 0x2008 && cp <= 0x200A) || cp == 0x205F || cp == 0x3000) {
		*to = " ";
		return true;
	}
	bool invisible = cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF;
	bool control = (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || cp == 0x7F;
	bool turning = cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
	return invisible || control || turning;
}

static bool is_odd(char c)
{
	return (unsigned char)(c - 0x20) >= 0x7F - 0x20 && c != '\n' && c != '\r' && c != '\t';
}

/* Are these eight bytes all from 0x20 to 0x7E? Any other one sets the top bit of itself, of itself and 1, or of itself less
 * 0x20; a carry or borrow comes only from such a byte. */
static bool are_printed(const char *p)
{
	const uint64_t each = 0x0101010101010101;
	uint64_t v;
	memcpy(&v, p, sizeof v);
	return !((v | (v + each) | (v - 0x20 * each)) & 0x80 * each);
}

/* Nothing in it but what any Markdown text holds; most texts end here. */
static bool is_plain(struct sv v)
{
	size_t i = 0;
	for (; i + sizeof(uint64_t) <= v.n; i += sizeof(uint64_t))
		for (size_t k = 0; !are_printed(v.p + i) && k < sizeof(uint64_t); k++)
			if (is_odd(v.p[i + k])) return false;
	for (; i < v.n; i++)
		if (is_odd(v.p[i])) return false;
	return true;
}

static void put_clean(struct str *out, struct sv v)
{
	char small[8];
	for (size_t i = 0; i < v.n;) {
		const char *to;
		size_t from = i;
		if ((unsigned char)v.p[i] >= ' ' && (unsigned char)v.p[i] < 0x7F) {
			str_putc(out, v.p[i++]);
			continue;
		}
		uint32_t cp = utf8_next(v, &i);
		if (replaced(cp, &to, small))
			str_puts(out, to);
		else
			str_append(out, v.p + from, i - from);
	}
}

size_t paste_written(struct sv line, size_t n)
{
	size_t written = 0, clean = 0;
	char small[8];
	for (size_t i = 0; i < line.n && clean < n;) {
		const char *to;
		clean += replaced(utf8_next(line, &i), &to, small) ? utf8_length(sv(to)) : 1;
		written++;
	}
	/* What is dropped right in front of the character belongs before it. */
	for (size_t i = 0, k = 0; i < line.n;) {
		const char *to;
		bool dropped = replaced(utf8_next(line, &i), &to, small) && !*to;
		if (k++ < written) continue;
		if (!dropped) break;
		written++;
	}
	return written;
}

/* ---- beginnings of lines */

static size_t indent_of(struct sv line)
{
	size_t i = 0;
	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t' || sv_starts(sv_sub(line, i, 2), NBSP)))
		i += line.p[i] == ' ' || line.p[i] == '\t' ? 1 : 2;
	return i;
}

static size_t blank_at(struct sv v, size_t i)
{
	if (i >= v.n) return 0;
	if (v.p[i] == ' ' || v.p[i] == '\t') return 1;
	return sv_starts(sv_sub(v, i, 2), NBSP) ? 2 : 0;
}

/* Length of a bullet character that a blank follows; "o" needs a tab, or it is a word. */
static size_t bullet_length(struct sv v)
{
	static const char *const bullet[] = { "•", "·", "◦", "▪", "▫", "●", "○", "‣", "∙", "■", "\xEF\x82\xB7",
		"\xEF\x82\xA7" };
	if (sv_starts(v, "o\t")) return 1;
	for (size_t i = 0; i < sizeof bullet / sizeof *bullet; i++)
		if (sv_starts(v, bullet[i]) && blank_at(v, strlen(bullet[i]))) return strlen(bullet[i]);
	return 0;
}

static size_t dash_length(struct sv v)
{
	return (sv_starts(v, "–") || sv_starts(v, "—")) && blank_at(v, 3) ? 3 : 0;
}

/* Length of "##", "-" or "12." */
static size_t mark_length(struct sv v)
{
	size_t i = 0;
	while (i < v.n && v.p[i] == '#') i++;
	if (i) return i <= 6 ? i : 0;
	if (sv_starts(v, "-")) return 1;
	while (i < v.n && v.p[i] >= '0' && v.p[i] <= '9') i++;
	return i && i <= 3 && i < v.n && (v.p[i] == '.' || v.p[i] == ')') ? i + 1 : 0;
}

/* Blanks in place of no-break spaces, as many columns as before. */
static size_t put_blanks(struct str *out, struct sv v, size_t i)
{
	size_t n;
	while ((n = blank_at(v, i)) > 0) {
		str_putc(out, n == 1 ? v.p[i] : ' ');
		i += n;
	}
	return i;
}

/* Writes the mark that begins a line as Markdown knows it; returns how much of the line that was. */
static size_t put_beginning(struct str *out, struct sv line, bool dashes)
{
	size_t indent = indent_of(line);
	struct sv v = sv_sub(line, indent, line.n);
	size_t bullet = bullet_length(v), mark = mark_length(v);
	if (!bullet && dashes) bullet = dash_length(v);
	if (!bullet && !(mark && blank_at(v, mark) == 2)) return 0;
	put_blanks(out, sv_sub(line, 0, indent), 0);
	if (bullet)
		str_putc(out, '-');
	else
		str_sv(out, sv_sub(v, 0, mark));
	return indent + put_blanks(out, v, bullet ? bullet : mark);
}

/* ---- the text */

struct cleaning {
	struct str out;
	char fence;
	size_t fence_length;
	bool dash_before; /* the line above began with a dash too, or was empty */
};

static bool in_fence(struct cleaning *c, struct sv line)
{
	struct sv v = sv_trim(line);
	size_t n = 0;
	bool inside = c->fence != 0;
	if (v.n && (*v.p == '`' || *v.p == '~'))
		while (n < v.n && v.p[n] == *v.p) n++;
	if (n >= 3 && !c->fence) {
		c->fence = *v.p;
		c->fence_length = n;
	} else if (n >= 3 && *v.p == c->fence && n >= c->fence_length && n == v.n) {
		c->fence = 0;
	}
	return inside;
}

static bool begins_with_dash(struct sv line)
{
	return dash_length(sv_sub(line, indent_of(line), line.n)) > 0;
}

/* A single line that begins with a dash may go on with the sentence above it; two, or one after an empty line before
 * another, are a list. */
static bool dashes_are_bullets(const struct cleaning *c, struct sv line, struct sv rest)
{
	struct sv next = sv("");
	if (!begins_with_dash(line)) return false;
	if (rest.p) sv_split(&rest, '\n', &next);
	return c->dash_before || begins_with_dash(next);
}

struct sv paste_clean(struct arena *mem, struct sv body)
{
	bool tabs = sv_find(body, SV_LIT("\t")) != SIZE_MAX; /* a bullet that needs one: see bullet_length */
	if (is_plain(body) && (!tabs || sv_find(body, SV_LIT("o\t")) == SIZE_MAX)) return body;
	struct cleaning c = { STR_INIT, 0, 0, false };
	struct sv rest = body, line;
	str_reserve(&c.out, body.n + 1);
	while (sv_split(&rest, '\n', &line)) {
		bool list = dashes_are_bullets(&c, line, rest);
		size_t taken = in_fence(&c, line) || c.fence ? 0 : put_beginning(&c.out, line, list);
		put_clean(&c.out, sv_sub(line, taken, line.n));
		if (rest.p) str_putc(&c.out, '\n');
		c.dash_before = list;
	}
	struct sv clean = sv_eq(sv_of(&c.out), body) ? body : arena_sv(mem, sv_of(&c.out));
	str_dispose(&c.out);
	return clean;
}

/* ---- what is told */

bool paste_check_encoding(const char *file, struct sv text, struct diags *ds)
{
	const char *help = sv_ends(sv(file), ".csv") ? "save it as \"CSV UTF-8\""
						     : "save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8)";
	size_t bad = utf8_invalid_at(text);
	struct str was = STR_INIT;
	if (bad == SIZE_MAX) return true;
	struct place at = place_at(file, sv_sub(text, 0, bad), bad);
	uint32_t cp = utf8_cp1252((unsigned char)text.p[bad]);
	utf8_put(&was, cp);
	if (sv_starts(text, "\xFF\xFE") || sv_starts(text, "\xFE\xFF"))
		diags_error(ds, "C001", at, help, "the file is in UTF-16, which Windows calls Unicode");
	else if (cp == 0xFFFD)
		diags_error(ds, "C001", at, help, "the file is not UTF-8 text: a character cannot be read here");
	else
		diags_error(ds, "C001", at, help, "the file is not UTF-8 text; this character is probably %s", was.ptr);
	str_dispose(&was);
	return false;
}

/* Code point -> the byte it had in Windows-1252, 0 if none. */
static unsigned char byte_of(uint32_t cp)
{
	if (cp < 0x80 || (cp >= 0x80 && cp < 0x100)) return (unsigned char)cp;
	for (unsigned b = 0x80; b < 0xA0; b++)
		if (utf8_cp1252((unsigned char)b) == cp) return (unsigned char)b;
	return 0;
}

/* Could these characters be UTF-8 that was read as Windows-1252? Ã and Â before a sign, â before two that are a dash or a
 * quote: combinations that no language writes. */
static bool looks_misread(uint32_t first, uint32_t second, uint32_t meant)
{
	if (first == 0xC2 || first == 0xC3) return second >= 0xA0 && second <= 0xBF;
	return first == 0xE2 ? meant >= 0x2000 && meant <= 0x22FF : first == 0xF0 && meant >= 0x1F300;
}

/* "â€™" → the character whose UTF-8 bytes were read as Windows-1252; how many characters were it, or 0. */
static size_t misread(struct sv v, size_t i, struct sv *was, char meant[8])
{
	size_t from = i, n = 0, zero = 0;
	uint32_t cp = utf8_next(v, &i), second = 0, next;
	size_t want = cp == 0xC2 || cp == 0xC3 ? 2 : cp == 0xE2 ? 3 : cp == 0xF0 ? 4 : 0;
	if (!want) return 0;
	meant[n++] = (char)cp;
	while (n < want && i < v.n) {
		next = utf8_next(v, &i);
		if (n == 1) second = next;
		unsigned char b = byte_of(next);
		if (b < 0x80 || b > 0xBF) return 0;
		meant[n++] = (char)b;
	}
	meant[n] = '\0';
	*was = sv_sub(v, from, i - from);
	if (n != want || utf8_invalid_at(sv(meant)) != SIZE_MAX) return 0;
	return looks_misread(cp, second, utf8_next(sv(meant), &zero)) ? n : 0;
}

static bool tell_misread(struct sv line, size_t i, struct place at, struct diags *ds)
{
	struct sv was;
	char meant[8];
	if (!misread(line, i, &was, meant)) return false;
	diags_warn(ds, "C137", at,
		diags_text(
			ds, "write \"%s\" here; if there are many, copy the text again from where it came from", meant),
		"\"%.*s\" is what \"%s\" becomes when a text is opened with the wrong encoding", SV_ARG(was), meant);
	return true;
}

static const char *fault_of(uint32_t cp, const char **help)
{
	*help = "delete it and type what was meant";
	if (cp == 0xFFFD) return "the sign \xEF\xBF\xBD stands for a letter that was lost when the text was copied";
	if (cp >= 0xE000 && cp <= 0xF8FF) return "this character exists in one font only, so readers see an empty box";
	if ((cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069)) {
		*help = "delete it; it comes with text pasted from messages and web pages";
		return "an invisible character here turns the direction of writing around; it is left out";
	}
	if (cp == 0x2029) {
		*help = "put an empty line there to begin a new paragraph";
		return "an invisible paragraph mark of a word processor stands here; it is shown as a blank";
	}
	if ((cp < 0x20 && cp != '\t' && cp != '\r' && cp != 0x0B && cp != 0x0C) || cp == 0x7F)
		return "an invisible control character stands here; it is left out";
	return NULL;
}

void paste_check_line(struct sv line, struct place at, struct diags *ds)
{
	if (is_plain(line)) return;
	bool bullet = bullet_length(sv_sub(line, indent_of(line), line.n)) > 0;
	bool told_misread = false;
	unsigned col = 0;
	for (size_t i = 0; i < line.n;) {
		size_t from = i;
		const char *help, *fault;
		uint32_t cp = utf8_next(line, &i);
		at.col = ++col;
		if (cp >= 0xC2 && cp <= 0xF4 && !told_misread && tell_misread(line, from, at, ds)) told_misread = true;
		fault = fault_of(cp, &help);
		if (fault && !(bullet && (cp == 0xF0B7 || cp == 0xF0A7))) {
			diags_warn(ds, "C137", at, help, "%s", fault);
			return; /* one of a line is enough to look at it */
		}
	}
}

static bool has_curly_pair(struct sv v)
{
	static const char *const left[] = { "“", "”", "„", "‘", "«" }, *const right[] = { "”", "“", "’", "»" };
	bool begins = false, ends = false;
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) begins |= sv_starts(v, left[i]);
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) ends |= sv_ends(v, right[i]);
	return begins && ends && v.n > 6 && sv_find(sv_sub(v, 3, v.n - 6), SV_LIT("”")) == SIZE_MAX;
}

static void check_value(const struct yaml *v, struct diags *ds)
{
	if (v->kind == YAML_SCALAR && !v->quoted && has_curly_pair(sv_trim(v->text)))
		diags_warn(ds, "C137", v->at, "write straight quotes (\"), or none",
			"the curly quotes are taken for part of this setting");
	for (size_t i = 0; v->kind == YAML_LIST && i < v->nitems; i++) check_value(v->item[i], ds);
	for (size_t i = 0; v->kind == YAML_MAP && i < v->npairs; i++) check_value(v->pair[i].value, ds);
}

void paste_check_head(const struct yaml *map, struct diags *ds)
{
	if (map) check_value(map, ds);
}
