/* utf8: validation and folding. utf8proc is included only here. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include <stdint.h>
#include "base/str.h"
/* Offset of the first invalid byte (overlong, surrogate, > U+10FFFF, truncated), or SIZE_MAX if all valid. */
size_t utf8_invalid_at(struct sv v);
/* Length in bytes of the valid sequence at v.p[i] and its code point; 0 (and U+FFFD) if the bytes there are invalid.
 * For input that has not been checked: on 0 step one byte. i < v.n. */
size_t utf8_decode(struct sv v, size_t i, uint32_t *cp);
/* Next code point at *i (advances it); input must be valid UTF-8. */
uint32_t utf8_next(struct sv v, size_t *i);
void utf8_put(struct str *out, uint32_t cp);
size_t utf8_length(struct sv v); /* code points */
/* NFKD, marks removed, full case folding, default-ignorables removed (soft hyphen, zero width, joiners, bidi controls),
 * and letters that do not decompose transliterated (ß ss, æ ae, ø o, ł l, đ d, þ th, ı i …). Appends to out.
 * Typographic apostrophes and hyphens become ' and -; letters of other scripts stay in their script.
 * ASCII input takes a fast path. Input must be valid UTF-8. This is the form for comparing names, headers and words. */
void utf8_fold(struct str *out, struct sv v);
void utf8_nfc(struct str *out, struct sv v);
bool utf8_is_letter(uint32_t cp);
bool utf8_is_digit(uint32_t cp);
bool utf8_is_upper(uint32_t cp);
bool utf8_is_space(uint32_t cp);   /* Unicode White_Space, NBSP included */
bool utf8_is_control(uint32_t cp); /* C0 (except \t \n), C1, bidi controls, BOM */
/* Trims and collapses all white space (NBSP, newlines included) to single spaces. Appends to out. */
void utf8_squeeze(struct str *out, struct sv v);
/* Decodes Windows-1252 to UTF-8 (undefined bytes become U+FFFD). */
void utf8_from_cp1252(struct str *out, struct sv v);
/* Decodes MacRoman to UTF-8; every byte is defined (0xF0, the maker's apple, becomes U+F8FF). Table: Apple's ROMAN.TXT. */
void utf8_from_macroman(struct str *out, struct sv v);
/* The code point of one byte in either encoding; U+FFFD where Windows-1252 defines none (81 8D 8F 90 9D). */
uint32_t utf8_cp1252(unsigned char byte);
uint32_t utf8_macroman(unsigned char byte);
/* Decodes UTF-16 (without byte-order mark); false at an unpaired surrogate or odd length, *bad = its byte offset. */
bool utf8_from_utf16(struct str *out, struct sv v, bool big_endian, size_t *bad);
#endif
