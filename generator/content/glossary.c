/* Readers who meet a word of the program for the first time should not have to look for its meaning, and authors should
 * not have to link it by hand on every page. Words are looked up by a hash of the first word of each form, behind a
 * filter of first letter and length, because every word of every document passes here. */
#include "content/glossary.h"
#include "base/utf8.h"

#define MAX_FORM 80 /* bytes */
#define FAR 64      /* bytes: words that long stand in no term */

struct form {
	struct sv text; /* folded to small letters */
	bool exact;     /* has no small letters: capitals matter */
	size_t entry;
	size_t next; /* with the same first word, longest first; index + 1 */
	struct sv written;
};
struct entry {
	struct document *definition;
	const struct source *source;
	unsigned linked, used; /* serial number of the page, of the document */
	bool anywhere;
	VEC(const struct document *) on;
};
struct glossary {
	struct build *b;
	VEC(struct form) forms;
	VEC(struct entry) entries;
	struct map first;                    /* first word → form, index + 1 */
	uint64_t lengths[256], phrases[256]; /* by first letter: lengths of first words; of forms of several words */
	size_t longest;                      /* form of several words */
	const struct source *now;
	const char *page;
	unsigned page_serial, doc_serial;
	bool links, counts;
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes of letters outside ASCII count as letters. */
static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	       ((unsigned char)c & 0x80);
}

static size_t word_end(struct sv v, size_t i)
{
	while (i < v.n && is_word(v.p[i])) i++;
	return i;
}

/* ---- forms */

static bool has_small(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] >= 'a' && v.p[i] <= 'z') return true;
	return false;
}

static bool usable(struct sv v)
{
	size_t end = word_end(v, 0);
	return v.n > 1 && v.n <= MAX_FORM && end > 0 && end < FAR && is_word(v.p[v.n - 1]);
}

static void place_form(struct glossary *g, size_t at, struct sv word)
{
	uint64_t head = 0;
	struct form *f = &g->forms.at[at];
	map_get(&g->first, word, &head);
	size_t before = 0, i = (size_t)head;
	while (i && g->forms.at[i - 1].text.n >= f->text.n) {
		before = i;
		i = g->forms.at[i - 1].next;
	}
	f->next = i;
	if (before)
		g->forms.at[before - 1].next = at + 1;
	else
		map_set(&g->first, word, at + 1);
}

static const struct form *same_form(const struct glossary *g, struct sv text)
{
	for (size_t i = 0; i < g->forms.n; i++)
		if (sv_eq(g->forms.at[i].text, text)) return &g->forms.at[i];
	return NULL;
}

static void add_form(struct glossary *g, size_t entry, struct sv written, struct place at)
{
	struct str squeezed = STR_INIT;
	utf8_squeeze(&squeezed, written);
	written = arena_sv(&g->b->mem, sv_of(&squeezed));
	for (size_t i = 0; i < squeezed.len; i++) squeezed.ptr[i] = lower(squeezed.ptr[i]);
	struct sv text = arena_sv(&g->b->mem, sv_of(&squeezed));
	str_dispose(&squeezed);
	if (!usable(text)) {
		diags_error(g->b->ds, "C151", at, "write a word or a few, such as mentors",
			"\"%.*s\" cannot be looked for in the texts", SV_ARG(written));
		return;
	}
	const struct form *other = same_form(g, text);
	if (other && other->entry != entry)
		diags_error(g->b->ds, "C150", at, "leave it to one of the two definitions",
			"\"%.*s\" is also a term of %s", SV_ARG(written), g->entries.at[other->entry].definition->file);
	if (other) return;
	size_t end = word_end(text, 0);
	struct form form = { text, !has_small(written), entry, 0, written };
	vec_push(&g->forms, form);
	place_form(g, g->forms.n - 1, sv_sub(text, 0, end));
	g->lengths[(unsigned char)*text.p] |= (uint64_t)1 << end;
	if (end == text.n) return;
	g->phrases[(unsigned char)*text.p] |= (uint64_t)1 << end;
	if (text.n > g->longest) g->longest = text.n;
}

struct glossary *glossary_new(struct build *b)
{
	struct glossary *g = xcalloc(1, sizeof *g);
	g->b = b;
	g->first = (struct map)MAP_INIT;
	for (size_t i = 0; i < b->sources.n; i++) {
		const struct source *s = b->sources.at[i];
		if (s->left_out || s->doc->kind != DOC_DEFINITION) continue;
		struct entry entry = { .definition = s->doc, .source = s, .on = VEC_INIT };
		vec_push(&g->entries, entry);
		if (!s->everyday && s->doc->title.n) add_form(g, g->entries.n - 1, s->doc->title, s->doc->at);
		for (size_t k = 0; k < s->also.n; k++) add_form(g, g->entries.n - 1, s->also.at[k], s->also.place[k]);
	}
	return g;
}

