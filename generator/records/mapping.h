/* mapping: records/mappings/NAME.yml says how the columns of one kind of export become fields. Private to records/.
 *
 *   source:
 *     files: "*-mentor-application.csv"     # file names in records/exports/ (* and ?); required
 *     form: mentor                          # its name; with the form entry number it is the key of an application
 *     kind: mentor                          # mentor, peer, mentee, plan, evaluation, or roster for the list of members; required
 *     # One file for several forms has, in place of form: and kind:, the column that says which form a row is of:
 *     #   form: {column: "form", kinds: {mentor: mentor, peer: peer, mentee: mentee}}   its texts, which are the forms' names, and their kinds
 *     encoding: auto                        # or utf-8, windows-1252, macroman, utf-16
 *     delimiter: auto                       # or "," ";" tab
 *     dates: [ymd, mdy, dmy, serial]        # orders tried, in this order; ymd if absent. serial: a spreadsheet's day numbers (45000)
 *     timezone: America/New_York            # or "-05:00": the zone the export's times are written in, turned into the society's (mentorpress.yml
 *                                           # programme: timezone); absent: taken as they stand. A time with an offset of its own needs neither
 *     header row: no                        # the first row is a record already: columns are named {position: 3} or "column 3"
 *     missing: keep                         # entries that the newest export of this form lacks: keep (reported), or pause
 *     skip when: {"Completion Status": "0"} # rows that are held: tests, unfinished ones
 *   columns:                                # field: where it stands
 *     email: "Email"                                               the column with this header, of the field's own type
 *     employer: {column: ["Employer", "Company"]}                  a header that was renamed: the one of these that the file has
 *     cv_file: {column: "Curriculum vitae", expected: yes}         an application without it is reported
 *     mobile: {column: "Mobile phone", optional: yes}              not in every export: a question that came later, or is gone
 *     member_no: {column: "Member", digits: 6}                     numbers are padded to six digits; fewer are reported as lost zeros
 *     phone: {column: "Phone", occurrence: 2}                      the second column with this header
 *     phone: {position: 7}                                         the seventh column
 *     joined: {column: "Since", type: date}                        text date number email phone yes_no
 *     may_quote: {column: "Quotes", yes: "You may", no: ["Please not", "Rather not"]}   of a yes_no field: its own words; Yes, Checked,
 *                                                                  1, Oui … and the box's own label are known without
 *     region: {column: "Region", vocab: regions, aliases: {"The North": europe}}   one value of a vocabulary
 *     sectors: {column: "Sectors", vocab: sectors, list: ","}      several in one cell, separated by one sign or newline
 *     experience: {column: "Years", band: experience}              a number, as the band it falls into
 *     offers: {choices: ["GLP", "GCP"], occurrence: 1, vocab: topics}   one column a choice, ticked when not empty
 *     offers: {choices: ["GLP", ["GCP", "Clinical trials"]], vocab: topics}   a choice with its older and newer labels
 *     offers: {range: {from: "GLP", to: "GCP"}, vocab: topics}     the same, all columns from one header to the next of the other
 *     offers: {match: "Topic *", vocab: topics}                    the same, all columns whose header matches; occurrence: of each header; the choice
 *                                                                  is the header, or what the star stands for
 *     offers: {choices: […], vocab: topics, yes: "Chosen", no: "Not chosen"}   what the boxes hold, if it is neither the label nor a yes or no
 *     languages: {match: "Language *", vocab: languages, list: "|"}   the values stand in the cells of these columns (range: too)
 *     consent: {column: "…", version: "2026-1", consent: {profile: "…", group: "…", not listed: "…", older: "…"}}
 *         the answers' texts (one or a list each); the older wording counts as group
 *     consent: {column: "List (Consent)", consent: {profile: Checked, not listed: Not Checked}, text: "List (Text)",
 *               versions: {"2026-1": "I agree …"}, older versions: {"2025-1": "…"}}
 *         the wording that was agreed to stands in a column of its own; under an older version profile counts as group
 *     staff_status: {column: "…", status: {"": active, "Until {date}": pause, "Out": pause, "Full": full, "Gone": withdraw}}
 *     full_name: "Name"                                            first and last name in one cell
 *     pref_1: {column: "…", entry: yes, in: mentor}                an Entry ID or form entry number as typed, of that kind; prefs: all of them
 *                                                                  in one cell (preference.h)
 *   ignore: ["User IP", "Payment *"]        # not used; remembered, so that none of it is ever published
 *   wording: ["Source Url"]                 # the form's own words, the same for everybody: not kept at all
 *   eligible: {status: [Active], no date needed: [Life], not: [Lapsed]}   # roster only: good standing; not: known words for the others
 *
 * Headers are compared with HTML entities decoded, white space collapsed and case folded (words.h).
 * A mapping is bound to one file's header row by mapping_bind, which reports every column that is unmapped
 * or missing. Two fields may read the same column (a number as it is and as a band). */
