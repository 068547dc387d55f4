/* test_certificate: the words, the paper, and a register in which a number stands for one paper for ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "programme/certificate.h"
#include "programme/schema.h"
#include "store/audit.h"

static const char template[] =
	"{{! note }}\nsociety: {{society}}\ntitle: Certificate\nrole: "
	"{{#mentor}}Mentor{{/mentor}}{{#mentee}}Mentee{{/mentee}}"
	"{{#peer}}Peer Partner{{/peer}}\ntext: from {{received}} to {{concluded}}\nissued: {{issued}}{{#replacement}}, "
	"in place "
	"of {{replaces}}{{/replacement}}\nnumber: No. {{number}}\nsignatory: {{signatory}}\noffice: {{office}}\n";

static struct certificate_facts facts(void)
{
	return (struct certificate_facts){ "Q & A <Society>", "Program", "Committee", "mentor", "MP-2026-0007",
		"Jane Example", "Chair", "", date_civil(2026, 4, 12), date_civil(2026, 10, 10),
		date_civil(2026, 11, 2) };
}

static void words_come_back_as_they_were_written(void **state)
{
	struct diags ds = DIAGS_INIT;
	struct str words = STR_INIT;
	struct certificate_wording *w = NULL;
	struct certificate_text t;
	struct certificate_facts f = facts();
	(void)state;
	assert_int_equal(certificate_wording_from(&w, template, &ds), 0);
	assert_int_equal(certificate_words_make(&words, w, &f, &ds), 0);
	assert_int_equal(certificate_words_read(&t, sv_of(&words), &ds), 0);
	assert_true(sv_is(t.society, "Q & A <Society>"));
	assert_true(sv_is(t.role, "Mentor"));
	assert_true(sv_is(t.text[0], "from April 12, 2026 to October 10, 2026"));
	assert_true(sv_is(t.issued, "November 2, 2026"));
	f.replaces = "MP-2026-0003";
	f.role = "peer";
	str_clear(&words);
	assert_int_equal(certificate_words_make(&words, w, &f, &ds), 0);
	certificate_words_read(&t, sv_of(&words), &ds);
	assert_true(sv_is(t.issued, "November 2, 2026, in place of MP-2026-0003"));
	assert_true(sv_is(t.role, "Peer Partner"));
	assert_int_equal(ds.errors, 0);
	certificate_wording_free(w);
	str_dispose(&words);
	diags_dispose(&ds);
}

static void what_is_wrong_with_words_is_told(void **state)
{
	static const char *const bad[] = { "title: x\n", /* most is missing */
		"title: a\nrole: b\nnumber: c\nissued: d\nsignatory: e\nsubtitle: f\n",
		"title: a\nrole: b\nnumber: c\nissued: d\nsignatory: e\nfree text\n",
		"title: a\ntitle: b\nrole: b\nnumber: c\nissued: d\nsignatory: e\n",
		"title: a\nrole: b\nnumber: c\nissued: d\nsignatory: e\ntext: 1\ntext: 2\ntext: 3\ntext: 4\n" };
	struct certificate_text t;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct diags ds = DIAGS_INIT;
		assert_int_equal(certificate_words_read(&t, sv(bad[i]), &ds), -1);
		assert_string_equal(ds.at[0].code, "M122");
		diags_dispose(&ds);
	}
}

/* ---- paper */

static void draw(struct str *out, struct paper_fonts *f, const char *name, enum paper_size size, size_t *missing)
{
	struct certificate_text t = { .society = sv("Society"),
		.title = sv("Certificate"),
		.role = sv("Mentor"),
		.text = { sv("took part") },
		.issued = sv("today"),
		.number = sv("No. 1"),
		.signatory = sv("Jane Example"),
		.ntext = 1 };
	struct str err = STR_INIT;
	assert_int_equal(
		certificate_draw(out, f, &t, sv(name), "Program", date_civil(2026, 11, 2), size, missing, &err), 0);
	str_dispose(&err);
}

static void every_script_has_its_letters_and_the_same_bytes(void **state)
{
	static const char *const names[] = { "Łukasz Wiśniewski", "Đặng Thị Ngọc", "Ελένη Παπαδοπούλου", "山田 太郎",
		"محمد عبد الله", "Иван Петров", "שלום", "Z\xcc\x88o\xcc\x88" };
	struct paper_fonts *f = paper_fonts_new();
	struct str first = STR_INIT, second = STR_INIT;
	size_t missing = 0;
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct paper_fonts *fresh = paper_fonts_new();
		str_clear(&first);
		str_clear(&second);
		draw(&first, f, names[i], PAPER_LETTER, &missing);
		assert_int_equal(missing, 0);
		draw(&second, fresh, names[i], PAPER_LETTER, &missing); /* without the papers before it */
		assert_true(sv_eq(sv_of(&first), sv_of(&second)));
		paper_fonts_free(fresh);
	}
	draw(&first, f, "A \xf0\x93\x83\x80", PAPER_A4, &missing);
	assert_int_equal(missing, 1);
	str_dispose(&first);
	str_dispose(&second);
	paper_fonts_free(f);
}

