/* lineage: the line of versions of each family, ours and those that documents.csv registers as kept elsewhere, in the
 * order of their numbers; checks that it has no gap, no overlap and no broken link. Private to content/.
 *
 * A family may replace another under a new number: its first version names the last version of the old family in
 * `supersedes` (MP-05.01 supersedes MP-02.04). The old family then ends on the day on which the new one takes effect. */
#ifndef CONTENT_LINEAGE_H
#define CONTENT_LINEAGE_H
#include "content/build.h"
struct version {
	struct sv number;
	struct source *s;                 /* NULL: kept elsewhere */
	const struct outside_document *o; /* NULL: ours */
	date_t effective, retired;
};
struct line {
	struct sv family;
	struct version *at; /* approved versions, oldest first; owned */
	size_t n;
	const struct source *replaced_by; /* first version of the family that took this one's place; NULL */
};
/* Approved, with the dates that place it in a line. */
bool lineage_settled(const struct source *s);
/* The line of a family whose sources these are, sorted by number; drafts among them are passed over. */
void lineage_begin(struct line *out, struct build *b, struct source *const *at, size_t n);
/* Families that replace others, over all lines. After all lines were begun. */
void lineage_join(struct line *line, size_t n, struct build *b);
void lineage_check(const struct line *line, struct build *b);
void lineage_dispose(struct line *line);
#endif
