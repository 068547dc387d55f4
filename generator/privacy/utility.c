/* utility.c measures every choice with the ladder itself, so that whoever writes the policy decides with open eyes. People are counted as
 * distinct combinations, rungs and keys are worked out, once for each set of fields, and all k share that. */
#include "privacy/utility.h"
#include <assert.h>
#include "privacy/utility_internal.h"

static const unsigned ks[] = { 5, 11, 20 };
enum { KS = sizeof ks / sizeof *ks };
/* Steps of the all-but-one test, see risk.h: shared by all rows of the table; and for the policy's own choice. */
#define TABLE_BUDGET UINT64_C(30000000)
#define OWN_BUDGET UINT64_C(200000000)
enum { SAMPLE = 1000 /* persons for each field of a pool that is too large to try everybody */ };

struct measure {
	struct utility_work w;
	struct pool_people people;
	struct policy_pool reading; /* the pool with its candidates for grouped fields */
	struct tuples all;
	uint64_t budget; /* for the rows to come */
	size_t rows_left;
};

static unsigned percent(uint64_t part, uint64_t whole)
{
	return whole ? (unsigned)(part * 100 / whole) : 0;
}

/* Persons whose card shows field f of the choice exactly. */
static size_t exact_persons(const struct ladder *l, const struct vocab *v, size_t f)
{
	size_t n = 0;

	for (size_t c = 0; c < l->n; c++)
		if (l->at[c].tuple[f] && v->value[l->at[c].tuple[f]].leaf) n += l->at[c].persons;
	return n;
}

static size_t choose(const struct utility *u, unsigned subset, struct ladder_field *field)
{
	size_t n = 0;

	for (size_t f = 0; f < u->nfields; f++)
		if (subset >> f & 1) field[n++] = (struct ladder_field){ u->field[f]->vocab, u->field[f]->weight };
	return n;
}

static unsigned weight_of(const struct utility *u, unsigned subset)
{
	unsigned sum = 0;

	for (size_t f = 0; f < u->nfields; f++) sum += subset >> f & 1 ? u->field[f]->weight : 0;
	return sum;
}

/* What is asked of one set of fields. */
struct choice {
	unsigned subset;
	struct ladder_field field[UTILITY_FIELDS];
	size_t n;
	struct tuples t;
	const struct ladder_rows *rows;
};

/* False when there are too many rungs. */
static bool choice_make(struct choice *c, struct arena *mem, const struct measure *m, unsigned subset)
{
	const struct ladder_plan *plan;

	c->subset = subset;
	c->n = choose(m->w.out, subset, c->field);
	tuples_of(&c->t, mem, m->all.leaf, m->all.count, m->all.n, m->w.out->nfields, subset);
	plan = ladder_plan_new(mem, c->field, c->n);
	if (plan) c->rows = ladder_rows_new(mem, plan, c->t.leaf, c->t.count, c->t.n);
	return plan != NULL;
}

/* What one row does not need is left to the others. */
static void measure_risk(
	struct measure *m, struct utility_row *row, const struct choice *c, const struct risk_base *base)
{
	struct risk risk;

	risk_all_but_one(&risk, c->field, c->n, &c->t, base, false, m->budget / m->rows_left, 0);
	m->budget -= risk.spent < m->budget ? risk.spent : m->budget;
	row->told_percent = percent(risk.present, risk.persons);
	row->told = percent(risk.present - risk.guessed, risk.persons) == row->told_percent ? TOLD_ALL : TOLD_ABOUT;
}

static void measure_row(struct measure *m, const struct choice *c, unsigned k)
{
	struct utility *out = m->w.out;
	struct utility_row *row = &m->w.row[out->n++];
	unsigned all = weight_of(out, (1u << out->nfields) - 1);
	struct arena mem = ARENA_INIT;
	uint8_t *less = xcalloc(c->t.n + 1, sizeof *less);
	struct ladder l;

	ladder_climb_less(&l, &mem, c->rows, k, less);
	*row = (struct utility_row){
		.subset = c->subset, .k = k, .nfields = (unsigned)c->n, .groups = l.n, .unplaced = l.unplaced
	};
	for (size_t i = 0; i < l.n; i++)
		if (!row->smallest || l.at[i].persons < row->smallest) row->smallest = l.at[i].persons;
	row->exact_percent = c->n ? percent(exact_persons(&l, c->field[0].vocab, 0), c->t.persons) : 0;
	row->main_percent = c->subset & 1 ? row->exact_percent : 0;
	row->kept_percent = c->n && l.placed ? (unsigned)((1000000 - l.loss_ppm) / 10000) : 0;
	row->shown_percent =
		c->n && l.placed && all
			? (unsigned)((1000000 - l.loss_ppm) * weight_of(out, c->subset) / (UINT64_C(10000) * all))
			: 0;
	row->alone_percent = percent(tuples_alone(&c->t), c->t.persons);
	row->current =
		out->ngrouped == m->w.pool->ngrouped && c->subset == (1u << out->ngrouped) - 1 && k == m->w.policy->k;
	measure_risk(m, row, c, &(struct risk_base){ c->rows, &l, less, k });
	m->rows_left--;
	free(less);
	arena_dispose(&mem);
}

static void measure_subset(struct measure *m, unsigned subset)
{
	struct arena mem = ARENA_INIT;
	struct choice c;
	bool own = true, possible = choice_make(&c, &mem, m, subset);

	for (size_t i = 0; i < KS && possible; i++) {
		own = own && ks[i] != m->w.policy->k;
		measure_row(m, &c, ks[i]);
	}
	if (own && possible) measure_row(m, &c, m->w.policy->k);
	arena_dispose(&mem);
}

