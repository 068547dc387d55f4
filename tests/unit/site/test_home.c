/* Tests of the home page's own decisions: which cycle is "this cycle", and the ring's geometry. */
#include "documents.h"
#include "site/home.h"
#include "site/ring.h"

static struct cycle cycle_of(const char *id, const char *status)
{
	return (struct cycle){ .id = sv(id),
		.name = SV_LIT(""),
		.status = sv(status),
		.opens = DATE_NONE,
		.cutoff = DATE_NONE,
		.meeting = date_civil(2026, 4, 8),
		.reply_by = DATE_NONE,
		.plan_due = DATE_NONE,
		.checkin_due = DATE_NONE,
		.evaluation_due = DATE_NONE,
		.publish_on = DATE_NONE };
}

static const char *shown(const char *const *status, size_t n)
{
	static const char *const id[] = { "1", "2", "3", "4", "5" };
	struct cycle cycle[5];
	for (size_t i = 0; i < n; i++) cycle[i] = cycle_of(id[i], status[i]);
	struct corpus corpus = { .cycle = cycle, .ncycles = n };
	const struct cycle *c = home_cycle(&corpus);
	return c ? id[c - cycle] : "";
}

static void this_cycle_is_the_one_a_reader_can_still_use(void **state)
{
	(void)state;
	const char *a[] = { "closed", "running", "matching", "open", "planned" };
	const char *b[] = { "closed", "running", "running", "matching", "planned" };
	const char *c[] = { "closed", "running", "running", "planned", "planned" };
	const char *d[] = { "closed", "planned", "planned" };
	const char *e[] = { "closed", "closed" };
	assert_string_equal(shown(a, 5), "4");
	assert_string_equal(shown(b, 5), "4");
	assert_string_equal(shown(c, 5), "3");
	assert_string_equal(shown(d, 3), "2");
	assert_string_equal(shown(e, 2), "2");
	assert_string_equal(shown(NULL, 0), "");
}

static void points_lie_on_the_circle(void **state)
{
	(void)state;
	const int at[][3] = { { 0, 1700, 420 }, { 90, 2980, 1700 }, { 180, 1700, 2980 }, { 270, 420, 1700 },
		{ 60, 2808, 1060 }, { 450, 2980, 1700 }, { -90, 420, 1700 } };
	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		struct ring_point p = ring_point(at[i][0]);
		assert_in_range(p.x, at[i][1] - 1, at[i][1] + 1);
		assert_in_range(p.y, at[i][2] - 1, at[i][2] + 1);
	}
	for (int degrees = 0; degrees < 360; degrees++) {
		struct ring_point p = ring_point(degrees);
		long square = (long)(p.x - 1700) * (p.x - 1700) + (long)(p.y - 1700) * (p.y - 1700);
		assert_in_range(square, 1278L * 1278, 1282L * 1282);
	}
}

static const struct seen *home_page(struct world *w)
{
	struct site s = site_over(w);
	assert_int_equal(home_build(&s), 0);
	site_close(&s);
	return memory_find(&w->sink, "index.html");
}

static void the_ring_is_drawn_for_three_to_eight_stages(void **state)
{
	(void)state;
	struct stage stage[9];
	for (size_t i = 0; i < 9; i++)
		stage[i] = (struct stage){ SV_LIT("Meet"), SV_LIT("Talk."), SV_LIT("Both"), SV_LIT("") };
	for (size_t n = 2; n <= 9; n++) {
		struct world w;
		world_init(&w);
		w.corpus.stage = stage;
		w.corpus.nstages = n;
		const struct seen *page = home_page(&w);
		assert_int_equal(times(page, "class=\"ring-node\""), n >= 3 && n <= 8 ? n : 0);
		assert_int_equal(times(page, "stroke-dasharray"), n >= 3 && n <= 8 ? 1 : 0);
		assert_int_equal(times(page, "<h3>Meet</h3>"), n);
		world_dispose(&w);
	}
}

static void roles_lead_where_their_steps_begin(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	const struct sv steps[] = { SV_LIT("Choose."), SV_LIT("Apply.") };
	struct document mentee =
		simple_document(DOC_PAGE, "content/pages/mentee.md", "mentee", "mentee.html", "I want a mentor");
	mentee.role = SV_LIT("mentee");
	mentee.apply = SV_LIT("mentee_application");
	mentee.search = SV_LIT("mentors");
	mentee.steps = steps;
	mentee.nsteps = 2;
	struct document mentor = mentee;
	mentor.id = "mentor";
	mentor.path = "mentor.html";
	mentor.role = SV_LIT("mentor");
	mentor.apply = SV_LIT("mentor_application");
	world_add(&w, &mentee);
	world_add(&w, &mentor);
	const struct seen *page = home_page(&w);
	assert_true(has(page, "<a class=\"btn primary\" href=\"mentors.html\">Find a mentor</a> <a "
			      "href=\"https://example.org/mentee\">"));
	assert_true(has(page, "<a class=\"btn primary\" href=\"https://example.org/mentor\">Apply as a mentor</a>"));
	assert_int_equal(times(page, "<li>Choose.</li>"), 2);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(this_cycle_is_the_one_a_reader_can_still_use),
		cmocka_unit_test(points_lie_on_the_circle),
		cmocka_unit_test(the_ring_is_drawn_for_three_to_eight_stages),
		cmocka_unit_test(roles_lead_where_their_steps_begin) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
