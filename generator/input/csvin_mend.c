/* csvin_mend.c reads a line that breaks the rules of quoting, as form tools write them that forget to double a quote
 * within a cell. It does so only when nothing has to be guessed: of all the ways to part the line into cells exactly one
 * gives as many as the rows before have, and no second cell has an odd quote that could belong to the first. */
#include <stdint.h>
#include "input/csvin_internal.h"

enum { MEND_STEPS = 200000, MEND_WAYS = 2 }; /* bytes looked at before a line is given up */

struct mender {
	struct sv line;
	char delimiter;
	size_t n; /* cells wanted */
	struct csvin_span *out, *trial;
	size_t steps;
	unsigned ways;
};

static bool read_cells(struct mender *m, size_t from, size_t i);

/* A reading is whole when the last cell ends with the line. */
static bool add(struct mender *m, size_t i, struct csvin_span span)
{
	bool at_end = span.next > m->line.n;

	m->trial[i] = span;
	if (!at_end) return i + 1 < m->n ? read_cells(m, span.next, i + 1) : true;
	if (i + 1 < m->n) return true;
	if (m->ways++ == 0) memcpy(m->out, m->trial, m->n * sizeof *m->out);
	return m->ways < MEND_WAYS;
}

static size_t count_quotes(struct sv line, size_t from, size_t to, size_t *first)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		if (line.p[i] != '"') continue;
		if (n++ == 0) *first = i;
	}
	return n;
}

/* A cell without quotes around it. One that begins with blanks and a quote might have been meant as a quoted one. */
static bool read_plain(struct mender *m, size_t from, size_t i)
{
	const char *end = memchr(m->line.p + from, m->delimiter, m->line.n - from);
	size_t to = end ? (size_t)(end - m->line.p) : m->line.n;
	struct csvin_span span = { .from = from, .to = to, .next = to + 1 };

	m->steps += to - from;
	span.mended = count_quotes(m->line, from, to, &span.quote) > 0;
	if (span.mended && m->line.p[span.quote] == '"') {
		struct sv before = sv_trim(sv_sub(m->line, from, span.quote - from));
		if (before.n == 0) return true;
	}
	return add(m, i, span);
}

/* Does the text between the outer quotes keep the rules, every quote written twice? */
static bool is_strict(struct sv line, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (line.p[i] != '"') continue;
		if (i + 1 == to || line.p[i + 1] != '"') return false;
		i++;
	}
	return true;
}

/* Twice the same quote within a cell that has single ones too: one quote or two? */
static bool has_pair(struct sv line, size_t from, size_t to)
{
	for (size_t i = from; i + 1 < to; i++)
		if (line.p[i] == '"' && line.p[i + 1] == '"') return true;
	return false;
}

/* A cell in quotes may end at any quote that a delimiter or the line's end follows, except that "," with quotes at both
 * sides always parts two cells. */
static bool read_quoted(struct mender *m, size_t from, size_t i)
{
	for (size_t at = from + 1; at < m->line.n; at++) {
		bool last = at + 1 == m->line.n;

		m->steps++;
		if (m->line.p[at] != '"' || !(last || m->line.p[at + 1] == m->delimiter)) continue;
		struct csvin_span span = { .from = from + 1, .to = at, .next = at + 2, .quoted = true };
		bool strict = is_strict(m->line, span.from, span.to);
		span.mended = !strict;
		if (!strict) count_quotes(m->line, span.from, span.to, &span.quote);
		if ((strict || !has_pair(m->line, span.from, span.to)) && !add(m, i, span)) return false;
		if (strict || last || (at + 2 < m->line.n && m->line.p[at + 2] == '"')) return true;
	}
	return true;
}

/* All readings of the cells from i on; false when there is no need to look further. */
static bool read_cells(struct mender *m, size_t from, size_t i)
{
	if (m->steps++ > MEND_STEPS) {
		m->ways = MEND_WAYS;
		return false;
	}
	return from < m->line.n && m->line.p[from] == '"' ? read_quoted(m, from, i) : read_plain(m, from, i);
}

bool csvin_mend(struct csvin_span *out, struct sv line, size_t from, char delimiter, size_t n)
{
	struct mender m = { .line = line, .delimiter = delimiter, .n = n, .out = out };
	size_t odd = 0, ignored;

	if (n == 0) return false;
	m.trial = xcalloc(n, sizeof *m.trial);
	read_cells(&m, from, 0);
	free(m.trial);
	for (size_t i = 0; m.ways == 1 && i < n; i++)
		odd += out[i].mended && count_quotes(line, out[i].from, out[i].to, &ignored) % 2 == 1;
	return m.ways == 1 && odd <= 1;
}

void csvin_mended_cell(struct str *out, struct sv line, const struct csvin_span *span)
{
	str_putc(out, '"');
	for (size_t i = span->from; i < span->to; i++) {
		if (line.p[i] == '"' && span->mended) str_putc(out, '"');
		str_putc(out, line.p[i]);
	}
	str_putc(out, '"');
}

const char *csvin_quote_fault(const char **help, struct sv line, size_t from, size_t quote, bool carried)
{
	if (carried || line.p[from] == '"') {
		*help = "a quote within a quoted cell is written twice (\"\"); a closing quote is followed by the "
			"delimiter or the line's end";
		return "there is text after the closing quote of a cell";
	}
	if (sv_trim(sv_sub(line, from, quote - from)).n == 0) {
		*help = "remove the spaces before the quote";
		return "a quoted cell begins with spaces before its quote";
	}
	*help = "put the whole cell in quotes and write the quote within it twice (\"\")";
	return "there is a quote (\") inside a cell that is not in quotes";
}
