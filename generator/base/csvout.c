/* CSV for people who will open it in a spreadsheet: RFC 4180, and no cell that the spreadsheet would run as a formula.
 */
#include "base/csvout.h"

/* A row has begun unless the last byte written ended one. The end of a cell is never '\n': cells with line ends are
 * quoted, and an empty first cell is written as "". A byte-order mark alone is no cell. */
static bool row_begun(const struct str *out)
{
	return out->len && out->ptr[out->len - 1] != '\n' && !sv_is(sv_of(out), "\xEF\xBB\xBF");
}

/* -3, +4.5 and the like: harmless, and wanted as numbers. */
static bool is_number(struct sv v)
{
	size_t i = v.n && (v.p[0] == '-' || v.p[0] == '+'), digits = 0, points = 0;

	for (; i < v.n; i++) {
		if (v.p[i] >= '0' && v.p[i] <= '9')
			digits++;
		else if (v.p[i] == '.' && digits && !points && i + 1 < v.n)
			points++;
		else
			return false;
	}
	return digits > 0;
}

/* Blanks in front are looked through, since some spreadsheets trim them; so are the full-width forms = + - @. */
static bool is_formula(struct sv v)
{
	static const char *const wide[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };

	while (v.n && v.p[0] == ' ') v = sv_sub(v, 1, v.n);
	if (!v.n || is_number(v)) return false;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (sv_starts(v, wide[i])) return true;
	return v.p[0] && strchr("=+-@\t\r\n", v.p[0]);
}

static bool needs_quotes(struct sv v)
{
	if (v.n && (v.p[0] == ' ' || v.p[v.n - 1] == ' ')) return true;
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] == ',' || v.p[i] == '"' || v.p[i] == '\n' || v.p[i] == '\r') return true;
	return false;
}

void csvout_cell(struct str *out, struct sv v)
{
	bool first = !row_begun(out), formula = is_formula(v), quoted = formula || needs_quotes(v) || (first && !v.n);

	if (!first) str_putc(out, ',');
	if (!quoted) {
		str_sv(out, v);
		return;
	}
	str_putc(out, '"');
	if (formula) str_putc(out, '\'');
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '"') str_putc(out, '"');
		str_putc(out, v.p[i]);
	}
	str_putc(out, '"');
}

void csvout_row(struct str *out, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) csvout_cell(out, sv(cells[i]));
	csvout_end(out);
}

void csvout_end(struct str *out)
{
	str_putc(out, '\n');
}
