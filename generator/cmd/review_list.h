/* review_list: the texts that wait, for reading. */
#ifndef CMD_REVIEW_LIST_H
#define CMD_REVIEW_LIST_H
#include "cmd/review_queue.h"
/* Prints waiting texts, then those about which an applicant was asked, then with `all` those held. Texts on a terminal or with --show-values only. */
void review_list(struct review_queue *q, bool all);
/* Prints one text with its marks, proposal and difference. */
void review_list_text(struct review_queue *q, struct review_item *item);
/* The one JSON object of the command. */
void review_list_json(struct review_queue *q);
#endif
