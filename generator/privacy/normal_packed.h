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
/* The next piece from `at` on that may be UTF-16, false if there is none: two or more bytes that text in UTF-8 does not have (zeros, control characters, parts of
 * no character), each within 64 bytes of the one before, with 64 bytes around them. Nearly every character of UTF-16 has such a byte, so a value lies in one
 * piece; "width=device", in which quoted-printable sees the byte DE, is none. */
bool normal_utf16_piece(struct sv bytes, size_t at, size_t *start, size_t *end);
/* The bytes from `from` on, read as UTF-16; what is none becomes a separator. Places are those of `bytes`. */
void normal_utf16(struct normal_text *out, struct sv bytes, size_t from, bool big_endian);
#endif
