/* mapping_claim.c answers "which mapping is for this file" the way the import does, by patterns of names, for the commands that
 * explain and repair mappings and must work when the import refuses. */
#include "records/mapping_claim.h"
#include "base/fs.h"

static bool ends(struct sv name, const char *ending)
{
	size_t n = strlen(ending);
	return name.n > n && sv_ieq_ascii(sv_sub(name, name.n - n, n), sv(ending));
}

bool mapping_is_csv(struct sv name)
{
	return ends(name, ".csv");
}

bool mapping_is_csv_text(struct sv name)
{
	return ends(name, ".csv.txt");
}

bool mapping_is_text(struct sv name)
{
	return ends(name, ".txt") || ends(name, ".tsv") || ends(name, ".tab");
}

/* .CSV is .csv, in the file's name and in the pattern. */
static const char *with_small_ending(struct arena *mem, struct sv name)
{
	char *copy = arena_strdup(mem, name);
	if (ends(name, ".csv") || mapping_is_text(name))
		for (size_t i = name.n - 3; i < name.n; i++)
			if (copy[i] >= 'A' && copy[i] <= 'Z') copy[i] = (char)(copy[i] - 'A' + 'a');
	return copy;
}

bool mapping_claims(const struct mapping *m, struct arena *mem, const char *base)
{
	return m->files.n && fs_match(with_small_ending(mem, m->files), sv(with_small_ending(mem, sv(base))));
}

void mapping_claim_one(struct claimed_file *out, struct arena *mem, const char *path, const char *name,
	const char *base, const struct mappings *mappings)
{
	size_t n = strlen(base);
	*out = (struct claimed_file){ .name = name, .path = path, .date = DATE_NONE };
	for (size_t i = 0; i + 10 <= n && out->date == DATE_NONE; i++) out->date = date_parse(sv_n(base + i, 10));
	for (size_t i = 0; i < mappings->n; i++) {
		const struct mapping *m = &mappings->at[i];
		if (!mapping_claims(m, mem, base)) continue;
		if (out->mapping)
			out->other = m;
		else
			out->mapping = m;
	}
}

/* Of files of the same day the later name wins. */
static void mark_newest(struct claimed_files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		struct claimed_file *f = &files->at[i];
		f->newest = f->mapping != NULL;
		for (size_t j = 0; j < files->n; j++) {
			const struct claimed_file *o = &files->at[j];
			if (j != i && o->mapping == f->mapping && (o->date > f->date || (o->date == f->date && j > i)))
				f->newest = false;
		}
	}
}

int mapping_claim_all(struct claimed_files *out, struct arena *mem, const char *dir, const char *name,
	const struct mappings *mappings, struct diags *ds)
{
	struct fs_list list = { NULL, 0 };
	struct str err = STR_INIT;
	int result = fs_glob(&list, mem, dir, "*", &err);
	if (result) diags_error(ds, "R040", NOPLACE, NULL, "%s", err.ptr);
	str_dispose(&err);
	*out = (struct claimed_files){ ARENA_ARRAY(mem, struct claimed_file, list.n + 1), 0 };
	for (size_t i = 0; i < list.n; i++) {
		const char *base = fs_base(list.at[i]);
		struct claimed_file *f = &out->at[out->n];
		mapping_claim_one(
			f, mem, fs_join(mem, dir, base), arena_printf(mem, "%s/%s", name, base), base, mappings);
		/* As the import has it: CSV by its name, or a text that a mapping names. */
		out->n += mapping_is_csv(sv(base)) || mapping_is_csv_text(sv(base)) ||
			  (f->mapping && mapping_is_text(sv(base)));
	}
	mark_newest(out);
	return result;
}

struct header_reader {
	struct binding *out;
	struct arena *mem;
	const struct mapping *m;
	struct diags *ds;
	bool bound, whole;
};

static int on_row(void *ctx, const struct csvin_row *row)
{
	struct header_reader *r = ctx;
	bool blank = true;
	if (r->bound) return 0;
	for (size_t i = 0; i < row->n; i++) blank &= sv_trim(row->cell[i]).n == 0;
	if (blank) return 0;
	mapping_bind(r->out, r->mem, r->m, row, r->ds);
	r->bound = true;
	return !r->whole;
}

int mapping_claim_bind(struct binding *out, struct arena *mem, const struct claimed_file *f, const struct mapping *m,
	struct csvin_dialect *dialect, struct diags *ds)
{
	struct csvin_dialect own;
	struct csvin_options options = { .encoding = m->encoding, .delimiter = m->delimiter, .is_private = true };
	struct header_reader r = { out, mem, m, ds, false, dialect != NULL };
	size_t errors = ds->errors;
	csvin_file(f->path, f->name, &options, dialect ? dialect : &own, on_row, &r, ds);
	if (!r.bound && ds->errors == errors)
		diags_error(ds, "R045", ((struct place){ f->name, 1, 1 }), "export it again, or move it away",
			"the file is empty");
	return r.bound ? 0 : -1;
}
