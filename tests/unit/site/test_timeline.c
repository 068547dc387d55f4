/* Tests of the timeline: calendar files that other programs read, and the picture's places. */
#include "documents.h"
#include "site/ics.h"
#include "site/timeline.h"

static struct cycle cycle_of(const char *id, const char *status)
{
	return (struct cycle){ .id = sv(id),
		.name = SV_LIT("Cycle; one, two \\"),
		.status = sv(status),
		.opens = DATE_NONE,
		.cutoff = DATE_NONE,
		.meeting = date_civil(2026, 2, 28),
		.reply_by = DATE_NONE,
		.plan_due = date_civil(2026, 12, 31),
		.checkin_due = DATE_NONE,
		.evaluation_due = DATE_NONE,
		.publish_on = DATE_NONE,
		.revision = 2 };
}

static void lines_are_folded_at_75_bytes_between_characters(void **state)
{
	(void)state;
	struct str line = STR_INIT, out = STR_INIT;
	for (int i = 0; i < 74; i++) str_putc(&line, 'x');
	str_puts(&line, "\xC3\xA9"); /* 76 bytes: the 75th would cut a letter in two */
	ics_line(&out, sv_of(&line));
	assert_int_equal(sv_find(sv_of(&out), SV_LIT("\r\n \xC3\xA9\r\n")), 74);
	assert_int_equal(out.len, 74 + 3 + 2 + 2);
	str_clear(&line);
	str_clear(&out);
	for (int i = 0; i < 75 + 74 + 1; i++) str_putc(&line, 'y');
	ics_line(&out, sv_of(&line));
	assert_int_equal(out.len, 150 + 2 * 3 + 2); /* 75, then 74 after the blank, then 1 */
	assert_memory_equal(out.ptr + 75, "\r\n ", 3);
	assert_memory_equal(out.ptr + 75 + 3 + 74, "\r\n y\r\n", 6);
	str_clear(&line);
	str_clear(&out);
	for (int i = 0; i < 75; i++) str_putc(&line, 'z');
	ics_line(&out, sv_of(&line));
	assert_int_equal(out.len, 77);
	str_dispose(&line);
	str_dispose(&out);
}

static void text_is_escaped(void **state)
{
	(void)state;
	struct str out = STR_INIT;
	ics_text(&out, SV_LIT("a;b,c\\d\ne\rf\x7fg"));
	assert_string_equal(out.ptr, "a\\;b\\,c\\\\d\\nefg");
	str_dispose(&out);
}

static void build(struct world *w, const struct cycle *cycle, size_t n)
{
	world_init(w);
	w->in.run = NULL; /* nobody may ask for today */
	w->corpus.cycle = cycle;
	w->corpus.ncycles = n;
	struct site s = site_over(w);
	assert_int_equal(timeline_build(&s), 0);
	site_close(&s);
}

static void a_calendar_holds_whole_days_with_names_for_ever(void **state)
{
	(void)state;
	struct cycle cycle[2] = { cycle_of("2026-02", "running"), cycle_of("2026-03", "planned") };
	struct world w;
	build(&w, cycle, 2);
	const struct seen *all = memory_find(&w.sink, "timeline.ics"),
			  *one = memory_find(&w.sink, "timeline-2026-03.ics");
	assert_int_equal(times(all, "BEGIN:VEVENT\r\n"), 4);
	assert_int_equal(times(one, "BEGIN:VEVENT\r\n"), 2);
	assert_true(has(all, "DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"));
	assert_true(has(all, "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
	assert_int_equal(times(all, "DTSTAMP:20260228T000000Z\r\nSEQUENCE:2\r\n"), 4);
	assert_true(has(all, "SUMMARY:Committee matching meeting: Cycle\\; one\\, two \\\\\r\n"));
	assert_int_equal(times(all, "STATUS:CONFIRMED"), 2);
	assert_int_equal(times(all, "STATUS:TENTATIVE"), 2);
	assert_int_equal(times(all, "UID:2026-02-plan-"), 1);
	assert_int_equal(times(one, "UID:2026-03-plan-"), 1);
	struct sv rest = sv_of(&all->bytes), line;
	while (rest.n && sv_split(&rest, '\n', &line)) {
		assert_true(sv_ends(line, "\r"));
		assert_true(line.n <= 76);
	}
	world_dispose(&w);
}

static void the_same_event_has_the_same_name_in_both_files(void **state)
{
	(void)state;
	struct cycle cycle[2] = { cycle_of("2026-02", "running"), cycle_of("2026-03", "planned") };
	struct world w;
	build(&w, cycle, 2);
	const struct seen *all = memory_find(&w.sink, "timeline.ics"),
			  *one = memory_find(&w.sink, "timeline-2026-03.ics");
	struct sv text = sv_of(&one->bytes);
	size_t at = sv_find(text, SV_LIT("UID:2026-03-meeting-"));
	assert_true(at != SIZE_MAX);
	char uid[80] = { 0 };
	memcpy(uid, text.p + at, sizeof "UID:2026-03-meeting-" - 1 + 12 + 2);
	assert_true(has(all, uid));
	assert_int_equal(uid[sizeof "UID:2026-03-meeting-" - 1 + 12], '\r');
	world_dispose(&w);
}

static void the_table_says_all_and_the_picture_leaves_closed_cycles_out(void **state)
{
	(void)state;
	struct cycle cycle[2] = { cycle_of("old", "closed"), cycle_of("2026-03", "open") };
	cycle[1].opens = date_civil(2026, 2, 1);
	struct world w;
	build(&w, cycle, 2);
	const struct seen *page = memory_find(&w.sink, "timeline.html");
	assert_true(has(page, "<tr id=\"cycle-old\">"));
	assert_true(has(page, "<a href=\"timeline-old.ics\""));
	assert_true(has(page, "<a class=\"btn\" href=\"timeline.ics\""));
	assert_true(has(page, "<div class=\"tl\" aria-hidden=\"true\">"));
	assert_true(has(page, "class=\"tl-label strong\">2026-03</text>"));
	assert_false(has(page, ">old</text>"));
	/* February 1 to December 31: 11 months on 284 units, beginning at 52. The window of applications begins there. */
	assert_true(has(page, "<rect x=\"52.0\" y=\"30.5\" width=\"22.9\" height=\"9.0\" class=\"tl-apply\"/>"));
	assert_int_equal(times(page, "class=\"tl-month\""), 11);
	world_dispose(&w);
	cycle[1].status = SV_LIT("closed");
	build(&w, cycle, 2);
	assert_false(has(memory_find(&w.sink, "timeline.html"), "class=\"tl\""));
	world_dispose(&w);
}

static void without_cycles_there_is_no_calendar(void **state)
{
	(void)state;
	struct world w;
	build(&w, NULL, 0);
	assert_null(memory_find(&w.sink, "timeline.ics"));
	assert_true(has(memory_find(&w.sink, "timeline.html"), "No cycles have been announced yet."));
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_folded_at_75_bytes_between_characters),
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(a_calendar_holds_whole_days_with_names_for_ever),
		cmocka_unit_test(the_same_event_has_the_same_name_in_both_files),
		cmocka_unit_test(the_table_says_all_and_the_picture_leaves_closed_cycles_out),
		cmocka_unit_test(without_cycles_there_is_no_calendar),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
