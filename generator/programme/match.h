/* match: a round: who is in it, which pairs are possible, how well they fit, and who is proposed to whom (SOP 5.1.5, 5.1.6; DOMAIN 7).
 *
 *   round_gather  ─▶ struct round: members with reasons, tiers, free places, hard rules, fits            (round*.c, hard.c, fit*.c)
 *   assign_round  ─▶ proposals of mentors to mentees: requests by deferred acceptance, then suggestions  (assign.c)
 *   pair_round    ─▶ proposals of peers to each other, and blocking pairs                                (pairing.c)
 * The last two know numbers only: struct match_problem. So they are tested by brute force, and nothing private reaches them. */
#ifndef PROGRAMME_MATCH_H
#define PROGRAMME_MATCH_H
#include "programme/participant.h"
#include "programme/register.h"

/* ---- fit */
struct fit_line {
	enum weight part;
	int points, of;
	const char *why; /* "2 of 2 needs", "gap 20 years": no private value beyond codes' labels; in the arena */
	bool flag;       /* unknown, or worth the committee's look */
};
struct fit {
	int total; /* 0 to 100 */
	struct fit_line line[WEIGHT_COUNT];
	size_t n;
};
/* How well other suits seeker: the mentor the mentee, or with two peers, both ways. The weights are scaled so that their sum stands for 100
 * (largest remainders first), so the lines always add up to the total and who lacks nothing has 100. total only, without words.
 * from and until: the partnership's days, which both have to be free; DATE_NONE leaves one open. */
int fit_total(const struct rules *r, const struct participant *seeker, const struct participant *other, date_t from,
	date_t until);
void fit_explain(struct fit *out, struct arena *mem, const struct rules *r, const struct code_book *book,
	const struct participant *seeker, const struct participant *other, date_t from, date_t until);

/* ---- hard rules */
enum hard {
	HARD_NONE,
	HARD_SAME_PERSON,
	HARD_AVOID,
	HARD_EMPLOYER,
	HARD_LANGUAGE,
	HARD_REFUSES,
	HARD_EARLIER,
	HARD_VETO,
	HARD_COUNT
};
const char *hard_words(enum hard h); /* "same employer", "the mentor does not take this need" … */

/* ---- the round */
/* Not in the round are those whose: */
enum round_reason {
	IN_ROUND,
	OUT_RECORD /* participant.matchable says why */,
	OUT_AFTER_CUTOFF /* applied for the first time after the cycle's cutoff */,
	OUT_RUNNING /* has a partnership in that role */,
	OUT_NO_PLACE,
	OUT_INCOMPLETE,
	OUT_NO_CONSENT_ETHICS /* said no */,
	OUT_DECIDED /* in this round already */
};
struct round_member {
	const struct participant *who;
	enum round_reason reason;
	const char *words; /* why not, "paused until June 1, 2026"; "" when in the round. In round.mem */
	const char *label; /* "mentor 10437 (7KQ-3XHM)": form entry number and Entry ID, for every paper */
	date_t effective; /* when the present try began: the first application in the role since the last partnership in it */
	int64_t order; /* by effective day, form entry number (by value, then as text), form: distinct within a kind */
	int tier;      /* earlier rounds without a match; seekers only */
	int places;    /* free */
	int running, proposed; /* partnerships in the role: agreed by both; proposed and not yet agreed */
	int recent;          /* partnerships in the months of `earlier` before the meeting, those not formed left out */
	date_t last_asked;   /* mentors: when somebody last named them; DATE_NONE never */
	bool claim_unproved; /* says re-applicant, our outcomes do not */
	bool recused;        /* an officer of the committee decides on the own application */
};
struct lock { /* of what-if and of decisions.csv: this pair first, or never */
	int64_t seeker, other;
	bool veto;
	const char *why;
};
struct round_options { /* borrowed as long as the round */
	const struct lock *lock;
	size_t nlocks;
	const struct sv *officer; /* full names of the committee's officers in office */
	size_t nofficers;
	int goal; /* -1 as the rules, 0 best, 1 most */
	struct {
		enum weight part;
		int value;
	} weight[WEIGHT_COUNT];
	size_t nweights;
};
struct round_index; /* of who stands where and which pairs have a past: private to round.c and hard.c */
struct round {
	const char *name;
	const struct cycle_days {
		const char *id;
		date_t cutoff, meeting, reply_by, plan_due, checkin_due, evaluation_due;
	} * cycle;
	struct rules rules; /* with the options applied */
	struct participants people;
	struct code_book *book;
	struct partnerships past;
	struct arena mem;
	VEC(struct round_member) mentees, mentors, peers; /* all, those left out included; in the order of people */
	char inputs[65];                                  /* SHA-256 of all that the proposals depend on */
	const struct round_options *options;
	struct round_index *index;
	date_t from, until; /* of the partnerships it makes: the meeting and the evaluation, or what the rules say */
};
int round_gather(struct round *out, struct store *s, const struct run *run, const struct rules *rules,
	const struct vocabs *vocabs, const char *name, const struct cycle_days *cycle,
	const struct round_options *options, struct diags *ds);
