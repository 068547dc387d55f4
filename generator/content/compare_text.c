/* compare_text.c: goes over a version's blocks once and notes for each clause what stands in it. The tree is made anew
 * from the text, because trees are large and only documents with several versions are compared. */
#include "content/compare_text.h"
#include "content/markdown.h"
#include "input/csvin.h"

struct list_level {
	bool ordered, own; /* own: a list of the text, not of clauses */
	int next;
};

struct walk {
	struct text *t;
	struct numbers *n;
	const struct source *s;
	struct markdown *md;
	VEC(struct list_level) lists;
	VEC(struct sv) quotes;    /* "", or the word of a callout */
	unsigned depth;           /* lists and quotes around */
	struct sv mark;           /* of the item that has just begun; "" once its first block is there */
	struct sv title, section; /* of the last heading */
	struct map keys;
};

void numbers_init(struct numbers *n)
{
	*n = (struct numbers){ ARENA_INIT, MAP_INIT, MAP_INIT, MAP_INIT, MAP_INIT, MAP_INIT, VEC_INIT, { 0 } };
}

void numbers_dispose(struct numbers *n)
{
	arena_dispose(&n->mem);
	map_dispose(&n->word);
	map_dispose(&n->look);
	map_dispose(&n->shape);
	map_dispose(&n->content);
	map_dispose(&n->key);
	vec_dispose(&n->looks);
}

static uint32_t number_of(struct map *map, struct sv bytes)
{
	uint64_t id = map->n;
	if (!map_add(map, bytes, id)) map_get(map, bytes, &id);
	return (uint32_t)id;
}

static void key_add(struct str *key, uint32_t value)
{
	str_append(key, &value, sizeof value);
}

/* ---- clauses and blocks */

/* A key that is used again gets its count behind it, so that the second 5.1.2 is compared with the second 5.1.2. */
static struct sv unique_key(struct walk *w, struct sv key)
{
	uint64_t n = 0;
	map_get(&w->keys, key, &n);
	map_set(&w->keys, key, n + 1);
	return n ? sv(arena_printf(&w->n->mem, "%.*s (%llu)", SV_ARG(key), (unsigned long long)n + 1)) : key;
}

static void begin_clause(struct walk *w, const struct note *note, bool heading)
{
	struct arena *mem = &w->n->mem;
	struct text_clause c = { .number = sv(""), .key = sv(""), .title = w->title, .section = w->section };
	if (note) {
		c.number = arena_sv(mem, note->number);
		c.anchor = note->id ? arena_strdup(mem, sv(note->id)) : NULL;
		c.key = c.number.n ? c.number : sv(arena_printf(mem, "#%s", note->id ? note->id : ""));
	}
	if (note && heading) {
		c.title = w->title = arena_sv(mem, note->title);
		c.section = w->section = c.number;
	}
	c.key = unique_key(w, c.key);
	c.key_id = number_of(&w->n->key, c.key);
	c.heading = heading;
	c.from = w->t->block.n;
	c.words_from = w->t->word.n;
	vec_push(&w->t->clause, c);
}

/* A block of the words that were appended since `from`. */
static void add_block(struct walk *w, const char *shape, struct sv mark, size_t from)
{
	struct text *t = w->t;
	struct str key = STR_INIT;
	struct text_block b = { .shape = sv(shape), .depth = w->depth, .from = from, .n = t->word.n - from };
	for (size_t i = 0; i < w->quotes.n; i++)
		if (w->quotes.at[i].n)
			b.shape = sv(arena_printf(&w->n->mem, "%.*s, %s", SV_ARG(w->quotes.at[i]), shape));
	if (w->mark.n) {
		if (strcmp(shape, "paragraph") == 0)
			b.shape = w->mark.p[0] == '\xE2' ? sv("point") : sv("numbered point");
		mark = w->mark;
		w->mark = sv("");
	}
	b.mark = arena_sv(&w->n->mem, mark);
	str_sv(&key, b.shape);
	str_putc(&key, '|');
	str_sv(&key, b.mark);
	key_add(&key, b.depth);
	b.shape_id = number_of(&w->n->shape, sv_of(&key));
	str_clear(&key);
	key_add(&key, b.shape_id);
	for (size_t i = from; i < t->word.n; i++) {
		key_add(&key, t->word.at[i].id);
		key_add(&key, t->word.at[i].look);
	}
	b.content = number_of(&w->n->content, sv_of(&key));
	vec_push(&t->block, b);
	str_dispose(&key);
}

/* ---- tables and code */

