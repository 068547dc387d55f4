/* Tests of the mapping language: what each key means for a file's header, and every misuse with its exact place. */
#include "support.h"
#include "records/mapping.h"

#define SOURCE "source: {files: \"*mentor*.csv\", form: mentor, kind: mentor}\ncolumns:\n"
#define NEEDED "  form_entry_no: Entry Id\n  submitted_at: Entry Date\n  email: Email\n"
#define HEAD "Entry Id,Entry Date,Email,"

/* One mapping, and what binding it to a header gave. */
struct bound {
	struct ws *w;
	struct mappings mappings;
	const struct mapping *m;
	struct binding b;
	int result;
};

static int bind_header(void *ctx, const struct csvin_row *row)
{
	struct bound *x = ctx;
	x->result = mapping_bind(&x->b, &x->w->mem, x->m, row, &x->w->ds);
	return 1;
}

static void load(struct bound *x, const char *yaml)
{
	*x = (struct bound){ .w = ws_new(), .result = -2 };
	ws_write(x->w, "m/mentor.yml", yaml);
	assert_int_equal(
		vocab_load_all(&x->w->vocabs, &x->w->mem, fs_join(&x->w->mem, x->w->root, "v"), "v", &x->w->ds), 0);
	mapping_load_all(&x->mappings, &x->w->mem, fs_join(&x->w->mem, x->w->root, "m"), "m", &x->w->vocabs, &x->w->ds);
	assert_int_equal(x->mappings.n, 1);
	x->m = &x->mappings.at[0];
}

static void load_bind(struct bound *x, const char *yaml, const char *header)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	load(x, yaml);
	if (x->w->ds.errors) diags_print(&x->w->ds, stderr);
	assert_int_equal(x->w->ds.errors, 0);
	csvin_text(sv(header), "e.csv", 1, &options, &dialect, bind_header, x, &x->w->ds);
	assert_int_not_equal(x->result, -2);
}

/* Takes the ^ that marks the place out of a text. */
static struct sv unmarked(struct ws *w, const char *marked, unsigned *line, unsigned *col)
{
	const char *mark = strchr(marked, '^');
	struct str text = STR_INIT;
	if (!mark) return sv(marked);
	*line = *col = 1;
	for (const char *c = marked; c < mark; c++) {
		*col = *c == '\n' ? 1 : *col + 1;
		*line += *c == '\n';
	}
	str_sv(&text, sv_n(marked, (size_t)(mark - marked)));
	str_puts(&text, mark + 1);
	struct sv result = arena_sv(&w->mem, sv_of(&text));
	str_dispose(&text);
	return result;
}

/* The one error of this mapping stands at the ^. */
static void wrong(const char *marked, const char *code)
{
	struct bound x;
	struct ws *w = ws_new();
	unsigned line = 0, col = 0;
	struct sv yaml = unmarked(w, marked, &line, &col);
	load(&x, yaml.p);
	assert_non_null(found(&x.w->ds, code, "m/mentor.yml", line, col));
	if (x.w->ds.errors != 1) diags_print(&x.w->ds, stderr);
	assert_int_equal(x.w->ds.errors, 1);
	ws_free(x.w);
	ws_free(w);
}

/* The one error of this line and this header stands at the ^ in either of them, or where the header begins. */
static void misfit(const char *rule, const char *header, const char *code)
{
	struct bound x;
	struct ws *w = ws_new();
	unsigned line = 1, col = 1;
	const char *file = strchr(rule, '^') ? "m/mentor.yml" : "e.csv";
	struct sv yaml = unmarked(w, arena_printf(&w->mem, SOURCE NEEDED "%s\n", rule), &line, &col);
	struct sv text = unmarked(w, arena_printf(&w->mem, HEAD "%s\n", header), &line, &col);
	load_bind(&x, yaml.p, text.p);
	assert_int_equal(x.result, -1);
	assert_non_null(found(&x.w->ds, code, file, line, col));
	assert_int_equal(x.w->ds.errors, 1);
	ws_free(x.w);
	ws_free(w);
}

