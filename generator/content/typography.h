/* typography: straight quotes, hyphens for dashes and three dots -> the signs that printed text has. Private to content/.
 *
 * "…" and '…' become the quotes of the site's language (en “ ” ‘ ’, de „ “ ‚ ‘, fr « » with narrow blanks, es it pt « »
 * “ ”, sv fi ” ” ’ ’, nl as en; of other languages nothing is changed), ' in and behind words and before ’90s an
 * apostrophe, " - " and "--" an en dash, "---" an em dash, "..." an ellipsis. Left alone: code, addresses, feet and
 * inches (5'10"), options (--as-of), quotes that are typographic already, a quote whose direction cannot be told.
 *
 * It happens on the way out only. Revisions, comparisons and fingerprints see the text as written, and search, gate and
 * anchors fold both forms to one. */
#ifndef CONTENT_TYPOGRAPHY_H
#define CONTENT_TYPOGRAPHY_H
#include <stdint.h>
#include "base/arena.h"
/* What one paragraph, heading or cell has seen so far. Zeroed at its beginning. */
struct typography {
	uint32_t last; /* character before, 0 at the beginning */
	bool open_double, open_single;
};
struct typography_signs; /* of a language */
/* NULL if the language is one whose signs are not known: then nothing is changed. */
const struct typography_signs *typography_of(const char *language);
/* Appends text, set; `more` tells that more of the paragraph follows. Text of other origin (code, a picture) is told
 * with typography_skip. */
void typography_put(
	struct str *out, struct typography *t, const struct typography_signs *signs, struct sv text, bool more);
void typography_skip(struct typography *t);
/* A text of its own, such as a title, in mem; the very slice if nothing changes. */
struct sv typography_text(struct arena *mem, const struct typography_signs *signs, struct sv text);
#endif
