/* import: exports + mappings -> the private database, in one transaction, idempotent, independent of the order of files and rows.
 *
 * Every row of every file has exactly one outcome, and read = imported + superseded + held + refused:
 *   imported    the newest word on an application (unchanged ones too)        superseded  an older export's row for the same application, or an application
 *   held        kept, but waits for headquarters (no way to recognise the person, a test, partial)   replaced by a newer one of the same person and type
 *   refused     cannot be understood; an error with its place; the import then changes nothing
 * An export's date is the first YYYY-MM-DD in its file name; for one application the newest export's row counts. Files dated after the as-of date are not read (a note says so).
 * A list of members without members is an error, one of under half the length of the one before it a warning: people would leave the directory by it.
 * Columns that are ignored keep their values for the gate only. Values that once were imported stay known to the gate when they change or go.
 * An application that no newer export, or no export at all, holds is reported and kept exactly as it was, unless its mapping says missing: pause.
 * Rows at the very end of a file that are no records (totals, notes) are told and left out of the count.
 * Skips all work when no input (file digests, mappings, vocabularies, events, program) changed since the last import;
 * else reads only those rows whose text it does not know. Every import that did work stands in the audit log, and so does every file when it is new.
 */
#ifndef RECORDS_IMPORT_H
#define RECORDS_IMPORT_H
#include "base/map.h"
#include "base/run.h"
#include "content/settings.h"
#include "records/vocab.h"
#include "store/store.h"
struct import_file {
	const char *name;
	const char *mapping, *kind;
	size_t read, imported, superseded, held, refused;
	const char *read_as; /* "UTF-8 with byte-order mark, semicolon, dates day/month/year" */
};
struct import_report {
	const struct import_file *file;
	size_t nfiles;
	size_t read, imported, superseded, held, refused;
	size_t persons /* without the held */, applications /* kept ones included */, members;
	size_t replaced; /* of the applications: by newer ones */
	bool skipped;    /* nothing had changed */
};
int records_migrate(struct store *s); /* and the audit log's table */
/* mem keeps the report and the names in places, so it must outlive ds. Returns 0; -1 when diags has errors (database unchanged) or the store failed (store_error not empty). */
int records_import(struct store *s, const struct run *run, const struct settings *settings, const struct vocabs *vocabs,
	struct arena *mem, struct import_report *out, struct diags *ds);
/* The same, for a caller who has digested the exports in this very run: name ("records/exports/a.csv") -> const struct sha256 *, or NULL. What is in it is not read again
 * only to be skipped: the import then saw these files as they were at that moment. The bytes of a file that is read are digested as they are read. */
int records_import_digested(struct store *s, const struct run *run, const struct settings *settings,
	const struct vocabs *vocabs, const struct map *digested, struct arena *mem, struct import_report *out,
	struct diags *ds);
/* All fields any mapping feeds, with the place of first use, for the policy's completeness check: one for each name, vocabulary and manner
 * in which mappings differ. mem must outlive ds. */
struct mapped_field {
	const char *name;
	struct place at;
	const char *vocab; /* NULL if none */
	bool several;      /* more than one value of one person */
};
int records_mapped_fields(const struct run *run, const struct settings *settings, struct arena *mem,
	const struct mapped_field **out, size_t *n, struct diags *ds);
#endif
