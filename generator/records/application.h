/* application: reading what was imported, with the three answers for every application (imported, matchable, publishable) and their reasons. */
#ifndef RECORDS_APPLICATION_H
#define RECORDS_APPLICATION_H
#include "base/row_index.h"
#include "base/run.h"
#include "store/store.h"
/* The last two are forms about a partnership, not applications: kept and known to the gate, never matched or listed, and none
 * replaces another of the same person. */
enum application_kind { KIND_MENTOR, KIND_PEER, KIND_MENTEE, KIND_PLAN, KIND_EVALUATION, KIND_COUNT };
const char *application_kind_word(enum application_kind k); /* "mentor" "peer" "mentee" "plan" "evaluation" */
enum consent { CONSENT_NONE, CONSENT_NOT_LISTED, CONSENT_GROUP, CONSENT_PROFILE };
enum reason {
	REASON_OK,
	REASON_SUPERSEDED,
	REASON_TEST /* held by the mapping: a test or unfinished entry */,
	REASON_HELD /* until it is clear whose it is */,
	REASON_WITHDRAWN,
	REASON_PAUSED,
	REASON_MISSING /* not in the newest export, and the mapping says that this pauses it */,
	REASON_NOT_A_MEMBER,
	REASON_LAPSED,
	REASON_ON_HOLD /* membership */,
	REASON_NEVER_ASKED /* no consent answer */,
	REASON_NOT_LISTED,
	REASON_CONSENT_WITHDRAWN,
	REASON_MENTEE,
	REASON_NO_APPLICATION /* a plan or an evaluation */,
	REASON_NO_AREA /* a grouped field is empty: still listed, value private */,
	REASON_COUNT
};
const char *reason_words(enum reason r); /* "paused", "not a member in good standing", … */
/* Kept, but stands for nobody. */
static inline bool reason_is_held(enum reason r)
{
	return r == REASON_HELD || r == REASON_TEST;
}
struct application {
	int64_t id, person, member /* of the list of members, 0 if none */;
	const char *form, *entry_no;
	enum application_kind kind;
	date_t submitted;
	enum consent consent;
	bool current;        /* not superseded */
	bool takes_requests; /* false when at capacity: keeps a group's place, not a profile's */
	enum reason matchable, publishable;
	date_t paused_until;       /* DATE_NONE: none or for ever */
	struct sv fields;          /* packed; use application_field */
	struct field_codes *codes; /* the store's, as long as it is open */
	const char *file;
	unsigned
		line; /* where it stands: "records/exports/x.csv", physical line; in no export any more: where it was first read */
};
struct sv application_field(const struct application *a, const char *name); /* empty if absent; valid as long as a */
typedef int application_fn(void *ctx, const struct application *a);         /* non-zero stops and is returned */
/* In a fixed order: kind, then submitted, then form, entry_no (numbers by value, then other texts bytewise). kind KIND_COUNT = all. Borrowed during the
 * call. Not to be called again from within its own callback (application_get may be). */
int application_each(struct store *s, const struct run *run, enum application_kind kind, bool current_only,
	application_fn *fn, void *ctx);
int application_get(
	struct store *s, const struct run *run, int64_t id, application_fn *fn, void *ctx); /* 1 if there is none */
/* Who stands behind an application by the newest import: its number now, which another may be after a merge. 0 if there is no such application. */
int application_person(struct store *s, int64_t id, int64_t *out);
/* The same of all applications at once, for who asks for many: out, empty before, has the person's number where the application's row is. 0; -1 when the store failed. */
int application_persons(struct store *s, struct row_index *out);
/* Every stored field of an application, in order of name. Non-zero from fn stops and is returned. */
typedef int application_field_fn(void *ctx, const char *name, struct sv value);
int application_fields_each(const struct application *a, application_field_fn *fn, void *ctx);
/* The three answers in numbers, by kind: how many current applications there are and how many have which reason; the reasons add up to `current`.
 * Remembered for the day of the run, so that asking again costs nothing. */
struct answers {
	size_t current, full /* publishable with a profile of their own, but take no request now */,
		matchable[REASON_COUNT], publishable[REASON_COUNT];
};
int application_answers(struct store *s, const struct run *run, struct answers out[KIND_COUNT]);
/* Every value of every record ever imported, roster included, for the gate: field kind and name, value, and where it stood. */
typedef int identity_fn(void *ctx, int kind /* enum field_kind */, const char *field, struct sv value, const char *file,
	unsigned line, int64_t person);
int records_identity_each(struct store *s, identity_fn *fn, void *ctx);
/* Number of distinct eligible members on the roster (0 when there is none). */
int records_members(struct store *s, const struct run *run, size_t *eligible);
#endif
