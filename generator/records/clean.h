/* clean: what form tools, browsers and word processors leave in texts beside the text. Private to records/. */
#ifndef RECORDS_CLEAN_H
#define RECORDS_CLEAN_H
#include "base/str.h"
struct cleaned {
	size_t entities;  /* decoded */
	size_t twice;     /* entities that are left after decoding: the text was encoded twice */
	size_t invisible; /* characters removed */
};
enum clean_need { CLEAN_PLAIN, CLEAN_ENTITIES /* an & and nothing else */, CLEAN_ANY };
/* One pass over the bytes: may clean_text change or find anything? Most cells are plain. */
enum clean_need clean_need(struct sv v);
/* Appends v, trimmed: entities decoded (if wanted), zero-width characters, direction marks, soft hyphens and controls
 * removed, no-break and other odd spaces made spaces, line ends made LF. Joiners between letters of scripts that need
 * them stay. v must be valid UTF-8. */
void clean_text(struct str *out, struct sv v, bool entities, struct cleaned *found);
/* Holds controls of the block U+0080 to U+009F, which clean_text removes: nobody types them, and most are what a wrong
 * encoding made of the second half of a letter. */
bool clean_controls(struct sv v);
/* A letter was lost before the file was written: U+FFFD, or (marks) a question mark between letters, "M?ller". */
bool clean_lost(struct sv v, bool marks);
#endif
