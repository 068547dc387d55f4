/* Writes the browse pages. A pool of 60,000 entries gives hundreds of them, so each is made and let go before the next. */
#include "site/browse.h"
#include "site/again.h"
#include "site/cards.h"

static void add_piece(struct tlist *words, const char *text, enum origin origin)
{
	tmap_text(tlist_add(words), "text", sv(text), origin, NULL);
}

/* What a node shows, in pieces whose origins differ. */
static void add_words(struct tlist *words, const struct browse_node *n)
{
	if (n->kind == BROWSE_BROAD) add_piece(words, "shown only as ", ORIGIN_TEMPLATE);
	if (n->kind == BROWSE_PRIVATE || n->kind == BROWSE_NONE)
		add_piece(words, n->field->label, ORIGIN_LABEL);
	else
		add_piece(words, n->field->value[n->value].label, ORIGIN_LABEL);
	if (n->kind == BROWSE_PRIVATE) add_piece(words, " kept private", ORIGIN_TEMPLATE);
	if (n->kind == BROWSE_NONE) add_piece(words, " not given", ORIGIN_TEMPLATE);
}

/* "GLP, 11 to 20 years, part 2 of 3", after `before`; nothing for the whole pool on one page. */
static void add_page_words(struct tlist *words, const struct browse_plan *plan, const struct browse_page *page,
	const char *before, struct arena *mem)
{
	size_t step[2], n = browse_plan_steps(plan, page->node, step);
	for (size_t i = 0; i < n; i++) {
		add_piece(words, i ? ", " : before, ORIGIN_TEMPLATE);
		add_words(words, &plan->node[step[i]]);
	}
	if (page->parts == 1) return;
	add_piece(words, n ? ", part " : before, ORIGIN_TEMPLATE);
	if (n == 0) add_piece(words, "part ", ORIGIN_TEMPLATE);
	add_piece(words, arena_printf(mem, "%zu", page->part), ORIGIN_NUMBER);
	add_piece(words, " of ", ORIGIN_TEMPLATE);
	add_piece(words, arena_printf(mem, "%zu", page->parts), ORIGIN_NUMBER);
}

/* The pages above: the whole pool, then what was divided to come here. */
static void put_crumbs(struct tmap *m, const struct browse_plan *plan, size_t at)
{
	size_t above[4], n = 0, node = plan->page[at].node;
	struct tlist *crumbs = tmap_list(m, "crumbs");
	bool part = plan->node[node].contents && plan->node[node].page != at;
	for (size_t i = part ? node : plan->node[node].parent; i != 0; i = plan->node[i].parent) above[n++] = i;
	while (n-- > 0) browse_link(tlist_add(crumbs), plan, above[n]);
	tmap_bool(m, "below", at > 0);
}

/* The sections on a page of several, to jump to. */
static void put_jump(struct tmap *m, const struct browse_plan *plan, const struct browse_page *page)
{
	struct tlist *jump = tmap_list(m, "jump");
	for (size_t i = page->node + 1; page->from < page->to && i < plan->node[page->node].end; i++)
		if (browse_plan_is_section(plan, i)) browse_link(tlist_add(jump), plan, i);
	tmap_bool(m, "has_jump", tlist_length(jump) > 1);
}

/* Those of the first field who show the same only more broadly or not at all. */
static void add_also_first(struct tlist *also, const struct browse_plan *plan, const struct browse_node *n)
{
	for (size_t v = n->value; n->kind == BROWSE_EXACT && v != plan->field->value[v].parent;) {
		v = plan->field->value[v].parent;
		if (plan->only[v]) browse_link(tlist_add(also), plan, plan->only[v] - 1);
	}
	if (n->kind == BROWSE_EXACT && plan->kept) browse_link(tlist_add(also), plan, plan->kept);
}

static bool is_above(const struct public_field *field, size_t ancestor, size_t value)
{
	while (value != field->value[value].parent) {
		value = field->value[value].parent;
		if (value == ancestor) return true;
	}
	return false;
}

/* Where else those may be whom a section is read for: within its own part of the pool, then outside it. */
static void put_also(struct tmap *m, const struct browse_plan *plan, size_t node)
{
	const struct browse_node *n = &plan->node[node], *first = n->second ? &plan->node[n->parent] : n;
	struct tlist *also = tmap_list(m, "also");
	for (size_t i = n->parent + 1; n->second && n->kind == BROWSE_EXACT && i < first->end; i++) {
		const struct browse_node *other = &plan->node[i];
		bool may = other->kind == BROWSE_PRIVATE ||
			   (other->kind == BROWSE_BROAD && is_above(n->field, other->value, n->value));
		if (may) browse_link(tlist_add(also), plan, i);
	}
	if (plan->field) add_also_first(also, plan, first);
	tmap_bool(m, "has_also", tlist_length(also) > 0);
}

