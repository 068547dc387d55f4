/* Controlled documents look and print as such: title block, status and watermark in words, clauses, approvals, version
 * history, the FAQs that rest on them. Print styles are a file of their own for each document because running heads
 * carry its number and the policy allows no inline style. */
#include <assert.h>
#include "site/documents.h"
#include "site/pages.h"
#include "site/print.h"
#include "site/versions.h"

const struct family *controlled_family(const struct corpus *corpus, const struct document *doc)
{
	for (size_t i = 0; i < corpus->nfamilies; i++)
		if (sv_eq(corpus->family[i].name, doc->family)) return &corpus->family[i];
	return NULL;
}

date_t controlled_retired(const struct document *doc)
{
	if (doc->retired != DATE_NONE || doc->status != STATUS_SUPERSEDED) return doc->retired;
	return doc->superseded_by ? doc->superseded_by->effective : doc->superseded_on;
}

const struct document *controlled_successor(const struct family *family)
{
	const struct document *d = family && family->nversions ? family->version[0] : NULL;
	while (d && d->status != STATUS_EFFECTIVE) {
		const struct document *next = d->superseded_by;
		d = next && next->effective > d->effective ? next : NULL; /* an end even where dates are wrong */
	}
	return d;
}

void controlled_print_css(struct rendering *out, const struct document *doc)
{
	const struct print_margins p = { .number = doc->number,
		.title = doc->title,
		.watermark = doc->watermark,
		.file = doc->file,
		.date = doc->effective,
		.date_word = "Effective",
		.revision = sv(doc->revision_short),
		.programme = NULL };
	print_css(out, &p);
}

static int put_print_css(struct site *s, const struct document *doc)
{
	rendering_clear(&s->out);
	controlled_print_css(&s->out, doc);
	const char *path = arena_printf(&s->mem, "assets/%.*s.print.css", SV_ARG(doc->number));
	return rendering_put(&s->out, path, s->sink);
}

static void put_supersedes(struct site *s, struct tmap *m, const struct document *doc)
{
	tmap_text(m, "supersedes", doc->supersedes, ORIGIN_DOCUMENT, doc->file);
	tmap_bool(m, "supersedes_linked", doc->supersedes_doc != NULL);
	if (doc->supersedes_doc)
		page_url(s, m, "supersedes_href", doc->supersedes_doc->path, ORIGIN_DOCUMENT, doc->file);
}

/* Whoever lands on an older or a coming version is led to the one that counts today. */
static void put_in_force(struct site *s, struct tmap *m, const struct family *family, const struct document *doc)
{
	const struct document *now = family && family->in_force ? family->in_force : controlled_successor(family);
	const struct document *other = now != doc ? now : NULL;
	tmap_bool(m, "other_in_force", other != NULL);
	if (!other) return;
	page_url(s, m, "in_force_href", other->path, ORIGIN_DOCUMENT, other->file);
	tmap_text(m, "in_force", other->number, ORIGIN_DOCUMENT, other->file);
}

static void put_references(struct site *s, struct tmap *m, const struct document *doc)
{
	struct tlist *list = tmap_list(m, "references");
	for (size_t i = 0; i < doc->nreferences; i++) {
		const struct doc_reference *r = &doc->reference[i];
		struct tmap *item = tlist_add(list);
		tmap_text(item, "text", r->text, ORIGIN_DOCUMENT, doc->file);
		tmap_bool(item, "linked", r->href != NULL);
		if (r->href && sv_starts(sv(r->href), "http"))
			tmap_url(item, "href", sv(r->href), ORIGIN_DOCUMENT, doc->file);
		else if (r->href)
			page_url(s, item, "href", r->href, ORIGIN_DOCUMENT, doc->file);
	}
	tmap_bool(m, "has_references", doc->nreferences > 0);
}

static void put_title_block(struct site *s, struct tmap *m, const struct document *doc)
{
	tmap_text(m, "number", doc->number, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "family", doc->family, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "status", sv(doc_status_word(doc->status)), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "watermark", doc->watermark, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "owner", doc->owner, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "changes", doc->changes, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "revision", sv(doc->revision_short), ORIGIN_ID, NULL);
	tmap_text(m, "digest", arena_sv(&s->mem, sv(sha256_hex(&doc->revision).z)), ORIGIN_ID, NULL);
	tmap_bool(m, "has_pages", doc->pages_issued > 0);
	tmap_int(m, "pages_issued", doc->pages_issued, ORIGIN_DOCUMENT);
	page_date(m, "effective", doc->effective, &s->mem);
	page_date(m, "original_issue", doc->original_issue, &s->mem);
	page_date(m, "retired", controlled_retired(doc), &s->mem);
	bool ended = doc->status == STATUS_SUPERSEDED || doc->status == STATUS_RETIRED; /* nobody reviews it any more */
	page_date(m, "review_due", ended ? DATE_NONE : doc->review_due, &s->mem);
	tmap_bool(m, "review_overdue", doc->review_overdue);
	tmap_text(m, "audience", doc->audience, ORIGIN_DOCUMENT, doc->file);
	put_supersedes(s, m, doc);
	put_references(s, m, doc);
}

