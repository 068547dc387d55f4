/* erase_files.c takes rows out of files that form tools and people wrote. They are found as the import reads them and cut out by their
 * physical lines, so that encoding, quoting and line ends of all that stays are what they were. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "records/import_internal.h"
#include "records/erase.h"
#include "records/mapping_claim.h"
#include "records/person_key.h"

static void add_place(struct erase_places *out, const char *name, const struct csvin_row *row)
{
	struct erase_place p = { name, row->line, 1 };
	for (size_t i = 0; i < row->raw.n; i++) p.lines += row->raw.p[i] == '\n';
	vec_push(&out->at, p);
}

/* Exports. */

struct export_reader {
	struct erase_places *out;
	const char *name;
	const struct mapping *mapping;
	size_t key;
	bool header;
	struct erased_rows rows; /* the same comparison as in an import, under a salt of its own */
};

static bool is_theirs(const struct export_reader *r, struct sv number)
{
	if (r->mapping->roster) return erased_rows_has(&r->rows, "", number);
	for (size_t i = 0; i < r->mapping->nforms; i++)
		if (erased_rows_has(&r->rows, r->mapping->forms[i].code, number)) return true;
	return false;
}

static int look_at_row(void *ctx, const struct csvin_row *row)
{
	struct export_reader *r = ctx;
	if (row->n == 0) return 0;
	if (r->header) {
		r->header = false;
		return 0;
	}
	if (r->key < row->n && is_theirs(r, row->cell[r->key])) add_place(r->out, r->name, row);
	return 0;
}

static int look_into_export(struct export_reader *r, struct arena *mem, const struct claimed_file *f, struct diags *ds)
{
	const struct mapping *m = f->mapping;
	struct csvin_options o = { .encoding = m->encoding, .delimiter = m->delimiter, .is_private = true };
	struct csvin_dialect dialect;
	struct binding binding = { 0 };
	struct diags silent = DIAGS_INIT; /* what is wrong with the rows is the import's to say */
	int result = mapping_claim_bind(&binding, mem, f, m, NULL, &silent);
	const struct rule *rule = mapping_rule(m, m->roster ? "member_no" : "form_entry_no");
	const struct bound_rule *bound = rule && binding.rule ? &binding.rule[rule - m->rule] : NULL;
	r->name = f->name;
	r->mapping = m;
	r->header = !m->no_header;
	r->key = bound && bound->n ? bound->at[0].column : SIZE_MAX;
	if (result == 0 && r->key != SIZE_MAX)
		result = csvin_file(f->path, f->name, &o, &dialect, look_at_row, r, &silent);
	diags_dispose(&silent);
	if (result == 0 && r->key != SIZE_MAX) return 0;
	diags_warn(ds, "R171", ((struct place){ f->name, 0, 0 }), "look yourself whether a row of theirs stands in it",
		"this export could not be searched for the person's rows");
	return 0;
}

int erase_find_in_exports(struct erase_places *out, struct arena *mem, const struct run *run,
	const struct settings *settings, const struct vocabs *vocabs, const struct erase_subject *of, struct diags *ds)
{
	struct export_reader r = { .out = out, .rows = { .macs = MAP_INIT } };
	struct claimed_files files = { NULL, 0 };
	struct mappings mappings = { 0 };
	struct diags silent = DIAGS_INIT;
	const char *maps = fs_join(mem, run->workspace, settings->mappings);
	struct erased_rows *rows = &r.rows;
	for (size_t i = 0; i < of->row.n; i++) erased_rows_add(rows, of->row.at[i].form, sv(of->row.at[i].number));
	mapping_load_all(&mappings, mem, maps, settings->mappings, vocabs, &silent);
	int result = mapping_claim_all(
		&files, mem, fs_join(mem, run->workspace, settings->exports), settings->exports, &mappings, &silent);
	if (result) diags_error(ds, "R172", NOPLACE, NULL, "the folder %s could not be read", settings->exports);
	for (size_t i = 0; result == 0 && i < files.n; i++)
		if (files.at[i].mapping) result = look_into_export(&r, mem, &files.at[i], ds);
	erased_rows_dispose(rows);
	diags_dispose(&silent);
	return result;
}

/* Tables of our own. */

struct table_reader {
	struct erase_places *out;
	const char *name;
	const char *const *columns;
	size_t ncolumns, column[16];
	bool header;
	erase_match_fn *match;
	void *ctx;
};

static int look_at_own(void *ctx, const struct csvin_row *row)
{
	struct table_reader *r = ctx;
	struct sv cell[16] = { { "", 0 } };
	if (row->n == 0 || (row->cell[0].n && row->cell[0].p[0] == '#')) return 0;
	for (size_t c = 0; c < r->ncolumns; c++) {
		cell[c] = r->header || r->column[c] >= row->n ? sv("") : sv_trim(row->cell[r->column[c]]);
		for (size_t i = 0; r->header && i < row->n; i++)
			if (sv_is(sv_trim(row->cell[i]), r->columns[c])) r->column[c] = i;
	}
	if (!r->header && r->match(r->ctx, cell)) add_place(r->out, r->name, row);
	r->header = false;
	return 0;
}

