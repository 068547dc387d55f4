/* lint_numbers.c: readers quote "step 4" and "5.1.2 b)". Browsers count lists by themselves, and Markdown knows no
 * letters, so what is typed and what is shown may differ without anybody noticing. */
#include "content/lint.h"

/* "b)", "b." or "(b)" at the beginning of v that a blank follows; 0 if there is none. */
static char letter_of(struct sv v)
{
	bool round = sv_starts(v, "(");
	if (round) v = sv_sub(v, 1, v.n);
	bool good = v.n > 2 && v.p[0] >= 'a' && v.p[0] <= 'z' && v.p[1] == ')' && v.p[2] == ' ';
	return good ? v.p[0] : 0;
}

/* "i)", "ii)", "v)" may be Roman numbers: then nothing is said. */
static bool may_be_roman(char letter, char before)
{
	return (letter == 'i' && before != 'h') || (letter == 'v' && before != 'u') || (letter == 'x' && before != 'w');
}

static void check_letter(struct markdown *md, cmark_node *block, char letter, char expected)
{
	if (letter == expected) return;
	if (letter < expected)
		diags_warn(md->ds, "C136", markdown_place(md, block), "put the items in the order of their letters",
			"%c) stands after %c)", letter, expected - 1);
	else
		diags_warn(md->ds, "C136", markdown_place(md, block),
			"check whether an item was lost or a letter mistyped", "%c) stands where %c) was expected",
			letter, expected);
}

/* "b) …" on the line right below "a) …" runs on in the same paragraph. */
static bool check_run_on(struct markdown *md, cmark_node *paragraph, char letter)
{
	for (cmark_node *n = cmark_node_first_child(paragraph); n; n = cmark_node_next(n)) {
		cmark_node *next = cmark_node_next(n);
		if (cmark_node_get_type(n) != CMARK_NODE_SOFTBREAK || !next ||
			cmark_node_get_type(next) != CMARK_NODE_TEXT)
			continue;
		struct sv v = sv(cmark_node_get_literal(next));
		char more = letter_of(v);
		if (!more || (letter ? more != letter + 1 : more != 'a')) continue;
		diags_warn(md->ds, "C136", markdown_find(md, paragraph, sv_sub(v, 0, 3)),
			"put an empty line before each item",
			"%c) continues the line above it, so both are shown as one", more);
		return true;
	}
	return false;
}

void lint_paragraph(struct lint_numbers *n, struct markdown *md, cmark_node *paragraph)
{
	cmark_node *text = cmark_node_first_child(paragraph);
	bool words = text && cmark_node_get_type(text) == CMARK_NODE_TEXT;
	char letter = words ? letter_of(sv(cmark_node_get_literal(text))) : 0;
	char before = n->before && cmark_node_next(n->before) == paragraph ? n->letter : 0;
	bool told = check_run_on(md, paragraph, letter);
	n->before = NULL;
	if (!letter || told || may_be_roman(letter, before)) return;
	if (before && letter != 'a') check_letter(md, paragraph, letter, (char)(before + 1));
	n->before = paragraph;
	n->letter = letter;
}

/* ---- lists */

static long typed_number(struct markdown *md, cmark_node *item)
{
	struct sv line = markdown_line(md, (unsigned)cmark_node_get_start_line(item));
	int col = cmark_node_get_start_column(item);
	long value = 0;
	size_t n = 0;
	if (col > 1) line = sv_sub(line, (size_t)col - 1, line.n);
	while (n < line.n && line.p[n] >= '0' && line.p[n] <= '9') n++;
	return n && sv_long(sv_sub(line, 0, n), &value) ? value : -1;
}

void lint_list(struct markdown *md, cmark_node *list)
{
	if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) return;
	long shown = cmark_node_get_list_start(list), first = shown;
	bool all_alike = true;
	for (cmark_node *i = cmark_node_first_child(list); i; i = cmark_node_next(i))
		all_alike &= typed_number(md, i) == first;
	for (cmark_node *i = cmark_node_first_child(list); i && !all_alike; i = cmark_node_next(i), shown++) {
		long typed = typed_number(md, i);
		if (typed < 0 || typed == shown) continue;
		diags_warn(md->ds, "C136", markdown_place(md, i), "number the items one after the other",
			"this item is written as %ld, but readers see %ld", typed, shown);
		return; /* those below it differ for the same reason */
	}
}

/* ---- clauses */

void lint_clause(struct lint_numbers *n, struct markdown *md, cmark_node *block, const struct note *note)
{
	struct place at = markdown_place(md, block);
	struct sv line = markdown_line(md, (unsigned)cmark_node_get_start_line(block));
	size_t found = note->number.n ? sv_find(line, note->number) : SIZE_MAX;
	if (found == SIZE_MAX) return;
	size_t end = found + note->number.n;
	int style = end < line.n && line.p[end] == '.' ? 2 : 1;
	if (!n->style) {
		n->style = style;
		n->style_line = at.line;
	}
	if (style == n->style || n->style_told) return;
	n->style_told = true;
	at.col = (unsigned)found + 1;
	diags_warn(md->ds, "C136", at, "write all clause numbers of a document in one way",
		style == 2 ? "this clause number ends with a full stop, but the one on line %u does not"
			   : "this clause number does not end with a full stop, but the one on line %u does",
		n->style_line);
}
