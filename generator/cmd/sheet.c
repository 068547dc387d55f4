/* sheet.c is the one place that knows what spreadsheets need of a CSV file beyond RFC 4180. */
#include "cmd/sheet.h"
#include "base/csvout.h"

static void end_row(struct str *out)
{
	str_puts(out, "\r\n");
}

void sheet_header(struct str *out, const char *const *names, size_t n)
{
	str_puts(out, "\xEF\xBB\xBF"); /* without it, accents are read as another alphabet */
	for (size_t i = 0; i < n; i++) csvout_cell(out, sv(names[i]));
	end_row(out);
}

void sheet_row(struct str *out, const struct sv *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) csvout_cell(out, cells[i]);
	end_row(out);
}
