/* sign_verify: are the signatures of editions and tags right, and by whom? Asks `ssh-keygen -Y verify` with a file of allowed signers
 * (ssh-keygen(1), ALLOWED SIGNERS), on the day of the edition. */
#ifndef PUBLISH_SIGN_VERIFY_H
#define PUBLISH_SIGN_VERIFY_H
#include "publish/history.h"
struct sign_summary {
	size_t good, unsigned_editions; /* editions; a bad one is a problem in ds */
	size_t tags;                    /* good ones */
	unsigned oldest_signed;         /* number, 0 if none is signed */
	bool checked;                   /* false: some are signed, and there is no file of allowed signers */
};
/* allowed_signers: NULL if there is none. H082: a signature is wrong, or by nobody allowed. H083 (warning): an edition is unsigned although an
 * older one is signed, or a tag of a signed edition is. -1 if there was an error. */
int sign_verify(struct history *h, const char *allowed_signers, struct sign_summary *out, struct diags *ds);
#endif
