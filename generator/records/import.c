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
#include "records/preference.h"

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
	size_t now = 0, then = im->members_before;
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

static int number_files(struct importer *im)
{
	int r = 0;
	for (size_t i = 0; i < im->nfiles && r == 0; i++) {
		struct source_file *f = &im->file[i];
		struct stmt *st = store_stmt(im->s, "INSERT INTO export_file(name) VALUES(?1) ON CONFLICT DO NOTHING");
		stmt_text_in(st, 1, sv(f->name));
		r = stmt_run(st);
		st = store_stmt(im->s, "SELECT id FROM export_file WHERE name = ?1");
		stmt_text_in(st, 1, sv(f->name));
		if (r == 0 && stmt_step(st) < 0) r = -1;
		if (r == 0) f->id = stmt_int(st, 0);
		stmt_reset(st);
	}
	return r;
}

static int prepare(struct importer *im)
{
	return import_forms(im) || number_files(im) || field_codes_of(im->s, &im->codes) || seen_load(im) ||
			       erased_rows_load(&im->erased, im->s)
		       ? -1
		       : 0;
}

/* Choices are followed where they are new, or newly count. One that leads nowhere is told at every import. */
static int check_choices(struct importer *im)
{
	static const struct row_text none = { { 0 } };
	int64_t *id = xmalloc((im->app.n + 1) * sizeof *id);
	size_t n = 0;
	for (size_t i = 0; i < im->app.n; i++) {
		const struct known *k = &im->app.at[im->by_rank[i]];
		if (k->choices && k->current && !k->held && (k->read || !k->was_current)) id[n++] = k->id;
	}
	bool *fault = xcalloc(n + 1, sizeof *fault);
	int r = n ? preferences_check(im->s, im->run, id, n, fault, im->ds) : 0;
	for (size_t i = 0; i < n && r == 0; i++) {
		uint32_t index = known_index(im, id[i]);
		if (!fault[i] || !row_text_any(&im->app.at[index].text)) continue;
		known_set_text(im, index, &none);
		im->app.at[index].unsaved = 1;
	}
	free(id);
	free(fault);
	return r;
}

/* What follows from all rows together. */
static int conclude(struct importer *im)
{
	slots_dispose(&im->app_by_text);
	slots_dispose(&im->member_by_text);
	known_sort_by_id(im);
	member_index_emails(im);
	import_zeros(im);
	import_missing(im);
	if (import_unlist_members(im) || roster_status_check(im) || person_recognise(im)) return -1;
	supersede(im);
	eligibility_link(im);
	status_read(im);
	return im->failed || standing_write(im) || check_choices(im) ? -1 : 0;
}

static int save(struct importer *im, const struct sha256 *rules, size_t first_diag, struct import_report *out)
{
	return seen_save(im) || import_report_audit(im, rules, out) || import_report_save(im, rules, first_diag) ||
			       import_report_total(im, out)
		       ? -1
		       : 0;
}

static int import_all(
	struct importer *im, const struct sha256 *rules, size_t first_diag, size_t errors, struct import_report *out)
{
	if (store_begin(im->s)) return -1;
	im->failed |= prepare(im) != 0;
	if (!im->failed) read_files(im);
	if (!im->failed) im->failed = field_codes_save(im->codes, im->s) != 0;
	if (!im->failed) {
		import_take_waiting(im);
		look_for_roster(im);
		compare_rosters(im);
	}
	/* After a refused row the rest would only report what follows from it. */
	if (!im->failed && im->ds->errors == errors && conclude(im) && im->ds->errors == errors) im->failed = true;
	import_report_count(im, out);
	if (im->failed || im->ds->errors > errors || save(im, rules, first_diag, out) || store_commit(im->s)) {
		store_rollback(im->s);
		field_codes_reload(im->s);
		return -1;
	}
	return 0;
}

/* The first import of all writes nearly the whole database. */
static int import_changed(
	struct importer *im, const struct sha256 *rules, size_t first_diag, size_t errors, struct import_report *out)
{
	int64_t some = 0;
	if (store_int(im->s, "SELECT (SELECT count(*) FROM form) + (SELECT count(*) FROM export_file)", 0, &some))
		return -1;
	if (some == 0) store_fill(im->s);
	int result = import_all(im, rules, first_diag, errors, out);
	return store_log_again(im->s) ? -1 : result;
}

static void dispose(struct importer *im)
{
	vec_dispose(&im->forms);
	vec_dispose(&im->app);
	slots_dispose(&im->app_by_id);
	slots_dispose(&im->app_by_text);
	str_dispose(&im->entry_texts);
	str_dispose(&im->entry_name);
	vec_dispose(&im->member);
	vec_dispose(&im->more_emails);
	slots_dispose(&im->member_by_id);
	slots_dispose(&im->member_by_text);
	slots_dispose(&im->member_by_email);
	for (size_t i = 0; i < im->waiting.n; i++) record_dispose(&im->waiting.at[i].record);
	vec_dispose(&im->waiting);
	erased_rows_dispose(&im->erased);
	free(im->by_id);
	free(im->by_rank);
	arena_dispose(&im->work);
}

int records_import(struct store *s, const struct run *run, const struct settings *settings, const struct vocabs *vocabs,
	struct arena *mem, struct import_report *out, struct diags *ds)
{
	return records_import_digested(s, run, settings, vocabs, NULL, mem, out, ds);
}

int records_import_digested(struct store *s, const struct run *run, const struct settings *settings,
	const struct vocabs *vocabs, const struct map *digested, struct arena *mem, struct import_report *out,
	struct diags *ds)
{
	struct importer im = { .s = s,
		.run = run,
		.settings = settings,
		.vocabs = vocabs,
		.digested = digested,
		.ds = ds,
		.mem = mem,
		.entry_texts = STR_INIT,
		.entry_name = STR_INIT };
	struct sha256 rules;
	size_t errors = ds->errors, first_diag;
	bool unchanged = false;
	int result = -1;
	*out = (struct import_report){ 0 };
	if (load_mappings(&im, vocabs)) goto done;
	import_choose_files(&im);
	if (import_rules_digest(&im, &rules, &im.words)) goto done;
	if (ds->errors == errors && import_unchanged(&im, &rules, &unchanged)) goto done;
	first_diag = ds->n; /* what choosing the files has to say is said anew every time */
	if (unchanged)
		result = import_report_load(&im, out);
	else
		result = import_changed(&im, &rules, first_diag, errors, out);
done:
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
			bool several = rule->type == RULE_LIST || rule->type == RULE_TICKS;
			const char *key = arena_printf(
				mem, "%s\x1f%s\x1f%d", rule->field, rule->vocab_name ? rule->vocab_name : "", several);
			if (map_add(&seen, sv(key), 1))
				list[(*n)++] =
					(struct mapped_field){ rule->field, rule->at, rule->vocab_name, several };
		}
	*out = list;
	map_dispose(&seen);
	return result;
}
