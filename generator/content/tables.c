/* tables.c: CommonMark has no tables, the society's documents do. Pipe tables are found in the source lines of what
 * cmark took for a paragraph (its text has lost its backslashes by then); ```csv blocks are read by the reader that
 * reads the exports. */
#include "content/markdown.h"
#include "base/html.h"
#include "content/lint.h"
#include "input/csvin.h"

enum align { ALIGN_NONE, ALIGN_CENTER, ALIGN_RIGHT };

#define MAX_COLUMNS 64

/* ---- lines of a paragraph */

/* A line of the paragraph without the marks of the quotes and lists around it. */
static struct sv paragraph_line(const struct markdown *md, cmark_node *paragraph, int line)
{
	struct sv v = markdown_line(md, (unsigned)line);
	int first = cmark_node_get_start_line(paragraph), col = cmark_node_get_start_column(paragraph);
	if (line == first && col > 1) return sv_trim(sv_sub(v, (size_t)col - 1, v.n));
	bool quoted = false;
	for (cmark_node *n = cmark_node_parent(paragraph); n; n = cmark_node_parent(n))
		quoted |= cmark_node_get_type(n) == CMARK_NODE_BLOCK_QUOTE;
	v = sv_trim(v);
	while (quoted && sv_starts(v, ">")) v = sv_trim(sv_sub(v, 1, v.n));
	return v;
}

/* Takes the next cell off *rest, without its blanks; "\|" does not end a cell. */
static bool next_cell(struct sv *rest, struct sv *cell)
{
	if (!rest->n) return false;
	size_t i = 0;
	while (i < rest->n && rest->p[i] != '|') i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	*cell = sv_trim(sv_sub(*rest, 0, i));
	*rest = sv_sub(*rest, i + 1, rest->n);
	return true;
}

static struct sv row_content(struct sv line)
{
	line = sv_trim(line);
	if (sv_starts(line, "|")) line = sv_sub(line, 1, line.n);
	return line;
}

static size_t count_cells(struct sv line)
{
	struct sv rest = row_content(line), cell;
	size_t n = 0;
	while (next_cell(&rest, &cell)) n++;
	return n;
}

/* "|---|:-:|--:|" → its columns, 0 if it is not such a line. */
static size_t delimiter_row(struct sv line, enum align *align)
{
	struct sv rest = row_content(line), cell;
	size_t n = 0;
	if (sv_find(line, SV_LIT("|")) == SIZE_MAX) return 0;
	while (next_cell(&rest, &cell)) {
		bool left = sv_starts(cell, ":"), right = cell.n > 1 && sv_ends(cell, ":");
		struct sv dashes = sv_sub(cell, left, cell.n - (size_t)left - (size_t)right);
		if (!dashes.n || n == MAX_COLUMNS) return 0;
		for (size_t i = 0; i < dashes.n; i++)
			if (dashes.p[i] != '-') return 0;
		align[n++] = left && right ? ALIGN_CENTER : right ? ALIGN_RIGHT : ALIGN_NONE;
	}
	return n;
}

bool tables_is_pipe(const struct markdown *md, cmark_node *paragraph)
{
	enum align align[MAX_COLUMNS];
	int first = cmark_node_get_start_line(paragraph), last = cmark_node_get_end_line(paragraph);
	for (int line = first + 1; line <= last; line++) {
		struct sv v = markdown_line(md, (unsigned)line);
		/* Almost every line of prose ends here. */
		if (!v.n || !strchr("-:|> \t", *v.p)) continue;
		size_t n = delimiter_row(paragraph_line(md, paragraph, line), align);
		if (!n) continue;
		if (line == first + 1 && count_cells(paragraph_line(md, paragraph, first)) == n) return true;
		struct place at = markdown_line_place(md, (unsigned)line, 1);
		if (line == first + 1)
			diags_warn(md->ds, "C020", at, "give the line of hyphens as many columns as the line above it",
				"this is not a table, because its first two lines have different numbers of columns");
		else
			diags_warn(md->ds, "C021", at, "put an empty line before the table",
				"this is not a table, because text stands right above it");
		return false;
	}
	return false;
}

struct sv tables_row(const struct markdown *md, cmark_node *paragraph, int line)
{
	return row_content(paragraph_line(md, paragraph, line));
}

bool tables_cell(struct sv *rest, struct sv *cell)
{
	return next_cell(rest, cell);
}

/* ---- writing */

