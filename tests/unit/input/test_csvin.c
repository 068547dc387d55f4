/* Tests of csvin: exports as spreadsheets and form tools write them, and damaged ones, with the exact place of each problem. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "input/csvin.h"

/* What a file gave, as text: "row@line: [cell]@line:col ..." a line a row. */
struct result {
	struct str rows;
	struct csvin_dialect dialect;
	struct diags ds;
	int code;
	int stop_after;
};

static int note_row(void *ctx, const struct csvin_row *row)
{
	struct result *r = ctx;
	str_printf(&r->rows, "%zu@%u:", row->index, row->line);
	for (size_t i = 0; i < row->n; i++)
		str_printf(&r->rows, " [%.*s]@%u:%u", SV_ARG(row->cell[i]), row->at[i].line, row->at[i].col);
	str_putc(&r->rows, '\n');
	return r->stop_after && (int)row->index + 1 == r->stop_after ? 7 : 0;
}

static struct result read_with(struct sv text, struct csvin_options o, int stop_after)
{
	struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT, .stop_after = stop_after };
	r.code = csvin_text(text, "x.csv", 1, &o, &r.dialect, note_row, &r, &r.ds);
	return r;
}

static void done(struct result *r)
{
	str_dispose(&r->rows);
	diags_dispose(&r->ds);
}

static struct result read_auto(struct sv text)
{
	return read_with(text, (struct csvin_options){ 0 }, 0);
}

#define LIT(s) sv_n((s), sizeof(s) - 1)

static void gives(struct sv text, const char *rows)
{
	struct result r = read_auto(text);
	assert_string_equal(r.rows.ptr, rows);
	assert_int_equal(r.code, 0);
	assert_int_equal(r.ds.n, 0);
	done(&r);
}

static void fails_with(
	struct sv text, struct csvin_options o, const char *code, unsigned line, unsigned col, const char *rows)
{
	struct result r = read_with(text, o, 0);
	assert_int_equal(r.code, -1);
	assert_int_equal(r.ds.errors, 1);
	assert_string_equal(r.ds.at[0].code, code);
	assert_string_equal(r.ds.at[0].at.file, "x.csv");
	assert_int_equal(r.ds.at[0].at.line, line);
	assert_int_equal(r.ds.at[0].at.col, col);
	assert_string_equal(r.rows.ptr, rows);
	done(&r);
}

static void fails(struct sv text, const char *code, unsigned line, unsigned col, const char *rows)
{
	fails_with(text, (struct csvin_options){ 0 }, code, line, col, rows);
}

static void plain_rows(void **state)
{
	(void)state;
	gives(LIT("a,b\n1,2\n"), "0@1: [a]@1:1 [b]@1:3\n1@2: [1]@2:1 [2]@2:3\n");
	gives(LIT("a,b\n1,2"), "0@1: [a]@1:1 [b]@1:3\n1@2: [1]@2:1 [2]@2:3\n");
	gives(LIT(""), "");
	gives(LIT("a,b\n1,"), "0@1: [a]@1:1 [b]@1:3\n1@2: [1]@2:1 []@2:3\n");
}

static void nothing_is_trimmed(void **state)
{
	(void)state;
	gives(LIT("a,b\n  1 , 2\t\n"), "0@1: [a]@1:1 [b]@1:3\n1@2: [  1 ]@2:1 [ 2\t]@2:6\n");
	gives(LIT("a,b\n\" 1 \",\"\"\n"), "0@1: [a]@1:1 [b]@1:3\n1@2: [ 1 ]@2:1 []@2:7\n");
}

static void blank_and_ragged_rows_are_seen(void **state)
{
	(void)state;
	gives(LIT("a,b\n\n1\n1,2,3\n\n"),
		"0@1: [a]@1:1 [b]@1:3\n1@2:\n2@3: [1]@3:1\n3@4: [1]@4:1 [2]@4:3 [3]@4:5\n4@5:\n");
}