/* One table row: the shared fields in columns of their own, the rest of a profile in the last. */
static void put_row(struct tmap *m, const struct public_pool *pool, const struct browse_row *row, struct arena *mem)
{
	const struct public_entry *e = public_pool_entry(pool, row->entry);
	char c = *public_entry_id(e);
	card_id(m, pool, e);
	tmap_text(m, "initial", sv(arena_printf(mem, "%c", c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)), ORIGIN_TEMPLATE,
		NULL);
	tmap_bool(m, "anchor", !row->repeated);
	struct tlist *cells = tmap_list(m, "cells"), *more = tmap_list(m, "more");
	for (size_t f = 0; f < public_pool_fields(pool); f++) {
		const struct public_field *field = public_pool_field(pool, f);
		const struct public_fact *fact = public_entry_fact_of(e, f);
		if (field->grouped) {
			struct tmap *cell = tlist_add(cells);
			tmap_bool(cell, "given", fact != NULL);
			if (fact) card_fact(cell, field, fact);
		} else if (fact) {
			card_fact(tlist_add(more), field, fact);
		}
	}
	tmap_text(m, "text", sv(public_entry_text(e)), ORIGIN_TEXT, NULL);
}

static void put_columns(struct tmap *m, const struct public_pool *pool)
{
	struct tlist *columns = tmap_list(m, "columns");
	for (size_t f = 0; f < public_pool_fields(pool); f++)
		if (public_pool_field(pool, f)->grouped)
			tmap_text(
				tlist_add(columns), "label", sv(public_pool_field(pool, f)->label), ORIGIN_LABEL, NULL);
	tmap_int(m, "width", (long)tlist_length(columns) + 2, ORIGIN_NUMBER);
}

static void put_sections(
	struct tmap *m, const struct browse_plan *plan, const struct browse_page *page, struct arena *mem)
{
	struct tlist *sections = tmap_list(m, "sections");
	for (size_t i = page->node; i < plan->node[page->node].end; i++) {
		const struct browse_node *n = &plan->node[i];
		size_t a = n->from > page->from ? n->from : page->from, b = n->to < page->to ? n->to : page->to;
		if (a >= b || !browse_plan_is_section(plan, i)) continue;
		struct tmap *sm = tlist_add(sections);
		browse_link(sm, plan, i);
		tmap_bool(sm, "continued", n->from < page->from);
		put_also(sm, plan, i);
		struct tlist *rows = tmap_list(sm, "rows");
		for (size_t r = a; r < b; r++) put_row(tlist_add(rows), plan->pool, &plan->row[r], mem);
	}
}

/* The next page with rows that way; SIZE_MAX at the end. */
static size_t turn(const struct browse_plan *plan, size_t page, bool forward)
{
	for (;;) {
		if (page == (forward ? plan->npages - 1 : 0)) return SIZE_MAX;
		page += forward ? 1 : (size_t)-1;
		if (plan->page[page].from < plan->page[page].to) return page;
	}
}

static void put_turn(struct tmap *m, const char *name, const struct browse_plan *plan, size_t to, struct arena *mem)
{
	if (to == SIZE_MAX) {
		tmap_bool(m, name, false);
		return;
	}
	struct tmap *link = tmap_map(m, name);
	browse_path(link, plan, &plan->page[to]);
	add_page_words(tmap_list(link, "words"), plan, &plan->page[to], "", mem);
}

static void put_turns(struct tmap *m, const struct browse_plan *plan, size_t at, struct arena *mem)
{
	bool table = plan->page[at].from < plan->page[at].to;
	size_t previous = table ? turn(plan, at, false) : SIZE_MAX, next = table ? turn(plan, at, true) : SIZE_MAX;
	tmap_bool(m, "turns", previous != SIZE_MAX || next != SIZE_MAX);
	put_turn(m, "previous", plan, previous, mem);
	put_turn(m, "next", plan, next, mem);
}

