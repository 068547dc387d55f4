/* Where the country code of an international telephone number ends. */
#ifndef PRIVACY_CALLING_CODE_H
#define PRIVACY_CALLING_CODE_H
#include <stddef.h>
/* The length of the country code (1 to 3 digits) of a number whose n digits (as ASCII, without plus, 00 or spaces) begin with one; 0 for
 * fewer than two digits and for a leading zero, which no code has. No code is the beginning of another, so that the first two
 * digits decide. Source: ITU-T, List of Recommendation E.164 assigned country codes; codes not assigned have three digits there as well. */
size_t calling_code_length(const char *digits, size_t n);
#endif
