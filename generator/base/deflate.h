/* deflate: zlib streams (RFC 1950) for pack objects. The only file that includes zlib. */
#ifndef BASE_DEFLATE_H
#define BASE_DEFLATE_H
#include <stdint.h>
#include "base/str.h"
/* Level 0 (stored) to 9. Sets up a state of its own; for many small inputs use a deflater. */
void deflate_append(struct str *out, struct sv bytes, int level);
uint32_t deflate_crc32(struct sv bytes); /* CRC-32 as zlib has it */
struct deflater;                         /* heap; reusable for any number of streams */
struct deflater *deflater_new(int level);
void deflater_free(struct deflater *d);
void deflater_append(struct deflater *d, struct str *out, struct sv bytes); /* one whole stream */
#endif
