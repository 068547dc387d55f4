/* support: a workspace in a temporary folder with small mappings and vocabularies, and what an import made of it. */
#ifndef TESTS_RECORDS_SUPPORT_H
#define TESTS_RECORDS_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/fs.h"
#include "records/application.h"
#include "records/field_code.h"
#include "records/import.h"
#include "records/packed.h"
#include "records/vocab.h"
#define UNUSED_OK __attribute__((unused))

struct ws {
	char root[40];
	struct run run;
	struct settings settings;
	struct arena mem;
	struct diags ds;
	struct vocabs vocabs;
	struct store *s;
	struct import_report report;
	int result;
};

static const char AREAS[] = "code,label,parent,aliases,sort\nclin,Clinical,,,1\ngcp,GCP,clin,Good Clinical "
			    "Practice,2\ngvp,\"Safety, drug\",clin,,3\nglp,GLP,,,4\n";
static const char BANDS[] = "code,label,from,to\njunior,Up to 5,0,6\nsenior,More,6,\n";
/* The second "GCP" column is another question. */
static const char MENTOR_YML[] = "source:\n  files: \"*mentor*.csv\"\n  form: mentor\n  kind: mentor\n  dates: [ymd, "
				 "mdy]\n  skip when: {Test: \"Yes\"}\n"
				 "columns:\n  form_entry_no: Entry Id\n  submitted_at: Entry Date\n  first_name: "
				 "First\n  last_name: Last\n  email: Email\n  member_no: Member\n"
				 "  main_area: {column: Area, vocab: areas, aliases: {Old GLP: glp}}\n  experience: "
				 "{column: Years, band: bands}\n  qa_years: {column: Years, type: number}\n"
				 "  offers: {choices: [GCP, \"Safety, drug\"], vocab: areas}\n  needs: {choices: "
				 "[GCP], occurrence: 2, vocab: areas}\n"
				 "  capacity: {column: Capacity, type: number}\n  committee_note: Note\n"
				 "  consent: {column: List, version: \"1\", consent: {profile: Profile please, group: "
				 "[Group, \"In a group\"], not listed: No, older: I agree}}\n"
				 "  staff_status: {column: Staff, status: {\"\": active, \"Inactive until {date}\": "
				 "pause, Out: pause, Full: full, Gone: withdraw}}\n"
				 "ignore: [IP, \"Pay *\"]\nwording: [Terms]\n";
#define MENTOR_HEADER                                                                                                  \
	"Entry Id,Entry Date,First,Last,Email,Member,Area,Years,GCP,\"Safety, "                                        \
	"drug\",GCP,Capacity,Note,List,Staff,Test,IP,Pay A,Terms\n"
static const char ROSTER_YML[] = "source: {files: \"*members*.csv\", kind: roster}\ncolumns:\n  member_no: Id\n  "
				 "last_name: Name\n  email: Mail\n  other_emails: More\n  member_status: Status\n"
				 "  member_type: Type\n  paid_through: Paid\n  hold: Hold\neligible: {status: "
				 "[Active], no date needed: [Life]}\n";
#define ROSTER_HEADER "Id,Name,Mail,More,Status,Type,Paid,Hold\n"

UNUSED_OK static void ws_write(struct ws *w, const char *name, const char *text)
{
	struct str err = STR_INIT;
	assert_int_equal(fs_write_atomic(fs_join(&w->mem, w->root, name), sv(text), 0600, &err), 0);
	str_dispose(&err);
}

UNUSED_OK static void ws_remove(struct ws *w, const char *name)
{
	struct str err = STR_INIT;
	assert_int_equal(fs_remove_tree(fs_join(&w->mem, w->root, name), &err), 0);
	str_dispose(&err);
}

UNUSED_OK static struct ws *ws_new(void)
{
	struct ws *w = xcalloc(1, sizeof *w);
	struct str err = STR_INIT;
	snprintf(w->root, sizeof w->root, "/tmp/mp-records-XXXXXX");
	assert_non_null(mkdtemp(w->root));
	w->run = (struct run){ .as_of = date_civil(2026, 3, 13),
		.clock_day = date_civil(2026, 3, 14),
		.workspace = w->root,
		.quiet = true,
		.role = "headquarters" };
	w->settings = (struct settings){ .exports = "e",
		.mappings = "m",
		.vocabularies = "v",
		.status_events = "status.csv",
		.people = "people.csv" };
	w->mem = (struct arena)ARENA_INIT;
	w->ds = (struct diags)DIAGS_INIT;
	const char *const folders[] = { "e", "m", "v" };
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(fs_mkdirs(fs_join(&w->mem, w->root, folders[i]), 0700, &err), 0);
	ws_write(w, "v/areas.csv", AREAS);
	ws_write(w, "v/bands.csv", BANDS);
	ws_write(w, "m/mentor.yml", MENTOR_YML);
	assert_int_equal(store_open_memory(&w->s, &err), 0);
	assert_int_equal(records_migrate(w->s), 0);
	str_dispose(&err);
	return w;
}

