/* serve_mark: edits of a finished page for the preview, made in the copy that is served. A block is an element of <main> that has text of its own: a
 * paragraph, item, heading, row. */
#ifndef CMD_SERVE_MARK_H
#define CMD_SERVE_MARK_H
#include "base/arena.h"
#include "base/vec.h"
struct serve_edit {
	size_t at, drop; /* bytes of the page taken out there */
	struct sv put;   /* and put in; borrowed */
};
struct serve_edits {
	VEC(struct serve_edit) v;
};
#define SERVE_EDITS_INIT                                                                                               \
	{                                                                                                              \
		VEC_INIT                                                                                               \
	}
void serve_edits_add(struct serve_edits *e, size_t at, size_t drop, struct sv put);
void serve_edits_apply(struct serve_edits *e, struct sv html, struct str *out); /* in order of place; appends */
void serve_edits_dispose(struct serve_edits *e);

struct serve_block {
	size_t at;      /* just behind the name in its start tag: where an attribute can be put */
	struct sv text; /* words single-spaced, tags and escapes as they are */
};
struct serve_blocks {
	VEC(struct serve_block) v;
};
void serve_blocks_read(struct serve_blocks *out, struct sv html, struct arena *mem);
void serve_blocks_dispose(struct serve_blocks *b);

/* Marks the blocks whose text `before` does not have (data-mp-changed). *changed: how many; *gone: blocks of `before` that are not there any more. */
void serve_mark_changes(struct serve_edits *e, struct sv html, struct sv before, size_t *changed, size_t *gone);
/* Marks the block that a line of Markdown went into, looked for at the element `anchor` or below (NULL: in the whole page), else that element itself
 * (data-mp-problem="label"). False if neither can be told. */
bool serve_mark_problem(struct serve_edits *e, struct arena *mem, struct sv html, struct sv line, const char *anchor,
	const char *label);
#endif
