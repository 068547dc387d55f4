/* yaml.c reads the small YAML that people write by hand. It stands on libyaml's events rather than its documents, because
 * only events tell where a thing stands and leave "no" and 1.10 as they were written; what libyaml would accept beyond
 * plain maps, lists and text is refused here, and what it says about syntax is put into words a member can act on. */
#include "input/yaml.h"
#include <assert.h>
#include <yaml.h>
#include "base/fs.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

#define MAX_BYTES ((size_t)1 << 20)
#define MAX_DEPTH 16

struct reader {
	yaml_parser_t parser;
	yaml_event_t event;
	bool have_event;
	struct arena *mem;
	const char *file;
	struct sv text;
	unsigned first_line;
	struct diags *ds;
	bool bad;
};

static struct place place_of(const struct reader *r, yaml_mark_t mark)
{
	return (struct place){ r->file, r->first_line + (unsigned)mark.line, (unsigned)mark.column + 1 };
}

/* Problems of syntax. */

struct wording {
	const char *problem;
	bool at_context;
	const char *text, *help;
};
/* By the words libyaml uses; the first that occurs in its message is taken. at_context: where the thing began says more. */
static const struct wording wordings[] = {
	{ "mapping values are not allowed", false, "there is a second colon in this line",
		"put a value that contains a colon and a space in quotes: title: \"Mentors: how to choose\"" },
	{ "could not find expected ':'", true, "this key is missing its colon", "write key: value" },
	{ "tab character", false, "a tab is used for indentation", "use spaces" },
	{ "found unexpected end of stream", true, "a quote is opened here and never closed", "add the closing quote" },
	{ "document indicator", true, "a quote is opened here and never closed", "add the closing quote" },
	{ "expected ',' or ']'", true, "the list that begins here with [ is not closed",
		"separate its items by commas and end it with ]" },
	{ "expected ',' or '}'", true, "the map that begins here with { is not closed",
		"separate its pairs by commas and end it with }" },
	{ "expected '-' indicator", false, "this line does not belong to the list before it",
		"begin each item with \"- \", all at the same indentation" },
	{ "did not find expected key", false, "this line does not fit the lines before it",
		"begin keys of one level in the same column, and look for a quote that ends too early" },
	{ "block sequence entries are not allowed", false, "a list may not begin on this line",
		"begin the list on the next line, each item with \"- \"" },
	{ "block mapping", false, "this line does not fit the lines before it",
		"begin keys of one level in the same column" },
	{ "escape character", false, "a backslash in double quotes begins a special character, and this is none",
		"use single quotes, or write the backslash twice" },
	{ "undefined tag handle", false, "a value may not begin with !", "put it in quotes" },
	{ "while scanning a tag", false, "a value may not begin with !", "put it in quotes" },
	{ "alphabetic or numeric character", false, "a value may not begin with & or *", "put it in quotes" },
	{ "expected <document start>", false, "a second document begins here",
		"a file holds one document; remove what is too much" },
	{ "expected node content", false, "a value is missing here, or a bracket stands where none fits",
		"put a value that begins with a bracket, comma or other sign in quotes" },
	{ "control characters", false, "there is a control character", "remove it; it is not text" },
	{ "directive", false, "a line that begins with % is not supported", "remove it, or put the value in quotes" },
	{ "chomping indicator", false, "after | or > only + or - may stand", "begin the text on the next line" },
	{ "comment or line break", false, "after | or > only + or - may stand", "begin the text on the next line" },
};

static const struct wording *wording_of(const yaml_parser_t *p)
{
	const char *problem = p->problem ? p->problem : "", *context = p->context ? p->context : "";
	for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++)
		if (strstr(problem, wordings[i].problem) || strstr(context, wordings[i].problem)) return &wordings[i];
	return NULL;
}

/* The byte at a mark, 0 at the end of the text. */
static char char_at(const struct reader *r, yaml_mark_t mark)
{
	size_t i = 0, line = 0, column = 0;
	while (i < r->text.n && line < mark.line) line += r->text.p[i++] == '\n';
	while (i < r->text.n && column < mark.column && r->text.p[i] != '\n') {
		utf8_next(r->text, &i);
		column++;
	}
	return i < r->text.n ? r->text.p[i] : '\0';
}

