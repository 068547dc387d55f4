/* command: the table of commands. Each command is one file cmd_NAME.c with one const struct. */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H
#include "cmd/context.h"
struct option {
	const char *name; /* "--cycle" */
	const char *
		value; /* "NAME", or NULL for a switch; "NAME..." may be given several times, the values then joined by '\n' */
	const char *help;
};
struct arguments {
	const char *const *positional;
	size_t n;
	const char *const *value; /* per option of the command; NULL if absent, "" for a given switch */
};
/* What was typed as several words ("mentor 10412") or as one, joined by blanks; in mem. */
const char *arguments_words(struct arena *mem, const struct arguments *args);
enum { COMMAND_WORDS = 8 /* at most behind a command */ };
struct command {
	const char *name, *usage, *summary, *help; /* help: paragraphs for --help */
	const struct option *option;
	size_t noptions;
	size_t min_args, max_args;
	int (*run)(struct context *ctx, const struct arguments *args); /* returns an exit code */
};
extern const struct command cmd_init, cmd_import, cmd_check, cmd_review, cmd_privacy, cmd_build, cmd_diff, cmd_publish,
	cmd_history, cmd_show, cmd_verify, cmd_audit, cmd_who, cmd_pause, cmd_resume, cmd_reconfirm, cmd_withdraw,
	cmd_erase, cmd_mapping, cmd_accept, cmd_compare, cmd_new, cmd_serve, cmd_approve, cmd_push, cmd_rollback,
	cmd_match, cmd_decisions, cmd_partnership, cmd_due, cmd_notices, cmd_certificates, cmd_units, cmd_report;
extern const struct command *const commands[];
extern const size_t ncommands;
/* What `mentorpress` without a command prints. */
int next_steps(struct context *ctx);
#endif
