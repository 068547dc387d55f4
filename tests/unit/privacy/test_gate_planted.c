/* Planted values: every kind of value of invented people, in every disguise and every two disguises one inside the other, in every kind of artifact,
 * must be found. And a whole edition of clean pages must raise nothing, and noise must neither crash nor take longer than its length allows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/utf8.h"
#include "privacy/gate_internal.h"
#include "privacy/normal_packed.h"
#include "records/fields.h"

struct person {
	const char *first, *last, *email, *phone, *number, *employer;
};
static const struct person people[] = {
	{ "Seán", "O'Brien-Łukasz", "sean.ob@kestrel.example.org", "+353 1 555 0147", "QA-204417",
		"Kestrelmoor Assurance" },
	{ "Grace", "Young", "grace.young@lab.example.org", "+44 20 7946 0812", "M-104425", "Quillmark Analytics Ltd" },
	{ "Jörg", "von der Ärmel", "j.aermel@wxv.example.org", "+49 30 55501234", "778812",
		"Ärmelwerk Prüfstelle GmbH" },
	{ "Νίκος", "Παπαδόπουλος", "nikpap@thal.example.org", "+30 21 0555 0199", "N-55123", "Thalassa Δοκιμές" },
	{ "Наталья", "Бондаренко", "nb77@zorya.example.org", "+380 44 555 0172", "B-90871", "Зоря Контроль" },
	{ "محمد", "الخطيب", "mkh12@noor.example.org", "+962 6 555 0133", "K-66120", "مختبر النور" },
	{ "민준", "김서", "mjkim5@hanul.example.org", "+82 2 555 0188", "H-70215", "한울 품질" },
	{ "Zoë", "Müller-Quint", "zmq77@quint.example.org", "+41 44 555 01 66", "Z-88012", "Quintessa Labs" },
};
enum { PEOPLE = sizeof people / sizeof *people };
static const char *const one_word = "Sukarnoputra";

static int each(void *ctx, identity_fn *fn, void *fn_ctx)
{
	int bad = 0;

	(void)ctx;
	for (size_t i = 0; i < PEOPLE && !bad; i++) {
		const struct person *p = &people[i];
		const struct {
			int kind;
			const char *field, *value;
		} cell[] = { { FIELD_FIRST_NAME, "first_name", p->first }, { FIELD_LAST_NAME, "last_name", p->last },
			{ FIELD_EMAIL, "email", p->email }, { FIELD_PHONE, "phone", p->phone },
			{ FIELD_MEMBER_NO, "member_no", p->number }, { FIELD_EMPLOYER, "employer", p->employer } };

		for (size_t c = 0; c < sizeof cell / sizeof *cell && !bad; c++)
			bad = fn(fn_ctx, cell[c].kind, cell[c].field, sv(cell[c].value), "a.csv", (unsigned)i + 2,
				(int64_t)i + 1);
	}
	return bad ? bad : fn(fn_ctx, FIELD_FULL_NAME, "name", sv(one_word), "a.csv", 99, 99);
}

static struct identity_set *set;

static void make_set(void)
{
	const struct identity_source source = { each, NULL };

	assert_int_equal(identity_set_from(&set, &source, NULL, (const unsigned char *)"0123456789abcdef"), 0);
}

/* --- disguises: each writes `in` so that nothing of it is lost --------------------------------------------------------- */
typedef void disguise_fn(struct str *out, struct sv in);

static void as_is(struct str *out, struct sv in)
{
	str_sv(out, in);
}

#define EACH_CHARACTER(in, cp) for (size_t i_ = 0; i_ < (in).n ? ((cp) = utf8_next((in), &i_)), true : false;)

static void decimal(struct str *out, struct sv in)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp) str_printf(out, cp % 2 ? "&#%u;" : "&#0000%u;", cp);
}

static void hexadecimal(struct str *out, struct sv in)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp) str_printf(out, cp % 2 ? "&#x%x;" : "&#X00%X;", cp);
}

