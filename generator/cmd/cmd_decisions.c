/* decisions: takes the committee's decisions of a round back into the register: all of the file or nothing. */
#include <string.h>
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "cmd/programme.h"
#include "programme/decision.h"

enum { O_ROUND, O_ON, O_DECIDED_BY, O_DRY_RUN, O_COUNT };
static const struct option options[O_COUNT] = {
	[O_ROUND] = { "--round", "NAME", "the round, where a spreadsheet has spoiled the column round_id" },
	[O_ON] = { "--on", "DATE", "the day of the meeting, for rows without decided_on" },
	[O_DECIDED_BY] = { "--decided-by", "TEXT", "who decided, for rows without decided_by" },
	[O_DRY_RUN] = { "--dry-run", NULL, "check the file and say what would be recorded; record nothing" },
};

struct counts {
	size_t fresh, same, changed, words, of[DECISION_COUNT], opened, annulled;
};

static struct counts count(const struct decisions *d)
{
	struct counts n = { 0 };
	for (size_t i = 0; i < d->v.n; i++) {
		const struct decision_row *row = &d->v.at[i];
		bool first = row->partner && (row->who->kind == KIND_MENTEE || row->who < row->partner);
		n.fresh += row->fate == FATE_NEW;
		n.same += row->fate == FATE_SAME;
		n.words += row->fate == FATE_WORDS;
		n.changed += row->fate == FATE_CHANGED;
		n.annulled += row->annul != 0 && (row->who->kind == KIND_MENTEE || first || !row->partner);
		n.of[row->what]++;
		n.opened += first && (row->fate == FATE_NEW || row->fate == FATE_CHANGED);
	}
	return n;
}

static const char *number_of(const struct programme *p, int64_t id)
{
	for (size_t i = 0; i < p->all.v.n; i++)
		if (p->all.v.at[i].id == id) return p->all.v.at[i].number;
	return "";
}

static const char *entry(struct context *ctx, const struct participant *p)
{
	return arena_printf(&ctx->mem, "%s %s%s%s%s", p->form, p->entry_no, *p->entry_id ? " (" : "", p->entry_id,
		*p->entry_id ? ")" : "");
}

static void say_row(struct context *ctx, const struct programme *p, const struct decision_row *row)
{
	static const char *const fates[] = { "", "as before", "words changed", "changed" };
	const char *number = row->opened ? number_of(p, row->opened) : "";
	if (row->fate == FATE_SAME) return;
	if (row->partner)
		context_say(ctx, "  %s%s%s: %s with %s, %s, fit %d%s%s", number, *number ? "  " : "",
			entry(ctx, row->who), decision_words(row->what), entry(ctx, row->partner),
			programme_choice(ctx, row->how), row->fit, *fates[row->fate] ? "; " : "", fates[row->fate]);
	else
		context_say(ctx, "  %s: %s%s%s", entry(ctx, row->who), decision_words(row->what),
			*fates[row->fate] ? "; " : "", fates[row->fate]);
}

static void say_next(struct context *ctx, const struct decisions *d, const struct counts *n, bool dry)
{
	if (d->undecided)
		context_say(ctx, "%zu applicant%s of the round %s no decision yet.", d->undecided,
			d->undecided == 1 ? "" : "s", d->undecided == 1 ? "has" : "have");
	if (dry)
		context_say(ctx, "Nothing was recorded (--dry-run).");
	else if (n->fresh + n->changed)
		context_say(ctx,
			"Next: mentorpress notices --round %s writes the letters; mentorpress partnership shows "
			"who must act.",
			d->round);
}

static void say(struct context *ctx, const struct programme *p, const struct decisions *d, bool dry)
{
	struct counts n = count(d);
	context_say(ctx, "Round %s: %zu decision%s%s; %zu new, %zu changed, %zu as before.", d->round, d->v.n,
		d->v.n == 1 ? "" : "s", dry ? " would be recorded" : "", n.fresh, n.changed + n.words, n.same);
	for (int i = DECISION_MATCH; i < DECISION_COUNT; i++)
		if (n.of[i]) context_say(ctx, "  %-12s %zu", decision_words((enum decision)i), n.of[i]);
	for (size_t i = 0; i < d->v.n; i++) say_row(ctx, p, &d->v.at[i]);
	if (n.opened || n.annulled)
		context_say(ctx, "Partnerships %sopened: %zu%s", dry ? "to be " : "", n.opened,
			n.annulled ? arena_printf(&ctx->mem, "; taken back, nobody knows of them: %zu", n.annulled)
				   : "");
	say_next(ctx, d, &n, dry);
}

