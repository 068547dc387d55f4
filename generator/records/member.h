/* member: the members in good standing on the run's day, with what the list of members says of each. For counting who fits what
 * (privacy/fit.h), so that a warning rests on the whole society and not only on those who applied. */
#ifndef RECORDS_MEMBER_H
#define RECORDS_MEMBER_H
#include "base/run.h"
#include "store/store.h"
struct field_codes;
struct member {
	int64_t id; /* as in struct application.member */
	struct sv fields;
	struct field_codes *codes; /* the store's */
};
typedef int member_fn(
	void *ctx, const struct member *m); /* non-zero stops and is returned; m is borrowed for the call */
/* By id, ascending. 0, what fn returned, or -1 when the store failed. */
int member_each(struct store *s, const struct run *run, member_fn *fn, void *ctx);
struct sv member_field(const struct member *m, const char *name); /* empty if the list has none; valid as long as m */
#endif
