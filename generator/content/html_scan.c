/* html_scan.c: a tokenizer small enough to trust, used by the link checker, which must read pages as a browser does but
 * need not understand them. Runs over every page of an edition, so text between tags is passed by memchr. */
#include "content/html_scan.h"
#include "base/utf8.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static size_t skip_blanks(struct sv v, size_t i)
{
	while (i < v.n && is_blank(v.p[i])) i++;
	return i;
}

static size_t find_from(struct sv v, size_t from, struct sv needle)
{
	size_t at = from < v.n ? sv_find(sv_n(v.p + from, v.n - from), needle) : SIZE_MAX;
	return at == SIZE_MAX ? v.n : from + at;
}

/* One attribute at i; returns the offset behind it. A name may stand without a value. */
static size_t read_attribute(struct sv v, size_t i, struct html_attribute *out)
{
	size_t start = i;
	while (i < v.n && !is_blank(v.p[i]) && v.p[i] != '=' && v.p[i] != '>' && v.p[i] != '/') i++;
	if (i == start && i < v.n) i++; /* a stray "=": taken as a name so that the scan goes on */
	out->name = sv_n(v.p + start, i - start);
	out->value = sv("");
	size_t eq = skip_blanks(v, i);
	if (eq >= v.n || v.p[eq] != '=') return i;
	i = skip_blanks(v, eq + 1);
	if (i >= v.n) return v.n;
	if (v.p[i] == '"' || v.p[i] == '\'') {
		const char *end = memchr(v.p + i + 1, v.p[i], v.n - i - 1);
		size_t to = end ? (size_t)(end - v.p) : v.n;
		out->value = sv_n(v.p + i + 1, to - i - 1);
		return to < v.n ? to + 1 : v.n;
	}
	start = i;
	while (i < v.n && !is_blank(v.p[i]) && v.p[i] != '>') i++;
	out->value = sv_n(v.p + start, i - start);
	return i;
}

static size_t read_tag(struct sv v, size_t i, struct html_tag *tag)
{
	size_t start = i;
	while (i < v.n && !is_blank(v.p[i]) && v.p[i] != '>' && v.p[i] != '/') i++;
	tag->name = sv_n(v.p + start, i - start);
	tag->n = 0;
	for (;;) {
		while (i < v.n && (is_blank(v.p[i]) || v.p[i] == '/')) i++;
		if (i >= v.n || v.p[i] == '>') return i < v.n ? i + 1 : i;
		struct html_attribute a;
		i = read_attribute(v, i, &a);
		if (tag->n < HTML_SCAN_ATTRIBUTES) tag->attribute[tag->n++] = a;
	}
}

/* Behind the end tag of an element whose text holds no tags. */
static size_t skip_raw(struct sv v, size_t i, struct sv name)
{
	while (i < v.n) {
		i = find_from(v, i, SV_LIT("</"));
		if (i >= v.n) return v.n;
		if (sv_ieq_ascii(sv_sub(v, i + 2, name.n), name)) return i;
		i += 2;
	}
	return v.n;
}

static bool is_raw(struct sv name)
{
	static const char *const raw[] = { "script", "style", "title", "textarea" };
	if (name.n < 5 || !strchr("sStT", name.p[0])) return false;
	for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
		if (sv_ieq_ascii(name, sv(raw[i]))) return true;
	return false;
}

bool html_scan_next(struct html_scan *s, struct html_tag *tag)
{
	struct sv v = s->html;
	while (s->at < v.n) {
		const char *open = memchr(v.p + s->at, '<', v.n - s->at);
		if (!open) break;
		size_t i = (size_t)(open - v.p) + 1;
		struct sv rest = sv_n(v.p + i, v.n - i);
		if (sv_starts(rest, "!--")) {
			s->at = find_from(v, i + 3, SV_LIT("-->"));
		} else if (rest.n && (*rest.p == '/' || *rest.p == '!' || *rest.p == '?')) {
			s->at = find_from(v, i, SV_LIT(">"));
		} else if (rest.n && is_letter(*rest.p)) {
			s->at = read_tag(v, i, tag);
			if (is_raw(tag->name)) s->at = skip_raw(v, s->at, tag->name);
			return true;
		} else {
			s->at = i;
		}
	}
	s->at = v.n;
	return false;
}

const struct html_attribute *html_scan_get(const struct html_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->n; i++)
		if (sv_ieq_ascii(tag->attribute[i].name, sv(name))) return &tag->attribute[i];
	return NULL;
}

/* Code point of "&#39" or "&#x27" (without the semicolon), 0 if it is none. */
static uint32_t numeric(struct sv v)
{
	uint32_t cp = 0;
	bool hex = v.n > 2 && (v.p[2] == 'x' || v.p[2] == 'X');
	if (!sv_starts(v, "&#") || v.n < (hex ? 4u : 3u) || v.n > 10) return 0;
	for (size_t i = hex ? 3 : 2; i < v.n; i++) {
		char c = v.p[i];
		uint32_t digit = c >= '0' && c <= '9'          ? (uint32_t)(c - '0')
				 : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
				 : hex && c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
							       : 99;
		if (digit == 99) return 0;
		cp = cp * (hex ? 16 : 10) + digit;
	}
	return cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ? 0 : cp;
}

void html_scan_decode(struct str *out, struct sv value)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} named[] = { { "&amp", '&' }, { "&lt", '<' }, { "&gt", '>' }, { "&quot", '"' }, { "&apos", '\'' },
		{ "&colon", ':' }, { "&sol", '/' }, { "&num", '#' } };
	if (!value.n || !memchr(value.p, '&', value.n)) {
		str_sv(out, value);
		return;
	}
	for (size_t i = 0; i < value.n; i++) {
		const char *semicolon = value.p[i] == '&' ? memchr(value.p + i, ';', value.n - i) : NULL;
		size_t n = semicolon ? (size_t)(semicolon - value.p) - i : 0;
		struct sv entity = sv_sub(value, i, n);
		uint32_t cp = numeric(entity);
		for (size_t k = 0; k < sizeof named / sizeof *named && !cp && n; k++)
			if (sv_is(entity, named[k].name)) cp = named[k].cp;
		if (cp) {
			utf8_put(out, cp);
			i += n;
		} else {
			str_putc(out, value.p[i]);
		}
	}
}
