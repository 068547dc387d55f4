/* Counting a pool for its picture. The counts are kept apart from the page so that a test can add them up by hand. */
#include "site/picture.h"
#include <assert.h>

static size_t grouped_field(const struct public_pool *pool, size_t nth)
{
	for (size_t f = 0; f < public_pool_fields(pool); f++)
		if (public_pool_field(pool, f)->grouped && nth-- == 0) return f;
	return SIZE_MAX;
}

bool picture_is_drawn(const struct public_pool *pool)
{
	return pool && public_pool_entries(pool) > 0 && grouped_field(pool, 0) != SIZE_MAX;
}

static enum picture_kind kind_of(const struct public_field *field, size_t value)
{
	if (value == field->nvalues) return PICTURE_NONE;
	if (field->value[value].parent == value) return PICTURE_PRIVATE;
	return field->value[value].leaf ? PICTURE_EXACT : PICTURE_BROAD;
}

/* Marks the values that entries show; the place behind the values is for those who give none. */
static bool *shown_values(const struct public_pool *pool, size_t f, struct arena *mem)
{
	size_t none = public_pool_field(pool, f)->nvalues;
	bool *shown = ARENA_ARRAY(mem, bool, none + 1);
	for (size_t e = 0; e < public_pool_entries(pool); e++) {
		const struct public_fact *fact = public_entry_fact_of(public_pool_entry(pool, e), f);
		for (size_t i = 0; fact && i < fact->n; i++) shown[fact->value[i]] = true;
		if (!fact || fact->n == 0) shown[none] = true;
	}
	return shown;
}

static void axis_init(struct picture_axis *out, const struct public_pool *pool, size_t f, struct arena *mem)
{
	const struct public_field *field = public_pool_field(pool, f);
	*out = (struct picture_axis){ .field = field, .index = f };
	out->line = ARENA_ARRAY(mem, struct picture_line, field->nvalues + 1);
	out->line_of = ARENA_ARRAY(mem, size_t, field->nvalues + 1);
	for (size_t v = 0; v <= field->nvalues; v++) out->line_of[v] = SIZE_MAX;
}

static void add_line(struct picture_axis *axis, enum picture_kind kind, size_t value)
{
	axis->line[axis->n] = (struct picture_line){ kind, value };
	axis->line_of[value] = axis->n++;
}

static void find_rows(struct picture_axis *axis, const struct public_pool *pool, size_t f, struct arena *mem)
{
	axis_init(axis, pool, f, mem);
	const bool *shown = shown_values(pool, f, mem);
	for (enum picture_kind kind = PICTURE_EXACT; kind <= PICTURE_NONE; kind++)
		for (size_t v = 0; v <= axis->field->nvalues; v++)
			if (shown[v] && kind_of(axis->field, v) == kind) add_line(axis, kind, v);
}

static size_t exact_values(const struct public_field *field)
{
	size_t n = 0;
	for (size_t v = 0; v < field->nvalues; v++) n += kind_of(field, v) == PICTURE_EXACT;
	return n;
}

/* Everything that is not exact shares a column; which it is, is said on the cards. */
static void find_columns(struct picture_axis *axis, const struct public_pool *pool, size_t f, struct arena *mem)
{
	if (f == SIZE_MAX || exact_values(public_pool_field(pool, f)) > PICTURE_COLUMNS) return;
	axis_init(axis, pool, f, mem);
	const struct public_field *field = axis->field;
	const bool *shown = shown_values(pool, f, mem);
	for (size_t v = 0; v < field->nvalues; v++)
		if (kind_of(field, v) == PICTURE_EXACT) add_line(axis, PICTURE_EXACT, v);
	size_t vague = SIZE_MAX;
	for (size_t v = 0; v < field->nvalues; v++) {
		if (!shown[v] || kind_of(field, v) == PICTURE_EXACT) continue;
		if (vague == SIZE_MAX) {
			vague = axis->n;
			add_line(axis, PICTURE_PRIVATE, v);
		}
		axis->line_of[v] = vague;
	}
	if (shown[field->nvalues]) add_line(axis, PICTURE_NONE, field->nvalues);
}

/* The n-th line that an entry is on; of an axis that is not there, the only one. */
static bool entry_line(const struct picture_axis *axis, const struct public_entry *e, size_t n, size_t *line)
{
	const struct public_fact *fact = axis->field ? public_entry_fact_of(e, axis->index) : NULL;
	if (!axis->field || !fact || fact->n == 0) {
		*line = axis->field ? axis->line_of[axis->field->nvalues] : 0;
		return n == 0;
	}
	if (n >= fact->n) return false;
	*line = axis->line_of[fact->value[n]];
	for (size_t i = 0; i < n; i++) /* two values in one column are still one entry there */
		if (axis->line_of[fact->value[i]] == *line) *line = SIZE_MAX;
	return true;
}

static void count_one(struct picture_count *c, const struct public_entry *e)
{
	if (public_entry_is_group(e))
		c->groups++;
	else
		c->profiles++;
}

static void count_entry(struct picture *p, const struct public_entry *e)
{
	size_t row, column, rows = 0, columns = 0;
	for (size_t c = 0; p->column.field && entry_line(&p->column, e, c, &column); c++) {
		if (column == SIZE_MAX) continue;
		count_one(&p->column.total[column], e);
		columns++;
	}
	for (size_t r = 0; entry_line(&p->row, e, r, &row); r++) {
		if (row == SIZE_MAX) continue;
		count_one(&p->row.total[row], e);
		rows++;
		for (size_t c = 0; p->column.field && entry_line(&p->column, e, c, &column); c++)
			if (column != SIZE_MAX) count_one(&p->cell[row * p->column.n + column], e);
	}
	p->repeats |= rows > 1 || columns > 1;
}

static size_t largest_of(const struct picture_count *c, size_t n)
{
	size_t largest = 0;
	for (size_t i = 0; i < n; i++) {
		if (c[i].profiles > largest) largest = c[i].profiles;
		if (c[i].groups > largest) largest = c[i].groups;
	}
	return largest;
}

void picture_count(struct picture *out, const struct public_pool *pool, struct arena *mem)
{
	assert(picture_is_drawn(pool));
	*out = (struct picture){ .pool = pool };
	find_rows(&out->row, pool, grouped_field(pool, 0), mem);
	find_columns(&out->column, pool, grouped_field(pool, 1), mem);
	out->row.total = ARENA_ARRAY(mem, struct picture_count, out->row.n);
	out->column.total = ARENA_ARRAY(mem, struct picture_count, out->column.n + 1);
	out->cell = ARENA_ARRAY(mem, struct picture_count, out->row.n * out->column.n + 1);
	for (size_t e = 0; e < public_pool_entries(pool); e++) count_entry(out, public_pool_entry(pool, e));
	out->largest = out->column.field ? largest_of(out->cell, out->row.n * out->column.n)
					 : largest_of(out->row.total, out->row.n);
}

static unsigned whole_root(uint64_t n)
{
	uint64_t root = 0;
	for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
		if ((root | bit) * (root | bit) <= n) root |= bit;
	return (unsigned)root;
}

unsigned picture_radius(size_t n, size_t largest)
{
	if (n == 0) return 0;
	assert(n <= largest);
	unsigned r = whole_root((uint64_t)PICTURE_RADIUS * PICTURE_RADIUS * n / largest);
	return r < PICTURE_RADIUS_MIN ? PICTURE_RADIUS_MIN : r;
}
