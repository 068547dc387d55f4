/* statement_words: what an edition's privacy statement says in sentences: what each of its readers may conclude and what not, what k means, and
 * the claims with the way each can be checked. The same sentences stand on edition.html and in edition.json, so that a program that reads
 * the one has read the other. In a sentence {k} stands for the smallest group allowed. */
#ifndef SITE_STATEMENT_WORDS_H
#define SITE_STATEMENT_WORDS_H
#include "base/arena.h"
#define STATEMENT_VERSION 1 /* of the keys of edition.json and of the claims' ids */
/* Three readers. The lists end with NULL. */
struct statement_reader {
	const char *id, *title;
	const char *const *shows;    /* what the site says about them, or to them */
	const char *const *does_not; /* what it does not promise, or say */
};
/* A claim keeps its id for ever; a claim that is worded more strictly gets another one. */
struct statement_claim {
	const char *id, *says, *how;
	bool anybody; /* can be checked from the public files; else at headquarters only */
};
size_t statement_readers(const struct statement_reader **out);
size_t statement_claims(const struct statement_claim **out);
extern const char *const statement_k_means[], *const statement_k_does_not[]; /* end with NULL */
/* The sentence with its number, in mem. */
struct sv statement_sentence(struct arena *mem, const char *sentence, unsigned k);
#endif
