/* test_notice_mail: what people typed into a form cannot become a header, and no line is longer than mail systems take. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/notice.h"
#include "programme/notice_mail.h"

static struct str out;

static int begin(void **state)
{
	(void)state;
	out = (struct str)STR_INIT;
	return 0;
}

static int end(void **state)
{
	(void)state;
	str_dispose(&out);
	return 0;
}

static void plain_text_is_left_plain(void **state)
{
	(void)state;
	notice_mail_text(&out, "Subject", sv("Your goals are due"));
	assert_string_equal(out.ptr, "Subject: Your goals are due\r\n");
}

static void letters_are_encoded(void **state)
{
	(void)state;
	notice_mail_text(&out, "Subject", sv("Łódź"));
	/* C5 81 C3 B3 64 C5 BA by RFC 4648 */
	assert_string_equal(out.ptr, "Subject: =?UTF-8?B?xYHDs2TFug==?=\r\n");
}

static void what_looks_encoded_is_encoded(void **state)
{
	(void)state;
	notice_mail_text(&out, "Subject", sv("=?UTF-8?B?QQ==?="));
	assert_null(strstr(out.ptr, "=?UTF-8?B?QQ==?=\r\n"));
}

/* The longest line, and whether every line after the first begins with a blank. */
static size_t longest(bool *folded)
{
	struct sv rest = sv_of(&out), line;
	size_t n = 0, most = 0;
	*folded = true;
	while (sv_split(&rest, '\n', &line)) {
		if (line.n > most) most = line.n;
		if (n++ && line.n && *line.p != ' ') *folded = false;
	}
	return most - 1; /* the CR */
}

static void long_headers_are_folded(void **state)
{
	bool folded;
	(void)state;
	for (int i = 0; i < 40; i++) str_puts(&out, "goals ");
	char *many = str_detach(&out);
	notice_mail_text(&out, "Subject", sv(many));
	assert_true(longest(&folded) <= 78);
	assert_true(folded);
	free(many);
	str_clear(&out);
	struct str wide = STR_INIT;
	for (int i = 0; i < 120; i++) str_puts(&wide, "Łą");
	notice_mail_text(&out, "Subject", sv_of(&wide));
	assert_true(longest(&folded) <= 78);
	assert_true(folded);
	str_clear(&out);
	str_clear(&wide);
	for (int i = 0; i < 300; i++) str_putc(&wide, 'x'); /* a word that cannot be folded */
	notice_mail_text(&out, "Subject", sv_of(&wide));
	assert_true(longest(&folded) <= 78);
	str_dispose(&wide);
}

static void a_line_end_ends_no_header(void **state)
{
	(void)state;
	notice_mail_text(&out, "Subject", sv("Hello\r\nBcc: all@example.org"));
	assert_string_equal(out.ptr, "Subject: Hello Bcc: all@example.org\r\n");
	str_clear(&out);
	notice_mail_text(&out, "Subject", sv("a\x01z"));
	assert_string_equal(out.ptr, "Subject: a z\r\n");
	str_clear(&out);
	notice_mail_address(&out, "To", sv("Eve\"\r\nBcc: x@example.org\r\n\r\nbody"), sv("eve@example.org"));
	assert_string_equal(out.ptr, "To: \"Eve\\\" Bcc: x@example.org body\" <eve@example.org>\r\n");
}

static void names_in_front_of_addresses(void **state)
{
	(void)state;
	notice_mail_address(&out, "To", sv("Brien, O'Neil \\ Jr"), sv("ob@example.org"));
	assert_string_equal(out.ptr, "To: \"Brien, O'Neil \\\\ Jr\" <ob@example.org>\r\n");
	str_clear(&out);
	notice_mail_address(&out, "To", sv(""), sv("ob@example.org"));
	assert_string_equal(out.ptr, "To: <ob@example.org>\r\n");
}

static void addresses_that_can_stand(void **state)
{
	(void)state;
	assert_true(notice_address_ok(sv("ada.o'brien+x@mail.example.org")));
	static const char *const bad[] = { "", "ada", "@example.org", "ada@", "a b@example.org", "a@b@example.org",
		"a@example.org\r\nBcc: x@example.org", "a@example.org,b@example.org", "<a@example.org>",
		"ł@example.org" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(notice_address_ok(sv(bad[i])));
}

static void a_body_is_quoted_printable(void **state)
{
	(void)state;
	struct notice_mail m = { sv("P"), sv("p@example.org"), sv("A"), sv("a@example.org"), sv("S"),
		sv("a=b \n.x\nFrom me\nż\n"), sv("paused"), sv("mentor/1") };
	notice_mail_write(&out, &m);
	const char *body = strstr(out.ptr, "\r\n\r\n");
	assert_non_null(body);
	assert_string_equal(body, "\r\n\r\na=3Db=20\r\n=2Ex\r\n=46rom me\r\n=C5=BC\r\n");
	assert_non_null(strstr(out.ptr, "X-Unsent: 1\r\n"));
	assert_null(strstr(out.ptr, "Date:"));
}

static void long_lines_break_softly(void **state)
{
	(void)state;
	struct str line = STR_INIT;
	for (int i = 0; i < 75; i++) str_putc(&line, 'a');
	str_puts(&line, ".b");
	struct notice_mail m = { sv("P"), sv("p@example.org"), sv("A"), sv("a@example.org"), sv("S"), sv_of(&line),
		sv("paused"), sv("mentor/1") };
	notice_mail_write(&out, &m);
	const char *body = strstr(out.ptr, "\r\n\r\n") + 4, *soft = strstr(body, "=\r\n");
	assert_non_null(soft);
	assert_int_equal(soft - body, 75);
	assert_string_equal(soft, "=\r\n=2Eb\r\n"); /* a dot does not begin a line */
	str_dispose(&line);
}

static void the_subject_is_the_first_line(void **state)
{
	struct sv subject, body;
	(void)state;
	assert_true(notice_mail_split(sv("Subject: Hello you \n\n\nDear A,\n"), &subject, &body));
	assert_true(sv_is(subject, "Hello you"));
	assert_true(sv_is(body, "Dear A,\n"));
	assert_false(notice_mail_split(sv("Dear A,\nSubject: x\n"), &subject, &body));
	assert_false(notice_mail_split(sv("Subject: \n\nDear A,\n"), &subject, &body));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		T(plain_text_is_left_plain),
		T(letters_are_encoded),
		T(what_looks_encoded_is_encoded),
		T(long_headers_are_folded),
		T(a_line_end_ends_no_header),
		T(names_in_front_of_addresses),
		T(addresses_that_can_stand),
		T(a_body_is_quoted_printable),
		T(long_lines_break_softly),
		T(the_subject_is_the_first_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
