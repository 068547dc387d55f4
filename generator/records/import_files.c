/* import_files.c decides which files an import reads, in which order, and whether anything changed since the last
 * one. Files are known by content, never by time, and an export's age is what its name says. */
#include <errno.h>
#include <stdint.h>
#include <sys/stat.h>
#include "base/fs.h"
#include "records/import_internal.h"
#include "records/import_report.h"
#include "records/mapping_claim.h"

#define IMPORT_VERSION "records import 4" /* changes when the same inputs would give other records */

static int newest_first(const void *pa, const void *pb)
{
	const struct source_file *a = pa, *b = pb;
	if (a->date != b->date) return a->date < b->date ? 1 : -1;
	return strcmp(a->name, b->name);
}

/* Beside the exports: what this program or an operating system puts into folders. */
static bool is_furniture(const char *base)
{
	static const char *const names[] = { "README.md", "README.txt", "README", "desktop.ini", "Thumbs.db" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sv_ieq_ascii(sv(base), sv(names[i]))) return true;
	return !strncmp(base, "~$", 2);
}

static bool is_claimed(struct importer *im, const char *base)
{
	for (size_t i = 0; i < im->mappings.n; i++)
		if (mapping_claims(&im->mappings.at[i], &im->work, base)) return true;
	return false;
}

/* A file that was forgotten under another ending would be missed by nobody until somebody is listed who withdrew. */
static bool is_export(struct importer *im, const char *base, const char *name)
{
	struct sv text = sv(base);
	if (mapping_is_csv(text) || mapping_is_csv_text(text)) return true;
	if (mapping_is_text(text) && is_claimed(im, base)) return true;
	if (!is_furniture(base))
		diags_warn(im->ds, "R078", ((struct place){ name, 0, 0 }),
			diags_text(im->ds, "if it is an export, export it as CSV; else move it out of %s",
				im->settings->exports),
			"not read: only CSV files are");
	return false;
}

/* A folder beside the exports is where older ones are kept; a name like an export's must be one. */
static void report_strays(struct importer *im, const char *dir)
{
	struct str err = STR_INIT;
	struct fs_list list = { NULL, 0 };
	fs_strays(&list, im->mem, dir, &err);
	str_dispose(&err);
	for (size_t i = 0; i < list.n; i++) {
		const char *name = diags_text(im->ds, "%s/%s", im->settings->exports, list.at[i]);
		bool folder = fs_is_dir(fs_join(&im->work, dir, list.at[i]));
		if (folder && !mapping_is_csv(sv(list.at[i])))
			diags_note(im->ds, "R078", ((struct place){ name, 0, 0 }), NULL,
				"not read: what lies in folders of its own is not looked at");
		else
			diags_error(im->ds, "R040", ((struct place){ name, 0, 0 }),
				"put the file itself in its place, or move this away",
				folder ? "this is a folder, not a file"
				       : "this is no file: a link that leads nowhere, or a pipe");
	}
}

static const struct mapping *mapping_for(struct importer *im, const char *base, const struct claimed_file *c)
{
	if (c->other)
		diags_error(im->ds, "R042", ((struct place){ c->name, 0, 0 }),
			"make the file patterns of the two differ", "two mappings claim this file: %s and %s",
			c->mapping->name, c->other->name);
	if (!c->mapping)
		diags_error(im->ds, "R041", ((struct place){ c->name, 0, 0 }),
			mapping_is_csv_text(sv(base))
				? "take \".txt\" off its name: a spreadsheet or mail program has added it"
				: diags_text(im->ds,
					  "no mapping yet? mentorpress mapping suggest %s --out %s/NAME.yml; else "
					  "rename it to fit "
					  "a \"files\" pattern in that folder, or move it away",
					  c->name, im->settings->mappings),
			"no mapping says how to read this file");
	return c->mapping;
}

static void check_form(
	struct importer *im, const struct mapping *a, const struct mapping *b, const struct mapping_form *form)
{
	for (size_t i = 0; i < a->nforms; i++)
		if (!strcmp(a->forms[i].code, form->code) && a->forms[i].kind != form->kind)
			diags_error(im->ds, "R043", b->at, "give each form a name of its own",
				"the form \"%s\" is another kind in %s", form->code, a->name);
}

static void check_forms(struct importer *im)
{
	for (size_t i = 0; i < im->mappings.n; i++)
		for (size_t j = 0; j < i; j++) {
			const struct mapping *a = &im->mappings.at[j], *b = &im->mappings.at[i];
			for (size_t f = 0; f < b->nforms; f++) check_form(im, a, b, &b->forms[f]);
		}
}

bool import_file_has_form(const struct source_file *f, const char *form)
{
	for (size_t i = 0; i < f->mapping->nforms; i++)
		if (!strcmp(f->mapping->forms[i].code, form)) return true;
	return false;
}

static bool is_late(struct importer *im, const struct source_file *f)
{
	if (f->date == DATE_NONE || f->date <= im->run->as_of) return false;
	diags_note(im->ds, "R044", ((struct place){ f->name, 0, 0 }), NULL,
		"not read: it is of %s and this run is as of %s", date_iso(f->date).z, date_iso(im->run->as_of).z);
	return true;
}