static const char *alignment(struct walk *w, cmark_node *paragraph)
{
	struct sv rest = tables_row(w->md, paragraph, cmark_node_get_start_line(paragraph) + 1), cell;
	struct str s = STR_INIT;
	while (tables_cell(&rest, &cell)) {
		bool left = sv_starts(cell, ":"), right = sv_ends(cell, ":");
		str_puts(&s, left && right ? " centered" : right ? " right" : " left");
	}
	const char *z =
		sv_find(sv_of(&s), SV_LIT("centered")) == SIZE_MAX && sv_find(sv_of(&s), SV_LIT("right")) == SIZE_MAX
			? "table head"
			: arena_printf(&w->n->mem, "table head,%s", s.ptr);
	str_dispose(&s);
	return z;
}

/* A cell's words. As in tables.c, a word in front makes any cell a paragraph. */
static void take_cell(struct walk *w, struct sv cell)
{
	struct str text = STR_INIT;
	if (!tables_has_markup(cell)) {
		compare_plain(w->t, w->n, cell);
		return;
	}
	str_puts(&text, "x ");
	for (size_t i = 0; i < cell.n; i++)
		if (!(cell.p[i] == '\\' && i + 1 < cell.n && cell.p[i + 1] == '|')) str_putc(&text, cell.p[i]);
	cmark_node *tree = cmark_parse_document(text.ptr, text.len, CMARK_OPT_DEFAULT);
	if (tree && cmark_node_first_child(tree)) compare_words(w->t, w->n, cmark_node_first_child(tree), w->s, 1);
	if (tree) cmark_node_free(tree);
	str_dispose(&text);
}

static void take_pipe_table(struct walk *w, cmark_node *paragraph)
{
	int first = cmark_node_get_start_line(paragraph), last = cmark_node_get_end_line(paragraph);
	for (int line = first; line <= last; line++) {
		struct sv rest = tables_row(w->md, paragraph, line), cell;
		size_t from = w->t->word.n;
		if (line == first + 1) continue;
		for (bool any = false; tables_cell(&rest, &cell); any = true) {
			if (any) compare_word(w->t, w->n, sv("|"));
			take_cell(w, cell);
		}
		add_block(w, line == first ? alignment(w, paragraph) : "table row", sv(""), from);
	}
}

static int take_csv_row(void *ctx, const struct csvin_row *row)
{
	struct walk *w = ctx;
	size_t from = w->t->word.n;
	for (size_t i = 0; i < row->n; i++) {
		if (i) compare_word(w->t, w->n, sv("|"));
		compare_plain(w->t, w->n, row->cell[i]);
	}
	if (row->n) add_block(w, row->index ? "table row" : "table head", sv(""), from);
	return 0;
}

static void take_csv_table(struct walk *w, cmark_node *code)
{
	static const struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	struct sv caption = sv(cmark_node_get_fence_info(code)), word;
	size_t from = w->t->word.n;
	sv_split(&caption, ' ', &word);
	if (caption.p && caption.n) {
		compare_plain(w->t, w->n, caption);
		add_block(w, "title of a table", sv(""), from);
	}
	csvin_text(sv(cmark_node_get_literal(code)), w->md->file, 1, &options, &dialect, take_csv_row, w, w->md->ds);
}

static void take_code(struct walk *w, cmark_node *code)
{
	struct sv rest = sv(cmark_node_get_literal(code)), line;
	while (sv_split(&rest, '\n', &line)) {
		size_t from = w->t->word.n;
		if (!line.n && (!rest.p || !rest.n)) continue;
		compare_word(w->t, w->n, line);
		add_block(w, "line of code", sv(""), from);
	}
}

/* ---- the walk */

static void take_paragraph(struct walk *w, cmark_node *node)
{
	const struct note *note = markdown_note(node);
	size_t from = w->t->word.n;
	if (note && note->kind == NOTE_CLAUSE) begin_clause(w, note, false);
	if (tables_is_pipe(w->md, node)) {
		take_pipe_table(w, node);
		return;
	}
	compare_words(w->t, w->n, node, w->s, 0);
	add_block(w, "paragraph", sv(""), from);
}

static void take_heading(struct walk *w, cmark_node *node)
{
	const struct note *note = markdown_note(node);
	size_t from = w->t->word.n;
	begin_clause(w, note, true);
	compare_words(w->t, w->n, node, w->s, 0);
	add_block(w, note->level <= 2 ? "heading" : arena_printf(&w->n->mem, "heading of level %u", note->level - 1),
		sv(""), from);
}

