/* schema.c holds the tables of records/ in one place, because their relation is the contract between the import,
 * which writes them, and application, entry_id and resolve, which read them. */
#include "records/erase.h"
#include "records/import.h"
#include "records/packed_recode.h"
#include "store/audit.h"

enum { CODED = 5 }; /* the version from which on fields have codes */

static const struct migration migrations[] = {
	{ 1,
		/* A form's number is part of its applications' ids, so it is given once and kept. */
		"CREATE TABLE form(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;"
		/* id: form number and entry number, see id_of_application. It is not the row's own key: form tools export the
	 * newest entry first, and rows put in from the highest key down leave every page of the table half empty.
	 * submitted: seconds of the exporting site's clock, NULL if unknown. */
		"CREATE TABLE application(n INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, form TEXT NOT NULL, "
		"entry_no TEXT NOT NULL, kind INTEGER NOT NULL,"
		" submitted INTEGER, exported INTEGER, consent INTEGER NOT NULL, staff INTEGER NOT NULL, staff_until "
		"INTEGER,"
		" held INTEGER NOT NULL, gone INTEGER NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,"
		" fields BLOB NOT NULL, extra BLOB NOT NULL) STRICT;"
		/* What follows from all applications together; brought up to date by every import, in the order of
	 * application_each. */
		"CREATE TABLE standing(rank INTEGER PRIMARY KEY, application INTEGER NOT NULL UNIQUE, kind INTEGER NOT "
		"NULL,"
		" person INTEGER NOT NULL, current INTEGER NOT NULL, held INTEGER NOT NULL, member INTEGER NOT NULL, "
		"has_events INTEGER NOT NULL) STRICT;"
		"CREATE TABLE status_event(application INTEGER NOT NULL, n INTEGER NOT NULL, day INTEGER NOT NULL, "
		"event INTEGER NOT NULL,"
		" until INTEGER, PRIMARY KEY(application, n)) STRICT, WITHOUT ROWID;"
		"CREATE TABLE member(id INTEGER PRIMARY KEY, member_no TEXT NOT NULL, listed INTEGER NOT NULL, "
		"status_ok INTEGER NOT NULL,"
		" no_date INTEGER NOT NULL, paid_through INTEGER, hold INTEGER NOT NULL, file TEXT NOT NULL, line "
		"INTEGER NOT NULL,"
		" fields BLOB NOT NULL, extra BLOB NOT NULL) STRICT;"
		/* Values that were true once: for the gate only. owner: application id, or minus the member id. */
		"CREATE TABLE identity_past(owner INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, kind "
		"INTEGER NOT NULL,"
		" file TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY(owner, field, value)) STRICT, WITHOUT ROWID;"
		"CREATE TABLE import_state(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
		"CREATE TABLE import_file(n INTEGER PRIMARY KEY, name TEXT NOT NULL, mapping TEXT NOT NULL, kind TEXT "
		"NOT NULL, encoding TEXT NOT NULL,"
		" delimiter INTEGER NOT NULL, read INTEGER NOT NULL, imported INTEGER NOT NULL, superseded INTEGER NOT "
		"NULL, held INTEGER NOT NULL) STRICT;"
		/* Warnings and notes of the last import, repeated when there was nothing to do. */
		"CREATE TABLE import_note(n INTEGER PRIMARY KEY, severity INTEGER NOT NULL, code TEXT NOT NULL, file "
		"TEXT, line INTEGER NOT NULL,"
		" col INTEGER NOT NULL, text TEXT NOT NULL, help TEXT) STRICT;"
		/* owner: the tuple of a group, or the person of a profile in decimal. seq: order of issue. */
		"CREATE TABLE entry_id(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pool TEXT NOT NULL, is_group "
		"INTEGER NOT NULL, owner TEXT NOT NULL,"
		" state TEXT NOT NULL CHECK(state IN ('reserved', 'live', 'ended')), first_edition INTEGER NOT NULL, "
		"first_commit TEXT NOT NULL,"
		" since INTEGER, ended INTEGER) STRICT;"
		"CREATE INDEX entry_id_owner ON entry_id(pool, owner);"
		"CREATE TABLE entry_draw(n INTEGER PRIMARY KEY, id TEXT NOT NULL REFERENCES entry_id(id), cycle TEXT "
		"NOT NULL, drawn INTEGER NOT NULL) STRICT;"
		"CREATE INDEX entry_draw_id ON entry_draw(id);"
		"CREATE TABLE entry_member(draw INTEGER NOT NULL REFERENCES entry_draw(n) ON DELETE CASCADE, "
		"application INTEGER NOT NULL,"
		" PRIMARY KEY(draw, application)) STRICT, WITHOUT ROWID;"
		"CREATE INDEX entry_member_application ON entry_member(application);" },
	{ 2,
		/* The widest consent that counts: less than the application's own where a newer, narrower one has vanished. */
		"ALTER TABLE standing ADD COLUMN consent_most INTEGER NOT NULL DEFAULT 3;"
		/* The edition a draw was published with; 0 until its commit stands. */
		"ALTER TABLE entry_draw ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;"
		"UPDATE entry_draw SET edition = coalesce((SELECT e.first_edition FROM entry_id e WHERE e.id = "
		"entry_draw.id AND e.state <> 'reserved'), 0);" },
	{ 3,
		/* What an import has to know of a record that it has read before; see import_internal.h. A form's number stands in
	 * the id; entry_no is NULL where the id tells it. text: the first half of a SHA-256, NULL where the row has to be
	 * read again. flags: 1 held by itself, 2 names choices, 4 read in an older export. */
		"CREATE TABLE seen(application INTEGER PRIMARY KEY, entry_no TEXT, kind INTEGER NOT NULL, submitted "
		"INTEGER, "
		"member_no INTEGER NOT NULL, email INTEGER NOT NULL, flags INTEGER NOT NULL, text BLOB) STRICT;"
		"CREATE TABLE seen_member(member INTEGER PRIMARY KEY, listed INTEGER NOT NULL, quiet INTEGER NOT NULL, "
		"email INTEGER NOT NULL, more BLOB, text BLOB) STRICT;"
		/* The names of all exports that were ever read. */
		"CREATE TABLE export_file(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
		/* Whoever had vanished from the exports was left out; that is now said by a pause, which an export that holds the
	 * application again takes back. */
		"UPDATE application SET staff = 1, staff_until = NULL WHERE gone = 1 AND staff IN (0, 3);"
		"ALTER TABLE application DROP COLUMN gone;"
		/* application.file and line say where its present wording was first read; where it stands now is here, NULL in no
	 * export. stated: the day of the newest export that it stood in. */
		"ALTER TABLE standing DROP COLUMN consent_most;"
		"ALTER TABLE standing ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;"
		"ALTER TABLE standing ADD COLUMN file INTEGER;"
		"ALTER TABLE standing ADD COLUMN line INTEGER;"
		"ALTER TABLE standing ADD COLUMN stated INTEGER;"
		"UPDATE standing SET stated = (SELECT a.exported FROM application a WHERE a.id = standing.application);"
		"ALTER TABLE application DROP COLUMN exported;"
		/* STAFF_PAUSE: the few whom the list of pauses that end has to look at. */
		"CREATE INDEX application_paused ON application(staff) WHERE staff = 1;"
		"ALTER TABLE import_file ADD COLUMN read_as TEXT NOT NULL DEFAULT '';"
		"ALTER TABLE import_file ADD COLUMN digest TEXT NOT NULL DEFAULT '';"
		"ALTER TABLE import_note ADD COLUMN entry TEXT;"
		"ALTER TABLE import_note ADD COLUMN header TEXT;"
		"DELETE FROM import_state WHERE key IN ('inputs', 'rules');" },
	{ 4,
		/* Where it is told, see diag_reach. Without "rules" the next import tells anew. */
		"ALTER TABLE import_note ADD COLUMN reach INTEGER NOT NULL DEFAULT 0;"
		/* read_as says it in words. */
		"ALTER TABLE import_file DROP COLUMN encoding;"
		"ALTER TABLE import_file DROP COLUMN delimiter;"
		"DELETE FROM import_state WHERE key = 'rules';" },
	{ CODED,
		/* See field_code.h; the rows are rewritten by packed_recode. first_file: the file where a wording was first read. */
		"CREATE TABLE field_code(code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
		"INSERT OR IGNORE INTO export_file(name) SELECT file FROM application UNION SELECT file FROM member;"
		"ALTER TABLE application ADD COLUMN first_file INTEGER NOT NULL DEFAULT 0;"
		"ALTER TABLE member ADD COLUMN first_file INTEGER NOT NULL DEFAULT 0;" },
};
static const char after_coded[] = "ALTER TABLE application DROP COLUMN file;"
				  "ALTER TABLE member DROP COLUMN file;"
				  "UPDATE schema_version SET version = 5 WHERE owner = 'records';";

static int version_of(struct store *s, int64_t *out)
{
	return store_int(s, "SELECT version FROM schema_version WHERE owner = 'records'", 0, out);
}

/* One transaction, so that a run that is killed leaves the file as it was; and no savepoint in it, whose copies of all pages
 * would stand in memory. Asked again under the lock: another first run may have done it by now. */
static int migrate_coded(struct store *s, int64_t before)
{
	if (before < CODED - 1 && store_migrate(s, "records", migrations, CODED - 1)) return -1;
	if (store_begin(s)) return -1;
	bool failed = version_of(s, &before) != 0;
	if (!failed && before < CODED)
		failed = store_exec(s, migrations[CODED - 1].sql) || packed_recode(s) || store_exec(s, after_coded);
	if (!failed && store_commit(s) == 0) return 0;
	store_rollback(s);
	return -1;
}

int records_migrate(struct store *s)
{
	int64_t before = 0;
	if (version_of(s, &before) || (before < CODED && migrate_coded(s, before))) return -1;
	return store_migrate(s, "records", migrations, sizeof migrations / sizeof *migrations) || erase_migrate(s) ||
			       audit_migrate(s)
		       ? -1
		       : 0;
}
