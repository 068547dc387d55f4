/* test_lint: each rule about good writing tells its own mistake, at its place, in these words, and is silent on text
 * that is well written. */
#include "workspace_each.h"

#define FILE_ "content/guidance/g.md"

static void guide(const char *body)
{
	ws_put(&w, FILE_, arena_printf(&w.mem, "---\ntitle: Guide\n---\n%s", body));
	ws_load(&w);
}

/* The only problem of the text is this one. */
static void only(const char *body, const char *code, unsigned line, unsigned col, const char *text, const char *help)
{
	guide(body);
	ws_expect(&w, code, FILE_, line, col);
	assert_int_equal(w.ds.n, 1);
	assert_string_equal(w.ds.at[0].text, text);
	if (help) assert_string_equal(w.ds.at[0].help, help);
}

static void good_text_is_not_nagged(void **state)
{
	(void)state;
	ws_put(&w, "site-templates/assets/way.png", "x");
	guide("Intro with <https://www.example.org/x>, <a@example.org> and `a@example.org`.\r\n\r\n"
	      "## Part\r\n\r\n### Steps\r\n\r\n1. one\r\n2. two\r\n\r\n   more\r\n3. three\r\n\r\n### Notes\r\n\r\n"
	      "1. one\r\n1. two\r\n\r\n## Other\r\n\r\n### Notes\r\n\r\n"
	      "a) one\r\n\r\nb) two\r\n\r\n> [!NOTE]\r\n> x\r\n\r\n## Table\r\n\r\n"
	      "| | B |\r\n|---|---|\r\n| x | y |\r\n\r\n## Code\r\n\r\n```\r\n  http://example.org [a](b "
	      "c)\r\n```\r\n\r\n"
	      "## Picture\r\n\r\n![Six steps from application to evaluation](assets/way.png)\r\n\r\n"
	      "See [what happens here](faqs.html), 2\\*\\*3, a \\[x\\](y), 5 ** 3, #1 and AT&T.\r\n");
	ws_expect_none(&w);
}

static void headings(void **state)
{
	(void)state;
	only("## One\n\n## Two\n\nx\n", "C125", 4, 1, "nothing stands below the heading \"One\"",
		"write the section, say \"None\" or \"Not applicable\", or take the heading out");
	only("x\n\n## One\n\n### Two\n", "C125", 8, 1, "nothing stands below the heading \"Two\"", NULL);
	only("##\n\nx\n", "C125", 4, 1, "this heading has no words", NULL);
	only("## One\n\nx\n\n#### Two\n\ny\n", "C126", 8, 1, "this heading skips a level below the one before it",
		"begin it with ###");
	only("### One\n\nx\n", "C126", 4, 1, "the first heading of a text begins with ##, since the title is above it",
		"begin it with ##");
	only("## One\n\nx\n\n## one\n\ny\n", "C127", 8, 1, "this part has a heading \"one\" already, on line 4", NULL);
}

static void links(void **state)
{
	(void)state;
	only("Read\nmore [here](faqs.html).\n", "C128", 5, 6, "\"here\" does not say where the link leads",
		"put the words that say what is found there between the square brackets");
	only("[Click here!](faqs.html)\n", "C128", 4, 1, "\"Click here!\" does not say where the link leads", NULL);
	only("Été: [](faqs.html)\n", "C128", 4, 6, "this link has no words", NULL);
	only("See https://www.example.org/a.\n", "C129", 4, 5,
		"this address is no link, so readers would have to copy it",
		"write [what readers find there](https://www.example.org/a)");
	only("See (www.example.org).\n", "C129", 4, 6, "this address is no link, so readers would have to copy it",
		"write [what readers find there](https://www.example.org)");
	only("> - to ada@example.org, please\n", "C129", 4, 8,
		"this address is no link, so readers would have to copy it",
		"write <ada@example.org>, or better [contact us](link:contact)");
}