void glossary_free(struct glossary *g)
{
	if (!g) return;
	for (size_t i = 0; i < g->entries.n; i++) vec_dispose(&g->entries.at[i].on);
	vec_dispose(&g->entries);
	vec_dispose(&g->forms);
	map_dispose(&g->first);
	free(g);
}

/* ---- looking for them */

/* Does a word begin at i that is not part of a longer one, an address or a number? */
static bool begins(struct sv v, size_t i)
{
	if (i == 0) return true;
	char c = v.p[i - 1];
	return !is_word(c) && c != '-' && c != '/' && c != '@' && c != '#' && c != '.';
}

static bool ends(struct sv v, size_t i)
{
	if (i >= v.n) return true;
	if (is_word(v.p[i]) || v.p[i] == '-' || v.p[i] == '@' || v.p[i] == '/') return false;
	return v.p[i] != '.' || i + 1 >= v.n || !is_word(v.p[i + 1]);
}

static bool matches(const struct form *f, struct sv v, size_t i)
{
	if (v.n - i < f->text.n) return false;
	for (size_t k = 0; k < f->text.n; k++) {
		char c = v.p[i + k];
		if (f->exact ? c != f->written.p[k] : lower(c) != f->text.p[k]) return false;
	}
	return ends(v, i + f->text.n);
}

/* The longest form at i, whose first word ends at `end`. */
static const struct form *form_at(const struct glossary *g, struct sv v, size_t i, size_t end)
{
	char word[FAR];
	uint64_t at = 0;
	size_t n = end - i;
	if (n >= FAR || !(g->lengths[(unsigned char)lower(v.p[i])] >> n & 1) || !begins(v, i)) return NULL;
	for (size_t k = 0; k < n; k++) word[k] = lower(v.p[i + k]);
	if (!map_get(&g->first, sv_n(word, n), &at)) return NULL;
	for (size_t k = (size_t)at; k; k = g->forms.at[k - 1].next)
		if (matches(&g->forms.at[k - 1], v, i)) return &g->forms.at[k - 1];
	return NULL;
}

static void count(struct glossary *g, struct entry *e)
{
	if (!g->counts || e->used == g->doc_serial) return;
	e->used = g->doc_serial;
	e->anywhere = true;
	if (g->now->doc->kind != DOC_DEFINITION) vec_push(&e->on, g->now->doc);
}

bool glossary_next(struct glossary_hit *out, struct glossary *g, struct sv text, size_t from, size_t to)
{
	if (!g->now || (!g->links && !g->counts) || !g->forms.n) return false;
	for (size_t i = from; i < to;) {
		if (!is_word(text.p[i])) {
			i++;
			continue;
		}
		size_t end = word_end(text, i);
		const struct form *f = form_at(g, text, i, end);
		struct entry *e = f ? &g->entries.at[f->entry] : NULL;
		bool whole = f && i + f->text.n <= to;
		if (whole && e->definition != g->now->doc) {
			count(g, e);
			if (g->links && e->linked != g->page_serial && e->definition->readers <= g->now->doc->readers) {
				e->linked = g->page_serial;
				*out = (struct glossary_hit){ i, i + f->text.n, e->definition };
				return true;
			}
		}
		i = whole ? i + f->text.n : end;
	}
	return false;
}

void glossary_linked(struct glossary *g, struct sv href)
{
	if (!g->now || sv_find(href, SV_LIT("definitions.html#")) == SIZE_MAX) return;
	for (size_t i = 0; i < g->entries.n; i++) {
		struct entry *e = &g->entries.at[i];
		if (!sv_ends(href, e->definition->path) || e->definition == g->now->doc) continue;
		count(g, e);
		e->linked = g->page_serial;
	}
}

/* ---- terms broken over two lines */

