/* match_options: what stands behind `match`, read into the options of a round. */
#ifndef CMD_MATCH_OPTIONS_H
#define CMD_MATCH_OPTIONS_H
#include "cmd/command.h"
#include "programme/match.h"
#include "programme/paper.h"
struct match_wish {
	const char *round, *cycle;            /* cycle NULL: the round's own, or the one of its name */
	const char *locks, *vetoes, *weights; /* as typed, lines; NULL */
	bool identified, dry_run, pdf;
	enum paper_size size;         /* of the PDF */
	struct round_options options; /* locks are filled in by match_wish_locks */
};
bool match_round_name(const char *name); /* letters, digits, . _ -: fit for a folder */
/* Everything but whom the locks mean. -1: wrong usage, told on standard error. */
int match_wish_read(struct match_wish *out, struct context *ctx);
/* Needs the store. M044 where something names nobody, or several. */
int match_wish_locks(struct match_wish *out, struct context *ctx);
#endif
