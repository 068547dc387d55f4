/* import.c runs an import from the first file to the commit. The stages are apart (choosing, reading, recognising
 * persons, superseding, eligibility, events); here stands only their order and that either all of it happens or
 * nothing. */
#include "records/import.h"
#include <stdint.h>
#include "base/fs.h"
#include "base/progress.h"
#include "records/import_internal.h"
#include "records/import_report.h"
#include "records/person.h"

static int load_mappings(struct importer *im, const struct vocabs *vocabs)
{
	const char *dir = fs_join(im->mem, im->run->workspace, im->settings->mappings);
	if (!fs_is_dir(dir)) return 0;
	return mapping_load_all(
		&im->mappings, im->mem, dir, diags_text(im->ds, "%s", im->settings->mappings), vocabs, im->ds);
}

static void read_files(struct importer *im)
{
	struct progress progress;
	progress_begin(&progress, im->run, "reading exports", im->nfiles);
	for (uint32_t i = 0; i < im->nfiles && !im->failed; i++) {
		import_read_file(im, i);
		progress_step(&progress, i + 1);
	}
	progress_end(&progress);
}

/* Without any mapping for a list of members a society checks membership elsewhere; with one, a missing list is a
 * mistake. */
static void look_for_roster(struct importer *im)
{
	const struct mapping *wanted = NULL;
	for (size_t i = 0; i < im->mappings.n; i++)
		if (im->mappings.at[i].roster) wanted = &im->mappings.at[i];
	for (size_t i = 0; i < im->nfiles; i++) im->roster |= im->file[i].mapping->roster;
	if (im->roster || im->nfiles == 0) return;
	if (wanted)
		diags_error(im->ds, "R048", wanted->at,
			diags_text(im->ds, "put the list of members beside the other exports in %s",
				im->settings->exports),
			"there is no export of the list of members, so nobody would be eligible");
	else
		diags_warn(im->ds, "R049", NOPLACE,
			diags_text(im->ds, "add a mapping of kind: roster to %s and export the list of members",
				im->settings->mappings),
			"there is no list of members: every applicant is taken for a member in good standing");
}

/* A list cut short would take people out of the directory as if they had left the society. Rows of the newest list (it
 * may be several files of one day) against those of the list before it or, where staff replace the file, of the last import. */
static void compare_rosters(struct importer *im)
{
	const struct source_file *newest = NULL, *before = NULL;
	size_t now = 0, then = (size_t)im->members_before;
	for (size_t i = 0; i < im->nfiles; i++) {
		const struct source_file *f = &im->file[i];
		if (!f->mapping->roster) continue;
		if (f->read == f->held)
			diags_error(im->ds, "R069", ((struct place){ f->name, 0, 0 }),
				"export it again, or move it away", "this list of members has no member in it");
		newest = newest ? newest : f;
		if (f->date == newest->date) {
			now += f->read;
		} else if (!before || before->date == f->date) {
			then = before ? then + f->read : f->read;
			before = f;
		}
	}
	if (newest && now > 0 && now < then - then / 2)
		diags_warn(im->ds, "R070", ((struct place){ newest->name, 0, 0 }),
			"if it was cut short, export it again before you publish",
			"this list of members has %zu rows, fewer than half of the %zu before it; who is not on it is "
			"taken for no member",
			now, then);
}

static int prepare(struct importer *im, const struct sha256 *rules)
{
	struct str before = STR_INIT;
	int64_t rows = 0;
	int result = -1;
	if (import_forms(im) ||
		store_int(
			im->s, "SELECT (SELECT count(*) FROM application) + (SELECT count(*) FROM member)", 0, &rows) ||
		store_int(im->s, "SELECT count(*) FROM member WHERE listed = 1", 0, &im->members_before) ||
		import_state_get(im, "rules", &before))
		goto done;
	im->empty_before = rows == 0;
	im->rewrite = !sv_is(sv_of(&before), sha256_hex(rules).z);
	result = 0;
done:
	str_dispose(&before);
	return result;
}

