/* template_html.c follows the HTML of a template byte by byte, as a browser's tokenizer would, to know for each tag what the
 * browser will take its value for. It is one of the walls against script from records, so where a browser would guess
 * (a quote in a tag name, an attribute without a name) it does not guess along but refuses the template. */
#include <assert.h>
#include "input/template_internal.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
	return is_alpha(c) || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, list[i]) == 0) return true;
	return false;
}
#define IS_ONE_OF(name, list) is_one_of((name), (list), sizeof(list) / sizeof((list)[0]))

static void name_begin(char *name, char c)
{
	name[0] = lower(c);
	name[1] = '\0';
}

static void name_add(char *name, size_t size, char c)
{
	size_t n = strlen(name);
	if (n + 1 < size) {
		name[n] = lower(c);
		name[n + 1] = '\0';
	}
}

/* The last bytes, lower case. */
static void tail_add(struct html_tracker *h, char c)
{
	if (h->ntail == sizeof h->tail) memmove(h->tail, h->tail + 1, --h->ntail);
	h->tail[h->ntail++] = lower(c);
}

static bool tail_is(const struct html_tracker *h, const char *end)
{
	size_t n = strlen(end);
	return h->ntail >= n && memcmp(h->tail + h->ntail - n, end, n) == 0;
}

static void end_tag_of(const struct html_tracker *h, char out[32])
{
	snprintf(out, 32, "</%s", h->element);
}

/* Would what stands at the end of the text, with more bytes, be the end tag? Then its meaning hangs on a value. */
static bool tail_pending(const struct html_tracker *h)
{
	char end[32];
	end_tag_of(h, end);
	for (size_t n = strlen(end); n > 0; n--)
		if (h->ntail >= n && memcmp(h->tail + h->ntail - n, end, n) == 0) return true;
	return false;
}

static void end_attr_name(struct html_tracker *h)
{
	if (strcmp(h->element, "meta") == 0 && strcmp(h->attr, "http-equiv") == 0) h->refreshes = true;
}

static const char *close_tag(struct html_tracker *h)
{
	static const char *const raw[] = { "script", "style", "xmp", "iframe", "noembed", "noframes" };
	static const char *const title[] = { "title", "textarea" };
	h->ntail = 0;
	h->state = IS_ONE_OF(h->element, raw) ? HTML_RAW : IS_ONE_OF(h->element, title) ? HTML_TITLE : HTML_TEXT;
	return h->refreshes && h->has_values ? "a <meta> with http-equiv may not hold values" : NULL;
}

/* After '<' or '</'. */
static const char *track_open(struct html_tracker *h, char c)
{
	if (h->in_head) {
		h->state = c == '>' ? HTML_TEXT : HTML_END_TAG;
		return is_alpha(c) || c == '>' ? NULL : "\"</\" must be followed by a name";
	}
	if (c == '/') {
		h->in_head = true;
	} else if (c == '!' || c == '?') {
		h->state = HTML_DECLARATION;
		h->ntail = 0;
		if (c == '?') tail_add(h, c);
	} else if (is_alpha(c)) {
		h->state = HTML_TAG_NAME;
		h->tag_no++;
		h->refreshes = h->has_values = false;
		name_begin(h->element, c);
	} else if (c != '<') {
		h->state = HTML_TEXT;
	}
	return NULL;
}

static const char *track_declaration(struct html_tracker *h, char c)
{
	tail_add(h, c);
	if (c == '>') {
		h->state = HTML_TEXT;
	} else if (h->ntail == 2 && tail_is(h, "--")) {
		h->state = HTML_COMMENT;
		h->ntail = 0;
	}
	return NULL;
}

static const char *track_comment(struct html_tracker *h, char c)
{
	tail_add(h, c);
	if (tail_is(h, "-->") || tail_is(h, "--!>") || (h->ntail == 1 && c == '>') ||
		(h->ntail == 2 && tail_is(h, "->")))
		h->state = HTML_TEXT;
	return NULL;
}

