/* loaded: the running program with the libraries it was loaded with. What an earlier run worked out holds for this one only when both are the same: a library of another
 * version may fold a name otherwise. */
#ifndef CMD_LOADED_H
#define CMD_LOADED_H
#include "base/digest.h"
/* Adds, of each library, its name and the build id that its linker gave it; of one without, all its bytes. -1 when one cannot be told. */
int loaded_add(struct digest_ctx *d);
#endif
