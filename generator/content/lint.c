/* lint.c: goes once over a parsed text and hands each node to the rules about it; the rules about headings, whose
 * order is the matter, are here. */
#include "content/lint.h"
#include "base/utf8.h"
#include "content/paste.h"

struct linting {
	const struct build *b;
	struct markdown *md;
	cmark_node *heading; /* the last one on top */
	unsigned level;      /* of it; 1 = the title of the page */
	bool filled;         /* something stands below it */
	unsigned above[7];   /* lines of the headings around, by level; 0 = none */
	struct map titles;   /* "line of the one above, level, title" → line */
	struct lint_numbers numbers;
	unsigned missing; /* pictures */
};

static unsigned heading_level(cmark_node *heading)
{
	int level = cmark_node_get_heading_level(heading);
	return level < 2 ? 2 : (unsigned)level;
}

static void check_filled(struct linting *l, unsigned next_level)
{
	if (!l->heading || l->filled || (next_level > l->level)) return;
	struct sv title = markdown_note(l->heading)->title;
	diags_warn(l->md->ds, "C125", markdown_place(l->md, l->heading),
		"write the section, say \"None\" or \"Not applicable\", or take the heading out",
		"nothing stands below the heading \"%.*s\"", SV_ARG(title));
}

static void check_level(struct linting *l, cmark_node *heading, unsigned level)
{
	if (level <= l->level + 1) return;
	char want[8] = "#######";
	want[l->level + 1] = '\0';
	diags_warn(l->md->ds, "C126", markdown_place(l->md, heading), diags_text(l->md->ds, "begin it with %s", want),
		l->heading ? "this heading skips a level below the one before it"
			   : "the first heading of a text begins with ##, since the title is above it");
}

static void check_title(struct linting *l, cmark_node *heading, unsigned level, struct sv title)
{
	struct str key = STR_INIT;
	uint64_t line = 0;
	struct place at = markdown_place(l->md, heading);
	if (!title.n) return;
	for (unsigned i = 2; i < level; i++) str_printf(&key, "%u ", l->above[i]);
	str_printf(&key, "%u ", level);
	utf8_fold(&key, title);
	if (map_get(&l->titles, sv_of(&key), &line))
		diags_warn(l->md->ds, "C127", at, "give them different words, or make one section of both",
			"this part has a heading \"%.*s\" already, on line %u", SV_ARG(title), (unsigned)line);
	else
		map_set(&l->titles, sv_of(&key), at.line);
	str_dispose(&key);
}

static void take_heading(struct linting *l, cmark_node *heading)
{
	const struct note *note = markdown_note(heading);
	unsigned level = heading_level(heading);
	if (!note) return;
	check_filled(l, level);
	check_level(l, heading, level);
	check_title(l, heading, level, note->title);
	if (!note->title.n)
		diags_warn(l->md->ds, "C125", markdown_place(l->md, heading), "write its words, or take it out",
			"this heading has no words");
	l->heading = heading;
	l->level = level;
	l->filled = false;
	l->above[level] = (unsigned)cmark_node_get_start_line(heading);
	for (unsigned i = level + 1; i < 7; i++) l->above[i] = 0;
}

static bool is_fenced(const struct markdown *md, cmark_node *code)
{
	struct sv line = markdown_line(md, (unsigned)cmark_node_get_start_line(code));
	int col = cmark_node_get_start_column(code);
	struct sv v = sv_sub(line, col > 1 ? (size_t)col - 1 : 0, line.n);
	return sv_starts(v, "```") || sv_starts(v, "~~~");
}

static void check_code(struct linting *l, cmark_node *code)
{
	if (is_fenced(l->md, code)) return;
	diags_warn(l->md->ds, "C139", markdown_place(l->md, code),
		"take out the tab or blanks at the beginning of the line; for code put ``` above and below it",
		"a line that begins with a tab or four blanks is shown as a computer would print it");
}

static bool is_on_top(const struct linting *l, cmark_node *node)
{
	return cmark_node_parent(node) == l->md->root;
}

