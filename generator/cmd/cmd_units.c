/* units: who earned how many re-registration units in which year, as a statement for each person and a list for the certification board. It counts
 * anew whenever it is asked; nothing is recorded by it. */
#include <string.h>
#include "cmd/command.h"
#include "cmd/present.h"
#include "cmd/programme.h"
#include "cmd/whom.h"
#include "programme/units.h"

#define UNITS_FOLDER "private/programme/units"
enum { O_YEAR, O_COUNT };
static const struct option options[O_COUNT] = {
	[O_YEAR] = { "--year", "YEAR", "the year (default: this one; of one person: every year)" },
};

struct job {
	struct context *ctx;
	struct units units;
	struct papers papers;
	const struct units_person *only; /* NULL: everybody */
	int year;                        /* 0: every year of one person */
	const char *folder;
	size_t statements, partnerships;
	int total;
};

static int store_failed(struct context *ctx)
{
	if (!ctx->ds.errors) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return -1;
}

/* ---- files */

static int put_statement(struct job *j, const struct papers_folder *folder, const struct units_person *p)
{
	struct rendering page = RENDERING_INIT;
	struct str name = STR_INIT;
	units_file(&name, p);
	int rc = units_statement(&page, &j->units, p, j->year, &j->papers, &j->ctx->ds);
	if (rc == 0) rc = papers_put(folder, name.ptr, sv_of(&page.bytes), &j->ctx->ds);
	j->statements += rc == 0;
	str_dispose(&name);
	rendering_dispose(&page);
	return rc;
}

static bool wanted(const struct job *j, const struct units_person *p)
{
	if (j->only) return p == j->only;
	return units_has_year(p, j->year);
}

static int put_lists(struct job *j, const struct papers_folder *folder)
{
	struct str csv = STR_INIT;
	units_lines_csv(&csv, &j->units, j->year, j->only ? j->only->person : 0);
	int rc = papers_put(folder, "units-with-reasons.csv", sv_of(&csv), &j->ctx->ds);
	str_clear(&csv);
	if (rc == 0 && !j->only) {
		units_board_csv(&csv, &j->units, j->year);
		rc = papers_put(folder, "certification-board.csv", sv_of(&csv), &j->ctx->ds);
	}
	str_dispose(&csv);
	return rc;
}

static int write_papers(struct job *j)
{
	struct context *ctx = j->ctx;
	struct papers_folder folder;
	if (papers_load(&j->papers, context_path(ctx, PAPERS_FOLDER), units_templates, &ctx->ds)) return -1;
	if (papers_folder_open(&folder, context_path(ctx, j->folder), &ctx->ds)) return -1;
	int rc = papers_put(&folder, PAPERS_STYLE, sv_of(&j->papers.style), &ctx->ds);
	for (size_t i = 0; i < j->units.v.n && rc == 0; i++)
		if (wanted(j, &j->units.v.at[i])) rc = put_statement(j, &folder, &j->units.v.at[i]);
	if (rc == 0) rc = put_lists(j, &folder);
	return papers_folder_close(&folder, rc == 0, &ctx->ds) ? -1 : rc;
}

/* ---- what the reader sees: numbers of entries and partnerships; names are in the papers */

static void tell_line(struct job *j, const struct units_person *p, const struct unit_entry *e)
{
	struct str words = STR_INIT;
	units_words(&words, &e->line);
	context_say(j->ctx, "  %d  %s %s%s%s%s  %s as %s%s%s: %s%s%s, %s", e->line.year, p->form, p->entry_no,
		*p->entry_id ? " (" : "", p->entry_id, *p->entry_id ? ")" : "", e->partnership->number, units_role(e),
		e->claim.on == DATE_NONE ? "" : ", ", e->claim.on == DATE_NONE ? "" : date_iso(e->claim.on).z,
		arena_printf(&j->ctx->mem, "%d unit%s: ", e->line.units, e->line.units == 1 ? "" : "s"), words.ptr,
		e->line.reason == UNITS_EXCEPTION ? " (records/overrides.csv)" : "", units_clause(&e->line));
	str_dispose(&words);
}

static void json_line(struct json *o, const struct units_person *p, const struct unit_entry *e)
{
	struct str words = STR_INIT;
	units_words(&words, &e->line);
	json_object(o);
	json_kv_int(o, "year", e->line.year);
	json_kv(o, "form", sv(p->form));
	json_kv(o, "form_entry_no", sv(p->entry_no));
	json_kv(o, "entry_id", sv(p->entry_id));
	json_kv(o, "partnership", sv(e->partnership->number));
	json_kv(o, "role", sv(units_role(e)));
	json_kv(o, "concluded_on", sv(date_iso(e->claim.on).z));
	json_kv_int(o, "units", e->line.units);
	json_kv(o, "reason", sv_of(&words));
	json_kv(o, "clause", sv(units_clause(&e->line)));
	json_end(o);
	str_dispose(&words);
}

