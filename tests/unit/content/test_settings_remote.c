/* test_settings_remote: with which key editions are signed and where they are pushed to. */
#include "workspace.h"
#include "content/settings.h"

#define WHOLE                                                                                                          \
	"society: {name: S}\nprogramme: {name: P, contact: a@example.org}\nlinks: {mentor_application: "               \
	"https://e.org/, "                                                                                             \
	"peer_application: https://e.org/, mentee_application: https://e.org/, video_tutorial: https://e.org/, "       \
	"code_of_ethics: https://e.org/}\n"

static int load(struct ws *w, const char *more)
{
	ws_open(w);
	char *text = arena_printf(&w->mem, "%s%s", WHOLE, more);
	ws_put(w, "mentorpress.yml", text);
	return settings_load(&w->settings, &w->mem, w->dir, &w->ds);
}

static void absent(void **state)
{
	static const char *const none[] = { "", "sign:\npush:\n", "sign: {}\npush: {}\n",
		"sign: {key: }\npush: {remote: \"\"}\n" };
	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct ws w;
		assert_int_equal(load(&w, none[i]), 0);
		ws_expect_none(&w);
		assert_null(w.settings.sign_key);
		assert_null(w.settings.allowed_signers);
		assert_null(w.settings.push.remote);
		assert_null(w.settings.push.token);
		assert_int_equal(w.settings.push.seconds, 60);
		ws_close(&w);
	}
}

static void given(void **state)
{
	(void)state;
	struct ws w;
	assert_int_equal(load(&w, "sign: {key: ~/.ssh/editions, allowed_signers: signers}\npush: {remote: "
				  "\"git@git.example.org:site.git\", "
				  "key: k, token: private/t, known_hosts: h, certificates: c.pem, timeout: 300}\n"),
		0);
	ws_expect_none(&w);
	assert_string_equal(w.settings.sign_key, "~/.ssh/editions");
	assert_string_equal(w.settings.allowed_signers, "signers");
	assert_string_equal(w.settings.push.remote, "git@git.example.org:site.git");
	assert_string_equal(w.settings.push.key, "k");
	assert_string_equal(w.settings.push.token, "private/t");
	assert_string_equal(w.settings.push.known_hosts, "h");
	assert_string_equal(w.settings.push.certificates, "c.pem");
	assert_int_equal(w.settings.push.seconds, 300);
	/* None of it is on a page, so the gate has no reason to pass it. */
	const char *v;
	for (size_t n = 0; (v = settings_certified(&w.settings, n)) != NULL; n++) assert_null(strstr(v, "git.example"));
	ws_close(&w);
}

static void mistakes(void **state)
{
	static const struct {
		const char *text, *said;
	} wrong[] = { { "push: {remote: \"https://me:geheim@h/x.git\"}\n", "has a password in it" },
		{ "push: {remote: \"http://h/x.git\"}\n", "not protected" }, { "push: {timeout: 0}\n", "timeout" },
		{ "push: {passwort: geheim}\n", "passwort" }, { "sign: {key: [a, b]}\n", "" }, { "sign: [a]\n", "" } };
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct ws w;
		bool found = false;
		assert_int_equal(load(&w, wrong[i].text), -1);
		for (size_t k = 0; k < w.ds.n; k++) {
			found |= strstr(w.ds.at[k].text, wrong[i].said) != NULL;
			if (i == 0) assert_null(strstr(w.ds.at[k].text, "geheim"));
		}
		assert_true(found);
		ws_close(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(absent), cmocka_unit_test(given),
		cmocka_unit_test(mistakes) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
