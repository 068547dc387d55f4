/* Tests of vocabularies: their tree has one numbering, and every slip in the small tables is told with its place. */
#include "support.h"

static const struct vocab *load(struct ws *w, const char *text, int result)
{
	ws_remove(w, "v/bands.csv");
	ws_write(w, "v/areas.csv", text);
	assert_int_equal(vocab_load_all(&w->vocabs, &w->mem, fs_join(&w->mem, w->root, "v"), "v", &w->ds), result);
	return vocab_named(&w->vocabs, sv("areas"));
}

static void the_tree_is_depth_first_by_sort_then_code(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct vocab *v = load(w, "code,label,parent,sort\nb,B,,1\nz,Z,a,1\na,A,,1\ny,Y,a,\nx,X,a,\n", 0);
	const char *const order[] = { "*", "a", "z", "x", "y", "b" };
	const size_t parents[] = { 0, 0, 1, 1, 1, 0 }, leaves[] = { 4, 3, 1, 1, 1, 1 };
	assert_int_equal(v->n, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_true(sv_is(v->value[i].code, order[i]));
		assert_int_equal(v->value[i].parent, parents[i]);
		assert_int_equal(v->value[i].leaves, leaves[i]);
		assert_int_equal(v->value[i].leaf, leaves[i] == 1);
	}
	assert_int_equal(v->max_depth, 2);
	assert_true(sv_is(v->value[0].label, "kept private"));
	assert_int_equal(vocab_ancestor(v, 3, 0), 3);
	assert_int_equal(vocab_ancestor(v, 3, 1), 1);
	assert_int_equal(vocab_ancestor(v, 3, 9), 0);
	ws_free(w);
}

static void values_are_found_by_code_label_and_alias(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct vocab *v = load(w, "code,label,aliases\nrd,R&D,Research|Old & new\n", 0);
	assert_int_equal(vocab_lookup(v, sv("RD")), 1);
	assert_int_equal(vocab_lookup(v, sv("r&amp;d")), 1);
	assert_int_equal(vocab_lookup(v, sv(" old  &amp; NEW ")), 1);
	assert_true(vocab_lookup(v, sv("other")) == SIZE_MAX);
	assert_true(vocab_lookup(v, sv("*")) == SIZE_MAX);
	assert_true(vocab_lookup(v, sv("")) == SIZE_MAX);
	assert_null(vocab_named(&w->vocabs, sv("none")));
	ws_free(w);
}

static void bands(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct vocab *v =
		load(w, "code,label,parent,sort,from,to\nlow,L,,1,,\na,A,low,2,0,3\nb,B,low,3,3,6\nc,C,,4,6,\n", 0);
	assert_int_equal(vocab_band(v, 0), 2);
	assert_int_equal(vocab_band(v, 2), 2);
	assert_int_equal(vocab_band(v, 3), 3);
	assert_int_equal(vocab_band(v, 6), 4);
	assert_int_equal(vocab_band(v, 500), 4);
	ws_free(w);
}

static void slip(const char *text, const char *code, unsigned line, unsigned col)
{
	struct ws *w = ws_new();
	load(w, text, -1);
	assert_non_null(found(&w->ds, code, "v/areas.csv", line, col));
	ws_free(w);
}

static void every_slip_has_its_place(void **state)
{
	(void)state;
	slip("code,label,sort\na,A,x\n", "R080", 2, 5);
	slip("code,label\nA b,A\n", "R081", 2, 1);
	slip("code,label\na,A\na,B\n", "R082", 3, 1);
	slip("code,label\na,\n", "R083", 2, 3);
	slip("code,label,retired_on\na,A,soon\n", "R084", 2, 5);
	slip("code,label,from,to\na,A,3,3\n", "R085", 2, 7);
	slip("code,label,parent\na,A,b\n", "R086", 2, 5);
	slip("code,label,aliases\na,A,\nb,B,x|a\n", "R087", 3, 5);
	slip("code,label\na,Same\nb,same\n", "R087", 3, 3);
	slip("code,label,parent\na,A,b\nb,B,a\nc,C,\n", "R088", 2, 5);
	slip("code,label,from,to\na,A,0,3\nb,B,4,\n", "R089", 3, 1);
	slip("code,label,from,to\na,A,0,3\nb,B,,\n", "R089", 3, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tree_is_depth_first_by_sort_then_code),
		cmocka_unit_test(values_are_found_by_code_label_and_alias),
		cmocka_unit_test(bands),
		cmocka_unit_test(every_slip_has_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
