/* anchors.c: gives headings and clauses their addresses. The numbers of clauses are part of the text (members quote
 * them), so they are read, never made up; what the committee can get wrong about them is told as advice with its line.
 */
#include "content/markdown.h"
#include "base/utf8.h"

#define MAX_PARTS 8
#define MAX_SLUG 60

struct path {
	unsigned part[MAX_PARTS], n;
};

struct outline {
	struct markdown *md;
	struct map seen; /* number → line */
	struct path last;
	unsigned chapter; /* of the last h2 */
};

size_t anchors_number(struct sv v, struct sv *number, unsigned *parts)
{
	size_t i = 0;
	*parts = 0;
	for (;;) {
		size_t digits = 0;
		while (i + digits < v.n && v.p[i + digits] >= '0' && v.p[i + digits] <= '9') digits++;
		if (!digits || digits > 3) break;
		i += digits;
		(*parts)++;
		*number = sv_n(v.p, i);
		if (i == v.n || v.p[i] != '.') break;
		i++;
	}
	bool ends = i == v.n || v.p[i] == ' ' || v.p[i] == '\t' || (unsigned char)v.p[i] == 0xC2; /* no-break space */
	return *parts && *parts <= MAX_PARTS && ends ? i : 0;
}

static struct path path_of(struct sv number)
{
	struct path p = { { 0 }, 0 };
	struct sv part;
	while (p.n < MAX_PARTS && sv_split(&number, '.', &part)) {
		long value = 0;
		if (sv_long(part, &value)) p.part[p.n++] = (unsigned)value;
	}
	return p;
}

