/* normal_decode: one character of an artifact as a reader would see it, through entities, percent and \u escapes. Private to normal.c. */
#ifndef PRIVACY_NORMAL_DECODE_H
#define PRIVACY_NORMAL_DECODE_H
#include <stdint.h>
#include "base/str.h"
/* The character at v.p[i] and, in *end, where the next begins. Bytes that are not UTF-8 give U+FFFD and one byte. */
uint32_t normal_decode(struct sv v, size_t i, size_t *end);
#endif