static void open_table(struct writer *w, cmark_node *node, struct sv caption)
{
	bool out = w->md->numbered && cmark_node_parent(node) == w->md->root && !w->clause_open;
	str_printf(&w->html, "<div class=\"scroll%s\" role=\"region\" aria-label=\"Table %u: ", out ? " in" : "",
		++w->tables);
	caption = typography_text(w->md->mem, w->signs, caption);
	html_attr(&w->html, caption.n ? caption : typography_text(w->md->mem, w->signs, w->heading));
	str_puts(&w->html, "\" tabindex=\"0\"><table>\n");
	if (!caption.n) return;
	str_puts(&w->html, "<caption>");
	html_text(&w->html, caption);
	str_puts(&w->html, "</caption>\n");
}

static void close_table(struct writer *w, size_t rows)
{
	str_puts(&w->html, rows > 1 ? "</tbody></table></div>\n" : "</table></div>\n");
}

static void open_cell(struct writer *w, bool head, enum align align)
{
	static const char *const css[] = { ">", " class=\"center\">", " class=\"right\">" };
	render_begin(w);
	str_puts(&w->html, head ? "<th scope=\"col\"" : "<td");
	str_puts(&w->html, css[align]);
}

static void close_cell(struct writer *w, bool head)
{
	str_puts(&w->html, head ? "</th>" : "</td>");
}

bool tables_has_markup(struct sv cell)
{
	static const bool mark[256] = { ['\\'] = true,
		['`'] = true,
		['*'] = true,
		['_'] = true,
		['['] = true,
		[']'] = true,
		['<'] = true,
		['>'] = true,
		['!'] = true,
		['&'] = true,
		['\0'] = true };
	for (size_t i = 0; i < cell.n; i++)
		if (mark[(unsigned char)cell.p[i]]) return true;
	return false;
}

/* A cell's inline Markdown. A word in front makes it a paragraph whatever it begins with; that word is cut off again.
 */
static void put_cell(struct writer *w, cmark_node *paragraph, struct sv cell)
{
	struct str text = STR_INIT;
	if (!tables_has_markup(cell)) {
		render_text(w, paragraph, cell);
		return;
	}
	str_puts(&text, "x ");
	for (size_t i = 0; i < cell.n; i++)
		if (!(cell.p[i] == '\\' && i + 1 < cell.n && cell.p[i + 1] == '|')) str_putc(&text, cell.p[i]);
	cmark_node *tree = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
	cmark_node *block = tree ? cmark_node_first_child(tree) : NULL,
		   *first = block ? cmark_node_first_child(block) : NULL;
	if (first && cmark_node_get_type(first) == CMARK_NODE_TEXT) {
		cmark_consolidate_text_nodes(block);
		first = cmark_node_first_child(block);
		char *rest = xstrdup(cmark_node_get_literal(first) + 2);
		cmark_node_set_literal(first, rest);
		free(rest);
		w->block = paragraph;
		render_inlines(w, block);
		w->block = NULL;
	}
	if (tree) cmark_node_free(tree);
	str_dispose(&text);
}

static void check_row(struct writer *w, unsigned line, size_t cells, size_t columns)
{
	struct place at = markdown_line_place(w->md, line, 1);
	if (cells > columns)
		diags_error(w->md->ds, "C020", at, "write \\| for a | that belongs to the text",
			"this row has %zu cells, but the table %zu columns", cells, columns);
	else if (cells < columns)
		diags_warn(w->md->ds, "C020", at, "end each cell with |, also an empty one",
			"this row has only %zu of %zu cells", cells, columns);
}

struct pipe_table {
	enum align align[MAX_COLUMNS];
	size_t columns;
	struct lint_table lint;
};

static void put_pipe_row(struct writer *w, cmark_node *paragraph, int line, struct pipe_table *t, bool head)
{
	struct place at = markdown_line_place(w->md, (unsigned)line, 1);
	struct sv source = paragraph_line(w->md, paragraph, line), rest = row_content(source), cell;
	if (!head) check_row(w, (unsigned)line, count_cells(source), t->columns);
	str_puts(&w->html, "<tr>");
	for (size_t i = 0; i < t->columns; i++) {
		bool any = next_cell(&rest, &cell);
		bool th = head && any && cell.n > 0; /* an empty corner is no heading */
		open_cell(w, th, t->align[i]);
		w->no_terms = head;
		if (any) put_cell(w, paragraph, cell);
		w->no_terms = false;
		lint_cell(&t->lint, w->md, head, any ? cell : sv(""), at);
		close_cell(w, th);
	}
	if (head) lint_head_done(&t->lint, w->md, at);
	str_puts(&w->html, "</tr>\n");
}

void tables_pipe(struct writer *w, cmark_node *paragraph)
{
	struct pipe_table t = { .columns = 0 };
	int first = cmark_node_get_start_line(paragraph), last = cmark_node_get_end_line(paragraph);
	t.columns = delimiter_row(paragraph_line(w->md, paragraph, first + 1), t.align);
	open_table(w, paragraph, sv(""));
	str_puts(&w->html, "<thead>");
	put_pipe_row(w, paragraph, first, &t, true);
	str_puts(&w->html, last > first + 1 ? "</thead><tbody>\n" : "</thead>");
	for (int line = first + 2; line <= last; line++) put_pipe_row(w, paragraph, line, &t, false);
	close_table(w, (size_t)(last - first));
}