static void unterminated(struct str *out, struct sv in)
{
	uint32_t cp;
	size_t i = 0;

	while (i < in.n) {
		cp = utf8_next(in, &i);
		/* A digit after it would belong to the number. */
		if (i < in.n && ((in.p[i] >= '0' && in.p[i] <= '9') || in.p[i] == ';'))
			str_printf(out, "&#%u;", cp);
		else
			str_printf(out, "&#%u", cp);
	}
}

static void percent(struct str *out, struct sv in)
{
	for (size_t i = 0; i < in.n; i++) str_printf(out, "%%%02X", (unsigned char)in.p[i]);
}

static void put_units(struct str *out, struct sv in, const char *prefix)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp)
	{
		if (cp > 0xFFFF) {
			str_printf(out, "%s%04x", prefix, 0xD800 + ((cp - 0x10000) >> 10));
			cp = 0xDC00 + (cp & 0x3FF);
		}
		str_printf(out, "%s%04X", prefix, cp);
	}
}
static void percent_u(struct str *out, struct sv in)
{
	put_units(out, in, "%u");
}

static void json_u(struct str *out, struct sv in)
{
	put_units(out, in, "\\u");
}

static void js_braces(struct str *out, struct sv in)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp) str_printf(out, "\\u{%x}", cp);
}

static void js_bytes(struct str *out, struct sv in)
{
	for (size_t i = 0; i < in.n; i++) str_printf(out, "\\x%02x", (unsigned char)in.p[i]);
}

static void octal(struct str *out, struct sv in)
{
	for (size_t i = 0; i < in.n; i++) str_printf(out, "\\%03o", (unsigned char)in.p[i]);
}

static void css(struct str *out, struct sv in)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp) str_printf(out, cp % 2 ? "\\%x " : "\\%06x ", cp);
}

static void quoted_printable(struct str *out, struct sv in)
{
	for (size_t i = 0; i < in.n; i++) str_printf(out, i % 7 == 3 ? "=\r\n=%02X" : "=%02X", (unsigned char)in.p[i]);
}

static void base64_of(struct str *out, struct sv in, const char *symbols, bool padded)
{
	for (size_t i = 0; i < in.n; i += 3) {
		size_t have = in.n - i < 3 ? in.n - i : 3;
		uint32_t bits = 0;

		for (size_t k = 0; k < 3; k++) bits = bits << 8 | (k < have ? (unsigned char)in.p[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			if (k <= have)
				str_putc(out, symbols[bits >> (18 - 6 * k) & 63]);
			else if (padded)
				str_putc(out, '=');
	}
}

static void base64(struct str *out, struct sv in)
{
	base64_of(out, in, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
}

static void base64_url(struct str *out, struct sv in)
{
	base64_of(out, in, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
}

static void hex_run(struct str *out, struct sv in)
{
	for (size_t i = 0; i < in.n; i++) str_printf(out, "%02x", (unsigned char)in.p[i]);
}

static void hex_pairs(struct str *out, struct sv in)
{
	for (size_t i = 0; i < in.n; i++) str_printf(out, i ? " %02X" : "%02X", (unsigned char)in.p[i]);
}

static void hex_list(struct str *out, struct sv in)
{
	for (size_t i = 0; i < in.n; i++) str_printf(out, i ? ", 0x%02X" : "0x%02X", (unsigned char)in.p[i]);
}

static void soft_hyphens(struct str *out, struct sv in)
{
	static const char *const hidden[] = { "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8D", "\xEF\xB8\x8F",
		"\xE2\x80\xAE", "\xF3\xA0\x81\x81", "\xCC\x81" };
	uint32_t cp;
	size_t n = 0;

	EACH_CHARACTER(in, cp)
	{
		utf8_put(out, cp);
		str_puts(out, hidden[n++ % 7]);
	}
}

static void fullwidth(struct str *out, struct sv in)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp) utf8_put(out, cp > ' ' && cp < 0x7F ? cp + 0xFEE0 : cp);
}

static void mathematical(struct str *out, struct sv in)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp)
	utf8_put(out, cp >= 'a' && cp <= 'z' ? cp - 'a' + 0x1D41A : cp >= 'A' && cp <= 'Z' ? cp - 'A' + 0x1F150 : cp);
}

