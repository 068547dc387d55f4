/* findings.c takes every problem of an import as it is reported. Rows of the CSV go to the disk at once, because an export of a
 * million rows may hold a million problems; what the page shows of each kind is kept, and that is bounded. */
#include "cmd/findings_internal.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/sheet.h"

struct findings {
	const char *folder;
	struct arena mem;
	struct finding_groups groups;
	struct map by_code; /* severity and code -> index of a group */
	FILE *csv;          /* written as found, renamed at the end */
	struct str row, error, csv_path, new_path;
};

const char *findings_severity(enum severity sev)
{
	static const char *const words[] = { "note", "warning", "error" };
	return words[sev];
}

struct findings *findings_new(const char *folder)
{
	struct findings *f = xmalloc(sizeof *f);
	*f = (struct findings){ .folder = folder,
		.mem = ARENA_INIT,
		.groups = { VEC_INIT, { 0 } },
		.by_code = MAP_INIT,
		.row = STR_INIT,
		.error = STR_INIT,
		.csv_path = STR_INIT,
		.new_path = STR_INIT };
	str_printf(&f->csv_path, "%s/import.csv", folder);
	str_printf(&f->new_path, "%s/import.csv.new", folder);
	return f;
}

static void flush_row(struct findings *f)
{
	if (fwrite(f->row.ptr, 1, f->row.len, f->csv) != f->row.len && f->error.len == 0)
		str_printf(&f->error, "cannot write %s: %s", f->new_path.ptr, strerror(errno));
}

static void write_header(struct findings *f)
{
	static const char *const columns[] = { "Severity", "Code", "File", "Line", "Column", "Character", "Entry",
		"What it means", "What to do" };
	str_clear(&f->row);
	sheet_header(&f->row, columns, sizeof columns / sizeof *columns);
	flush_row(f);
}

/* One name for the file in the making: what a killed run left is overwritten by the next. The lock keeps two runs apart. */
static void open_csv(struct findings *f)
{
	if (f->csv || f->error.len || fs_mkdirs(f->folder, 0700, &f->error)) return;
	int fd = open(f->new_path.ptr, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB)) {
		str_puts(&f->error, "another run is writing the report");
	} else if (fd < 0 || ftruncate(fd, 0) || fchmod(fd, 0600) || !(f->csv = fdopen(fd, "wb"))) {
		str_printf(&f->error, "cannot write %s: %s", f->new_path.ptr, strerror(errno));
	} else {
		write_header(f);
		return;
	}
	if (fd >= 0) close(fd);
}

static struct sv number(char buffer[16], unsigned n)
{
	if (n == 0) return sv("");
	snprintf(buffer, 16, "%u", n);
	return sv(buffer);
}

static void write_row(struct findings *f, const struct diag *d)
{
	char line[16], character[16];
	open_csv(f);
	if (!f->csv) return;
	const struct sv cell[] = { sv(findings_severity(d->sev)), sv(d->code), sv(d->at.file), number(line, d->at.line),
		sv(d->column), number(character, d->at.col), sv(d->entry), sv(d->text), sv(d->help) };
	str_clear(&f->row);
	sheet_row(&f->row, cell, sizeof cell / sizeof *cell);
	flush_row(f);
}

/* A text without what stands for a value that may not be shown, ": (12 characters)": it says nothing about the kind of problem. */
static struct sv without_size(struct sv v)
{
	if (!sv_ends(v, " characters)") && !sv_ends(v, " character)")) return v;
	while (v.n && v.p[v.n - 1] != '(') v.n--;
	while (v.n && strchr("(: ", v.p[v.n - 1])) v.n--;
	return v;
}

static struct finding_group *group_of(struct findings *f, const struct diag *d)
{
	struct str key = STR_INIT;
	uint64_t at = f->groups.v.n;
	str_printf(&key, "%d%s", (int)d->sev, d->code);
	if (map_get(&f->by_code, sv_of(&key), &at)) {
		str_dispose(&key);
		return &f->groups.v.at[at];
	}
	map_set(&f->by_code, sv_of(&key), at);
	str_dispose(&key);
	struct sv text = without_size(sv(d->text));
	struct finding_group g = { .sev = d->sev,
		.code = arena_strdup(&f->mem, sv(d->code)),
		.text = arena_strdup(&f->mem, text),
		.help = arena_strdup(&f->mem, sv(d->help)),
		.prefix = text.n,
		.suffix = text.n,
		.same_text = true,
		.same_help = true,
		.place = VEC_INIT };
	vec_push(&f->groups.v, g);
	return &f->groups.v.at[at];
}

