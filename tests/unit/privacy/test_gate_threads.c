/* The gate on several threads: what is told, counted, cleared and passed on is the same as on one, and in the same order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "told_records.h"

static const struct told_record records[] = { { FIELD_FIRST_NAME, "first_name", "Grace", 1 },
	{ FIELD_LAST_NAME, "last_name", "Young", 1 }, { FIELD_EMAIL, "email", "gyoung7@lab.example.org", 1 },
	{ FIELD_EMPLOYER, "employer", "Quillmark Analytics Ltd", 2 }, { FIELD_FIRST_NAME, "first_name", "Zoë", 2 },
	{ FIELD_LAST_NAME, "last_name", "Müller-Quint", 2 } };

static struct told_records told = { records, sizeof records / sizeof *records };

/* Behind the gate: what came, in which order, and whether its early part was done of the same bytes. */
struct behind {
	struct early_sink sink;
	struct str seen;
	size_t refuse; /* the how-manieth artifact is not taken; 0: none */
	size_t n;
};

static void *early(const struct early_sink *self, const struct artifact *a, const struct sha256 *digest)
{
	struct sha256 *own = xmalloc(sizeof *own);

	(void)self;
	*own = sha256_of(a->bytes);
	assert_true(sha256_eq(own, digest));
	return own;
}

static int take(struct early_sink *self, const struct artifact *a, void *work)
{
	struct behind *b = (struct behind *)self;

	str_printf(&b->seen, "%s %d %s\n", a->path, (int)a->nspans, sha256_hex(work).z);
	free(work);
	return ++b->n == b->refuse ? -1 : 0;
}

/* More than may wait: searched slice by slice on all threads, while its early part is done on one of them. People stand in slices of their own, in the first and the last
 * too; one of them twice in parts of one source, of which the second is not told; and "Young" at the beginning of a line may be a word. */
static const struct {
	const char *text;
	bool told;
} in_large[] = { { "Zoë Müller-Quint\n", true }, { "Grace Young\n", true }, { "gyoung7@lab.example.org\n", true },
	{ "Quillmark Analytics Ltd\n", true }, { "Grace Young\n", false }, { "Zoë Müller-Quint\n", true },
	{ "Young\n", false } };
enum { IN_LARGE = sizeof in_large / sizeof *in_large };
static unsigned line_in_large[IN_LARGE];

static int put_large(struct sink *to, bool clean)
{
	static const char *const source[] = { "north.md", "south.md", NULL };
	struct span span[IN_LARGE + 1];
	struct str table = STR_INIT;
	unsigned line = 1;

	for (size_t i = 0; i <= IN_LARGE; i++) {
		size_t end = table.len + (i % 2 ? 1100000 : 400000);

		for (; table.len < end; line++) str_puts(&table, "plain text,about records,and reviews,of studies\n");
		if (i < IN_LARGE) {
			str_puts(&table, clean ? "nobody\n" : in_large[i].text);
			line_in_large[i] = line++;
		}
		span[i] = (struct span){ table.len, i % 3 == 2 ? ORIGIN_TEMPLATE : ORIGIN_DOCUMENT, source[i % 3] };
	}
	assert_true(table.len > 5 << 20);
	struct artifact a = { clean ? "large.csv" : "grace-young/large.csv", ARTIFACT_FILE, sv_of(&table), span,
		IN_LARGE + 1 };
	int r = sink_put(to, &a);

	str_dispose(&table);
	return r;
}

static void large_is_told(const char *outcome)
{
	char place[64];

	for (size_t i = 0; i < IN_LARGE; i++) {
		snprintf(place, sizeof place, "G011 grace-young/large.csv:%u:1 ", line_in_large[i]);
		assert_true((strstr(outcome, place) != NULL) == in_large[i].told);
	}
	assert_non_null(strstr(outcome, "G012 grace-young/large.csv:")); /* its path */
}

