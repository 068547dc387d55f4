/* Entries of two pool.csv: profiles are followed by ID, groups by what they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "cmd/difference.h"

#define HEAD                                                                                                           \
	"pool,entry_id,kind,field,code,label,parent,text\n"                                                            \
	"mentors,,field,area,grouped,Area,one,facet\n"                                                                 \
	"mentors,,value,area,gcp,Clinical trials,*,\n"                                                                 \
	"mentors,,value,area,glp,Laboratories,*,\n"

static const char before[] = HEAD "mentors,222-2226,profile,,area=gcp,,,same text\n"
				  "mentors,333-3339,profile,,area=gcp,,,\"old, text\"\n"
				  "mentors,444-444C,profile,,area=glp,,,\n"
				  "mentors,555-555F,group,,area=gcp,,,\n"
				  "mentors,666-666J,group,,area=*,,,\n";
static const char now[] =
	HEAD "mentors,222-2226,profile,,area=gcp,,,same text\n"
	     "mentors,333-3339,profile,,area=gcp,,,new text\n"
	     "mentors,777-777N,profile,,area=glp,,,\n"
	     "mentors,888-888R,group,,area=gcp,,,\n" /* the same group under another ID is the same group */
	     "mentors,999-999V,group,,area=glp,,,\n";

static void read_both(struct difference *d, const char *a, const char *b, struct diags *ds)
{
	*d = (struct difference){ .mem = ARENA_INIT, .pool = VEC_INIT, .document = VEC_INIT, .page = VEC_INIT };
	assert_int_equal(difference_entries(d, sv(a), sv(b), ds), 0);
}

static void entries_go_in_and_out(void **state)
{
	struct difference d;
	struct diags ds = DIAGS_INIT;
	(void)state;
	read_both(&d, before, now, &ds);
	assert_int_equal(d.pool.n, 1);
	const struct diff_pool *p = &d.pool.at[0];
	assert_string_equal(p->code, "mentors");
	assert_int_equal(p->profiles_before, 3);
	assert_int_equal(p->profiles_now, 3);
	assert_int_equal(p->groups_before, 2);
	assert_int_equal(p->groups_now, 2);
	assert_int_equal(p->profiles_in.n, 1);
	assert_string_equal(p->profiles_in.at[0].id, "777-777N");
	assert_int_equal(p->profiles_out.n, 1);
	assert_string_equal(p->profiles_out.at[0].id, "444-444C");
	assert_int_equal(p->renewed.n, 1);
	assert_string_equal(p->renewed.at[0].id, "333-3339");
	assert_int_equal(p->groups_in.n, 1);
	assert_true(sv_is(p->groups_in.at[0].facts, "Laboratories"));
	assert_int_equal(p->groups_out.n, 1);
	assert_true(sv_is(p->groups_out.at[0].facts, "kept private"));
	assert_false(p->redrawn);
	difference_dispose(&d);
	diags_dispose(&ds);
}

static void other_fields_are_told(void **state)
{
	struct difference d;
	struct diags ds = DIAGS_INIT;
	(void)state;
	read_both(&d, before,
		"pool,entry_id,kind,field,code,label,parent,text\nmentors,,field,area,grouped,Main area,one,facet\n",
		&ds);
	assert_true(d.pool.at[0].redrawn);
	assert_int_equal(d.pool.at[0].profiles_out.n, 3);
	difference_dispose(&d);
	read_both(&d, "", now, &ds); /* the first drawing */
	assert_false(d.pool.at[0].redrawn);
	assert_int_equal(d.pool.at[0].profiles_in.n, 3);
	difference_dispose(&d);
	diags_dispose(&ds);
}

static void statements_are_read_by_key(void **state)
{
	struct arena mem = ARENA_INIT;
	struct sv json = SV_LIT("{\n  \"k\": 5,\n  \"audience\": \"members\",\n  \"pools\": [\n    {\n      \"k\": 7\n "
				"   }\n  ],\n  \"policy\": \"ab\"\n}\n");
	(void)state;
	assert_string_equal(difference_stated(&mem, json, "k"), "5");
	assert_string_equal(difference_stated(&mem, json, "audience"), "members");
	assert_string_equal(difference_stated(&mem, json, "policy"), "ab");
	assert_string_equal(difference_stated(&mem, json, "cycle"), "");
	arena_dispose(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_go_in_and_out),
		cmocka_unit_test(other_fields_are_told),
		cmocka_unit_test(statements_are_read_by_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
