/* The history of a family on one page, for whoever audits what was in force when, and the comparisons it leads to. */
#include <assert.h>
#include "site/versions.h"
#include "site/documents.h"

#define OUTSIDE_FILE "content/documents.csv"

static size_t index_of(const struct family *family, const struct document *doc)
{
	for (size_t i = 0; i < family->nversions; i++)
		if (family->version[i] == doc) return i;
	return SIZE_MAX;
}

bool versions_compared(const struct family *family, const struct document *a, const struct document *b)
{
	if (!family || !a || !b || a == b) return false;
	size_t i = index_of(family, a), j = index_of(family, b);
	if (i == SIZE_MAX || j == SIZE_MAX || !compare_possible(a, b)) return false;
	bool neighbors = i + 1 == j || j + 1 == i;
	return family->nversions <= VERSIONS_ALL_PAIRS || neighbors || a == family->in_force || b == family->in_force;
}

static char *compare_path(struct arena *mem, const struct document *a, const struct document *b)
{
	bool in_order = sv_cmp(a->number, b->number) < 0;
	const struct document *older = in_order ? a : b, *newer = in_order ? b : a;
	return arena_printf(mem, "docs/%.*s-%.*s.html", SV_ARG(older->number), SV_ARG(newer->number));
}

void versions_put_compare(struct site *s, struct tmap *m, const struct family *family, const struct document *doc,
	const struct document *other)
{
	bool compared = versions_compared(family, doc, other);
	tmap_bool(m, "compared", compared);
	if (!compared) return;
	page_url(s, m, "compare_href", compare_path(&s->mem, doc, other), ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "compare_with", other->number, ORIGIN_DOCUMENT, other->file);
}

static char *history_path(struct arena *mem, const struct family *family)
{
	return arena_printf(mem, "docs/%.*s-history.html", SV_ARG(family->name));
}

void versions_put_history(struct site *s, struct tmap *m, const struct family *family)
{
	bool known = family && family->nversions > 0;
	tmap_bool(m, "has_history", known);
	if (known)
		page_url(
			s, m, "history_href", history_path(&s->mem, family), ORIGIN_DOCUMENT, family->version[0]->file);
}

/* ---- the history */

static void put_approvals(struct site *s, struct tmap *m, const struct document *doc)
{
	struct tlist *list = tmap_list(m, "approvals");
	for (size_t i = 0; i < doc->napprovals; i++) {
		const struct approval *a = &doc->approval[i];
		struct tmap *item = tlist_add(list);
		tmap_bool(item, "review", a->is_review);
		tmap_text(item, "name", a->name, ORIGIN_OFFICER, doc->file);
		tmap_text(item, "office", a->title, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "method", a->method, ORIGIN_DOCUMENT, doc->file);
		page_date(item, "date", a->date, &s->mem);
	}
}

static void put_differences(struct site *s, struct tmap *m, struct comparer *comparer, const struct family *family,
	const struct document *doc, const struct document *before)
{
	const struct comparison *d =
		versions_compared(family, doc, before) ? compare_outline(comparer, before, doc) : NULL;
	versions_put_compare(s, m, family, doc, before);
	tmap_bool(m, "told", d != NULL);
	if (d) compare_put_summary(s, m, d);
}

static void put_version(
	struct site *s, struct tmap *m, struct comparer *comparer, const struct family *family, size_t i)
{
	const struct document *doc = family->version[i];
	page_url(s, m, "href", doc->path, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "number", doc->number, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "status", sv(doc_status_word(doc->status)), ORIGIN_TEMPLATE, NULL);
	tmap_bool(m, "current", doc->status == STATUS_EFFECTIVE);
	tmap_text(m, "changes", doc->changes, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "revision", sv(doc->revision_short), ORIGIN_ID, NULL);
	page_date(m, "effective", doc->effective, &s->mem);
	page_date(m, "retired", controlled_retired(doc), &s->mem);
	put_approvals(s, m, doc);
	put_differences(s, m, comparer, family, doc, i + 1 < family->nversions ? family->version[i + 1] : NULL);
}

static bool is_of_family(struct sv number, const struct family *family)
{
	if (number.n < family->name.n || !sv_eq(sv_sub(number, 0, family->name.n), family->name)) return false;
	return number.n == family->name.n || number.p[family->name.n] == '.';
}

