/* mapping_edit.c exists because mappings carry their committee's comments and order: they are repaired where the fault is, and every
 * other byte stays. It knows just enough of YAML's outside to find where a node that was parsed begins and ends. */
#include "records/mapping_edit.h"
#include <stdint.h>
#include "base/utf8.h"
#include "records/survey.h"
#include "records/words.h"

enum { LINE_MAX_BYTES = 110 };

void edits_begin(struct edits *e, struct arena *mem, struct sv text, const struct yaml *root)
{
	*e = (struct edits){ .mem = mem, .text = text, .root = root };
}

void edits_dispose(struct edits *e)
{
	vec_dispose(&e->v);
}

static int by_place(const void *pa, const void *pb)
{
	const struct edit *a = pa, *b = pb;
	if (a->at != b->at) return a->at < b->at ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

void edits_apply(const struct edits *e, struct str *out)
{
	size_t done = 0;
	str_clear(out);
	if (e->v.n) qsort(e->v.at, e->v.n, sizeof *e->v.at, by_place);
	for (size_t i = 0; i < e->v.n; i++) {
		const struct edit *x = &e->v.at[i];
		if (x->at < done) continue; /* within what is gone already */
		str_sv(out, sv_sub(e->text, done, x->at - done));
		str_sv(out, x->insert);
		done = x->at + x->remove;
	}
	str_sv(out, sv_sub(e->text, done, e->text.n));
}

static void add(struct edits *e, size_t at, size_t remove, struct str *insert)
{
	struct edit x = { at, remove, e->v.n, arena_sv(e->mem, sv_of(insert)) };
	vec_push(&e->v, x);
	str_dispose(insert);
}

/* Where things stand. */

/* Byte offset of a place; columns count characters. A mark of the byte order is no part of the first line. */
static size_t offset_of(const struct edits *e, struct place at)
{
	size_t i = sv_starts(e->text, "\xef\xbb\xbf") ? 3 : 0;
	for (unsigned line = 1; line < at.line && i < e->text.n; i++) line += e->text.p[i] == '\n';
	for (unsigned col = 1; col < at.col && i < e->text.n && e->text.p[i] != '\n'; col++) utf8_next(e->text, &i);
	return i;
}

static char byte_at(const struct edits *e, size_t i)
{
	return i < e->text.n ? e->text.p[i] : '\0';
}

/* Behind the closing quote of a text that begins at i; SIZE_MAX if it does not end. */
static size_t quoted_end(const struct edits *e, size_t i)
{
	char quote = byte_at(e, i++);
	for (; i < e->text.n; i++) {
		if (quote == '"' && e->text.p[i] == '\\') {
			i++;
		} else if (e->text.p[i] == quote) {
			if (quote == '"' || byte_at(e, i + 1) != '\'') return i + 1;
			i++;
		}
	}
	return SIZE_MAX;
}

static size_t scalar_end(const struct edits *e, const struct yaml *y)
{
	size_t at = offset_of(e, y->at);
	char c = byte_at(e, at);
	if (y->quoted) return c == '"' || c == '\'' ? quoted_end(e, at) : SIZE_MAX;
	/* A plain text over several lines is not to be found by its value. */
	return sv_eq(sv_sub(e->text, at, y->text.n), y->text) ? at + y->text.n : SIZE_MAX;
}

/* Behind the bracket that closes the one at i. */
static size_t bracket_end(const struct edits *e, size_t i)
{
	size_t depth = 0;
	while (i < e->text.n) {
		char c = e->text.p[i], before = i ? e->text.p[i - 1] : ' ';
		bool opens_text = strchr("[{,: \n", before) != NULL;
		if ((c == '"' || c == '\'') && opens_text) {
			if ((i = quoted_end(e, i)) == SIZE_MAX) return SIZE_MAX;
			continue;
		}
		if (c == '#' && (before == ' ' || before == '\n' || before == '\t'))
			while (i < e->text.n && e->text.p[i] != '\n') i++;
		depth += c == '[' || c == '{';
		if ((c == ']' || c == '}') && --depth == 0) return i + 1;
		i++;
	}
	return SIZE_MAX;
}

static bool in_brackets(const struct edits *e, const struct yaml *y)
{
	char c = byte_at(e, offset_of(e, y->at));
	return y->kind != YAML_SCALAR && (c == '{' || c == '[');
}

static size_t node_end(const struct edits *e, const struct yaml *y)
{
	for (;;) {
		if (y->kind == YAML_SCALAR) return scalar_end(e, y);
		if (in_brackets(e, y)) return bracket_end(e, offset_of(e, y->at));
		if (y->kind == YAML_MAP ? y->npairs == 0 : y->nitems == 0) return SIZE_MAX;
		y = y->kind == YAML_MAP ? y->pair[y->npairs - 1].value : y->item[y->nitems - 1];
	}
}

static const char *line_break(const struct edits *e)
{
	return sv_find(e->text, sv("\r\n")) == SIZE_MAX ? "\n" : "\r\n";
}

/* The end of the line in which i stands, before its break. */
static size_t line_end(const struct edits *e, size_t i)
{
	while (i < e->text.n && e->text.p[i] != '\n') i++;
	return i && i < e->text.n && e->text.p[i - 1] == '\r' ? i - 1 : i;
}

static size_t line_start(const struct edits *e, size_t i)
{
	while (i && e->text.p[i - 1] != '\n') i--;
	return i;
}

static void put_blanks(struct str *out, size_t n)
{
	while (n--) str_putc(out, ' ');
}

/* Changes. */

static int add_line_at_end(struct edits *e, const char *key, struct sv text)
{
	struct str line = STR_INIT;
	if (e->text.n && e->text.p[e->text.n - 1] != '\n') str_puts(&line, line_break(e));
	str_printf(&line, "%s: [", key);
	mapping_edit_quote(&line, text);
	str_printf(&line, "]%s", line_break(e));
	add(e, e->text.n, 0, &line);
	return 0;
}

/* As the texts beside it are written: field names stand without quotes in a policy. */
static void put_like(struct str *out, const struct yaml *list, struct sv text)
{
	bool plain = list->nitems && !list->item[0]->quoted;
	for (size_t i = 0; i < text.n; i++) plain &= (text.p[i] >= 'a' && text.p[i] <= 'z') || text.p[i] == '_';
	if (plain)
		str_sv(out, text);
	else
		mapping_edit_quote(out, text);
}

static int add_to_brackets(struct edits *e, const struct yaml *list, struct sv text)
{
	struct str s = STR_INIT;
	size_t open = offset_of(e, list->at), at = open + 1;
	if (list->nitems) {
		at = node_end(e, list->item[list->nitems - 1]);
		if (at == SIZE_MAX) return -1;
		str_puts(&s, ",");
		if (at - line_start(e, at) + text.n > LINE_MAX_BYTES) {
			str_puts(&s, line_break(e));
			put_blanks(&s, list->at.col);
		} else {
			str_putc(&s, ' ');
		}
	}
	put_like(&s, list, text);
	add(e, at, 0, &s);
	return 0;
}

static int add_to_lines(struct edits *e, const struct yaml *list, struct sv text)
{
	size_t end = node_end(e, list);
	if (end == SIZE_MAX || list->nitems == 0) return -1;
	size_t last = line_start(e, offset_of(e, list->item[list->nitems - 1]->at)), dash = last;
	while (byte_at(e, dash) == ' ') dash++;
	if (byte_at(e, dash) != '-') return -1;
	struct str s = STR_INIT;
	str_puts(&s, line_break(e));
	put_blanks(&s, dash - last);
	str_puts(&s, "- ");
	put_like(&s, list, text);
	add(e, line_end(e, end), 0, &s);
	return 0;
}

/* The node's own words, in quotes whatever they were in. */
static void put_original(struct str *out, const struct yaml *y)
{
	mapping_edit_quote(out, y->text);
}

int edits_add_to_list(struct edits *e, const struct yaml *owner, const char *key, struct sv text)
{
	const struct yaml *y = yaml_get(owner, key);
	struct str s = STR_INIT;
	if (!y && owner == e->root) return add_line_at_end(e, key, text);
	if (!y) {
		str_putc(&s, '[');
		mapping_edit_quote(&s, text);
		str_putc(&s, ']');
		int result = edits_add_pair(e, owner, sv(key), s.ptr);
		str_dispose(&s);
		return result;
	}
	if (y->kind == YAML_MAP) return -1;
	if (y->kind == YAML_LIST) return in_brackets(e, y) ? add_to_brackets(e, y, text) : add_to_lines(e, y, text);
	size_t at = offset_of(e, y->at), end = scalar_end(e, y);
	if (end == SIZE_MAX) return -1;
	str_putc(&s, '[');
	put_original(&s, y);
	str_puts(&s, ", ");
	mapping_edit_quote(&s, text);
	str_putc(&s, ']');
	add(e, at, end - at, &s);
	return 0;
}

int edits_put_before(struct edits *e, const struct yaml *node, struct sv text)
{
	struct str s = STR_INIT;
	size_t at = offset_of(e, node->at);
	if (node->kind == YAML_MAP || (node->kind == YAML_LIST && (!in_brackets(e, node) || node->nitems == 0)))
		return -1;
	if (node->kind == YAML_LIST) {
		mapping_edit_quote(&s, text);
		str_puts(&s, ", ");
		add(e, offset_of(e, node->item[0]->at), 0, &s);
		return 0;
	}
	size_t end = scalar_end(e, node);
	if (end == SIZE_MAX) return -1;
	str_putc(&s, '[');
	mapping_edit_quote(&s, text);
	str_puts(&s, ", ");
	put_original(&s, node);
	str_putc(&s, ']');
	add(e, at, end - at, &s);
	return 0;
}

int edits_rename_plain(struct edits *e, const struct yaml *node, struct sv text)
{
	size_t at = offset_of(e, node->at), end = node->kind == YAML_SCALAR ? scalar_end(e, node) : SIZE_MAX;
	if (end == SIZE_MAX) return -1;
	struct str s = STR_INIT;
	str_puts(&s, "{column: [");
	mapping_edit_quote(&s, text);
	str_puts(&s, ", ");
	put_original(&s, node);
	str_puts(&s, "]}");
	add(e, at, end - at, &s);
	return 0;
}

int edits_extend_plain(struct edits *e, const struct yaml *node, const char *rest)
{
	size_t at = offset_of(e, node->at), end = node->kind == YAML_SCALAR ? scalar_end(e, node) : SIZE_MAX;
	if (end == SIZE_MAX) return -1;
	struct str s = STR_INIT;
	str_puts(&s, "{column: ");
	put_original(&s, node);
	str_printf(&s, "%s}", rest);
	add(e, at, end - at, &s);
	return 0;
}

static void put_key(struct str *out, struct sv key)
{
	bool plain = key.n > 0;
	for (size_t i = 0; i < key.n; i++)
		plain &= (key.p[i] >= 'a' && key.p[i] <= 'z') || key.p[i] == '_' ||
			 (i && key.p[i] >= '0' && key.p[i] <= '9');
	if (plain || sv_is(key, "not listed"))
		str_sv(out, key);
	else
		mapping_edit_quote(out, key);
}

int edits_add_pair(struct edits *e, const struct yaml *map, struct sv key, const char *value)
{
	struct str s = STR_INIT;
	bool brackets = in_brackets(e, map);
	size_t at = offset_of(e, map->at) + 1;
	if (map->kind != YAML_MAP || (!brackets && map->npairs == 0)) return -1;
	if (map->npairs && (at = node_end(e, map->pair[map->npairs - 1].value)) == SIZE_MAX) return -1;
	if (brackets) {
		if (map->npairs) str_puts(&s, ", ");
	} else {
		at = line_end(e, at);
		str_puts(&s, line_break(e));
		put_blanks(&s, map->pair[0].at.col - 1);
	}
	put_key(&s, key);
	str_printf(&s, ": %s", value);
	add(e, at, 0, &s);
	return 0;
}