static void columns_count_characters(void **state)
{
	(void)state;
	gives(LIT("n\xc3\xa4me,t\n\xf0\x9f\x8c\xb1 x,\"\xe2\x82\xac\"\"\",z\n"),
		"0@1: [n\xc3\xa4me]@1:1 [t]@1:6\n1@2: [\xf0\x9f\x8c\xb1 x]@2:1 [\xe2\x82\xac\"]@2:5 [z]@2:11\n");
}

static void newlines_in_cells(void **state)
{
	(void)state;
	gives(LIT("a,b,c\n1,\"two\nlines\",3\n4,5,6\n"),
		"0@1: [a]@1:1 [b]@1:3 [c]@1:5\n1@2: [1]@2:1 [two\nlines]@2:3 [3]@3:8\n2@4: [4]@4:1 [5]@4:3 [6]@4:5\n");
	/* CRLF and CR in a cell become one newline, and count as physical lines. */
	gives(LIT("a,b,c\r\n\"\r\n\r\n\",\"x\ry\"\"q\",3\r\n4,5,6\r\n"),
		"0@1: [a]@1:1 [b]@1:3 [c]@1:5\n1@2: [\n\n]@2:1 [x\ny\"q]@4:3 [3]@5:7\n2@6: [4]@6:1 [5]@6:3 [6]@6:5\n");
	gives(LIT("\"a\n\n\nb\"\n\"\n\"\n"), "0@1: [a\n\n\nb]@1:1\n1@5: [\n]@5:1\n");
}

static void line_ends(void **state)
{
	(void)state;
	static const struct {
		const char *text, *name;
	} cases[] = {
		{ "a,b\n1,2\n", "LF" },
		{ "a,b\r\n1,2\r\n", "CRLF" },
		{ "a,b\r1,2\r", "CR" },
		{ "a,b\r1,2", "CR" },
		{ "a,b\r\n1,2\n", "mixed" },
		{ "a,b\r1,2\r\n", "mixed" },
		{ "a,b\r\n1,2", "CRLF" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct result r = read_auto(sv(cases[i].text));
		assert_string_equal(r.rows.ptr, "0@1: [a]@1:1 [b]@1:3\n1@2: [1]@2:1 [2]@2:3\n");
		assert_string_equal(r.dialect.line_end, cases[i].name);
		assert_int_equal(r.dialect.rows, 2);
		done(&r);
	}
	/* What stands within a cell does not count: Excel writes LF there in CRLF files. */
	struct result r = read_auto(LIT("a,b\r\n\"1\n1\",2\r\n"));
	assert_string_equal(r.dialect.line_end, "CRLF");
	done(&r);
	r = read_auto(LIT("a,b"));
	assert_string_equal(r.dialect.line_end, "none");
	done(&r);
}

static void delimiters_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		char delimiter;
	} cases[] = {
		{ "a,b\n1,2\n", ',' },
		{ "a;b\n1;2\n", ';' },
		{ "a\tb\n1\t2\n", '\t' },
		{ "a\n1\n", ',' },
		{ "a;b;c\n\"1,5\";\"2,5\";3\n4,5;5,5;6\n", ';' }, /* decimal commas */
		{ "\"Name, first\";Mail;Town\nA;b;c\n", ';' },
		{ "Topics;Name\n\"x;y;z\";A\n\"p\nq\";B\n", ';' },
		{ "a\tb, c\td\n1\t2, 3\t4\n", '\t' },
		{ "a,b;c\n1,2;3\n", ',' }, /* a tie */
		{ "a;b\n\n\n1;2\n", ';' },
		{ "\"a,b,c,d\"\n\"1,2\"\n", ',' },
		{ "", ',' },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct result r = read_auto(sv(cases[i].text));
		if (r.dialect.delimiter != cases[i].delimiter) fail_msg("case %zu: '%c'", i, r.dialect.delimiter);
		done(&r);
	}
	struct result r = read_with(LIT("a,b;c\n1,2;3\n"), (struct csvin_options){ .delimiter = ';' }, 0);
	assert_string_equal(r.rows.ptr, "0@1: [a,b]@1:1 [c]@1:5\n1@2: [1,2]@2:1 [3]@2:5\n");
	done(&r);
}

