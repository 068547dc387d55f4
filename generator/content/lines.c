/* lines.c: a message about a text that was put together from several files has to name the file that the reader can
 * open and the line on which they will find it. */
#include "content/lines.h"

const struct line_run *lines_run(const struct line_map *m, unsigned line)
{
	size_t low = 0, high = m->run.n;
	if (!high) return NULL;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;
		if (m->run.at[mid].first <= line)
			low = mid;
		else
			high = mid;
	}
	return &m->run.at[low];
}

const struct line_run *lines_run_at(const struct line_map *m, struct place at)
{
	for (size_t i = 0; i < m->run.n && at.file; i++) {
		const struct line_run *r = &m->run.at[i];
		unsigned lines = i + 1 < m->run.n ? m->run.at[i + 1].first - r->first : UINT32_MAX - r->line;
		if (strcmp(r->file, at.file) == 0 && at.line >= r->line && at.line - r->line < lines) return r;
	}
	return NULL;
}
