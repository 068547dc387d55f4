/* From what was published on the way up to classes: those with one tuple become one, the left-overs join where it costs
 * least, and all of them stand in the order of their tuples, whatever order the people came in. */
#include <assert.h>
#include <stdint.h>
#include "privacy/ladder_internal.h"

struct class
{
	const uint16_t *tuple;
	uint32_t fields;
	uint32_t was; /* index into published */
};
struct classes {
	struct ladder_climbed *climbed;
	const struct ladder_plan *plan;
	size_t n;
	struct class *at;
	struct ladder_tuples tuples; /* per published */
	uint32_t *class;             /* per published: place in `at` */
};

static int tuple_cmp(const struct class *x, const struct class *y)
{
	for (uint32_t f = 0; f < x->fields; f++)
		if (x->tuple[f] != y->tuple[f]) return x->tuple[f] < y->tuple[f] ? -1 : 1;
	return 0;
}

static int by_tuple(const void *a, const void *b)
{
	const struct class *x = a, *y = b;
	int order = tuple_cmp(x, y);

	return order ? order : (x->was > y->was) - (x->was < y->was);
}

/* What a kind looks like at a rung. */
static void generalize(const struct ladder_rows *r, const struct ladder_published *p, uint16_t *tuple)
{
	const uint16_t *leaf = r->leaf + r->row[p->kind] * r->plan->nfields;
	size_t vector = p->vector;

	for (size_t f = r->plan->nfields; f-- > 0;) {
		const struct ladder_coded *field = &r->plan->field[f];

		tuple[f] = (uint16_t)ladder_generalized(field->vocab, leaf[f], vector % field->levels);
		vector /= field->levels;
	}
}

void ladder_tuples_init(struct ladder_tuples *out, const struct ladder_climbed *c)
{
	size_t n = c->published.n, fields = c->rows->plan->nfields;

	*out = (struct ladder_tuples){ xcalloc(n * fields + 1, sizeof *out->tuple), n, fields };
	for (size_t i = 0; i < n; i++) generalize(c->rows, &c->published.at[i], out->tuple + i * fields);
}

void ladder_tuples_dispose(struct ladder_tuples *t)
{
	free(t->tuple);
}

static void classes_init(struct classes *c, struct ladder_climbed *climbed)
{
	size_t n = climbed->published.n, fields = climbed->rows->plan->nfields;

	*c = (struct classes){ .climbed = climbed, .plan = climbed->rows->plan, .n = n };
	c->at = xcalloc(n, sizeof *c->at);
	c->class = xcalloc(n, sizeof *c->class);
	ladder_tuples_init(&c->tuples, climbed);
	for (size_t i = 0; i < n; i++)
		c->at[i] = (struct class){ c->tuples.tuple + i * fields, (uint32_t)fields, (uint32_t)i };
}

static void classes_dispose(struct classes *c)
{
	free(c->at);
	free(c->class);
	ladder_tuples_dispose(&c->tuples);
}

/* Brings classes into vocabulary order of their tuples. Those with one tuple become one class: an inner answer
 * ("Nonclinical" as such) and generalized ones can meet in it at different rungs. */
static void sort_classes(struct classes *c)
{
	size_t unique = 0;

	if (c->n) qsort(c->at, c->n, sizeof *c->at, by_tuple);
	for (size_t i = 0; i < c->n; i++) {
		if (i == 0 || tuple_cmp(&c->at[i], &c->at[unique - 1]) != 0) c->at[unique++] = c->at[i];
		c->class[c->at[i].was] = (uint32_t)unique - 1;
	}
	c->n = unique;
}

/* All that was published with the tuple that the left-overs take in, at whatever rung, becomes as broad as it must. */
static void join_left_overs(struct classes *c)
{
	struct ladder_climbed *climbed = c->climbed;
	size_t fields = c->plan->nfields, width = fields * sizeof *c->tuples.tuple;
	uint16_t *joined = xcalloc(2 * fields + 1, sizeof *joined), *was = joined + fields;
	struct ladder_join join = { SIZE_MAX, joined };

	ladder_join_find(&join, climbed, &c->tuples, LADDER_LEFT, NULL);
	assert(join.published != SIZE_MAX);
	if (width) memcpy(was, c->tuples.tuple + join.published * fields, width);
	for (size_t i = 0; width && i < c->n; i++)
		if (memcmp(c->tuples.tuple + i * fields, was, width) == 0)
			memcpy(c->tuples.tuple + i * fields, joined, width);
	for (size_t i = 0; i < climbed->rows->kinds; i++)
		if (climbed->class_of[i] == LADDER_LEFT && climbed->rows->many[i])
			climbed->class_of[i] = (uint32_t)join.published;
	climbed->left = 0;
	free(joined);
}

/* The class of a row, or SIZE_MAX. */
static size_t class_of_row(const struct classes *c, size_t row)
{
	const struct ladder_rows *r = c->climbed->rows;
	uint32_t published = c->climbed->class_of[r->kind[row]];

	return published == LADDER_LEFT || !ladder_persons(r, row) ? SIZE_MAX : c->class[published];
}

/* Rows of every class, ascending, and the persons behind them. */
static size_t fill_rows(struct ladder_class *class, const struct classes *c, struct arena *mem)
{
	size_t rows = c->climbed->rows->rows, placed = 0, begin = 0;
	size_t *row = ARENA_ARRAY(mem, size_t, rows);

	for (size_t r = 0; r < rows; r++) {
		size_t at = class_of_row(c, r);

		if (at == SIZE_MAX) continue;
		class[at].n++;
		class[at].persons += ladder_persons(c->climbed->rows, r);
		placed += ladder_persons(c->climbed->rows, r);
	}
	for (size_t i = 0; i < c->n; i++) {
		class[i].row = row + begin;
		begin += class[i].n;
		class[i].n = 0;
	}
	for (size_t r = 0; r < rows; r++) {
		size_t at = class_of_row(c, r);

		if (at != SIZE_MAX) row[(size_t)(class[at].row - row) + class[at].n++] = r;
	}
	return placed;
}

static void results(struct ladder *out, struct arena *mem, const struct classes *c)
{
	size_t fields = c->plan->nfields;
	struct ladder_class *class = ARENA_ARRAY(mem, struct ladder_class, c->n);
	size_t *tuple = ARENA_ARRAY(mem, size_t, c->n * fields);
	size_t placed = fill_rows(class, c, mem);
	uint64_t loss = 0, weights = 0;

	for (size_t i = 0; i < c->n; i++) {
		const uint16_t *values = c->at[i].tuple;

		class[i].tuple = tuple + i * fields;
		for (size_t f = 0; f < fields; f++) {
			tuple[i * fields + f] = values[f];
			loss += c->plan->field[f].weight * ladder_ncp(c->plan->field[f].vocab, values[f]) *
				class[i].persons;
		}
	}
	for (size_t f = 0; f < fields; f++) weights += c->plan->field[f].weight;
	*out = (struct ladder){ class, c->n, placed, c->climbed->left,
		placed && weights ? loss / (placed * weights) : 0 };
}

void ladder_classes(struct ladder *out, struct arena *mem, struct ladder_climbed *climbed)
{
	struct classes c;

	classes_init(&c, climbed);
	/* The last rung is all roots, where k rows always look the same: with any class at all, fewer than k are left. */
	if (climbed->left && c.n) join_left_overs(&c);
	sort_classes(&c);
	results(out, mem, &c);
	classes_dispose(&c);
}
