/* A large table read slice by slice: what is found is what is found in the whole, wherever it stands and however it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/random.h"
#include "base/vec.h"
#include "privacy/gate_internal.h"
#include "privacy/gate_slice.h"
#include "told_records.h"

enum { SIZE = 24 << 10, LENGTH = 400 << 10 };

static const struct told_record records[] = { { FIELD_FIRST_NAME, "first_name", "Grace", 1 },
	{ FIELD_LAST_NAME, "last_name", "Young", 1 }, { FIELD_EMAIL, "email", "gyoung7@lab.example.org", 1 },
	{ FIELD_PHONE, "phone", "+49 221 5550 1234", 1 }, { FIELD_EMPLOYER, "employer", "Quillmark Analytics Ltd", 2 },
	{ FIELD_FIRST_NAME, "first_name", "Zoltan", 2 }, { FIELD_LAST_NAME, "last_name", "Oakmoor", 2 } };

static struct told_records told = { records, sizeof records / sizeof *records };

struct finding {
	size_t start, end, verdict, origin;
	uint64_t hash;
};
struct world {
	struct identity_set *set;
	struct gate *gate;
	struct str text;
	VEC(struct span) spans;
};
struct findings {
	VEC(struct finding) v;
};

static int setup(void **state)
{
	const struct identity_source source = { told_each, &told };
	struct world *w = xcalloc(1, sizeof *w);
	struct gate_options o = { .threads = 1 };
	struct diags ds = DIAGS_INIT;

	str_init(&w->text, 0);
	assert_int_equal(identity_set_from(&w->set, &source, NULL, (const unsigned char *)"0123456789abcdef"), 0);
	o.values = w->set;
	assert_int_equal(gate_new(&w->gate, &o, &ds), 0);
	diags_dispose(&ds);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	gate_free(w->gate);
	identity_set_free(w->set);
	str_dispose(&w->text);
	vec_dispose(&w->spans);
	free(w);
	return 0;
}

static void put(struct world *w, const char *text, enum origin origin)
{
	str_puts(&w->text, text);
	if (w->spans.n && w->spans.at[w->spans.n - 1].origin == origin)
		w->spans.at[w->spans.n - 1].end = w->text.len;
	else
		vec_push(&w->spans, ((struct span){ w->text.len, origin, NULL }));
}

/* Rows as pool.csv has them; every third with something planted, as it stands or written in another way. */
static void make_table(struct world *w, uint64_t seed)
{
	static const char *const planted[] = { "Grace Young", "grace-young", "gyoung7@lab.example.org",
		"+49 221 5550 1234", "Quillmark Analytics Ltd", "Zoltan Oakmoor", "Gr&#97;ce Youn&#x67;",
		"Z0ltan 0akm00r", "%47%72%61%63%65%20Young", "R3JhY2UgWW91bmcgd2FzIGhlcmU=", "=47race=20Young",
		"477261636520596f756e67", "47 72 61 63 65 20 59 6f 75 6e 67", "Grace\nYoung", "Grace\n\n  Young",
		"G r a c e Y o u n g", "xgraceyoungx", "Oakmoor, Z.", "Young", "grace" };
	struct random_source chance = { random_seeded_fill, seed };
	char row[256];

	str_clear(&w->text);
	vec_clear(&w->spans);
	while (w->text.len < LENGTH) {
		uint64_t r;

		assert_int_equal(random_bytes(&chance, &r, sizeof r), 0);
		snprintf(row, sizeof row, "mentors,7KQ-%04u", (unsigned)(r >> 40 & 0x1FFF));
		put(w, row, ORIGIN_ID);
		put(w, ",profile,,", ORIGIN_TEMPLATE);
		snprintf(row, sizeof row, "area=clinical|laboratory;region=%s;years=over-ten",
			r & 1 ? "europe" : "north-america");
		put(w, row, ORIGIN_LABEL);
		put(w, ",,,", ORIGIN_TEMPLATE);
		if (r >> 8 & 1)
			put(w, "\"Happy to talk about audits, and reports.\nAlso on two lines, say\"", ORIGIN_TEXT);
		if ((r >> 16) % 3 == 0) put(w, planted[(r >> 20) % (sizeof planted / sizeof *planted)], ORIGIN_TEXT);
		put(w, "\n", ORIGIN_TEMPLATE);
		if ((r >> 52) % 4 == 0)
			put(w, planted[(r >> 56) % (sizeof planted / sizeof *planted)], ORIGIN_DOCUMENT);
		if ((r >> 52) % 4 == 0) put(w, "\n", ORIGIN_TEMPLATE);
	}
}

