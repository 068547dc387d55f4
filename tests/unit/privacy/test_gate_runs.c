/* The fast search against the slow one: every run of tokens of every view, its hash made of all of its tokens and looked up, must be found by gate_runs, and
 * nothing else. Pages are made of everything that has ever been a way to hide a value, at random but from a fixed seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/gate_runs.h"
#include "records/fields.h"

enum { PAGES = 4000, PIECES = 24, MAIL = 8, ACROSS = 4, SHORT = 40 };

static const struct person {
	const char *first, *last, *email, *phone, *number, *employer, *words;
} people[] = {
	{ "Grace", "Young", "grace.young@lab.example.org", "+44 20 7946 0812", "M-104425", "Quillmark Analytics",
		"the audit of a study is on me" },
	{ "Bo", "Li", "bo@li.example.org", "+49 30 55501234", "77", "Li", "in it we go to do so as if by it" },
	{ "Se\xC3\xA1n", "O'Brien", "sob@kestrel.example.org", "+353 1 555 0147", "QA-204417", "Kestrelmoor Assurance",
		"responsible laboratory inspections require documented evidence before quality managers decide" },
	{ "Al", "Dot", "al.dot@at.example.org", "47 72 61 63 65", "at 1", "At Dot", "dot at dot at dot at dot at" },
};
enum { PEOPLE = sizeof people / sizeof *people };
static uint64_t drawn = 1;

static uint32_t draw(uint32_t below)
{
	drawn = drawn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)((drawn >> 33) % below);
}

static int each(void *ctx, identity_fn *fn, void *fn_ctx)
{
	int bad = 0;

	(void)ctx;
	for (size_t i = 0; i < PEOPLE && !bad; i++) {
		const struct person *p = &people[i];
		const struct {
			int kind;
			const char *value;
		} cell[] = { { FIELD_FIRST_NAME, p->first }, { FIELD_LAST_NAME, p->last }, { FIELD_EMAIL, p->email },
			{ FIELD_PHONE, p->phone }, { FIELD_MEMBER_NO, p->number }, { FIELD_EMPLOYER, p->employer },
			{ FIELD_TEXT, p->words } };

		for (size_t c = 0; c < sizeof cell / sizeof *cell && !bad; c++)
			bad = fn(
				fn_ctx, cell[c].kind, "x", sv(cell[c].value), "a.csv", (unsigned)i + 2, (int64_t)i + 1);
	}
	return bad;
}

/* --- findings ------------------------------------------------------------------------------------------------------------- */
struct finding {
	size_t start, end, n;
	uint64_t hash;
	int how;
};
struct findings {
	VEC(struct finding) v;
};
struct compared {
	struct identity_set *set;
	struct runs runs;
	struct findings fast, slow;
	size_t total, how[4], bytes, read; /* of views with something undone; those that were read */
};

static int in_order(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct finding));
}

static void note(struct findings *to, size_t start, size_t end, size_t n, uint64_t hash, enum reading how)
{
	struct finding f;

	memset(&f, 0, sizeof f);
	f.start = start;
	f.end = end;
	f.n = n;
	f.hash = hash;
	f.how = (int)how;
	vec_push(&to->v, f);
}

static void found(void *ctx, const struct gate_run *run)
{
	struct compared *c = ctx;

	if (identity_find(c->set, run->hash))
		note(&c->fast, run->piece->start, run->piece[run->n - 1].end, run->n, run->hash, run->how);
}

/* --- the slow way --------------------------------------------------------------------------------------------------------- */
struct slow_token {
	struct normal_token t;
	bool changed, joined;
};
struct slow {
	struct compared *c;
	const struct view *view;
	size_t mark, key_mark;
	bool dropped;
	VEC(struct slow_token) stream[2];
	VEC(struct slow_token) strings;
};

static bool named(const struct slow_token *t, const struct normal_key *key)
{
	return t->t.hash == normal_hash(key, "at", 2) || t->t.hash == normal_hash(key, "dot", 3);
}

/* The run of the last n tokens, without those left out of mail. */
static uint64_t hash_of(const struct slow *s, const struct slow_token *end, size_t n, bool mail)
{
	uint64_t hash = 0;

	for (size_t k = 1; k <= n; k++)
		if (!mail || !named(end - k, &s->c->set->key))
			hash = normal_join(&s->c->set->key, end[-(ptrdiff_t)k].t.hash, end[-(ptrdiff_t)k].t.len, hash);
	return hash;
}

