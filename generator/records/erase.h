/* erase: taking a person out of the private database for good, and what is kept so that they stay out.
 *
 * What is deleted: applications of every kind with their events and past values, the member's row, choices, what imports remembered, places
 * in the pools. What stays: the Entry IDs (never issued again; they resolve to "erased on DATE"), the audit log's entry numbers, and in
 * other people's records what those people wrote.
 *
 * Kept under a random salt, which stands in the database beside it: HMAC-SHA256 of (form, entry number) and of the member number, so
 * that an export which still holds the row is not read again; and of the gate's fingerprints (privacy/identity_erased.h). So whoever has
 * private/ can test a guess, and nobody can read a name. A member's row is read again once a new application names that number or address: who
 * comes back is a new person here.
 *
 * The order across a crash: erase_intend before the public history is exchanged, erase_delete (with the intent's removal) after it. A run that finds
 * an intent asks the repository which of the two heads it has, and finishes or forgets. */
#ifndef RECORDS_ERASE_H
#define RECORDS_ERASE_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "content/settings.h"
#include "records/application.h"
#include "records/vocab.h"
enum { ERASE_MAC = 16, ERASE_KEY = 16, ERASE_SALT = 32 };
struct erase_mac {
	unsigned char b[ERASE_MAC];
};
/* A row that an export may still hold: of a form by its entry number, of the list of members (form "") by the number's digits. */
struct erase_row {
	const char *form, *number;
};
struct erase_subject {
	int64_t person;
	VEC(int64_t) application;
	VEC(int64_t) member;
	VEC(struct erase_row) row;
	VEC(const char *) id;    /* Entry IDs of their profiles, whenever issued */
	VEC(const char *) group; /* of groups they stood in */
};
struct erase_renamed {
	unsigned edition;
	const char *was, *now; /* commits */
};
struct erase_intent {
	int64_t person;
	date_t day;
	const char *was,
		*now; /* newest commits, "" where nothing is published; equal when the history did not change */
	bool deleted; /* only the database's file is left to be made anew */
	VEC(struct erase_renamed) renamed;
};
int erase_migrate(struct store *s);
/* Everything of a person; strings in mem. -1: the store failed. */
int erase_subject_find(struct erase_subject *out, struct arena *mem, struct store *s, int64_t person);
void erase_subject_dispose(struct erase_subject *s);
/* As records_identity_each, of this person only, or of everybody else. */
int erase_each_theirs(struct store *s, const struct erase_subject *of, identity_fn *fn, void *ctx);
int erase_each_others(struct store *s, const struct erase_subject *of, identity_fn *fn, void *ctx);
/* The key under which the gate hashes and the salt of all fingerprints: made at the first erase and kept. erase_keys: 1 if there are none yet. */
int erase_keys(struct store *s, unsigned char key[ERASE_KEY], unsigned char salt[ERASE_SALT]);
int erase_keys_make(struct store *s, struct random_source *r);
struct erase_mac erase_mac_of(const unsigned char salt[ERASE_SALT], const char *what, struct sv value);
int erase_intend(struct store *s, const struct erase_intent *i);
int erase_intended(struct store *s, struct arena *mem, struct erase_intent *out); /* 1: none */
void erase_intent_dispose(struct erase_intent *i);
int erase_forget_intent(struct store *s);
/* Both within the caller's transaction: the number of this erase, for fingerprints, which are made of the records; and the end of those. */
int erase_number(struct store *s, date_t day, int64_t *n);
int erase_delete(struct store *s, const struct erase_subject *of, const struct erase_intent *i);
/* On which day the entry of this ID was erased; DATE_NONE if it was not. */
int erased_entry_day(struct store *s, const char *id, date_t *out);

/* For the import: rows that are not to be read again. */
struct erased_rows {
	unsigned char salt[ERASE_SALT];
	struct map macs;
};
int erased_rows_load(struct erased_rows *out, struct store *s);
void erased_rows_add(struct erased_rows *r, const char *form, struct sv number); /* to a set of one's own */
bool erased_rows_has(const struct erased_rows *r, const char *form, struct sv number);
void erased_rows_dispose(struct erased_rows *r);

/* erase_files.c: rows out of files that people keep, all other bytes as they are. */
struct erase_place {
	const char *name; /* "records/exports/x.csv" */
	unsigned line, lines;
};
struct erase_places {
	VEC(struct erase_place) at; /* by file, then line */
};
/* Rows of the exports that a mapping reads and that are theirs. -1 with diags when a file could not be read. */
int erase_find_in_exports(struct erase_places *out, struct arena *mem, const struct run *run,
	const struct settings *settings, const struct vocabs *vocabs, const struct erase_subject *of, struct diags *ds);
/* Rows of a table of our own in which one of the columns (by name, up to a NULL) matches. An absent file has none. */
typedef bool erase_match_fn(void *ctx, const struct sv *cell /* in the order of columns */);
int erase_find_in_table(struct erase_places *out, struct arena *mem, const char *path, const char *name,
	const char *const *columns, size_t ncolumns, erase_match_fn *match, void *ctx, struct diags *ds);
/* Writes every file anew without these lines: beside its place, synced, renamed; the old one is overwritten. */
int erase_cut_lines(const char *workspace, const struct erase_places *places, struct diags *ds);
#endif
