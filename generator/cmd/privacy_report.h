/* privacy_report: what the command `privacy` found out of every pool, and the ways to show it: the terminal, private/reports/privacy.html
 * and privacy.csv, and --json. All of it is private: counts of people who are listed in groups are published nowhere. */
#ifndef CMD_PRIVACY_REPORT_H
#define CMD_PRIVACY_REPORT_H
#include "cmd/context.h"
#include "privacy/utility.h"
#define PRIVACY_HTML FINDINGS_FOLDER "/privacy.html"
#define PRIVACY_CSV FINDINGS_FOLDER "/privacy.csv"
struct privacy_report {
	const struct policy *policy;
	const struct utility *pool; /* as many as the policy has, in its order */
	date_t as_of;
	size_t never_asked;
};
/* The columns of the table of choices, as screen, page and CSV show them. */
enum privacy_column {
	COLUMN_K,
	COLUMN_GROUPS,
	COLUMN_UNPLACED,
	COLUMN_EXACT,
	COLUMN_SHOWN,
	COLUMN_KEPT,
	COLUMN_GUESS,
	COLUMN_TOLD,
	COLUMN_ALONE,
	PRIVACY_COLUMNS
};
const char *privacy_column_name(enum privacy_column c);
const char *privacy_column_meaning(enum privacy_column c); /* one sentence */
void privacy_cell(
	struct str *out, const struct utility_row *row, enum privacy_column c); /* appended: "80 %", "1 in 5" */
const char *privacy_mark(const struct utility_row *row);                        /* "in force, recommended", "" */
/* The rows worth a committee's time at the policy's k: the best two for each number of fields, the policy's and the recommended one.
 * True if the row with this index is one. */
bool privacy_worth(const struct utility *u, size_t row, unsigned k);
/* Sentences, each a line, on what the all-but-one test and the count of who fits say of the policy's own choice; and on what a field
 * more or less would change. */
typedef void privacy_line_fn(void *ctx, const char *line);
void privacy_say_risk(const struct utility *u, privacy_line_fn *say, void *ctx);
void privacy_say_effects(const struct utility *u, privacy_line_fn *say, void *ctx);

void privacy_picture(
	struct str *out, const struct utility *u, unsigned k, size_t pool); /* inline SVG: utility against risk */
void privacy_html(struct str *out, const struct privacy_report *r);
void privacy_csv(struct str *out, const struct privacy_report *r);
void privacy_json(struct json *j, const struct privacy_report *r); /* the keys of the command's object */
#endif
