/* review: profile texts wait for a person's decision by digest of the exact text. records/reviews.csv: text_digest,decision,text,by,on,note
 * decision: accept (as is), mask (the given text replaces it), hold. A text without a line waits; its card is listed without text meanwhile. */
#ifndef PRIVACY_REVIEW_H
#define PRIVACY_REVIEW_H
#include "base/run.h"
#include "content/settings.h"
#include "base/map.h"
#include "base/diag.h"
#include "base/digest.h"
struct reviews {
	struct map by_digest;
	struct arena mem;
};
int reviews_load(struct reviews *out, const struct run *run, const struct settings *settings, struct diags *ds);
void reviews_dispose(struct reviews *r);
/* The text to publish for this exact text, or NULL when it waits or is held (*held tells which; may be NULL). Squeezed; owned by r. */
const char *reviews_approved(struct reviews *r, struct sv text, bool *held);
/* What was decided last on the text of this digest (64 symbols); *masked as it may be shown, for REVIEW_MASKED. */
enum review_word { REVIEW_NONE, REVIEW_ACCEPTED, REVIEW_MASKED, REVIEW_HELD };
enum review_word reviews_decision(const struct reviews *r, const char *digest, const char **masked);
struct sha256_hex review_digest(struct sv text); /* of the squeezed text */
int reviews_append(const struct run *run, const struct settings *settings, struct sv text, const char *decision,
	struct sv masked, struct diags *ds);
#endif
