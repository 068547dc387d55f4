/* erase_words: runs of words of a text that is to be gone, kept as hashes, and the question whether a page still has one of them.
 * A word is a run of letters, digits and bytes beyond ASCII, without regard to ASCII capitals; in HTML, tags and character references
 * separate words, as the quotation marks and ampersands they stand for do in the text itself. A text of fewer words than a run has none.
 *     struct erase_words w; erase_words_init(&w, 6); erase_words_add(&w, text, false); erase_words_forget(&w, other, false);
 *     if (erase_words_in(&w, page, true)) …; erase_words_dispose(&w); */
#ifndef PUBLISH_ERASE_WORDS_H
#define PUBLISH_ERASE_WORDS_H
#include "base/map.h"
enum {
	ERASE_RUN = 6 /* words in a row that tell whose text it is */,
	ERASE_PASSAGE = 10 /* where the entry never stood */
};
struct erase_words {
	unsigned run;
	struct map hashes; /* value 1: looked for, 0: forgotten */
	size_t wanted;
};
void erase_words_init(struct erase_words *w, unsigned run /* at most ERASE_PASSAGE */);
void erase_words_add(struct erase_words *w, struct sv text, bool html);
void erase_words_forget(struct erase_words *w, struct sv text, bool html); /* what this text says too is nobody's own */
bool erase_words_in(const struct erase_words *w, struct sv text, bool html);
void erase_words_dispose(struct erase_words *w);
#endif
