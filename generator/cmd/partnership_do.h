/* partnership_do: what changes the register by hand: a partnership entered, and what follows when one comes to nothing. */
#ifndef CMD_PARTNERSHIP_DO_H
#define CMD_PARTNERSHIP_DO_H
#include "cmd/programme.h"
struct partnership_wish {
	const char *a, *b;                   /* as typed */
	date_t on, plan_due, evaluation_due; /* the last two DATE_NONE: from the cycle or the rules */
	const char *cycle, *note;            /* NULL: none */
};
/* Enters one; refuses with M086. 0; -1 after messages. */
int partnership_enter(struct context *ctx, struct programme *p, const struct partnership_wish *wish);
/* After one declined or never came about: whose place is free again, what it means for priority (5.1.6), and the next choices that can be met.
 * -1: the store failed, which was told. */
int partnership_freed(struct context *ctx, struct programme *p, const struct partnership *of);
#endif
