/* mapping_ask: the questions of `mapping fix`, in plain words: asked on a terminal, or printed with the options that answer them. */
#ifndef CMD_MAPPING_ASK_H
#define CMD_MAPPING_ASK_H
#include "cmd/context.h"
#include "records/mapping_edit.h"
#include "records/mapping_fix.h"
enum mapping_answer { ASK_LATER, ASK_DECIDED, ASK_STOP };
/* taken: by item of the list, what is settled already. *d is set for ASK_DECIDED; ASK_STOP: q, or nobody types any more. */
enum mapping_answer mapping_ask(struct context *ctx, const struct fix_list *list, const struct fix_item *item,
	const bool *taken, struct fix_decision *d);
/* The question and the options that would answer it; texts from records on a terminal only. */
void mapping_ask_print(
	const struct context *ctx, const struct fix_list *list, const struct fix_item *item, const bool *taken);
bool mapping_ask_yes(const struct context *ctx, const char *question);
/* Are two headers or answers the same words? */
bool mapping_ask_same(const char *a, const char *b);
#endif