static void look_up(const struct slow *s, const struct slow_token *end, size_t n, enum reading how)
{
	uint64_t hash = hash_of(s, end, n, how == READ_MAIL);

	if (identity_find(s->c->set, hash)) note(&s->c->slow, end[-(ptrdiff_t)n].t.start, end[-1].t.end, n, hash, how);
}

/* All runs that end with the newest token of a stream. */
static void slow_runs(const struct slow *s, const struct slow_token *at, size_t count)
{
	const struct slow_token *end = at + count;
	size_t length = 0, groups = 1, taken = 0;
	bool changed = false;

	for (size_t n = 1; n <= RUN_LONGEST && n <= count; n++) {
		const struct slow_token *t = end - n;
		bool left_out = named(t, &s->c->set->key);

		if (n > 1) groups += !t[1].joined;
		length += t->t.len;
		changed |= t->changed;
		taken += !left_out;
		if (changed && (n <= 6 || n == 8 || n == 10 || (groups <= 6 && length <= SHORT)))
			look_up(s, end, n, READ_RUN);
		if (changed && !left_out && taken >= 2 && taken <= MAIL && taken < n) look_up(s, end, n, READ_MAIL);
	}
}

static void slow_string(struct slow *s, struct slow_token t)
{
	bool changed = false;

	if (t.t.string == NORMAL_STRING_BEGINS) {
		for (; t.t.after_key && s->strings.n > s->key_mark; s->strings.n--)
			s->dropped |= s->strings.at[s->strings.n - 1].changed;
		s->key_mark = s->strings.n;
	}
	t.changed |= s->dropped;
	s->dropped = false;
	vec_push(&s->strings, t);
	for (size_t n = 1; n <= ACROSS && n <= s->strings.n; n++) {
		changed |= s->strings.at[s->strings.n - n].changed;
		if (changed && s->strings.n - n < s->key_mark) look_up(s, s->strings.at + s->strings.n, n, READ_ACROSS);
	}
}

static void slow_inside(const struct slow *s, const struct normal_token *t)
{
	char text[2000];
	size_t n = t->folded_len < sizeof text ? t->folded_len : sizeof text;

	for (size_t i = 0; i < n; i++)
		text[i] = t->folded ? t->folded[i] : (char)(s->view->bytes.p[t->start + i] | 0x20);
	for (size_t i = 0; i + IDENTITY_INSIDE <= n; i++)
		for (size_t len = IDENTITY_INSIDE; len <= SHORT && i + len <= n; len++) {
			uint64_t hash = normal_hash(&s->c->set->key, text + i, len);
			const struct identity_value *v = identity_find(s->c->set, hash);
			size_t start = t->start + (t->folded ? 0 : i);

			if (v && (v->kind == IDENTITY_FULL_NAME || v->kind == IDENTITY_EMAIL ||
					 (v->kind == IDENTITY_EMPLOYER && v->tokens > 1)))
				note(&s->c->slow, start, t->folded ? t->end : start + len, 1, hash, READ_INSIDE);
		}
}

static void slow_token(void *ctx, const struct normal_token *t)
{
	struct slow *s = ctx;
	const struct normal_text *text = s->view->text;
	struct slow_token now = { .t = *t, .changed = !text };

	for (; text && s->mark < text->marks.n && text->marks.at[s->mark].out <= t->end; s->mark++) now.changed = true;
	if (t->folded_len > IDENTITY_INSIDE && now.changed) slow_inside(s, t);
	now.t.folded = NULL;
	if (t->fresh || !t->len) s->stream[t->stream].n = 0;
	if (!t->len) return;
	if (t->string) slow_string(s, now);
	if (s->stream[t->stream].n) {
		const struct normal_token *last = &s->stream[t->stream].at[s->stream[t->stream].n - 1].t;

		now.joined = t->glued || (last->single && t->single) ||
			     (last->digits && t->digits && last->len <= 2 && t->len <= 2);
	}
	vec_push(&s->stream[t->stream], now);
	slow_runs(s, s->stream[t->stream].at, s->stream[t->stream].n);
}

/* --- comparing ------------------------------------------------------------------------------------------------------------ */
/* In order, without those that are there twice; inside words only what may be looked for there. */
static void put_in_order(const struct compared *c, struct findings *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->v.n; i++) {
		const struct identity_value *v = identity_find(c->set, f->v.at[i].hash);

		if (f->v.at[i].how == READ_INSIDE && v->kind != IDENTITY_FULL_NAME && v->kind != IDENTITY_EMAIL &&
			!(v->kind == IDENTITY_EMPLOYER && v->tokens > 1))
			continue;
		f->v.at[kept++] = f->v.at[i];
	}
	f->v.n = kept;
	if (kept) qsort(f->v.at, kept, sizeof *f->v.at, in_order);
}

