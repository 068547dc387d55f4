/* proposals_draw: a round as the numbers that assign_round and pair_round solve, and the way back. Private to programme/. */
#ifndef PROGRAMME_PROPOSALS_DRAW_H
#define PROGRAMME_PROPOSALS_DRAW_H
#include "programme/match.h"
struct members { /* of one kind that are in the round, in the order of people */
	const struct round_member **at;
	size_t n;
};
struct draw {
	struct round *r;
	struct members mentees, mentors, peers;
	int32_t *number; /* by place in people.v: its index among the members of its kind, -1 if not in the round */
	uint8_t *fit;    /* mentees × mentors */
	uint8_t *pair;   /* peers × peers */
	struct match_problem match;
	struct pair_problem pairing;
	struct match_result matched;
	struct pair_result paired;
};
void draw_make(struct draw *out, struct round *r); /* problems only */
void draw_dispose(struct draw *d);
int draw_threshold(const struct round *r, bool most);
/* Sentences, in r->mem. */
void mentee_words(struct proposal *p, const struct draw *d, size_t mentee);
void peer_words(struct proposal *p, const struct draw *d, size_t peer);
/* "1st", "2nd", "3rd", "4th" … */
void ordinal(struct str *out, unsigned n);
/* ": 2 of 2 needs, gap 20 years, …": what makes up the fit. */
void fit_words(struct str *out, struct round *r, const struct round_member *seeker, const struct round_member *other);
#endif
