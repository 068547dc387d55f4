/* The gate's judgement: surnames that are ordinary words neither leak nor block, and a span's origin is believed only where its bytes
 * are of that kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/identity_set.h"
#include "records/fields.h"

/* Surnames and first names that begin and end sentences, months, headings. Every one is somebody's, with an address of its own. */
static const char *const last[] = { "Young", "May", "Page", "Price", "Rich", "Long", "Will", "Case", "Field", "Park",
	"Rose", "Best", "Good", "Power", "Bond", "Day", "March", "August", "Short", "Strong", "Sharp", "Banks",
	"Parish", "Noble", "Lane", "Glass", "Major", "Cross", "Frost", "Church" };
static const char *const first[] = { "Grace", "Mark", "April", "June", "Will", "Rich", "Faith", "Hope", "Joy", "Art",
	"Bill", "Pat", "Drew", "Chase", "Sue", "Rob", "Frank", "Ernest", "Chance", "Page" };
enum { LAST = sizeof last / sizeof *last, FIRST = sizeof first / sizeof *first, PEOPLE = 2000 };

/* An invented name that is no word. */
static void invent(char out[32], unsigned n)
{
	static const char *const part[] = { "quo", "zel", "var", "mir", "tov", "xan", "dru", "pel", "kro", "wyn", "jas",
		"hul", "bex" };

	snprintf(out, 32, "%s%s%s%s", part[n % 13], part[n / 13 % 13], part[n / 169 % 13], part[(n * 7 + 3) % 13]);
	out[0] = (char)(out[0] - 32);
}

/* Most have one name that is a word; a few have two. */
static void name_of(int i, char f[32], char l[32])
{
	invent(f, (unsigned)i);
	invent(l, (unsigned)i + 2100);
	if (i % 2)
		snprintf(f, 32, "%s", first[i / 2 % FIRST]);
	else
		snprintf(l, 32, "%s", last[i / 2 % LAST]);
	if (i == 3) snprintf(f, 32, "Grace"), snprintf(l, 32, "Young");
	if (i == 5) snprintf(f, 32, "Mark"), snprintf(l, 32, "Price");
	if (i == 7) snprintf(f, 32, "Hope"), snprintf(l, 32, "Frost");
	if (i == 9) snprintf(f, 32, "Mark"), snprintf(l, 32, "Long");
}

static int each(void *ctx, identity_fn *fn, void *fn_ctx)
{
	char mail[128], phone[32], number[16];

	(void)ctx;
	for (int i = 0; i < PEOPLE; i++) {
		char f[32], l[32];

		name_of(i, f, l);
		const struct {
			int kind;
			const char *field, *value;
		} row[] = { { FIELD_FIRST_NAME, "first_name", f }, { FIELD_LAST_NAME, "last_name", l },
			{ FIELD_EMAIL, "email", mail }, { FIELD_PHONE, "phone", phone },
			{ FIELD_MEMBER_NO, "member_no", number } };

		snprintf(mail, sizeof mail, "%s.%s@lab%d.example.org", f, l, i);
		snprintf(phone, sizeof phone, "+44 20 7946 %04d", i);
		snprintf(number, sizeof number, "%d", 104000 + i);
		for (size_t r = 0; r < sizeof row / sizeof *row; r++) {
			int rc = fn(fn_ctx, row[r].kind, row[r].field, sv(row[r].value), "records/exports/a.csv",
				(unsigned)i + 2, i + 1);

			if (rc) return rc;
		}
	}
	return 0;
}

static const struct sv certified_words[] = { { "Mark Price Award", 16 }, { "Hope Frost", 10 } };
static const struct policy policy = { .audience = "members", .k = 5, .certified = certified_words, .ncertified = 1 };
static const struct vocab_value label_values[] = { { .code = { "*", 1 }, .label = { "kept private", 12 } },
	{ .code = { "early", 5 }, .label = { "Young professionals", 19 } },
	{ .code = { "field", 5 }, .label = { "Field", 5 } }, { .code = { "iso", 3 }, .label = { "ISO 104007", 10 } },
	{ .code = { "who", 3 }, .label = { "Grace Young", 11 } },
	{ .code = { "tel", 3 }, .label = { "Call +44 20 7946 0003", 21 } },
	{ .code = { "price", 5 }, .label = { "Cost", 4 }, .words = { "mark price", 10 } } };