static int build_page(struct site *s, const struct browse_plan *plan, bool peers, size_t at)
{
	const struct browse_page *page = &plan->page[at];
	bool table = page->from < page->to;
	struct tmap *m = page_begin(s, page->path, peers ? NAV_PEERS : NAV_MENTORS);
	int rc;
	if (again_page(s, m, &rc)) return rc;
	struct sv lead = SV_LIT("Every entry of the pool, to read, to search with your browser, or to print. Note two "
				"or three Entry IDs and put them in order.");
	tmap_text(m, "title", peers ? SV_LIT("All peer partners") : SV_LIT("All mentors"), ORIGIN_TEMPLATE, NULL);
	add_page_words(s->title_more, plan, page, ": ", &s->mem);
	tmap_text(m, "lead", lead, ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "description", lead, ORIGIN_TEMPLATE, NULL);
	page_pool_words(m, peers);
	page_date(m, "drawn", public_pool_drawn(plan->pool), &s->mem);
	tmap_bool(m, "cards", plan->page_of == NULL);
	tmap_bool(m, "repeats", plan->repeats);
	tmap_text(m, "grouped_by", sv(plan->field ? plan->field->label : ""), ORIGIN_LABEL, NULL);
	tmap_bool(m, "table", table);
	const struct browse_node *n = &plan->node[page->node], *inner = n->end > page->node + 1 ? n + 1 : NULL;
	tmap_text(m, "divided_by", sv(inner ? inner->field->label : ""), ORIGIN_LABEL, NULL);
	tmap_bool(m, "by_second", n->second);
	tmap_text(m, "then_by", sv(plan->second ? plan->second->label : ""), ORIGIN_LABEL, NULL);
	put_crumbs(m, plan, at);
	put_jump(m, plan, page);
	put_turns(m, plan, at, &s->mem);
	if (table)
		tmap_bool(m, "has_symbols", false);
	else
		browse_symbols(m, plan, &s->mem);
	if (!table) browse_contents(m, plan, page->node);
	put_columns(m, plan->pool);
	put_sections(m, plan, page, &s->mem);
	return page_put(s, "browse.html", m, NOPLACE);
}

/* One entry of a list of Entry IDs: where it stands in the tables, and what it shows of the field they are grouped by. */
static void put_place(struct tmap *m, const struct browse_plan *plan, size_t entry)
{
	const struct public_entry *e = public_pool_entry(plan->pool, entry);
	tmap_text(m, "id", sv(public_entry_id(e)), ORIGIN_ID, NULL);
	browse_path(m, plan, &plan->page[plan->page_of[entry]]);
	const struct public_fact *fact = NULL;
	for (size_t f = 0; plan->field && f < public_pool_fields(plan->pool); f++)
		if (public_pool_field(plan->pool, f) == plan->field) fact = public_entry_fact_of(e, f);
	tmap_bool(m, "given", fact != NULL);
	if (fact) card_fact(m, plan->field, fact);
}

static int build_ids(struct site *s, const struct browse_plan *plan, bool peers, size_t symbol)
{
	size_t from, to;
	char c = browse_plan_symbol(plan, symbol, &from, &to), path[48];
	if (from == to) return 0;
	snprintf(path, sizeof path, "%s-id-%c.html", public_pool_code(plan->pool), c >= 'A' ? c - 'A' + 'a' : c);
	struct tmap *m = page_begin(s, path, peers ? NAV_PEERS : NAV_MENTORS);
	int rc;
	if (again_page(s, m, &rc)) return rc;
	struct sv lead =
		SV_LIT("Each Entry ID leads to its entry in the tables. To keep an entry, bookmark its Entry ID here: "
		       "this address stays as long as the entry does.");
	tmap_text(m, "title", SV_LIT("Entry IDs that begin with "), ORIGIN_TEMPLATE, NULL);
	add_piece(s->title_more, arena_printf(&s->mem, "%c", c), ORIGIN_TEMPLATE);
	tmap_text(m, "lead", lead, ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "description", lead, ORIGIN_TEMPLATE, NULL);
	page_pool_words(m, peers);
	page_date(m, "drawn", public_pool_drawn(plan->pool), &s->mem);
	browse_symbols(m, plan, &s->mem);
	struct tlist *entries = tmap_list(m, "entries");
	for (size_t i = from; i < to; i++) put_place(tlist_add(entries), plan, i);
	return page_put(s, "ids.html", m, NOPLACE);
}

int browse_build(struct site *s, const struct browse_plan *plan, bool peers)
{
	int rc = 0;
	again_begin(s, plan->pool, peers);
	for (size_t page = 0; page < plan->npages && rc == 0; page++) rc = build_page(s, plan, peers, page);
	for (size_t i = 0; plan->page_of && i < BROWSE_SYMBOLS && rc == 0; i++) rc = build_ids(s, plan, peers, i);
	again_end(s);
	return rc;
}
