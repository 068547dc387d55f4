/* test_commonmark: with everything of our own off, the renderer writes what cmark's own renderer writes, for each
 * construct of CommonMark, alone and inside of others, and for every example of the specification where its file is at
 * hand (COMMONMARK_SPEC=/path/to/spec.txt; its text is not part of this project).
 *
 * Where the two differ on purpose both outputs are brought to one form first (see same_form):
 *   - void elements are written <br> here, <br /> there; line ends between blocks differ
 *   - " stands for itself in text here, as &quot; there; addresses are percent-encoded by different lists
 *   - pictures have no title, single blanks in their words, and load when they are scrolled to
 *   - a link inside of a link's text (an address in angle brackets) is text
 *   - links to addresses other than http, https, mailto, tel and paths are text here
 *   - raw HTML is never written: texts that hold any are left out of the comparison */
#include "workspace.h"
#include <stdio.h>
#include "base/html.h"
#include "base/utf8.h"
#include "content/markdown.h"

/* ---- one form for both */

static bool is_block(struct sv tag)
{
	static const char *const name[] = { "p", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5",
		"h6", "hr" };
	size_t n = 0;
	if (sv_starts(tag, "/")) tag = sv_sub(tag, 1, tag.n);
	while (n < tag.n && tag.p[n] != ' ' && tag.p[n] != '>') n++;
	for (size_t i = 0; i < sizeof name / sizeof *name; i++)
		if (sv_is(sv_sub(tag, 0, n), name[i])) return true;
	return false;
}

static int hex(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c | 0x20) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* An address without percent-encoding and entities. */
static void bare_address(struct str *out, struct sv v)
{
	static const struct {
		const char *name, *is;
	} entity[] = { { "&amp;", "&" }, { "&quot;", "\"" }, { "&#x27;", "'" }, { "&lt;", "<" }, { "&gt;", ">" } };
	for (size_t i = 0; i < v.n; i++) {
		struct sv rest = sv_sub(v, i, v.n);
		size_t k = 0;
		while (k < 5 && !sv_starts(rest, entity[k].name)) k++;
		if (k < 5) {
			str_puts(out, entity[k].is);
			i += strlen(entity[k].name) - 1;
		} else if (*rest.p == '%' && rest.n > 2 && hex(rest.p[1]) >= 0 && hex(rest.p[2]) >= 0) {
			str_putc(out, (char)(hex(rest.p[1]) * 16 + hex(rest.p[2])));
			i += 2;
		} else {
			str_putc(out, *rest.p);
		}
	}
}

/* The value of an attribute of the tag, with what is before it; false if it has none. */
static bool attribute(struct sv tag, const char *name, struct sv *value)
{
	size_t at = sv_find(tag, sv(name));
	if (at == SIZE_MAX) return false;
	*value = sv_sub(tag, at + strlen(name), tag.n);
	value->n = sv_find(*value, sv("\""));
	return true;
}

struct links {
	unsigned open;
	bool shown; /* the outermost one */
};

/* Writes a tag in the common form. */
static void put_tag(struct str *out, struct sv tag, struct links *links)
{
	struct sv value;
	struct str address = STR_INIT;
	if (sv_starts(tag, "a href=\"") && attribute(tag, " href=\"", &value)) {
		bare_address(&address, value);
		bool outer = links->open++ == 0, good = html_url_ok(sv_of(&address));
		if (outer) links->shown = good;
		if (outer && good) {
			str_printf(out, "<a %s", address.ptr);
			if (attribute(tag, " title=\"", &value)) str_printf(out, " %.*s", SV_ARG(value));
			str_puts(out, ">");
		}
	} else if (sv_starts(tag, "img src=\"") && attribute(tag, " src=\"", &value)) {
		bare_address(&address, value);
		if (html_url_ok(sv_of(&address))) {
			str_printf(out, "<img %s", address.ptr);
			assert_true(attribute(tag, " alt=\"", &value));
			str_putc(out, ' ');
			utf8_squeeze(out, value);
			str_putc(out, '>');
		}
	} else if (sv_is(tag, "/a")) {
		if (--links->open == 0 && links->shown) str_puts(out, "</a>");
	} else {
		if (sv_ends(tag, " /")) tag.n -= 2;
		str_printf(out, "<%.*s>", SV_ARG(tag));
	}
	str_dispose(&address);
}

