/* Entries out of bytes: what goes, what stays, what is counted anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "publish/erase_page.h"

static const char *const one_id[] = { "20B-F94P" };
static const struct erase_ids ids = { one_id, 1 };

static void is(struct str *got, const char *want)
{
	assert_string_equal(got->ptr, want);
	str_dispose(got);
}

static void html_is(const char *page, const char *want)
{
	struct str out = STR_INIT;

	erase_html(&out, sv(page), &ids);
	is(&out, want);
}

static void a_card_goes_whole(void **state)
{
	(void)state;
	html_is("<ul>\n<li class=\"entry\" id=\"e-0W9-Y83Z\"><p>a</p></li>\n<li class=\"entry\" id=\"e-20B-F94P\" "
		"data-f=\"x\">\n<ul><li>nested</li></ul> 20B-F94P</li>\n<li>after</li>\n</ul>\n",
		"<ul>\n<li class=\"entry\" id=\"e-0W9-Y83Z\"><p>a</p></li>\n<li>after</li>\n</ul>\n");
}

static void rows_under_every_heading_go(void **state)
{
	(void)state;
	html_is("<tbody>\n<tr class=\"grp\"><th>H</th></tr>\n<tr id=\"e-20B-F94P\"><th scope=\"row\"><a "
		"href=\"mentors.html#e-20B-F94P\">20B-F94P</a></th><td>x</td></tr>\n<tr><th "
		"scope=\"row\">20B-F94P</th><td>y</td></tr>\n<tr><th "
		"scope=\"row\">379-FFXF</th><td>z</td></tr>\n</tbody>",
		"<tbody>\n<tr class=\"grp\"><th>H</th></tr>\n<tr><th "
		"scope=\"row\">379-FFXF</th><td>z</td></tr>\n</tbody>");
}

static void a_link_keeps_its_words(void **state)
{
	(void)state;
	html_is("<p>Ask <a class=\"x\" href=\"mentors.html#e-20B-F94P\">our <b>first</b> mentor</a>, or <a "
		"href=\"mentors.html#e-379-FFXF\">her</a>.</p>",
		"<p>Ask our <b>first</b> mentor, or <a href=\"mentors.html#e-379-FFXF\">her</a>.</p>");
}

/* The caller takes such a page down; cutting away what surrounds it could take anything. */
static void what_is_not_known_stays(void **state)
{
	(void)state;
	html_is("<p>See 20B-F94P.</p>", "<p>See 20B-F94P.</p>");
	html_is("<li id=\"e-20B-F94P\">never closed", "<li id=\"e-20B-F94P\">never closed");
	html_is("<table><tr><td>a</td><td>20B-F94P</td></tr></table>",
		"<table><tr><td>a</td><td>20B-F94P</td></tr></table>");
}

#define HEADER "pool,entry_id,kind,field,code,label,parent,text\n"
#define FIELD "mentors,,field,area,grouped,Area,one,facet\n"
#define GROUP "mentors,0W9-Y83Z,group,,area=glp,,,\n"
#define MINE "mentors,20B-F94P,profile,,area=glp,,,\"I said \"\"yes\"\",\nand then no.\"\n"
#define HERS "mentors,379-FFXF,profile,,area=glp,,,Plain words\n"
#define PEER "peers,20C-AAAA,profile,,area=glp,,,\n"

