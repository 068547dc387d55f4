/* import_write: what applications and members share when they are put into the database. Private to records/. */
#ifndef RECORDS_IMPORT_WRITE_H
#define RECORDS_IMPORT_WRITE_H
#include "records/import_internal.h"
/* The row the database holds. sql selects key, fields, extra, file, line and what else the caller
 * compares by ?1. When found, the statement stands on
 * the row until stmt_reset. */
struct stored {
	struct stmt *st;
	struct sv key, fields, extra;
	const char *file;
	unsigned line;
};
bool stored_find(struct importer *im, struct stored *out, const char *sql, int64_t id);
bool stored_same(const struct stored *s, const struct record *r);
/* Values that stood in the database and not in the newer record. owner: application id, or minus the member id. */
void stored_keep_past(struct importer *im, int64_t owner, const struct stored *s, const struct record *r);
/* A row for an owner that was met already: superseded, a duplicate (error) or a contradiction (error). */
void import_put_older(struct importer *im, uint32_t file, const struct record *r, uint32_t newer_file,
	unsigned newer_line, int64_t owner, const char *sql);
void import_date_in(struct stmt *st, int param, date_t day);
#endif
