/* gate_runs: every run of tokens of a view that may be a value. Private to the gate.
 *
 * Runs are those of one to six, of eight and of ten tokens of a stream; longer ones where tokens are single letters, groups of two digits or parts of one word; runs
 * over the border of two strings; runs with "at" and "dot" left out; and parts of long words. They are looked for from their first token on:
 * of nearly every token the set says at once that no value begins there, whatever follows. */
#ifndef PRIVACY_GATE_RUNS_H
#define PRIVACY_GATE_RUNS_H
#include "privacy/gate_skip.h"
#include "privacy/gate_view.h"
#include "privacy/identity_set.h"

enum {
	RUN_LONGEST = 48, /* tokens */
	RUN_LANE = 192,   /* tokens kept: those are read again that a longer run may still need */
	RUN_WAITING = 32
};
enum reading {
	READ_RUN,
	READ_ACROSS /* strings that stand side by side */,
	READ_MAIL /* with "at" and "dot" left out */,
	READ_INSIDE /* a part of a long word */
};
struct gate_run {
	const struct normal_piece *piece; /* n of them; `before` more stand before the first */
	size_t n, before;                 /* at most 2 */
	uint64_t hash;
	unsigned length;
	enum reading how;
};
/* Is a run of so many tokens looked up whatever they are? */
static inline bool gate_run_usual(size_t n)
{
	return n <= IDENTITY_WINDOW || n == IDENTITY_SENTENCE || n == IDENTITY_PASSAGE_LENGTH;
}
typedef void gate_run_fn(void *ctx, const struct gate_run *run);

struct lane {
	size_t n, done /* runs from these on were looked for */;
	bool single, pair; /* is the last token one character, two digits at most? */
	bool begins;       /* the next token does not continue the one before it */
	bool joined[RUN_LANE], changed[RUN_LANE];
	struct normal_piece at[RUN_LANE];
};
/* A token at which a value may begin. */
struct lane_start {
	unsigned at;
	unsigned char why;
	uint64_t here, two; /* the first eight bytes of what begins here, and of this token and the next */
};
struct runs {
	const struct normal_key *key;
	const struct identity_set *values; /* NULL: every run is handed on, but no parts of words */
	gate_run_fn *fn;
	void *ctx;
	bool all; /* the filters know nothing of some values */
	const struct view *view;
	size_t mark; /* of the view's marks, the first not yet passed */
	struct skip skip;
	struct lane stream[2], strings;
	struct lane_start start[RUN_LANE];
	struct run_waiting {
		struct gate_run run;
		size_t first; /* its first token in its lane */
	} waiting[RUN_WAITING];
	size_t nwaiting;
	size_t key_mark;      /* where the newest string begins */
	bool dropped_changed; /* something changed in what was taken out of `strings` */
	unsigned pairs;       /* of hexadecimal digits in a row */
	bool all_pairs;       /* four and more of them were seen */
};
/* `runs` is room, and need not be initialized. Runs are handed on in no particular order, and once each. Returns whether pairs of digits are worth a look. */
bool gate_runs(struct runs *runs, const struct normal_key *key, const struct identity_set *values, const struct view *v,
	gate_run_fn *fn, void *ctx);
#endif
