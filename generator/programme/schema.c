#include "programme/schema.h"
#include "programme/certificate.h"

/* round.state: 'drawn' (proposals made), 'decided' (decisions taken back, some or all).
 * proposal.how, decision.how: 1 2 3… the rank of the choice, 0 a suggestion of the tool or the committee.
 * partnership.a is the mentor, or the peer partner whose application has the lower id; 0: erased.
 * partnership_event.side: 0 neither, 1 a, 2 b. value and note are as programme/register.h says. Events are only ever added.
 * round_member: everybody who was looked at in the newest run of a round; reason 0: in it, else enum round_reason.
 * notice.sent: NULL until headquarters records it. A notice's key says what it is about: it is never made twice after it was sent. */
static const struct migration migrations[] = {
	{ 1, "CREATE TABLE round(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, cycle TEXT NOT NULL, day INTEGER "
	     "NOT NULL, "
	     "state TEXT NOT NULL, rules TEXT NOT NULL, inputs TEXT NOT NULL) STRICT;"
	     "CREATE TABLE proposal(round INTEGER NOT NULL REFERENCES round(id) ON DELETE CASCADE, application INTEGER "
	     "NOT NULL, "
	     "partner INTEGER NOT NULL, how INTEGER NOT NULL, fit INTEGER NOT NULL, tier INTEGER NOT NULL, "
	     "PRIMARY KEY(round, application)) STRICT, WITHOUT ROWID;"
	     "CREATE TABLE decision(round INTEGER NOT NULL REFERENCES round(id), application INTEGER NOT NULL, "
	     "decision TEXT NOT NULL, "
	     "partner INTEGER NOT NULL, how INTEGER NOT NULL, fit INTEGER, flags TEXT NOT NULL, reason TEXT NOT NULL, "
	     "decided_by TEXT NOT "
	     "NULL, decided_on INTEGER NOT NULL, PRIMARY KEY(round, application)) STRICT, WITHOUT ROWID;"
	     "CREATE TABLE partnership(id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, a "
	     "INTEGER NOT NULL, "
	     "b INTEGER NOT NULL, round INTEGER, cycle TEXT NOT NULL, proposed INTEGER NOT NULL, reply_by INTEGER, "
	     "plan_due INTEGER NOT "
	     "NULL, checkin_due INTEGER, evaluation_due INTEGER NOT NULL, how INTEGER NOT NULL, fit INTEGER) STRICT;"
	     "CREATE INDEX partnership_a ON partnership(a);"
	     "CREATE INDEX partnership_b ON partnership(b);"
	     "CREATE TABLE partnership_event(id INTEGER PRIMARY KEY, partnership INTEGER NOT NULL REFERENCES "
	     "partnership(id), day INTEGER "
	     "NOT NULL, event TEXT NOT NULL, side INTEGER NOT NULL, value TEXT NOT NULL, note TEXT NOT NULL, source "
	     "INTEGER NOT NULL) STRICT;"
	     "CREATE INDEX partnership_event_of ON partnership_event(partnership);"
	     "CREATE TABLE notice(id INTEGER PRIMARY KEY, code TEXT NOT NULL, key TEXT NOT NULL, application INTEGER "
	     "NOT NULL, partnership "
	     "INTEGER, round INTEGER, made INTEGER NOT NULL, file TEXT NOT NULL, sent INTEGER, sent_by TEXT, "
	     "UNIQUE(code, key)) STRICT;"
	     "CREATE TABLE certificate(id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, application INTEGER NOT "
	     "NULL, partnership "
	     "INTEGER NOT NULL, role TEXT NOT NULL, issued INTEGER NOT NULL, reissue_of INTEGER, sha256 TEXT NOT NULL) "
	     "STRICT;"
	     "CREATE TABLE round_member(round INTEGER NOT NULL REFERENCES round(id) ON DELETE CASCADE, application "
	     "INTEGER NOT NULL, "
	     "reason INTEGER NOT NULL, PRIMARY KEY(round, application)) STRICT, WITHOUT ROWID;" },
};

int programme_migrate(struct store *s)
{
	if (store_migrate(s, "programme", migrations, sizeof migrations / sizeof *migrations)) return -1;
	return certificate_migrate(s);
}

static int each(struct store *s, const char *sql, const int64_t *application, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct stmt *st = store_stmt(s, sql);
		stmt_int_in(st, 1, application[i]);
		if (stmt_run(st)) return -1;
	}
	return 0;
}

int programme_erase(struct store *s, const int64_t *application, size_t n)
{
	static const char *const sql[] = {
		"DELETE FROM notice WHERE application = ?1",
		"DELETE FROM certificate WHERE application = ?1",
		"DELETE FROM proposal WHERE application = ?1 OR partner = ?1",
		"DELETE FROM round_member WHERE application = ?1",
		"DELETE FROM decision WHERE application = ?1",
		/* What the committee wrote about a pair may name both. */
		"UPDATE decision SET partner = 0, reason = '' WHERE partner = ?1",
		("UPDATE partnership_event SET note = '' WHERE partnership IN (SELECT id FROM partnership WHERE a = ?1 "
		 "OR b = ?1)"),
		("UPDATE partnership_event SET value = '' WHERE event = 'declined' AND ((side = 1 AND partnership IN "
		 "(SELECT id FROM "
		 "partnership WHERE a = ?1)) OR (side = 2 AND partnership IN (SELECT id FROM partnership WHERE b = "
		 "?1)))"),
		"UPDATE partnership_event SET source = 0 WHERE source = ?1",
		"UPDATE partnership SET a = 0 WHERE a = ?1",
		"UPDATE partnership SET b = 0 WHERE b = ?1",
		"DELETE FROM partnership_event WHERE partnership IN (SELECT id FROM partnership WHERE a = 0 AND b = 0)",
		"DELETE FROM partnership WHERE a = 0 AND b = 0",
	};
	for (size_t i = 0; i < 11; i++)
		if (each(s, sql[i], application, n)) return -1;
	for (size_t i = 11; i < sizeof sql / sizeof *sql; i++)
		if (store_exec(s, sql[i])) return -1;
	return 0;
}