static const struct vocab label_vocab = {
	.name = "labels", .value = label_values, .n = sizeof label_values / sizeof *label_values
};
static const struct vocab *const vocab_list[] = { &label_vocab };
static const struct vocabs vocabs = { vocab_list, 1 };

struct fixture {
	struct identity_set *set;
	struct gate *gate;
	struct diags ds;
	struct clearance *cleared;
	char code[8];
};

static int open_set(void **state)
{
	const struct identity_source source = { each, NULL };
	struct identity_set *set;

	if (identity_set_from(&set, &source, &policy, (const unsigned char *)"0123456789abcdef")) return -1;
	*state = set;
	return 0;
}

static int close_set(void **state)
{
	identity_set_free(*state);
	return 0;
}

static void begin(struct fixture *f, struct identity_set *set, const struct policy *p)
{
	const struct gate_options o = { .values = set, .policy = p, .vocabs = &vocabs };

	*f = (struct fixture){ .ds = DIAGS_INIT, .set = set };
	gate_new(&f->gate, &o, &f->ds);
}

/* The code of the first hard problem, of the first other one if there is none, "" if all is well. */
static const char *finish(struct fixture *f)
{
	gate_finish(f->gate, &f->cleared, &f->ds);
	for (size_t i = f->ds.n; i-- > 0;)
		if (f->ds.at[i].sev == SEV_ERROR && (!f->code[0] || strcmp(f->ds.at[i].code, "G020") != 0))
			snprintf(f->code, sizeof f->code, "%s", f->ds.at[i].code);
	return f->code;
}

static void end(struct fixture *f)
{
	clearance_free(f->cleared);
	gate_free(f->gate);
	diags_dispose(&f->ds);
}

static void expect(void **state, const char *path, const char *text, enum origin origin, const char *code)
{
	struct fixture f;

	begin(&f, *state, &policy);
	sink_put_plain(gate_sink(f.gate), path, sv(text), origin);
	if (strcmp(finish(&f), code) != 0) fail_msg("%s: \"%s\", not \"%s\"", text, f.code, code);
	end(&f);
}

static void test_words_that_are_surnames(void **state)
{
	static const char *const pass[] = {
		/* titles: in headings, links, cells, attributes */
		"<h2>What the Young Auditor Will Read</h2>",
		"<p>See <a href=\"x.html\">What the Young Auditor Will Read</a> for more.</p>",
		"<p>Next: <b>Choosing the Right Page Size</b> in print.</p>",
		"<img alt=\"Meeting of the Young Auditors Group\" src=\"a.png\">",
		"<title>A Guide to the Best Field Audits</title>",
		"<td>Study Director of the Long Trial</td>",
		"<h1>WHAT THE YOUNG AUDITOR WILL READ</h1>",
		"<h3>Long and Short Forms</h3>",
		/* sentences */
		"<p>Will you come? May I ask? \"Long days,\" said she. (Young people ask.) Page one. Price lists.</p>",
		"<p>the young may mark a long page, will they, with grace and hope, at a good price</p>",
		"<ul><li>Price</li><li>Page</li></ul><table><tr><th>May</th><th>Long</th></tr></table>",
		"<p>It ended with grace. Young people know.</p>",
		/* months */
		"<p>Closed in May and in August, until March, since April, from May to June, in early June or "
		"August.</p>",
		"<p>From March 2026 until 3 April, mid-August, every May.</p>",
		"<a href=\"young.html\">more</a>",
	};
	static const char *const ask[] = {
		"<p>please ask May about it</p>",
		"<p>Dr. Young said so.</p>",
		"<p>Dr Young said so.</p>",
		"<p>Thanks. Mrs. Page will come.</p>",
		"<p>Prof.&nbsp;Young will come.</p>",
		"<h2>What Dr. Young Will Tell the Auditors</h2>",
		"<p>for <b>Young</b> it was</p>",
		"<p>we met YOUNG there</p>",
		"<p>it was said by May, too</p>",
		"<h2>Thanks to Young</h2>",
		"<a href=\"x\">a letter from Young</a>",
		"<img alt=\"A picture of Young\" src=\"a.png\">",
		"<p>the answer was Grace's</p>",
	};
	static const char *const refuse[] = {
		"<p>Young, Grace</p>",
		"<p>ask g.young@ the usual place</p>",
		"<p>grace.young@</p>",
		"<p>GRACE YOUNG</p>",
		"<h2>What Grace Young Will Read to Auditors</h2>",
		"<p>G. Young</p>",
		"<td>Grace</td><td>Young</td>",
		"<a href=\"grace-young.html\">more</a>",
		"<p>Grace M. Young</p>",
		"<p>Ask Grace. Young people know.</p>",
		"<p>grace young</p>",
	};

	for (size_t i = 0; i < sizeof pass / sizeof *pass; i++) expect(state, "p.html", pass[i], ORIGIN_DOCUMENT, "");
	for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) expect(state, "p.html", ask[i], ORIGIN_DOCUMENT, "G020");
	for (size_t i = 0; i < sizeof refuse / sizeof *refuse; i++)
		expect(state, "p.html", refuse[i], ORIGIN_DOCUMENT, "G011");
	expect(state, "docs/young-page.html", "x", ORIGIN_DOCUMENT, "");
	expect(state, "docs/grace-young.html", "x", ORIGIN_DOCUMENT, "G012");
	expect(state, "documents.csv", "number,title\n1,What the Young Auditor Will Read\n", ORIGIN_DOCUMENT, "");
	expect(state, "documents.csv", "number,title\n1,asked by Young\n", ORIGIN_DOCUMENT, "G020");
}

