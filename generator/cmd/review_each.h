/* review_each: one text after another, on a terminal. */
#ifndef CMD_REVIEW_EACH_H
#define CMD_REVIEW_EACH_H
#include "cmd/review_queue.h"
/* Asks about every text that waits, until q or the end of the input. Each answer is recorded at once. */
void review_each(struct review_queue *q);
/* One question, y or n; no without an answer. */
bool review_each_yes(const struct review_queue *q, const char *question);
#endif
