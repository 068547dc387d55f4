/* A pool from the CSV of the last edition, so that somebody who works on the pages without holding any record sees them with
 * real entries. The file is checked as strictly as a drawn pool is: it may have been edited by hand. */
#include "base/checkcode.h"
#include <assert.h>
#include "base/csvout.h"
#include "input/csvin.h"
#include "privacy/pool_internal.h"

enum column { POOL, ENTRY_ID, KIND, FIELD, CODE, LABEL, PARENT, TEXT, COLUMNS };
enum { FIELDS_MAX = 64, VALUES_MAX = 256 };

struct field_rows {
	struct public_field f;
	VEC(struct public_value) values;
	struct map by_code;
};
struct reader {
	const char *code;
	unsigned k;
	date_t drawn;
	struct public_pool *pool;
	struct arena mem;
	struct field_rows field[FIELDS_MAX];
	size_t nfields;
	bool fields_added, failed;
	struct diags *ds;
	struct checkcode id; /* of the last entry, empty before the first */
	/* The facts of the entry being read. */
	struct public_fact fact[FIELDS_MAX];
	size_t nfacts;
	size_t value[VALUES_MAX], nvalues;
};

static int refuse(struct reader *r, struct place at, const char *why)
{
	diags_error(r->ds, "P045", at, "take the file from an edition as it was published", "%s", why);
	r->failed = true;
	return 1;
}

static struct field_rows *field_named(struct reader *r, struct sv code)
{
	for (size_t i = 0; i < r->nfields; i++)
		if (sv_is(code, r->field[i].f.code)) return &r->field[i];
	return NULL;
}

static void add_value(struct reader *r, struct field_rows *f, struct sv code, struct sv label, struct sv words,
	size_t parent, unsigned depth)
{
	struct public_value v = { arena_strdup(&r->mem, code), arena_strdup(&r->mem, label),
		arena_strdup(&r->mem, words), parent, true, depth };

	map_add(&f->by_code, code, f->values.n);
	vec_push(&f->values, v);
}

static struct sv without_guard(struct reader *r, struct sv cell)
{
	struct str plain = STR_INIT;

	csvout_unguard(&plain, cell);
	cell = sv(arena_strdup(&r->mem, sv_of(&plain)));
	str_dispose(&plain);
	return cell;
}

static enum public_facet facet_named(struct sv word)
{
	return sv_is(word, "bands") ? FACET_BANDS : sv_is(word, "facet") ? FACET_VALUES : FACET_NONE;
}

static int take_field(struct reader *r, const struct csvin_row *row)
{
	const struct sv *c = row->cell;
	struct field_rows *f = &r->field[r->nfields];

	if (r->fields_added || r->nfields == FIELDS_MAX || field_named(r, c[FIELD]))
		return refuse(r, row->at[FIELD], "a field stands where none may");
	*f = (struct field_rows){ .by_code = MAP_INIT };
	f->f = (struct public_field){ arena_strdup(&r->mem, c[FIELD]),
		arena_strdup(&r->mem, without_guard(r, c[LABEL])), sv_is(c[CODE], "grouped"), sv_is(c[PARENT], "list"),
		facet_named(c[TEXT]), 0, NULL };
	add_value(r, f, sv(PUBLIC_ROOT_CODE), sv(PUBLIC_ROOT_LABEL), sv(""), 0, 0);
	f->values.at[0].leaf = false;
	r->nfields++;
	return 0;
}

static int take_vocabulary_value(struct reader *r, const struct csvin_row *row)
{
	const struct sv *c = row->cell;
	struct field_rows *f = field_named(r, c[FIELD]);
	uint64_t parent = 0;

	if (!f || r->fields_added || map_get(&f->by_code, c[CODE], NULL) || !map_get(&f->by_code, c[PARENT], &parent))
		return refuse(r, row->at[CODE], "a value stands where none may, or without the broader value it names");
	f->values.at[parent].leaf = false;
	add_value(r, f, c[CODE], without_guard(r, c[LABEL]), without_guard(r, c[TEXT]), (size_t)parent,
		f->values.at[parent].depth + 1);
	return 0;
}

static void add_fields(struct reader *r)
{
	for (size_t i = 0; i < r->nfields && !r->fields_added; i++) {
		r->field[i].f.nvalues = r->field[i].values.n;
		r->field[i].f.value = r->field[i].values.at;
		public_pool_add_field(r->pool, &r->field[i].f);
	}
	r->fields_added = true;
}

