/* The inside of public pools and entries, which no other file can see. A pool of tens of thousands of entries must stay
 * small, and most entries say the same few things: equal facts are kept once and shared. */
#include "privacy/public_entry_make.h"
#include <assert.h>
#include "base/csvout.h"
#include "base/map.h"
#include "base/vec.h"

struct public_entry {
	char id[12];
	bool group;
	unsigned nfacts;
	const struct shared_fact **fact;
	const char *text;
};
struct shared_fact {
	struct public_fact fact;
	struct sv csv; /* "field=code|code" */
};
struct public_pool {
	const char *code, *cycle;
	date_t drawn;
	unsigned k;
	bool finished;
	size_t profiles, groups;
	struct sha256 digest;
	struct arena mem;
	struct str key;
	struct map facts; /* field and values -> const struct shared_fact * */
	VEC(struct public_field) fields;
	VEC(struct public_entry) entries;
};

struct public_pool *public_pool_new(const char *code, date_t drawn, const char *cycle, unsigned k)
{
	struct public_pool *p = xcalloc(1, sizeof *p);

	p->mem = (struct arena)ARENA_INIT;
	p->facts = (struct map)MAP_INIT;
	p->key = (struct str)STR_INIT;
	p->code = arena_strdup(&p->mem, sv(code));
	p->cycle = arena_strdup(&p->mem, sv(cycle));
	p->drawn = drawn;
	p->k = k;
	return p;
}

void public_pool_free(struct public_pool *p)
{
	if (!p) return;
	vec_dispose(&p->fields);
	vec_dispose(&p->entries);
	map_dispose(&p->facts);
	str_dispose(&p->key);
	arena_dispose(&p->mem);
	free(p);
}

size_t public_pool_add_field(struct public_pool *p, const struct public_field *field)
{
	struct public_field own = *field;
	struct public_value *value = ARENA_ARRAY(&p->mem, struct public_value, field->nvalues);

	assert(!p->finished && field->nvalues > 0 && field->value[0].parent == 0);
	own.code = arena_strdup(&p->mem, sv(field->code));
	own.label = arena_strdup(&p->mem, sv(field->label));
	for (size_t i = 0; i < field->nvalues; i++) {
		value[i] = field->value[i];
		value[i].code = arena_strdup(&p->mem, sv(field->value[i].code));
		value[i].label = arena_strdup(&p->mem, sv(field->value[i].label));
		value[i].words = field->value[i].words[0] ? arena_strdup(&p->mem, sv(field->value[i].words)) : "";
	}
	own.value = value;
	vec_push(&p->fields, own);
	return p->fields.n - 1;
}

static enum precision precision_of(const struct public_field *f, size_t value)
{
	if (value == 0) return PRECISION_PRIVATE;
	return f->value[value].leaf ? PRECISION_EXACT : PRECISION_BROAD;
}

static bool fact_fits(const struct public_pool *p, const struct public_fact *f)
{
	if (f->field >= p->fields.n || f->n == 0) return false;
	for (size_t i = 0; i < f->n; i++) {
		if (f->value[i] >= p->fields.at[f->field].nvalues) return false;
		if (i > 0 && f->value[i] <= f->value[i - 1]) return false;
	}
	return true;
}

bool public_pool_fits(
	const struct public_pool *p, bool group, const struct public_fact *fact, size_t nfacts, struct sv text)
{
	size_t grouped = 0;

	for (size_t f = 0; f < p->fields.n; f++) grouped += p->fields.at[f].grouped;
	if (group && (nfacts != grouped || text.n)) return false;
	for (size_t i = 0; i < nfacts; i++) {
		if (!fact_fits(p, &fact[i]) || (i > 0 && fact[i].field <= fact[i - 1].field)) return false;
		const struct public_field *f = &p->fields.at[fact[i].field];
		if (group ? !f->grouped || fact[i].n != 1 : fact[i].value[0] == 0 || (!f->list && fact[i].n != 1))
			return false;
	}
	return true;
}

static struct sv fact_csv(struct public_pool *p, const struct public_fact *fact)
{
	const struct public_field *f = &p->fields.at[fact->field];
	struct str text = STR_INIT;
	struct sv kept;

	str_puts(&text, f->code);
	for (size_t i = 0; i < fact->n; i++) {
		str_putc(&text, i ? '|' : '=');
		str_puts(&text, f->value[fact->value[i]].code);
	}
	kept = arena_sv(&p->mem, sv_of(&text));
	str_dispose(&text);
	return kept;
}

