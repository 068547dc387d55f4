/* convert_support: rows of one small export through a mapping, without a database. The mapping is read from YAML; what a
 * test needs beside it is set by hand. */
#ifndef TESTS_RECORDS_CONVERT_SUPPORT_H
#define TESTS_RECORDS_CONVERT_SUPPORT_H
#include "support.h"
#include "input/csvin.h"
#include "records/convert.h"
#include "records/packed.h"

static const char BASE_YML[] =
	"source: {files: \"*.csv\", form: mentor, kind: mentor, dates: [ymd, mdy]}\n"
	"columns:\n  form_entry_no: No\n  submitted_at: {column: Date, type: date}\n  first_name: First\n  email: "
	"{column: Email, type: email}\n  member_no: Member\n  main_area: {column: Area, vocab: ranges}\n  experience: "
	"{column: Years, band: ranges}\n  qa_years: {column: Years, type: number}\n  profile: Text\n  cv_file: CV\n  "
	"pref_1: Wish\n  hold: {column: Hold, type: yes_no}\n  available_from: {column: From, type: date}\n"
	"  offers: {choices: [A, B], vocab: ticks}\n  needs: {column: Needs, vocab: ticks, list: \",\"}\n";
#define HEADER "No,Date,First,Email,Member,Area,Years,Text,CV,Wish,Hold,From,A,B,Needs\n"

struct job {
	struct arena mem;
	struct diags ds;
	struct vocabs vocabs;
	struct mapping m;
	struct rule *rule;
	struct mapping_form forms[2];
	struct binding b;
	struct converter c;
	struct record r;
	struct field_codes codes;
	const char *society;
	bool bound, quiet;
	size_t rows, refused, again;
	struct str kept, described; /* the fields of all rows, one below the other */
};

UNUSED_OK static void write_file(struct job *j, const char *dir, const char *name, const char *text)
{
	struct str err = STR_INIT;
	assert_int_equal(fs_write_atomic(fs_join(&j->mem, dir, name), sv(text), 0600, &err), 0);
	str_dispose(&err);
}

UNUSED_OK static struct job *job_new(void)
{
	struct job *j = xcalloc(1, sizeof *j);
	struct mappings all;
	struct str err = STR_INIT;
	char root[] = "/tmp/mp-convert-XXXXXX";
	assert_non_null(mkdtemp(root));
	*j = (struct job){ .mem = ARENA_INIT,
		.ds = DIAGS_INIT,
		.r = RECORD_INIT,
		.codes = FIELD_CODES_INIT,
		.kept = STR_INIT,
		.described = STR_INIT };
	const char *v = fs_join(&j->mem, root, "v"), *m = fs_join(&j->mem, root, "m");
	assert_int_equal(fs_mkdirs(v, 0700, &err), 0);
	assert_int_equal(fs_mkdirs(m, 0700, &err), 0);
	write_file(j, v, "ranges.csv",
		"code,label,aliases,sort,from,to\nfew,0 to 2 years,0-2,1,0,3\nsome,3 to 5 years,3-5,2,3,6\nmany,6 and "
		"more,,3,6,\n");
	write_file(j, v, "ticks.csv", "code,label,aliases,sort\na,A,,1\nb,B,,2\nrd,\"R&D, drugs\",R&D,3\n");
	write_file(j, m, "mentor.yml", BASE_YML);
	assert_int_equal(vocab_load_all(&j->vocabs, &j->mem, v, "v", &j->ds), 0);
	assert_int_equal(mapping_load_all(&all, &j->mem, m, "m", &j->vocabs, &j->ds), 0);
	assert_int_equal(fs_remove_tree(root, &err), 0);
	j->m = all.at[0];
	j->rule = ARENA_ARRAY(&j->mem, struct rule, j->m.nrules);
	memcpy(j->rule, j->m.rule, j->m.nrules * sizeof *j->rule);
	j->m.rule = j->rule;
	str_dispose(&err);
	return j;
}

UNUSED_OK static struct rule *rule_of(struct job *j, const char *field)
{
	for (size_t i = 0; i < j->m.nrules; i++)
		if (!strcmp(j->rule[i].field, field)) return &j->rule[i];
	fail_msg("%s", field);
	return NULL;
}

