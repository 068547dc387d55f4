/* redact: what in a profile text could tell who somebody is, found before a person reads the text.
 *
 * Three degrees. Certain: equal to an identity value of the records, found by the gate itself, which is asked about the text as it would
 * stand on a page and in the pool's CSV.
 * Likely: written like a name, an address, a number …, of people unknown to the records too. Suggestion: a word that is rare, which is no
 * reason to mask it, but one to look. The proposed form puts "[name]", "[employer]" … for what is certain or likely and keeps the rest byte for byte.
 *
 *     redact_find(&marks, r, text, person);  redact_mask(&out, text, &marks);   "I worked at [employer] with [name]."
 */
#ifndef PRIVACY_REDACT_H
#define PRIVACY_REDACT_H
#include "base/vec.h"
#include "privacy/gate.h"
#include "privacy/policy.h"
enum redact_kind {
	REDACT_EMAIL,
	REDACT_NAME,
	REDACT_PHONE,
	REDACT_EMPLOYER,
	REDACT_SITE,
	REDACT_HANDLE,
	REDACT_NUMBER,
	REDACT_DATE,
	REDACT_ADDRESS,
	REDACT_PASSAGE /* words of a private answer */,
	REDACT_DETAIL /* a value of a column of the programme's own */,
	REDACT_WORD /* rare */,
	REDACT_KINDS
};
enum redact_degree { REDACT_SUGGESTION, REDACT_LIKELY, REDACT_CERTAIN };
struct redact_mark {
	size_t start, end; /* bytes of the text */
	enum redact_kind kind;
	enum redact_degree degree;
	bool own;      /* certain: of the person whose text it is, as far as one value tells */
	bool ordinary; /* certain, but a common English word in small letters: a case for the policy's ordinary_words */
};
struct redact_marks {
	struct redact_mark *at;
	size_t n, cap; /* as VEC: by start, never overlapping. Zero-initialised; free with vec_dispose */
};
struct redactor;
struct redact_sources {
	const struct identity_set *values; /* NULL: nothing is certain */
	const struct policy *policy;       /* NULL or: certified and ordinary words */
	const struct settings *settings;   /* NULL or: the society's own names */
	const struct vocabs *vocabs;       /* NULL or: labels are ordinary words */
};                                         /* borrowed as long as the redactor lives */
void redactor_new(struct redactor **out, const struct redact_sources *from);
void redactor_free(struct redactor *r);
/* Words of the committee's own texts are not rare. What stands in a head between --- lines, in <tags> and in {{braces}} does not count. */
void redactor_know(struct redactor *r, struct sv text);
/* A word in the texts of three or more persons is not rare. All texts of one person one after another. */
void redactor_count(struct redactor *r, struct sv text, int64_t person);
/* Replaces what is in *out. text: valid UTF-8; person: whose it is (0: nobody's), for `own`. */
void redact_find(struct redact_marks *out, const struct redactor *r, struct sv text, int64_t person);
size_t redact_count(const struct redact_marks *m, enum redact_degree degree);
/* Appends the text with "[name]" and the like for what is certain or likely. */
void redact_mask(struct str *out, struct sv text, const struct redact_marks *m);
/* redact_mask, again until nothing certain is found in the result (at most three times); false if something still is. */
bool redact_propose(struct str *out, const struct redactor *r, struct sv text, int64_t person);
/* Appends the text with the marks in place: [name: Grace Young] certain ([own name: …] the person's), [name?: …] likely, {word} suggestion. Private. */
void redact_show(struct str *out, struct sv text, const struct redact_marks *m);
/* Appends "1 name on record, 2 e-mail addresses by their looks; rare words: 3": kinds and numbers, no values. Nothing for no marks. */
void redact_summary(struct str *out, const struct redact_marks *m);
const char *redact_word(enum redact_kind k); /* "name", "e-mail", … */
#endif