/* ---- CSV */

struct csv_table {
	struct writer *w;
	cmark_node *code;
	size_t columns, rows;
	struct sv wanted; /* names of the columns to show, parted by |; p NULL: all */
	size_t *pick;     /* of what is shown */
	size_t shown;
	struct lint_table lint;
};

bool tables_is_csv(cmark_node *code)
{
	struct sv info = sv(cmark_node_get_fence_info(code)), word;
	sv_split(&info, ' ', &word);
	return sv_is(word, "csv");
}

/* Which columns are shown, by the names behind the caption. */
static void pick_columns(struct csv_table *t, const struct csvin_row *head)
{
	struct sv name;
	t->columns = head->n;
	t->pick = ARENA_ARRAY(t->w->md->mem, size_t, head->n + t->wanted.n + 1);
	const char **names = ARENA_ARRAY(t->w->md->mem, const char *, head->n);
	for (size_t i = 0; i < head->n; i++) {
		names[i] = arena_strdup(t->w->md->mem, sv_trim(head->cell[i]));
		if (!t->wanted.p) t->pick[t->shown++] = i;
	}
	while (t->wanted.p && sv_split(&t->wanted, '|', &name)) {
		size_t i = 0;
		name = sv_trim(name);
		while (i < head->n && !sv_ieq_ascii(sv(names[i]), name)) i++;
		if (i < head->n) {
			t->pick[t->shown++] = i;
			continue;
		}
		const char *near = diags_near(name, names, head->n);
		diags_error(t->w->md->ds, "C124", markdown_place(t->w->md, t->code),
			near ? diags_text(t->w->md->ds, "did you mean \"%s\"?", near)
			     : "write it as in the first row of the table",
			"the table has no column \"%.*s\"", SV_ARG(name));
	}
}

static int put_csv_row(void *ctx, const struct csvin_row *row)
{
	struct csv_table *t = ctx;
	bool head = t->rows == 0;
	if (row->n == 0 || (row->n == 1 && !row->cell[0].n)) return 0;
	if (head)
		pick_columns(t, row);
	else if (row->n != t->columns)
		diags_error(t->w->md->ds, "C022", row->at[0], "put a cell that holds a comma into double quotes",
			"this row has %zu cells, but the first row %zu", row->n, t->columns);
	if (t->rows == 1) str_puts(&t->w->html, "<tbody>\n");
	str_puts(&t->w->html, head ? "<thead><tr>" : "<tr>");
	for (size_t k = 0; k < t->shown; k++) {
		size_t i = t->pick[k];
		bool there = i < row->n, th = head && row->cell[i].n > 0;
		open_cell(t->w, th, ALIGN_NONE);
		t->w->no_terms = head;
		if (there) render_text(t->w, t->code, row->cell[i]);
		t->w->no_terms = false;
		if (there) lint_cell(&t->lint, t->w->md, head, row->cell[i], row->at[i]);
		close_cell(t->w, th);
	}
	if (head) lint_head_done(&t->lint, t->w->md, row->at[0]);
	str_puts(&t->w->html, head ? "</tr></thead>" : "</tr>\n");
	t->rows++;
	return 0;
}

/* A table kept in a file comes from a spreadsheet, which may have parted its cells in another way. */
static char delimiter_of(struct place at)
{
	return sv_ends(sv(at.file), ".csv") ? 0 : ',';
}

void tables_csv(struct writer *w, cmark_node *code)
{
	/* The line below the fence. */
	struct place first = markdown_line_place(w->md, (unsigned)cmark_node_get_start_line(code) + 1, 1);
	const struct csvin_options options = { .encoding = "utf-8", .delimiter = delimiter_of(first) };
	struct csv_table t = { .w = w, .code = code };
	struct csvin_dialect dialect;
	struct sv wanted = sv(cmark_node_get_fence_info(code)), caption;
	sv_split(&wanted, ' ', &caption); /* "csv" */
	caption = sv("");
	if (wanted.p && sv_split(&wanted, '|', &caption)) t.wanted = wanted;
	open_table(w, code, sv_trim(caption));
	csvin_text(sv(cmark_node_get_literal(code)), first.file, first.line, &options, &dialect, put_csv_row, &t,
		w->md->ds);
	if (t.rows == 0)
		diags_error(w->md->ds, "C022", markdown_place(w->md, code),
			"write a first row with the names of the columns", "this table is empty");
	close_table(w, t.rows);
}
