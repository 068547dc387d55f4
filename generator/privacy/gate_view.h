/* gate_view: everything that an artifact's bytes can be read as. Private to the gate.
 *
 * The first view is the bytes themselves. Others have escapes undone (each way of normal_undo.h, up to VIEW_DEPTH deep, in any order), or are what was
 * packed as base64, hexadecimal or UTF-16, two deep. All of them together are no longer than VIEW_WORK times the bytes, so hostile input costs linear time. */
#ifndef PRIVACY_GATE_VIEW_H
#define PRIVACY_GATE_VIEW_H
#include "base/sink.h"
#include "privacy/normal.h"
#include "privacy/normal_undo.h"
#define VIEW_DEPTH 6
#define VIEW_WORK 24

/* Where the tokens of a view can be read from, for the views that are made of it: see gate_skip.h. */
struct view_points {
	VEC(struct normal_point) at;
	bool usable; /* set when all of the view was read */
};
struct view {
	struct sv bytes;
	enum normal_mode mode;
	const struct view *from;        /* what it was made of; NULL for the bytes themselves */
	const struct normal_text *text; /* how places stand to those of `from`; NULL if it is one piece of it */
	size_t start, end;              /* that piece */
	bool packed;                    /* it, or what it was made of, was packed */
	unsigned depth, packs;
	struct view_points *points; /* to be filled by who reads it; NULL: not wanted */
};
enum view_answer { VIEW_GO_ON, VIEW_STOP, VIEW_PAIRS /* go on, and look at pairs of digits as well */ };
/* Calls fn for every view, the bytes themselves first; stops when it says so. */
typedef enum view_answer view_fn(void *ctx, const struct view *v);
void view_each(struct sv bytes, enum normal_mode mode, view_fn *fn, void *ctx);
/* Where the bytes from `start` to `end` of a view stand in the bytes of the artifact. */
void view_place(const struct view *v, size_t start, size_t end, size_t *raw_start, size_t *raw_end);
/* The spans of a view, from those of the bytes. *out is owned by the caller (free). */
size_t view_spans(const struct view *v, const struct span *span, size_t n, struct span **out);
#endif
