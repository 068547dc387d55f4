/* Tests of what csvin finds out by itself about a file: encoding, delimiter, line ends; and of how it says so. */
#include "csvin_support.h"

static struct result read_auto(struct sv text)
{
	return read_text(text, (struct csvin_options){ 0 });
}

static void described(const struct result *r, const char *words)
{
	struct str s = STR_INIT;
	csvin_describe(&s, &r->dialect);
	assert_string_equal(s.ptr, words);
	str_dispose(&s);
}

/* The same two rows as six programs write them: "Zoë" and "München", one cell with a line end. */
static const char plain[] = "name,town\nZo\xC3\xAB,\"M\xC3\xBCnchen\nBayern\"\n";
static const char want[] = "[name][town]\n[Zo\xC3\xAB][M\xC3\xBCnchen\nBayern]\n";

static void encode(struct str *out, const char *encoding, bool mark)
{
	bool big = strcmp(encoding, "be") == 0;
	if (mark) str_append(out, big ? "\xFE\xFF" : "\xFF\xFE", 2);
	for (const char *p = plain; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (c == 0xC3) c = (unsigned char)(0x40 + (unsigned char)*++p); /* U+00C0 to U+00FF */
		if (big) str_putc(out, '\0');
		str_putc(out, (char)c);
		if (!big) str_putc(out, '\0');
	}
}

static void utf16_with_and_without_mark(void **state)
{
	(void)state;
	static const char *const orders[] = { "le", "be" };
	for (size_t i = 0; i < 4; i++) {
		struct str text = STR_INIT;
		encode(&text, orders[i / 2], i % 2);
		struct result r = read_auto(sv_of(&text));
		assert_int_equal(r.code, 0);
		assert_string_equal(r.rows.ptr, want);
		assert_string_equal(r.dialect.encoding, i / 2 ? "utf-16be" : "utf-16le");
		described(&r, i % 2 ? "UTF-16, comma" : "UTF-16 without byte-order mark, comma");
		if (i % 2)
			assert_int_equal(r.ds.n, 0);
		else
			assert_int_equal(only(&r, "B123")->sev, SEV_NOTE);
		done(&r);
		/* Said so in the mapping, it is no news. */
		r = read_text(sv_of(&text), (struct csvin_options){ .encoding = "utf-16" });
		assert_string_equal(r.rows.ptr, want);
		assert_int_equal(r.ds.n, 0);
		done(&r);
		str_dispose(&text);
	}
	/* Zero bytes on both sides are damage, not an encoding; so are a few in a long text. */
	struct result r = read_auto(LIT("ab\0\0\0\0cd\n"));
	assert_int_equal(only(&r, "B103")->sev, SEV_ERROR);
	done(&r);
	r = read_auto(LIT("name,town\nAda,Le\0eds\n"));
	place_is(only(&r, "B103"), 2, 7);
	done(&r);
	/* U+0A0D holds both bytes of a line end and is a letter. */
	r = read_auto(LIT("\xFF\xFE"
			  "a\0,\0\x0D\x0A,\0"));
	assert_string_equal(r.rows.ptr, "[a][\xE0\xA8\x8D][]\n");
	done(&r);
}

static void byte_order_mark_before_a_quote(void **state)
{
	(void)state;
	struct result r = read_auto(LIT("\xEF\xBB\xBF\"a b\";\"c\"\r\n1;2\r\n"));
	assert_string_equal(r.rows.ptr, "[a b][c]\n[1][2]\n");
	assert_int_equal(r.ds.n, 0);
	described(&r, "UTF-8 with byte-order mark, semicolon, CRLF");
	done(&r);
}

static void decided(struct sv text, const char *encoding, const char *words, const char *rows)
{
	struct result r = read_auto(text);
	assert_int_equal(r.code, 0);
	assert_string_equal(r.dialect.encoding, encoding);
	if (rows) assert_string_equal(r.rows.ptr, rows);
	const struct diag *d = only(&r, "B109");
	assert_int_equal(d->sev, SEV_WARNING);
	says(d->text, words);
	done(&r);
}