static void put_pages(struct sink *to, bool clean)
{
	static const char *const what[] = { "Grace Young", "a young colleague", "of Quillmark Analytics Ltd",
		"zoe.mueller", "Young", "nobody at all", "&#71;race&#32;Young" };
	static const char *const sources[] = { "a.md", "b.md", "c.md", "d.md", "e.md" };
	struct str page = STR_INIT;

	for (unsigned i = 0; i < 400; i++) {
		const char *source = sources[i % 5];
		char path[32];

		if (i == 12 && put_large(to, clean) != 0) break;
		snprintf(path, sizeof path, "p/%u.html", i);
		str_clear(&page);
		for (unsigned k = 0; k < 1 + i % 9 * 40; k++)
			str_puts(&page, "<p>plain text about records and reviews</p>\n");
		size_t before = page.len;
		str_puts(&page, clean ? "nobody" : what[i % 7]);
		struct span span[] = { { before, ORIGIN_TEMPLATE, NULL },
			{ page.len, i % 3 ? ORIGIN_DOCUMENT : ORIGIN_TEMPLATE, i % 3 ? source : NULL } };
		struct artifact a = { path, ARTIFACT_FILE, sv_of(&page), span, 2 };

		if (sink_put(to, &a) != 0) break;
	}
	str_dispose(&page);
}

/* Everything that can be told of one run, as text. */
static void outcome(struct str *out, unsigned threads, bool clean, size_t refuse)
{
	const struct identity_source source = { told_each, &told };
	struct behind b = { .sink = { .early = early, .put = take }, .seen = STR_INIT, .refuse = refuse };
	struct gate_options o = { .early = &b.sink, .threads = threads };
	struct identity_set *set = NULL;
	struct diags ds = DIAGS_INIT;
	struct clearance *c = NULL;
	struct gate *g;

	assert_int_equal(identity_set_from(&set, &source, NULL, (const unsigned char *)"0123456789abcdef"), 0);
	o.values = set;
	assert_int_equal(gate_new(&g, &o, &ds), 0);
	put_pages(gate_sink(g), clean);
	str_printf(out, "settled %d, ", gate_settle(g));
	str_printf(out, "finished %d\n", gate_finish(g, &c, &ds));
	str_printf(out, "%zu soft, %llu bytes\n", gate_soft_passed(g), (unsigned long long)gate_bytes(g));
	for (size_t i = 0; i < ds.n; i++)
		str_printf(out, "%s %s:%u:%u %s\n", ds.at[i].code, ds.at[i].at.file, ds.at[i].at.line, ds.at[i].at.col,
			ds.at[i].text);
	if (c) str_printf(out, "cleared %zu %s\n", clearance_artifacts(c), sha256_hex(clearance_digest(c)).z);
	if (!refuse) str_sv(out, sv_of(&b.seen));
	clearance_free(c);
	gate_free(g);
	identity_set_free(set);
	diags_dispose(&ds);
	str_dispose(&b.seen);
}

static void same_for_any_number(void **state)
{
	(void)state;
	for (int clean = 0; clean < 2; clean++) {
		struct str one = STR_INIT;

		outcome(&one, 1, clean, 0);
		assert_non_null(strstr(one.ptr, "p/399.html"));
		assert_non_null(strstr(one.ptr, "large.csv 8 "));
		if (!clean) large_is_told(one.ptr);
		assert_true((strstr(one.ptr, "finished 0") != NULL) == clean);
		assert_true((strstr(one.ptr, "G0") == NULL) == clean);
		for (unsigned threads = 2; threads <= 7; threads++) {
			struct str more = STR_INIT;

			outcome(&more, threads, clean, 0);
			assert_string_equal(one.ptr, more.ptr);
			str_dispose(&more);
		}
		str_dispose(&one);
	}
}

/* A refusal behind the gate may be known only later, but never is unknown. */
static void refusal_behind_is_told(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= 5; threads += 2) {
		struct str out = STR_INIT;

		outcome(&out, threads, true, 399);
		assert_non_null(strstr(out.ptr, "settled -1"));
		str_dispose(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(same_for_any_number),
		cmocka_unit_test(refusal_behind_is_told) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