/* "field=code|code" */
static bool take_fact(struct reader *r, struct sv one)
{
	size_t equals = sv_find(one, sv("="));
	struct field_rows *f = field_named(r, sv_sub(one, 0, equals));
	struct sv codes = sv_sub(one, equals == SIZE_MAX ? one.n : equals + 1, one.n), code;
	struct public_fact *fact = &r->fact[r->nfacts];

	if (!f || equals == SIZE_MAX || r->nfacts == FIELDS_MAX) return false;
	*fact = (struct public_fact){ .field = (size_t)(f - r->field), .value = &r->value[r->nvalues] };
	while (sv_split(&codes, '|', &code)) {
		uint64_t value = 0;

		if (!map_get(&f->by_code, code, &value) || r->nvalues == VALUES_MAX) return false;
		r->value[r->nvalues++] = (size_t)value;
		fact->n++;
	}
	r->nfacts++;
	return true;
}

static bool take_facts(struct reader *r, struct sv facts)
{
	struct sv one;

	r->nfacts = r->nvalues = 0;
	while (facts.n && sv_split(&facts, ';', &one))
		if (!take_fact(r, one)) return false;
	return true;
}

static int take_entry(struct reader *r, const struct csvin_row *row, bool group)
{
	const struct sv *c = row->cell;
	struct sv text = without_guard(r, c[TEXT]);

	add_fields(r);
	if (!checkcode_valid(c[ENTRY_ID])) return refuse(r, row->at[ENTRY_ID], "this is not an Entry ID");
	if (sv_cmp(sv(r->id.z), c[ENTRY_ID]) >= 0)
		return refuse(r, row->at[ENTRY_ID], "entries must be ordered by Entry ID, each once");
	assert(r && c[ENTRY_ID].p); /* a valid ID has symbols */
	memcpy(r->id.z, c[ENTRY_ID].p, CHECKCODE_LEN);
	if (!take_facts(r, c[CODE]))
		return refuse(r, row->at[CODE], "a fact of this entry does not belong to any field of the pool");
	if (!public_pool_fits(r->pool, group, r->fact, r->nfacts, text))
		return refuse(r, row->at[CODE], "this entry does not have the facts it must have");
	public_pool_add_entry(r->pool, r->id.z, group, r->fact, r->nfacts, text);
	return 0;
}

static int take_row(void *ctx, const struct csvin_row *row)
{
	struct reader *r = ctx;

	if (row->index == 0 || row->n == 0) return 0;
	if (row->n != COLUMNS)
		return refuse(r, ((struct place){ "pool.csv", row->line, 1 }), "this row does not have eight cells");
	if (!sv_is(row->cell[POOL], r->code)) return 0;
	if (!r->pool) r->pool = public_pool_new(r->code, r->drawn, "", r->k);
	if (sv_is(row->cell[KIND], "field")) return take_field(r, row);
	if (sv_is(row->cell[KIND], "value")) return take_vocabulary_value(r, row);
	if (sv_is(row->cell[KIND], "group")) return take_entry(r, row, true);
	if (sv_is(row->cell[KIND], "profile")) return take_entry(r, row, false);
	return refuse(r, row->at[KIND], "this kind of row is not known");
}

int public_pool_from_csv(
	struct public_pool **out, const char *pool, struct sv csv, unsigned k, date_t drawn, struct diags *ds)
{
	const struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct reader *r = xcalloc(1, sizeof *r);
	struct csvin_dialect dialect;
	int result = -1;

	*out = NULL;
	*r = (struct reader){ .code = pool, .k = k, .drawn = drawn, .mem = ARENA_INIT, .ds = ds, .pool = NULL };
	if (csvin_text(csv, "pool.csv", 1, &options, &dialect, take_row, r, ds) || r->failed) goto done;
	result = 0;
	if (!r->pool) goto done;
	add_fields(r);
	public_pool_finish(r->pool);
	*out = r->pool;
	r->pool = NULL;
done:
	public_pool_free(r->pool);
	for (size_t i = 0; i < r->nfields; i++) {
		vec_dispose(&r->field[i].values);
		map_dispose(&r->field[i].by_code);
	}
	arena_dispose(&r->mem);
	free(r);
	return result;
}
