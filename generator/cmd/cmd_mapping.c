/* mapping: writes, explains and repairs the files that say what the columns of an export mean. None of the three reads or changes the
 * database: they are for the day on which the import refuses. */
#include "cmd/cmd_mapping.h"
#include <errno.h>
#include "base/fs.h"
#include "base/utf8.h"
#include "records/mapping_suggest.h"

int cmd_mapping_load(struct context *ctx, struct mappings *out)
{
	if (context_load(ctx, LOAD_SETTINGS) != 0) return -1;
	vocab_load_all(&ctx->vocabs, &ctx->mem, context_path(ctx, ctx->settings.vocabularies),
		ctx->settings.vocabularies, &ctx->ds);
	if (out)
		mapping_load_all(out, &ctx->mem, context_path(ctx, ctx->settings.mappings), ctx->settings.mappings,
			&ctx->vocabs, &ctx->ds);
	return ctx->ds.errors ? -1 : 0;
}

int cmd_mapping_file(struct context *ctx, const char *typed, const char **path, const char **name)
{
	const char *exports = context_path(ctx, ctx->settings.exports);
	const char *tries[] = { typed, context_path(ctx, typed), fs_join(&ctx->mem, exports, typed) };
	for (size_t i = 0; i < 3; i++) {
		if (!fs_exists(tries[i]) || fs_is_dir(tries[i])) continue;
		const char *in_exports = fs_join(&ctx->mem, exports, fs_base(typed));
		bool there = i == 2 || !strcmp(tries[i], in_exports);
		*path = tries[i];
		*name = there ? arena_printf(&ctx->mem, "%s/%s", ctx->settings.exports, fs_base(typed)) : typed;
		return 0;
	}
	diags_error(&ctx->ds, "R150", NOPLACE, diags_text(&ctx->ds, "name a file here or in %s", ctx->settings.exports),
		"there is no file \"%s\"", typed);
	return -1;
}

void cmd_mapping_cell(struct str *out, const char *text, size_t width)
{
	struct sv v = sv(text);
	size_t length = utf8_length(v), i = 0, shown = 0;
	while (i < v.n && shown < (length > width ? width - 1 : width)) {
		uint32_t cp = utf8_next(v, &i);
		utf8_put(out, utf8_is_control(cp) || cp < ' ' ? ' ' : cp);
		shown++;
	}
	if (length > width) {
		str_puts(out, "…");
		shown++;
	}
	while (shown++ < width) str_putc(out, ' ');
}

/* suggest */

static void warn_of_draft(struct context *ctx, const struct mapping_draft *d, const char *name, const struct str *text)
{
	struct mapping m;
	for (const char *const *lack = d->lacks; *lack; lack++)
		diags_warn(&ctx->ds, "R157", ((struct place){ name, 0, 0 }),
			diags_text(&ctx->ds, "add it to the draft: %s: \"Header\"", *lack),
			"no column looks like %s, which every mapping of this kind needs", *lack);
	if (!*d->lacks) mapping_load_text(&m, &ctx->mem, "draft", sv_of(text), &ctx->vocabs, &ctx->ds);
	if (!mapping_is_csv(sv(name)) && !mapping_is_text(sv(name)))
		diags_warn(&ctx->ds, "R157", ((struct place){ name, 0, 0 }), "let the name end in .csv",
			"the import does not read a file with this ending");
}

static void print_json(struct context *ctx, const struct mapping_draft *d, const struct str *text)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "kind", sv(d->kind));
	json_kv(&j, "kind_because", sv(d->kind_why));
	json_kv_int(&j, "columns", (int64_t)d->survey->n);
	json_kv_int(&j, "placed", (int64_t)d->placed);
	json_kv_int(&j, "ignored", (int64_t)d->ignored);
	json_kv_int(&j, "wording", (int64_t)d->wording);
	json_kv_int(&j, "open", (int64_t)d->open);
	json_kv_int(&j, "to_decide", (int64_t)d->decide);
	json_kv(&j, "draft", sv_of(text));
	context_json_end(ctx, &j, &out);
}

static void tell_summary(const struct context *ctx, const struct mapping_draft *d)
{
	if (ctx->run->quiet || ctx->run->json) return;
	fprintf(ctx->run->err,
		"A mapping of kind %s (%s): of %zu columns %zu are placed, %zu ignored, %zu wording, %zu without a "
		"place; "
		"%zu to decide or fill in.\n",
		d->kind, d->kind_why, d->survey->n, d->placed, d->ignored, d->wording, d->open, d->decide);
}

/* Never over a file that is there: it may hold somebody's decisions. */
static void write_draft(struct context *ctx, const char *to, const struct str *text)
{
	struct str err = STR_INIT;
	const char *path = context_path(ctx, to);
	if (fs_exists(path))
		diags_error(&ctx->ds, "R156", ((struct place){ to, 0, 0 }),
			diags_text(&ctx->ds,
				"move %s away first, out of its folder (after init it is the sample's); under another "
				"name two "
				"mappings would claim the same exports",
				to),
			"there is a file of this name already; nothing was written");
	else if (fs_write_atomic(path, sv_of(text), 0644, &err))
		context_fail(ctx, "R156", err.ptr, "check the folder and its permissions");
	else
		context_say(ctx,
			"Written to %s. Look at each \"decide\" and \"fill in\"; then: mentorpress mapping explain",
			to);
	str_dispose(&err);
}

