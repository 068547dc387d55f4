/* normal_undo: one layer of the ways in which a file can write a letter without that letter, undone over a whole text.
 *
 * One call undoes every escape once; calling again on the result undoes what was nested, in whatever order. Some escapes can be read in two ways
 * ("\107" is a letter of JavaScript and another of CSS), and some are plain text more often than not ("=20"). Those have ways of reading of their own, and a
 * text is searched in every way for which it gives cause, besides as it stands: so what looks like an escape and is none hides nothing. */
#ifndef PRIVACY_NORMAL_UNDO_H
#define PRIVACY_NORMAL_UNDO_H
#include <stdint.h>
#include "base/str.h"
#include "base/vec.h"

enum normal_way {
	UNDO_WEB,    /* entities, percent, backslashes as in JSON and JavaScript, xn-- labels */
	UNDO_CSS,    /* the same with backslashes as in CSS */
	UNDO_MAIL,   /* and quoted-printable and UTF-7 */
	UNDO_MARKUP, /* and angle brackets that were escaped are tags */
	UNDO_WAYS
};
struct normal_mark {
	size_t out, in; /* from `out` on, bytes stand one to one from `in` on, up to the next mark */
};
struct normal_text {
	struct str bytes;
	VEC(struct normal_mark) marks;
}; /* NORMAL_TEXT_INIT; normal_text_dispose */
#define NORMAL_TEXT_INIT                                                                                               \
	{                                                                                                              \
		STR_INIT, VEC_INIT                                                                                     \
	}
/* Replaces *out. Returns a set of bits 1 << way: those ways that would find something to undo of their own; the bit of UNDO_WEB says that
 * this call changed anything. If it is not set, *out is empty and the text stays as it is. Linear in text.n. */
unsigned normal_undo(struct normal_text *out, struct sv text, enum normal_way way);
/* 0 and 1 in words of letters read as o and as `one` (l or i). How many readings there are: none, one (only zeros), two. */
unsigned normal_undo_digits(struct normal_text *out, struct sv text, char one);
/* Where a place of the result stands in what was undone: the start of a character, and the end of one. */
size_t normal_origin(const struct normal_text *t, size_t at);
void normal_mark(struct normal_text *t, size_t in); /* for makers of such texts: what comes next stems from `in` */
void normal_text_clear(struct normal_text *t);
void normal_text_dispose(struct normal_text *t);

/* Private to normal_undo.c: what stands after an ampersand at v.p[i]; 0 bytes if it is no character's name or number. *cp 0: "fj". */
size_t normal_entity(struct sv v, size_t i, uint32_t *cp);
/* A label after "xn--" (RFC 3492) to UTF-8; false if it is none. */
bool normal_punycode(struct str *out, struct sv label);
#endif
