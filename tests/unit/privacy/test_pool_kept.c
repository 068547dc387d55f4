/* Pools that are taken over: the very ones that carrying over would make, or none. */
#include "pool_support.h"
#include "privacy/pool_kept.h"

enum { POOLS = 2 };
struct two {
	struct fixture f;
	struct policy_pool pool[POOLS];
	struct public_pool *drawn[POOLS], *carried[POOLS], *taken[POOLS];
	struct pool_sums by_draw[POOLS], by_carry[POOLS], by_note[POOLS];
	struct str note, csv;
	char records[64];
};

static const char *const texts[] = { "", "I like audits.", "=1+1, or so; =2", "He said \"no\".\nShe said \"\".",
	"'=guarded", "'plain", "a;=b;'=c;\t+d", "Ends with a quote\"",
	"\xEF\xBC\x9D"
	"wide",
	"-3", "@you, and me", "Caf\xC3\xA9; +1 (2)" };
enum { NTEXTS = sizeof texts / sizeof *texts };

static void two_begin(struct two *t)
{
	struct str err = STR_INIT;
	const struct settings own = { .reviews = "records/reviews.csv" };

	*t = (struct two){ .note = STR_INIT, .csv = STR_INIT };
	begin(&t->f);
	t->pool[0] = t->pool[1] = t->f.pool;
	t->pool[1].code = "peers";
	t->f.policy.pool = t->pool;
	t->f.policy.npools = POOLS;
	snprintf(t->records, sizeof t->records, "%s/records", t->f.dir);
	assert_int_equal(fs_mkdirs(t->records, 0755, &err), 0);
	for (size_t i = 1; i < NTEXTS; i++)
		assert_int_equal(reviews_append(&t->f.run, &own, sv(texts[i]), "accept", sv(""), &t->f.ds), 0);
	str_dispose(&err);
}

static void drop(struct public_pool **pools)
{
	for (size_t p = 0; p < POOLS; p++) {
		public_pool_free(pools[p]);
		pools[p] = NULL;
	}
}

static void two_end(struct two *t)
{
	struct str err = STR_INIT;

	drop(t->drawn);
	drop(t->carried);
	drop(t->taken);
	fs_remove_tree(t->records, &err);
	end(&t->f);
	str_dispose(&t->note);
	str_dispose(&t->csv);
	str_dispose(&err);
}

static void two_draw(struct two *t, const char *cycle, unsigned edition)
{
	struct fixture *f = &t->f;

	drop(t->drawn);
	assert_int_equal(
		pool_draw(f->s, &f->run, &f->policy, &f->vocabs, cycle, NULL, NULL, t->drawn, t->by_draw, &f->ds), 0);
	assert_int_equal(pool_settle(f->s, edition, "aaaa", f->run.as_of), 0);
}

static void two_carry(struct two *t)
{
	struct fixture *f = &t->f;

	drop(t->carried);
	assert_int_equal(pool_carry(f->s, &f->run, &f->policy, &f->vocabs, t->carried, t->by_carry, &f->ds), 0);
}

static void publish_csv(struct two *t, struct public_pool *const *pools)
{
	str_clear(&t->csv);
	str_puts(&t->csv, PUBLIC_POOL_CSV_HEADER);
	for (size_t p = 0; p < POOLS; p++)
		if (pools[p]) public_pool_csv(pools[p], &t->csv);
}

static void note(struct two *t, struct public_pool *const *pools, const struct pool_sums *sums)
{
	str_clear(&t->note);
	pool_kept_note(&t->note, (const struct public_pool *const *)pools, sums, POOLS);
	publish_csv(t, pools);
}

static int take(struct two *t)
{
	drop(t->taken);
	return pool_kept_take(t->f.s, sv_of(&t->note), sv_of(&t->csv), &t->f.policy, t->taken, t->by_note);
}

static void same_facts(const struct public_entry *a, const struct public_entry *b)
{
	assert_int_equal(public_entry_facts(a), public_entry_facts(b));
	for (size_t i = 0; i < public_entry_facts(a); i++) {
		const struct public_fact *x = public_entry_fact(a, i), *y = public_entry_fact(b, i);

		assert_int_equal(x->field, y->field);
		assert_int_equal(x->precision, y->precision);
		assert_int_equal(x->n, y->n);
		assert_memory_equal(x->value, y->value, x->n * sizeof *x->value);
	}
}

