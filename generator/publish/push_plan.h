/* push_plan: what a push has to do, from what is here and what is there. Speaks to nobody. */
#ifndef PUBLISH_PUSH_PLAN_H
#define PUBLISH_PUSH_PLAN_H
#include "publish/push.h"
#include "publish/repo.h"
/* A reference here or there; commit: where it leads to. Both lists sorted by name. */
struct push_at {
	const char *ref;
	git_oid id, commit;
};
struct push_sides {
	VEC(struct push_at) here, there;
	struct map editions; /* raw commit id -> edition number: the history of main here */
	unsigned edition;    /* of main here */
	struct arena mem;
};
#define PUSH_SIDES_INIT                                                                                                \
	{                                                                                                              \
		VEC_INIT, VEC_INIT, MAP_INIT, 0, ARENA_INIT                                                            \
	}
int push_here(struct push_sides *s, const struct repo *r, const struct trouble *t); /* fills here, editions, edition */
/* Appends to out->ref; -1 if the remote may not be touched, with H090, H091, H093; H094 as warnings. */
int push_plan(
	struct push_outcome *out, const struct push_sides *s, const struct push_options *o, const struct trouble *t);
void push_sides_dispose(struct push_sides *s);
#endif
