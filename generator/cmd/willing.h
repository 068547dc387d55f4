/* willing: "still willing?", the list of those whose pause ends soon, whom headquarters asks before they come back by themselves.
 * private/reports/still-willing.csv: form entry number, form, name, e-mail, the day they are back, Entry ID; earliest first. */
#ifndef CMD_WILLING_H
#define CMD_WILLING_H
#include "cmd/context.h"
#define WILLING_CSV FINDINGS_FOLDER "/still-willing.csv"
enum { WILLING_DAYS = 30 };
/* Writes the list for the run's day, or removes it when nobody comes back; *n = how many do. A list that cannot be written is a
 * warning. 0, or -1 when the store failed (reported). */
int willing_write(struct context *ctx, size_t *n);
/* The line that points to it; nothing when n is 0. */
void willing_say(const struct context *ctx, size_t n);
#endif
