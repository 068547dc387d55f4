/* import_report: what an import says about itself, kept so that an import with nothing to do can say it again.
 * Private to records/. */
#ifndef RECORDS_IMPORT_REPORT_H
#define RECORDS_IMPORT_REPORT_H
#include "records/import_internal.h"
void import_report_count(struct importer *im, struct import_report *out); /* from memory, after or without a write */
int import_report_save(struct importer *im, const struct sha256 *rules, size_t first_diag);
/* A line for each file whose bytes were not read under its name before, and one for the import if anything it reads changed. */
int import_report_audit(struct importer *im, const struct sha256 *rules, const struct import_report *out);
int import_report_load(
	struct importer *im, struct import_report *out); /* files, sums and the warnings of the last import */
/* Counts persons, applications, members and replaced ones in the database, and keeps the numbers with the outcome. -1 when the store failed. */
int import_report_total(struct importer *im, struct import_report *out);
int import_state_get(struct importer *im, const char *key, struct str *out);
#endif
