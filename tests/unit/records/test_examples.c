/* Tests of the example mappings: each reads its export with the project's vocabularies, every column has a place and
 * every row is understood. Runs in the project's root. */
#include "support.h"
#include "records/convert.h"
#include "records/mapping.h"
#include "records/packed.h"

#define ROOT "records/mapping-examples/"

/* One export: its mapping's name, how many rows it has and how many of them are held. converts is false where rows need
 * times with offsets. */
struct example {
	const char *folder, *file, *mapping;
	size_t rows, held, listed;
	bool converts;
};

struct reading {
	struct arena mem;
	struct diags ds;
	struct vocabs vocabs;
	struct mappings mappings;
	const struct mapping *m;
	struct binding binding;
	struct converter converter;
	struct record record;
	struct field_codes codes;
	const struct example *e;
	size_t rows, held, listed, refused;
	bool bound;
};

static int read_row(void *ctx, const struct csvin_row *row)
{
	struct reading *r = ctx;
	if (row->index == 0) {
		r->bound = mapping_bind(&r->binding, &r->mem, r->m, row, &r->ds) == 0;
		if (r->bound && r->e->converts)
			converter_init(&r->converter, &r->binding, false, &r->mem, &r->ds, NULL, &r->codes);
		return !r->bound;
	}
	r->rows++;
	if (!r->e->converts) return 0;
	if (!convert_row(&r->converter, row, &r->record)) r->refused++;
	r->held += r->record.held;
	r->listed += r->record.consent == CONSENT_GROUP || r->record.consent == CONSENT_PROFILE;
	return 0;
}

static void begin(struct reading *r, const struct example *e)
{
	*r = (struct reading){
		.mem = ARENA_INIT, .ds = DIAGS_INIT, .record = RECORD_INIT, .codes = FIELD_CODES_INIT, .e = e
	};
	const char *dir = arena_printf(&r->mem, ROOT "%s", e->folder), *name;
	assert_int_equal(vocab_load_all(&r->vocabs, &r->mem, "records/vocab", "records/vocab", &r->ds), 0);
	if (mapping_load_all(&r->mappings, &r->mem, dir, dir, &r->vocabs, &r->ds)) diags_print(&r->ds, stderr);
	assert_int_equal(r->ds.errors, 0);
	for (size_t i = 0; i < r->mappings.n; i++) {
		name = r->mappings.at[i].files.p;
		if (fs_match(name, sv(e->file))) r->m = r->m ? NULL : &r->mappings.at[i];
	}
	assert_non_null(r->m);
	assert_string_equal(fs_base(r->m->name), e->mapping);
}

static void finish(struct reading *r)
{
	if (r->e->converts) converter_dispose(&r->converter);
	record_dispose(&r->record);
	field_codes_dispose(&r->codes);
	diags_dispose(&r->ds);
	arena_dispose(&r->mem);
}

static void read_example(struct reading *r, const struct example *e)
{
	begin(r, e);
	struct csvin_options options = { .encoding = r->m->encoding, .delimiter = r->m->delimiter, .is_private = true };
	struct csvin_dialect dialect;
	const char *path = arena_printf(&r->mem, ROOT "%s/%s", e->folder, e->file);
	csvin_file(path, path, &options, &dialect, read_row, r, &r->ds);
	if (r->ds.errors) diags_print(&r->ds, stderr);
	assert_true(r->bound);
	assert_int_equal(r->ds.errors, 0);
}

/* The sums are counted in the files by hand. */
static void every_example_is_understood(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "wufoo-like", "2026-03-02-wufoo-mentor.csv", "mentor.yml", 11, 2, 8, true },
		{ "wufoo-like", "2026-03-02-wufoo-mentee.csv", "mentee.yml", 10, 1, 0, true },
		{ "roster-padded", "2026-03-02-roster.csv", "members.yml", 16, 0, 0, true },
		{ "canonical", "2026-03-02-applications.csv", "applications.yml", 10, 0, 5, true },
		{ "canonical", "2026-03-02-members.csv", "members.yml", 12, 0, 0, true },
		{ "partnership-forms", "2026-04-06-partnership-plan.csv", "plan.yml", 10, 0, 0, true },
		{ "partnership-forms", "2026-10-05-partnership-evaluation.csv", "evaluation.yml", 10, 0, 0, true },
	};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct reading r;
		read_example(&r, &examples[i]);
		assert_int_equal(r.rows, examples[i].rows);
		if (examples[i].converts) {
			assert_int_equal(r.refused, 0);
			assert_int_equal(r.held, examples[i].held);
			assert_int_equal(r.listed, examples[i].listed);
		}
		finish(&r);
	}
}

/* Both forms count their entries from 1. */
static void overlapping_entry_numbers_are_two_people(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	w->run.workspace = ".";
	w->settings.exports = w->settings.mappings = ROOT "wufoo-like";
	w->settings.vocabularies = "records/vocab";
	w->settings.status_events = w->settings.people = "records/none.csv";
	assert_int_equal(vocab_load_all(&w->vocabs, &w->mem, "records/vocab", "records/vocab", &w->ds), 0);
	if (records_import(w->s, &w->run, &w->settings, &w->vocabs, &w->mem, &w->report, &w->ds))
		diags_print(&w->ds, stderr);
	assert_int_equal(w->ds.errors, 0);
	assert_int_equal(w->report.read, 21);
	assert_int_equal(w->report.held, 3);
	assert_int_equal(w->report.refused, 0);
	struct seen mentor = look(w, "mentor", "9"), mentee = look(w, "mentee", "9");
	assert_true(mentor.found && mentee.found);
	assert_int_equal(mentor.a.kind, KIND_MENTOR);
	assert_string_equal(mentor.area, "bioanalytical");
	assert_string_equal(mentor.offers, "glp-studies|career");
	assert_string_equal(mentee.area, "qms");
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example_is_understood),
		cmocka_unit_test(overlapping_entry_numbers_are_two_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