static void long_texts_shrink_break_and_are_cut(void **state)
{
	struct paper_fonts *f = paper_fonts_new();
	const struct paper_about about = { "t", "a", "s", date_civil(2026, 1, 1) };
	struct paper *p = paper_begin(f, PAPER_A4, true, &about);
	const struct paper_type big = { .size = 36 }, line = { .size = 9, .sans = true };
	struct str out = STR_INIT, err = STR_INIT;
	size_t shown = 0;
	(void)state;
	assert_true(paper_text_fit(p, &big, 22, 600, sv("Ann Lee")) == 36);
	double fits = paper_text_fit(p, &big, 22, 600, sv("Maria Magdalena Konstantinopolitanska-Featherstone"));
	assert_true(fits < 36 && fits > 22);
	assert_true(paper_text_fit(p, &big, 22, 100, sv("Maria Magdalena Konstantinopolitanska-Featherstone")) == 22);
	assert_true(paper_line(p, &line, 0, 0, 50, sv("far too long for fifty points")) <= 50);
	assert_int_equal(paper_break(p, &line, 50, sv("two words and more"), &shown),
		10); /* the blank goes with the line it ends */
	assert_int_equal(shown, 9);
	assert_int_equal(paper_break(p, &line, 1, sv("é"), &shown), 2); /* a letter is never broken */
	double wide = paper_line_width(p, &line, sv("Fit – 81"));
	assert_true(wide > 20 && wide < 60);
	paper_end(p, &out, &err);
	str_dispose(&out);
	str_dispose(&err);
	paper_fonts_free(f);
}

/* ---- the register */

static struct store *s;
static char folder[] = "/tmp/mp-certificate-XXXXXX";
static struct partnership pair[3];

static int open_register(void **state)
{
	struct str err = STR_INIT;
	(void)state;
	memcpy(folder, "/tmp/mp-certificate-XXXXXX", sizeof folder);
	assert_non_null(mkdtemp(folder));
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(programme_migrate(s), 0);
	assert_int_equal(audit_migrate(s), 0);
	for (int i = 0; i < 3; i++) pair[i] = (struct partnership){ .id = i + 1, .number = "P-0001" };
	str_dispose(&err);
	return 0;
}

static int close_register(void **state)
{
	struct str err = STR_INIT;
	(void)state;
	store_close(s);
	fs_remove_tree(folder, &err);
	str_dispose(&err);
	return 0;
}

struct office {
	struct run run;
	struct rules rules;
	struct settings settings;
	struct diags ds;
	struct arena mem;
	struct certificate_job job;
	struct certificates all;
};

static void open_office(struct office *o, const char *day)
{
	struct certificate_wording *w = NULL;
	*o = (struct office){ .run = { .as_of = date_parse(sv(day)), .workspace = folder, .role = "headquarters" },
		.rules = { .signatory = "Jane Example", .certificate_prefix = "MP" },
		.settings = { .society = "Society", .programme = "Program", .committee = "Committee" },
		.ds = DIAGS_INIT,
		.mem = ARENA_INIT };
	assert_int_equal(certificate_wording_from(&w, template, &o->ds), 0);
	o->job = (struct certificate_job){ s, &o->run, &o->rules, &o->settings, paper_fonts_new(), w, "Chair",
		{ false, true }, &o->ds, { 0, 0, 0, 0, 0 } };
	assert_int_equal(certificates_read(&o->all, &o->mem, s), 0);
}

static void close_office(struct office *o)
{
	certificates_dispose(&o->all);
	paper_fonts_free(o->job.fonts);
	certificate_wording_free((struct certificate_wording *)o->job.wording);
	diags_dispose(&o->ds);
	arena_dispose(&o->mem);
}

static struct certificate_candidate somebody(const struct office *o, int n, const char *name)
{
	return (struct certificate_candidate){ .partnership = &pair[n],
		.side = SIDE_A,
		.application = 100 + n,
		.role = "mentor",
		.form = "mentor",
		.entry_no = "1",
		.entry_id = "",
		.name = sv(name),
		.from = date_civil(2026, 4, 12),
		.until = date_civil(2026, 10, 10),
		.has = certificate_of(&o->all, n + 1, 100 + n) };
}

