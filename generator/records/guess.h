/* guess: what headers usually mean: which canonical field a column feeds, by the words of its header in the languages and tools that
 * are met, and how well its values fit. Private to records/ (mapping_suggest, mapping_fix). */
#ifndef RECORDS_GUESS_H
#define RECORDS_GUESS_H
#include "records/survey.h"
/* What an export holds: bits of a mask. */
enum {
	GUESS_MENTOR = 1,
	GUESS_PEER = 2,
	GUESS_MENTEE = 4,
	GUESS_PLAN = 8,
	GUESS_EVALUATION = 16,
	GUESS_ROSTER = 32,
	GUESS_APPLICATION = GUESS_MENTOR | GUESS_PEER | GUESS_MENTEE
};
struct guess {
	const char *field;
	unsigned score;   /* 100: the header says so; from 60: it contains the words; below: the values only */
	const char *type; /* what to write after type:, NULL if the field's own type does */
};
enum { GUESS_CERTAIN = 100, GUESS_WORDS = 60 };
/* The header's letters and digits, small, with single blanks between the words; "#" stays. Replaces out. */
void guess_normal(struct str *out, struct sv header);
/* Does `normal` hold one of the phrases ("a b|c") as whole words? Length of the longest found, 0 if none. */
size_t guess_phrase(struct sv normal, const char *phrases);
/* The i-th field that the column may feed in an export of this kind (one bit), best rules first; false when there is no further.
 * Start with *next = 0. */
bool guess_field(const struct survey_column *c, size_t rows, unsigned kind, size_t *next, struct guess *out);
/* "pref_1" … or "prefs" when the header asks for a partner; NULL if it does not. */
const char *guess_preference(const struct survey_column *c);
bool guess_technical(const struct survey_column *c); /* a column form tools add: User IP, Payment Status */
/* The value that marks a row as a test or unfinished, as the mapping writes it; NULL if the column does not say that. */
const char *guess_skip(const struct survey_column *c);
/* What the export is: "mentor", "roster" …; *bit: the same as a bit; *why: in words. `base` is the file's name without folders. */
const char *guess_kind(const struct survey *s, const char *base, unsigned *bit, const char **why);
unsigned guess_kind_bit(const char *kind); /* 0 if it is none */
/* "sample-2026-01-05-mentor.csv" -> "*-mentor.csv", in mem. */
const char *guess_files(struct arena *mem, const char *base);
#endif