#ifndef RECORDS_MAPPING_H
#define RECORDS_MAPPING_H
#include "base/date.h"
#include "base/diag.h"
#include "input/csvin.h"
#include "input/yaml.h"
#include "records/application.h"
#include "records/fields.h"
#include "records/import.h"
#include "records/vocab.h"
enum rule_source { BY_HEADER, BY_POSITION, BY_CHOICES, BY_RANGE, BY_MATCH };
enum rule_type {
	RULE_TEXT,
	RULE_DATE,
	RULE_NUMBER,
	RULE_EMAIL,
	RULE_YES_NO,
	RULE_CODE,
	RULE_LIST,
	RULE_BAND,
	RULE_TICKS,
	RULE_CONSENT,
	RULE_STATUS
};
enum staff_state { STAFF_ACTIVE, STAFF_PAUSE, STAFF_WITHDRAWN, STAFF_FULL };
enum date_order { DATE_YMD, DATE_MDY, DATE_DMY, DATE_SERIAL };
enum { DATE_ORDERS = 4 };
/* A text in the file and what it stands for: an index of the vocabulary, an enum consent, an enum staff_state.
 * before/after: comparison forms around {date}; dated only for states. */
struct rule_word {
	struct sv before, after;
	bool dated;
	size_t value;
};
/* A wording of the question of consent, in comparison form, and its name. older: it allows a group entry at most. */
struct rule_wording {
	struct sv text;
	const char *version;
	bool older;
};
struct rule {
	const char *field;
	struct sv name /* the same */;
	enum field_kind kind;
	struct place at;
	enum rule_source source;
	enum rule_type type;
	struct sv header, last;
	struct yaml_texts other_headers; /* BY_HEADER: older or newer names of the column, tried after header */
	struct place header_at;          /* BY_HEADER, BY_MATCH; BY_RANGE from and to */
	size_t occurrence, position;     /* from 1 */
	struct yaml_texts choices;
	const struct yaml_texts *other_choices; /* further labels of each of the choices */
	const char *vocab_name;
	const struct vocab *vocab; /* vocab is NULL when vocabularies were not given */
	char separator;
	const struct rule_word *word;
	size_t nwords;
	const char *version;
	struct yaml_texts ticked, unticked; /* RULE_TICKS: what its boxes hold beside labels and yes or no */
	struct sv text_header; /* consent: the column of the wording, empty if the version is the same for all */
	const struct rule_wording *wording;
	size_t nwordings;         /* more than 0: version is the one named first */
	enum application_kind in; /* KIND_COUNT if not given */
	bool expected;            /* an empty cell is reported */
	bool optional;            /* a file without the column, or without one of the choices, is fine */
	unsigned digits;          /* 0, or how many the numbers are padded to */
};
/* One form: its name and kind. text: comparison form of what stands in the form column, empty when the whole file is of it. */
struct mapping_form {
	struct sv text;
	const char *code;
	enum application_kind kind;
};
struct skip_rule {
	struct sv header, value_key;
	struct place at;
};
struct mapping {
	const char *name;                        /* "records/mappings/mentor.yml" */
	const char *form, *kind_word, *encoding; /* form is "" and kind_word "mentee, mentor" when a column says them */
	const struct mapping_form *forms;        /* at least one, sorted by code; none for a roster */
	size_t nforms;
	struct sv form_header; /* the column that says the form, empty if the file is of one form */
	struct place form_at;
	const char *timezone; /* NULL if none is given */
	bool pause_missing;
	bool no_header; /* the first row is a record; columns are called "column 1" … */
	struct sv files;
	struct place at;
	char delimiter;
	bool roster;
	enum application_kind kind;
	enum date_order dates[DATE_ORDERS];
	size_t ndates;
	struct place dates_at; /* the line dates:, or where it would go */
	const struct rule *rule;
	size_t nrules; /* sorted by field */
	const struct skip_rule *skip;
	size_t nskip;
	struct yaml_texts ignore, wording, status_ok, no_date, status_not; /* the last three: roster */
	struct sha256 digest;
};
struct mappings {
	const struct mapping *at;
	size_t n;
};
/* Reads all mappings of a folder, sorted by name. `name` begins places. vocabs may be NULL: then nothing is checked against them.
 * mem must outlive ds. A problem that ds already holds is not added again. */
int mapping_load_all(struct mappings *out, struct arena *mem, const char *dir, const char *name,
	const struct vocabs *vocabs, struct diags *ds);
/* One mapping from a text, not from the disk. *out stays usable as far as it was understood. -1 after diags. */
int mapping_load_text(struct mapping *out, struct arena *mem, const char *name, struct sv text,
	const struct vocabs *vocabs, struct diags *ds);
const struct rule *mapping_rule(const struct mapping *m, const char *field); /* NULL if it feeds no such field */

struct bound_column {
	size_t column, value;
	struct sv label;
}; /* value: the choice's index in the vocabulary; label: its text in the header */
struct bound_rule {
	const struct bound_column *at;
	size_t n;
	bool ambiguous_date;
	size_t text_column; /* of a consent whose wording stands in a column, else SIZE_MAX */
};
struct bound_other {
	size_t column;
	struct sv header;
};
struct binding {
	const struct mapping *mapping;
	size_t ncolumns;
	const char *const *header; /* for messages: cut, and no texts of a first row that is no header; terminated */
	const struct sv *text;     /* the whole headers, terminated, to be compared with */
	bool strange;              /* the first row is not the header (R012): no row below it can be read */
	struct bound_rule *rule;   /* one for each of the mapping's rules */
	const struct bound_other *ignored;
	size_t nignored;
	const struct bound_other *wording;
	size_t nwording;
	const size_t *skip; /* column for each of the mapping's skip rules */
	size_t form_column; /* SIZE_MAX when the whole file is of one form */
};
/* A mapping for files without a header row takes any row for `header`: only its place and length count. */
int mapping_bind(struct binding *out, struct arena *mem, const struct mapping *m, const struct csvin_row *header,
	struct diags *ds);
#endif