static void older_encodings_are_told_apart(void **state)
{
	(void)state;
	/* 9F: Ÿ or ü; FC: ü or a cedilla. */
	decided(LIT("n\nM\x9Fller\n"), "macroman", "as the letters", "[n]\n[M\xC3\xBCller]\n");
	decided(LIT("n\nM\xFCller\n"), "windows-1252", "as the letters", "[n]\n[M\xC3\xBCller]\n");
	/* 8D is undefined in Windows-1252; 8E within small letters is no capital. */
	decided(LIT("n\nFran\x8Dois\nRen\x8E Caf\x8E\n"), "macroman", "as the letters",
		"[n]\n[Fran\xC3\xA7ois]\n[Ren\xC3\xA9 Caf\xC3\xA9]\n");
	decided(LIT("n\nfa\xE7"
		    "ade\xA0"
		    "caf\xE9\n"),
		"windows-1252", "as the letters", NULL);
	/* The apostrophe of word processors. */
	decided(LIT("n\ndon\xD5t\n"), "macroman", "as the letters", "[n]\n[don\xE2\x80\x99t]\n");
	/* Stra§e: ß or a section sign within a word. */
	decided(LIT("n\nStra\xA7"
		    "e\n"),
		"macroman", "as the letters",
		"[n]\n[Stra\xC3\x9F"
		"e]\n");
	/* The first odd byte (92: an apostrophe or í) says nothing, a later line does. */
	decided(LIT("n\nO\x92Neill\nx\nSch\x9An\nJ\x9Frgen\n"), "macroman", "as the letters", NULL);
}

static void thin_evidence_is_said(void **state)
{
	(void)state;
	struct result r = read_auto(LIT("n\nO\x92Neill\n"));
	assert_string_equal(r.rows.ptr, "[n]\n[O\xE2\x80\x99Neill]\n");
	const struct diag *d = only(&r, "B109");
	place_is(d, 2, 2);
	says(d->text, "hardly anything tells it from MacRoman");
	says(d->help, "encoding: windows-1252 or encoding: macroman");
	done(&r);
	/* 9A is š or ö, a small letter in both. */
	decided(LIT("n\nDu\x9A"
		    "an\n"),
		"windows-1252", "hardly anything", NULL);
}

static void contradictions_are_said(void **state)
{
	(void)state;
	struct result r = read_auto(LIT("n\nM\xFCller\nCaf\xE9 du Coin\nM\x9Fller\nx\n"));
	assert_string_equal(r.dialect.encoding, "windows-1252");
	const struct diag *d = only(&r, "B109");
	says(d->text, "but line 4 looks like MacRoman");
	says(d->text, "lines read so: 3");
	done(&r);
}

/* A file of two encodings: what is UTF-8 is not evidence, and stays. */
static void mixed_files_line_by_line(void **state)
{
	(void)state;
	struct result r = read_auto(LIT("n\nZo\xC3\xAB\nM\x9Fller\n"));
	assert_string_equal(r.rows.ptr, "[n]\n[Zo\xC3\xAB]\n[M\xC3\xBCller]\n");
	assert_true(r.dialect.mixed);
	described(&r, "UTF-8 mixed with MacRoman, comma");
	says(only(&r, "B109")->help, "mixes two encodings");
	done(&r);
}

static void the_whole_file_decides(void **state)
{
	(void)state;
	char path[32];
	struct str text = STR_INIT;
	str_puts(&text, "n\nO\x92Neill\n");
	while (text.len < (size_t)3 << 20) str_puts(&text, "some,more\n");
	str_puts(&text, "M\x9Fller\n");
	int fd = write_temp(path, sv_of(&text));
	struct result r = read_path(path);
	assert_string_equal(r.dialect.encoding, "macroman");
	assert_true(sv_ends(sv_of(&r.rows), "[M\xC3\xBCller]\n"));
	assert_true(sv_starts(sv_of(&r.rows), "[n]\n[O\xC3\xADNeill]\n"));
	assert_int_equal(r.dialect.bytes, text.len);
	done(&r);
	close(fd);
	unlink(path);
	str_dispose(&text);
}

static void declared_encodings_win(void **state)
{
	(void)state;
	struct result r = read_text(LIT("n\nM\xFCller\n"), (struct csvin_options){ .encoding = "macroman" });
	assert_string_equal(r.rows.ptr, "[n]\n[M\xC2\xB8ller]\n");
	assert_int_equal(r.ds.n, 0);
	described(&r, "MacRoman, comma");
	done(&r);
	/* But a declaration that cannot be right is pointed out, and so is a character that is lost. */
	r = read_text(LIT("n\nM\xC3\xBCller\n"), (struct csvin_options){ .encoding = "windows-1252" });
	assert_string_equal(r.rows.ptr, "[n]\n[M\xC3\x83\xC2\xBCller]\n");
	says(only(&r, "B122")->text, "looks like UTF-8");
	done(&r);
	r = read_text(LIT("n\nx\x81y\x90\xE9\n"), (struct csvin_options){ .encoding = "windows-1252" });
	place_is(only(&r, "B121"), 2, 2);
	says(r.ds.at[0].text, "such characters: 2");
	done(&r);
}

