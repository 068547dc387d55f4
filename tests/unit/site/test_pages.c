/* Tests of the pages made of several documents: addresses of questions, one source for the steps of a role, uses of
 * terms, and a list of changes that says nothing of the directory. */
#include "documents.h"
#include "site/changes.h"
#include "site/home.h"
#include "site/pages.h"

static struct document question(const char *id, const char *path, const char *title, long order)
{
	struct document doc = simple_document(DOC_FAQ, "content/faqs/x.md", id, path, title);
	doc.audience = SV_LIT("everyone");
	doc.order = order;
	body_of(&doc, "<p>Yes.</p>");
	return doc;
}

static void build_pages(struct world *w)
{
	struct site s = site_over(w);
	assert_int_equal(pages_build(&s), 0);
	site_close(&s);
}

/* Whatever the order, an answer keeps its address, and shows its own date. */
static void addresses_of_answers_survive_a_new_order(void **state)
{
	(void)state;
	struct document pause = question("pause", "faqs.html#pause", "Can you pause?", 1),
			leave = question("leave", "faqs.html#leave", "Can you leave?", 2);
	pause.updated = date_civil(2026, 1, 9);
	size_t at[2][2];
	for (int turn = 0; turn < 2; turn++) {
		struct world w;
		world_init(&w);
		world_add(&w, turn ? &leave : &pause);
		world_add(&w, turn ? &pause : &leave);
		build_pages(&w);
		const struct seen *page = memory_find(&w.sink, "faqs.html");
		assert_int_equal(
			times(page, "<section id=\"pause\"><h3>Can you pause? <a class=\"here\" href=\"#pause\""), 1);
		assert_int_equal(
			times(page, "<section id=\"leave\"><h3>Can you leave? <a class=\"here\" href=\"#leave\""), 1);
		assert_true(has(page, "Answer of <time datetime=\"2026-01-09\">January 9, 2026</time></p>"));
		assert_int_equal(times(page, "class=\"src\""), 1); /* the other has neither date nor clause */
		at[turn][0] = sv_find(sv_of(&page->bytes), SV_LIT("<section id=\"pause\""));
		at[turn][1] = sv_find(sv_of(&page->bytes), SV_LIT("<section id=\"leave\""));
		world_dispose(&w);
	}
	assert_true(at[0][0] < at[0][1]);
	assert_true(at[1][0] > at[1][1]);
	rendering_dispose(&pause.body);
	rendering_dispose(&leave.body);
}

static struct sv between(const struct seen *page, const char *from, const char *to)
{
	size_t at = sv_find(sv_of(&page->bytes), sv(from));
	assert_true(at != SIZE_MAX);
	struct sv rest = sv_sub(sv_of(&page->bytes), at + strlen(from), page->bytes.len);
	return sv_sub(rest, 0, sv_find(rest, sv(to)));
}

static void home_and_role_page_show_the_same_steps(void **state)
{
	(void)state;
	static const struct sv steps[2] = { { "Watch & note", 12 }, { "Apply", 5 } };
	struct document role =
		simple_document(DOC_PAGE, "content/pages/mentee.md", "mentee", "mentee.html", "I want a mentor");
	role.role = SV_LIT("mentee");
	role.apply = SV_LIT("mentee_application");
	role.search = SV_LIT("mentors");
	role.steps = steps;
	role.nsteps = 2;
	struct world w;
	world_init(&w);
	world_add(&w, &role);
	build_pages(&w);
	struct site s = site_over(&w);
	assert_int_equal(home_build(&s), 0);
	site_close(&s);
	struct sv own = between(memory_find(&w.sink, "mentee.html"), "<ol class=\"steps start\">", "</ol>"),
		  home = between(memory_find(&w.sink, "index.html"), "<ol class=\"steps\">", "</ol>");
	assert_true(sv_eq(own, home));
	assert_true(sv_is(own, "\n<li>Watch &amp; note</li>\n<li>Apply</li>\n"));
	world_dispose(&w);
}

static void a_definition_says_where_its_term_is_used(void **state)
{
	(void)state;
	struct document answer = question("pause", "faqs.html#pause", "Can you pause?", 1),
			sop = sop_document(
				"content/sops/MP-02.03.md", "MP-02.03", "docs/MP-02.03.html", STATUS_EFFECTIVE);
	const struct document *both[] = { &answer, &sop };
	struct document cycle = simple_document(DOC_DEFINITION, "content/definitions/cycle.md", "cycle",
				"definitions.html#cycle", "Cycle"),
			pair = simple_document(
				DOC_DEFINITION, "content/definitions/pair.md", "pair", "definitions.html#pair", "Pair");
	cycle.used_on = both;
	cycle.nused_on = 2;
	struct world w;
	world_init(&w);
	world_add(&w, &cycle);
	world_add(&w, &pair);
	build_pages(&w);
	const struct seen *page = memory_find(&w.sink, "definitions.html");
	assert_int_equal(times(page, "<details"), 1);
	assert_true(has(page, "Used in 2 texts<span class=\"vh\">: Cycle</span>"));
	assert_true(has(page, "<li><a href=\"faqs.html#pause\">Can you pause?</a></li>"));
	assert_true(has(page, "<li><a href=\"docs/MP-02.03.html\">MP-02.03 Pairing \"up\"</a></li>"));
	rendering_dispose(&answer.body);
	world_dispose(&w);
}

/* Pools come and go; what changed speaks of documents alone. */
static void changes_say_nothing_of_the_directory(void **state)
{
	(void)state;
	struct str bytes[2][2] = { { STR_INIT, STR_INIT }, { STR_INIT, STR_INIT } };
	struct document page = simple_document(DOC_PAGE, "content/pages/a.md", "a", "a.html", "A");
	for (int turn = 0; turn < 2; turn++) {
		struct world w;
		world_init(&w);
		world_add(&w, &page);
		w.in.previous_documents = SV_LIT("path,kind,number,title,version,status,effective,revision\n"
						 "b.html,page,,B,,,,0\n");
		struct public_pool *pool = pool_new("mentors");
		if (turn) {
			add_group(pool, nth_id(5).z, GLP, BAND_5);
			add_profile(pool, nth_id(9).z, GCP, BAND_20, "Ask me.");
		}
		w.pool[0] = pool;
		struct site s = site_over(&w);
		assert_int_equal(changes_find(&s), 0);
		assert_int_equal(s.nnew, 2);
		assert_int_equal(changes_build(&s), 0);
		site_close(&s);
		str_sv(&bytes[turn][0], sv_of(&memory_find(&w.sink, "changes.csv")->bytes));
		str_sv(&bytes[turn][1], sv_of(&memory_find(&w.sink, "changes.html")->bytes));
		world_dispose(&w);
	}
	for (int i = 0; i < 2; i++) assert_string_equal(bytes[0][i].ptr, bytes[1][i].ptr);
	assert_string_equal(bytes[0][0].ptr, "date,change,path,title,detail\n2026-03-13,new,a.html,A,\n"
					     "2026-03-13,removed,b.html,B,\n");
	for (int i = 0; i < 4; i++) str_dispose(&bytes[i / 2][i % 2]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_of_answers_survive_a_new_order),
		cmocka_unit_test(home_and_role_page_show_the_same_steps),
		cmocka_unit_test(a_definition_says_where_its_term_is_used),
		cmocka_unit_test(changes_say_nothing_of_the_directory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
