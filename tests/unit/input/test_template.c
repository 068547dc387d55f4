/* Tests of template as a language: what is rendered, what is refused, and where each byte came from. */
#include "template_support.h"
#include <stdlib.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"

static void names_and_sections(void **state)
{
	struct world *w = *state;
	text(w, "a", "A");
	text(w, "empty", "");
	tmap_bool(w->m, "on", true);
	tmap_bool(w->m, "off", false);
	tmap_int(w->m, "n", -12, ORIGIN_NUMBER);
	struct tmap *inner = tmap_map(w->m, "map");
	tmap_text(inner, "a", sv("inner"), ORIGIN_LABEL, NULL);
	tmap_text(tmap_map(inner, "deep"), "x", sv("X"), ORIGIN_LABEL, NULL);
	struct tlist *l = tmap_list(w->m, "list");
	tmap_list(w->m, "nothing");
	for (int i = 0; i < 3; i++) tmap_int(tlist_add(l), "i", i, ORIGIN_NUMBER);
	assert_int_equal(tlist_length(l), 3);
	gives(w, "x {{a}} {{ n }}{{! note }} y", "x A -12 y");
	gives(w, "{{map.a}} {{map.deep.x}}", "inner X");
	gives(w, "{{#map}}{{a}}{{#deep}}{{x}}{{a}}{{/deep}}{{/map}}{{a}}", "innerXinnerA");
	gives(w, "{{#on}}1{{/on}}{{#off}}2{{/off}}{{^on}}3{{/on}}{{^off}}4{{/off}}", "14");
	gives(w, "{{#a}}[{{a}}]{{/a}}{{#empty}}no{{/empty}}{{^empty}}none{{/empty}}", "[A]none");
	gives(w, "{{#list}}{{^first}}, {{/first}}{{i}}{{a}}{{#last}}.{{/last}}{{/list}}{{^list}}no{{/list}}",
		"0A, 1A, 2A.");
	gives(w, "{{#nothing}}x{{/nothing}}{{^nothing}}none{{/nothing}}", "none");
	gives(w, "", "");
	gives(w, "}} { {a}} {a}", "}} { {a}} {a}");
}

static void standalone_lines_leave_no_gap(void **state)
{
	struct world *w = *state;
	text(w, "a", "A");
	tmap_bool(w->m, "on", true);
	gives(w, "<ul>\n  {{#on}}\n  <li>{{a}}</li>\n  {{/on}}\n</ul>\n", "<ul>\n  <li>A</li>\n</ul>\n");
	gives(w, "{{#on}}\nx\n{{/on}}", "x\n");
	gives(w, "  {{! note\n over lines }}  \nx", "x");
	gives(w, "a {{#on}}\nx\n{{/on}} b\n", "a \nx\n b\n");
	gives(w, "{{#on}}{{/on}}\nx", "\nx");
	gives(w, "{{a}}\nx", "A\nx");
	gives(w, "\r\n{{#on}}\r\nx\r\n{{/on}}\r\n", "\nx\n");
}

static void partials_are_put_in(void **state)
{
	struct world *w = *state;
	static const char *const set[] = {
		"page.html",
		"<main>\n  {{>card}}\n{{#l}}{{>menu/item}}{{/l}}</main>",
		"_card.html",
		"<p>{{a}}</p>\n",
		"menu/_item.html",
		"<li>{{a}}{{n}}</li>",
		"_lost.html",
		"x",
		"other.html",
		"y",
		"site.css.in",
		"a{}",
	};
	text(w, "a", "A");
	struct tlist *l = tmap_list(w->m, "l");
	tmap_int(tlist_add(l), "n", 1, ORIGIN_NUMBER);
	tmap_int(tlist_add(l), "n", 2, ORIGIN_NUMBER);
	assert_int_equal(template_from(&w->set, set, 6, &w->ds), 0);
	assert_int_equal(template_render(w->set, "page.html", w->m, NOPLACE, &w->out, &w->ds), 0);
	assert_string_equal(w->out.bytes.ptr, "<main>\n<p>A</p>\n<li>A1</li><li>A2</li></main>");
	assert_true(template_has(w->set, "other.html"));
	assert_false(template_has(w->set, "absent.html"));
	template_expect(w->set, "page.html");
	template_expect(w->set, "site.css.in");
	assert_int_equal(template_check_unused(w->set, &w->ds), 2);
	assert_string_equal(w->ds.at[0].at.file, "_lost.html");
	assert_string_equal(w->ds.at[1].at.file, "other.html");
	assert_int_equal(template_render(w->set, "absent.html", w->m, NOPLACE, &w->out, &w->ds), -1);
	assert_string_equal(w->ds.at[2].code, "T010");
}

