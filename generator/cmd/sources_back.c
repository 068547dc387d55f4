/* The way back from kept sources to files: put together in a private folder for a rollback, or into the workspace itself when
 * the committee wants to go on from there. Nothing is overwritten that does not lie somewhere else afterwards. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "cmd/sources_internal.h"

bool sources_is_controlled(const char *path)
{
	static const char *const registers[] = { "content/documents.csv", "content/officers.yml",
		"content/cycles.csv" };
	for (size_t i = 0; i < sizeof registers / sizeof *registers; i++)
		if (strcmp(path, registers[i]) == 0) return true;
	return sv_starts(sv(path), "content/sops/");
}

int sources_known(struct context *ctx, unsigned edition, struct sv documents_csv)
{
	struct sources_head head;
	struct str documents = STR_INIT;
	struct sha256 digest = sha256_of(documents_csv);
	struct store *db = NULL;
	int r = sources_open(&db, ctx, false);
	if (r == 0) r = sources_head_of(ctx, db, edition, &head, &documents);
	if (r == 0 && !sv_is(sv_of(&documents), sha256_hex(&digest).z)) r = 1;
	if (db) store_close(db);
	str_dispose(&documents);
	return r;
}

static const char *parent_of(struct context *ctx, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_sv(&ctx->mem, sv_n(path, (size_t)(slash - path))).p : ".";
}

static int write_file(struct context *ctx, struct store *db, const struct source_file *f, const char *to, mode_t folder)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	int r = sources_bytes(ctx, db, f, &bytes);
	if (r == 0 && (fs_mkdirs(parent_of(ctx, to), folder, &err) != 0 ||
			      fs_write_atomic(to, sv_of(&bytes), folder == 0700 ? 0600 : 0644, &err) != 0)) {
		context_fail(
			ctx, "H002", err.ptr, "free some space, check the permissions, and run the same command again");
		r = -1;
	}
	str_dispose(&bytes);
	str_dispose(&err);
	return r;
}

static int write_part(
	struct context *ctx, struct store *db, const struct source_list *files, bool controlled, const char *folder)
{
	int r = 0;
	for (size_t i = 0; r == 0 && i < files->v.n; i++) {
		const struct source_file *f = &files->v.at[i];
		if (sources_is_controlled(f->path) == controlled && fs_safe_path(sv(f->path)))
			r = write_file(ctx, db, f, fs_join(&ctx->mem, folder, f->path), 0700);
	}
	return r;
}

int sources_compose(struct context *ctx, unsigned edition, unsigned newest, const char *folder)
{
	struct source_list old = SOURCE_LIST_INIT, now = SOURCE_LIST_INIT;
	struct store *db = NULL;
	struct str err = STR_INIT;
	int r = sources_open(&db, ctx, true);
	if (r == 0 && (fs_remove_tree(folder, &err) != 0 || fs_mkdirs(folder, 0700, &err) != 0)) {
		context_fail(ctx, "H002", err.ptr, "free some space, or check the permissions of private/");
		r = -1;
	}
	if (r == 0) r = sources_list(&old, ctx, db, edition);
	if (r == 0) r = sources_list(&now, ctx, db, newest);
	if (r == 0) r = write_part(ctx, db, &old, false, folder);
	if (r == 0) r = write_part(ctx, db, &now, true, folder);
	if (db) store_close(db);
	source_list_dispose(&old);
	source_list_dispose(&now);
	str_dispose(&err);
	return r;
}

/* ---- into the workspace */

struct back {
	struct context *ctx;
	struct store *db;
	const char *aside; /* a folder below private/, made when it is needed */
	size_t changed;
};

/* 1: this very text stands there; 0: another one, or none (*there). */
static int stands(struct back *b, const struct source_file *f, bool *there)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	const char *path = context_path(b->ctx, f->path);
	int same = 0;
	*there = fs_exists(path);
	if (*there && fs_read(&bytes, path, SIZE_MAX / 4, &err) == 0) {
		struct sha256 d = sha256_of(sv_of(&bytes));
		same = strcmp(sha256_hex(&d).z, f->digest.z) == 0;
	}
	str_dispose(&bytes);
	str_dispose(&err);
	return same;
}

static int failed(struct back *b, const char *why)
{
	context_fail(
		b->ctx, "H002", why, "check the permissions of content/, site-templates/ and private/; run it again");
	return -1;
}

static int put_aside(struct back *b, const char *path)
{
	struct str err = STR_INIT;
	const char *to = fs_join(&b->ctx->mem, context_path(b->ctx, b->aside), path);
	int r = fs_mkdirs(parent_of(b->ctx, to), 0700, &err);
	if (r == 0 && rename(context_path(b->ctx, path), to) != 0) {
		str_printf(&err, "%s could not be moved: %s", path, strerror(errno));
		r = -1;
	}
	if (r != 0) failed(b, err.ptr);
	str_dispose(&err);
	return r;
}

static int put_back(struct back *b, const struct source_file *f)
{
	bool there;
	if (stands(b, f, &there)) return 0;
	b->changed++;
	if (there && put_aside(b, f->path) != 0) return -1;
	return write_file(b->ctx, b->db, f, context_path(b->ctx, f->path), 0755);
}

/* A page that the edition does not have, and that stands here just as it was published since, goes too. */
static int take_away(struct back *b, const struct source_list *keep, const struct source_list *was)
{
	int r = 0;
	for (size_t i = 0; r == 0 && i < was->v.n; i++) {
		bool there;
		if (source_list_find(keep, was->v.at[i].path) || !stands(b, &was->v.at[i], &there)) continue;
		b->changed++;
		r = put_aside(b, was->v.at[i].path);
	}
	return r;
}

static const char *free_folder(struct context *ctx, unsigned edition)
{
	const char *name = arena_printf(&ctx->mem, "private/replaced-by-edition-%u", edition);
	for (unsigned n = 2; fs_exists(context_path(ctx, name)); n++)
		name = arena_printf(&ctx->mem, "private/replaced-by-edition-%u.%u", edition, n);
	return name;
}

int sources_put_back(struct context *ctx, unsigned edition, unsigned was, const char **aside, size_t *changed)
{
	struct back b = { .ctx = ctx, .aside = free_folder(ctx, edition) };
	struct source_list keep = SOURCE_LIST_INIT, away = SOURCE_LIST_INIT;
	struct sources_head head = { 0, 0, 0 };
	int r = sources_open(&b.db, ctx, true);
	/* A rollback that stands already: what it took the place of is what may still lie here. */
	if (r == 0 && edition == was && sources_head_of(ctx, b.db, edition, &head, NULL) == 0 && head.restores)
		was = head.onto;
	if (r == 0) r = sources_list(&keep, ctx, b.db, edition);
	if (r == 0) r = sources_list(&away, ctx, b.db, was);
	for (size_t i = 0; r == 0 && i < keep.v.n; i++)
		if (!sources_is_controlled(keep.v.at[i].path)) r = put_back(&b, &keep.v.at[i]);
	if (r == 0) r = take_away(&b, &keep, &away);
	if (b.db) store_close(b.db);
	source_list_dispose(&keep);
	source_list_dispose(&away);
	*aside = b.aside;
	*changed = b.changed;
	return r;
}