/* A list's precision is that of its broadest value. */
static struct shared_fact *new_fact(struct public_pool *p, const struct public_fact *f)
{
	struct shared_fact *own = ARENA_NEW(&p->mem, struct shared_fact);
	size_t *value = ARENA_ARRAY(&p->mem, size_t, f->n);

	memcpy(value, f->value, f->n * sizeof *value);
	own->fact = (struct public_fact){ f->field, PRECISION_EXACT, f->n, value };
	for (size_t i = 0; i < f->n; i++) {
		enum precision one = precision_of(&p->fields.at[f->field], value[i]);

		if (one > own->fact.precision) own->fact.precision = one;
	}
	own->csv = fact_csv(p, f);
	return own;
}

static const struct shared_fact *fact_shared(struct public_pool *p, struct str *key, const struct public_fact *f)
{
	struct shared_fact *own;

	str_clear(key);
	str_append(key, &f->field, sizeof f->field);
	str_append(key, f->value, f->n * sizeof *f->value);
	own = map_ptr(&p->facts, sv_of(key));
	if (!own) {
		own = new_fact(p, f);
		map_set_ptr(&p->facts, sv_of(key), own);
	}
	return own;
}

void public_pool_add_entry(struct public_pool *p, const char *id, bool group, const struct public_fact *fact,
	size_t nfacts, struct sv text)
{
	struct public_entry e = { .group = group, .nfacts = (unsigned)nfacts, .text = "" };

	assert(!p->finished && strlen(id) < sizeof e.id && public_pool_fits(p, group, fact, nfacts, text));
	memcpy(e.id, id, strlen(id) + 1);
	e.fact = ARENA_ARRAY(&p->mem, const struct shared_fact *, nfacts);
	for (size_t i = 0; i < nfacts; i++) e.fact[i] = fact_shared(p, &p->key, &fact[i]);
	if (text.n) e.text = arena_strdup(&p->mem, text);
	vec_push(&p->entries, e);
	if (group)
		p->groups++;
	else
		p->profiles++;
}

