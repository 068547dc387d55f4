/* csvin_dialect.c guesses how a file separates its cells, from its first records. The guess only has to be right for files
 * that make sense: where it is wrong the header will not match its mapping, which is reported, so nothing is lost by it. */
#include "input/csvin_internal.h"

#define RECORDS 20
#define CANDIDATES 3
static const char candidates[CANDIDATES] = { ',', ';', '\t' }; /* the earlier wins a tie */

bool csvin_sep_line(struct sv line, char *delimiter)
{
	if (line.n >= 2 && line.p[0] == '"' && line.p[line.n - 1] == '"') line = sv_sub(line, 1, line.n - 2);
	if (line.n != 5 || !sv_ieq_ascii(sv_sub(line, 0, 4), SV_LIT("sep="))) return false;
	char c = line.p[4];
	if ((unsigned char)c >= 0x80 || c == '"' || (c < ' ' && c != '\t')) return false;
	*delimiter = c;
	return true;
}

/* Counts of each candidate outside quotes, one row a record. Blank records say nothing and are left out. */
static size_t count_records(struct sv text, bool whole, unsigned count[RECORDS][CANDIDATES])
{
	size_t n = 0;
	bool quoted = false, blank = true;
	memset(count[0], 0, sizeof count[0]);
	for (size_t i = 0; i < text.n && n < RECORDS; i++) {
		char c = text.p[i];
		if (c == '"') quoted = !quoted;
		if (!quoted && (c == '\n' || c == '\r')) {
			if (!blank && ++n < RECORDS) memset(count[n], 0, sizeof count[n]);
			blank = true;
			continue;
		}
		blank = false;
		for (size_t k = 0; k < CANDIDATES && !quoted; k++) count[n][k] += c == candidates[k];
	}
	/* The last record counts if it is whole, or if there is no other. */
	return n + (n < RECORDS && !blank && (whole || n == 0));
}

char csvin_sniff(struct sv text, bool whole)
{
	unsigned count[RECORDS][CANDIDATES];
	size_t n = count_records(text, whole, count), best = 0, best_same = 0;
	for (size_t k = 0; n > 0 && k < CANDIDATES; k++) {
		size_t same = 0;
		for (size_t i = 0; i < n; i++) same += count[0][k] > 0 && count[i][k] == count[0][k];
		if (same > best_same || (same > 0 && same == best_same && count[0][k] > count[0][best])) {
			best = k;
			best_same = same;
		}
	}
	return candidates[best];
}