static enum view_answer compare(void *ctx, const struct view *v)
{
	struct compared *c = ctx;
	struct slow s = { .c = c, .view = v };

	vec_clear(&c->fast.v);
	vec_clear(&c->slow.v);
	gate_runs(&c->runs, &c->set->key, c->set, v, found, c);
	normal_scan(&c->set->key, v->bytes, v->mode, slow_token, &s);
	put_in_order(c, &c->fast);
	put_in_order(c, &c->slow);
	if (c->fast.v.n != c->slow.v.n ||
		(c->fast.v.n && memcmp(c->fast.v.at, c->slow.v.at, c->fast.v.n * sizeof *c->fast.v.at) != 0))
		fail_msg("%zu found, %zu are there, in: %.*s", c->fast.v.n, c->slow.v.n, SV_ARG(v->bytes));
	c->total += c->slow.v.n;
	for (size_t i = 0; i < c->slow.v.n; i++) c->how[c->slow.v.at[i].how]++;
	if (v->text) c->bytes += v->bytes.n;
	if (v->text) c->read += v->bytes.n - c->runs.skip.passed;
	vec_dispose(&s.stream[0]);
	vec_dispose(&s.stream[1]);
	vec_dispose(&s.strings);
	return VIEW_PAIRS;
}

/* --- hostile pages -------------------------------------------------------------------------------------------------------- */
static const char *const filler[] = { "the", "a", "of", "audit", "documentation", "I", "x", "at", "dot", "47", "0x47",
	"7", "responsible", "li", "bo", "g", "grace", "young", "Graceyoung", "profilegraceyoungster", "gr0up", "10l",
	"\xC3\xA9t\xC3\xA9", "so\xC2\xADgar", "\xE2\x80\x8B", "\xFF", "caf\xE9", "M", "104425" };
static const char *const gaps[] = { " ", "", "-", ".", "<b>", "</b>", "</p>\n<p class=\"x\">", "\n", ", ", "<br/>",
	"\"", "'", "\": \"", "\", \"", "\\n", "&amp;", "&nbsp;", "&#", "%", "=", "=\n", "<!-- ", " -->", "<script>",
	"</script>", "+", "\\", "<i title='", "' alt=", ">", "\xC2\xA0" };

static const char *a_value(void)
{
	const struct person *p = &people[draw(PEOPLE)];
	const char *const all[] = { p->first, p->last, p->email, p->phone, p->number, p->employer, p->words };

	return all[draw(sizeof all / sizeof *all)];
}

static void put_letter(struct str *out, unsigned char c, unsigned how)
{
	switch (how) {
	case 1: str_printf(out, "&#%u;", c); break;
	case 2: str_printf(out, "&#x%X", c); break;
	case 3: str_printf(out, "%%%02x", c); break;
	case 4: str_printf(out, "\\u%04x", c); break;
	case 5: str_printf(out, "\\%x ", c); break;
	case 6: str_printf(out, "=%02X", c); break;
	case 7: str_printf(out, "%02x ", c); break;
	case 8: str_printf(out, "0x%02x, ", c); break;
	case 9: str_printf(out, "%c ", c); break;
	case 10: str_printf(out, "<b>%c</b>", c); break;
	case 11: str_printf(out, "%c\xC2\xAD", c); break;
	case 12: str_printf(out, "%c%s", c, gaps[draw(sizeof gaps / sizeof *gaps)]); break;
	case 13: str_printf(out, c == '@' ? " at " : c == '.' ? " dot " : "%c", c); break;
	case 14: str_printf(out, "&amp;#%u;", c); break;
	case 15: str_putc(out, (char)(c >= 'a' && c <= 'z' ? c - 32 : c)); break;
	default: str_putc(out, (char)c);
	}
}

static void put_value(struct str *out)
{
	const char *v = a_value();
	unsigned how = draw(20), seldom = draw(3);

	for (size_t i = 0; v[i]; i++) put_letter(out, (unsigned char)v[i], seldom && draw(4) ? 0 : how);
}

