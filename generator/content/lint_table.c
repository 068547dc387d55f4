/* lint_table.c: a table whose columns have no names cannot be read out, and one whose cells are paragraphs cannot be
 * read on a phone. */
#include "content/lint.h"
#include "base/utf8.h"

#define LONG_CELL 400 /* characters; about six lines of a narrow column */

void lint_cell(struct lint_table *t, struct markdown *md, bool head, struct sv cell, struct place at)
{
	if (md->quiet) return;
	if (head) {
		t->columns++;
		t->empty_heads += !cell.n;
		return;
	}
	if (t->told_long || cell.n <= LONG_CELL || utf8_length(cell) <= LONG_CELL) return;
	t->told_long = true;
	diags_warn(md->ds, "C135", at, "move it below the table, or make a section with a heading of it",
		"this cell holds %zu characters, which is hard to read in a table", utf8_length(cell));
}

/* The first column may go without a name: below it stand the names of the rows. */
void lint_head_done(const struct lint_table *t, struct markdown *md, struct place at)
{
	if (md->quiet || t->empty_heads < (t->columns > 1 ? 2 : 1)) return;
	diags_warn(md->ds, "C135", at, "write in the first row what each column holds",
		"%zu of the %zu columns of this table have no name", t->empty_heads, t->columns);
}
