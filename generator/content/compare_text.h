/* compare_text: a version's text as clauses of blocks of words, each with a number by which equal things are found.
 * Private to content/. Taken from the tree of cmark, so that what the page's template adds is not compared. */
#ifndef CONTENT_COMPARE_TEXT_H
#define CONTENT_COMPARE_TEXT_H
#include <cmark.h>
#include "content/build.h"

/* How words are set. */
struct look {
	bool emphasis, strong, code, breaks /* stands on a new line */, mixed /* differs within the word */;
	struct sv link, picture; /* where it leads, what it shows; "" if none */
};
struct text_word {
	struct sv text;
	uint32_t id, look; /* equal numbers: the same bytes, the same look */
};
struct text_block {
	struct sv shape, mark;
	unsigned depth;
	uint32_t shape_id; /* of shape, mark and depth */
	uint32_t content;  /* of shape, words and looks */
	size_t from, n;    /* words of the text */
};
enum { TEXT_TALLIES = 32 };
struct text_clause {
	struct sv number, key; /* key: the number, "#id" of a heading without one, "" for what stands before; unique */
	uint32_t key_id;       /* equal numbers: the same key */
	const char *anchor;
	struct sv title, section;
	bool heading;
	size_t from, n;              /* blocks of the text */
	size_t words_from, words;    /* words of the text */
	uint32_t content, plain;     /* plain: of the words alone */
	uint8_t tally[TEXT_TALLIES]; /* its words by the last bits of their numbers; for clauses of at most 255 words */
};
struct text {
	const struct document *doc;
	VEC(struct text_word) word;
	VEC(struct text_block) block;
	VEC(struct text_clause) clause;
};
/* Gives out numbers: the same bytes, the same number. Texts that are compared share one. */
struct numbers {
	struct arena mem;
	struct map word, look, shape, content, key;
	VEC(struct look) looks;   /* by number */
	uint32_t simple_look[32]; /* number + 1 of a look without link and picture, by its five switches; 0: none yet */
};
void numbers_init(struct numbers *n);
void numbers_dispose(struct numbers *n);
/* The text of a version; NULL if it has none or was too broken to be rendered. Words live in n->mem; free with text_free. */
struct text *compare_text(struct numbers *n, const struct document *doc);
void text_free(struct text *t);

/* compare_words.c: appends the words of a block's inlines but the first `skip`; addresses as they are on the page. */
void compare_words(struct text *t, struct numbers *n, cmark_node *block, const struct source *s, size_t skip);
/* One word as it is, blanks and all: a line of code, a cell's bar. */
void compare_word(struct text *t, struct numbers *n, struct sv bytes);
/* Words of a plain text. */
void compare_plain(struct text *t, struct numbers *n, struct sv plain);
#endif
