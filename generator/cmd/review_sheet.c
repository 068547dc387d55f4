/* review_sheet.c writes what waits to a file that a committee member can work through away from the program. */
#include "cmd/review_sheet.h"
#include "base/fs.h"
#include "cmd/sheet.h"

const char *const review_sheet_columns[SHEET_COLUMNS] = { "Entry", "Form", "Text digest", "Text", "Proposed", "Found",
	"Last approved", "Change", "Decision", "Masked text", "Note" };

const char *review_sheet_path(struct context *ctx, const char *file)
{
	if (strchr(file, '/')) return file;
	return context_path(ctx, arena_printf(&ctx->mem, "private/reports/%s", file));
}

void review_sheet_cells(struct review_queue *q, struct review_item *item, struct sv cells[SHEET_COLUMNS])
{
	const char *change = "";

	review_queue_look(q, item);
	if (item->former && item->change == TEXT_SPACING)
		change = arena_printf(&q->mem, "only spacing, capitals or punctuation: %s", item->difference);
	else if (item->former)
		change = item->difference;
	const char *all[SHEET_COLUMNS] = { item->entry_no, item->form, item->digest, item->text,
		strcmp(item->proposed, item->text) != 0 ? item->proposed : "", item->summary,
		item->former ? item->former : "", change, "", "", "" };
	for (size_t i = 0; i < SHEET_COLUMNS; i++) cells[i] = sv(all[i]);
}

static void put_csv(struct review_queue *q, struct str *out)
{
	struct sv cells[SHEET_COLUMNS];

	sheet_header(out, review_sheet_columns, SHEET_COLUMNS);
	for (size_t i = 0; i < q->n; i++) {
		if (q->at[i].decision) continue;
		review_sheet_cells(q, &q->at[i], cells);
		sheet_row(out, cells, SHEET_COLUMNS);
	}
}

static bool is_private(struct context *ctx, const char *path)
{
	struct str file = STR_INIT, folder = STR_INIT, err = STR_INIT;
	bool within = fs_resolve(&file, path, &err) == 0 &&
		      fs_resolve(&folder, context_path(ctx, "private"), &err) == 0 && fs_within(file.ptr, folder.ptr);

	str_dispose(&file);
	str_dispose(&folder);
	str_dispose(&err);
	return within;
}

static int may_write(struct review_queue *q, const char *file, const char *path)
{
	struct context *ctx = q->ctx;

	if (!sv_ends(sv(path), ".csv") && !sv_ends(sv(path), ".html"))
		return diags_error(&ctx->ds, "P139", NOPLACE, "as in: mentorpress review --sheet texts.csv",
			       "the sheet's name has to end in .csv or .html"),
		       -1;
	if (fs_exists(path) && !ctx->run->yes)
		return diags_error(&ctx->ds, "P136", ((struct place){ file, 0, 0 }),
			       "read it first (mentorpress review --read), then delete it; or give another name, or "
			       "--yes to "
			       "write over it",
			       "there is a file of that name, and decisions may stand in it; nothing was written"),
		       -1;
	if (!is_private(ctx, path))
		diags_warn(&ctx->ds, "P137", ((struct place){ file, 0, 0 }),
			"keep it where headquarters only can read it, and delete it when it has been read back; a name "
			"without a "
			"folder goes to private/reports",
			"the sheet holds personal texts, and this is outside private/");
	return 0;
}

int review_sheet_write(struct review_queue *q, const char *file)
{
	struct context *ctx = q->ctx;
	const char *path = review_sheet_path(ctx, file);
	struct str out = STR_INIT, err = STR_INIT;
	int result = 0;

	if (may_write(q, file, path)) return -1;
	if (sv_ends(sv(path), ".csv"))
		put_csv(q, &out);
	else
		review_sheet_html(q, &out);
	if ((!strchr(file, '/') && fs_mkdirs(context_path(ctx, "private/reports"), 0700, &err)) ||
		fs_write_atomic(path, sv_of(&out), 0600, &err)) {
		context_fail(ctx, "P138", diags_text(&ctx->ds, "the sheet could not be written: %s", err.ptr),
			"check the folder's name and permissions");
		result = -1;
	} else {
		context_say(ctx, "%zu text%s: %s%s", q->waiting, q->waiting == 1 ? "" : "s",
			strchr(file, '/') ? "" : "private/reports/", file);
		if (sv_ends(sv(path), ".csv"))
			context_say(ctx,
				"Fill in the column Decision (accept, mask, hold or ask), then: mentorpress review "
				"--read %s",
				file);
		else
			context_say(ctx, "Open it in a browser, decide, press Save as CSV, and move the saved file to "
					 "private/reports; then: mentorpress review --read review.csv");
	}
	str_dispose(&out);
	str_dispose(&err);
	return result;
}
