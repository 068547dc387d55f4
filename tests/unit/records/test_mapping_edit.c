/* Tests of textual changes: the place changes, every other byte stays. */
#include "records/mapping_edit.h"
#include "support.h"

struct pad {
	struct arena mem;
	struct diags ds;
	struct edits e;
	struct str out;
	const struct yaml *root;
};

static struct pad *pad_new(const char *text)
{
	struct pad *p = xcalloc(1, sizeof *p);
	*p = (struct pad){ .mem = ARENA_INIT, .ds = DIAGS_INIT, .out = STR_INIT };
	assert_int_equal(yaml_parse(&p->root, &p->mem, "m.yml", sv(text), 1, &p->ds), 0);
	edits_begin(&p->e, &p->mem, sv(text), p->root);
	return p;
}

static void becomes(struct pad *p, int result, const char *expected)
{
	assert_int_equal(result, 0);
	edits_apply(&p->e, &p->out);
	assert_string_equal(p->out.ptr, expected);
	edits_dispose(&p->e);
	str_dispose(&p->out);
	diags_dispose(&p->ds);
	arena_dispose(&p->mem);
	free(p);
}

static void lists(void **state)
{
	struct pad *p = pad_new("# über\nignore: [\"A\", 'it''s'] # keep\nx: 1\n");
	(void)state;
	becomes(p, edits_add_to_list(&p->e, p->root, "ignore", sv("B \"2\"")),
		"# über\nignore: [\"A\", 'it''s', \"B \\\"2\\\"\"] # keep\nx: 1\n");
	p = pad_new("ignore: A # keep\n");
	becomes(p, edits_add_to_list(&p->e, p->root, "ignore", sv("B")), "ignore: [\"A\", \"B\"] # keep\n");
	p = pad_new("ignore:\n  - A # first\n  - B # last\nx: 1\n");
	becomes(p, edits_add_to_list(&p->e, p->root, "ignore", sv("C c")),
		"ignore:\n  - A # first\n  - B # last\n  - \"C c\"\nx: 1\n");
	p = pad_new("x: 1");
	becomes(p, edits_add_to_list(&p->e, p->root, "ignore", sv("C")), "x: 1\nignore: [\"C\"]\n");
	p = pad_new("c: {p: [a,\n       b] # why\n    }\n");
	becomes(p, edits_add_to_list(&p->e, yaml_get(p->root, "c"), "p", sv("new_field")),
		"c: {p: [a,\n       b, new_field] # why\n    }\n");
}

static void renames(void **state)
{
	struct pad *p = pad_new(
		"columns:\n  a: \"Old\"  # why\n  b: {column: Old, type: date}\n  c: {choices: [X, \"Old\", Z]}\n");
	const struct yaml *columns = yaml_get(p->root, "columns");
	(void)state;
	assert_int_equal(edits_put_before(&p->e, yaml_get(yaml_get(columns, "b"), "column"), sv("New")), 0);
	assert_int_equal(edits_put_before(&p->e, yaml_get(yaml_get(columns, "c"), "choices")->item[1], sv("New")), 0);
	becomes(p, edits_rename_plain(&p->e, yaml_get(columns, "a"), sv("New")),
		"columns:\n  a: {column: [\"New\", \"Old\"]}  # why\n  b: {column: [\"New\", \"Old\"], type: date}\n  "
		"c: {choices: [X, "
		"[\"New\", \"Old\"], Z]}\n");
	p = pad_new("a: {column: [\"New\", \"Old\"]}\n");
	becomes(p, edits_put_before(&p->e, yaml_get(yaml_get(p->root, "a"), "column"), sv("Newest")),
		"a: {column: [\"Newest\", \"New\", \"Old\"]}\n");
}

static void pairs(void **state)
{
	struct pad *p = pad_new(
		"columns:\r\n  a: \"A\"\r\n  b: {column: B,  # here\r\n      vocab: v}  # there\r\nignore: [x]\r\n");
	const struct yaml *columns = yaml_get(p->root, "columns");
	(void)state;
	assert_int_equal(edits_add_pair(&p->e, yaml_get(columns, "b"), sv("aliases"), "{\"x\": y}"), 0);
	becomes(p, edits_add_pair(&p->e, columns, sv("c"), "\"C\""),
		"columns:\r\n  a: \"A\"\r\n  b: {column: B,  # here\r\n      vocab: v, aliases: {\"x\": y}}  # "
		"there\r\n  c: \"C\"\r\n"
		"ignore: [x]\r\n");
	p = pad_new("s:\n  status: {\"\": active,\n           Gone: withdraw}\n");
	becomes(p, edits_add_pair(&p->e, yaml_get(yaml_get(p->root, "s"), "status"), sv("Out till {date}"), "pause"),
		"s:\n  status: {\"\": active,\n           Gone: withdraw, \"Out till {date}\": pause}\n");
}

/* A block of text has no end that could be trusted. */
static void refusals(void **state)
{
	struct pad *p = pad_new("a: >\n  Old\n  header\nb: plain text\n  over lines\n");
	(void)state;
	assert_int_equal(edits_rename_plain(&p->e, yaml_get(p->root, "a"), sv("New")), -1);
	assert_int_equal(edits_rename_plain(&p->e, yaml_get(p->root, "b"), sv("New")), -1);
	becomes(p, 0, "a: >\n  Old\n  header\nb: plain text\n  over lines\n");
}

static void small_texts(void **state)
{
	struct str s = STR_INIT;
	(void)state;
	mapping_edit_field_name(&s, sv("2nd e-mail (work)?"));
	assert_string_equal(s.ptr, "2nd_e_mail_work");
	str_clear(&s);
	mapping_edit_date_phrase(&s, sv("Out until 3/4/2026, then back"));
	assert_string_equal(s.ptr, "Out until {date}, then back");
	str_clear(&s);
	mapping_edit_date_phrase(&s, sv("Room 12 until further notice"));
	assert_string_equal(s.ptr, "Room 12 until further notice");
	str_clear(&s);
	mapping_edit_difference(&s, sv("a\nb\nc\nd\n"), sv("a\nB\nc\nd\ne\n"));
	assert_string_equal(s.ptr, "    2 - b\n    2 + B\n    5 + e\n");
	str_dispose(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lists), cmocka_unit_test(renames), cmocka_unit_test(pairs),
		cmocka_unit_test(refusals), cmocka_unit_test(small_texts) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
