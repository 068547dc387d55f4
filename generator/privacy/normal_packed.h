/* normal_packed: text that was packed rather than escaped: base64 (both alphabets, with or without padding, beginning anywhere), hexadecimal (in one run or
 * in pairs with something between), and UTF-16 with or without its mark, also in the midst of other bytes. */
#ifndef PRIVACY_NORMAL_PACKED_H
#define PRIVACY_NORMAL_PACKED_H
#include "privacy/normal_undo.h"
#define NORMAL_PACKED_LEAST 6 /* bytes of text; less is met by chance */
/* A piece of text that was packed in bytes `start` to `end`. */
typedef void normal_packed_fn(void *ctx, struct sv text, size_t start, size_t end);
/* Every piece of readable text in runs of 8 symbols or more; pairs: also in pairs of hexadecimal digits with something between. Linear in bytes.n. */
void normal_unpack(struct sv bytes, bool pairs, normal_packed_fn *fn, void *ctx);
/* Does this look as if it held UTF-16: zero bytes, control characters, bytes that are no UTF-8? */
bool normal_may_be_utf16(struct sv bytes);
/* The bytes from `from` (0 or 1) on, read as UTF-16; what is none becomes a separator. */
void normal_utf16(struct normal_text *out, struct sv bytes, size_t from, bool big_endian);
#endif