/* The columns that feed the field, from 1, and the codes they stand for: "4=gcp 6=glp". */
static void feeds(const char *rule, const char *header, const char *field, const char *want)
{
	struct bound x;
	struct str yaml = STR_INIT, text = STR_INIT, got = STR_INIT;
	str_printf(&yaml, SOURCE NEEDED "%s\n", rule);
	str_printf(&text, HEAD "%s\n", header);
	load_bind(&x, yaml.ptr, text.ptr);
	if (x.result) diags_print(&x.w->ds, stderr);
	assert_int_equal(x.result, 0);
	const struct rule *r = mapping_rule(x.m, field);
	const struct bound_rule *b = &x.b.rule[r - x.m->rule];
	for (size_t i = 0; i < b->n; i++) {
		str_printf(&got, "%s%zu", i ? " " : "", b->at[i].column + 1);
		if (r->type == RULE_TICKS) str_printf(&got, "=%.*s", SV_ARG(r->vocab->value[b->at[i].value].code));
	}
	assert_string_equal(got.ptr, want);
	str_dispose(&yaml);
	str_dispose(&text);
	str_dispose(&got);
	ws_free(x.w);
}

static void a_column_says_the_form(void **state)
{
	(void)state;
	struct bound x;
	load_bind(&x,
		"source: {files: \"*.csv\", form: {column: Form, kinds: {Peer partner: peer, mentor: mentor, \"Mentor "
		"2\": "
		"mentor}}}\ncolumns:\n" NEEDED,
		"Email,FORM,Entry Id,Entry Date\n");
	assert_int_equal(x.result, 0);
	assert_int_equal(x.b.form_column, 1);
	assert_string_equal(x.m->form, "");
	assert_string_equal(x.m->kind_word, "mentor, peer");
	assert_int_equal(x.m->nforms, 3);
	assert_string_equal(x.m->forms[0].code, "Mentor 2");
	assert_string_equal(x.m->forms[1].code, "Peer partner");
	assert_string_equal(x.m->forms[2].code, "mentor");
	assert_true(sv_is(x.m->forms[1].text, "peer partner"));
	assert_int_equal(x.m->forms[1].kind, KIND_PEER);
	assert_true(sv_is(x.m->form_header, "Form"));
	ws_free(x.w);
	load_bind(&x, SOURCE NEEDED, HEAD "\n");
	assert_int_equal(x.m->nforms, 1);
	assert_int_equal(x.m->forms[0].text.n, 0);
	assert_string_equal(x.m->forms[0].code, "mentor");
	assert_true(x.b.form_column == SIZE_MAX);
	ws_free(x.w);
}

static void a_missing_form_column_is_told(void **state)
{
	(void)state;
	struct bound x;
	load_bind(&x, "source: {files: \"*.csv\", form: {column: Form, kinds: {a: mentor}}}\ncolumns:\n" NEEDED,
		HEAD "Forms\n");
	assert_int_equal(x.result, -1);
	const struct diag *d = found(&x.w->ds, "R011", "e.csv", 1, 1);
	assert_non_null(d);
	assert_non_null(strstr(d->help, "\"Forms\""));
	ws_free(x.w);
}

static void the_source_is_read_whole(void **state)
{
	(void)state;
	struct bound x;
	load(&x, "source:\n  files: \"*.csv\"\n  form: f\n  kind: evaluation\n  encoding: macroman\n  dates: [serial, "
		 "dmy]\n"
		 "  timezone: -05:00\n  missing: pause\n  skip when: {State: [Spam, \"\"], Test: \"1\"}\n"
		 "columns:\n" NEEDED "  partnership_id: P\n");
	assert_int_equal(x.w->ds.errors, 0);
	assert_int_equal(x.m->kind, KIND_EVALUATION);
	assert_string_equal(x.m->encoding, "macroman");
	assert_int_equal(x.m->ndates, 2);
	assert_int_equal(x.m->dates[0], DATE_SERIAL);
	assert_string_equal(x.m->timezone, "-05:00");
	assert_true(x.m->pause_missing);
	assert_int_equal(x.m->nskip, 3);
	assert_true(sv_is(x.m->skip[0].value_key, "spam"));
	assert_true(sv_is(x.m->skip[1].header, "State"));
	assert_int_equal(x.m->skip[1].value_key.n, 0);
	assert_true(sv_is(x.m->skip[2].header, "Test"));
	ws_free(x.w);
}

#define SRC(more) "source: {files: x, form: f, kind: mentor, " more "}\ncolumns:\n" NEEDED
#define FORM(form) "source: {files: x, form: " form "}\ncolumns:\n" NEEDED
#define LINE(line) SOURCE NEEDED "  " line "\n"

