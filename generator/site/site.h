/* site: entries and documents -> artifacts. Streams every page into a sink; holds no more than one page at a time.
 *
 * Addresses (docs/FORMATS.md): index.html, mentors.html, peers.html, <pool>-browse.html and <pool>-browse-by-CODE….html (at most 100 entries each, browse_plan.h), <pool>-id-S.html (above 1,000 entries),
 * faqs.html, definitions.html, documents.html, docs/<number>.html, docs/<family>.html, docs/<family>-history.html, docs/<older>-<newer>.html, guidance-*.html, tool-*.html, timeline.html, changes.html,
 * privacy.html ("What we publish about you"), the pages of content/pages, edition.html, edition.json, pool.csv, documents.csv, changes.csv, changes.atom,
 * 404.html, robots.txt, sitemap.xml, a small page at each former address,
 * assets/ (site.css, search.js, icon.svg, <doc>.print.css). Relative links only; nothing but edition.* carries edition number or as-of date.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H
#include "base/run.h"
#include "content/corpus.h"
#include "privacy/public_entry.h"
struct pages_kept;
struct site_input {
	const struct run *run;
	const struct settings *settings;
	const struct corpus *corpus;
	const struct public_pool *const *pool;
	size_t npools; /* mentors, then peers; a missing pool shows "no pool has been published yet" */
	const struct template_set *templates;
	const char *assets_dir;                         /* <workspace>/site-templates/assets */
	struct sv previous_documents, previous_changes; /* parent's documents.csv and changes.csv, empty if none */
	bool preview;                                   /* every page says that it is a preview */
	bool last; /* nobody makes a site of this corpus again: texts are given back when their pages are made */
	const char *address; /* where this site is served, with "/" at its end; NULL or "" if that is not known */
	bool roots;          /* it is one of several, for `readers`; corpus and pool hold only what is for them */
	enum readers readers, directory; /* directory: for whom the entries are */
	bool no_directory;               /* the search pages say that the entries are for others; there are no pools */
	struct pages_kept *kept;         /* pages that need not be made again; NULL: all are made */
	int (*newest)(void *where, const char *path, size_t size, struct str *out); /* with kept: pages_newest_fn */
	void *where;
};
/* All files except edition.*. -1 after diags. */
int site_build(const struct site_input *in, struct sink *sink, struct diags *ds);
/* edition.html and edition.json: the privacy statement. */
struct edition_facts {
	unsigned number;
	date_t as_of;
	const char *cycle; /* "" for a plain publish */
	unsigned k;
	const char *audience;
	struct sha256_hex policy;
	const char *generator;
	unsigned restores; /* the edition whose documents a rollback put back; 0: no rollback */
};
int site_put_edition(const struct site_input *in, const struct edition_facts *f, struct sink *sink, struct diags *ds);
/* What changed since the parent, in words: lines such as "new: FAQ Can I pause my entry?" (for diff). Appends to out; returns how many. */
size_t site_document_changes(const struct site_input *in, struct str *out);
/* Tells the template set which templates the program uses. */
void site_expect_templates(struct template_set *set);
#endif
