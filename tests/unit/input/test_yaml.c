/* Tests of yaml: what is read, with its places, and that each problem is told in words and at the right place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "input/yaml.h"

struct result {
	const struct yaml *root;
	struct arena mem;
	struct diags ds;
	int code;
};

static struct result parse_n(struct sv text, unsigned first_line)
{
	struct result r = { .mem = ARENA_INIT, .ds = DIAGS_INIT };
	r.code = yaml_parse(&r.root, &r.mem, "x.yml", text, first_line, &r.ds);
	return r;
}

static struct result parse(const char *text)
{
	return parse_n(sv(text), 1);
}

static void done(struct result *r)
{
	arena_dispose(&r->mem);
	diags_dispose(&r->ds);
}

/* A tree as text, so that one comparison sees shape, order and places. */
static void show(struct str *out, const struct yaml *y)
{
	str_printf(out, "%u:%u", y->at.line, y->at.col);
	if (y->kind == YAML_SCALAR) {
		str_printf(out, y->quoted ? "'%.*s'" : "=%.*s", SV_ARG(y->text));
		return;
	}
	str_putc(out, y->kind == YAML_MAP ? '{' : '[');
	for (size_t i = 0; i < y->npairs; i++) {
		str_printf(out, "%s%.*s@%u:%u ", i ? "; " : "", SV_ARG(y->pair[i].key), y->pair[i].at.line,
			y->pair[i].at.col);
		show(out, y->pair[i].value);
	}
	for (size_t i = 0; i < y->nitems; i++) {
		str_puts(out, i ? "; " : "");
		show(out, y->item[i]);
	}
	str_putc(out, y->kind == YAML_MAP ? '}' : ']');
}

static void reads(const char *text, const char *tree)
{
	struct result r = parse(text);
	struct str out = STR_INIT;
	if (r.ds.n) fail_msg("%s", r.ds.at[0].text);
	assert_int_equal(r.code, 0);
	show(&out, r.root);
	assert_string_equal(out.ptr, tree);
	str_dispose(&out);
	done(&r);
}

static void fails(const char *text, const char *code, unsigned line, unsigned col, const char *words)
{
	struct result r = parse(text);
	assert_int_equal(r.code, -1);
	assert_non_null(r.root);
	assert_true(r.ds.errors >= 1);
	const struct diag *d = &r.ds.at[0];
	if (strcmp(d->code, code) || d->at.line != line || d->at.col != col || !strstr(d->text, words))
		fail_msg("%s\ngave %s %u:%u %s", text, d->code, d->at.line, d->at.col, d->text);
	done(&r);
}

static void shapes_and_places(void **state)
{
	(void)state;
	reads("a: 1\nb:\n  - x\n  - \"y z\"\nc: {d: e, f: [g, 'h']}\n",
		"1:1{a@1:1 1:4=1; b@2:1 3:3[3:5=x; 4:5'y z']; c@5:1 5:4{d@5:5 5:8=e; f@5:11 5:14[5:15=g; 5:18'h']}}");
	reads("# note\n---\na: b # c\n", "3:1{a@3:1 3:4=b}");
	reads("\xc3\xa4\xc3\xa4: \xc3\xb6\n", "1:1{\xc3\xa4\xc3\xa4@1:1 1:5=\xc3\xb6}");
	reads("\xef\xbb\xbf"
	      "a: b\r\nc: d\r\n",
		"1:1{a@1:1 1:4=b; c@2:1 2:4=d}");
}

static void blocks(void **state)
{
	(void)state;
	struct result r = parse("a: |\n  one\n  two\nb: >-\n  one\n  two\n");
	assert_int_equal(r.code, 0);
	assert_true(sv_is(yaml_get(r.root, "a")->text, "one\ntwo\n"));
	assert_true(sv_is(yaml_get(r.root, "b")->text, "one two"));
	done(&r);
}

static void scalars_stay_text(void **state)
{
	(void)state;
	reads("a: no\nb: 1.10\nc: 2026-03-14\nd: ~\ne: 012\nf:\n",
		"1:1{a@1:1 1:4=no; b@2:1 2:4=1.10; c@3:1 3:4=2026-03-14; d@4:1 4:4=~; e@5:1 5:4=012; f@6:1 6:3=}");
}

