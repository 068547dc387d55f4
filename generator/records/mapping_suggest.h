/* mapping_suggest: a first draft of the mapping of an export nobody has mapped yet.
 *
 * Every column gets a fate with its reason. What cannot be placed stays open: it is in the draft as a comment only, so that the
 * import stops until somebody has decided. Reasons and the draft hold headers, counts and words of forms, no private value: an
 * answer's text is written only if it stands in SUGGEST_FREQUENT rows or is a word of our own tables. Private to records/ and the
 * command `mapping`. */
#ifndef RECORDS_MAPPING_SUGGEST_H
#define RECORDS_MAPPING_SUGGEST_H
#include "records/guess.h"
#include "records/vocab.h"
enum { SUGGEST_FREQUENT = 5 };
enum draft_fate {
	DRAFT_OPEN,
	DRAFT_FIELD,
	DRAFT_CHOICE,
	DRAFT_IGNORE,
	DRAFT_WORDING,
	DRAFT_SKIP,
	DRAFT_FORM,
	DRAFT_BLANK
};
struct draft_column {
	enum draft_fate fate;
	const char *field, *type;  /* type: to be written, or NULL */
	const struct vocab *vocab; /* of a field or choice; NULL if none */
	const char *list;          /* separator as the mapping writes it; NULL: one value */
	const char
		*box; /* what a single box holds when it is ticked, to be written as yes:; NULL if it needs no saying */
	const struct vocab *band; /* the number also falls into these bands; NULL if not */
	size_t group;             /* DRAFT_CHOICE: index into group */
	const char *skip;         /* DRAFT_SKIP: the value that holds a row */
	unsigned score;           /* guess.h */
	const char *why;
};
struct draft_group {
	const char *field;
	const struct vocab *vocab;
	size_t first, last, n, occurrence; /* columns; occurrence 0: they differ */
	bool guessed;                      /* nothing in the file says which of several fields it is */
};
struct mapping_draft {
	const struct survey *survey;
	const char *kind, *kind_why, *form, *files;
	unsigned kind_bit; /* guess.h */
	struct draft_column *column;
	struct draft_group *group;
	size_t ngroups;
	size_t placed, ignored, wording, open;
	size_t decide; /* what a person has to decide or fill in before it is right, the open columns included; by mapping_draft_write */
	const char *lacks[4]; /* fields without which the draft cannot be loaded; NULL ends it */
};
/* kind, form: as given by the user, or NULL to guess. `base` is the file's name without folders. vocabs may be empty. Everything in *out
 * lives in mem or in the survey. */
void mapping_suggest(struct mapping_draft *out, struct arena *mem, const struct survey *s, const char *base,
	const char *kind, const char *form, const struct vocabs *vocabs);
/* The draft as YAML with comments, appended to out, and d->decide (mapping_draft.c). */
void mapping_draft_write(struct str *out, struct mapping_draft *d);
/* Its last parts: the fields that nothing feeds yet, and the columns without a place, with what they look like (mapping_draft_open.c). */
void mapping_draft_unfed(struct str *out, const struct mapping_draft *d);
void mapping_draft_open(struct str *out, const struct mapping_draft *d);
#endif