static void sep_lines(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"sep=;\r\na;b\r\n1;2\r\n",
		"SEP=;\na;b\n1;2\n",
		"\"sep=;\"\na;b\n1;2\n",
		"\xef\xbb\xbfsep=;\na;b\n1;2\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct result r = read_auto(sv(texts[i]));
		assert_string_equal(r.rows.ptr, "0@2: [a]@2:1 [b]@2:3\n1@3: [1]@3:1 [2]@3:3\n");
		assert_true(r.dialect.sep_line);
		assert_int_equal(r.dialect.delimiter, ';');
		assert_int_equal(r.dialect.rows, 2);
		assert_int_equal(r.ds.n, 0);
		done(&r);
	}
	/* It rules even where counting would say otherwise, and may name another character. */
	struct result r = read_auto(LIT("sep=|\na|b,c\n1|2,3\n"));
	assert_string_equal(r.rows.ptr, "0@2: [a]@2:1 [b,c]@2:3\n1@3: [1]@3:1 [2,3]@3:3\n");
	done(&r);
	/* Only as the first line, and only when whole. */
	gives(LIT("a\nsep=;\n"), "0@1: [a]@1:1\n1@2: [sep=;]@2:1\n");
	gives(LIT("sep=ab\n"), "0@1: [sep=ab]@1:1\n");
}

static void byte_order_marks(void **state)
{
	(void)state;
	struct result r = read_auto(LIT("\xef\xbb\xbf\"a\",b\n1,2\n"));
	assert_string_equal(r.rows.ptr, "0@1: [a]@1:1 [b]@1:5\n1@2: [1]@2:1 [2]@2:3\n");
	assert_true(r.dialect.bom);
	assert_string_equal(r.dialect.encoding, "utf-8");
	assert_int_equal(r.ds.n, 0);
	done(&r);
	r = read_auto(LIT("\xff\xfe"
			  "a\0,\0\xe4\0\r\0\n\0"
			  "1\0,\0\x3c\xd8\x31\xdf\r\0\n\0"));
	assert_string_equal(r.rows.ptr, "0@1: [a]@1:1 [\xc3\xa4]@1:3\n1@2: [1]@2:1 [\xf0\x9f\x8c\xb1]@2:3\n");
	assert_string_equal(r.dialect.encoding, "utf-16le");
	assert_string_equal(r.dialect.line_end, "CRLF");
	assert_true(r.dialect.bom);
	done(&r);
	r = read_auto(LIT("\xfe\xff\0a\0;\0b\0\n\0"
			  "1\0;\0"
			  "2"));
	assert_string_equal(r.rows.ptr, "0@1: [a]@1:1 [b]@1:3\n1@2: [1]@2:1 [2]@2:3\n");
	assert_string_equal(r.dialect.encoding, "utf-16be");
	assert_int_equal(r.dialect.delimiter, ';');
	done(&r);
	r = read_with(LIT("a\0,\0b\0"), (struct csvin_options){ .encoding = "utf-16" }, 0);
	assert_string_equal(r.rows.ptr, "0@1: [a]@1:1 [b]@1:3\n");
	assert_false(r.dialect.bom);
	done(&r);
	r = read_with(LIT("\0a\0,\0b"), (struct csvin_options){ .encoding = "utf-16" }, 0);
	assert_string_equal(r.rows.ptr, "0@1: [a]@1:1 [b]@1:3\n");
	done(&r);
}