static int path_cmp(const struct path *a, const struct path *b)
{
	for (unsigned i = 0; i < a->n && i < b->n; i++)
		if (a->part[i] != b->part[i]) return a->part[i] < b->part[i] ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

static const char *path_text(struct arena *mem, const struct path *p)
{
	struct str s = STR_INIT;
	for (unsigned i = 0; i < p->n; i++) str_printf(&s, "%s%u", i ? "." : "", p->part[i]);
	char *z = arena_strdup(mem, sv_of(&s));
	str_dispose(&s);
	return z;
}

/* What should come after `last` at the depth of `next`: its first child, or the next one at that depth. */
static struct path expected(const struct path *last, const struct path *next)
{
	struct path e = *last;
	if (next->n > last->n) {
		e.part[e.n++] = 1;
	} else {
		e.n = next->n;
		e.part[e.n - 1]++;
	}
	return e;
}

static void check_order(struct outline *o, struct sv number, cmark_node *node)
{
	struct path p = path_of(number), e;
	struct place at = markdown_place(o->md, node);
	uint64_t first = 0;
	struct diags *ds = o->md->ds;
	bool again = map_get(&o->seen, number, &first);
	if (!again) map_set(&o->seen, number, at.line);
	if (p.n == 0 || o->md->quiet) return;
	e = expected(&o->last, &p);
	if (again)
		diags_warn(ds, "C030", at, "give each clause a number of its own",
			"the number %.*s is used before, on line %u", SV_ARG(number), (unsigned)first);
	else if (path_cmp(&p, &o->last) < 0)
		diags_warn(ds, "C032", at, "put the clauses in the order of their numbers", "%.*s stands after %s",
			SV_ARG(number), path_text(o->md->mem, &o->last));
	else if (path_cmp(&p, &e) != 0)
		diags_warn(ds, "C031", at, "check whether a clause was lost or a number mistyped",
			"%.*s stands where %s was expected", SV_ARG(number), path_text(o->md->mem, &e));
	if (path_cmp(&p, &o->last) > 0) o->last = p; /* one misplaced number is one piece of advice, not two */
}

static void take_clause(struct outline *o, struct note *note, cmark_node *node)
{
	struct markdown *md = o->md;
	bool repeated = map_get(&o->seen, note->number, NULL);
	check_order(o, note->number, node);
	if (repeated) return; /* keeps its number, but the address belongs to the first */
	note->id = arena_printf(md->mem, "section-%.*s", SV_ARG(note->number));
	map_set(&md->ids, sv(note->id), 1);
	vec_push(&md->clauses, ((struct clause){ note->number, markdown_place(md, node).line }));
}

static struct note *add_note(struct markdown *md, cmark_node *node, enum note_kind kind)
{
	struct note *note = ARENA_NEW(md->mem, struct note);
	note->kind = kind;
	note->number = note->title = sv("");
	cmark_node_set_user_data(node, note);
	return note;
}

static cmark_node *first_text(cmark_node *block)
{
	cmark_node *n = block ? cmark_node_first_child(block) : NULL;
	return n && cmark_node_get_type(n) == CMARK_NODE_TEXT ? n : NULL;
}

/* Cuts the first n bytes and the blanks after them off a text node. */
static void cut_front(struct markdown *md, cmark_node *text, size_t n)
{
	struct sv rest = sv(cmark_node_get_literal(text));
	rest = sv_sub(rest, n, rest.n);
	while (rest.n && (*rest.p == ' ' || *rest.p == '\t' || sv_starts(rest, "\xC2\xA0")))
		rest = sv_sub(rest, (unsigned char)*rest.p == 0xC2 ? 2 : 1, rest.n);
	cmark_node_set_literal(text, arena_strdup(md->mem, rest));
}

/* A clause number at the beginning of a paragraph. "2.5 hours" is one only in chapter 2: three parts are needed
 * elsewhere. */
static size_t clause_number(const struct outline *o, cmark_node *paragraph, struct sv *number)
{
	cmark_node *text = first_text(paragraph);
	unsigned parts = 0;
	if (!text || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) return 0;
	size_t n = anchors_number(sv(cmark_node_get_literal(text)), number, &parts);
	if (!n || parts < 2) return 0;
	return parts > 2 || path_of(*number).part[0] == o->chapter ? n : 0;
}

/* ---- headings */

/* The id itself, or with -2, -3 … behind it. The map's value is the last number tried, so that many alike stay cheap.
 */
static const char *unique_id(struct markdown *md, const char *wanted)
{
	const char *id = wanted;
	uint64_t n = 1;
	if (map_add(&md->ids, sv(wanted), n)) return wanted;
	map_get(&md->ids, sv(wanted), &n);
	do id = arena_printf(md->mem, "%s-%llu", wanted, (unsigned long long)++n);
	while (!map_add(&md->ids, sv(id), 1));
	map_set(&md->ids, sv(wanted), n);
	return id;
}

/* Several questions, or definitions, share one page: their addresses carry the document's. */
static const char *id_prefix(const struct markdown *md)
{
	bool shared = md->kind == DOC_FAQ || md->kind == DOC_DEFINITION;
	return shared ? arena_printf(md->mem, "%s-", md->doc_id) : "";
}

static const char *slug(struct markdown *md, struct sv title)
{
	struct str folded = STR_INIT, s = STR_INIT;
	utf8_fold(&folded, title);
	for (size_t i = 0; i < folded.len && s.len < MAX_SLUG; i++) {
		char c = folded.ptr[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			str_putc(&s, c);
		else if (s.len && s.ptr[s.len - 1] != '-' && c != '\'')
			str_putc(&s, '-');
	}
	while (s.len && s.ptr[s.len - 1] == '-') str_truncate(&s, s.len - 1);
	const char *z = arena_printf(md->mem, "%s%s", id_prefix(md), s.len ? s.ptr : "part");
	str_dispose(&folded);
	str_dispose(&s);
	return z;
}

/* Takes "{#id}" off the end of a heading; NULL if there is none. */
static const char *explicit_id(struct markdown *md, cmark_node *heading)
{
	cmark_node *text = cmark_node_last_child(heading);
	if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT) return NULL;
	struct sv v = sv_trim(sv(cmark_node_get_literal(text)));
	size_t open = sv_find(v, SV_LIT("{#"));
	if (open == SIZE_MAX || !sv_ends(v, "}")) return NULL;
	struct sv id = sv_sub(v, open + 2, v.n - open - 3);
	bool good = id.n > 0 && id.n <= MAX_SLUG;
	for (size_t i = 0; i < id.n; i++)
		good &= (id.p[i] >= 'a' && id.p[i] <= 'z') || (id.p[i] >= '0' && id.p[i] <= '9') || id.p[i] == '-';
	const char *z = arena_printf(md->mem, "%s%.*s", id_prefix(md), SV_ARG(id));
	cmark_node_set_literal(text, arena_strdup(md->mem, sv_trim(sv_sub(v, 0, open))));
	if (!good) {
		diags_error(md->ds, "C035", markdown_find(md, heading, SV_LIT("{#")),
			"use small letters, digits and hyphens, such as {#first-contact}",
			"\"%s\" cannot be the address of a heading", z);
		return NULL;
	}
	if (map_add(&md->ids, sv(z), 1)) return z;
	diags_error(md->ds, "C035", markdown_find(md, heading, SV_LIT("{#")), "choose another address",
		"another place of this document has the address \"%s\" already", z);
	return NULL;
}

static unsigned html_level(struct markdown *md, cmark_node *heading)
{
	unsigned level = (unsigned)cmark_node_get_heading_level(heading);
	if (level == 1) {
		diags_warn(md->ds, "C019", markdown_place(md, heading), "begin it with ##",
			"a heading with one # is the title of the page, which comes from the head of the file");
		level = 2;
	}
	/* A question is an h3 on its page and a definition a term in a list, so their own headings come below. */
	if (md->kind == DOC_FAQ || md->kind == DOC_DEFINITION) level += 2;
	return level > 6 ? 6 : level;
}

static void take_heading(struct outline *o, cmark_node *node)
{
	struct markdown *md = o->md;
	struct note *note = add_note(md, node, NOTE_HEADING);
	cmark_node *text = first_text(node);
	unsigned parts = 0;
	struct sv number;
	const char *own = explicit_id(md, node);
	note->level = html_level(md, node);
	size_t n = text && md->numbered ? anchors_number(sv(cmark_node_get_literal(text)), &number, &parts) : 0;
	if (n) {
		note->number = arena_sv(md->mem, number);
		cut_front(md, text, n);
		if (note->level == 2) o->chapter = path_of(note->number).part[0];
		take_clause(o, note, node);
		note->second_id = own;
	}
	note->title = markdown_text(md->mem, node);
	if (!note->id) note->id = own && !note->second_id ? own : unique_id(md, slug(md, note->title));
	if (note->level <= 3)
		vec_push(&md->toc, ((struct toc_item){ note->level, note->number, note->title, note->id }));
}

/* ---- clauses */

/* "5.5.3 Text" right below a line of clause 5.5.2 is a clause for the eye only. */
static void check_swallowed(struct outline *o, cmark_node *paragraph, struct sv own)
{
	struct path e = path_of(own);
	e.part[e.n - 1]++;
	for (cmark_node *n = cmark_node_first_child(paragraph); n; n = cmark_node_next(n)) {
		cmark_node *next = cmark_node_next(n);
		struct sv number;
		unsigned parts;
		if (cmark_node_get_type(n) != CMARK_NODE_SOFTBREAK || !next ||
			cmark_node_get_type(next) != CMARK_NODE_TEXT)
			continue;
		if (!anchors_number(sv(cmark_node_get_literal(next)), &number, &parts)) continue;
		struct path p = path_of(number);
		if (path_cmp(&p, &e) != 0 || o->md->quiet) continue;
		diags_warn(o->md->ds, "C034", markdown_find(o->md, paragraph, number), "put an empty line before it",
			"%.*s looks like a clause but continues the paragraph above it", SV_ARG(number));
		return;
	}
}

static void take_paragraph_clause(struct outline *o, cmark_node *node, cmark_node *paragraph)
{
	struct sv number;
	size_t n = clause_number(o, paragraph, &number);
	if (!n) return;
	struct note *note = add_note(o->md, node, NOTE_CLAUSE);
	note->number = arena_sv(o->md->mem, number);
	cut_front(o->md, first_text(paragraph), n);
	take_clause(o, note, paragraph);
	check_swallowed(o, paragraph, note->number);
}

static bool is_clause_list(const struct outline *o, cmark_node *list)
{
	struct sv number;
	cmark_node *item = cmark_node_first_child(list);
	cmark_node *paragraph = item ? cmark_node_first_child(item) : NULL;
	return cmark_node_get_list_type(list) == CMARK_BULLET_LIST && paragraph &&
	       clause_number(o, paragraph, &number) > 0;
}

/* An item of a list of clauses. */
static void take_item(struct outline *o, cmark_node *item)
{
	struct note *list = markdown_note(cmark_node_parent(item));
	if (!list || list->kind != NOTE_CLAUSE_LIST) return;
	if (cmark_node_first_child(item)) take_paragraph_clause(o, item, cmark_node_first_child(item));
	if (markdown_note(item)) return;
	add_note(o->md, item, NOTE_CLAUSE);
	if (!o->md->quiet)
		diags_warn(o->md->ds, "C033", markdown_place(o->md, item), "number it, or make it a list of its own",
			"this item has no clause number, but the first of its list has one");
}

/* ---- callouts */

static void take_quote(struct outline *o, cmark_node *quote)
{
	static const struct {
		const char *mark, *css, *word;
	} kind[] = {
		{ "[!NOTE]", "callout-note", "Note" },
		{ "[!IMPORTANT]", "callout-important", "Important" },
		{ "[!WARNING]", "callout-warning", "Warning" },
	};
	cmark_node *paragraph = cmark_node_first_child(quote);
	cmark_node *text =
		paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH ? first_text(paragraph) : NULL;
	struct sv v = text ? sv(cmark_node_get_literal(text)) : sv("");
	if (!sv_starts(v, "[!")) return;
	for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
		if (!sv_ieq_ascii(sv_sub(v, 0, strlen(kind[i].mark)), sv(kind[i].mark))) continue;
		struct note *note = add_note(o->md, quote, NOTE_CALLOUT);
		note->css = kind[i].css;
		note->title = sv(kind[i].word);
		cut_front(o->md, text, strlen(kind[i].mark));
		cmark_node *next = cmark_node_next(text);
		if (!*cmark_node_get_literal(text) && next && cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK)
			cmark_node_free(next);
		if (!*cmark_node_get_literal(text)) cmark_node_free(text);
		if (!cmark_node_first_child(paragraph)) cmark_node_free(paragraph);
		return;
	}
	diags_warn(o->md->ds, "C018", markdown_find(o->md, quote, SV_LIT("[!")),
		"write [!NOTE], [!IMPORTANT] or [!WARNING]",
		"this is not a kind of callout, so it is shown as a quotation");
}

