/* cache: digest → bytes, backed by cmd/ with a deletable database. A cache never changes a byte of output, only time. */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H
#include "base/digest.h"
struct cache {
	bool (*get)(struct cache *self, const struct sha256 *key, struct str *out); /* appends; false if absent */
	void (*put)(struct cache *self, const struct sha256 *key, struct sv bytes);
};
#endif
