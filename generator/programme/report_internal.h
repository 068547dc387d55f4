/* report_internal: what the files of the report share. */
#ifndef PROGRAMME_REPORT_INTERNAL_H
#define PROGRAMME_REPORT_INTERNAL_H
#include "programme/report.h"
#define REPORT_HIDDEN "not shown"
/* Begins a table; head is constant. */
struct report_table *report_table(struct report *r, enum report_key key, const char *name, const char *caption,
	const char *const *head, size_t n, unsigned numbers);
/* Adds a row; the array is copied, the texts are not. */
void report_row(struct report *r, struct report_table *t, const char *const *cell);
const char *report_number(struct report *r, long n);
const char *report_share(struct report *r, long part, long of); /* "83 %"; "" of nothing */
const char *report_tenths(struct report *r, long tenths);       /* "4.3" */
bool report_in_days(const struct report_scope *s, const char *cycle, date_t day);
/* Do one thing each. */
void report_do_rounds(struct report *r);
void report_do_pool(struct report *r);
void report_do_ends(struct report *r);
void report_do_answers(struct report *r); /* response, ratings, distribution, ranks, fits, cycles, years */
#endif