static void slips_in_the_source(void **state)
{
	(void)state;
	wrong(FORM("{column: F, kinds: {a: ^boss}}"), "R001");
	wrong(FORM("{column: F, kinds: {a: ^roster}}"), "R001");
	wrong(FORM("{column: F, kinds: {a: mentor, ^A: peer}}"), "R110");
	wrong(FORM("{column: F, kinds: {^\"\": mentor}}"), "R110");
	wrong(FORM("{column: F, kinds: ^mentor}"), "R110");
	wrong(FORM("{column: F, kinds: {a: mentor}}, kind: ^mentor"), "R110");
	wrong(FORM("^{kinds: {a: mentor}}"), "B207");
	wrong(SRC("timezone: ^New York"), "R111");
	wrong(SRC("timezone: ^-5:00"), "R111");
	wrong(SRC("timezone: ^../etc/passwd"), "R111");
	wrong(SRC("missing: ^drop"), "R001");
	wrong(SRC("encoding: ^latin"), "R001");
	wrong(SRC("dates: [serial, ^serial]"), "R001");
	wrong(SRC("skip when: {A: ^[]}"), "R002");
	wrong("source: {files: x, kind: roster, missing: ^keep}\ncolumns: {member_no: A, member_status: B}\neligible: "
	      "{status: [A]}\n",
		"R118");
}

static void slips_in_a_line(void **state)
{
	(void)state;
	wrong(LINE("languages: {column: [A, ^\" a \"]}"), "R113");
	wrong(LINE("languages: {choices: [GCP, GLP, ^gcp], vocab: areas}"), "R113");
	wrong(LINE("languages: {choices: [[GCP, ^GCP]], vocab: areas}"), "R113");
	wrong(LINE("languages: {column: A, list: ^\",\"}"), "R112");
	wrong(LINE("languages: {column: A, vocab: areas, list: ^\", \"}"), "R007");
	wrong(LINE("languages: {column: A, vocab: areas, list: ^a}"), "R007");
	wrong(LINE("languages: {choices: [GCP], vocab: areas, list: ^\",\"}"), "R112");
	wrong(LINE("languages: {position: 4, occurrence: ^2}"), "R112");
	wrong(LINE("languages: {column: A, vocab: areas, type: ^text}"), "R112");
	wrong(LINE("experience: {match: \"A*\", vocab: areas, band: ^bands}"), "R112");
	wrong(LINE("languages: {column: A, version: ^2}"), "R112");
	wrong(LINE("languages: {column: A, in: ^mentor}"), "R112");
	wrong(LINE("languages: {column: A, yes: ^Ja}"), "R112");
	wrong(LINE("may_quote: {column: A, no: Ok, yes: ^OK}"), "R117");
	wrong(LINE("may_quote: {column: A, no: ^\"\"}"), "R117");
	wrong(LINE("languages: {column: A, entry: ^yes}"), "R118");
	wrong(LINE("pref_1: {column: A, entry: ^no}"), "R118");
	wrong(LINE("pref_1: {column: A, entry: yes, in: ^boss}"), "R001");
	wrong(LINE("^pref_1: {column: A, entry: yes, in: mentor}"), "R118");
	wrong(LINE("languages: {column: A, digits: ^4}"), "R118");
	wrong(LINE("member_no: {column: A, digits: ^16}"), "B208");
	wrong(LINE("offers: {choices: [GCP], vocab: areas, expected: ^yes}"), "R118");
	wrong(LINE("^capacity: {column: A, type: text}"), "R118");
	wrong(LINE("^available_until: {column: A, type: text}"), "R118");
	wrong(LINE("^main_area: {column: A, vocab: areas, list: \",\"}"), "R118");
	wrong(LINE("main_area: {column: A, vocab: areas, aliases: {Old: glp, ^OLD: gcp}}"), "R117");
	wrong(LINE("main_area: {column: A, aliases: ^{Old: glp}}"), "R007");
	wrong(LINE("^notes: {column: A, status: {Out: pause}}"), "R118");
	wrong(LINE("^notes: {column: A, version: 1, consent: {group: A}}"), "R118");
}

