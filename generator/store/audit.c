/* audit.c keeps the log by which headquarters can show, years later, what was done when and by which role. Each row's
 * hash covers the row before it, so that a change made to the file by hand shows up at the row where it was made. */
#include "store/audit.h"
#include "base/digest.h"

static const struct migration migrations[] = {
	{ 1, "CREATE TABLE audit(seq INTEGER PRIMARY KEY, day TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL,"
	     " object TEXT NOT NULL, detail TEXT NOT NULL, hash BLOB NOT NULL) STRICT;"
	     "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'append-only'); END;"
	     "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'append-only'); END;" },
};

#define FIELDS 5 /* day, role, action, object, detail */

int audit_migrate(struct store *s)
{
	return store_migrate(s, "audit", migrations, sizeof migrations / sizeof migrations[0]);
}

static struct sha256 link_hash(const struct sha256 *previous, int64_t seq, const struct sv field[FIELDS])
{
	struct sha256 hash;
	char number[24];
	struct digest_ctx *c = digest_new_sha256();
	int n = snprintf(number, sizeof number, "%lld", (long long)seq);
	digest_field(c, sv_n((const char *)previous->b, sizeof previous->b));
	digest_field(c, sv_n(number, (size_t)n));
	for (size_t i = 0; i < FIELDS; i++) digest_field(c, field[i]);
	digest_end_sha256(c, &hash);
	return hash;
}

static bool read_hash(struct sha256 *out, struct sv blob)
{
	if (blob.n != sizeof out->b) return false;
	memcpy(out->b, blob.p, sizeof out->b);
	return true;
}

/* The end of the chain. A last hash of a wrong length cannot be followed; it is taken as zero, which audit_verify
 * will show as the break it is, rather than keep the log from going on. */
static int chain_end(struct store *s, int64_t *seq, struct sha256 *hash)
{
	*seq = 0;
	*hash = (struct sha256){ { 0 } };
	struct stmt *st = store_stmt(s, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
	int r = stmt_step(st);
	if (r == 1) {
		*seq = stmt_int(st, 0);
		read_hash(hash, stmt_blob(st, 1));
	}
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

int audit_append(
	struct store *s, date_t day, const char *role, const char *action, const char *object, const char *detail)
{
	struct date_text iso = date_iso(day);
	const struct sv field[FIELDS] = { sv(iso.z), sv(role), sv(action), sv(object), sv(detail) };
	struct sha256 previous;
	int64_t seq = 0;
	if (store_begin(s)) return -1;
	if (chain_end(s, &seq, &previous)) goto done;
	struct sha256 hash = link_hash(&previous, seq + 1, field);
	struct stmt *st = store_stmt(s, "INSERT INTO audit(seq, day, role, action, object, detail, hash)"
					" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_int_in(st, 1, seq + 1);
	for (int i = 0; i < FIELDS; i++) stmt_text_in(st, i + 2, field[i]);
	stmt_blob_in(st, 7, hash.b, sizeof hash.b);
	if (stmt_run(st) == 0 && store_commit(s) == 0) return 0;
done:
	store_rollback(s);
	return -1;
}

int audit_has(struct store *s, const char *action, const char *object, const char *detail, bool *out)
{
	struct stmt *st = store_stmt(
		s, "SELECT 1 FROM audit WHERE action = ?1 AND object = ?2 AND detail = ?3 ORDER BY seq LIMIT 1");
	stmt_text_in(st, 1, sv(action));
	stmt_text_in(st, 2, sv(object));
	stmt_text_in(st, 3, sv(detail));
	int r = stmt_step(st);
	*out = r == 1;
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

int audit_verify(struct store *s, int64_t *rows)
{
	struct sha256 previous = { { 0 } };
	int64_t expected = 0;
	int r;
	bool broken = false;
	struct stmt *st = store_stmt(s, "SELECT seq, day, role, action, object, detail, hash FROM audit ORDER BY seq");
	while (!broken && (r = stmt_step(st)) == 1) {
		struct sv field[FIELDS];
		struct sha256 stored;
		expected++;
		for (int i = 0; i < FIELDS; i++) field[i] = stmt_text(st, i + 1);
		struct sha256 hash = link_hash(&previous, expected, field);
		broken = stmt_int(st, 0) != expected || !read_hash(&stored, stmt_blob(st, 6)) ||
			 !sha256_eq(&hash, &stored);
		previous = hash;
	}
	stmt_reset(st);
	*rows = expected;
	if (broken) return 1;
	return r < 0 ? -1 : 0;
}

int audit_each(struct store *s, const char *action, audit_fn *fn, void *ctx)
{
	int r = 0, step;
	struct stmt *st = store_stmt(s, "SELECT seq, day, role, action, object, detail FROM audit"
					" WHERE ?1 IS NULL OR action = ?1 ORDER BY seq");
	stmt_text_in(st, 1, action ? sv(action) : (struct sv){ NULL, 0 });
	while (r == 0 && (step = stmt_step(st)) != 0) {
		struct audit_row row = { stmt_int(st, 0), stmt_text(st, 1), stmt_text(st, 2), stmt_text(st, 3),
			stmt_text(st, 4), stmt_text(st, 5) };
		r = step < 0 ? -1 : fn(ctx, &row);
	}
	stmt_reset(st);
	return r;
}

int audit_length(struct store *s, int64_t *rows)
{
	return store_int(s, "SELECT count(*) FROM audit", 0, rows);
}
