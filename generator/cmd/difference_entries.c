/* difference_entries.c: who is in and who is out, as any reader of both pool.csv could find. A profile is followed by its Entry ID, a group
 * by what it says: that is all the public side knows of either. */
#include "cmd/difference.h"
#include "base/digest.h"
#include "input/csvin.h"

enum { POOL, ID, KIND, FIELD, CODE, LABEL, PARENT, TEXT, COLUMNS };

struct row {
	struct sv pool, id, facts, text;
	bool group;
};
struct table {
	struct arena *mem;
	VEC(struct row) v;
	struct map by_key; /* pool, kind, and what it is followed by → row */
	struct map label;  /* pool, field, code → label */
	struct map fields; /* pool → digest of its rows of fields and values */
	bool failed;
};

static const char *key_of(struct arena *mem, const struct row *r)
{
	return arena_printf(
		mem, "%.*s\n%s\n%.*s", SV_ARG(r->pool), r->group ? "g" : "p", SV_ARG(r->group ? r->facts : r->id));
}

static void add_fields(struct table *t, const struct csvin_row *row)
{
	uint64_t sum = 0;
	static const unsigned char key[16] = { 0 };
	map_get(&t->fields, row->cell[POOL], &sum);
	map_set(&t->fields, row->cell[POOL], sum * 31 + siphash24(key, row->raw.p, row->raw.n));
	if (sv_is(row->cell[KIND], "value"))
		map_set_ptr(&t->label,
			sv(arena_printf(t->mem, "%.*s\n%.*s\n%.*s", SV_ARG(row->cell[POOL]), SV_ARG(row->cell[FIELD]),
				SV_ARG(row->cell[CODE]))),
			(void *)arena_strdup(t->mem, row->cell[LABEL]));
}

static int take(void *self, const struct csvin_row *row)
{
	struct table *t = self;
	if (row->index == 0 || row->n < COLUMNS) return 0;
	if (sv_is(row->cell[KIND], "field") || sv_is(row->cell[KIND], "value")) return add_fields(t, row), 0;
	struct row r = { arena_sv(t->mem, row->cell[POOL]), arena_sv(t->mem, row->cell[ID]),
		arena_sv(t->mem, row->cell[CODE]), arena_sv(t->mem, row->cell[TEXT]), sv_is(row->cell[KIND], "group") };
	map_set(&t->by_key, sv(key_of(t->mem, &r)), t->v.n);
	vec_push(&t->v, r);
	return 0;
}

static void read_table(struct table *t, struct arena *mem, struct sv csv, struct diags *ds)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	*t = (struct table){ .mem = mem, .v = VEC_INIT, .by_key = MAP_INIT, .label = MAP_INIT, .fields = MAP_INIT };
	if (csv.n && csvin_text(csv, "pool.csv", 1, &options, &dialect, take, t, ds) != 0) t->failed = true;
}

static void table_dispose(struct table *t)
{
	vec_dispose(&t->v);
	map_dispose(&t->by_key);
	map_dispose(&t->label);
	map_dispose(&t->fields);
}

/* "main_area=gcp;experience=*" as "GCP (clinical studies), kept private". */
static struct sv in_words(struct table *t, const struct row *r)
{
	struct str out = STR_INIT;
	struct sv rest = r->facts, fact, field;
	while (sv_split(&rest, ';', &fact)) {
		struct sv code = fact;
		if (!sv_split(&code, '=', &field)) continue;
		const char *label = map_ptr(&t->label,
			sv(arena_printf(t->mem, "%.*s\n%.*s\n%.*s", SV_ARG(r->pool), SV_ARG(field), SV_ARG(code))));
		str_printf(&out, "%s%s", out.len ? ", " : "",
			label              ? label
			: sv_is(code, "*") ? "kept private"
					   : arena_strdup(t->mem, code));
	}
	struct sv words = arena_sv(t->mem, sv_of(&out));
	str_dispose(&out);
	return words;
}

static struct diff_pool *pool_of(struct difference *d, struct sv code)
{
	for (size_t i = 0; i < d->pool.n; i++)
		if (sv_is(code, d->pool.at[i].code)) return &d->pool.at[i];
	vec_push(&d->pool, ((struct diff_pool){ .code = arena_strdup(&d->mem, code) }));
	return &d->pool.at[d->pool.n - 1];
}

static const struct row *other(const struct table *t, struct arena *mem, const struct row *r)
{
	uint64_t at;
	return map_get(&t->by_key, sv(key_of(mem, r)), &at) ? &t->v.at[at] : NULL;
}

static void one_side(struct difference *d, struct table *from, const struct table *to, bool before)
{
	for (size_t i = 0; i < from->v.n; i++) {
		const struct row *r = &from->v.at[i], *there = other(to, &d->mem, r);
		struct diff_pool *p = pool_of(d, r->pool);
		struct diff_entry e = { arena_strdup(&d->mem, r->id), r->group ? in_words(from, r) : sv("") };
		++*(r->group     ? before ? &p->groups_before : &p->groups_now
			: before ? &p->profiles_before
				 : &p->profiles_now);
		if (there && (before || r->group || (sv_eq(there->facts, r->facts) && sv_eq(there->text, r->text))))
			continue;
		if (r->group && before)
			vec_push(&p->groups_out, e);
		else if (r->group)
			vec_push(&p->groups_in, e);
		else if (before)
			vec_push(&p->profiles_out, e);
		else if (there)
			vec_push(&p->renewed, e);
		else
			vec_push(&p->profiles_in, e);
	}
}

int difference_entries(struct difference *d, struct sv before, struct sv now, struct diags *ds)
{
	struct table a, b;
	read_table(&a, &d->mem, before, ds);
	read_table(&b, &d->mem, now, ds);
	one_side(d, &a, &b, true);
	one_side(d, &b, &a, false);
	for (size_t i = 0; i < d->pool.n; i++) {
		uint64_t was = 0, is = 0;
		bool had = map_get(&a.fields, sv(d->pool.at[i].code), &was);
		d->pool.at[i].redrawn = map_get(&b.fields, sv(d->pool.at[i].code), &is) && had && was != is;
	}
	int r = a.failed || b.failed ? -1 : 0;
	table_dispose(&a);
	table_dispose(&b);
	return r;
}
