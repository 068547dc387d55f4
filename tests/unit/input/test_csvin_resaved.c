/* Tests of our own tables after a spreadsheet has opened and saved them. The spreadsheet is simulated by its known habits
 * in an English and a German setting: encoding, delimiter, quotes only where needed, dates of the country, long numbers as
 * exponents, zeros lost, empty columns added at the right and empty cells dropped there. */
#include "csvin_support.h"
#include "base/csvout.h"

struct setting {
	const char *name;
	bool german, mark, drop_tail, add_columns, apostrophe_lost;
};

static bool digits_only(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return v.n > 0;
}

/* What the program makes of a cell it has read and writes back. */
static void converted(struct str *out, struct sv v, const struct setting *s)
{
	date_t day = date_parse(v);
	int y, m, d;
	if (day != DATE_NONE) {
		date_parts(day, &y, &m, &d);
		if (s->german)
			str_printf(out, "%02d.%02d.%04d", d, m, y);
		else
			str_printf(out, "%d/%d/%04d", m, d, y);
	} else if (digits_only(v) && v.n > 11) {
		str_printf(out, "%c%c%.5sE+%zu", v.p[0], s->german ? ',' : '.', v.p + 1, v.n - 1);
	} else if (digits_only(v)) {
		while (v.n > 1 && v.p[0] == '0') v = sv_sub(v, 1, v.n);
		str_sv(out, v);
	} else if (v.n && v.p[0] == '=') {
		str_puts(out, "#NAME?"); /* run as a formula */
	} else {
		if (s->apostrophe_lost && v.n > 1 && v.p[0] == '\'') v = sv_sub(v, 1, v.n);
		str_sv(out, v);
	}
}

static void saved_cell(struct str *out, struct sv v, const struct setting *s)
{
	struct str text = STR_INIT;
	converted(&text, v, s);
	if (!text.ptr[strcspn(text.ptr, s->german ? ";\"\n" : ",\"\n")]) {
		str_sv(out, sv_of(&text));
	} else {
		str_putc(out, '"');
		for (const char *p = text.ptr; *p; p++) {
			if (*p == '"') str_putc(out, '"');
			str_putc(out, *p);
		}
		str_putc(out, '"');
	}
	str_dispose(&text);
}

struct saver {
	struct str *out;
	const struct setting *s;
};

static int save_row(void *ctx, const struct csvin_row *row)
{
	struct saver *v = ctx;
	size_t n = row->n;
	while (v->s->drop_tail && n > 1 && row->cell[n - 1].n == 0) n--;
	for (size_t i = 0; i < n; i++) {
		if (i) str_putc(v->out, v->s->german ? ';' : ',');
		saved_cell(v->out, row->cell[i], v->s);
	}
	if (v->s->add_columns) str_puts(v->out, v->s->german ? ";;" : ",,");
	str_puts(v->out, "\r\n");
	return 0;
}

static void save_again(struct str *out, struct sv csv, const struct setting *s)
{
	struct diags ds = DIAGS_INIT;
	struct csvin_dialect dialect;
	struct csvin_options o = { .delimiter = ',' };
	struct saver v = { out, s };
	if (s->mark) str_puts(out, "\xEF\xBB\xBF");
	assert_int_equal(csvin_text(csv, "own.csv", 1, &o, &dialect, save_row, &v, &ds), 0);
	diags_dispose(&ds);
}

struct loaded {
	struct csvin_table table;
	struct arena mem;
	struct diags ds;
	int code;
};

static struct loaded load(struct sv text, const char *const *columns, size_t n, size_t required)
{
	struct loaded l = { .mem = ARENA_INIT, .ds = DIAGS_INIT };
	char path[32];
	close(write_temp(path, text));
	l.code = csvin_table(&l.table, &l.mem, path, "records/own.csv", columns, n, required, true, &l.ds);
	unlink(path);
	return l;
}

static void unload(struct loaded *l)
{
	arena_dispose(&l->mem);
	diags_dispose(&l->ds);
}

#define MAX_COLUMNS 11
struct file {
	const char *name;
	size_t n, required;
	const char *columns[MAX_COLUMNS], *rows[3][MAX_COLUMNS];
	const char *kinds; /* a letter a column: t text that must stay, c cell, d date */
};

