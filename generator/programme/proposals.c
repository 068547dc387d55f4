/* proposals.c has a round solved and turns the answer into proposals, each with the reason that a committee asks for first. */
#include "programme/proposals_draw.h"
#include <stdlib.h>

/* What the other goal would give; the committee sees both (DOMAIN 7.6). */
static void try_other_goal(struct proposals *out, const struct draw *d)
{
	struct match_problem p = d->match;
	struct match_result other = { 0 };
	p.threshold = draw_threshold(d->r, !d->r->rules.most);
	if (p.threshold == d->match.threshold) {
		out->matched_other_goal = d->matched.matched;
		out->fit_other_goal = d->matched.fit;
		return;
	}
	assign_round(&other, &p);
	out->matched_other_goal = other.matched;
	out->fit_other_goal = other.fit;
	match_result_dispose(&other);
}

static void give(struct proposal *p, const struct round_member *other, int how, int fit)
{
	p->other = other;
	p->how = how;
	p->fit = fit;
}

static void take_mentees(struct proposals *out, const struct draw *d)
{
	for (size_t i = 0; i < d->mentees.n; i++) {
		int32_t k = d->matched.offer_of[i];
		struct proposal p = { .seeker = d->mentees.at[i] };
		if (k >= 0) give(&p, d->mentors.at[k], d->matched.how[i], d->fit[i * d->mentors.n + (size_t)k]);
		mentee_words(&p, d, i);
		vec_push(&out->mentees, p);
	}
	out->matched = d->matched.matched;
	out->fit = d->matched.fit;
}

static void take_peers(struct proposals *out, const struct draw *d)
{
	for (size_t i = 0; i < d->peers.n; i++) {
		int32_t k = d->paired.with[i];
		struct proposal p = { .seeker = d->peers.at[i] };
		if (k >= 0) give(&p, d->peers.at[k], d->paired.how[i], d->pair[i * d->peers.n + (size_t)k]);
		peer_words(&p, d, i);
		vec_push(&out->peers, p);
	}
	for (size_t i = 0; i < d->paired.nblocking; i++) {
		const struct blocking *b = &d->paired.blocking[i];
		vec_push(&out->blocking, ((struct blocking_pair){ d->peers.at[b->a], d->peers.at[b->b] }));
	}
}

int proposals_make(struct proposals *out, struct round *r)
{
	struct draw d;
	*out = (struct proposals){ .mentees = VEC_INIT, .peers = VEC_INIT, .blocking = VEC_INIT };
	draw_make(&d, r);
	assign_round(&d.matched, &d.match);
	pair_round(&d.paired, &d.pairing);
	take_mentees(out, &d);
	take_peers(out, &d);
	try_other_goal(out, &d);
	draw_dispose(&d);
	return 0;
}

void proposals_dispose(struct proposals *p)
{
	vec_dispose(&p->mentees);
	vec_dispose(&p->peers);
	vec_dispose(&p->blocking);
}
