/* report_import.c prints what staff read after every import. The columns are those of the rule that every row has one outcome, so that
 * a reader can add them up; the reasons below are worded as in the sheet of Entry IDs and in `who`. */
#include "cmd/report_import.h"
#include "records/application.h"

enum { NAME_MAX_WIDTH = 44 };

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

const char *report_import_kind(const char *kind)
{
	static const char *const words[][2] = { { "roster", "list of members" }, { "mentor", "mentor applications" },
		{ "peer", "peer applications" }, { "mentee", "mentee applications" }, { "plan", "partnership plans" },
		{ "evaluation", "evaluations" } };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(kind, words[i][0]) == 0) return words[i][1];
	return kind;
}

static int name_width(const struct import_report *r)
{
	int width = (int)strlen("All files");
	for (size_t i = 0; i < r->nfiles; i++) {
		size_t n = strlen(base_name(r->file[i].name));
		if (n <= NAME_MAX_WIDTH && (int)n > width) width = (int)n;
	}
	return width;
}

static void say_row(const struct context *ctx, int width, const char *name, const size_t n[5])
{
	if (strlen(name) > (size_t)width) {
		context_say(ctx, "  %s", name);
		name = "";
	}
	context_say(ctx, "  %-*s %7zu = %8zu + %10zu + %4zu + %7zu", width, name, n[0], n[1], n[2], n[3], n[4]);
}

static void say_files(const struct context *ctx, const struct import_report *r)
{
	int width = name_width(r);
	context_say(ctx, "\n  %-*s %7s = %8s + %10s + %4s + %7s", width, "File", "read", "imported", "superseded",
		"held", "refused");
	for (size_t i = 0; i < r->nfiles; i++) {
		const struct import_file *f = &r->file[i];
		say_row(ctx, width, base_name(f->name),
			(size_t[]){ f->read, f->imported, f->superseded, f->held, f->refused });
		context_say(ctx, "      %s, read as %s", report_import_kind(f->kind), f->read_as);
	}
	say_row(ctx, width, "All files", (size_t[]){ r->read, r->imported, r->superseded, r->held, r->refused });
	context_say(ctx, "%s", "");
}

static void explain(const struct context *ctx, const struct import_report *r)
{
	if (r->superseded)
		context_say(
			ctx, "  Superseded: a newer export's row, or a newer application of the same person, counts.");
	if (r->held)
		context_say(ctx,
			"  Held: kept, but neither matched nor listed: tests and unfinished entries (the notes name "
			"them), "
			"and\n  applications of which it is not clear whose they are (the warnings name them).");
	if (r->refused)
		context_say(ctx, "  Refused: cannot be understood; one refused row stops the whole import. The errors "
				 "say which.");
	if (r->superseded || r->held || r->refused) context_say(ctx, "%s", "");
}

/* Replaced ones are among the applications here, and not among those that are current below. */
static void say_sums(const struct context *ctx, const struct import_report *r)
{
	const char *nothing = r->skipped ? " (nothing has changed since the last import)" : "";
	context_say(ctx, "  %zu application%s of %zu person%s, %zu member%s%s", r->applications,
		r->applications == 1 ? "" : "s", r->persons, r->persons == 1 ? "" : "s", r->members,
		r->members == 1 ? "" : "s", nothing);
	if (r->replaced)
		context_say(ctx, "  %zu of the applications %s by newer ones of the same person", r->replaced,
			r->replaced == 1 ? "was replaced" : "were replaced");
}

void report_import(const struct context *ctx, const struct import_report *r, bool whole)
{
	if (!ctx->has_records) {
		context_say(ctx, "Records: no applications here; the documents are complete without them.");
		return;
	}
	context_say(ctx, "Records: %zu rows read = %zu imported + %zu superseded + %zu held + %zu refused", r->read,
		r->imported, r->superseded, r->held, r->refused);
	if (!ctx->imported)
		context_say(ctx, "  Nothing of this was kept: there are errors.");
	else
		say_sums(ctx, r);
	if (r->nfiles && (whole || !r->skipped)) {
		say_files(ctx, r);
		explain(ctx, r);
	}
}

/* Plans and evaluations are forms about a partnership; no answer is asked about them. */
static const enum application_kind asked[] = { KIND_MENTOR, KIND_PEER, KIND_MENTEE };
enum { ASKED = sizeof asked / sizeof *asked };

static void say_numbers(const struct context *ctx, const char *label, const size_t n[ASKED])
{
	context_say(ctx, "  %-46s %8zu %8zu %8zu", label, n[0], n[1], n[2]);
}

static void say_reason(const struct context *ctx, enum reason why, const struct answers *all, bool publish)
{
	struct str label = STR_INIT;
	size_t n[ASKED], sum = 0;
	for (size_t i = 0; i < ASKED; i++) {
		const struct answers *a = &all[asked[i]];
		/* Who cannot be matched is counted among those already, in one line. */
		n[i] = !publish ? a->matchable[why] : a->publishable[why] - (why == REASON_OK ? 0 : a->matchable[why]);
		sum += n[i];
	}
	str_printf(&label, "    not: %s", reason_words(why));
	if (sum) say_numbers(ctx, label.ptr, n);
	str_dispose(&label);
}

