/* rules: how the programme matches, counts and reminds, from records/match-rules.yml (every key optional, unknown ones are errors) and
 * records/unit-rules.csv. The defaults are those of DOMAIN 7 and 8.
 *
 *   weights: {needs: 40, experience: 15, sector: 10, region: 10, language: 10, credential: 5, channel: 5, availability: 5}
 *                                           # their sum is what 100 stands for; half of needs is the primary need's
 *   threshold: 50                           # under it nobody is suggested
 *   threshold_most: 30                      # the same with goal: most
 *   goal: best                              # or most
 *   suggest: tier                           # or after_all_requests
 *   running_partnership: one                # or any: may somebody with a running partnership in this role be in a round?
 *   days: {acknowledge: 7, confirm: 10, plan_before: 14, plan_after: 7, evaluation_before: 30, evaluation_after: 14, grace: 30, returning: 30,
 *          plan: 30}                        # plan: plan_due when the cycle has none, from the proposal on
 *   months: {checkin: 3, evaluation: 6, reconfirm: 12, earlier: 24}   # earlier: a pair that was together, or said no, is not proposed again
 *                                           # for so long
 *   signatory: {name: "…", title: "…"}      # of certificates; must stand in content/officers.yml
 *   certificate_prefix: "MP"
 *
 * unit-rules.csv: valid_from, units_per_partnership, max_partnerships, max_units, year_basis (calendar, or a first day as 10-01), clause
 * overrides.csv: kind (pair, member_of_round, units, certificate), form_a, entry_a, form_b, entry_b, why, by, on, until: manual exceptions.
 * employer_aliases.csv: name, means. Messages: M001–M019. */
#ifndef PROGRAMME_RULES_H
#define PROGRAMME_RULES_H
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/run.h"
enum weight {
	WEIGHT_NEEDS,
	WEIGHT_EXPERIENCE,
	WEIGHT_SECTOR,
	WEIGHT_REGION,
	WEIGHT_LANGUAGE,
	WEIGHT_CREDENTIAL,
	WEIGHT_CHANNEL,
	WEIGHT_AVAILABILITY,
	WEIGHT_COUNT
};
struct unit_rule {
	date_t from;
	int per_partnership, max_partnerships, max_units;
	int year_month, year_day; /* the year begins: 1, 1 for calendar years */
	const char *clause;
};
struct rule_exception {
	const char *kind, *form_a, *entry_a, *form_b, *entry_b, *why, *by; /* "" where empty */
	date_t on, until;                                                  /* until DATE_NONE: for ever */
};
struct rules {
	int weight[WEIGHT_COUNT];
	long threshold, threshold_most;
	bool most, suggest_after_all, running_any;
	long acknowledge, confirm, plan_before, plan_after, evaluation_before, evaluation_after, grace, returning,
		plan; /* days */
	long checkin_months, evaluation_months, reconfirm_months, earlier_months;
	const char *signatory, *signatory_title; /* "" when not given */
	const char *certificate_prefix;
	const struct unit_rule *unit; /* by from, ascending; at least one */
	size_t nunits;
	const struct rule_exception *exception;
	size_t nexceptions;
	struct map employers;     /* key to key */
	struct sha256_hex digest; /* SHA-256 of all that was read, for the sheets and the round */
};
/* Everything lives in mem. A file that is not there: the defaults. -1: ds has errors. */
int rules_load(struct rules *out, struct arena *mem, const struct run *run, struct diags *ds);
void rules_dispose(struct rules *r);
/* An exception that holds on the day, or NULL. Either order of the two. */
const struct rule_exception *rules_exception(const struct rules *r, const char *kind, const char *form_a,
	const char *entry_a, const char *form_b, const char *entry_b, date_t day);
const struct unit_rule *rules_units_on(const struct rules *r, date_t day);
/* Case-folded, without punctuation and legal suffixes, through employer_aliases.csv. Appends to out. "" for "cannot tell". */
void employer_key(struct str *out, const struct rules *r, struct sv employer);
#endif
