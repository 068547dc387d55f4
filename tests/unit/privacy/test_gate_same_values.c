/* Records change at random, and pages too. Whatever is remembered of earlier rounds, values and cleared pages, the gate says what it says without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "kept_support.h"

enum { ROUNDS = 600, ROWS = 14, PAGES = 5, FIELDS = 8, WORDS = 8 };
static const char *const field[FIELDS] = { "first_name", "last_name", "email", "employer", "committee_note", "hobby",
	"available_from", "member_no" };
static const char *const answer[FIELDS][9] = {
	{ "Grace", "Mark", "Will", "Zelda", "Se\xC3\xA1n", "Otto", "Grace", "Ines", "" },
	{ "Young", "Page", "Short", "Marsh", "Li", "May", "Kern", "Brand", "" },
	{ "grace.young@lab.example.org", "young@example.org", "mark@example.org", "al.dot@at.example.org", "", "", "",
		"", "" },
	{ "Grace Young", "Young", "Quillmark Analytics", "Records", "Grace Short Ltd", "self-employed", "", "", "" },
	{ "the audit of a study", "the audit of a study is on me", "no", "a young colleague wrote", "", "", "", "",
		"" },
	{ "chess", "short walks", "young", "chess", "plain words", "", "", "", "" },
	{ "2026-01-01", "2026-02-02", "2026-03-03", "2026-04-04", "", "", "", "", "" },
	{ "104425", "1044", "2044", "2026", "104425", "", "", "", "" },
};
static const char *const word[] = { "Zelda Marsh", "otto kern", "Ines.Brand", "zelda-kern", "OttoMarsh", "Mark Li",
	"Ines Kern", "Se\xC3\xA1n Brand", "Zelda K. Page", "Otto May", "the", "audit of a study", "Grace", "Young",
	"grace young", "Mark", "Grace M. Young", "page", "What the Young Auditor Will Read",
	"<h2>The Short Audit of Records</h2>", "in May", "young", "Dr. Short", "chess", "plain words",
	"Quillmark Analytics", "1044", "#104425", "y&#111;ung", "graceyoung", "a young colleague wrote", "will",
	"records", "and", "May I?", ".", ".", ",", "G. Young", "<b>short</b> walks", "mark@example.org", "2026" };
static const char *const filler[] = { "so it is", "as we do", "on the day", "in plain view" };
static struct sv ordinary[] = { { "young", 5 }, { "short", 5 }, { "may", 3 } };
static uint64_t drawn = 5;

static uint32_t draw(uint32_t below)
{
	drawn = drawn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(drawn >> 33) % below;
}

struct row {
	int64_t person;
	unsigned at[FIELDS]; /* answers */
	char firm[40];       /* in place of the employer: what stands on some page */
};
struct page {
	struct str bytes;
	struct span span[2];
	char path[16];
};
struct world {
	struct store *s;
	struct policy policy;
	struct row row[ROWS];
	size_t nrows;
	struct page page[PAGES];
	char cleared[80];
};

/* Answers of the first few kinds are common enough that people share them. */
static void draw_row(struct row *r, int64_t person)
{
	r->person = person;
	r->firm[0] = '\0';
	for (size_t f = 0; f < FIELDS; f++) r->at[f] = draw(9);
}

static void draw_page(struct page *p)
{
	static const enum origin origin[] = { ORIGIN_DOCUMENT, ORIGIN_TEMPLATE, ORIGIN_DOCUMENT, ORIGIN_TEXT };
	size_t n = draw(WORDS), half;
	str_clear(&p->bytes);
	str_puts(&p->bytes, "<p>");
	for (size_t i = 0; i < n; i++)
		str_printf(&p->bytes, "%s ", draw(8) ? filler[draw(4)] : word[draw(sizeof word / sizeof *word)]);
	half = 1 + draw((uint32_t)p->bytes.len - 1);
	p->span[0] = (struct span){ half, origin[draw(3)], NULL };
	p->span[1] = (struct span){ p->bytes.len, origin[draw(4)], "x.md" };
}

static void store_rows(struct world *w)
{
	struct field_codes *codes;
	assert_int_equal(store_begin(w->s), 0);
	assert_int_equal(store_exec(w->s, "DELETE FROM application; DELETE FROM standing"), 0);
	assert_int_equal(field_codes_of(w->s, &codes), 0);
	for (size_t i = 0; i < w->nrows; i++) {
		struct str fields = STR_INIT, extra = STR_INIT;
		for (size_t f = 0; f < FIELDS; f++) {
			const struct row *r = &w->row[i];
			const char *value = f == 3 && r->firm[0] ? r->firm : answer[f][r->at[f]];
			if (*value)
				packed_add(f == 5 ? &extra : &fields, field_code_give(codes, sv(field[f])), sv(value));
		}
		struct stmt *st = store_stmt(w->s, "INSERT INTO application(id, form, entry_no, kind, consent, staff, "
						   "held, first_file, line, fields, "
						   "extra) VALUES(?1, 'mentor', ?1, 0, 0, 0, 0, 0, 1, ?2, ?3)");
		stmt_int_in(st, 1, (int64_t)i + 1);
		stmt_blob_in(st, 2, fields.len ? fields.ptr : "", fields.len);
		stmt_blob_in(st, 3, extra.len ? extra.ptr : "", extra.len);
		assert_int_equal(stmt_run(st), 0);
		st = store_stmt(w->s, "INSERT INTO standing(rank, application, kind, person, current, held, member, "
				      "has_events) VALUES(?1, ?1, 0, ?2, 1, 0, 0, 0)");
		stmt_int_in(st, 1, (int64_t)i + 1);
		stmt_int_in(st, 2, w->row[i].person);
		assert_int_equal(stmt_run(st), 0);
		str_dispose(&fields);
		str_dispose(&extra);
	}
	assert_int_equal(field_codes_save(codes, w->s), 0);
	assert_int_equal(store_commit(w->s), 0);
}

