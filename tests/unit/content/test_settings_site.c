/* test_settings_site: where the site is served and for whom. */
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

static void defaults(void **state)
{
	(void)state;
	struct ws w;
	assert_int_equal(load(&w, ""), 0);
	ws_expect_none(&w);
	assert_int_equal(w.settings.readers, READERS_MEMBERS);
	assert_true(w.settings.feed);
	assert_false(w.settings.roots);
	assert_string_equal(settings_address(&w.settings, READERS_PUBLIC), "");
	ws_close(&w);
}

static void addresses(void **state)
{
	(void)state;
	struct ws w;
	assert_int_equal(
		load(&w, "publish: {address: \"https://e.org/mentoring\", readers: public, feed: no, sitemap: no}\n"),
		0);
	ws_expect_none(&w);
	assert_string_equal(settings_address(&w.settings, READERS_PUBLIC), "https://e.org/mentoring/");
	assert_string_equal(settings_address_path(w.settings.address), "/mentoring/");
	assert_string_equal(settings_address_path("https://e.org/"), "/");
	assert_int_equal(w.settings.readers, READERS_PUBLIC);
	assert_false(w.settings.feed);
	size_t n = 0, found = 0;
	for (const char *v; (v = settings_certified(&w.settings, n)) != NULL; n++)
		found += strcmp(v, "https://e.org/mentoring/") == 0;
	assert_int_equal(found, 1);
	ws_close(&w);
	assert_int_equal(
		load(&w, "roots: {public: , members: \"https://m.e.org\"}\npublish: {address: \"https://e.org\"}\n"),
		0);
	assert_true(w.settings.roots);
	assert_string_equal(settings_address(&w.settings, READERS_PUBLIC), "");
	assert_string_equal(settings_address(&w.settings, READERS_MEMBERS), "https://m.e.org/");
	assert_string_equal(settings_address(&w.settings, READERS_PARTICIPANTS), "https://e.org/");
	ws_close(&w);
}

static void mistakes(void **state)
{
	(void)state;
	static const struct {
		const char *text, *code;
	} wrong[] = { { "publish: {address: e.org}\n", "C146" }, { "publish: {address: \"https:///x\"}\n", "C146" },
		{ "publish: {address: \"https://e.org/?a\"}\n", "C146" },
		{ "publish: {address: \"https://e.org/a b\"}\n", "C146" },
		{ "publish: {address: \"https://e.org/../x\"}\n", "C146" },
		{ "publish: {address: \"https://e.org//x\"}\n", "C146" },
		{ "publish: {address: \"https://e.org/\"}\nroots: {participants: \"https://f.org\"}\n", "C146" },
		{ "roots: {members: \"https://f.org\", public: \"https://f.org/\"}\n", "C146" },
		{ "publish: {readers: all}\n", "C071" } };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct ws w;
		assert_int_equal(load(&w, wrong[i].text), -1);
		assert_int_equal(ws_count(&w, wrong[i].code), 1);
		ws_close(&w);
	}
}

static void a_sitemap_that_cannot_be_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t warnings;
	} with[] = { { "publish: {sitemap: yes, index: yes}\n", 1 },
		{ "publish: {sitemap: yes, address: \"https://e.org\"}\n", 1 },
		{ "publish: {sitemap: yes, index: yes, address: \"https://e.org\"}\n", 0 },
		{ "publish: {sitemap: no, index: yes}\n", 0 }, { "publish: {index: yes}\n", 0 } };
	for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
		struct ws w;
		assert_int_equal(load(&w, with[i].text), 0);
		assert_int_equal(ws_count(&w, "C145"), with[i].warnings);
		ws_close(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(defaults), cmocka_unit_test(addresses),
		cmocka_unit_test(mistakes), cmocka_unit_test(a_sitemap_that_cannot_be_is_told) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
