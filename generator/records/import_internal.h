/* import_internal: what the parts of one import share. Private to records/.
 *
 * The files are read newest first, so the first row met for an application is the one that counts; it goes straight
 * into the database, and only what persons, supersession and eligibility need stays in memory (struct known, about
 * 100 bytes). All of it happens in one transaction that is rolled back when any row of any file has an error. */
#ifndef RECORDS_IMPORT_INTERNAL_H
#define RECORDS_IMPORT_INTERNAL_H
#include "base/vec.h"
#include "records/convert.h"
#include "records/import.h"
struct source_file {
	const char *name, *path;
	const struct mapping *mapping;
	date_t date;
	struct sha256 digest;
	struct csvin_dialect dialect;
	size_t read, superseded, held, refused, imported;
};
struct known {
	int64_t id, submitted, person, member;           /* member: of the roster, 0 if none */
	const char *form, *entry_no, *member_no, *email; /* comparison forms, "" if none */
	uint32_t file;
	unsigned line; /* index into the importer's files */
	enum application_kind kind;
	enum consent consent, consent_most; /* the row's own; what a vanished newer one leaves of it */
	bool held, gone /* in no export any more */, current, has_events;
};
struct known_member {
	int64_t id;
	const char *member_no;
	uint32_t file;
	unsigned line;
	bool listed;
};
struct form {
	int64_t id;
	const char *code;
};
struct importer {
	struct store *s;
	const struct run *run;
	const struct settings *settings;
	const struct vocabs *vocabs;
	struct diags *ds;
	struct arena *mem; /* lives as long as the report */
	struct arena work;
	struct mappings mappings;
	struct source_file *file;
	size_t nfiles; /* newest first, then by name */
	VEC(struct form) forms;
	VEC(struct known) app;
	struct map app_by_id;
	VEC(struct known_member) member;
	struct map member_by_id, member_by_no, member_by_email;
	int64_t members_before; /* on the list of members, by the last import */
	bool empty_before;      /* the database held no application or member: nothing to compare with */
	bool rewrite; /* mappings or vocabularies changed: what rows mean may differ though their texts do not */
	bool failed;  /* the store failed */
	bool roster;  /* is there a list of members at all? */
	size_t *by_rank;
	size_t nranked; /* indices of app in the fixed order of application_each */
};
/* The key of an id in the maps. */
struct sv id_key(const int64_t *id);
struct known *known_by_id(const struct importer *im, int64_t id);
/* form number << 48 | import_number_of(entry number): the same for the same entry whatever the order of rows; 0 if
 * the form is unknown. */
int64_t id_of_application(const struct importer *im, const char *form, struct sv entry_no);
struct known *known_by_entry(const struct importer *im, struct sv form, struct sv entry_no);
struct place place_of_known(const struct importer *im, const struct known *k);

/* import_files.c */
int import_choose_files(struct importer *im);
/* inputs: everything the import reads. rules: mappings and vocabularies only. Also fills the files' digests. */
int import_digest(struct importer *im, struct sha256 *inputs, struct sha256 *rules);
/* import_rows.c */
void import_read_file(struct importer *im, uint32_t index);
/* import_write.c */
int import_forms(struct importer *im);
void import_put_application(struct importer *im, uint32_t file, const struct record *r);
/* import_member.c */
void import_put_member(struct importer *im, uint32_t file, const struct record *r);
/* import_gone.c */
int import_find_gone(
	struct importer *im); /* applications and members of earlier imports that no export holds any more */
/* supersede.c */
void supersede(struct importer *im); /* ranks, current */
int supersede_vanished(
	struct importer *im); /* what an application that is in no export any more still forbids: known.consent_most */
int standing_write(struct importer *im);
/* eligibility.c */
void eligibility_link(struct importer *im); /* known.member */
/* status.c */
int status_read(struct importer *im); /* events file into status_event */
#endif