/* Member 104007: the numbers of two cells or lines are not one number to anybody; those of two words in one line may be. */
static void test_numbers_of_cells(void **state)
{
	static const char *const pass[] = { "<tr><td>104</td><td>007</td></tr>",
		"<tr><th scope=\"row\">104</th><td>007</td></tr>", "<ul><li>104<li>007</ul>", "<p>104</p><p>007</p>",
		"104<br>007", "<h2>104</h2><SECTION>007</SECTION>" };
	static const char *const refuse[] = { "<td>104007</td>", "<p>104<b>007</b></p>", "<td>104<span></span>007</td>",
		"<p>104<wbr>007</p>", "<p>104<linx>007</linx></p>" };

	for (size_t i = 0; i < sizeof pass / sizeof *pass; i++) expect(state, "p.html", pass[i], ORIGIN_DOCUMENT, "");
	for (size_t i = 0; i < sizeof refuse / sizeof *refuse; i++)
		expect(state, "p.html", refuse[i], ORIGIN_DOCUMENT, "G011");
}

/* Names of things in a script are no people, whoever joins the society; a name in it is. */
static void test_initials_in_code(void **state)
{
	static const char *const pass[] = { "g.young(x)", "f(g,young)", "const NO = 0, YOUNG = 1; f(G, YOUNG)",
		"x=young,g=1", "YOUNG,G" };
	static const char *const refuse[] = { "// G. Young wrote this", "t='G. Young'", "t='Young, G.'",
		"t='Grace Young'" };

	for (size_t i = 0; i < sizeof pass / sizeof *pass; i++) {
		expect(state, "assets/x.js", pass[i], ORIGIN_TEMPLATE, "");
		expect(state, "assets/x.css", pass[i], ORIGIN_TEMPLATE, "");
	}
	for (size_t i = 0; i < sizeof refuse / sizeof *refuse; i++)
		expect(state, "assets/x.js", refuse[i], ORIGIN_TEMPLATE, "G011");
	expect(state, "g-young.js", "f()", ORIGIN_TEMPLATE, "G012");
	expect(state, "x.svg", "<text>G Young</text>", ORIGIN_TEMPLATE, "G011");
}

static void test_origins_are_not_believed(void **state)
{
	static const struct {
		enum origin origin;
		const char *bytes, *code;
	} say[] = {
		{ ORIGIN_NUMBER, "104007", "" },               /* a count like any other */
		{ ORIGIN_NUMBER, "+44 20 7946 0003", "G011" }, /* no count */
		{ ORIGIN_NUMBER, "442079460003", "G011" },
		{ ORIGIN_NUMBER, "2026-03-14", "" },
		{ ORIGIN_NUMBER, "May 14, 2026", "" },
		{ ORIGIN_NUMBER, "ask May", "G020" },
		{ ORIGIN_NUMBER, "104007 104008", "G011" },
		{ ORIGIN_LABEL, "Young professionals", "" },
		{ ORIGIN_LABEL, "Field", "" },
		{ ORIGIN_LABEL, "ISO 104007", "" },
		{ ORIGIN_LABEL, "price mark", "" },      /* synonyms in a row */
		{ ORIGIN_LABEL, "Young", "G010" },       /* not a label */
		{ ORIGIN_LABEL, "Grace Young", "G011" }, /* a label that is a person */
		{ ORIGIN_LABEL, "Call +44 20 7946 0003", "G011" },
		{ ORIGIN_OFFICER, "Grace Young", "G011" }, /* nobody declared that officer */
		{ ORIGIN_SETTINGS, "Mark Price Award", "" },
		{ ORIGIN_SETTINGS, "Mark Price", "G011" },
		{ ORIGIN_TEMPLATE, "Mark Price", "G011" },
		{ ORIGIN_ID, "104007", "G002" },
		{ ORIGIN_ID, "May", "G002" },
	};

	for (size_t i = 0; i < sizeof say / sizeof *say; i++)
		expect(state, "x.html", say[i].bytes, say[i].origin, say[i].code);
}

