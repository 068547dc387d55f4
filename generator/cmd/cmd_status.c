/* pause, resume, reconfirm and withdraw: add one line to records/status_events.csv for the application somebody named.
 * What would change nothing is refused with the present state, so that nobody believes to have done something. */
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "cmd/present.h"
#include "cmd/whom.h"
#include "privacy/pool.h"
#include "records/status.h"
#include "records/story.h"

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
	bool consent_withdrawn;      /* already */
	date_t reconfirmed;          /* last */
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
	if (c->event == EVENT_RESUME && !paused && !reason_is_held(a->matchable)) return "it is not paused";
	if (c->event != EVENT_PAUSE || !paused || a->paused_until != c->until) return NULL;
	return c->until == DATE_NONE ? "it is paused until further notice"
				     : diags_text(&c->ctx->ds, "it is paused until %s", date_iso(c->until).z);
}

/* Of the person's applications of that kind: the drawing may have been made with an older one. */
static int place_of(struct context *ctx, const struct application *a, enum pool_place *out)
{
	const int64_t *id;
	size_t n;
	int r = story_of_kind(ctx->store, a->id, &ctx->mem, &id, &n);
	*out = POOL_NOWHERE;
	for (size_t i = 0; r == 0 && i < n && *out == POOL_NOWHERE; i++) r = pool_place(ctx->store, id[i], out);
	return r;
}

static const char *effect_of_leaving(const struct change *c, const struct application *a, enum pool_place place)
{
	if (place == POOL_IN_GROUP)
		return c->event == EVENT_WITHDRAW_CONSENT
			       ? "The group's card stands until the next cycle; the application can still be matched."
			       : "The group's card stands until the next cycle; the person is not proposed any more.";
	if (place == POOL_AS_PROFILE && a->publishable == REASON_OK)
		return "The profile leaves the directory with the next publish (mentorpress publish).";
	if (place == POOL_AS_PROFILE)
		return "The profile is out of the directory from the next publish on, if it is not already "
		       "(mentorpress publish).";
	return a->publishable == REASON_OK ? "It is in no edition yet; the site does not change."
					   : "It is not listed; the site does not change.";
}

/* What it means for the site, of the application as it was before. */
static const char *effect(const struct change *c, const struct application *a, enum pool_place place)
{
	if (a->kind == KIND_MENTEE) return "Mentees are not listed; the site does not change.";
	if (c->event == EVENT_RECONFIRM) return "The site does not change.";
	if (c->event != EVENT_RESUME) return effect_of_leaving(c, a, place);
	if (c->consent_withdrawn || (a->consent != CONSENT_GROUP && a->consent != CONSENT_PROFILE))
		return "It is not listed; the site does not change.";
	if (place == POOL_IN_GROUP) return "The group's card stands as it did; the site does not change.";
	return place == POOL_AS_PROFILE
		       ? "The profile stays in the directory, or is back with the next publish (mentorpress "
			 "publish)."
		       : "It returns to the directory with the next cycle.";
}

static bool for_good(enum status_event event)
{
	return event == EVENT_WITHDRAW || event == EVENT_WITHDRAW_CONSENT;
}

