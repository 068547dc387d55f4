/* present: the records as they stand now, for commands about one person (who, pause, resume, reconfirm, withdraw). These must work on the day on which an
 * export is broken, and their answer must not drown in what the exports have to say of themselves. */
#ifndef CMD_PRESENT_H
#define CMD_PRESENT_H
#include "cmd/context.h"
/* Loads settings and records and imports. What is wrong or doubtful in the records is counted in one line (R097) that names mentorpress import. Where they
 * cannot be imported, the database of the last good import answers, with the events recorded since, and a warning says so (R098). -1: there is no
 * such database (R099), or no records, or the events file itself is wrong and `recording` wants to add to it; ctx->ds has the error. */
int present_load(struct context *ctx, bool recording);
/* The same for a command about the rules or the texts (privacy, review): what is doubtful in the records is counted in one line (R097), and if they
 * cannot be imported, all of it is told as by mentorpress import. 0, or -1 with errors in ctx->ds. */
int present_import(struct context *ctx);
#endif
