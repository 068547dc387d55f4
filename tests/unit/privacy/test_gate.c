/* The gate: what must be found in whatever disguise, what must pass, where a finding is placed, and that there is no other
 * way to a clearance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/fs.h"
#include "privacy/identity_set.h"
#include "records/fields.h"

struct record {
	int kind;
	const char *field, *value;
	int64_t person;
};
static const struct record records[] = {
	{ FIELD_FIRST_NAME, "first_name", "Zoë", 1 },
	{ FIELD_LAST_NAME, "last_name", "Müller-Quint", 1 },
	{ FIELD_EMAIL, "email", "zmq77@lab.example.org", 1 },
	{ FIELD_PHONE, "phone", "+44 20 7946 0812", 1 },
	{ FIELD_MEMBER_NO, "member_no", "M-104425", 1 },
	{ FIELD_EMPLOYER, "employer", "Quillmark Analytics Ltd", 1 },
	{ FIELD_FIRST_NAME, "first_name", "Grace", 2 },
	{ FIELD_LAST_NAME, "last_name", "Young", 2 },
	{ FIELD_EMPLOYER, "employer", "Corvane", 2 },
	{ FIELD_FIRST_NAME, "first_name", "Ian", 3 },
	{ FIELD_LAST_NAME, "last_name", "May", 3 },
	{ FIELD_ENTRY_NO, "form_entry_no", "2004", 3 },
	{ FIELD_TEXT, "committee_note", "I would rather not be matched with anybody from the northern branch", 3 },
	{ FIELD_TEXT, "profile", "Ten years of toxicology and a love of slow gardening in wet places", 3 },
	{ FIELD_FIRST_NAME, "first_name", "Ma", 4 },
	{ FIELD_LAST_NAME, "last_name", "King", 4 },
	{ FIELD_DATE, "available_from", "2026-03-14", 4 },
	{ FIELD_OTHER, "referrer", "newsletter", 1 },
	{ FIELD_OTHER, "referrer", "newsletter", 2 },
	{ FIELD_OTHER, "referrer", "newsletter", 3 },
};

static int each(void *ctx, identity_fn *fn, void *fn_ctx)
{
	(void)ctx;
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		int r = fn(fn_ctx, records[i].kind, records[i].field, sv(records[i].value), "records/exports/a.csv",
			(unsigned)(records[i].person + 1), records[i].person);

		if (r) return r;
	}
	return 0;
}

static const struct sv certified_words[] = { { "Alder Society", 13 } },
		       ordinary_words[] = { { "may", 3 }, { "young", 5 }, { "grace", 5 } };
static const struct policy_pool pools[] = {
	{ .code = "mentors", .title = "Mentor", .plural = "mentors", .text_field = "profile" }
};
static const struct policy policy = { .audience = "members",
	.k = 5,
	.pool = pools,
	.npools = 1,
	.certified = certified_words,
	.ncertified = 1,
	.ordinary = ordinary_words,
	.nordinary = 3 };
static const struct vocab_value label_values[] = { { .code = { "*", 1 }, .label = { "kept private", 12 } },
	{ .code = { "early", 5 }, .label = { "Young professionals", 19 } },
	{ .code = { "corvane", 7 }, .label = { "Corvane", 7 } } };
static const struct vocab label_vocab = { .name = "labels", .value = label_values, .n = 3 };
static const struct vocab *const vocab_list[] = { &label_vocab };
static const struct vocabs vocabs = { vocab_list, 1 };

struct fixture {
	struct identity_set *set;
	struct gate *gate;
	struct diags ds;
	struct gate_options o;
};

static void begin(struct fixture *f)
{
	const struct identity_source source = { each, NULL };

	*f = (struct fixture){ .ds = DIAGS_INIT };
	assert_int_equal(identity_set_from(&f->set, &source, &policy, (const unsigned char *)"0123456789abcdef"), 0);
	f->o = (struct gate_options){ .values = f->set, .policy = &policy, .vocabs = &vocabs };
	assert_int_equal(gate_new(&f->gate, &f->o, &f->ds), 0);
}

static void end(struct fixture *f)
{
	gate_free(f->gate);
	identity_set_free(f->set);
	diags_dispose(&f->ds);
}

/* The code of the first hard problem, of the first other one if there is none, "" if all is well. */
static void first_code(const struct diags *ds, char code[8])
{
	snprintf(code, 8, "%s", ds->n ? ds->at[0].code : "");
	for (size_t i = ds->n; i-- > 0;)
		if (strcmp(ds->at[i].code, "G020") != 0) snprintf(code, 8, "%s", ds->at[i].code);
}

