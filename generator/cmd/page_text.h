/* page_text: the words of a published page, cut at its anchors, so that two editions of a page can be compared clause by clause when nothing
 * but the pages is at hand. Reads what our own templates made.
 *
 * The text between <main> and </main> without navigation and the line of facts about the page. A part begins at each element with an id;
 * "section-5.2.1" is clause 5.2.1. What stands before the first is the part "". White space is single; entities stay as they are written. */
#ifndef CMD_PAGE_TEXT_H
#define CMD_PAGE_TEXT_H
#include "base/map.h"
#include "base/vec.h"
struct page_part {
	const char *id;
	struct sv text;
};
struct page_text {
	VEC(struct page_part) v; /* in the page's order */
	struct map by_id;
	struct arena mem;
};
#define PAGE_TEXT_INIT                                                                                                 \
	{                                                                                                              \
		VEC_INIT, MAP_INIT, ARENA_INIT                                                                         \
	}
void page_text_read(struct page_text *out, struct sv html);
void page_text_dispose(struct page_text *t);
const struct page_part *page_text_find(const struct page_text *t, const char *id); /* NULL if it is not there */
/* What a person calls it: "5.2.1", or its first words in quotes, or "the beginning"; in mem. */
const char *page_part_name(const struct page_part *p, struct arena *mem);
#endif