static void same_pool(const struct public_pool *a, const struct public_pool *b)
{
	assert_true((a == NULL) == (b == NULL));
	if (!a || !b) return;
	assert_string_equal(public_pool_code(a), public_pool_code(b));
	assert_string_equal(public_pool_cycle(a), public_pool_cycle(b));
	assert_int_equal(public_pool_drawn(a), public_pool_drawn(b));
	assert_int_equal(public_pool_k(a), public_pool_k(b));
	assert_int_equal(public_pool_profiles(a), public_pool_profiles(b));
	assert_int_equal(public_pool_groups(a), public_pool_groups(b));
	assert_memory_equal(public_pool_digest(a), public_pool_digest(b), sizeof(struct sha256));
	for (size_t i = 0; i < public_pool_entries(a); i++) {
		const struct public_entry *x = public_pool_entry(a, i), *y = public_pool_entry(b, i);

		assert_string_equal(public_entry_id(x), public_entry_id(y));
		assert_true(public_entry_is_group(x) == public_entry_is_group(y));
		assert_string_equal(public_entry_text(x), public_entry_text(y));
		same_facts(x, y);
	}
	assert_int_equal(public_pool_fields(a), public_pool_fields(b));
	for (size_t f = 0; f < public_pool_fields(a); f++) {
		assert_string_equal(public_pool_field(a, f)->label, public_pool_field(b, f)->label);
		assert_int_equal(public_pool_field(a, f)->facet, public_pool_field(b, f)->facet);
	}
}

static void same_sums(const struct pool_sums *a, const struct pool_sums *b)
{
	assert_string_equal(a->pool, b->pool);
	assert_int_equal(a->applications, b->applications);
	assert_int_equal(a->listed_profile, b->listed_profile);
	assert_int_equal(a->listed_group, b->listed_group);
	assert_int_equal(a->groups, b->groups);
	assert_int_equal(a->profiles, b->profiles);
	assert_int_equal(a->smallest_group, b->smallest_group);
	assert_int_equal(a->text_waiting, b->text_waiting);
	assert_int_equal(a->left_profile_waiting, b->left_profile_waiting);
	assert_memory_equal(a->unlisted, b->unlisted, sizeof a->unlisted);
	assert_int_equal(a->at_capacity, b->at_capacity);
	assert_int_equal(a->under_k, b->under_k);
	assert_int_equal(a->exact_first_field, b->exact_first_field);
	assert_int_equal(a->ending, b->ending);
}

/* What is taken over by the note is what carrying over makes now. */
static void same_as_carried(struct two *t)
{
	size_t said = t->f.ds.total;

	two_carry(t);
	assert_int_equal(t->f.ds.total, said);
	assert_true(pool_kept_may(t->by_carry, POOLS));
	assert_int_equal(take(t), 0);
	for (size_t p = 0; p < POOLS; p++) {
		same_pool(t->taken[p], t->carried[p]);
		same_sums(&t->by_note[p], &t->by_carry[p]);
	}
	/* and the vocabulary has nothing to say */
	assert_int_equal(
		pool_check_vocabulary((const struct public_pool *const *)t->taken, POOLS, sv_of(&t->csv), &t->f.ds), 0);
}

static unsigned next(uint32_t *x, unsigned n)
{
	*x = *x * 1664525u + 1013904223u;
	return (*x >> 8) % n;
}

static void change(uint32_t *x, struct person *p)
{
	static const enum reason reasons[] = { REASON_OK, REASON_OK, REASON_OK, REASON_NO_AREA, REASON_WITHDRAWN,
		REASON_PAUSED, REASON_LAPSED, REASON_HELD, REASON_TEST, REASON_NOT_LISTED, REASON_NEVER_ASKED,
		REASON_CONSENT_WITHDRAWN };

	p->why = reasons[next(x, sizeof reasons / sizeof *reasons)];
	p->consent = next(x, 2) ? CONSENT_GROUP : CONSENT_PROFILE;
	if (p->why == REASON_NEVER_ASKED) p->consent = CONSENT_NONE;
	if (p->why == REASON_NOT_LISTED) p->consent = CONSENT_NOT_LISTED;
	p->full = next(x, 5) == 0;
	p->text = next(x, 4) ? texts[next(x, NTEXTS)] : "Nobody has read this yet.";
}

static void test_any_pools(void **state)
{
	uint32_t x = 7;

	(void)state;
	for (unsigned world = 0; world < 40; world++) {
		struct two t;

		two_begin(&t);
		add(30, CONSENT_GROUP, "glp", "few");
		add(25, CONSENT_PROFILE, "bio", "many");
		for (size_t i = 0; i < npeople; i++) {
			people[i].area = next(&x, 2) ? "glp" : "bio";
			if (next(&x, 3) == 0) change(&x, &people[i]);
		}
		for (unsigned edition = 1; edition < 8; edition += 2) {
			for (size_t i = 1; i < npeople; i++) /* some turn out to be one */
				if (next(&x, 15) == 0) people[i].is = people[next(&x, (unsigned)i)].id;
			two_draw(&t, edition == 1 ? "one" : "more", edition);
			note(&t, t.drawn, t.by_draw);
			same_as_carried(&t); /* a drawing, noted, is as it is carried over */
			for (size_t i = 0; i < npeople; i++)
				if (next(&x, 8) == 0) change(&x, &people[i]);
			two_carry(&t);
			assert_int_equal(pool_settle(t.f.s, edition + 1, "bbbb", t.f.run.as_of), 0);
			two_carry(&t); /* who left has ended by now */
			note(&t, t.carried, t.by_carry);
			same_as_carried(&t);
		}
		two_end(&t);
	}
}