/* Versions that are kept elsewhere. */
static void put_elsewhere(struct site *s, struct tmap *m, const struct family *family)
{
	struct tlist *list = tmap_list(m, "elsewhere");
	for (size_t i = 0; i < s->in->corpus->noutside; i++) {
		const struct outside_document *o = &s->in->corpus->outside[i];
		if (!is_of_family(o->number, family) && !is_of_family(o->version, family)) continue;
		struct tmap *item = tlist_add(list);
		tmap_text(item, "number", o->version.n ? o->version : o->number, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		tmap_text(item, "title", o->title, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		tmap_text(item, "holder", o->holder, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		tmap_bool(item, "linked", o->url.n > 0);
		tmap_url(item, "href", o->url, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		page_date(item, "effective", o->effective, &s->mem);
		page_date(item, "retired", o->retired, &s->mem);
	}
	tmap_bool(m, "has_elsewhere", tlist_length(list) > 0);
}

/* Every pair that has a page, the newest first. */
static void put_pairs(struct site *s, struct tmap *m, const struct family *family)
{
	struct tlist *list = tmap_list(m, "pairs");
	for (size_t i = 0; i < family->nversions; i++)
		for (size_t j = i + 2; j < family->nversions; j++) {
			if (!versions_compared(family, family->version[i], family->version[j])) continue;
			struct tmap *item = tlist_add(list);
			versions_put_compare(s, item, family, family->version[i], family->version[j]);
			tmap_text(
				item, "number", family->version[i]->number, ORIGIN_DOCUMENT, family->version[i]->file);
		}
	tmap_bool(m, "has_pairs", tlist_length(list) > 0);
	tmap_bool(m, "only_some", family->nversions > VERSIONS_ALL_PAIRS);
	tmap_int(m, "all_pairs", VERSIONS_ALL_PAIRS, ORIGIN_TEMPLATE);
}

static int history_page(struct site *s, struct comparer *comparer, const struct family *family)
{
	const struct document *shown = family->in_force ? family->in_force : family->version[0];
	struct tmap *m = page_begin(s, history_path(&s->keep, family), NAV_DOCUMENTS);
	tmap_text(m, "family", family->name, ORIGIN_DOCUMENT, shown->file);
	tmap_text(m, "document", shown->title, ORIGIN_DOCUMENT, shown->file);
	tmap_text(m, "title", sv(arena_printf(&s->mem, "Version history of %.*s", SV_ARG(family->name))),
		ORIGIN_DOCUMENT, shown->file);
	tmap_text(m, "description", shown->title, ORIGIN_DOCUMENT, shown->file);
	page_url(s, m, "family_href", arena_printf(&s->mem, "docs/%.*s.html", SV_ARG(family->name)), ORIGIN_DOCUMENT,
		shown->file);
	struct tlist *versions = tmap_list(m, "versions");
	for (size_t i = 0; i < family->nversions; i++) put_version(s, tlist_add(versions), comparer, family, i);
	put_elsewhere(s, m, family);
	put_pairs(s, m, family);
	return page_put(s, "history.html", m, shown->at);
}

/* ---- all of it */

static int family_pages(struct site *s, struct comparer *comparer, const struct family *family)
{
	int rc = history_page(s, comparer, family);
	for (size_t newer = 0; newer < family->nversions; newer++)
		for (size_t older = newer + 1; older < family->nversions; older++) {
			const struct document *now = family->version[newer], *before = family->version[older];
			if (!versions_compared(family, now, before)) continue;
			const struct comparison *d = compare_versions(comparer, before, now);
			assert(d);
			s->path = compare_path(&s->keep, before, now);
			if (compare_page(s, d, family) != 0) rc = -1;
		}
	return rc;
}

int versions_build(struct site *s)
{
	struct comparer *comparer = comparer_new();
	int rc = 0;
	for (size_t i = 0; i < s->in->corpus->nfamilies; i++) {
		const struct family *family = &s->in->corpus->family[i];
		if (family->nversions > 0 && family_pages(s, comparer, family) != 0) rc = -1;
		comparer_forget(comparer);
	}
	comparer_free(comparer);
	return rc;
}