/* Long enough that readings of a page with something undone pass over some of it (gate_skip.h). */
static void prose(struct str *out)
{
	static const char *const end[] = { " ", " ", " ", " ", ", ", ". ", "</p>\n<p class=\"grace\">",
		"<i title=\"the audit\">", "\n", " at ", " dot " };

	for (unsigned n = draw(400); n > 0; n--) {
		str_puts(out, draw(30) ? filler[draw(12)] : a_value());
		str_puts(out, draw(8) ? "ation " : "");
		str_puts(out, end[draw(sizeof end / sizeof *end)]);
	}
}

static void page(struct str *out, bool json)
{
	bool long_one = draw(6) == 0;

	str_clear(out);
	if (draw(40) == 0)
		for (unsigned n = draw(700); n > 0; n--) str_printf(out, "%c ", 'a' + draw(26));
	for (unsigned n = draw(PIECES); n > 0; n--) {
		if (json && draw(3) == 0) {
			str_printf(out, "{\"first\": \"%s\", \"last\": \"", people[draw(PEOPLE)].first);
			put_value(out);
			str_puts(out, "\"}");
		} else if (draw(3) == 0) {
			put_value(out);
		} else {
			str_puts(out, filler[draw(sizeof filler / sizeof *filler)]);
		}
		str_puts(out, gaps[draw(draw(2) ? 2 : sizeof gaps / sizeof *gaps)]);
		if (long_one && draw(4) == 0) prose(out);
	}
	if (draw(60) == 0)
		for (unsigned n = draw(600); n > 0; n--) str_putc(out, (char)('a' + draw(3)));
}

static int begin(void **state)
{
	static const unsigned char secret[16] = "0123456789abcde";
	const struct identity_source source = { each, NULL };
	struct identity_set *set;
	struct compared *c = xcalloc(1, sizeof *c);

	if (identity_set_from(&set, &source, NULL, secret) != 0) return -1;
	c->set = set;
	*state = c;
	return 0;
}

static int end(void **state)
{
	struct compared *c = *state;

	vec_dispose(&c->fast.v);
	vec_dispose(&c->slow.v);
	identity_set_free(c->set);
	free(c);
	return 0;
}

static void test_fast_is_slow(void **state)
{
	struct compared *c = *state;
	struct str text = STR_INIT;

	for (unsigned i = 0; i < PAGES; i++) {
		static const enum normal_mode modes[] = { NORMAL_HTML, NORMAL_SCRIPT, NORMAL_TEXT };

		page(&text, i % 3 == 1);
		view_each(sv_of(&text), modes[i % 3], compare, c);
	}
	printf("%zu values in %d pages: %zu runs, %zu across strings, %zu as mail, %zu inside words\n", c->total, PAGES,
		c->how[READ_RUN], c->how[READ_ACROSS], c->how[READ_MAIL], c->how[READ_INSIDE]);
	printf("%zu of %zu bytes of views with something undone were read\n", c->read, c->bytes);
	for (size_t i = 0; i < 4; i++) assert_true(c->how[i] > 50); /* or the pages are no test of it */
	assert_true(c->read < c->bytes - c->bytes / 20);
	str_dispose(&text);
}

/* A value with one letter written as an escape, at every distance from the points where reading may begin again or end: whatever is passed over, all of the value is read. */
static void test_every_distance(void **state)
{
	struct compared *c = *state;
	struct str text = STR_INIT;

	for (size_t distance = 0; distance < 260; distance++) {
		const char *words = people[2].words;
		size_t escaped = distance * 7 % strlen(words);

		str_clear(&text);
		for (size_t i = 0; i < 900 + distance; i++) str_putc(&text, i % 6 ? 'w' : ' ');
		str_puts(&text, " <i title=\"Grace\" lang=\"");
		str_puts(&text, distance % 2 ? "Y&#111;ung" : "Young");
		str_puts(&text, "\">");
		for (size_t i = 0; words[i]; i++)
			put_letter(&text, (unsigned char)words[i],
				i != escaped || words[i] == ' ' ? 0
				: distance % 2                  ? 1
								: 3);
		for (size_t i = 0; i < 2000; i++) str_putc(&text, i % 6 ? 'w' : ' ');
		view_each(sv_of(&text), NORMAL_HTML, compare, c);
	}
	assert_true(c->how[READ_RUN] >= 200);
	assert_true(c->how[READ_ACROSS] >= 200);
	assert_true(c->read < c->bytes / 2);
	str_dispose(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_fast_is_slow, begin, end),
		cmocka_unit_test_setup_teardown(test_every_distance, begin, end) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
