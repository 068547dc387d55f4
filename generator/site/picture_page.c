/* The page of a pool's picture. Each circle stands beside its number in the cell of a real table, so that the picture and
 * the numbers cannot differ, and whoever does not see the circles misses nothing. */
#include "site/browse.h"
#include "site/picture.h"

static void put_mark(struct tmap *m, const char *name, size_t n, size_t largest, struct arena *mem)
{
	if (n == 0) {
		tmap_bool(m, name, false);
		return;
	}
	unsigned r = picture_radius(n, largest);
	struct tmap *mark = tmap_map(m, name);
	tmap_int(mark, "n", (long)n, ORIGIN_NUMBER);
	tmap_bool(mark, "one", n == 1);
	tmap_text(mark, "r", sv(arena_printf(mem, "%u.%u", r / 10, r % 10)), ORIGIN_TEMPLATE, NULL);
}

static void put_count(struct tmap *m, struct picture_count c, size_t largest, struct arena *mem)
{
	put_mark(m, "profiles", c.profiles, largest, mem);
	put_mark(m, "groups", c.groups, largest, mem);
	tmap_bool(m, "any", c.profiles + c.groups > 0);
}

/* Totals have no circle: beside the cells' they would say nothing but "more". */
static void put_total(struct tmap *m, struct picture_count c)
{
	tmap_int(m, "all_profiles", (long)c.profiles, ORIGIN_NUMBER);
	tmap_int(m, "all_groups", (long)c.groups, ORIGIN_NUMBER);
	tmap_bool(m, "has_profiles", c.profiles > 0);
	tmap_bool(m, "has_groups", c.groups > 0);
	tmap_bool(m, "nobody", c.profiles + c.groups == 0);
	tmap_bool(m, "one_profile", c.profiles == 1);
	tmap_bool(m, "one_group", c.groups == 1);
}

static void put_line(struct tmap *m, const struct picture_axis *axis, size_t i)
{
	const struct picture_line *line = &axis->line[i];
	bool named = line->kind == PICTURE_EXACT || line->kind == PICTURE_BROAD;
	const struct public_value *value = named ? &axis->field->value[line->value] : NULL;
	tmap_bool(m, "exact", line->kind == PICTURE_EXACT);
	tmap_bool(m, "broad", line->kind == PICTURE_BROAD);
	tmap_bool(m, "private", line->kind == PICTURE_PRIVATE);
	tmap_bool(m, "none", line->kind == PICTURE_NONE);
	tmap_text(m, "label", sv(value ? value->label : ""), ORIGIN_LABEL, NULL);
	tmap_text(m, "code", sv(value ? value->code : ""), ORIGIN_LABEL, NULL);
}

/* A cell leads to the search with both filters set, where both are values that a filter has. */
static void put_cells(struct tmap *m, const struct picture *p, size_t row, bool search, struct arena *mem)
{
	struct tlist *cells = tmap_list(m, "cells");
	for (size_t c = 0; c < p->column.n; c++) {
		struct picture_count count = p->cell[row * p->column.n + c];
		struct tmap *cell = tlist_add(cells);
		bool exact = p->row.line[row].kind == PICTURE_EXACT && p->column.line[c].kind == PICTURE_EXACT;
		tmap_bool(
			cell, "linked", search && exact && p->column.field->facet && count.profiles + count.groups > 0);
		put_count(cell, count, p->largest, mem);
		struct tmap *to = tmap_map(cell, "to");
		tmap_text(to, "column_code", sv(exact ? p->column.field->value[p->column.line[c].value].code : ""),
			ORIGIN_LABEL, NULL);
	}
}

static void put_rows(struct tmap *m, const struct picture *p, bool search, struct arena *mem)
{
	struct tlist *rows = tmap_list(m, "rows");
	for (size_t r = 0; r < p->row.n; r++) {
		struct tmap *row = tlist_add(rows);
		put_line(row, &p->row, r);
		tmap_bool(row, "filtered", search && p->row.line[r].kind == PICTURE_EXACT);
		put_count(row, p->row.total[r], p->column.field ? public_pool_entries(p->pool) : p->largest, mem);
		put_total(row, p->row.total[r]);
		put_cells(row, p, r, search, mem);
	}
}

static void put_columns(struct tmap *m, const struct picture *p)
{
	struct tlist *columns = tmap_list(m, "columns");
	for (size_t c = 0; c < p->column.n; c++) {
		struct tmap *column = tlist_add(columns);
		put_line(column, &p->column, c);
		put_total(column, p->column.total[c]);
	}
	tmap_bool(m, "has_columns", p->column.field != NULL);
	tmap_text(m, "column_field", sv(p->column.field ? p->column.field->label : ""), ORIGIN_LABEL, NULL);
	tmap_text(m, "column_name", sv(p->column.field ? p->column.field->code : ""), ORIGIN_LABEL, NULL);
	tmap_int(m, "width", (long)p->column.n, ORIGIN_NUMBER);
}

int picture_build(struct site *s, const struct public_pool *pool, bool peers)
{
	if (!picture_is_drawn(pool)) return 0;
	const char *id = peers ? "peers-picture" : "mentors-picture";
	struct tmap *m =
		page_begin(s, peers ? "peers-picture.html" : "mentors-picture.html", peers ? NAV_PEERS : NAV_MENTORS);
	struct picture p;
	picture_count(&p, pool, &s->mem);
	page_pool_words(m, peers);
	page_intro(s, m, id, peers ? "The peer partner pool in one picture" : "The mentor pool in one picture",
		"Where there is much choice and where there is little, before you search.");
	page_date(m, "drawn", public_pool_drawn(pool), &s->mem);
	tmap_int(m, "k", (long)public_pool_k(pool), ORIGIN_NUMBER);
	tmap_text(m, "row_field", sv(p.row.field->label), ORIGIN_LABEL, NULL);
	tmap_text(m, "row_name", sv(p.row.field->code), ORIGIN_LABEL, NULL);
	tmap_bool(m, "repeats", p.repeats);
	bool search = public_pool_entries(pool) <= BROWSE_SEARCH_LIMIT && p.row.field->facet;
	tmap_bool(m, "search", search);
	put_total(m, (struct picture_count){ public_pool_profiles(pool), public_pool_groups(pool) });
	put_columns(m, &p);
	put_rows(m, &p, search, &s->mem);
	return page_put(s, "picture.html", m, NOPLACE);
}
