/* pause, resume, reconfirm and withdraw: add one line to records/status_events.csv for the application somebody named.
 * What would change nothing is refused with the present state, so that nobody believes to have done something. */
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "records/resolve.h"
#include "records/status.h"

enum { LISTED = 8 };

/* Whoever what was typed may mean: present applications, each once. */
struct candidates {
	struct context *ctx;
	int64_t id[LISTED];
	size_t n;
	bool failed, older, direct; /* an older application was met; a present one */
};

static int remember(void *self, const struct application *a)
{
	struct candidates *c = self;
	int64_t now = 0;
	if (a->kind == KIND_PLAN || a->kind == KIND_EVALUATION) return 0;
	if (!a->current) {
		c->failed |= resolve_present(c->ctx->store, a->id, &now) != 0;
		c->older |= now != a->id;
	} else {
		now = a->id;
		c->direct = true;
	}
	for (size_t i = 0; i < c->n && i < LISTED; i++)
		if (c->id[i] == now) return 0;
	if (c->n < LISTED) c->id[c->n] = now;
	c->n++;
	return 0;
}

static int list_one(void *self, const struct application *a)
{
	const struct context *ctx = self;
	context_say(ctx, "  %s %s, submitted %s", a->form, a->entry_no, date_iso(a->submitted).z);
	return 0;
}

static int refuse_several(struct context *ctx, const struct candidates *c)
{
	/* Numbers tell the order of arrival: only where somebody reads them who asked. */
	for (size_t i = 0; i < c->n && i < LISTED && (ctx->run->tty_out || ctx->run->show_values); i++)
		application_get(ctx->store, ctx->run, c->id[i], list_one, ctx);
	return diags_error(&ctx->ds, "R093", NOPLACE,
		       "name one by its form and number, as in: mentor 10412 (mentorpress who lists them)",
		       "%zu applications fit", c->n),
	       -1;
}

static int refuse_slip(struct context *ctx, const char *typed)
{
	struct checkcode near[LISTED];
	int n = resolve_near(ctx->store, sv(typed), near, LISTED);
	struct str help = STR_INIT;
	str_puts(&help, n > 0 ? "these were given out: " : "compare it with the page it was copied from");
	for (int i = 0; i < n; i++) str_printf(&help, "%s%s", i ? ", " : "", near[i].z);
	diags_error(
		&ctx->ds, "R091", NOPLACE, help.ptr, "\"%s\" looks like an Entry ID, but one symbol is wrong", typed);
	str_dispose(&help);
	return -1;
}

static int find_one(struct context *ctx, const char *typed, struct candidates *c)
{
	enum resolve_how how = RESOLVED_NONE;
	struct import_report import;
	if (context_load(ctx, LOAD_SETTINGS | LOAD_RECORDS) != 0 || context_import(ctx, &import) != 0) return -1;
	if (!ctx->has_records)
		return diags_error(&ctx->ds, "R090", NOPLACE, "run this where the records are",
			       "this workspace has no records"),
		       -1;
	if (resolve_typed(ctx->store, ctx->run, sv(typed), &how, remember, c) < 0 || c->failed)
		return context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db"), -1;
	if (how == RESOLVED_SLIP) return refuse_slip(ctx, typed);
	if (c->n == 0)
		return diags_error(&ctx->ds, "R092", NOPLACE,
			       "give an Entry ID, a form entry number, a member number or an e-mail address",
			       "nobody was found for what was typed"),
		       -1;
	return c->n > 1 ? refuse_several(ctx, c) : 0;
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

struct change {
	struct context *ctx;
	enum status_event event;
	date_t until;
	const char *note, *done;
	bool replaced, recorded;
	const char *form, *entry_no; /* of what was recorded */
	bool consent_withdrawn; /* already */
	date_t reconfirmed;     /* last */
};

static int look_back(void *self, date_t day, enum status_event event, date_t until)
{
	struct change *c = self;
	(void)until;
	c->consent_withdrawn |= event == EVENT_WITHDRAW_CONSENT;
	if (event == EVENT_RECONFIRM) c->reconfirmed = day;
	return 0;
}

/* Why the event would change nothing; NULL if it would. */
static const char *pointless(struct change *c, const struct application *a)
{
	bool paused = a->matchable == REASON_PAUSED;
	if (c->event == EVENT_WITHDRAW_CONSENT)
		return c->consent_withdrawn ? "its consent to be listed is withdrawn" : NULL;
	if (a->matchable == REASON_WITHDRAWN) return "it is withdrawn, and a withdrawal is for good";
	if (c->event == EVENT_RECONFIRM && c->reconfirmed == c->ctx->run->as_of) return "it was reconfirmed today";
	if (c->event == EVENT_RESUME && !paused && a->matchable != REASON_HELD) return "it is not paused";
	if (c->event != EVENT_PAUSE || !paused || a->paused_until != c->until) return NULL;
	return c->until == DATE_NONE ? "it is paused until further notice"
				     : diags_text(&c->ctx->ds, "it is paused until %s", date_iso(c->until).z);
}

static int change_one(void *self, const struct application *a)
{
	struct change *c = self;
	struct context *ctx = c->ctx;
	c->reconfirmed = DATE_NONE;
	if (status_events_each(ctx->store, a->id, look_back, c) < 0) return -1;
	const char *why = pointless(c, a);
	if (why) {
		diags_error(&ctx->ds, "R149", NOPLACE,
			a->matchable == REASON_WITHDRAWN ? "who comes back sends a new application"
							 : "mentorpress who shows what was recorded and when",
			"nothing was recorded: %s", why);
		return 0;
	}
	if (status_append(ctx->run, &ctx->settings, a->form, a->entry_no, c->event, c->until, c->note, &ctx->ds))
		return 0;
	c->recorded = true;
	c->form = arena_strdup(&ctx->mem, sv(a->form));
	c->entry_no = arena_strdup(&ctx->mem, sv(a->entry_no));
	context_say(ctx, "%s: %s application %s%s%s.", c->done, a->form, a->entry_no,
		c->until == DATE_NONE ? "" : ", back on ", c->until == DATE_NONE ? "" : date_long(c->until).z);
	if (c->replaced) context_say(ctx, "It replaced the application that was named.");
	context_say(ctx,
		"Recorded in %s. A profile follows with the next edition of any kind (mentorpress publish); a "
		"group's card stands until the next cycle.",
		ctx->settings.status_events);
	return 0;
}

static int change_status(struct context *ctx, const struct arguments *args, enum status_event event, const char *until,
	const char *note, const char *done)
{
	struct candidates found = { .ctx = ctx };
	struct change c = { .ctx = ctx, .event = event, .note = note ? note : "", .done = done };
	if (read_until(ctx, until, &c.until) == 0 && find_one(ctx, args->positional[0], &found) == 0) {
		c.replaced = found.older && !found.direct;
		if (application_get(ctx->store, ctx->run, found.id[0], change_one, &c) < 0)
			context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
		if (c.recorded)
			log_add(ctx, actions[event], c.form, c.entry_no,
				c.until == DATE_NONE ? "" : arena_printf(&ctx->mem, "until %s", date_iso(c.until).z));
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