static void test_while_a_profile_ends(void **state)
{
	struct two t;

	(void)state;
	two_begin(&t);
	add(5, CONSENT_GROUP, "glp", "few");
	add(2, CONSENT_PROFILE, "glp", "few");
	two_draw(&t, "one", 1);
	assert_true(pool_kept_may(t.by_draw, POOLS));
	two_carry(&t);
	assert_true(pool_kept_may(t.by_carry, POOLS));
	people[5].why = REASON_WITHDRAWN;
	two_carry(&t);
	assert_false(pool_kept_may(t.by_carry, POOLS)); /* to be ended by this publish */
	two_carry(&t);
	assert_false(pool_kept_may(t.by_carry, POOLS)); /* still, because none came about */
	people[5].why = REASON_OK;
	two_carry(&t);
	assert_false(pool_kept_may(t.by_carry, POOLS)); /* and stands again */
	two_carry(&t);
	assert_true(pool_kept_may(t.by_carry, POOLS));
	two_end(&t);
}

static void nothing_taken(struct two *t)
{
	assert_int_equal(take(t), 1);
	for (size_t p = 0; p < POOLS; p++) assert_null(t->taken[p]);
}

static void test_damage(void **state)
{
	struct two t;
	size_t sums = 8 + 1 + sizeof(struct sha256); /* behind head, mark and digest of the first pool */

	(void)state;
	two_begin(&t);
	add(6, CONSENT_GROUP, "glp", "few");
	add(2, CONSENT_PROFILE, "bio", "many");
	people[6].text = texts[3];
	two_draw(&t, "one", 1);
	note(&t, t.drawn, t.by_draw);
	assert_int_equal(take(&t), 0);
	for (size_t i = 0; i < t.csv.len; i++)
		for (unsigned bit = 1; bit <= 0x80; bit <<= 1) {
			t.csv.ptr[i] ^= (char)bit;
			nothing_taken(&t);
			t.csv.ptr[i] ^= (char)bit;
		}
	for (size_t i = 0; i < sums; i++) {
		t.note.ptr[i] ^= 1;
		nothing_taken(&t);
		t.note.ptr[i] ^= 1;
	}
	for (size_t n = 0; n < t.csv.len; n++) {
		struct sv cut = sv_sub(sv_of(&t.csv), 0, n);
		assert_int_equal(pool_kept_take(t.f.s, sv_of(&t.note), cut, &t.f.policy, t.taken, t.by_note), 1);
	}
	for (size_t n = 0; n < t.note.len; n++) {
		struct sv cut = sv_sub(sv_of(&t.note), 0, n);
		assert_int_equal(pool_kept_take(t.f.s, cut, sv_of(&t.csv), &t.f.policy, t.taken, t.by_note), 1);
	}
	assert_int_equal(take(&t), 0);
	two_end(&t);
}

static void test_of_other_records(void **state)
{
	struct two t;

	(void)state;
	two_begin(&t);
	note(&t, t.drawn, t.by_draw); /* nothing was ever drawn: nothing is what there is */
	same_as_carried(&t);
	add(6, CONSENT_GROUP, "glp", "few");
	add(2, CONSENT_PROFILE, "bio", "many");
	two_draw(&t, "one", 1);
	nothing_taken(&t); /* and now there is something */
	note(&t, t.drawn, t.by_draw);
	assert_int_equal(take(&t), 0);
	/* a stricter policy is refused by carrying over, a label is another page */
	t.f.policy.k = 6;
	nothing_taken(&t);
	t.f.policy.k = 5;
	const struct sv label = t.f.area[1].label;
	t.f.area[1].label = sv("Another label");
	nothing_taken(&t);
	t.f.area[1].label = label;
	assert_int_equal(take(&t), 0);
	/* the newest edition is of other pools */
	people[6].why = REASON_PAUSED;
	two_carry(&t);
	publish_csv(&t, t.carried);
	nothing_taken(&t);
	two_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_any_pools),
		cmocka_unit_test(test_while_a_profile_ends), cmocka_unit_test(test_damage),
		cmocka_unit_test(test_of_other_records) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
