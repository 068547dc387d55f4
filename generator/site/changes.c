/* "What changed" is computed, never written by hand: the parent edition says what there was, the corpus says what there
 * is. A status word counts as part of a document (it changes by date alone), the run's date does not, so an unchanged
 * site stays unchanged. */
#include "site/changes.h"
#include "base/csvout.h"
#include "base/map.h"
#include "input/csvin.h"

enum {
	DOC_PATH,
	DOC_KIND_NAME,
	DOC_NUMBER,
	DOC_TITLE,
	DOC_VERSION,
	DOC_STATUS_WORD,
	DOC_EFFECTIVE,
	DOC_REVISION,
	DOC_COLUMNS
};
enum { CHANGE_COLUMNS = 5 };

struct previous {
	struct sv cell[DOC_COLUMNS];
	bool still;
};
struct previous_list {
	VEC(struct previous) v;
	struct map by_path;
	struct arena *mem;
};
struct change_list {
	VEC(struct change) v;
	struct arena *mem;
};

const char *changes_kind(const struct document *doc)
{
	static const char *const name[] = { [DOC_PAGE] = "page",
		[DOC_FAQ] = "faq",
		[DOC_GUIDANCE] = "guidance",
		[DOC_TOOL] = "tool",
		[DOC_SOP] = "sop",
		[DOC_DEFINITION] = "definition" };
	return name[doc->kind];
}

static int read_previous(void *ctx, const struct csvin_row *row)
{
	struct previous_list *list = ctx;
	if (row->index == 0 || row->n < DOC_COLUMNS) return 0; /* header; a blank line */
	struct previous p = { .still = false };
	for (size_t i = 0; i < DOC_COLUMNS; i++) p.cell[i] = arena_sv(list->mem, row->cell[i]);
	map_set(&list->by_path, p.cell[DOC_PATH], list->v.n);
	vec_push(&list->v, p);
	return 0;
}

static int read_change(void *ctx, const struct csvin_row *row)
{
	struct change_list *list = ctx;
	if (row->index == 0 || row->n < CHANGE_COLUMNS) return 0;
	struct change c = { .date = date_parse(row->cell[0]),
		.what = arena_sv(list->mem, row->cell[1]),
		.path = arena_sv(list->mem, row->cell[2]),
		.title = arena_sv(list->mem, row->cell[3]),
		.detail = arena_sv(list->mem, row->cell[4]) };
	vec_push(&list->v, c);
	return 0;
}

static int read_csv(struct sv text, const char *name, csvin_fn *fn, void *ctx, struct diags *ds)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	return text.n ? csvin_text(text, name, 1, &options, &dialect, fn, ctx, ds) : 0;
}

/* A title as it stands in a list of changes: an SOP by its number. */
static struct sv change_title(const struct document *doc, struct arena *mem)
{
	if (doc->kind != DOC_SOP) return doc->title;
	return sv(arena_printf(mem, "%.*s %.*s", SV_ARG(doc->number), SV_ARG(doc->title)));
}

static void add_change(
	struct change_list *list, date_t date, const struct document *doc, const char *what, struct sv detail)
{
	struct change c = { date, sv(what), sv(doc->path), change_title(doc, list->mem), detail, doc->file };
	vec_push(&list->v, c);
}

static void compare(struct change_list *list, date_t date, const struct document *doc, const struct previous *was)
{
	struct sha256_hex revision = sha256_hex(&doc->revision);
	if (!was) {
		add_change(list, date, doc, "new", doc->kind == DOC_SOP ? doc->changes : SV_LIT(""));
		return;
	}
	if (!sv_is(was->cell[DOC_REVISION], revision.z))
		add_change(list, date, doc, "revised", doc->kind == DOC_SOP ? doc->changes : SV_LIT(""));
	const char *now = doc->kind == DOC_SOP ? doc_status_word(doc->status) : "";
	if (!sv_is(was->cell[DOC_STATUS_WORD], now))
		add_change(list, date, doc, "status",
			sv(arena_printf(list->mem, "Was %.*s, now %s", SV_ARG(was->cell[DOC_STATUS_WORD]), now)));
}

