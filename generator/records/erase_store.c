/* erase_store.c holds the tables of what was erased and does the deleting. Every table of records/ that says something about a person is
 * named here; one that is added elsewhere has to be added here too, and test_erase's search of the file's bytes notices when it was not. */
#include "records/erase_store.h"
#include "base/digest.h"
#include "base/random.h"

static const struct migration migrations[] = {
	{ 1, "CREATE TABLE erase_key(one INTEGER PRIMARY KEY CHECK(one = 1), gate BLOB NOT NULL, salt BLOB NOT NULL) "
	     "STRICT;"
	     "CREATE TABLE erased(n INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;"
	     "CREATE TABLE erased_entry(id TEXT PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
	     "CREATE TABLE erased_row(mac BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;"
	     /* prefix: bits of the gate's hash, see privacy/identity_erased.h */
	     "CREATE TABLE erased_value(prefix INTEGER NOT NULL, mac BLOB NOT NULL, erased INTEGER NOT NULL, kind "
	     "INTEGER "
	     "NOT NULL, tokens INTEGER NOT NULL, length INTEGER NOT NULL, PRIMARY KEY(prefix, mac)) STRICT, WITHOUT "
	     "ROWID;"
	     "CREATE TABLE erase_intent(one INTEGER PRIMARY KEY CHECK(one = 1), person INTEGER NOT NULL, day INTEGER "
	     "NOT "
	     "NULL, was TEXT NOT NULL, now TEXT NOT NULL, deleted INTEGER NOT NULL) STRICT;"
	     "CREATE TABLE erase_renamed(edition INTEGER PRIMARY KEY, was TEXT NOT NULL, now TEXT NOT NULL) STRICT;" },
};

int erase_migrate(struct store *s)
{
	return store_migrate(s, "erase", migrations, sizeof migrations / sizeof *migrations);
}

/* Keys and fingerprints. */

int erase_keys(struct store *s, unsigned char key[ERASE_KEY], unsigned char salt[ERASE_SALT])
{
	struct stmt *st = store_stmt(s, "SELECT gate, salt FROM erase_key");
	int r = stmt_step(st);
	bool whole = r == 1 && stmt_blob(st, 0).n == ERASE_KEY && stmt_blob(st, 1).n == ERASE_SALT;
	if (whole) {
		memcpy(key, stmt_blob(st, 0).p, ERASE_KEY);
		memcpy(salt, stmt_blob(st, 1).p, ERASE_SALT);
	}
	stmt_reset(st);
	return r < 0 ? -1 : !whole;
}

int erase_keys_make(struct store *s, struct random_source *chance)
{
	unsigned char key[ERASE_KEY], salt[ERASE_SALT];
	int r = erase_keys(s, key, salt);
	if (r <= 0) return r;
	if (random_bytes(chance, key, sizeof key) || random_bytes(chance, salt, sizeof salt)) return -1;
	struct stmt *st = store_stmt(s, "INSERT OR REPLACE INTO erase_key(one, gate, salt) VALUES(1, ?1, ?2)");
	stmt_blob_in(st, 1, key, sizeof key);
	stmt_blob_in(st, 2, salt, sizeof salt);
	return stmt_run(st);
}

struct erase_mac erase_mac_of(const unsigned char salt[ERASE_SALT], const char *what, struct sv value)
{
	struct str message = STR_INIT;
	struct erase_mac mac;
	str_printf(&message, "%s\n", what);
	str_sv(&message, value);
	struct sha256 all = sha256_hmac(sv_n((const char *)salt, ERASE_SALT), sv_of(&message));
	memcpy(mac.b, all.b, sizeof mac.b);
	str_dispose(&message);
	return mac;
}

/* What is about to happen. */

static int put_renamed(struct store *s, const struct erase_renamed *e)
{
	struct stmt *st = store_stmt(s, "INSERT INTO erase_renamed(edition, was, now) VALUES(?1, ?2, ?3)");
	stmt_int_in(st, 1, e->edition);
	stmt_text_in(st, 2, sv(e->was));
	stmt_text_in(st, 3, sv(e->now));
	return stmt_run(st);
}

int erase_forget_intent(struct store *s)
{
	return store_exec(s, "DELETE FROM erase_intent; DELETE FROM erase_renamed;");
}

int erase_intend(struct store *s, const struct erase_intent *i)
{
	if (store_begin(s)) return -1;
	int r = erase_forget_intent(s);
	struct stmt *st = store_stmt(
		s, "INSERT INTO erase_intent(one, person, day, was, now, deleted) VALUES(1, ?1, ?2, ?3, ?4, 0)");
	stmt_int_in(st, 1, i->person);
	stmt_int_in(st, 2, i->day);
	stmt_text_in(st, 3, sv(i->was));
	stmt_text_in(st, 4, sv(i->now));
	if (r == 0) r = stmt_run(st);
	for (size_t k = 0; r == 0 && k < i->renamed.n; k++) r = put_renamed(s, &i->renamed.at[k]);
	if (r == 0 && store_commit(s) == 0) return 0;
	store_rollback(s);
	return -1;
}