static void the_table_loses_the_row_and_is_counted(void **state)
{
	struct erase_facts f = ERASE_FACTS_INIT;
	struct erase_texts gone = { VEC_INIT }, stay = { VEC_INIT };
	struct str out = STR_INIT;
	struct sha256 was = sha256_of(sv(FIELD GROUP MINE HERS)), now = sha256_of(sv(FIELD GROUP HERS));

	(void)state;
	assert_int_equal(erase_table(&out, sv(HEADER FIELD GROUP MINE HERS PEER), &ids, &f, &gone, &stay), 0);
	is(&out, HEADER FIELD GROUP HERS PEER);
	assert_int_equal(f.taken, 1);
	assert_int_equal(f.pool.n, 1); /* the other pool is as it was */
	assert_string_equal(f.pool.at[0].code, "mentors");
	assert_int_equal(f.pool.at[0].profiles_was, 2);
	assert_int_equal(f.pool.at[0].profiles_now, 1);
	assert_string_equal(f.pool.at[0].was.z, sha256_hex(&was).z);
	assert_string_equal(f.pool.at[0].now.z, sha256_hex(&now).z);
	assert_int_equal(f.hex.n, 2); /* the digest, and its beginning as it stands in the foot of every page */
	assert_string_equal(f.hex.at[0].was, f.pool.at[0].was.z);
	assert_int_equal(strlen(f.hex.at[1].was), ERASE_REVISION);
	assert_int_equal(strncmp(f.hex.at[1].was, f.pool.at[0].was.z, ERASE_REVISION), 0);
	assert_int_equal(strncmp(f.hex.at[1].now, f.pool.at[0].now.z, ERASE_REVISION), 0);
	assert_true(erase_counts("mentors-picture.html", &f));
	assert_false(erase_counts("peers-picture.html", &f)); /* nobody left it */
	assert_false(erase_counts("mentors.html", &f));
	assert_int_equal(gone.at.n, 1);
	assert_true(sv_is(gone.at.at[0], "I said \"yes\",\nand then no."));
	assert_int_equal(stay.at.n, 1);
	vec_dispose(&gone.at);
	vec_dispose(&stay.at);
	erase_facts_dispose(&f);
}

static void another_table_is_not_touched(void **state)
{
	struct erase_facts f = ERASE_FACTS_INIT;
	struct str out = STR_INIT;

	(void)state;
	assert_int_equal(erase_table(&out, sv("a,b\n1,2\n"), &ids, &f, NULL, NULL), -1);
	str_clear(&out);
	assert_int_equal(erase_table(&out, sv(HEADER "mentors,\"open\n"), &ids, &f, NULL, NULL), -1);
	str_dispose(&out);
	erase_facts_dispose(&f);
}

static struct erase_facts facts_of(size_t was, size_t now)
{
	struct erase_facts f = ERASE_FACTS_INIT;
	struct erase_pool p = { .code = "mentors", .profiles_was = was, .profiles_now = now };

	memset(p.was.z, 'a', 64);
	memset(p.now.z, 'b', 64);
	vec_push(&f.pool, p);
	erase_facts_hex(&f, sv(p.was.z), sv(p.now.z));
	f.taken = was - now;
	return f;
}

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void file_is(const char *path, const char *text, size_t was, size_t now, const char *want)
{
	struct erase_facts f = facts_of(was, now);
	struct str out = STR_INIT;

	erase_file(&out, path, sv(text), &ids, &f);
	is(&out, want);
	erase_facts_dispose(&f);
}

static void numbers_follow(void **state)
{
	(void)state;
	file_is("mentors.html", "<p><strong>3</strong> profiles · <strong>3</strong> groups</p>", 3, 2,
		"<p><strong>2</strong> profiles · <strong>3</strong> groups</p>");
	file_is("mentors.html", "<p><strong>2</strong> profiles</p>", 2, 1, "<p><strong>1</strong> profile</p>");
	file_is("mentors.html", "<p><strong>1</strong> profile</p>", 1, 0, "<p><strong>0</strong> profiles</p>");
	file_is("peers.html", "<p><strong>3</strong> profiles</p>", 3, 2, "<p><strong>3</strong> profiles</p>");
	file_is("edition.html",
		"<h1>S</h1><tr><td>2</td></tr><tr><th>Mentors</th><td>2026-02</td><td>2</td><td>9</td><td>5</"
		"td><td>" A64 "</td></tr>",
		2, 1,
		"<h1>S</h1>\n<p class=\"callout\">1 entry of this edition was erased since. Numbers and digests are "
		"those of what is "
		"left.</p><tr><td>2</td></tr><tr><th>Mentors</th><td>2026-02</td><td>1</td><td>9</td><td>5</td><td>" B64
		"</td></tr>");
	file_is("other.txt", "x " A64 " y", 2, 1, "x " B64 " y");
}

