/* The frame every page stands in, and the one way a page leaves for the sink. It is kept apart from the pages so that a
 * change of navigation, security policy or footer is made once, and so that no page can carry a stamp of the run (only
 * edition.* may). */
#include "site/page.h"
#include "base/fs.h"

static const char *const made[] = { "mentors", "peers", "faqs", "definitions", "documents", "timeline", "changes",
	"edition", "404", "index", "privacy", "mentors-picture", "peers-picture" };

bool page_is_made(const char *id)
{
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (strcmp(made[i], id) == 0) return true;
	return false;
}

const char *page_content(const struct site *s, const char *id)
{
	const struct document *doc = corpus_find(s->in->corpus, DOC_PAGE, id);
	return doc ? doc->path : NULL;
}

const struct public_pool *page_pool(const struct site *s, const char *code)
{
	for (size_t i = 0; i < s->in->npools; i++)
		if (s->in->pool[i] && strcmp(public_pool_code(s->in->pool[i]), code) == 0) return s->in->pool[i];
	return NULL;
}

const char *page_application(const struct site *s, bool peers)
{
	return peers ? s->in->settings->peer_application : s->in->settings->mentee_application;
}

void page_pool_words(struct tmap *m, bool peers)
{
	tmap_bool(m, "mentors", !peers);
	tmap_bool(m, "peers", peers);
	tmap_text(m, "one", peers ? SV_LIT("peer partner") : SV_LIT("mentor"), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "many", peers ? SV_LIT("peer partners") : SV_LIT("mentors"), ORIGIN_TEMPLATE, NULL);
}

void page_url(struct site *s, struct tmap *m, const char *name, const char *rel, enum origin origin, const char *source)
{
	size_t up = strlen(s->root), n = strlen(rel);
	char *url = arena_alloc(&s->mem, up + n + 1); /* by hand, because a page has hundreds of them */
	memcpy(url, s->root, up);
	memcpy(url + up, rel, n);
	tmap_url(m, name, sv_n(url, up + n), origin, source);
}

void page_link(struct site *s, struct tmap *m, const char *name, const char *rel)
{
	page_url(s, m, name, rel, ORIGIN_TEMPLATE, NULL);
}

void page_date(struct tmap *m, const char *name, date_t d, struct arena *mem)
{
	if (d == DATE_NONE) {
		tmap_bool(m, name, false);
		return;
	}
	struct tmap *date = tmap_map(m, name);
	tmap_text(date, "iso", arena_sv(mem, sv(date_iso(d).z)), ORIGIN_NUMBER, NULL);
	tmap_text(date, "text", arena_sv(mem, sv(date_long(d).z)), ORIGIN_NUMBER, NULL);
}

static void nav_item(struct site *s, struct tlist *list, const char *label, const char *rel, bool current)
{
	struct tmap *item = tlist_add(list);
	tmap_text(item, "label", sv(label), ORIGIN_TEMPLATE, NULL);
	page_link(s, item, "href", rel);
	tmap_bool(item, "current", current);
}

static void put_nav(struct site *s, struct tmap *m, enum nav nav)
{
	const char *how = page_content(s, "how-it-works");
	struct tlist *list = tmap_list(m, "nav");
	nav_item(s, list, "Home", "index.html", nav == NAV_HOME);
	nav_item(s, list, "Find a mentor", "mentors.html", nav == NAV_MENTORS);
	nav_item(s, list, "Find a peer", "peers.html", nav == NAV_PEERS);
	nav_item(s, list, "How it works", how ? how : "index.html#cycle", nav == NAV_HOW);
	nav_item(s, list, "Documents", "documents.html", nav == NAV_DOCUMENTS);
	nav_item(s, list, "FAQs", "faqs.html", nav == NAV_FAQS);
}

/* Which pool a page was made with, on screen and on paper: its day and the first digits of the digest of its public
 * content. They change with the pool and with nothing else, so a page of the same pool keeps its bytes. */
static void put_stamp(struct site *s, struct tmap *m, const char *name, const struct public_pool *pool)
{
	if (!pool) {
		tmap_bool(m, name, false);
		return;
	}
	struct tmap *stamp = tmap_map(m, name);
	struct sha256_hex digest = sha256_hex(public_pool_digest(pool));
	page_date(stamp, "drawn", public_pool_drawn(pool), &s->mem);
	tmap_text(stamp, "revision", arena_sv(&s->mem, sv_sub(sv(digest.z), 0, PAGE_REVISION)), ORIGIN_ID, NULL);
}

