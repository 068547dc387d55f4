/* Pages that show one content file each, and those that gather many (FAQs, definitions, the timeline). */
#include "base/fs.h"
#include "site/pages.h"
#include "site/print.h"

#define CYCLES_FILE "content/cycles.csv"

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

size_t pages_definitions(struct tmap *m, const struct corpus *corpus, size_t limit)
{
	struct tlist *list = tmap_list(m, "definitions");
	size_t n = 0;
	for (size_t i = 0; i < corpus->ndocs; i++) {
		const struct document *doc = corpus->doc[i];
		if (doc->kind != DOC_DEFINITION || n++ >= limit) continue;
		struct tmap *item = tlist_add(list);
		tmap_text(item, "anchor", sv(doc->id), ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "term", doc->title, ORIGIN_DOCUMENT, doc->file);
		tmap_html(item, "body", &doc->body);
	}
	return n;
}

static int definitions_page(struct site *s)
{
	struct tmap *m = page_begin(s, "definitions.html", NAV_NONE);
	page_intro(s, m, "definitions", "Definitions", "The words of the program, as its documents use them.");
	tmap_bool(m, "has_definitions", pages_definitions(m, s->in->corpus, SIZE_MAX) > 0);
	return page_put(s, "definitions.html", m, NOPLACE);
}

void pages_cycle_dates(struct tmap *m, const struct cycle *cycle, struct arena *mem)
{
	struct tlist *dates = tmap_list(m, "dates");
	struct {
		date_t date;
		const char *event;
	} row[] = { { cycle->opens, "Applications open" }, { cycle->cutoff, "Applications for this cycle close" },
		{ cycle->meeting, "Committee matching meeting" }, { cycle->publish_on, "Pool published" },
		{ cycle->reply_by, "Reply to the proposal due" }, { cycle->plan_due, "Partnership Plan due" },
		{ cycle->checkin_due, "Midpoint check-in" }, { cycle->evaluation_due, "Evaluations due" } };
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		if (row[i].date == DATE_NONE) continue;
		struct tmap *item = tlist_add(dates);
		page_date(item, "date", row[i].date, mem);
		tmap_text(item, "event", sv(row[i].event), ORIGIN_TEMPLATE, NULL);
	}
}

static int timeline_page(struct site *s)
{
	struct tmap *m = page_begin(s, "timeline.html", NAV_NONE);
	page_intro(s, m, "timeline", "Timeline",
		"The dates of every cycle: when to apply, when the committee meets, and what is due when.");
	struct tlist *cycles = tmap_list(m, "cycles");
	for (size_t i = 0; i < s->in->corpus->ncycles; i++) {
		const struct cycle *cycle = &s->in->corpus->cycle[i];
		struct tmap *item = tlist_add(cycles);
		tmap_text(item, "anchor", cycle->id, ORIGIN_DOCUMENT, CYCLES_FILE);
		tmap_text(item, "name", cycle->name.n ? cycle->name : cycle->id, ORIGIN_DOCUMENT, CYCLES_FILE);
		tmap_text(item, "status", cycle->status, ORIGIN_DOCUMENT, CYCLES_FILE);
		page_date(item, "cutoff", cycle->cutoff, &s->mem);
		page_date(item, "meeting", cycle->meeting, &s->mem);
		page_date(item, "reply_by", cycle->reply_by, &s->mem);
		page_date(item, "plan_due", cycle->plan_due, &s->mem);
		page_date(item, "checkin_due", cycle->checkin_due, &s->mem);
		page_date(item, "evaluation_due", cycle->evaluation_due, &s->mem);
	}
	tmap_bool(m, "has_cycles", s->in->corpus->ncycles > 0);
	return page_put(s, "timeline.html", m, NOPLACE);
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
	if (!fs_match("*-browse-*.html", sv(doc->path))) return 0;
	diags_error(s->ds, "S001", doc->at, "rename the file", "the address %s is kept for the directory's own pages",
		doc->path);
	return -1;
}

int pages_build(struct site *s)
{
	int rc = 0;
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		bool own = (doc->kind == DOC_PAGE && !page_is_made(doc->id)) || doc->kind == DOC_GUIDANCE ||
			   doc->kind == DOC_TOOL;
		if (!own) continue;
		if (check_address(s, doc) != 0 || content_page(s, doc) != 0) rc = -1;
	}
	if (faqs_page(s) != 0) rc = -1;
	if (definitions_page(s) != 0) rc = -1;
	if (timeline_page(s) != 0) rc = -1;
	if (not_found_page(s) != 0) rc = -1;
	return rc;
}