static void windows_1252_is_noticed(void **state)
{
	(void)state;
	struct result r = read_auto(LIT("name,note\nzoe,\xe9t\xe9 \x93hi\x94\nada,x\nbo,\x80\n"));
	assert_int_equal(r.code, 0);
	assert_string_equal(r.rows.ptr, "0@1: [name]@1:1 [note]@1:6\n"
					"1@2: [zoe]@2:1 [\xc3\xa9t\xc3\xa9 \xe2\x80\x9chi\xe2\x80\x9d]@2:5\n2@3: "
					"[ada]@3:1 [x]@3:5\n3@4: [bo]@4:1 [\xe2\x82\xac]@4:4\n");
	assert_string_equal(r.dialect.encoding, "windows-1252");
	assert_int_equal(r.ds.errors, 0);
	assert_int_equal(r.ds.warnings, 1);
	assert_string_equal(r.ds.at[0].code, "B109");
	assert_int_equal(r.ds.at[0].at.line, 2);
	assert_int_equal(r.ds.at[0].at.col, 5);
	assert_non_null(strstr(r.ds.at[0].text, "lines read so: 2"));
	done(&r);
	/* A file of two encodings keeps its UTF-8 lines as they are. */
	r = read_auto(LIT("\xc3\xa4,b\n\xe4,b\n"));
	assert_string_equal(r.rows.ptr, "0@1: [\xc3\xa4]@1:1 [b]@1:3\n1@2: [\xc3\xa4]@2:1 [b]@2:3\n");
	assert_non_null(strstr(r.ds.at[0].help, "mixes two encodings"));
	done(&r);
	/* Said so, it is no news; and then ï»¿ is text. */
	r = read_with(LIT("\xe4,b\n"), (struct csvin_options){ .encoding = "windows-1252" }, 0);
	assert_string_equal(r.rows.ptr, "0@1: [\xc3\xa4]@1:1 [b]@1:3\n");
	assert_int_equal(r.ds.n, 0);
	done(&r);
}

static void bad_bytes_have_a_place(void **state)
{
	(void)state;
	struct csvin_options utf8 = { .encoding = "utf-8" };
	fails_with(LIT("a,b\n\xc3\xa4,x\xff\n1,2\n"), utf8, "B102", 2, 4, "0@1: [a]@1:1 [b]@1:3\n");
	fails(LIT("a,b\n1,2\n\"\xc3\xa4\",\0x\n"), "B103", 3, 5, "0@1: [a]@1:1 [b]@1:3\n1@2: [1]@2:1 [2]@2:3\n");
	fails(LIT("\xff\xfe"
		  "a\0\n\0"
		  "b\0\x00\xd8"
		  "c\0"),
		"B104", 2, 2, "0@1: [a]@1:1\n");
	fails(LIT("\xff\xfe"
		  "a\0\n\0"
		  "b\0\n\0"
		  "c"),
		"B104", 3, 1, "0@1: [a]@1:1\n1@2: [b]@2:1\n");
	struct result r = read_with(LIT("a\0,\0b\0\n\0"), utf8, 0);
	assert_non_null(strstr(r.ds.at[0].help, "UTF-16"));
	done(&r);
	r = read_with(LIT("a"), (struct csvin_options){ .encoding = "latin-9" }, 0);
	assert_int_equal(r.code, -1);
	assert_string_equal(r.ds.at[0].code, "B108");
	done(&r);
}

static void quote_errors_have_a_place(void **state)
{
	(void)state;
	const char *header = "0@1: [a]@1:1 [b]@1:3\n";
	fails(LIT("a,b\n1,\"2\"x\n3,4\n"), "B105", 2, 6, header);      /* text after a closing quote */
	fails(LIT("a\"c,b\n1,2\n"), "B105", 1, 2, "");                 /* in the header nobody knows the width */
	fails(LIT("a,b\n1, \"2\"\n"), "B105", 2, 4, header);           /* spaces before a quote */
	fails(LIT("a,b\n1,\"2\" \n"), "B105", 2, 6, header);           /* spaces after one */
	fails(LIT("a,b\n\xc3\xa4,\"x\ny\"z\n"), "B105", 3, 3, header); /* after a cell of two lines */
	/* An open quote names where it opened, and takes nothing with it. */
	fails(LIT("a,b\n1,\"2\n3,4\n5,6\n"), "B105", 2, 3, header);
	fails(LIT("a,b\n1,2\n\"\n"), "B105", 3, 1, "0@1: [a]@1:1 [b]@1:3\n1@2: [1]@2:1 [2]@2:3\n");
	fails(LIT("a,b\n1,\""), "B105", 2, 3, header);
	fails(LIT("a,b\n1,\"x\"\""), "B105", 2, 3, header);
	struct result r = read_auto(LIT("a,b\n1, \"2\"\n"));
	assert_non_null(strstr(r.ds.at[0].help, "remove the spaces"));
	done(&r);
	r = read_with(LIT("a,b\n1, \"2\"\n"), (struct csvin_options){ .is_private = true }, 0);
	assert_non_null(strstr(r.ds.at[0].help, "export the file again")); /* nobody is to edit an export */
	done(&r);
	r = read_with(LIT("a,b\n1,\"2\n"), (struct csvin_options){ .is_private = true }, 0);
	assert_string_equal(r.ds.at[0].text, "the file ends inside the cell that begins here");
	assert_non_null(strstr(r.ds.at[0].help, "the download was cut off"));
	done(&r);
	r = read_with(LIT("a,b\n1,\"2\n"), (struct csvin_options){ .is_private = true, .own_table = true }, 0);
	assert_non_null(strstr(r.ds.at[0].help, "add the closing quote"));
	done(&r);
}

