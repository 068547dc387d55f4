/* remote_url: addresses as people write them, and what must not get through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/remote_url.h"

static const struct {
	const char *text;
	enum remote_kind kind;
	const char *user, *host;
	unsigned port;
	const char *path;
} good[] = {
	{ "ssh://git@git.example.org/mentoring/site.git", REMOTE_SSH, "git", "git.example.org", 22,
		"/mentoring/site.git" },
	{ "ssh://git.example.org:2222/~hq/site.git", REMOTE_SSH, "", "git.example.org", 2222, "/~hq/site.git" },
	{ "ssh://git@[::1]:22/site.git", REMOTE_SSH, "git", "::1", 22, "/site.git" },
	{ "git@git.example.org:mentoring/site.git", REMOTE_SSH, "git", "git.example.org", 22, "mentoring/site.git" },
	{ "git.example.org:site.git", REMOTE_SSH, "", "git.example.org", 22, "site.git" },
	{ "https://git.example.org/site.git", REMOTE_HTTPS, "", "git.example.org", 443, "/site.git" },
	{ "https://hq@git.example.org:8443/a/b.git", REMOTE_HTTPS, "hq", "git.example.org", 8443, "/a/b.git" },
	{ "/srv/git/site.git", REMOTE_FOLDER, "", "", 0, "/srv/git/site.git" },
	{ "../backup of the site.git", REMOTE_FOLDER, "", "", 0, "../backup of the site.git" },
	{ "./a:b", REMOTE_FOLDER, "", "", 0, "./a:b" },
	{ "file:///srv/git/site.git", REMOTE_FOLDER, "", "", 0, "/srv/git/site.git" },
};

static void forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct arena mem = ARENA_INIT;
		struct remote_url u;
		const char *why = "", *help = "";

		assert_int_equal(remote_url_parse(&u, &mem, sv(good[i].text), &why, &help), 0);
		assert_int_equal(u.kind, good[i].kind);
		assert_string_equal(u.whole, good[i].text);
		assert_string_equal(u.user, good[i].user);
		assert_string_equal(u.host, good[i].host);
		assert_int_equal(u.port, good[i].port);
		assert_string_equal(u.path, good[i].path);
		arena_dispose(&mem);
	}
}

static void refusals(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = { { "", "address" }, { "-oProxyCommand=x", "address" }, { "https://me:geheim@h/x.git", "password" },
		{ "ssh://me:geheim@h/x.git", "password" }, { "http://h/x.git", "protected" },
		{ "git://h/x.git", "protected" }, { "ftp://h/x.git", "not known" }, { "ext::sh -c x", "repository" },
		{ "ssh://-oProxyCommand=x/y", "host name" }, { "https://h", "repository" },
		{ "https://h/", "repository" }, { "https:///x.git", "host name" }, { "https://h:0/x", "host name" },
		{ "https://h:99999/x", "host name" }, { "https://h:/x", "host name" },
		{ "https://h:12a/x", "host name" }, { "https://h\\@evil/x", "user name" },
		{ "https://a@b@c/x", "host name" }, { "https://h ost/x", "host name" },
		{ "https://h/x?y", "repository" }, { "https://h/x#y", "repository" }, { "git@h:a'b", "repository" },
		{ "ssh://[::1/x", "host name" }, { "a\nb", "folder" } };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena mem = ARENA_INIT;
		struct remote_url u;
		const char *why = "", *help = NULL;

		assert_int_equal(remote_url_parse(&u, &mem, sv(bad[i].text), &why, &help), -1);
		if (!strstr(why, bad[i].why)) fail_msg("%s: %s", bad[i].text, why);
		assert_non_null(help);
		assert_null(strstr(why, "geheim"));
		assert_null(strstr(help, "geheim"));
		arena_dispose(&mem);
	}
	struct arena mem = ARENA_INIT;
	struct remote_url u;
	const char *why, *help;
	assert_int_equal(remote_url_parse(&u, &mem, sv_n("/srv\0x", 6), &why, &help), -1);
	arena_dispose(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(forms), cmocka_unit_test(refusals) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