/* o NULL: in words. */
static void each_line(struct job *j, struct json *o)
{
	for (size_t i = 0; i < j->units.v.n; i++) {
		const struct units_person *p = &j->units.v.at[i];
		for (size_t k = 0; k < p->n; k++) {
			const struct unit_entry *e = &p->entry[k];
			if (!wanted(j, p) || (j->year && e->line.year != j->year)) continue;
			j->partnerships++;
			j->total += e->line.units;
			if (o)
				json_line(o, p, e);
			else
				tell_line(j, p, e);
		}
	}
}

static void tell(struct job *j)
{
	struct context *ctx = j->ctx;
	struct str out = STR_INIT;
	struct json o;
	if (!ctx->run->json) {
		context_say(ctx,
			"Re-registration units%s, as of %s:", j->year ? arena_printf(&ctx->mem, " of %d", j->year) : "",
			date_iso(ctx->run->as_of).z);
		each_line(j, NULL);
		context_say(ctx, "%d unit%s from %zu participation%s; %zu statement%s in %s/", j->total,
			j->total == 1 ? "" : "s", j->partnerships, j->partnerships == 1 ? "" : "s", j->statements,
			j->statements == 1 ? "" : "s", j->folder);
		return;
	}
	context_json_begin(&o, &out);
	json_key(&o, "lines");
	json_array(&o);
	each_line(j, &o);
	json_end(&o);
	json_kv_int(&o, "units", j->total);
	json_kv_int(&o, "statements", (int64_t)j->statements);
	json_kv(&o, "folder", sv(j->folder));
	context_json_end(ctx, &o, &out);
}

/* ---- */

static int find_only(struct job *j, const char *typed)
{
	int64_t person = 0;
	bool by_name = false;
	if (!*typed) return 0;
	if (whom_find_person(&person, &by_name, j->ctx, typed, "units", "")) return -1;
	j->only = units_find(&j->units, person);
	if (!j->only)
		diags_error(&j->ctx->ds, "M141", NOPLACE, "mentorpress partnership lists the partnerships",
			"this person has no partnership that was agreed to, so there is nothing to count");
	return j->only ? 0 : -1;
}

static void count(struct job *j, const struct rules *rules, const char *typed)
{
	struct context *ctx = j->ctx;
	if (units_read(&j->units, ctx->store, ctx->run, rules, &ctx->ds)) {
		store_failed(ctx);
		return;
	}
	j->units.society = ctx->settings.society;
	j->units.contact = ctx->settings.contact;
	if (find_only(j, typed)) return;
	struct str name = STR_INIT;
	if (j->only) units_file(&name, j->only);
	j->folder = j->only ? arena_printf(&ctx->mem, UNITS_FOLDER "/person/%.*s", (int)name.len - 5, name.ptr)
			    : arena_printf(&ctx->mem, UNITS_FOLDER "/%d", j->year);
	str_dispose(&name);
	if (write_papers(j) == 0) tell(j);
}

static int read_year(struct job *j, const char *typed, bool of_one)
{
	long year = 0;
	int this_year, month, day;
	date_parts(j->ctx->run->as_of, &this_year, &month, &day);
	if (typed && (!sv_long(sv(typed), &year) || year < 1900 || year > 2999))
		return fprintf(stderr, "mentorpress: --year %s: write it as 2026\n", typed), -1;
	j->year = typed ? (int)year : of_one ? 0 : this_year;
	return 0;
}

static int run_units(struct context *ctx, const struct arguments *args)
{
	struct job j = { .ctx = ctx };
	struct rules rules;
	if (read_year(&j, args->value[O_YEAR], args->n > 0)) return EXIT_USAGE;
	if (present_load(ctx, false) == 0) {
		if (programme_rules(&rules, ctx, &ctx->ds) == 0) count(&j, &rules, arguments_words(&ctx->mem, args));
		rules_dispose(&rules);
	}
	papers_dispose(&j.papers);
	units_dispose(&j.units);
	return context_finish(ctx);
}

const struct command cmd_units = { "units", "units [--year YEAR] [PERSON]",
	"re-registration units by person and year, with statements (private)",
	"Counts the units of a year as records/unit-rules.csv has them: of completed partnerships in order of "
	"conclusion, up to "
	"the year's maximum, all roles together; each line says why and by which clause (SOP 5.6.1). Writes a "
	"printable "
	"statement for each person, certification-board.csv and units-with-reasons.csv to "
	"private/programme/units/YEAR. Of one "
	"PERSON (Entry ID, form entry number, member number, address, name) it counts every year, unless --year is "
	"given. A year "
	"that does not begin in January is named for the one in which it ends.",
	options, O_COUNT, 0, COMMAND_WORDS, run_units };
