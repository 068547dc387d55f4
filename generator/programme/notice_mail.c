/* notice_mail.c writes messages. A header is made from bytes that people typed into a form, so nothing goes into one that could end it. */
#include "programme/notice_mail.h"
#include <string.h>
#include "base/base64.h"
#include "base/utf8.h"

enum { LINE = 76, WORD_BYTES = 42 /* of an encoded word: 56 symbols of base64, 68 with its frame */ };

/* Control characters and line ends become blanks, runs of blanks one. */
static void squeeze(struct str *out, struct sv v)
{
	struct str clean = STR_INIT;
	for (size_t i = 0; i < v.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(v, &i);
		if (cp < ' ' || cp == 0x7f || utf8_is_control(cp))
			str_putc(&clean, ' ');
		else
			str_append(&clean, v.p + from, i - from);
	}
	utf8_squeeze(out, sv_of(&clean));
	str_dispose(&clean);
}

static bool is_plain(struct sv v)
{
	size_t word = 0;
	for (size_t i = 0; i < v.n; i++) {
		word = v.p[i] == ' ' ? 0 : word + 1;
		if ((unsigned char)v.p[i] > '~' || word > LINE - 12) return false;
	}
	return sv_find(v, sv("=?")) == SIZE_MAX;
}

/* The bytes of as many whole characters as fit an encoded word. */
static size_t whole(struct sv v)
{
	size_t n = v.n < WORD_BYTES ? v.n : WORD_BYTES;
	while (n < v.n && n > 1 && ((unsigned char)v.p[n] & 0xC0) == 0x80) n--;
	return n;
}

static void encoded(struct str *out, struct sv v)
{
	while (v.n) {
		size_t n = whole(v);
		str_puts(out, "=?UTF-8?B?");
		base64_put(out, sv_sub(v, 0, n), true);
		str_puts(out, "?=");
		v = sv_sub(v, n, v.n);
		if (v.n) str_puts(out, "\r\n ");
	}
}

/* Breaks before a blank where the line would get too long; used = bytes on the line already. */
static void folded(struct str *out, struct sv v, size_t used)
{
	struct sv rest = v, word;
	bool first = true;
	while (sv_split(&rest, ' ', &word)) {
		if (!first && used + 1 + word.n > LINE) {
			str_puts(out, "\r\n");
			used = 0;
		}
		if (!first) str_putc(out, ' ');
		str_sv(out, word);
		used += word.n + !first;
		first = false;
	}
}

void notice_mail_text(struct str *out, const char *name, struct sv value)
{
	struct str clean = STR_INIT;
	squeeze(&clean, value);
	str_printf(out, "%s: ", name);
	if (is_plain(sv_of(&clean)))
		folded(out, sv_of(&clean), strlen(name) + 2);
	else
		encoded(out, sv_of(&clean));
	str_puts(out, "\r\n");
	str_dispose(&clean);
}

static void quoted(struct str *out, struct sv v)
{
	str_putc(out, '"');
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '"' || v.p[i] == '\\') str_putc(out, '\\');
		str_putc(out, v.p[i]);
	}
	str_putc(out, '"');
}

void notice_mail_address(struct str *out, const char *name, struct sv person, struct sv address)
{
	struct str clean = STR_INIT;
	size_t begin = out->len;
	squeeze(&clean, person);
	str_printf(out, "%s: ", name);
	if (clean.len && is_plain(sv_of(&clean)) && clean.len < LINE - 12)
		quoted(out, sv_of(&clean));
	else
		encoded(out, sv_of(&clean));
	if (clean.len) str_puts(out, out->len - begin + address.n + 3 > LINE ? "\r\n " : " ");
	str_printf(out, "<%.*s>\r\n", SV_ARG(address));
	str_dispose(&clean);
}

/* Quoted-printable (RFC 2045, 6.7): lines of at most 76 symbols, no blank before a line's end; a line that begins with a dot or "From " is
 * written so that no mail system on the way takes it for something else. */
static void quoted_printable(struct str *out, struct sv body)
{
	size_t used = 0;
	for (size_t i = 0; i < body.n; i++) {
		unsigned char c = (unsigned char)body.p[i];
		bool last = i + 1 == body.n || body.p[i + 1] == '\n';
		if (c == '\n') {
			str_puts(out, "\r\n");
			used = 0;
			continue;
		}
		bool code = c > '~' || c < ' ' || c == '=' || (c == ' ' && last) ||
			    (used == 0 && (c == '.' || (c == 'F' && sv_starts(sv_sub(body, i, 5), "From "))));
		if (used + (code ? 3 : 1) > LINE - (last ? 0 : 1)) {
			str_puts(out, "=\r\n");
			used = 0;
			code = code || c == '.' || c == 'F';
		}
		if (code)
			str_printf(out, "=%02X", c);
		else
			str_putc(out, (char)c);
		used += code ? 3 : 1;
	}
	if (used) str_puts(out, "\r\n");
}

void notice_mail_write(struct str *out, const struct notice_mail *m)
{
	struct str what = STR_INIT;
	notice_mail_address(out, "From", m->from_name, m->from);
	notice_mail_address(out, "To", m->to_name, m->to);
	notice_mail_text(out, "Subject", m->subject);
	str_puts(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
		      "Content-Transfer-Encoding: quoted-printable\r\nX-Unsent: 1\r\n");
	str_printf(&what, "%.*s %.*s", SV_ARG(m->code), SV_ARG(m->key));
	notice_mail_text(out, "X-Mentorpress-Notice", sv_of(&what));
	str_puts(out, "\r\n");
	quoted_printable(out, m->body);
	str_dispose(&what);
}

bool notice_mail_split(struct sv rendered, struct sv *subject, struct sv *body)
{
	size_t end = sv_find(rendered, sv("\n"));
	if (end == SIZE_MAX) end = rendered.n;
	*subject = sv_sub(rendered, 0, end);
	*body = sv_sub(rendered, end, rendered.n);
	if (!sv_starts(*subject, "Subject:")) return false;
	*subject = sv_trim(sv_sub(*subject, strlen("Subject:"), subject->n));
	while (body->n && (body->p[0] == '\n' || body->p[0] == ' ')) *body = sv_sub(*body, 1, body->n);
	return subject->n > 0;
}
