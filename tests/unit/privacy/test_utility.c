/* What the choices are worth and what they tell: small pools worked out by hand. Of the trees: clinical holds gcp and gvp, nonclinical glp
 * and bio, quality stands alone; years are few, some, many. */
#include "pool_support.h"

enum { ROWS_MAX = 16, SAMPLE = 4 };

struct pool_of {
	struct vocab areas, years;
	struct vocab_value area[AREAS], year[YEARS];
	struct ladder_field field[2];
	struct tuples t;
	struct ladder l;
	struct arena mem;
	uint8_t less[ROWS_MAX];
	struct risk risk;
};

struct some {
	uint16_t area, years;
	uint32_t n;
};

/* The all-but-one test of a pool with k = 2; fields 1 takes areas only. */
static void ask(struct pool_of *p, size_t nfields, const struct some *who, size_t n, uint64_t budget)
{
	uint16_t leaf[2 * ROWS_MAX];
	uint32_t count[ROWS_MAX];

	*p = (struct pool_of){ .mem = ARENA_INIT };
	tree_areas(&p->areas, p->area);
	tree_years(&p->years, p->year);
	p->field[0] = (struct ladder_field){ &p->areas, 4 };
	p->field[1] = (struct ladder_field){ &p->years, 2 };
	for (size_t i = 0; i < n; i++) {
		leaf[2 * i] = who[i].area;
		leaf[2 * i + 1] = who[i].years;
		count[i] = who[i].n;
	}
	tuples_of(&p->t, &p->mem, leaf, count, n, 2, nfields == 1 ? 1 : 3);
	const struct ladder_rows *rows =
		ladder_rows_new(&p->mem, ladder_plan_new(&p->mem, p->field, nfields), p->t.leaf, p->t.count, p->t.n);
	ladder_climb_less(&p->l, &p->mem, rows, 2, p->less);
	risk_all_but_one(&p->risk, p->field, nfields, &p->t, &(struct risk_base){ rows, &p->l, p->less, 2 }, true,
		budget, SAMPLE);
}

static void done(struct pool_of *p)
{
	map_dispose(&p->areas.by_word);
	map_dispose(&p->years.by_word);
	arena_dispose(&p->mem);
}

static void test_tuples(void **state)
{
	static const uint16_t leaf[] = { 3, 1, 9, 2, 1, 9, 3, 1, 8, 3, 2, 9 };
	struct arena mem = ARENA_INIT;
	struct tuples t, u;

	(void)state;
	tuples_of(&t, &mem, leaf, NULL, 4, 3, 3);
	assert_int_equal(t.n, 3);
	assert_int_equal(t.persons, 4);
	assert_int_equal(t.leaf[0], 2);
	assert_int_equal(t.leaf[3], 1);
	assert_int_equal(t.count[1], 2);
	assert_int_equal(tuples_alone(&t), 2);
	tuples_of(&u, &mem, t.leaf, t.count, t.n, 2, 2);
	assert_int_equal(u.n, 2);
	assert_int_equal(u.count[0], 3);
	tuples_of(&u, &mem, t.leaf, t.count, t.n, 2, 0);
	assert_int_equal(u.n, 1);
	assert_int_equal(u.count[0], 4);
	arena_dispose(&mem);
}

/* Two gcp, two gvp: without any one of them the two cards would become one, "clinical"; and with any other value too. */
static void test_exactly_k(void **state)
{
	static const struct some who[] = { { AREA_GCP, 0, 2 }, { AREA_GVP, 0, 2 } };
	struct pool_of p;

	(void)state;
	ask(&p, 1, who, 2, UINT64_MAX);
	assert_int_equal(p.l.n, 2);
	assert_int_equal(p.risk.persons, 4);
	assert_int_equal(p.risk.present, 4);
	assert_int_equal(p.risk.exactly_k, 4);
	assert_int_equal(p.risk.known[0].confirmed, 4); /* the card shows it anyway */
	assert_int_equal(p.risk.known[0].revealed, 0);
	assert_int_equal(p.risk.blind[0].confirmed, 4); /* there is no other field, so it is the same question */
	done(&p);
}