static void slips_in_words(void **state)
{
	(void)state;
	wrong(LINE("staff_status: {column: S, status: {Out: pause, ^out: full}}"), "R117");
	wrong(LINE("staff_status: {column: S, status: {^\"{date} to {date}\": pause}}"), "R117");
	wrong(LINE("staff_status: {column: S, status: {\"Full until {date}\": ^full}}"), "R007");
	wrong(LINE("consent: {column: L, version: 1, consent: {not listed: ^\"\", group: A}}"), "R117");
	wrong(LINE("consent: {column: L, consent: {group: A}, versions: ^{a: b}, version: 1}"), "R112");
	wrong(LINE("consent: {column: L, consent: {group: A}, text: ^T}"), "R112");
	wrong(LINE("consent: {column: L, consent: {group: A}, text: T, versions: ^b}"), "R117");
	wrong(LINE("consent: {column: L, consent: {group: A}, text: T, version: ^1, versions: {a: b}}"), "R112");
	wrong(LINE("consent: {column: L, consent: {group: A}, text: T, versions: {a: b}, older versions: {c: ^B}}"),
		"R117");
}

/* The mapping's word counts, but who wrote it may not have known of the vocabulary's. */
static void an_alias_that_overrides_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		unsigned notes;
	} cases[] = { { "main_area: {column: A, vocab: areas, aliases: {gcp: glp}}", 1 },
		{ "main_area: {column: A, vocab: areas, aliases: {gcp: gcp, other: glp}}", 0 },
		{ "experience: {column: A, band: bands, aliases: {\"3\": senior}}", 1 },
		{ "experience: {column: A, band: bands, aliases: {\"3\": junior, \"More\": junior}}", 1 },
		{ "offers: {choices: [GCP], vocab: areas, yes: Chosen, no: [Left, Out]}", 0 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bound x;
		struct str yaml = STR_INIT;
		str_printf(&yaml, SOURCE NEEDED "  %s\n", cases[i].rule);
		load(&x, yaml.ptr);
		if (x.w->ds.errors) diags_print(&x.w->ds, stderr);
		assert_int_equal(x.w->ds.errors, 0);
		assert_int_equal(count_code(&x.w->ds, "R073"), cases[i].notes);
		if (i == 4) assert_int_equal(mapping_rule(x.m, "offers")->unticked.n, 2);
		str_dispose(&yaml);
		ws_free(x.w);
	}
}

static void each_kind_needs_its_own(void **state)
{
	(void)state;
	struct bound x;
#define PLAN "source: {files: x, form: f, kind: plan}\ncolumns:\n  form_entry_no: A\n  submitted_at: B\n"
	wrong("^" PLAN "  email: C\n", "R005");
	wrong("^" PLAN "  partner_email: C\n", "R005");
	load(&x, PLAN "  own_entry: {column: C, entry: yes, in: peer}\n  partner_entry: D\n");
	assert_int_equal(x.w->ds.errors, 0);
	ws_free(x.w);
	wrong("^source: {files: x, form: {column: F, kinds: {a: mentor, b: plan}}}\ncolumns:\n  form_entry_no: A\n"
	      "  submitted_at: B\n  own_entry: C\n  partnership_id: D\n",
		"R005");
}

static void a_renamed_column_is_found_by_any_name(void **state)
{
	(void)state;
#define RENAMED "  employer: {column: [Employer, Company, Firm]}"
	feeds(RENAMED, "Employer", "employer", "4");
	feeds(RENAMED, "firm", "employer", "4");
	misfit(RENAMED, "Employer,^Company", "R114");
	misfit(RENAMED, "", "R011");
}

static void a_choice_keeps_its_labels(void **state)
{
	(void)state;
#define LABELS "  offers: {choices: [[GCP, Clinical trials], [Tox, GLP]], vocab: areas}"
	feeds(LABELS, "GCP,GLP", "offers", "4=gcp 5=glp");
	feeds(LABELS, "Tox,Clinical trials", "offers", "5=gcp 4=glp");
	feeds(LABELS, "GCP,GLP,Clinical trials", "offers", "6=gcp 4=gcp 5=glp");
	misfit("  offers: {choices: [[GCP, ^GLP]], vocab: areas}", "GLP", "R116");
	misfit("  offers: {choices: [[^Tox, Toxo]], vocab: areas}", "Tox", "R013");
}

static void a_range_may_be_asked_twice(void **state)
{
	(void)state;
	const char *twice = "GCP,GLP,x,GCP,\"Safety, drug\",GLP";
	feeds("  offers: {range: {from: GCP, to: GLP}, vocab: areas}\n  a: x\n"
	      "  needs: {range: {from: GCP, to: GLP}, vocab: areas, occurrence: 2}",
		twice, "offers", "4=gcp 5=glp");
	feeds("  offers: {range: {from: GCP, to: GLP}, vocab: areas}\n  a: x\n"
	      "  needs: {range: {from: GCP, to: GLP}, vocab: areas, occurrence: 2}",
		twice, "needs", "7=gcp 8=gvp 9=glp");
	/* The end of the first question was renamed: the range must not swallow the second. */
	misfit("  offers: {range: {from: GCP, to: GLP}, vocab: areas, aliases: {Tox: glp}}", "GCP,Tox,^GCP,GLP",
		"R115");
	misfit("  offers: {range: ^{from: GCP, to: GLP}, vocab: areas}", "GLP,GCP", "R014");
}