static void syntax_error(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	struct place at = place_of(r, p->problem_mark);
	char c = char_at(r, p->problem_mark);
	const struct wording *w = wording_of(p);
	r->bad = true;
	if (p->error == YAML_MEMORY_ERROR) xnomem();
	if (p->error == YAML_READER_ERROR)
		at = (struct place){ r->file, place_at(r->file, r->text, p->problem_offset).line + r->first_line - 1,
			place_at(r->file, r->text, p->problem_offset).col };
	if (p->problem && strstr(p->problem, "cannot start any token")) {
		if (c == '\t')
			diags_error(r->ds, "B202", at, "use spaces", "a tab is used for indentation");
		else
			diags_error(
				r->ds, "B202", at, "put it in quotes", "a value may not begin with %c", c ? c : '?');
	} else if (w) {
		diags_error(r->ds, "B202", w->at_context && p->context ? place_of(r, p->context_mark) : at, w->help,
			"%s", w->text);
	} else {
		diags_error(r->ds, "B202", at, NULL, "this is not valid YAML: %s",
			p->problem ? p->problem : "unknown problem");
	}
}

/* Events. */

static bool next_event(struct reader *r)
{
	if (r->have_event) yaml_event_delete(&r->event);
	r->have_event = yaml_parser_parse(&r->parser, &r->event) != 0;
	if (!r->have_event) syntax_error(r);
	return r->have_event;
}

static void refuse(struct reader *r, yaml_mark_t mark, const char *help, const char *text)
{
	diags_error(r->ds, "B203", place_of(r, mark), help, "%s", text);
	r->bad = true;
}

static void refuse_extras(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		refuse(r, r->event.start_mark, "put the value in quotes",
			"a value may not begin with & (YAML anchors are not supported)");
	if (tag)
		refuse(r, r->event.start_mark, "put the value in quotes",
			"a value may not begin with ! (YAML tags are not supported)");
}

static const struct yaml *read_node(struct reader *r, unsigned depth);

static struct yaml *new_node(struct reader *r, enum yaml_kind kind)
{
	struct yaml *y = ARENA_NEW(r->mem, struct yaml);
	y->kind = kind;
	y->at = place_of(r, r->event.start_mark);
	y->text = sv("");
	return y;
}

static struct yaml *read_scalar(struct reader *r)
{
	struct yaml *y = new_node(r, YAML_SCALAR);
	refuse_extras(r, r->event.data.scalar.anchor, r->event.data.scalar.tag);
	y->text = arena_sv(r->mem, sv_n((const char *)r->event.data.scalar.value, r->event.data.scalar.length));
	y->quoted = r->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return y;
}

static const struct yaml *read_list(struct reader *r, unsigned depth)
{
	struct yaml *y = new_node(r, YAML_LIST);
	VEC(const struct yaml *) items = VEC_INIT;
	refuse_extras(r, r->event.data.sequence_start.anchor, r->event.data.sequence_start.tag);
	while (next_event(r) && r->event.type != YAML_SEQUENCE_END_EVENT) {
		const struct yaml *item = read_node(r, depth + 1);
		if (!item) break;
		vec_push(&items, item);
	}
	const struct yaml **at = ARENA_ARRAY(r->mem, const struct yaml *, items.n + 1);
	for (size_t i = 0; i < items.n; i++) at[i] = items.at[i];
	y->item = at;
	y->nitems = items.n;
	vec_dispose(&items);
	return r->have_event && r->event.type == YAML_SEQUENCE_END_EVENT ? y : NULL;
}

/* A key that cannot be used is reported and its value still read, so that the problems in there are found too. */
static bool read_pair(struct reader *r, struct map *seen, struct yaml_pair *out, bool *usable, unsigned depth)
{
	uint64_t line = 0;
	out->at = place_of(r, r->event.start_mark);
	*usable = r->event.type == YAML_SCALAR_EVENT;
	if (*usable) {
		out->key = read_scalar(r)->text;
		if (map_get(seen, out->key, &line)) {
			diags_error(r->ds, "B204", out->at,
				diags_text(r->ds, "it stands in line %u already; keep one", (unsigned)line),
				"the key \"%.*s\" stands twice", SV_ARG(out->key));
			r->bad = true;
			*usable = false;
		}
		map_add(seen, out->key, out->at.line);
	} else {
		if (r->event.type != YAML_ALIAS_EVENT)
			refuse(r, r->event.start_mark, "write key: value", "a key must be plain text");
		if (!read_node(r, depth + 1)) return false;
	}
	if (!next_event(r)) return false;
	out->value = read_node(r, depth + 1);
	return out->value != NULL;
}

static const struct yaml *read_map(struct reader *r, unsigned depth)
{
	struct yaml *y = new_node(r, YAML_MAP);
	struct map seen = MAP_INIT;
	VEC(struct yaml_pair) pairs = VEC_INIT;
	refuse_extras(r, r->event.data.mapping_start.anchor, r->event.data.mapping_start.tag);
	while (next_event(r) && r->event.type != YAML_MAPPING_END_EVENT) {
		struct yaml_pair pair;
		bool usable;
		if (!read_pair(r, &seen, &pair, &usable, depth)) break;
		if (usable) vec_push(&pairs, pair);
	}
	struct yaml_pair *at = ARENA_ARRAY(r->mem, struct yaml_pair, pairs.n + 1);
	for (size_t i = 0; i < pairs.n; i++) at[i] = pairs.at[i];
	y->pair = at;
	y->npairs = pairs.n;
	map_dispose(&seen);
	vec_dispose(&pairs);
	return r->have_event && r->event.type == YAML_MAPPING_END_EVENT ? y : NULL;
}

