/* pool_erase: the pools without a person. Profiles go whole. In a group, whose card says what was true on the day of the drawing, the
 * place stays as one of nobody known, so that the group goes on counting whom it stood for until the next drawing. */
#ifndef PRIVACY_POOL_ERASE_H
#define PRIVACY_POOL_ERASE_H
#include "records/erase.h"
/* Within the caller's transaction. Also the newest edition's commit, when it has another id now. */
int pool_erase(struct store *s, const struct erase_subject *of, const struct erase_intent *i);
#endif
