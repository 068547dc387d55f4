/* What is left to do once the public history is exchanged, in an order in which each step can be repeated: the rows of files first, while the
 * database still says which they are; then the database in one transaction, which keeps the fingerprints; then its file anew. */
#include "cmd/erase_finish.h"
#include <errno.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/entry_sheet.h"
#include "cmd/erase_programme.h"
#include "cmd/findings.h"
#include "cmd/unchanged.h"
#include "cmd/who_card.h"
#include "privacy/identity_erased.h"
#include "privacy/pool_erase.h"
#include "privacy/review.h"
#include "programme/schema.h"
#include "publish/erase.h"
#include "store/audit.h"

static int failed(struct context *ctx)
{
	context_fail(ctx, "B026", store_error(ctx->store),
		"free some space or check private/; the next command goes on with the erase");
	return -1;
}

/* Rows of our own tables. */

struct own_rows {
	struct erased_rows rows;
	struct map digests; /* of texts that are theirs alone */
};

static bool match_event(void *ctx, const struct sv *cell)
{
	const struct own_rows *o = ctx;
	struct arena mem = ARENA_INIT;
	bool is = erased_rows_has(&o->rows, arena_strdup(&mem, cell[0]), cell[1]);
	arena_dispose(&mem);
	return is;
}

static bool match_alias(void *ctx, const struct sv *cell)
{
	return match_event(ctx, cell) || match_event(ctx, cell + 2);
}

static bool match_review(void *ctx, const struct sv *cell)
{
	const struct own_rows *o = ctx;
	uint64_t theirs = 0;
	return map_get(&o->digests, cell[0], &theirs) && theirs;
}

static int add_digest(
	void *self, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	struct own_rows *o = self;
	struct sha256_hex d = review_digest(value);
	(void)kind, (void)field, (void)file, (void)line, (void)person;
	map_set(&o->digests, sv(d.z), 1);
	return 0;
}

/* A decision on a text that somebody else wrote too, word for word, stays. */
static int drop_digest(
	void *self, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	struct own_rows *o = self;
	(void)kind, (void)field, (void)file, (void)line, (void)person;
	if (value.n < 8) return 0; /* no text to be reviewed, and there are many */
	struct sha256_hex d = review_digest(value);
	if (map_get(&o->digests, sv(d.z), NULL)) map_set(&o->digests, sv(d.z), 0);
	return 0;
}

int erase_own_rows(struct erase_places *out, struct context *ctx, const struct erase_subject *of)
{
	static const char *const event[] = { "form", "form_entry_no" }, *const digest[] = { "text_digest" };
	static const char *const alias[] = { "form_a", "entry_a", "form_b", "entry_b" };
	const struct settings *s = &ctx->settings;
	struct own_rows o = { { .macs = MAP_INIT }, MAP_INIT };
	for (size_t i = 0; i < of->row.n; i++)
		if (*of->row.at[i].form) erased_rows_add(&o.rows, of->row.at[i].form, sv(of->row.at[i].number));
	int r = erase_each_theirs(ctx->store, of, add_digest, &o) || erase_each_others(ctx->store, of, drop_digest, &o)
			? failed(ctx)
			: 0;
	if (r == 0 && (erase_find_in_table(out, &ctx->mem, context_path(ctx, s->status_events), s->status_events, event,
			       2, match_event, &o, &ctx->ds) ||
			      erase_find_in_table(out, &ctx->mem, context_path(ctx, s->people), s->people, alias, 4,
				      match_alias, &o, &ctx->ds) ||
			      erase_find_in_table(out, &ctx->mem, context_path(ctx, s->reviews), s->reviews, digest, 1,
				      match_review, &o, &ctx->ds) ||
			      erase_programme_rows(out, ctx, of, &o.rows)))
		r = -1;
	erased_rows_dispose(&o.rows);
	map_dispose(&o.digests);
	return r;
}