int import_choose_files(struct importer *im)
{
	struct str err = STR_INIT;
	struct fs_list list = { NULL, 0 };
	const char *dir = fs_join(im->mem, im->run->workspace, im->settings->exports);
	size_t errors = im->ds->errors;
	check_forms(im);
	if (fs_is_dir(dir) && fs_glob(&list, im->mem, dir, "*", &err))
		diags_error(im->ds, "R040", NOPLACE, NULL, "%s", err.ptr);
	str_dispose(&err);
	report_strays(im, dir);
	im->file = ARENA_ARRAY(im->mem, struct source_file, list.n + 1);
	for (size_t i = 0; i < list.n; i++) {
		const char *base = fs_base(list.at[i]);
		struct claimed_file c;
		mapping_claim_one(&c, &im->work, fs_join(im->mem, dir, base),
			diags_text(im->ds, "%s/%s", im->settings->exports, base), base, &im->mappings);
		if (!is_export(im, base, c.name)) continue;
		struct source_file f = {
			.name = c.name, .path = c.path, .date = c.date, .mapping = mapping_for(im, base, &c)
		};
		if (f.mapping && !is_late(im, &f)) im->file[im->nfiles++] = f;
	}
	qsort(im->file, im->nfiles, sizeof *im->file, newest_first);
	return im->ds->errors > errors ? -1 : 0;
}

static int digest_file(struct importer *im, const char *path, const char *name, uint64_t most, struct sha256 *out)
{
	struct place at = { name, 0, 0 };
	if (fs_digest(out, path, most) == 0) return 0;
	if (errno == EINVAL || errno == EFBIG)
		diags_error(im->ds, "R040", at, "put the right file in its place",
			"what has this name %s, and was not read",
			errno == EFBIG ? "is larger than any such file may be" : "is no file");
	else
		diags_error(im->ds, "R040", at, NULL, "cannot read this file: %s", strerror(errno));
	return -1;
}

static void add_number(struct digest_ctx *c, int64_t n)
{
	digest_add(c, &n, sizeof n);
}

static void add_vocabs(struct digest_ctx *c, const struct vocabs *vocabs)
{
	for (size_t i = 0; i < vocabs->n; i++) {
		const struct vocab *v = vocabs->at[i];
		digest_field(c, sv(v->name));
		for (size_t j = 0; j < v->n; j++) {
			digest_field(c, v->value[j].code);
			add_number(c, (int64_t)v->value[j].parent);
			add_number(c, v->value[j].from);
			add_number(c, v->value[j].to);
		}
		for (size_t j = 0; j < v->by_word.n; j++) {
			digest_field(c, v->by_word.at[j].key);
			add_number(c, (int64_t)v->by_word.at[j].value);
		}
	}
}

static int add_optional(struct importer *im, struct digest_ctx *c, const char *name)
{
	struct sha256 d = { { 0 } };
	const char *path = fs_join(im->mem, im->run->workspace, name);
	if (fs_exists(path) && digest_file(im, path, name, FS_MAX_TEXT, &d)) return -1;
	digest_add(c, d.b, sizeof d.b);
	return 0;
}

/* What a cell means depends on these and on the one mapping of its file. */
static void words_digest(struct importer *im, struct sha256 *out)
{
	struct digest_ctx *c = digest_new_sha256();
	digest_field(c, sv(IMPORT_VERSION));
	digest_field(c, sv(im->settings->timezone));
	add_vocabs(c, im->vocabs);
	digest_end_sha256(c, out);
}

int import_rules_digest(struct importer *im, struct sha256 *rules, struct sha256 *words)
{
	struct digest_ctx *c = digest_new_sha256();
	int result = 0;
	words_digest(im, words);
	digest_add(c, words->b, sizeof words->b);
	for (size_t i = 0; i < im->mappings.n; i++) {
		digest_field(c, sv(im->mappings.at[i].name));
		digest_add(c, im->mappings.at[i].digest.b, sizeof im->mappings.at[i].digest.b);
	}
	if (add_optional(im, c, im->settings->status_events) || add_optional(im, c, im->settings->people)) result = -1;
	digest_end_sha256(c, rules);
	return result;
}

static int same_file(struct importer *im, struct source_file *f, struct sv name, struct sv digest, bool *same)
{
	struct stat st;
	*same = false;
	/* What csvin refuses without reading it (a pipe, a file beyond its limit) is not read here either. */
	if (!sv_is(name, f->name) || stat(f->path, &st) || !S_ISREG(st.st_mode) ||
		(uint64_t)st.st_size > CSVIN_MAX_FILE)
		return 0;
	const struct sha256 *known = im->digested ? map_ptr(im->digested, sv(f->name)) : NULL;
	f->digested = true;
	if (known)
		f->digest = *known;
	else if (digest_file(im, f->path, f->name, CSVIN_MAX_FILE, &f->digest))
		return -1;
	*same = sv_is(digest, sha256_hex(&f->digest).z);
	return 0;
}

/* Files that were not digested here are when they are read: no byte of a fresh export is read twice. */
int import_unchanged(struct importer *im, const struct sha256 *rules, bool *unchanged)
{
	struct str before = STR_INIT;
	int result = import_state_get(im, "rules", &before), r = 1;
	size_t n = 0;
	bool same = result == 0 && sv_is(sv_of(&before), sha256_hex(rules).z);
	/* What warnings may say depends on it, and they are repeated from the database. */
	if (result == 0) result = import_state_get(im, "shown", &before);
	same = same && sv_is(sv_of(&before), im->ds->show_values ? "yes" : "no");
	str_dispose(&before);
	struct stmt *st = store_stmt(im->s, "SELECT name, digest FROM import_file ORDER BY n");
	while (result == 0 && same && (r = stmt_step(st)) == 1) {
		same = n < im->nfiles;
		if (same) result = same_file(im, &im->file[n], stmt_text(st, 0), stmt_text(st, 1), &same);
		n++;
	}
	stmt_reset(st);
	*unchanged = same && n == im->nfiles;
	return r < 0 ? -1 : result;
}
