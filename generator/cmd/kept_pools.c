/* kept_pools.c decides when the pools of the newest edition hold for this one too. In doubt they do not. */
#include "cmd/kept_pools.h"
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/kept.h"
#include "cmd/entry_sheet.h"
#include "cmd/unchanged.h"
#include "privacy/pool_kept.h"

enum { SHEET_MAX = 1 << 30 };

static struct sha256 key_of(const struct edition *e)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 key;
	digest_field(d, sv("pools"));
	digest_add(d, e->records.b, sizeof e->records.b);
	digest_field(d, sv(date_iso(e->ctx->run->as_of).z));
	digest_end_sha256(d, &key);
	return key;
}

/* 1 when there is nothing to take over. */
static int take(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct kept k = KEPT_NONE;
	int r = 1;
	if (!e->records_known) return 1;
	struct sha256 key = key_of(e);
	if (kept_open(&k, context_path(ctx, UNCHANGED_POOLS), &key) == 0 && k.bytes.n > sizeof e->sheet) {
		memcpy(&e->sheet, k.bytes.p, sizeof e->sheet);
		r = pool_kept_take(ctx->store, sv_sub(k.bytes, sizeof e->sheet, k.bytes.n), sv_of(&e->previous_pool),
			&ctx->policy, e->pool, e->sums);
	}
	kept_close(&k);
	e->pools_taken = e->pools_quiet = r == 0;
	return r;
}

int kept_pools_carry(struct edition *e)
{
	struct context *ctx = e->ctx;
	int r = take(e);
	if (r <= 0) return r;
	return pool_carry(ctx->store, ctx->run, &ctx->policy, &ctx->vocabs, e->pool, e->sums, &ctx->ds) ||
	       pool_check_vocabulary(
		       (const struct public_pool *const *)e->pool, e->npools, sv_of(&e->previous_pool), &ctx->ds);
}

void kept_pools_made(struct edition *e, size_t said)
{
	e->pools_quiet = e->ctx->ds.total == said && pool_kept_may(e->sums, e->npools);
	/* At once: a run that dies further on must not leave what was noted before. */
	if (!e->pools_quiet && e->plan->mode == EDITION_PUBLISH) unlink(context_path(e->ctx, UNCHANGED_POOLS));
}

/* Staff may have saved it from a spreadsheet, thrown it away, or let others read it. */
static bool sheet_stands(const struct edition *e)
{
	const char *path = context_path(e->ctx, ENTRY_SHEET_CSV);
	struct str text = STR_INIT, err = STR_INIT;
	struct stat st;
	bool same = false;
	if (e->pools_taken && lstat(path, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 07777) == 0600 &&
		fs_read(&text, path, SHEET_MAX, &err) == 0) {
		struct sha256 now = sha256_of(sv_of(&text));
		same = sha256_eq(&now, &e->sheet);
	}
	str_dispose(&text);
	str_dispose(&err);
	return same;
}

void kept_pools_sheet(struct edition *e)
{
	e->sheet_known = sheet_stands(e) || entry_sheet_write(e->ctx, (const struct public_pool *const *)e->pool,
						    e->npools, &e->sheet) == 0;
}

void kept_pools_remember(struct edition *e)
{
	const char *path = context_path(e->ctx, UNCHANGED_POOLS);
	struct str note = STR_INIT;
	if (!e->records_known || !e->pools_quiet || !e->sheet_known) {
		unlink(path);
		return;
	}
	struct sha256 key = key_of(e);
	str_append(&note, &e->sheet, sizeof e->sheet);
	pool_kept_note(&note, (const struct public_pool *const *)e->pool, e->sums, e->npools);
	struct sv piece = sv_of(&note);
	kept_save(path, &key, &piece, 1);
	str_dispose(&note);
}
