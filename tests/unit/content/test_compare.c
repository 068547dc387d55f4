/* test_compare: clauses aligned by number and text, words told as they changed, and both texts to be had back from any
 * comparison, checked against the words of the rendered pages. */
#include "workspace.h"
#include "base/utf8.h"
#include "content/compare.h"

static struct ws w;
static struct comparer *comparer;

static int open_ws(void **state)
{
	(void)state;
	ws_open(&w);
	comparer = comparer_new();
	return 0;
}

static int close_ws(void **state)
{
	(void)state;
	comparer_free(comparer);
	ws_close(&w);
	return 0;
}

static const struct comparison *compare(const char *old, const char *new)
{
	comparer_forget(comparer);
	ws_put_sop(&w, "MP-02.01", "", "2020-01-01", "", old);
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2024-01-01", "", new);
	ws_load(&w);
	const struct comparison *d = compare_versions(
		comparer, corpus_find(w.corpus, DOC_SOP, "MP-02.01"), corpus_find(w.corpus, DOC_SOP, "MP-02.02"));
	assert_non_null(d);
	return d;
}

static const struct compare_clause *clause_of(const struct comparison *d, const char *number)
{
	for (size_t i = 0; i < d->nclauses; i++)
		if (sv_is(d->clause[i].number, number)) return &d->clause[i];
	fail_msg("no clause %s", number);
	return NULL;
}

/* "[-old-] {+new+}" of a clause, its blocks parted by " / ", notes in (). */
static const char *told(const struct compare_clause *c)
{
	static const char *const open[] = { "", "[-", "{+" }, *const close[] = { "", "-]", "+}" };
	struct str s = STR_INIT;
	for (size_t i = 0; i < c->nblocks; i++) {
		const struct compare_block *b = &c->block[i];
		str_printf(&s, "%s%.*s", i ? " / " : "", SV_ARG(b->mark));
		for (size_t k = 0; k < b->nruns; k++) {
			const struct compare_run *r = &b->run[k];
			str_printf(&s, "%s%s%.*s%s", s.len && !sv_ends(sv_of(&s), " ") ? " " : "", open[r->part],
				SV_ARG(r->text), close[r->part]);
			if (r->note.n) str_printf(&s, " (%.*s)", SV_ARG(r->note));
		}
		if (b->note.n) str_printf(&s, " (%.*s)", SV_ARG(b->note));
	}
	const char *z = arena_strdup(&w.mem, sv_of(&s));
	str_dispose(&s);
	return z;
}

static const char *words(const struct comparison *d, const char *number)
{
	return compare_clause_words(clause_of(d, number), &w.mem).p;
}

static const char base[] =
	"## 5. Procedures\n\n### 5.1 Review\n\n5.1.1 Members shall apply once a year by the form.\n\n"
	"5.1.2 Headquarters shall gather the applications and put them in order.\n\n"
	"5.1.3 The committee shall review each application and weigh the partners.\n";

static void words_that_changed(void **state)
{
	(void)state;
	const struct comparison *d = compare(base,
		"## 5. Procedures\n\n### 5.1 Review\n\n5.1.1 Members shall apply twice a year by the form.\n\n"
		"5.1.2 Headquarters shall gather the applications within 7 days and put them in order.\n\n"
		"5.1.3 The committee shall review each application and weigh the partners.\n");
	assert_string_equal(told(clause_of(d, "5.1.1")), "Members shall apply [-once-] {+twice+} a year by the form.");
	assert_string_equal(told(clause_of(d, "5.1.2")),
		"Headquarters shall gather the applications {+within 7 days+} and put them in order.");
	assert_string_equal(words(d, "5.1.3"), "the same");
	assert_int_equal(d->changed, 2);
	assert_int_equal(d->same, 3);
	assert_int_equal(d->added + d->gone + d->moved, 0);
}