static void put_footer(struct site *s, struct tmap *m)
{
	const struct settings *set = s->in->settings;
	tmap_text(m, "committee", sv(set->committee), ORIGIN_SETTINGS, NULL);
	tmap_text(m, "contact", sv(set->contact), ORIGIN_SETTINGS, NULL);
	tmap_url(m, "contact_mail", sv(arena_printf(&s->mem, "mailto:%s", set->contact)), ORIGIN_SETTINGS, NULL);
	struct tlist *links = tmap_list(m, "foot");
	struct {
		const char *label, *rel;
	} item[] = { { "Contact us", page_content(s, "contact") }, { "The committee", page_content(s, "committee") },
		{ "Timeline", "timeline.html" }, { "What changed", "changes.html" },
		{ "Definitions", "definitions.html" }, { "Accessibility", page_content(s, "accessibility") },
		{ "What we publish about you", "privacy.html" }, { "For auditors", page_content(s, "auditors") } };
	for (size_t i = 0; i < sizeof item / sizeof *item; i++)
		if (item[i].rel) nav_item(s, links, item[i].label, item[i].rel, false);
	const struct public_pool *mentors = page_pool(s, "mentors"), *peers = page_pool(s, "peers");
	put_stamp(s, m, "mentor_stamp", mentors);
	put_stamp(s, m, "peer_stamp", peers);
}

static void put_head(struct site *s, struct tmap *m)
{
	const struct settings *set = s->in->settings;
	tmap_text(m, "language", sv(set->language), ORIGIN_SETTINGS, NULL);
	tmap_text(m, "programme", sv(set->programme), ORIGIN_SETTINGS, NULL);
	tmap_text(m, "society", sv(set->society), ORIGIN_SETTINGS, NULL);
	tmap_text(m, "society_short", sv(set->society_short), ORIGIN_SETTINGS, NULL);
	s->title_more = tmap_list(m, "title_more");
	tmap_bool(m, "noindex", !s->listed);
	tmap_bool(m, "preview", s->in->preview);
	page_link(s, m, "home_href", "index.html");
	page_link(s, m, "icon_href", "assets/icon.svg");
	page_link(s, m, "css_href", "assets/site.css");
	page_link(s, m, "reading_css_href", "assets/documents.css");
	tmap_bool(m, "feed", set->feed);
	page_link(s, m, "feed_href", "changes.atom");
	bool foreign = s->doc && s->doc->lang.n;
	tmap_text(m, "content_language", foreign ? s->doc->lang : sv(set->language),
		foreign ? ORIGIN_DOCUMENT : ORIGIN_SETTINGS, foreign ? s->doc->file : NULL);
}

/* What only whole addresses can say: where to quote the page, and how a link to it looks elsewhere. */
static void put_address(struct site *s, struct tmap *m, const struct page_extra *extra)
{
	const char *address = s->in->address ? s->in->address : "", *path = s->path;
	const struct document *doc = extra->canonical ? extra->print : s->doc;
	bool known = *address && strcmp(s->path, "404.html") != 0;
	if (extra->moved) path = arena_strdup(&s->mem, sv_sub(sv(extra->moved), 0, strcspn(extra->moved, "#")));
	if (extra->canonical && extra->print) path = extra->print->path;
	tmap_bool(m, "has_address", known);
	tmap_url(m, "address", sv(address), ORIGIN_SETTINGS, NULL);
	tmap_text(m, "address_text", sv(address), ORIGIN_SETTINGS, NULL);
	tmap_text(m, "page_path", sv(strcmp(path, "index.html") == 0 ? "" : path),
		doc ? ORIGIN_DOCUMENT : ORIGIN_TEMPLATE, doc ? doc->file : NULL);
	tmap_bool(m, "picture", known && fs_exists(fs_join(&s->mem, s->in->assets_dir, "social.png")));
	tmap_bool(m, "article", s->doc != NULL);
	tmap_bool(m, "moved", extra->moved != NULL);
	if (extra->refresh) tmap_html(m, "refresh", extra->refresh);
}

static void put_extra(struct site *s, struct tmap *m, const struct page_extra *extra)
{
	const struct document *doc = extra->print;
	tmap_bool(m, "script", extra->script);
	tmap_bool(m, "reading", !extra->script || extra->reading); /* Mentor Search does without those styles */
	page_link(s, m, "js_href", "assets/search.js");
	tmap_bool(m, "print_css", doc != NULL || extra->print_css);
	tmap_bool(m, "canonical", (doc && extra->canonical) || extra->moved);
	tmap_text(m, "print_number", doc ? doc->number : SV_LIT(""), ORIGIN_DOCUMENT, doc ? doc->file : NULL);
	if (extra->print_css) page_link(s, m, "print_css_href", extra->print_css);
	if (extra->moved) page_url(s, m, "canonical_href", extra->moved, ORIGIN_DOCUMENT, NULL);
	if (!doc) return;
	page_url(s, m, "print_css_href", arena_printf(&s->mem, "assets/%.*s.print.css", SV_ARG(doc->number)),
		ORIGIN_DOCUMENT, doc->file);
	page_url(s, m, "canonical_href", doc->path, ORIGIN_DOCUMENT, doc->file);
}

