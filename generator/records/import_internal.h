/* import_internal: what the parts of one import share. Private to records/.
 *
 * What earlier imports knew of every application and member is loaded first (seen.c), 72 and 48 bytes each. Then the files are
 * read newest first, so the first row met for an application is the one that counts. A row whose text is known is only counted;
 * any other goes straight into the database, and what persons, supersession and eligibility need of it stays in memory. All of
 * it happens in one transaction that is rolled back when any row of any file has an error. */
#ifndef RECORDS_IMPORT_INTERNAL_H
#define RECORDS_IMPORT_INTERNAL_H
#include "base/vec.h"
#include "records/convert.h"
#include "records/erase.h"
#include "records/import.h"
#include "records/slots.h"
enum { ROW_TEXT = 16 };
#define NO_FILE UINT32_MAX
#define NOT_KNOWN UINT32_MAX
/* A row's text together with what gives it its meaning: the first half of a SHA-256 over mapping, vocabularies, header
 * and text. All zero: none. */
struct row_text {
	unsigned char b[ROW_TEXT];
};
struct source_file {
	const char *name, *path;
	const struct mapping *mapping;
	date_t date;
	struct sha256 digest;
	bool digested; /* before it was read */
	struct csvin_dialect dialect;
	const char *read_as;
	int64_t id; /* in export_file */
	size_t read, superseded, held, refused, imported;
	size_t tests;  /* among the held: those that the mapping holds */
	size_t erased; /* rows of somebody who was erased; in none of the other numbers */
	const char *held_help;
};
/* An application. Only equality is ever asked of email, so 64 bits of a keyed hash stand for the address: that two of a million
 * addresses meet by chance has a probability of 2^-25, and whoever looked for two that do could join nobody to themselves whom
 * they could not join by typing the other's address. */
struct known {
	int64_t id, submitted;
	int64_t member_no; /* import_number_of the comparison form, 0 if none */
	uint64_t email;    /* known_email_key, 0 if none */
	struct row_text text;
	uint32_t file;     /* index into the importer's files, NO_FILE: in no export any more */
	uint32_t line;     /* in no export any more: the day of the newest export that it stood in, as a date_t */
	uint32_t person;   /* index of the application whose id is the person's number */
	uint32_t member;   /* index + 1 into the members, 0 if none */
	uint32_t entry_no; /* 0: the number in the id; else where it stands in entry_texts */
	unsigned form : 12, kind : 3;
	unsigned row_held : 1; /* by the row itself */
	unsigned held : 1;     /* or by what the rows say together */
	unsigned current : 1, was_current : 1, has_events : 1;
	unsigned met : 1;     /* in a file of this import */
	unsigned read : 1;    /* and not known by its text */
	unsigned missing : 1; /* from the newest export, and that pauses it */
	unsigned quiet : 1;   /* read in an older export, whose warnings are not given */
	unsigned choices : 1; /* it names preferences */
	unsigned unsaved : 1; /* differs from what seen holds */
};
_Static_assert(sizeof(struct known) == 72, "a million of them must stay small");
struct known_member {
	int64_t id;
	uint64_t email; /* 0 if none */
	struct row_text text;
	uint32_t file, line;
	uint32_t more; /* 0, or where further addresses stand in more_emails: their number, then they */
	unsigned listed : 1, was_listed : 1, met : 1, quiet : 1, unsaved : 1; /* as of an application */
	unsigned status_ok : 1;
};
_Static_assert(sizeof(struct known_member) == 48, "a million of them must stay small");
struct form {
	int64_t id;
	const char *code;
	enum application_kind kind; /* KIND_COUNT: no mapping names it any more */
	bool pause_missing;
};
/* A member who was erased: the row waits until it is known whether an application names the member again. */
struct waiting_member {
	uint32_t file;
	bool quiet;
	struct record record;
};
struct importer {
	struct store *s;
	const struct run *run;
	const struct settings *settings;
	const struct vocabs *vocabs;
	const struct map *digested; /* by the caller, in this run; may be NULL */
	struct diags *ds;
	struct arena *mem; /* lives as long as the report */
	struct arena work;
	struct mappings mappings;
	struct field_codes *codes; /* the store's */
	struct sha256 words;       /* of what gives cells their meaning beside the mapping */
	struct source_file *file;
	size_t nfiles; /* newest first, then by name */
	VEC(struct form) forms;
	VEC(struct known) app;
	struct slots app_by_id, app_by_text;
	struct str entry_texts, entry_name;
	const char *last_place; /* that known_place read from the database */
	VEC(struct known_member) member;
	struct slots member_by_id, member_by_text, member_by_email;
	VEC(uint64_t) more_emails;
	size_t members_before; /* on the list of members, by the last import */
	struct erased_rows erased;
	VEC(struct waiting_member) waiting;
	bool failed;       /* the store failed */
	bool roster;       /* is there a list of members at all? */
	uint32_t *by_id;   /* indices of app in order of id: messages do not depend on the order of rows */
	uint32_t *by_rank; /* in the fixed order of application_each */
	bool ranked;
};

