#include "privacy/calling_code.h"
#include <string.h>

size_t calling_code_length(const char *digits, size_t n)
{
	/* The second digits of codes of two, by their first digit. */
	static const char *const second[10] = { "", "", "07", "0123469", "013456789", "12345678", "0123456", "", "1246",
		"0123458" };

	if (n < 2 || digits[0] == '0') return 0;
	if (digits[0] == '1' || digits[0] == '7') return 1;
	return strchr(second[digits[0] - '0'], digits[1]) ? 2 : 3;
}
