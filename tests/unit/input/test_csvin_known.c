/* Tests of records that the caller knows by their text: what is left over must be exactly what a plain reading gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/map.h"
#include "input/csvin.h"

enum how { PLAIN, NONE_KNOWN, SOME_KNOWN };

/* One reading as text, a row a line; rows whose text is in `known` are left out by the callback or, when plain, here. */
struct reading {
	struct str rows, raws;
	struct csvin_dialect dialect;
	struct diags ds;
	const struct map *known;
	bool plain;
	size_t left_out;
	int code;
};

static bool is_known(const struct reading *r, struct sv raw)
{
	return r->known && map_get(r->known, raw, NULL);
}

static bool ask(void *ctx, struct sv raw, unsigned line)
{
	struct reading *r = ctx;
	assert_true(line > 0);
	bool blank = true;
	for (size_t i = 0; i < raw.n; i++) blank &= strchr(" \t\n", raw.p[i]) != NULL;
	if (blank && memchr(raw.p, '\n', raw.n) == NULL) fail_msg("asked for a blank record");
	if (!is_known(r, raw)) return false;
	r->left_out++;
	return true;
}

static int on_row(void *ctx, const struct csvin_row *row)
{
	struct reading *r = ctx;
	if (r->plain && row->index > 0 && sv_trim(row->raw).n && is_known(r, row->raw)) {
		r->left_out++;
		return 0;
	}
	str_printf(&r->rows, "%zu@%u", row->index, row->line);
	for (size_t i = 0; i < row->n; i++)
		str_printf(&r->rows, " [%.*s]@%u:%u", SV_ARG(row->cell[i]), row->at[i].line, row->at[i].col);
	str_printf(&r->rows, " <%.*s>\n", SV_ARG(row->raw));
	return 0;
}

static struct reading read_as(struct sv text, enum how how, const struct map *known)
{
	struct reading r = {
		.rows = STR_INIT, .raws = STR_INIT, .ds = DIAGS_INIT, .known = known, .plain = how == PLAIN
	};
	struct csvin_options o = { .delimiter = ',', .known = how == PLAIN ? NULL : ask };
	r.code = csvin_text(text, "x.csv", 1, &o, &r.dialect, on_row, &r, &r.ds);
	return r;
}

static void done(struct reading *r)
{
	str_dispose(&r->rows);
	str_dispose(&r->raws);
	diags_dispose(&r->ds);
}

static void problems(const struct reading *r, struct str *out)
{
	for (size_t i = 0; i < r->ds.n; i++) {
		const struct diag *d = &r->ds.at[i];
		/* How many lines were no UTF-8 is told of a refused file as far as it was looked at. */
		bool looked_at = r->code && d->sev == SEV_WARNING;
		if (!looked_at) str_printf(out, "%s at %u:%u: %s\n", d->code, d->at.line, d->at.col, d->text);
	}
}

static void same_reading(const struct reading *a, const struct reading *b, struct sv text)
{
	struct str x = STR_INIT, y = STR_INIT;
	problems(a, &x);
	problems(b, &y);
	if (strcmp(a->rows.ptr, b->rows.ptr) || strcmp(x.ptr, y.ptr))
		fail_msg("of\n%.*s\n-- plain:\n%s%s\n-- asked:\n%s%s", SV_ARG(text), a->rows.ptr, x.ptr, b->rows.ptr,
			y.ptr);
	assert_int_equal(a->code, b->code);
	assert_int_equal(a->dialect.rows, b->dialect.rows);
	assert_int_equal(a->left_out, b->left_out);
	assert_int_equal(b->dialect.known, b->left_out);
	assert_string_equal(a->dialect.line_end, b->dialect.line_end);
	assert_true(sha256_eq(&a->dialect.digest, &b->dialect.digest));
	str_dispose(&x);
	str_dispose(&y);
}

static int keep_raw(void *ctx, const struct csvin_row *row)
{
	struct map *known = ctx;
	if (row->index > 0 && sv_trim(row->raw).n && (row->index + row->raw.n) % 3 == 0) map_set(known, row->raw, 1);
	return 0;
}

/* After a quote that was read as text the count of quotes finds the ends of records only some lines later; till then
 * records are read though they are known. */
static bool any_mended(const struct reading *r)
{
	for (size_t i = 0; i < r->ds.n; i++)
		if (!strcmp(r->ds.at[i].code, "B125")) return true;
	return false;
}

static void compare(struct sv text)
{
	struct map known = MAP_INIT;
	struct diags ds = DIAGS_INIT;
	struct csvin_dialect dialect;
	struct csvin_options o = { .delimiter = ',' };
	struct reading plain = read_as(text, PLAIN, NULL), asked = read_as(text, NONE_KNOWN, NULL);
	same_reading(&plain, &asked, text);
	bool mended = any_mended(&plain);
	done(&plain);
	done(&asked);
	if (mended) return;
	csvin_text(text, "x.csv", 1, &o, &dialect, keep_raw, &known, &ds);
	plain = read_as(text, PLAIN, &known);
	asked = read_as(text, SOME_KNOWN, &known);
	same_reading(&plain, &asked, text);
	done(&plain);
	done(&asked);
	diags_dispose(&ds);
	map_dispose(&known);
}

