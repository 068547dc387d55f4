/* participant: an application as matching sees it: its fields read into codes once, compared by integers afterwards. */
#ifndef PROGRAMME_PARTICIPANT_H
#define PROGRAMME_PARTICIPANT_H
#include "base/arena.h"
#include "base/vec.h"
#include "programme/rules.h"
#include "records/application.h"
#include "records/preference.h"
#include "records/vocab.h"
struct codes {
	const uint16_t *at; /* ascending, each once: numbers that participants gives to the codes of one vocabulary */
	size_t n;
};
bool codes_has(struct codes c, uint16_t code);
size_t codes_shared(struct codes a, struct codes b);
enum { CODE_NONE = 0 }; /* no value */
enum level { LEVEL_BASIC, LEVEL_FLUENT, LEVEL_NATIVE };
struct participant {
	int64_t application, person;
	enum application_kind kind;
	const char *form, *entry_no, *entry_id; /* of the standing entry, "" if none: every paper prints both */
	date_t submitted;
	enum reason matchable; /* REASON_OK or why not, of the record; rounds add their own reasons */
	date_t paused_until;
	/* Identified papers only: */
	struct sv first_name, last_name, certificate_name /* else first and last */, email, phone, employer, goals,
		committee_note, profile;
	const char *employer_key; /* "" cannot tell */
	struct codes offers, refuses, needs, sectors, channels, credentials;
	struct codes
		exam; /* credentials that a need for an exam is about ("rqap-exam": every code "rqap" or "rqap-…") */
	bool asks_exam;                           /* has such a need */
	int ethics;                               /* agreed to the code of ethics: 1 yes, 0 no, -1 not asked */
	bool takes_requests;                      /* false when at capacity */
	uint16_t primary_need, region, main_area; /* CODE_NONE: not given */
	const uint16_t *language;                 /* with level[i]; ascending */
	const uint8_t *level;
	size_t nlanguages;
	int qa_months;                          /* -1 unknown */
	int utc_offset;                         /* minutes; INT_MIN unknown */
	int capacity;                           /* places in all; mentors default 1, others 1 */
	date_t available_from, available_until; /* DATE_NONE: open */
	bool alternatives, alternatives_assumed;
	bool claims_reapplicant;
	struct preferences choices;
	/* do_not_match is free text ("Klaus Example, we worked together", "anybody from Ironbridge", "10412"): whom it names by full name, form
	 * entry number, Entry ID, member number or address, and employers by their key. What it names that nobody here has stays text only. */
	struct sv avoid;
	const int64_t *avoid_person;
	size_t navoid;
	const char *const *avoid_employer; /* keys */
	size_t navoid_employers;
	const char *file; /* where the application stands, for messages */
	unsigned line;
};
struct participants {
	VEC(struct participant)
	v; /* current applications of mentors, peers and mentees, in the order of application_each */
	const uint32_t *by_application; /* places in v, by application */
};
/* Reads all that are current. Codes get numbers in bytewise order; code_label gives the words back. A do-not-match text that names nobody who
 * takes part and no employer of theirs is warned of (M020): somebody has to read it. -1: the store failed. */
struct code_book;
int participants_read(struct participants *out, struct code_book **book, struct arena *mem, struct store *s,
	const struct run *run, const struct rules *rules, const struct vocabs *vocabs, struct diags *ds);
void participants_dispose(struct participants *p, struct code_book *book);
const struct participant *participants_find(const struct participants *p, int64_t application); /* NULL: not current */
enum code_space {
	SPACE_TOPICS /* offers, needs, refuses */,
	SPACE_AREAS,
	SPACE_SECTORS,
	SPACE_CHANNELS,
	SPACE_CREDENTIALS,
	SPACE_LANGUAGES,
	SPACE_REGIONS,
	SPACE_COUNT
};
const char *code_text(const struct code_book *book, enum code_space space, uint16_t code); /* "gcp"; "" */
const char *code_label(const struct code_book *book, enum code_space space,
	uint16_t code); /* "GCP trials"; the code where no vocabulary has it */
uint16_t code_count(const struct code_book *book, enum code_space space); /* they run from 1 to this */
uint16_t code_number(
	const struct code_book *book, enum code_space space, struct sv code); /* CODE_NONE if nobody has it */
#endif
