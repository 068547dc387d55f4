/* gate_slice: a large table is searched slice by slice. Private to the gate.
 *
 * Every way in which a table can be read but the first is a copy of it, and several are held at once: of a table of a million entries that is more than all
 * else together. So it is cut at ends of lines, each slice is read with a margin on both sides, and what begins in a slice is told of that slice alone. What is found is
 * what is found in the whole, because nothing that can be a value, or be packed, reaches across a margin (gate_slice.c). */
#ifndef PRIVACY_GATE_SLICE_H
#define PRIVACY_GATE_SLICE_H
#include "base/sink.h"
#include "privacy/normal.h"
#define GATE_SLICE (1 << 20) /* bytes; what is up to four times as large is read as a whole */

/* Bytes `begin` to `end` are read; what begins in `from` to `to` is told. */
struct gate_slice {
	size_t begin, from, to, end;
};
/* May it be read in slices of about `size` bytes? */
bool gate_sliced(const struct artifact *a, enum normal_mode mode, size_t size);
/* The slice behind *s (the first, if *s is zero); false behind the last. */
bool gate_slice_next(const struct artifact *a, size_t size, struct gate_slice *s);
/* The spans of the bytes that are read, as of an artifact of their own. Returns how many; *out is owned by the caller (free). */
size_t gate_slice_spans(const struct artifact *a, const struct gate_slice *s, struct span **out);
#endif