/* Three gcp, one gvp left over: one card, "clinical". Without the gvp it would read "gcp"; without a gcp nothing changes. But in place of
 * any of them no other value gives that card. */
static void test_left_over(void **state)
{
	static const struct some who[] = { { AREA_GCP, 0, 3 }, { AREA_GVP, 0, 1 } };
	struct pool_of p;

	(void)state;
	ask(&p, 1, who, 2, UINT64_MAX);
	assert_int_equal(p.l.n, 1);
	assert_int_equal(p.l.at[0].tuple[0], AREA_CLINICAL);
	assert_int_equal(p.risk.present, 1);
	assert_int_equal(p.risk.exactly_k, 0);
	assert_int_equal(p.risk.known[0].revealed, 4); /* the card leaves gcp and gvp open, the observer does not */
	done(&p);
}

/* Enough of both: nobody's presence shows, and one could be the other. */
static void test_enough(void **state)
{
	static const struct some who[] = { { AREA_GCP, 0, 4 }, { AREA_GVP, 0, 3 } };
	struct pool_of p;

	(void)state;
	ask(&p, 1, who, 2, UINT64_MAX);
	assert_int_equal(p.risk.persons, 7);
	assert_int_equal(p.risk.present, 0);
	assert_int_equal(p.risk.known[0].tried, 7);
	assert_int_equal(p.risk.known[0].revealed + p.risk.known[0].confirmed + p.risk.known[0].narrowed, 0);
	done(&p);
}

/* Three (gcp, few), three (gvp, some). Who knows that somebody has few years knows the area too; who knows nothing of them cannot say. */
static void test_other_fields(void **state)
{
	static const struct some who[] = { { AREA_GCP, YEARS_FEW, 3 }, { AREA_GVP, YEARS_SOME, 3 } };
	struct pool_of p;

	(void)state;
	ask(&p, 2, who, 2, UINT64_MAX);
	assert_int_equal(p.l.n, 2);
	assert_int_equal(p.risk.present, 0);
	assert_int_equal(p.risk.known[0].confirmed, 6);
	assert_int_equal(p.risk.known[1].confirmed, 6);
	assert_int_equal(p.risk.blind[0].tried, 6);
	assert_int_equal(p.risk.blind[0].confirmed, 0);
	assert_int_equal(p.risk.blind[1].confirmed, 0);
	done(&p);
}

/* Without a budget presence is known all the same, and fields are asked of a sample: of four gcp and two gvp in order, persons 2, 3, 5
 * and 6 of the six. A gvp can be nothing else, for then that group would be gone; a gcp could be a gvp. */
static void test_budget(void **state)
{
	static const struct some who[] = { { AREA_GCP, 0, 4 }, { AREA_GVP, 0, 2 } };
	struct pool_of p;

	(void)state;
	ask(&p, 1, who, 2, 0);
	assert_int_equal(p.risk.persons, 6);
	assert_int_equal(p.risk.present, 2);
	assert_int_equal(p.risk.guessed, 0);
	assert_int_equal(p.risk.exactly_k, 2);
	assert_int_equal(p.risk.spent, 0);
	assert_true(p.risk.known[0].walked);
	assert_int_equal(p.risk.known[0].tried, 4);
	assert_int_equal(p.risk.known[0].confirmed, 2);
	assert_int_equal(p.risk.known[0].revealed + p.risk.known[0].narrowed, 0);
	assert_int_equal(p.risk.blind[0].tried, 0);
	done(&p);
}

/* Two say gcp and not for how long; two more do, each otherwise. In all of them gcp is published with all years, on two rungs: whether one
 * of the first two can be missed only trying tells. Without a budget they are counted. */
static void test_guessed(void **state)
{
	static const struct some who[] = { { AREA_GCP, 0, 2 }, { AREA_GCP, YEARS_FEW, 1 },
		{ AREA_GCP, YEARS_SOME, 1 } };
	struct pool_of p;

	(void)state;
	ask(&p, 2, who, 3, 0);
	assert_int_equal(p.risk.guessed, 4);
	assert_int_equal(p.risk.present, 4);
	done(&p);
	ask(&p, 2, who, 3, UINT64_MAX);
	assert_int_equal(p.risk.guessed, 0);
	assert_int_equal(p.risk.present, 0); /* the three others still are gcp */
	done(&p);
}