UNUSED_OK static int on_row(void *ctx, const struct csvin_row *row)
{
	struct job *j = ctx;
	if (!j->bound) {
		assert_int_equal(mapping_bind(&j->b, &j->mem, &j->m, row, &j->ds), 0);
		if (j->m.form_header.n) j->b.form_column = row->n - 2;
		converter_init(&j->c, &j->b, j->quiet, &j->mem, &j->ds, j->society, &j->codes);
		j->bound = true;
		return 0;
	}
	j->rows++;
	if (!convert_row(&j->c, row, &j->r)) j->refused++;
	j->again += j->r.again;
	str_sv(&j->kept, sv_of(&j->r.fields));
	str_putc(&j->kept, '\n');
	return 0;
}

UNUSED_OK static void run(struct job *j, const char *header, const char *rows)
{
	struct str text = STR_INIT;
	struct csvin_dialect dialect;
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',', .is_private = true };
	str_printf(&text, "%s%s", header, rows);
	assert_int_equal(csvin_text(sv_of(&text), "e.csv", 1, &options, &dialect, on_row, j, &j->ds), 0);
	if (j->bound) {
		converter_describe(&j->c, &j->described);
		converter_dispose(&j->c);
	}
	str_dispose(&text);
}

UNUSED_OK static void job_free(struct job *j)
{
	record_dispose(&j->r);
	field_codes_dispose(&j->codes);
	diags_dispose(&j->ds);
	arena_dispose(&j->mem);
	str_dispose(&j->kept);
	str_dispose(&j->described);
	free(j);
}

/* One row of HEADER, most cells plain. */
struct plain {
	const char *no, *date, *first, *email, *member, *area, *years, *text, *cv, *wish, *hold, *from, *a, *b, *needs;
};

UNUSED_OK static void put_cell(struct str *out, const char *value, const char *usual)
{
	const char *v = value ? value : usual;
	str_putc(out, '"');
	for (; *v; v++) {
		if (*v == '"') str_putc(out, '"');
		str_putc(out, *v);
	}
	str_puts(out, "\",");
}

UNUSED_OK static void put_row(struct str *out, struct plain p)
{
	put_cell(out, p.no, "1");
	put_cell(out, p.date, "2026-01-02 10:00:00");
	put_cell(out, p.first, "Ann");
	put_cell(out, p.email, "ann@example.org");
	put_cell(out, p.member, "1234");
	put_cell(out, p.area, "some");
	put_cell(out, p.years, "4");
	put_cell(out, p.text, "");
	put_cell(out, p.cv, "cv.pdf");
	put_cell(out, p.wish, "");
	put_cell(out, p.hold, "");
	put_cell(out, p.from, "");
	put_cell(out, p.a, "");
	put_cell(out, p.b, "");
	put_cell(out, p.needs, "");
	str_truncate(out, out->len - 1);
	str_puts(out, "\n");
}

UNUSED_OK static void run_rows(struct job *j, const struct plain *rows, size_t n)
{
	struct str text = STR_INIT;
	for (size_t i = 0; i < n; i++) put_row(&text, rows[i]);
	run(j, HEADER, text.ptr);
	str_dispose(&text);
}
#define RUN(j, ...)                                                                                                    \
	run_rows((j), (struct plain[]){ __VA_ARGS__ }, sizeof((struct plain[]){ __VA_ARGS__ }) / sizeof(struct plain))

UNUSED_OK static struct sv value(struct job *j, const char *field)
{
	return field_value(&j->codes, sv_of(&j->r.fields), field);
}

/* Among the ignored values, under that header? */
UNUSED_OK static bool kept_beside(struct job *j, const char *header, const char *text)
{
	return packed_has(sv_of(&j->r.extra), field_code_of(&j->codes, header), sv(text));
}

#define assert_value(j, field, want)                                                                                   \
	do {                                                                                                           \
		if (!sv_is(value((j), (field)), (want)))                                                               \
			fail_msg("%s is \"%.*s\"", (field), SV_ARG(value((j), (field))));                              \
	} while (0)
#endif
