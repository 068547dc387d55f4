/* csvin_dialect.c guesses how a file separates its cells, from its first records. The guess only has to be right for files
 * that make sense: where it is wrong the header will not match its mapping, which is reported, so nothing is lost by it. */
#include "input/csvin_internal.h"

#include <stdint.h>

#define RECORDS 20
#define CANDIDATES 3
static const char candidates[CANDIDATES] = { ',', ';', '\t' }; /* the earlier wins a tie */
static const char others[] = "|^~";                            /* recognised to be refused with a word of help */

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool csvin_sep_line(struct sv line, char *delimiter)
{
	if (line.n >= 2 && line.p[0] == '"' && line.p[line.n - 1] == '"') line = sv_sub(line, 1, line.n - 2);
	if (line.n < 5 || !sv_ieq_ascii(sv_sub(line, 0, 4), SV_LIT("sep="))) return false;
	struct sv mark = sv_sub(line, 4, line.n);
	char c = sv_is(mark, "\\t") ? '\t' : mark.p[0]; /* some write the tab as its two letters */
	if (mark.n != 1 && c != '\t') return false;
	if ((unsigned char)c >= 0x80 || c == '"' || (c < ' ' && c != '\t') || is_word_byte(c)) return false;
	*delimiter = c;
	return true;
}

static size_t candidate_of(char c)
{
	for (size_t k = 0; k < CANDIDATES; k++)
		if (c == candidates[k]) return k;
	return SIZE_MAX;
}

/* A quote opens only where a cell may begin: elsewhere it is inches, or a slip. */
static bool opens(struct sv text, size_t i)
{
	char before = i > 0 ? text.p[i - 1] : '\n';
	return before == '\n' || before == '\r' || candidate_of(before) != SIZE_MAX;
}

/* Counts of each candidate outside quotes, one row a record. Blank records say nothing and are left out. `prose`: a comma
 * with a blank after it counts too; otherwise it is taken for a sentence's. */
static size_t count_records(struct sv text, bool whole, bool prose, unsigned count[RECORDS][CANDIDATES])
{
	size_t n = 0;
	bool quoted = false, blank = true;
	memset(count[0], 0, sizeof count[0]);
	for (size_t i = 0; i < text.n && n < RECORDS; i++) {
		char c = text.p[i];
		if (c == '"' && (quoted || opens(text, i))) quoted = !quoted;
		/* A quote written twice closes and opens again. */
		if (c == '"' && !quoted && i + 1 < text.n && text.p[i + 1] == '"') {
			quoted = true;
			i++;
		}
		if (!quoted && (c == '\n' || c == '\r')) {
			if (!blank && ++n < RECORDS) memset(count[n], 0, sizeof count[n]);
			blank = true;
			continue;
		}
		blank = false;
		size_t k = quoted ? SIZE_MAX : candidate_of(c);
		if (k != SIZE_MAX && (prose || i + 1 == text.n || text.p[i + 1] != ' ')) count[n][k]++;
	}
	/* The last record counts if it is whole, or if there is no other. */
	return n + (n < RECORDS && !blank && (whole || n == 0));
}

/* Of how many records the candidate's commonest count above 0 is, and that count. */
static size_t agreement(unsigned count[RECORDS][CANDIDATES], size_t n, size_t k, unsigned *commonest)
{
	size_t best = 0;
	*commonest = 0;
	for (size_t i = 0; i < n; i++) {
		size_t same = 0;
		for (size_t j = 0; j < n; j++) same += count[j][k] == count[i][k];
		if (count[i][k] == 0 || same < best || (same == best && count[i][k] <= *commonest)) continue;
		best = same;
		*commonest = count[i][k];
	}
	return best;
}

/* The first row has one candidate only, and half of the other rows have it too: rows of different length do not shake
 * that. A line of notes above the header fails it, since its commas are a sentence's. */
static size_t by_first_row(unsigned count[RECORDS][CANDIDATES], size_t n)
{
	size_t only = SIZE_MAX, has = 0;
	for (size_t k = 0; k < CANDIDATES; k++) {
		if (count[0][k] == 0) continue;
		if (only != SIZE_MAX) return SIZE_MAX;
		only = k;
	}
	for (size_t i = 1; only != SIZE_MAX && i < n; i++) has += count[i][only] > 0;
	return only != SIZE_MAX && has * 2 >= n - 1 ? only : SIZE_MAX;
}

/* A character of a few rows only is no delimiter, unless the first row has it. */
static size_t by_agreement(unsigned count[RECORDS][CANDIDATES], size_t n)
{
	size_t best = SIZE_MAX, best_same = 0;
	unsigned best_count = 0, commonest;
	for (size_t k = 0; k < CANDIDATES; k++) {
		size_t same = agreement(count, n, k, &commonest);
		bool usual = count[0][k] > 0 || (same > 1 && same * 2 > n);
		if (!usual || same < best_same || (same == best_same && commonest <= best_count)) continue;
		best = k;
		best_same = same;
		best_count = commonest;
	}
	return best;
}

/* No candidate anywhere: do the first rows hold something else, as often in each? */
static char other_delimiter(struct sv text)
{
	for (const char *c = others; *c; c++) {
		struct sv rest = text, line;
		size_t first = 0, lines = 0, same = 0;
		while (lines < RECORDS && sv_split(&rest, '\n', &line)) {
			size_t found = 0;
			for (size_t i = 0; i < line.n; i++) found += line.p[i] == *c;
			if (sv_trim(line).n == 0) continue;
			if (lines++ == 0) first = found;
			same += found == first;
		}
		if (first > 1 || (first == 1 && lines > 1 && same == lines)) return *c;
	}
	return 0;
}

char csvin_sniff(struct sv text, bool whole, char *other)
{
	unsigned count[RECORDS][CANDIDATES];
	size_t k = SIZE_MAX;
	*other = 0;
	for (int prose = 0; prose < 2 && k == SIZE_MAX; prose++) {
		size_t n = count_records(text, whole, prose, count);
		if (n > 0) k = by_first_row(count, n);
		if (n > 0 && k == SIZE_MAX) k = by_agreement(count, n);
	}
	if (k != SIZE_MAX) return candidates[k];
	struct sv rest = text, first = sv("");
	char ignored;
	sv_split(&rest, '\n', &first);
	if (!csvin_sep_line(sv_trim(first), &ignored)) *other = other_delimiter(text);
	return candidates[0];
}
