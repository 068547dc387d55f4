/* fit.c counts who in the whole society fits each card. What the list of members does not say is taken from applications, and what
 * nobody said stays open: a warning that guesses would be believed or laughed at, and either is wrong. */
#include "privacy/fit.h"
#include <assert.h>
#include "privacy/tuples.h"
#include "records/member.h"

struct facts {
	const struct policy_field *const *field;
	size_t nfields;
	bool stated[TUPLES_FIELDS]; /* the list of members says it of somebody */
	VEC(int64_t) id;            /* ascending */
	VEC(uint16_t) leaf;         /* nfields a member; 0: not known */
};

static uint16_t value_of(const struct vocab *v, struct sv code)
{
	size_t value = code.n ? vocab_lookup(v, code) : 0;

	return value == SIZE_MAX ? 0 : (uint16_t)value;
}

static int add_member(void *ctx, const struct member *m)
{
	struct facts *k = ctx;

	vec_push(&k->id, m->id);
	for (size_t f = 0; f < k->nfields; f++) {
		uint16_t value = value_of(k->field[f]->vocab, member_field(m, k->field[f]->field));
		vec_push(&k->leaf, value);
		k->stated[f] |= value != 0;
	}
	return 0;
}

/* NULL if that is no member in good standing. */
static uint16_t *facts_of(const struct facts *k, int64_t member)
{
	size_t from = 0, to = k->id.n;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (k->id.at[middle] == member) return k->leaf.at + middle * k->nfields;
		if (k->id.at[middle] < member)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* What the ladder worked with, so that whoever stands behind a card fits it. */
static void add_pool(struct facts *k, const struct pool_people *people, size_t width)
{
	for (size_t i = 0; i < people->v.n; i++) {
		const struct pool_person *p = &people->v.at[i];
		uint16_t *facts = p->member ? facts_of(k, p->member) : NULL;

		if (facts && pool_listed(p) && p->consent != CONSENT_PROFILE)
			memcpy(facts, people->leaf.at + i * width, k->nfields * sizeof *facts);
	}
}

static int add_application(void *ctx, const struct application *a)
{
	struct facts *k = ctx;
	uint16_t *facts;

	if (!a->member || a->kind > KIND_MENTEE || reason_is_held(a->publishable)) return 0;
	facts = facts_of(k, a->member);
	for (size_t f = 0; facts && f < k->nfields; f++)
		if (!facts[f]) facts[f] = value_of(k->field[f]->vocab, application_field(a, k->field[f]->field));
	return 0;
}

static bool below(const struct vocab *v, size_t value, size_t top)
{
	while (value && value != top) value = v->value[value].parent;
	return value == top;
}

/* 2: fits; 1: may fit, for what is not known of them, or only broadly; 0: does not. */
static int fits(const struct facts *k, const uint16_t *facts, const size_t *card)
{
	int result = 2;

	for (size_t f = 0; f < k->nfields; f++) {
		const struct vocab *v = k->field[f]->vocab;
		size_t value = facts[f];

		if (below(v, value, card[f])) continue;
		if (!below(v, card[f], value)) return 0;
		result = 1;
	}
	return result;
}

/* For each tuple, where those with another first value begin: tuples ascend. */
static size_t *next_value_new(const struct tuples *t)
{
	size_t *next = xcalloc(t->n + 1, sizeof *next);

	for (size_t i = t->n; i-- > 0;) {
		bool same = i + 1 < t->n && t->nfields && t->leaf[i * t->nfields] == t->leaf[(i + 1) * t->nfields];

		next[i] = same ? next[i + 1] : i + 1;
	}
	return next;
}

/* Can nobody with this value of the first field fit the card? */
static bool rules_out(const struct facts *k, uint16_t first, const size_t *card)
{
	const struct vocab *v = k->field[0]->vocab;

	return !below(v, first, card[0]) && !below(v, card[0], first);
}

static void judge(struct fit *out, const struct facts *k, const struct tuples *members, const struct ladder *l)
{
	size_t *next = next_value_new(members);

	for (size_t c = 0; c < l->n; c++) {
		struct fit_group *g = &out->at[out->n++];

		*g = (struct fit_group){ .tuple = l->at[c].tuple, .persons = l->at[c].persons };
		for (size_t i = 0; i < members->n; i++) {
			const uint16_t *facts = members->leaf + i * k->nfields;

			if (k->nfields && rules_out(k, facts[0], g->tuple)) {
				i = next[i] - 1; /* and nobody beside them */
				continue;
			}
			int fit = fits(k, facts, g->tuple);

			g->sure += fit == 2 ? members->count[i] : 0;
			g->most += fit ? members->count[i] : 0;
		}
		g->over = g->persons * 3 > g->most * 2;
		g->open = !g->over && g->persons * 3 > g->sure * 2;
		out->over += g->over;
		out->open += g->open;
	}
	free(next);
}

static void count_known(struct fit *out, const struct facts *k)
{
	for (size_t f = 0; f < k->nfields; f++) out->from_roster += k->stated[f];
	for (size_t i = 0; i < k->id.n; i++) {
		bool all = true;

		for (size_t f = 0; f < k->nfields; f++) all &= k->leaf.at[i * k->nfields + f] != 0;
		out->known += all;
	}
}

int fit_measure(struct fit *out, struct arena *mem, struct store *s, const struct run *run,
	const struct policy_field *const *field, size_t nfields, const struct ladder *l,
	const struct pool_people *people, size_t width)
{
	struct facts k = { .field = field, .nfields = nfields };
	struct tuples members;
	int result = -1;

	assert(nfields <= TUPLES_FIELDS && nfields <= width);
	*out = (struct fit){ 0 };
	if (member_each(s, run, add_member, &k)) goto done;
	out->eligible = k.id.n;
	result = 0;
	if (!out->eligible) goto done;
	result = application_each(s, run, KIND_COUNT, true, add_application, &k);
	add_pool(&k, people, width);
	count_known(out, &k);
	tuples_of(&members, mem, k.leaf.at, NULL, k.id.n, nfields, (1u << nfields) - 1);
	out->at = ARENA_ARRAY(mem, struct fit_group, l->n + 1);
	judge(out, &k, &members, l);
done:
	vec_dispose(&k.id);
	vec_dispose(&k.leaf);
	return result;
}
