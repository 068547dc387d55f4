/* difference_documents.c: what the committee's documents say now and said then. Which of them changed is told by their digests in
 * documents.csv, and what in them by the words of their pages. */
#include "cmd/difference.h"
#include "cmd/page_text.h"
#include "input/csvin.h"

enum { PATH, KIND, NUMBER, TITLE, VERSION, STATUS, EFFECTIVE, REVISION, COLUMNS };

struct row {
	const char *path, *kind, *title, *status, *revision;
};
struct table {
	struct arena *mem;
	VEC(struct row) v;
	struct map by_path;
};

static int take(void *self, const struct csvin_row *row)
{
	struct table *t = self;
	struct row r = { .path = "" };
	if (row->index == 0 || row->n < COLUMNS) return 0;
	r.path = arena_strdup(t->mem, row->cell[PATH]);
	r.kind = arena_strdup(t->mem, row->cell[KIND]);
	r.title = row->cell[NUMBER].n
			  ? arena_printf(t->mem, "%.*s %.*s", SV_ARG(row->cell[NUMBER]), SV_ARG(row->cell[TITLE]))
			  : arena_strdup(t->mem, row->cell[TITLE]);
	r.status = arena_strdup(t->mem, row->cell[STATUS]);
	r.revision = arena_strdup(t->mem, row->cell[REVISION]);
	map_set(&t->by_path, sv(r.path), t->v.n);
	vec_push(&t->v, r);
	return 0;
}

static int read_table(struct table *t, struct arena *mem, struct diff_side *s, struct diags *ds)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	struct str csv = STR_INIT;
	int r = 0;
	*t = (struct table){ .mem = mem, .v = VEC_INIT, .by_path = MAP_INIT };
	if (side_read(s, "documents.csv", &csv) == 0 && csv.len)
		r = csvin_text(sv_of(&csv), "documents.csv", 1, &options, &dialect, take, t, ds);
	str_dispose(&csv);
	return r;
}

static const struct row *find(const struct table *t, const char *path)
{
	uint64_t at;
	return map_get(&t->by_path, sv(path), &at) ? &t->v.at[at] : NULL;
}

/* ---- parts */

static int read_page(struct page_text *out, struct diff_side *s, const char *path)
{
	struct str html = STR_INIT;
	int r = side_read(s, path, &html);
	if (r == 0) page_text_read(out, sv_of(&html));
	str_dispose(&html);
	return r;
}

/* Of a controlled document the title block, the approvals and the list of versions belong to the version, not to its text. */
static bool is_apart(const struct row *doc, const char *id)
{
	return strcmp(doc->kind, "sop") == 0 && (!*id || strcmp(id, "history") == 0 || strcmp(id, "approval") == 0);
}

static void add_part(
	struct difference *d, struct diff_document *doc, const struct page_part *before, const struct page_part *now)
{
	struct diff_part_of p = { before && now ? DIFF_REVISED
				  : now         ? DIFF_NEW_ONE
						: DIFF_GONE,
		page_part_name(now ? now : before, &d->mem), before ? arena_sv(&d->mem, before->text) : sv(""),
		now ? arena_sv(&d->mem, now->text) : sv("") };
	vec_push(&doc->part, p);
}

/* In the order of the new page; what is gone comes last. A document that is a part of a page is compared alone. */
static void compare_parts(struct difference *d, struct diff_document *doc, const struct row *row,
	const struct page_text *a, const struct page_text *b, const char *only)
{
	for (size_t i = 0; i < b->v.n; i++) {
		const struct page_part *now = &b->v.at[i], *was = page_text_find(a, now->id);
		if (is_apart(row, now->id) || (only && strcmp(now->id, only) != 0)) continue;
		if (!was || !sv_eq(was->text, now->text)) add_part(d, doc, was, now);
	}
	for (size_t i = 0; i < a->v.n; i++) {
		const struct page_part *was = &a->v.at[i];
		if (is_apart(row, was->id) || (only && strcmp(was->id, only) != 0)) continue;
		if (!page_text_find(b, was->id)) add_part(d, doc, was, NULL);
	}
}

static void compare_text(struct difference *d, struct diff_document *doc, const struct row *row, struct diff_side *a,
	struct diff_side *b)
{
	struct page_text before = PAGE_TEXT_INIT, now = PAGE_TEXT_INIT;
	const char *hash = strchr(row->path, '#');
	const char *path = hash ? arena_strdup(&d->mem, sv_n(row->path, (size_t)(hash - row->path))) : row->path;
	if (read_page(&before, a, path) == 0 && read_page(&now, b, path) == 0)
		compare_parts(d, doc, row, &before, &now, hash ? hash + 1 : NULL);
	page_text_dispose(&before);
	page_text_dispose(&now);
}

/* ---- documents */

static struct diff_document document(const struct row *r, enum diff_change change)
{
	return (struct diff_document){ .change = change,
		.path = r->path,
		.kind = r->kind,
		.title = r->title,
		.before = "",
		.now = "",
		.part = VEC_INIT };
}

static void compare_one(
	struct difference *d, const struct row *was, const struct row *now, struct diff_side *a, struct diff_side *b)
{
	bool revised = was && strcmp(was->revision, now->revision) != 0,
	     status = was && strcmp(was->status, now->status) != 0;
	struct diff_document doc = document(now, !was ? DIFF_NEW_ONE : revised ? DIFF_REVISED : DIFF_STATUS);
	if (was && !revised && !status) return;
	if (status) doc.before = was->status, doc.now = now->status;
	if (revised) compare_text(d, &doc, now, a, b);
	vec_push(&d->document, doc);
}

int difference_documents(struct difference *d, struct diff_side *a, struct diff_side *b, struct diags *ds)
{
	struct table before, now;
	int r = read_table(&before, &d->mem, a, ds);
	if (read_table(&now, &d->mem, b, ds) != 0) r = -1;
	for (size_t i = 0; r == 0 && i < now.v.n; i++)
		compare_one(d, find(&before, now.v.at[i].path), &now.v.at[i], a, b);
	for (size_t i = 0; r == 0 && i < before.v.n; i++)
		if (!find(&now, before.v.at[i].path)) vec_push(&d->document, document(&before.v.at[i], DIFF_GONE));
	vec_dispose(&before.v);
	vec_dispose(&now.v);
	map_dispose(&before.by_path);
	map_dispose(&now.by_path);
	return r;
}
