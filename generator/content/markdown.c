/* markdown.c: owns the cmark tree of one document and answers where in the file something stands. cmark's places of
 * inlines are hints only, so text is looked up again in the source lines of its block. */
#include "content/markdown.h"
#include "base/utf8.h"
#include "content/paste.h"

#define MAX_PLACES 1000 /* of one text; beyond, a column may be off by what was dropped before it */

static void index_lines(struct markdown *md)
{
	size_t at = 0;
	vec_reserve(&md->line_at, md->body.n / 32 + 8);
	while (at < md->body.n) {
		vec_push(&md->line_at, at);
		const char *nl = memchr(md->body.p + at, '\n', md->body.n - at);
		if (!nl) break;
		at = (size_t)(nl - md->body.p) + 1;
	}
}

struct sv markdown_line(const struct markdown *md, unsigned line)
{
	if (!line || line > md->line_at.n) return sv("");
	size_t from = md->line_at.at[line - 1];
	size_t to = line < md->line_at.n ? md->line_at.at[line] : md->body.n;
	while (to > from && (md->body.p[to - 1] == '\n' || md->body.p[to - 1] == '\r')) to--;
	return sv_n(md->body.p + from, to - from);
}

struct place markdown_line_place(const struct markdown *md, unsigned line, unsigned col)
{
	const struct line_run *run = lines_run(md->lines, line);
	if (!run) return (struct place){ md->file, md->first_line + (line ? line - 1 : 0), col };
	return (struct place){ run->file, run->line + line - run->first, col > run->indent ? col - run->indent : 1 };
}

unsigned markdown_body_line(const struct markdown *md, struct place at)
{
	const struct line_run *run = lines_run_at(md->lines, at);
	if (run) return run->first + at.line - run->line;
	return !md->lines->run.n && at.line >= md->first_line ? at.line - md->first_line + 1 : 0;
}

/* The line as it stands in the file. */
static struct sv written_line(struct markdown *md, unsigned line)
{
	struct sv rest = md->written, v;
	if (!md->written_at.n)
		while (sv_split(&rest, '\n', &v)) vec_push(&md->written_at, (size_t)(v.p - md->written.p));
	if (!line || line > md->written_at.n) return sv("");
	size_t from = md->written_at.at[line - 1];
	size_t to = line < md->written_at.n ? md->written_at.at[line] : md->written.n;
	return sv_n(md->written.p + from, to - from);
}

static cmark_node *block_of(cmark_node *node)
{
	while (node && cmark_node_get_type(node) >= CMARK_NODE_FIRST_INLINE) node = cmark_node_parent(node);
	return node;
}

struct place markdown_place(const struct markdown *md, cmark_node *node)
{
	cmark_node *block = block_of(node);
	int line = block ? cmark_node_get_start_line(block) : 0, col = block ? cmark_node_get_start_column(block) : 0;
	return markdown_line_place(md, line > 0 ? (unsigned)line : 1, col > 0 ? (unsigned)col : 1);
}

/* A text of a megabyte can name ten thousand things that stand elsewhere; then the block's place has to do. */
#define MISSED_MOST ((size_t)256 << 20)

static struct place place_of_offset(struct markdown *md, size_t offset)
{
	size_t low = 0, high = md->line_at.n;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;
		if (md->line_at.at[mid] <= offset)
			low = mid;
		else
			high = mid;
	}
	/* Problems are mostly told from left to right: a long line is counted once. */
	size_t from = md->line_at.at[low];
	bool further = md->counted_at > from && md->counted_at <= offset;
	if (further) from = md->counted_at;
	size_t col = utf8_length(sv_n(md->body.p + from, offset - from)) + (further ? md->counted : 0);
	md->counted_at = offset;
	md->counted = col;
	if (md->written.p != md->body.p && md->places++ < MAX_PLACES)
		col = paste_written(written_line(md, (unsigned)low + 1), col);
	return markdown_line_place(md, (unsigned)low + 1, (unsigned)col + 1);
}

struct place markdown_find(struct markdown *md, cmark_node *node, struct sv needle)
{
	cmark_node *block = block_of(node);
	int first = block ? cmark_node_get_start_line(block) : 0, last = block ? cmark_node_get_end_line(block) : 0;
	if (first < 1 || (size_t)first > md->line_at.n || !needle.n || md->missed > MISSED_MOST)
		return markdown_place(md, node);
	size_t start = md->line_at.at[first - 1];
	size_t end = last >= first && (size_t)last < md->line_at.n ? md->line_at.at[last] : md->body.n;
	size_t from = block == md->last_block ? md->last_at : start;
	size_t found = sv_find(sv_n(md->body.p + from, end - from), needle);
	if (found == SIZE_MAX) md->missed += end - from;
	if (found == SIZE_MAX && from != start) {
		from = start;
		found = sv_find(sv_n(md->body.p + from, end - from), needle);
	}
	if (found == SIZE_MAX) {
		md->missed += end - from;
		return markdown_place(md, node);
	}
	md->last_block = block;
	md->last_at = from + found + needle.n;
	return place_of_offset(md, from + found);
}

struct place spot_place(const struct spot *s)
{
	return s->md ? markdown_find(s->md, s->node, s->needle) : s->at;
}

struct sv markdown_text(struct arena *mem, cmark_node *node)
{
	struct str raw = STR_INIT, clean = STR_INIT;
	cmark_iter *it = cmark_iter_new(node);
	cmark_event_type event;
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);
		cmark_node_type type = cmark_node_get_type(n);
		if (event != CMARK_EVENT_ENTER) continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) str_puts(&raw, cmark_node_get_literal(n));
		if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) str_putc(&raw, ' ');
	}
	cmark_iter_free(it);
	utf8_squeeze(&clean, sv_of(&raw));
	struct sv out = arena_sv(mem, sv_of(&clean));
	str_dispose(&raw);
	str_dispose(&clean);
	return out;
}

struct note *markdown_note(cmark_node *node)
{
	return node ? cmark_node_get_user_data(node) : NULL;
}

static struct markdown *parse(struct arena *mem, const struct source *s, struct diags *ds)
{
	struct markdown *md = xcalloc(1, sizeof *md);
	md->file = s->doc->file;
	md->kind = s->doc->kind;
	md->doc_id = s->doc->id;
	md->written = s->front.body;
	md->body = paste_clean(mem, s->front.body);
	md->lines = &s->lines;
	md->first_line = s->front.body_line;
	md->mem = mem;
	md->ds = ds;
	index_lines(md);
	md->root = cmark_parse_document(md->body.p, md->body.n, CMARK_OPT_DEFAULT);
	cmark_consolidate_text_nodes(md->root);
	return md;
}

struct markdown *markdown_parse(struct arena *mem, const struct source *s, bool quiet, struct diags *ds)
{
	struct markdown *md = parse(mem, s, ds);
	md->quiet = quiet;
	anchors_outline(md);
	return md;
}

struct markdown *markdown_parse_plain(struct arena *mem, struct sv text, struct diags *ds)
{
	struct document doc = { .kind = DOC_PAGE, .file = "plain.md", .id = "plain" };
	struct source s = { .doc = &doc, .front = { .body = text, .body_line = 1 } };
	struct markdown *md = parse(mem, &s, ds);
	md->plain = true;
	return md;
}

void markdown_free(struct markdown *md)
{
	if (!md) return;
	if (md->root) cmark_node_free(md->root);
	vec_dispose(&md->toc);
	vec_dispose(&md->clauses);
	vec_dispose(&md->line_at);
	vec_dispose(&md->written_at);
	map_dispose(&md->ids);
	free(md);
}
