/* strip_names: the names a script has for its own things, made short on the way to the site. The script says itself which these are, in comments that
 * begin with "// short:" and list them; each is then another word wherever it stands as a name, be it a variable or a property, and everywhere the
 * same, so that no scope has to be understood. Its author answers for each being the script's own: a name of the browser's ("length") may not be
 * listed, nor one that the script also spells out in a string. */
#ifndef SITE_STRIP_NAMES_H
#define SITE_STRIP_NAMES_H
#include "site/strip.h"
#define STRIP_NAMES_MAX 176
struct strip_names {
	struct strip_name {
		struct sv name; /* in the source */
		char to[3];     /* a letter, or $ or _ and a letter or digit */
	} at[STRIP_NAMES_MAX];
	size_t n;
};
/* Reads the lists of a source, which out refers to afterwards. The first names get the shortest words; none gets a word that stands anywhere in the source.
 * -1 and *error if a name is listed twice, is none, stands nowhere else, or if there are too many. */
int strip_names_read(struct strip_names *out, struct sv source, struct strip_error *error);
/* What a word of the script is sent as: itself unless it is listed. Lives as long as the source and names. */
struct sv strip_names_word(const struct strip_names *names, struct sv word);
bool strip_names_is_word(char c); /* may stand in a name or number of ECMAScript */
#endif
