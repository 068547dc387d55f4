/* The words of a card: every reason has a sentence for the applicant, and none of them holds a number but k. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "cmd/who_card.h"
#include "privacy/public_entry_make.h"

static bool has(const char *text, const char *part)
{
	return sv_find(sv(text), sv(part)) != SIZE_MAX;
}

static struct application applied(enum reason why, enum consent consent)
{
	return (struct application){ .kind = KIND_MENTOR,
		.submitted = date_civil(2026, 3, 1),
		.consent = consent,
		.current = true,
		.takes_requests = true,
		.publishable = why,
		.paused_until = DATE_NONE };
}

static struct public_pool *drawn(bool with_group)
{
	static const struct public_value values[] = { { "*", "kept private", "", 0, false, 0 },
		{ "glp", "GLP", "", 0, true, 1 } };
	static const struct public_field field = { "area", "Area", true, false, true, 2, values };
	const size_t glp = 1;
	const struct public_fact fact = { 0, PRECISION_EXACT, 1, &glp };
	struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 13), "2026-03", 5);
	public_pool_add_field(p, &field);
	if (with_group) public_pool_add_entry(p, "7KQ-3XHS", true, &fact, 1, SV_LIT(""));
	public_pool_finish(p);
	return p;
}

static void every_reason_has_its_sentence(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *pool = drawn(true);
	for (int why = REASON_OK; why < REASON_COUNT; why++) {
		struct application a = applied((enum reason)why, CONSENT_GROUP);
		struct card_case c = { &a, pool, false, false };
		const char *said = card_words_unlisted(&mem, &c);
		assert_true(said && strlen(said) > 20 && sv_ends(sv(said), "."));
	}
	struct application a = applied(REASON_PAUSED, CONSENT_GROUP);
	struct card_case c = { &a, pool, false, false };
	assert_true(has(card_words_unlisted(&mem, &c), "until further notice"));
	a.paused_until = date_civil(2026, 6, 1);
	assert_true(has(card_words_unlisted(&mem, &c), "until June 1, 2026"));
	public_pool_free(pool);
	arena_dispose(&mem);
}

static void who_may_be_listed_and_is_not_learns_why(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *pool = drawn(true), *empty = drawn(false);
	struct application a = applied(REASON_OK, CONSENT_GROUP);
	struct card_case c = { &a, NULL, false, false };
	assert_true(has(card_words_unlisted(&mem, &c), "No directory"));
	c.pool = empty;
	assert_true(has(card_words_unlisted(&mem, &c), "each has to stand for at least 5 people"));
	c.pool = pool;
	assert_true(has(card_words_unlisted(&mem, &c), "next match cycle"));
	a.submitted = date_civil(2026, 3, 20);
	assert_true(has(card_words_unlisted(&mem, &c), "before you applied"));
	c.left_profile = true;
	assert_true(has(card_words_unlisted(&mem, &c), "You changed from a profile to a group"));
	a.consent = CONSENT_PROFILE;
	a.takes_requests = false;
	assert_true(has(card_words_unlisted(&mem, &c), "take no request now"));
	public_pool_free(pool);
	public_pool_free(empty);
	arena_dispose(&mem);
}

/* A group's card stands, a profile's leaves; nothing is said where nothing has changed. */
static void what_has_changed_since_the_drawing(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *pool = drawn(true);
	struct application a = applied(REASON_WITHDRAWN, CONSENT_GROUP);
	struct card_case c = { &a, pool, false, true };
	assert_true(has(card_words_leaving(&mem, &c), "stands until the next match cycle all the same"));
	c.group = false;
	assert_true(has(card_words_leaving(&mem, &c), "leaves the directory with the next edition"));
	a.publishable = REASON_OK;
	assert_true(has(card_words_leaving(&mem, &c), "You have asked for a group since"));
	c.group = true;
	assert_null(card_words_leaving(&mem, &c));
	a.consent = CONSENT_PROFILE;
	assert_true(has(card_words_leaving(&mem, &c), "You have asked for a profile since"));
	c.group = false;
	assert_null(card_words_leaving(&mem, &c));
	a.takes_requests = false;
	assert_true(has(card_words_leaving(&mem, &c), "comes back when you do"));
	public_pool_free(pool);
	arena_dispose(&mem);
}

static void a_group_says_how_exact_it_is(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	assert_true(has(card_words_group(&mem, PRECISION_EXACT, 7), "at least 7 people, gave this answer"));
	assert_true(has(card_words_group(&mem, PRECISION_BROAD, 7), "more broadly, so that at least 7 people"));
	assert_true(has(card_words_group(&mem, PRECISION_PRIVATE, 7), "Kept private, so that at least 7 people"));
	arena_dispose(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_reason_has_its_sentence),
		cmocka_unit_test(who_may_be_listed_and_is_not_learns_why),
		cmocka_unit_test(what_has_changed_since_the_drawing), cmocka_unit_test(a_group_says_how_exact_it_is) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
