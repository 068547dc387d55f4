/* A card says "Clinical" and was true of those behind it as the vocabulary stood on the pool's day. Should a narrower value move to
 * another branch, the same card would be read as something else: that waits for a cycle, as everything does that changes a card. */
#include "input/csvin.h"
#include "privacy/pool_internal.h"

enum column { POOL, ENTRY_ID, KIND, FIELD, CODE, LABEL, PARENT, COLUMNS = 8 };

struct comparing {
	const struct public_pool *pool;
	struct diags *ds;
	bool moved;
};

static const struct public_field *grouped_field(const struct public_pool *p, struct sv code)
{
	for (size_t i = 0; i < public_pool_fields(p); i++) {
		const struct public_field *f = public_pool_field(p, i);

		if (f->grouped && sv_is(code, f->code)) return f;
	}
	return NULL;
}

static bool stands_below(const struct public_field *f, struct sv code, struct sv parent)
{
	for (size_t i = 1; i < f->nvalues; i++)
		if (sv_is(code, f->value[i].code)) return sv_is(parent, f->value[f->value[i].parent].code);
	return false;
}

static int take_row(void *ctx, const struct csvin_row *row)
{
	struct comparing *c = ctx;
	const struct sv *cell = row->cell;
	const struct public_field *f;

	if (row->index == 0 || row->n != COLUMNS || !sv_is(cell[KIND], "value") ||
		!sv_is(cell[POOL], public_pool_code(c->pool)))
		return 0;
	f = grouped_field(c->pool, cell[FIELD]);
	if (!f || stands_below(f, cell[CODE], cell[PARENT])) return 0;
	c->moved = true;
	diags_error(c->ds, "P171", NOPLACE, "publish with --cycle, which draws the pool anew, or undo the change",
		"the value \"%.*s\" of the field \"%s\" went or stands below another value than when the pool \"%s\" "
		"was drawn, "
		"and entries of groups would mean something else",
		SV_ARG(cell[CODE]), f->code, public_pool_code(c->pool));
	return 0;
}

/* Where the cell in quotes that begins there ends; 0 when it is none as csvout writes them. */
static size_t behind_quoted(struct sv csv, size_t at)
{
	for (at++;; at += 2) {
		size_t end = sv_find(sv_sub(csv, at, csv.n), sv("\""));

		if (end == SIZE_MAX) return 0;
		at += end;
		if (at + 1 == csv.n) return 0;
		if (csv.p[at + 1] == ',' || csv.p[at + 1] == '\n') return at + 1;
		if (csv.p[at + 1] != '"') return 0;
	}
}

/* The length of the first row with its end; 0 when it has none, or is not as csvout writes rows. */
static size_t row_length(struct sv csv)
{
	for (size_t at = 0;;) {
		const char *end = at < csv.n ? memchr(csv.p + at, '\n', csv.n - at) : NULL;
		const char *quote = end ? memchr(csv.p + at, '"', (size_t)(end - (csv.p + at))) : NULL;

		if (!quote) return end ? (size_t)(end - csv.p) + 1 : 0;
		if (quote != csv.p && quote[-1] != ',') return 0;
		at = behind_quoted(csv, (size_t)(quote - csv.p));
		if (!at) return 0;
	}
}

/* Does the vocabulary stand there to the byte as the pool has it today? Then nothing moved, and a hundred thousand entries need not be understood to say so. */
static bool stands_as_published(const struct public_pool *p, struct sv csv)
{
	struct str today = STR_INIT, begins = STR_INIT;
	size_t n = 1;

	public_pool_csv_vocabulary(p, &today);
	str_printf(&begins, "%s,,", public_pool_code(p));
	struct sv left = sv_of(&today);
	bool same = !memchr(csv.p, '\r', csv.n);
	for (; same && csv.n; csv = sv_sub(csv, n, csv.n)) {
		n = row_length(csv);
		same = n > 0;
		if (!same || !sv_starts(sv_sub(csv, 0, n), begins.ptr)) continue;
		same = sv_eq(sv_sub(csv, 0, n), sv_sub(left, 0, n));
		left = sv_sub(left, n, left.n);
	}
	same = same && left.n == 0;
	str_dispose(&today);
	str_dispose(&begins);
	return same;
}

int pool_check_vocabulary(
	const struct public_pool *const *pool, size_t npools, struct sv published_csv, struct diags *ds)
{
	const struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	int result = 0;

	for (size_t p = 0; p < npools && published_csv.n; p++) {
		struct comparing c = { pool[p], ds, false };

		if (!pool[p] || public_pool_groups(pool[p]) == 0 || stands_as_published(pool[p], published_csv))
			continue;
		if (csvin_text(published_csv, "pool.csv", 1, &options, &dialect, take_row, &c, ds) || c.moved)
			result = -1;
	}
	return result;
}
