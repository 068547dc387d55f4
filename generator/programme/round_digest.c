/* round_digest.c takes the fingerprint of all that a round's proposals depend on. No number of the database goes in: what was imported in another
 * order is the same round. */
#include <stdlib.h>
#include <string.h>
#include "programme/round_index.h"

static void text(struct digest_ctx *d, const char *z)
{
	digest_field(d, sv(z));
}

static void number(struct digest_ctx *d, int64_t v)
{
	char z[24];
	snprintf(z, sizeof z, "%lld", (long long)v);
	text(d, z);
}

static void codes(struct digest_ctx *d, const struct round *r, enum code_space space, struct codes c)
{
	number(d, (int64_t)c.n);
	for (size_t i = 0; i < c.n; i++) text(d, code_text(r->book, space, c.at[i]));
}

static void label(struct digest_ctx *d, const struct round *r, int64_t application)
{
	const struct participant *p = participants_find(&r->people, application);
	text(d, p ? p->form : "");
	text(d, p ? p->entry_no : "");
}

static int by_place(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return x < y ? -1 : x > y;
}

/* A group's members are a set: in the order of people, not in that of the database. */
static void choice(struct digest_ctx *d, const struct round *r, const struct preference *c)
{
	size_t *at = xcalloc(c->n + 1, sizeof *at), n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct participant *p = participants_find(&r->people, c->application[i]);
		if (p) at[n++] = round_place(r, p);
	}
	if (n) qsort(at, n, sizeof *at, by_place);
	number(d, c->rank);
	number(d, (int64_t)n);
	for (size_t i = 0; i < n; i++) label(d, r, r->people.v.at[at[i]].application);
	free(at);
}

static void facts(struct digest_ctx *d, const struct round *r, const struct participant *p)
{
	const int64_t numbers[] = { p->kind, p->submitted, p->ethics, p->takes_requests, p->qa_months, p->utc_offset,
		p->capacity, p->available_from, p->available_until, p->alternatives, p->claims_reapplicant };
	text(d, p->employer_key);
	digest_field(d, p->avoid);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) number(d, numbers[i]);
	codes(d, r, SPACE_TOPICS, p->offers);
	codes(d, r, SPACE_TOPICS, p->refuses);
	codes(d, r, SPACE_TOPICS, p->needs);
	codes(d, r, SPACE_SECTORS, p->sectors);
	codes(d, r, SPACE_CHANNELS, p->channels);
	codes(d, r, SPACE_CREDENTIALS, p->credentials);
	text(d, code_text(r->book, SPACE_TOPICS, p->primary_need));
	text(d, code_text(r->book, SPACE_REGIONS, p->region));
	number(d, (int64_t)p->nlanguages);
	for (size_t i = 0; i < p->nlanguages; i++) {
		text(d, code_text(r->book, SPACE_LANGUAGES, p->language[i]));
		number(d, p->level[i]);
	}
	number(d, (int64_t)p->choices.n);
	for (size_t i = 0; i < p->choices.n; i++) choice(d, r, &p->choices.at[i]);
}

static void member(struct digest_ctx *d, const struct round *r, const struct round_member *m)
{
	const int64_t numbers[] = { m->reason, m->effective, m->tier, m->places, m->running, m->proposed, m->recent,
		m->last_asked };
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) number(d, numbers[i]);
	label(d, r, m->who->application);
	text(d, m->words);
	if (m->reason == IN_ROUND) facts(d, r, m->who);
}

static void rules(struct digest_ctx *d, const struct round *r)
{
	const struct cycle_days *c = r->cycle;
	text(d, r->rules.digest.z);
	for (int i = 0; i < WEIGHT_COUNT; i++) number(d, r->rules.weight[i]);
	number(d, r->rules.most);
	text(d, c->id);
	number(d, c->cutoff);
	number(d, r->from);
	number(d, r->until);
	for (size_t i = 0; r->options && i < r->options->nlocks; i++) {
		number(d, r->options->lock[i].veto);
		label(d, r, r->options->lock[i].seeker);
		label(d, r, r->options->lock[i].other);
	}
}

void round_digest(struct round *r)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 sum;
	rules(d, r);
	for (size_t i = 0; i < r->people.v.n; i++) member(d, r, r->index->member[i]);
	for (size_t i = 0; i < r->past.v.n; i++) {
		const struct partnership *p = &r->past.v.at[i];
		text(d, p->number);
		number(d, p->state);
		label(d, r, p->a);
		label(d, r, p->b);
		number(d, p->proposed);
		number(d, p->ended);
		number(d, p->concluded);
		number(d, p->declined[SIDE_A]);
		number(d, p->declined[SIDE_B]);
	}
	digest_end_sha256(d, &sum);
	memcpy(r->inputs, sha256_hex(&sum).z, sizeof r->inputs);
}
