/* sign: editions signed with an SSH key, in git's own form (gitformat-signature(5)): of a commit as the header "gpgsig", of a tag at the
 * end of its message. git checks it with gpg.format ssh and gpg.ssh.allowedSignersFile.
 *     struct signer *s; if (signer_open(&s, "private/signing-key", &env, ds) == 0) { sign_object(s, GIT_OBJECT_COMMIT, &bytes, &t); … } */
#ifndef PUBLISH_SIGN_H
#define PUBLISH_SIGN_H
#include <git2.h>

#include "publish/signer.h"
#include "publish/trouble.h"
/* The bytes of an unsigned commit or tag become those of the signed one. -1 and H081; the bytes are as they were. */
int sign_object(const struct signer *s, git_object_t type, struct str *bytes, const struct trouble *t);
/* Takes a commit or tag apart: appends what was signed to `payload` and the signature, armored, to `signature` (nothing if it is unsigned).
 * Either may be NULL. True if there was a signature. */
bool sign_split(struct str *payload, struct str *signature, git_object_t type, struct sv object);
#endif