static void partials_that_do_not_work(void **state)
{
	struct world *w = *state;
	static const char *const unknown[] = { "page.html", "\n {{>crad}}", "_card.html", "x" };
	static const char *const cycle[] = { "page.html", "{{>a}}", "_a.html", "{{>b}}", "_b.html", "x\n{{>a}}" };
	static const char *const self[] = { "_a.html", "{{>a}}" };
	static const char *const open_tag[] = { "page.html", "{{>a}}", "_a.html", "<a href=\"x" };
	assert_int_equal(template_from(&w->set, unknown, 2, &w->ds), -1);
	error_is(w, "", "T007", 2, 2, "crad");
	assert_string_equal(w->ds.at[0].help, "did you mean \"card\"?");
	forget(w);
	assert_int_equal(template_from(&w->set, cycle, 3, &w->ds), -1);
	assert_int_equal(w->ds.errors, 1);
	error_is(w, "", "T008", 2, 1, "includes itself");
	assert_string_equal(w->ds.at[0].at.file, "_b.html");
	forget(w);
	assert_int_equal(template_from(&w->set, self, 1, &w->ds), -1);
	error_is(w, "", "T008", 1, 1, "includes itself");
	forget(w);
	assert_int_equal(template_from(&w->set, open_tag, 2, &w->ds), -1);
	error_is(w, "", "T004", 1, 1, "ends within");
}

static void syntax_problems(void **state)
{
	struct world *w = *state;
	refused(w, "a\n {{b", "T002", 2, 2, "not closed");
	refused(w, "{{}}", "T002", 1, 1, "no usable name");
	refused(w, "{{a b}}", "T002", 1, 1, "no usable name");
	refused(w, "{{.}}", "T002", 1, 1, "no usable name");
	refused(w, "{{a..b}}", "T002", 1, 1, "no usable name");
	refused(w, "{{=<% %>=}}", "T002", 1, 1, "no usable name");
	refused(w, "{{{a}}}", "T002", 1, 1, "no raw form");
	refused(w, "{{&a}}", "T002", 1, 1, "no raw form");
	refused(w, "{{#a}}x", "T003", 1, 1, "is not closed");
	refused(w, "x{{/a}}", "T003", 1, 2, "no section is open");
	refused(w, "{{#a}}\n{{#b}}x{{/a}}{{/b}}", "T003", 2, 8, "the section \"b\" of line 2 is closed as \"a\"");
	refused(w, "{{>../etc}}", "T002", 1, 1, "no usable name");
}

static void problems_while_rendering(void **state)
{
	struct world *w = *state;
	text(w, "a", "A");
	tmap_bool(w->m, "on", true);
	tmap_list(w->m, "list");
	tmap_map(w->m, "map");
	fails(w, "x\n  {{b}}", "T011", 2, 3, "\"b\" is not known");
	fails(w, "{{#b}}x{{/b}}", "T011", 1, 1, "\"b\" is not known");
	fails(w, "{{^b}}x{{/b}}", "T011", 1, 1, "\"b\" is not known");
	fails(w, "{{map.b}}", "T011", 1, 1, "\"map.b\" is not known");
	fails(w, "{{a.b}}", "T012", 1, 1, "not a map");
	fails(w, "{{on}}", "T012", 1, 1, "yes or no");
	fails(w, "{{list}}", "T012", 1, 1, "list");
	fails(w, "{{map}}", "T012", 1, 1, "map");
	/* All of them in one call, up to twenty, with the content named. */
	load(w, "{{b}}{{c}}{{on}}");
	struct place content = { "content/faqs/pause.md", 1, 1 };
	assert_int_equal(template_render(w->set, "page.html", w->m, content, &w->out, &w->ds), -1);
	assert_int_equal(w->ds.errors, 3);
	assert_non_null(strstr(w->ds.at[0].text, "content/faqs/pause.md"));
	struct str many = STR_INIT;
	for (int i = 0; i < 30; i++) str_puts(&many, "{{b}}");
	load(w, many.ptr);
	assert_int_equal(template_render(w->set, "page.html", w->m, NOPLACE, &w->out, &w->ds), -1);
	assert_int_equal(w->ds.errors, 20);
	str_dispose(&many);
}