static void say_answers(const struct context *ctx, const struct answers *all)
{
	struct str day = STR_INIT;
	size_t current[ASKED], matchable[ASKED], publishable[ASKED], lost[ASKED], full[ASKED];
	for (size_t i = 0; i < ASKED; i++) {
		const struct answers *a = &all[asked[i]];
		current[i] = a->current;
		matchable[i] = a->matchable[REASON_OK];
		publishable[i] = a->publishable[REASON_OK];
		lost[i] = a->current - a->matchable[REASON_OK];
		full[i] = a->full;
	}
	str_printf(&day, "Current applications on %s", date_long(ctx->run->as_of).z);
	context_say(ctx, "  %-46s %8s %8s %8s", day.ptr, "mentors", "peers", "mentees");
	str_dispose(&day);
	say_numbers(ctx, "Imported", current);
	say_numbers(ctx, "Can be matched", matchable);
	for (int why = REASON_OK + 1; why < REASON_COUNT; why++) say_reason(ctx, (enum reason)why, all, false);
	say_numbers(ctx, "Can be listed in the directory", publishable);
	if (full[0] + full[1] + full[2]) say_numbers(ctx, "    of these, take no request now", full);
	if (lost[0] + lost[1] + lost[2]) say_numbers(ctx, "    not: cannot be matched (above)", lost);
	for (int why = REASON_OK + 1; why < REASON_COUNT; why++) say_reason(ctx, (enum reason)why, all, true);
	if (all[KIND_PLAN].current + all[KIND_EVALUATION].current)
		context_say(ctx, "  Besides, %zu partnership plans and %zu evaluations.", all[KIND_PLAN].current,
			all[KIND_EVALUATION].current);
	context_say(ctx, "%s", "");
}

void report_import_answers(struct context *ctx)
{
	struct answers all[KIND_COUNT];
	if (!ctx->has_records || !ctx->store || ctx->run->json || ctx->run->quiet) return;
	if (application_answers(ctx->store, ctx->run, all) != 0)
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	else
		say_answers(ctx, all);
}

void report_import_path(const struct context *ctx)
{
	if (ctx->report) context_say(ctx, "Report: %s (every problem, with what to do)", ctx->report);
}

static void json_rows(struct json *j, const size_t n[5])
{
	static const char *const keys[] = { "read", "imported", "superseded", "held", "refused" };
	for (size_t i = 0; i < 5; i++) json_kv_int(j, keys[i], (int64_t)n[i]);
}

static void json_files(struct json *j, const struct import_report *r)
{
	json_key(j, "files");
	json_array(j);
	for (size_t i = 0; i < r->nfiles; i++) {
		const struct import_file *f = &r->file[i];
		json_object(j);
		json_kv(j, "file", sv(f->name));
		json_kv(j, "mapping", sv(f->mapping));
		json_kv(j, "kind", sv(f->kind));
		json_kv(j, "read_as", sv(f->read_as));
		json_rows(j, (size_t[]){ f->read, f->imported, f->superseded, f->held, f->refused });
		json_end(j);
	}
	json_end(j);
}

static void json_reasons(struct json *j, const char *key, const size_t n[REASON_COUNT])
{
	json_key(j, key);
	json_object(j);
	for (int why = REASON_OK + 1; why < REASON_COUNT; why++)
		if (n[why]) json_kv_int(j, reason_words((enum reason)why), (int64_t)n[why]);
	json_end(j);
}

static void json_answers(struct context *ctx, struct json *j)
{
	struct answers all[KIND_COUNT];
	if (!ctx->store) return;
	if (application_answers(ctx->store, ctx->run, all) != 0) {
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
		return;
	}
	json_key(j, "answers");
	json_array(j);
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		json_object(j);
		json_kv(j, "kind", sv(application_kind_word((enum application_kind)kind)));
		json_kv_int(j, "imported", (int64_t)all[kind].current);
		json_kv_int(j, "matchable", (int64_t)all[kind].matchable[REASON_OK]);
		json_kv_int(j, "publishable", (int64_t)all[kind].publishable[REASON_OK]);
		json_kv_int(j, "take_no_request_now", (int64_t)all[kind].full);
		json_reasons(j, "not_matchable", all[kind].matchable);
		json_reasons(j, "not_publishable", all[kind].publishable);
		json_end(j);
	}
	json_end(j);
}

static void json_rows_of(struct json *j, const struct import_report *r)
{
	json_rows(j, (size_t[]){ r->read, r->imported, r->superseded, r->held, r->refused });
	json_kv_int(j, "applications", (int64_t)r->applications);
	json_kv_int(j, "replaced", (int64_t)r->replaced);
	json_kv_int(j, "persons", (int64_t)r->persons);
	json_kv_int(j, "members", (int64_t)r->members);
	json_files(j, r);
}

void report_import_json(struct context *ctx, const struct import_report *r, bool done, size_t willing)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("import"));
	json_key(&j, "done");
	json_bool(&j, done);
	json_key(&j, "nothing_new");
	json_bool(&j, done && r->skipped);
	if (r) json_rows_of(&j, r);
	if (done) {
		json_answers(ctx, &j);
		json_kv_int(&j, "still_willing", (int64_t)willing);
	}
	if (ctx->report) json_kv(&j, "report", sv(ctx->report));
	context_json_end(ctx, &j, &out);
}
