/* report_table.c keeps tables, so that the page, its charts and the CSV files say the same. */
#include <string.h>
#include "base/csvout.h"
#include "programme/report_internal.h"

struct report_table *report_table(struct report *r, enum report_key key, const char *name, const char *caption,
	const char *const *head, size_t n, unsigned numbers)
{
	struct report_table *t = &r->table[key];
	*t = (struct report_table){
		.key = name, .caption = caption, .note = "", .head = head, .ncolumns = n, .numbers = numbers
	};
	return t;
}

void report_row(struct report *r, struct report_table *t, const char *const *cell)
{
	const char **row = ARENA_ARRAY(&r->mem, const char *, t->ncolumns);
	for (size_t i = 0; i < t->ncolumns; i++) row[i] = cell[i];
	vec_push(&t->row, row);
}

const char *report_number(struct report *r, long n)
{
	return arena_printf(&r->mem, "%ld", n);
}

const char *report_share(struct report *r, long part, long of)
{
	return of ? arena_printf(&r->mem, "%ld %%", (part * 200 + of) / (2 * of)) : "";
}

const char *report_tenths(struct report *r, long tenths)
{
	return arena_printf(&r->mem, "%ld.%ld", tenths / 10, tenths % 10);
}

/* Numbers are left to the spreadsheet; texts such as 2026-03 or 5.6.1 it must not take for days. */
void report_csv(struct str *out, const struct report_table *t)
{
	str_puts(out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < t->ncolumns; i++) csvout_cell(out, sv(t->head[i]));
	str_puts(out, "\r\n");
	for (size_t k = 0; k < t->row.n; k++) {
		for (size_t i = 0; i < t->ncolumns; i++)
			(t->numbers >> i & 1 ? csvout_cell : csvout_text)(out, sv(t->row.at[k][i]));
		str_puts(out, "\r\n");
	}
}
