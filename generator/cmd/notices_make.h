/* notices_make: the drafts of all notices that are wanted, below private/programme/notices: a file for each, notices.csv for a mail merge, and
 * register.csv, a copy of what was made and sent. What is there and not recorded as sent is made anew when the facts changed, and taken away when
 * nobody wants it any more. */
#ifndef CMD_NOTICES_MAKE_H
#define CMD_NOTICES_MAKE_H
#include "cmd/due_read.h"
#include "programme/notice.h"
struct notices_filter {
	bool code[NOTICE_COUNT]; /* any: false for all means all codes */
	bool any;
	const char *round; /* NULL: all */
};
/* Loads programme-templates/notices; every code has a template, and each template a code. NULL after diags. */
struct template_set *notices_templates(struct context *ctx);
/* -1 with errors in ctx->ds; nothing is written then. */
int notices_make(struct context *ctx, const struct due_read *read, const struct notices_filter *filter);
/* words: "all", codes, or names of files; on: the day. -1 with errors in ctx->ds; nothing is recorded then. */
int notices_sent(struct context *ctx, const struct due_read *read, const char *const *word, size_t n, const char *round,
	date_t on);
/* Writes register.csv. */
int notices_register(struct context *ctx);
/* Removes every file that says something of these applications (one person's), the partner's copies too. Before programme_erase. */
int notices_erase_files(struct context *ctx, const int64_t *application, size_t n);
#endif