/* Cyrillic, Greek and other doubles; capital and small letters have doubles of their own. */
static void lookalikes(struct str *out, struct sv in)
{
	static const char *const twin[][2] = { { "a", "а" }, { "e", "е" }, { "o", "ο" }, { "p", "р" }, { "c", "с" },
		{ "y", "у" }, { "x", "х" }, { "i", "і" }, { "s", "ѕ" }, { "A", "Α" }, { "B", "В" }, { "E", "Ε" },
		{ "H", "Η" }, { "K", "Κ" }, { "M", "Μ" }, { "N", "Ν" }, { "O", "О" }, { "T", "Τ" }, { "Y", "Υ" },
		{ "Z", "Ζ" }, { "n", "ո" }, { "u", "ս" }, { "g", "ɡ" }, { "Q", "Ԛ" }, { "l", "ӏ" }, { "L", "ꓡ" },
		{ "G", "Ꮐ" } };
	for (size_t i = 0; i < in.n; i++) {
		const char *as = NULL;

		for (size_t k = 0; k < sizeof twin / sizeof *twin; k++)
			if (in.p[i] == twin[k][0][0]) as = twin[k][1];
		if (as)
			str_puts(out, as);
		else
			str_putc(out, in.p[i]);
	}
}

static void in_tags(struct str *out, struct sv in)
{
	uint32_t cp;
	bool open = false;

	EACH_CHARACTER(in, cp)
	{
		str_puts(out, (open = !open) ? "<b class=x>" : "</b>");
		utf8_put(out, cp);
	}
}

static void upper_spaces(struct str *out, struct sv in)
{
	uint32_t cp;

	EACH_CHARACTER(in, cp)
	if (cp == ' ')
		str_puts(out, "\n\t \xC2\xA0");
	else
		utf8_put(out, cp >= 'a' && cp <= 'z' ? cp - 32 : cp);
}

static const struct disguise {
	const char *name;
	disguise_fn *fn;
	bool markup; /* only where tags are tags */
} disguises[] = { { "as it is", as_is, false }, { "decimal", decimal, false }, { "hexadecimal", hexadecimal, false },
	{ "unterminated", unterminated, false }, { "percent", percent, false }, { "%u", percent_u, false },
	{ "\\u", json_u, false }, { "\\u{}", js_braces, false }, { "\\x", js_bytes, false }, { "octal", octal, false },
	{ "css", css, false }, { "quoted-printable", quoted_printable, false }, { "base64", base64, false },
	{ "base64url", base64_url, false }, { "hex run", hex_run, false }, { "hex pairs", hex_pairs, false },
	{ "hex list", hex_list, false }, { "invisible", soft_hyphens, false }, { "fullwidth", fullwidth, false },
	{ "mathematical", mathematical, false }, { "lookalikes", lookalikes, false }, { "tags", in_tags, true },
	{ "capitals, blanks", upper_spaces, false } };
enum { DISGUISES = sizeof disguises / sizeof *disguises };

static const struct place_kind {
	const char *path, *before, *after;
	bool markup;
} places[] = { { "a.html", "<p>asked ", " about it</p>", true }, { "a.html", "<p title=\"x ", " y\">z</p>", false },
	{ "a.html", "<!-- ", " -->", false }, { "a.html", "<script>var a = \"", "\";</script>", false },
	{ "a.html", "<style>a::before { content: \"", "\" }</style>", false }, { "a.json", "{\"a\": \"", "\"}", false },
	{ "a.csv", "id,value\n1,", "\n", false }, { "a.css", "a { content: '", "' }", false },
	{ "message", "Edition 3: ", ".\n", false } };
enum { PLACES = sizeof places / sizeof *places };

static bool is_found(const char *path, struct sv bytes, enum origin origin)
{
	struct diags ds = DIAGS_INIT;
	struct gate_options o = { .values = set };
	struct clearance *c = NULL;
	struct gate *g;

	assert_int_equal(gate_new(&g, &o, &ds), 0);
	sink_put_plain(gate_sink(g), path, bytes, origin);
	bool found = gate_finish(g, &c, &ds) != 0;
	clearance_free(c);
	gate_free(g);
	diags_dispose(&ds);
	return found;
}

