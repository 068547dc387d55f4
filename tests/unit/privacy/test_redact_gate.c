/* What redact calls certain is what the gate refuses in an approved text, no less and no more, and what it proposes passes: over thousands of
 * texts put together from names, words, signs and disguises, on a page and in the pool's CSV. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/csvout.h"
#include "base/html.h"
#include "base/utf8.h"
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

/* A text between other bytes. */
static void put(struct gate *g, const char *path, const char *before, struct sv text, const char *after)
{
	struct str all = STR_INIT;

	str_puts(&all, before);
	str_sv(&all, text);
	size_t end = all.len;
	str_puts(&all, after);
	const struct span spans[] = { { strlen(before), ORIGIN_TEMPLATE, NULL }, { end, ORIGIN_TEXT, NULL },
		{ all.len, ORIGIN_TEMPLATE, NULL } };
	const struct artifact a = { path, ARTIFACT_FILE, sv_of(&all), spans, 3 };
	assert_int_equal(sink_put(gate_sink(g), &a), 0);
	str_dispose(&all);
}

static bool refused(const struct identity_set *set, struct sv text)
{
	struct gate_options o = { .values = set, .policy = &policy };
	struct diags ds = DIAGS_INIT;
	struct clearance *c = NULL;
	struct gate *g;
	struct str page = STR_INIT, cell = STR_INIT;

	assert_int_equal(gate_new(&g, &o, &ds), 0);
	html_text(&page, text);
	csvout_cell(&cell, text);
	put(g, "page.html", "<p>", sv_of(&page), "</p>");
	put(g, "mentors.csv", "mentors,,,", sv_of(&cell), "\n");
	bool found = gate_finish(g, &c, &ds) != 0;
	clearance_free(c);
	gate_free(g);
	diags_dispose(&ds);
	str_dispose(&page);
	str_dispose(&cell);
	return found;
}

struct fixture {
	struct identity_set *set;
	struct redactor *r;
	struct redact_marks m;
};

static int begin(void **state)
{
	static const unsigned char secret[16] = "0123456789abcde";
	const struct identity_source source = { each, NULL };
	struct fixture *f = xcalloc(1, sizeof *f);

	assert_int_equal(identity_set_from(&f->set, &source, &policy, secret), 0);
	redactor_new(&f->r, &(struct redact_sources){ f->set, &policy, NULL, NULL });
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	vec_dispose(&f->m);
	redactor_free(f->r);
	identity_set_free(f->set);
	free(f);
	return 0;
}

/* Is something certain in it? Then the gate refuses it, else it does not; and it never refuses what is proposed. */
static bool certain(struct fixture *f, const struct str *text, struct str *proposed)
{
	redact_find(&f->m, f->r, sv_of(text), 1);
	bool found = redact_count(&f->m, REDACT_CERTAIN) > 0;
	if (refused(f->set, sv_of(text)) != found) fail_msg("\"%s\": redact says %d", text->ptr, found);
	if (!redact_propose(proposed, f->r, sv_of(text), 1))
		fail_msg("\"%s\" became \"%s\", which is not clean", text->ptr, proposed->ptr);
	if (refused(f->set, sv_of(proposed))) fail_msg("\"%s\" became \"%s\"", text->ptr, proposed->ptr);
	return found;
}

static uint32_t draw(uint32_t *seed, size_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 12) % (uint32_t)below;
}

static void test_same_as_the_gate(void **state)
{
	static const char *const parts[] = { "Zo\xC3\xAB", "zoe", "M\xC3\xBCller-Quint", "Mueller", "Quint", "quint",
		"zmq77", "@", "lab.example.org", "shall", "Shall", "020 7946 0812", "+44 20 7946 0812", "M-104425",
		"104425", "Quillmark", "Analytics", "Ltd", "Grace", "GRACE", "grace", "Young", "young", "Corvane",
		"corvane", "Ian", "I.", "May", "may", "2004", "5104", "I would rather not be", "matched with anybody",
		"from the north", "newsletter", "Alder Society", ".", ",", "G.", "audit", "the", "(at)", "Dr.",
		"\xC2\xAD", "-", "to get her", "[", "]", "1998", "Gr&#97;ce", "G r a c e", "R3JhY2UgWW91bmc", "%47race",
		"{\"a\": \"Grace\", \"b\": \"Young\"}", "Gr<b>ace</b>", "&", "<", "C0rvane", "\n", "=", "%", "dot" };
	struct fixture *f = *state;
	uint32_t seed = 11;
	int hits = 0;

	for (int round = 0; round < 4000; round++) {
		struct str text = STR_INIT, proposed = STR_INIT;

		for (int i = 0; i < 1 + round % 5; i++) {
			const char *part = parts[draw(&seed, sizeof parts / sizeof *parts)];

			str_printf(&text, "%s%s", seed >> 31 || !i ? "" : " ", part);
		}
		hits += certain(f, &text, &proposed);
		str_dispose(&text);
		str_dispose(&proposed);
	}
	assert_true(hits > 1000 && hits < 3900);
}