static void signs_left_over(void **state)
{
	(void)state;
	only("a [b](c d) e\n", "C138", 4, 5, "this looks like a link, but it is shown as it is written",
		"an address holds no blanks: write %20 for each, or put the address between < and >");
	only("a [b](c\n", "C138", 4, 5, "this looks like a link, but it is shown as it is written",
		"close the address with )");
	only("x\n\n##Heading\n", "C138", 6, 1, "this looks like a heading, but it is shown as it is written",
		"put a blank behind the last #");
	only("a ** bold ** b\n", "C138", 4, 3,
		"these stars should make bold letters, but are shown as they are written", NULL);
	only("x\n\n\ty\n", "C139", 6, 2,
		"a line that begins with a tab or four blanks is shown as a computer would print it",
		"take out the tab or blanks at the beginning of the line; for code put ``` above and below it");
}

static void pictures(void **state)
{
	(void)state;
	ws_put(&w, "site-templates/assets/way.png", "x");
	only("![Way.png](assets/way.png)\n", "C130", 4, 12, "\"Way.png\" does not tell what the picture shows", NULL);
	only("![Image of the way](assets/way.png)\n", "C130", 4, 21,
		"readers are told that it is a picture; its words say what it shows", "take out \"image of\"");
	only("![The way](assets/weg.png)\n![The way](assets/way.png)\n", "C131", 4, 12,
		"there is no picture \"weg.png\" in site-templates/assets", "did you mean assets/way.png?");
	char *large = malloc(700 << 10);
	memset(large, 'x', 700 << 10);
	large[(700 << 10) - 1] = '\0';
	ws_put(&w, "site-templates/assets/way.png", large);
	free(large);
	only("![The way](assets/way.png)\n", "C131", 4, 12,
		"this picture has 699 KiB, which is slow to load on a phone", NULL);
	guide("Text.\n");
	assert_int_equal(ws_count(&w, "C132"), 1);
	assert_string_equal(w.ds.at[0].text, "no page shows the picture site-templates/assets/way.png");
	ws_put(&w, "site-templates/page.html", "<img src=\"assets/way.png\">");
	guide("Text.\n");
	ws_expect_none(&w);
}

static void tables(void **state)
{
	(void)state;
	only("| | |\n|---|---|\n| a | b |\n", "C135", 4, 1, "2 of the 2 columns of this table have no name",
		"write in the first row what each column holds");
	struct str s = STR_INIT;
	str_puts(&s, "```csv T\nA,B\n");
	for (int i = 0; i < 101; i++) str_puts(&s, "é ab");
	str_puts(&s, ",x\n```\n");
	only(s.ptr, "C135", 6, 1, "this cell holds 404 characters, which is hard to read in a table", NULL);
	str_dispose(&s);
}

static void numbers_and_letters(void **state)
{
	(void)state;
	only("1. one\n2. two\n4. four\n", "C136", 6, 1, "this item is written as 4, but readers see 3",
		"number the items one after the other");
	only("a) one\nb) two\n", "C136", 5, 1, "b) continues the line above it, so both are shown as one",
		"put an empty line before each item");
	only("Items:\na) one\n", "C136", 5, 1, "a) continues the line above it, so both are shown as one", NULL);
	only("a) one\n\nc) three\n", "C136", 6, 1, "c) stands where b) was expected", NULL);
	only("a) one\n\nb) two\n\nb) two\n", "C136", 8, 1, "b) stands after b)", NULL);
	guide("h) eight\n\ni) nine\n\nx\n\ni) one\n\nii) two\n");
	ws_expect_none(&w);
}

static void clause_numbers_in_one_way(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.03", "", "2023-08-24", "",
		"## 1. Purpose\n\n1.1 One.\n\n1.2. Two.\n\n1.3. Three.\n\n## 2 Scope\n\n- 2.1 Four.\n");
	ws_load(&w);
	ws_expect(&w, "C136", "content/sops/MP-02.03.md", 17, 1);
	assert_string_equal(
		w.ds.at[0].text, "this clause number ends with a full stop, but the one on line 15 does not");
	assert_int_equal(w.ds.n, 1);
}

