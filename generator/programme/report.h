/* report: the standard database reports to the committee (SOP 4.3, 5.5.3): round results, pool against demand, response, evaluations, outcome by
 * preference and by fit, early ends, trends. Numbers of the register are the committee's own acts and stand as they are. What participants
 * answered is shown only as far as disclosure.h allows: never of fewer than five, not by subtraction either. Nobody is named. Comments are in a
 * paper of their own, on request. Messages: M151.
 *
 *   report_read ─▶ report_tables ─▶ report_page, report_csv */
#ifndef PROGRAMME_REPORT_H
#define PROGRAMME_REPORT_H
#include "programme/disclosure.h"
#include "programme/evaluation.h"
#include "programme/papers.h"
#include "programme/participant.h"
struct report_scope {
	const char *cycle; /* or NULL: by days, both included */
	date_t from, until;
};
enum { REPORT_COLUMNS = 13, REPORT_SERIES = 2 };
struct report_bar {
	const char *label;
	long value[REPORT_SERIES]; /* -1: not shown */
	const char *words[REPORT_SERIES];
};
struct report_table {
	const char *key; /* "pool": name of the CSV file and of the table in report.html */
	const char *caption, *note;
	const char *const *head; /* borrowed: constant */
	size_t ncolumns;
	unsigned numbers; /* bit i: column i holds numbers */
	VEC(const char *const *) row;
	const char *chart; /* title, NULL: none */
	const char *series[REPORT_SERIES];
	bool page_only; /* no file of its own */
	long scale;     /* what a whole bar stands for; 0: the largest value */
	VEC(struct report_bar) bar;
};
enum report_key {
	REPORT_ROUNDS,
	REPORT_POOL,
	REPORT_RESPONSE,
	REPORT_RATINGS,
	REPORT_DISTRIBUTION, /* a row an answer */
	REPORT_ANSWERS,      /* the same for the page: a row a question and role */
	REPORT_RANKS,
	REPORT_FITS,
	REPORT_ENDS,
	REPORT_CYCLES,
	REPORT_YEARS,
	REPORT_TABLES
};
struct report_round {
	int64_t id;
	const char *name, *cycle;
	date_t day;
};
struct report_decision {
	size_t round; /* place in rounds */
	int64_t application;
	enum application_kind kind; /* KIND_COUNT: erased */
	enum report_outcome { OUTCOME_MATCH, OUTCOME_NO_MATCH, OUTCOME_DEFER, OUTCOME_NOT_ELIGIBLE } outcome;
	int how;
};
/* An evaluation that was due or came: one side of a partnership. */
struct report_slot {
	const struct partnership *partnership;
	const struct evaluation *form; /* NULL: did not come, or was recorded without a form */
	enum role role;
	int64_t person;
	bool received, in_scope;
};
struct report {
	struct arena mem;
	struct report_scope scope;
	date_t today;
	const char *society; /* set by the caller, "" */
	const struct rules *rules;
	struct partnerships all;
	struct evaluations evaluations;
	struct participants people;
	struct code_book *book;
	VEC(struct report_round) rounds;
	VEC(struct report_decision) decisions;
	VEC(const char *) cycles; /* that the register knows, bytewise */
	VEC(struct report_slot) slots;
	struct report_table table[REPORT_TABLES];
	const char *meaning; /* a sentence: does a better fit go with a better rating? */
	size_t due, received;
};
/* The scope is copied. A cycle that the register does not know: M151. -1: ds has it, or the store failed. */
int report_read(struct report *out, struct store *s, const struct run *run, const struct rules *rules,
	const struct vocabs *vocabs, const struct report_scope *scope, struct diags *ds);
void report_tables(struct report *r);
void report_dispose(struct report *r);
/* What the register counts of the matches proposed in a scope. */
struct report_counts {
	long applicants, matched, partnerships, formed, concluded, ended, declined;
};
struct report_counts report_count(const struct report *r, const struct report_scope *s);
/* "cycle 2026-03", "March 14, 2025 to March 13, 2026"; in r->mem */
const char *report_scope_words(struct report *r);
/* Folder name: "2026-03", "2025-03-14_2026-03-13"; in r->mem */
const char *report_folder(struct report *r);
/* Templates: "report.html" and "report-comments.html" of PAPERS_FOLDER. */
extern const char *const report_templates[];
int report_page(struct rendering *out, struct report *r, const struct papers *papers, struct diags *ds);
int report_comments(struct rendering *out, struct report *r, const struct papers *papers, struct diags *ds);
void report_csv(struct str *out, const struct report_table *t);
#endif