/* What cannot be taken back is asked about, with the name; a script has to say that it means it. */
static bool agreed(const struct change *c, const struct application *a, const char *name)
{
	struct context *ctx = c->ctx;
	char answer[16] = "";
	if (!for_good(c->event) || ctx->run->yes) return true;
	if (!ctx->run->tty_in || !ctx->run->tty_out || ctx->run->json) {
		diags_error(&ctx->ds, "H024", NOPLACE, "add --yes in a script",
			"nothing was recorded: withdraw asks first, because it is for good, and there is no terminal "
			"to "
			"ask on");
		return false;
	}
	fprintf(ctx->run->out, "Withdraw %s%s%s%s %s? %s [y/N] ",
		c->event == EVENT_WITHDRAW ? "" : "the consent to be listed of ", name, *name ? ", " : "", a->form,
		a->entry_no,
		c->event == EVENT_WITHDRAW ? "This is for good." : "Only a new application gives it back.");
	fflush(ctx->run->out);
	if (fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y')) return true;
	context_say(ctx, "Nothing was recorded.");
	return false;
}

static void tell_done(const struct change *c, const struct application *a, const char *name, enum pool_place place)
{
	struct context *ctx = c->ctx;
	context_say(ctx, "%s: %s%s%s application %s%s%s.", c->done, name, *name ? ", " : "", a->form, a->entry_no,
		c->until == DATE_NONE ? "" : ", back on ", c->until == DATE_NONE ? "" : date_long(c->until).z);
	if (c->replaced) context_say(ctx, "It replaced the application that was named.");
	context_say(ctx, "Recorded in %s. %s", ctx->settings.status_events, effect(c, a, place));
}

static int change_one(void *self, const struct application *a)
{
	struct change *c = self;
	struct context *ctx = c->ctx;
	enum pool_place place;
	const char *name = whom_shown(ctx) ? whom_name(&ctx->mem, a) : "";
	c->reconfirmed = DATE_NONE;
	if (status_events_each(ctx->store, a->id, look_back, c) < 0 || place_of(ctx, a, &place)) return -1;
	const char *why = pointless(c, a);
	if (why) {
		if (*name) context_say(ctx, "%s, %s application %s:", name, a->form, a->entry_no);
		diags_error(&ctx->ds, "R149", NOPLACE,
			a->matchable == REASON_WITHDRAWN ? "who comes back sends a new application"
							 : "mentorpress who shows what was recorded and when",
			"nothing was recorded: %s", why);
		return 0;
	}
	if (!agreed(c, a, name)) return 0;
	if (status_append(ctx->run, &ctx->settings, a->form, a->entry_no, c->event, c->until, c->note, &ctx->ds))
		return 0;
	c->recorded = true;
	c->form = arena_strdup(&ctx->mem, sv(a->form));
	c->entry_no = arena_strdup(&ctx->mem, sv(a->entry_no));
	tell_done(c, a, name, place);
	return 0;
}

/* The options as they were given, for the command that is shown; a note is left to be written again. */
static const char *options_of(struct context *ctx, const struct change *c)
{
	return arena_printf(&ctx->mem, "%s%s%s%s", c->until == DATE_NONE ? "" : " --until ", date_iso(c->until).z,
		c->event == EVENT_WITHDRAW_CONSENT ? " --consent" : "", *c->note ? " --note …" : "");
}

static int change_status(struct context *ctx, const struct arguments *args, enum status_event event, const char *until,
	const char *note, const char *done)
{
	static const char *const commands_of[] = { [EVENT_PAUSE] = "pause",
		[EVENT_RESUME] = "resume",
		[EVENT_WITHDRAW] = "withdraw",
		[EVENT_WITHDRAW_CONSENT] = "withdraw",
		[EVENT_RECONFIRM] = "reconfirm" };
	struct change c = { .ctx = ctx, .event = event, .note = note ? note : "", .done = done };
	struct whom whom;
	if (read_until(ctx, until, &c.until) == 0 && present_load(ctx, true) == 0 &&
		whom_find(&whom, ctx, arguments_words(&ctx->mem, args), commands_of[event], options_of(ctx, &c)) == 0) {
		c.replaced = whom.replaced;
		if (application_get(ctx->store, ctx->run, whom.id, change_one, &c) < 0)
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
#define WHO_IS_IT                                                                                                      \
	"WHO is an Entry ID, a form entry number (10412, mentor 10412), a member number or an e-mail address; a name " \
	"is not enough. It works also while an export is broken: the applications are then those of the last import."

const struct command cmd_pause = { "pause", "pause WHO [--until DATE] [--note TEXT]",
	"an applicant cannot take part for a while",
	"Records that an application rests. A profile leaves with the next edition; a group card stands until the next "
	"cycle, and the person is not proposed.\n" WHO_IS_IT,
	pause_options, 2, 1, COMMAND_WORDS, run_pause };
const struct command cmd_resume = { "resume", "resume WHO [--note TEXT]", "a paused applicant is back",
	"Ends a pause. " WHO_IS_IT, note_option, 1, 1, COMMAND_WORDS, run_resume };
const struct command cmd_reconfirm = { "reconfirm", "reconfirm WHO [--note TEXT]", "an applicant said: still willing",
	"Records that the applicant was asked and is still willing. " WHO_IS_IT, note_option, 1, 1, COMMAND_WORDS,
	run_reconfirm };
const struct command cmd_withdraw = { "withdraw", "withdraw WHO [--consent] [--note TEXT]",
	"an applicant leaves, or withdraws consent to be listed",
	"Records a withdrawal; it binds from now on, whatever the as-of date. A profile leaves with the next edition "
	"of any kind. It is for good: on a terminal it asks first; scripts say --yes.\n" WHO_IS_IT,
	withdraw_options, 2, 1, COMMAND_WORDS, run_withdraw };