/* Papers made from the records; all of them are made again when they are asked for. */
static int remove_papers(struct context *ctx)
{
	static const char *const files[] = { ENTRY_SHEET_CSV, UNCHANGED_FILES, "private/cache.db" };
	static const char *const folders[] = { FINDINGS_FOLDER, WHO_CARD_FOLDER, "site/preview" };
	struct str err = STR_INIT;
	int r = 0;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (unlink(context_path(ctx, files[i])) && errno != ENOENT) r = -1;
	if (r) str_printf(&err, "the papers in private/ could not be removed: %s", strerror(errno));
	if (r == 0) {
		struct trouble t = { &ctx->ds, &ctx->environment_failed };
		for (size_t i = 0; i < sizeof folders / sizeof *folders && r == 0; i++)
			r = erase_papers(context_path(ctx, folders[i]), &t);
	} else {
		context_fail(ctx, "H069", err.ptr,
			"check the permissions of private/; the next command goes on with the erase");
	}
	str_dispose(&err);
	return r;
}

/* The audit log: commits that are others now, and how much was erased; no name, no number of an entry. */
static int note(struct context *ctx, const struct erase_subject *of, const struct erase_intent *i, int64_t n)
{
	struct arena *mem = &ctx->mem;
	for (size_t k = 0; k < i->renamed.n; k++) {
		const struct erase_renamed *e = &i->renamed.at[k];
		if (strcmp(e->was, e->now) != 0 && audit_append(ctx->store, i->day, ctx->run->role, AUDIT_ERASE,
							   arena_printf(mem, "edition %u", e->edition),
							   arena_printf(mem, "%s replaces %s", e->now, e->was)))
			return -1;
	}
	return audit_append(ctx->store, i->day, ctx->run->role, AUDIT_ERASE,
		arena_printf(mem, "erase %lld", (long long)n),
		arena_printf(mem, "%zu applications, %zu entries", of->application.n, of->id.n));
}

static int delete_records(struct context *ctx, const struct erase_subject *of, const struct erase_intent *i)
{
	struct random_source *chance = ctx->run->random;
	const struct policy *policy = ctx->policy.npools ? &ctx->policy : NULL;
	struct store *s = ctx->store;
	int64_t n = 0;
	if (store_begin(s)) return -1;
	if (erase_keys_make(s, chance) == 0 && erase_number(s, i->day, &n) == 0 &&
		identity_erased_keep(s, of, policy, n) == 0 && pool_erase(s, of, i) == 0 && note(ctx, of, i, n) == 0 &&
		programme_erase(s, of->application.at, of->application.n) == 0 && erase_delete(s, of, i) == 0 &&
		store_commit(s) == 0)
		return 0;
	store_rollback(s);
	return -1;
}

int erase_finish_private(struct context *ctx, const struct erase_subject *of, const struct erase_intent *i)
{
	struct erase_places own = { VEC_INIT };
	int r = 0;
	if (!i->deleted) {
		r = erase_own_rows(&own, ctx, of);
		if (r == 0 && erase_cut_lines(ctx->run->workspace, &own, &ctx->ds))
			ctx->environment_failed = true, r = -1;
		if (r == 0) r = remove_papers(ctx);
		if (r == 0) r = erase_programme_papers(ctx, of);
		if (r == 0 && delete_records(ctx, of, i)) r = failed(ctx);
	}
	if (r == 0 && (store_compact(ctx->store) || erase_forget_intent(ctx->store))) r = failed(ctx);
	vec_dispose(&own.at);
	return r;
}

static int settle(struct context *ctx, const struct erase_intent *i)
{
	struct erase_subject of = { .person = i->person };
	char head[41] = "";
	int r = erase_finish(context_path(ctx, "site"), head, &ctx->environment_failed, &ctx->ds);
	if (r == 0 && !i->deleted && strcmp(head, i->now) != 0) {
		diags_warn(&ctx->ds, "H064", NOPLACE, "run mentorpress erase again",
			"an erase was interrupted before it changed anything; the person is still in the records and "
			"in the editions");
		return erase_forget_intent(ctx->store) ? failed(ctx) : 0;
	}
	if (r == 0 && !i->deleted && erase_subject_find(&of, &ctx->mem, ctx->store, i->person)) r = failed(ctx);
	if (r == 0) r = erase_finish_private(ctx, &of, i);
	if (r == 0) diags_note(&ctx->ds, "H064", NOPLACE, NULL, "an erase that was interrupted is finished now");
	erase_subject_dispose(&of);
	return r;
}

int erase_settle_pending(struct context *ctx)
{
	struct erase_intent i;
	int r = erase_intended(ctx->store, &ctx->mem, &i);
	if (r < 0) failed(ctx);
	if (r == 0) r = settle(ctx, &i);
	erase_intent_dispose(&i);
	return r < 0 ? -1 : 0;
}
