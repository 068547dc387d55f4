/* Dividing a pool into pages, apart from writing them. A pool of 60,000 entries gives hundreds of pages, so rows are put
 * in order by counting: no comparison sort, eight bytes a row. */
#include "site/browse_plan.h"
#include <assert.h>

static const char symbols[BROWSE_SYMBOLS + 1] = "023456789BCDFGHJKMNPQRSTVWXYZ";

/* Every value of a field has two slots, shown exactly and shown only so; behind them kept private and none given. */
static size_t slots_of(const struct public_field *field)
{
	return field ? 2 * field->nvalues + 2 : 1;
}

static enum browse_kind kind_of_slot(const struct public_field *field, size_t slot)
{
	if (!field) return BROWSE_ALL;
	if (slot < field->nvalues) return BROWSE_EXACT;
	if (slot < 2 * field->nvalues) return BROWSE_BROAD;
	return slot == 2 * field->nvalues ? BROWSE_PRIVATE : BROWSE_NONE;
}

/* The i-th slot an entry stands in; false after the last. A group says nothing on a field that only profiles show: somebody in it
 * may have any value, so it stands with those who keep it private. */
static bool entry_slot(const struct public_pool *pool, size_t field, size_t entry, size_t i, size_t *slot)
{
	*slot = 0;
	if (field == SIZE_MAX) return i == 0;
	const struct public_entry *e = public_pool_entry(pool, entry);
	const struct public_fact *fact = public_entry_fact_of(e, field);
	size_t n = public_pool_field(pool, field)->nvalues;
	if (!fact || fact->n == 0) {
		bool group = public_entry_is_group(e) && !public_pool_field(pool, field)->grouped;
		*slot = group ? 2 * n : 2 * n + 1;
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

struct planner {
	struct browse_plan *plan;
	struct arena *mem;
	size_t first, second; /* fields' indices, SIZE_MAX for none */
	size_t room, page_room;
};

static size_t first_grouped(const struct public_pool *pool)
{
	for (size_t f = 0; f < public_pool_fields(pool); f++)
		if (public_pool_field(pool, f)->grouped) return f;
	return SIZE_MAX;
}

/* The next field with one value an entry: if possible one that groups show too. */
static size_t second_field(const struct public_pool *pool, size_t first)
{
	size_t n = first == SIZE_MAX ? 0 : public_pool_fields(pool);
	for (int grouped = 1; grouped >= 0; grouped--)
		for (size_t f = 0; f < n; f++) {
			const struct public_field *field = public_pool_field(pool, f);
			if (f != first && !field->list && field->grouped == (bool)grouped) return f;
		}
	return SIZE_MAX;
}

static size_t top_of(const struct public_field *field, size_t value)
{
	while (field->value[value].depth > 1) value = field->value[value].parent;
	return value;
}

/* The slots in the order in which they are shown. Values stand depth first, so all below a widest value are neighbors. */
static size_t *slot_order(const struct public_field *field, struct arena *mem)
{
	size_t *order = ARENA_ARRAY(mem, size_t, slots_of(field)), n = 0, nvalues = field ? field->nvalues : 0;
	for (size_t v = 0; v < nvalues;) {
		size_t end = v + 1;
		while (end < nvalues && top_of(field, end) == top_of(field, v)) end++;
		for (size_t i = v; i < end; i++) order[n++] = i;
		for (size_t i = v; i < end; i++) order[n++] = nvalues + i;
		v = end;
	}
	for (size_t slot = 2 * nvalues; slot < slots_of(field); slot++) order[n++] = slot;
	assert(n == slots_of(field));
	return order;
}

static struct browse_node *add_node(struct planner *p, struct browse_node node)
{
	struct browse_plan *plan = p->plan;
	if (plan->nnodes == p->room) {
		struct browse_node *more = ARENA_ARRAY(p->mem, struct browse_node, p->room ? 2 * p->room : 16);
		if (p->room) memcpy(more, plan->node, p->room * sizeof *more);
		plan->node = more;
		p->room = p->room ? 2 * p->room : 16;
	}
	node.end = plan->nnodes + 1;
	plan->node[plan->nnodes] = node;
	return &plan->node[plan->nnodes++];
}

/* Turns what is counted for each slot into where its rows begin; `from` is where all begin. */
static void counts_to_starts(size_t *next, const size_t *order, size_t nslots, size_t from)
{
	for (size_t i = 0; i < nslots; i++) {
		size_t count = next[order[i]];
		next[order[i]] = from;
		from += count;
	}
}

static void fill_rows(struct planner *p, const size_t *order)
{
	struct browse_plan *plan = p->plan;
	size_t slot, nslots = slots_of(plan->field), *next = ARENA_ARRAY(p->mem, size_t, nslots);
	for (size_t e = 0; e < public_pool_entries(plan->pool); e++)
		for (size_t i = 0; entry_slot(plan->pool, p->first, e, i, &slot); i++, plan->nrows++) next[slot]++;
	counts_to_starts(next, order, nslots, 0);
	plan->row = ARENA_ARRAY(p->mem, struct browse_row, plan->nrows ? plan->nrows : 1);
	for (size_t e = 0; e < public_pool_entries(plan->pool); e++)
		for (size_t i = 0; entry_slot(plan->pool, p->first, e, i, &slot); i++) {
			plan->row[next[slot]++] = (struct browse_row){ (uint32_t)e, i > 0 };
			if (i > 0) plan->repeats = true;
		}
}

/* How often each slot comes among these rows, by the second field. */
static size_t *count_second(const struct planner *p, size_t from, size_t to)
{
	size_t slot, *count = ARENA_ARRAY(p->mem, size_t, slots_of(p->plan->second));
	for (size_t r = from; r < to; r++) {
		(void)entry_slot(p->plan->pool, p->second, p->plan->row[r].entry, 0, &slot);
		count[slot]++;
	}
	return count;
}

/* Divides a section by the second field: its rows are put in order, and it gets a node for each value. */
static void divide(struct planner *p, size_t section)
{
	struct browse_plan *plan = p->plan;
	size_t from = plan->node[section].from, to = plan->node[section].to, slot;
	assert(plan->second->nvalues > 0); /* a field without values divides nothing */
	size_t nslots = slots_of(plan->second), *order = slot_order(plan->second, p->mem);
	size_t *count = count_second(p, from, to), *next = ARENA_ARRAY(p->mem, size_t, nslots);
	struct browse_row *sorted = ARENA_ARRAY(p->mem, struct browse_row, to - from);
	memcpy(next, count, nslots * sizeof *next);
	counts_to_starts(next, order, nslots, 0);
	for (size_t r = from; r < to; r++) {
		(void)entry_slot(plan->pool, p->second, plan->row[r].entry, 0, &slot);
		sorted[next[slot]++] = plan->row[r];
	}
	memcpy(plan->row + from, sorted, (to - from) * sizeof *sorted);
	for (size_t i = 0; i < nslots; i++) {
		size_t n = count[order[i]], value = order[i] % plan->second->nvalues;
		if (n == 0) continue;
		enum browse_kind kind = kind_of_slot(plan->second, order[i]);
		add_node(p, (struct browse_node){ .kind = kind,
				    .field = plan->second,
				    .value = kind == BROWSE_EXACT || kind == BROWSE_BROAD ? value : 0,
				    .parent = section,
				    .from = from,
				    .to = from + n,
				    .second = true });
		from += n;
	}
	plan->node[section].end = plan->nnodes;
}

static void add_section(struct planner *p, size_t parent, enum browse_kind kind, size_t value, size_t from, size_t to)
{
	struct browse_plan *plan = p->plan;
	size_t at = plan->nnodes;
	add_node(p,
		(struct browse_node){
			.kind = kind, .field = plan->field, .value = value, .parent = parent, .from = from, .to = to });
	if (kind == BROWSE_BROAD) plan->only[value] = (uint32_t)at + 1;
	if (kind == BROWSE_PRIVATE) plan->kept = at;
	if (to - from > BROWSE_ROWS && plan->second) divide(p, at);
}

/* Sections below the first node or, where a widest value has finer ones, below a node of its own. */
static void add_sections(struct planner *p, const size_t *order, const size_t *count)
{
	const struct public_field *field = p->plan->field;
	size_t under = 0, row = 0;
	for (size_t i = 0; i < slots_of(field); i++) {
		size_t slot = order[i], value = slot % field->nvalues;
		if (count[slot] == 0) continue;
		enum browse_kind kind = kind_of_slot(field, slot);
		bool valued = kind == BROWSE_EXACT || kind == BROWSE_BROAD;
		size_t top = valued ? top_of(field, value) : 0;
		bool wide = valued && !field->value[top].leaf;
		if (under && (!wide || p->plan->node[under].value != top)) under = 0;
		if (wide && !under) {
			under = p->plan->nnodes;
			add_node(p, (struct browse_node){
					    .kind = BROWSE_UNDER, .field = field, .value = top, .from = row });
		}
		add_section(p, under, kind, valued ? value : 0, row, row + count[slot]);
		row += count[slot];
		if (!under) continue;
		p->plan->node[under].to = row;
		p->plan->node[under].end = p->plan->nnodes;
	}
}

static size_t *count_rows(const struct planner *p)
{
	size_t slot, *count = ARENA_ARRAY(p->mem, size_t, slots_of(p->plan->field));
	for (size_t e = 0; e < public_pool_entries(p->plan->pool); e++)
		for (size_t i = 0; entry_slot(p->plan->pool, p->first, e, i, &slot); i++) count[slot]++;
	return count;
}

bool browse_plan_is_section(const struct browse_plan *plan, size_t node)
{
	return plan->node[node].end == node + 1 && (plan->node[node].kind != BROWSE_UNDER);
}

size_t browse_plan_steps(const struct browse_plan *plan, size_t node, size_t step[2])
{
	const struct browse_node *n = &plan->node[node];
	if (n->kind == BROWSE_ALL) return 0;
	if (!n->second) {
		step[0] = node;
		return 1;
	}
	step[0] = n->parent;
	step[1] = node;
	return 2;
}

static char *path_step(struct arena *mem, const char *before, const struct browse_node *n)
{
	const char *code = n->field->value[n->value].code, *between = n->second ? "." : "-";
	switch (n->kind) {
	case BROWSE_PRIVATE: return arena_printf(mem, "%s%skept-private", before, between);
	case BROWSE_NONE: return arena_printf(mem, "%s%snot-given", before, between);
	case BROWSE_BROAD: return arena_printf(mem, "%s%sonly-%s", before, between, code);
	default: return arena_printf(mem, "%s%sby-%s", before, between, code);
	}
}

/* A code holds no dot, so no two nodes and parts have the same path. */
static const char *page_path(const struct planner *p, const struct browse_page *page)
{
	size_t step[2], n = browse_plan_steps(p->plan, page->node, step);
	const char *path = arena_printf(p->mem, "%s-browse", public_pool_code(p->plan->pool));
	for (size_t i = 0; i < n; i++) path = path_step(p->mem, path, &p->plan->node[step[i]]);
	return page->numbered ? arena_printf(p->mem, "%s.%zu.html", path, page->part)
			      : arena_printf(p->mem, "%s.html", path);
}

static void add_page(struct planner *p, struct browse_page page)
{
	struct browse_plan *plan = p->plan;
	if (plan->npages == p->page_room) {
		struct browse_page *more =
			ARENA_ARRAY(p->mem, struct browse_page, p->page_room ? 2 * p->page_room : 16);
		if (p->page_room) memcpy(more, plan->page, p->page_room * sizeof *more);
		plan->page = more;
		p->page_room = p->page_room ? 2 * p->page_room : 16;
	}
	page.path = page_path(p, &page);
	plan->page[plan->npages++] = page;
}

/* Parts of equal length, so that the last is no single row. */
static void add_parts(struct planner *p, size_t node, bool numbered)
{
	size_t from = p->plan->node[node].from, rows = p->plan->node[node].to - from;
	size_t parts = (rows + BROWSE_ROWS - 1) / BROWSE_ROWS;
	for (size_t i = 0; i < parts; i++)
		add_page(p, (struct browse_page){ .node = node,
				    .from = from + rows * i / parts,
				    .to = from + rows * (i + 1) / parts,
				    .part = i + 1,
				    .parts = parts,
				    .numbered = numbered || i > 0 });
}

/* Gives a node its pages, and those of its parts where one page does not hold it. What the second field divides is not divided again by
 * a page of contents: the page above lists its parts. */
static void place(struct planner *p, size_t node)
{
	struct browse_node *n = &p->plan->node[node];
	n->own = true;
	n->page = p->plan->npages;
	if (n->to - n->from <= BROWSE_ROWS) {
		add_parts(p, node, false);
		for (size_t i = node + 1; i < n->end; i++) p->plan->node[i].page = n->page;
		return;
	}
	n->contents = !n->second;
	if (n->contents) add_page(p, (struct browse_page){ .node = node, .part = 1, .parts = 1 });
	if (n->end == node + 1) add_parts(p, node, n->contents);
	for (size_t i = node + 1; i < n->end; i = p->plan->node[i].end) place(p, i);
}

static void find_entries(struct planner *p)
{
	struct browse_plan *plan = p->plan;
	plan->page_of = ARENA_ARRAY(p->mem, uint32_t, public_pool_entries(plan->pool));
	for (size_t i = 0; i < plan->npages; i++)
		for (size_t r = plan->page[i].from; r < plan->page[i].to; r++)
			if (!plan->row[r].repeated) plan->page_of[plan->row[r].entry] = (uint32_t)i;
}

void browse_plan(struct browse_plan *out, const struct public_pool *pool, struct arena *mem)
{
	struct planner p = { .plan = out, .mem = mem, .first = first_grouped(pool) };
	*out = (struct browse_plan){ .pool = pool };
	if (public_pool_entries(pool) == 0) return;
	p.second = second_field(pool, p.first);
	if (p.first != SIZE_MAX) out->field = public_pool_field(pool, p.first);
	if (p.second != SIZE_MAX) out->second = public_pool_field(pool, p.second);
	out->only = ARENA_ARRAY(mem, uint32_t, out->field ? out->field->nvalues : 1);
	size_t *order = slot_order(out->field, mem), *count = count_rows(&p);
	fill_rows(&p, order);
	add_node(&p, (struct browse_node){ .kind = BROWSE_ALL, .field = out->field, .to = out->nrows });
	if (out->field) add_sections(&p, order, count);
	out->node[0].end = out->nnodes;
	place(&p, 0);
	if (public_pool_entries(pool) > BROWSE_SEARCH_LIMIT) find_entries(&p);
}

char browse_plan_symbol(const struct browse_plan *plan, size_t i, size_t *from, size_t *to)
{
	size_t n = public_pool_entries(plan->pool), bound[2];
	for (int k = 0; k < 2;
		k++) { /* the first entry whose ID begins with this symbol or a later one; with a later one */
		size_t low = 0, high = n;
		while (low < high) {
			size_t mid = low + (high - low) / 2;
			unsigned char c = (unsigned char)*public_entry_id(public_pool_entry(plan->pool, mid));
			if (k == 0 ? c < (unsigned char)symbols[i] : c <= (unsigned char)symbols[i])
				low = mid + 1;
			else
				high = mid;
		}
		bound[k] = low;
	}
	*from = bound[0];
	*to = bound[1];
	return symbols[i];
}