static bool straddles(const struct glossary *g, struct sv before, struct sv after)
{
	char joined[2 * MAX_FORM + 2];
	size_t left = before.n < g->longest ? before.n : g->longest,
	       right = after.n < g->longest ? after.n : g->longest;
	size_t skip = before.n - left;
	memcpy(joined, before.p + skip, left);
	joined[left] = ' ';
	memcpy(joined + left + 1, after.p, right);
	struct sv v = sv_n(joined, left + 1 + right);
	for (size_t i = 0; i < left;) {
		size_t end = word_end(v, i);
		bool cut = i == 0 && skip && is_word(before.p[skip - 1]);
		bool may = end > i && end - i < FAR && g->phrases[(unsigned char)lower(v.p[i])] >> (end - i) & 1;
		const struct form *f = may && !cut ? form_at(g, v, i, end) : NULL;
		if (f && i + f->text.n > left) return true;
		i = end > i ? end : i + 1;
	}
	return false;
}

static void join(struct glossary *g, cmark_node *line_end)
{
	cmark_node *before = cmark_node_previous(line_end), *after = cmark_node_next(line_end);
	if (!before || !after || cmark_node_get_type(before) != CMARK_NODE_TEXT ||
		cmark_node_get_type(after) != CMARK_NODE_TEXT)
		return;
	const char *left = cmark_node_get_literal(before), *right = cmark_node_get_literal(after);
	if (!straddles(g, sv(left), sv(right))) return;
	struct str both = STR_INIT;
	str_printf(&both, "%s %s", left, right);
	cmark_node_set_literal(before, both.ptr);
	str_dispose(&both);
	cmark_node_free(line_end);
	cmark_node_free(after);
}

static void join_lines(struct glossary *g, cmark_node *root)
{
	VEC(cmark_node *) line_ends = VEC_INIT;
	cmark_iter *it = cmark_iter_new(root);
	while (cmark_iter_next(it) != CMARK_EVENT_DONE)
		if (cmark_node_get_type(cmark_iter_get_node(it)) == CMARK_NODE_SOFTBREAK)
			vec_push(&line_ends, cmark_iter_get_node(it));
	cmark_iter_free(it);
	for (size_t i = 0; i < line_ends.n; i++) join(g, line_ends.at[i]);
	vec_dispose(&line_ends);
}

/* ---- pages and documents */

static int audience_rank(struct sv audience)
{
	return sv_is(audience, "everyone") ? 0 : sv_is(audience, "members") ? 1 : 2;
}

static int by_page(const void *a, const void *b)
{
	const struct document *x = (*(struct source *const *)a)->doc, *y = (*(struct source *const *)b)->doc;
	if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
	int left = x->kind == DOC_FAQ ? audience_rank(x->audience) : 0,
	    right = y->kind == DOC_FAQ ? audience_rank(y->audience) : 0;
	if (left != right) return left - right;
	if (x->order != y->order) return x->order < y->order ? -1 : 1;
	return strcmp(x->id, y->id);
}

struct source *const *glossary_order(struct build *b)
{
	struct source **order = ARENA_ARRAY(&b->mem, struct source *, b->sources.n + 1);
	size_t kept = 0, last = b->sources.n;
	for (size_t i = 0; i < b->sources.n; i++) { /* what is left out was not read, so has no order */
		struct source *s = b->sources.at[i];
		if (s->left_out)
			order[--last] = s;
		else
			order[kept++] = s;
	}
	qsort(order, kept, sizeof *order, by_page);
	return order;
}

static const char *page_of(const struct document *d)
{
	return d->kind == DOC_FAQ ? "faqs.html" : d->kind == DOC_DEFINITION ? "definitions.html" : d->path;
}

void glossary_begin(struct glossary *g, struct source *s)
{
	bool old = s->doc->status == STATUS_SUPERSEDED || s->doc->status == STATUS_RETIRED;
	g->now = s;
	g->doc_serial++;
	if (!g->page || strcmp(g->page, page_of(s->doc)) != 0) g->page_serial++;
	g->page = page_of(s->doc);
	g->links = s->glossary;
	g->counts = !old;
	if ((g->links || g->counts) && g->longest && s->md && s->md->root) join_lines(g, s->md->root);
}

void glossary_finish(struct glossary *g)
{
	for (size_t i = 0; i < g->entries.n; i++) {
		struct entry *e = &g->entries.at[i];
		const struct document **on = ARENA_ARRAY(&g->b->mem, const struct document *, e->on.n + 1);
		if (e->on.n) memcpy(on, e->on.at, e->on.n * sizeof *on);
		e->definition->used_on = on;
		e->definition->nused_on = e->on.n;
		if (!e->anywhere)
			diags_warn(g->b->ds, "C152", e->definition->at,
				"add the form in which the texts use it to \"also\", link to it, or delete the file",
				"no page uses the term \"%.*s\"", SV_ARG(e->definition->title));
	}
	g->now = NULL;
}
