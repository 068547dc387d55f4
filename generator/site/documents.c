/* The register: every controlled document with the version in force and all versions, guidance and tools, and what the
 * program relies on that others hold. */
#include "site/documents.h"
#include "site/versions.h"

#define OUTSIDE_FILE "content/documents.csv"

static void put_version(struct site *s, struct tmap *m, const struct document *doc)
{
	page_url(s, m, "href", doc->path, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "number", doc->number, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "title", doc->title, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "status", sv(doc_status_word(doc->status)), ORIGIN_TEMPLATE, NULL);
	tmap_bool(m, "current", doc->status == STATUS_EFFECTIVE);
	tmap_bool(m, "overdue", doc->review_overdue);
	page_date(m, "effective", doc->effective, &s->mem);
	page_date(m, "retired", controlled_retired(doc), &s->mem);
}

static void put_families(struct site *s, struct tmap *m)
{
	const struct corpus *corpus = s->in->corpus;
	struct tlist *families = tmap_list(m, "families");
	for (size_t i = 0; i < corpus->nfamilies; i++) {
		const struct family *family = &corpus->family[i];
		if (family->nversions == 0) continue;
		const struct document *shown = family->in_force ? family->in_force : family->version[0];
		struct tmap *item = tlist_add(families);
		tmap_text(item, "name", family->name, ORIGIN_DOCUMENT, shown->file);
		tmap_text(item, "title", shown->title, ORIGIN_DOCUMENT, shown->file);
		page_url(s, item, "href", arena_printf(&s->mem, "docs/%.*s.html", SV_ARG(family->name)),
			ORIGIN_DOCUMENT, shown->file);
		tmap_bool(item, "in_force", family->in_force != NULL);
		const struct document *now = family->in_force ? NULL : controlled_successor(family);
		tmap_text(item, "replaced_by", now ? now->number : sv(""), ORIGIN_DOCUMENT, shown->file);
		struct tlist *versions = tmap_list(item, "versions");
		versions_put_history(s, item, family);
		for (size_t v = 0; v < family->nversions; v++) {
			struct tmap *row = tlist_add(versions);
			put_version(s, row, family->version[v]);
			versions_put_compare(s, row, family, family->version[v],
				v + 1 < family->nversions ? family->version[v + 1] : NULL);
		}
	}
	tmap_bool(m, "has_families", tlist_length(families) > 0);
}

static void put_kind(struct site *s, struct tmap *m, const char *list_name, const char *has, enum doc_kind kind)
{
	struct tlist *list = tmap_list(m, list_name);
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		if (doc->kind != kind) continue;
		struct tmap *item = tlist_add(list);
		page_url(s, item, "href", doc->path, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "title", doc->title, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "lead", doc->lead, ORIGIN_DOCUMENT, doc->file);
		page_date(item, "updated", doc->updated, &s->mem);
	}
	tmap_bool(m, has, tlist_length(list) > 0);
}

static void put_citing(struct site *s, struct tmap *m, const struct outside_document *of)
{
	struct tlist *list = tmap_list(m, "cited");
	for (size_t i = 0; i < of->ncited_by; i++) {
		const struct document *by = of->cited_by[i];
		struct tmap *item = tlist_add(list);
		page_url(s, item, "href", by->path, ORIGIN_DOCUMENT, by->file);
		tmap_text(item, "title", by->kind == DOC_SOP ? by->number : by->title, ORIGIN_DOCUMENT, by->file);
		tmap_bool(item, "old", by->status == STATUS_SUPERSEDED || by->status == STATUS_RETIRED);
	}
	tmap_bool(m, "has_cited", of->ncited_by > 0);
}

/* Rows are where CP-12.xx leads when there is no address to lead to; an id stands once on a page. */
static struct sv row_anchor(const struct site *s, const struct outside_document *doc)
{
	struct sv family = doc->family;
	bool plain = family.n > 0 && doc->newest;
	for (size_t i = 0; i < family.n; i++)
		plain &= (family.p[i] >= 'A' && family.p[i] <= 'Z') || (family.p[i] >= '0' && family.p[i] <= '9') ||
			 family.p[i] == '-';
	for (size_t i = 0; i < s->in->corpus->nfamilies; i++) plain &= !sv_eq(s->in->corpus->family[i].name, family);
	return plain ? family : sv("");
}

static void put_outside(struct site *s, struct tmap *m)
{
	const struct corpus *corpus = s->in->corpus;
	struct tlist *list = tmap_list(m, "outside");
	for (size_t i = 0; i < corpus->noutside; i++) {
		const struct outside_document *doc = &corpus->outside[i];
		struct tmap *item = tlist_add(list);
		tmap_text(item, "number", doc->number, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		tmap_text(item, "version", doc->version, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		tmap_text(item, "title", doc->title, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		tmap_text(item, "holder", doc->holder, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		tmap_text(item, "anchor", row_anchor(s, doc), ORIGIN_DOCUMENT, OUTSIDE_FILE);
		put_citing(s, item, doc);
		tmap_bool(item, "linked", doc->url.n > 0);
		tmap_url(item, "href", doc->url, ORIGIN_DOCUMENT, OUTSIDE_FILE);
		page_date(item, "effective", doc->effective, &s->mem);
		page_date(item, "retired", doc->retired, &s->mem);
	}
	tmap_bool(m, "has_outside", corpus->noutside > 0);
}

static int register_page(struct site *s)
{
	struct tmap *m = page_begin(s, "documents.html", NAV_DOCUMENTS);
	page_intro(s, m, "documents", "Documents",
		"The procedures the program runs by, with every version, and the guidance and tools that go with "
		"them.");
	put_families(s, m);
	put_kind(s, m, "guidance", "has_guidance", DOC_GUIDANCE);
	put_kind(s, m, "tools", "has_tools", DOC_TOOL);
	put_outside(s, m);
	return page_put(s, "documents.html", m, NOPLACE);
}

int documents_build(struct site *s)
{
	int rc = register_page(s);
	if (controlled_build(s) != 0) rc = -1;
	return versions_build(s) != 0 ? -1 : rc;
}
