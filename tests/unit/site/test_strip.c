/* Tests of leaving out comments and white space: what is left must mean the same, and what may be read in two ways is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "base/fs.h"
#include "site/assets.h"
#include "site/strip.h"

typedef int strip_fn(struct str *, struct sv, struct strip_error *);
struct pair {
	const char *source, *left;
};

static void strips(strip_fn *strip, const struct pair *pair, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str out = STR_INIT, again = STR_INIT;
		struct strip_error error = { 0, "" };
		if (strip(&out, sv(pair[i].source), &error) != 0) fail_msg("%s: %s", pair[i].source, error.what);
		assert_string_equal(out.ptr, pair[i].left);
		assert_int_equal(strip(&again, sv_of(&out), &error), 0); /* nothing is left to strip */
		assert_string_equal(again.ptr, out.ptr);
		str_dispose(&out);
		str_dispose(&again);
	}
}

static void refuses(strip_fn *strip, const char *source, size_t at, const char *what)
{
	struct str out = STR_INIT;
	struct strip_error error = { 0, "" };
	if (strip(&out, sv(source), &error) == 0) fail_msg("taken: %s", source);
	assert_string_equal(error.what, what);
	assert_int_equal(error.at, at);
	str_dispose(&out);
}

static void scripts_lose_comments_indents_and_blank_lines(void **state)
{
	(void)state;
	static const struct pair pair[] = { { "", "" }, { "// all of it", "" },
		{ "// a\n\tlet x = 1;\n\n   let y;  \n", "let x=1;let y;\n" },
		{ "f(); // why\ng();\r\n", "f();g();\n" }, { "/* a\n b */ f()", "f()\n" },
		{ "/* one */ f(/* two */ 1) /* three */\n", "f(1)\n" }, { "a/**/b\n", "a b\n" },
		{ "a /**/ /**/ b\n", "a b\n" }, { "return /*\n*/ x\n", "return\nx\n" }, /* a line end is still one */
		{ "1 / /**/ 2 //\n", "1 / 2\n" }, { "x = a /**// b\n", "x=a / b\n" },
		{ "//! (c) 2026\nf()\n", "//! (c) 2026\nf()\n" }, { "/*! a\n  b */\n", "/*! a\n  b */\n" },
		{ "x = 1 / 2; // \" ' `\n", "x=1 / 2;\n" }, { "a + +b - -c < !--d\n", "a+ +b- -c< !--d\n" },
		{ "x ? 'y' + z : [ w => v , (t) * 2 ]\n", "x?'y'+z:[w=>v,(t)*2]\n" },
		/* A line ends where a statement may end without a semicolon, and not behind what cannot end one. */
		{ "f(a,\n\tb)\ng({\n\tc: [\n\t\td\n\t]\n})\n", "f(a,b)\ng({c:[d\n]\n})\n" },
		{ "x = {\n\ta\n}\n-y\n", "x={a\n}\n-y\n" }, { "a = b\n(c)\n", "a=b\n(c)\n" },
		{ "//! (c);\nf();\n//! (d)\ng()\n", "//! (c);\nf();//! (d)\ng()\n" },
		{ "a = /b/ in c - 1 > 0 / x--\n", "a=/b/ in c-1>0 / x--\n" } };
	strips(strip_js, pair, sizeof pair / sizeof *pair);
}

/* A semicolon that ends a whole statement says nothing before a brace; one that is the statement does. A comma before a brace says nothing, before a bracket it does. */
static void scripts_lose_semicolons_before_a_closing_brace(void **state)
{
	(void)state;
	static const struct pair pair[] = { { "{ f(); }", "{f()}\n" }, { "{ { f(); } }", "{{f()}}\n" },
		{ "{ a = b;\n}\nc", "{a=b}\nc\n" }, { "{ x = `a${{ b: 1 }.b}`; }", "{x=`a${{b:1}.b}`}\n" },
		{ "{ if (a); }", "{if(a);}\n" }, { "{ while (a()); }", "{while(a());}\n" },
		{ "{ if (a) b(); else; }", "{if(a)b();else;}\n" }, { "{ for (;;); }", "{for(;;);}\n" },
		{ "{ return; }", "{return;}\n" }, { "{ a.if(b); }", "{a.if(b)}\n" }, { "{ x = ';'; }", "{x=';'}\n" },
		{ "{ x = /;/; }", "{x=/;/}\n" }, { "{ x = ';' }", "{x=';'}\n" }, { "{ f();; }", "{f();;}\n" },
		{ "{ x = { a: {}, b, }; }", "{x={a:{},b}}\n" }, { "{ const { a, } = b; }", "{const{a}=b}\n" },
		{ "x = [a, , ]; f(a, {}, );", "x=[a,,];f(a,{},);\n" }, { "{ if (a) {}; }", "{if(a){}}\n" } };
	strips(strip_js, pair, sizeof pair / sizeof *pair);
}

