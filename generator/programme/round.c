/* round.c brings together what a round is made of and takes its fingerprint, so that the committee can be told on the day of the meeting whether
 * the proposals in its hands are those of the records. */
#include <stdlib.h>
#include <string.h>
#include "programme/round_index.h"
#include "programme/round_member.h"

static void apply_options(struct round *r)
{
	const struct round_options *o = r->options;
	for (size_t i = 0; o && i < o->nweights; i++) r->rules.weight[o->weight[i].part] = o->weight[i].value;
	if (o && o->goal >= 0) r->rules.most = o->goal == 1;
}

static void set_days(struct round *r)
{
	const struct cycle_days *c = r->cycle;
	date_t plan = c->plan_due != DATE_NONE ? c->plan_due : c->meeting + (date_t)r->rules.plan;
	r->from = c->meeting;
	r->until = c->evaluation_due != DATE_NONE ? c->evaluation_due
						  : date_add_months(plan, (int)r->rules.evaluation_months);
}

static void fill_members(struct round *r, const struct round_facts *f)
{
	for (size_t i = 0; i < r->people.v.n; i++) {
		const struct participant *p = &r->people.v.at[i];
		struct round_member m;
		round_member_fill(&m, r, f, p);
		if (p->kind == KIND_MENTOR)
			vec_push(&r->mentors, m);
		else if (p->kind == KIND_PEER)
			vec_push(&r->peers, m);
		else
			vec_push(&r->mentees, m);
	}
	round_members_order(r->mentees.at, r->mentees.n);
	round_members_order(r->mentors.at, r->mentors.n);
	round_members_order(r->peers.at, r->peers.n);
}

static void index_members(struct round *r)
{
	const struct round_member **at = r->index->member;
	for (size_t i = 0; i < r->mentees.n; i++) at[round_place(r, r->mentees.at[i].who)] = &r->mentees.at[i];
	for (size_t i = 0; i < r->mentors.n; i++) at[round_place(r, r->mentors.at[i].who)] = &r->mentors.at[i];
	for (size_t i = 0; i < r->peers.n; i++) at[round_place(r, r->peers.at[i].who)] = &r->peers.at[i];
}

const struct round_member *round_member(const struct round *r, int64_t application)
{
	const struct participant *p = participants_find(&r->people, application);
	return p ? r->index->member[round_place(r, p)] : NULL;
}

static int read_all(
	struct round *r, struct store *s, const struct run *run, const struct vocabs *vocabs, struct diags *ds)
{
	struct run then = *run, now = *run;
	struct round_facts f;
	then.as_of = r->cycle->meeting;
	if (now.as_of < then.as_of) now.as_of = then.as_of;
	if (participants_read(&r->people, &r->book, &r->mem, s, &then, &r->rules, vocabs, ds)) return -1;
	if (partnerships_read(&r->past, &r->mem, s, &now, &r->rules)) return -1;
	round_index_make(r);
	int rc = round_facts_read(&f, r, s, &then);
	if (rc == 0) fill_members(r, &f);
	round_facts_dispose(&f);
	if (rc == 0) index_members(r);
	return rc;
}

int round_gather(struct round *out, struct store *s, const struct run *run, const struct rules *rules,
	const struct vocabs *vocabs, const char *name, const struct cycle_days *cycle,
	const struct round_options *options, struct diags *ds)
{
	int sum = 0;
	*out = (struct round){ .name = name,
		.cycle = cycle,
		.rules = *rules,
		.mem = ARENA_INIT,
		.past = { VEC_INIT },
		.people = { VEC_INIT, NULL },
		.mentees = VEC_INIT,
		.mentors = VEC_INIT,
		.peers = VEC_INIT,
		.options = options };
	apply_options(out);
	set_days(out);
	for (int i = 0; i < WEIGHT_COUNT; i++) sum += out->rules.weight[i];
	if (!sum) {
		diags_error(ds, "M040", NOPLACE, "give at least one part a weight above 0",
			"all weights are 0, so no pair could fit");
		return -1;
	}
	if (read_all(out, s, run, vocabs, ds)) return -1;
	round_digest(out);
	return 0;
}

void round_dispose(struct round *r)
{
	participants_dispose(&r->people, r->book);
	r->book = NULL;
	vec_dispose(&r->past.v);
	vec_dispose(&r->mentees);
	vec_dispose(&r->mentors);
	vec_dispose(&r->peers);
	arena_dispose(&r->mem);
}

void round_rules_words(struct str *out, const struct round *r)
{
	static const char *const part[WEIGHT_COUNT] = { "needs", "experience", "sector", "region", "language",
		"credential", "channel", "availability" };
	for (int i = 0; i < WEIGHT_COUNT; i++)
		str_printf(out, "%s%s %d", i ? ", " : "weights: ", part[i], r->rules.weight[i]);
	str_printf(out, "; goal %s, nobody is suggested under a fit of %ld", r->rules.most ? "most" : "best",
		r->rules.most ? r->rules.threshold_most : r->rules.threshold);
	if (r->rules.suggest_after_all) str_puts(out, "; suggestions after all requests");
}
