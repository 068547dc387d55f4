/* Keys and signatures travel as base64 through text files; what is compared must have one spelling only. */
#include "base/base64.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_put(struct str *out, struct sv bytes, bool pad)
{
	for (size_t i = 0; i < bytes.n; i += 3) {
		size_t n = bytes.n - i < 3 ? bytes.n - i : 3;
		unsigned group = 0;

		for (size_t k = 0; k < 3; k++) group = group << 8 | (k < n ? (unsigned char)bytes.p[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			if (k <= n)
				str_putc(out, digits[group >> (18 - 6 * k) & 63]);
			else if (pad)
				str_putc(out, '=');
	}
}

int base64_digit(char c)
{
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

int base64_read(struct str *out, struct sv text)
{
	struct str again = STR_INIT;
	size_t from = out->len;
	bool good = text.n % 4 == 0;

	for (size_t i = 0; good && i < text.n; i += 4) {
		size_t n = text.p[i + 3] != '=' ? 3 : text.p[i + 2] != '=' ? 2 : 1;
		unsigned group = 0;

		for (size_t k = 0; k < 4; k++) {
			int v = k <= n ? base64_digit(text.p[i + k]) : 0;

			if (v < 0) good = false;
			group = group << 6 | (v < 0 ? 0u : (unsigned)v);
		}
		for (size_t k = 0; k < n; k++) str_putc(out, (char)(unsigned char)(group >> (16 - 8 * k) & 255));
	}
	/* Padding in the middle and bits that no byte takes do not come back the same. */
	if (good) {
		base64_put(&again, sv_n(out->ptr + from, out->len - from), true);
		good = sv_eq(sv_of(&again), text);
	}
	if (!good) str_truncate(out, from);
	str_dispose(&again);
	return good ? 0 : -1;
}