static const char *track_content(struct html_tracker *h, char c)
{
	char end[32];
	end_tag_of(h, end);
	if ((is_space(c) || c == '/' || c == '>') && tail_is(h, end)) {
		h->state = c == '>' ? HTML_TEXT : HTML_END_TAG;
		return NULL;
	}
	tail_add(h, c);
	/* In a script "<!--" changes what "</script>" means to a browser. */
	return h->state == HTML_RAW && tail_is(h, "<!--") ? "\"<!--\" may not stand in <script> or <style>" : NULL;
}

static const char *begin_attr(struct html_tracker *h, char c)
{
	if (c == '=') return "the name of an attribute is missing before \"=\"";
	if (c == '"' || c == '\'' || c == '<') return "a quote or \"<\" may not stand here in a tag";
	h->state = HTML_ATTR_NAME;
	h->attr_no++;
	name_begin(h->attr, c);
	return NULL;
}

static const char *track_attr_name(struct html_tracker *h, char c)
{
	if (c == '"' || c == '\'' || c == '<') return "a quote or \"<\" may not stand in an attribute's name";
	if (!is_space(c) && c != '/' && c != '>' && c != '=') {
		name_add(h->attr, sizeof h->attr, c);
		return NULL;
	}
	end_attr_name(h);
	if (c == '>') return close_tag(h);
	h->state = c == '=' ? HTML_EQUALS : c == '/' ? HTML_BETWEEN : HTML_AFTER_NAME;
	return NULL;
}

static const char *track_tag_name(struct html_tracker *h, char c)
{
	if (c == '>') return close_tag(h);
	if (is_space(c) || c == '/')
		h->state = HTML_BETWEEN;
	else if (h->state == HTML_EDGE)
		return "white space is missing here between attributes";
	else if (is_name(c))
		name_add(h->element, sizeof h->element, c);
	else
		return "this may not stand in the name of a tag";
	return NULL;
}

static const char *track_value(struct html_tracker *h, char c, size_t offset)
{
	switch (h->state) {
	case HTML_EQUALS:
		if (is_space(c)) return NULL;
		if (c == '>') return "the value of an attribute is missing after \"=\"";
		h->state = c == '"' ? HTML_VALUE : c == '\'' ? HTML_SINGLE : HTML_UNQUOTED;
		h->value_at = offset + 1;
		return NULL;
	case HTML_VALUE:
	case HTML_SINGLE:
		if (c == (h->state == HTML_VALUE ? '"' : '\'')) h->state = HTML_EDGE;
		return NULL;
	default:
		assert(h->state == HTML_UNQUOTED);
		if (c == '>') return close_tag(h);
		if (is_space(c)) h->state = HTML_BETWEEN;
		return c == '"' || c == '\'' || c == '<' || c == '=' || c == '`'
			       ? "put the value of this attribute in double quotes"
			       : NULL;
	}
}

const char *html_track(struct html_tracker *h, char c, size_t offset)
{
	switch (h->state) {
	case HTML_TEXT:
		if (c == '<') {
			h->state = HTML_OPEN;
			h->in_head = false;
			h->began = offset;
		}
		return NULL;
	case HTML_TITLE:
	case HTML_RAW: return track_content(h, c);
	case HTML_COMMENT: return track_comment(h, c);
	case HTML_DECLARATION: return track_declaration(h, c);
	case HTML_OPEN: return track_open(h, c);
	case HTML_END_TAG:
		if (c == '>') h->state = HTML_TEXT;
		return c == '>' || c == '/' || is_name(c) || is_space(c) ? NULL : "an end tag holds only its name";
	case HTML_TAG_NAME:
	case HTML_EDGE: return track_tag_name(h, c);
	case HTML_BETWEEN:
	case HTML_AFTER_NAME:
		if (c == '>') return close_tag(h);
		if (c == '/')
			h->state = HTML_BETWEEN;
		else if (c == '=' && h->state == HTML_AFTER_NAME)
			h->state = HTML_EQUALS;
		else if (!is_space(c))
			return begin_attr(h, c);
		return NULL;
	case HTML_ATTR_NAME: return track_attr_name(h, c);
	case HTML_EQUALS:
	case HTML_VALUE:
	case HTML_SINGLE:
	case HTML_UNQUOTED: return track_value(h, c, offset);
	}
	return NULL;
}

