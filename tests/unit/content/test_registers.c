/* test_registers: officers, cycles, documents kept elsewhere, and the stages of a partnership. */
#include "workspace_each.h"

static void cycles_are_sorted_and_filled_in(void **state)
{
	(void)state;
	ws_put(&w, "content/cycles.csv",
		"cycle_id,name,opens,application_cutoff,meeting_date,proposal_reply_by,plan_due,checkin_due,evaluation_"
		"due,publish_on,status,notes\n"
		"2026-2,Autumn,2026-08-01,2026-09-01,2026-09-15,2026-09-29,2026-10-31,,,2026-09-16,planned,\n"
		"2026-1,,2026-01-01,2026-02-01,2026-02-15,2026-03-01,2026-08-31,,2027-01-15,2026-02-16,running,note\n");
	ws_load(&w);
	ws_expect_none(&w);
	assert_int_equal(w.corpus->ncycles, 2);
	assert_true(sv_is(w.corpus->cycle[0].id, "2026-1"));
	assert_true(sv_is(w.corpus->cycle[0].name, "2026-1"));
	assert_int_equal(w.corpus->cycle[0].evaluation_due, date_civil(2027, 1, 15));
	assert_true(sv_is(w.corpus->cycle[1].name, "Autumn"));
	assert_int_equal(w.corpus->cycle[1].evaluation_due, date_civil(2027, 4, 30));
	assert_int_equal(w.corpus->cycle[1].checkin_due, DATE_NONE);
}

static void cycle_mistakes(void **state)
{
	(void)state;
	ws_put(&w, "content/cycles.csv",
		"cycle_id,meeting_date,plan_due,opens,status\n"
		"a,2026-02-15,2026-01-31,2026-01-01,open\n"
		"a,15 Feb,2026-03-31,,opened\n"
		"b,,2026-03-31,,\n");
	ws_load(&w);
	ws_expect(&w, "C082", "content/cycles.csv", 2, 14);
	ws_expect(&w, "C081", "content/cycles.csv", 3, 1);
	ws_expect(&w, "C080", "content/cycles.csv", 3, 3);
	ws_expect(&w, "C083", "content/cycles.csv", 3, 22);
	assert_int_equal(ws_count(&w, "C084"), 1);
}

static void cycle_ids_fit_a_tag(void **state)
{
	(void)state;
	ws_put(&w, "content/cycles.csv",
		"cycle_id,meeting_date,plan_due\n2026-03_b,2026-02-15,2026-03-01\n../x,2026-02-15,2026-03-01\n"
		"a b,2026-02-15,2026-03-01\n-x,2026-02-15,2026-03-01\nx.lock,2026-02-15,2026-03-01\n");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C080"), 4);
	assert_int_equal(w.ds.errors, 4);
}

static void officers_by_date(void **state)
{
	(void)state;
	ws_put(&w, "content/officers.yml",
		"- {name: Ada Example, credentials: RQAP-GCP, office: Chair, from: 2024-01-01}\n"
		"- {name: Ben Sample, office: Chair, from: 2020-01-01, until: 2023-12-31}\n"
		"- {name: Cleo Muster, office: Liaison, from: 2026-03-14, until: 2026-03-14}\n"
		"- {name: Dana Later, office: Liaison, from: 2026-03-15}\n");
	ws_load(&w);
	ws_expect_none(&w);
	assert_int_equal(w.corpus->nofficers, 2);
	assert_true(sv_is(w.corpus->officer[0].name, "Ada Example"));
	assert_true(sv_is(w.corpus->officer[1].name, "Cleo Muster"));
	assert_true(corpus_is_officer(w.corpus, sv("ben sample")));
	assert_false(corpus_is_officer(w.corpus, sv("Ben")));
	assert_false(corpus_is_officer(w.corpus, sv("")));
	assert_true(sv_is(corpus_officer_name(w.corpus, 3), "Dana Later"));
	assert_int_equal(corpus_officer_name(w.corpus, 4).n, 0);
}

static void officer_mistakes(void **state)
{
	(void)state;
	ws_put(&w, "content/officers.yml",
		"- {name: Ada Example, office: Chair, from: 2024-01-01, until: 2023-01-01}\n- Ben\n- {office: "
		"Chair}\n");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C085"), 2);
	assert_int_equal(w.ds.errors, 3);
	ws_put(&w, "content/officers.yml", "name: Ada\n");
	ws_load(&w);
	ws_expect(&w, "C085", "content/officers.yml", 1, 1);
}

static void documents_and_stages(void **state)
{
	(void)state;
	ws_put(&w, "content/documents.csv",
		"number,version,title,holder,url,effective,retired\nCP-12.xx,CP-12.04,Units,HQ,https://www.example.org/"
		",2024-01-01,\n,,Code of Ethics,HQ,javascript:x,,\n");
	ws_put(&w, "content/lifecycle.csv",
		"title,text,who,when\nApply,Fill in the form,Everyone,Any time\nMatch,The committee "
		"meets,Committee,\n");
	ws_load(&w);
	ws_expect(&w, "C080", "content/documents.csv", 3, 21);
	assert_int_equal(w.corpus->noutside, 2);
	assert_true(sv_is(w.corpus->outside[0].number, "CP-12"));
	assert_true(sv_is(w.corpus->outside[1].url, ""));
	assert_int_equal(w.corpus->outside[0].effective, date_civil(2024, 1, 1));
	assert_int_equal(w.corpus->nstages, 2);
	assert_true(sv_is(w.corpus->stage[1].who, "Committee"));
}

static void a_missing_content_folder_is_an_error(void **state)
{
	(void)state;
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C001"), 1);
	assert_int_equal(w.ds.errors, 1);
}

static void an_empty_content_folder_is_fine(void **state)
{
	struct str err = STR_INIT;
	(void)state;
	assert_int_equal(fs_mkdirs(fs_join(&w.mem, w.dir, "content"), 0755, &err), 0);
	ws_load(&w);
	ws_expect_none(&w);
	assert_int_equal(w.corpus->ndocs, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(cycles_are_sorted_and_filled_in), TEST(cycle_mistakes),
		TEST(officers_by_date), TEST(officer_mistakes), TEST(documents_and_stages),
		TEST(a_missing_content_folder_is_an_error), TEST(an_empty_content_folder_is_fine),
		TEST(cycle_ids_fit_a_tag) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
