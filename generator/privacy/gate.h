/* gate: a sink that searches every artifact, path and message for the identity values of every record ever imported and hands out the clearance.
 *
 * identity_set: values in normal form (HTML entities, percent escapes, JSON \u escapes decoded; tags, soft hyphens, zero-width dropped; utf8_fold; cut into tokens
 * of letters and digits). A value of t tokens (1..6; longer free texts as non-overlapping windows of 6) is a keyed hash (normal.h) of its tokens joined without separators under a
 * key that is kept with the set (identity_kept.h); the scanner hashes every window of 1..6 tokens, so spacing, hyphens, slugs and line breaks make no difference.
 * Values: full name in both orders, initial + surname, e-mail, e-mail local part of two or more tokens or 6+ letters, phone (digits joined, with and without country code), member number,
 * employer, single names, one-word employers, other private values. Strength: HARD or SOFT (single names, one-word employers, numbers under 5 digits, words of the ordinary list).
 * By origin: ID, NUMBER and LABEL/SETTINGS certified (see gate.c); TEXT: every value is hard, except lower-case uses of ordinary words; TEMPLATE, DOCUMENT: hard values refuse, soft ones refuse
 * when capitalised in mid-sentence or beside another part of the same person's name, unless accepted for that text's digest (records/accepted_words.csv: source,digest,word,by,on,until,note); else counted.
 * OFFICER: a declared officer's name passes. A digest printed by us is recognised by being hexadecimal with a digit and a letter of 7, 16, 40 or 64 symbols.
 */
#ifndef PRIVACY_GATE_H
#define PRIVACY_GATE_H
#include "base/diag.h"
#include "base/sink.h"
#include "content/corpus.h"
#include "privacy/clearance.h"
#include "privacy/policy.h"
#include "privacy/public_entry.h"
struct identity_set;
/* From the database; policy may be NULL. The store must stay open as long as the set: a refusal looks up where the value stood. Values that several
 * people share (three or more the same stock phrase or answer), numbers under four digits and answers chosen from vocabularies are not searched for. */
int identity_set_new(struct identity_set **out, struct store *s, const struct policy *policy, struct diags *ds);
/* A finished set that lies in a file below private/. */
struct identity_keep {
	const char *path;
	struct sha256 program; /* other code may search for other values */
	bool same; /* the caller knows: the database is, in every byte, what it was when that set was made or taken over last */
};
/* The same; where: it may be taken over from there, when it fits policy and program, and the database knows that very file. NULL: it is made. If the records may be
 * others, it is made under the key of the one that lies there; if it then comes out as that one, value by value, that one is taken over all the same,
 * and what was cleared of it stays cleared (gate_options.cleared). */
int identity_set_new_kept(struct identity_set **out, struct store *s, const struct policy *policy,
	const struct identity_keep *where, struct diags *ds);
/* Puts it there, where nobody believes it yet; one that was taken over is there. Before identity_set_done. */
void identity_set_write(struct identity_set *set, const struct policy *policy, const struct identity_keep *where);
/* Notes in the database that it is to be believed. Not within a transaction. The set must be of the records as they are in the database
 * now. 0: no other file is believed any more; there may be none, as when the disk is full. -1: the database could not be written, and may still know an older one. */
int identity_set_keep(const struct identity_set *set, struct store *s, const struct identity_keep *where);
size_t identity_set_values(const struct identity_set *s);
bool identity_set_has(const struct identity_set *s,
	struct sv text); /* would this text, as a whole, be found? for entry_id_taken_fn */
/* Nothing is searched for any more: gives back all but the number of values. */
void identity_set_done(struct identity_set *s);
void identity_set_free(struct identity_set *s);