static void the_statement_counts_what_was_erased(void **state)
{
	(void)state;
	file_is("edition.json",
		"{\n  \"edition\": 3,\n  \"pools\": [\n    {\n      \"pool\": \"mentors\",\n      \"profiles\": 52,\n "
		"     \"digest\": \"" A64 "\"\n    }\n  ]\n}\n",
		52, 50,
		"{\n  \"erased_since\": 2,\n  \"edition\": 3,\n  \"pools\": [\n    {\n      \"pool\": \"mentors\",\n   "
		"   "
		"\"profiles\": 50,\n      \"digest\": \"" B64 "\"\n    }\n  ]\n}\n");
	file_is("edition.json", "{\n  \"erased_since\": 9,\n  \"edition\": 3\n}\n", 5, 4,
		"{\n  \"erased_since\": 10,\n  \"edition\": 3\n}\n");
}

static void the_message_follows(void **state)
{
	struct erase_facts f = facts_of(52, 51);
	struct str out = STR_INIT, again = STR_INIT;

	(void)state;
	erase_message(&out,
		sv("Edition 3: documents\n\nEdition: 3\nPool: mentors, 52 profiles, 9 groups, k 5, " A64
		   "\nPool: peers, 52 profiles, x\n"),
		&f);
	assert_string_equal(out.ptr,
		"Edition 3: documents\n\nEdition: 3\nPool: mentors, 51 profiles, 9 groups, k 5, " B64
		"\nPool: peers, 52 profiles, x\nErased-since: 1\n");
	erase_message(&again, sv_of(&out), &f);
	assert_non_null(strstr(again.ptr, "\nErased-since: 2\n"));
	assert_null(strstr(again.ptr, "Erased-since: 1"));
	str_dispose(&out);
	str_dispose(&again);
	erase_facts_dispose(&f);
}

static void six_words_in_a_row_are_found(void **state)
{
	struct erase_words w;

	(void)state;
	erase_words_init(&w, 6);
	erase_words_add(&w, sv("I don't ask: \"why & how\" of anybody."), false);
	assert_true(erase_words_in(&w, sv("<p>so i don&#39;t <b>ask</b>: &quot;why</p> How"), true));
	assert_true(erase_words_in(&w, sv("T ASK WHY HOW OF ANYBODY"), false));
	assert_false(erase_words_in(&w, sv("I don't ask why of anybody"), false));
	assert_false(erase_words_in(&w, sv(""), true));
	erase_words_forget(
		&w, sv("they say I don't ask why, how do we know"), false); /* "i don t ask why how" is common */
	assert_false(erase_words_in(&w, sv("I don't ask why how"), false));
	assert_true(erase_words_in(&w, sv("don't ask why how of"), false));
	erase_words_dispose(&w);
}

static void a_short_text_is_not_looked_for(void **state)
{
	struct erase_words w;

	(void)state;
	erase_words_init(&w, 6);
	erase_words_add(&w, sv("only five words are here"), false);
	assert_false(erase_words_in(&w, sv("only five words are here"), false));
	erase_words_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_card_goes_whole),
		cmocka_unit_test(rows_under_every_heading_go), cmocka_unit_test(a_link_keeps_its_words),
		cmocka_unit_test(what_is_not_known_stays), cmocka_unit_test(the_table_loses_the_row_and_is_counted),
		cmocka_unit_test(another_table_is_not_touched), cmocka_unit_test(numbers_follow),
		cmocka_unit_test(the_statement_counts_what_was_erased), cmocka_unit_test(the_message_follows),
		cmocka_unit_test(six_words_in_a_row_are_found), cmocka_unit_test(a_short_text_is_not_looked_for) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