static void a_failed_rendering_leaves_what_was_there(void **state)
{
	struct world *w = *state;
	load(w, "<p>{{b}}");
	rendering_add(&w->out, sv("before"), ORIGIN_TEMPLATE, NULL);
	assert_int_equal(template_render(w->set, "page.html", w->m, NOPLACE, &w->out, &w->ds), -1);
	assert_string_equal(w->out.bytes.ptr, "before");
	assert_int_equal(w->out.spans.n, 1);
	assert_int_equal(w->out.spans.at[0].end, 6);
}

static void every_byte_has_its_origin(void **state)
{
	struct world *w = *state;
	static const char doc[] = "content/a.md";
	rendering_add(&w->html, sv("<em>"), ORIGIN_DOCUMENT, doc);
	rendering_add(&w->html, sv("hi</em>"), ORIGIN_DOCUMENT, doc);
	rendering_add(&w->html, sv("Ada"), ORIGIN_OFFICER, NULL);
	assert_int_equal(w->html.spans.n, 2);
	tmap_html(w->m, "body", &w->html);
	text(w, "t", "a<b");
	tmap_text(w->m, "none", sv(""), ORIGIN_LABEL, NULL);
	tmap_text(w->m, "l", sv("L"), ORIGIN_LABEL, NULL);
	gives(w, "<p>{{none}}{{! x }}x{{t}}{{t}}{{l}}</p>{{body}}", "<p>xa&lt;ba&lt;bL</p><em>hi</em>Ada");
	static const struct {
		size_t end;
		enum origin origin;
		const char *source;
	} want[] = {
		{ 4, ORIGIN_TEMPLATE, NULL },
		{ 16, ORIGIN_TEXT, NULL },
		{ 17, ORIGIN_LABEL, NULL },
		{ 21, ORIGIN_TEMPLATE, NULL },
		{ 32, ORIGIN_DOCUMENT, doc },
		{ 35, ORIGIN_OFFICER, NULL },
	};
	assert_int_equal(w->out.spans.n, sizeof want / sizeof want[0]);
	for (size_t i = 0; i < w->out.spans.n; i++) {
		assert_int_equal(w->out.spans.at[i].end, want[i].end);
		assert_int_equal(w->out.spans.at[i].origin, want[i].origin);
		assert_ptr_equal(w->out.spans.at[i].source, want[i].source);
	}
}

static int keep_path(struct sink *self, const struct artifact *a)
{
	(void)self;
	assert_string_equal(a->path, "x/y.html");
	assert_int_equal(a->kind, ARTIFACT_FILE);
	assert_true(sv_is(a->bytes, "ab"));
	assert_true(artifact_covered(a));
	return 5;
}

static void a_rendering_becomes_an_artifact(void **state)
{
	struct world *w = *state;
	struct sink s = { keep_path };
	rendering_add(&w->out, sv("a"), ORIGIN_TEMPLATE, NULL);
	rendering_add(&w->out, sv("b"), ORIGIN_TEXT, NULL);
	assert_int_equal(rendering_put(&w->out, "x/y.html", &s), 5);
}

static void loading_a_folder(void **state)
{
	struct world *w = *state;
	struct str err = STR_INIT;
	char dir[] = "/tmp/mp-template-XXXXXX";
	static const char *const files[] = { "page.html", "{{>x}}{{a}}\n", "_x.html", "X", "assets/a.html", "{{broken",
		"site.css.in", "a{}", "notes.txt", "{{" };
	assert_non_null(mkdtemp(dir));
	assert_int_equal(fs_mkdirs(fs_join(&w->mem, dir, "assets"), 0700, &err), 0);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i += 2)
		assert_int_equal(fs_write_atomic(fs_join(&w->mem, dir, files[i]), sv(files[i + 1]), 0600, &err), 0);
	assert_int_equal(template_load(&w->set, dir, "site-templates", &w->ds), 0);
	assert_true(template_has(w->set, "site.css.in"));
	assert_false(template_has(w->set, "assets/a.html"));
	assert_int_equal(template_render(w->set, "page.html", w->m, NOPLACE, &w->out, &w->ds), -1);
	assert_string_equal(w->ds.at[0].at.file, "site-templates/page.html");
	assert_int_equal(w->ds.at[0].at.col, 7);
	forget(w);
	assert_int_equal(fs_write_atomic(fs_join(&w->mem, dir, "bad.html"), sv("a\n\xff"), 0600, &err), 0);
	assert_int_equal(template_load(&w->set, dir, "site-templates", &w->ds), -1);
	error_is(w, "", "T001", 2, 1, "UTF-8");
	assert_int_equal(fs_remove_tree(dir, &err), 0);
	str_dispose(&err);
}

