/* browse: the whole pool as tables of at most BROWSE_ROWS rows a page, for paper, for readers without JavaScript and
 * for pools too large for one search page. Grouped by the first field that groups show too: exact values in the
 * vocabulary's order, then "May also fit": those shown only more broadly, those kept private, last profiles that give
 * no value. An entry with several values is listed under each. */
#ifndef SITE_BROWSE_H
#define SITE_BROWSE_H
#include "site/page.h"
#define BROWSE_ROWS 100          /* on one page */
#define BROWSE_SEARCH_LIMIT 1000 /* more entries than this and the search page holds no cards */
enum browse_kind { BROWSE_EXACT, BROWSE_BROAD, BROWSE_PRIVATE, BROWSE_NONE, BROWSE_ALL };
struct browse_section {
	enum browse_kind kind;
	size_t value;
	size_t from, to; /* rows */
};
struct browse_row {
	uint32_t entry;
	bool repeated;
};
struct browse_plan {
	const struct public_pool *pool;
	const struct public_field *field; /* NULL when the pool has no such field: one section of all */
	struct browse_section *section;
	size_t nsections;
	struct browse_row *row;
	size_t nrows;
	bool repeats; /* some entry is listed more than once */
};
void browse_plan(struct browse_plan *out, const struct public_pool *pool, struct arena *mem);
size_t browse_pages(const struct browse_plan *plan);
/* The list "jump": links to every section (see _jump.html). */
void browse_jump(struct tmap *m, const struct browse_plan *plan);
int browse_build(struct site *s, const struct browse_plan *plan, bool peers);
#endif
