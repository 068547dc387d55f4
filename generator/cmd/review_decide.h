/* review_decide: whether a decision may be recorded, and recording it. One set of rules for the command line, the terminal and the sheets. */
#ifndef CMD_REVIEW_DECIDE_H
#define CMD_REVIEW_DECIDE_H
#include "cmd/review_queue.h"
#define ASK_SHEET_CSV "private/reports/ask-applicants.csv"
struct review_wish {
	enum review_word word; /* REVIEW_NONE: undo */
	const char *masked;    /* REVIEW_MASKED: NULL or "" means as proposed */
	const char *note;      /* NULL or ""; REVIEW_ASKED: what to ask */
	const char *even_so;   /* the reason for passing what is on record; NULL: not wished */
	struct place at;       /* for the messages */
};
/* Fills the row that would record it; its strings live in q->mem. -1 and P131 to P135 when it may not be recorded. */
int review_decide(
	struct review_queue *q, struct review_item *item, const struct review_wish *wish, struct review_row *row);
/* Records the rows and the audit log's lines for them; rows[i] is about items[i]. 0 or -1 with an error. */
int review_record(struct review_queue *q, struct review_item *const *items, const struct review_row *rows, size_t n);
/* What an applicant is asked, in one sentence for a letter; in mem. */
const char *review_sentence(struct arena *mem, const struct review_item *item, const char *note);
/* Writes the sheet of applicants to ask from the decisions as they are in the file now; removes it when nobody is asked any more. A failure is a warning. */
void review_ask_sheet(struct review_queue *q);
#endif