static const struct file files[] = {
	{ "status_events.csv", 11, 5,
		{ "event_id", "form", "form_entry_no", "date", "event", "until", "reason_code", "note", "requested_by",
			"recorded_by", "recorded_at" },
		{ { "2026-03-14-1", "mentor", "10412", "2026-03-14", "pause", "2026-09-30", "", "=1+1; then 3-5",
			  "Ada O'Brien-\xC5\x81ukasz", "headquarters", "2026-03-15" },
			{ "2026-12-31-2", "mentor", "00123", "2026-12-31", "resume", "", "", "3-5", "", "", "" },
			{ "2026-01-25-3", "peer", "123456789012345678", "2026-01-25", "withdraw", "", "",
				"- tired\n- moved", "", "office", "2026-01-26" } },
		"cctdcdctccd" },
	{ "people.csv", 8, 5, { "action", "form_a", "entry_a", "form_b", "entry_b", "reason", "by", "on" },
		{ { "same", "mentor", "007", "mentee", "2/3", "wrote so; \"twice\"", "office", "2026-03-14" },
			{ "split", "mentor", "1E5", "mentor", "12", "@home", "", "2026-05-20" },
			{ "same", "mentor", "1", "peer", "MAR-1", "", "", "" } },
		"cctctccd" },
	{ "reviews.csv", 6, 2, { "digest", "decision", "masked", "by", "on", "note" },
		{ { "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "mask",
			  "+ 10 years\nof [place]", "office", "2026-03-14", "" },
			{ "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "accept", "", "office",
				"2026-10-30", "'= seen" },
			{ "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13", "hold", "", "", "",
				"" } },
		"cccccc" },
	{ "entry-ids.csv", 5, 3, { "entry_id", "form_entry_no", "name", "listed", "since" },
		{ { "7KQ-3XHM", "10412", "=Zo\xC3\xAB", "group", "2026-03-14" },
			{ "MRZ-8D2K", "000042", "O'Brien-\xC5\x81ukasz", "profile", "2026-10-31" },
			{ "222-3456", "10413", "'t Hooft", "paused", "" } },
		"cttcd" },
};

static void write_file(struct str *out, const struct file *f)
{
	csvout_row(out, f->columns, f->n);
	for (size_t i = 0; i < 3; i++) {
		for (size_t k = 0; k < f->n; k++) {
			if (f->kinds[k] == 't')
				csvout_text(out, sv(f->rows[i][k]));
			else
				csvout_cell(out, sv(f->rows[i][k]));
		}
		csvout_end(out);
	}
}

static void same_cell(const struct file *f, const struct setting *s, struct loaded *l, size_t i, size_t k)
{
	struct sv got = l->table.cells[i * f->n + k];
	const char *want = f->rows[i][k];
	struct str squeezed = STR_INIT;
	for (const char *p = want; *p; p++) str_putc(&squeezed, *p == '\n' ? ' ' : *p);
	if (f->kinds[k] == 'd') {
		date_t day = csvin_table_date(got, l->table.places[i * f->n + k], "R061", "date", &l->ds);
		assert_int_equal(day, date_parse(sv(want)));
	} else if (date_parse(sv(want)) == DATE_NONE && !sv_eq(got, sv_of(&squeezed))) {
		fail_msg("%s, %s, row %zu, %s: \"%.*s\"", f->name, s->name, i, f->columns[k], SV_ARG(got));
	}
	str_dispose(&squeezed);
}

static void our_files_come_back(void **state)
{
	(void)state;
	static const struct setting settings[] = {
		{ "English, UTF-8", false, true, false, false, false },
		{ "English, empty cells dropped", false, true, true, false, false },
		{ "English, columns added", false, false, false, true, false },
		{ "German, semicolons", true, true, false, false, false },
		{ "German, columns added, cells dropped", true, true, false, true, false },
		{ "German, no mark", true, false, true, false, false },
		{ "apostrophes lost on saving", false, true, false, false, true },
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		for (size_t k = 0; k < sizeof settings / sizeof *settings; k++) {
			const struct file *f = &files[i];
			struct str text = STR_INIT, again = STR_INIT;
			write_file(&text, f);
			save_again(&again, sv_of(&text), &settings[k]);
			struct loaded l = load(sv_of(&again), f->columns, f->n, f->required);
			if (l.code) diags_print(&l.ds, stderr);
			assert_int_equal(l.code, 0);
			assert_int_equal(l.table.rows, 3);
			for (size_t r = 0; r < 3; r++)
				for (size_t c = 0; c < f->n; c++)
					/* "'= seen" is what the guard looks like when one is lost. */
					if (!settings[k].apostrophe_lost || f->rows[r][c][0] != '\'')
						same_cell(f, &settings[k], &l, r, c);
			assert_int_equal(l.ds.errors, 0);
			assert_int_equal(l.ds.warnings, 1); /* dates, told once */
			assert_string_equal(l.ds.at[0].code, "B127");
			says(l.ds.at[0].text, settings[k].german ? "day.month.year" : "month/day/year");
			unload(&l);
			str_dispose(&text);
			str_dispose(&again);
		}
	}
}

/* As we wrote it, without a spreadsheet between, everything is as it was and nothing is said. */
static void unopened_files_bring_no_word(void **state)
{
	(void)state;
	static const struct setting none = { .name = "as written" };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct str text = STR_INIT;
		write_file(&text, &files[i]);
		struct loaded l = load(sv_of(&text), files[i].columns, files[i].n, files[i].required);
		assert_int_equal(l.code, 0);
		for (size_t r = 0; r < 3; r++)
			for (size_t c = 0; c < files[i].n; c++) same_cell(&files[i], &none, &l, r, c);
		assert_int_equal(l.ds.n, 0);
		unload(&l);
		str_dispose(&text);
	}
}

