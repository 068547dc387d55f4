/* csvin_gather.c keeps the lines of a record that spans several, so that a caller who may know it already can be asked
 * before it is parsed: telling where a record ends takes no more than counting quotes. */
#include <stdint.h>
#include "input/csvin_internal.h"

void csvin_gathered_add(struct csvin_gathered *g, const struct csvin_line *line)
{
	str_sv(&g->text, line->text);
	vec_push(&g->lines, ((struct csvin_gathered_line){ g->text.len, line->end, line->bad }));
}

void csvin_gathered_clear(struct csvin_gathered *g)
{
	str_clear(&g->text);
	vec_clear(&g->lines);
}

void csvin_gathered_dispose(struct csvin_gathered *g)
{
	str_dispose(&g->text);
	vec_dispose(&g->lines);
}

/* Exports put quotes around every cell, so they are counted eight bytes at a time: the high bit of each byte of `met` is
 * set where that byte is a quote. */
bool csvin_odd_quotes(struct sv text)
{
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f), quotes = UINT64_C(0x2222222222222222);
	uint64_t word, met, all = 0;
	size_t i = 0;
	bool odd = false;
	for (; i + sizeof word <= text.n; i += sizeof word) {
		memcpy(&word, text.p + i, sizeof word);
		word ^= quotes;
		met = ~(((word & low) + low) | word | low);
		all ^= met;
	}
	for (; i < text.n; i++) odd ^= text.p[i] == '"';
	return odd ^ (__builtin_popcountll(all) & 1);
}

bool csvin_blank(struct sv line)
{
	return sv_trim(line).n == 0;
}
