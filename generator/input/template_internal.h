/* template_internal: what the parts of template share. template_html follows the HTML and says where a tag stands,
 * template_parse makes nodes of a text, template_value holds what is to be shown, template_render writes it,
 * template loads a set of files and links their partials. */
#ifndef INPUT_TEMPLATE_INTERNAL_H
#define INPUT_TEMPLATE_INTERNAL_H
#include "base/map.h"
#include "input/template.h"

/* Where a value stands, which decides what may be written and how. */
enum context { CONTEXT_TEXT, CONTEXT_TITLE, CONTEXT_ATTR, CONTEXT_URL, CONTEXT_CSS, CONTEXT_LINE, CONTEXT_PLAIN };

/* The HTML tokenizer's states, as far as they matter for where a tag may stand. */
enum html_state {
	HTML_TEXT,
	HTML_TITLE /* <title>, <textarea> */,
	HTML_RAW /* <script>, <style> and the like */,
	HTML_COMMENT,
	HTML_DECLARATION,
	HTML_OPEN /* after '<' */,
	HTML_END_TAG,
	HTML_TAG_NAME,
	HTML_EDGE /* in a tag where white space must follow */,
	HTML_BETWEEN /* attributes */,
	HTML_ATTR_NAME,
	HTML_AFTER_NAME,
	HTML_EQUALS,
	HTML_VALUE,
	HTML_SINGLE,
	HTML_UNQUOTED,
};
struct html_tracker {
	enum html_state state;
	char element[24], attr[24]; /* lower case, cut if longer */
	unsigned tag_no, attr_no;   /* which tag and attribute of the template this is: sections may not span two */
	bool in_head;               /* in a "</", as opposed to "<" (HTML_OPEN only) */
	bool refreshes, has_values; /* of a <meta>: it has http-equiv; a tag stands in it */
	size_t began;               /* offset of the '<' of the present tag, comment or raw element */
	size_t value_at;            /* offset at which the present attribute value began */
	char tail[16];              /* last bytes of a comment or raw element, to find its end */
	size_t ntail;
};
/* Reads one byte. NULL, or what is wrong with it. */
const char *html_track(struct html_tracker *h, char c, size_t offset);
/* The context of a value here; NULL, or why there cannot be one. */
const char *html_value(struct html_tracker *h, enum context *out);
/* Prepares for a section's beginning or end here; NULL, or why there cannot be one. */
const char *html_section(struct html_tracker *h);
/* Joins the state at a section's end with that at its beginning (either may be what is there next); false if they differ. */
bool html_join(struct html_tracker *end, const struct html_tracker *begin);
const char *html_where(const struct html_tracker *h);

enum node_kind { NODE_LITERAL, NODE_VALUE, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL };
#define NO_URL SIZE_MAX
struct node {
	enum node_kind kind;
	enum context context; /* VALUE: of it; LITERAL: CONTEXT_URL if it begins within a URL attribute's value */
	struct sv text;       /* literal bytes or name */
	size_t url_at;  /* LITERAL: where the value of a URL attribute begins that its end leaves open, or NO_URL */
	size_t end;     /* SECTION, INVERTED: index after its last node */
	size_t partial; /* PARTIAL: index of the template, once linked */
	struct place at;
};
struct template
{
	const char *name, *file;
	struct sv text;
	VEC(struct node) nodes;
	bool css /* no HTML: style sheet or plain text */, plain, is_partial, used, expected;
	unsigned char visit; /* cycle search: 0 not seen, 1 on the path, 2 done */
};
struct template_set {
	struct arena mem;
	VEC(struct template *) all;
	struct map by_name; /* file name -> index */
	bool bad;
};
/* Fills t->nodes from t->text; -1 after diags. */
int template_parse(struct template *t, struct diags *ds);

enum value_kind { VALUE_TEXT, VALUE_URL, VALUE_HTML, VALUE_BOOL, VALUE_LIST, VALUE_MAP };
struct value {
	const char *name;
	size_t name_len;
	enum value_kind kind;
	enum origin origin;
	bool flag;
	const char *source;
	struct sv text;
	union {
		const struct rendering *html;
		struct tmap *map;
		struct tlist *list;
	} u;
};
struct tmap {
	struct arena *mem;
	struct value *at;
	size_t n, cap;
};
struct tlist {
	struct arena *mem;
	struct tmap **at;
	size_t n, cap;
};
/* The value of exactly this name, or NULL. */
const struct value *tmap_find(const struct tmap *m, struct sv name);
#endif
