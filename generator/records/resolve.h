/* resolve: from what headquarters types (Entry ID, form entry number, member number, e-mail, part of a name) to applications. */
#ifndef RECORDS_RESOLVE_H
#define RECORDS_RESOLVE_H
#include "records/application.h"
enum resolve_how {
	RESOLVED_ENTRY_ID,
	RESOLVED_ENTRY_NO,
	RESOLVED_MEMBER_NO,
	RESOLVED_EMAIL,
	RESOLVED_NAME,
	RESOLVED_NONE,
	RESOLVED_SLIP /* an Entry ID whose check symbol is wrong */
};
int resolve_typed(
	struct store *s, const struct run *run, struct sv typed, enum resolve_how *how, application_fn *fn, void *ctx);
#endif
