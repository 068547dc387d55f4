/* resolve: from what headquarters types (Entry ID, form entry number, member number, e-mail, part of a name) to applications. IDs and
 * numbers may be typed in all the ways of preference_split.h ("#10412", "mentor 10412", "10.412", an ID within words). */
#ifndef RECORDS_RESOLVE_H
#define RECORDS_RESOLVE_H
#include "base/checkcode.h"
#include "records/application.h"
enum resolve_how {
	RESOLVED_ENTRY_ID,
	RESOLVED_ENTRY_NO,
	RESOLVED_MEMBER_NO,
	RESOLVED_EMAIL,
	RESOLVED_NAME,
	RESOLVED_NONE,
	RESOLVED_SLIP /* almost an Entry ID: resolve_near says which */
};
int resolve_typed(
	struct store *s, const struct run *run, struct sv typed, enum resolve_how *how, application_fn *fn, void *ctx);
/* The same for many questions at a time, none of which reads all applications: they are read once, when it is opened. Between that and its end nothing
 * is imported. To be closed in any case. -1: the store failed. */
struct resolver;
int resolver_open(struct resolver **out, struct store *s, const struct run *run);
void resolver_close(struct resolver *r);
int resolver_typed(struct resolver *r, struct sv typed, enum resolve_how *how, application_fn *fn, void *ctx);
/* The member, on the list now or once, whose number or address was typed; 0 if there is none. For who has no application. */
int resolve_member(struct store *s, struct sv typed, int64_t *out);
/* The present application of the same person and kind: itself, or the newer one that replaced it. */
int resolve_present(struct store *s, int64_t application, int64_t *out);
/* Published Entry IDs that what was typed may have been before one slip; their number, at most max, or -1: the store failed. */
int resolve_near(struct store *s, struct sv typed, struct checkcode *out, int max);
#endif
