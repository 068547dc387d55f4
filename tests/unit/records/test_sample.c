/* Tests of the sample as a whole: the project's own mappings and vocabularies read its exports, and the sums are
 * those that the sample's own description gives (generate.py --expect), which is computed without this program. Runs
 * in the project's root. */
#include "support.h"

static void import_sample(struct ws *w, date_t day)
{
	w->run.workspace = ".";
	w->run.as_of = day;
	w->settings = (struct settings){ .exports = "records/exports",
		.mappings = "records/mappings",
		.vocabularies = "records/vocab",
		.status_events = "records/status_events.csv",
		.people = "records/people.csv" };
	if (vocab_load_all(&w->vocabs, &w->mem, "records/vocab", "records/vocab", &w->ds) ||
		records_import(w->s, &w->run, &w->settings, &w->vocabs, &w->mem, &w->report, &w->ds))
		diags_print(&w->ds, stderr);
	assert_int_equal(w->ds.errors, 0);
}

struct sums {
	size_t ok, superseded, tests, held, withdrawn, paused, not_a_member, lapsed, on_hold, never_asked, not_listed,
		consent_withdrawn, mentee;
};

static void sums_are(struct ws *w, enum application_kind kind, struct sums s)
{
	struct answers answers[KIND_COUNT];
	const size_t *by = answers[kind].publishable;
	const size_t want[REASON_COUNT] = { [REASON_OK] = s.ok,
		[REASON_TEST] = s.tests,
		[REASON_HELD] = s.held,
		[REASON_WITHDRAWN] = s.withdrawn,
		[REASON_PAUSED] = s.paused,
		[REASON_NOT_A_MEMBER] = s.not_a_member,
		[REASON_LAPSED] = s.lapsed,
		[REASON_ON_HOLD] = s.on_hold,
		[REASON_NEVER_ASKED] = s.never_asked,
		[REASON_NOT_LISTED] = s.not_listed,
		[REASON_CONSENT_WITHDRAWN] = s.consent_withdrawn,
		[REASON_MENTEE] = s.mentee };
	assert_int_equal(application_answers(w->s, &w->run, answers), 0);
	for (int i = 0; i < REASON_COUNT; i++)
		if (by[i] != want[i])
			fail_msg("kind %d, %s: %zu, not %zu", (int)kind, reason_words((enum reason)i), by[i], want[i]);
}

static void on_the_day_of_the_third_edition(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	size_t eligible;
	import_sample(w, date_civil(2026, 3, 13));
	assert_int_equal(w->report.nfiles, 12);
	assert_int_equal(w->report.applications, 320);
	assert_int_equal(w->report.replaced, 18);
	assert_int_equal(w->report.persons, 285);
	assert_int_equal(w->report.members, 1900);
	assert_int_equal(w->report.held, 3);
	assert_int_equal(w->report.refused, 0);
	assert_int_equal(w->report.read, 6523);
	assert_int_equal(w->report.imported, 2199);
	assert_int_equal(w->report.superseded, 4321);
	assert_int_equal(records_members(w->s, &w->run, &eligible), 0);
	assert_int_equal(eligible, 1839);
	sums_are(w, KIND_MENTOR,
		(struct sums){ .ok = 106,
			.tests = 1,
			.held = 1,
			.withdrawn = 3,
			.paused = 4,
			.not_a_member = 3,
			.lapsed = 5,
			.on_hold = 1,
			.never_asked = 7,
			.not_listed = 10,
			.consent_withdrawn = 1 });
	sums_are(w, KIND_PEER,
		(struct sums){ .ok = 40,
			.tests = 1,
			.withdrawn = 2,
			.paused = 2,
			.not_a_member = 1,
			.lapsed = 3,
			.on_hold = 1,
			.never_asked = 3,
			.not_listed = 5 });
	sums_are(w, KIND_MENTEE,
		(struct sums){ .mentee = 94, .withdrawn = 2, .not_a_member = 2, .lapsed = 3, .on_hold = 1 });
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(on_the_day_of_the_third_edition) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