static void take_list(struct walk *w, cmark_node *node, bool enter)
{
	const struct note *note = markdown_note(node);
	struct list_level level = { cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
		!note || note->kind != NOTE_CLAUSE_LIST, cmark_node_get_list_start(node) };
	if (level.own) w->depth += enter ? 1u : -1u;
	if (enter)
		vec_push(&w->lists, level);
	else
		w->lists.n--;
}

static void take_item(struct walk *w, cmark_node *node)
{
	const struct note *note = markdown_note(node);
	struct list_level *level = &w->lists.at[w->lists.n - 1];
	if (!level->own && note && note->number.n)
		begin_clause(w, note, false);
	else
		w->mark = level->ordered ? sv(arena_printf(&w->n->mem, "%d.", level->next++)) : sv("\xE2\x80\xA2");
}

static void take_quote(struct walk *w, cmark_node *node, bool enter)
{
	const struct note *note = markdown_note(node);
	w->depth += enter ? 1u : -1u;
	if (enter)
		vec_push(&w->quotes,
			note && note->kind == NOTE_CALLOUT ? arena_sv(&w->n->mem, note->title) : sv("quotation"));
	else
		w->quotes.n--;
}

/* True if the node's children are not to be visited. */
static bool take(struct walk *w, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING: take_heading(w, node); return true;
	case CMARK_NODE_PARAGRAPH: take_paragraph(w, node); return true;
	case CMARK_NODE_LIST: take_list(w, node, enter); return false;
	case CMARK_NODE_ITEM:
		if (enter)
			take_item(w, node);
		else if (w->mark.n)
			add_block(w, "paragraph", sv(""), w->t->word.n); /* an item that holds nothing */
		return false;
	case CMARK_NODE_BLOCK_QUOTE: take_quote(w, node, enter); return false;
	case CMARK_NODE_THEMATIC_BREAK: add_block(w, "line across", sv("\xE2\x80\x94"), w->t->word.n); return false;
	case CMARK_NODE_CODE_BLOCK:
		if (tables_is_csv(node))
			take_csv_table(w, node);
		else
			take_code(w, node);
		return false;
	default: return false;
	}
}

/* What clauses hold is known when all blocks are there. */
static void close_clauses(struct text *t, struct numbers *n)
{
	struct str whole = STR_INIT, plain = STR_INIT;
	for (size_t i = 0; i < t->clause.n; i++) {
		struct text_clause *c = &t->clause.at[i];
		bool last = i + 1 == t->clause.n;
		c->n = (last ? t->block.n : c[1].from) - c->from;
		c->words = (last ? t->word.n : c[1].words_from) - c->words_from;
		str_clear(&whole);
		str_clear(&plain);
		key_add(&whole, UINT32_MAX); /* no block's content begins so */
		key_add(&plain, UINT32_MAX - 1);
		for (size_t b = c->from; b < c->from + c->n; b++) key_add(&whole, t->block.at[b].content);
		for (size_t k = c->words_from; k < c->words_from + c->words; k++) {
			key_add(&plain, t->word.at[k].id);
			c->tally[t->word.at[k].id % TEXT_TALLIES]++;
		}
		c->content = number_of(&n->content, sv_of(&whole));
		c->plain = number_of(&n->content, sv_of(&plain));
	}
	str_dispose(&whole);
	str_dispose(&plain);
}

struct text *compare_text(struct numbers *n, const struct document *doc)
{
	const struct source *s = doc->source;
	struct diags unheard = DIAGS_INIT;
	struct arena mem = ARENA_INIT;
	if (!s || s->unsound || !s->front.body.p) return NULL;
	struct text *t = xcalloc(1, sizeof *t);
	struct walk w = {
		.t = t, .n = n, .s = s, .mark = sv(""), .title = sv(""), .section = sv(""), .keys = MAP_INIT
	};
	t->doc = doc;
	w.md = markdown_parse(&mem, s, true, &unheard);
	begin_clause(&w, NULL, false);
	cmark_iter *it = cmark_iter_new(w.md->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		if (take(&w, node, event == CMARK_EVENT_ENTER)) cmark_iter_reset(it, node, CMARK_EVENT_EXIT);
	}
	cmark_iter_free(it);
	close_clauses(t, n);
	markdown_free(w.md);
	vec_dispose(&w.lists);
	vec_dispose(&w.quotes);
	map_dispose(&w.keys);
	diags_dispose(&unheard);
	arena_dispose(&mem);
	return t;
}

void text_free(struct text *t)
{
	if (!t) return;
	vec_dispose(&t->word);
	vec_dispose(&t->block);
	vec_dispose(&t->clause);
	free(t);
}
