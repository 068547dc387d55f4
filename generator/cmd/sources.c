/* Years later somebody asks what an edition was made from, or wants its pages back. The answer is kept the moment the edition
 * is made, because content/ has long moved on by then. */
#include "cmd/sources_internal.h"
#include <assert.h>

#include "base/fs.h"

enum { MAX_FILE = 256 << 20 };

struct kept {
	struct source_file file;
	struct str bytes;
};

struct sources {
	VEC(struct kept) v;
	struct sink watch;
	struct sink *next;
	struct sha256_hex documents;
};

static const struct migration migrations[] = {
	{ 1, "CREATE TABLE source_text(digest TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
	     "CREATE TABLE source_edition(edition INTEGER PRIMARY KEY, documents TEXT NOT NULL, restores INTEGER NOT "
	     "NULL,"
	     " onto INTEGER NOT NULL) STRICT;"
	     "CREATE TABLE source_file(edition INTEGER NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL,"
	     " PRIMARY KEY(edition, path)) STRICT, WITHOUT ROWID;" },
};

int sources_failed(struct context *ctx, const char *why)
{
	context_fail(ctx, "H101", why,
		"check the disk and private/sources.db; if it is damaged, restore it from a backup or move it away: "
		"only "
		"rollbacks to the editions kept in it are lost");
	return -1;
}

int sources_open(struct store **out, struct context *ctx, bool create)
{
	struct str err = STR_INIT;
	const char *path = context_path(ctx, "private/sources.db");
	int r = 0;
	*out = NULL;
	if (!create && !fs_exists(path)) return 1;
	if (store_open(out, path, &err) != 0)
		r = sources_failed(ctx, err.ptr);
	else if (store_migrate(*out, "sources", migrations, sizeof migrations / sizeof *migrations) != 0)
		r = sources_failed(ctx, store_error(*out));
	if (r != 0 && *out) store_close(*out), *out = NULL;
	str_dispose(&err);
	return r;
}

void source_list_dispose(struct source_list *l)
{
	vec_dispose(&l->v);
	map_dispose(&l->by_path);
}

const struct source_file *source_list_find(const struct source_list *l, const char *path)
{
	uint64_t at;
	return map_get(&l->by_path, sv(path), &at) ? &l->v.at[at] : NULL;
}

static void read_digest(struct sha256_hex *out, struct sv text)
{
	size_t n = text.n < sizeof out->z - 1 ? text.n : sizeof out->z - 1;
	memcpy(out->z, text.p, n);
	out->z[n] = '\0';
}

int sources_list(struct source_list *out, struct context *ctx, struct store *s, unsigned edition)
{
	struct stmt *st = store_stmt(s, "SELECT path, digest FROM source_file WHERE edition = ?1 ORDER BY path");
	int r;
	stmt_int_in(st, 1, edition);
	while ((r = stmt_step(st)) == 1) {
		struct source_file f = { .path = arena_strdup(&ctx->mem, stmt_text(st, 0)) };
		read_digest(&f.digest, stmt_text(st, 1));
		map_set(&out->by_path, sv(f.path), out->v.n);
		vec_push(&out->v, f);
	}
	stmt_reset(st);
	return r < 0 ? sources_failed(ctx, store_error(s)) : 0;
}

int sources_bytes(struct context *ctx, struct store *s, const struct source_file *f, struct str *out)
{
	struct stmt *st = store_stmt(s, "SELECT bytes FROM source_text WHERE digest = ?1");
	size_t from = out->len;
	assert(f);
	stmt_text_in(st, 1, sv(f->digest.z));
	int r = stmt_step(st);
	if (r == 1) str_sv(out, stmt_blob(st, 0));
	stmt_reset(st);
	if (r < 0) return sources_failed(ctx, store_error(s));
	struct sha256 got = sha256_of(sv_n(out->ptr + from, out->len - from));
	if (r == 1 && strcmp(sha256_hex(&got).z, f->digest.z) == 0) return 0;
	return sources_failed(
		ctx, arena_printf(&ctx->mem, "private/sources.db is damaged: the text of %s is not there", f->path));
}

int sources_head_of(
	struct context *ctx, struct store *s, unsigned edition, struct sources_head *out, struct str *documents)
{
	struct stmt *st = store_stmt(s, "SELECT documents, restores, onto FROM source_edition WHERE edition = ?1");
	stmt_int_in(st, 1, edition);
	int r = stmt_step(st);
	if (r == 1) {
		if (documents) str_sv(documents, stmt_text(st, 0));
		*out = (struct sources_head){ edition, (unsigned)stmt_int(st, 1), (unsigned)stmt_int(st, 2) };
	}
	stmt_reset(st);
	return r < 0 ? sources_failed(ctx, store_error(s)) : r == 0;
}

/* ---- reading */

static void read_folder(struct context *ctx, struct sources *s, const char *folder)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	fs_walk(&files, &ctx->mem, fs_join(&ctx->mem, ctx->sources, folder), NULL, &err);
	for (size_t i = 0; i < files.n; i++) {
		struct kept k = { { fs_join(&ctx->mem, folder, files.at[i]), { "" } }, STR_INIT };
		if (fs_read(&k.bytes, fs_join(&ctx->mem, ctx->sources, k.file.path), MAX_FILE, &err) != 0) {
			str_dispose(&k.bytes);
			continue;
		}
		struct sha256 digest = sha256_of(sv_of(&k.bytes));
		k.file.digest = sha256_hex(&digest);
		vec_push(&s->v, k);
	}
	str_dispose(&err);
}

struct sources *sources_read(struct context *ctx)
{
	struct sources *s = xcalloc(1, sizeof *s);
	*s = (struct sources){ .v = VEC_INIT };
	read_folder(ctx, s, "content");
	read_folder(ctx, s, "site-templates");
	return s;
}

