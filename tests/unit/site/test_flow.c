/* Tests of the flowchart's picture and list: they say the same, and lines of text fit. */
#include "documents.h"
#include "site/flow.h"

static void widths_are_those_of_the_table(void **state)
{
	(void)state;
	assert_int_equal(flow_width(SV_LIT("")), 0);
	assert_int_equal(flow_width(SV_LIT("il")), 222 + 222);
	assert_int_equal(flow_width(SV_LIT("W m~")), 944 + 278 + 833 + 584);
	assert_int_equal(flow_width(SV_LIT("\xC3\xA9\xE4\xB8\xAD")), 600 + 1000);
}

static void lines_break_between_words_and_cut_only_what_never_fits(void **state)
{
	(void)state;
	struct sv rest = SV_LIT("  aa bbb cc dddddddd e "), line; /* letters of 556 (c: 500), blanks of 278 */
	static const char *const want[] = { "aa", "bbb cc", "ddddd", "ddd e" };
	for (size_t i = 0; i < 4; i++) {
		/* "aa bbb" is 3058 wide, "bbb cc" 2946, five d 2780 */
		assert_true(flow_wrap(&line, &rest, 3000));
		assert_true(sv_is(line, want[i]));
	}
	assert_false(flow_wrap(&line, &rest, 3000));
	rest = SV_LIT("\xE4\xB8\xAD\xE4\xB8\xAD");
	assert_true(flow_wrap(&line, &rest, 10)); /* one character at a time, whole */
	assert_int_equal(line.n, 3);
	assert_true(flow_wrap(&line, &rest, 10));
	assert_false(flow_wrap(&line, &rest, 10));
}

static const struct seen *page_of(struct world *w, const struct flow_step *step, size_t n)
{
	world_init(w);
	w->corpus.flow = step;
	w->corpus.nflow = n;
	struct site s = site_over(w);
	assert_int_equal(flow_build(&s), 0);
	site_close(&s);
	return memory_find(&w->sink, "flowchart.html");
}

static struct flow_step step_of(const char *key, const char *title, const char *who)
{
	return (struct flow_step){ .key = sv(key),
		.title = sv(title),
		.text = SV_LIT(""),
		.who = sv(who),
		.yes = { NULL, true, SV_LIT("") },
		.no = { NULL, false, SV_LIT("") },
		.clause = { NULL, SV_LIT(""), NULL } };
}

static void picture_and_list_say_the_same(void **state)
{
	(void)state;
	struct flow_step step[3] = { step_of("A", "Apply & wait", "You"), step_of("B", "Match?", "Committee"),
		step_of("C", "Meet", "") };
	step[0].yes = (struct flow_exit){ &step[1], false, SV_LIT("") };
	step[1].yes = (struct flow_exit){ &step[2], false, SV_LIT("") };
	step[1].no = (struct flow_exit){ &step[0], false, SV_LIT("go first") };
	step[2].yes = (struct flow_exit){ NULL, true, SV_LIT("Done") };
	step[0].clause = (struct clause_ref){ NULL, SV_LIT("5.1"), "docs/MP-02.01.html#section-5.1" };
	struct world w;
	const struct seen *page = page_of(&w, step, 3);
	assert_int_equal(times(page, "class=\"flow-key\""), 3);
	assert_int_equal(times(page, "class=\"flow-title\">Apply &amp; wait</text>"), 1);
	assert_int_equal(times(page, "flow-box question"), 1);
	assert_int_equal(times(page, "class=\"flow-arrow\""), 4); /* two down, two to the side */
	assert_int_equal(times(page, "class=\"flow-to\">A</text>"), 1);
	assert_true(has(page, "<svg class=\"flow-pic\" viewBox=\"0 0 320 "));
	assert_true(has(page, "<li id=\"step-B\"><h2><span class=\"num\">B</span> Match?</h2>"));
	assert_true(has(page, "<li><b>Yes:</b> <a href=\"#step-C\">C, Meet</a></li>"));
	assert_true(has(page, "<li><b>No:</b> <a href=\"#step-A\">A, Apply &amp; wait</a>. go first</li>"));
	assert_true(has(page, "<li>Then <a href=\"#step-B\">B, Match?</a></li>"));
	assert_true(has(page, "<li>Done</li>"));
	assert_true(has(page, "SOP <a href=\"docs/MP-02.01.html#section-5.1\">"));
	assert_int_equal(origin_of(page, "Match?"), ORIGIN_DOCUMENT);
	world_dispose(&w);
}

static void boxes_do_not_overlap_however_long_the_texts(void **state)
{
	(void)state;
	static char much[900];
	for (size_t i = 0; i + 8 < sizeof much; i += 8) memcpy(much + i, "matters ", 8);
	struct flow_step step[3] = { step_of("A", much, much), step_of("B", "x?", ""), step_of("C", "y", "z") };
	step[0].yes.step = &step[1];
	step[1].yes = (struct flow_exit){ &step[2], false, SV_LIT("") };
	step[1].no = (struct flow_exit){ NULL, true, sv(much) };
	for (size_t i = 0; i < 2; i++) step[i].yes.end = false;
	struct world w;
	const struct seen *page = page_of(&w, step, 3);
	struct sv rest = sv_of(&page->bytes);
	int below = 0;
	for (int i = 0; i < 3; i++) {
		int y, height, tenth;
		size_t at = sv_find(rest, SV_LIT("<rect x=\"2.0\" y=\""));
		assert_true(at != SIZE_MAX);
		rest = sv_sub(rest, at + 1, rest.n);
		assert_int_equal(
			sscanf(rest.p, "rect x=\"2.0\" y=\"%d.%d\" width=\"188.0\" height=\"%d.", &y, &tenth, &height),
			3);
		assert_true(y > below);
		below = y + height;
	}
	assert_true(below > 900); /* the long texts take room */
	world_dispose(&w);
}

static void without_a_chart_there_is_no_page(void **state)
{
	(void)state;
	struct world w;
	assert_null(page_of(&w, NULL, 0));
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_are_those_of_the_table),
		cmocka_unit_test(lines_break_between_words_and_cut_only_what_never_fits),
		cmocka_unit_test(picture_and_list_say_the_same),
		cmocka_unit_test(boxes_do_not_overlap_however_long_the_texts),
		cmocka_unit_test(without_a_chart_there_is_no_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
