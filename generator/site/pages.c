/* Pages that show one content file each, and those that gather many (FAQs, definitions). */
#include "base/fs.h"
#include "site/aliases.h"
#include "site/flow.h"
#include "site/pages.h"
#include "site/print.h"
#include "site/timeline.h"
#include "site/tool.h"

void pages_toc(struct tmap *m, const struct document *doc)
{
	struct tlist *toc = tmap_list(m, "toc");
	for (size_t i = 0; i < doc->ntoc; i++) {
		struct tmap *item = tlist_add(toc);
		tmap_text(item, "anchor", sv(doc->toc[i].anchor), ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "number", doc->toc[i].number, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "title", doc->toc[i].title, ORIGIN_DOCUMENT, doc->file);
		tmap_bool(item, "deep", doc->toc[i].depth > 2);
	}
	tmap_bool(m, "has_toc", doc->ntoc > 2); /* a page of one or two sections needs no contents */
}

static void put_steps(struct site *s, struct tmap *m, const struct document *doc)
{
	struct tlist *steps = tmap_list(m, "steps");
	for (size_t i = 0; i < doc->nsteps; i++)
		tmap_text(tlist_add(steps), "text", doc->steps[i], ORIGIN_DOCUMENT, doc->file);
	tmap_bool(m, "has_steps", doc->nsteps > 0);
	char *key = arena_strdup(&s->mem, doc->apply);
	const char *form = *key ? settings_link(s->in->settings, key) : NULL;
	tmap_bool(m, "has_apply", form != NULL);
	if (form) tmap_url(m, "apply", sv(form), ORIGIN_SETTINGS, NULL);
	tmap_bool(m, "search_mentors", sv_is(doc->search, "mentors"));
	tmap_bool(m, "search_peers", sv_is(doc->search, "peers"));
}

static void put_officers(struct tmap *m, const struct corpus *corpus)
{
	struct tlist *officers = tmap_list(m, "officers");
	for (size_t i = 0; i < corpus->nofficers; i++) {
		struct tmap *item = tlist_add(officers);
		tmap_text(item, "name", corpus->officer[i].name, ORIGIN_OFFICER, "content/officers.yml");
		tmap_text(item, "credentials", corpus->officer[i].credentials, ORIGIN_DOCUMENT, "content/officers.yml");
		tmap_text(item, "office", corpus->officer[i].office, ORIGIN_DOCUMENT, "content/officers.yml");
	}
}

static int content_page(struct site *s, const struct document *doc)
{
	bool how = doc->kind == DOC_PAGE && strcmp(doc->id, "how-it-works") == 0;
	const char *print = doc->kind == DOC_PAGE ? NULL : print_css_path(s, doc->path);
	const struct print_margins margins = print_margins_of(s, doc);
	if (print && print_put(s, print, &margins) != 0) return -1;
	struct tmap *m = page_begin_with(s, doc->path,
		how     ? NAV_HOW
		: print ? NAV_DOCUMENTS
			: NAV_NONE,
		&(struct page_extra){ .print_css = print });
	page_doc_head(m, doc);
	tmap_html(m, "body", &doc->body);
	tmap_bool(m, "has_body", doc->body.bytes.len > 0);
	tmap_bool(m, "is_document", doc->kind != DOC_PAGE);
	tmap_bool(m, "is_tool", doc->kind == DOC_TOOL);
	tool_links(s, m, doc);
	page_date(m, "updated", doc->updated, &s->mem);
	tmap_text(m, "owner", doc->owner, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "revision", sv(doc->revision_short), ORIGIN_ID, NULL);
	pages_toc(m, doc);
	put_steps(s, m, doc);
	bool committee = doc->kind == DOC_PAGE && strcmp(doc->id, "committee") == 0 && s->in->corpus->nofficers > 0;
	tmap_bool(m, "has_officers", committee);
	if (committee) put_officers(m, s->in->corpus);
	return page_put(s, "page.html", m, doc->at);
}

static void put_question(struct site *s, struct tmap *m, const struct document *doc)
{
	tmap_text(m, "anchor", sv(doc->id), ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "question", doc->title, ORIGIN_DOCUMENT, doc->file);
	tmap_html(m, "answer", &doc->body);
	aliases_places(m, doc);
	page_date(m, "updated", doc->updated, &s->mem);
	struct tlist *clauses = tmap_list(m, "clauses");
	for (size_t i = 0; i < doc->nclauses; i++) {
		struct tmap *item = tlist_add(clauses);
		const struct clause_ref *ref = &doc->clauses[i];
		page_url(s, item, "href", ref->href, ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "family", ref->target ? ref->target->family : SV_LIT(""), ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "number", ref->number, ORIGIN_DOCUMENT, doc->file);
	}
	tmap_bool(m, "has_clauses", doc->nclauses > 0);
	tmap_bool(m, "has_source", doc->nclauses > 0 || doc->updated != DATE_NONE);
}

