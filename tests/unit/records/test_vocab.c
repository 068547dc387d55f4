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
	slip("code,label,parent,from,to\na,A,,0,9\nb,B,a,0,3\nc,C,a,3,\n", "R089", 2, 6);
	slip("code,label\na,Caf\xc3\xa9\nb,CAFE\n", "R087", 3, 3);
	slip("code,label,parent\na,A,a\n", "R088", 2, 5);
	slip("code,label,parent\n*,Everything,\n", "R081", 2, 1);
	slip("code,label,parents\na,A,\n", "B111", 1, 12);
	slip("label\nA\n", "B113", 1, 1);
	slip("code,label,parent\na,A,\na,A2,b\n", "R086", 3, 6);
}

static const struct diag *diag_of(const struct ws *w, const char *code, size_t *n)
{
	const struct diag *first = NULL;
	*n = 0;
	for (size_t i = 0; i < w->ds.n; i++)
		if (strcmp(w->ds.at[i].code, code) == 0) {
			if (!first) first = &w->ds.at[i];
			++*n;
		}
	return first;
}

static void a_cycle_is_told_once(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	size_t n = 0;
	load(w, "code,label,parent\nroot,Root,\nbelow,Below,c\nc,C,a\na,A,b\nb,B,c\n", -1);
	const struct diag *d = diag_of(w, "R088", &n);
	assert_int_equal(n, 1); /* "below" only hangs on it */
	assert_int_equal(d->at.line, 4);
	assert_non_null(strstr(d->text, "\"c\" below \"a\" below \"b\" below \"c\""));
	ws_free(w);
}

static void what_was_meant_by_a_parent(void **state)
{
	(void)state;
	static const struct {
		const char *parent, *help;
	} slips[] = { { "Clinical work", "write the code and not the label: clinical" },
		{ "clinicla", "did you mean \"clinical\"?" }, { "*", "leave it empty" } };
	for (size_t i = 0; i < 3; i++) {
		struct ws *w = ws_new();
		size_t n = 0;
		load(w, arena_printf(&w->mem, "code,label,parent\nclinical,Clinical work,\nx,X,%s\n", slips[i].parent),
			-1);
		const struct diag *d = diag_of(w, "R086", &n);
		assert_non_null(d);
		assert_non_null(strstr(d->help, slips[i].help));
		ws_free(w);
	}
}

/* A chain of so many levels, each below the one before. */
static const struct vocab *chain(struct ws *w, unsigned levels, int result)
{
	struct str text = STR_INIT;
	str_puts(&text, "code,label,parent\nl1,L1,\nother,Other,\n");
	for (unsigned i = 2; i <= levels; i++) str_printf(&text, "l%u,L%u,l%u\n", i, i, i - 1);
	const struct vocab *v = load(w, text.ptr, result);
	str_dispose(&text);
	return v;
}

static void eight_levels_and_no_more(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	size_t n = 0;
	assert_int_equal(chain(w, 8, 0)->max_depth, 8);
	ws_free(w);
	w = ws_new();
	chain(w, 20000, -1);
	const struct diag *d = diag_of(w, "R160", &n);
	assert_int_equal(n, 1);
	assert_int_equal(d->at.line, 11); /* l9 */
	assert_null(diag_of(w, "R088", &n));
	ws_free(w);
}

static const struct vocab *many(struct ws *w, unsigned rows, int result)
{
	struct str text = STR_INIT;
	str_puts(&text, "code,label\n");
	for (unsigned i = 1; i <= rows; i++) str_printf(&text, "c%u,Label %u\n", i, i);
	const struct vocab *v = load(w, text.ptr, result);
	str_dispose(&text);
	return v;
}

static void an_index_fits_two_bytes(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	assert_int_equal(many(w, 65534, 0)->n, 65535);
	ws_free(w);
	w = ws_new();
	assert_null(many(w, 65535, -1));
	assert_non_null(found(&w->ds, "R163", "v/areas.csv", 65536, 1));
	ws_free(w);
}

static void a_spreadsheet_saved_it(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct vocab *v = load(w,
		"\xef\xbb\xbf"
		"code;label;parent;aliases\r\na;\"A; and more\";;One|Two\r\nb;B;a;\r\nc;C\r\n",
		0);
	assert_int_equal(v->n, 4);
	assert_int_equal(vocab_lookup(v, sv("two")), 1);
	assert_int_equal(w->ds.warnings, 0);
	ws_free(w);
	static const char *const days[] = { "5-Mar", "05. Mrz", "Nov-20", "x|3-May" }, *const fine[] = { "3-5", "May",
		"Mar 2026", "GCP-5", "11-20" };
	for (size_t i = 0; i < 9; i++) {
		w = ws_new();
		load(w, arena_printf(&w->mem, "code,label,aliases\na,A,%s\n", i < 4 ? days[i] : fine[i - 4]), 0);
		size_t n = 0;
		diag_of(w, "R162", &n);
		assert_int_equal(n, i < 4);
		ws_free(w);
	}
}

static void a_top_of_ones_own(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	size_t n = 0;
	load(w, "code,label,parent\nall,All,\na,A,all\nb,B,all\n", 0);
	assert_int_equal(diag_of(w, "R161", &n)->at.line, 2);
	ws_free(w);
	w = ws_new();
	load(w, "code,label,parent\nall,All,\na,A,all\nb,B,\n", 0);
	assert_null(diag_of(w, "R161", &n));
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tree_is_depth_first_by_sort_then_code),
		cmocka_unit_test(values_are_found_by_code_label_and_alias),
		cmocka_unit_test(bands),
		cmocka_unit_test(every_slip_has_its_place),
		cmocka_unit_test(a_cycle_is_told_once),
		cmocka_unit_test(what_was_meant_by_a_parent),
		cmocka_unit_test(eight_levels_and_no_more),
		cmocka_unit_test(an_index_fits_two_bytes),
		cmocka_unit_test(a_spreadsheet_saved_it),
		cmocka_unit_test(a_top_of_ones_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
