/* base64: RFC 4648, the ordinary alphabet. Reading takes the one canonical spelling only: padded, no white space, no stray bits. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H
#include "base/str.h"
void base64_put(struct str *out, struct sv bytes, bool pad);
int base64_read(struct str *out, struct sv text); /* appends; -1 and nothing appended if it is not canonical */
int base64_digit(char c);                         /* 0 to 63; -1: it is none */
#endif
