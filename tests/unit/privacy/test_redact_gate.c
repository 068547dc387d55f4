/* What redact calls certain is what the gate refuses in an approved text, no less and no more, and what it proposes passes: over thousands of
 * texts put together from names, words and signs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/html.h"
#include "privacy/identity_set.h"
#include "privacy/redact.h"
#include "records/fields.h"

static int each(void *unused, identity_fn *fn, void *ctx)
{
	static const struct {
		int kind;
		const char *field, *value;
		int64_t person;
	} at[] = { { FIELD_FIRST_NAME, "first_name", "Zo\xC3\xAB", 1 },
		{ FIELD_LAST_NAME, "last_name", "M\xC3\xBCller-Quint", 1 },
		{ FIELD_EMAIL, "email", "zmq77@lab.example.org", 1 },
		{ FIELD_EMAIL, "email", "shall@lab.example.org", 5 }, { FIELD_PHONE, "phone", "+44 20 7946 0812", 1 },
		{ FIELD_MEMBER_NO, "member_no", "M-104425", 1 },
		{ FIELD_EMPLOYER, "employer", "Quillmark Analytics Ltd", 1 },
		{ FIELD_FIRST_NAME, "first_name", "Grace", 2 }, { FIELD_LAST_NAME, "last_name", "Young", 2 },
		{ FIELD_EMPLOYER, "employer", "Corvane", 2 }, { FIELD_FIRST_NAME, "first_name", "Ian", 3 },
		{ FIELD_LAST_NAME, "last_name", "May", 3 }, { FIELD_ENTRY_NO, "form_entry_no", "2004", 3 },
		{ FIELD_ENTRY_NO, "form_entry_no", "5104", 4 },
		{ FIELD_TEXT, "committee_note", "I would rather not be matched with anybody from the north", 3 },
		{ FIELD_OTHER, "referrer", "newsletter", 1 } };

	(void)unused;
	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		fn(ctx, at[i].kind, at[i].field, sv(at[i].value), "records/exports/a.csv", 2, at[i].person);
	return 0;
}

static const struct sv certified[] = { { "Alder Society", 13 } },
		       ordinary[] = { { "may", 3 }, { "young", 5 }, { "shall", 5 } };
static const struct policy_pool pools[] = {
	{ .code = "mentors", .title = "Mentor", .plural = "mentors", .text_field = "profile" }
};
static const struct policy policy = { .audience = "members",
	.k = 5,
	.pool = pools,
	.npools = 1,
	.certified = certified,
	.ncertified = 1,
	.ordinary = ordinary,
	.nordinary = 3 };

static bool refused(const struct identity_set *set, struct sv text)
{
	struct gate_options o = { .values = set, .policy = &policy };
	struct diags ds = DIAGS_INIT;
	struct clearance *c = NULL;
	struct gate *g;
	struct str page = STR_INIT;

	assert_int_equal(gate_new(&g, &o, &ds), 0);
	str_puts(&page, "<p>");
	html_text(&page, text);
	size_t end = page.len;
	str_puts(&page, "</p>");
	const struct span spans[] = { { 3, ORIGIN_TEMPLATE, NULL }, { end, ORIGIN_TEXT, NULL },
		{ page.len, ORIGIN_TEMPLATE, NULL } };
	const struct artifact a = { "page.html", ARTIFACT_FILE, sv_of(&page), spans, 3 };
	assert_int_equal(sink_put(gate_sink(g), &a), 0);
	bool found = gate_finish(g, &c, &ds) != 0;
	clearance_free(c);
	gate_free(g);
	diags_dispose(&ds);
	str_dispose(&page);
	return found;
}

static void test_same_as_the_gate(void **state)
{
	static const char *const parts[] = { "Zo\xC3\xAB", "zoe", "M\xC3\xBCller-Quint", "Mueller", "Quint", "quint",
		"zmq77", "@", "lab.example.org", "shall", "Shall", "020 7946 0812", "+44 20 7946 0812", "M-104425",
		"104425", "Quillmark", "Analytics", "Ltd", "Grace", "GRACE", "grace", "Young", "young", "Corvane",
		"corvane", "Ian", "I.", "May", "may", "2004", "5104", "I would rather not be", "matched with anybody",
		"from the north", "newsletter", "Alder Society", ".", ",", "G.", "audit", "the", "(at)", "Dr.",
		"\xC2\xAD", "-", "to get her", "[", "]", "1998" };
	static const unsigned char secret[16] = "0123456789abcde";
	const struct identity_source source = { each, NULL };
	struct identity_set *set;
	struct redactor *r;
	struct redact_marks m = { 0 };
	uint32_t seed = 11;
	int hits = 0;

	(void)state;
	assert_int_equal(identity_set_from(&set, &source, &policy, secret), 0);
	redactor_new(&r, &(struct redact_sources){ set, &policy, NULL, NULL });
	for (int round = 0; round < 4000; round++) {
		struct str text = STR_INIT, proposed = STR_INIT;

		for (int i = 0; i < 1 + round % 5; i++) {
			seed = seed * 1664525u + 1013904223u;
			str_printf(&text, "%s%s", seed >> 31 || !i ? "" : " ",
				parts[(seed >> 12) % (sizeof parts / sizeof *parts)]);
		}
		redact_find(&m, r, sv_of(&text), 1);
		bool certain = redact_count(&m, REDACT_CERTAIN) > 0;
		hits += certain;
		if (refused(set, sv_of(&text)) != certain) fail_msg("\"%s\": redact says %d", text.ptr, certain);
		assert_true(redact_propose(&proposed, r, sv_of(&text), 1));
		if (refused(set, sv_of(&proposed))) fail_msg("\"%s\" became \"%s\"", text.ptr, proposed.ptr);
		str_dispose(&text);
		str_dispose(&proposed);
	}
	assert_true(hits > 1000 && hits < 3900);
	vec_dispose(&m);
	redactor_free(r);
	identity_set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_same_as_the_gate) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
