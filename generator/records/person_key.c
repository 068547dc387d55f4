/* person_key.c exists because people type their member number and their address in many ways, and every way must find
 * the same person: on import, on the list of members and when headquarters asks who stands behind something. */
#include "records/person_key.h"
#include <stdint.h>
#include "base/utf8.h"

void person_member_key(struct str *out, struct sv typed)
{
	str_clear(out);
	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];
		if (c >= '0' && c <= '9' && (c != '0' || out->len)) str_putc(out, c);
	}
}

static bool never_in_address(char c)
{
	return c == ',' || c == ';' || c == '<' || c == '>' || c == '"' || c == '(' || c == ')';
}

/* One '@' with something before it and a dotted domain after it; more is the mail server's business. */
static bool is_address(struct sv v)
{
	size_t at = sv_find(v, sv("@"));
	if (at == SIZE_MAX || at == 0 || v.n > 254) return false;
	struct sv domain = sv_sub(v, at + 1, v.n);
	size_t dot = sv_find(domain, sv("."));
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.p[i] <= ' ' || never_in_address(v.p[i])) return false;
	return sv_find(domain, sv("@")) == SIZE_MAX && dot != SIZE_MAX && dot > 0 && domain.p[domain.n - 1] != '.';
}

static bool is_plain(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.p[i] >= 0x80) return false;
	return true;
}

bool person_email_key(struct str *out, struct sv typed)
{
	struct sv v = sv_trim(typed);
	str_clear(out);
	if (!is_address(v)) return false;
	if (!is_plain(v)) {
		utf8_fold(out, v);
		return true;
	}
	str_sv(out, v);
	for (size_t i = 0; i < v.n; i++)
		if (out->ptr[i] >= 'A' && out->ptr[i] <= 'Z') out->ptr[i] = (char)(out->ptr[i] | 32);
	return true;
}

bool person_next_email(struct sv *rest, struct sv *out)
{
	static const char between[] = ",; \t\r\n";
	size_t from = 0, to;
	while (from < rest->n && strchr(between, rest->p[from])) from++;
	for (to = from; to < rest->n && !strchr(between, rest->p[to]);) to++;
	*out = sv_sub(*rest, from, to - from);
	*rest = sv_sub(*rest, to, rest->n);
	return out->n > 0;
}