/* Half of the changes are such as may leave what is searched for as it is: days, places in the order, the same application once more. */
static void change_row(struct world *w)
{
	size_t i = draw((uint32_t)w->nrows), k = draw((uint32_t)w->nrows), f = draw(FIELDS);
	struct row r = w->row[i];
	for (size_t n = 0; n < w->nrows; n++) w->row[n].firm[0] = '\0';
	switch (draw(8)) {
	case 0: w->row[i].at[f] = draw(9); break;
	case 1: w->row[i].person = (int64_t)draw(9) + 1; break;
	case 2:
		w->row[i] = w->row[k];
		w->row[k] = r;
		break;
	case 3:
		if (w->nrows < ROWS) w->row[w->nrows++] = r;
		break;
	case 4:
		if (w->nrows > 5) w->row[i] = w->row[--w->nrows];
		break;
	case 5:
		if (w->nrows < ROWS) draw_row(&w->row[w->nrows++], (int64_t)draw(9) + 1);
		break;
	case 6: snprintf(w->row[i].firm, sizeof r.firm, "%s %s", filler[draw(4)], filler[draw(4)]); break;
	default: w->row[i].at[6] = draw(9); break;
	}
}

struct outcome {
	bool cleared, taken;
	size_t searched;
	struct str said;
};

static struct outcome pass(struct world *w, bool short_way)
{
	const struct identity_keep where = { path, { { 7 } }, false };
	struct outcome out = { .said = STR_INIT };
	struct diags ds = DIAGS_INIT;
	struct identity_set *set = get(w->s, &w->policy, short_way ? &where : NULL);
	struct gate_options o = { .values = set,
		.policy = &w->policy,
		.cleared = short_way ? w->cleared : NULL,
		.program = short_way ? &where.program : NULL,
		.threads = 1 };
	struct clearance *c = NULL;
	struct gate *g;
	size_t questions = 0;
	out.taken = set->taken_over;
	assert_int_equal(gate_new(&g, &o, &ds), 0);
	for (size_t i = 0; i < PAGES; i++) {
		struct page *p = &w->page[i];
		struct artifact a = { p->path, ARTIFACT_FILE, sv_of(&p->bytes), p->span, 2 };
		sink_put(gate_sink(g), &a);
	}
	out.cleared = gate_finish(g, &c, &ds) == 0;
	out.searched = gate_searched(g);
	gate_questions(g, &questions);
	str_printf(
		&out.said, "%zu met, %zu asked, %zu values;", gate_soft_passed(g), questions, identity_set_values(set));
	for (size_t i = 0; i < ds.n; i++)
		str_printf(&out.said, " %s %s:%u:%u %s", ds.at[i].code, ds.at[i].at.file, ds.at[i].at.line,
			ds.at[i].at.col, ds.at[i].text);
	if (short_way && out.cleared) {
		gate_remember(g);
		assert_int_equal(put_there(set, w->s, &w->policy, &where), 0);
	}
	clearance_free(c);
	gate_free(g);
	identity_set_free(set);
	diags_dispose(&ds);
	return out;
}

static void as_without_what_is_remembered(void **state)
{
	struct world w = {
		.s = open_store(), .policy = { .digest = { { 1 } }, .ordinary = ordinary, .nordinary = 3 }, .nrows = 8
	};
	size_t recognized = 0, refused = 0, taken_over = 0, refused_anew = 0;
	bool was_clean = false;
	(void)state;
	snprintf(w.cleared, sizeof w.cleared, "%s/cleared", folder);
	for (size_t i = 0; i < w.nrows; i++) draw_row(&w.row[i], (int64_t)i + 1);
	for (size_t i = 0; i < PAGES; i++) {
		w.page[i].bytes = (struct str)STR_INIT;
		snprintf(w.page[i].path, sizeof w.page[i].path, "p%zu.html", i);
		draw_page(&w.page[i]);
	}
	for (size_t round = 0; round < ROUNDS; round++) {
		bool same_pages = was_clean && draw(3) > 0;
		/* After a refusal, other pages: as when the committee mends them. */
		for (size_t i = 0; i < PAGES && !same_pages; i++)
			if (!was_clean || !draw(3)) draw_page(&w.page[i]);
		for (size_t n = draw(4) ? 1 : draw(4); n-- > 0;) change_row(&w);
		store_rows(&w);
		struct outcome with = pass(&w, true), without = pass(&w, false);
		assert_string_equal(with.said.ptr, without.said.ptr);
		assert_int_equal(with.cleared, without.cleared);
		assert_int_equal(without.searched, PAGES);
		recognized += PAGES - with.searched;
		taken_over += with.taken;
		refused += !with.cleared;
		refused_anew += !with.cleared && same_pages;
		was_clean = with.cleared;
		str_dispose(&with.said);
		str_dispose(&without.said);
	}
	print_message("%zu pages recognized, %zu sets taken over, %zu refusals, %zu of pages that had been clean\n",
		recognized, taken_over, refused, refused_anew);
	assert_true(recognized > ROUNDS / 4 && taken_over > ROUNDS / 8);
	assert_true(refused > ROUNDS / 20 && refused < ROUNDS * 9 / 10 && refused_anew > ROUNDS / 50);
	for (size_t i = 0; i < PAGES; i++) str_dispose(&w.page[i].bytes);
	store_close(w.s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_without_what_is_remembered),
	};
	return cmocka_run_group_tests(tests, begin, remove_folder);
}