static size_t values_of(size_t person, struct str value[5])
{
	const struct person *p = &people[person];

	for (size_t i = 0; i < 5; i++) str_clear(&value[i]);
	str_printf(&value[0], "%s %s", p->first, p->last);
	str_puts(&value[1], p->email);
	str_puts(&value[2], p->phone);
	str_puts(&value[3], p->number);
	str_puts(&value[4], p->employer);
	return 5;
}

static void disguised(struct str *out, const struct disguise *outer, const struct disguise *inner, struct sv value)
{
	struct str middle = STR_INIT;

	str_clear(out);
	inner->fn(&middle, value);
	outer->fn(out, sv_of(&middle));
	str_dispose(&middle);
}

static bool planted(const struct place_kind *where, struct sv value, struct str *page)
{
	str_clear(page);
	str_puts(page, where->before);
	str_sv(page, value);
	str_puts(page, where->after);
	return is_found(where->path, sv_of(page), ORIGIN_DOCUMENT);
}

/* Prints what was not found, and the rate of each class that is not whole. */
static size_t plant(const struct disguise *outer, const struct disguise *inner, bool every_place)
{
	struct str value[5] = { STR_INIT, STR_INIT, STR_INIT, STR_INIT, STR_INIT }, text = STR_INIT, page = STR_INIT;
	size_t tried = 0, found = 0, told = 0;

	for (size_t p = 0; p < PEOPLE; p++) {
		size_t n = values_of(p, value);

		for (size_t v = 0; v < n; v++) {
			disguised(&text, outer, inner, sv_of(&value[v]));
			for (size_t w = 0; w < (every_place ? PLACES : 1); w++) {
				if ((outer->markup || inner->markup) && !places[w].markup) continue;
				tried++;
				if (planted(&places[w], sv_of(&text), &page))
					found++;
				else if (told++ < 2)
					print_message("not found: %.150s\n", page.ptr);
			}
		}
	}
	if (found < tried) print_message("%s in %s: %zu of %zu\n", inner->name, outer->name, found, tried);
	for (size_t i = 0; i < 5; i++) str_dispose(&value[i]);
	str_dispose(&text);
	str_dispose(&page);
	return tried - found;
}

static void test_every_disguise_everywhere(void **state)
{
	size_t missed = 0;

	(void)state;
	for (size_t d = 0; d < DISGUISES; d++) missed += plant(&disguises[0], &disguises[d], true);
	assert_int_equal(missed, 0);
}

static void test_disguises_in_disguises(void **state)
{
	size_t missed = 0;

	(void)state;
	for (size_t outer = 1; outer < DISGUISES; outer++)
		for (size_t inner = 1; inner < DISGUISES; inner++)
			/* An alphabet of other letters cannot write escapes, and tags are none inside an escape. */
			if (!disguises[inner].markup && (outer < 17 || inner >= 17))
				missed += plant(&disguises[outer], &disguises[inner], false);
	assert_int_equal(missed, 0);
}

static void test_four_deep(void **state)
{
	disguise_fn *const ways[] = { decimal, percent, json_u, css, octal, quoted_printable };
	size_t missed = 0;

	(void)state;
	for (size_t a = 0; a < 6; a++)
		for (size_t b = 0; b < 6; b++) {
			struct str one = STR_INIT, two = STR_INIT;

			ways[a](&one, sv("Zoë Müller-Quint"));
			for (size_t depth = 1; depth < 4; depth++) {
				str_clear(&two);
				/* Long enough by now: only the first sign of each escape is escaped again. */
				for (size_t i = 0; i < one.len; i++)
					if (strchr("&%\\=", one.ptr[i]))
						ways[b](&two, sv_n(one.ptr + i, 1));
					else
						str_putc(&two, one.ptr[i]);
				str_clear(&one);
				str_sv(&one, sv_of(&two));
			}
			if (!is_found("a.html", sv_of(&one), ORIGIN_DOCUMENT)) {
				missed++;
				print_message("way %zu three times in way %zu: %.80s\n", a, b, one.ptr);
			}
			str_dispose(&one);
			str_dispose(&two);
		}
	assert_int_equal(missed, 0);
}

