/* From what somebody typed to what a file is called: the same words, as an address can be. */
#include "cmd/new_name.h"
#include "base/utf8.h"

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool new_name_is(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (!is_word(v.p[i]) && v.p[i] != '-') return false;
	return v.n > 0 && v.n <= NEW_NAME_MOST && v.p[0] != '-' && v.p[v.n - 1] != '-';
}

bool new_name_fold(struct str *out, struct sv title)
{
	struct str folded = STR_INIT;
	size_t from = out->len, cut = out->len; /* cut: end of the last word that fits */
	bool gap = false, inside = false;
	utf8_fold(&folded, title);
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.ptr[i];
		if (c == '\'') continue; /* "don't" is one word */
		if (!is_word(c)) {
			gap = out->len > from;
			inside = false;
			continue;
		}
		if (!inside) cut = out->len;
		if (gap) str_putc(out, '-');
		gap = false;
		inside = true;
		str_putc(out, c);
		if (out->len - from <= NEW_NAME_MOST) continue;
		str_truncate(out, cut > from ? cut : from + NEW_NAME_MOST);
		break;
	}
	str_dispose(&folded);
	return out->len > from;
}

void new_name_title(struct str *out, struct sv name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (i == 0 && c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
		str_putc(out, c == '-' ? ' ' : c);
	}
}

static bool two_digits(struct sv v, size_t at, unsigned *out)
{
	if (at + 2 > v.n || v.p[at] < '0' || v.p[at] > '9' || v.p[at + 1] < '0' || v.p[at + 1] > '9') return false;
	*out = (unsigned)(v.p[at] - '0') * 10 + (unsigned)(v.p[at + 1] - '0');
	return true;
}

bool new_number_split(struct sv v, struct sv *prefix, unsigned *family, unsigned *version)
{
	size_t n = 0;
	while (n < v.n && v.p[n] >= 'A' && v.p[n] <= 'Z') n++;
	*version = 0;
	if (n < 2 || n > 4 || n >= v.n || v.p[n] != '-' || !two_digits(v, n + 1, family)) return false;
	*prefix = sv_sub(v, 0, n);
	if (v.n == n + 3) return true;
	return v.n == n + 6 && v.p[n + 3] == '.' && two_digits(v, n + 4, version) && *version > 0;
}
