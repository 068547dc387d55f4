/* privacy: utility against risk for every choice of grouped fields and k, before anyone decides. */
#include <unistd.h>
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/present.h"
#include "cmd/privacy_never.h"
#include "cmd/privacy_report.h"

static void say_classes(struct context *ctx)
{
	const struct policy *p = &ctx->policy;

	context_say(ctx, "Audience %s, k = %u. What the policy publishes:", p->audience, p->k);
	for (size_t i = 0; i < p->npools; i++) {
		const struct policy_pool *pool = &p->pool[i];

		context_say(ctx, "  %s", pool->code);
		for (size_t f = 0; f < pool->nfields; f++)
			context_say(ctx, "    %-30s %s", pool->field[f].label,
				pool->field[f].grouped ? "profiles; groups, generalized and counted in k"
						       : "profiles only");
		if (pool->text_field)
			context_say(ctx, "    %-30s profiles only, and only after a person approved the text",
				"Profile text");
	}
	context_say(ctx, "  Everything else stays private.");
}

static void say_row(struct context *ctx, const struct utility *u, const struct utility_row *row)
{
	static const int width[PRIVACY_COLUMNS] = { 3, 7, 9, 6, 6, 6, 9, 14, 6 };
	struct str line = STR_INIT, cell = STR_INIT;

	str_printf(&line, "%c%c ", row->current ? '>' : ' ', row->recommended ? '*' : row->dominated ? '-' : ' ');
	for (enum privacy_column c = 0; c < PRIVACY_COLUMNS; c++) {
		str_clear(&cell);
		privacy_cell(&cell, row, c);
		str_printf(&line, "%*s ", width[c], cell.ptr);
	}
	str_putc(&line, ' ');
	utility_names(&line, u, row->subset);
	context_say(ctx, "%s", line.ptr);
	str_dispose(&line);
	str_dispose(&cell);
}

static void say_head(struct context *ctx)
{
	context_say(ctx, "   %3s %7s %9s %6s %6s %6s %9s %14s %6s  %s", "k", "groups", "left out", "exact", "shown",
		"kept", "guess", "told", "alone", "grouped fields");
}

/* The best of the policy's k; then the policy's and the recommended choice at the other k. */
static void say_table(struct context *ctx, const struct utility *u)
{
	unsigned k = ctx->policy.k;

	say_head(ctx);
	for (size_t i = 0; i < u->n; i++)
		if (privacy_worth(u, i, k)) say_row(ctx, u, &u->row[i]);
	for (size_t i = 0; i < u->n; i++) {
		const struct utility_row *r = &u->row[i];

		if (r->k == k) continue;
		if ((u->current && r->subset == u->current->subset) ||
			(u->recommended && r->subset == u->recommended->subset))
			say_row(ctx, u, r);
	}
}

static void say_line(void *self, const char *line)
{
	context_say(self, "    %s.", line);
}

static void say_pool(struct context *ctx, size_t i, const struct utility *u)
{
	context_say(ctx, "\n%s: %zu persons without a profile, %zu profiles", ctx->policy.pool[i].code, u->persons,
		u->profiles);
	for (size_t f = 0; f < u->nfields; f++)
		context_say(ctx, "    %-36s weight %u, %s", u->field[f]->label, u->field[f]->weight,
			f < u->ngrouped ? "grouped now" : "only in profiles now");
	say_table(ctx, u);
	context_say(ctx, "  Recommended for this pool: %s", u->recommendation);
	for (size_t w = 0; w < u->nwarnings; w++) context_say(ctx, "  Warning: %s", u->warning[w]);
	if (u->neffects) context_say(ctx, "  One field more or less:");
	privacy_say_effects(u, say_line, ctx);
	if (u->current && u->persons) context_say(ctx, "  What an insider could tell:");
	privacy_say_risk(u, say_line, ctx);
}

static void say_meanings(struct context *ctx)
{
	context_say(ctx, "\n> in force   * recommended   - another choice with the same k shows as much and tells as "
			 "little, or is better");
	for (enum privacy_column c = 0; c < PRIVACY_COLUMNS; c++)
		context_say(ctx, "  %-7s %s", privacy_column_name(c), privacy_column_meaning(c));
}

static void put_file(struct context *ctx, const char *name, const struct str *text)
{
	struct str err = STR_INIT;

	if (fs_mkdirs(context_path(ctx, FINDINGS_FOLDER), 0700, &err) ||
		fs_write_atomic(context_path(ctx, name), sv_of(text), 0600, &err))
		diags_warn(&ctx->ds, "P110", NOPLACE, "free some space, or check the permissions of private/reports",
			"the report could not be written (%s)", err.ptr);
	str_dispose(&err);
}

static void put_files(struct context *ctx, const struct privacy_report *r)
{
	struct str text = STR_INIT;

	privacy_html(&text, r);
	put_file(ctx, PRIVACY_HTML, &text);
	str_clear(&text);
	privacy_csv(&text, r);
	put_file(ctx, PRIVACY_CSV, &text);
	str_dispose(&text);
}

static void say_all(struct context *ctx, const struct privacy_report *r)
{
	context_say(ctx, "Private: for headquarters and the committee. Do not copy these numbers into anything that "
			 "members read.");
	say_classes(ctx);
	for (size_t i = 0; i < ctx->policy.npools; i++) say_pool(ctx, i, &r->pool[i]);
	say_meanings(ctx);
	if (r->never_asked)
		context_say(ctx,
			"\n%zu never asked how to be listed, or without an answer, and so not listed: write to them "
			"(%s)",
			r->never_asked, NEVER_ASKED_CSV);
	context_say(ctx, "\nAll choices, with a picture: %s (and %s)", PRIVACY_HTML, PRIVACY_CSV);
}

static void print_json(struct context *ctx, const struct privacy_report *r)
{
	struct json j;
	struct str out;

	context_json_begin(&j, &out);
	privacy_json(&j, r);
	context_json_end(ctx, &j, &out);
}

static int run_privacy(struct context *ctx, const struct arguments *args)
{
	struct privacy_report report = { .policy = &ctx->policy, .as_of = ctx->run->as_of };
	struct utility *pool;

	(void)args;
	if (present_import(ctx) != 0) return context_finish(ctx);
	if (!ctx->has_records) {
		context_say(ctx, "This workspace has no records; nothing about people is decided here.");
		return context_finish(ctx);
	}
	pool = ARENA_ARRAY(&ctx->mem, struct utility, ctx->policy.npools + 1);
	report.pool = pool;
	for (size_t i = 0; i < ctx->policy.npools; i++) {
		if (utility_measure(&pool[i], &ctx->mem, ctx->store, ctx->run, &ctx->policy, i, &ctx->ds) == 0)
			continue;
		if (*store_error(ctx->store))
			context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
		return context_finish(ctx);
	}
	if (never_asked_write(ctx, &report.never_asked)) return context_finish(ctx);
	put_files(ctx, &report);
	say_all(ctx, &report);
	if (ctx->run->json) print_json(ctx, &report);
	return context_finish(ctx);
}

const struct command cmd_privacy = { "privacy", "privacy",
	"what the policy publishes, k, groups, utility and risk (private)",
	"For every choice of grouped fields and k = 5, 11, 20: how many groups there would be, how much members would "
	"see, and how much "
	"somebody who knows everybody else could tell. Recommends a choice for this pool's size and warns.\n"
	"Writes private/reports/privacy.html with a picture and all choices, privacy.csv, and never-asked.csv: those "
	"whom no form asked how "
	"to be listed.",
	NULL, 0, 0, 0, run_privacy };
