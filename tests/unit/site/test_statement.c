/* Tests of the privacy statement: what an edition claims, to whom, and that page and JSON claim the same. */
#include "support.h"
#include "site/statement.h"
#include "site/statement_words.h"

static const struct edition_facts facts = {
	.number = 7, .as_of = 0, .cycle = "2026-03", .k = 5, .audience = "members", .generator = "mentorpress 1.0"
};

static void publish(struct world *w, const struct edition_facts *f)
{
	assert_int_equal(site_put_edition(&w->in, f, &w->sink.sink, &w->ds), 0);
	assert_int_equal(w->ds.errors, 0);
	assert_int_equal(w->sink.v.n, 2);
}

static void with_pool(struct world *w)
{
	world_init(w);
	struct public_pool *p = pool_new("mentors");
	add_group(p, nth_id(3).z, GLP, BAND_5);
	add_group(p, nth_id(5).z, NONCLINICAL, ROOT);
	add_profile(p, nth_id(4).z, GCP, BAND_20, "Ask me anything.");
	public_pool_finish(p);
	w->pool[0] = p;
}

/* Of the areas, GLP, Agrochemical, GCP & trials and Other are leaves; Nonclinical and Clinical are broader. */
static void levels_are_counted_from_the_vocabulary(void **state)
{
	(void)state;
	struct statement_levels area = statement_levels(&field_area), band = statement_levels(&field_band);
	assert_int_equal(area.exact, 4);
	assert_int_equal(area.broader, 2);
	assert_int_equal(band.exact, 2);
	assert_int_equal(band.broader, 0);
}

static void json_has_numbers_fields_claims_and_readers(void **state)
{
	(void)state;
	struct world w;
	with_pool(&w);
	publish(&w, &facts);
	const struct seen *json = memory_find(&w.sink, "edition.json");
	assert_true(sv_starts(sv_of(&json->bytes), "{\n  \"statement\": 1,\n  \"edition\": 7,\n"));
	assert_true(has(json, "\"profiles\": 1,\n      \"groups\": 2,\n"));
	assert_true(
		has(json, "\"field\": \"area\",\n          \"label\": \"Area\",\n          \"shown_in\": \"groups and "
			  "profiles\",\n          \"exact\": 4,\n          \"broader\": [\n            "
			  "\"Nonclinical\",\n            \"Clinical\"\n          ]\n"));
	assert_true(has(json, "\"field\": \"topic\",\n          \"label\": \"Can help with\",\n          \"shown_in\": "
			      "\"profiles\",\n"));
	assert_true(has(json, "\"id\": \"k\",\n      \"says\": \"Every group stood for at least 5 different people"));
	assert_true(has(json, "\"reader\": \"group\""));
	assert_true(has(json, "\"reader\": \"profile\""));
	assert_true(has(json, "\"reader\": \"outside\""));
	assert_false(has(json, "{k}"));
	/* The gate takes labels and numbers by their spans. */
	assert_int_equal(origin_of(json, "\"Nonclinical\""), ORIGIN_LABEL);
	assert_int_equal(origin_of(json, "7"), ORIGIN_NUMBER);
	world_dispose(&w);
}

static void page_and_json_say_the_same(void **state)
{
	(void)state;
	struct world w;
	const struct statement_claim *claim;
	const struct statement_reader *reader;
	with_pool(&w);
	publish(&w, &facts);
	const struct seen *page = memory_find(&w.sink, "edition.html"), *json = memory_find(&w.sink, "edition.json");
	struct arena mem = ARENA_INIT;
	for (size_t i = 0, n = statement_claims(&claim); i < n; i++) {
		struct sv says = statement_sentence(&mem, claim[i].says, 5);
		assert_true(has(page, says.p) && has(json, says.p));
		assert_true(has(page, claim[i].how) && has(json, claim[i].how));
	}
	for (size_t i = 0, n = statement_readers(&reader); i < n; i++) {
		for (size_t j = 0; reader[i].shows[j]; j++)
			assert_true(has(json, statement_sentence(&mem, reader[i].shows[j], 5).p));
		for (size_t j = 0; reader[i].does_not[j]; j++)
			assert_true(has(page, statement_sentence(&mem, reader[i].does_not[j], 5).p));
	}
	assert_true(has(page, "k does not apply to profiles: their owners agreed to be recognizable"));
	assert_true(has(page, "<td>one of 4 values</td><td>Nonclinical, Clinical</td><td>kept private</td>"));
	assert_true(has(page, "<td>one of 2 values</td><td>no broader value</td>"));
	assert_false(has(page, "{k}"));
	arena_dispose(&mem);
	world_dispose(&w);
}

static void claims_have_ids_of_their_own(void **state)
{
	(void)state;
	const struct statement_claim *claim;
	size_t n = statement_claims(&claim), private = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) assert_string_not_equal(claim[i].id, claim[j].id);
		assert_true(sv_ends(sv(claim[i].says), ".") && sv_ends(sv(claim[i].how), "."));
		private += !claim[i].anybody;
	}
	assert_true(private > 0 && private < n);
}

static void sentences_take_their_number(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	assert_string_equal(
		statement_sentence(&mem, "At least {k}, and {k} again.", 11).p, "At least 11, and 11 again.");
	assert_string_equal(statement_sentence(&mem, "No number.", 11).p, "No number.");
	assert_string_equal(statement_sentence(&mem, "{k}", 5).p, "5");
	arena_dispose(&mem);
}

/* A workspace without rules shows the pool of the last edition: its k counts, not 0. Without a pool nothing is promised. */
static void without_a_policy_the_pools_say_k(void **state)
{
	(void)state;
	struct world w;
	struct edition_facts bare = facts;
	bare.k = 0;
	with_pool(&w);
	publish(&w, &bare);
	assert_true(has(memory_find(&w.sink, "edition.json"), "\"k\": 5,\n  \"audience\""));
	assert_true(has(memory_find(&w.sink, "edition.html"), "at least 5 different people"));
	world_dispose(&w);
	world_init(&w);
	publish(&w, &bare);
	assert_false(has(memory_find(&w.sink, "edition.html"), "at least 0"));
	assert_false(has(memory_find(&w.sink, "edition.json"), "\"claims\""));
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(levels_are_counted_from_the_vocabulary),
		cmocka_unit_test(json_has_numbers_fields_claims_and_readers),
		cmocka_unit_test(page_and_json_say_the_same), cmocka_unit_test(claims_have_ids_of_their_own),
		cmocka_unit_test(sentences_take_their_number), cmocka_unit_test(without_a_policy_the_pools_say_k) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