static int faqs_page(struct site *s)
{
	static const struct {
		const char *code, *title;
	} audience[] = { { "everyone", "Everyone" }, { "members", "Mentees and peers" }, { "mentors", "Mentors" } };
	const char *print = print_css_path(s, "faqs.html");
	const struct document *intro = corpus_find(s->in->corpus, DOC_PAGE, "faqs");
	const struct print_margins margins = { .number = SV_LIT(""),
		.title = intro ? intro->title : SV_LIT("Frequently asked questions"),
		.watermark = SV_LIT(""),
		.file = intro ? intro->file : NULL,
		.date = DATE_NONE,
		.revision = print_revision_of_faqs(s),
		.programme = s->in->settings->programme };
	if (print_put(s, print, &margins) != 0) return -1;
	struct tmap *m = page_begin_with(s, "faqs.html", NAV_FAQS, &(struct page_extra){ .print_css = print });
	page_intro(s, m, "faqs", "Frequently asked questions",
		"Short answers first, with the clause of the SOP they rest on.");
	struct tlist *groups = tmap_list(m, "audiences");
	for (size_t a = 0; a < sizeof audience / sizeof *audience; a++) {
		struct tmap *group = NULL;
		struct tlist *questions = NULL;
		for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
			const struct document *doc = s->in->corpus->doc[i];
			if (doc->kind != DOC_FAQ || !sv_is(doc->audience, audience[a].code)) continue;
			if (!group) {
				group = tlist_add(groups);
				tmap_text(group, "audience", sv(audience[a].title), ORIGIN_TEMPLATE, NULL);
				questions = tmap_list(group, "questions");
			}
			put_question(s, tlist_add(questions), doc);
		}
	}
	tmap_bool(m, "has_questions", tlist_length(groups) > 0);
	return page_put(s, "faqs.html", m, NOPLACE);
}

static struct tmap *put_definition(struct tlist *list, const struct document *doc)
{
	struct tmap *item = tlist_add(list);
	tmap_text(item, "anchor", sv(doc->id), ORIGIN_DOCUMENT, doc->file);
	tmap_text(item, "term", doc->title, ORIGIN_DOCUMENT, doc->file);
	tmap_html(item, "body", &doc->body);
	aliases_places(item, doc);
	return item;
}

size_t pages_definitions(struct tmap *m, const struct corpus *corpus, size_t limit)
{
	struct tlist *list = tmap_list(m, "definitions");
	size_t n = 0;
	for (size_t i = 0; i < corpus->ndocs; i++) {
		const struct document *doc = corpus->doc[i];
		if (doc->kind == DOC_DEFINITION && n++ < limit) put_definition(list, doc);
	}
	return n;
}

static void put_used_on(struct site *s, struct tmap *m, const struct document *doc)
{
	struct tlist *list = tmap_list(m, "used_on");
	for (size_t i = 0; i < doc->nused_on; i++) {
		const struct document *user = doc->used_on[i];
		struct tmap *item = tlist_add(list);
		page_url(s, item, "href", user->path, ORIGIN_DOCUMENT, user->file);
		tmap_text(item, "number", user->number, ORIGIN_DOCUMENT, user->file);
		tmap_text(item, "title", user->title, ORIGIN_DOCUMENT, user->file);
	}
	tmap_bool(m, "has_uses", doc->nused_on > 0);
	tmap_bool(m, "one_use", doc->nused_on == 1);
	tmap_int(m, "uses", (long)doc->nused_on, ORIGIN_NUMBER);
}

static int definitions_page(struct site *s)
{
	struct tmap *m = page_begin(s, "definitions.html", NAV_NONE);
	page_intro(s, m, "definitions", "Definitions", "The words of the program, as its documents use them.");
	struct tlist *list = tmap_list(m, "definitions");
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		if (doc->kind == DOC_DEFINITION) put_used_on(s, put_definition(list, doc), doc);
	}
	tmap_bool(m, "has_definitions", tlist_length(list) > 0);
	return page_put(s, "definitions.html", m, NOPLACE);
}

static int not_found_page(struct site *s)
{
	struct tmap *m = page_begin(s, "404.html", NAV_NONE);
	page_intro(s, m, "404", "Page not found",
		"There is no page at this address. It may have moved, or the address has a slip.");
	return page_put(s, "404.html", m, NOPLACE);
}

/* A content page must not take the address of a browse page; pages of the same name as a made page are read by
 * page_intro. */
static int check_address(struct site *s, const struct document *doc)
{
	static const char *const kept[] = { "mentors-browse*.html", "peers-browse*.html", "mentors-id-?.html",
		"peers-id-?.html" };
	bool taken = false;
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) taken = taken || fs_match(kept[i], sv(doc->path));
	if (!taken) return 0;
	diags_error(s->ds, "S001", doc->at, "rename the file", "the address %s is kept for the directory's own pages",
		doc->path);
	return -1;
}

int pages_build(struct site *s)
{
	int rc = 0;
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		bool made = page_is_made(doc->id) || (s->in->corpus->nflow && strcmp(doc->id, "flowchart") == 0);
		bool own = (doc->kind == DOC_PAGE && !made) || doc->kind == DOC_GUIDANCE || doc->kind == DOC_TOOL;
		if (!own) continue;
		if (check_address(s, doc) != 0 || content_page(s, doc) != 0) rc = -1;
		if (doc->template != TEMPLATE_NONE && tool_build(s, doc) != 0) rc = -1;
		if (s->in->last) corpus_spend(doc);
	}
	if (faqs_page(s) != 0) rc = -1;
	if (definitions_page(s) != 0) rc = -1;
	if (timeline_build(s) != 0) rc = -1;
	if (flow_build(s) != 0) rc = -1;
	if (not_found_page(s) != 0) rc = -1;
	return rc;
}