static void same_form(struct str *out, struct sv html)
{
	struct links links = { 0, false };
	bool after_block = true, pre = false;
	for (size_t i = 0; i < html.n; i++) {
		struct sv rest = sv_sub(html, i, html.n);
		if (*rest.p == '<') {
			size_t end = sv_find(rest, sv(">"));
			struct sv tag = sv_sub(rest, 1, end - 1);
			after_block = is_block(tag);
			if (after_block && out->len && out->ptr[out->len - 1] == '\n' && !pre)
				str_truncate(out, out->len - 1);
			pre = sv_is(tag, "pre") || (pre && !sv_is(tag, "/pre"));
			put_tag(out, tag, &links);
			i += end;
			continue;
		}
		if (*rest.p == '\n' && after_block) continue;
		after_block = false;
		if (sv_starts(rest, "&quot;")) {
			str_putc(out, '"');
			i += 5;
		} else {
			str_putc(out, *rest.p);
		}
	}
}

/* ---- the comparison */

static bool has_html(cmark_node *root)
{
	bool any = false;
	cmark_iter *it = cmark_iter_new(root);
	while (cmark_iter_next(it) != CMARK_EVENT_DONE) {
		cmark_node_type type = cmark_node_get_type(cmark_iter_get_node(it));
		any |= type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
	}
	cmark_iter_free(it);
	return any;
}

/* 1 the same, 0 left out, -1 not the same. */
static int compare(struct sv text, bool tell)
{
	struct arena mem = ARENA_INIT;
	struct diags ds = DIAGS_INIT;
	struct rendering r = RENDERING_INIT;
	struct document doc = { .kind = DOC_PAGE, .file = "plain.md", .id = "plain", .title = { "T", 1 } };
	struct str want = STR_INIT, have = STR_INIT;
	int result = 0;
	struct markdown *md = markdown_parse_plain(&mem, text, &ds);
	if (!has_html(md->root)) {
		char *theirs = cmark_render_html(md->root, CMARK_OPT_UNSAFE);
		render_html(&r, md, NULL, &doc);
		same_form(&want, sv(theirs));
		same_form(&have, sv_of(&r.bytes));
		result = sv_eq(sv_of(&want), sv_of(&have)) ? 1 : -1;
		if (result < 0 && tell)
			fprintf(stderr, "--- text:\n%.*s\n--- cmark:\n%s\n--- ours:\n%s\n--- compared:\n%s\n%s\n",
				SV_ARG(text), theirs, r.bytes.ptr, want.ptr, have.ptr);
		free(theirs);
	}
	markdown_free(md);
	rendering_dispose(&r);
	diags_dispose(&ds);
	arena_dispose(&mem);
	str_dispose(&want);
	str_dispose(&have);
	return result;
}

static void expect_same(struct sv text)
{
	if (compare(text, true) < 0) fail_msg("written differently");
}

/* ---- texts of our own: at least one for each construct and each of its odd cases */

