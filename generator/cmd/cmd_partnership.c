/* partnership: the register of partnerships: who is together, what has happened, who must act. Nothing changes but by an event that is recorded. */
#include <stdlib.h>
#include <string.h>
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "cmd/partnership_do.h"
#include "cmd/partnership_show.h"

enum { O_ON, O_NOTE, O_ALL, O_CYCLE, O_PLAN_DUE, O_EVALUATION_DUE, O_COUNT };
static const struct option options[O_COUNT] = {
	[O_ON] = { "--on", "DATE", "the day it happened (default: today)" },
	[O_NOTE] = { "--note", "TEXT", "a note for the register; with declined, the reason" },
	[O_ALL] = { "--all", NULL, "list those that are over too" },
	[O_CYCLE] = { "--cycle", "NAME", "with new: the cycle whose dates hold" },
	[O_PLAN_DUE] = { "--plan-due", "DATE", "with new: when the goals are due" },
	[O_EVALUATION_DUE] = { "--evaluation-due", "DATE", "with new: when the evaluations are due" },
};

struct wish {
	struct context *ctx;
	struct programme *p;
	const struct partnership *of;
	const char *event, *value, *note; /* event and value as the register has them */
	enum side side;
	date_t on;
};

static int refuse(struct context *ctx, const char *code, const char *help, const char *what)
{
	diags_error(&ctx->ds, code, NOPLACE, help, "nothing was recorded: %s", what);
	return -1;
}

static int read_date(struct context *ctx, const char *option, const char *typed, date_t *out)
{
	*out = typed ? date_parse(sv(typed)) : DATE_NONE;
	if (!typed || *out != DATE_NONE) return 0;
	return refuse(
		ctx, "M085", "write it as 2026-09-01", diags_text(&ctx->ds, "%s \"%s\" is not a date", option, typed));
}

static int read_on(struct context *ctx, const struct arguments *args, date_t *out)
{
	if (read_date(ctx, "--on", args->value[O_ON], out)) return -1;
	if (*out == DATE_NONE) *out = ctx->run->as_of;
	if (*out <= ctx->run->as_of) return 0;
	return refuse(ctx, "M085", "record it when it has happened",
		diags_text(&ctx->ds, "%s is after today, %s", date_long(*out).z, date_long(ctx->run->as_of).z));
}

/* --by says who acts, for the audit log of every command; here that may be one of the two. */
static enum side read_side(struct wish *w)
{
	const char *by = w->ctx->run->role;
	bool a = !strcmp(by, "a") || (!w->of->peers && !strcmp(by, "mentor")),
	     b = !strcmp(by, "b") || (!w->of->peers && !strcmp(by, "mentee"));
	if (!a && !b) return SIDE_NONE;
	w->ctx->run->role = "headquarters";
	return a ? SIDE_A : SIDE_B;
}

static const char *underscored(struct context *ctx, const char *typed)
{
	char *word = arena_strdup(&ctx->mem, sv(typed));
	for (char *c = word; *c; c++)
		if (*c == '-' && strcmp(typed, "-") != 0) *c = '_';
	return word;
}

/* What was typed behind the number; "" where there is nothing. Dates keep their hyphens. */
static int read_event(struct wish *w, const struct arguments *args)
{
	const char *typed = args->positional[1], *value = args->n > 2 ? args->positional[2] : "";
	w->event = underscored(w->ctx, typed);
	w->value = value;
	w->note = args->value[O_NOTE] ? args->value[O_NOTE] : "";
	if (!strcmp(w->event, "take_back")) w->event = "replaced";
	if (!strcmp(w->event, "annul")) w->event = "annulled";
	if (!strcmp(w->event, "replaced") || !strcmp(w->event, "ended")) w->value = underscored(w->ctx, value);
	if (!strcmp(w->event, "declined") && !*w->value) w->value = w->note;
	if (!strcmp(w->event, "note") && !*w->note) w->note = value, w->value = "";
	bool takes = !strcmp(w->event, "replaced") || !strcmp(w->event, "ended") || !strcmp(w->event, "declined") ||
		     !strcmp(w->event, "petition") || !strcmp(w->event, "plan_due") ||
		     !strcmp(w->event, "evaluation_due") || !strcmp(w->event, "note");
	if (args->n > 3 || (args->n > 2 && !takes))
		return refuse(w->ctx, "M085", "mentorpress partnership --help lists the events",
			diags_text(&w->ctx->ds, "too much was typed behind %s", typed));
	if (!strcmp(w->event, "note") && !*w->note)
		return refuse(w->ctx, "M085", "add --note TEXT", "there is no note");
	return 0;
}

