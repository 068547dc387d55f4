/* zone_name.c exists because settings and mappings both name time zones and neither may open one. */
#include "base/zone_name.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* +HH:MM; the widest offsets in use are -12:00 and +14:00. */
static bool is_offset(struct sv t)
{
	if (t.n != 6 || t.p[3] != ':') return false;
	for (size_t i = 1; i < 6; i++)
		if (i != 3 && !is_digit(t.p[i])) return false;
	int minutes = ((t.p[1] - '0') * 10 + t.p[2] - '0') * 60 + (t.p[4] - '0') * 10 + t.p[5] - '0';
	return t.p[4] < '6' && minutes <= 14 * 60;
}

bool zone_name_ok(struct sv text)
{
	if (text.n == 0 || text.n > 64) return false;
	if (text.p[0] == '+' || text.p[0] == '-') return is_offset(text);
	bool begins = true;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool inner = is_digit(c) || c == '_' || c == '-' || c == '+';
		if (c == '/' && begins) return false;
		if (c != '/' && !is_letter(c) && (begins || !inner)) return false;
		begins = c == '/';
	}
	return !begins;
}
