/* report: the standard reports to the committee, as a page that prints, with its tables as CSV. */
#include <string.h>
#include "cmd/command.h"
#include "cmd/present.h"
#include "cmd/programme.h"
#include "programme/report.h"

#define REPORTS_FOLDER "private/programme/reports"
enum { O_CYCLE, O_FROM, O_TO, O_COMMENTS, O_COUNT };
static const struct option options[O_COUNT] = {
	[O_CYCLE] = { "--cycle", "ID", "of one cycle, as in content/cycles.csv" },
	[O_FROM] = { "--from", "DATE", "the first day (default: twelve months before the last)" },
	[O_TO] = { "--to", "DATE", "the last day (default: today)" },
	[O_COMMENTS] = { "--comments", NULL,
		"write the participants' comments too, in a confidential file of their own" },
};

struct job {
	struct context *ctx;
	struct report report;
	struct papers papers;
	struct report_scope scope;
	bool comments;
	const char *folder;
};

static int store_failed(struct context *ctx)
{
	if (!ctx->ds.errors) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return -1;
}

/* ---- files */

typedef int page_fn(struct rendering *out, struct report *r, const struct papers *papers, struct diags *ds);

static int put_page(struct job *j, const struct papers_folder *folder, const char *name, page_fn *page)
{
	struct rendering out = RENDERING_INIT;
	int rc = page(&out, &j->report, &j->papers, &j->ctx->ds);
	if (rc == 0) rc = papers_put(folder, name, sv_of(&out.bytes), &j->ctx->ds);
	rendering_dispose(&out);
	return rc;
}

static int put_tables(struct job *j, const struct papers_folder *folder)
{
	struct str csv = STR_INIT;
	int rc = 0;
	for (size_t i = 0; i < REPORT_TABLES && rc == 0; i++) {
		const struct report_table *t = &j->report.table[i];
		if (t->page_only) continue;
		str_clear(&csv);
		report_csv(&csv, t);
		rc = papers_put(folder, arena_printf(&j->ctx->mem, "%s.csv", t->key), sv_of(&csv), &j->ctx->ds);
	}
	str_dispose(&csv);
	return rc;
}

static int write_papers(struct job *j)
{
	struct context *ctx = j->ctx;
	struct papers_folder folder;
	if (papers_load(&j->papers, context_path(ctx, PAPERS_FOLDER), report_templates, &ctx->ds)) return -1;
	if (papers_folder_open(&folder, context_path(ctx, j->folder), &ctx->ds)) return -1;
	int rc = papers_put(&folder, PAPERS_STYLE, sv_of(&j->papers.style), &ctx->ds);
	if (rc == 0) rc = put_page(j, &folder, "report.html", report_page);
	if (rc == 0) rc = put_tables(j, &folder);
	if (rc == 0 && j->comments) rc = put_page(j, &folder, "comments-confidential.html", report_comments);
	return papers_folder_close(&folder, rc == 0, &ctx->ds) ? -1 : rc;
}

/* ---- */

static void tell(struct job *j)
{
	struct context *ctx = j->ctx;
	struct report *r = &j->report;
	struct report_counts c = report_count(r, &r->scope);
	struct str out = STR_INIT;
	struct json o;
	if (ctx->run->json) {
		context_json_begin(&o, &out);
		json_kv(&o, "scope", sv(report_scope_words(r)));
		json_kv_int(&o, "applicants", c.applicants);
		json_kv_int(&o, "matched", c.matched);
		json_kv_int(&o, "partnerships", c.partnerships);
		json_kv_int(&o, "concluded", c.concluded);
		json_kv(&o, "folder", sv(j->folder));
		context_json_end(ctx, &o, &out);
		return;
	}
	context_say(ctx, "Report of %s: %ld applicant%s, %ld matched, %ld partnership%s, %ld concluded.",
		report_scope_words(r), c.applicants, c.applicants == 1 ? "" : "s", c.matched, c.partnerships,
		c.partnerships == 1 ? "" : "s", c.concluded);
	context_say(ctx, "Open %s/report.html; every table is beside it as CSV.", j->folder);
	if (j->comments)
		context_say(ctx,
			"comments-confidential.html holds what participants wrote: for the committee's review only.");
}

static void make(struct job *j, const struct rules *rules)
{
	struct context *ctx = j->ctx;
	if (report_read(&j->report, ctx->store, ctx->run, rules, &ctx->vocabs, &j->scope, &ctx->ds)) {
		store_failed(ctx);
		return;
	}
	j->report.society = ctx->settings.society;
	j->folder = arena_printf(&ctx->mem, REPORTS_FOLDER "/%s", report_folder(&j->report));
	report_tables(&j->report);
	if (write_papers(j) == 0) tell(j);
}

static int read_day(const char *option, const char *typed, date_t *out)
{
	if (!typed) return 0;
	*out = date_parse(sv(typed));
	if (*out != DATE_NONE) return 0;
	return fprintf(stderr, "mentorpress: %s %s is not a date; write it as 2026-03-14\n", option, typed), -1;
}

static int read_scope(struct job *j, const struct arguments *args)
{
	struct report_scope *s = &j->scope;
	s->cycle = args->value[O_CYCLE];
	j->comments = args->value[O_COMMENTS] != NULL;
	if (s->cycle && (args->value[O_FROM] || args->value[O_TO]))
		return fprintf(stderr, "mentorpress: give --cycle, or --from and --to\n"), -1;
	if (s->cycle && !fs_safe_path(sv(s->cycle)))
		return fprintf(stderr, "mentorpress: --cycle %s is not the name of a cycle\n", s->cycle), -1;
	s->until = j->ctx->run->as_of;
	if (read_day("--to", args->value[O_TO], &s->until)) return -1;
	s->from = date_add_months(s->until, -12) + 1;
	if (read_day("--from", args->value[O_FROM], &s->from)) return -1;
	if (s->from > s->until) return fprintf(stderr, "mentorpress: the first day is after the last\n"), -1;
	if (s->until > j->ctx->run->as_of)
		return fprintf(stderr, "mentorpress: --to lies after today; give --as-of too if that is meant\n"), -1;
	return 0;
}

static int run_report(struct context *ctx, const struct arguments *args)
{
	struct job j = { .ctx = ctx };
	struct rules rules;
	if (read_scope(&j, args)) return EXIT_USAGE;
	if (present_load(ctx, false) == 0) {
		if (programme_rules(&rules, ctx, &ctx->ds) == 0) make(&j, &rules);
		rules_dispose(&rules);
	}
	papers_dispose(&j.papers);
	report_dispose(&j.report);
	return context_finish(ctx);
}

const struct command cmd_report = { "report", "report [--cycle ID | --from DATE --to DATE] [--comments]",
	"the standard reports to the committee (private)",
	"Writes what the committee reviews (SOP 4.3, 5.5.3) to private/programme/reports: results of rounds, the pool "
	"against "
	"what is asked for, response and results of evaluations, outcome by choice and by fit, early ends, and trends; "
	"of the "
	"last twelve months, of a cycle, or of any days. Nobody is named; what participants answered is shown only of "
	"five or "
	"more, and so that it cannot be worked out of fewer. Comments may name people: they are written only with "
	"--comments, "
	"to a file of their own.",
	options, O_COUNT, 0, 0, run_report };