/* The words a, b … are given in the order of the list, but none that stands in the script already. */
static void listed_names_are_made_short_everywhere(void **state)
{
	(void)state;
	static const struct pair pair[] = { { "// short: rows level\nrows.map(r => r.level + levels)",
						    "a.map(r=>r.b+levels)\n" },
		{ "// short: rows\n// short: level\na = { level: 1, rows };", "a={c:1,b};\n" },
		{ "// short: fits\nf('fits', \"fits\", `fits${fits}`, /fits/, x?.fits)",
			"f('fits',\"fits\",`fits${a}`,/fits/,x?.a)\n" },
		{ "// short: a_1\n[...a_1, a_12, $a_1]", "[...a,a_12,$a_1]\n" }, { "// short rows\nrows", "rows\n" },
		{ "f() // short: rows\nrows", "f()\nrows\n" } };
	for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
		struct str out = STR_INIT;
		struct strip_error error = { 0, "" };
		if (strip_js(&out, sv(pair[i].source), &error) != 0) fail_msg("%s: %s", pair[i].source, error.what);
		assert_string_equal(out.ptr, pair[i].left);
		str_dispose(&out);
	}
	refuses(strip_js, "// short: rows\nrow", 10, "a name to be made short stands nowhere else in the script");
	refuses(strip_js, "f\n// short: f f", 14, "a name to be made short is listed twice");
	refuses(strip_js, "// short: 7up\n", 10, "only a name of plain letters, digits, _ and $ can be made short");
}

/* When all letters are given or taken, two signs follow: never two letters, which may be somebody's name. */
static void short_names_do_not_run_into_one_another(void **state)
{
	(void)state;
	struct str source = STR_INIT, body = STR_INIT, out = STR_INIT;
	struct strip_error error = { 0, "" };
	str_puts(&source, "// short:");
	for (int i = 0; i < 60; i++) {
		str_printf(&source, " name%d", i);
		str_printf(&body, "name%d ", i);
	}
	str_printf(&source, "\nh $a %s", body.ptr);
	assert_int_equal(strip_js(&out, sv_of(&source), &error), 0);
	assert_string_equal(out.ptr, "h $a a b c d e f g i j k l m n o p q r s t u v w x y z A B C D E F G H I J K L M "
				     "N O P Q R S T U V W X Y Z "
				     "$b $c $d $e $f $g $h $i $j\n");
	str_dispose(&source);
	str_dispose(&body);
	str_dispose(&out);
}

static void what_looks_like_a_comment_in_a_literal_stays(void **state)
{
	(void)state;
	static const struct pair pair[] = { { "a = '// no'; b = \"/* no */\"\n", "a='// no';b=\"/* no */\"\n" },
		{ "a = '\\'// no'\n", "a='\\'// no'\n" }, { "a = 'x\\\n   // no'\n", "a='x\\\n   // no'\n" },
		{ "a = /\\/\\/ no/; b\n", "a=/\\/\\/ no/;b\n" }, { "a = /[/*]/g // yes\n", "a=/[/*]/g\n" },
		{ "f(/\"/, '\"') // yes\n", "f(/\"/,'\"')\n" },
		{ "return /'/.test(s) // yes\n", "return /'/.test(s)\n" },
		{ "if (x) /'/.test(s) // yes\n", "if(x)/'/.test(s)\n" },
		{ "a = (b) / 2 / c // yes '\n", "a=(b)/ 2 / c\n" }, { "x.return / 2 // '/\n", "x.return / 2\n" },
		{ "i++ / 2 // '/\n", "i++ / 2\n" }, { "a[0] / 2 // '/\n", "a[0]/ 2\n" },
		{ "1. / 2 // '/\n", "1. / 2\n" }, { "f(.../'/.exec(s)) // yes\n", "f(.../'/.exec(s))\n" },
		{ "x = y?.z / 2 // '/\n", "x=y?.z / 2\n" } };
	strips(strip_js, pair, sizeof pair / sizeof *pair);
}