static void nothing_is_an_empty_map(void **state)
{
	(void)state;
	reads("", "1:1{}");
	reads("# only a note\n", "1:1{}");
	reads("---\n", "1:1{}");
	struct result r = parse_n(sv(""), 7);
	assert_int_equal(r.root->at.line, 7);
	done(&r);
}

static void front_matter_is_offset(void **state)
{
	(void)state;
	struct result r = parse_n(sv("a: b\na: c\n"), 2);
	assert_int_equal(yaml_get(r.root, "a")->at.line, 2);
	assert_int_equal(r.ds.at[0].at.line, 3);
	assert_non_null(strstr(r.ds.at[0].help, "line 2"));
	done(&r);
	r = parse_n(sv("a: b\nc: \xff\n"), 2);
	assert_int_equal(r.ds.at[0].at.line, 3);
	assert_int_equal(r.ds.at[0].at.col, 4);
	done(&r);
}

static void what_is_refused(void **state)
{
	(void)state;
	fails("a: b\nb: c\na: d\n", "B204", 3, 1, "stands twice");
	fails("x: {a: 1, a: 2}\n", "B204", 1, 11, "stands twice");
	fails("a: &n b\n", "B203", 1, 4, "&");
	fails("a: b\nc: *n\n", "B203", 2, 4, "*");
	fails("a: !!str b\n", "B203", 1, 4, "!");
	fails("[a, b]: c\n", "B203", 1, 1, "key");
	fails("a: b\n---\nc: d\n", "B203", 2, 1, "second document");
	fails("a: b\n...\n---\nc: d\n", "B203", 3, 1, "second document");
	fails("%YAML 1.1\n---\na: b\n", "B203", 1, 1, "%");
	fails("a: \xff\n", "B201", 1, 4, "UTF-8");
	fails("a: b\nc: d\x01\n", "B202", 2, 5, "control character");
	fails("[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]\n", "B203", 1, 17, "too deep");
	reads("[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]\n",
		"1:1[1:2[1:3[1:4[1:5[1:6[1:7[1:8[1:9[1:10[1:11[1:12[1:13[1:14[1:15[]]]]]]]]]]]]]]]");
}

static void syntax_in_plain_words(void **state)
{
	(void)state;
	fails("title: Mentors: how\n", "B202", 1, 15, "second colon");
	fails("a: b\nkey\nc: d\n", "B202", 2, 1, "missing its colon");
	fails("a:\n\tb: c\n", "B202", 2, 1, "tab");
	fails("a: \"open\nb: c\n", "B202", 1, 4, "never closed");
	fails("a: 'open\n", "B202", 1, 4, "never closed");
	fails("a: [b, c\nd: e\n", "B202", 1, 4, "not closed");
	fails("a: {b: c\n", "B202", 1, 4, "not closed");
	fails("a: - b\n", "B202", 1, 4, "list may not begin");
	fails("a: @b\n", "B202", 1, 4, "begin with @");
	fails("a: \"\\q\"\n", "B202", 1, 5, "backslash");
	fails("a:\n  - b\n  c: d\n", "B202", 3, 3, "does not belong to the list");
	fails("a: b\n  c: d\n", "B202", 2, 4, "second colon");
	fails("a: [, b]\n", "B202", 1, 5, "a value is missing");
	fails("a: \"b\" c\n", "B202", 1, 8, "does not fit");
}

static void several_problems_in_one_run(void **state)
{
	(void)state;
	struct result r = parse("a: &x b\na: c\nd: *x\n");
	assert_int_equal(r.ds.errors, 3);
	done(&r);
}

static void a_large_file_is_refused(void **state)
{
	(void)state;
	struct str text = STR_INIT;
	while (text.len <= (size_t)1 << 20) str_puts(&text, "# some note that fills the file\n");
	struct result r = parse_n(sv_of(&text), 1);
	assert_int_equal(r.code, -1);
	assert_string_equal(r.ds.at[0].code, "B201");
	done(&r);
	str_dispose(&text);
}