/* The node of the current event; NULL when reading cannot go on. */
static const struct yaml *read_node(struct reader *r, unsigned depth)
{
	if (depth > MAX_DEPTH) {
		refuse(r, r->event.start_mark, "16 levels are the most", "this is nested too deep");
		return NULL;
	}
	switch (r->event.type) {
	case YAML_SCALAR_EVENT: return read_scalar(r);
	case YAML_SEQUENCE_START_EVENT: return read_list(r, depth);
	case YAML_MAPPING_START_EVENT: return read_map(r, depth);
	case YAML_ALIAS_EVENT:
		refuse(r, r->event.start_mark, "put the value in quotes",
			"a value may not begin with * (YAML aliases are not supported)");
		return new_node(r, YAML_SCALAR);
	default: assert(false && "an event that cannot begin a node"); return NULL;
	}
}

static const struct yaml *empty_map(struct reader *r)
{
	struct yaml *y = ARENA_NEW(r->mem, struct yaml);
	y->kind = YAML_MAP;
	y->at = (struct place){ r->file, r->first_line, 1 };
	y->text = sv("");
	return y;
}

static const struct yaml *read_document(struct reader *r)
{
	const struct yaml *root = NULL;
	if (!next_event(r) || !next_event(r)) /* the stream's start, then the document's or the stream's end */
		return NULL;
	if (r->event.type == YAML_STREAM_END_EVENT) return empty_map(r);
	if (r->event.data.document_start.version_directive ||
		r->event.data.document_start.tag_directives.start != r->event.data.document_start.tag_directives.end)
		refuse(r, r->event.start_mark, "remove it", "a line that begins with % is not supported");
	if (!next_event(r)) return NULL;
	root = read_node(r, 1);
	if (!root || !next_event(r) || !next_event(r)) return NULL;
	if (r->event.type != YAML_STREAM_END_EVENT)
		refuse(r, r->event.start_mark, "a file holds one document; remove the line \"---\"",
			"a second document begins here");
	if (root->kind == YAML_SCALAR && root->text.n == 0 && !root->quoted) return empty_map(r);
	return root;
}

static bool acceptable_bytes(struct reader *r)
{
	struct place whole = { r->file, 0, 0 };
	if (r->text.n > MAX_BYTES) {
		diags_error(
			r->ds, "B201", whole, "split it, or move long texts into pages", "this is larger than 1 MiB");
		return false;
	}
	size_t bad = utf8_invalid_at(r->text);
	if (bad == SIZE_MAX) return true;
	struct place at = place_at(r->file, r->text, bad);
	at.line += r->first_line - 1;
	diags_error(r->ds, "B201", at, "save the file as UTF-8", "this is not valid UTF-8");
	return false;
}

int yaml_parse(const struct yaml **out, struct arena *mem, const char *file, struct sv text, unsigned first_line,
	struct diags *ds)
{
	struct reader r = {
		.mem = mem, .file = file, .text = text, .first_line = first_line ? first_line : 1, .ds = ds
	};
	*out = empty_map(&r);
	if (sv_starts(r.text, "\xef\xbb\xbf")) r.text = sv_sub(r.text, 3, r.text.n - 3);
	if (!acceptable_bytes(&r)) return -1;
	if (!yaml_parser_initialize(&r.parser)) xnomem();
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)r.text.p, r.text.n);
	const struct yaml *root = read_document(&r);
	if (r.have_event) yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	if (root) *out = root;
	return root && !r.bad ? 0 : -1;
}

int yaml_file(const struct yaml **out, struct arena *mem, const char *path, const char *name, struct diags *ds)
{
	struct str text = STR_INIT, err = STR_INIT;
	int result = -1;
	if (fs_read(&text, path, MAX_BYTES, &err)) {
		struct reader r = { .mem = mem, .file = name, .first_line = 1 };
		*out = empty_map(&r);
		diags_error(ds, "B201", ((struct place){ name, 0, 0 }), NULL, "%s", err.ptr);
	} else {
		diags_source(ds, name, sv_of(&text), false);
		result = yaml_parse(out, mem, name, sv_of(&text), 1, ds);
	}
	str_dispose(&text);
	str_dispose(&err);
	return result;
}