static void template_literals_keep_every_byte(void **state)
{
	(void)state;
	static const struct pair pair[] = { { "a = `// no\n\n   two  \n`  \n", "a=`// no\n\n   two  \n`\n" },
		{ "a = `x ${ f(`/* in */`) /* out */ } // no` // yes\n", "a=`x ${f(`/* in */`)} // no`\n" },
		{ "a = `${{ b: '}' }.b}  \n  ` // yes\n", "a=`${{b:'}'}.b}  \n  `\n" },
		{ "a = `\\` // no`\n", "a=`\\` // no`\n" }, { "a = `$ {` // yes\n", "a=`$ {`\n" },
		{ "a = `x` / 2 // '/\n", "a=`x`/ 2\n" }, { "a = `${b}` // yes\n", "a=`${b}`\n" } };
	strips(strip_js, pair, sizeof pair / sizeof *pair);
}

static void unclear_scripts_are_refused_with_their_place(void **state)
{
	(void)state;
	refuses(strip_js, "f()\n'a\nb'", 4, "a string is not closed on its line");
	refuses(strip_js, "\"a", 0, "a string is not closed on its line");
	refuses(strip_js, "\"a\\", 0, "a string is not closed on its line");
	refuses(strip_js, "a = `b ${c} \n", 10, "a template literal is not closed");
	refuses(strip_js, "f() /* no end *", 4, "a comment is not closed");
	refuses(strip_js, "/*/", 0, "a comment is not closed");
	refuses(strip_js, "a = /b\n/", 4, "a regular expression is not closed on its line");
	refuses(strip_js, "a = /[/]\n", 4, "a regular expression is not closed on its line");
	refuses(strip_js, "{}\n/a/.test(b)", 3,
		"a / after } may divide or begin a regular expression; put brackets around it");
	refuses(strip_js, "f(]", 2, "a bracket closes none that is open");
	refuses(strip_js, "f(}", 2, "a bracket closes none that is open");
	refuses(strip_js, "}", 0, "a bracket closes none that is open");
	refuses(strip_js, "f(", 2, "a bracket is not closed");
	refuses(strip_js, "// a\rf()", 4, "a carriage return without a line feed");
	refuses(strip_js,
		"// a\xe2\x80\xa8"
		"f()",
		4, "a line or paragraph separator (U+2028, U+2029)");
	refuses(strip_js, "a =\xc2\xa0/b/", 3, "a space that is none of the keyboard's");
}

static void style_sheets_lose_what_separates_nothing(void **state)
{
	(void)state;
	static const struct pair pair[] = { { "", "" }, { " /* a */ ", "" },
		{ "a , b { color : red ; margin: 0 auto; }\n\nc > d {}\n", "a,b{color :red;margin:0 auto}c>d{}\n" },
		{ "a:hover { }  a :hover { }", "a:hover{}a :hover{}\n" }, { "a: hover {}", "a: hover{}\n" },
		{ "@media (min-width: 46rem) and (scripting: none) {\n\ta { b: c }\n}",
			"@media (min-width: 46rem) and (scripting: none){a{b:c}}\n" },
		{ "a { width: calc( 1rem + 2px - 3px ) }", "a{width:calc(1rem + 2px - 3px)}\n" },
		{ "a { margin: 0 -1px }", "a{margin:0 -1px}\n" }, { "a + b ~ c > d {}", "a + b ~ c>d{}\n" },
		{ "@media (width > 40rem) {}", "@media (width > 40rem){}\n" },
		{ "a { --x: 1px ; & :hover { b: c } d: e }", "a{--x:1px;& :hover{b:c}d:e}\n" },
		{ "a { b: c !important; /* no */ }", "a{b:c !important}\n" }, { "a/**/b{}", "a/**/b{}\n" },
		{ "a{b:1px/**/2px}", "a{b:1px/**/2px}\n" }, { "a /* x */ b{}", "a b{}\n" },
		{ "/*! (c) */ a {}", "/*! (c) */ a{}\n" }, { "@charset \"utf-8\";\na{}", "@charset \"utf-8\";a{}\n" } };
	strips(strip_css, pair, sizeof pair / sizeof *pair);
}

