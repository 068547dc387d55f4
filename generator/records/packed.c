/* packed.c exists because a record has as many fields as its form has questions: one blob a record is compared,
 * stored and read in one piece, and the database needs no table a form. */
#include "records/packed.h"

enum { MORE = 0x80, BITS = 7, BITS_MAX = 63, NUMBER_MAX = 10 /* bytes */ };

static char *put_number(char *at, uint64_t n)
{
	for (; n >= MORE; n >>= BITS) *at++ = (char)(unsigned char)(n | MORE);
	*at++ = (char)n;
	return at;
}

/* False where the bytes end within a number. */
static bool long_number(const unsigned char **at, const unsigned char *end, uint64_t *out)
{
	*out = 0;
	for (unsigned shift = 0; *at < end && shift < BITS_MAX; shift += BITS) {
		unsigned char byte = *(*at)++;
		*out |= (uint64_t)(byte & (MORE - 1)) << shift;
		if (!(byte & MORE)) return true;
	}
	return false;
}

/* Nearly every code and length is one byte. */
static inline bool number(const unsigned char **at, const unsigned char *end, uint64_t *out)
{
	if (*at < end && !(**at & MORE)) {
		*out = *(*at)++;
		return true;
	}
	return long_number(at, end, out);
}

static inline bool field_head(const unsigned char **at, const unsigned char *end, uint64_t *code, uint64_t *n)
{
	return number(at, end, code) && number(at, end, n) && *n <= (uint64_t)(end - *at);
}

void packed_add(struct str *out, uint32_t code, struct sv value)
{
	if (value.n == 0) return;
	str_reserve(out, value.n + 2 * NUMBER_MAX);
	char *at = put_number(put_number(out->ptr + out->len, code), value.n);
	for (size_t i = 0; i < value.n; i++) at[i] = (value.p[i] & ~1) == 0x1E ? ' ' : value.p[i];
	out->len = (size_t)(at - out->ptr) + value.n;
	out->ptr[out->len] = '\0';
}

bool packed_next(struct sv *rest, uint32_t *code, struct sv *value)
{
	const unsigned char *at = (const unsigned char *)rest->p, *end = at + rest->n;
	uint64_t found, n;
	if (rest->n == 0 || !field_head(&at, end, &found, &n)) return false;
	*code = (uint32_t)found;
	*value = sv_n((const char *)at, n);
	at += n;
	*rest = sv_n((const char *)at, (size_t)(end - at));
	return true;
}

/* Drawing a pool asks for a dozen fields of every record: values are stepped over and not looked at. */
struct sv packed_get(struct sv fields, uint32_t code)
{
	const unsigned char *at = (const unsigned char *)fields.p, *end = at + fields.n;
	uint64_t found, n;
	while (code && at < end && field_head(&at, end, &found, &n)) {
		if (found == code) return sv_n((const char *)at, n);
		at += n;
	}
	return sv("");
}

bool packed_has(struct sv fields, uint32_t wanted, struct sv typed)
{
	uint32_t code;
	struct sv value;
	while (packed_next(&fields, &code, &value))
		if (code == wanted && sv_eq(value, typed)) return true;
	return false;
}