/* Whose event is taken back need not be said when there is but one. */
static int find_side_back(struct wish *w)
{
	struct register_events all;
	if (w->side != SIDE_NONE || strcmp(w->event, "replaced") != 0) return 0;
	if (register_events(&all, &w->ctx->mem, w->ctx->store, w->of->id, w->ctx->run->as_of))
		return programme_store_failed(w->ctx);
	for (size_t i = all.n; i-- > 0;)
		if (!all.at[i].gone && !strcmp(all.at[i].name, w->value)) {
			w->side = all.at[i].side;
			return 0;
		}
	return refuse(w->ctx, "M084",
		diags_text(&w->ctx->ds, "mentorpress partnership %s shows what stands", w->of->number),
		diags_text(&w->ctx->ds, "nothing called \"%s\" stands in %s", partnership_event_words(w->ctx, w->value),
			w->of->number));
}

/* The one place where who must act is known from the event: the goals of a mentor and mentee come from the mentor (5.3.3). */
static void usual_side(struct wish *w)
{
	if (w->side == SIDE_NONE && !strcmp(w->event, "plan_received") && !w->of->peers) w->side = SIDE_A;
}

static const struct partnership *now(const struct wish *w, int64_t id)
{
	for (size_t i = 0; i < w->p->all.v.n; i++)
		if (w->p->all.v.at[i].id == id) return &w->p->all.v.at[i];
	return NULL;
}

static void tell_done(const struct wish *w, const struct partnership *p)
{
	struct context *ctx = w->ctx;
	const char *side = partnership_side_words(w->of, w->side);
	context_say(ctx, "Recorded: %s %s%s%s%s%s, %s.", w->of->number, partnership_event_words(ctx, w->event),
		*w->value ? " " : "", partnership_event_words(ctx, w->value), *side ? ", " : "", side,
		date_long(w->on).z);
	if (p)
		context_say(ctx, partnership_is_running(p) ? "Now %s. Next: %s." : "Now %s: %s.",
			partnership_state_words(p->state), partnership_next(&ctx->mem, p, ctx->run->as_of));
	else
		context_say(ctx, "%s is taken out of the register; its number is not given again.", w->of->number);
}

static int record(struct wish *w)
{
	struct context *ctx = w->ctx;
	/* A copy: the register is read again below. */
	struct partnership *was = arena_alloc(&ctx->mem, sizeof *was);
	*was = *w->of;
	w->of = was;
	int64_t id = was->id;
	bool ran = partnership_is_running(w->of);
	int r = partnership_event(ctx->store, id, w->on, w->event, w->side, w->value, w->note, 0);
	if (r < 0) return programme_store_failed(ctx);
	if (r > 0) return refuse(ctx, "M084", "nothing to do", "this stands in the register already");
	const char *number = w->of->number, *side = partnership_side_words(w->of, w->side);
	log_add(ctx, arena_printf(&ctx->mem, "partnership %s", partnership_event_words(ctx, w->event)), "partnership",
		number, arena_printf(&ctx->mem, "%s%s%s", date_iso(w->on).z, *side ? ", " : "", side));
	if (programme_again(w->p, ctx)) return -1;
	const struct partnership *p = now(w, id);
	if (p) w->of = p;
	tell_done(w, p);
	if (p && ran && p->state == STATE_NOT_FORMED) return partnership_freed(ctx, w->p, p);
	return 0;
}