static void with_itself_nothing(void **state)
{
	(void)state;
	compare(base, base);
	const struct document *doc = corpus_find(w.corpus, DOC_SOP, "MP-02.02");
	const struct comparison *d = compare_versions(comparer, doc, doc);
	assert_true(comparison_is_empty(d));
	assert_int_equal(d->nfacts, 0);
	assert_int_equal(d->same, 5);
}

static void renumbered_clauses_have_moved(void **state)
{
	(void)state;
	const struct comparison *d = compare(base,
		"## 5. Procedures\n\n### 5.1 Review\n\n5.1.1 Members shall apply once a year by the form.\n\n"
		"5.1.2 Nobody shall be asked for what the Society knows already.\n\n"
		"5.1.3 Headquarters shall gather the applications and put them in order.\n\n"
		"5.1.4 The committee shall review each new application and weigh the partners.\n");
	assert_string_equal(words(d, "5.1.2"), "new");
	assert_string_equal(words(d, "5.1.3"), "moved from 5.1.2");
	assert_string_equal(words(d, "5.1.4"), "moved from 5.1.3 and changed");
	assert_string_equal(told(clause_of(d, "5.1.4")),
		"The committee shall review each {+new+} application and weigh the partners.");
	assert_int_equal(d->moved, 1);
	assert_int_equal(d->added, 1);
	assert_int_equal(d->changed, 1);
}

static void a_clause_that_went_stands_where_it_stood(void **state)
{
	(void)state;
	const struct comparison *d = compare(base,
		"## 5. Procedures\n\n### 5.1 Review\n\n5.1.1 Members shall apply once a year by the form.\n\n"
		"5.1.2 The committee shall review each application and weigh the partners.\n");
	assert_string_equal(words(d, "5.1.2"), "moved from 5.1.3");
	assert_int_equal(d->gone, 1);
	assert_int_equal(d->clause[d->nclauses - 2].change, COMPARE_GONE);
	assert_true(sv_is(d->clause[d->nclauses - 2].old_number, "5.1.2"));
	assert_string_equal(told(&d->clause[d->nclauses - 2]),
		"[-Headquarters shall gather the applications and put them in order.-]");
}

/* Another matter under the same number is a change of that clause; little that stayed is not mixed with what came. */
static void rewritten_under_its_number(void **state)
{
	(void)state;
	const struct comparison *d = compare(
		"## 5. A\n\n5.1 Mentors shall write to the mentee before the first of the month.\n",
		"## 5. A\n\n5.1 Whoever wants to stop tells Headquarters, which ends the partnership the same day.\n");
	assert_string_equal(words(d, "5.1"), "changed");
	assert_string_equal(told(clause_of(d, "5.1")),
		"[-Mentors shall write to the mentee before the first of the month.-] / {+Whoever wants to stop tells "
		"Headquarters, which ends the partnership the same day.+}");
}

static void lists_and_tables(void **state)
{
	(void)state;
	const struct comparison *d = compare("## 3. Scope\n\nThis binds:\n\n- the committee,\n- applicants.\n\n| Who | "
					     "When |\n|---|---|\n| HQ | at once |\n"
					     "| Mentor | in May |\n\n```csv Dates\nday,what\n1,apply\n```\n",
		"## 3. Scope\n\nThis binds:\n\n- the committee,\n- peers,\n- applicants.\n\n| Who | When "
		"|\n|---|---|\n| HQ | at "
		"once |\n| Mentor | in June |\n\n```csv Dates\nday,what\n2,apply\n```\n");
	assert_string_equal(told(clause_of(d, "3")),
		"Scope / This binds: / \xE2\x80\xA2 the committee, / \xE2\x80\xA2 {+peers,+} / \xE2\x80\xA2 "
		"applicants. / Who | "
		"When / HQ | at once / Mentor | in [-May-] {+June+} / Dates / day | what / [-1-] {+2+} | apply");
}

