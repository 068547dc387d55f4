/* zone: local times of a place and UTC, in seconds.
 *
 * The rules of named zones are read from the system's TZif files (RFC 8536; below /usr/share/zoneinfo, package tzdata)
 * by our own small reader, because the C library knows one zone a process only, by an environment variable. What is
 * after a file's last transition follows its footer, a POSIX TZ rule. Offsets ("+01:00", "-0500") and "UTC" need no file.
 *
 * Hours that do not exist or exist twice are read by the offset in force before the change: when clocks go forward,
 * 02:30 is half an hour after the change (03:30 of the new time); when they go back, the first 01:30 is meant. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H
#include <stdint.h>
#include "base/str.h"
struct zone;
/* *out is owned: zone_free. name: "America/New_York", "-05:00", "+0530", "UTC", "Z". Returns 0, or -1 with *out NULL and
 * in err what is wrong, in words for the user. */
int zone_open(struct zone **out, const char *name, struct str *err);
/* The same from the bytes of a TZif file. */
int zone_read(struct zone **out, struct sv tzif, struct str *err);
void zone_free(struct zone *z); /* NULL is fine */
/* local: seconds since 1970-01-01 00:00 as that place's clock shows it. */
int64_t zone_to_utc(const struct zone *z, int64_t local);
int64_t zone_from_utc(const struct zone *z, int64_t utc);
/* "+01:00", "-0500", "+01", "Z", "UTC", "GMT" as seconds east of UTC; false when it is none. */
bool zone_offset(struct sv text, int *seconds);
#endif