/* The society's own names pass, whoever is called so, with a warning; a link may not lead to a person. */
static void test_settings(void **state)
{
	static const struct {
		const char *society, *contact, *link, *page, *code;
		size_t warnings;
	} say[] = {
		{ "Quality Society", "office@quality.example.org", "https://quality.example.org/form", "link", "", 0 },
		{ "Mark Price Society", "office@quality.example.org", "https://quality.example.org/form", "society", "",
			1 },
		{ "Quality Society", "mark.price@lab4.example.org", "https://quality.example.org/form", "contact", "",
			1 },
		{ "Quality Society", "office@quality.example.org", "https://quality.example.org/mark-price/form",
			"link", "G011", 1 },
	};

	for (size_t i = 0; i < sizeof say / sizeof *say; i++) {
		struct settings settings = {
			.society = say[i].society, .contact = say[i].contact, .code_of_ethics = say[i].link
		};
		struct gate_options o = {
			.values = *state, .policy = &policy, .vocabs = &vocabs, .settings = &settings
		};
		struct fixture f = { .ds = DIAGS_INIT };
		const char *page = say[i].page;

		settings.society_short = settings.programme = settings.committee = settings.mentor_application = "";
		settings.peer_application = settings.mentee_application = settings.video_tutorial = "";
		gate_new(&f.gate, &o, &f.ds);
		assert_int_equal(f.ds.n, say[i].warnings);
		for (size_t k = 0; k < f.ds.n; k++) assert_string_equal(f.ds.at[k].code, "G076");
		sink_put_plain(gate_sink(f.gate), "x.html",
			sv(!strcmp(page, "link")           ? say[i].link
				: !strcmp(page, "society") ? say[i].society
							   : say[i].contact),
			ORIGIN_SETTINGS);
		assert_string_equal(finish(&f), say[i].code);
		end(&f);
	}
}

/* Somebody whose address begins like seven symbols of a digest: such an ID is believed only if it begins one of ours. */
static int each_hex(void *ctx, identity_fn *fn, void *fn_ctx)
{
	(void)ctx;
	return fn(fn_ctx, FIELD_EMAIL, "email", sv("a1a2a3a@lab.example.org"), "records/exports/a.csv", 2, 1);
}

static void test_short_digests(void **state)
{
	const struct identity_source source = { each_hex, NULL };
	struct identity_set *set;
	struct policy own = policy;
	struct fixture f;

	(void)state;
	assert_int_equal(identity_set_from(&set, &source, &own, (const unsigned char *)"0123456789abcdef"), 0);
	for (int ours = 0; ours < 2; ours++) {
		for (size_t i = 0; i < sizeof own.digest.b; i++)
			own.digest.b[i] = (unsigned char)(ours ? 0xa1 + i : 0xb0);
		begin(&f, set, &own);
		sink_put_plain(gate_sink(f.gate), "x.html", sv("a1a2a3a"), ORIGIN_ID);
		assert_string_equal(finish(&f), ours ? "" : "G011");
		end(&f);
	}
	identity_set_free(set);
}

static void test_certified_person_is_warned_of(void **state)
{
	struct policy own = policy;
	struct fixture f;

	own.ncertified = 2;
	begin(&f, *state, &own);
	assert_int_equal(f.ds.warnings, 1);
	assert_string_equal(f.ds.at[0].code, "G076");
	assert_null(strstr(f.ds.at[0].text, "Frost"));
	finish(&f);
	end(&f);
}

/* ---- 10,000 pages of ordinary prose */

