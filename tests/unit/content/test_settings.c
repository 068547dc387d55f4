/* test_settings: mentorpress.yml, its defaults, and what is said about its mistakes. */
#include "workspace.h"
#include "content/settings.h"

static const char whole[] = "society: {name: \"The Society\", short: TS}\n"
			    "programme: {name: Mentoring Program, contact: mentoring@example.org}\n"
			    "links:\n"
			    "  mentor_application: https://forms.example.org/m\n"
			    "  peer_application: https://forms.example.org/p\n"
			    "  mentee_application: https://forms.example.org/e\n"
			    "  video_tutorial: https://video.example.org/v\n"
			    "  code_of_ethics: https://www.example.org/ethics\n";

static int load(struct ws *w, const char *text)
{
	ws_open(w);
	if (text) ws_put(w, "mentorpress.yml", text);
	return settings_load(&w->settings, &w->mem, w->dir, &w->ds);
}

static void reads_values_and_defaults(void **state)
{
	(void)state;
	struct ws w;
	assert_int_equal(load(&w, whole), 0);
	ws_expect_none(&w);
	assert_string_equal(w.settings.society, "The Society");
	assert_string_equal(w.settings.society_short, "TS");
	assert_string_equal(w.settings.committee, "Mentoring Program Committee");
	assert_string_equal(w.settings.language, "en");
	assert_string_equal(w.settings.author, "Mentoring Program");
	assert_string_equal(w.settings.author_email, "mentoring@example.org");
	assert_string_equal(w.settings.policy, "records/policy.yml");
	assert_string_equal(w.settings.accepted_words, "records/accepted_words.csv");
	assert_false(w.settings.index);
	assert_string_equal(settings_link(&w.settings, "peer_application"), "https://forms.example.org/p");
	assert_null(settings_link(&w.settings, "peer"));
	size_t n = 0; /* without author and address, which the gate has to see */
	while (settings_certified(&w.settings, n)) n++;
	assert_int_equal(n, 10);
	ws_close(&w);
}

static void tells_each_missing_link(void **state)
{
	(void)state;
	struct ws w;
	assert_int_equal(load(&w, "society: {name: S}\nprogramme: {name: P, contact: a@example.org}\nlinks:\n  "
				  "video_tutorial: https://v.example.org\n"),
		-1);
	assert_int_equal(ws_count(&w, "C070"), 4);
	assert_has(ws_find(&w, "C070")->text, "mentor_application");
	assert_has(ws_find(&w, "C070")->help, "mentor_application: ");
	assert_string_equal(w.settings.peer_application, "");
	ws_close(&w);
}

static void refuses_unusable_values(void **state)
{
	(void)state;
	struct ws w;
	struct str text = STR_INIT;
	str_puts(&text, whole);
	str_puts(&text, "publish: {email: nobody, author: \"A <b>\"}\nrecords: {exports: ../elsewhere}\n");
	assert_int_equal(load(&w, text.ptr), -1);
	assert_int_equal(ws_count(&w, "C071"), 3);
	str_dispose(&text);
	ws_close(&w);
}

static void a_time_zone_is_a_name_or_an_offset(void **state)
{
	(void)state;
	static const char *const zones[] = { "America/New_York", "-05:00", "EST 5", "-5" };
	for (size_t i = 0; i < 4; i++) {
		struct ws w;
		struct str text = STR_INIT;
		const char *rest = strstr(whole, "contact:");
		assert_non_null(rest);
		str_sv(&text, sv_n(whole, (size_t)(rest - whole)));
		str_printf(&text, "timezone: \"%s\", %s", zones[i], rest);
		assert_int_equal(load(&w, text.ptr), i < 2 ? 0 : -1);
		assert_int_equal(ws_count(&w, "C071"), i < 2 ? 0 : 1);
		assert_string_equal(w.settings.timezone, zones[i]);
		str_dispose(&text);
		ws_close(&w);
	}
}

static void refuses_script_as_link(void **state)
{
	(void)state;
	struct ws w;
	assert_int_equal(load(&w, "society: {name: S}\nprogramme: {name: P, contact: a@example.org}\nlinks:\n"
				  "  mentor_application: javascript:alert(1)\n  peer_application: "
				  "https://p.example.org\n  mentee_application: https://p.example.org\n"
				  "  video_tutorial: https://p.example.org\n  code_of_ethics: forms/x\n"),
		-1);
	assert_int_equal(ws_count(&w, "C071"), 2);
	assert_int_equal(ws_find(&w, "C071")->at.line, 4);
	ws_close(&w);
}

static void unknown_key_and_no_file_are_errors(void **state)
{
	(void)state;
	struct ws w;
	struct str text = STR_INIT;
	str_puts(&text, whole);
	str_puts(&text, "publsh: {index: yes}\n");
	assert_int_equal(load(&w, text.ptr), -1);
	assert_int_equal(w.ds.errors, 1);
	assert_int_equal(w.ds.at[0].at.line, 9);
	str_dispose(&text);
	ws_close(&w);
	assert_int_equal(load(&w, NULL), -1);
	assert_int_equal(w.ds.errors, 1);
	assert_non_null(w.settings.society);
	ws_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_values_and_defaults),
		cmocka_unit_test(tells_each_missing_link),
		cmocka_unit_test(refuses_unusable_values),
		cmocka_unit_test(a_time_zone_is_a_name_or_an_offset),
		cmocka_unit_test(refuses_script_as_link),
		cmocka_unit_test(unknown_key_and_no_file_are_errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