static void strings_and_addresses_stay_as_they_are(void **state)
{
	(void)state;
	static const struct pair pair[] = { { "a::after { content: \" < /* no */ ; } \" }",
						    "a::after{content:\" < /* no */ ; } \"}\n" },
		{ "a { b: '\\'  ;' }", "a{b:'\\'  ;'}\n" },
		{ "a { b: url( x/*y*/z.png ) }", "a{b:url( x/*y*/z.png )}\n" },
		{ "a { b: URL( \" c  d \" ) }", "a{b:URL(\" c  d \")}\n" },
		{ "a { b: my-url(c /* d */ e) }", "a{b:my-url(c e)}\n" }, { ".a\\:b , .c {}", ".a\\:b,.c{}\n" },
		{ "a[href^=\"a  b\"] {}", "a[href^=\"a  b\"]{}\n" } };
	strips(strip_css, pair, sizeof pair / sizeof *pair);
}

static void unclear_style_sheets_are_refused_with_their_place(void **state)
{
	(void)state;
	refuses(strip_css, "a{} /* b", 4, "a comment is not closed");
	refuses(strip_css, "a{b:\"c\n\"}", 4, "a string is not closed on its line");
	refuses(strip_css, "a{", 2, "a bracket is not closed");
	refuses(strip_css, "a{}}", 3, "a bracket closes none that is open");
	refuses(strip_css, "a{(]", 3, "a bracket closes none that is open");
	refuses(strip_css, "a{b:url(c", 4, "url( is not closed");
	refuses(strip_css, "a{b:url(c'd)}", 4, "write url(\"…\") with quotes");
	refuses(strip_css, "a{content:\\26 B}", 10, "write the character itself instead of its code");
	refuses(strip_css, "<!-- a{} -->", 0, "a comment of HTML");
	refuses(strip_css, "a\x01{}", 1, "a control character");
}

/* No source, however it is cut, reads outside itself or is taken for something it is not. */
static void every_beginning_of_a_source_is_taken_or_refused(void **state)
{
	(void)state;
	static const char js[] = "const a = `x${ b[/[/]\"/g] }y`; // '\nif (c) /'/.test(`\n${d}`) /* \" */ \\u0041";
	static const char css[] =
		"@media (a: b) { c:d, e > f { --g: url( h ) ; i: \"j\\\"k\" /* l */ calc(1px + 2px) } }";
	for (size_t i = 0; i < sizeof js; i++) {
		char *copy = malloc(i ? i : 1); /* of this length, for the sanitizer */
		struct str out = STR_INIT;
		struct strip_error error = { 0, NULL };
		memcpy(copy, js, i);
		if (strip_js(&out, sv_n(copy, i), &error) != 0) assert_true(error.what && error.at <= i);
		free(copy);
		str_dispose(&out);
	}
	for (size_t i = 0; i < sizeof css; i++) {
		char *copy = malloc(i ? i : 1);
		struct str out = STR_INIT;
		struct strip_error error = { 0, NULL };
		memcpy(copy, css, i);
		if (strip_css(&out, sv_n(copy, i), &error) != 0) assert_true(error.what && error.at <= i);
		free(copy);
		str_dispose(&out);
	}
}

static void the_project_s_own_assets_are_understood(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct fs_list files;
	struct str err = STR_INIT;
	struct diags ds = DIAGS_INIT;
	assert_int_equal(fs_walk(&files, &mem, "site-templates/assets", NULL, &err), 0);
	for (size_t i = 0; i < files.n; i++) {
		struct str out = STR_INIT;
		struct asset asset;
		if (asset_is_part(files.at[i])) continue;
		assert_int_equal(asset_read(&asset, &mem, "site-templates/assets", files.at[i], &err), 0);
		assert_int_equal(assets_strip(&out, &asset, &ds), 0);
		bool text = sv_ends(sv(files.at[i]), ".js") || sv_ends(sv(files.at[i]), ".css");
		assert_true(text ? out.len < asset.bytes.len : out.len == asset.bytes.len);
		assert_true(!text || sv_find(sv_of(&out), SV_LIT("/* ")) == SIZE_MAX);
		asset_dispose(&asset);
		str_dispose(&out);
	}
	arena_dispose(&mem);
	str_dispose(&err);
	diags_dispose(&ds);
}

/* A folder of assets with what is given, and the asset a.js of it. */
struct folder {
	struct arena mem;
	struct diags ds;
	struct str err, out;
	struct asset asset;
	char path[64];
};

static void put(struct folder *f, const char *name, const char *text)
{
	assert_int_equal(fs_write_atomic(fs_join(&f->mem, f->path, name), sv(text), 0600, &f->err), 0);
}

