/* browse_plan: which entries stand on which browse page, and what the pages are called.
 *
 * A pool of at most BROWSE_ROWS rows is one page. A larger one is divided by the first field that groups show too: by its
 * widest values, one of these that is still too large by its finest values, one of these by the next published field that
 * has one value an entry, and what then is too large into parts by Entry ID. What is divided has a page of contents under its own name, so
 * a page's name says what it shows ("mentors-browse-by-glp.by-europe.html") and never how many stand before it: it keeps its address
 * while other parts of the pool grow.
 *
 * Nodes are that division, each before what it is divided into. Order everywhere: the vocabulary's; after the values below a wide
 * value those who show only it or another not so fine; after all, those who keep the field private, then profiles without a value. An entry
 * with several values is listed under each of the first field. */
#ifndef SITE_BROWSE_PLAN_H
#define SITE_BROWSE_PLAN_H
#include "base/arena.h"
#include "privacy/public_entry.h"
#define BROWSE_ROWS 100          /* on one page */
#define BROWSE_SEARCH_LIMIT 1000 /* more entries than this and the search page holds no cards */
#define BROWSE_SYMBOLS 29        /* of which an Entry ID is made */
enum browse_kind { BROWSE_ALL, BROWSE_UNDER, BROWSE_EXACT, BROWSE_BROAD, BROWSE_PRIVATE, BROWSE_NONE };
struct browse_node {
	enum browse_kind kind;
	const struct public_field *field; /* NULL: the pool has none to divide it by */
	size_t value;                     /* of EXACT, of BROAD (shown only so), of UNDER (it and all below it) */
	size_t parent, end; /* its descendants are the nodes behind it, up to `end`; the first node is its own parent */
	size_t from, to;    /* rows */
	size_t page;        /* the first that shows it */
	bool own;           /* pages of its own; else it is a section of its parent's, or theirs */
	bool contents;      /* its first page only leads to its parts */
	bool second;        /* divided by the second field */
};
struct browse_page {
	const char *path; /* "mentors-browse-by-glp.2.html" */
	size_t node;
	size_t from, to; /* rows; none on a page of contents */
	size_t part, parts;
	bool numbered; /* its path says which part it is */
};
struct browse_row {
	uint32_t entry;
	bool repeated; /* it is listed before */
};
struct browse_plan {
	const struct public_pool *pool;
	const struct public_field *field, *second; /* NULL when there is none such */
	struct browse_node *node;
	size_t nnodes;
	struct browse_page *page;
	size_t npages;
	struct browse_row *row;
	size_t nrows;
	uint32_t *page_of; /* of each entry: the page of its first row; NULL for pools with cards on the search page */
	uint32_t *only;    /* by value of `field`: the node of those who show only it, plus one; 0 if there is none */
	size_t kept;       /* the node of those who keep `field` private, 0 if there is none */
	bool repeats;      /* some entry is listed more than once */
};
/* Everything in mem, the pool borrowed. An empty pool has no pages. */
void browse_plan(struct browse_plan *out, const struct public_pool *pool, struct arena *mem);
/* What is in a section: no parts, and a heading in a table. */
bool browse_plan_is_section(const struct browse_plan *plan, size_t node);
/* Its steps in the address, outermost first: at most two nodes. Returns how many (0 for the whole pool). */
size_t browse_plan_steps(const struct browse_plan *plan, size_t node, size_t step[2]);
/* Entries whose Entry ID begins with the i-th symbol (BROWSE_SYMBOLS of them, ascending): [*from, *to). Returns the symbol. */
char browse_plan_symbol(const struct browse_plan *plan, size_t i, size_t *from, size_t *to);
#endif