static const char *attr_context(struct html_tracker *h, enum context *out)
{
	static const char *const urls[] = { "href", "src", "action", "cite", "formaction", "poster", "background",
		"manifest", "longdesc", "xlink:href", "data" };
	static const char *const code[] = { "style", "srcdoc", "srcset", "imagesrcset", "ping" };
	static const char *const animations[] = { "animate", "animatemotion", "animatetransform", "set" };
	if (strncmp(h->attr, "on", 2) == 0 || IS_ONE_OF(h->attr, code))
		return "a value may not stand in an attribute that holds code (on…, style, srcdoc, srcset)";
	if (IS_ONE_OF(h->element, animations)) return "a value may not stand in an SVG animation";
	h->has_values = true;
	*out = IS_ONE_OF(h->attr, urls) ? CONTEXT_URL : CONTEXT_ATTR;
	return NULL;
}

static const char *not_here(const struct html_tracker *h)
{
	switch (h->state) {
	case HTML_RAW: return "a tag may not stand in <script> or <style>";
	case HTML_COMMENT:
		return "a tag may not stand in an HTML comment; write {{! note}} for what readers should not see";
	case HTML_DECLARATION: return "a tag may not stand in a declaration <!…>";
	case HTML_OPEN:
	case HTML_END_TAG:
	case HTML_TAG_NAME: return "a tag may not stand in the name of an HTML tag";
	case HTML_EQUALS:
	case HTML_UNQUOTED: return "put the value of this attribute in double quotes";
	case HTML_SINGLE: return "put the value of this attribute in double quotes instead of single ones";
	default: return "a value in a tag must stand within the double quotes of an attribute";
	}
}

const char *html_value(struct html_tracker *h, enum context *out)
{
	if (h->state == HTML_TEXT) {
		*out = CONTEXT_TEXT;
		return NULL;
	}
	if (h->state == HTML_VALUE) return attr_context(h, out);
	if (h->state != HTML_TITLE) return not_here(h);
	*out = CONTEXT_TITLE;
	bool pending = tail_pending(h);
	h->ntail = 0;
	return pending ? "a tag may not stand in the name of an HTML tag" : NULL;
}

const char *html_section(struct html_tracker *h)
{
	bool pending = false;
	switch (h->state) {
	case HTML_TITLE:
		pending = tail_pending(h);
		h->ntail = 0;
		return pending ? "a tag may not stand in the name of an HTML tag" : NULL;
	case HTML_ATTR_NAME:
		end_attr_name(h);
		h->state = HTML_EDGE;
		return NULL;
	case HTML_TAG_NAME: h->state = HTML_EDGE; return NULL;
	case HTML_AFTER_NAME: h->state = HTML_BETWEEN; return NULL;
	case HTML_TEXT:
	case HTML_VALUE:
	case HTML_EDGE:
	case HTML_BETWEEN: return NULL;
	default: return not_here(h);
	}
}

bool html_join(struct html_tracker *end, const struct html_tracker *begin)
{
	switch (end->state) {
	case HTML_TEXT: return begin->state == HTML_TEXT;
	case HTML_TITLE: return begin->state == HTML_TITLE && begin->tag_no == end->tag_no;
	case HTML_VALUE: return begin->state == HTML_VALUE && begin->attr_no == end->attr_no;
	case HTML_EDGE:
	case HTML_BETWEEN:
		if ((begin->state != HTML_EDGE && begin->state != HTML_BETWEEN) || begin->tag_no != end->tag_no)
			return false;
		if (begin->state == HTML_EDGE) end->state = HTML_EDGE;
		return true;
	default: return false;
	}
}

const char *html_where(const struct html_tracker *h)
{
	switch (h->state) {
	case HTML_TEXT: return "text";
	case HTML_TITLE: return "the text of a <title> or <textarea>";
	case HTML_RAW: return "a <script> or <style>";
	case HTML_COMMENT: return "a comment";
	case HTML_DECLARATION: return "a declaration";
	case HTML_VALUE:
	case HTML_SINGLE:
	case HTML_UNQUOTED: return "the value of an attribute";
	default: return "a tag";
	}
}
