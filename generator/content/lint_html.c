/* lint_html.c: who pastes HTML knows HTML or had no idea that they did; both are helped by seeing the Markdown for it. */
#include "content/lint.h"

const char *lint_html_help(struct sv tag)
{
	static const char table[] = "write a row as | cell | cell |, with |---|---| below the first";
	static const char line[] =
		"for a new line end the line above with a backslash (\\); in a table write another row";
	static const struct {
		const char *tag, *help;
	} known[] = { { "br", line }, { "table", table }, { "tr", table }, { "td", table }, { "th", table },
		{ "b", "write **bold**" }, { "strong", "write **bold**" }, { "i", "write *italic*" },
		{ "em", "write *italic*" }, { "a", "write [words](address)" },
		{ "img", "write ![what it shows](assets/name.png)" }, { "p", "put an empty line between paragraphs" },
		{ "div", "put an empty line between paragraphs" }, { "h2", "begin the line with ##" },
		{ "h3", "begin the line with ###" }, { "li", "begin the line with -" },
		{ "ul", "begin each line with -" }, { "ol", "begin each line with 1." },
		{ "hr", "write ---, with an empty line before and after it" } };
	size_t n = 0;
	if (sv_starts(tag, "<")) tag = sv_sub(tag, 1, tag.n);
	if (sv_starts(tag, "/")) tag = sv_sub(tag, 1, tag.n);
	while (n < tag.n && ((tag.p[n] | 32) >= 'a' || (tag.p[n] >= '0' && tag.p[n] <= '9')) && (tag.p[n] | 32) <= 'z')
		n++;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (sv_ieq_ascii(sv_sub(tag, 0, n), sv(known[i].tag))) return known[i].help;
	return "write it in Markdown; to show a < sign write \\<";
}