int cmd_mapping_suggest(struct context *ctx, const struct arguments *args)
{
	const char *path, *name, *to = args->value[MAPPING_OUT];
	struct survey survey = { .name = NULL };
	struct mapping_draft draft;
	struct str text = STR_INIT;
	if (cmd_mapping_load(ctx, NULL) || cmd_mapping_file(ctx, args->positional[1], &path, &name)) goto done;
	if (survey_read(&survey, &ctx->mem, path, name, NULL, 0, &ctx->ds)) goto done;
	if (survey.headless) {
		diags_error(&ctx->ds, "R151", ((struct place){ name, 1, 1 }),
			"export it with headers, or put a row with the names of the columns above the others",
			"the first row holds values, not the names of columns");
		goto done;
	}
	mapping_suggest(&draft, &ctx->mem, &survey, fs_base(path), args->value[MAPPING_KIND], args->value[MAPPING_FORM],
		&ctx->vocabs);
	mapping_draft_write(&text, &draft);
	warn_of_draft(ctx, &draft, name, &text);
	if (to)
		write_draft(ctx, to, &text);
	else if (!ctx->run->json)
		fputs(text.ptr, ctx->run->out);
	if (ctx->run->json) print_json(ctx, &draft, &text);
	tell_summary(ctx, &draft);
done:
	survey_dispose(&survey);
	str_dispose(&text);
	return context_finish(ctx);
}

/* The command. */

static int overview(struct context *ctx)
{
	context_say(
		ctx, "mentorpress mapping suggest FILE   write a first draft of a mapping for an export that has none");
	context_say(ctx, "mentorpress mapping explain [FILE] say what becomes of every column, and why");
	context_say(ctx, "mentorpress mapping fix [FILE]     repair a mapping after a label or an answer changed");
	return context_finish(ctx);
}

static bool options_fit(const struct arguments *args, const char *verb)
{
	static const char *const of[] = { "suggest", "suggest", "suggest", "fix", "fix", "fix", "fix", "fix", "fix",
		"fix" };
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (args->value[i] && strcmp(of[i], verb) != 0) {
			fprintf(stderr, "mentorpress: %s goes with mapping %s; see mentorpress mapping --help\n",
				cmd_mapping.option[i].name, of[i]);
			return false;
		}
	return true;
}

static int run_mapping(struct context *ctx, const struct arguments *args)
{
	const char *verb = args->n ? args->positional[0] : "", *kind = args->value[MAPPING_KIND];
	if (!args->n) return overview(ctx);
	if (!strcmp(verb, "suggest") || !strcmp(verb, "explain") || !strcmp(verb, "fix")) {
		if (!options_fit(args, verb)) return EXIT_USAGE;
		if (*verb == 'e') return cmd_mapping_explain(ctx, args);
		if (*verb == 'f') return cmd_mapping_fix(ctx, args);
		if (args->n < 2) return fputs("Usage: mentorpress mapping suggest FILE\n", stderr), EXIT_USAGE;
		if (!kind || guess_kind_bit(kind)) return cmd_mapping_suggest(ctx, args);
		fprintf(stderr, "mentorpress: --kind %s: write mentor, peer, mentee, roster, plan or evaluation\n",
			kind);
		return EXIT_USAGE;
	}
	fprintf(stderr, "mentorpress: there is no mapping %s; write suggest, explain or fix\n", verb);
	return EXIT_USAGE;
}

static const struct option options[] = {
	[MAPPING_KIND] = { "--kind", "KIND",
		"suggest: mentor, peer, mentee, roster, plan or evaluation (default: a guess, with its reason)" },
	[MAPPING_FORM] = { "--form", "NAME", "suggest: the form's name (default: the kind)" },
	[MAPPING_OUT] = { "--out", "PATH",
		"suggest: write the draft there, as records/mappings/mentor.yml; never over a file" },
	[MAPPING_SAME] = { "--same", "NEW=OLD...", "fix: the new column is the old one under another name" },
	[MAPPING_PRIVATE] = { "--private", "HEADER...", "fix: keep the new column as a private field" },
	[MAPPING_IGNORE] = { "--ignore", "HEADER...", "fix: the new column is not needed, and never published" },
	[MAPPING_WORDING] = { "--wording", "HEADER...", "fix: the new column holds the form's own words" },
	[MAPPING_GONE] = { "--gone", "HEADER...", "fix: the form no longer asks this; answers of older exports stay" },
	[MAPPING_ALIAS] = { "--alias", "TEXT=WORD...",
		"fix: this answer means that code, status or kind of consent; empty: leave it out" },
	[MAPPING_DATES] = { "--dates", "ORDER...",
		"fix: the file writes dates so: mdy, dmy or ymd, beside the orders listed" },
};

const struct command cmd_mapping = { "mapping", "mapping suggest|explain|fix [FILE] [OPTIONS]",
	"write, explain or repair what the columns of an export mean",
	"mapping suggest FILE     A first draft for an export that has no mapping, on standard output or with --out "
	"into a file. Every\n"
	"                         guess has its reason beside it; what cannot be placed is listed under \"decide\".\n"
	"mapping explain [FILE]   What becomes of every column of the file, and why; without FILE of the newest export "
	"of each mapping.\n"
	"mapping fix [FILE]       After a form changed: asks for each new or missing column and each unknown answer "
	"what it is, shows\n"
	"                         the changed lines and writes them after a yes. Everything else in the mapping stays "
	"as it is.\n"
	"                         Options answer the questions beforehand; most may be given several times; --yes "
	"writes at once.\n"
	"FILE is a file here or in records/exports. No value of a record is printed, except answers to decide on, on a "
	"terminal.",
	options, sizeof options / sizeof *options, 0, 2, run_mapping };
