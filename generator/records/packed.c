/* packed.c exists because a record has as many fields as its form has questions: one blob a record is compared,
 * stored and read in one piece, and the database needs no table a form. */
#include "records/packed.h"

enum { NAME_END = 0x1F, VALUE_END = 0x1E };

void packed_add(struct str *out, struct sv name, struct sv value)
{
	if (value.n == 0) return;
	str_sv(out, name);
	str_putc(out, NAME_END);
	char *from = NULL;
	size_t at = out->len;
	str_sv(out, value);
	for (size_t sign = VALUE_END; sign <= NAME_END; sign++)
		while ((from = memchr(out->ptr + at, (int)sign, out->len - at))) *from = ' ';
	str_putc(out, VALUE_END);
}

bool packed_next(struct sv *rest, struct sv *name, struct sv *value)
{
	if (rest->n == 0) return false;
	const char *middle = memchr(rest->p, NAME_END, rest->n);
	if (!middle) return false;
	size_t n = (size_t)(middle - rest->p);
	const char *end = memchr(middle, VALUE_END, rest->n - n);
	if (!end) return false;
	*name = sv_n(rest->p, n);
	*value = sv_n(middle + 1, (size_t)(end - middle) - 1);
	*rest = sv_sub(*rest, (size_t)(end - rest->p) + 1, rest->n);
	return true;
}

/* Drawing a pool asks for a dozen fields of every record: only the ends of values are looked for. */
struct sv packed_get(struct sv fields, const char *wanted)
{
	size_t n = strlen(wanted);
	const char *at = fields.p, *end = fields.p + fields.n, *stop;
	while (at < end && (stop = memchr(at, VALUE_END, (size_t)(end - at)))) {
		if ((size_t)(stop - at) > n && at[n] == NAME_END && memcmp(at, wanted, n) == 0)
			return sv_n(at + n + 1, (size_t)(stop - at) - n - 1);
		at = stop + 1;
	}
	return sv("");
}

bool packed_has(struct sv fields, struct sv wanted, struct sv typed)
{
	struct sv name, value;
	while (packed_next(&fields, &name, &value))
		if (sv_eq(value, typed) && sv_eq(name, wanted)) return true;
	return false;
}
