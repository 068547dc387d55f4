/* verify_statement: does every edition say the truth about itself? Recomputed from the public files alone, so that a clone can be checked by
 * anybody: edition.json against the commit, the pools' digests and numbers, groups and Entry IDs against pool.csv, the pages of the pools
 * against it, and documents.csv against the pages there are. (tests/verify_statement.py does more of this, and shares no code with it.) */
#ifndef PUBLISH_VERIFY_STATEMENT_H
#define PUBLISH_VERIFY_STATEMENT_H
#include "publish/history.h"
/* What an edition says of one pool. */
struct statement_pool {
	const char *code, *drawn, *digest;
	long k, profiles, groups;
};
struct statement_read {
	const char *edition, *as_of, *cycle, *policy, *gate, *audience, *k, *restores; /* "" if it does not say */
	struct statement_pool pool[8];
	size_t npools;
};
/* Reads edition.json as site/statement_json.c writes it; texts in mem. What is written otherwise is read as not there. */
void statement_read(struct statement_read *out, struct arena *mem, struct sv edition_json);
/* All editions of the history. *checked = editions. Problems as diags H110 to H114. */
int history_verify_statements(struct history *h, size_t *checked, struct diags *ds);
#endif
