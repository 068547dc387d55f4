/* match_tell: what `match` prints: a summary without anybody in it; whom it concerns only where private values may be shown. */
#ifndef CMD_MATCH_TELL_H
#define CMD_MATCH_TELL_H
#include "cmd/context.h"
#include "programme/match.h"
struct match_told {
	const struct round *r;
	const struct proposals *p;
	struct sv changes;  /* lines */
	bool pdf;           /* pack.pdf was made too */
	const char *folder; /* "private/programme/2026-03"; NULL: nothing was written */
};
void match_tell(struct context *ctx, const struct match_told *t);
void match_tell_json(struct context *ctx, const struct match_told *t);
#endif
