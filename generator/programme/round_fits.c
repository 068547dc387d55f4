/* round_fits.c computes the fits of all pairs of a round. What a row asks for is laid out once in tables by code, so that a pair costs a few dozen
 * loads without a branch that depends on the data; the sum is that of fit_total, which the tests hold it to. */
#include <stdlib.h>
#include <string.h>
#include "programme/fit_parts.h"
#include "programme/round_index.h"

enum { OTHER_NEED = 1, PRIMARY_NEED = 2 };

/* What the row's side asks for or has, by code. */
struct desk {
	const struct round *r;
	struct fit_scale scale;
	uint8_t *need, *sector, *channel, *exam, *language /* level + 1 */;
	unsigned others;
};

static void set(uint8_t *at, struct codes c, uint8_t value)
{
	for (size_t i = 0; i < c.n; i++) at[c.at[i]] = value;
}

/* on 1: lays the row out; 0: clears it away. */
static void lay_out(struct desk *d, const struct participant *p, uint8_t on)
{
	set(d->need, p->needs, on ? OTHER_NEED : 0);
	d->others = (unsigned)(p->needs.n - codes_has(p->needs, p->primary_need));
	d->need[p->primary_need] = on && p->primary_need != CODE_NONE ? PRIMARY_NEED : 0;
	set(d->sector, p->sectors, on);
	set(d->channel, p->channels, on);
	set(d->exam, p->exam, on);
	for (size_t i = 0; i < p->nlanguages; i++) d->language[p->language[i]] = on ? (uint8_t)(p->level[i] + 1) : 0;
}

static unsigned count(const uint8_t *at, struct codes c)
{
	unsigned n = 0;
	for (size_t i = 0; i < c.n; i++) n += at[c.at[i]];
	return n;
}

static enum grade language(const struct desk *d, const struct participant *row, const struct participant *col)
{
	enum grade best = GRADE_NONE;
	if (!row->nlanguages || !col->nlanguages) return GRADE_UNKNOWN;
	for (size_t i = 0; i < col->nlanguages; i++) {
		unsigned level = d->language[col->language[i]];
		enum grade g = level ? grade_language((enum level)(level - 1), (enum level)col->level[i]) : GRADE_NONE;
		if (g > best) best = g;
	}
	return best;
}

static int needs(const struct desk *d, const struct participant *row, const struct participant *col)
{
	struct needs_met n = { .others = d->others, .primary_given = row->primary_need != CODE_NONE };
	for (size_t i = 0; i < col->offers.n; i++) {
		unsigned mark = d->need[col->offers.at[i]];
		n.covered += mark == OTHER_NEED;
		n.primary |= mark == PRIMARY_NEED;
	}
	return needs_points(&d->scale, n);
}

static int one_way(const struct desk *d, const struct participant *row, const struct participant *col, enum grade talk)
{
	const struct fit_scale *s = &d->scale;
	enum grade channel = !row->channels.n || !col->channels.n    ? GRADE_UNKNOWN
			     : count(d->channel, col->channels) != 0 ? GRADE_FULL
								     : GRADE_NONE;
	enum grade exam = !row->asks_exam || count(d->exam, col->credentials) ? GRADE_FULL : GRADE_NONE;
	int total = row->kind == KIND_PEER ? s->closeness[grade_closeness(row->qa_months, col->qa_months)]
					   : s->points[WEIGHT_EXPERIENCE][grade_gap(row->qa_months, col->qa_months)];
	total += needs(d, row, col);
	total += s->points[WEIGHT_SECTOR][count(d->sector, col->sectors) ? GRADE_FULL : GRADE_NONE];
	total += s->points[WEIGHT_REGION][grade_region(row, col)];
	total += s->points[WEIGHT_LANGUAGE][talk];
	total += s->points[WEIGHT_CREDENTIAL][exam];
	total += s->points[WEIGHT_CHANNEL][channel];
	return total + s->points[WEIGHT_AVAILABILITY][grade_free(row, col, d->r->from, d->r->until)];
}

static uint8_t fit_of(const struct desk *d, const struct participant *row, const struct participant *col)
{
	const struct round_index *x = d->r->index;
	size_t i = round_place(d->r, row), k = round_place(d->r, col);
	enum grade talk = language(d, row, col);
	if (x->special[i] && x->special[k]) {
		if (hard_rule(d->r, row, col, NULL) != HARD_NONE) return FIT_IMPOSSIBLE;
	} else if (row == col || (row->person && row->person == col->person) || talk == GRADE_NONE ||
		   (x->employer[i] && x->employer[i] == x->employer[k]) ||
		   (row->primary_need != CODE_NONE && codes_has(col->refuses, row->primary_need)))
		return FIT_IMPOSSIBLE;
	return (uint8_t)one_way(d, row, col, talk);
}

static void all_one_way(uint8_t *fit, struct desk *d, const struct round_member *const *row, size_t rows,
	const struct round_member *const *col, size_t cols)
{
	for (size_t i = 0; i < rows; i++) {
		lay_out(d, row[i]->who, 1);
		for (size_t k = 0; k < cols; k++) fit[i * cols + k] = fit_of(d, row[i]->who, col[k]->who);
		lay_out(d, row[i]->who, 0);
	}
}

/* Of peers both ways: back has cols rows. */
static void mean_with(uint8_t *fit, const uint8_t *back, size_t rows, size_t cols)
{
	for (size_t i = 0; i < rows; i++)
		for (size_t k = 0; k < cols; k++) {
			uint8_t a = fit[i * cols + k], b = back[k * rows + i];
			bool impossible = a == FIT_IMPOSSIBLE || b == FIT_IMPOSSIBLE;
			fit[i * cols + k] = (uint8_t)(impossible ? FIT_IMPOSSIBLE : (a + b) / 2);
		}
}

void round_fits(uint8_t *fit, const struct round *r, const struct round_member *const *row, size_t rows,
	const struct round_member *const *col, size_t cols)
{
	struct desk d = { .r = r };
	uint8_t **const table[] = { &d.need, &d.sector, &d.channel, &d.exam, &d.language };
	static const enum code_space space[] = { SPACE_TOPICS, SPACE_SECTORS, SPACE_CHANNELS, SPACE_CREDENTIALS,
		SPACE_LANGUAGES };
	fit_scale_make(&d.scale, &r->rules);
	for (size_t i = 0; i < sizeof space / sizeof *space; i++)
		*table[i] = xcalloc((size_t)code_count(r->book, space[i]) + 1, 1);
	all_one_way(fit, &d, row, rows, col, cols);
	if (rows && row[0]->who->kind == KIND_PEER) {
		uint8_t *back = xmalloc(rows * cols + 1);
		all_one_way(back, &d, col, cols, row, rows);
		mean_with(fit, back, rows, cols);
		free(back);
	}
	for (size_t i = 0; i < sizeof space / sizeof *space; i++) free(*table[i]);
}