static const char settings[] =
	"name: Society of Samples\nk: 5\nbig: 51\nword: five\nlist: [a, b]\none: a\nmap: {x: y}\n"
	"yes: Yes\nno: false\nmaybe: maybe\nday: 2026-03-14\nnoday: 14.3.2026\nbad: 2026-02-30\nempty:\nquoted: "
	"\"\"\nnested: [a, [b]]\nnone: []\n";

static void error_is(const struct result *r, size_t i, const char *code, unsigned line, unsigned col)
{
	assert_int_equal(r->ds.n, i + 1);
	assert_string_equal(r->ds.at[i].code, code);
	assert_int_equal(r->ds.at[i].at.line, line);
	assert_int_equal(r->ds.at[i].at.col, col);
}

static void typed_reads(void **state)
{
	(void)state;
	struct result r = parse(settings);
	struct sv text = sv("default");
	long n = -1;
	bool b = false;
	date_t day = DATE_NONE;
	assert_true(yaml_text(r.root, "name", true, &text, &r.ds));
	assert_true(sv_is(text, "Society of Samples"));
	assert_true(yaml_text(r.root, "quoted", true, &text, &r.ds));
	assert_int_equal(text.n, 0);
	assert_true(yaml_int(r.root, "k", true, 5, 50, &n, &r.ds));
	assert_int_equal(n, 5);
	assert_true(yaml_bool(r.root, "yes", &b, &r.ds));
	assert_true(b);
	assert_true(yaml_bool(r.root, "no", &b, &r.ds));
	assert_false(b);
	assert_true(yaml_date(r.root, "day", true, &day, &r.ds));
	assert_int_equal(day, date_civil(2026, 3, 14));
	assert_int_equal(r.ds.n, 0);
	done(&r);
}

static void absent_gives_the_default(void **state)
{
	(void)state;
	struct result r = parse(settings);
	struct sv text = sv("default");
	long n = 42;
	bool b = true;
	date_t day = 7;
	assert_true(yaml_text(r.root, "absent", false, &text, &r.ds));
	assert_true(yaml_text(r.root, "empty", false, &text, &r.ds));
	assert_true(sv_is(text, "default"));
	assert_true(yaml_int(r.root, "absent", false, 0, 1, &n, &r.ds));
	assert_int_equal(n, 42);
	assert_true(yaml_bool(r.root, "absent", &b, &r.ds));
	assert_true(b);
	assert_true(yaml_date(r.root, "absent", false, &day, &r.ds));
	assert_int_equal(day, 7);
	assert_int_equal(r.ds.n, 0);
	assert_false(yaml_text(r.root, "absent", true, &text, &r.ds));
	error_is(&r, 0, "B207", 1, 1);
	assert_false(yaml_int(r.root, "empty", true, 0, 1, &n, &r.ds));
	error_is(&r, 1, "B207", 14, 7);
	done(&r);
}

static void wrong_types_have_a_place(void **state)
{
	(void)state;
	struct result r = parse(settings);
	struct sv text;
	long n = 42;
	bool b = true;
	date_t day = 7;
	assert_false(yaml_text(r.root, "list", false, &text, &r.ds));
	error_is(&r, 0, "B208", 5, 7);
	assert_false(yaml_int(r.root, "big", false, 5, 50, &n, &r.ds));
	error_is(&r, 1, "B208", 3, 6);
	assert_false(yaml_int(r.root, "word", false, 5, 50, &n, &r.ds));
	error_is(&r, 2, "B208", 4, 7);
	assert_int_equal(n, 42);
	assert_false(yaml_bool(r.root, "maybe", &b, &r.ds));
	error_is(&r, 3, "B208", 10, 8);
	assert_true(b);
	assert_false(yaml_date(r.root, "noday", false, &day, &r.ds));
	error_is(&r, 4, "B208", 12, 8);
	assert_string_equal(r.ds.at[4].help, "write a date as 2026-03-14");
	assert_false(yaml_date(r.root, "bad", false, &day, &r.ds));
	error_is(&r, 5, "B208", 13, 6);
	assert_int_equal(day, 7);
	done(&r);
}