static const char *const own[] = {
	"plain words",
	"two\nlines",
	"hard  \nbreak",
	"hard\\\nbreak",
	"one\n\ntwo",
	"   three blanks before",
	"\ttab first",
	"a\tb",
	"- \ttab in item",
	"1.\ttab",
	">\ttab in quote",
	"***",
	"---",
	"___",
	" * * *",
	"- - -",
	"--",
	"a\n***\nb",
	"# one",
	"## two ##",
	"### three #x",
	"#### four   ####   ",
	"##### five",
	"###### six",
	"####### seven",
	"#no blank",
	"\\# escaped",
	"#",
	"## ",
	"# *soft* and `code`",
	"text\n# heading\ntext",
	"Title\n===",
	"Title\n---",
	"Two\nlines\n===",
	"Title\n= =",
	"- item\n---",
	"> quote\n---",
	"    code",
	"    code\n\n    more",
	"text\n    not code",
	"    code\n text",
	"```\ncode\n```",
	"~~~\ncode\n~~~",
	"``` c\nint x;\n```",
	"```c extra words\nx\n```",
	"````\n```\n````",
	"```\nopen",
	"> ```\n> a\nb",
	"```\n\n  \n```",
	"~~~ a`b\nx\n~~~",
	"  ```\n  x\n ```",
	"`` ` ``",
	"` a `",
	"`a\nb`",
	"`a``b`",
	"`open",
	"`a*b*`",
	"`<`",
	"[a]: b",
	"[a]: b\n\n[a]",
	"[a]: <b c> 'title'\n\n[a]",
	"[a]: b\n 'two\n lines'\n\n[a]",
	"[A]: b\n\n[a]",
	"[a]: b\n[a]: c\n\n[a]",
	"[a]: b x\n\n[a]",
	"[a][b]\n\n[b]: /u \"t\"",
	"[a][]\n\n[a]: /u",
	"![a][]\n\n[a]: /u",
	"[a\nb]: c\n\n[a b]",
	"[\xC3\x84]: /u\n\n[\xC3\xA4]",
	"- a\n- b",
	"- a\n\n- b",
	"* a\n+ b\n- c",
	"1. a\n2. b",
	"1) a\n1. b",
	"7. a\n8. b",
	"0. zero",
	"123456789. nine digits",
	"1234567890. ten digits",
	"-one",
	"- a\n\n  b",
	"- a\n\n\n  b",
	"-\n  a",
	"-\n\n  a",
	"- a\n - b\n  - c\n   - d\n    - e",
	"- a\n  - b\n    - c",
	"- - a",
	"1. - 2. a",
	"- # heading",
	"- a\n  > b\n  ```\n  c\n  ```\n- d",
	"text\n- item",
	"text\n2. not a list",
	"text\n1. list",
	"- a\n\n<!-- -->\n\n- b",
	"* a\n*\n* c",
	"* a\n\n* b\n\n\n* c",
	"- a\n  - b\n\n    c\n- d",
	"- ```\n  a\n\n\n  ```\n- b",
	"> quote",
	">quote",
	"> a\n> b",
	"> a\nlazy",
	"> - a\nlazy",
	"> a\n\n> b",
	"> a\n>\n> b",
	">",
	"> > > deep\nlazy",
	"> # heading\n> - item",
	">     code\n\n>    not",
	"*soft*",
	"_soft_",
	"**loud**",
	"__loud__",
	"***both***",
	"*a**b*c**",
	"**a*b**c*",
	"a*b*c",
	"a_b_c",
	"_a_b",
	"* not soft *",
	"**not loud **",
	"*(a)*",
	"*a *b* c*",
	"**a **b** c**",
	"***a** b*",
	"***a* b**",
	"*[a](b)*",
	"[*a](b)*",
	"*a `*`*",
	"_(a)_.",
	"\"*a*\"",
	"*a\nb*",
	"**",
	"****",
	"*****a*****",
	"foo*",
	"__a_",
	"*a__",
	"[a](b)",
	"[a](<b c>)",
	"[a](b \"t\")",
	"[a](b 't')",
	"[a](b (t))",
	"[a]()",
	"[a](<>)",
	"[a](b(c)d)",
	"[a](b\\)c)",
	"[a](b c)",
	"[a] (b)",
	"[a](b\n\"t\")",
	"[[a](b)](c)",
	"[![i](p)](l)",
	"[a](#f?x=3&y=4)",
	"[a](b%20\xC3\xA4)",
	"[a](\"t\")",
	"[a](b \"t \\\" &quot; u\")",
	"[a](javascript:x)",
	"[a](ftp://x)",
	"[a `]`](b)",
	"\\[a](b)",
	"[a\\](b)",
	"[a](b",
	"[a",
	"![a](b)",
	"![*a* b](c \"t\")",
	"![a][b]\n\n[b]: c",
	"!\\[a](b)",
	"![](b)",
	"![a ![b](c)](d)",
	"<https://example.org/a?b=c&d>",
	"<mailto:a@example.org>",
	"<a@example.org>",
	"<https://exa mple>",
	"<x:y>",
	"< https://example.org >",
	"&amp; &copy; &#65; &#x41; &nope; &#0;",
	"&ouml; &#1234567;",
	"[a](&ouml;&quot;)",
	"``` &ouml;\nx\n```",
	"`&amp;`",
	"&ast;not soft&ast;",
	"\\!\\\"\\#\\$\\%\\&\\'\\(\\)\\*\\+\\,\\-\\.\\/\\:\\;\\=\\?\\@",
	"\\[\\]\\^\\_\\`\\{\\|\\}\\~",
	"\\a\\ \\\xC3\xA4",
	"\\<b>",
	"`\\`",
	"a < b > c & d \" e ' f",
	"| a | b |\n|---|---|\n| c | d |",
	"```csv\na,b\nc,d\n```",
	"> [!NOTE]\n> text",
	"## 5. Title\n\n5.1 Clause\n\n- 5.1.1 Part",
	"see MP-02.xx and 5.3.3",
	"## title {#id}",
	"\"quoted\" -- dash ...",
	"a\xC2\xA0"
	"b",
	"*\xC2\xA0"
	"a*",
	"\xC2\xA3*a*",
	"a\r\nb\r\n\r\n- c\r\n",
	"a\rb",
	"",
	"\n\n\n",
	"  \n\t\n",
	"\xE2\x80\xA8",
};

