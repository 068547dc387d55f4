/* test_template_text: templates of plain text: nothing is escaped, and no value can begin a line of its own in the subject. */
#include "template_support.h"

static const char *rendered(struct world *w, const char *const *name_text, size_t pairs)
{
	if (template_from(&w->set, name_text, pairs, &w->ds)) return "(bad)";
	if (template_render(w->set, name_text[0], w->m, NOPLACE, &w->out, &w->ds)) return "(not rendered)";
	return w->out.bytes.ptr;
}

static void values_stand_as_they_are(void **state)
{
	struct world *w = *state;
	const char *const t[] = { "a.txt", "Subject: {{a}}\n\n<{{b}}> & \"{{a}}\"\n" };
	text(w, "a", "O'Brien & <Co>");
	text(w, "b", "a@b");
	assert_string_equal(rendered(w, t, 1), "Subject: O'Brien & <Co>\n\n<a@b> & \"O'Brien & <Co>\"\n");
}

static void the_first_line_stays_one_line(void **state)
{
	struct world *w = *state;
	const char *const t[] = { "a.txt", "Subject: {{a}}\n{{a}}\n" };
	text(w, "a", "x\r\nBcc: all@example.org\x01\xe2\x80\xa8y");
	assert_string_equal(
		rendered(w, t, 1), "Subject: x  Bcc: all@example.org y\nx\nBcc: all@example.org\xe2\x80\xa8y\n");
}

static void sections_and_partials(void **state)
{
	struct world *w = *state;
	const char *const t[] = { "a.txt", "S\n{{#yes}}\none\n{{/yes}}\n{{^yes}}\ntwo\n{{/yes}}\n{{>end}}\n",
		"_end.txt", "the {{a}}\n" };
	text(w, "a", "end");
	tmap_bool(w->m, "yes", true);
	assert_string_equal(rendered(w, t, 2), "S\none\nthe end\n");
}

static void a_slip_is_named_by_its_place(void **state)
{
	struct world *w = *state;
	const char *const t[] = { "a.txt", "Subject: x\n\nDear {{nmae}},\n" };
	assert_string_equal(rendered(w, t, 1), "(not rendered)");
	assert_int_equal(w->ds.errors, 1);
	assert_string_equal(w->ds.at[0].code, "T011");
	assert_string_equal(w->ds.at[0].at.file, "a.txt");
	assert_int_equal(w->ds.at[0].at.line, 3);
	assert_int_equal(w->ds.at[0].at.col, 6);
}

static void markup_means_nothing(void **state)
{
	struct world *w = *state;
	const char *const t[] = { "a.txt", "x\n<script onclick='{{a}}'\n" };
	text(w, "a", "1 < 2");
	assert_string_equal(rendered(w, t, 1), "x\n<script onclick='1 < 2'\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(values_stand_as_they_are),
		T(the_first_line_stays_one_line),
		T(sections_and_partials),
		T(a_slip_is_named_by_its_place),
		T(markup_means_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