void round_dispose(struct round *r);
/* The member with that application; NULL if it is no current application of the three kinds. */
const struct round_member *round_member(const struct round *r, int64_t application);
/* Weights, goal and the sum of the weights of the rules with the options applied, in words for the papers: "needs 40, … ; goal best". */
void round_rules_words(struct str *out, const struct round *r);
/* Fits of all pairs, rows × columns, FIT_IMPOSSIBLE where a hard rule stands between: what fit_total and hard_rule say, but fast. */
void round_fits(uint8_t *fit, const struct round *r, const struct round_member *const *row, size_t rows,
	const struct round_member *const *col, size_t cols);
/* Tells of locks that cannot hold (M041): somebody is not in the round or has no place, or two locks want the same. -1 if there are any. */
int round_check_locks(const struct round *r, struct diags *ds);
/* May the two be proposed to each other? why may be NULL. Exceptions in overrides.csv and locks lift what can be lifted (not the same person). */
enum hard hard_rule(
	const struct round *r, const struct participant *seeker, const struct participant *other, const char **why);
bool hard_flags(const struct round *r, const struct participant *seeker, const struct participant *other,
	struct str *words); /* not hard, but to be told */

/* ---- the problem in numbers */
enum { FIT_IMPOSSIBLE = 255 };
struct seeker { /* a mentee */
	int tier;
	int64_t order;              /* effective application date, then id: lower is earlier; distinct */
	const uint32_t *choice;     /* places asked for, best first: indexes of offers; impossible ones are left out */
	const uint8_t *choice_rank; /* 1, 2, 3: of a group every possible member has the same rank, best fit first */
	size_t nchoices;
	int locked; /* index of the offer, -1 */
	bool alternatives;
};
struct offer { /* a mentor */
	int places;
	int recent;         /* partnerships in 24 months */
	int32_t last_asked; /* day, INT32_MIN never */
	int64_t order;
};
struct match_problem {
	const struct seeker *seeker;
	size_t nseekers;
	const struct offer *offer;
	size_t noffers;
	const uint8_t *fit; /* nseekers × noffers, FIT_IMPOSSIBLE where a hard rule stands between */
	int threshold;
	bool suggest_after_all;
};
struct match_result {
	int32_t *offer_of;     /* nseekers: index or -1 */
	uint8_t *how;          /* nseekers: rank of the choice, 0 a suggestion */
	uint64_t matched, fit; /* totals */
};
/* Locked pairs of all tiers first; one that is impossible or finds no place is as if it had not been. Then tier by tier, highest first:
 * mentee-proposing deferred acceptance over the choices; a place goes by tier, then fit band (fit / 10), then order.
 * Then suggestions for those of the tier who are free and take alternatives: most pairs, then highest total fit. Of several such ways:
 * the places used are the best (fewest partnerships, those of this round and the places before it included; longest not asked; lower
 * order), compared from the best place on; then those of lowest order are served; then, by order, each has the highest own fit, and of
 * equal ones the best mentor by those same three rules. suggest_after_all: all tiers' requests before the first suggestion.
 * Orders are distinct, so exactly one result is right: it does not depend on the order of the arrays. Free with match_result_dispose. */
