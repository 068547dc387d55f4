/* Browse pages. A pool of 60,000 entries gives hundreds of them, so the order of rows is found once by counting (no
 * comparison sort, twelve bytes a row) and each page is then made and let go before the next. */
#include "site/browse.h"
#include "site/cards.h"

/* Sections have fixed slots: exact values, broad values, kept private, none given. Slots keep the vocabulary's order,
 * which is the pool's. */
static size_t slots_of(const struct public_field *field)
{
	return field ? 2 * field->nvalues + 2 : 1;
}

static struct browse_section section_of_slot(const struct public_field *field, size_t slot)
{
	if (!field) return (struct browse_section){ BROWSE_ALL, 0, 0, 0 };
	if (slot < field->nvalues) return (struct browse_section){ BROWSE_EXACT, slot, 0, 0 };
	if (slot < 2 * field->nvalues) return (struct browse_section){ BROWSE_BROAD, slot - field->nvalues, 0, 0 };
	return (struct browse_section){ slot == 2 * field->nvalues ? BROWSE_PRIVATE : BROWSE_NONE, 0, 0, 0 };
}

/* The i-th slot an entry stands in; false after the last. */
static bool entry_slot(const struct browse_plan *plan, size_t field, size_t entry, size_t i, size_t *slot)
{
	if (!plan->field) {
		*slot = 0;
		return i == 0;
	}
	const struct public_fact *fact = public_entry_fact_of(public_pool_entry(plan->pool, entry), field);
	size_t n = plan->field->nvalues;
	if (!fact || fact->n == 0) {
		*slot = 2 * n + 1;
		return i == 0;
	}
	if (fact->precision == PRECISION_PRIVATE) {
		*slot = 2 * n;
		return i == 0;
	}
	if (i >= fact->n) return false;
	*slot = fact->value[i] + (fact->precision == PRECISION_BROAD ? n : 0);
	return true;
}

static size_t first_grouped(const struct public_pool *pool)
{
	for (size_t f = 0; f < public_pool_fields(pool); f++)
		if (public_pool_field(pool, f)->grouped) return f;
	return SIZE_MAX;
}

static void fill_rows(struct browse_plan *p, size_t field, size_t *next, struct arena *mem)
{
	p->row = ARENA_ARRAY(mem, struct browse_row, p->nrows ? p->nrows : 1);
	for (size_t e = 0; e < public_pool_entries(p->pool); e++) {
		size_t slot;
		for (size_t i = 0; entry_slot(p, field, e, i, &slot); i++) {
			p->row[next[slot]++] = (struct browse_row){ (uint32_t)e, i > 0 };
			if (i > 0) p->repeats = true;
		}
	}
}

void browse_plan(struct browse_plan *out, const struct public_pool *pool, struct arena *mem)
{
	size_t field = first_grouped(pool), slot;
	*out = (struct browse_plan){ .pool = pool, .field = field == SIZE_MAX ? NULL : public_pool_field(pool, field) };
	size_t nslots = slots_of(out->field);
	size_t *next = ARENA_ARRAY(mem, size_t, nslots);
	for (size_t e = 0; e < public_pool_entries(pool); e++)
		for (size_t i = 0; entry_slot(out, field, e, i, &slot); i++) next[slot]++;
	out->section = ARENA_ARRAY(mem, struct browse_section, nslots);
	for (size_t i = 0; i < nslots; i++) {
		size_t count = next[i];
		next[i] = out->nrows;
		if (count == 0) continue;
		struct browse_section section = section_of_slot(out->field, i);
		section.from = out->nrows;
		out->nrows += count;
		section.to = out->nrows;
		out->section[out->nsections++] = section;
	}
	fill_rows(out, field, next, mem);
}

size_t browse_pages(const struct browse_plan *plan)
{
	return (plan->nrows + BROWSE_ROWS - 1) / BROWSE_ROWS;
}

static void section_words(struct tmap *m, const struct browse_plan *plan, const struct browse_section *section)
{
	tmap_bool(m, "exact", section->kind == BROWSE_EXACT);
	tmap_bool(m, "broad", section->kind == BROWSE_BROAD);
	tmap_bool(m, "private", section->kind == BROWSE_PRIVATE);
	tmap_bool(m, "none", section->kind == BROWSE_NONE);
	tmap_bool(m, "all", section->kind == BROWSE_ALL);
	tmap_int(m, "page", (long)(section->from / BROWSE_ROWS + 1), ORIGIN_NUMBER);
	tmap_text(m, "field", sv(plan->field ? plan->field->label : ""), ORIGIN_LABEL, NULL);
	bool has_value = plan->field && (section->kind == BROWSE_EXACT || section->kind == BROWSE_BROAD);
	const struct public_value *value = has_value ? &plan->field->value[section->value] : NULL;
	tmap_text(m, "code", sv(value ? value->code : ""), ORIGIN_LABEL, NULL);
	tmap_text(m, "label", sv(value ? value->label : ""), ORIGIN_LABEL, NULL);
}

