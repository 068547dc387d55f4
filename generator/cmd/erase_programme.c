/* erase_programme.c reaches what the commands about partnerships wrote. Most of it is made from the database whenever it is asked for, and a sheet names
 * others beside its own person; so such papers go whole, and only what people fill in by hand is cut row by row. */
#include "cmd/erase_programme.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/notices_make.h"
#include "programme/certificate.h"
#include "publish/erase.h"

#define FOLDER "private/programme"

/* ---- rows */

struct theirs {
	const struct erase_subject *of;
	const struct erased_rows *rows;
	struct arena mem;
};

static bool is_theirs(struct theirs *t, struct sv form, struct sv number)
{
	return number.n && erased_rows_has(t->rows, arena_strdup(&t->mem, form), number);
}

static bool match_exception(void *self, const struct sv *cell)
{
	return is_theirs(self, cell[0], cell[1]) || is_theirs(self, cell[2], cell[3]);
}

/* A partner's form stands there only where the number alone would not do; so without one any form of theirs is meant. */
static bool match_decision(void *self, const struct sv *cell)
{
	struct theirs *t = self;
	if (is_theirs(t, cell[0], cell[1]) || (cell[3].n && is_theirs(t, cell[3], cell[2]))) return true;
	for (size_t i = 0; i < t->of->row.n && !cell[3].n; i++)
		if (*t->of->row.at[i].form && is_theirs(t, sv(t->of->row.at[i].form), cell[2])) return true;
	return false;
}

static int walk(struct fs_list *out, struct context *ctx)
{
	struct str err = STR_INIT;
	int r = fs_walk(out, &ctx->mem, context_path(ctx, FOLDER), NULL, &err);
	if (r)
		context_fail(ctx, "H069", err.ptr,
			"check the permissions of private/; the next command goes on with the erase");
	str_dispose(&err);
	return r ? -1 : 0;
}

/* "2026-03/decisions.csv", "2026-03/decisions-2.csv": not the copy in registers/. */
static bool is_filled_in(const char *path)
{
	struct sv rest = sv(path), top;
	return sv_split(&rest, '/', &top) && !sv_is(top, "registers") && fs_match("decisions*.csv", rest);
}

int erase_programme_rows(
	struct erase_places *out, struct context *ctx, const struct erase_subject *of, const struct erased_rows *rows)
{
	static const char *const exception[] = { "form_a", "entry_a", "form_b", "entry_b" },
				 *const decision[] = { "form", "form_entry_no", "partner_form_entry_no",
					 "partner_form" },
				 overrides[] = "records/overrides.csv";
	struct theirs t = { of, rows, ARENA_INIT };
	struct fs_list files = { NULL, 0 };
	int r = erase_find_in_table(
		out, &ctx->mem, context_path(ctx, overrides), overrides, exception, 4, match_exception, &t, &ctx->ds);
	if (r == 0) r = walk(&files, ctx);
	for (size_t i = 0; i < files.n && r == 0; i++) {
		const char *name = arena_printf(&ctx->mem, FOLDER "/%s", files.at[i]);
		if (is_filled_in(files.at[i]))
			r = erase_find_in_table(out, &ctx->mem, context_path(ctx, name), name, decision, 4,
				match_decision, &t, &ctx->ds);
	}
	arena_dispose(&t.mem);
	return r ? -1 : 0;
}

/* ---- papers */

/* The folder that goes whole and in which the file stands: "units", "2026-03/pack". 0: none. */
static size_t whole_folder(const char *path)
{
	static const char *const top[] = { "units/", "registers/" }, *const second[] = { "/pack/",
		"/pack-identified/" };
	for (size_t i = 0; i < 2; i++) {
		const char *slash = strchr(path, '/');
		if (strncmp(path, top[i], strlen(top[i])) == 0) return strlen(top[i]) - 1;
		if (slash && strncmp(slash, second[i], strlen(second[i])) == 0)
			return (size_t)(slash - path) + strlen(second[i]) - 1;
	}
	return 0;
}

static bool goes(const char *path)
{
	static const char *const single[] = { "*/pack.pdf", "*/pack-identified.pdf", "*/changes.txt",
		"reports/*/comments-confidential.html", "due.csv", "due.ics" };
	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		if (fs_match(single[i], sv(path))) return true;
	return false;
}

static int remove_listed(struct context *ctx, const struct fs_list *files)
{
	struct trouble t = { &ctx->ds, &ctx->environment_failed };
	const char *last = "";
	int r = 0;
	for (size_t i = 0; i < files->n && r == 0; i++) {
		const char *path = context_path(ctx, arena_printf(&ctx->mem, FOLDER "/%s", files->at[i]));
		size_t n = whole_folder(files->at[i]);
		const char *folder = n ? arena_printf(&ctx->mem, FOLDER "/%.*s", (int)n, files->at[i]) : last;
		if (strcmp(folder, last) != 0) r = erase_papers(context_path(ctx, last = folder), &t);
		if (n || !goes(files->at[i]) || unlink(path) == 0 || errno == ENOENT) continue;
		context_fail(ctx, "H069", strerror(errno),
			"check the permissions of private/; the next command goes on with the erase");
		r = -1;
	}
	return r;
}

int erase_programme_papers(struct context *ctx, const struct erase_subject *of)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	int r = certificates_erase_files(ctx->store, ctx->run->workspace, of->application.at, of->application.n, &err);
	if (r) context_fail(ctx, "H069", err.ptr, "check private/; the next command goes on with the erase");
	if (r == 0 && notices_erase_files(ctx, of->application.at, of->application.n)) {
		context_fail(ctx, "B026", store_error(ctx->store),
			"check private/; the next command goes on with the erase");
		r = -1;
	}
	if (r == 0) r = walk(&files, ctx);
	if (r == 0) r = remove_listed(ctx, &files);
	str_dispose(&err);
	return r ? -1 : 0;
}