static void numbered_points_that_shift_are_told(void **state)
{
	(void)state;
	const struct comparison *d =
		compare("## 3. Steps\n\n1. apply\n2. wait\n", "## 3. Steps\n\n1. ask\n2. apply\n3. wait\n");
	assert_string_equal(told(clause_of(d, "3")), "Steps / 1. {+ask+} / 2. apply (was 1.) / 3. wait (was 2.)");
}

static void what_is_set_differently(void **state)
{
	(void)state;
	const struct comparison *d = compare("## 3. A\n\n3.1 See [the page](faqs.html#a), **at once** and "
					     "`now`.\n\n3.2 Be *very* kind.\n\n3.3 A point.\n\n"
					     "3.4 Once\nmore here.\n",
		"## 3. A\n\n3.1 See [the page](faqs.html#b), at *once* and now.\n\n3.2 Be *very* kind.\n\n3.3 A "
		"point.\n\n"
		"3.4 Once more\nhere.\n");
	assert_string_equal(told(clause_of(d, "3.1")), "See the page, (link now leads to ../faqs.html#b, before to "
						       "../faqs.html#a) at (no longer in bold) once (now in "
						       "italics; no longer in bold) and now. (no longer set as code)");
	assert_string_equal(words(d, "3.2"), "the same");
	assert_string_equal(words(d, "3.4"), "the same"); /* lines of the source are not lines of the page */
	assert_int_equal(d->changed, 1);
}

static void a_block_of_another_kind(void **state)
{
	(void)state;
	const struct comparison *d = compare("## 3. A\n\nPay attention.\n", "## 3. A\n\n> [!NOTE]\n> Pay attention.\n");
	assert_string_equal(told(clause_of(d, "3")), "A / Pay attention. (was a paragraph)");
	assert_true(sv_is(clause_of(d, "3")->block[1].shape, "Note, paragraph"));
}

static void text_outside_clauses_and_headings_without_number(void **state)
{
	(void)state;
	const struct comparison *d =
		compare("Read this first.\n\n## 3. A\n\n3.1 B stays as it is here.\n\n## Annex\n\nForms.\n",
			"Read all first.\n\n## 3. A\n\n3.1 B stays as it is here.\n\n## Annex\n\nForms and more.\n");
	assert_int_equal(d->changed, 2);
	assert_true(sv_is(compare_clause_name(&d->clause[0], &w.mem), "the text before the first clause"));
	assert_string_equal(told(&d->clause[0]), "Read [-this-] {+all+} first.");
	assert_true(sv_is(compare_clause_name(&d->clause[3], &w.mem), "\"Annex\""));
	assert_string_equal(told(&d->clause[3]), "Annex / [-Forms.-] / {+Forms and more.+}");
}

static void clauses_that_changed_places(void **state)
{
	(void)state;
	const struct comparison *d =
		compare("## 3. A\n\n3.1 One is first.\n\n## Annex\n\nForms.\n\n## Sources\n\nBooks.\n",
			"## 3. A\n\n3.1 One is first.\n\n## Sources\n\nBooks.\n\n## Annex\n\nForms.\n");
	size_t displaced = 0;
	for (size_t i = 0; i < d->nclauses; i++) displaced += d->clause[i].displaced;
	assert_int_equal(displaced, 1);
	assert_int_equal(d->moved, 1);
	assert_false(comparison_is_empty(d));
}

static void facts_of_the_title_block(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.01", "", "2020-01-01", "owner: The committee\nreferences: [CP-12, CE-01]\n", base);
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2024-01-01", "owner: The whole committee\nreferences: [CP-12]\n", base);
	ws_load(&w);
	const struct comparison *d = compare_versions(
		comparer, corpus_find(w.corpus, DOC_SOP, "MP-02.01"), corpus_find(w.corpus, DOC_SOP, "MP-02.02"));
	static const char *const label[] = { "Owner", "References", "Supersedes", "Approved", "Effective date" };
	assert_int_equal(d->nfacts, 5);
	for (size_t i = 0; i < 5; i++) assert_string_equal(d->fact[i].label, label[i]);
	assert_true(sv_is(d->fact[4].before, "January 1, 2020"));
	assert_int_equal(d->fact[0].nruns, 3);
	assert_true(sv_is(d->fact[0].run[1].text, "whole"));
	assert_true(sv_is(d->fact[1].now, "CP-12"));
}