UNUSED_OK static void ws_free(struct ws *w)
{
	struct str err = STR_INIT;
	store_close(w->s);
	fs_remove_tree(w->root, &err);
	str_dispose(&err);
	diags_dispose(&w->ds);
	arena_dispose(&w->mem);
	free(w);
}

/* Imports with fresh diags, and tells what was found. */
UNUSED_OK static int ws_import(struct ws *w)
{
	bool show = w->ds.show_values;
	diags_dispose(&w->ds);
	w->ds = (struct diags)DIAGS_INIT;
	w->ds.show_values = show;
	assert_int_equal(vocab_load_all(&w->vocabs, &w->mem, fs_join(&w->mem, w->root, "v"), "v", &w->ds), 0);
	w->result = records_import(w->s, &w->run, &w->settings, &w->vocabs, &w->mem, &w->report, &w->ds);
	return w->result;
}

UNUSED_OK static void ws_import_ok(struct ws *w)
{
	if (ws_import(w)) {
		diags_print(&w->ds, stderr);
		fprintf(stderr, "%s\n", store_error(w->s));
	}
	assert_int_equal(w->result, 0);
	assert_int_equal(
		w->report.read, w->report.imported + w->report.superseded + w->report.held + w->report.refused);
}

UNUSED_OK static const struct diag *found(
	const struct diags *ds, const char *code, const char *file, unsigned line, unsigned col)
{
	for (size_t i = 0; i < ds->n; i++) {
		const struct diag *d = &ds->at[i];
		if (!strcmp(d->code, code) && !strcmp(d->at.file ? d->at.file : "", file) && d->at.line == line &&
			d->at.col == col)
			return d;
	}
	diags_print(ds, stderr);
	print_error("not found: %s at %s:%u:%u\n", code, file, line, col);
	return NULL;
}

/* The lines of the screen that stand for others are not counted. */
UNUSED_OK static size_t count_code(const struct diags *ds, const char *code)
{
	size_t n = 0;
	for (size_t i = 0; i < ds->n; i++) n += ds->at[i].reach != DIAG_SCREEN && !strcmp(ds->at[i].code, code);
	return n;
}

/* What the screen alone says of many. */
UNUSED_OK static const char *screen_line(const struct diags *ds, const char *code)
{
	for (size_t i = 0; i < ds->n; i++)
		if (ds->at[i].reach == DIAG_SCREEN && !strcmp(ds->at[i].code, code)) return ds->at[i].text;
	return "";
}

/* One application, with its texts copied. */
struct seen {
	struct application a;
	char form[32], entry_no[32], area[64], offers[64], file[64];
	struct str fields;
	bool found;
};
struct wanted {
	const char *form, *entry_no;
	struct seen *out;
};

UNUSED_OK static int keep(void *ctx, const struct application *a)
{
	struct wanted *w = ctx;
	if (strcmp(a->form, w->form) || strcmp(a->entry_no, w->entry_no)) return 0;
	w->out->found = true;
	w->out->a = *a;
	snprintf(w->out->file, sizeof w->out->file, "%s", a->file);
	snprintf(w->out->area, sizeof w->out->area, "%.*s", SV_ARG(application_field(a, "main_area")));
	snprintf(w->out->offers, sizeof w->out->offers, "%.*s", SV_ARG(application_field(a, "offers")));
	return 1;
}

UNUSED_OK static struct seen look(struct ws *w, const char *form, const char *entry_no)
{
	struct seen seen = { .found = false };
	struct wanted wanted = { form, entry_no, &seen };
	application_each(w->s, &w->run, KIND_COUNT, false, keep, &wanted);
	return seen;
}