static void issue(struct office *o, const char *const name[3])
{
	struct certificate_candidate c[3];
	const struct certificate_candidate *at[3];
	for (int i = 0; i < 3; i++) {
		c[i] = somebody(o, i, name[i]);
		at[i] = &c[i];
	}
	assert_int_equal(certificates_issue(&o->job, at, 3), 0);
}

static bool there(const struct office *o, const char *number)
{
	const struct certificate *c = certificate_find(&o->all, sv(number));
	struct arena mem = ARENA_INIT;
	bool is = c && fs_exists(fs_join(&mem, folder, certificate_file(&mem, c, PAPER_LETTER)));
	arena_dispose(&mem);
	return is;
}

static void a_number_is_given_once(void **state)
{
	static const char *const names[3] = { "Ann", "Bob \xf0\x93\x83\x80", "Cyd" };
	static const int64_t erased[] = { 102 };
	struct office o;
	(void)state;
	open_office(&o, "2026-11-02");
	issue(&o, names);
	assert_int_equal(o.job.done.issued, 2);
	assert_int_equal(o.job.done.failed, 1); /* a letter without a font takes no number */
	assert_string_equal(o.ds.at[0].code, "M123");
	close_office(&o);

	open_office(&o, "2026-12-31");
	assert_int_equal(o.all.v.n, 2);
	assert_string_equal(o.all.v.at[1].number, "MP-2026-0002");
	assert_true(there(&o, "mp-2026-0002"));
	issue(&o, (const char *const[3]){ "Ann", "Bob", "Cyd" });
	assert_int_equal(o.job.done.issued, 1);
	assert_int_equal(o.job.done.there, 2);
	close_office(&o);

	/* Who is erased leaves no number to be given again. */
	struct str err = STR_INIT;
	assert_int_equal(certificates_erase_files(s, folder, erased, 1, &err), 0);
	str_dispose(&err);
	open_office(&o, "2026-12-31");
	assert_true(!there(&o, "MP-2026-0002") && there(&o, "MP-2026-0001"));
	close_office(&o);
	assert_int_equal(programme_erase(s, erased, 1), 0);
	open_office(&o, "2026-12-31");
	assert_null(certificate_find(&o.all, sv("MP-2026-0002")));
	issue(&o, (const char *const[3]){ "Ann", "Bob", "Dee" });
	close_office(&o);
	open_office(&o, "2027-01-01");
	assert_string_equal(o.all.v.at[2].number, "MP-2026-0004");
	date_t day = DATE_NONE;
	assert_int_equal(certificate_erased_on(s, sv("mp-2026-0002"), &day), 0);
	assert_int_equal(day, date_civil(2026, 11, 2));
	certificate_erased_on(s, sv("MP-2026-0099"), &day);
	assert_int_equal(day, DATE_NONE);
	close_office(&o);
}

static void a_replacement_takes_the_place(void **state)
{
	struct office o;
	const char *number = NULL;
	(void)state;
	open_office(&o, "2026-11-02");
	issue(&o, (const char *const[3]){ "Ann", "Bob", "Cyd" });
	close_office(&o);
	for (int i = 1; i <= 2; i++) {
		open_office(&o, "2027-02-01");
		struct certificate_candidate c = somebody(&o, 0, "Ann Married");
		assert_int_equal(certificate_reissue(&o.job, &o.mem, &c, "name", &number), 0);
		assert_string_equal(number, i == 1 ? "MP-2026-0001-R1" : "MP-2026-0001-R2");
		close_office(&o);
	}
	open_office(&o, "2027-02-01");
	assert_string_equal(certificate_find(&o.all, sv("MP-2026-0001"))->replaced_by, "MP-2026-0001-R1");
	assert_string_equal(certificate_find(&o.all, sv("MP-2026-0001-R1"))->replaced_by, "MP-2026-0001-R2");
	assert_string_equal(certificate_of(&o.all, 1, 100)->number, "MP-2026-0001-R2");
	assert_true(there(&o, "MP-2026-0001-R1"));
	assert_int_equal(certificate_find(&o.all, sv("MP-2026-0001-R2"))->reissue_of,
		certificate_find(&o.all, sv("MP-2026-0001"))->id);
	close_office(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_come_back_as_they_were_written),
		cmocka_unit_test(what_is_wrong_with_words_is_told),
		cmocka_unit_test(every_script_has_its_letters_and_the_same_bytes),
		cmocka_unit_test(long_texts_shrink_break_and_are_cut),
		cmocka_unit_test_setup_teardown(a_number_is_given_once, open_register, close_register),
		cmocka_unit_test_setup_teardown(a_replacement_takes_the_place, open_register, close_register),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
