/* damage: what spreadsheets do to values. Pure functions: what to make of it is decided in convert_*.c. Private to
 * records/. */
#ifndef RECORDS_DAMAGE_H
#define RECORDS_DAMAGE_H
#include "base/str.h"
/* Without the apostrophe that form tools put before what a spreadsheet would run (= + - @ tab, wide forms too). One
 * only: a second was typed. */
struct sv damage_unguarded(struct sv v);
/* ="00123", which exports write to make a spreadsheet keep the zeros, gives 00123; anything else is returned whole. */
struct sv damage_unwrapped(struct sv v);
enum damage_id {
	ID_PLAIN,    /* nothing was found */
	ID_REPAIRED, /* 10,412 or 10412.0: *out holds 10412 */
	ID_ROUNDED,  /* 1.04E+04: the digits are gone */
	ID_LETTERS   /* 1O412: nothing but digits and the letters O, o, l, I */
};
/* What was done to a member or entry number. */
enum damage_id damage_id(struct str *out, struct sv v);
/* Appends v with the full-width digits of East Asian keyboards, U+FF10 to U+FF19, as the digits they are; how many there were. */
size_t damage_wide(struct str *out, struct sv v);
enum damage_number { NUMBER_NONE, NUMBER_UNIT /* "5 years" */, NUMBER_ABOUT /* "approx. 5", "5+" */ };
/* A number with words around it; *out holds the number as written. */
enum damage_number damage_number(struct str *out, struct sv v);
#endif
