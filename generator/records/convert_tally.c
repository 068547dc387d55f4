/* convert_tally.c exists because a spreadsheet rarely damages one cell: what it did to a column is told once, with the
 * number of cells and where the first ones are, and only what a person must decide is told cell by cell. What is counted
 * of dates is told in convert_orders.c. */
#include "records/convert_cell.h"

struct told {
	enum severity sev;
	const char *code, *what, *help;
};
static const struct told told[TALLY_UNSURE] = {
	[TALLY_ZEROS] = { SEV_NOTE, "R125", "had lost zeros at the beginning, which were put back",
		"a spreadsheet lost them; export again and do not open the file in one" },
	[TALLY_WRAPPED] = { SEV_NOTE, "R137", "held a text written as a formula (=\"00123\"); the text was taken",
		NULL },
	[TALLY_SIGN] = { SEV_NOTE, "R137", "began with a number sign (#123), which was left out", NULL },
	[TALLY_ENTITIES] = { SEV_NOTE, "R126",
		"held HTML codes such as &amp; or &#8217;; the characters they stand for were taken", NULL },
	[TALLY_TWICE] = { SEV_NOTE, "R126", "still hold HTML codes after decoding: they were encoded twice",
		"correct the texts in the form tool if readers are to see them" },
	[TALLY_INVISIBLE] = { SEV_NOTE, "R127",
		"held characters that nobody sees (zero-width, direction marks, controls), which were left out", NULL },
	[TALLY_MOJIBAKE] = { SEV_WARNING, "R128",
		"look as if UTF-8 had been read as Windows-1252 (\"\xC3\x83\xC2\xA9\" in place of \"\xC3\xA9\"); they "
		"were left as they are",
		"export again as UTF-8 and do not save the file in a spreadsheet; if the mapping names another "
		"encoding, remove that line" },
	[TALLY_LOST] = { SEV_WARNING, "R129", "hold the sign for a lost letter",
		"the letters are not in this file any more; export again as UTF-8" },
	[TALLY_UNIT] = { SEV_NOTE, "R130", "held a word beside the number (\"5 years\"); the number was taken", NULL },
	[TALLY_WIDE] = { SEV_NOTE, "R137", "held full-width digits, which were taken as 0 to 9", NULL },
	[TALLY_ENDLESS] = { SEV_NOTE, "R072", "hold December 31 of 2999 or 9999, which is taken for \"without end\"",
		NULL },
};

/* Dates count in older exports, too: what they contradict is an error there as well. With one order of day and month
 * listed a day that was read is read the same whatever else the file holds. */
void convert_count(const struct cell *x, enum tally_kind kind)
{
	struct converter *c = x->c;
	if (c->lenient || (c->echo[x->index] && kind < TALLY_UNLISTED) || (c->quiet && kind < TALLY_UNSURE)) return;
	struct tally *t = &c->tally[x->index][kind];
	if (t->n == 0) t->at = x->at;
	if (t->n < TALLY_PLACES) t->line[t->n] = x->at.line;
	t->n++;
	if (kind < TALLY_UNSURE || c->both_orders) c->again = true;
}

const char *convert_lines(struct diags *ds, size_t n, const unsigned line[TALLY_PLACES])
{
	struct str all = STR_INIT;
	str_puts(&all, n == 1 ? "line " : "lines ");
	for (size_t i = 0; i < n && i < TALLY_PLACES; i++) str_printf(&all, "%s%u", i ? ", " : "", line[i]);
	if (n > TALLY_PLACES) str_puts(&all, " \xE2\x80\xA6");
	const char *result = diags_text(ds, "%s", all.ptr);
	str_dispose(&all);
	return result;
}

static void tell_one(struct converter *c, const struct tally *t, const struct told *what, const char *header)
{
	diags_add(c->ds, what->sev, what->code, t->at, what->help, "%zu cell%s of \"%s\" %s (%s)", t->n,
		t->n == 1 ? "" : "s", header, what->what, convert_lines(c->ds, t->n, t->line));
}

/* Spreadsheets leave out empty cells at the ends of rows, then mostly of many rows; a single one is rather damaged. */
void converter_tell_short(struct converter *c, size_t rows, bool cut)
{
	const struct short_rows *s = &c->short_rows;
	if (cut)
		diags_error(c->ds, "R075", s->last, "export it again; if the row is whole, put a line break at its end",
			"the last row has fewer cells than the header and no line end: the file was cut off in it");
	else if (s->n && !c->quiet)
		diags_add(c->ds, s->n > 1 && s->n * 10 > rows ? SEV_NOTE : SEV_WARNING, "R075", s->at,
			"a spreadsheet leaves out empty cells at the end; if no spreadsheet has saved the file, export "
			"it again",
			"%zu of %zu row%s %s fewer cells than the header (%s); those at the end were taken for empty",
			s->n, rows, rows == 1 ? "" : "s", s->n == 1 ? "has" : "have",
			convert_lines(c->ds, s->n, s->line));
}

void convert_tell(struct converter *c)
{
	for (size_t i = 0; i < c->b->mapping->nrules; i++) {
		const struct bound_rule *bound = &c->b->rule[i];
		if (bound->n == 0) continue;
		const char *header = c->b->header[bound->at[0].column];
		c->ds->column = header;
		for (enum tally_kind k = 0; k < TALLY_UNSURE; k++)
			if (c->tally[i][k].n) tell_one(c, &c->tally[i][k], &told[k], header);
	}
	c->ds->column = NULL;
	convert_orders_tell(c);
}
