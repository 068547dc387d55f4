/* Escaping for HTML, by the place the text goes to. Runs over every byte of every page, so plain stretches are copied
 * whole. Controls are dropped because HTML has no way to write them and browsers treat them unlike each other. */
#include "base/html.h"

/* What stands for the byte at v.p[i]: NULL for itself, "" for nothing; *width says how many bytes it replaces. */
static const char *replacement(struct sv v, size_t i, bool attribute, size_t *width)
{
	unsigned char c = (unsigned char)v.p[i];

	*width = 1;
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return attribute ? "&quot;" : NULL;
	case '\t':
	case '\n': return NULL;
	case 0xC2: /* U+0080 to U+009F are the C1 controls */
		*width = 2;
		return i + 1 < v.n && (unsigned char)v.p[i + 1] < 0xA0 ? "" : NULL;
	default: return c < 0x20 || c == 0x7F ? "" : NULL;
	}
}

/* Bytes that stand for themselves wherever they are: nearly all of a page. */
static const bool ordinary[256] = { ['\t'] = true,
	['\n'] = true,
	[' ' ... '!'] = true,
	['#' ... '%'] = true,
	['\'' ... ';'] = true,
	['='] = true,
	['?' ... '~'] = true,
	[0x80 ... 0xC1] = true,
	[0xC3 ... 0xFF] = true };

static void escape(struct str *out, struct sv v, bool attribute)
{
	size_t copied = 0;

	for (size_t i = 0; i < v.n;) {
		size_t width;

		if (ordinary[(unsigned char)v.p[i]]) {
			i++;
			continue;
		}
		const char *instead = replacement(v, i, attribute, &width);

		if (instead) {
			str_append(out, v.p + copied, i - copied);
			str_puts(out, instead);
			copied = i + width;
		}
		i += width;
	}
	str_append(out, v.p + copied, v.n - copied);
}

void html_text(struct str *out, struct sv v)
{
	escape(out, v, false);
}

void html_attr(struct str *out, struct sv v)
{
	escape(out, v, true);
}

/* The address as a browser reads it: without spaces and controls around it and without line ends and tabs inside. Other
 * controls go too, so that what is judged is exactly what is written. */
static void url_clean(struct str *out, struct sv v)
{
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];

		if (c == 0xC2 && i + 1 < v.n && (unsigned char)v.p[i + 1] < 0xA0)
			i++;
		else if (c >= 0x20 && c != 0x7F)
			str_putc(out, (char)c);
	}
}

static bool ends_scheme(char c)
{
	return c == ':' || c == '/' || c == '?' || c == '#' || c == '\0';
}

/* Stricter than a browser, which takes "1:2" as relative: before the first '/', '?' or '#' only a known scheme may have
 * a colon. */
static bool scheme_ok(struct sv url)
{
	static const char *const known[] = { "http", "https", "mailto", "tel" };
	size_t n = 0;

	while (n < url.n && !ends_scheme(url.p[n])) n++;
	if (n == url.n || url.p[n] != ':') return true;
	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		if (sv_ieq_ascii(sv_sub(url, 0, n), sv(known[k]))) return true;
	return false;
}

bool html_url(struct str *out, struct sv v)
{
	struct str clean = STR_INIT;
	struct sv url;
	bool ok;

	url_clean(&clean, v);
	url = sv_trim(sv_of(&clean));
	ok = scheme_ok(url);
	if (ok) html_attr(out, url);
	str_dispose(&clean);
	return ok;
}

bool html_url_ok(struct sv v)
{
	size_t i = 0;

	/* Without controls there is nothing to clean. */
	while (i < v.n && (unsigned char)v.p[i] >= 0x20 && (unsigned char)v.p[i] < 0x7F) i++;
	if (i == v.n) return scheme_ok(sv_trim(v));

	struct str unused = STR_INIT;
	bool ok = html_url(&unused, v);

	str_dispose(&unused);
	return ok;
}
