/* Entry IDs: short enough to be copied by hand onto a form, and built so that the usual slips of the hand give no other
 * valid ID but an error. */
#include "base/checkcode.h"
#include <assert.h>
#include "base/utf8.h"

/* 29 is prime and the weights 2 to 8 differ by less than it, so no single slip leaves the sum at 0 mod 29. */
static const char alphabet[] = "023456789BCDFGHJKMNPQRSTVWXYZ";
enum { MODULUS = 29, SYMBOLS = 7, FIRST_WEIGHT = 2, HYPHEN_AT = 3 };
/* 8 * 11 = 88 = 1 mod 29: multiplying by 11 undoes the check symbol's weight. */
enum { INVERSE_OF_8 = 11 };

static int value_of(char symbol)
{
	const char *at = symbol ? strchr(alphabet, symbol) : NULL;

	return at ? (int)(at - alphabet) : -1;
}

static int weighted_sum(const int *values, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) sum += (FIRST_WEIGHT + i) * values[i];
	return sum % MODULUS;
}

static struct checkcode written(const int values[SYMBOLS])
{
	struct checkcode code = { "" };
	int at = 0;

	for (int i = 0; i < SYMBOLS; i++) {
		if (i == HYPHEN_AT) code.z[at++] = '-';
		code.z[at++] = alphabet[values[i]];
	}
	assert(at == CHECKCODE_LEN);
	return code;
}

/* "MRZ-2026" is a month to a German spreadsheet, and saved again it is no Entry ID any more. */
static bool ends_like_a_year(const struct checkcode *code)
{
	size_t n = strlen(code->z), digits = 0;
	while (digits < n && code->z[n - 1 - digits] >= '0' && code->z[n - 1 - digits] <= '9') digits++;
	return digits >= 4;
}

struct checkcode checkcode_draw(struct random_source *r)
{
	struct checkcode code;
	do {
		int values[SYMBOLS];
		for (int i = 0; i < SYMBOLS - 1; i++) values[i] = (int)random_below(r, MODULUS);
		values[SYMBOLS - 1] = (MODULUS - weighted_sum(values, SYMBOLS - 1)) * INVERSE_OF_8 % MODULUS;
		code = written(values);
	} while (ends_like_a_year(&code));
	return code;
}

/* Blanks, and the dashes that word processors put for a hyphen. */
static bool is_separator(uint32_t cp)
{
	return cp == '-' || utf8_is_space(cp) || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212;
}

/* The value of a typed letter: small letters as capitals, O as 0. -1 for everything else. */
static int typed_value(uint32_t cp)
{
	if (cp >= 'a' && cp <= 'z') cp -= 32;
	if (cp == 'O') cp = '0';
	return cp < 0x80 ? value_of((char)cp) : -1;
}

enum checkcode_result checkcode_parse(struct sv typed, struct checkcode *out)
{
	int values[SYMBOLS], n = 0;
	bool begun = false;

	for (size_t i = 0; i < typed.n;) {
		uint32_t cp;
		size_t len = utf8_decode(typed, i, &cp);
		int value = len ? typed_value(cp) : -1;

		i += len ? len : 1;
		if (len && is_separator(cp)) continue;
		if (cp == '#' && !begun) {
			begun = true;
			continue;
		}
		begun = true;
		if (value < 0 || n == SYMBOLS) return CHECKCODE_SHAPE;
		values[n++] = value;
	}
	if (n != SYMBOLS) return CHECKCODE_SHAPE;
	*out = written(values);
	return weighted_sum(values, SYMBOLS) == 0 ? CHECKCODE_OK : CHECKCODE_SLIP;
}

/* The symbols' values, -1 for one that no code has; more than one of those, or more than 8 symbols, is no code at all. */
static int near_values(struct sv typed, int values[SYMBOLS + 1])
{
	int n = 0, strange = 0;

	for (size_t i = 0; i < typed.n;) {
		uint32_t cp;
		size_t len = utf8_decode(typed, i, &cp);
		int value = len ? typed_value(cp) : -1;

		i += len ? len : 1;
		if ((len && is_separator(cp)) || cp == '#') continue;
		strange += value < 0;
		if (n > SYMBOLS || strange > 1) return 0;
		values[n++] = value;
	}
	return n;
}

static size_t near_add(struct checkcode *out, size_t n, const int values[SYMBOLS])
{
	struct checkcode code;

	for (int i = 0; i < SYMBOLS; i++)
		if (values[i] < 0) return n;
	if (weighted_sum(values, SYMBOLS) != 0 || n == CHECKCODE_NEAR) return n;
	code = written(values);
	for (size_t i = 0; i < n; i++)
		if (!strcmp(out[i].z, code.z)) return n;
	out[n] = code;
	return n + 1;
}

size_t checkcode_near(struct sv typed, struct checkcode out[CHECKCODE_NEAR])
{
	int values[SYMBOLS + 1], tried[SYMBOLS + 1], n = near_values(typed, values);
	size_t found = 0;

	for (int i = 0; n == SYMBOLS && i + 1 < SYMBOLS; i++) {
		memcpy(tried, values, sizeof tried);
		tried[i] = values[i + 1];
		tried[i + 1] = values[i];
		found = near_add(out, found, tried);
	}
	for (int i = 0; (n == SYMBOLS || n == SYMBOLS - 1) && i < SYMBOLS; i++)
		for (int v = 0; v < MODULUS; v++) {
			/* One symbol other, or one put in at i. */
			memcpy(tried, values, sizeof tried);
			if (n < SYMBOLS) memmove(&tried[i + 1], &values[i], (size_t)(n - i) * sizeof *tried);
			tried[i] = v;
			found = near_add(out, found, tried);
		}
	for (int i = 0; n == SYMBOLS + 1 && i <= SYMBOLS; i++) {
		memcpy(tried, values, sizeof tried);
		memmove(&tried[i], &values[i + 1], (size_t)(SYMBOLS - i) * sizeof *tried);
		found = near_add(out, found, tried);
	}
	return found;
}

bool checkcode_valid(struct sv exact)
{
	struct checkcode code;

	return checkcode_parse(exact, &code) == CHECKCODE_OK && sv_is(exact, code.z);
}
