/* decision: what the committee decided in a round, from the file it returns (DOMAIN 5.5) into the register.
 *
 *   decisions_read   the file, as a spreadsheet may have saved it, and the round it is about
 *   decisions_check  whom each row means; hard rules, places, what was decided and told before. All that is wrong at once, file:line:column
 *   decisions_record outcomes and partnerships, in one transaction
 *
 * A file: round_id, form, form_entry_no, decision, partner_form_entry_no, rank_given, override_flags, reason, decided_by, decided_on, in any
 * order; entry_id, partner_form, partner_entry_id and note may be there too. decision is match, alternative, no_match, defer or not_eligible; a row
 * without one decides nothing. Applicants and partners by form entry number ("31", "mentor 10437", zeros in front may be lost) or Entry ID.
 * Reading the same file again changes nothing. A corrected row replaces the decision while nobody was told; a partnership opened by it is annulled.
 * Once somebody was told, or one of the two answered, it stands, and the message says what can be done. Messages: M070-M083. */
#ifndef PROGRAMME_DECISION_H
#define PROGRAMME_DECISION_H
#include "programme/match.h"
enum decision {
	DECISION_NONE,
	DECISION_MATCH,
	DECISION_ALTERNATIVE,
	DECISION_NO_MATCH,
	DECISION_DEFER,
	DECISION_NOT_ELIGIBLE,
	DECISION_COUNT
};
const char *decision_text(enum decision d);  /* "no_match", as in the file and the table */
const char *decision_words(enum decision d); /* "no match" */
static inline bool decision_pairs(enum decision d)
{
	return d == DECISION_MATCH || d == DECISION_ALTERNATIVE;
}
enum decision_fate { FATE_NEW, FATE_SAME, FATE_WORDS /* reason, who or when only */, FATE_CHANGED };
struct decision_row {
	/* as read; texts and places in the arena */
	struct place at, who_at, what_at, partner_at, rank_at, on_at;
	struct sv form, who_typed, partner_form, partner_typed, rank_typed, flags, reason, by;
	enum decision what;
	date_t on;
	bool implied; /* the other half of two peers, without a row of its own */
	bool bad;     /* a problem of it was told */
	/* as checked */
	const struct participant *who, *partner; /* partner NULL unless decision_pairs */
	int how, fit;
	enum decision_fate fate;
	bool opens;     /* a partnership, if the file is taken */
	int64_t annul;  /* a partnership that this row's change takes back, 0 none */
	int64_t opened; /* decisions_record: the partnership, of FATE_SAME too; 0 none */
};
struct decisions {
	const char *round; /* name, as it was drawn */
	int64_t round_id;
	const char *cycle;
	struct arena *mem;
	VEC(struct decision_row) v; /* those with a decision; by line, implied ones last */
	size_t empty;               /* rows without one */
	size_t undecided; /* decisions_check: applicants in the round that neither the file nor the register decides on */
};
struct decision_defaults { /* for cells that are empty; "" and DATE_NONE: none */
	const char *round, *by;
	date_t on;
};
/* -1: the file cannot be read or is about no round that was drawn. Rows with problems are kept, marked bad. */
int decisions_read(struct decisions *out, struct arena *mem, struct store *s, const struct run *run, const char *path,
	const char *name, const struct decision_defaults *defaults, struct diags *ds);
void decisions_dispose(struct decisions *d);
/* What matching knows of a pair. forbidden: why not, NULL if it may be; in the arena or constant. */
struct decision_judge {
	const char *(*forbidden)(
		const struct round *r, const struct participant *seeker, const struct participant *other);
	int (*fit)(const struct round *r, const struct participant *seeker, const struct participant *other);
};
/* 0, or -1 with errors in ds, or the store failed (no errors then). */
int decisions_check(struct decisions *d, struct store *s, const struct run *run, const struct round *r,
	const struct decision_judge *judge, struct diags *ds);
/* Needs a check without errors. All or nothing; -1: the store failed. */
int decisions_record(struct decisions *d, struct store *s, const struct run *run, const struct round *r);
/* Was anybody told of the partnership, or did one of the two answer? *on: the day, DATE_NONE if not. A round's
 * partnership may be 0. -1: the store failed. */
int decision_told(struct store *s, int64_t round, int64_t application, int64_t partnership, date_t *on);

/* ---- whom an entry means; shared with `partnership new` and the forms */
enum entry_found { ENTRY_ONE, ENTRY_NOBODY, ENTRY_SEVERAL, ENTRY_OTHER_KIND, ENTRY_FAILED };
/* Among current applications of the kinds (bits 1 << enum application_kind). form "" any. */
enum entry_found entry_find(const struct participant **out, const struct participants *people, struct store *s,
	const struct run *run, unsigned kinds, struct sv form, struct sv typed);
#endif
