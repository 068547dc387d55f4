/* zone_name: how a time zone is written: a name of the zone database ("America/New_York", "UTC") or an offset from UTC
 * ("-05:00", "+05:30"). The form only; whether there is such a zone is known to whoever opens it. */
#ifndef BASE_ZONE_NAME_H
#define BASE_ZONE_NAME_H
#include "base/str.h"
/* True for a name that is safe as a path below the folder of zones (no "..", no blanks, at most 64 bytes), or for an
 * offset of at most 14 hours. */
bool zone_name_ok(struct sv text);
/* What to write instead, for messages. */
#define ZONE_NAME_HELP "write a zone such as America/New_York, or an offset such as -05:00"
#endif
