/* notices_sent.c remembers what people have sent. The tool cannot know it; it takes their word for the day, and never makes the notice again. */
#include "cmd/notices_make.h"
#include <unistd.h>
#include "base/fs.h"
#include "cmd/sheet.h"
#include "programme/notice_register.h"
#include "store/audit.h"

struct sent {
	struct context *ctx;
	const struct due_facts *f;
	bool *chosen; /* by f->notices */
	size_t n;
};

static bool in_round(const struct sent *s, const struct due_notice *n, const char *round)
{
	struct stmt *st = store_stmt(
		s->ctx->store, "SELECT 1 FROM notice n JOIN round r ON r.id = n.round WHERE n.id = ?1 AND r.name = ?2");
	stmt_int_in(st, 1, n->id);
	stmt_text_in(st, 2, sv(round));
	bool is = stmt_step(st) == 1;
	stmt_reset(st);
	return is;
}

/* A file as people name it: with or without its folder and its ending. */
static bool is_file(const struct due_notice *n, const char *word)
{
	struct sv base = sv(fs_base(word)), file = sv(fs_base(n->file));
	return sv_eq(base, file) || (sv_ends(file, ".eml") && sv_eq(base, sv_sub(file, 0, file.n - 4)));
}

static void choose(struct sent *s, const char *word, const char *round)
{
	bool all = strcmp(word, "all") == 0, code = notice_code_of(sv(word)) < NOTICE_COUNT, any = false,
	     before = false;
	for (size_t i = 0; i < s->f->notices.n; i++) {
		const struct due_notice *n = &s->f->notices.at[i];
		bool fits = all || (code ? strcmp(n->code, word) == 0 : is_file(n, word));
		if (!fits || (round && !in_round(s, n, round))) continue;
		before |= n->sent != DATE_NONE;
		if (n->sent != DATE_NONE) continue;
		any = true;
		s->n += !s->chosen[i];
		s->chosen[i] = true;
	}
	if (any) return;
	if (before && !all && !code)
		diags_error(&s->ctx->ds, "M092", NOPLACE, "leave it out: nothing is to be done",
			"%s was recorded as sent before", diags_value(&s->ctx->ds, sv(word)));
	else if (all || code)
		diags_error(&s->ctx->ds, "M092", NOPLACE, "mentorpress notices makes the drafts first",
			"there is no draft%s%s that is not recorded as sent", code ? " of " : "", code ? word : "");
	else
		diags_error(&s->ctx->ds, "M092", NOPLACE,
			"name a file of " NOTICE_FOLDER ", a notice such as match-mentor, or all",
			"there is no draft called %s", diags_value(&s->ctx->ds, sv(word)));
}

static const char *sent_name(struct context *ctx, const struct due_notice *n, date_t on)
{
	return arena_printf(&ctx->mem, "sent/%s/%s", date_iso(on).z, fs_base(n->file));
}

struct entry {
	const char *form, *entry_no;
	struct arena *mem;
};

static int keep_entry(void *ctx, const struct application *a)
{
	struct entry *e = ctx;
	e->form = arena_strdup(e->mem, sv(a->form));
	e->entry_no = arena_strdup(e->mem, sv(a->entry_no));
	return 0;
}

static int log_one(struct sent *s, const struct due_notice *n, date_t on)
{
	struct context *ctx = s->ctx;
	struct entry e = { "", "", &ctx->mem };
	if (application_get(ctx->store, ctx->run, n->application, keep_entry, &e) < 0) return -1;
	return audit_append(ctx->store, ctx->run->as_of, ctx->run->role, "notice sent",
		arena_printf(&ctx->mem, "%s %s", e.form, e.entry_no),
		arena_printf(&ctx->mem, "%s %s on %s", n->code, n->key, date_iso(on).z));
}

static int record(struct sent *s, date_t on)
{
	struct store *store = s->ctx->store;
	int r = store_begin(store);
	if (r) return -1;
	for (size_t i = 0; i < s->f->notices.n && r == 0; i++)
		if (s->chosen[i])
			r = notice_record_sent(store, s->f->notices.at[i].id, on, s->ctx->run->role,
				sent_name(s->ctx, &s->f->notices.at[i], on));
	/* With the lines of the log, in one transaction: hundreds of them would each wait for the disk. */
	for (size_t i = 0; i < s->f->notices.n && r == 0; i++)
		if (s->chosen[i]) r = log_one(s, &s->f->notices.at[i], on);
	if (r == 0) r = store_commit(store);
	if (r) store_rollback(store);
	return r;
}