#define LIT(s) sv_n((s), sizeof(s) - 1)

static void a_record_as_it_stands(void **state)
{
	(void)state;
	struct reading r = read_as(LIT("a,b\r\n1,\"x\r\ny\"\r\n\r\n\"2\",z\n3,\"end\n\""), PLAIN, NULL);
	assert_string_equal(r.rows.ptr, "0@1 [a]@1:1 [b]@1:3 <a,b>\n"
					"1@2 [1]@2:1 [x\ny]@2:3 <1,\"x\ny\">\n"
					"2@4 <>\n"
					"3@5 [2]@5:1 [z]@5:5 <\"2\",z>\n"
					"4@6 [3]@6:1 [end\n]@6:3 <3,\"end\n\">\n");
	done(&r);
}

static void known_records_are_counted_and_left_out(void **state)
{
	(void)state;
	struct map known = MAP_INIT;
	map_set(&known, LIT("1,\"x\ny\""), 1);
	map_set(&known, LIT("a,b"), 1); /* the header is read whatever is known */
	map_set(&known, LIT("4,last"), 1);
	struct reading r = read_as(LIT("a,b\n1,\"x\ny\"\n2,z\n1,\"x\ny\"\n3,w\n4,last"), SOME_KNOWN, &known);
	assert_string_equal(
		r.rows.ptr, "0@1 [a]@1:1 [b]@1:3 <a,b>\n2@4 [2]@4:1 [z]@4:3 <2,z>\n4@7 [3]@7:1 [w]@7:3 <3,w>\n");
	assert_int_equal(r.dialect.rows, 6);
	assert_int_equal(r.dialect.known, 3);
	assert_string_equal(r.dialect.line_end, "LF");
	done(&r);
	map_dispose(&known);
}

static void damaged_records(void **state)
{
	(void)state;
	compare(LIT("a,b\n1,\"x\ny\n2,z\n3,w\n"));           /* never closed */
	compare(LIT("a,b\n1,x\"y\n2,\"z\"\n3,w\n"));         /* a quote within a plain cell */
	compare(LIT("a,b\n1,\"x\"y\n\"2\",z\n3,\"w\n\"\n")); /* text after a closing quote */
	compare(LIT("a,b\n1,\"x\ny\xFF\"\n2,z\n"));
	compare(LIT("a,b\n1,\"x\n\0\"\n2,z\n"));
	compare(LIT("a,b\r\n\"1\",\"\"\"\r\n\"\"\"\r\n \r\n\"\",\"\"\r\n"));
}

/* Everything that changes what a line end or a quote means, in all mixtures. */
static void generated_texts(void **state)
{
	(void)state;
	static const char *const parts[] = { "\"", "\"", "\"\"", ",", ",", "\n", "\n", "\r\n", "\r", "a", "b", " ", "1",
		"\xC3\xA9", "\xE9", "\"x\"", "\"y\n\"", "\n1,2\n", "\n\"1\",\"2\"\n", "\n\"q\nr\",z\n" };
	uint64_t seed = 20260302;
	for (int n = 0; n < 20000; n++) {
		struct str text = STR_INIT;
		str_puts(&text, "h,i\n");
		for (int i = 0; i < 4 + n % 40; i++) {
			seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			/* Half of the texts have well-formed pieces only. */
			size_t from = n % 2 ? 0 : 15;
			str_puts(&text, parts[from + (seed >> 33) % (sizeof parts / sizeof *parts - from)]);
		}
		compare(sv_of(&text));
		str_dispose(&text);
	}
}

static void limits_hold_for_what_is_gathered(void **state)
{
	(void)state;
	struct str text = STR_INIT;
	str_puts(&text, "a,b\n1,\"");
	for (int i = 0; i < 70000; i++) str_puts(&text, "xxxx\n"); /* many lines, within the limit of a cell */
	str_puts(&text, "\"\n2,z\n");
	compare(sv_of(&text));
	str_clear(&text);
	str_puts(&text, "a,b\n1,\"");
	for (int i = 0; i < 1100; i++) {
		for (int k = 0; k < 999; k++) str_putc(&text, 'x');
		str_putc(&text, '\n');
	}
	str_puts(&text, "\"\n2,z\n");
	struct reading r = read_as(sv_of(&text), NONE_KNOWN, NULL);
	assert_int_equal(r.code, -1);
	assert_string_equal(r.ds.at[0].code, "B106");
	done(&r);
	compare(sv_of(&text));
	str_dispose(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_as_it_stands),
		cmocka_unit_test(known_records_are_counted_and_left_out),
		cmocka_unit_test(damaged_records),
		cmocka_unit_test(generated_texts),
		cmocka_unit_test(limits_hold_for_what_is_gathered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