static void sizes_are_limited(void **state)
{
	(void)state;
	struct str text = STR_INIT;
	str_puts(&text, "a,b\n1,");
	for (size_t i = 0; i < CSVIN_MAX_CELL; i++) str_putc(&text, 'x');
	struct result r = read_auto(sv_of(&text));
	assert_int_equal(r.code, 0); /* just fits */
	done(&r);
	str_putc(&text, 'x');
	fails(sv_of(&text), "B106", 2, 3, "0@1: [a]@1:1 [b]@1:3\n");
	/* An open quote in a large file stops there, not at the end. */
	str_clear(&text);
	str_puts(&text, "a,b\n1,\"2\n");
	while (text.len < CSVIN_MAX_CELL + 100) str_puts(&text, "some,more\n");
	fails(sv_of(&text), "B106", 2, 3, "0@1: [a]@1:1 [b]@1:3\n");
	/* Columns. */
	str_clear(&text);
	for (size_t i = 0; i < CSVIN_MAX_COLUMNS; i++) str_putc(&text, ',');
	fails(sv_of(&text), "B107", 1, CSVIN_MAX_COLUMNS + 1, "");
	/* A line without end. */
	str_clear(&text);
	while (text.len <= CSVIN_MAX_ROW) str_puts(&text, "0123456789,");
	struct result long_line = read_auto(sv_of(&text));
	assert_int_equal(long_line.code, -1);
	assert_string_equal(long_line.ds.at[0].code, "B107");
	done(&long_line);
	str_dispose(&text);
}

static void the_callback_can_stop(void **state)
{
	(void)state;
	struct result r = read_with(LIT("a\nb\nc\n\"open"), (struct csvin_options){ 0 }, 2);
	assert_int_equal(r.code, 7);
	assert_string_equal(r.rows.ptr, "0@1: [a]@1:1\n1@2: [b]@2:1\n");
	assert_int_equal(r.ds.n, 0);
	done(&r);
}

static void first_line_moves_the_places(void **state)
{
	(void)state;
	struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT };
	struct csvin_options o = { 0 };
	r.code = csvin_text(LIT("a,b\n1,\"2"), "page.md", 40, &o, &r.dialect, note_row, &r, &r.ds);
	assert_string_equal(r.rows.ptr, "0@40: [a]@40:1 [b]@40:3\n");
	assert_int_equal(r.ds.at[0].at.line, 41);
	assert_int_equal(r.ds.at[0].at.col, 3);
	done(&r);
}

/* Files: chunks of 1 MiB must not show. The width of the first cell is such that a chunk ends within what may not be parted:
 * 2 * 2^20 = -1 (mod 43 bytes a row) is between CR and LF, 2^19 - 1 = 37 (mod 45 units a row) between the two surrogates. */

static int tally(void *ctx, const struct csvin_row *row)
{
	struct result *r = ctx;
	if (row->n != 3 || row->at[2].line != row->index + 1 || row->at[2].col != (unsigned)r->code ||
		row->cell[1].n != 11)
		r->stop_after++;
	return 0;
}

