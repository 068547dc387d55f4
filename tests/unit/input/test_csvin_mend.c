/* Tests of lines that break the rules of quoting: read when there is one way to, refused otherwise; and of bytes put
 * together by chance, which must neither crash the reader nor get lost in it. */
#include "csvin_support.h"

static void mended(const char *text, const char *rows, unsigned line, unsigned col)
{
	struct result r = read_text(sv(text), (struct csvin_options){ 0 });
	assert_int_equal(r.code, 0);
	assert_string_equal(r.rows.ptr, rows);
	const struct diag *d = only(&r, "B125");
	assert_int_equal(d->sev, SEV_WARNING);
	place_is(d, line, col);
	done(&r);
}

static void one_way_to_read(void **state)
{
	(void)state;
	/* A quote within a cell that is in none. */
	mended("a,b,c\n1,5\" pipe,3\nx,y,z\n", "[a][b][c]\n[1][5\" pipe][3]\n[x][y][z]\n", 2, 4);
	mended("a,b\nDwayne \"Rock\" J,2\n", "[a][b]\n[Dwayne \"Rock\" J][2]\n", 2, 8);
	mended("a,b\n1,2\"", "[a][b]\n[1][2\"]\n", 2, 4);
	mended("a,b\n1\",\n", "[a][b]\n[1\"][]\n", 2, 2);
	mended("a\n5\" pipe\n", "[a]\n[5\" pipe]\n", 2, 2);
	/* A quote within a quoted cell that should have been doubled. */
	mended("a,b,c\n1,\"He said \"hi\" to me\",3\n", "[a][b][c]\n[1][He said \"hi\" to me][3]\n", 2, 12);
	mended("a,b,c\n1,\"x \"y\", z\",3\n", "[a][b][c]\n[1][x \"y\", z][3]\n", 2, 6);
	mended("a,b\n\"\"hi\" he said\",2\r\n", "[a][b]\n[\"hi\" he said][2]\n", 2, 2);
	/* Cells around it keep the rules, places too. */
	mended("a,b,c,d\n\"1\n\"\"1\",\xC3\xA9\"x,\"a,\"\"b\",4\n", "[a][b][c][d]\n[1\n\"1][\xC3\xA9\"x][a,\"b][4]\n",
		3, 7);
}

static void places_stay_right(void **state)
{
	(void)state;
	struct result r = read_text(LIT("a,b,c\n\xC3\xA9,p\"q,\"w\"\"\"\n"), (struct csvin_options){ 0 });
	assert_string_equal(r.rows.ptr, "[a][b][c]\n[\xC3\xA9][p\"q][w\"]\n");
	done(&r);
}

static void refused(const char *text)
{
	struct result r = read_text(sv(text), (struct csvin_options){ 0 });
	if (r.code != -1) fail_msg("accepted: %s", r.rows.ptr);
	only(&r, "B105");
	done(&r);
}

static void when_in_doubt_refused(void **state)
{
	(void)state;
	refused("a\"x,b\n1,2\n");                           /* nothing says how many cells a row has */
	refused("a,b,c\n1,abc \"x,y\" def,3\n");            /* one cell too many */
	refused("a,b,c\n1,abc \"x,y\" def\n");              /* or two quotes that belong together */
	refused("a,b\n1,\"2\"x\n");                         /* text after the closing quote */
	refused("a,b\n1, \"2\"\n");                         /* spaces before the quote */
	refused("a,b\n1,\"2\" \n");                         /* and after it */
	refused("a,b\n1,\"x\"y\nz\"\n");                    /* goes on in the next line */
	refused("a,b,c\n1,\"say \"\"hi\"\" to \"me\",3\n"); /* one quote or two? */
	refused("a,b\n1,\"x\ny\"z\n");                      /* the cell began a line before */
}

static void tables_of_ours_are_strict(void **state)
{
	(void)state;
	struct result r = read_text(LIT("a,b\n1,5\" pipe\n"), (struct csvin_options){ .own_table = true });
	assert_int_equal(r.code, -1);
	place_is(only(&r, "B105"), 2, 4);
	done(&r);
}