static void note(void *ctx, const struct gate_finding *f)
{
	struct findings *to = ctx;
	struct finding one = { .verdict = f->verdict, .origin = f->origin, .hash = f->window->hash };

	gate_finding_place(f, &one.start, &one.end);
	vec_push(&to->v, one);
}

static int in_order(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct finding));
}

static struct artifact table_of(const struct world *w, const char *path)
{
	return (struct artifact){ path, ARTIFACT_FILE, sv_of(&w->text), w->spans.at, w->spans.n };
}

static size_t compare(struct world *w)
{
	struct artifact a = table_of(w, "pool.csv");
	struct findings whole = { VEC_INIT }, sliced = { VEC_INIT };
	size_t n;

	gate_read_sliced(w->gate, &a, a.bytes.n, note, &whole);
	gate_read_sliced(w->gate, &a, SIZE, note, &sliced);
	n = whole.v.n;
	assert_int_equal(n, sliced.v.n);
	qsort(whole.v.at, n, sizeof *whole.v.at, in_order);
	qsort(sliced.v.at, n, sizeof *sliced.v.at, in_order);
	assert_memory_equal(whole.v.at, sliced.v.at, n * sizeof *whole.v.at);
	vec_dispose(&whole.v);
	vec_dispose(&sliced.v);
	return n;
}

static void test_same_findings(void **state)
{
	struct world *w = *state;

	for (uint64_t seed = 1; seed <= 12; seed++) {
		make_table(w, seed);
		assert_true(compare(w) > 1000);
	}
}

/* Slices follow one another without a gap, are cut at ends of rows and outside texts, and have room on both sides. */
static void test_where_it_is_cut(void **state)
{
	struct world *w = *state;
	struct gate_slice s = { 0 };
	size_t last = 0, n = 0;

	make_table(w, 99);
	struct artifact a = table_of(w, "pool.csv");
	while (gate_slice_next(&a, SIZE, &s)) {
		assert_int_equal(s.from, last);
		assert_true(s.to > s.from && s.begin <= s.from && s.end >= s.to && s.end <= a.bytes.n);
		if (n++) assert_true(s.begin < s.from && a.bytes.p[s.from - 1] == '\n');
		if (s.begin) assert_true(s.from - s.begin > 4096);
		if (s.to < a.bytes.n) assert_true(s.end - s.to > 4096 || s.end == a.bytes.n);
		for (size_t i = 0; i < a.nspans && s.to < a.bytes.n; i++)
			if (a.spans[i].origin == ORIGIN_TEXT)
				assert_false((i ? a.spans[i - 1].end : 0) < s.to && a.spans[i].end >= s.to);
		last = s.to;
	}
	assert_int_equal(last, a.bytes.n);
	assert_true(n > 10);
}

static void test_spans_of_a_slice(void **state)
{
	struct world *w = *state;
	struct gate_slice s = { 0 };

	make_table(w, 7);
	struct artifact a = table_of(w, "pool.csv");
	while (gate_slice_next(&a, SIZE, &s)) {
		struct span *span;
		size_t n = gate_slice_spans(&a, &s, &span), at = 0;

		assert_int_equal(span[n - 1].end, s.end - s.begin);
		for (size_t i = 0; i < n; i++) {
			while (a.spans[at].end <= s.begin + (i ? span[i - 1].end : 0)) at++;
			assert_int_equal(span[i].origin, a.spans[at].origin);
		}
		free(span);
	}
}