static void tell_json(struct context *ctx, const struct programme *p, const struct decisions *d, bool dry)
{
	struct str out = STR_INIT;
	struct counts n = count(d);
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("decisions"));
	json_kv(&j, "round", sv(d->round));
	json_key(&j, "recorded");
	json_bool(&j, !dry && ctx->ds.errors == 0);
	json_kv_int(&j, "new", (int64_t)n.fresh);
	json_kv_int(&j, "changed", (int64_t)(n.changed + n.words));
	json_kv_int(&j, "as_before", (int64_t)n.same);
	json_kv_int(&j, "undecided", (int64_t)d->undecided);
	for (int i = DECISION_MATCH; i < DECISION_COUNT; i++)
		json_kv_int(&j, decision_text((enum decision)i), (int64_t)n.of[i]);
	json_key(&j, "partnerships");
	json_array(&j);
	for (size_t i = 0; i < d->v.n; i++)
		if (d->v.at[i].opened && (d->v.at[i].who->kind == KIND_MENTEE || d->v.at[i].who < d->v.at[i].partner))
			json_text(&j, sv(number_of(p, d->v.at[i].opened)));
	json_end(&j);
	context_json_end(ctx, &j, &out);
}

static void log_it(struct context *ctx, const struct decisions *d)
{
	struct counts n = count(d);
	if (n.fresh + n.changed + n.words)
		log_add(ctx, "decisions", "round", d->round,
			arena_printf(&ctx->mem, "%zu new, %zu changed, %zu partnerships opened, %zu taken back",
				n.fresh, n.changed + n.words, n.opened, n.annulled));
}

static int take(struct context *ctx, struct programme *p, struct decisions *d, bool dry)
{
	struct round r;
	int failed = programme_round(&r, p, ctx, d->round, d->cycle);
	if (failed) return -1;
	failed = decisions_check(d, ctx->store, ctx->run, &r, &programme_judge, &ctx->ds) || ctx->ds.errors;
	if (failed && !ctx->ds.errors) programme_store_failed(ctx);
	if (!failed && !dry) {
		struct counts n = count(d);
		bool any = n.fresh + n.changed + n.words > 0;
		failed = any && decisions_record(d, ctx->store, ctx->run, &r);
		if (failed) programme_store_failed(ctx);
		if (!failed && any) log_it(ctx, d);
		if (!failed) failed = programme_again(p, ctx);
	}
	if (!failed && ctx->run->json)
		tell_json(ctx, p, d, dry);
	else if (!failed)
		say(ctx, p, d, dry);
	round_dispose(&r);
	return failed ? -1 : 0;
}

static int read_defaults(struct context *ctx, const struct arguments *args, struct decision_defaults *out)
{
	const char *on = args->value[O_ON];
	*out = (struct decision_defaults){ args->value[O_ROUND] ? args->value[O_ROUND] : "",
		args->value[O_DECIDED_BY] ? args->value[O_DECIDED_BY] : "", on ? date_parse(sv(on)) : DATE_NONE };
	if (on && out->on == DATE_NONE)
		return diags_error(
			       &ctx->ds, "M079", NOPLACE, "write it as 2026-03-11", "--on \"%s\" is not a date", on),
		       -1;
	return 0;
}

static int run_decisions(struct context *ctx, const struct arguments *args)
{
	struct programme p = { .all = { VEC_INIT } };
	struct decisions d = { .v = VEC_INIT };
	struct decision_defaults defaults;
	const char *file = args->positional[0];
	bool dry = args->value[O_DRY_RUN] != NULL;
	if (read_defaults(ctx, args, &defaults) == 0 && programme_load(&p, ctx, true) == 0) {
		if (decisions_read(&d, &ctx->mem, ctx->store, ctx->run, file, file, &defaults, &ctx->ds) == 0)
			take(ctx, &p, &d, dry);
		else if (!ctx->ds.errors)
			programme_store_failed(ctx);
		if (ctx->ds.errors && !ctx->environment_failed)
			context_say(ctx, "Nothing was recorded: correct the file and run it again.");
	}
	decisions_dispose(&d);
	programme_dispose(&p);
	return context_finish(ctx);
}

const struct command cmd_decisions = { "decisions", "decisions FILE [--round NAME] [--on DATE] [--dry-run]",
	"take the committee's decisions into the register",
	"FILE is the decisions.csv of the pack, filled in at the meeting; a spreadsheet may have saved it. It is taken "
	"whole or not at all: everything that is wrong is told at once, with line and column.\nA match opens a "
	"partnership. Reading the same file again changes nothing; a corrected file changes what nobody was told of "
	"yet.\nA pair that breaks a hard rule needs a line in records/overrides.csv.",
	options, O_COUNT, 1, 1, run_decisions };
