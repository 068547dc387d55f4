/* Tests of how time zones are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/zone_name.h"

static void names_and_offsets(void **state)
{
	(void)state;
	static const char *const good[] = { "UTC", "America/New_York", "America/Argentina/Buenos_Aires", "Etc/GMT+5",
		"Africa/Porto-Novo", "-05:00", "+05:30", "+14:00", "-12:00", "+00:00" };
	static const char *const bad[] = { "", "-5:00", "+5", "05:00", "+15:00", "+14:01", "+05:60", "+0a:00",
		"New York", "../UTC", "/UTC", "America/", "America//Lima", "America/../UTC", ".UTC",
		"America/New_York ", "Am\xC3\xA9rica/Lima", "5" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!zone_name_ok(sv(good[i]))) fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (zone_name_ok(sv(bad[i]))) fail_msg("taken: %s", bad[i]);
	assert_false(zone_name_ok(sv("Aaaaaaaaaaaaaaaaaaaa/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(names_and_offsets) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