static void write_bytes(char path[32], struct sv bytes)
{
	snprintf(path, 32, "/tmp/mp-csvin-XXXXXX");
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	FILE *f = fdopen(fd, "wb");
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	fclose(f);
}

static void chunks_do_not_show(void **state)
{
	(void)state;
	char path[32];
	struct csvin_options o = { 0 };
	for (int utf16 = 0; utf16 < 2; utf16++) {
		struct str text = STR_INIT, wide = STR_INIT;
		size_t rows = 0;
		int width = utf16 ? 31 : 25;
		while (text.len < (size_t)5 << 19) {
			str_printf(&text, "%0*zu,w\xc3\xb6rd\xf0\x9f\x8c\xb1\xc3\xa9,\"3\"\r\n", width, rows);
			rows++;
		}
		if (utf16) {
			str_append(&wide, "\xff\xfe", 2);
			for (size_t i = 0; i < text.len;) {
				uint32_t c = utf8_next(sv_of(&text), &i);
				if (c >= 0x10000) {
					str_append(&wide, "\x3c\xd8\x31\xdf", 4);
					continue;
				}
				str_putc(&wide, (char)(c & 0xff));
				str_putc(&wide, (char)(c >> 8));
			}
		}
		struct sv bytes = utf16 ? sv_of(&wide) : sv_of(&text);
		struct sha256 want = sha256_of(bytes);
		struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT };
		write_bytes(path, bytes);
		r.code = width + 1 + 6 + 1 + 1; /* where the third cell begins */
		assert_int_equal(csvin_file(path, "x.csv", &o, &r.dialect, tally, &r, &r.ds), 0);
		assert_int_equal(r.dialect.rows, rows);
		assert_int_equal(r.dialect.bytes, bytes.n);
		assert_string_equal(r.dialect.line_end, "CRLF");
		assert_true(sha256_eq(&want, &r.dialect.digest));
		assert_int_equal(r.ds.n, 0);
		assert_int_equal(r.stop_after, 0);
		unlink(path);
		done(&r);
		str_dispose(&text);
		str_dispose(&wide);
	}
}

static void a_missing_file_is_an_error(void **state)
{
	(void)state;
	struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT };
	struct csvin_options o = { 0 };
	assert_int_equal(csvin_file("/nonexistent/x.csv", "records/x.csv", &o, &r.dialect, note_row, &r, &r.ds), -1);
	assert_int_equal(r.ds.errors, 1);
	assert_string_equal(r.ds.at[0].at.file, "records/x.csv");
	done(&r);
	r = (struct result){ .rows = STR_INIT, .ds = DIAGS_INIT };
	assert_int_equal(csvin_file("/", "records/x.csv", &o, &r.dialect, note_row, &r, &r.ds), -1); /* a folder */
	assert_int_equal(r.ds.errors, 1);
	done(&r);
}

static void private_values_are_not_told(void **state)
{
	(void)state;
	struct result r =
		read_with(LIT("a,b\nAda Example,\"x\"Secretname\n"), (struct csvin_options){ .is_private = true }, 0);
	struct str json = STR_INIT;
	diags_json(&r.ds, &json);
	assert_null(strstr(json.ptr, "Ada"));
	assert_null(strstr(json.ptr, "Secret"));
	str_dispose(&json);
	done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_rows),
		cmocka_unit_test(nothing_is_trimmed),
		cmocka_unit_test(blank_and_ragged_rows_are_seen),
		cmocka_unit_test(columns_count_characters),
		cmocka_unit_test(newlines_in_cells),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(delimiters_are_found),
		cmocka_unit_test(sep_lines),
		cmocka_unit_test(byte_order_marks),
		cmocka_unit_test(windows_1252_is_noticed),
		cmocka_unit_test(bad_bytes_have_a_place),
		cmocka_unit_test(quote_errors_have_a_place),
		cmocka_unit_test(sizes_are_limited),
		cmocka_unit_test(the_callback_can_stop),
		cmocka_unit_test(first_line_moves_the_places),
		cmocka_unit_test(chunks_do_not_show),
		cmocka_unit_test(a_missing_file_is_an_error),
		cmocka_unit_test(private_values_are_not_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
