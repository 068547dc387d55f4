/* readers: for whom a page is written, widest circle first, and where the pages of each circle stand.
 *
 * With output roots (mentorpress.yml, "roots") an edition holds its site three times: the whole of it, for participants, at the top, and
 * what members and the public may read in folders of their own. Each is a site that can be served alone. */
#ifndef BASE_READERS_H
#define BASE_READERS_H
#include "base/str.h"
enum readers { READERS_PUBLIC, READERS_MEMBERS, READERS_PARTICIPANTS, READERS_COUNT };
const char *readers_word(enum readers r); /* "public" */
bool readers_parse(struct sv word, enum readers *out);
const char *readers_folder(enum readers r); /* below the site's top: "for-public/", "for-members/", "" */
/* A file's path as its own root sees it: "for-public/index.html" is index.html. Borrowed. */
const char *readers_inner(const char *path);
#endif