static uint32_t seed;

static uint32_t roll(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

#define PICK(list) list[roll(sizeof(list) / sizeof *(list))]

static void sentence(struct str *out)
{
	static const char *const start[] = { "Young auditors", "Long studies", "May a mentor", "Will the committee",
		"Rich sources", "Page numbers", "Price lists", "Case reports", "Field audits", "Good records",
		"Best practice", "Strong evidence", "Short visits", "Cross references", "The sponsor",
		"A study director", "Each inspector", "Most members" };
	static const char *const verb[] = { "may mark", "will case", "can bill", "might power", "should chase",
		"do page", "must bond", "would field" };
	static const char *const rest[] = { "a long page at a good price", "the young study with grace",
		"what the art of the audit will hope for", "records in May 2026", "reports until March",
		"findings from April to June", "a rich field of short notes", "the best case on 3 May",
		"in early August or June", "the major parish of a noble church, day by day",
		"its glass lane, frank and sharp", "a major frost" };

	str_printf(out, "%s %s %s%s ", PICK(start), PICK(verb), PICK(rest), roll(6) ? "." : "?");
}

static void heading(struct str *out, const char *tag)
{
	static const char *const title[] = { "What the Young Auditor Will Read", "How to Mark a Long Page of Findings",
		"Price and Page Limits for Study Reports", "Field Audits: the Best Case for Quality",
		"May and June Deadlines for Reviewers", "A Good Day for the Inspection Team", "Long and Short Forms",
		"Young professionals", "Will it hold?", "The Art of Rich Study Records" };

	str_printf(out, "<%s>%s</%s>\n", tag, PICK(title), tag);
}

static void page(struct str *out)
{
	str_puts(out, "<!doctype html><html lang=\"en\"><head>");
	heading(out, "title");
	str_puts(out, "</head><body>\n");
	heading(out, "h1");
	for (uint32_t p = 2 + roll(4); p-- > 0;) {
		heading(out, "h2");
		str_puts(out, "<p>");
		for (uint32_t s = 3 + roll(5); s-- > 0;) sentence(out);
		str_puts(out, "</p>\n<ul><li>Price</li><li>Page of the long case</li><li><strong>Young</strong> and "
			      "old</li></ul>\n");
		str_puts(out, "<table><tr><th>May</th><th>Long</th></tr><tr><td>Good</td><td>Rich</td></tr></table>\n");
		str_puts(out, "<p>See <a href=\"long-case.html\" title=\"The Long Case of the Audit Report\">The Long "
			      "Case of the Audit Report</a>. ");
		sentence(out);
		str_puts(out, "<em>");
		sentence(out);
		str_puts(out, "</em></p>\n");
	}
	str_puts(out, "</body></html>\n");
}

static void test_ten_thousand_clean_pages(void **state)
{
	struct str text = STR_INIT;
	struct fixture f;
	char path[32];

	seed = 20260313;
	begin(&f, *state, &policy);
	for (int i = 0; i < 10000; i++) {
		str_clear(&text);
		page(&text);
		snprintf(path, sizeof path, "p%d.html", i);
		sink_put_plain(gate_sink(f.gate), path, sv_of(&text), ORIGIN_DOCUMENT);
	}
	if (*finish(&f)) {
		for (size_t i = 0; i < f.ds.n && i < 10; i++)
			print_message("%s:%u:%u %s %s\n", f.ds.at[i].at.file, f.ds.at[i].at.line, f.ds.at[i].at.col,
				f.ds.at[i].code, f.ds.at[i].text);
		fail_msg("%zu false alarms in 10,000 pages", f.ds.n);
	}
	assert_true(gate_soft_passed(f.gate) > 100000); /* words that are names, met as words and counted */
	print_message("%zu names met as ordinary words in %llu bytes\n", gate_soft_passed(f.gate),
		(unsigned long long)gate_bytes(f.gate));
	end(&f);
	str_dispose(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_words_that_are_surnames),
		cmocka_unit_test(test_numbers_of_cells), cmocka_unit_test(test_initials_in_code),
		cmocka_unit_test(test_origins_are_not_believed), cmocka_unit_test(test_settings),
		cmocka_unit_test(test_short_digests), cmocka_unit_test(test_certified_person_is_warned_of),
		cmocka_unit_test(test_ten_thousand_clean_pages) };

	return cmocka_run_group_tests(tests, open_set, close_set);
}