void browse_jump(struct tmap *m, const struct browse_plan *plan)
{
	struct tlist *jump = tmap_list(m, "jump");
	for (size_t i = 0; i < plan->nsections; i++) section_words(tlist_add(jump), plan, &plan->section[i]);
}

static bool is_above(const struct public_field *field, size_t ancestor, size_t value)
{
	while (value != field->value[value].parent) {
		value = field->value[value].parent;
		if (value == ancestor) return true;
	}
	return false;
}

/* For an exact section: where else those may be who show the same only more broadly or not at all. */
static void put_also(struct tmap *m, const struct browse_plan *plan, const struct browse_section *section)
{
	struct tlist *also = tmap_list(m, "also");
	for (size_t i = 0; section->kind == BROWSE_EXACT && i < plan->nsections; i++) {
		const struct browse_section *other = &plan->section[i];
		bool may = other->kind == BROWSE_PRIVATE ||
			   (other->kind == BROWSE_BROAD && is_above(plan->field, other->value, section->value));
		if (may) section_words(tlist_add(also), plan, other);
	}
	tmap_bool(m, "has_also", tlist_length(also) > 0);
}

/* One table row: the shared fields in columns of their own, the rest of a profile in the last. */
static void put_row(struct tmap *m, const struct public_pool *pool, const struct browse_row *row)
{
	const struct public_entry *e = public_pool_entry(pool, row->entry);
	card_id(m, pool, e);
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

static void put_sections(struct tmap *m, const struct browse_plan *plan, size_t from, size_t to)
{
	struct tlist *sections = tmap_list(m, "sections");
	for (size_t i = 0; i < plan->nsections; i++) {
		const struct browse_section *section = &plan->section[i];
		size_t a = section->from > from ? section->from : from, b = section->to < to ? section->to : to;
		if (a >= b) continue;
		struct tmap *sm = tlist_add(sections);
		section_words(sm, plan, section);
		tmap_bool(sm, "continued", section->from < from);
		put_also(sm, plan, section);
		struct tlist *rows = tmap_list(sm, "rows");
		for (size_t r = a; r < b; r++) put_row(tlist_add(rows), plan->pool, &plan->row[r]);
	}
}

static void put_paging(struct tmap *m, size_t page, size_t pages)
{
	tmap_int(m, "number", (long)page, ORIGIN_NUMBER);
	tmap_int(m, "pages", (long)pages, ORIGIN_NUMBER);
	tmap_bool(m, "many_pages", pages > 1);
	tmap_bool(m, "has_previous", page > 1);
	tmap_bool(m, "has_next", page < pages);
	tmap_int(m, "previous", (long)page - 1, ORIGIN_NUMBER);
	tmap_int(m, "next", (long)page + 1, ORIGIN_NUMBER);
}

static int build_page(struct site *s, const struct browse_plan *plan, bool peers, size_t page, size_t pages)
{
	char path[48];
	snprintf(path, sizeof path, "%s-browse-%zu.html", peers ? "peers" : "mentors", page);
	struct tmap *m = page_begin(s, path, peers ? NAV_PEERS : NAV_MENTORS);
	size_t from = (page - 1) * BROWSE_ROWS,
	       to = page * BROWSE_ROWS < plan->nrows ? page * BROWSE_ROWS : plan->nrows;
	struct sv title = peers ? SV_LIT("All peer partners") : SV_LIT("All mentors");
	struct sv lead = SV_LIT("Every entry of the pool, to read, to search with your browser, or to print. Note two "
				"or three Entry IDs and put them in order.");
	tmap_text(m, "title", title, ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "lead", lead, ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "description", lead, ORIGIN_TEMPLATE, NULL);
	page_pool_words(m, peers);
	page_date(m, "drawn", public_pool_drawn(plan->pool), &s->mem);
	tmap_bool(m, "cards", public_pool_entries(plan->pool) <= BROWSE_SEARCH_LIMIT);
	tmap_bool(m, "repeats", plan->repeats);
	tmap_bool(m, "by_field", plan->field != NULL);
	tmap_text(m, "field", sv(plan->field ? plan->field->label : ""), ORIGIN_LABEL, NULL);
	put_paging(m, page, pages);
	browse_jump(m, plan);
	put_columns(m, plan->pool);
	put_sections(m, plan, from, to);
	return page_put(s, "browse.html", m, NOPLACE);
}

int browse_build(struct site *s, const struct browse_plan *plan, bool peers)
{
	size_t pages = browse_pages(plan);
	int rc = 0;
	for (size_t page = 1; page <= pages && rc == 0; page++) rc = build_page(s, plan, peers, page, pages);
	return rc;
}
