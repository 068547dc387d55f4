/* signer_make: a signature of some bytes, armored. Private to publish/. */
#ifndef PUBLISH_SIGNER_MAKE_H
#define PUBLISH_SIGNER_MAKE_H
#include "publish/signer.h"
#include "publish/trouble.h"
/* Appends to `signature`, which is in the form of base/sshsig.h; -1 with H080 or H081. */
int signer_make(const struct signer *s, struct sv payload, struct str *signature, const struct trouble *t);
#endif
