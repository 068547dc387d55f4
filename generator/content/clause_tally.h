/* clause_tally: how many numbered clauses of a text are new, gone or reworded against an older one. A count for a person
 * who is about to approve, taken from the Markdown as written; the comparison for readers is made elsewhere. */
#ifndef CONTENT_CLAUSE_TALLY_H
#define CONTENT_CLAUSE_TALLY_H
#include "base/arena.h"
struct clause_tally {
	size_t same, reworded, added, removed;
	bool unnumbered;                                       /* the text outside of numbered clauses differs */
	const char *reworded_list, *added_list, *removed_list; /* "5.1.3, 5.3.3"; "" for none */
};
/* Lists live in mem. White space and line breaks do not count. */
void clause_tally(struct clause_tally *out, struct arena *mem, struct sv old_body, struct sv new_body);
#endif