static void old_versions_are_left_alone(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.02", "", "2020-01-01", "", "## 1 Purpose\n\n## 2 Scope\n\nSee [here](faqs.html).\n");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2023-08-24", "", "## 1 Purpose\n\nThis.\n");
	ws_load(&w);
	ws_expect_none(&w);
}

static void answers_and_dates(void **state)
{
	(void)state;
	ws_put(&w, "content/faqs/f.md",
		"---\ntitle: Q\naudience: members\nupdated: 2026-03-15\n---\n\n<!-- later -->\n");
	ws_load(&w);
	ws_expect(&w, "C133", "content/faqs/f.md", 2, 8);
	assert_string_equal(ws_find(&w, "C133")->text, "this question has no answer");
	ws_expect(&w, "C134", "content/faqs/f.md", 4, 10);
	assert_string_equal(ws_find(&w, "C134")->text, "updated lies in the future");
}

static void orphans(void **state)
{
	(void)state;
	ws_put(&w, "content/pages/index.md",
		"---\ntitle: Home\n---\nSee [a](../pages/a.md) and [b](b.html#x).\n\n## X {#x}\n\ny\n");
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\n---\nA peer partner.\n");
	ws_put(&w, "content/pages/b.md", "---\ntitle: B\n---\nB [c](c.md) [b](b.md).\n");
	ws_put(&w, "content/pages/c.md", "---\ntitle: C\ndraft: yes\n---\nC\n");
	ws_put(&w, "content/pages/d.md", "---\ntitle: D\n---\nSee [myself](d.md).\n");
	ws_put(&w, "content/definitions/peer-partner.md", "---\ntitle: Peer partners\nalso: [peer partner]\n---\nx\n");
	ws_put(&w, "content/definitions/unused.md", "---\ntitle: Unheard of\n---\nAn Unheard of thing.\n");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C132"), 1);
	assert_string_equal(ws_find(&w, "C132")->at.file, "content/pages/d.md");
	assert_int_equal(ws_count(&w, "C152"), 1); /* the glossary tells of words */
	assert_string_equal(ws_find(&w, "C152")->at.file, "content/definitions/unused.md");
}

static void near_misses(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.03", "", "2023-08-24", "", "## 1 Purpose\n\n1.1 This. See clause 1.2.\n");
	ws_put(&w, "content/faqs/f.md", "---\ntitle: Q\naudience: members\nclauses: [MP-02 1.11, MP-2 1.1]\n---\nA.\n");
	guide("See MP-03.xx and MP-02.04 and MP-02 1.3.\n");
	assert_int_equal(ws_count(&w, "C040"), 3);
	for (size_t i = 0; i < w.ds.n; i++) {
		const struct diag *d = &w.ds.at[i];
		if (strcmp(d->code, "C040") == 0 && d->at.col == 5)
			assert_string_equal(d->help, "did you mean MP-02.xx?");
		if (strcmp(d->code, "C040") == 0 && d->at.col == 18)
			assert_string_equal(d->help, "did you mean MP-02.03?");
		if (strcmp(d->code, "C040") == 0 && d->at.line == 4 && strstr(d->at.file, "faqs"))
			assert_string_equal(d->help, "did you mean MP-02?");
		if (strcmp(d->code, "C042") == 0 || strcmp(d->code, "C043") == 0)
			assert_string_equal(d->help, "did you mean 1.1? Check the number in MP-02.03");
	}
	assert_int_equal(ws_count(&w, "C042"), 2);
	assert_int_equal(ws_count(&w, "C043"), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(good_text_is_not_nagged), TEST(headings), TEST(links),
		TEST(signs_left_over), TEST(pictures), TEST(tables), TEST(numbers_and_letters),
		TEST(clause_numbers_in_one_way), TEST(old_versions_are_left_alone), TEST(answers_and_dates),
		TEST(orphans), TEST(near_misses) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
