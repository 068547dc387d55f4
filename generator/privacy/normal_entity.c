/* Characters by name and number, as browsers read them: also without a semicolon, with any number of leading zeros, and with the numbers of
 * Windows where those of Unicode are control characters. And the labels of internationalized domain names, which are read by number too. */
#include "base/utf8.h"
#include "privacy/normal_entities.h"
#include "privacy/normal_undo.h"

enum { NAME_MAX_ = 32, LABEL_MAX = 63 };

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool by_number(struct sv v, size_t *i, uint32_t *cp)
{
	bool hex = *i < v.n && (v.p[*i] | 32) == 'x';
	size_t from = *i += hex;

	for (*cp = 0; *i < v.n; (*i)++) {
		char c = v.p[*i], letter = (char)(c | 32);
		unsigned digit = c >= '0' && c <= '9'                    ? (unsigned)(c - '0')
				 : hex && letter >= 'a' && letter <= 'f' ? (unsigned)(letter - 'a' + 10)
									 : 99;

		if (digit == 99) break;
		if (*cp < 0x200000) *cp = *cp * (hex ? 16 : 10) + digit;
	}
	if (*i == from) return false;
	if (*cp >= 0x80 && *cp < 0xA0) *cp = utf8_cp1252((unsigned char)*cp);
	if (*cp == 0 || *cp > 0x10FFFF || (*cp >= 0xD800 && *cp < 0xE000)) *cp = 0xFFFD;
	return true;
}

static const struct normal_entity *named(struct sv name)
{
	size_t low = 0, high = sizeof normal_entities / sizeof *normal_entities;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = sv_cmp(name, sv(normal_entities[mid].name));

		if (order == 0) return &normal_entities[mid];
		if (order > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* The longest name without a semicolon that begins here ("&notit" is "¬it"). */
static size_t legacy_length(struct sv word)
{
	size_t longest = 0;

	for (size_t i = 0; i < sizeof normal_legacy / sizeof *normal_legacy; i++) {
		size_t n = strlen(normal_legacy[i]);

		if (n > longest && normal_legacy[i][0] == word.p[0] && sv_starts(word, normal_legacy[i])) longest = n;
	}
	return longest;
}

size_t normal_entity(struct sv v, size_t i, uint32_t *cp)
{
	size_t at = i;
	const struct normal_entity *e;

	if (i < v.n && v.p[i] == '#') {
		at++;
		if (!by_number(v, &at, cp)) return 0;
		return at - i + (at < v.n && v.p[at] == ';');
	}
	while (at < v.n && at - i < NAME_MAX_ && is_alnum(v.p[at])) at++;
	if (at == i) return 0;
	struct sv name = sv_sub(v, i, at - i);
	if (at < v.n && v.p[at] == ';' && (e = named(name)) != NULL) {
		*cp = e->cp;
		return name.n + 1;
	}
	name.n = legacy_length(name);
	if (!name.n || (e = named(name)) == NULL) return 0;
	*cp = e->cp;
	return name.n;
}

/* RFC 3492, section 6.1. */
static uint32_t adapted(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / 700 : delta / 2;
	for (delta += delta / points; delta > 455; k += 36) delta /= 35;
	return k + 36 * delta / (delta + 38);
}

/* One number of variable length; false where the label ends or holds what it may not. */
static bool next_delta(struct sv label, size_t *at, uint32_t bias, uint32_t *out)
{
	uint64_t delta = 0, weight = 1;

	for (uint32_t k = 36;; k += 36) {
		if (*at >= label.n) return false;
		char c = (char)(label.p[(*at)++] | 32);
		uint32_t digit = c >= 'a' && c <= 'z'   ? (uint32_t)(c - 'a')
				 : c >= '0' && c <= '9' ? (uint32_t)(c - '0') + 26
							: 99;
		uint32_t least = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;

		if (digit == 99) return false;
		delta += digit * weight;
		if (delta > UINT32_MAX) return false;
		if (digit < least) break;
		weight *= 36 - least;
		if (weight > UINT32_MAX) return false;
	}
	*out = (uint32_t)delta;
	return true;
}

bool normal_punycode(struct str *out, struct sv label)
{
	uint32_t point[LABEL_MAX], n = 0, next = 128, bias = 72, delta, index = 0;
	size_t at = label.n;

	if (label.n == 0 || label.n > LABEL_MAX) return false;
	while (at > 0 && label.p[at - 1] != '-') at--;
	for (size_t i = 0; i + 1 < at; i++) point[n++] = (unsigned char)label.p[i];
	while (at < label.n && n < LABEL_MAX) {
		uint32_t before = index;

		if (!next_delta(label, &at, bias, &delta) || delta > UINT32_MAX - index) return false;
		index += delta;
		n++;
		bias = adapted(index - before, n, before == 0);
		next += index / n;
		index %= n;
		if (next > 0x10FFFF || (next >= 0xD800 && next < 0xE000)) return false;
		memmove(point + index + 1, point + index, (n - 1 - index) * sizeof *point);
		point[index++] = next;
	}
	for (uint32_t i = 0; i < n; i++) utf8_put(out, point[i]);
	return true;
}