struct gate;
struct gate_options {
	const struct identity_set *values;
	const struct settings *settings;
	const struct policy *policy;
	const struct vocabs *vocabs;
	const struct corpus *corpus;
	const struct public_pool *const *pool; /* npools of them, whose digests are printed short; may hold NULLs */
	size_t npools;
	const char *workspace;
	const char *sources;      /* the folder that holds content/; NULL: the workspace */
	struct sink *next;        /* may be NULL */
	struct early_sink *early; /* in place of next: its early part is done on the gate's threads; may be NULL */
	unsigned threads;         /* that search at once; 0 is 1 */
	/* With the digest of the program: a file below private/ that knows what earlier runs cleared; what is in it and the same in every respect is not
	 * searched again. Read by gate_new, written by gate_remember. */
	const char *cleared;
	const struct sha256 *program; /* NULL: everything is searched */
	date_t as_of;                 /* for "until" of accepted words; 0 or DATE_NONE: not looked at */
};
int gate_new(struct gate **out, const struct gate_options *o, struct diags *ds);
/* What is put is copied when there are several threads, and may be searched later than the put; the order of everything told and passed on is that of the puts. */
struct sink *gate_sink(struct gate *g);
/* Everything put so far is searched and passed on. -1 if what is behind the gate refused any of it. */
int gate_settle(struct gate *g);
/* Ends the first stage: 0 and a clearance when nothing was found; -1 with G-diags (placed in the content file where it stands, else in the artifact) otherwise. */
int gate_finish(struct gate *g, struct clearance **out, struct diags *ds);
/* Second stage: a sink for what is read back; recognises cleared bytes by SHA-256 and path, and refuses everything else; trees: every name must be a part of a cleared path. */
struct sink *gate_read_back(struct gate *g);
int gate_finish_read_back(struct gate *g, struct clearance **out, struct diags *ds);
/* A soft word the gate asks about: nobody has accepted it for the text as it is now. Only words of content files can be accepted. */
struct gate_question {
	const char *source; /* content file, seen from the workspace */
	unsigned line, col; /* in it */
	const char *word;   /* as it is written there */
	const char *sentence,
		*after; /* what stands before the word and behind it, on its line, at most some 60 bytes each */
	const char *
		also; /* further lines on which it is written the same way, "17, 20"; "" if none: an acceptance is for all of them */
	const char *digest; /* of the file as it is now: 64 symbols */
	enum {
		ASKED_NEW,
		ASKED_LAPSED /* was accepted until a day that is over */,
		ASKED_CHANGED /* for an older text */
	} why;
};
/* By file, line and column, after gate_finish; owned by the gate. */
const struct gate_question *gate_questions(const struct gate *g, size_t *n);
bool gate_is_finished(const struct gate *g);
/* A line of records/accepted_words.csv; where several are about one word of one file, the last of them. */
enum acceptance_state {
	ACCEPTANCE_USED,    /* without it, the gate would ask */
	ACCEPTANCE_UNUSED,  /* the gate does not ask about this word there */
	ACCEPTANCE_LAPSED,  /* its last day is over, or its first not yet come */
	ACCEPTANCE_CHANGED, /* the text is another one now; the word still stands in it */
	ACCEPTANCE_GONE     /* the word, or the file, is not there any more */
};
struct acceptance {
	struct place at; /* of the line */
	const char *source, *word, *digest;
	date_t on, until; /* the first and the last day */
	enum acceptance_state state;
	uint64_t hash; /* of the word's normal form */
};
/* In the order of the file, after gate_finish; owned by the gate. */
const struct acceptance *gate_acceptances(const struct gate *g, size_t *n);
enum {
	ACCEPTANCE_MONTHS = 12 /* when no last day is given */,
	ACCEPTANCE_LONGEST = 24,
	ACCEPTANCE_NOTICE = 60 /* days */
};
/* The question that an acceptance in force has answered, to be asked once more; false when the word is not there. */
bool gate_question_again(struct gate *g, const struct acceptance *a, struct gate_question *out);
/* Which acceptances run out within ACCEPTANCE_NOTICE days, are stale or were never needed: warnings G070 to G074. */
void gate_acceptances_check(const struct gate *g, struct diags *ds);
/* One more line of records/accepted_words.csv, for the question's text as it is now: on today, by the run's role. The file keeps its
 * own delimiter, line ends and order of columns. until: DATE_NONE for a year; note: may be "". -1 and P199 when it could not be saved. */
struct run;
int gate_accept_append(const struct run *run, const struct settings *settings, const struct gate_question *q,
	date_t until, const char *note, struct diags *ds);
/* After a clearance: lets the next run know what was clean in this one (see gate_options.cleared). */
void gate_remember(const struct gate *g);
size_t gate_searched(const struct gate *g);    /* artifacts that were, and not only recognized */
size_t gate_soft_passed(const struct gate *g); /* soft values met as ordinary words */
uint64_t gate_bytes(const struct gate *g);
void gate_free(struct gate *g);
#endif