static bool warned(const struct utility *u, const char *what)
{
	for (size_t i = 0; i < u->nwarnings; i++)
		if (strstr(u->warning[i], what)) return true;
	return false;
}

static void test_measure(void **state)
{
	struct fixture f;
	struct arena mem = ARENA_INIT;
	struct utility u;

	(void)state;
	begin(&f);
	add(12, CONSENT_GROUP, "glp", "few");
	add(4, CONSENT_GROUP, "gcp", "many");
	add(20, CONSENT_PROFILE, "gcp", "many");
	assert_int_equal(utility_measure(&u, &mem, f.s, &f.run, &f.policy, 0, &f.ds), 0);
	assert_int_equal(u.n, 12); /* no field, two single ones, both; three k */
	assert_int_equal(u.persons, 16);
	assert_int_equal(u.profiles, 20);
	assert_non_null(u.current);
	assert_int_equal(u.current->subset, 3);
	assert_int_equal(u.current->groups, 1); /* four are left over, and join the one class */
	assert_int_equal(u.current->smallest, 16);
	assert_int_equal(u.current->exact_percent, 0);
	assert_int_equal(u.current->shown_percent, 0);
	assert_int_equal(u.current->alone_percent, 0);
	assert_int_equal(u.recommended->subset, 0); /* 16 is under 4 times 5 */
	assert_true(warned(&u, "profiles outnumber the rest (20 against 16)"));
	assert_true(warned(&u, "only 0 % of the people in groups"));
	assert_false(warned(&u, "can be placed"));
	assert_int_equal(u.neffects, 2);
	arena_dispose(&mem);
	end(&f);
}

/* 20 and 20: both fields exact everywhere, nobody alone, nothing told. Area alone shows 4 of 6 parts of the weight. */
static void test_numbers(void **state)
{
	struct fixture f;
	struct arena mem = ARENA_INIT;
	struct utility u;

	(void)state;
	begin(&f);
	add(20, CONSENT_GROUP, "glp", "few");
	add(20, CONSENT_GROUP, "gcp", "many");
	assert_int_equal(utility_measure(&u, &mem, f.s, &f.run, &f.policy, 0, &f.ds), 0);
	assert_int_equal(u.current->exact_percent, 100);
	assert_int_equal(u.current->shown_percent, 100);
	assert_int_equal(u.current->kept_percent, 100);
	assert_int_equal(u.current->smallest, 20);
	assert_int_equal(u.current->told, TOLD_ALL);
	assert_int_equal(u.current->told_percent, 0);
	assert_false(u.current->dominated);
	assert_int_equal(u.recommended->subset, 1); /* 40 people are 8 times k: the area, the heaviest field */
	assert_int_equal(u.recommended->shown_percent, 66);
	assert_true(u.recommended->dominated);
	for (size_t i = 0; i + 1 < u.n; i++)
		assert_true(u.row[i].k < u.row[i + 1].k || u.row[i].nfields <= u.row[i + 1].nfields);
	for (size_t i = 0; i < u.n; i++) /* at k = 20 each group is exactly k, and one less would be seen */
		if (u.row[i].subset == 3 && u.row[i].k == 20) assert_int_equal(u.row[i].told_percent, 100);
	arena_dispose(&mem);
	end(&f);
}

static void test_nobody(void **state)
{
	struct fixture f;
	struct arena mem = ARENA_INIT;
	struct utility u;

	(void)state;
	begin(&f);
	assert_int_equal(utility_measure(&u, &mem, f.s, &f.run, &f.policy, 0, &f.ds), 0);
	assert_null(u.recommended);
	assert_true(warned(&u, "nobody is listed without a profile"));
	add(3, CONSENT_GROUP, "glp", "few");
	assert_int_equal(utility_measure(&u, &mem, f.s, &f.run, &f.policy, 0, &f.ds), 0);
	assert_null(u.recommended);
	assert_non_null(strstr(u.recommendation, "too few people for any group"));
	assert_int_equal(u.current->unplaced, 3);
	assert_true(warned(&u, "none of the 3 people without a profile can be placed"));
	arena_dispose(&mem);
	end(&f);
}