int erase_find_in_table(struct erase_places *out, struct arena *mem, const char *path, const char *name,
	const char *const *columns, size_t ncolumns, erase_match_fn *match, void *ctx, struct diags *ds)
{
	struct table_reader r = { .out = out,
		.name = name,
		.columns = columns,
		.ncolumns = ncolumns,
		.header = true,
		.match = match,
		.ctx = ctx };
	struct csvin_options o = { .is_private = true, .own_table = true };
	struct csvin_dialect dialect;
	(void)mem;
	for (size_t c = 0; c < 16; c++) r.column[c] = SIZE_MAX;
	return fs_exists(path) ? csvin_file(path, name, &o, &dialect, look_at_own, &r, ds) : 0;
}

/* Cutting. */

struct cutter {
	struct sv bytes;
	size_t wide; /* bytes of a code unit */
	bool big;
};

static unsigned unit(const struct cutter *c, size_t at)
{
	unsigned a = (unsigned char)c->bytes.p[at];
	if (c->wide == 1) return a;
	unsigned b = (unsigned char)c->bytes.p[at + 1];
	return c->big ? a << 8 | b : b << 8 | a;
}

/* LF, CRLF and CR end lines, as csvin has it. */
static size_t line_after(const struct cutter *c, size_t at)
{
	for (; at + c->wide <= c->bytes.n; at += c->wide) {
		unsigned u = unit(c, at);
		if (u == '\n') return at + c->wide;
		if (u != '\r') continue;
		bool lf = at + 2 * c->wide <= c->bytes.n && unit(c, at + c->wide) == '\n';
		return at + (lf ? 2 : 1) * c->wide;
	}
	return c->bytes.n;
}

static struct cutter cutter_of(struct sv bytes)
{
	struct cutter c = { bytes, 1, false };
	bool even = bytes.n >= 4 && bytes.n % 2 == 0;
	/* A mark, or ASCII letters with zeros between them. */
	if (even && (sv_starts(bytes, "\xFF\xFE") || (bytes.p[0] && !bytes.p[1] && bytes.p[2] && !bytes.p[3])))
		c.wide = 2;
	if (even && (sv_starts(bytes, "\xFE\xFF") || (!bytes.p[0] && bytes.p[1] && !bytes.p[2] && bytes.p[3])))
		c.wide = 2, c.big = true;
	return c;
}

static void cut(struct str *out, struct sv bytes, const struct erase_place *p, size_t n)
{
	struct cutter c = cutter_of(bytes);
	size_t at = 0, next;
	for (unsigned line = 1; at < bytes.n; line++, at = next) {
		bool goes = false;
		next = line_after(&c, at);
		for (size_t i = 0; i < n; i++) goes |= line >= p[i].line && line < p[i].line + p[i].lines;
		if (!goes) str_sv(out, sv_sub(bytes, at, next - at));
	}
}

/* Once with zeros, unless it has another name somewhere, which is then somebody's copy. */
static void blank(int fd)
{
	static const char zeros[1 << 14];
	struct stat st;
	if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_nlink != 0) return;
	for (off_t at = 0; at < st.st_size; at += (off_t)sizeof zeros) {
		size_t n = st.st_size - at < (off_t)sizeof zeros ? (size_t)(st.st_size - at) : sizeof zeros;
		if (pwrite(fd, zeros, n, at) < 0) return;
	}
	fsync(fd);
}

static int cut_file(const char *path, const char *name, const struct erase_place *p, size_t n, struct diags *ds)
{
	struct str bytes = STR_INIT, out = STR_INIT, err = STR_INIT;
	struct stat st = { .st_mode = 0600 };
	int old = open(path, O_RDWR | O_CLOEXEC), result = -1;
	if (fs_read(&bytes, path, (size_t)CSVIN_MAX_FILE, &err) == 0) {
		cut(&out, sv_of(&bytes), p, n);
		if (old >= 0) fstat(old, &st);
		result = fs_write_atomic(path, sv_of(&out), st.st_mode & 0777, &err);
	}
	if (result == 0)
		blank(old);
	else
		diags_error(ds, "R172", ((struct place){ name, 0, 0 }),
			"free some space or check the permissions, then run it again",
			"the rows could not be taken out: %s", err.ptr);
	if (old >= 0) close(old);
	str_dispose(&bytes);
	str_dispose(&out);
	str_dispose(&err);
	return result;
}

int erase_cut_lines(const char *workspace, const struct erase_places *places, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	int result = 0;
	for (size_t i = 0, n; i < places->at.n; i += n) {
		const char *name = places->at.at[i].name;
		for (n = 1; i + n < places->at.n && !strcmp(places->at.at[i + n].name, name);) n++;
		if (cut_file(fs_join(&mem, workspace, name), name, &places->at.at[i], n, ds)) result = -1;
	}
	arena_dispose(&mem);
	return result;
}
