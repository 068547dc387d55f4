/* compare_print: a comparison of two versions, on the terminal and as JSON. */
#ifndef CMD_COMPARE_PRINT_H
#define CMD_COMPARE_PRINT_H
#include "cmd/context.h"
#include "content/compare.h"
/* Words wrapped at the terminal's width, [-removed-] and {+added+}. */
void compare_print(struct context *ctx, const struct comparison *d);
void compare_print_json(struct context *ctx, const struct comparison *d);
#endif