void assign_round(struct match_result *out, const struct match_problem *p);
void match_result_dispose(struct match_result *r);
struct peer {
	int tier;
	int64_t order;
	const uint32_t *choice; /* peers asked for, best first */
	const uint8_t *choice_rank;
	size_t nchoices;
	bool alternatives;
	int locked; /* -1 */
};
struct pair_problem {
	const struct peer *peer;
	size_t n;
	const uint8_t
		*fit; /* n × n, symmetric, FIT_IMPOSSIBLE where a hard rule stands between; the diagonal impossible */
	int threshold;
};
struct pair_result {
	int32_t *with; /* n: index or -1 */
	uint8_t *how;  /* n: rank at which this one asked for the other, 0 not asked for */
	struct blocking {
		uint32_t a, b;
	} * blocking; /* two who rank each other above what they got */
	size_t nblocking;
};
/* Locked pairs first (of contradicting ones the lower order's). Then an exact maximum-weight matching; weights compare lexicographically:
 * peers served of each tier above none (highest first), then number of mutual choices, choices met (1st > 2nd > 3rd, of either side),
 * number of pairs, total fit; then, from the lowest order on, each has the partner of lowest order. Who does not take alternatives is
 * given only whom it asked for; two of whom neither asked need the threshold. Orders are distinct, so exactly one result is right.
 * Blocking pairs come by order, `a` the lower; of two choices at one rank neither is above the other. Free with pair_result_dispose. */
void pair_round(struct pair_result *out, const struct pair_problem *p);
void pair_result_dispose(struct pair_result *r);

/* ---- proposals with reasons */
/* Why nobody is proposed, the nearest to a proposal first: */
enum why_not {
	NOT_NONE,
	NOT_ASKED /* no choice given and no alternatives */,
	NOT_PLACES /* places went to others with priority */,
	NOT_HARD /* hard rules stand against all choices, or everybody */,
	NOT_FIT /* takes an alternative, but nobody with a place reaches the threshold */,
	NOT_LEADS /* no choice leads to somebody in the round */
};
struct proposal {
	const struct round_member *seeker, *other; /* other NULL: nobody */
	int how, fit;
	enum why_not why;
	const char *sentence; /* "Entry 31 gets 10437 (1st choice): …": by form entry numbers and Entry IDs, no names */
};
struct blocking_pair {
	const struct round_member *a, *b;
};
struct proposals {
	VEC(struct proposal) mentees, peers;
	VEC(struct blocking_pair) blocking;
	uint64_t matched, fit, matched_other_goal, fit_other_goal;
};
int proposals_make(struct proposals *out, struct round *r);
/* Locks that the proposals do not keep, which round_check_locks could not foresee: each a warning (M046), and a line of lines for the papers, with the
 * reason, by form entry numbers and Entry IDs. Returns how many. */
size_t round_locks_lost(const struct round *r, const struct proposals *p, struct str *lines, struct diags *ds);
void proposals_dispose(struct proposals *p);
/* The cycle of a round that was made before, in mem; NULL if there is none of that name. */
int round_cycle(struct store *s, const char *name, struct arena *mem, const char **cycle);
/* Stores the round and its proposals (replacing those of an undecided round of that name; what was decided stays); says what changed against
 * the last run, a line each, with why. store_it false: says it only. */
int proposals_store(
	struct store *s, const struct round *r, const struct proposals *p, bool store_it, struct str *changes);
#endif
