/* units: re-registration units by person and year (SOP 5.6.1; DOMAIN 1 and 8). Who concluded a partnership earns what the rule of that day
 * gives, in order of conclusion, up to the year's two maxima; all roles add together. units_count is a pure function of one person's
 * partnerships and the rules; the rest of the file gathers what it needs and keeps the names beside it. Messages: M140, M141 (cmd_units). */
#ifndef PROGRAMME_UNITS_H
#define PROGRAMME_UNITS_H
#include "programme/papers.h"
#include "programme/register.h"
enum units_reason {
	UNITS_EARNED,
	UNITS_PETITION,      /* ended early, the petition was granted: counts */
	UNITS_EXCEPTION,     /* a condition is not met, an exception of records/overrides.csv lifts it: counts */
	UNITS_PARTNERSHIPS,  /* the year has its partnerships */
	UNITS_MAXIMUM,       /* the year has its units */
	UNITS_NO_GOALS,      /* 5.3.3 */
	UNITS_NO_EVALUATION, /* the person's own, 5.5.2 */
	UNITS_EFFORT,        /* ended for lack of communication or effort: no petition */
	UNITS_EARLY,         /* ended early, no petition yet */
	UNITS_PETITION_OPEN,
	UNITS_PETITION_DENIED,
	UNITS_RUNNING, /* nothing yet */
	UNITS_REASONS
};
struct unit_claim {
	date_t on;              /* the day it was concluded or ended; DATE_NONE: it runs */
	int64_t order;          /* of two on one day the lower is the earlier; distinct */
	bool early, effort;     /* ended early; and for lack of communication or effort */
	bool goals, evaluation; /* received; the person's own */
	enum petition petition; /* the person's own */
	bool exception;
};
struct unit_line {
	int units;
	enum units_reason reason;
	const struct unit_rule *rule; /* that of the day */
	date_t from, until;           /* the year it counts in, as that rule has it; of running ones, today's */
	int year;                     /* in which `until` lies: 2026 for 2025-10-01 to 2026-09-30 */
};
/* line[i] answers claim[i]. A maximum is that of the claim's own rule, over the year that this rule makes of its day: after a change of rules
 * no year as the rule in force has it holds more than that rule allows. A granted petition stands for goals and evaluation too; an exception
 * lifts conditions, never a maximum. */
void units_count(struct unit_line *line, const struct unit_claim *claim, size_t n, const struct rules *r, date_t today);
bool units_counts(enum units_reason r);              /* takes a place of the year's partnerships */
const char *units_clause(const struct unit_line *l); /* "5.6.1" */
/* "annual maximum of 2 partnerships"; appended */
void units_words(struct str *out, const struct unit_line *l);

struct unit_entry {
	struct unit_claim claim;
	struct unit_line line;
	const struct partnership *partnership;
	enum side side;
	const char *form, *entry_no; /* the application it was made with */
	const char *why, *by;        /* of the exception, "" */
};
struct units_person {
	int64_t person;
	const char *form, *entry_no, *entry_id; /* the first of the applications in order of form and number; ID "" */
	const char *name;                       /* as it should stand on a certificate */
	const char *first_name, *last_name, *member_no;
	struct unit_entry *entry; /* by day, running ones last */
	size_t n;
};
struct units {
	VEC(struct units_person) v; /* by form and number */
	struct partnerships all;
	struct arena mem;
	date_t today;
	const char *society, *contact; /* on the statements; set by the caller, "" */
};
const char *units_role(const struct unit_entry *e); /* "mentor", "mentee", "peer partner" */
/* Everybody with a partnership that was formed or runs. -1: the store failed. */
int units_read(struct units *out, struct store *s, const struct run *run, const struct rules *rules, struct diags *ds);
void units_dispose(struct units *u);
const struct units_person *units_find(const struct units *u, int64_t person); /* NULL: none */
int units_total(const struct units_person *p, int year, int *partnerships);   /* either of that year */
bool units_has_year(const struct units_person *p, int year);
/* Name of a person's statement file: "mentor-10412.html"; appended. */
void units_file(struct str *out, const struct units_person *p);
/* One person's statement: of a year, or of all (year 0). A template of PAPERS_FOLDER: "units.html". */
int units_statement(struct rendering *out, const struct units *u, const struct units_person *p, int year,
	const struct papers *papers, struct diags *ds);
/* Both into an empty out. For the certification board: a row a person with units in the year. For headquarters: a row a partnership with its reason. */
void units_board_csv(struct str *out, const struct units *u, int year);
void units_lines_csv(struct str *out, const struct units *u, int year, int64_t person /* 0 all */);
extern const char *const units_templates[]; /* ended by NULL */
#endif