void sources_free(struct sources *s)
{
	if (!s) return;
	for (size_t i = 0; i < s->v.n; i++) str_dispose(&s->v.at[i].bytes);
	vec_dispose(&s->v);
	free(s);
}

static int watch_put(struct sink *self, const struct artifact *a)
{
	struct sources *s = (struct sources *)((char *)self - offsetof(struct sources, watch));
	if (a->kind == ARTIFACT_FILE && strcmp(a->path, "documents.csv") == 0) {
		struct sha256 d = sha256_of(a->bytes);
		s->documents = sha256_hex(&d);
	}
	return sink_put(s->next, a);
}

struct sink *sources_watch(struct sources *s, struct sink *next)
{
	s->watch.put = watch_put;
	s->next = next;
	return &s->watch;
}

/* ---- keeping */

static int keep_file(struct store *s, unsigned edition, const struct kept *k)
{
	struct stmt *text = store_stmt(s, "INSERT OR IGNORE INTO source_text(digest, bytes) VALUES(?1, ?2)");
	stmt_text_in(text, 1, sv(k->file.digest.z));
	stmt_blob_in(text, 2, k->bytes.ptr, k->bytes.len);
	if (stmt_run(text) != 0) return -1;
	struct stmt *file = store_stmt(s, "INSERT INTO source_file(edition, path, digest) VALUES(?1, ?2, ?3)");
	stmt_int_in(file, 1, edition);
	stmt_text_in(file, 2, sv(k->file.path));
	stmt_text_in(file, 3, sv(k->file.digest.z));
	return stmt_run(file);
}

/* Under this number and later ones there can only be editions that were never committed, or of a history that is gone. */
static int forget_from(struct store *s, unsigned edition)
{
	static const char *const sql[] = { "DELETE FROM source_file WHERE edition >= ?1",
		"DELETE FROM source_edition WHERE edition >= ?1",
		"DELETE FROM source_text WHERE digest NOT IN (SELECT digest FROM source_file) AND ?1 > 0" };
	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
		struct stmt *st = store_stmt(s, sql[i]);
		stmt_int_in(st, 1, edition);
		if (stmt_run(st) != 0) return -1;
	}
	return 0;
}

static int keep_all(struct store *db, const struct sources *s, const struct sources_head *head)
{
	struct stmt *st;
	if (forget_from(db, head->edition) != 0) return -1;
	st = store_stmt(db, "INSERT INTO source_edition(edition, documents, restores, onto) VALUES(?1, ?2, ?3, ?4)");
	stmt_int_in(st, 1, head->edition);
	stmt_text_in(st, 2, sv(s->documents.z));
	stmt_int_in(st, 3, head->restores);
	stmt_int_in(st, 4, head->onto);
	if (stmt_run(st) != 0) return -1;
	for (size_t i = 0; i < s->v.n; i++)
		if (keep_file(db, head->edition, &s->v.at[i]) != 0) return -1;
	return 0;
}

int sources_keep(struct context *ctx, const struct sources *s, const struct sources_head *head)
{
	struct store *db = NULL;
	int r = sources_open(&db, ctx, true);
	if (r != 0) return -1;
	r = store_begin(db);
	if (r == 0) {
		r = keep_all(db, s, head);
		if (r == 0) r = store_commit(db);
		if (r != 0) store_rollback(db);
	}
	if (r != 0) sources_failed(ctx, store_error(db));
	store_close(db);
	return r;
}

/* ---- after a rollback */

/* The same as in the edition that was taken back, and another than in the one that stands. */
static bool is_back(const struct kept *k, const struct source_list *away, const struct source_list *stands)
{
	const struct source_file *was = source_list_find(away, k->file.path),
				 *is = source_list_find(stands, k->file.path);
	return was && strcmp(was->digest.z, k->file.digest.z) == 0 && (!is || strcmp(is->digest.z, was->digest.z) != 0);
}

static void warn(struct context *ctx, const struct sources *now, const struct sources_head *head,
	const struct source_list *away, const struct source_list *stands)
{
	enum { SHOWN = 5 };
	struct str names = STR_INIT;
	size_t n = 0;
	for (size_t i = 0; i < now->v.n; i++) {
		if (!is_back(&now->v.at[i], away, stands)) continue;
		if (n++ < SHOWN) str_printf(&names, "%s%s", n > 1 ? ", " : "", now->v.at[i].file.path);
	}
	if (n > SHOWN) str_printf(&names, " and %zu more", n - SHOWN);
	if (n)
		diags_warn(&ctx->ds, "H102", NOPLACE,
			diags_text(&ctx->ds,
				"if that is not meant, correct them, or bring the files in line with `mentorpress "
				"rollback "
				"%u --files`",
				head->edition),
			"edition %u is a rollback, and %zu file%s still as in edition %u, so this publish puts them "
			"back: %s",
			head->edition, n, n == 1 ? " is" : "s are", head->onto, names.ptr);
	str_dispose(&names);
}

void sources_warn(struct context *ctx, const struct sources *now, unsigned newest)
{
	struct source_list away = SOURCE_LIST_INIT, stands = SOURCE_LIST_INIT;
	struct sources_head head = { 0, 0, 0 };
	struct store *db = NULL;
	if (now && newest && sources_open(&db, ctx, false) == 0 && sources_head_of(ctx, db, newest, &head, NULL) == 0 &&
		head.restores && sources_list(&away, ctx, db, head.onto) == 0 &&
		sources_list(&stands, ctx, db, newest) == 0)
		warn(ctx, now, &head, &away, &stands);
	if (db) store_close(db);
	source_list_dispose(&away);
	source_list_dispose(&stands);
}