static void open_folder(struct folder *f, const char *script)
{
	*f = (struct folder){ ARENA_INIT, DIAGS_INIT, STR_INIT, STR_INIT, ASSET_INIT, "/tmp/mp-parts-XXXXXX" };
	assert_non_null(mkdtemp(f->path));
	put(f, "a.js", script);
}

static void close_folder(struct folder *f)
{
	fs_remove_tree(f->path, &f->err);
	asset_dispose(&f->asset);
	str_dispose(&f->out);
	str_dispose(&f->err);
	diags_dispose(&f->ds);
	arena_dispose(&f->mem);
}

static void refusal_at(struct folder *f, const char *file, unsigned line, unsigned col)
{
	assert_int_equal(asset_read(&f->asset, &f->mem, f->path, "a.js", &f->err), 0);
	assert_int_equal(assets_strip(&f->out, &f->asset, &f->ds), -1);
	assert_int_equal(f->ds.n, 1);
	assert_string_equal(f->ds.at[0].code, "S060");
	assert_string_equal(f->ds.at[0].at.file, file);
	assert_int_equal(f->ds.at[0].at.line, line);
	assert_int_equal(f->ds.at[0].at.col, col);
}

static void a_refusal_names_file_line_and_column(void **state)
{
	struct folder f;
	(void)state;
	open_folder(&f, "f();\n\tlet a = 'b\n");
	refusal_at(&f, "site-templates/assets/a.js", 2, 10);
	close_folder(&f);
}

/* Before, in and behind a part the place is that of the file in which somebody has to correct it. */
static void a_refusal_in_a_part_names_the_part(void **state)
{
	struct folder f;
	(void)state;
	open_folder(&f, "f();\n// part: _b.js\ng();\n");
	put(&f, "_b.js", "h();\nk('\n");
	refusal_at(&f, "site-templates/assets/_b.js", 2, 3);
	close_folder(&f);
	open_folder(&f, "f();\n// part: _b.js\ng('\n");
	put(&f, "_b.js", "h();\nk();\nm();\n");
	refusal_at(&f, "site-templates/assets/a.js", 3, 3);
	close_folder(&f);
}

static void a_part_stands_where_its_line_stood(void **state)
{
	struct folder f;
	(void)state;
	open_folder(&f, "// short: name\nf(name);\n// part: _b.js\ng(); // part: _c.js\n// part: _b.js");
	put(&f, "_b.js", "h(name);\n// part: _c.js");
	assert_int_equal(asset_read(&f.asset, &f.mem, f.path, "a.js", &f.err), 0);
	assert_int_equal(assets_strip(&f.out, &f.asset, &f.ds), 0);
	assert_string_equal(f.out.ptr, "f(a);h(a);g();h(a);\n");
	close_folder(&f);
}

static void a_part_that_cannot_be_is_refused(void **state)
{
	static const char *const script[] = { "// part: _b.js\n", "// part: b.js\n", "// part: _b.css\n",
		"// part: _../b.js\n", "// part:\n" };
	(void)state;
	for (size_t i = 0; i < sizeof script / sizeof *script; i++) {
		struct folder f;
		open_folder(&f, script[i]);
		assert_int_equal(asset_read(&f.asset, &f.mem, f.path, "a.js", &f.err), -1);
		assert_true(f.err.len > 0);
		close_folder(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(scripts_lose_comments_indents_and_blank_lines),
		cmocka_unit_test(scripts_lose_semicolons_before_a_closing_brace),
		cmocka_unit_test(listed_names_are_made_short_everywhere),
		cmocka_unit_test(short_names_do_not_run_into_one_another),
		cmocka_unit_test(what_looks_like_a_comment_in_a_literal_stays),
		cmocka_unit_test(template_literals_keep_every_byte),
		cmocka_unit_test(unclear_scripts_are_refused_with_their_place),
		cmocka_unit_test(style_sheets_lose_what_separates_nothing),
		cmocka_unit_test(strings_and_addresses_stay_as_they_are),
		cmocka_unit_test(unclear_style_sheets_are_refused_with_their_place),
		cmocka_unit_test(every_beginning_of_a_source_is_taken_or_refused),
		cmocka_unit_test(the_project_s_own_assets_are_understood),
		cmocka_unit_test(a_refusal_names_file_line_and_column),
		cmocka_unit_test(a_refusal_in_a_part_names_the_part),
		cmocka_unit_test(a_part_stands_where_its_line_stood),
		cmocka_unit_test(a_part_that_cannot_be_is_refused) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
