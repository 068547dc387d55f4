/* versions: what happened to a controlled document over the years: docs/<family>-history.html, and a page
 * docs/<older>-<newer>.html for every pair of versions that is compared. Of a family with more than VERSIONS_ALL_PAIRS
 * versions only neighbors are, and each with the one in force. */
#ifndef SITE_VERSIONS_H
#define SITE_VERSIONS_H
#include "content/compare.h"
#include "site/page.h"
enum { VERSIONS_ALL_PAIRS = 12 };
int versions_build(struct site *s);
/* Is there a page that compares these two? */
bool versions_compared(const struct family *family, const struct document *a, const struct document *b);
/* The bool "compared" and, if so, compare_href and compare_with (the number of `other`). other may be NULL. */
void versions_put_compare(struct site *s, struct tmap *m, const struct family *family, const struct document *doc,
	const struct document *other);
/* history_href, or "has_history" false when the family is unknown. */
void versions_put_history(struct site *s, struct tmap *m, const struct family *family);
/* compare.c: the page of one pair. -1 after diags. */
int compare_page(struct site *s, const struct comparison *d, const struct family *family);
/* The lists "groups" of {words, clauses: list of {name, anchor}} and the number "same" (with "has_same"). */
void compare_put_summary(struct site *s, struct tmap *m, const struct comparison *d);
#endif
