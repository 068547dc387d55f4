/* public_entry_make: how a public pool comes into being. Private to privacy/: no other room can spell these verbs.
 *
 *     p = public_pool_new("mentors", drawn, "2026-03", 5);
 *     field = public_pool_add_field(p, &(struct public_field){ … });          strings and values are copied
 *     public_pool_add_entry(p, "7KQ-3XHM", true, facts, nfacts, "");          copied; facts in field order; precision is worked out here
 *     public_pool_finish(p);                                                  sorts by Entry ID, digests; then the pool is constant
 *
 * The promises of public_entry.h are asserted here: a group has exactly one value for every grouped field and nothing else. */
#ifndef PRIVACY_PUBLIC_ENTRY_MAKE_H
#define PRIVACY_PUBLIC_ENTRY_MAKE_H
#include "privacy/public_entry.h"
#define PUBLIC_ROOT_CODE "*"
#define PUBLIC_ROOT_LABEL "kept private"
struct public_pool *public_pool_new(const char *code, date_t drawn, const char *cycle, unsigned k);
size_t public_pool_add_field(struct public_pool *p, const struct public_field *field);
void public_pool_add_entry(struct public_pool *p, const char *id, bool group, const struct public_fact *fact,
	size_t nfacts, struct sv text);
void public_pool_finish(struct public_pool *p);
void public_pool_free(struct public_pool *p); /* as in pool.h, which public_entry.c may not see */
/* May this be added as it is? For callers whose facts come from outside (a CSV). */
bool public_pool_fits(
	const struct public_pool *p, bool group, const struct public_fact *fact, size_t nfacts, struct sv text);
#endif