/* What the texts of a group have in common at both ends, so that it can be named by it. */
static void compare(struct finding_group *g, const struct diag *d)
{
	struct sv a = sv(g->text), b = without_size(sv(d->text));
	size_t least = a.n < b.n ? a.n : b.n, n = 0;
	g->same_help = g->same_help && sv_is(sv(d->help), g->help);
	if (sv_eq(a, b)) return;
	g->same_text = false;
	while (n < g->prefix && n < least && a.p[n] == b.p[n]) n++;
	g->prefix = n;
	for (n = 0; n < g->suffix && n < least && a.p[a.n - 1 - n] == b.p[b.n - 1 - n]; n++) continue;
	g->suffix = n;
}

static const char *copy(struct arena *mem, const char *z)
{
	return z ? arena_strdup(mem, sv(z)) : NULL;
}

static void observe(void *ctx, const struct diag *d)
{
	struct findings *f = ctx;
	struct finding_group *g = group_of(f, d);
	compare(g, d);
	g->count++;
	f->groups.count[d->sev]++;
	if (g->place.n < FINDINGS_PLACES) {
		struct finding p = { copy(&f->mem, d->at.file), copy(&f->mem, d->entry), copy(&f->mem, d->column),
			d->at.line, d->at.col, copy(&f->mem, d->text), copy(&f->mem, d->help) };
		vec_push(&g->place, p);
	}
	write_row(f, d);
}

void findings_watch(struct findings *f, struct diags *ds)
{
	ds->observe = observe;
	ds->observe_ctx = f;
}

void findings_rest(struct findings *f, struct diags *ds)
{
	(void)f;
	ds->observe = NULL;
	ds->observe_ctx = NULL;
}

size_t findings_count(const struct findings *f)
{
	return f->groups.count[SEV_ERROR] + f->groups.count[SEV_WARNING] + f->groups.count[SEV_NOTE];
}

static int worst_first(const void *pa, const void *pb)
{
	const struct finding_group *a = pa, *b = pb;
	if (a->sev != b->sev) return a->sev < b->sev ? 1 : -1;
	return strcmp(a->code, b->code);
}

/* Nothing is renamed before both files are on the disk to the last byte. */
static int put_in_place(struct findings *f, struct sv page)
{
	struct str path = STR_INIT;
	int result = -1;
	if (fflush(f->csv) || fsync(fileno(f->csv))) goto done;
	str_printf(&path, "%s/import.html", f->folder);
	if (fs_write_atomic(path.ptr, page, 0600, &f->error) || rename(f->new_path.ptr, f->csv_path.ptr)) goto done;
	result = 0;
	fclose(f->csv);
	f->csv = NULL;
done:
	if (result && f->error.len == 0) str_printf(&f->error, "cannot write %s: %s", f->csv_path.ptr, strerror(errno));
	str_dispose(&path);
	return result;
}

int findings_write(struct findings *f, const struct findings_facts *facts, struct str *err)
{
	struct str page = STR_INIT;
	int result = -1;
	open_csv(f);
	if (f->groups.v.n) qsort(f->groups.v.at, f->groups.v.n, sizeof *f->groups.v.at, worst_first);
	map_dispose(&f->by_code); /* the indices have moved */
	if (f->csv && f->error.len == 0) {
		findings_html(&page, &f->groups, facts);
		result = put_in_place(f, sv_of(&page));
	}
	str_sv(err, sv_of(&f->error));
	str_dispose(&page);
	return result;
}

/* Both files are there, and the page says this of its import. */
static bool page_says(const char *folder, const char *mark)
{
	struct str path = STR_INIT;
	char head[512] = "";
	str_printf(&path, "%s/import.csv", folder);
	bool stands = fs_exists(path.ptr);
	str_clear(&path);
	str_printf(&path, "%s/import.html", folder);
	FILE *page = stands ? fopen(path.ptr, "rb") : NULL;
	str_dispose(&path);
	if (!page) return false;
	size_t n = fread(head, 1, sizeof head - 1, page);
	fclose(page);
	return sv_find(sv_n(head, n), sv(mark)) != SIZE_MAX;
}

bool findings_stand(const char *folder)
{
	return page_says(folder, FINDINGS_DONE_MARK);
}

bool findings_failed(const char *folder)
{
	return page_says(folder, FINDINGS_FAILED_MARK);
}

void findings_free(struct findings *f)
{
	if (!f) return;
	if (f->csv) {
		unlink(f->new_path.ptr); /* while it is still locked */
		fclose(f->csv);
	}
	for (size_t i = 0; i < f->groups.v.n; i++) vec_dispose(&f->groups.v.at[i].place);
	vec_dispose(&f->groups.v);
	map_dispose(&f->by_code);
	arena_dispose(&f->mem);
	str_dispose(&f->row);
	str_dispose(&f->error);
	str_dispose(&f->csv_path);
	str_dispose(&f->new_path);
	free(f);
}