static void add_removed(struct change_list *list, date_t date, const struct previous *was)
{
	struct sv title = was->cell[DOC_TITLE];
	if (was->cell[DOC_NUMBER].n)
		title = sv(arena_printf(list->mem, "%.*s %.*s", SV_ARG(was->cell[DOC_NUMBER]), SV_ARG(title)));
	struct change c = { .date = date,
		.what = SV_LIT("removed"),
		.path = was->cell[DOC_PATH],
		.title = title,
		.detail = SV_LIT("") };
	vec_push(&list->v, c);
}

/* A version that was published stays published: somebody may have quoted it. */
static int check_gone(struct site *s, const struct previous *was)
{
	struct sv number = was->cell[DOC_NUMBER];
	enum sop_presence now = corpus_sop(s->in->corpus, number);
	struct place at = { arena_printf(&s->keep, "content/sops/%.*s.md", SV_ARG(number)), 0, 0 };
	if (!sv_is(was->cell[DOC_KIND_NAME], "sop") || now == SOP_LATER || now == SOP_ELSEWHERE) return 0;
	if (now == SOP_DRAFT)
		diags_error(s->ds, "S055", at,
			diags_text(s->ds, "take \"draft\" out and write \"approved\" back; changes belong into a new "
					  "version: copy "
					  "the file under the next number"),
			"%.*s was published and is now a draft; readers who quote it would find nothing",
			SV_ARG(number));
	else
		diags_error(s->ds, "S055", at,
			diags_text(s->ds,
				"put the file back (its text as published is in site/public/%.*s); or, if the version "
				"is "
				"kept elsewhere from now on, register it in content/documents.csv with the number %.*s",
				SV_ARG(was->cell[DOC_PATH]), SV_ARG(number)),
			"%.*s was published, and its file is gone; every version keeps its address for ever",
			SV_ARG(number));
	return -1;
}

/* Not yet in force, a text may be approved anew. Later it was relied upon. */
static void check_same(struct site *s, const struct document *doc, const struct previous *was)
{
	struct sv status = was->cell[DOC_STATUS_WORD];
	if (doc->kind != DOC_SOP || sv_is(status, doc_status_word(STATUS_APPROVED))) return;
	if (sv_is(was->cell[DOC_REVISION], sha256_hex(&doc->revision).z)) return;
	diags_warn(s->ds, "S056", doc->at, "take the change back and put it into a new version",
		"%.*s was in force with another text or other dates; two texts now have the same number",
		SV_ARG(doc->number));
}

static int find_new(struct site *s, struct change_list *list)
{
	struct previous_list previous = { VEC_INIT, MAP_INIT, &s->keep };
	date_t today = s->in->run->as_of;
	int rc = read_csv(
		s->in->previous_documents, "documents.csv of the parent edition", read_previous, &previous, s->ds);
	if (previous.v.n == 0 && s->in->previous_changes.n == 0) {
		struct change first = { today, SV_LIT("new"), SV_LIT("index.html"), SV_LIT("First edition"), SV_LIT(""),
			NULL };
		vec_push(&list->v, first);
	}
	for (size_t i = 0; previous.v.n && i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		uint64_t at;
		bool known = map_get(&previous.by_path, sv(doc->path), &at);
		if (known) previous.v.at[at].still = true;
		compare(list, today, doc, known ? &previous.v.at[at] : NULL);
		if (known) check_same(s, doc, &previous.v.at[at]);
	}
	for (size_t i = 0; i < previous.v.n; i++) {
		if (previous.v.at[i].still) continue;
		add_removed(list, today, &previous.v.at[i]);
		if (check_gone(s, &previous.v.at[i]) != 0) rc = -1;
	}
	map_dispose(&previous.by_path);
	vec_dispose(&previous.v);
	return rc;
}

int changes_find(struct site *s)
{
	struct change_list list = { VEC_INIT, &s->keep };
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) map_set(&s->addresses, sv(s->in->corpus->doc[i]->path), i);
	map_set(&s->addresses, SV_LIT("index.html"), 0);
	int rc = find_new(s, &list);
	s->nnew = list.v.n;
	if (read_csv(s->in->previous_changes, "changes.csv of the parent edition", read_change, &list, s->ds) != 0)
		rc = -1;
	struct change *kept = ARENA_ARRAY(&s->keep, struct change, list.v.n ? list.v.n : 1);
	for (size_t i = 0; i < list.v.n; i++) kept[i] = list.v.at[i];
	s->change = kept;
	s->nchanges = list.v.n;
	vec_dispose(&list.v);
	return rc;
}

