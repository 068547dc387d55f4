/* csvin_kind.c exists because a file is not CSV for being called .csv: people rename the workbook that the form tool sent,
 * and a browser saves the login page under the export's name. Guesses about letters and advice about quotes would send
 * them looking in the wrong place. */
#include <stdint.h>
#include "input/csvin_internal.h"

enum { LOOKED_AT = 4096 }; /* bytes */

struct kind {
	const char *begin;
	size_t n;
	const char *words;
	const char *help; /* NULL: another form has to be chosen */
};
#define BYTES(s) s, sizeof(s) - 1

static bool holds(struct sv begin, const char *words)
{
	return sv_find(sv_sub(begin, 0, LOOKED_AT), sv(words)) != SIZE_MAX;
}

static const char *packed(struct sv begin)
{
	if (holds(begin, "application/vnd.oasis.opendocument")) return "a spreadsheet (.ods)";
	if (holds(begin, "[Content_Types].xml") || holds(begin, "xl/") || holds(begin, "_rels/"))
		return "a spreadsheet workbook (.xlsx)";
	if (holds(begin, "Index/")) return "a spreadsheet of a Mac (.numbers)";
	return NULL;
}

/* Of a text, without what may stand before it. */
static struct sv beginning(struct sv begin)
{
	if (sv_starts(begin, "\xEF\xBB\xBF")) begin = sv_sub(begin, 3, begin.n);
	while (begin.n && begin.p[0] && strchr(" \t\r\n", begin.p[0])) begin = sv_sub(begin, 1, begin.n);
	return sv_sub(begin, 0, LOOKED_AT);
}

/* Tags that a page begins with, or a comment, or a table alone, as some tools send one for a spreadsheet. */
static bool is_page(struct sv text)
{
	static const char *const tags[] = { "<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title",
		"<!--", "<table", "<div", "<style", "<link" };
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (sv_ieq_ascii(sv_sub(text, 0, strlen(tags[i])), sv(tags[i]))) return true;
	return sv_starts(text, "<?xml") && holds(text, "<html");
}

static const char *marked_up(const char **help, struct sv text)
{
	if (is_page(text)) {
		*help = "the login had run out, or the page was saved in place of the file: log in, export again and "
			"look at the file before you bring it here";
		return "a web page";
	}
	if (sv_starts(text, "<?xml")) return "an XML file";
	if (sv_starts(text, "{\"") || sv_starts(text, "[{")) return "a JSON file";
	return NULL;
}

const char *csvin_other_kind(const char **help, const char **code, struct sv begin, bool export)
{
	static const char unpack[] = "unpack it and put the CSV file in its place";
	static const struct kind kinds[] = {
		{ BYTES("PK\003\004"), "a packed folder (.zip)", unpack },
		{ BYTES("PK\005\006"), "an empty packed folder (.zip)", NULL },
		{ BYTES("\037\213"), "a packed file (.gz)", unpack },
		{ BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "a spreadsheet workbook of an old kind (.xls)", NULL },
		{ BYTES("%PDF-"), "a PDF document", NULL },
		{ BYTES("{\\rtf"), "a document of a word processor (.rtf)", NULL },
	};
	static const char choose[] = "choose CSV where you export, and bring that file here unopened; a new name "
				     "for a file does not make it CSV";
	static const char save[] = "open it in its own program and save it as CSV (UTF-8)";
	const char *words = NULL;
	*help = NULL;
	*code = "B140";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !words; i++)
		if (begin.n >= kinds[i].n && memcmp(begin.p, kinds[i].begin, kinds[i].n) == 0) {
			words = i == 0 && packed(begin) ? packed(begin) : kinds[i].words;
			if (words == kinds[i].words) *help = kinds[i].help;
		}
	if (!words && (words = marked_up(help, beginning(begin)))) *code = "B141";
	if (!*help) *help = choose;
	if (!export && *help == choose) *help = save;
	return words;
}
