/* shapes: texts of any size that are awkward for Markdown parsers, for the tests. Each is
 * a beginning, a unit that is repeated until the size is reached, what stands between the halves, and a second unit. "%u"
 * in a unit is the number of the repetition. */
#ifndef TEST_CONTENT_SHAPES_H
#define TEST_CONTENT_SHAPES_H
#include <string.h>
#include "base/str.h"
struct shape {
	const char *name, *begin, *unit, *middle, *second;
};
static const struct shape shapes[] = {
	{ "quotes", "", ">", "", "" },
	{ "quotes with blanks", "", "> ", "a\n", "> a\n" },
	{ "quotes and lazy lines", "", "> ", "a\n", "b\n" },
	{ "lists in lists", "", "- ", "a", "" },
	{ "numbered lists in lists", "", "1. ", "a", "" },
	{ "lists, then empty lines", "", "* ", "a", "\n" },
	{ "lists and quotes", "", "- > ", "a\n", "\n" },
	{ "tabs and items", "", "\t- a\n", "", "" },
	{ "stairs of items", "", "- a\n - b\n  - c\n   - d\n    - e\n     - f\n", "", "" },
	{ "items with tabs", "", "-\t", "a", "\n\t" },
	{ "brackets", "", "[", "", "" },
	{ "brackets, closed", "", "[", "a", "]" },
	{ "brackets, closed as links", "", "[", "a", "](u)" },
	{ "empty links", "", "[]()", "", "" },
	{ "links without ends", "", "[a](", "", "" },
	{ "links with angle brackets", "", "[a](<b", "", "" },
	{ "round brackets", "[a](", "(", "", ")" },
	{ "titles without ends", "", "[a](b \"", "", "" },
	{ "pictures", "", "![", "", "" },
	{ "pictures in pictures", "", "![[]()", "", "" },
	{ "stars", "", "*", "a", "*" },
	{ "stars and letters", "", "*a ", "", "" },
	{ "stars opening, then closing", "", "*a **a ", "", "b* b** " },
	{ "mixed emphasis", "", "*a_ ", "", "" },
	{ "emphasis that closes others", "", "a**b", "c* ", "" },
	{ "underlines", "", "_", "a", "_" },
	{ "runs of three", "", "a***", "b", "_**" },
	{ "code of growing fences", "", "`a``b```c````d`````", "", "" },
	{ "one long fence", "", "`", "", "" },
	{ "fences", "", "```\n~~~\n", "", "" },
	{ "tildes", "", "~", "", "" },
	{ "angles", "", "<", "", "" },
	{ "open tags", "", "<a b", "", "" },
	{ "comments without ends", "a ", "<!--", "", "" },
	{ "instructions without ends", "a ", "<?", "", "" },
	{ "declarations without ends", "a ", "<!A ", "", "" },
	{ "character data without ends", "a ", "<![CDATA[", "", "" },
	{ "addresses", "", "<https://e.org> ", "", "" },
	{ "HTML blocks", "", "<div>\n\n", "", "" },
	{ "definitions", "", "[a%u]: /u\n", "\n", "[a%u]\n" },
	{ "definitions of one name", "", "[a]: /u\n", "\n", "[a] " },
	{ "definitions without ends", "", "[a]: /u '", "", "" },
	{ "definitions and long addresses", "[a]: u", "xxxxxxxxxx", "\n\n", "[a] " },
	{ "names that hash alike", "", "[%u]: u\n", "\n", "[%u][] " },
	{ "row of many columns", "", "|a", "\n", "|-" },
	{ "rows", "|a|b|\n|-|-|\n", "|*x*|`y`|\n", "", "" },
	{ "rows of empty cells", "|a|b|\n|-|-|\n", "|||||||||\n", "", "" },
	{ "delimiter rows", "a|b\n", "-|-\n", "", "" },
	{ "tables", "", "|a|b|\n|-|-|\n|c|d|\n\n", "", "" },
	{ "backslashes in a row", "|a|\n|-|\n|", "\\|", "", "" },
	{ "one line", "", "word ", "", "" },
	{ "one word", "", "a", "", "" },
	{ "headings of one name", "", "## a\n", "", "" },
	{ "headings with numbers", "", "## a %u\n\n", "", "" },
	{ "headings of one address", "", "## a {#b}\n", "", "" },
	{ "underlined headings", "", "a\n===\n", "", "" },
	{ "clauses", "## 1. a\n\n", "1.%u a\n\n", "", "" },
	{ "clauses in items", "## 1. a\n\n", "- 1.1.%u a\n", "", "" },
	{ "clauses of one number", "## 1. a\n\n", "1.1 a\n\n", "", "" },
	{ "clauses in one paragraph", "## 1. a\n\n1.1 a\n", "1.2 b\n", "", "" },
	{ "references", "", "MP-02.xx ", "", "" },
	{ "references to unknown versions", "", "MP-02.77 ", "", "" },
	{ "references to clauses", "## 1. a\n\n", "see 9.9.9 and section 7.7, ", "", "" },
	{ "beginnings of references", "", "AA-", "", "" },
	{ "numbers and dots", "", "1.", "", "" },
	{ "links to one place", "## a\n\n", "[a](#a) ", "", "" },
	{ "links to files that are not there", "", "[a](../pages/nn.md)\n", "", "" },
	{ "links to other sites", "", "[a](https://e.org/%u)\n", "", "" },
	{ "links of unknown names", "", "[a](link:nothing) ", "", "" },
	{ "csv with open quotes", "```csv\na,b\n", "\"a,\n", "", "" },
	{ "csv", "```csv\na,b\n", "c,d\n", "", "" },
	{ "csv of many columns", "```csv\n", "a,", "\n", "b," },
	{ "csv tables", "", "```csv\na\n```\n\n", "", "" },
	{ "callouts", "", "> [!NOTE]\n> a\n\n", "", "" },
	{ "unknown callouts", "", "> [!A]\n\n", "", "" },
	{ "entities", "", "&amp;&copy;&#1234;", "", "" },
	{ "entities without ends", "", "&", "", "" },
	{ "backslashes", "", "\\", "", "" },
	{ "escaped marks", "", "\\*\\[", "", "" },
	{ "combining marks", "a", "\xCC\x81", "", "" },
	{ "four-byte characters", "", "\xF0\x9F\x98\x80", "", "" },
	{ "no-break spaces", "", "\xC2\xA0", "", "" },
	{ "not UTF-8", "", "\xFF\xFE", "", "" },
	{ "cut characters", "", "a\xE2\x82", "", "" },
	{ "empty lines", "", "\n", "", "" },
	{ "carriage returns", "", "\r", "", "" },
	{ "blanks", "", " ", "", "" },
	{ "blanks and line ends", "", "a  \n", "", "" },
	{ "indented code", "", "    a\n\n", "", "" },
	{ "rules", "", "---\n", "", "" },
	{ "rules in quotes", "", "> * * *\n", "", "" },
	{ "quotes of lists of fences", "", "> - ```\n", "", "" },
	{ "emphasis deep in quotes", "", ">", "", "a*b_" },
	{ "quoted lists and empty lines", "> ", "* ", "a\n", ">\n" },
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static inline void shape_unit(struct str *out, const char *unit, unsigned n)
{
	const char *hole = strstr(unit, "%u");
	if (!hole) {
		str_puts(out, unit);
		return;
	}
	str_append(out, unit, (size_t)(hole - unit));
	str_printf(out, "%u", n);
	str_puts(out, hole + 2);
}

/* Appends about `size` bytes. */
static inline void shape_put(struct str *out, const struct shape *s, size_t size)
{
	size_t from = out->len, half = *s->second ? size / 2 : size;
	unsigned n = 0;
	str_puts(out, s->begin);
	while (out->len - from + strlen(s->unit) + 8 < half) shape_unit(out, s->unit, ++n);
	str_puts(out, s->middle);
	for (n = 0; *s->second && out->len - from + strlen(s->second) + 8 < size;) shape_unit(out, s->second, ++n);
}
#endif