/* What follows from all rows together. */
static int conclude(struct importer *im)
{
	if (import_find_gone(im) || person_recognise(im)) return -1;
	supersede(im);
	eligibility_link(im);
	status_read(im);
	return im->failed || supersede_vanished(im) || standing_write(im) ? -1 : 0;
}

static int import_all(struct importer *im, const struct sha256 *inputs, const struct sha256 *rules, size_t first_diag,
	size_t errors, struct import_report *out)
{
	if (store_begin(im->s)) return -1;
	im->failed |= prepare(im, rules) != 0;
	if (!im->failed) read_files(im);
	if (!im->failed) {
		look_for_roster(im);
		compare_rosters(im);
	}
	/* After a refused row the rest would only report what follows from it. */
	if (!im->failed && im->ds->errors == errors && conclude(im) && im->ds->errors == errors) im->failed = true;
	import_report_count(im, out);
	if (im->failed || im->ds->errors > errors || import_report_save(im, inputs, rules, first_diag) ||
		store_commit(im->s)) {
		store_rollback(im->s);
		return -1;
	}
	return 0;
}

static int count_persons(struct store *s, struct import_report *out)
{
	int64_t persons = 0, applications = 0, members = 0;
	if (store_int(s, "SELECT count(DISTINCT person) FROM standing WHERE held = 0", 0, &persons) ||
		store_int(s, "SELECT count(*) FROM standing", 0, &applications) ||
		store_int(s, "SELECT count(*) FROM member WHERE listed = 1", 0, &members))
		return -1;
	out->persons = (size_t)persons;
	out->applications = (size_t)applications;
	out->members = (size_t)members;
	return 0;
}

static void dispose(struct importer *im)
{
	vec_dispose(&im->forms);
	vec_dispose(&im->app);
	map_dispose(&im->app_by_id);
	vec_dispose(&im->member);
	map_dispose(&im->member_by_id);
	map_dispose(&im->member_by_no);
	map_dispose(&im->member_by_email);
	arena_dispose(&im->work);
}

int records_import(struct store *s, const struct run *run, const struct settings *settings, const struct vocabs *vocabs,
	struct arena *mem, struct import_report *out, struct diags *ds)
{
	struct importer im = { .s = s, .run = run, .settings = settings, .vocabs = vocabs, .ds = ds, .mem = mem };
	struct str before = STR_INIT;
	struct sha256 inputs, rules;
	size_t errors = ds->errors, first_diag = ds->n;
	int result = -1;
	*out = (struct import_report){ 0 };
	if (load_mappings(&im, vocabs)) goto done;
	import_choose_files(&im);
	if (import_digest(&im, &inputs, &rules) || import_state_get(&im, "inputs", &before)) goto done;
	if (ds->errors == errors && sv_is(sv_of(&before), sha256_hex(&inputs).z))
		result = import_report_load(&im, out);
	else
		result = import_all(&im, &inputs, &rules, first_diag, errors, out);
	if (result == 0) result = count_persons(s, out);
done:
	str_dispose(&before);
	dispose(&im);
	return result;
}

int records_mapped_fields(const struct run *run, const struct settings *settings, struct arena *mem,
	const struct mapped_field **out, size_t *n, struct diags *ds)
{
	struct importer im = { .run = run, .settings = settings, .ds = ds, .mem = mem };
	struct map seen = MAP_INIT;
	size_t all = 0;
	int result = load_mappings(&im, NULL);
	for (size_t i = 0; i < im.mappings.n; i++) all += im.mappings.at[i].nrules;
	struct mapped_field *list = ARENA_ARRAY(mem, struct mapped_field, all + 1);
	*n = 0;
	for (size_t i = 0; i < im.mappings.n; i++)
		for (size_t j = 0; j < im.mappings.at[i].nrules; j++) {
			const struct rule *rule = &im.mappings.at[i].rule[j];
			if (map_add(&seen, sv(rule->field), 1))
				list[(*n)++] = (struct mapped_field){ rule->field, rule->at, rule->vocab_name };
		}
	*out = list;
	map_dispose(&seen);
	return result;
}