/* The fields of all rows that sql selects: "name=value;" and a line end for each column. */
UNUSED_OK static void unpack(struct ws *w, const char *sql, int columns, struct str *out)
{
	struct stmt *st = store_stmt(w->s, sql);
	struct field_codes *codes;
	struct sv value;
	uint32_t code;
	assert_int_equal(field_codes_of(w->s, &codes), 0);
	while (stmt_step(st) == 1)
		for (int i = 0; i < columns; i++) {
			struct sv rest = stmt_blob(st, i);
			while (packed_next(&rest, &code, &value))
				str_printf(out, "%s=%.*s;", field_code_name(codes, code)->name.p, SV_ARG(value));
			assert_int_equal(rest.n, 0);
			str_putc(out, '\n');
		}
	stmt_reset(st);
}

/* How many applications have a field that is written so: ";name=value;". */
UNUSED_OK static size_t applications_with(struct ws *w, const char *text)
{
	struct str all = STR_INIT;
	struct sv line, rest;
	size_t n = 0;
	unpack(w, "SELECT fields FROM application ORDER BY id", 1, &all);
	for (rest = sv_of(&all); sv_split(&rest, '\n', &line);) {
		struct str fields = STR_INIT;
		str_printf(&fields, ";%.*s", SV_ARG(line));
		n += sv_find(sv_of(&fields), sv(text)) != SIZE_MAX;
		str_dispose(&fields);
	}
	str_dispose(&all);
	return n;
}

/* All tables of records/, in order, as text; codes of fields, which depend on what was met first, as names. */
UNUSED_OK static void dump(struct ws *w, struct str *out)
{
	static const char *const queries[] = {
		"SELECT hex(id || '|' || form || '|' || entry_no || '|' || kind || '|' || coalesce(submitted, '-') || "
		"'|' || consent || '|' || staff || '|' ||"
		" coalesce(staff_until, '-') || '|' || held || '|') FROM application ORDER BY id",
		"SELECT rank || '|' || application || '|' || kind || '|' || person || '|' || current || '|' || held || "
		"'|' || member || '|' || has_events || '|' || missing FROM standing ORDER BY rank",
		"SELECT id || '|' || member_no || '|' || listed || '|' || status_ok || '|' || no_date || '|' || "
		"coalesce(paid_through, '-') || '|' || hold FROM "
		"member ORDER BY id",
		"SELECT owner || '|' || field || '|' || value || '|' || kind FROM identity_past ORDER BY owner, field, "
		"value",
		"SELECT application || '|' || n || '|' || day || '|' || event || '|' || coalesce(until, '-') FROM "
		"status_event ORDER BY application, n",
	};
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct stmt *st = store_stmt(w->s, queries[i]);
		while (stmt_step(st) == 1) {
			str_sv(out, stmt_text(st, 0));
			str_putc(out, '\n');
		}
		stmt_reset(st);
		str_puts(out, "--\n");
	}
	unpack(w, "SELECT fields, extra FROM application ORDER BY id", 2, out);
	unpack(w, "SELECT fields, extra FROM member ORDER BY id", 2, out);
}

/* A row of MENTOR_HEADER; the other columns are plain. */
struct row {
	const char *entry, *date, *email, *member, *area, *years, *list, *staff;
};

UNUSED_OK static void add_row(struct str *out, struct row r)
{
	str_printf(out, "%s,%s,Ann,Lee,%s,%s,%s,%s,GCP,,,,,%s,%s,,,,\n", r.entry,
		r.date ? r.date : "2026-01-02 10:00:00", r.email ? r.email : "", r.member ? r.member : "",
		r.area ? r.area : "GLP", r.years ? r.years : "7", r.list ? r.list : "Group", r.staff ? r.staff : "");
}

UNUSED_OK static void write_rows(struct ws *w, const char *name, const struct row *rows, size_t n)
{
	struct str text = STR_INIT;
	str_puts(&text, MENTOR_HEADER);
	for (size_t i = 0; i < n; i++) add_row(&text, rows[i]);
	ws_write(w, name, text.ptr);
	str_dispose(&text);
}
#define ROWS(w, name, ...)                                                                                             \
	write_rows((w), (name), (struct row[]){ __VA_ARGS__ },                                                         \
		sizeof((struct row[]){ __VA_ARGS__ }) / sizeof(struct row))

UNUSED_OK static int64_t number(struct ws *w, const char *sql)
{
	int64_t n = -1;
	assert_int_equal(store_int(w->s, sql, -1, &n), 0);
	return n;
}
#endif