/* What was typed in a disguise is masked with all of the disguise, and nothing beside it. */
static void test_disguises(void **state)
{
	static const struct {
		const char *text, *proposed;
	} disguise[] = { { "Ask Gr&#97;ce&nbsp;Young, R&D.", "Ask [name], R&D." },
		{ "Ask &amp;#71;race & co.", "Ask [name] & co." }, { "<Grace>", "<[name]>" },
		{ "a < b & Gr<b>ac</b>e > c", "a < b & [name] > c" },
		{ "Ask Gra\xC2\xAD"
		  "ce.",
			"Ask [name]." },
		{ "Ask Gra\xE2\x80\x8B"
		  "ce.",
			"Ask [name]." },
		{ "Ask \xEF\xBC\xA7\xEF\xBD\x92\xEF\xBD\x81\xEF\xBD\x83\xEF\xBD\x85.", "Ask [name]." },
		{ "Ask G r a c e about it.", "Ask [name] about it." },
		{ "Ask C-o-r-v-a-n-e now.", "Ask [employer] now." }, { "Ask %47race.", "Ask [name]." },
		{ "Ask %EF%BC%A7race.", "Ask [name]." }, { "Ask zmq77%40lab.example.org.", "Ask [e-mail]." },
		{ "Ask zmq77 at lab dot example dot org.", "Ask [e-mail]." }, { "Ask \\u0047race.", "Ask [name]." },
		{ "{\"name\": \"Gr\\u0061ce\"}", "{\"name\": \"[name]\"}" }, { "Ask =47race.", "Ask [name]." },
		{ "Ask +AEc-race.", "Ask [name]." }, { "Ask \\47 race.", "Ask [name]." },
		{ "See R3JhY2UgWW91bmc here.", "See [name] here." },
		{ "See QXNrIEdyYWNlIFlvdW5nIGFib3V0IGl0 here.", "See [name] here." },
		{ "See 477261636520596f756e67 here.", "See [name] here." },
		{ "See 47 72 61 63 65 20 59 6f 75 6e 67 here.", "See [name] here." },
		{ "See UjNKaFkyVWdXVzkxYm1j here.", "See [name] here." }, { "At C0rvane.", "At [employer]." } };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof disguise / sizeof *disguise; i++) {
		struct str text = STR_INIT, proposed = STR_INIT;

		str_puts(&text, disguise[i].text);
		if (!certain(f, &text, &proposed)) fail_msg("\"%s\" passes", text.ptr);
		assert_string_equal(proposed.ptr, disguise[i].proposed);
		str_dispose(&text);
		str_dispose(&proposed);
	}
}

enum { WAYS = 12 };

static void put_disguised(struct str *out, char c, uint32_t way)
{
	switch (way) {
	case 0: str_putc(out, c); break;
	case 1: str_printf(out, "&#%d;", c); break;
	case 2: str_printf(out, "&amp;#x%x;", (unsigned)c); break;
	case 3: str_printf(out, "%%%02X", (unsigned)c); break;
	case 4: str_printf(out, "\\u%04x", (unsigned)c); break;
	case 5: str_printf(out, "\\x%02x", (unsigned)c); break;
	case 6: str_printf(out, "=%02X", (unsigned)c); break;
	case 7: str_printf(out, "%%26%%23%d;", c); break;
	case 8: str_printf(out, "%c\xC2\xAD", c); break;
	case 9: str_printf(out, "%c<i></i>", c); break;
	case 10: str_printf(out, "%c ", c); break;
	default: utf8_put(out, 0xFEE0 + (uint32_t)c); break;
	}
}

/* Letters of names and of words in one of these ways each, or all in the same. */
static void test_any_disguise(void **state)
{
	static const char *const words[] = { "Grace", "Corvane", "Quintus", "zmq77@lab.example.org", "GraceYoung",
		"audits", "young", "Quillmark" };
	struct fixture *f = *state;
	uint32_t seed = 5;
	int hits = 0;

	for (int round = 0; round < 3000; round++) {
		struct str text = STR_INIT, proposed = STR_INIT;
		const char *word = words[draw(&seed, sizeof words / sizeof *words)];
		uint32_t way = draw(&seed, WAYS);

		str_puts(&text, draw(&seed, 2) ? "Ask & see " : "");
		for (; *word; word++) put_disguised(&text, *word, round % 2 ? way : draw(&seed, WAYS));
		str_puts(&text, draw(&seed, 2) ? ". <Then> May I?" : "");
		hits += certain(f, &text, &proposed);
		str_dispose(&text);
		str_dispose(&proposed);
	}
	assert_true(hits > 1000 && hits < 2700);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, begin, end)
	const struct CMUnitTest tests[] = { TEST(test_same_as_the_gate), TEST(test_disguises),
		TEST(test_any_disguise) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