static int by_id(const void *a, const void *b)
{
	const struct public_entry *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* The pieces are a few bytes each, and a digest takes large ones faster. */
enum { DIGEST_BLOCK = 32 << 10 };
struct digesting {
	struct digest_ctx *ctx;
	struct str block;
};

static void digest_piece(void *ctx, struct sv bytes, enum origin origin)
{
	struct digesting *d = ctx;

	(void)origin;
	str_sv(&d->block, bytes);
	if (d->block.len < DIGEST_BLOCK) return;
	digest_add(d->ctx, d->block.ptr, d->block.len);
	str_clear(&d->block);
}

void public_pool_finish(struct public_pool *p)
{
	struct digesting d = { digest_new_sha256(), STR_INIT };

	assert(!p->finished);
	p->finished = true;
	map_dispose(&p->facts);
	if (p->entries.n) qsort(p->entries.at, p->entries.n, sizeof *p->entries.at, by_id);
	for (size_t i = 1; i < p->entries.n; i++) assert(by_id(&p->entries.at[i - 1], &p->entries.at[i]) < 0);
	public_pool_csv_each(p, digest_piece, &d);
	digest_add(d.ctx, d.block.ptr, d.block.len);
	digest_end_sha256(d.ctx, &p->digest);
	str_dispose(&d.block);
}

/* The CSV. */

struct csv {
	public_csv_fn *fn;
	void *ctx;
	const struct public_pool *pool;
	struct str facts, cell;
};

/* A cell and what follows it. */
static void csv_cell(struct csv *c, struct sv text, enum origin origin, const char *end)
{
	if (text.n) {
		str_clear(&c->cell);
		/* The writer puts the comma in front of a cell unless its row begins: here every row is its own buffer. */
		csvout_cell(&c->cell, text);
		c->fn(c->ctx, sv_of(&c->cell), origin);
	}
	c->fn(c->ctx, sv(end), ORIGIN_TEMPLATE);
}

static void csv_vocabulary(struct csv *c, const char *kind, const char *const cell[5], const enum origin origin[5])
{
	csv_cell(c, sv(c->pool->code), ORIGIN_LABEL, ",,");
	csv_cell(c, sv(kind), ORIGIN_TEMPLATE, ",");
	for (size_t i = 0; i < 5; i++) csv_cell(c, sv(cell[i]), origin[i], i < 4 ? "," : "\n");
}

static void csv_field(struct csv *c, const struct public_field *f)
{
	static const char *const facet[] = { [FACET_NONE] = "", [FACET_VALUES] = "facet", [FACET_BANDS] = "bands" };
	static const enum origin of_field[5] = { ORIGIN_LABEL, ORIGIN_TEMPLATE, ORIGIN_LABEL, ORIGIN_TEMPLATE,
		ORIGIN_TEMPLATE };
	static const enum origin of_value[5] = { ORIGIN_LABEL, ORIGIN_LABEL, ORIGIN_LABEL, ORIGIN_LABEL, ORIGIN_LABEL };

	csv_vocabulary(c, "field",
		(const char *const[]){ f->code, f->grouped ? "grouped" : "profile", f->label, f->list ? "list" : "one",
			facet[f->facet] },
		of_field);
	for (size_t i = 1; i < f->nvalues; i++)
		csv_vocabulary(c, "value",
			(const char *const[]){ f->code, f->value[i].code, f->value[i].label,
				f->value[f->value[i].parent].code, f->value[i].words },
			of_value);
}

static void csv_facts(struct str *out, const struct public_entry *e)
{
	str_clear(out);
	for (size_t i = 0; i < e->nfacts; i++) {
		if (i > 0) str_putc(out, ';');
		str_sv(out, e->fact[i]->csv);
	}
}

static void csv_entry(struct csv *c, const struct public_entry *e)
{
	csv_cell(c, sv(c->pool->code), ORIGIN_LABEL, ",");
	csv_cell(c, sv(e->id), ORIGIN_ID, e->group ? ",group,," : ",profile,,");
	csv_facts(&c->facts, e);
	csv_cell(c, sv_of(&c->facts), ORIGIN_LABEL, ",,,");
	csv_cell(c, sv(e->text), ORIGIN_TEXT, "\n");
}

void public_pool_csv_each(const struct public_pool *p, public_csv_fn *fn, void *ctx)
{
	struct csv c = { fn, ctx, p, STR_INIT, STR_INIT };

	for (size_t f = 0; f < p->fields.n; f++) csv_field(&c, &p->fields.at[f]);
	for (size_t i = 0; i < p->entries.n; i++) csv_entry(&c, &p->entries.at[i]);
	str_dispose(&c.facts);
	str_dispose(&c.cell);
}

static void append_piece(void *ctx, struct sv bytes, enum origin origin)
{
	(void)origin;
	str_sv(ctx, bytes);
}

void public_pool_csv(const struct public_pool *p, struct str *out)
{
	public_pool_csv_each(p, append_piece, out);
}

void public_pool_csv_vocabulary(const struct public_pool *p, struct str *out)
{
	struct csv c = { append_piece, out, p, STR_INIT, STR_INIT };

	for (size_t f = 0; f < p->fields.n; f++) csv_field(&c, &p->fields.at[f]);
	str_dispose(&c.facts);
	str_dispose(&c.cell);
}

/* Accessors. */

const char *public_pool_code(const struct public_pool *p)
{
	return p->code;
}

date_t public_pool_drawn(const struct public_pool *p)
{
	return p->drawn;
}

const char *public_pool_cycle(const struct public_pool *p)
{
	return p->cycle;
}

unsigned public_pool_k(const struct public_pool *p)
{
	return p->k;
}

const struct sha256 *public_pool_digest(const struct public_pool *p)
{
	return &p->digest;
}

size_t public_pool_profiles(const struct public_pool *p)
{
	return p->profiles;
}

size_t public_pool_groups(const struct public_pool *p)
{
	return p->groups;
}

size_t public_pool_entries(const struct public_pool *p)
{
	return p->entries.n;
}

const struct public_entry *public_pool_entry(const struct public_pool *p, size_t i)
{
	assert(i < p->entries.n);
	return &p->entries.at[i];
}

size_t public_pool_fields(const struct public_pool *p)
{
	return p->fields.n;
}

const struct public_field *public_pool_field(const struct public_pool *p, size_t i)
{
	assert(i < p->fields.n);
	return &p->fields.at[i];
}

const char *public_entry_id(const struct public_entry *e)
{
	return e->id;
}

bool public_entry_is_group(const struct public_entry *e)
{
	return e->group;
}

size_t public_entry_facts(const struct public_entry *e)
{
	return e->nfacts;
}

const struct public_fact *public_entry_fact(const struct public_entry *e, size_t i)
{
	assert(i < e->nfacts);
	return &e->fact[i]->fact;
}

const struct public_fact *public_entry_fact_of(const struct public_entry *e, size_t field)
{
	for (size_t i = 0; i < e->nfacts; i++)
		if (e->fact[i]->fact.field == field) return &e->fact[i]->fact;
	return NULL;
}

const char *public_entry_text(const struct public_entry *e)
{
	return e->text;
}
