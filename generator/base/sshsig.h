/* sshsig: the signature that `ssh-keygen -Y sign -n git` writes (OpenSSH, PROTOCOL.sshsig), taken apart far enough to know that there is
 * nothing in it but a plain public key and a signature: no certificate (which names people), no comment, no other namespace, no byte more.
 * It is not checked here whether the signature is right: ssh-keygen does that. */
#ifndef BASE_SSHSIG_H
#define BASE_SSHSIG_H
#include "base/str.h"
#define SSHSIG_BEGIN "-----BEGIN SSH SIGNATURE-----\n"
/* `armored`: from SSHSIG_BEGIN to the end line and its line end. Appends the public key's bytes to `key` (may be NULL); -1 if it is not such
 * a signature, or not in the one spelling that ssh-keygen has for it. */
int sshsig_key(struct str *key, struct sv armored);
/* Where the signature at the end of a tag's text begins, SIZE_MAX if there is none. */
size_t sshsig_find(struct sv text);
/* "SHA256:…" as ssh-keygen -l prints it; of a public key's bytes. Appends. */
void sshsig_fingerprint(struct str *out, struct sv key);
#endif
