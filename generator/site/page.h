/* page: what all pages share: the frame (head, navigation, footer), where links point from a page's folder, dates, and
 * putting a rendered page into the sink. One page is alive at a time: page_begin forgets the values of the page before,
 * so memory stays that of one page.
 *
 *     struct tmap *m = page_begin(s, "faqs.html", NAV_FAQS);
 *     tmap_text(m, "title", …);
 *     rc = page_put(s, "faqs.html", m, NOPLACE);
 *
 * Names that every page has: see site-templates/_head.html and _foot.html.
 * Diagnostics: S001 a page of content/pages has an address that the site makes itself; S002 a field's code is taken by
 * the search page; S003 an asset cannot be read; S004 an asset that every page needs is missing; S040 a former address is
 * one of today; S041 two documents claim a former address; S042 (warning) an address is gone; S043 a page leads to one that
 * its readers may not see; S055 a published version of an SOP has gone; S056 its text is another than the one published. */
#ifndef SITE_PAGE_H
#define SITE_PAGE_H
#include "site/pages_kept.h"
#include "site/site.h"
enum nav { NAV_NONE, NAV_HOME, NAV_MENTORS, NAV_PEERS, NAV_HOW, NAV_DOCUMENTS, NAV_FAQS };
#define PAGE_REVISION 12 /* digits of a pool's digest in the footer; publish/erase_table.c replaces as many */
struct site_page {
	const struct site_page *before; /* made before this one */
	const char *path;
	date_t updated; /* of its document, DATE_NONE if it is made of many */
	bool listed;    /* search engines may list it */
};
struct change {
	date_t date;
	struct sv what, path, title, detail;
	const char *file; /* content file, NULL if it is gone */
};
struct site {
	const struct site_input *in;
	struct sink *sink;
	struct diags *ds;
	struct arena keep;           /* for the whole build */
	struct arena mem;            /* for the page being made */
	struct rendering out;        /* the page being made */
	const char *path, *root;     /* its address; "" or "../" */
	const struct change *change; /* newest first */
	size_t nchanges, nnew;
	struct map addresses;         /* of today's documents */
	const struct site_page *made; /* the last page that was put; NULL before the first */
	const struct document *doc;   /* that the page being made shows, NULL if none or many */
	bool listed;                  /* search engines may list it */
	struct tlist *title_more;     /* what the title of the page being made says behind "title": list of text */
	bool again, remembered;       /* again.c: a unit is known; the page being made has a key */
	struct sha256 unit, key;
};
/* What only some pages have in their head. */
struct page_extra {
	bool script;                  /* assets/search.js and leave to run it */
	bool reading;                 /* assets/documents.css also where there is a script */
	const struct document *print; /* its print styles */
	const char *print_css;        /* its address, for other pages that print with margins of their own */
	bool canonical;               /* the page stands at another address than `print` is to be quoted by */
	const char *moved;            /* the page only leads to this address, by `refresh` */
	const struct rendering *refresh;
};
/* A new page with the frame's names. `path` must stay valid until page_put. */
struct tmap *page_begin(struct site *s, const char *path, enum nav nav);
struct tmap *page_begin_with(struct site *s, const char *path, enum nav nav, const struct page_extra *extra);
/* Renders into the path given to page_begin. `content` is what is being rendered, for messages. */
int page_put(struct site *s, const char *template_name, const struct tmap *m, struct place content);
/* Puts the page that is in s->out already. */
int page_put_made(struct site *s);
/* What is in s->out was made now: it is remembered if again.c asked for that. */
void page_remember(struct site *s);
/* Title, lead and an optional body ("intro") from content/pages/<id>.md, or these defaults. Also sets "description". */
void page_intro(struct site *s, struct tmap *m, const char *id, const char *title, const char *lead);
/* As page_intro, of a document. */
void page_doc_head(struct tmap *m, const struct document *doc);
/* A URL value: the page's root, then an address relative to the site's root. */
void page_url(
	struct site *s, struct tmap *m, const char *name, const char *rel, enum origin origin, const char *source);
/* A link to a file that the site makes itself. */
void page_link(struct site *s, struct tmap *m, const char *name, const char *rel);
/* A map {iso, text} for _date.html, or false for DATE_NONE. */
void page_date(struct tmap *m, const char *name, date_t d, struct arena *mem);
/* A content page's address if there is such a page, else NULL. */
const char *page_content(const struct site *s, const char *id);
/* Whether the site makes <id>.html itself, so that content/pages/<id>.md only gives its title, lead and introduction.
 */
bool page_is_made(const char *id);
const struct public_pool *page_pool(const struct site *s, const char *code);
/* The application form that belongs to a pool's entries. */
const char *page_application(const struct site *s, bool peers);
/* Names of a pool: booleans "mentors"/"peers", texts "one", "many". */
void page_pool_words(struct tmap *m, bool peers);
#endif