/* Nothing but numbers: no place is known where nothing reaches across. One text: no line of it ends outside. */
static void test_what_is_not_cut(void **state)
{
	struct world *w = *state;

	str_clear(&w->text);
	vec_clear(&w->spans);
	while (w->text.len < LENGTH) put(w, "47 72 61,63|65 20\n", ORIGIN_TEMPLATE);
	struct artifact a = table_of(w, "pool.csv");
	struct gate_slice s = { 0 };
	while (gate_slice_next(&a, SIZE, &s)) {
		assert_int_equal(s.begin, 0);
		assert_int_equal(s.end, a.bytes.n);
	}
	make_table(w, 3);
	struct span one = { w->text.len, ORIGIN_TEXT, NULL };
	a = (struct artifact){ "pool.csv", ARTIFACT_FILE, sv_of(&w->text), &one, 1 };
	s = (struct gate_slice){ 0 };
	assert_true(gate_slice_next(&a, SIZE, &s));
	assert_int_equal(s.to, a.bytes.n);
	assert_false(gate_sliced(&a, NORMAL_HTML, SIZE));
	assert_false(gate_sliced(&a, NORMAL_SCRIPT, SIZE));
	assert_true(gate_sliced(&a, NORMAL_TEXT, SIZE));
	assert_false(gate_sliced(&a, NORMAL_TEXT, GATE_SLICE));
}

/* What is packed in long lines is one piece, however many there are: no margin lies within. */
static void test_long_packed_piece(void **state)
{
	struct world *w = *state;

	make_table(w, 5);
	str_truncate(&w->text, SIZE - 300);
	w->spans.n = 0;
	vec_push(&w->spans, ((struct span){ w->text.len, ORIGIN_DOCUMENT, NULL }));
	/* "text text ... Grace Young ...", in lines of 64 symbols; from the first cut to far behind its margin. */
	for (size_t i = 0; i < 900; i++) {
		put(w, "dGV4dCB0ZXh0IHRleHQgdGV4dCB0ZXh0IHRleHQgdGV4dCB0ZXh0IHRleHQgdGV4", ORIGIN_DOCUMENT);
		put(w, "\n", ORIGIN_DOCUMENT);
		if (i % 100 == 37)
			put(w, "dCBHcmFjZSBZb3VuZyB0ZXh0IHRleHQgdGV4dCB0ZXh0IHRleHQgdGV4dCB0ZXh0\n", ORIGIN_DOCUMENT);
	}
	while (w->text.len < 8 * SIZE) put(w, "plain words, and more of them, follow here in lines\n", ORIGIN_DOCUMENT);
	assert_true(compare(w) > 0);
}

/* Through the gate itself: the place that is told is one of the file. */
static void test_place_is_of_the_file(void **state)
{
	struct world *w = *state;
	struct diags ds = DIAGS_INIT;
	struct clearance *cleared = NULL;
	unsigned line = 0, planted = 0;

	str_clear(&w->text);
	vec_clear(&w->spans);
	for (line = 1; w->text.len < 5 * GATE_SLICE; line++) {
		put(w, "mentors,profile,area of practice,", ORIGIN_DOCUMENT);
		if (!planted && w->text.len > 3 * GATE_SLICE) {
			planted = line;
			put(w, "gyoung7%40lab.example.org", ORIGIN_DOCUMENT);
		}
		put(w, "\n", ORIGIN_DOCUMENT);
	}
	struct artifact a = table_of(w, "table.csv");
	assert_int_equal(sink_put(gate_sink(w->gate), &a), 0);
	assert_int_equal(gate_finish(w->gate, &cleared, &ds), -1);
	assert_int_equal(ds.errors, 2); /* the address, and its first half */
	for (size_t i = 0; i < ds.n; i++)
		if (ds.at[i].sev == SEV_ERROR) {
			assert_string_equal(ds.at[i].at.file, "table.csv");
			assert_int_equal(ds.at[i].at.line, planted);
			assert_int_equal(ds.at[i].at.col, 34);
		}
	diags_dispose(&ds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_same_findings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_where_it_is_cut, setup, teardown),
		cmocka_unit_test_setup_teardown(test_spans_of_a_slice, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_is_not_cut, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_packed_piece, setup, teardown),
		cmocka_unit_test_setup_teardown(test_place_is_of_the_file, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