static void put_change(struct site *s, struct tmap *m, const struct change *c)
{
	page_date(m, "date", c->date, &s->mem);
	tmap_bool(m, "is_new", sv_is(c->what, "new"));
	tmap_bool(m, "is_revised", sv_is(c->what, "revised"));
	tmap_bool(m, "is_status", sv_is(c->what, "status"));
	tmap_bool(m, "is_removed", sv_is(c->what, "removed"));
	tmap_text(m, "title", c->title, ORIGIN_DOCUMENT, c->file);
	tmap_text(m, "detail", c->detail, ORIGIN_DOCUMENT, c->file);
	bool linked = map_get(&s->addresses, c->path, NULL); /* an old line may speak of a page that has gone since */
	tmap_bool(m, "linked", linked);
	if (linked) page_url(s, m, "href", arena_strdup(&s->mem, c->path), ORIGIN_DOCUMENT, c->file);
}

void changes_fill(struct site *s, struct tmap *m, size_t limit)
{
	struct tlist *list = tmap_list(m, "changes");
	for (size_t i = 0; i < s->nchanges && i < limit; i++) put_change(s, tlist_add(list), &s->change[i]);
	tmap_bool(m, "has_changes", s->nchanges > 0);
}

static int changes_page(struct site *s)
{
	struct tmap *m = page_begin(s, "changes.html", NAV_NONE);
	page_intro(s, m, "changes", "What changed", "New, revised and removed documents, newest first.");
	page_link(s, m, "csv_href", "changes.csv");
	changes_fill(s, m, SIZE_MAX);
	return page_put(s, "changes.html", m, NOPLACE);
}

static void csv_row(struct rendering *out, const char *const *cells, size_t n, const char *file)
{
	struct str row = STR_INIT;
	csvout_row(&row, cells, n);
	rendering_add(out, sv_of(&row), ORIGIN_DOCUMENT, file);
	str_dispose(&row);
}

static int changes_csv(struct site *s)
{
	static const char *const header[CHANGE_COLUMNS] = { "date", "change", "path", "title", "detail" };
	arena_reset(&s->mem);
	rendering_clear(&s->out);
	csv_row(&s->out, header, CHANGE_COLUMNS, NULL);
	for (size_t i = 0; i < s->nchanges; i++) {
		const struct change *c = &s->change[i];
		struct date_text date = date_iso(c->date);
		const char *cells[CHANGE_COLUMNS] = { date.z, arena_strdup(&s->mem, c->what),
			arena_strdup(&s->mem, c->path), arena_strdup(&s->mem, c->title),
			arena_strdup(&s->mem, c->detail) };
		csv_row(&s->out, cells, CHANGE_COLUMNS, c->file);
	}
	return rendering_put(&s->out, "changes.csv", s->sink);
}

static int documents_csv(struct site *s)
{
	static const char *const header[DOC_COLUMNS] = { "path", "kind", "number", "title", "version", "status",
		"effective", "revision" };
	arena_reset(&s->mem);
	rendering_clear(&s->out);
	csv_row(&s->out, header, DOC_COLUMNS, NULL);
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		bool sop = doc->kind == DOC_SOP;
		struct date_text effective = date_iso(doc->effective);
		struct sha256_hex revision = sha256_hex(&doc->revision);
		const char *cells[DOC_COLUMNS] = { doc->path, changes_kind(doc), arena_strdup(&s->mem, doc->number),
			arena_strdup(&s->mem, doc->title), arena_strdup(&s->mem, doc->version),
			sop ? doc_status_word(doc->status) : "", effective.z, revision.z };
		csv_row(&s->out, cells, DOC_COLUMNS, doc->file);
	}
	return rendering_put(&s->out, "documents.csv", s->sink);
}

int changes_build(struct site *s)
{
	int rc = changes_page(s);
	if (changes_csv(s) != 0) rc = -1;
	if (documents_csv(s) != 0) rc = -1;
	return rc;
}
