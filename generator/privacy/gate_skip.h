/* gate_skip: reading of a view only what is near something that was undone in it. Private to the gate.
 *
 * A view with escapes undone differs from what it was made of (its origin, which has been read already) at its marks, and only runs that hold a token at a mark are
 * new. A stretch between marks is passed over when it is certain that it would be cut into the same tokens once more: at its beginning view and
 * origin stand at the same point (struct normal_point), its bytes and those up to the next mark are compared and equal, and it ends at a point of the origin. No run reaches from
 * the stretch to a mark, because there are FAR words of four letters and more between: runs are of ten tokens at most, or of forty letters. */
#ifndef PRIVACY_GATE_SKIP_H
#define PRIVACY_GATE_SKIP_H
#include "privacy/gate_view.h"

struct skip {
	const struct view *view;
	const struct view_points *origin; /* NULL: all is read */
	size_t next;                      /* of the origin's points, the first not yet passed */
	size_t mark;                      /* marks passed when last asked */
	uint32_t words;                   /* seen by then */
	size_t passed;                    /* bytes passed over */
};
void gate_skip_begin(struct skip *s, const struct view *v);
/* At a point of the view, `mark` of whose marks are passed: moves *now to where reading may go on, and says so. strings: may those seen so far be forgotten?
 * If not, no string stands in what is passed over. Keeps the point, and those passed over, for views that are made of this one. */
bool gate_skip(struct skip *s, size_t mark, bool strings, struct normal_point *now);
/* Where to ask again. */
size_t gate_skip_next(const struct skip *s, const struct normal_point *now);
#endif
