/* findings: the report of an import that staff work through: every problem, also those beyond the terminal's limit, as
 * private/reports/import.csv (one row a problem, for a spreadsheet) and private/reports/import.html (grouped by kind).
 *
 * Both are written to other names and renamed, so that a run that is cut off leaves the report before it. An import that
 * fails writes its report too: that is when it is needed. Rows go to the disk as they are found; in memory are only the
 * kinds of problem and the first FINDINGS_PLACES places of each. The files are private: they name entries, and show cells
 * when the run was given --show-values. Folder 0700, files 0600.
 *
 *     struct findings *f = findings_new(folder);
 *     findings_watch(f, &ds);  … what reports problems …  findings_rest(f, &ds);
 *     findings_write(f, &facts, &err);  findings_free(f); */
#ifndef CMD_FINDINGS_H
#define CMD_FINDINGS_H
#include "base/diag.h"
#include "records/import.h"

#define FINDINGS_FOLDER "private/reports"
#define FINDINGS_HTML FINDINGS_FOLDER "/import.html"
#define FINDINGS_CSV FINDINGS_FOLDER "/import.csv"
enum { FINDINGS_PLACES = 500 /* of one kind on the page; the rest stands in the CSV */ };

struct findings;
struct findings_facts {
	date_t as_of;
	bool done;                          /* imported; else the database is as it was */
	bool from_notes;                    /* written again from what the database keeps of the last import */
	bool values;                        /* cells may be shown */
	const struct import_report *report; /* NULL when no file was read */
};
/* folder: where the report goes, made when it is needed; borrowed until findings_free. */
struct findings *findings_new(const char *folder);
/* Problems added to ds between the two become findings. Nothing else may observe ds meanwhile. */
void findings_watch(struct findings *f, struct diags *ds);
void findings_rest(struct findings *f, struct diags *ds);
size_t findings_count(const struct findings *f);
/* Writes both files. 0, or -1 with a sentence in err; the report before it stays then. Once. */
int findings_write(struct findings *f, const struct findings_facts *facts, struct str *err);
/* Does a report of an import that succeeded stand in the folder? */
bool findings_stand(const char *folder);
/* Or one of an import that failed? Then no import after it succeeded. */
bool findings_failed(const char *folder);
void findings_free(struct findings *f); /* NULL is fine; what was not written is dropped */
#endif
