/* build: what the sources of this folder share while a corpus is being made. Private to content/.
 *
 * corpus_load goes through these stages, each over all documents, so that a later stage may ask about any document:
 * read, split (frontmatter) and complete with shared texts (include), type the front matter (document), statuses and
 * families (controlled), outline (anchors), advice (lint), HTML (render), and what nobody links to (orphans). */
#ifndef CONTENT_BUILD_H
#define CONTENT_BUILD_H
#include "base/map.h"
#include "base/vec.h"
#include "content/corpus.h"
#include "content/frontmatter.h"
#include "content/lines.h"
struct markdown;
struct questions;
struct glossary;
/* One content file on its way. doc is what becomes public. */
struct build;
struct source {
	const struct build *build;
	struct document *doc;
	struct str raw;           /* owns text */
	struct sv text;           /* the whole file; empty once a document other than an SOP is rendered */
	struct frontmatter front; /* its body with what it includes; empty likewise */
	struct line_map lines;    /* of the body */
	struct markdown *md;      /* parsed and outlined; NULL before and after */
	struct arena md_mem;      /* what belongs to the tree: freed with it */
	struct map clauses;       /* sop: number → 1 */
	struct sv fingerprint;
	struct yaml_texts clause_texts; /* faq: as written */
	bool left_out;                  /* a draft */
	bool linked;                    /* a text of another document links to it */
	bool later;                     /* approved after the as-of date */
	bool unsound_text;              /* C025: it has no tree and gets none */
	bool glossary;                  /* leads to definitions */
	struct yaml_texts also;         /* definition */
	bool everyday;                  /* definition */
	bool unsound;                   /* its front matter or text had errors: later stages do not pile more on it */
};
struct build {
	struct corpus pub; /* first, so that the public pointer is also ours */
	struct arena mem;
	const struct run *run;
	const struct settings *settings;
	const char *workspace;
	bool with_drafts;
	struct diags *ds;
	VEC(struct source *) sources; /* by file name */
	struct map by_file;           /* "content/faqs/pause.md" → struct source */
	struct map by_number;         /* "MP-02.03" → struct source */
	struct map published;         /* "4MP-02.03": kind and id → struct document of pub.doc */
	struct map families;          /* "MP-02" → struct family */
	struct map outside;           /* "CP-12" → struct outside_document, the newest version registered */
	struct questions *questions;  /* who speaks of which clause */
	struct map outside_versions; /* "MP-02.01" → struct outside_document: versions that documents.csv registers */
	struct map by_path;          /* "tutorial.html", "faqs.html#pause" → struct source */
	struct map shared;           /* "content/shared/pausing.md" → struct shared_file (include.c) */
	struct map told;             /* problems of shared files that were told */
	const char *instead_file;    /* corpus_load_with; NULL: none */
	struct sv instead_text;
	const struct officer *all_officers;
	size_t nall_officers;
	struct glossary *glossary;
};
struct source *build_by_number(const struct build *b, struct sv number); /* NULL if absent */
const struct family *build_family(const struct build *b, struct sv name);
const struct outside_document *build_outside(const struct build *b, struct sv family);
/* "MP-02.03" → family "MP-02" and version "03". False if it has another shape (two to four capitals, hyphen, two
 * digits, dot, two digits). */
bool build_split_number(struct sv number, struct sv *family, struct sv *version);
/* Orders pointers to documents as the public list is: by kind, order, id. */
int build_by_place(const void *a, const void *b);
/* Outlines and renders every document that is not left out; problems go to b->ds. */
void build_render_all(struct build *b);
void build_drop_tree(struct source *s); /* and all that belongs to it; may be called twice */
#endif