/* Forms that are written on purpose, and splits that templates make. */
static void test_derived(void **state)
{
	static const char *const forms[] = { "gracyoung no, graceyoung", "GraceYoung", "profilegraceyoungpage",
		"GraceYoungProfile2024", "grace_young", "grace-young", "Young, Grace", "G. Young", "Young, G.",
		"G r a c e  Y o u n g", "G.r.a.c.e Y.o.u.n.g", "g-r-a-c-e-y-o-u-n-g", "Gra-\nce Young",
		"grace (at) young.lab no; grace.young (at) lab (dot) example (dot) org",
		"grace.young AT lab DOT example DOT org", "grace.young [at] lab.example.org", "+44 (0)20 79 46 08 12",
		"0044 20 7946 0812 ext. 12", "02079460812", "0 2 0 7 9 4 6 0 8 1 2", "Joerg von der Aermel",
		"Jorg von der Armel", "JÖRG VON DER ÄRMEL", "Aermelwerk Pruefstelle", "Zoe Mueller-Quint",
		"Zoë Muller Quint", "ΝΙΚΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "νικος παπαδοπουλος", "НАТАЛЬЯ БОНДАРЕНКО", "Grace Y0ung",
		"Z0ë Mü11er-Quint", "ⓖⓡⓐⓒⓔ ⓨⓞⓤⓝⓖ", "Sean OBrien Lukasz", "S u k a r n o p u t r a",
		"quillmarkanalytics", "xn--mller-kva no, zmq77@quint.example.org",
		"<input value=\"Grace\"><input value=\"Young\">", "<b data-a=\"Grace\" data-b=\"Young\">x</b>",
		"Gr<i>ac</i>e Y<b>ou</b>ng", "<script>{\"first\": \"Grace\", \"last\": \"Young\"}</script>",
		"<td>Grace</td>\n<td class=\"x\">Young</td>", "&lt;b&gt;Gr&lt;/b&gt;ace Young",
		"Zo+AOs- M+APw-ller-Quint", "data:text/plain;base64,aSBhbSBHcmFjZSBZb3VuZw" };
	size_t missed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct str page = STR_INIT;

		str_printf(&page, "<p>we asked %s about it</p>", forms[i]);
		if (!is_found("a.html", sv_of(&page), ORIGIN_TEXT)) {
			missed++;
			print_message("not found: %s\n", forms[i]);
		}
		str_dispose(&page);
	}
	assert_true(is_found("a.json", sv("[{\"f\":\"Grace\",\"l\":\"Young\"}]"), ORIGIN_DOCUMENT));
	assert_true(is_found("r/grace%20young.html", sv("x"), ORIGIN_DOCUMENT));
	assert_int_equal(missed, 0);
}

static void test_utf16(void **state)
{
	(void)state;
	for (size_t p = 0; p < PEOPLE; p++)
		for (size_t how = 0; how < 6; how++) {
			struct str text = STR_INIT, out = STR_INIT;
			uint32_t cp;
			bool big = how % 2;

			str_printf(&text, "%s %s", people[p].first, people[p].last);
			if (how < 2) str_puts(&out, big ? "\xFE\xFF" : "\xFF\xFE");
			if (how >= 4) str_puts(&out, "abc\x01\x02\x03");
			EACH_CHARACTER(sv_of(&text), cp)
			{
				str_putc(&out, (char)(big ? cp >> 8 : cp));
				str_putc(&out, (char)(big ? cp : cp >> 8));
			}
			if (how >= 4) str_puts(&out, "xyz");
			if (!is_found("a.bin", sv_of(&out), ORIGIN_TEXT)) fail_msg("%s in UTF-16, %zu", text.ptr, how);
			str_dispose(&text);
			str_dispose(&out);
		}
}

