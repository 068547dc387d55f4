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

/* What a byte asks for: that its cell stands in quotes; that it is not just copied. Most ask for nothing, and cells are long. */
enum { QUOTES = 1, CARE = 2 };
static const unsigned char asks[256] = { [','] = QUOTES,
	['"'] = QUOTES | CARE,
	['\n'] = QUOTES | CARE,
	['\r'] = QUOTES | CARE,
	[';'] = CARE,
	['\t'] = CARE };

static unsigned asked(struct sv v)
{
	unsigned all = v.n && (v.p[0] == ' ' || v.p[v.n - 1] == ' ') ? QUOTES : 0;
	for (size_t i = 0; i < v.n; i++) all |= asks[(unsigned char)v.p[i]];
	return all;
}

static size_t apostrophes(struct sv v)
{
	size_t n = 0;
	while (n < v.n && v.p[n] == '\'') n++;
	return n;
}

/* As nearly every word does: then no spreadsheet takes it for a formula. */
static bool is_letter(struct sv v)
{
	return v.n && (v.p[0] | 0x20) >= 'a' && (v.p[0] | 0x20) <= 'z';
}

/* At the start of a cell: does it need a guard, or does it look as if it had one? */
static bool guarded_start(struct sv v, bool as_text)
{
	size_t marks = apostrophes(v);
	struct sv rest = sv_sub(v, marks, v.n);
	if (!as_text && !marks && is_letter(rest)) return false;
	return csvout_formula(rest) || ((marks > 0 || as_text) && csvout_changes(rest));
}

/* The same after a separator within it. */
static bool guarded_part(struct sv v)
{
	struct sv rest = sv_sub(v, apostrophes(v), v.n);

	return !is_letter(rest) && csvout_formula_part(rest);
}

static bool separates(char c)
{
	return c == ';' || c == '\t' || c == '\n' || c == '\r';
}

static void put_text(struct str *out, struct sv v, bool care)
{
	size_t from = 0;

	for (size_t i = 0; care && i < v.n; i++) {
		if (!(asks[(unsigned char)v.p[i]] & CARE)) continue;
		str_sv(out, sv_sub(v, from, i + 1 - from));
		from = i + 1;
		if (v.p[i] == '"')
			str_putc(out, '"');
		else if (guarded_part(sv_sub(v, from, v.n)))
			str_putc(out, '\'');
	}
	str_sv(out, sv_sub(v, from, v.n));
}

static void put(struct str *out, struct sv v, bool as_text)
{
	bool first = !row_begun(out), guarded = guarded_start(v, as_text);
	unsigned all = asked(v);
	bool quoted = guarded || (all & QUOTES) || (first && !v.n);

	if (!first) str_putc(out, ',');
	if (quoted) str_putc(out, '"');
	if (guarded) str_putc(out, '\'');
	put_text(out, v, all & CARE);
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