int erase_intended(struct store *s, struct arena *mem, struct erase_intent *out)
{
	*out = (struct erase_intent){ .was = "", .now = "" };
	struct stmt *st = store_stmt(s, "SELECT person, day, was, now, deleted FROM erase_intent");
	int r = stmt_step(st);
	bool found = r == 1;
	if (found) {
		out->person = stmt_int(st, 0);
		out->day = (date_t)stmt_int(st, 1);
		out->was = arena_strdup(mem, stmt_text(st, 2));
		out->now = arena_strdup(mem, stmt_text(st, 3));
		out->deleted = stmt_int(st, 4) != 0;
	}
	stmt_reset(st);
	if (r < 0 || !found) return r < 0 ? -1 : 1;
	st = store_stmt(s, "SELECT edition, was, now FROM erase_renamed ORDER BY edition");
	while ((r = stmt_step(st)) == 1) {
		struct erase_renamed e = { (unsigned)stmt_int(st, 0), arena_strdup(mem, stmt_text(st, 1)),
			arena_strdup(mem, stmt_text(st, 2)) };
		vec_push(&out->renamed, e);
	}
	stmt_reset(st);
	return r;
}

void erase_intent_dispose(struct erase_intent *i)
{
	vec_dispose(&i->renamed);
}

/* Deleting. */

static int each_id(struct store *s, const char *const *sql, size_t n, int64_t id)
{
	int r = 0;
	for (size_t i = 0; i < n && r == 0; i++) {
		struct stmt *st = store_stmt(s, sql[i]);
		stmt_int_in(st, 1, id);
		r = stmt_run(st);
	}
	return r;
}

static int delete_application(struct store *s, int64_t id)
{
	static const char *const sql[] = { "DELETE FROM application WHERE id = ?1",
		"DELETE FROM standing WHERE application = ?1", "DELETE FROM status_event WHERE application = ?1",
		"DELETE FROM seen WHERE application = ?1", "DELETE FROM identity_past WHERE owner = ?1",
		"DELETE FROM entry_member WHERE application = ?1" };
	return each_id(s, sql, sizeof sql / sizeof *sql, id);
}

static int delete_member(struct store *s, int64_t id)
{
	static const char *const sql[] = { "DELETE FROM member WHERE id = ?1",
		"DELETE FROM seen_member WHERE member = ?1", "DELETE FROM identity_past WHERE owner = -?1" };
	return each_id(s, sql, sizeof sql / sizeof *sql, id);
}

/* Stays issued, and is nobody's. */
static int end_entry(struct store *s, const char *id, date_t day)
{
	struct stmt *st = store_stmt(
		s, "UPDATE entry_id SET owner = '', state = 'ended', ended = coalesce(ended, ?2) WHERE id = ?1");
	stmt_text_in(st, 1, sv(id));
	stmt_int_in(st, 2, day);
	if (stmt_run(st)) return -1;
	st = store_stmt(s, "INSERT OR REPLACE INTO erased_entry(id, day) VALUES(?1, ?2)");
	stmt_text_in(st, 1, sv(id));
	stmt_int_in(st, 2, day);
	return stmt_run(st);
}

/* What the last import said may name the rows; without its "rules" the next one reads and tells anew. */
static int forget_import(struct store *s)
{
	return store_exec(s, "DELETE FROM import_note; DELETE FROM import_state WHERE key NOT IN ('seen', 'roster');");
}

/* Ranks are 1, 2, 3… without a hole, which the import relies on. */
static int close_ranks(struct store *s)
{
	return store_exec(s,
		"UPDATE standing SET rank = -n.r FROM (SELECT application AS a, row_number() OVER (ORDER BY rank) AS r "
		"FROM standing) AS n WHERE n.a = standing.application; UPDATE standing SET rank = -rank;");
}

static int rename_commits(struct store *s, const struct erase_intent *i)
{
	int r = 0;
	for (size_t k = 0; k < i->renamed.n && r == 0; k++) {
		struct stmt *st = store_stmt(s, "UPDATE entry_id SET first_commit = ?2 WHERE first_commit = ?1");
		stmt_text_in(st, 1, sv(i->renamed.at[k].was));
		stmt_text_in(st, 2, sv(i->renamed.at[k].now));
		r = stmt_run(st);
	}
	return r;
}

int erase_number(struct store *s, date_t day, int64_t *n)
{
	struct stmt *st = store_stmt(s, "INSERT INTO erased(day) VALUES(?1)");
	stmt_int_in(st, 1, day);
	if (stmt_run(st)) return -1;
	*n = store_last_id(s);
	return 0;
}

int erase_delete(struct store *s, const struct erase_subject *of, const struct erase_intent *i)
{
	int r = erase_keep_rows(s, of) || rename_commits(s, i) || forget_import(s) ? -1 : 0;
	for (size_t k = 0; k < of->application.n && r == 0; k++) r = delete_application(s, of->application.at[k]);
	for (size_t k = 0; k < of->member.n && r == 0; k++) r = delete_member(s, of->member.at[k]);
	for (size_t k = 0; k < of->id.n && r == 0; k++) r = end_entry(s, of->id.at[k], i->day);
	if (r == 0) r = close_ranks(s);
	return r ? -1 : store_exec(s, "UPDATE erase_intent SET deleted = 1; DELETE FROM erase_renamed;");
}

int erased_entry_day(struct store *s, const char *id, date_t *out)
{
	struct stmt *st = store_stmt(s, "SELECT day FROM erased_entry WHERE id = ?1");
	stmt_text_in(st, 1, sv(id));
	int r = stmt_step(st);
	*out = r == 1 ? (date_t)stmt_int(st, 0) : DATE_NONE;
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}