/* The fields grouped now, then the other single-valued ones. */
static void find_candidates(struct measure *m)
{
	const struct policy_pool *pool = m->w.pool;
	struct utility *out = m->w.out;
	const struct policy_field **field = ARENA_ARRAY(m->w.mem, const struct policy_field *, pool->nfields + 1),
				  **left = ARENA_ARRAY(m->w.mem, const struct policy_field *, pool->nfields + 1);
	struct policy_field *reading = ARENA_ARRAY(m->w.mem, struct policy_field, UTILITY_FIELDS);

	for (size_t f = 0; f < pool->nfields; f++) {
		if (pool->field[f].list) continue;
		if (out->nfields == UTILITY_FIELDS) {
			left[out->nleft_out++] = &pool->field[f];
			continue;
		}
		out->ngrouped += f < pool->ngrouped;
		reading[out->nfields] = pool->field[f];
		field[out->nfields++] = &pool->field[f];
	}
	out->field = field;
	out->left_out = left;
	m->reading = *pool;
	m->reading.field = reading;
	m->reading.nfields = m->reading.ngrouped = out->nfields;
	m->reading.text_field = NULL;
}

/* Who would be in groups. */
static void collect(struct measure *m)
{
	struct utility *out = m->w.out;
	size_t width = out->nfields;
	uint16_t *leaf = xcalloc(m->people.v.n * width + 1, sizeof *leaf);

	for (size_t i = 0; i < m->people.v.n; i++) {
		const struct pool_person *p = &m->people.v.at[i];

		if (!pool_listed(p)) continue;
		if (p->consent == CONSENT_PROFILE) {
			out->profiles += p->takes_requests;
			continue;
		}
		if (width) memcpy(leaf + out->persons * width, m->people.leaf.at + i * width, width * sizeof *leaf);
		out->persons++;
	}
	tuples_of(&m->all, m->w.mem, leaf, NULL, out->persons, width, (1u << width) - 1);
	free(leaf);
}

static int by_order(const void *a, const void *b)
{
	const struct utility_row *x = a, *y = b;

	if (x->k != y->k) return x->k < y->k ? -1 : 1;
	if (x->nfields != y->nfields) return x->nfields < y->nfields ? -1 : 1;
	return utility_better(x, y) ? -1 : 1;
}

bool utility_better(const struct utility_row *a, const struct utility_row *b)
{
	if (a->main_percent != b->main_percent) return a->main_percent > b->main_percent;
	if (a->shown_percent != b->shown_percent) return a->shown_percent > b->shown_percent;
	if (a->told_percent != b->told_percent) return a->told_percent < b->told_percent;
	return a->subset < b->subset;
}

const struct utility_row *utility_row_of(const struct utility *u, unsigned subset, unsigned k)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->row[i].subset == subset && u->row[i].k == k) return &u->row[i];
	return NULL;
}

/* The policy's own choice is looked at closely. */
static int measure_own(struct measure *m, struct store *s, const struct run *run)
{
	struct utility *out = m->w.out;
	struct choice c;
	struct ladder l;

	if (out->ngrouped != m->w.pool->ngrouped) return 0;
	if (!choice_make(&c, m->w.mem, m, (1u << out->ngrouped) - 1)) return 0;
	uint8_t *less = ARENA_ARRAY(m->w.mem, uint8_t, c.t.n + 1);
	ladder_climb_less(&l, m->w.mem, c.rows, m->w.policy->k, less);
	risk_all_but_one(&out->risk, c.field, c.n, &c.t, &(struct risk_base){ c.rows, &l, less, m->w.policy->k }, true,
		OWN_BUDGET, SAMPLE);
	return fit_measure(&out->fit, m->w.mem, s, run, out->field, c.n, &l, &m->people, out->nfields);
}

static void measure_all(struct measure *m)
{
	struct utility *out = m->w.out;
	size_t subsets = (size_t)1 << out->nfields;

	m->w.row = ARENA_ARRAY(m->w.mem, struct utility_row, subsets * (KS + 1));
	m->budget = TABLE_BUDGET;
	m->rows_left = subsets * (KS + 1);
	out->row = m->w.row;
	for (unsigned subset = 0; subset < subsets; subset++) measure_subset(m, subset);
	qsort(m->w.row, out->n, sizeof *m->w.row, by_order);
	for (size_t i = 0; i < out->n; i++)
		if (out->row[i].current) out->current = &out->row[i];
}

int utility_measure(struct utility *out, struct arena *mem, struct store *s, const struct run *run,
	const struct policy *policy, size_t pool, struct diags *ds)
{
	struct measure m = { .w = { out, mem, policy, &policy->pool[pool], NULL }, .people = POOL_PEOPLE_INIT };
	int result = -1;

	*out = (struct utility){ 0 };
	find_candidates(&m);
	if (pool_people_read(&m.people, s, run, &m.reading, ds)) goto done;
	if (records_members(s, run, &out->eligible)) {
		pool_store_failed(s, ds);
		goto done;
	}
	collect(&m);
	measure_all(&m);
	if (measure_own(&m, s, run)) {
		pool_store_failed(s, ds);
		goto done;
	}
	utility_advise(&m.w);
	result = 0;
done:
	pool_people_dispose(&m.people);
	return result;
}