static void lists_of_texts(void **state)
{
	(void)state;
	struct result r = parse(settings);
	struct yaml_texts t = { NULL, NULL, 99 };
	assert_true(yaml_texts(r.root, "absent", false, &r.mem, &t, &r.ds));
	assert_int_equal(t.n, 99);
	assert_true(yaml_texts(r.root, "list", true, &r.mem, &t, &r.ds));
	assert_int_equal(t.n, 2);
	assert_true(sv_is(t.at[1], "b"));
	assert_int_equal(t.place[1].col, 11);
	assert_true(yaml_texts(r.root, "one", true, &r.mem, &t, &r.ds));
	assert_int_equal(t.n, 1);
	assert_true(sv_is(t.at[0], "a"));
	assert_true(yaml_texts(r.root, "none", false, &r.mem, &t, &r.ds));
	assert_int_equal(t.n, 0);
	assert_int_equal(r.ds.n, 0);
	assert_false(yaml_texts(r.root, "none", true, &r.mem, &t, &r.ds));
	error_is(&r, 0, "B207", 17, 7);
	assert_false(yaml_texts(r.root, "nested", false, &r.mem, &t, &r.ds));
	error_is(&r, 1, "B208", 16, 13);
	assert_false(yaml_texts(r.root, "map", false, &r.mem, &t, &r.ds));
	error_is(&r, 2, "B208", 7, 6);
	done(&r);
}

static void unknown_keys_get_a_suggestion(void **state)
{
	(void)state;
	static const char *const keys[] = { "title", "number" };
	struct result r = parse("titel: x\nnumber: 1\nzzzzzzzz: 2\n");
	assert_int_equal(yaml_keys(r.root, keys, 2, "front matter", &r.ds), 2);
	assert_int_equal(r.ds.n, 2);
	assert_string_equal(r.ds.at[0].text, "\"titel\" is not a key of front matter");
	assert_string_equal(r.ds.at[0].help, "did you mean \"title\"?");
	assert_int_equal(r.ds.at[1].at.line, 3);
	assert_null(r.ds.at[1].help);
	done(&r);
	r = parse("- a\n");
	assert_int_equal(yaml_keys(r.root, keys, 2, "front matter", &r.ds), 1);
	assert_string_equal(r.ds.at[0].code, "B205");
	assert_null(yaml_get(r.root, "a"));
	assert_null(yaml_get(NULL, "a"));
	done(&r);
}

static void files(void **state)
{
	(void)state;
	char path[] = "/tmp/mp-yaml-XXXXXX";
	struct result r = { .mem = ARENA_INIT, .ds = DIAGS_INIT };
	int fd = mkstemp(path);
	assert_int_equal(write(fd, "a: b\n", 5), 5);
	close(fd);
	assert_int_equal(yaml_file(&r.root, &r.mem, path, "mentorpress.yml", &r.ds), 0);
	assert_string_equal(yaml_get(r.root, "a")->at.file, "mentorpress.yml");
	unlink(path);
	assert_int_equal(yaml_file(&r.root, &r.mem, path, "mentorpress.yml", &r.ds), -1);
	assert_int_equal(r.root->kind, YAML_MAP);
	assert_int_equal(r.ds.errors, 1);
	done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes_and_places),
		cmocka_unit_test(blocks),
		cmocka_unit_test(scalars_stay_text),
		cmocka_unit_test(nothing_is_an_empty_map),
		cmocka_unit_test(front_matter_is_offset),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(syntax_in_plain_words),
		cmocka_unit_test(several_problems_in_one_run),
		cmocka_unit_test(a_large_file_is_refused),
		cmocka_unit_test(typed_reads),
		cmocka_unit_test(absent_gives_the_default),
		cmocka_unit_test(wrong_types_have_a_place),
		cmocka_unit_test(lists_of_texts),
		cmocka_unit_test(unknown_keys_get_a_suggestion),
		cmocka_unit_test(files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
