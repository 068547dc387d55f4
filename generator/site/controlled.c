/* Controlled documents look and print as such: title block, status and watermark in words, clauses, approvals, version
 * history, the FAQs that rest on them. Print styles are a file of their own for each document because running heads
 * carry its number and the policy allows no inline style. */
#include <assert.h>
#include "site/documents.h"
#include "site/pages.h"
#include "site/versions.h"

const struct family *controlled_family(const struct corpus *corpus, const struct document *doc)
{
	for (size_t i = 0; i < corpus->nfamilies; i++)
		if (sv_eq(corpus->family[i].name, doc->family)) return &corpus->family[i];
	return NULL;
}

date_t controlled_retired(const struct document *doc)
{
	if (doc->retired != DATE_NONE || doc->status != STATUS_SUPERSEDED || !doc->superseded_by) return doc->retired;
	return doc->superseded_by->effective;
}

/* A CSS string's inside. Letters of any script stand as they are so that the gate reads what a reader reads; only what
 * would end the string or the line is escaped, and '<' so that the text is inert anywhere. */
static void css_string(struct rendering *out, struct sv text, enum origin origin, const char *source)
{
	struct str escaped = STR_INIT;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == 0x7f)
			str_printf(&escaped, "\\%x ", c);
		else
			str_putc(&escaped, (char)c);
	}
	rendering_add(out, sv_of(&escaped), origin, source);
	str_dispose(&escaped);
}

static void css(struct rendering *out, const char *text)
{
	rendering_add(out, sv(text), ORIGIN_TEMPLATE, NULL);
}

void controlled_print_css(struct rendering *out, const struct document *doc)
{
	css(out, "@charset \"UTF-8\";\n/* The running head and foot of the printed document. */\n@page {\n\tmargin: "
		 "26mm 18mm 24mm;\n"
		 "\t@top-left { width: 70%; vertical-align: bottom; padding-bottom: 2mm; margin-bottom: 4mm; "
		 "border-bottom: .5pt solid #888; font: 8.5pt Georgia, serif; content: \"");
	css_string(out, doc->number, ORIGIN_DOCUMENT, doc->file);
	css(out, "  ");
	css_string(out, doc->title, ORIGIN_DOCUMENT, doc->file);
	css(out, "\" }\n\t@top-right { width: 30%; vertical-align: bottom; padding-bottom: 2mm; margin-bottom: 4mm; "
		 "border-bottom: .5pt solid #888; font: 8.5pt Georgia, serif; content: \"");
	if (doc->watermark.n) {
		css_string(out, doc->watermark, ORIGIN_DOCUMENT, doc->file);
	} else if (doc->effective != DATE_NONE) {
		css(out, "Effective ");
		css_string(out, sv(date_long(doc->effective).z), ORIGIN_NUMBER, NULL);
	}
	css(out, "\" }\n\t@bottom-left { width: 75%; font: 8.5pt Georgia, serif; content: \"Uncontrolled when printed. "
		 "Revision ");
	css_string(out, sv(doc->revision_short), ORIGIN_ID, NULL);
	css(out, ".\" }\n\t@bottom-right { font: 8.5pt Georgia, serif; content: \"Page \" counter(page) \" of \" "
		 "counter(pages) }\n}\n");
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
	const struct document *other = family && family->in_force != doc ? family->in_force : NULL;
	tmap_bool(m, "other_in_force", other != NULL);
	if (!other) return;
	page_url(s, m, "in_force_href", other->path, ORIGIN_DOCUMENT, other->file);
	tmap_text(m, "in_force", other->number, ORIGIN_DOCUMENT, other->file);
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
	page_date(m, "review_due", doc->review_due, &s->mem);
	put_supersedes(s, m, doc);
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
	if (family->in_force) return document_page(s, family->in_force, path, true);
	const struct document *newest = family->version[0];
	struct tmap *m = page_begin(s, path, NAV_DOCUMENTS);
	tmap_text(m, "title", newest->title, ORIGIN_DOCUMENT, newest->file);
	tmap_text(m, "description", newest->title, ORIGIN_DOCUMENT, newest->file);
	tmap_text(m, "family", family->name, ORIGIN_DOCUMENT, newest->file);
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
	}
	for (size_t i = 0; i < s->in->corpus->nfamilies; i++)
		if (family_page(s, &s->in->corpus->family[i]) != 0) rc = -1;
	return rc;
}