/* ---- any edit of the sample */

static uint32_t seed;
static uint32_t below(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Rendered HTML -> words by the id of the clause they stand in, "" before the first. Numbers and what the page adds (the
 * word of a callout) are left out. */
static void page_words(struct map *out, const char *html)
{
	struct str text = STR_INIT, squeezed = STR_INIT;
	struct sv rest = sv(html);
	char id[128] = "";
	for (bool more = true; more;) {
		size_t tag = sv_find(rest, SV_LIT("<"));
		more = tag != SIZE_MAX;
		str_sv(&text, sv_sub(rest, 0, more ? tag : rest.n));
		if (more) rest = sv_sub(rest, tag, rest.n);
		size_t end = more ? sv_find(rest, SV_LIT(">")) : 0;
		struct sv in = sv_sub(rest, 0, end);
		bool clause = sv_find(in, SV_LIT("class=\"cl\"")) != SIZE_MAX,
		     inner = sv_starts(in, "<a ") || sv_starts(in, "</a") || sv_starts(in, "<em") ||
			     sv_starts(in, "</em") || sv_starts(in, "<st") || sv_starts(in, "</st");
		if (!more || clause) {
			str_clear(&squeezed);
			utf8_squeeze(&squeezed, sv_of(&text));
			map_set_ptr(out, sv(id), arena_strdup(&w.mem, sv_of(&squeezed)));
			str_clear(&text);
		}
		if (clause) {
			size_t at = sv_find(in, SV_LIT("id=\"")) + 4;
			struct sv v = sv_sub(in, at, in.n);
			snprintf(id, sizeof id, "%.*s", (int)sv_find(v, SV_LIT("\"")), v.p);
		}
		if (sv_find(in, SV_LIT("class=\"no\"")) != SIZE_MAX) end = sv_find(rest, SV_LIT("</a>")) + 3;
		if (!inner) str_putc(&text, ' ');
		rest = sv_sub(rest, end + 1, rest.n);
	}
	str_dispose(&text);
	str_dispose(&squeezed);
}

/* The words that a side of a comparison tells of a clause. */
static const char *side_words(const struct compare_clause *c, enum diff_part not )
{
	struct str s = STR_INIT;
	for (size_t i = 0; i < c->nblocks; i++)
		for (size_t k = 0; k < c->block[i].nruns; k++)
			if (c->block[i].run[k].part != not )
				str_printf(&s, "%s%.*s", s.len ? " " : "", SV_ARG(c->block[i].run[k].text));
	const char *z = arena_strdup(&w.mem, sv_of(&s));
	str_dispose(&s);
	return z;
}

static void check_told(const struct map *page, const struct compare_clause *c, bool old, size_t *seen)
{
	const char *anchor = old ? c->old_anchor : c->anchor;
	const char *want = map_ptr(page, anchor ? sv(anchor) : sv(""));
	if (c->change == (old ? COMPARE_NEW : COMPARE_GONE)) return;
	assert_non_null(want);
	assert_string_equal(side_words(c, old ? DIFF_NEW : DIFF_OLD), want);
	++*seen;
}

/* Every clause's words can be had back from its runs; what is told the same is the same. */
static void check_all_told(const struct comparison *d)
{
	struct map old = MAP_INIT, new = MAP_INIT;
	size_t nold = 0, nnew = 0;
	page_words(&old, d->before->body.bytes.ptr);
	page_words(&new, d->now->body.bytes.ptr);
	for (size_t i = 0; i < d->nclauses; i++) {
		const struct compare_clause *c = &d->clause[i];
		if (c->change == COMPARE_SAME) {
			assert_string_equal(map_ptr(&old, c->old_anchor ? sv(c->old_anchor) : sv("")),
				map_ptr(&new, c->anchor ? sv(c->anchor) : sv("")));
			nold++, nnew++;
		} else {
			check_told(&old, c, true, &nold);
			check_told(&new, c, false, &nnew);
		}
	}
	assert_int_equal(nold, old.n);
	assert_int_equal(nnew, new.n);
	map_dispose(&old);
	map_dispose(&new);
}

static bool is_plain_word(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (!((v.p[i] >= 'a' && v.p[i] <= 'z') || v.p[i] == ',')) return false;
	return v.n > 0;
}

/* Drops, doubles or replaces words of the running text, and now and then a paragraph. */
static void edit(struct str *out, struct sv body, uint32_t often)
{
	static const char *const word[] = { "always", "shall", "the", "committee", "never,", "within 7 days",
		"*often*" };
	struct sv rest = body, line, rest_of_line, one;
	bool skipping = false;
	while (sv_split(&rest, '\n', &line)) {
		if (!line.n) skipping = false;
		if (line.n > 1 && line.p[0] == '5' && below(often) == 0) skipping = true;
		if (skipping) continue;
		rest_of_line = line;
		for (bool first = true; sv_split(&rest_of_line, ' ', &one); first = false) {
			if (!first) str_putc(out, ' ');
			bool free_word = !first && is_plain_word(one) && below(often) == 0;
			uint32_t what = free_word ? below(3) : 3;
			if (what == 0) str_puts(out, word[below(7)]);
			if (what == 1) str_printf(out, "%s %.*s", word[below(7)], SV_ARG(one));
			if (what == 3) str_sv(out, one);
		}
		str_putc(out, '\n');
	}
}

static struct sv sample_body(const char *number)
{
	struct str text = STR_INIT, err = STR_INIT;
	struct frontmatter f;
	assert_int_equal(fs_read(&text, arena_printf(&w.mem, "content/sops/%s.md", number), 1 << 20, &err), 0);
	struct sv all = arena_sv(&w.mem, sv_of(&text));
	assert_int_equal(frontmatter_split(&f, &w.mem, "x.md", all, &w.ds), 0);
	str_dispose(&text);
	str_dispose(&err);
	return f.body;
}

static void any_edit_of_the_sample_is_told(void **state)
{
	static const char *const number[] = { "MP-02.04", "MP-01.02", "MP-02.01" };
	(void)state;
	w.settings.language = "zxx"; /* pages set quotes and dashes; comparison tells them as they were written */
	for (uint32_t round = 0; round < 60; round++) {
		struct str edited = STR_INIT;
		struct sv body = sample_body(number[round % 3]);
		/* Other documents of the sample are not here. */
		char *plain = arena_strdup(&w.mem, body);
		for (char *p = plain; (p = strstr(p, "(../")) != NULL;) memcpy(p, "(faq", 4);
		seed = round + 1;
		edit(&edited, sv(plain), 3 + round);
		ws_put_sop(&w, "MP-02.01", "", "2020-01-01", "", plain);
		ws_put_sop(&w, "MP-02.02", "MP-02.01", "2024-01-01", "", edited.ptr);
		comparer_forget(comparer);
		ws_load(&w);
		const struct comparison *d = compare_versions(comparer, corpus_find(w.corpus, DOC_SOP, "MP-02.01"),
			corpus_find(w.corpus, DOC_SOP, "MP-02.02"));
		assert_non_null(d);
		check_all_told(d);
		str_dispose(&edited);
	}
}

/* A document of a thousand clauses against one of which nothing is the same is told, and soon. */
static void large_documents_end(void **state)
{
	struct str a = STR_INIT, b = STR_INIT;
	(void)state;
	str_puts(&a, "## 1. A\n\n");
	str_puts(&b, "## 1. A\n\n");
	for (unsigned i = 1; i <= 999; i++) {
		str_printf(&a, "1.%u Words a%u b%u c%u d%u e%u f%u.\n\n", i, i, i, i, i, i, i);
		str_printf(&b, "1.%u Other g%u h%u i%u j%u k%u l%u.\n\n", i, i, i, i, i, i, i);
	}
	const struct comparison *d = compare(a.ptr, b.ptr);
	assert_true(d->moves_unknown);
	assert_int_equal(d->changed, 999);
	check_all_told(d);
	str_dispose(&a);
	str_dispose(&b);
}

/* The outline tells of each clause what the whole comparison tells, before and after it, and nothing of its words. */
static void the_outline_is_the_same_without_words(void **state)
{
	static const char now[] = "## 5. Procedures\n\n### 5.1 Review\n\n"
				  "5.1.1 Members shall read all of this before anything else.\n\n"
				  "5.1.2 Members shall apply twice a year by the form.\n\n"
				  "5.1.3 Headquarters shall gather the applications and put them in order.\n";
	static const char *const said[][2] = { { "5.1.1", "new" }, { "5.1.2", "moved from 5.1.1 and changed" },
		{ "5.1.3", "moved from 5.1.2" } };
	(void)state;
	for (unsigned whole_first = 0; whole_first < 2; whole_first++) {
		const struct comparison *d = compare(base, now);
		const struct document *a = d->before, *b = d->now;
		if (!whole_first) comparer_forget(comparer);
		d = compare_outline(comparer, a, b);
		assert_int_equal(d->added, 1);
		assert_int_equal(d->gone, 1);
		assert_int_equal(d->changed, 1);
		assert_int_equal(d->moved, 1);
		for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
			assert_string_equal(words(d, said[i][0]), said[i][1]);
			assert_int_equal(clause_of(d, said[i][0])->nblocks, 0);
		}
		d = compare_versions(comparer, a, b);
		assert_string_equal(words(d, "5.1.2"), said[1][1]);
		assert_string_equal(
			told(clause_of(d, "5.1.2")), "Members shall apply [-once-] {+twice+} a year by the form.");
	}
}

