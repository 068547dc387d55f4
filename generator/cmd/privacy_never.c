/* privacy_never.c lists whom headquarters has to write to: applicants whom no form has asked the question of the directory, or who left
 * it out. Silence is taken as "not listed", so only asking can change it. */
#include "cmd/privacy_never.h"
#include <unistd.h>
#include "base/fs.h"
#include "base/map.h"
#include "cmd/sheet.h"
#include "records/application.h"

struct list {
	struct context *ctx;
	struct map answered; /* forms where somebody answered the question */
	struct str csv;
	size_t n;
};

static bool is_listed_kind(const struct list *l, enum application_kind kind)
{
	for (size_t i = 0; i < l->ctx->policy.npools; i++)
		if (l->ctx->policy.pool[i].kind == kind) return true;
	return false;
}

static int note_form(void *ctx, const struct application *a)
{
	struct list *l = ctx;

	if (a->consent != CONSENT_NONE) map_add(&l->answered, sv(a->form), 1);
	return 0;
}

static int add(void *ctx, const struct application *a)
{
	struct list *l = ctx;

	if (a->publishable != REASON_NEVER_ASKED || !is_listed_kind(l, a->kind)) return 0;
	const char *why = map_get(&l->answered, sv(a->form), NULL)
				  ? "left the question about the directory open, or applied before it was asked"
				  : "no application of this form has an answer: the form seems not to ask the question";
	struct date_text day = date_iso(a->submitted);
	struct sv last = application_field(a, "last_name");
	const struct sv cell[] = { sv(application_kind_word(a->kind)), sv(a->form), sv(a->entry_no),
		application_field(a, "first_name"), last.n ? last : application_field(a, "full_name"),
		application_field(a, "email"), sv(a->submitted == DATE_NONE ? "" : day.z), sv(why) };
	sheet_row(&l->csv, cell, sizeof cell / sizeof *cell);
	l->n++;
	return 0;
}

static void put_file(struct context *ctx, const struct list *l)
{
	struct str err = STR_INIT;
	const char *path = context_path(ctx, NEVER_ASKED_CSV);

	if (l->n == 0)
		unlink(path); /* nobody is written to because an old list lies about */
	else if (fs_mkdirs(context_path(ctx, FINDINGS_FOLDER), 0700, &err) ||
		 fs_write_atomic(path, sv_of(&l->csv), 0600, &err))
		diags_warn(&ctx->ds, "P111", NOPLACE, "free some space, or check the permissions of private/reports",
			"the list of those who were never asked could not be written (%s)", err.ptr);
	str_dispose(&err);
}

int never_asked_write(struct context *ctx, size_t *n)
{
	static const char *const header[] = { "Kind", "Form", "Form entry number", "First name", "Last name", "E-mail",
		"Applied on", "Why" };
	struct list l = { ctx, MAP_INIT, STR_INIT, 0 };
	int r = application_each(ctx->store, ctx->run, KIND_COUNT, false, note_form, &l);

	sheet_header(&l.csv, header, sizeof header / sizeof *header);
	if (r == 0) r = application_each(ctx->store, ctx->run, KIND_COUNT, true, add, &l);
	if (r == 0)
		put_file(ctx, &l);
	else
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	*n = l.n;
	map_dispose(&l.answered);
	str_dispose(&l.csv);
	return r ? -1 : 0;
}
