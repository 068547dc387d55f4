/* Links between browse pages. An address is made of codes, and the gate certifies a code by the span it stands in, so
 * templates put addresses together from their steps; browse_plan.c makes the same names as paths. */
#include "site/browse.h"

/* "Kind" as templates know it; the value and all below it read like the value. */
static void put_kind(struct tmap *m, const struct browse_node *n)
{
	bool valued = n->kind == BROWSE_EXACT || n->kind == BROWSE_UNDER || n->kind == BROWSE_BROAD;
	const struct public_value *value = valued ? &n->field->value[n->value] : NULL;
	tmap_bool(m, "exact", n->kind == BROWSE_EXACT || n->kind == BROWSE_UNDER);
	tmap_bool(m, "broad", n->kind == BROWSE_BROAD);
	tmap_bool(m, "private", n->kind == BROWSE_PRIVATE);
	tmap_bool(m, "none", n->kind == BROWSE_NONE);
	tmap_bool(m, "all", n->kind == BROWSE_ALL);
	tmap_text(m, "field", sv(n->field ? n->field->label : ""), ORIGIN_LABEL, NULL);
	tmap_text(m, "code", sv(value ? value->code : ""), ORIGIN_LABEL, NULL);
	tmap_text(m, "label", sv(value ? value->label : ""), ORIGIN_LABEL, NULL);
}

static void put_steps(struct tmap *m, const struct browse_plan *plan, size_t node)
{
	size_t step[2], n = browse_plan_steps(plan, node, step);
	struct tlist *path = tmap_list(m, "path");
	for (size_t i = 0; i < n; i++) put_kind(tlist_add(path), &plan->node[step[i]]);
}

void browse_path(struct tmap *m, const struct browse_plan *plan, const struct browse_page *page)
{
	put_steps(m, plan, page->node);
	tmap_bool(m, "numbered", page->numbered);
	tmap_int(m, "part", (long)page->part, ORIGIN_NUMBER);
}

void browse_link(struct tmap *m, const struct browse_plan *plan, size_t node)
{
	const struct browse_node *n = &plan->node[node];
	browse_path(m, plan, &plan->page[n->page]);
	put_kind(m, n);
	tmap_bool(m, "here", !n->own);
}

static void put_parts(struct tmap *m, const struct browse_plan *plan, size_t node)
{
	const struct browse_node *n = &plan->node[node];
	struct tlist *parts = tmap_list(m, "parts");
	for (size_t i = n->page; n->end == node + 1 && i < plan->npages && plan->page[i].node == node; i++) {
		const struct browse_page *page = &plan->page[i];
		if (page->from == page->to || page->parts == 1) continue;
		struct tmap *pm = tlist_add(parts);
		const struct browse_row *row = plan->row;
		browse_path(pm, plan, page);
		tmap_text(pm, "from", sv(public_entry_id(public_pool_entry(plan->pool, row[page->from].entry))),
			ORIGIN_ID, NULL);
		tmap_text(pm, "to", sv(public_entry_id(public_pool_entry(plan->pool, row[page->to - 1].entry))),
			ORIGIN_ID, NULL);
	}
	tmap_bool(m, "has_parts", tlist_length(parts) > 0);
}

static void put_item(struct tmap *m, const struct browse_plan *plan, size_t node)
{
	const struct browse_node *n = &plan->node[node];
	browse_link(m, plan, node);
	tmap_bool(m, "counted", n->kind != BROWSE_UNDER || !plan->repeats);
	tmap_int(m, "entries", (long)(n->to - n->from), ORIGIN_NUMBER);
	tmap_bool(m, "one_entry", n->to - n->from == 1);
}

void browse_contents(struct tmap *m, const struct browse_plan *plan, size_t node)
{
	const struct browse_node *n = &plan->node[node];
	struct tlist *items = tmap_list(m, "items");
	for (size_t i = node + 1; i < n->end; i = plan->node[i].end) {
		struct tmap *item = tlist_add(items);
		put_item(item, plan, i);
		struct tlist *inner = tmap_list(item, "inner");
		bool wide = plan->node[i].kind == BROWSE_UNDER;
		for (size_t k = i + 1; wide && k < plan->node[i].end; k = plan->node[k].end)
			put_item(tlist_add(inner), plan, k);
		tmap_bool(item, "has_inner", wide);
		if (plan->node[i].second)
			put_parts(item, plan, i);
		else
			tmap_bool(item, "has_parts", false);
	}
	put_parts(m, plan, node);
}

void browse_symbols(struct tmap *m, const struct browse_plan *plan, struct arena *mem)
{
	struct tlist *symbols = tmap_list(m, "symbols");
	for (size_t i = 0; plan->page_of && i < BROWSE_SYMBOLS; i++) {
		size_t from, to;
		char c = browse_plan_symbol(plan, i, &from, &to);
		if (from == to) continue;
		struct tmap *item = tlist_add(symbols);
		tmap_text(item, "symbol", sv(arena_printf(mem, "%c", c)), ORIGIN_TEMPLATE, NULL);
		tmap_text(item, "initial", sv(arena_printf(mem, "%c", c >= 'A' ? c - 'A' + 'a' : c)), ORIGIN_TEMPLATE,
			NULL);
	}
	tmap_bool(m, "has_symbols", tlist_length(symbols) > 0);
}
