/* pause, resume, reconfirm and withdraw: add one line to records/status_events.csv for the application somebody named. */
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "records/resolve.h"
#include "records/status.h"

struct found {
	struct context *ctx;
	size_t n;
	const char *form, *entry_no;
	bool current;
};

static int remember(void *self, const struct application *a)
{
	struct found *f = self;
	if (f->n && f->current && !a->current) return 0; /* an older application of somebody already found */
	if (f->n && a->current == f->current)
		f->n++;
	else
		f->n = 1;
	f->current = a->current;
	f->form = arena_strdup(&f->ctx->mem, sv(a->form));
	f->entry_no = arena_strdup(&f->ctx->mem, sv(a->entry_no));
	return 0;
}

static int find_one(struct context *ctx, const char *typed, struct found *f)
{
	enum resolve_how how = RESOLVED_NONE;
	struct import_report import;
	if (context_load(ctx, LOAD_SETTINGS | LOAD_RECORDS) != 0 || context_import(ctx, &import) != 0) return -1;
	if (!ctx->has_records)
		return diags_error(&ctx->ds, "R090", NOPLACE, "run this where the records are",
			       "this workspace has no records"),
		       -1;
	if (resolve_typed(ctx->store, ctx->run, sv(typed), &how, remember, f) < 0)
		return context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db"), -1;
	if (how == RESOLVED_SLIP)
		return diags_error(&ctx->ds, "R091", NOPLACE, "compare it with the page it was copied from",
			       "\"%s\" looks like an Entry ID, but one symbol is wrong", typed),
		       -1;
	if (f->n == 0)
		return diags_error(&ctx->ds, "R092", NOPLACE,
			       "give an Entry ID, a form entry number, a member number or an e-mail address",
			       "nobody was found for what was typed"),
		       -1;
	if (f->n > 1)
		return diags_error(&ctx->ds, "R093", NOPLACE,
			       "mentorpress who lists them; then name one by its form entry number",
			       "%zu applications fit", f->n),
		       -1;
	return 0;
}

static int read_until(struct context *ctx, const char *until, date_t *out)
{
	*out = DATE_NONE;
	if (!until) return 0;
	*out = date_parse(sv(until));
	if (*out == DATE_NONE)
		return diags_error(&ctx->ds, "R094", NOPLACE, "write it as 2026-09-01", "--until \"%s\" is not a date",
			       until),
		       -1;
	if (*out <= ctx->run->as_of)
		return diags_error(&ctx->ds, "R095", NOPLACE,
			       "give a later day, or leave --until out for \"until further notice\"",
			       "--until %s has passed", until),
		       -1;
	return 0;
}

/* In the audit log. */
static const char *const actions[] = { [EVENT_PAUSE] = "pause",
	[EVENT_RESUME] = "resume",
	[EVENT_WITHDRAW] = "withdraw",
	[EVENT_WITHDRAW_CONSENT] = "withdraw consent",
	[EVENT_RECONFIRM] = "reconfirm" };

static int change_status(struct context *ctx, const struct arguments *args, enum status_event event, const char *until,
	const char *note, const char *done)
{
	struct found f = { .ctx = ctx };
	date_t day;
	if (read_until(ctx, until, &day) == 0 && find_one(ctx, args->positional[0], &f) == 0 &&
		status_append(ctx->run, &ctx->settings, f.form, f.entry_no, event, day, note ? note : "", &ctx->ds) ==
			0) {
		log_add(ctx, actions[event], f.form, f.entry_no,
			day == DATE_NONE ? "" : arena_printf(&ctx->mem, "until %s", date_iso(day).z));
		context_say(ctx, "%s: %s application %s%s%s.", done, f.form, f.entry_no,
			day == DATE_NONE ? "" : ", back on ", day == DATE_NONE ? "" : date_long(day).z);
		context_say(ctx,
			"Recorded in %s. A profile follows with the next edition of any kind (mentorpress publish); a "
			"group's card stands until the next cycle.",
			ctx->settings.status_events);
	}
	return context_finish(ctx);
}

static int run_pause(struct context *ctx, const struct arguments *args)
{
	return change_status(ctx, args, EVENT_PAUSE, args->value[0], args->value[1], "Paused");
}

static int run_resume(struct context *ctx, const struct arguments *args)
{
	return change_status(ctx, args, EVENT_RESUME, NULL, args->value[0], "Resumed");
}

static int run_reconfirm(struct context *ctx, const struct arguments *args)
{
	return change_status(ctx, args, EVENT_RECONFIRM, NULL, args->value[0], "Reconfirmed");
}

static int run_withdraw(struct context *ctx, const struct arguments *args)
{
	return change_status(ctx, args, args->value[0] ? EVENT_WITHDRAW_CONSENT : EVENT_WITHDRAW, NULL, args->value[1],
		args->value[0] ? "Consent to be listed withdrawn" : "Withdrawn");
}

static const struct option pause_options[] = { { "--until", "DATE",
						       "the day it is back by itself (default: until further notice)" },
	{ "--note", "TEXT", "a note for the private file" } };
static const struct option note_option[] = { { "--note", "TEXT", "a note for the private file" } };
static const struct option withdraw_options[] = {
	{ "--consent", NULL, "only the consent to be listed; the application itself stands" },
	{ "--note", "TEXT", "a note for the private file" }
};
#define WHO_IS_IT "WHO is an Entry ID, a form entry number, a member number or an e-mail address."

const struct command cmd_pause = { "pause", "pause WHO [--until DATE] [--note TEXT]",
	"an applicant cannot take part for a while",
	"Records that an application rests. A profile leaves with the next edition; a group card stands until the next "
	"cycle, and the person is not proposed.\n" WHO_IS_IT,
	pause_options, 2, 1, 1, run_pause };
const struct command cmd_resume = { "resume", "resume WHO [--note TEXT]", "a paused applicant is back",
	"Ends a pause. " WHO_IS_IT, note_option, 1, 1, 1, run_resume };
const struct command cmd_reconfirm = { "reconfirm", "reconfirm WHO [--note TEXT]", "an applicant said: still willing",
	"Records that the applicant was asked and is still willing. " WHO_IS_IT, note_option, 1, 1, 1, run_reconfirm };
const struct command cmd_withdraw = { "withdraw", "withdraw WHO [--consent] [--note TEXT]",
	"an applicant leaves, or withdraws consent to be listed",
	"Records a withdrawal; it binds from now on, whatever the as-of date. A profile leaves with the next edition "
	"of any kind.\n" WHO_IS_IT,
	withdraw_options, 2, 1, 1, run_withdraw };