static void a_family_by_what_the_star_stands_for(void **state)
{
	(void)state;
	const char *header = "Topics (GCP),Topics (Old),Topics (GCP)";
	feeds("  offers: {match: \"Topics (*)\", vocab: areas, aliases: {Old: glp}}\n"
	      "  needs: {match: \"topics (*)\", vocab: areas, aliases: {Old: glp}, occurrence: 2}",
		header, "offers", "4=gcp 5=glp");
	feeds("  offers: {match: \"Topics (*)\", vocab: areas, aliases: {Topics (Old): glp}}\n"
	      "  needs: {match: \"topics (*)\", vocab: areas, occurrence: 2}",
		header, "needs", "6=gcp");
	misfit("  offers: {match: \"Topics (*)\", vocab: areas}", "^Topics (GXP)", "R013");
	feeds("  languages: {match: \"Language *\", vocab: areas, list: \"|\"}", "Language 1,Language 2", "languages",
		"4 5");
	feeds("  languages: {range: {from: A, to: C}, vocab: areas, list: newline}", "A,B,C", "languages", "4 5 6");
}

static void texts_in_cells(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/mentor.yml",
		SOURCE NEEDED
		"  offers: {match: \"L *\", vocab: areas, list: \"|\"}\n  may_quote: {column: Q, yes: You may, no: "
		"Rather not}\n"
		"  reapplicant: Tick me\n"
		"  consent: {column: Ok, consent: {profile: Checked, not listed: Not Checked}, text: Text,\n"
		"    versions: {\"2026-1\": I agree to this.}, older versions: {\"2025-1\": I agree.}}\n");
	ws_write(w, "e/mentor.csv",
		HEAD "L 1,L 2,L 3,Q,Tick me,Ok,Text\n"
		     "5,2026-01-02,a@example.org,GLP,,GCP|GLP,you  MAY,tick me,Checked,I agree to this.\n"
		     "6,2026-01-02,b@example.org,,\"Safety, drug\",,Rather not,,Checked,I agree.\n"
		     "7,2026-01-02,c@example.org,,,,,,Not Checked,Something new.\n");
	ws_import_ok(w);
	struct seen a = look(w, "mentor", "5"), b = look(w, "mentor", "6"), c = look(w, "mentor", "7");
	assert_string_equal(a.offers, "gcp|glp");
	assert_string_equal(b.offers, "gvp");
	assert_int_equal(a.a.consent, CONSENT_PROFILE);
	assert_int_equal(b.a.consent, CONSENT_GROUP);
	assert_int_equal(c.a.consent, CONSENT_NOT_LISTED);
	assert_int_equal(applications_with(w, "=profile (2026-1);"), 1);
	assert_int_equal(applications_with(w, "=group (2025-1);"), 1);
	assert_int_equal(applications_with(w, ";may_quote=yes;"), 1);
	assert_int_equal(applications_with(w, ";may_quote=no;"), 1);
	assert_int_equal(applications_with(w, ";reapplicant=yes;"), 1);
	ws_write(w, "e/mentor.csv",
		HEAD "L 1,L 2,L 3,Q,Tick me,Ok,Text\n7,2026-01-02,c@example.org,,,,,,Checked,Something new.\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R119", "e/mentor.csv", 2, 41));
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_column_says_the_form),
		cmocka_unit_test(a_missing_form_column_is_told),
		cmocka_unit_test(the_source_is_read_whole),
		cmocka_unit_test(slips_in_the_source),
		cmocka_unit_test(slips_in_a_line),
		cmocka_unit_test(slips_in_words),
		cmocka_unit_test(an_alias_that_overrides_is_told),
		cmocka_unit_test(each_kind_needs_its_own),
		cmocka_unit_test(a_renamed_column_is_found_by_any_name),
		cmocka_unit_test(a_choice_keeps_its_labels),
		cmocka_unit_test(a_range_may_be_asked_twice),
		cmocka_unit_test(a_family_by_what_the_star_stands_for),
		cmocka_unit_test(texts_in_cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
