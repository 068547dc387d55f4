/* CSV for people who will open it in a spreadsheet: RFC 4180, and no cell that the spreadsheet would run as a formula.
 */
#include "base/csvout.h"
#include "base/csvout_risk.h"

/* A row has begun unless the last byte written ended one. The end of a cell is never '\n': cells with line ends are
 * quoted, and an empty first cell is written as "". A byte-order mark alone is no cell. */
static bool row_begun(const struct str *out)
{
	return out->len && out->ptr[out->len - 1] != '\n' && !sv_is(sv_of(out), "\xEF\xBB\xBF");
}

static bool needs_quotes(struct sv v)
{
	if (v.n && (v.p[0] == ' ' || v.p[v.n - 1] == ' ')) return true;
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] == ',' || v.p[i] == '"' || v.p[i] == '\n' || v.p[i] == '\r') return true;
	return false;
}

static size_t apostrophes(struct sv v)
{
	size_t n = 0;
	while (n < v.n && v.p[n] == '\'') n++;
	return n;
}

/* At the start of a cell: does it need a guard, or does it look as if it had one? */
static bool guarded_start(struct sv v, bool as_text)
{
	size_t marks = apostrophes(v);
	struct sv rest = sv_sub(v, marks, v.n);
	return csvout_formula(rest) || ((marks > 0 || as_text) && csvout_changes(rest));
}

/* The same after a separator within it. */
static bool guarded_part(struct sv v)
{
	return csvout_formula_part(sv_sub(v, apostrophes(v), v.n));
}

static bool separates(char c)
{
	return c == ';' || c == '\t' || c == '\n' || c == '\r';
}

static void put(struct str *out, struct sv v, bool as_text)
{
	bool first = !row_begun(out), guarded = guarded_start(v, as_text);
	bool quoted = guarded || needs_quotes(v) || (first && !v.n);

	if (!first) str_putc(out, ',');
	if (quoted) str_putc(out, '"');
	if (guarded) str_putc(out, '\'');
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '"') str_putc(out, '"');
		str_putc(out, v.p[i]);
		if (separates(v.p[i]) && guarded_part(sv_sub(v, i + 1, v.n))) str_putc(out, '\'');
	}
	if (quoted) str_putc(out, '"');
}

void csvout_cell(struct str *out, struct sv v)
{
	put(out, v, false);
}

void csvout_text(struct str *out, struct sv v)
{
	put(out, v, true);
}

void csvout_unguard(struct str *out, struct sv cell)
{
	bool start = true;

	for (size_t i = 0; i < cell.n; i++) {
		struct sv rest = sv_sub(cell, i, cell.n);
		bool drop = (start || separates(cell.p[i - 1])) && cell.p[i] == '\'' &&
			    (start ? guarded_start(rest, true) : guarded_part(rest));

		start = false;
		if (drop && ++i == cell.n) break;
		str_putc(out, cell.p[i]);
	}
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