/* Clauses of more words than a tally counts are found under another number all the same. */
static void a_long_clause_is_known_again(void **state)
{
	struct str a = STR_INIT, b = STR_INIT;
	(void)state;
	str_puts(&a, "## 1. A\n\n1.1");
	str_puts(&b, "## 1. A\n\n1.1 Something that was not there before at all.\n\n1.2");
	for (unsigned i = 0; i < 700; i++) str_printf(&a, " same");
	for (unsigned i = 0; i < 700; i++) str_printf(&b, i == 350 ? " other" : " same");
	str_puts(&a, "\n");
	str_puts(&b, "\n");
	assert_string_equal(words(compare(a.ptr, b.ptr), "1.2"), "moved from 1.1 and changed");
	str_dispose(&a);
	str_dispose(&b);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, open_ws, close_ws)
	const struct CMUnitTest tests[] = { TEST(words_that_changed), TEST(with_itself_nothing),
		TEST(renumbered_clauses_have_moved), TEST(a_clause_that_went_stands_where_it_stood),
		TEST(rewritten_under_its_number), TEST(lists_and_tables), TEST(numbered_points_that_shift_are_told),
		TEST(what_is_set_differently), TEST(a_block_of_another_kind),
		TEST(text_outside_clauses_and_headings_without_number), TEST(clauses_that_changed_places),
		TEST(facts_of_the_title_block), TEST(any_edit_of_the_sample_is_told), TEST(large_documents_end),
		TEST(the_outline_is_the_same_without_words), TEST(a_long_clause_is_known_again) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
