/* review: profile texts wait for a person's decision by digest of the exact text. records/reviews.csv: text_digest,decision,text,by,on,note
 * decision: accept (as is), mask (the given text replaces it), hold, ask (held until the applicant has changed it; note: what to ask),
 * undo (what was decided before counts no more). The last line about a text stands; a text without a decision waits; its card is listed without
 * text meanwhile. */
#ifndef PRIVACY_REVIEW_H
#define PRIVACY_REVIEW_H
#include "base/run.h"
#include "content/settings.h"
#include "base/map.h"
#include "base/diag.h"
#include "base/digest.h"
struct reviews {
	struct map by_digest; /* what stands */
	struct map ever;      /* every line: digest, decision and masked text */
	struct arena mem;
	size_t rows;
};
enum review_word { REVIEW_NONE, REVIEW_ACCEPTED, REVIEW_MASKED, REVIEW_HELD, REVIEW_ASKED };
struct review_decision {
	enum review_word word;
	const char *masked, *by, *on, *note;
	size_t row; /* in the file, from 1: of two decisions the later has the greater */
};
int reviews_load(struct reviews *out, const struct run *run, const struct settings *settings, struct diags *ds);
void reviews_dispose(struct reviews *r);
/* The text to publish for this exact text, or NULL when it waits or is held (*held tells which; may be NULL; asked is held too). Squeezed; owned by r. */
const char *reviews_approved(struct reviews *r, struct sv text, bool *held);
/* The same, with the text's review_digest. */
const char *reviews_approved_digest(struct reviews *r, struct sv text, struct sha256_hex *digest, bool *held);
/* What was decided last on the text of this digest (64 symbols); *masked as it may be shown, for REVIEW_MASKED. */
enum review_word reviews_decision(const struct reviews *r, const char *digest, const char **masked);
const struct review_decision *reviews_at(const struct reviews *r, const char *digest); /* NULL if none stands */
/* Was this ever decided on that text, whether it stands or not? */
bool reviews_ever(const struct reviews *r, const char *digest, enum review_word word, const char *masked);
const char *review_word_text(
	enum review_word w);                     /* as in the file: "accept" "mask" "hold" "ask"; REVIEW_NONE: "undo" */
struct sha256_hex review_digest(struct sv text); /* of the squeezed text */
struct review_row {
	const char *digest;
	enum review_word word; /* REVIEW_NONE: undo */
	const char *masked, *note;
};
/* Adds the rows in one write: all or none; by and on are the run's. -1 and P033 when the file could not be written. */
int reviews_add(const struct run *run, const struct settings *settings, const struct review_row *rows, size_t n,
	struct diags *ds);
int reviews_append(const struct run *run, const struct settings *settings, struct sv text, const char *decision,
	struct sv masked, struct diags *ds);
#endif
