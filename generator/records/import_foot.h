/* import_foot: rows at the end of an export that are no records: totals, "Exported on …", notes. Private to records/.
 *
 * Such a row has at most two filled cells, no entry number (or member number) in the place of one, and nothing after it but
 * other such rows and blank ones. As long as that is not known it waits here; if a record follows after all, it is taken for
 * the damaged record that it then is. */
#ifndef RECORDS_IMPORT_FOOT_H
#define RECORDS_IMPORT_FOOT_H
#include "base/vec.h"
#include "input/csvin.h"
struct foot {
	VEC(struct csvin_row) rows; /* copies */
	struct arena mem;
};
/* key: the column of the entry or member number. True: the row was kept back. */
bool foot_keep(struct foot *f, const struct csvin_row *row, size_t key);
/* A short row without a line end at the end of a file looks like a foot, and like a record cut off in a download. */
bool foot_was_cut(const struct foot *f, size_t columns, bool open_end);
/* Nothing followed: a warning for each. */
void foot_report(struct foot *f, struct diags *ds);
void foot_clear(struct foot *f);
void foot_dispose(struct foot *f);
#endif
