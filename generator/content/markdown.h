/* markdown: Markdown (CommonMark by cmark) -> a tree with places and an outline, then HTML with origins.
 * Private to content/. Raw HTML is dropped with a warning, comments silently. The tree's nodes carry what the passes of
 * anchors.c found in `struct note`s. */

/* clang-format off */
/* HTML of a document with numbered clauses (every SOP, and any document whose h2 are numbered):
 *     <h2 class="cl" id="section-5"><a class="no" href="#section-5">5</a><span>Procedures</span></h2>
 *     <h2 class="cl" id="annex"><span>Annex</span></h2>
 *     <div class="cl" id="section-5.1.1"><a class="no" href="#section-5.1.1">5.1.1</a><p>…</p><ul class="in">…</ul></div>
 *     <p class="in">, <ul class="in">, … for what stands outside of a clause
 * Others:
 *     <h2 id="first-contact">First contact</h2> and plain p, ul, ol; headings of questions and definitions begin at h4
 * All:
 *     <div class="scroll" role="region" aria-label="Table 1: …" tabindex="0"><table>…<th scope="col">
 *     <div class="callout callout-note"><p class="callout-title">Note</p>…</div>
 */
/* clang-format on */
#ifndef CONTENT_MARKDOWN_H
#define CONTENT_MARKDOWN_H
#include <cmark.h>
#include "content/build.h"
#include "content/typography.h"
enum note_kind { NOTE_HEADING = 1, NOTE_CLAUSE, NOTE_CLAUSE_LIST, NOTE_CALLOUT };
struct note {
	enum note_kind kind;
	unsigned level;        /* heading: level in HTML */
	struct sv number;      /* "" if none */
	const char *id;        /* of the element; NULL if none */
	const char *second_id; /* heading with a number and an explicit {#id} */
	struct sv title;       /* heading: plain text; callout: word shown */
	const char *css;       /* callout: class */
	bool closed;           /* clause: its div was ended by a list of sub-clauses (used by render) */
};
struct clause {
	struct sv number;
	unsigned line;
};
struct markdown {
	const char *file;
	enum doc_kind kind;
	const char *doc_id;
	struct sv body;               /* as meant: see paste.h */
	struct sv written;            /* as written, with the same lines */
	unsigned first_line;          /* of the body in its file */
	const struct line_map *lines; /* whose lines these are; an empty map: the file's own */
	struct arena *mem;
	struct diags *ds;
	cmark_node *root;
	bool numbered; /* has clauses */
	bool plain;    /* CommonMark and nothing of our own */
	bool quiet;    /* a text that cannot be changed any more: no advice about its numbering */
	VEC(struct toc_item) toc;
	VEC(struct clause) clauses;
	struct map ids;
	VEC(size_t) line_at;    /* offset of each line of the body */
	VEC(size_t) written_at; /* of each line as written, when it was found that something is told of it */
	cmark_node *last_block;
	size_t last_at;             /* where markdown_find found something last */
	size_t missed;              /* bytes it searched in vain */
	size_t counted_at, counted; /* an offset, and how many characters of its line stand before it */
	unsigned places;            /* columns looked up in the written text */
};
/* Parses and outlines. md->root is NULL when the text could not be parsed. */
struct markdown *markdown_parse(struct arena *mem, const struct source *s, bool quiet, struct diags *ds);
/* CommonMark alone: no ids, clauses, callouts or tables, headings of all levels. What users write is never parsed so; it
 * lets the tests compare the renderer with cmark's own. */
struct markdown *markdown_parse_plain(struct arena *mem, struct sv text, struct diags *ds);
void markdown_free(struct markdown *md);
/* Place of a block, or of `needle` (exact source bytes) in the block that holds `node`; repeated calls find repeated
 * needles. */
struct place markdown_place(const struct markdown *md, cmark_node *node);
struct place markdown_find(struct markdown *md, cmark_node *node, struct sv needle);
struct sv markdown_line(const struct markdown *md, unsigned line); /* line of the body, from 1, without line end */
struct place markdown_line_place(
	const struct markdown *md, unsigned line, unsigned col);         /* of the body -> of its file */
unsigned markdown_body_line(const struct markdown *md, struct place at); /* and back; 0 if it is none */
/* Plain text of a node's inlines, white space single. In mem. */
struct sv markdown_text(struct arena *mem, cmark_node *node);
struct note *markdown_note(cmark_node *node);

/* anchors.c: numbers, ids, contents, callouts, numbering advice. */
void anchors_outline(struct markdown *md);
/* Length of a clause number ("5", "5.1", "5.1.6", a last "." included) at the beginning of v that a blank or the end
 * follows; *number without the last dot, *parts = how many. 0 if there is none. */
size_t anchors_number(struct sv v, struct sv *number, unsigned *parts);

/* guard.c: cmark 0.30 has inputs on which it is slow. Text of such a shape is first rendered in a child process with
 * limits. */
bool guard_suspicious(struct sv body);
/* True if `work(ctx)` ended well in a child under limits of CPU time and memory. *why tells otherwise. */
bool guard_rehearse(void (*work)(void *ctx), void *ctx, const char **why);

/* render.c */
struct spot {
	struct markdown *md;
	cmark_node *node;
	struct sv needle;
	struct place at;
}; /* at is used when md is NULL */
struct place spot_place(const struct spot *s);
/* Renders md into out. b may be NULL (rehearsal): then references stay text. */
void render_html(struct rendering *out, struct markdown *md, const struct build *b, const struct document *doc);

/* Writing state, shared by render.c, render_words.c and tables.c. */
struct writer {
	struct str html; /* of the document's own origin, not yet in out */
	struct rendering *out;
	struct markdown *md;
	const struct build *b;
	const struct document *doc;
	struct sv heading; /* the last one, names tables */
	unsigned tables;
	bool no_references; /* inside a heading */
	bool no_terms;      /* in the first row of a table */
	unsigned links;     /* that are open: an address in angle brackets may stand inside of a link's text */
	bool link_open;
	bool clause_open;          /* a div of a clause that is a paragraph */
	const struct note *clause; /* that clause */
	cmark_node *block; /* while another tree (a cell) is written: the document's block to look places up in */
	const struct typography_signs *signs; /* NULL: text stays as it is */
	struct typography set;                /* of the paragraph, heading or cell that is being written */
	struct str typeset;                   /* reused */
};
cmark_node *render_place(const struct writer *w, cmark_node *node);   /* the node to look places up at */
void render_text(struct writer *w, cmark_node *node, struct sv text); /* escaped, references linked */
void render_begin(struct writer *w);                                  /* a paragraph, heading or cell begins */
void render_inlines(struct writer *w, cmark_node *parent);            /* what is in a paragraph or heading */

/* tables.c */
bool tables_is_pipe(const struct markdown *md, cmark_node *paragraph);
void tables_pipe(struct writer *w, cmark_node *paragraph);
/* A line of such a table without the marks around it, then its cells one by one. */
struct sv tables_row(const struct markdown *md, cmark_node *paragraph, int line);
bool tables_cell(struct sv *rest, struct sv *cell);
bool tables_has_markup(struct sv cell); /* Without any, a cell's text is its words as they are. */
bool tables_is_csv(cmark_node *code);
void tables_csv(struct writer *w, cmark_node *code);
#endif
