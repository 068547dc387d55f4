/* picture: a pool in one table that is a picture too: areas by experience, that is the first two fields that groups show
 * (or the first alone), on <pool>-picture.html. Every number is a function of struct public_entry: a profile counts one, a
 * group counts as one entry "group", never as the people in it.
 *
 * Rows are the values that entries show, in the vocabulary's order: exact ones, then those shown only more broadly, then
 * kept private, last profiles that give none. Columns are all exact values of the second field, so that an order of bands
 * has no holes, then one for everything broader or kept private, and one for not given where that occurs. An entry with
 * several values counts once in each of their rows and once in a total. Circles grow by area with the number; integer
 * arithmetic. */
#ifndef SITE_PICTURE_H
#define SITE_PICTURE_H
#include "site/page.h"
#define PICTURE_COLUMNS 8 /* exact values of the second field; with more of them there are rows only */
enum picture_kind { PICTURE_EXACT, PICTURE_BROAD, PICTURE_PRIVATE, PICTURE_NONE };
struct picture_line {
	enum picture_kind kind;
	size_t value; /* of an exact or broad row, of an exact column */
};
struct picture_count {
	size_t profiles, groups;
};
struct picture_axis {
	const struct public_field *field; /* NULL: there is no such axis */
	size_t index;                     /* of the field */
	size_t n;
	struct picture_line *line;
	struct picture_count *total; /* of each line */
	size_t *line_of;             /* of each value, then of "not given"; SIZE_MAX: nobody shows it */
};
struct picture {
	const struct public_pool *pool;
	struct picture_axis row, column;
	struct picture_count *cell; /* row.n times column.n */
	size_t largest;             /* of the numbers in cells, or of the rows' totals where there are no columns */
	bool repeats;               /* some entry is in more than one row or column */
};
/* Whether there is something to draw: entries, and a field that groups show. */
bool picture_is_drawn(const struct public_pool *pool);
/* Everything is in `mem`. The pool must be one that is drawn. */
void picture_count(struct picture *out, const struct public_pool *pool, struct arena *mem);
/* A circle's radius in tenths, 0 for none; see PICTURE_RADIUS. The largest number has the largest circle. */
#define PICTURE_RADIUS 110
#define PICTURE_RADIUS_MIN 25
unsigned picture_radius(size_t n, size_t largest);
/* The page, if the pool is drawn. */
int picture_build(struct site *s, const struct public_pool *pool, bool peers);
#endif