/* known.c */
void known_add(struct importer *im, const struct known *k);
uint32_t known_index(const struct importer *im, int64_t id); /* NOT_KNOWN if there is none */
uint32_t known_by_entry(const struct importer *im, struct sv form, struct sv entry_no);
uint32_t known_by_text(const struct importer *im, const struct row_text *text);
void known_set_text(struct importer *im, uint32_t index, const struct row_text *text);
/* The entry number, in the caller's 24 bytes or the importer's memory. */
struct sv known_entry_no(const struct importer *im, const struct known *k, char buffer[24]);
uint32_t known_keep_entry_no(struct importer *im, int64_t id, struct sv entry_no); /* for known.entry_no */
uint64_t known_email_key(struct sv address); /* of its comparison form; 0 of none */
/* Where it stands, or, in no export any more, where its wording was first read. */
struct place known_place(struct importer *im, const struct known *k);
/* What ds->entry is set to: "mentor 10412". Good until the next call. */
const char *known_name(struct importer *im, const struct known *k);
void known_sort_by_id(struct importer *im); /* fills by_id */
bool row_text_any(const struct row_text *text);
uint32_t member_index(const struct importer *im, int64_t id);
uint32_t member_by_text(const struct importer *im, const struct row_text *text);
void member_add(struct importer *im, const struct known_member *m);
void member_set_text(struct importer *im, uint32_t index, const struct row_text *text);
/* The one listed member with this address; NOT_KNOWN if there is none or several. */
uint32_t member_by_email(const struct importer *im, uint64_t email);
void member_index_emails(struct importer *im);
/* A number below 2^47 as itself, anything else as a hash above it. */
int64_t import_number_of(struct sv text);
/* form number << 48 | import_number_of(entry number): the same for the same entry whatever the order of rows. */
int64_t import_application_id(const struct form *form, struct sv entry_no);

/* seen.c */
int seen_load(struct importer *im);
int seen_save(struct importer *im);
/* import_files.c */
int import_choose_files(struct importer *im);
bool import_file_has_form(const struct source_file *f, const char *form);
/* Of everything the import reads beside the exports. words: of what gives cells their meaning beside the mapping. */
int import_rules_digest(struct importer *im, struct sha256 *rules, struct sha256 *words);
/* Did nothing change since the last import? Reads no further than the first file that did. */
int import_unchanged(struct importer *im, const struct sha256 *rules, bool *unchanged);
/* import_rows.c */
void import_read_file(struct importer *im, uint32_t index);
/* import_write.c */
int import_forms(struct importer *im);
void import_put_application(struct importer *im, uint32_t file, unsigned form, const struct record *r,
	const struct row_text *text, bool quiet);
/* import_member.c */
void import_put_member(
	struct importer *im, uint32_t file, const struct record *r, const struct row_text *text, bool quiet);
void import_meet_member(struct importer *im, uint32_t file, uint32_t index, unsigned line); /* known by its text */
int import_unlist_members(struct importer *im); /* those that the newest list does not hold */
/* import_held.c */
void import_tell_held(struct importer *im, uint32_t file, const struct record *r); /* one row that "skip when" holds */
void import_sum_held(struct importer *im, const struct source_file *f);
/* import_erased.c */
bool import_is_erased(const struct importer *im, const struct mapping *m, struct sv number);
void import_wait(struct importer *im, uint32_t file, struct record *r, bool quiet); /* takes the record's contents */
void import_take_waiting(struct importer *im);                                      /* once all files are read */
/* import_missing.c */
void import_missing(struct importer *im);
/* import_zeros.c */
void import_zeros(struct importer *im); /* entry numbers that differ by leading zeros only */
/* supersede.c */
void supersede(struct importer *im); /* ranks, current */
/* standing.c */
int standing_write(struct importer *im);
/* eligibility.c */
void eligibility_link(struct importer *im); /* known.member */
/* roster_status.c: tells when most of the newest list has no status that counts. -1 when the store failed. */
int roster_status_check(struct importer *im);
/* status_state.c */
int status_read(struct importer *im); /* events file into status_event */
#endif
