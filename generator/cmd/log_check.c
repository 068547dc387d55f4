/* log_check.c stands apart because `verify` and `audit` must mean the same by a log that is whole. */
#include "cmd/log_check.h"
#include "base/map.h"
#include "privacy/pool.h"
#include "publish/verify_statement.h"
#include "records/erase.h"
#include "store/audit.h"

struct published {
	struct map commits;
	unsigned first; /* the oldest edition the log knows */
};

static int add(void *self, const struct audit_row *row)
{
	struct published *p = self;
	long number = 0;
	map_set(&p->commits, row->detail, 1);
	if (sv_starts(row->object, "edition ") && sv_long(sv_sub(row->object, 8, row->object.n), &number) &&
		number > 0 && (p->first == 0 || (unsigned)number < p->first))
		p->first = (unsigned)number;
	return 0;
}

/* "NEW replaces OLD": the same edition after an erase, if the log knew the old one. */
static int add_renamed(void *self, const struct audit_row *row)
{
	enum { ID = 40 };
	struct published *p = self;
	struct sv detail = row->detail, old = sv_sub(detail, ID + strlen(" replaces "), detail.n);
	if (sv_starts(sv_sub(detail, ID, detail.n), " replaces ") && map_get(&p->commits, old, NULL))
		map_set(&p->commits, sv_sub(detail, 0, ID), 1);
	return 0;
}

/* An erase whose run died after the exchange: the next command that opens the records writes its lines. */
static int add_pending(struct context *ctx, struct published *p)
{
	struct erase_intent i;
	int r = erase_intended(ctx->store, &ctx->mem, &i);
	for (size_t k = 0; r == 0 && k < i.renamed.n; k++)
		if (map_get(&p->commits, sv(i.renamed.at[k].was), NULL))
			map_set(&p->commits, sv(i.renamed.at[k].now), 1);
	if (r == 0)
		diags_warn(&ctx->ds, "H064", NOPLACE, "run mentorpress import: it goes on with the erase",
			"an erase was interrupted and is not finished");
	erase_intent_dispose(&i);
	return r < 0 ? -1 : 0;
}

static void say_missing(struct context *ctx, const struct edition *e)
{
	diags_error(&ctx->ds, "H042", NOPLACE,
		"compare private/mentorpress.db with the backup made after that edition; `mentorpress history` lists "
		"the editions",
		"the audit log does not know edition %u of %s: its last entries were cut off, or the database is "
		"another one",
		e->number, date_iso(e->day).z);
}

static int check_editions(struct context *ctx, const struct history *h)
{
	struct published p = { MAP_INIT, 0 };
	int result = audit_each(ctx->store, AUDIT_PUBLISH, add, &p);
	if (result == 0) result = audit_each(ctx->store, AUDIT_ERASE, add_renamed, &p);
	if (result == 0) result = add_pending(ctx, &p);
	for (size_t i = 0; result == 0 && i < history_editions(h); i++) {
		const struct edition *e = history_edition(h, i);
		bool pending = false;
		/* Without a pool it may have been published where there was no database. */
		if (e->number < p.first || !*edition_trailer(e, "Pool") || map_get(&p.commits, sv(e->commit), NULL))
			continue;
		/* The newest may wait for its line: the run that made it died, and the next publish writes it. */
		struct pool_published newest = { e->number, e->commit, true };
		if (i == 0) result = pool_was_meant(ctx->store, &newest, &pending);
		if (result == 0 && !pending) say_missing(ctx, e);
	}
	map_dispose(&p.commits);
	return result;
}

int log_check(struct context *ctx, const struct history *h, int64_t *rows)
{
	size_t errors = ctx->ds.errors;
	int r = audit_verify(ctx->store, rows);
	if (r > 0)
		diags_error(&ctx->ds, "H041", NOPLACE,
			"compare with a backup of private/mentorpress.db; what the log says from there on proves "
			"nothing",
			"the audit log is broken at entry %lld: that entry or the one before it was changed, or one "
			"was taken out",
			(long long)*rows);
	if (r >= 0 && h) r = check_editions(ctx, h);
	if (r < 0) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return ctx->ds.errors > errors ? -1 : 0;
}

int log_check_groups(struct context *ctx, struct history *h)
{
	struct str json = STR_INIT;
	struct statement_read s;
	int r = history_editions(h) ? history_read(h, history_edition(h, 0), "edition.json", &json) : -1;
	if (r == 0) statement_read(&s, &ctx->mem, sv_of(&json));
	for (size_t i = 0; r == 0 && i < s.npools; i++) {
		size_t smallest = 0;
		r = pool_smallest_group(ctx->store, s.pool[i].code, &smallest);
		if (r < 0)
			context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
		else if (s.pool[i].groups > 0 && (smallest < 1 || (long)smallest < s.pool[i].k))
			diags_error(&ctx->ds, "H115", NOPLACE,
				"compare private/mentorpress.db with the backup made after that edition; if both say "
				"so, "
				"take the site off the net and draw the pool anew",
				"a group of %s in edition %u has fewer people behind it than the %ld it promises",
				s.pool[i].code, history_edition(h, 0)->number, s.pool[i].k);
	}
	str_dispose(&json);
	return r;
}

void log_say(const struct context *ctx, int64_t rows)
{
	context_say(ctx, "Audit log: %lld %s, chain intact.", (long long)rows, rows == 1 ? "entry" : "entries");
}

static int keep_last(void *self, const struct audit_row *row)
{
	struct str *edition = self;
	str_clear(edition);
	str_sv(edition, row->object);
	return 0;
}

int log_check_unpublished(struct context *ctx)
{
	struct str edition = STR_INIT;
	int r = audit_each(ctx->store, AUDIT_PUBLISH, keep_last, &edition);
	if (r < 0)
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	else if (edition.len)
		diags_error(&ctx->ds, "B134", NOPLACE,
			"put site/repo.git back from a backup or a clone; without it the next publish would begin anew",
			"there is no repository, but the audit log knows of a publish: %s", edition.ptr);
	r = r < 0 || edition.len ? -1 : 0;
	str_dispose(&edition);
	return r;
}

void log_add(struct context *ctx, const char *action, const char *form, const char *entry_no, const char *detail)
{
	const char *object = arena_printf(&ctx->mem, "%s %s", form, entry_no);
	if (audit_append(ctx->store, ctx->run->as_of, ctx->run->role, action, object, detail) != 0)
		context_fail(ctx, "B133", store_error(ctx->store),
			"what was asked for is recorded in its file; only the line of the audit log is missing");
}