static const char *root_of(struct arena *mem, const char *path)
{
	char *root = arena_strdup(mem, sv(""));
	for (; *path; path++)
		if (*path == '/') root = arena_printf(mem, "%s../", root);
	return root;
}

/* The document that has this page for itself. */
static const struct document *doc_at(const struct site *s, const char *path)
{
	uint64_t at;
	if (strcmp(path, "index.html") == 0 || !map_get(&s->addresses, sv(path), &at)) return NULL;
	const struct document *doc = s->in->corpus->doc[at];
	bool gathered = doc->kind == DOC_PAGE && page_is_made(doc->id); /* it gives the page its introduction only */
	return gathered ? NULL : doc;
}

/* Pages below docs/ are about one family, whatever they show of it. */
static enum readers family_readers(const struct site *s)
{
	enum readers r = READERS_PUBLIC;
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		if (doc->kind != DOC_SOP || doc->readers <= r) continue;
		if (sv_eq(sv_sub(sv(s->path), strlen("docs/"), doc->family.n), doc->family)) r = doc->readers;
	}
	return r;
}

static enum readers page_readers(const struct site *s)
{
	if (s->doc) return s->doc->readers;
	if (sv_starts(sv(s->path), "mentors") || sv_starts(sv(s->path), "peers")) return s->in->directory;
	return sv_starts(sv(s->path), "docs/") ? family_readers(s) : READERS_PUBLIC;
}

struct tmap *page_begin_with(struct site *s, const char *path, enum nav nav, const struct page_extra *extra)
{
	arena_reset(&s->mem);
	rendering_clear(&s->out);
	s->remembered = false;
	s->path = path;
	s->root = root_of(&s->mem, path);
	s->doc = doc_at(s, path);
	if (!s->doc) s->doc = extra->print;
	s->listed = s->in->settings->index && !s->in->preview && !extra->moved && page_readers(s) == READERS_PUBLIC &&
		    !(s->in->roots && s->in->readers > READERS_PUBLIC) && strcmp(path, "404.html") != 0;
	struct tmap *m = tmap_new(&s->mem);
	put_head(s, m);
	put_extra(s, m, extra);
	put_address(s, m, extra);
	put_nav(s, m, nav);
	put_footer(s, m);
	return m;
}

struct tmap *page_begin(struct site *s, const char *path, enum nav nav)
{
	return page_begin_with(s, path, nav, &(struct page_extra){ .script = false });
}

int page_put(struct site *s, const char *template_name, const struct tmap *m, struct place content)
{
	if (template_render(s->in->templates, template_name, m, content, &s->out, s->ds) != 0) return -1;
	page_remember(s);
	return page_put_made(s);
}

void page_remember(struct site *s)
{
	if (s->remembered) pages_kept_add(s->in->kept, &s->key, &s->out);
	s->remembered = false;
}

int page_put_made(struct site *s)
{
	struct site_page *page = ARENA_NEW(&s->keep, struct site_page);
	*page = (struct site_page){ s->made, arena_strdup(&s->keep, sv(s->path)), s->doc ? s->doc->updated : DATE_NONE,
		s->listed };
	s->made = page;
	return rendering_put(&s->out, s->path, s->sink);
}

void page_doc_head(struct tmap *m, const struct document *doc)
{
	tmap_text(m, "title", doc->title, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "lead", doc->lead, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "description", doc->lead.n ? doc->lead : doc->title, ORIGIN_DOCUMENT, doc->file);
}

void page_intro(struct site *s, struct tmap *m, const char *id, const char *title, const char *lead)
{
	const struct document *doc = corpus_find(s->in->corpus, DOC_PAGE, id);
	if (doc) {
		page_doc_head(m, doc);
		tmap_bool(m, "has_intro", doc->body.bytes.len > 0);
		tmap_html(m, "intro", &doc->body);
		return;
	}
	tmap_text(m, "title", sv(title), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "lead", sv(lead), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "description", sv(lead), ORIGIN_TEMPLATE, NULL);
	tmap_bool(m, "has_intro", false);
}
