/* signer: an SSH key that editions are signed with, by `ssh-keygen -Y sign`. What is signed, and how it looks, is in sign.h.
 * The key is a file; with a passphrase it has to be in ssh-agent (then the file may be the .pub alone). Ed25519 and RSA keys sign the same
 * bytes the same way each time, so that the same edition has the same id; ECDSA and security keys do not. */
#ifndef PUBLISH_SIGNER_H
#define PUBLISH_SIGNER_H
#include "base/diag.h"
struct signer;
/* Tries the key: signs a text of no meaning, so that a key that is missing or locked is told before anything else is done (H080, H081). */
int signer_open(struct signer **out, const char *key_file, bool *env, struct diags *ds);
const char *signer_fingerprint(const struct signer *s); /* "SHA256:…" */
void signer_free(struct signer *s);
#endif