static int check_and_record(struct wish *w, const struct arguments *args)
{
	struct context *ctx = w->ctx;
	date_t told = DATE_NONE;
	if (read_on(ctx, args, &w->on) || read_event(w, args)) return -1;
	w->side = read_side(w);
	if (find_side_back(w)) return -1;
	usual_side(w);
	const char *why = partnership_event_refused(&ctx->mem, w->of, w->on, w->event, w->side, w->value);
	if (why)
		return refuse(ctx, "M084",
			diags_text(&ctx->ds, "mentorpress partnership %s shows what was recorded", w->of->number), why);
	if (!strcmp(w->event, "annulled")) {
		struct stmt *st = store_stmt(ctx->store, "SELECT max(sent) FROM notice WHERE partnership = ?1");
		stmt_int_in(st, 1, w->of->id);
		if (stmt_step(st) == 1 && !stmt_null(st, 0)) told = (date_t)stmt_int(st, 0);
		stmt_reset(st);
		if (told != DATE_NONE)
			return refuse(ctx, "M084", "record how it ended instead",
				diags_text(&ctx->ds, "a notice about %s was sent on %s", w->of->number,
					date_long(told).z));
	}
	return record(w);
}

static void json_done(struct context *ctx, const struct wish *w)
{
	struct str out = STR_INIT;
	struct json j;
	if (!ctx->run->json) return;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("partnership"));
	json_kv(&j, "partnership", sv(w->of->number));
	json_kv(&j, "event", sv(partnership_event_words(ctx, w->event)));
	json_kv(&j, "state", sv(partnership_state_words(w->of->state)));
	context_json_end(ctx, &j, &out);
}

static int enter(struct context *ctx, struct programme *p, const struct arguments *args)
{
	struct partnership_wish wish = { .cycle = args->value[O_CYCLE], .note = args->value[O_NOTE] };
	if (args->n != 3)
		return refuse(ctx, "M085",
			"as in: mentorpress partnership new \"mentor 10437\" \"mentee 31\" --on 2026-03-11",
			"new needs the mentor and the mentee, or two peer partners");
	wish.a = args->positional[1];
	wish.b = args->positional[2];
	if (read_on(ctx, args, &wish.on) || read_date(ctx, "--plan-due", args->value[O_PLAN_DUE], &wish.plan_due) ||
		read_date(ctx, "--evaluation-due", args->value[O_EVALUATION_DUE], &wish.evaluation_due))
		return -1;
	return partnership_enter(ctx, p, &wish);
}

static void act(struct context *ctx, struct programme *p, const struct arguments *args)
{
	struct wish w = { .ctx = ctx, .p = p };
	if (args->n == 0) {
		partnership_list(ctx, p, args->value[O_ALL] != NULL);
		return;
	}
	if (!strcmp(args->positional[0], "new")) {
		enter(ctx, p, args);
		return;
	}
	w.of = partnership_find(&p->all, sv(args->positional[0]));
	if (!w.of)
		refuse(ctx, "M085", "mentorpress partnership --all lists them",
			diags_text(&ctx->ds, "there is no partnership \"%s\"", args->positional[0]));
	else if (args->n == 1)
		partnership_show(ctx, w.of);
	else if (check_and_record(&w, args) == 0)
		json_done(ctx, &w);
}

static int run_partnership(struct context *ctx, const struct arguments *args)
{
	struct programme p = { .all = { VEC_INIT } };
	if (programme_load(&p, ctx, args->n > 1) == 0) act(ctx, &p, args);
	programme_dispose(&p);
	return context_finish(ctx);
}

const struct command cmd_partnership = { "partnership", "partnership [NUMBER [EVENT [VALUE]]] | partnership new A B",
	"who is together, what has happened, who must act",
	"Without a number it lists the partnerships and what each waits for; with one it shows all that was recorded.\n"
	"EVENT is agreed, declined, first-contact, plan-received, checked-in, evaluated, ended REASON, petition "
	"requested|granted|denied, concluded, plan-due DATE, evaluation-due DATE, note, take-back EVENT or annul. "
	"--by mentor, mentee, a or b says whose it is.\n"
	"REASON is completed, early-mutual, early-other, no-contact, lack-of-effort or lapsed.\n"
	"new enters a partnership by hand: the mentor and the mentee, or two peer partners, by form entry number or "
	"Entry "
	"ID.\nPlans and evaluations that were exported from their forms are taken in by themselves.",
	options, O_COUNT, 0, COMMAND_WORDS, run_partnership };
