/* zone_rule: the rule in the footer of a TZif file, "EST5EDT,M3.2.0,M11.1.0" (POSIX.1-2017, 8.3, TZ, as extended by
 * RFC 8536, 3.3.1: hours from -167 to 167). Private to zone.c. */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H
#include <stdint.h>
#include "base/str.h"
enum zone_day { ZONE_NO_LEAP /* J1..J365 */, ZONE_ORDINAL /* 0..365 */, ZONE_WEEKDAY /* Mm.w.d */ };
struct zone_change {
	enum zone_day kind;
	int day, month, week; /* day: of the year, or of the week (0 = Sunday) */
	int time;             /* seconds after local midnight */
};
struct zone_rule {
	int standard, summer; /* seconds east of UTC */
	bool has_summer;
	struct zone_change from, to;
};
bool zone_rule_parse(struct zone_rule *out, struct sv text);
int zone_rule_offset(const struct zone_rule *r, int64_t utc); /* seconds east of UTC */
#endif
