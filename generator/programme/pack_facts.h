/* pack_facts: what the sheets of a round say, before it is put into words: who asked for whom in which order, who fits an applicant best, who
 * is proposed to whom. For the pack as HTML and for the pack as PDF, so that both say the same. No text of people is in here. */
#ifndef PROGRAMME_PACK_FACTS_H
#define PROGRAMME_PACK_FACTS_H
#include "programme/match.h"
enum { PACK_CANDIDATES = 10 };
struct pack_request {
	const struct pack_member *seeker;
	unsigned rank; /* 1, 2, 3 */
	size_t group;  /* how many the choice leads to: 1 this one alone, more "any of these" */
	enum hard hard;
	int fit; /* 0 where a hard rule stands between */
};
/* Everybody whom the round looked at, those left out included. */
struct pack_member {
	const struct round_member *m;
	const struct proposal *proposal;   /* of a mentee or peer; NULL: none was made */
	const struct pack_member *partner; /* proposed to this mentee or peer; NULL nobody */
	const struct pack_member **given;  /* proposed to this mentor */
	size_t ngiven;
	struct pack_request
		*request; /* by those in the round, in the order of DOMAIN 7.5: tier, band of the fit, order */
	size_t nrequests;
	const struct pack_member *seen; /* while choices are turned around: the last who named this one */
	const char *slug;               /* "mentee-31": lower case, for file names; each once */
};
struct pack {
	const struct round *r;
	const struct proposals *p;
	struct arena mem;
	struct pack_member *mentee, *mentor, *peer;
	struct pack_member **mentee_by, **mentor_by, **peer_by; /* the same in the order of sheets: tier, then order */
	size_t nmentees, nmentors, npeers;
	const struct round_member **mentors_in, **peers_in; /* those in the round */
	size_t nmentors_in, npeers_in;
	uint8_t *row; /* fits of one applicant: nmentors_in or npeers_in */
	struct pack_member **by_application;
	size_t n;
};
/* Borrows r and p. Free with pack_facts_close. */
void pack_facts_open(struct pack *out, const struct round *r, const struct proposals *p);
void pack_facts_close(struct pack *pk);
const struct pack_member *pack_find(const struct pack *pk, int64_t application); /* NULL: not looked at */
/* 0 to 100. */
int pack_fit(const struct pack *pk, const struct pack_member *seeker, const struct pack_member *other);
void pack_fit_lines(const struct pack *pk, struct arena *mem, const struct pack_member *seeker,
	const struct pack_member *other, struct fit *out);
/* The best of those in the round whom no hard rule keeps away, highest fit first, then in the order of the round. ruled_out counts the others by
 * rule; possible is how many there are in all. Returns how many were written. */
struct pack_candidate {
	const struct pack_member *who;
	int fit;
};
size_t pack_candidates(struct pack *pk, const struct pack_member *seeker, struct pack_candidate out[PACK_CANDIDATES],
	size_t ruled_out[HARD_COUNT], size_t *possible);
/* The rank at which one asked for the other: 1, 2, 3; 0 not at all. group may be NULL. */
unsigned pack_rank(const struct pack_member *seeker, const struct pack_member *other, size_t *group);
/* A mentor's places that neither a running nor a proposed partnership takes; of a peer 1 until a partner is proposed. */
int pack_places_left(const struct pack_member *m);
static inline bool pack_in(const struct pack_member *m)
{
	return m->m->reason == IN_ROUND;
}
#endif
