/* fit: a group hides its people among all who fit its card. Where most of those are in the group, to know that somebody fits is nearly
 * to know that they are listed. Counted are members in good standing, and a group is too large a part of them when it is over two thirds.
 *
 * What is known of a member, field by field: what the pool's own application says, where the member is in a group; else what the list
 * of members says, where its mapping feeds the field; else what another current application says (mentor, peer, mentee); else nothing. Of
 * a member of whom a field is not known it is not known who fits, so each group has two numbers:
 *     sure    members who fit by what is known          most    those, and all who may fit for all that is known
 * over two thirds of `most` is certain; over two thirds of `sure` only is open; else the group is fine whatever the rest may be.
 * Private screen only. */
#ifndef PRIVACY_FIT_H
#define PRIVACY_FIT_H
#include "privacy/ladder.h"
#include "privacy/pool_internal.h"
struct fit_group {
	const size_t *tuple; /* of the ladder that was measured */
	size_t persons, sure, most;
	bool over, open;
};
struct fit {
	size_t eligible;    /* members in good standing; 0: there is no list of members, and nothing was counted */
	size_t known;       /* of them, those of whom all fields are known */
	size_t from_roster; /* fields that the list of members feeds */
	struct fit_group *at;
	size_t n;
	size_t over, open; /* groups */
};
/* field: those of the ladder, in its order; they are the first nfields columns of people's leaves, which are `width` wide. Of people only
 * who is listed without a profile counts. Results live in mem. 0, or -1 when the store failed (not reported). */
int fit_measure(struct fit *out, struct arena *mem, struct store *s, const struct run *run,
	const struct policy_field *const *field, size_t nfields, const struct ladder *l,
	const struct pool_people *people, size_t width);
#endif