static void delimiters(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		char delimiter;
	} cases[] = {
		{ "Exported on March 14, 2026, by headquarters\nName;Mail;Town\nA;b;c\nD;e;f\n", ';' },
		{ "Mentors, all of them\nName\tMail\nA\tb\nC\td\n", '\t' },
		{ "id;score;rate\n1;4,5;2,5\n2;5,5;3,5\n3;6,5;4,5\n", ';' },   /* decimal commas, as many */
		{ "Name,Topics,A,B\nx,p;q;r,1,2\ny,p;q;r,1\nz,p;q;r\n", ',' }, /* ragged, lists of equal length */
		{ "Name\nM\xC3\xBCller; Anna\nSmith\n", ',' },                 /* one column */
		{ "Name\nsmith;anna\nsmith\n", ',' }, { "Size\n5\" pipe;x\n7\" pipe\n", ',' }, /* inches open no cell */
		{ "a;b\n\"x, \"\"y\"\", z\";2\n\"x\n,,,\n\";3\n", ';' },
		{ "Name, Mail, Town\nA, b, c\n", ',' }, /* blanks after every comma */
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct result r = read_auto(sv(cases[i].text));
		if (r.dialect.delimiter != cases[i].delimiter) fail_msg("case %zu: '%c'", i, r.dialect.delimiter);
		done(&r);
	}
}

static void other_delimiters_are_refused(void **state)
{
	(void)state;
	struct result r = read_auto(LIT("id|name|town\n1|Ada|x\n"));
	assert_int_equal(r.code, -1);
	says(only(&r, "B124")->help, "sep=|");
	done(&r);
	r = read_auto(LIT("id|name\n1|Ada\n"));
	assert_int_equal(r.code, -1);
	done(&r);
	/* Bars within the cells of one column are a form tool's list. */
	r = read_auto(LIT("Topics\nx|y\nz\n"));
	assert_int_equal(r.code, 0);
	done(&r);
	r = read_auto(LIT("Sep=|\r\nid|name|town\r\n1|Ada|x\r\n"));
	assert_string_equal(r.rows.ptr, "[id][name][town]\n[1][Ada][x]\n");
	described(&r, "UTF-8, delimiter | with sep= line, CRLF");
	done(&r);
	r = read_text(LIT("id|name|town\n"), (struct csvin_options){ .delimiter = ',' });
	assert_string_equal(r.rows.ptr, "[id|name|town]\n");
	done(&r);
}

static void sep_lines_of_tabs(void **state)
{
	(void)state;
	static const char *const texts[] = { "sep=\t\na\tb\n", "\"sep=\t\"\na\tb\n", "sep=\\t\na\tb\n",
		"\xEF\xBB\xBF\"sep=\t\"\r\na\tb\r\n" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct result r = read_auto(sv(texts[i]));
		assert_string_equal(r.rows.ptr, "[a][b]\n");
		assert_true(r.dialect.sep_line);
		done(&r);
	}
	struct result r = read_auto(LIT("\xFF\xFEs\0e\0p\0=\0;\0\n\0a\0;\0b\0"));
	assert_string_equal(r.rows.ptr, "[a][b]\n");
	described(&r, "UTF-16, semicolon with sep= line");
	done(&r);
}