/* ---- the pass */

static bool has_numbered_h2(cmark_node *root)
{
	for (cmark_node *n = cmark_node_first_child(root); n; n = cmark_node_next(n)) {
		struct sv number;
		unsigned parts;
		cmark_node *text = first_text(n);
		if (cmark_node_get_type(n) != CMARK_NODE_HEADING || cmark_node_get_heading_level(n) > 2 || !text)
			continue;
		if (anchors_number(sv(cmark_node_get_literal(text)), &number, &parts)) return true;
	}
	return false;
}

static void visit(struct outline *o, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	bool on_top = cmark_node_parent(node) == o->md->root;
	if (type == CMARK_NODE_HEADING)
		take_heading(o, node);
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		take_quote(o, node);
	else if (!o->md->numbered)
		return;
	else if (type == CMARK_NODE_LIST && is_clause_list(o, node))
		add_note(o->md, node, NOTE_CLAUSE_LIST);
	else if (type == CMARK_NODE_ITEM)
		take_item(o, node);
	else if (type == CMARK_NODE_PARAGRAPH && on_top)
		take_paragraph_clause(o, node, node);
}

void anchors_outline(struct markdown *md)
{
	/* Ids that the templates use on the pages of documents. */
	static const char *const taken[] = { "main", "top", "toc", "approval", "history", "documents", "search",
		"shortlist" };
	struct outline o = { md, MAP_INIT, { { 0 }, 0 }, 0 };
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) map_set(&md->ids, sv(taken[i]), 1);
	md->numbered = md->kind == DOC_SOP || has_numbered_h2(md->root);
	/* Blocks only, by hand: an iterator would visit every word, and quotes must be visited before what is in them
	 * changes. */
	cmark_node *n = cmark_node_first_child(md->root);
	while (n) {
		visit(&o, n);
		cmark_node *child = cmark_node_first_child(n);
		bool descend = child && cmark_node_get_type(child) <= CMARK_NODE_LAST_BLOCK;
		if (descend) {
			n = child;
			continue;
		}
		while (n != md->root && !cmark_node_next(n)) n = cmark_node_parent(n);
		n = n == md->root ? NULL : cmark_node_next(n);
	}
	map_dispose(&o.seen);
}