static void take_block(struct linting *l, cmark_node *node, cmark_node_type type)
{
	const struct note *note = markdown_note(node);
	if (type == CMARK_NODE_HEADING && is_on_top(l, node)) {
		take_heading(l, node);
		return;
	}
	if (is_on_top(l, node)) l->filled = true;
	if (type == CMARK_NODE_CODE_BLOCK) check_code(l, node);
	if (type == CMARK_NODE_LIST && !note) lint_list(l->md, node);
	if (note && note->kind == NOTE_CLAUSE) lint_clause(&l->numbers, l->md, node, note);
	if (type == CMARK_NODE_PARAGRAPH) lint_paragraph(&l->numbers, l->md, node);
}

static void take_node(struct linting *l, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type <= CMARK_NODE_LAST_BLOCK)
		take_block(l, node, type);
	else if (type == CMARK_NODE_TEXT)
		lint_words(l->md, node);
	else if (type == CMARK_NODE_LINK)
		lint_link(l->md, node);
	else if (type == CMARK_NODE_IMAGE)
		lint_picture(l->b, l->md, node, &l->missing);
}

void lint_text(const struct build *b, struct source *s)
{
	struct linting l = { .b = b, .md = s->md, .level = 1, .titles = MAP_INIT };
	if (s->md->quiet) return;
	cmark_iter *it = cmark_iter_new(s->md->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		if (event != CMARK_EVENT_ENTER || node == s->md->root) continue;
		take_node(&l, node);
		/* What is in a picture's words is never shown as itself. */
		if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) cmark_iter_reset(it, node, CMARK_EVENT_EXIT);
	}
	check_filled(&l, 1);
	cmark_iter_free(it);
	map_dispose(&l.titles);
}

/* ---- the head, and the text as written */

static void check_lines(const struct source *s, struct diags *ds)
{
	struct sv rest = s->front.body, line;
	unsigned n = 0;
	while (sv_split(&rest, '\n', &line)) {
		const struct line_run *run = lines_run(&s->lines, ++n);
		struct place at = { s->doc->file, s->front.body_line + n - 1, 1 };
		if (run) at = (struct place){ run->file, run->line + n - run->first, 1 };
		/* A table's blanks are its own; a text's come from the line that includes it. */
		paste_check_line(run ? sv_sub(line, run->indent, line.n) : line, at, ds);
	}
}

static bool has_words(struct sv body)
{
	struct sv line;
	while (sv_split(&body, '\n', &line)) {
		line = sv_trim(line);
		if (line.n && !(sv_starts(line, "<!--") && sv_ends(line, "-->"))) return true;
	}
	return false;
}

static void check_answer(const struct source *s, struct diags *ds)
{
	static const char *const missing[] = { [DOC_FAQ] = "this question has no answer",
		[DOC_DEFINITION] = "this word is not explained",
		[DOC_GUIDANCE] = "this guidance has no text",
		[DOC_TOOL] = "this tool has no text",
		[DOC_SOP] = "this SOP has no text" };
	if (s->doc->kind == DOC_PAGE || has_words(s->front.body)) return; /* pages may be made by the program */
	diags_warn(ds, "C133", s->doc->at, "write it below the second line ---, or add draft: yes until it is written",
		"%s", missing[s->doc->kind]);
}

static struct place place_of(const struct source *s, const char *key)
{
	const struct yaml *v = yaml_get(s->front.map, key);
	return v ? v->at : s->doc->at;
}

static void check_dates(const struct build *b, const struct source *s)
{
	const struct document *d = s->doc;
	date_t today = b->run->as_of;
	if (d->kind == DOC_SOP) return; /* see controlled.c */
	if (d->updated != DATE_NONE && d->updated > today)
		diags_warn(b->ds, "C134", place_of(s, "updated"), "correct the date, or leave it until that day",
			"updated lies in the future");
}

void lint_source(const struct build *b, const struct source *s)
{
	enum doc_status status = s->doc->status;
	if (status == STATUS_SUPERSEDED || status == STATUS_RETIRED) return;
	paste_check_head(s->front.map, b->ds);
	check_lines(s, b->ds);
	if (s->unsound) return; /* first its head, then what is missing below it */
	check_answer(s, b->ds);
	check_dates(b, s);
}