static void day_is(const char *cell, const char *iso, const char *words)
{
	struct diags ds = DIAGS_INIT;
	date_t day = csvin_table_date(sv(cell), (struct place){ "x.csv", 2, 3 }, "R061", "until", &ds);
	assert_string_equal(date_iso(day).z, iso);
	assert_int_equal(ds.errors, words ? 1 : 0);
	if (words) {
		assert_string_equal(ds.at[0].code, "R061");
		says(ds.at[0].text, words);
	}
	diags_dispose(&ds);
}

static void dates_are_read_or_refused(void **state)
{
	(void)state;
	day_is("", "", NULL);
	day_is("2026-03-14", "2026-03-14", NULL);
	day_is("2026-03-14 00:00:00", "2026-03-14", NULL);
	day_is("2026/3/14", "2026-03-14", NULL);
	day_is("14.03.2026", "2026-03-14", NULL);
	day_is("4.3.2026", "2026-03-04", NULL); /* points are day first everywhere */
	day_is("3/14/2026", "2026-03-14", NULL);
	day_is("3/14/2026 0:00", "2026-03-14", NULL);
	day_is("14/3/2026", "2026-03-14", NULL);
	day_is("3/3/2026", "2026-03-03", NULL);
	day_is("3/4/2026", "", "two ways");
	day_is("12-11-2026", "", "two ways");
	day_is("46095", "", "number of a day");
	day_is("03/14/26", "", "two digits");
	day_is("14.03.26", "", "two digits");
	day_is("13/13/2026", "", "is not a date");
	day_is("31.02.2026", "", "is not a date");
	day_is("2/29/2026", "", "is not a date");
	day_is("3/14/2026 8:30", "", "is not a date");
	day_is("soon", "", "is not a date");
}

/* The first days of a month, saved by an English program, are not guessed. */
static void doubtful_days_name_their_cell(void **state)
{
	(void)state;
	static const struct setting english = { .name = "English", .mark = true };
	static const char *const columns[] = { "event", "until" };
	struct str again = STR_INIT;
	save_again(&again, sv("event,until\npause,2026-09-01\n"), &english);
	struct loaded l = load(sv_of(&again), columns, 2, 2);
	assert_int_equal(l.code, 0);
	assert_int_equal(csvin_table_date(l.table.cells[1], l.table.places[1], "R061", "until", &l.ds), DATE_NONE);
	assert_int_equal(l.ds.errors, 1);
	assert_int_equal(l.ds.at[1].at.line, 2);
	assert_int_equal(l.ds.at[1].at.col, 7);
	says(l.ds.at[1].help, "a spreadsheet has saved this file");
	unload(&l);
	str_dispose(&again);
}

static void destroyed_cells_are_errors(void **state)
{
	(void)state;
	static const char *const columns[] = { "a", "b" };
	struct loaded l = load(sv("a,b\n#NAME?,1.23457E+17\n\"1,2E+05\",#BEZUG!\nE+17,1E5\n"), columns, 2, 2);
	assert_int_equal(l.code, -1);
	assert_int_equal(l.ds.errors, 4);
	for (size_t i = 0; i < 4; i++) assert_string_equal(l.ds.at[i].code, "B128");
	says(l.ds.at[0].text, "#NAME?");
	says(l.ds.at[1].text, "digits are lost");
	unload(&l);
}

static void columns_without_a_name(void **state)
{
	(void)state;
	static const char *const columns[] = { "a", "b", "c" };
	struct loaded l = load(sv("a,b,,\n1,2,,\n3,4,,x\n5\n6,7,,,,\n"), columns, 3, 1);
	assert_int_equal(l.code, -1);
	assert_int_equal(l.ds.errors, 1);
	assert_string_equal(l.ds.at[0].code, "B114");
	assert_int_equal(l.ds.at[0].at.line, 3);
	says(l.ds.at[0].text, "below no column name");
	assert_int_equal(l.table.rows, 4);
	unload(&l);
	/* Between two names it is still an error. */
	l = load(sv("a,,b\n1,,2\n"), columns, 3, 1);
	assert_int_equal(l.code, -1);
	assert_string_equal(l.ds.at[0].code, "B111");
	unload(&l);
}

static void comments_saved_by_a_spreadsheet(void **state)
{
	(void)state;
	static const char *const columns[] = { "a", "b" };
	struct loaded l = load(sv("\xEF\xBB\xBF\"# say \"\"a\"\"\";\r\n# more;\r\na;b\r\n1;2\r\n"), columns, 2, 2);
	assert_int_equal(l.code, 0);
	assert_int_equal(l.table.rows, 1);
	assert_int_equal(l.table.places[0].line, 4);
	unload(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_files_come_back),
		cmocka_unit_test(unopened_files_bring_no_word),
		cmocka_unit_test(dates_are_read_or_refused),
		cmocka_unit_test(doubtful_days_name_their_cell),
		cmocka_unit_test(destroyed_cells_are_errors),
		cmocka_unit_test(columns_without_a_name),
		cmocka_unit_test(comments_saved_by_a_spreadsheet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