static void put_approvals(struct site *s, struct tmap *m, const struct document *doc)
{
	struct tlist *list = tmap_list(m, "approvals");
	for (size_t i = 0; i < doc->napprovals; i++) {
		const struct approval *a = &doc->approval[i];
		struct tmap *item = tlist_add(list);
		tmap_bool(item, "review", a->is_review);
		tmap_text(item, "name", a->name, ORIGIN_OFFICER, doc->file);
		tmap_text(item, "credentials", a->credentials, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "office", a->title, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "meaning", a->meaning, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "method", a->method, ORIGIN_DOCUMENT, doc->file);
		page_date(item, "date", a->date, &s->mem);
	}
	tmap_bool(m, "has_approvals", doc->napprovals > 0);
}

static void put_history(struct site *s, struct tmap *m, const struct family *family, const struct document *doc)
{
	struct tlist *list = tmap_list(m, "versions");
	for (size_t i = 0; family && i < family->nversions; i++) {
		const struct document *v = family->version[i];
		assert(v);
		struct tmap *item = tlist_add(list);
		tmap_bool(item, "this", v == doc);
		page_url(s, item, "href", v->path, ORIGIN_DOCUMENT, v->file);
		tmap_text(item, "number", v->number, ORIGIN_DOCUMENT, v->file);
		tmap_text(item, "title", v->title, ORIGIN_DOCUMENT, v->file);
		tmap_text(item, "status", sv(doc_status_word(v->status)), ORIGIN_TEMPLATE, NULL);
		tmap_text(item, "changes", v->changes, ORIGIN_DOCUMENT, v->file);
		tmap_text(item, "revision", sv(v->revision_short), ORIGIN_ID, NULL);
		page_date(item, "effective", v->effective, &s->mem);
		page_date(item, "retired", controlled_retired(v), &s->mem);
		versions_put_compare(s, item, family, v, doc);
	}
	versions_put_history(s, m, family);
}

static void put_citing(struct site *s, struct tmap *m, const struct document *doc)
{
	struct tlist *list = tmap_list(m, "cited");
	for (size_t i = 0; i < doc->ncited_by; i++) {
		struct tmap *item = tlist_add(list);
		page_url(s, item, "href", doc->cited_by[i]->path, ORIGIN_DOCUMENT, doc->cited_by[i]->file);
		tmap_text(item, "title", doc->cited_by[i]->title, ORIGIN_DOCUMENT, doc->cited_by[i]->file);
	}
	tmap_bool(m, "has_cited", doc->ncited_by > 0);
}

/* The page of one version. With `as_family` it stands at the family's address and names the version's own as the one to
 * quote. */
static int document_page(struct site *s, const struct document *doc, const char *path, bool as_family)
{
	struct tmap *m =
		page_begin_with(s, path, NAV_DOCUMENTS, &(struct page_extra){ .print = doc, .canonical = as_family });
	page_doc_head(m, doc);
	put_title_block(s, m, doc);
	tmap_html(m, "body", &doc->body);
	pages_toc(m, doc);
	put_approvals(s, m, doc);
	put_in_force(s, m, controlled_family(s->in->corpus, doc), doc);
	put_history(s, m, controlled_family(s->in->corpus, doc), doc);
	put_citing(s, m, doc);
	return page_put(s, "controlled.html", m, doc->at);
}

static int family_page(struct site *s, const struct family *family)
{
	char *path = arena_printf(&s->keep, "docs/%.*s.html", SV_ARG(family->name));
	if (family->nversions == 0) return 0;
	if (family->in_force) {
		int rc = document_page(s, family->in_force, path, true);
		if (s->in->last) corpus_spend(family->in_force);
		return rc;
	}
	const struct document *newest = family->version[0];
	struct tmap *m = page_begin(s, path, NAV_DOCUMENTS);
	tmap_text(m, "title", newest->title, ORIGIN_DOCUMENT, newest->file);
	tmap_text(m, "description", newest->title, ORIGIN_DOCUMENT, newest->file);
	tmap_text(m, "family", family->name, ORIGIN_DOCUMENT, newest->file);
	const struct document *now = controlled_successor(family);
	tmap_bool(m, "replaced", now != NULL);
	if (now) {
		page_url(s, m, "now_href", now->path, ORIGIN_DOCUMENT, now->file);
		tmap_text(m, "now", now->number, ORIGIN_DOCUMENT, now->file);
	}
	put_history(s, m, family, NULL);
	return page_put(s, "family.html", m, newest->at);
}

int controlled_build(struct site *s)
{
	int rc = 0;
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		if (doc->kind != DOC_SOP) continue;
		if (document_page(s, doc, doc->path, false) != 0) rc = -1;
		if (put_print_css(s, doc) != 0) rc = -1;
		const struct family *family = controlled_family(s->in->corpus, doc);
		bool again = family && family->in_force == doc; /* at the family's address */
		if (s->in->last && !again) corpus_spend(doc);
	}
	for (size_t i = 0; i < s->in->corpus->nfamilies; i++)
		if (family_page(s, &s->in->corpus->family[i]) != 0) rc = -1;
	return rc;
}
