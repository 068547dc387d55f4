/* redact_internal: what the redact files share. redact.c puts marks together, redact_values.c asks the gate about values of the records, redact_address.c what is
 * written like an address of the net, redact_number.c numbers, days and streets, redact_name.c names, employers and rare words; redact_words.c is data. */
#ifndef PRIVACY_REDACT_INTERNAL_H
#define PRIVACY_REDACT_INTERNAL_H
#include "base/map.h"
#include "privacy/identity_set.h"
#include "privacy/redact.h"

struct redactor {
	struct map common; /* folded words: the list, the policy's, the vocabularies', the committee's texts */
	struct map given;  /* given names */
	struct map used;   /* folded word -> how many persons use it, the last of them */
	struct gate *gate; /* asked what it would refuse; NULL without values */
};
/* A run of letters, digits, inner apostrophes and hyphens are words of their own: "Smith-Jones" is two. */
struct redact_token {
	size_t start, end;
	struct sv folded;
	bool capital, upper /* two or more letters, all capital */, digit, letter;
	bool begins; /* a sentence, as far as dots tell */
};
struct redact_text {
	struct sv text;
	const struct redactor *r;
	VEC(struct redact_token) token;
	struct arena mem;
	struct redact_marks *out;
};
void redact_tokens(struct redact_text *t);
void redact_add(struct redact_text *t, size_t start, size_t end, enum redact_kind kind, enum redact_degree degree);
bool redact_covered(
	const struct redact_text *t, size_t start, size_t end); /* by a mark that is more than a suggestion */
/* Is it one of the common words, or a form of one? And so, or in the texts of many persons? */
bool redact_common(const struct redactor *r, struct sv folded);
bool redact_known(const struct redactor *r, struct sv folded);
bool redact_given(const struct redactor *r, struct sv folded);
bool redact_is(const struct redact_text *t, size_t i, const char *list); /* token i is a word of "|a|b|" */
/* Bytes between token i and the next are nothing but blanks (and at most one of `also`). */
bool redact_beside(const struct redact_text *t, size_t i, const char *also);
bool redact_all_digits(struct sv v);

void redact_values(struct redact_text *t, int64_t person);
void redact_addresses(struct redact_text *t);
void redact_numbers(struct redact_text *t);
void redact_names(struct redact_text *t);
void redact_rare(struct redact_text *t);

extern const char *const redact_common_words, *const redact_given_names; /* folded, between blanks */
#endif
