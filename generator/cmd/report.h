/* report: the screens that commands share. Sums by reason are for headquarters' terminal only and go to no public file. */
#ifndef CMD_REPORT_H
#define CMD_REPORT_H
#include "cmd/edition.h"
#include "cmd/report_import.h"
void report_pools(const struct edition *e);
void report_gate(const struct edition *e);
/* What a publish would change: entries in and out by pool, documents, files. */
void report_difference(const struct edition *e);
/* The whole outcome as one JSON object on standard output, problems included. */
void report_json(struct edition *e, const char *command);
#endif