static void line_ends(void **state)
{
	(void)state;
	/* NEL, line and paragraph separator are characters like any other. */
	struct result r = read_auto(LIT("a\xC2\x85"
					"b,c\n1,\xE2\x80\xA8\xE2\x80\xA9\n"));
	assert_string_equal(r.rows.ptr, "[a\xC2\x85"
					"b][c]\n[1][\xE2\x80\xA8\xE2\x80\xA9]\n");
	done(&r);
	r = read_auto(LIT("a,b\r1,\"x\ry\"\r2,3")); /* an old Mac's */
	assert_string_equal(r.rows.ptr, "[a][b]\n[1][x\ny]\n[2][3]\n");
	described(&r, "UTF-8, comma, CR");
	done(&r);
	r = read_auto(LIT("a,b\r\n1,2\r")); /* cut off within its last line end */
	assert_string_equal(r.rows.ptr, "[a][b]\n[1][2]\n");
	done(&r);
	r = read_auto(LIT("a,b\r\n1,\"x\r\ny\nz\rw\"\n\n3,4\r"));
	assert_string_equal(r.rows.ptr, "[a][b]\n[1][x\ny\nz\nw]\n\n[3][4]\n");
	described(&r, "UTF-8, comma, mixed line ends");
	done(&r);
	/* A header's odd white space comes through. */
	r = read_auto(LIT("\"First\r\nname\",\"a\xC2\xA0  b\"\n"));
	assert_string_equal(r.rows.ptr, "[First\nname][a\xC2\xA0  b]\n");
	done(&r);
}

/* A file read from the disk, as an export; *own: as a table kept by hand. */
static void no_csv(struct sv bytes, const char *code, const char *kind, const char *help, const char *own)
{
	const struct csvin_options options[] = { { .is_private = true }, { .is_private = true, .own_table = true } };
	char path[32];
	close(write_temp(path, bytes));
	for (size_t i = 0; i < 2; i++) {
		struct result r = { .rows = STR_INIT, .ds = DIAGS_INIT };
		r.code = csvin_file(path, "x.csv", &options[i], &r.dialect, note_row, &r, &r.ds);
		assert_int_equal(r.code, -1);
		const struct diag *d = only(&r, code);
		place_is(d, 0, 0);
		says(d->text, kind);
		says(d->help, i ? own : help);
		assert_int_equal(r.rows.len, 0);
		done(&r);
	}
	unlink(path);
}

static void files_that_are_no_csv(void **state)
{
	(void)state;
	static const char csv[] = "choose CSV where you export", save[] = "save it as CSV", unpack[] = "unpack it",
			  login[] = "the login had run out";
	no_csv(LIT("PK\3\4\x14\0\6\0\b\0\0\0!\0[Content_Types].xml \xE9\xFF\0"), "B140",
		"this is a spreadsheet workbook (.xlsx), not a CSV file", csv, save);
	no_csv(LIT("PK\3\4\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "B140", "(.ods)", csv,
		save);
	no_csv(LIT("PK\3\4\x14\0\0\0mentors.csv"), "B140", "a packed folder (.zip)", unpack, unpack);
	no_csv(LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), "B140", "(.xls)", csv, save);
	no_csv(LIT("%PDF-1.7\n"), "B140", "PDF", csv, save);
	no_csv(LIT("\037\213\b\0\0"), "B140", "(.gz)", unpack, unpack);
	no_csv(LIT("\xEF\xBB\xBF\r\n <!DOCTYPE html>\n<html><body>Log in, please</body></html>"), "B141",
		"this is a web page, not a CSV file", login, login);
	no_csv(LIT("<HTML>"), "B141", "a web page", login, login);
	no_csv(LIT("<?xml version=\"1.0\"?>\n<rows/>"), "B141", "an XML file", csv, save);
	no_csv(LIT("{\"error\":\"forbidden\"}"), "B141", "a JSON file", csv, save);
	static const char *const fine[] = { "PK,Name\n1,Ann\n", "<5 years,b\n1,2\n", "{a},b\n1,2\n", "%PDF,b\n1,2\n" };
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		char path[32];
		close(write_temp(path, sv(fine[i])));
		struct result r = read_path(path);
		assert_int_equal(r.code, 0);
		assert_int_equal(r.ds.n, 0);
		done(&r);
		unlink(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf16_with_and_without_mark),
		cmocka_unit_test(byte_order_mark_before_a_quote),
		cmocka_unit_test(older_encodings_are_told_apart),
		cmocka_unit_test(thin_evidence_is_said),
		cmocka_unit_test(contradictions_are_said),
		cmocka_unit_test(mixed_files_line_by_line),
		cmocka_unit_test(the_whole_file_decides),
		cmocka_unit_test(declared_encodings_win),
		cmocka_unit_test(delimiters),
		cmocka_unit_test(other_delimiters_are_refused),
		cmocka_unit_test(sep_lines_of_tabs),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(files_that_are_no_csv),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
