/* What the gate goes on finding of somebody who was erased, without holding it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include "memory_people.h"

static const struct told grace[] = { { "email", "grace.young@example.org" }, { "employer", "Eastmarch Diagnostics" },
	{ "first_name", "Grace" }, { "last_name", "Young" }, { "phone", "+1 758 555 0113" }, { NULL, NULL } };
static const struct told tom[] = { { "email", "tom@example.org" }, { "employer", "Eastmarch Diagnostics" },
	{ "first_name", "Tom" }, { "last_name", "Hill" }, { NULL, NULL } };

static bool finds(struct store *s, const char *text)
{
	struct identity_set *set = NULL;
	struct diags ds = DIAGS_INIT;
	assert_int_equal(identity_set_new(&set, s, NULL, &ds), 0);
	bool has = identity_set_has(set, sv(text));
	identity_set_free(set);
	diags_dispose(&ds);
	return has;
}

static void their_values_are_still_found(void **state)
{
	struct store *s = open_store();
	(void)state;
	add_told(s, 1, grace);
	add_told(s, 2, tom);
	assert_true(finds(s, "Grace Young"));
	erase_grace(s);
	assert_true(finds(s, "Grace Young"));
	assert_true(finds(s, "young, GRACE"));
	assert_true(finds(s, "grace.young@example.org"));
	assert_true(finds(s, "+1 (758) 555-0113"));
	assert_true(finds(s, "Tom Hill")); /* under the key that is kept now, the living too */
	assert_false(finds(s, "Hopper Jones"));
	assert_false(finds(s, "quality assurance"));
	store_close(s);
}

static void none_is_held(void **state)
{
	struct store *s = open_store();
	int64_t n = 0;
	(void)state;
	add_told(s, 1, grace);
	erase_grace(s);
	assert_int_equal(store_int(s, "SELECT count(*) FROM erased_value", 0, &n), 0);
	assert_true(n >= 6);
	assert_int_equal(
		store_int(s, "SELECT max(prefix) < 1048576 AND min(length(mac)) = 16 FROM erased_value", 0, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(store_int(s, "SELECT count(*) FROM application", -1, &n), 0);
	assert_int_equal(n, 0);
	store_close(s);
}

static void with_another_salt_nothing_is_found(void **state)
{
	struct store *s = open_store();
	(void)state;
	add_told(s, 1, grace);
	erase_grace(s);
	assert_int_equal(store_exec(s, "UPDATE erase_key SET salt = zeroblob(32)"), 0);
	assert_false(finds(s, "Grace Young"));
	store_close(s);
}

static bool search_holds(struct store *s, const char *exempt, const char *path, const char *text)
{
	struct erase_subject of = subject(1);
	struct erased_search *search = NULL;
	struct sv left_out = sv(exempt);
	assert_int_equal(erased_search_new(&search, s, &of, NULL, &left_out, 1), 0);
	bool holds = erased_search_holds(search, path, sv(text));
	erased_search_free(search);
	erase_subject_dispose(&of);
	return holds;
}

static void a_search_finds_what_is_theirs_alone(void **state)
{
	struct store *s = open_store();
	(void)state;
	add_told(s, 1, grace);
	add_told(s, 2, tom);
	assert_true(search_holds(s, "", "a.html", "<p>Ask <b>Grace</b> Young.</p>"));
	assert_true(search_holds(s, "", "", "mail grace.young@example.org"));
	assert_true(search_holds(s, "", "a.csv", "758-555-0113"));
	assert_false(search_holds(s, "", "a.html", "<p>Young people, with grace</p>")); /* single names are words too */
	assert_false(search_holds(s, "", "a.html", "<p>Eastmarch Diagnostics</p>"));    /* somebody else's as well */
	assert_false(search_holds(s, "", "a.html", "<p>Tom Hill</p>"));
	assert_false(search_holds(s, "- name: Grace Young", "a.html", "<p>Grace Young, chair</p>"));
	assert_true(search_holds(s, "- name: Grace Young", "a.html", "<p>grace.young@example.org</p>"));
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(their_values_are_still_found),
		cmocka_unit_test(none_is_held), cmocka_unit_test(with_another_salt_nothing_is_found),
		cmocka_unit_test(a_search_finds_what_is_theirs_alone) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
