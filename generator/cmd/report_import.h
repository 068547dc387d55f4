/* report_import: what an import says of itself: the rows of every file, the three answers in numbers, and what the next thing to do is.
 * All sums add up, and can be checked by head. For headquarters' terminal only. */
#ifndef CMD_REPORT_IMPORT_H
#define CMD_REPORT_IMPORT_H
#include "cmd/context.h"
/* The table of files; of an import that had nothing to do only its sum, unless `whole`. */
void report_import(const struct context *ctx, const struct import_report *r, bool whole);
/* Imported, matchable and publishable applications by kind, with the reasons of those that are not. A failing store is reported. */
void report_import_answers(struct context *ctx);
/* "mentor applications", "list of members": what the rows of a file of this kind (import_file.kind) are. */
const char *report_import_kind(const char *kind);
/* Where the report of all findings lies, if one was written or stands. */
void report_import_path(const struct context *ctx);
/* All of it as one JSON object on standard output, problems included. r: NULL when nothing was read. */
void report_import_json(struct context *ctx, const struct import_report *r, bool done, size_t willing);
#endif