/* Candidates: what is grouped, then what has one value; a list never. */
static void test_candidates(void **state)
{
	struct fixture f;
	struct arena mem = ARENA_INIT;
	struct utility u;
	struct policy_field field[12];

	(void)state;
	begin(&f);
	add(30, CONSENT_GROUP, "glp", "few");
	for (size_t i = 0; i < 12; i++) field[i] = f.field[i ? 1 : 0];
	for (size_t i = 1; i < 12; i++) field[i].grouped = false;
	field[1].list = true;
	f.pool.field = field;
	f.pool.nfields = 12;
	f.pool.ngrouped = 1;
	assert_int_equal(utility_measure(&u, &mem, f.s, &f.run, &f.policy, 0, &f.ds), 0);
	assert_int_equal(u.nfields, 8);
	assert_int_equal(u.ngrouped, 1);
	assert_int_equal(u.nleft_out, 3);
	assert_int_equal(u.n, 256 * 3);
	assert_true(warned(&u, "is not compared here"));
	assert_int_equal(u.current->subset, 1);
	arena_dispose(&mem);
	end(&f);
}

/* Twelve of the group; besides them `others` members who fit, one of whom only the area is known, and one who does not fit. */
static void fit_of(struct fit *out, size_t others)
{
	struct fixture f;
	struct arena mem = ARENA_INIT;
	struct utility u;

	begin(&f);
	add(12, CONSENT_GROUP, "glp", "few");
	for (size_t i = 0; i < 12; i++) {
		people[i].member = (int64_t)i + 1;
		roster[nroster++] = (struct roster_row){ (int64_t)i + 1, "", "" };
	}
	for (size_t i = 0; i < others; i++) roster[nroster++] = (struct roster_row){ 20 + (int64_t)i, "glp", "few" };
	roster[nroster++] = (struct roster_row){ 50, "glp", "" };
	roster[nroster++] = (struct roster_row){ 51, "gcp", "few" };
	assert_int_equal(utility_measure(&u, &mem, f.s, &f.run, &f.policy, 0, &f.ds), 0);
	assert_int_equal(u.fit.n, 1);
	*out = u.fit;
	assert_int_equal(u.fit.at[0].persons, 12);
	assert_int_equal(u.fit.at[0].sure, 12 + others);
	assert_int_equal(u.fit.at[0].most, 13 + others);
	assert_int_equal(warned(&u, "hold over two thirds of the members who fit them: who fits"), u.fit.over);
	assert_int_equal(warned(&u, "cannot be told"), u.fit.open);
	arena_dispose(&mem);
	end(&f);
}

static void test_fit(void **state)
{
	struct fit fit;

	(void)state;
	fit_of(&fit, 1); /* 12 of 14 at most: certain */
	assert_int_equal(fit.over, 1);
	assert_int_equal(fit.eligible, 15);
	assert_int_equal(fit.known, 14);
	assert_int_equal(fit.from_roster, 2);
	fit_of(&fit, 5); /* 12 of 17 or 18: two thirds of 18 are 12, so it depends on the one */
	assert_int_equal(fit.over, 0);
	assert_int_equal(fit.open, 1);
	fit_of(&fit, 6); /* 12 of 18 at least: not over */
	assert_int_equal(fit.over + fit.open, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_tuples), cmocka_unit_test(test_exactly_k),
		cmocka_unit_test(test_left_over), cmocka_unit_test(test_enough), cmocka_unit_test(test_other_fields),
		cmocka_unit_test(test_budget), cmocka_unit_test(test_guessed), cmocka_unit_test(test_measure),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_nobody), cmocka_unit_test(test_candidates),
		cmocka_unit_test(test_fit) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