/* The draft goes where nobody sends it a second time. */
static void put_away(struct sent *s, const struct due_notice *n, date_t on)
{
	struct context *ctx = s->ctx;
	struct str err = STR_INIT;
	const char *from = context_path(ctx, arena_printf(&ctx->mem, NOTICE_FOLDER "/%s", n->file)),
		   *to = context_path(ctx, arena_printf(&ctx->mem, NOTICE_FOLDER "/%s", sent_name(ctx, n, on)));
	const char *folder = context_path(ctx, arena_printf(&ctx->mem, NOTICE_SENT_FOLDER "/%s", date_iso(on).z));
	if (!fs_exists(from)) return;
	if (fs_mkdirs(folder, 0700, &err) || rename(from, to) != 0)
		diags_warn(&ctx->ds, "M099", NOPLACE, "move it by hand, so that nobody sends it twice",
			"it is recorded as sent, but %s could not be moved to " NOTICE_SENT_FOLDER,
			diags_value(&ctx->ds, sv(n->file)));
	str_dispose(&err);
}

int notices_sent(struct context *ctx, const struct due_read *read, const char *const *word, size_t n, const char *round,
	date_t on)
{
	struct sent s = { .ctx = ctx, .f = &read->facts };
	size_t errors = ctx->ds.errors;
	s.chosen = ARENA_ARRAY(&ctx->mem, bool, s.f->notices.n + 1);
	for (size_t i = 0; i < n; i++) choose(&s, word[i], round);
	if (ctx->ds.errors > errors) return -1;
	if (record(&s, on)) {
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
		return -1;
	}
	for (size_t i = 0; i < s.f->notices.n; i++)
		if (s.chosen[i]) put_away(&s, &s.f->notices.at[i], on);
	context_say(ctx,
		"Recorded as sent on %s: %zu notice%s, now in " NOTICE_SENT_FOLDER "/%s. They will not be made again.",
		date_long(on).z, s.n, s.n == 1 ? "" : "s", date_iso(on).z);
	return notices_register(ctx);
}

/* ---- the copy of the register */

int notices_register(struct context *ctx)
{
	static const char *const header[] = { "Notice", "About", "Form", "Form entry number", "Partnership", "Round",
		"Made", "Sent", "Recorded by", "File" };
	struct stmt *st = store_stmt(ctx->store,
		"SELECT n.code, n.key, n.application, coalesce(p.number, ''), coalesce(r.name, ''), n.made, n.sent, "
		"coalesce(n.sent_by, ''), n.file FROM notice n LEFT JOIN partnership p ON p.id = n.partnership LEFT "
		"JOIN "
		"round r ON r.id = n.round ORDER BY n.id");
	struct str out = STR_INIT;
	int step;
	sheet_header(&out, header, sizeof header / sizeof *header);
	while ((step = stmt_step(st)) == 1) {
		struct entry e = { "", "", &ctx->mem };
		if (application_get(ctx->store, ctx->run, stmt_int(st, 2), keep_entry, &e) < 0) step = -1;
		if (step < 0) break;
		const struct date_text made = date_iso((date_t)stmt_int(st, 5)),
				       sent = date_iso(stmt_null(st, 6) ? DATE_NONE : (date_t)stmt_int(st, 6));
		const struct sv cell[] = { stmt_text(st, 0), stmt_text(st, 1), sv(e.form), sv(e.entry_no),
			stmt_text(st, 3), stmt_text(st, 4), sv(made.z), sv(sent.z), stmt_text(st, 7),
			stmt_text(st, 8) };
		sheet_row(&out, cell, sizeof cell / sizeof *cell);
	}
	stmt_reset(st);
	if (step < 0) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	int r = step < 0 ? -1 : due_write(ctx, NOTICE_FOLDER "/register.csv", sv_of(&out), NULL);
	str_dispose(&out);
	return r;
}

/* ---- erase */

static void remove_file(struct context *ctx, const char *relative)
{
	unlink(context_path(ctx, relative));
}

int notices_erase_files(struct context *ctx, const int64_t *application, size_t n)
{
	static const char *const lists[] = { "private/programme/due.csv", "private/programme/due.ics",
		NOTICE_FOLDER "/notices.csv", NOTICE_FOLDER "/register.csv" };
	int step = 0;
	for (size_t i = 0; i < n && step == 0; i++) {
		struct stmt *st = store_stmt(ctx->store, "SELECT file FROM notice WHERE application = ?1 OR "
							 "partnership IN (SELECT id FROM partnership WHERE a "
							 "= ?1 OR b = ?1)");
		stmt_int_in(st, 1, application[i]);
		while ((step = stmt_step(st)) == 1)
			remove_file(ctx, arena_printf(&ctx->mem, NOTICE_FOLDER "/%.*s", SV_ARG(stmt_text(st, 0))));
		stmt_reset(st);
	}
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) remove_file(ctx, lists[i]);
	return step < 0 ? -1 : 0;
}