/* UTF-16 in the midst of a long page, which is read around it only; a lone byte that is no text does not make a page one. */
static void test_utf16_in_a_page(void **state)
{
	struct str page = STR_INIT;
	size_t start = 0, end = 0;

	(void)state;
	for (int k = 0; k < 300; k++) str_puts(&page, "<p>plain text about records</p>\n");
	size_t before = page.len;
	for (size_t where = 0; where < 2; where++) { /* even, odd */
		page.len = before;
		page.ptr[page.len] = '\0';
		str_puts(&page, where ? "!" : "");
		for (const char *c = "Grace Young"; *c; c++) {
			str_putc(&page, *c);
			str_putc(&page, '\0');
		}
		for (int k = 0; k < 300; k++) str_puts(&page, "<p>and more of it</p>\n");
		assert_true(is_found("a.html", sv_of(&page), ORIGIN_DOCUMENT));
		assert_true(normal_utf16_piece(sv_of(&page), 0, &start, &end));
		assert_int_equal(start, before + where + 1 - 64);
		assert_int_equal(end, before + where + 21 + 64);
		assert_false(normal_utf16_piece(sv_of(&page), end, &start, &end));
	}
	assert_false(normal_utf16_piece(SV_LIT("width\xDEvice-width and no more"), 0, &start, &end));
	assert_false(normal_utf16_piece(SV_LIT("Z\xC3\xBCrich, \xE2\x82\xAC 5\n\ttab\f\x01"), 0, &start, &end));
	/* A chain goes on while the next byte is near, and what is far begins a piece of its own. */
	str_clear(&page);
	for (int k = 0; k < 600; k++) str_putc(&page, k == 100 || k == 164 || k == 400 || k == 410 ? '\x02' : 'a');
	assert_true(normal_utf16_piece(sv_of(&page), 0, &start, &end));
	assert_int_equal(start, 36);
	assert_int_equal(end, 228);
	assert_true(normal_utf16_piece(sv_of(&page), end, &start, &end));
	assert_int_equal(start, 336);
	assert_int_equal(end, 474);
	str_dispose(&page);
}

/* A finding in a decoded text is shown where the escapes stand. */
static void test_place(void **state)
{
	static const char *const page[] = { "<p>\nxx &#71;race&#x20;Young yy", "<p>\nxx R3JhY2UgWW91bmc= yy",
		"<p>\nxx &#37;47race%20Youn\\u0067" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct diags ds = DIAGS_INIT;
		struct gate_options o = { .values = set };
		struct clearance *c = NULL;
		struct gate *g;

		gate_new(&g, &o, &ds);
		sink_put_plain(gate_sink(g), "a.html", sv(page[i]), ORIGIN_DOCUMENT);
		assert_int_equal(gate_finish(g, &c, &ds), -1);
		assert_int_equal(ds.at[0].at.line, 2);
		assert_int_equal(ds.at[0].at.col, 4);
		gate_free(g);
		diags_dispose(&ds);
	}
}

static uint64_t chance = 7;

static uint32_t draw(uint32_t below)
{
	chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(chance >> 33) % below;
}

static enum view_answer count_bytes(void *ctx, const struct view *v)
{
	size_t from, to;

	*(size_t *)ctx += v->bytes.n;
	view_place(v, 0, v->bytes.n, &from, &to);
	assert_true(from <= to);
	return VIEW_PAIRS;
}

/* Noise, of all bytes and of the signs that escapes are made of: no crash, no place outside, and work in proportion. */
static void test_noise(void **state)
{
	static const char signs[] = "&#x%\\u{}=+-;0123456789abcdefGRACEyoung<>\"'/!amplt \n";

	(void)state;
	for (size_t round = 0; round < 400; round++) {
		struct str text = STR_INIT;
		size_t n = 1 + draw(3000), work = 0;

		for (size_t i = 0; i < n; i++)
			str_putc(&text, round % 2 ? (char)draw(256) : signs[draw(sizeof signs - 1)]);
		view_each(sv_of(&text), NORMAL_HTML, count_bytes, &work);
		assert_true(work <= (VIEW_WORK + 1) * n + 4096);
		is_found("a.html", sv_of(&text), ORIGIN_TEXT);
		str_dispose(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_disguise_everywhere),
		cmocka_unit_test(test_disguises_in_disguises), cmocka_unit_test(test_four_deep),
		cmocka_unit_test(test_derived), cmocka_unit_test(test_utf16), cmocka_unit_test(test_utf16_in_a_page),
		cmocka_unit_test(test_place), cmocka_unit_test(test_noise) };
	int failed;

	make_set();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	identity_set_free(set);
	return failed;
}
