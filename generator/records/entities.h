/* entities: HTML's names and numbers for characters ("&amp;", "&#8217;", "&eacute;"), which form tools put into texts.
 * Private to records/. */
#ifndef RECORDS_ENTITIES_H
#define RECORDS_ENTITIES_H
#include <stdint.h>
#include "base/str.h"
/* Appends v with its entities decoded once ("&amp;lt;" gives "&lt;"); what is none stays. Returns how many there were.
 * The numbers 128 to 159 mean the characters of Windows-1252, as in browsers (HTML standard, 13.2.5.80). */
size_t entities_decode(struct str *out, struct sv v);
size_t entities_count(struct sv v);
#endif
