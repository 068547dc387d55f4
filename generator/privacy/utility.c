/* What each choice of fields and k would show of the people there are, worked out with the ladder itself, so that whoever
 * writes the policy decides with open eyes. */
#include "privacy/utility.h"
#include <assert.h>
#include "privacy/pool_internal.h"

static const unsigned ks[] = { 5, 11, 20 };
enum { KS = sizeof ks / sizeof *ks, GROUPED_MAX = 8, WARNINGS_MAX = 8 };

struct measure {
	struct utility *out;
	struct arena *mem;
	const struct policy *policy;
	const struct policy_pool *pool;
	uint16_t *leaf; /* leaves of the grouped fields, row-major */
	size_t rows;
	struct utility_row *row;
	const char **warning;
};

static unsigned percent(uint64_t part, uint64_t whole)
{
	return whole ? (unsigned)(part * 100 / whole) : 0;
}

/* Persons in groups that show the subset's first field exactly. */
static size_t exact_persons(const struct ladder *l, const struct vocab *first)
{
	size_t n = 0;

	for (size_t c = 0; c < l->n; c++)
		if (l->at[c].tuple[0] && first->value[l->at[c].tuple[0]].leaf) n += l->at[c].n;
	return n;
}

static void measure_subset(struct measure *m, unsigned subset, unsigned k)
{
	struct arena mem = ARENA_INIT;
	struct ladder_field field[GROUPED_MAX];
	size_t n = 0, all = m->pool->ngrouped;
	struct ladder l;

	for (size_t f = 0; f < all; f++)
		if (subset >> f & 1)
			field[n++] = (struct ladder_field){ m->pool->field[f].vocab, m->pool->field[f].weight };
	assert(n > 0);
	uint16_t *leaf = ARENA_ARRAY(&mem, uint16_t, m->rows * n);
	for (size_t r = 0; r < m->rows; r++)
		for (size_t f = 0, to = 0; f < all; f++)
			if (subset >> f & 1) leaf[r * n + to++] = m->leaf[r * all + f];
	if (ladder_run(&l, &mem, field, n, leaf, NULL, m->rows, k) == 0) {
		m->row[m->out->n++] = (struct utility_row){ subset, k, l.n, l.unplaced,
			percent(exact_persons(&l, field[0].vocab), m->rows),
			l.placed ? 100 - (unsigned)(l.loss_ppm / 10000) : 0,
			subset == (1u << all) - 1 && k == m->policy->k };
	}
	arena_dispose(&mem);
}

/* Who would be in groups, one row of leaves each. */
static void collect(struct measure *m, const struct pool_people *people)
{
	size_t all = m->pool->ngrouped;

	m->leaf = ARENA_ARRAY(m->mem, uint16_t, people->v.n * all);
	for (size_t i = 0; i < people->v.n; i++) {
		const struct pool_person *p = &people->v.at[i];

		if (!pool_listed(p)) continue;
		if (p->consent == CONSENT_PROFILE) {
			m->out->profiles += p->takes_requests;
			continue;
		}
		if (all) memcpy(m->leaf + m->rows * all, people->leaf.at + i * all, all * sizeof *m->leaf);
		m->rows++;
	}
	m->out->persons = m->rows;
}

/* DESIGN 5, from simulations: what a pool of so many times k can show and still be exact for most. */
static const char *recommendation(size_t persons, unsigned k)
{
	if (persons < k) return "too few people for any group: list profiles only";
	if (persons < 4 * (size_t)k) return "one list without fields";
	if (persons <= 9 * (size_t)k) return "the broad area only";
	if (persons <= 20 * (size_t)k) return "the area alone";
	if (persons <= 60 * (size_t)k) return "area and experience";
	return "area, experience and a third field";
}

static void warn(struct measure *m, const char *text)
{
	if (m->out->nwarnings < WARNINGS_MAX) m->warning[m->out->nwarnings++] = text;
}

static void add_warnings(struct measure *m, size_t eligible)
{
	struct utility *out = m->out;
	size_t listed = out->persons + out->profiles;

	for (size_t i = 0; i < out->n; i++) {
		if (!out->row[i].current) continue;
		if (out->row[i].exact_percent < 50)
			warn(m, arena_printf(m->mem,
					"only %u %% of the people in groups show their exact %s: fewer fields would "
					"show more",
					out->row[i].exact_percent, m->pool->field[0].label));
		if (out->row[i].unplaced)
			warn(m, arena_printf(m->mem, "%zu people cannot be placed: fewer than k in all",
					out->row[i].unplaced));
	}
	if (out->profiles > out->persons)
		warn(m, "profiles outnumber the people in groups: those who hold out lose their cover");
	if (eligible && listed * 3 > eligible * 2)
		warn(m, "over two thirds of the eligible members are listed: being in a group then tells little, but "
			"being listed is no secret");
	if (m->pool->ngrouped > GROUPED_MAX) warn(m, "only the first eight grouped fields are compared here");
}

int utility_measure(struct utility *out, struct arena *mem, struct store *s, const struct run *run,
	const struct policy *policy, size_t pool, struct diags *ds)
{
	struct measure m = { .out = out, .mem = mem, .policy = policy, .pool = &policy->pool[pool] };
	struct pool_people people = POOL_PEOPLE_INIT;
	size_t fields = m.pool->ngrouped < GROUPED_MAX ? m.pool->ngrouped : GROUPED_MAX, eligible = 0;
	int result = -1;

	*out = (struct utility){ 0 };
	if (pool_people_read(&people, s, run, m.pool, ds)) goto done;
	if (records_members(s, run, &eligible)) {
		pool_store_failed(s, ds);
		goto done;
	}
	m.row = ARENA_ARRAY(mem, struct utility_row, ((size_t)1 << fields) * (KS + 1));
	m.warning = ARENA_ARRAY(mem, const char *, WARNINGS_MAX);
	out->row = m.row;
	out->warning = m.warning;
	collect(&m, &people);
	for (unsigned subset = 1; subset < 1u << fields; subset++) {
		bool own = true;

		for (size_t i = 0; i < KS; i++) {
			own = own && ks[i] != policy->k;
			measure_subset(&m, subset, ks[i]);
		}
		if (own) measure_subset(&m, subset, policy->k);
	}
	out->recommendation = recommendation(out->persons, policy->k);
	add_warnings(&m, eligible);
	result = 0;
done:
	pool_people_dispose(&people);
	return result;
}