/* Bytes by chance. The expected cells are found again by joining what came out: an accepted file has, apart from quotes and
 * line ends, exactly the bytes that went in, in their order. */

struct joined {
	struct str bytes;
	bool mended;
};

static int join_row(void *ctx, const struct csvin_row *row)
{
	struct joined *j = ctx;
	j->mended |= row->mended;
	for (size_t i = 0; i < row->n; i++)
		for (size_t k = 0; k < row->cell[i].n; k++)
			if (!strchr("\",;\t\n", row->cell[i].p[k])) str_putc(&j->bytes, row->cell[i].p[k]);
	return 0;
}

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

static void no_byte_is_lost(void **state)
{
	(void)state;
	static const char *const parts[] = { "\"", "\"", "\"\"", ",", ",", ";", "\n", "\r", "\r\n", "a", "b", " ",
		"\xC3\xA9", "\"x\"", "\t", "," };
	uint64_t seed = 20260314;
	size_t accepted = 0, mended_rows = 0;
	for (int round = 0; round < 40000; round++) {
		struct str text = STR_INIT, want = STR_INIT;
		struct joined j = { STR_INIT, false };
		struct diags ds = DIAGS_INIT;
		struct csvin_dialect dialect;
		struct csvin_options o = { 0 };
		if (round % 2) str_puts(&text, "a,b,c\n");
		for (uint32_t n = next_random(&seed) % 24; n > 0; n--)
			str_puts(&text, parts[next_random(&seed) % (sizeof parts / sizeof *parts)]);
		for (size_t i = 0; i < text.len; i++)
			if (!strchr("\",;\t\n\r", text.ptr[i])) str_putc(&want, text.ptr[i]);
		if (csvin_text(sv_of(&text), "x.csv", 1, &o, &dialect, join_row, &j, &ds) == 0) {
			if (strcmp(j.bytes.ptr, want.ptr) != 0) fail_msg("lost in: %s", text.ptr);
			accepted++;
			mended_rows += j.mended;
			assert_true(j.mended == (ds.warnings > 0));
		} else {
			assert_int_equal(ds.errors, 1);
			assert_true(sv_starts(sv_of(&want), j.bytes.ptr)); /* the rows before are right */
		}
		diags_dispose(&ds);
		str_dispose(&text);
		str_dispose(&want);
		str_dispose(&j.bytes);
	}
	assert_true(accepted > 4000 && mended_rows > 40);
}

static void any_bytes_at_all(void **state)
{
	(void)state;
	static const unsigned char alphabet[] = { '"', ',', ';', '\n', '\r', 'a', 'e', 'M', 0xC3, 0xA9, 0xFC, 0x9F,
		0x8D, 0xFF, 0xFE, 0xEF, 0xBB, 0xBF, 0, 0xD8, '=', '|', '"', ',' };
	static const char *const encodings[] = { "auto", "utf-8", "windows-1252", "macroman", "utf-16" };
	uint64_t seed = 7;
	for (int round = 0; round < 30000; round++) {
		struct str text = STR_INIT;
		for (uint32_t n = next_random(&seed) % 40; n > 0; n--)
			str_putc(&text, (char)alphabet[next_random(&seed) % sizeof alphabet]);
		struct result r = read_text(sv_of(&text), (struct csvin_options){ .encoding = encodings[round % 5] });
		assert_true(r.code == 0 || (r.code == -1 && r.ds.errors == 1));
		assert_int_equal(r.dialect.bytes, text.len);
		done(&r);
		str_dispose(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_way_to_read),
		cmocka_unit_test(places_stay_right),
		cmocka_unit_test(when_in_doubt_refused),
		cmocka_unit_test(tables_of_ours_are_strict),
		cmocka_unit_test(no_byte_is_lost),
		cmocka_unit_test(any_bytes_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
