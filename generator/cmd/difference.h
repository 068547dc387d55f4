/* difference: two editions side by side, or an edition and what a publish would give, from their public files alone: entries, documents
 * clause by clause, pages, and what the privacy statement says. Nothing private can be in it.
 *
 *     struct diff_side a, b;  side_of_edition(&a, ctx, "3");  side_of_preview(&b, preview);
 *     struct difference d;    difference_make(&d, &a, &b, ds);  …  difference_dispose(&d);  side_dispose(&a);  side_dispose(&b); */
#ifndef CMD_DIFFERENCE_H
#define CMD_DIFFERENCE_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "cmd/context.h"
struct history;
struct history_file;
struct edition; /* of publish/history.h */
struct preview;
/* One side. Of an edition it keeps the history open. */
struct diff_side {
	const char *name;
	unsigned number; /* of an edition; 0: a preview */
	const struct history_file *file;
	size_t n;
	struct history *history; /* NULL: a preview, or nothing at all */
	const struct edition *edition;
	struct preview *preview;
	struct arena mem;
};
/* The edition of that name (history_find); "newest" where nothing was published yet is a side without files. -1 after diags. */
int side_of_edition(struct diff_side *out, struct context *ctx, const char *name);
void side_of_preview(struct diff_side *out, struct preview *p);
int side_read(struct diff_side *s, const char *path, struct str *out); /* -1: it has no such file */
void side_dispose(struct diff_side *s);

struct diff_entry {
	const char *id;
	struct sv facts; /* of a group in words: "GCP (clinical), 6–10 years" */
};
typedef VEC(struct diff_entry) diff_entries;
struct diff_pool {
	const char *code;
	size_t profiles_before, profiles_now, groups_before, groups_now;
	diff_entries profiles_in, profiles_out, renewed, groups_in, groups_out;
	bool redrawn; /* its values or fields are other ones */
};
enum diff_change { DIFF_NEW_ONE, DIFF_GONE, DIFF_REVISED, DIFF_STATUS };
struct diff_part_of {
	enum diff_change change;
	const char *name;      /* "5.2.1" */
	struct sv before, now; /* words */
};
struct diff_document {
	enum diff_change change;
	const char *path, *kind;
	const char *title;             /* an SOP's with its number */
	const char *before, *now;      /* status words; only where they differ */
	VEC(struct diff_part_of) part; /* of a revised one; none when its page could not be compared */
};
struct diff_page {
	enum diff_change change; /* NEW_ONE, GONE or REVISED */
	const char *path;
};
struct difference {
	struct arena mem;
	VEC(struct diff_pool) pool;
	VEC(struct diff_document) document;
	VEC(struct diff_page) page; /* without edition.html and edition.json */
	const char *k_before, *k_now, *policy_before, *policy_now, *audience_before,
		*audience_now; /* as edition.json says */
};
/* -1 when one side cannot be read (diags). */
int difference_make(struct difference *out, struct diff_side *a, struct diff_side *b, struct diags *ds);
bool difference_is_empty(const struct difference *d); /* edition.html and edition.json aside */
void difference_dispose(struct difference *d);
/* difference_entries.c, difference_documents.c: the parts of difference_make. */
int difference_entries(struct difference *d, struct sv before, struct sv now, struct diags *ds);
int difference_documents(struct difference *d, struct diff_side *a, struct diff_side *b, struct diags *ds);
/* A top-level value of edition.json as text, "" if it is not there; in mem. */
const char *difference_stated(struct arena *mem, struct sv edition_json, const char *key);
/* difference_print.c, difference_json.c: onto a terminal, as JSON. words: also the words of revised clauses. */
void difference_print(struct context *ctx, const struct difference *d, const struct diff_side *a,
	const struct diff_side *b, bool words);
void difference_json(
	struct context *ctx, const struct difference *d, const struct diff_side *a, const struct diff_side *b);
/* difference_why.c: at headquarters, how many profiles left for which reason, from the records as they are today. Needs ctx->store. */
int difference_why(struct context *ctx, const struct difference *d);
#endif