/* `text` as it stands in a container: `first` before its first line, `then` before the others. */
static void nest(struct str *out, struct sv text, const char *first, const char *then)
{
	struct sv line;
	bool any = false;
	str_clear(out);
	while (sv_split(&text, '\n', &line)) {
		str_printf(out, "%s%.*s\n", any ? then : first, SV_ARG(line));
		any = true;
	}
}

static void each_construct_alone_and_inside(void **state)
{
	static const char *const around[][2] = { { "> ", "> " }, { "> ", "" }, { "- ", "  " }, { "10. ", "    " },
		{ "- > ", "  > " }, { "    ", "    " } };
	struct str inside = STR_INIT;
	size_t same = 0;
	(void)state;
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		expect_same(sv(own[i]));
		same += compare(sv(own[i]), false) == 1;
		for (size_t k = 0; k < sizeof around / sizeof *around; k++) {
			nest(&inside, sv(own[i]), around[k][0], around[k][1]);
			expect_same(sv_of(&inside));
			same += compare(sv_of(&inside), false) == 1;
		}
	}
	assert_true(sizeof own / sizeof *own * 7 > 1400);
	assert_true(same > 1300); /* few were left out */
	str_dispose(&inside);
}

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static void pieces_in_any_order(void **state)
{
	static const char *const piece[] = { "a", "b c", " ", "  ", "\n", "\n\n", "*", "**", "_", "__", "`", "``", "[",
		"]", "(", ")", "](u)", "![", "<", ">", "> ", "- ", "1. ", "# ", "    ", "\t", "\\", "&amp;", "&#35;",
		"\"", "'", ":", "|", "[a]: /u\n", "```\n", "---\n", "===\n", "<https://example.org>", "\xC3\xA4", ".",
		"!" };
	struct str text = STR_INIT;
	unsigned seed = 5;
	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		str_clear(&text);
		for (unsigned n = 3 + next(&seed) % 25; n; n--)
			str_puts(&text, piece[next(&seed) % (sizeof piece / sizeof *piece)]);
		expect_same(sv_of(&text));
	}
	str_dispose(&text);
}

/* ---- the examples of the specification */

static void arrows_to_tabs(struct str *out, struct sv v)
{
	size_t at;
	while ((at = sv_find(v, sv("\xE2\x86\x92"))) != SIZE_MAX) {
		str_sv(out, sv_sub(v, 0, at));
		str_putc(out, '\t');
		v = sv_sub(v, at + 3, v.n);
	}
	str_sv(out, v);
}

static void all_examples_of_the_specification(void **state)
{
	static const char fence[] = "````````````````````````````````";
	const char *path = getenv("COMMONMARK_SPEC");
	struct str spec = STR_INIT, err = STR_INIT, text = STR_INIT;
	size_t n[3] = { 0, 0, 0 }, at;
	(void)state;
	if (!path) skip();
	assert_int_equal(fs_read(&spec, path, FS_MAX_TEXT, &err), 0);
	struct sv rest = sv_of(&spec);
	while ((at = sv_find(rest, sv("```````````````````````````````` example\n"))) != SIZE_MAX) {
		rest = sv_sub(rest, at + sizeof fence - 1 + 9, rest.n);
		size_t dot = sv_find(rest, sv("\n.\n"));
		if (sv_starts(rest, ".\n")) dot = 0;
		str_clear(&text);
		arrows_to_tabs(&text, sv_sub(rest, 0, dot ? dot + 1 : 0));
		n[compare(sv_of(&text), true) + 1]++;
		rest = sv_sub(rest, sv_find(rest, sv(fence)) + sizeof fence - 1, rest.n);
	}
	print_message("specification: %zu alike, %zu with raw HTML left out, %zu not alike\n", n[2], n[1], n[0]);
	assert_true(n[2] > 500);
	assert_int_equal(n[0], 0);
	str_dispose(&spec);
	str_dispose(&err);
	str_dispose(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_construct_alone_and_inside),
		cmocka_unit_test(pieces_in_any_order), cmocka_unit_test(all_examples_of_the_specification) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