static struct sha256 bytes_of(const char *const *name_text, size_t pairs, const char *name)
{
	struct template_set *set;
	struct diags ds = DIAGS_INIT;
	struct str out = STR_INIT;
	template_from(&set, name_text, pairs, &ds);
	bool made = template_bytes(set, name, &out);
	assert_int_equal(made, ds.errors == 0);
	struct sha256 sha = sha256_of(sv_of(&out));
	template_free(set);
	str_dispose(&out);
	diags_dispose(&ds);
	return sha;
}

/* Its own text and that of every partial below it, and no other template. */
static void the_bytes_of_a_template(void **state)
{
	(void)state;
	static const char *const from[] = { "page.html", "<p>{{>a}}</p>", "_a.html", "{{>b}}", "_b.html", "x",
		"other.html", "{{>c}}", "_c.html", "y" };
	const char *to[10];
	struct sha256 was = bytes_of(from, 5, "page.html");
	for (size_t i = 0; i < 5; i++) {
		static const char *const more[] = { "<p>{{>a}}</p> ", "{{>b}} ", "x ", "{{>c}} ", "y " };
		memcpy(to, from, sizeof to);
		to[2 * i + 1] = more[i];
		struct sha256 now = bytes_of(to, 5, "page.html");
		assert_int_equal(sha256_eq(&was, &now), i >= 3);
	}
	to[0] = "page.html";
	to[1] = "{{#";
	bytes_of(to, 1, "page.html");
}

/* Any two maps that may render differently have different bytes. */
static void the_bytes_of_values(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct str bytes[12];
	size_t n = 0;
	struct rendering html = RENDERING_INIT;
	rendering_add(&html, sv("a"), ORIGIN_DOCUMENT, "x.md");
	struct tmap *m[12];
	for (size_t i = 0; i < 12; i++) m[i] = tmap_new(&mem);
	tmap_text(m[n++], "a", sv("b"), ORIGIN_LABEL, NULL);
	tmap_text(m[n++], "ab", sv(""), ORIGIN_LABEL, NULL);
	tmap_text(m[n++], "a", sv("b"), ORIGIN_TEXT, NULL);
	tmap_text(m[n++], "a", sv("b"), ORIGIN_LABEL, "x.md");
	tmap_url(m[n++], "a", sv("b"), ORIGIN_LABEL, NULL);
	tmap_bool(m[n++], "a", true);
	tmap_bool(m[n++], "a", false);
	tmap_html(m[n++], "a", &html);
	tmap_list(m[n++], "a");
	tlist_add(tmap_list(m[n++], "a"));
	tmap_map(m[n++], "a");
	tmap_bool(tmap_map(m[n++], "a"), "a", false);
	for (size_t i = 0; i < n; i++) {
		bytes[i] = (struct str)STR_INIT;
		tmap_bytes(m[i], &bytes[i]);
		for (size_t k = 0; k < i; k++) assert_false(sv_eq(sv_of(&bytes[i]), sv_of(&bytes[k])));
	}
	struct str again = STR_INIT;
	tmap_bytes(m[7], &again);
	assert_true(sv_eq(sv_of(&again), sv_of(&bytes[7])));
	str_clear(&again);
	html.spans.at[0].origin = ORIGIN_OFFICER;
	tmap_bytes(m[7], &again);
	assert_false(sv_eq(sv_of(&again), sv_of(&bytes[7])));
	for (size_t i = 0; i < n; i++) str_dispose(&bytes[i]);
	str_dispose(&again);
	rendering_dispose(&html);
	arena_dispose(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(names_and_sections),
		T(standalone_lines_leave_no_gap),
		T(partials_are_put_in),
		T(partials_that_do_not_work),
		T(syntax_problems),
		T(problems_while_rendering),
		T(a_failed_rendering_leaves_what_was_there),
		T(every_byte_has_its_origin),
		T(a_rendering_becomes_an_artifact),
		T(loading_a_folder),
		cmocka_unit_test(the_bytes_of_a_template),
		cmocka_unit_test(the_bytes_of_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
