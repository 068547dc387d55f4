/* review_sheet: the texts that wait on one sheet, as CSV to fill in and read back, or as an HTML page with the same questions, which prints, works
 * from disk without a network, and saves the same CSV. Holds personal texts: mode 0600, below private/ unless a folder is given. */
#ifndef CMD_REVIEW_SHEET_H
#define CMD_REVIEW_SHEET_H
#include "cmd/review_queue.h"
enum sheet_column {
	SHEET_ENTRY,
	SHEET_FORM,
	SHEET_DIGEST,
	SHEET_TEXT,
	SHEET_PROPOSED,
	SHEET_FOUND,
	SHEET_FORMER,
	SHEET_CHANGE,
	SHEET_DECISION,
	SHEET_MASKED,
	SHEET_NOTE,
	SHEET_COLUMNS
};
extern const char *const review_sheet_columns[SHEET_COLUMNS];
/* Writes `file`, by its ending .csv or .html. A name without a folder goes to private/reports. -1 with an error: P136 it is there already (and no --yes),
 * P138 it could not be written, P139 another ending. */
int review_sheet_write(struct review_queue *q, const char *file);
/* Where a sheet of that name is, or would be: private/reports for a name without a folder. In ctx->mem. */
const char *review_sheet_path(struct context *ctx, const char *file);
/* Reads a filled CSV sheet and records all of it, or nothing when there is an error. 0 or -1. */
int review_read(struct review_queue *q, const char *file);
/* For review_sheet.c: the cells of one text; their strings live in q->mem. And the page. */
void review_sheet_cells(struct review_queue *q, struct review_item *item, struct sv cells[SHEET_COLUMNS]);
void review_sheet_html(struct review_queue *q, struct str *out);
#endif
