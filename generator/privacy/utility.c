/* utility.c measures every choice with the ladder itself, so that whoever writes the policy decides with open eyes. People are counted as
 * distinct combinations once for each set of fields, and all k share that. */
#include "privacy/utility.h"
#include <assert.h>
#include "privacy/utility_internal.h"

static const unsigned ks[] = { 5, 11, 20 };
enum { KS = sizeof ks / sizeof *ks };
/* Steps of the all-but-one test, see risk.h: shared by all rows of the table; and for the policy's own choice. */
#define TABLE_BUDGET UINT64_C(200000000)
#define OWN_BUDGET UINT64_C(1000000000)

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

/* What one row does not need is left to the others. */
static void measure_risk(struct measure *m, struct utility_row *row, const struct ladder_field *field,
	const struct tuples *t, const struct ladder *l)
{
	struct risk risk;
	uint64_t share = m->budget / m->rows_left;
	size_t told;

	risk_all_but_one(&risk, field, row->nfields, t, l, row->k, false, share);
	m->budget -= risk.spent < m->budget ? risk.spent : m->budget;
	told = risk.present;
	row->told = risk.tried == risk.persons ? TOLD_ALL : TOLD_ABOUT;
	if (row->told == TOLD_ABOUT) told += risk.exactly_k - risk.exactly_k_tried;
	row->told_percent = percent(told, risk.persons);
}

static void measure_row(struct measure *m, unsigned subset, unsigned k, const struct tuples *t)
{
	struct utility *out = m->w.out;
	struct utility_row *row = &m->w.row[out->n];
	struct ladder_field field[UTILITY_FIELDS];
	struct arena mem = ARENA_INIT;
	struct ladder l;
	unsigned all = weight_of(out, (1u << out->nfields) - 1);
	size_t n = choose(out, subset, field);

	if (ladder_run(&l, &mem, field, n, t->leaf, t->count, t->n, k) == 0) {
		*row = (struct utility_row){
			.subset = subset, .k = k, .nfields = (unsigned)n, .groups = l.n, .unplaced = l.unplaced
		};
		for (size_t c = 0; c < l.n; c++)
			if (!row->smallest || l.at[c].persons < row->smallest) row->smallest = l.at[c].persons;
		row->exact_percent = n ? percent(exact_persons(&l, field[0].vocab, 0), t->persons) : 0;
		row->main_percent = subset & 1 ? row->exact_percent : 0;
		row->kept_percent = n && l.placed ? (unsigned)((1000000 - l.loss_ppm) / 10000) : 0;
		row->shown_percent =
			n && l.placed
				? (unsigned)((1000000 - l.loss_ppm) * weight_of(out, subset) / (UINT64_C(10000) * all))
				: 0;
		row->alone_percent = percent(tuples_alone(t), t->persons);
		row->current = out->ngrouped == m->w.pool->ngrouped && subset == (1u << out->ngrouped) - 1 &&
			       k == m->w.policy->k;
		measure_risk(m, row, field, t, &l);
		m->rows_left--;
		out->n++;
	}
	arena_dispose(&mem);
}

static void measure_subset(struct measure *m, unsigned subset)
{
	struct arena mem = ARENA_INIT;
	struct tuples t;
	bool own = true;

	tuples_of(&t, &mem, m->all.leaf, m->all.count, m->all.n, m->w.out->nfields, subset);
	for (size_t i = 0; i < KS; i++) {
		own = own && ks[i] != m->w.policy->k;
		measure_row(m, subset, ks[i], &t);
	}
	if (own) measure_row(m, subset, m->w.policy->k, &t);
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
	struct ladder_field field[UTILITY_FIELDS];
	struct tuples t;
	struct ladder l;
	unsigned subset = (1u << out->ngrouped) - 1;
	size_t n = choose(out, subset, field);

	if (out->ngrouped != m->w.pool->ngrouped) return 0;
	tuples_of(&t, m->w.mem, m->all.leaf, m->all.count, m->all.n, out->nfields, subset);
	if (ladder_run(&l, m->w.mem, field, n, t.leaf, t.count, t.n, m->w.policy->k)) return 0;
	risk_all_but_one(&out->risk, field, n, &t, &l, m->w.policy->k, true, OWN_BUDGET);
	return fit_measure(&out->fit, m->w.mem, s, run, out->field, n, &l, &m->people, out->nfields);
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
