/* Tests of redact: what is found in profile texts, how sure it is, and what is proposed in its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/redact_internal.h"
#include "records/fields.h"

static int give(identity_fn *fn, void *ctx, int kind, const char *field, const char *value, int64_t person)
{
	return fn(ctx, kind, field, sv(value), "records/exports/x.csv", 2, person);
}

static int records(void *unused, identity_fn *fn, void *ctx)
{
	(void)unused;
	give(fn, ctx, FIELD_FIRST_NAME, "first_name", "Grace", 1);
	give(fn, ctx, FIELD_LAST_NAME, "last_name", "Young", 1);
	give(fn, ctx, FIELD_EMAIL, "email", "grace.young@lab.example.org", 1);
	give(fn, ctx, FIELD_PHONE, "phone", "+1 555 010 4477", 1);
	give(fn, ctx, FIELD_EMPLOYER, "employer", "Corvane Labs", 1);
	give(fn, ctx, FIELD_MEMBER_NO, "member_no", "48213", 1);
	give(fn, ctx, FIELD_TEXT, "goals", "leave my present post before the next summer comes", 1);
	give(fn, ctx, FIELD_FIRST_NAME, "first_name", "Tadeusz", 2);
	give(fn, ctx, FIELD_LAST_NAME, "last_name", "Svensson", 2);
	give(fn, ctx, FIELD_LAST_NAME, "last_name", "Good", 3);
	return give(fn, ctx, FIELD_FIRST_NAME, "first_name", "May", 4);
}

struct fixture {
	struct identity_set *set;
	struct policy policy;
	struct sv ordinary[2], certified[1];
	struct redactor *r;
};

static int begin(void **state)
{
	static const unsigned char secret[16] = "0123456789abcde";
	const struct identity_source source = { records, NULL };
	struct fixture *f = xcalloc(1, sizeof *f);

	f->ordinary[0] = sv("may");
	f->ordinary[1] = sv("young");
	f->certified[0] = sv("Alder Society");
	f->policy.ordinary = f->ordinary;
	f->policy.nordinary = 2;
	f->policy.certified = f->certified;
	f->policy.ncertified = 1;
	assert_int_equal(identity_set_from(&f->set, &source, NULL, secret), 0);
	redactor_new(&f->r, &(struct redact_sources){ f->set, &f->policy, NULL, NULL });
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	redactor_free(f->r);
	identity_set_free(f->set);
	free(f);
	return 0;
}

static void shows(const struct fixture *f, const char *text, const char *wanted)
{
	struct redact_marks m = { 0 };
	struct str out = STR_INIT;

	redact_find(&m, f->r, sv(text), 1);
	redact_show(&out, sv(text), &m);
	assert_string_equal(out.ptr, wanted);
	str_dispose(&out);
	vec_dispose(&m);
}

static void proposes(const struct fixture *f, const char *text, const char *wanted)
{
	struct str out = STR_INIT;

	assert_true(redact_propose(&out, f->r, sv(text), 1));
	assert_string_equal(out.ptr, wanted);
	str_dispose(&out);
}

static void test_values(void **state)
{
	const struct fixture *f = *state;

	shows(f, "I worked at Corvane Labs with Tadeusz Svensson.",
		"I worked at [own employer: Corvane Labs] with [name: Tadeusz Svensson].");
	shows(f, "Ask SVENSSON or s v e n s s o n.", "Ask [name: SVENSSON] or [name: s v e n s s o n].");
	shows(f, "Write to Grace.Young@LAB.example.org.", "Write to [own e-mail: Grace.Young@LAB.example.org].");
	shows(f, "Call 555-010-4477 today.", "Call [own phone: 555-010-4477] today.");
	shows(f, "My number is 48213.", "My number is [own number: 48213].");
	shows(f, "I will leave my present post before the next summer comes, I think.",
		"I will [own private text: leave my present post before the next summer comes], I think.");
	proposes(f, "I worked at Corvane Labs with Tadeusz Svensson.", "I worked at [employer] with [name].");
}

static void test_ordinary_words(void **state)
{
	const struct fixture *f = *state;
	struct redact_marks m = { 0 };

	shows(f, "You may ask young people. May I help?", "You may ask young people. May I help?");
	shows(f, "Please ask May about it.", "Please ask [name: May] about it.");
	redact_find(&m, f->r, sv("A good audit."), 1);
	assert_int_equal(m.n, 1);
	assert_int_equal(m.at[0].degree, REDACT_CERTAIN);
	assert_true(m.at[0].ordinary);
	redact_find(&m, f->r, sv("Ask Good."), 1);
	assert_int_equal(m.n, 1);
	assert_false(m.at[0].ordinary);
	vec_dispose(&m);
}

static void test_own_and_others(void **state)
{
	const struct fixture *f = *state;
	struct redact_marks m = { 0 };

	redact_find(&m, f->r, sv("Grace and Tadeusz"), 1);
	assert_int_equal(m.n, 2);
	assert_true(m.at[0].own);
	assert_false(m.at[1].own);
	vec_dispose(&m);
}

static void test_addresses(void **state)
{
	const struct fixture *f = *state;

	shows(f, "Mail jo.b@x.example.net, please.", "Mail [e-mail?: jo.b@x.example.net], please.");
	shows(f, "Mail jo (at) x.example.net, please.", "Mail [e-mail?: jo (at) x.example.net], please.");
	shows(f, "Mail jo at x dot example dot net.", "Mail [e-mail?: jo at x dot example dot net].");
	shows(f, "See https://x.example.net/a?b=1.", "See [site?: https://x.example.net/a?b=1].");
	shows(f, "See www.quality.example or audits.co.uk/me!",
		"See [site?: www.quality.example] or [site?: audits.co.uk/me]!");
	shows(f, "I like audits.In my work I meet people.", "I like audits.In my work I meet people.");
	shows(f, "I am @jo_b there.", "I am [handle?: @jo_b] there.");
	shows(f, "LinkedIn: jo-b-42", "{LinkedIn}: [handle?: jo-b-42]");
	proposes(f, "Skype jo.b77, see you.", "Skype [handle], see you.");
}

static void test_numbers(void **state)
{
	const struct fixture *f = *state;

	shows(f, "Call +44 (0)20 7946 0018 now.", "Call [phone?: +44 (0)20 7946 0018] now.");
	shows(f, "Call 0171/5550199 now.", "Call [phone?: 0171/5550199] now.");
	shows(f, "My card is 734512.", "My card is [number?: 734512].");
	shows(f, "My card is AB-73451 or RQ73451.", "My card is [number?: AB-73451] or [number?: RQ73451].");
	shows(f, "From 1998 to 2004, 1998-2004, 2,000 studies.", "From 1998 to 2004, 1998-2004, 2,000 studies.");
	shows(f, "ISO 13485, ISO/IEC 17025, 21 CFR Part 58 and 112.",
		"ISO 13485, ISO/IEC 17025, 21 CFR Part 58 and 112.");
	shows(f, "Since 2019-03-04 and 4.3.2019 or 3/4/19.",
		"Since [date?: 2019-03-04] and [date?: 4.3.2019] or [date?: 3/4/19].");
	shows(f, "On 4 March 2019 and March 4th, 2019.", "On [date?: 4 March 2019] and [date?: March 4th, 2019].");
	shows(f, "Since March 2019.", "Since {March 2019}.");
	shows(f, "I may help 2 people.", "I may help 2 people.");
	shows(f, "Come to 12 Mill Road today.", "Come to [address?: 12 Mill Road] today.");
	shows(f, "Write to P.O. Box 71.", "Write to P.O. [address?: Box 71].");
}

static void test_strangers(void **state)
{
	const struct fixture *f = *state;

	proposes(f, "I learned from Peter Hooijmans.", "I learned from [name].");
	proposes(f, "Dr. Okonkwo taught me.", "Dr. [name] taught me.");
	proposes(f, "I thank J. P. Brandt and Maria van der Velde.", "I thank [name] and [name].");
	proposes(f, "My name is Xochitl.", "My name is [name].");
	proposes(f, "I know JOHN FRANCIS well.", "I know [name] well.");
	proposes(f, "ask peter about it", "ask [name] about it");
	proposes(f, "I work at Zentralab.", "I work at [employer].");
	proposes(f, "I was with Brightwell Analytics GmbH for years.", "I was with [employer] for years.");
	proposes(f, "I studied at the University of Quentin.", "I studied at the [employer].");
	shows(f, "I know Zwettl.", "I know {Zwettl}.");
	shows(f, "The Alder Society is good company.", "The Alder Society is [name: good] company.");
}

static void test_plain_text(void **state)
{
	static const char *const plain[] = { "I help small laboratories prepare for inspections. We meet once a month "
					     "and talk about what went well.",
		"Over twenty years in GLP and GCP quality assurance; I enjoy coaching newcomers and writing SOPs.",
		"If you are planning your first audit, I can review your plans, share checklists and listen.",
		"I studied chemistry, moved into clinical research, and later led a team of auditors." };
	const struct fixture *f = *state;

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) shows(f, plain[i], plain[i]);
}

static void test_not_rare(void **state)
{
	struct fixture *f = *state;

	shows(f, "I like lyophilization.", "I like {lyophilization}.");
	redactor_count(f->r, sv("lyophilization lyophilization"), 7);
	redactor_count(f->r, sv("lyophilization"), 8);
	shows(f, "I like lyophilization.", "I like {lyophilization}.");
	redactor_count(f->r, sv("lyophilization"), 9);
	shows(f, "I like lyophilization.", "I like lyophilization.");
	shows(f, "I like chromatography.", "I like {chromatography}.");
	redactor_know(
		f->r, sv("---\ntitle: electrophoresis\n---\nAbout <i class=\"potentiometry\">chromatography</i>.\n"));
	shows(f, "I like chromatography.", "I like chromatography.");
	shows(f, "potentiometry electrophoresis", "{potentiometry} {electrophoresis}");
}

static void test_summary(void **state)
{
	const struct fixture *f = *state;
	struct redact_marks m = { 0 };
	struct str out = STR_INIT;
	const char *text = "Tadeusz and Grace, jo@x.example.net, Zwettl.";

	redact_find(&m, f->r, sv(text), 1);
	redact_summary(&out, &m);
	assert_string_equal(out.ptr, "on record: 2 names; by its looks: 1 e-mail address; worth a look: 1 rare word");
	assert_int_equal(redact_count(&m, REDACT_CERTAIN), 2);
	str_dispose(&out);
	vec_dispose(&m);
}

/* Nothing of any bytes may break it, and marks never overlap. */
static void test_any_bytes(void **state)
{
	static const char *const parts[] = { "Grace", " ", "@", ".", "+1", "(", "555", "-", "Young", "www.", "\xC3\xA9",
		"4 March", "Dr", "12", "box", "http://", ",", "at", "dot", "[", "]", "J.", "LinkedIn", ":", "Ltd", "'",
		"\n", "Mc" };
	const struct fixture *f = *state;
	struct redact_marks m = { 0 };
	uint32_t seed = 7;

	for (int round = 0; round < 20000; round++) {
		struct str text = STR_INIT, out = STR_INIT;

		for (int i = 0; i < 9; i++) {
			seed = seed * 1664525u + 1013904223u;
			str_puts(&text, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
		}
		redact_find(&m, f->r, sv_of(&text), 2);
		for (size_t i = 0; i < m.n; i++) {
			assert_true(m.at[i].start < m.at[i].end && m.at[i].end <= text.len);
			assert_true(i == 0 || m.at[i - 1].end <= m.at[i].start);
		}
		assert_true(redact_propose(&out, f->r, sv_of(&text), 2));
		str_dispose(&text);
		str_dispose(&out);
	}
	vec_dispose(&m);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, begin, end)
	const struct CMUnitTest tests[] = { TEST(test_values), TEST(test_ordinary_words), TEST(test_own_and_others),
		TEST(test_addresses), TEST(test_numbers), TEST(test_strangers), TEST(test_plain_text),
		TEST(test_not_rare), TEST(test_summary), TEST(test_any_bytes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
