/* documents: a few invented documents for the tests of site. */
#ifndef TESTS_SITE_DOCUMENTS_H
#define TESTS_SITE_DOCUMENTS_H
#include "support.h"
static inline void body_of(struct document *doc, const char *html)
{
	rendering_add(&doc->body, sv(html), ORIGIN_DOCUMENT, doc->file);
}
static inline struct document simple_document(
	enum doc_kind kind, const char *file, const char *id, const char *path, const char *title)
{
	struct document doc = { .kind = kind,
		.file = file,
		.id = id,
		.path = path,
		.title = sv(title),
		.lead = SV_LIT(""),
		.body = RENDERING_INIT,
		.at = { file, 1, 1 },
		.updated = DATE_NONE,
		.effective = DATE_NONE,
		.approved = DATE_NONE,
		.original_issue = DATE_NONE,
		.retired = DATE_NONE,
		.review_due = DATE_NONE,
		.role = SV_LIT(""),
		.apply = SV_LIT(""),
		.search = SV_LIT(""),
		.audience = SV_LIT(""),
		.number = SV_LIT(""),
		.family = SV_LIT(""),
		.version = SV_LIT(""),
		.supersedes = SV_LIT(""),
		.owner = SV_LIT(""),
		.changes = SV_LIT(""),
		.watermark = SV_LIT("") };
	doc.revision = sha256_of(sv(title));
	memcpy(doc.revision_short, sha256_hex(&doc.revision).z, 7);
	return doc;
}
static inline struct document sop_document(
	const char *file, const char *number, const char *path, enum doc_status status)
{
	struct document doc = simple_document(DOC_SOP, file, number, path, "Pairing \"up\"");
	doc.number = sv(number);
	doc.family = sv_sub(sv(number), 0, 5);
	doc.version = sv_sub(sv(number), 6, 2);
	doc.status = status;
	doc.effective = date_civil(2023, 8, 24);
	return doc;
}
#endif