/* The verdict on a page of one origin. */
static const char *verdict_in(const char *path, const char *text, enum origin origin)
{
	static char code[8];
	struct fixture f;
	struct clearance *c = NULL;

	begin(&f);
	assert_int_equal(sink_put_plain(gate_sink(f.gate), path, sv(text), origin), 0);
	int r = gate_finish(f.gate, &c, &f.ds);
	assert_true((r == 0) == (c != NULL) && (r == 0) == (f.ds.errors == 0));
	first_code(&f.ds, code);
	for (size_t i = 0; i < f.ds.n; i++)
		for (size_t v = 0; v < sizeof records / sizeof *records; v++)
			if (strlen(records[v].value) > 3) assert_null(strstr(f.ds.at[i].text, records[v].value));
	clearance_free(c);
	end(&f);
	return code;
}

#define verdict(text, origin) verdict_in("page.html", text, origin)

static void test_disguises(void **state)
{
	static const char *const hidden[] = {
		"<p>asked zoe müller quint today</p>",
		"<p>ZOE MUELLER no, MULLER-QUINT ZOE</p>",
		"<p>Zo&euml; M&uuml;ller-Quint</p>",
		"<p>Zo&#235; M&#xFC;ller Quint</p>",
		"<p>Zo&amp;euml; M&amp;uuml;ller Quint</p>",
		"<a href=\"?q=Zo%C3%AB%20M%C3%BCller-Quint\">x</a>",
		"<a href=\"?q=Zo%25C3%25AB+M%25C3%25BCller+Quint\">x</a>",
		"<p>Zo\xC2\xAD"
		"ë Mül\xE2\x80\x8Bler-Quint</p>",
		"<p>Z<b>o</b>ë <i>Müller</i>-<u title=\"x\">Quint</u></p>",
		"<td>Zoë</td>\n<td>Müller-Quint</td>",
		"<a href=\"zoe-muller-quint.html\">x</a>",
		"<p>zoemullerquint</p>",
		"<p>Müller-Quint, Zoë</p>",
		"<p>Z. Müller-Quint</p>",
		"<p>Müller-Quint, Z.</p>",
		"<!-- Zoë Müller-Quint -->",
		"<p>zmq77@lab.example.org</p>",
		"<p>zmq77 (at) lab.example.org</p>",
		"<p>zmq77@lab example org</p>",
		"<p>ask zmq77</p>",
		"<p>+44 (0)20 7946-0812 or 020 79460812</p>",
		"<p>2079460812</p>",
		"<p>member 104425</p>",
		"<p>M104425</p>",
		"<p>at Quillmark Analytics</p>",
		"<p>Grace Young</p>",
		"<p>grace-young</p>",
		"<p>Grace M. Young</p>",
		"<img alt=\"Grace Young\">",
		"<p>G. Young</p>",
		"<p>I. May</p>",
		"<p>Young, G.</p>",
		"<p>They said: I would rather not be matched with anybody from the south.</p>",
		"<p>rather not be matched with anybody from the northern branch.</p>",
		"<p>Ma King</p>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
		if (strcmp(verdict(hidden[i], ORIGIN_DOCUMENT), "G011") != 0)
			fail_msg("not found in a document: %s", hidden[i]);
		if (strcmp(verdict(hidden[i], ORIGIN_TEMPLATE), "G011") != 0)
			fail_msg("not found in a template: %s", hidden[i]);
		if (strcmp(verdict(hidden[i], ORIGIN_TEXT), "G010") != 0)
			fail_msg("not found in a text: %s", hidden[i]);
	}
	assert_string_equal(
		verdict_in("data.json", "{\"a\":\"Zo\\u00eb M\\u00FCller\\nQuint\"}", ORIGIN_TEMPLATE), "G011");
	assert_string_equal(verdict_in("pool.csv", "Grace,Young\n", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict_in("grace-young.html", "x", ORIGIN_TEMPLATE), "G012");
}

static void test_no_false_alarm(void **state)
{
	static const char *const clean[] = {
		"<p>I may pause my entry. May I? A young society, with grace, may. Young people ask.</p>",
		"<h2>Young and old</h2><p>May begins it.</p>",
		"<p>In May 2026, on 3 May, and making a king of somebody</p>",
		"<p>a. may</p>",
		"<p>The year 2004 and entry 12, 1 0 4 4 2 5.</p>",
		"<p>2026-03-14, 5.3.3, MP-02</p>",
		"<ul><li>Grace</li><li>x <b>y</b> z</li></ul>",
		"<p>your newsletter</p>",
		"<p>Zo, to get her</p>",
		"<p>We work with the Alder Society.</p>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof clean / sizeof *clean; i++)
		if (*verdict(clean[i], ORIGIN_DOCUMENT))
			fail_msg("%s: %s", clean[i], verdict(clean[i], ORIGIN_DOCUMENT));
	assert_string_equal(verdict_in("assets/site.css", ".Young { color: #104425 }", ORIGIN_TEMPLATE), "");
}

static void test_soft_words_by_origin(void **state)
{
	(void)state;
	assert_string_equal(
		verdict("<p>A Young</p>", ORIGIN_DOCUMENT), "G020"); /* shown to a person, not refused outright */
	assert_string_equal(verdict("<p>we asked Young about it</p>", ORIGIN_DOCUMENT), "G020");
	assert_string_equal(verdict("<p>three <span>May also fit</span></p>", ORIGIN_DOCUMENT), "G020");
	assert_string_equal(verdict("<p>three <span>May also fit</span></p>", ORIGIN_TEMPLATE), "");
	assert_string_equal(verdict("<p>three persons May fit</p>", ORIGIN_TEMPLATE), "G020");
	assert_string_equal(verdict("<p>it was <b>Grace</b> who came</p>", ORIGIN_DOCUMENT), "G020");
	assert_string_equal(verdict("<p>he works at Corvane now</p>", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict("<p>the young may, with grace, in 2004</p>", ORIGIN_TEXT), "");
	assert_string_equal(verdict("<p>and Young said so</p>", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict("<p>the corvane way</p>", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict("<p>the corvane way</p>", ORIGIN_DOCUMENT), "");
	assert_string_equal(
		verdict("<p>Ten years of toxicology and a love of slow gardening in wet places</p>", ORIGIN_TEXT), "");
	/* an ordinary word that begins a sentence of an approved text */
	assert_string_equal(verdict("May I help you?", ORIGIN_TEXT), "");
	assert_string_equal(
		verdict("I audit in Europe. May I help you? Young people ask me. (Grace is a virtue.)", ORIGIN_TEXT),
		"");
	assert_string_equal(verdict("You may ask May.", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict("Ask Dr. Young.", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict("Contact: May", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict("Grace Young helps.", ORIGIN_TEXT), "G010");
	assert_string_equal(verdict("I audit. Corvane pays.", ORIGIN_TEXT), "G010");
	assert_string_equal(
		verdict("<p>Ten years of toxicology and a love of slow gardening in wet places</p>", ORIGIN_DOCUMENT),
		"G011");
}

static const char *verdict_spans(const char *text, const struct span *span, size_t n)
{
	static char code[8];
	struct fixture f;
	struct clearance *c = NULL;
	struct artifact a = { "page.html", ARTIFACT_FILE, sv(text), span, n };

	begin(&f);
	gate_sink(f.gate)->put(gate_sink(f.gate), &a);
	gate_finish(f.gate, &c, &f.ds);
	first_code(&f.ds, code);
	clearance_free(c);
	end(&f);
	return code;
}

static void test_spans(void **state)
{
	(void)state;
	/* whole labels pass, parts of labels and labels that are none do not */
	assert_string_equal(verdict("Young professionals", ORIGIN_LABEL), "");
	assert_string_equal(verdict("early corvane", ORIGIN_LABEL), "");
	assert_string_equal(verdict("x Young", ORIGIN_LABEL), "G010");
	assert_string_equal(verdict("early early early early early early early early early Young professionals early "
				    "corvane corvane corvane corvane",
				    ORIGIN_LABEL),
		"");
	assert_string_equal(verdict("early early early early early early early early early Young early corvane corvane "
				    "corvane corvane corvane",
				    ORIGIN_LABEL),
		"G010");
	assert_string_equal(verdict("Alder Society", ORIGIN_SETTINGS), "");
	assert_string_equal(verdict("7KQ", ORIGIN_ID), "G002");
	assert_string_equal(verdict("104425", ORIGIN_NUMBER), "");
	assert_string_equal(verdict("0f3a9c1", ORIGIN_ID), "");
	/* a certified part does not hide what runs across its border */
	const struct span across[] = { { 6, ORIGIN_TEMPLATE, NULL }, { 25, ORIGIN_LABEL, NULL } };
	assert_string_equal(verdict_spans("Grace Young professionals", across, 2), "G011");
	/* spans that do not cover are refused, and the bytes searched as strictly as can be */
	const struct span gap[] = { { 3, ORIGIN_TEMPLATE, NULL } };
	assert_string_equal(verdict_spans("abc Corvane", gap, 1), "G001");
}

static void write_file(const char *path, const char *text)
{
	struct str err = STR_INIT;

	assert_int_equal(fs_write_atomic(path, sv(text), 0644, &err), 0);
	str_dispose(&err);
}

static void test_place_and_acceptance(void **state)
{
	static const struct settings settings = { .accepted_words = "accepted_words.csv" };
	static const char *const source = "---\ntitle: Pause\n---\nFirst line.\nWe asked **Young** here.\n";
	char dir[] = "/tmp/mp-gate-XXXXXX";
	struct str err = STR_INIT, line = STR_INIT;
	struct sha256 sha = sha256_of(sv(source));
	struct sha256_hex hex = sha256_hex(&sha);

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chdir(dir), 0);
	write_file("a.md", source);
	str_printf(&line, "source,digest,word,by,on,until\na.md,%.12s,young,Board,2026-01-01,2026-06-30\n", hex.z);
	for (int round = 0; round < 4; round++) {
		struct fixture f;
		struct clearance *c = NULL;
		const struct span span = { 38, ORIGIN_DOCUMENT, "a.md" };
		struct artifact a = { "p.html", ARTIFACT_FILE, sv("<p>We asked <strong>Young</strong> here"), &span,
			1 };

		if (round == 1) write_file("accepted_words.csv", line.ptr);
		if (round == 3) write_file("a.md", "We asked **Young** here, too.\n");
		begin(&f);
		gate_free(f.gate);
		f.o.settings = &settings;
		f.o.workspace = ".";
		f.o.as_of = date_civil(2026, round == 2 ? 7 : 3, 1);
		((struct span *)(uintptr_t)&span)->end = a.bytes.n;
		gate_new(&f.gate, &f.o, &f.ds);
		sink_put(gate_sink(f.gate), &a);
		assert_int_equal(gate_finish(f.gate, &c, &f.ds), round == 1 ? 0 : -1);
		if (round == 0) {
			assert_string_equal(f.ds.at[0].at.file, "a.md");
			assert_int_equal(f.ds.at[0].at.line, 5);
			assert_int_equal(f.ds.at[0].at.col, 12);
			assert_non_null(strstr(f.ds.at[0].text, "records/exports/a.csv line 3"));
		}
		clearance_free(c);
		end(&f);
	}
	unlink("a.md");
	unlink("accepted_words.csv");
	assert_int_equal(chdir("/"), 0);
	rmdir(dir);
	str_dispose(&line);
	str_dispose(&err);
}

static void test_read_back(void **state)
{
	static const char tree[] = "100644 a.html\0aaaaaaaaaaaaaaaaaaaa40000 docs\0bbbbbbbbbbbbbbbbbbbb",
			  strange[] = "100644 c.html\0aaaaaaaaaaaaaaaaaaaa";
	(void)state;
	for (int round = 0; round < 4; round++) {
		struct fixture f;
		struct clearance *one = NULL, *two = NULL;
		struct clearance_digest *d = clearance_digest_new();
		struct sha256 sha = sha256_of(sv("hello")), expected;
		struct span all = { 65, ORIGIN_DOCUMENT, NULL };
		struct artifact t = { "", ARTIFACT_TREE, sv_n(tree, sizeof tree - 1), &all, 1 };

		begin(&f);
		all.end = t.bytes.n;
		sink_put_plain(gate_sink(f.gate), "a.html", sv("hello"), ORIGIN_TEMPLATE);
		sink_put_plain(gate_sink(f.gate), "docs/b.html", sv("world"), ORIGIN_TEMPLATE);
		assert_int_equal(gate_finish(f.gate, &one, &f.ds), 0);
		assert_int_equal(clearance_stage(one), CLEARANCE_ARTIFACTS);
		assert_int_equal(clearance_artifacts(one), 2);
		assert_true(clearance_values(one) > 20);
		sink_put_plain(gate_read_back(f.gate), round == 1 ? "b.html" : "a.html",
			sv(round == 2 ? "hellO" : "hello"), ORIGIN_DOCUMENT);
		if (round == 3) {
			t.bytes = sv_n(strange, sizeof strange - 1);
			all.end = t.bytes.n;
		}
		gate_read_back(f.gate)->put(gate_read_back(f.gate), &t);
		assert_int_equal(gate_finish_read_back(f.gate, &two, &f.ds), round == 0 ? 0 : -1);
		clearance_digest_add(d, ARTIFACT_FILE, "a.html", &sha);
		sha = sha256_of(t.bytes);
		clearance_digest_add(d, ARTIFACT_TREE, "", &sha);
		clearance_digest_end(d, &expected);
		if (round == 0) {
			assert_int_equal(clearance_stage(two), CLEARANCE_READ_BACK);
			assert_true(sha256_eq(clearance_digest(two), &expected));
		}
		clearance_free(one);
		clearance_free(two);
		end(&f);
	}
}

/* The constructor's header may be named by two files only. Run from the project's root, as make does. */
static void test_only_the_gate_makes_clearances(void **state)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT, text = STR_INIT;
	struct fs_list files;
	size_t namers = 0;

	(void)state;
	assert_int_equal(fs_walk(&files, &mem, "generator", NULL, &err), 0);
	for (size_t i = 0; i < files.n; i++) {
		str_clear(&text);
		assert_int_equal(fs_read(&text, fs_join(&mem, "generator", files.at[i]), FS_MAX_TEXT, &err), 0);
		if (sv_find(sv_of(&text), sv("\"privacy/clearance_make.h\"")) == SIZE_MAX) continue;
		namers++;
		assert_true(
			strcmp(files.at[i], "privacy/gate.c") == 0 || strcmp(files.at[i], "privacy/clearance.c") == 0);
	}
	assert_int_equal(namers, 2);
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
}

static void test_set(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	assert_true(identity_set_has(f.set, sv("grace young")));
	assert_true(identity_set_has(f.set, sv("104425")));
	assert_false(identity_set_has(f.set, sv("7KQ-3XHM")));
	assert_false(identity_set_has(f.set, sv("newsletter"))); /* three people's answer */
	assert_false(identity_set_has(f.set, sv("2026-03-14")));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_only_the_gate_makes_clearances),
		cmocka_unit_test(test_set), cmocka_unit_test(test_disguises), cmocka_unit_test(test_no_false_alarm),
		cmocka_unit_test(test_soft_words_by_origin), cmocka_unit_test(test_spans),
		cmocka_unit_test(test_read_back), cmocka_unit_test(test_place_and_acceptance) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
