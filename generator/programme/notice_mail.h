/* notice_mail: a message as a file that mail programs open as a draft (RFC 5322, 2045, 2047): UTF-8, quoted-printable, CRLF. There is no Date and no
 * Message-ID: both are the sending program's, and would make the same notice another file every day. X-Unsent: 1 asks for the draft window. */
#ifndef PROGRAMME_NOTICE_MAIL_H
#define PROGRAMME_NOTICE_MAIL_H
#include "base/str.h"
struct notice_mail {
	struct sv from_name, from, to_name, to; /* addresses as notice_address_ok takes them */
	struct sv subject, body; /* valid UTF-8; control characters and line ends in a header become blanks */
	struct sv code, key;     /* for X-Mentorpress-Notice, by which a file that was renamed is known */
};
void notice_mail_write(struct str *out, const struct notice_mail *m);
/* Takes the first line, "Subject: …", off a rendered template; the blank lines after it too. false: it does not begin so, or says nothing. */
bool notice_mail_split(struct sv rendered, struct sv *subject, struct sv *body);
/* Exposed for tests: a header line of free text, folded; a name in front of an address. */
void notice_mail_text(struct str *out, const char *name, struct sv value);
void notice_mail_address(struct str *out, const char *name, struct sv person, struct sv address);
#endif
