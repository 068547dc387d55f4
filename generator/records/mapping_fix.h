/* mapping_fix: what no longer fits between a mapping and an export, each with the likeliest remedy, and the remedies as changes of the
 * mapping's text that keep everything else as it is. Private to records/ and the command `mapping`.
 *
 * Headers are words of the form. The texts of FIX_WORD come from records and are private: a terminal may show them, messages may not. */
#ifndef RECORDS_MAPPING_FIX_H
#define RECORDS_MAPPING_FIX_H
#include "records/mapping_claim.h"
enum fix_kind {
	FIX_NEW,  /* a column that the mapping does not know */
	FIX_LOST, /* a column that it wants and the file lacks */
	FIX_WORD, /* an answer that it does not know: a value of a vocabulary, a status, a wording of consent */
	FIX_DATES /* dates in an order of year, month and day that it does not list */
};
struct fix_item {
	enum fix_kind kind;
	const char *header; /* of the column; FIX_WORD, FIX_DATES: in which the text stands */
	const char *field;  /* FIX_LOST, FIX_WORD, FIX_DATES */
	size_t column, of;  /* FIX_NEW: from 0, and how many columns have this header */
	bool choice;        /* FIX_LOST: one of the choices of a field */
	size_t best;        /* FIX_NEW: index of the FIX_LOST it probably replaces; SIZE_MAX if none is near */
	struct sv text;     /* FIX_WORD: a date in it as {date} if it is a status */
	size_t rows;        /* FIX_WORD, FIX_DATES */
	/* FIX_DATES: the orders that it may be, as dates: writes them; the first is NULL if they contradict each other. */
	const char *orders[3];
	const struct rule *rule;
	const char *
		guess; /* FIX_WORD: a code or state it probably means, NULL if none is near. Never of consent: a person decides that */
};
struct fix_list {
	struct fix_item *at;
	size_t n;
	bool strange; /* the first row is not the header this mapping is for: nothing to repair, and no header may be shown */
};
/* Reads the file through the mapping. Nothing in the mapping's own words is reported; only a file that cannot be read is (-1). mem must
 * outlive the list. */
int mapping_fix_find(struct fix_list *out, struct arena *mem, const struct claimed_file *f, const struct mapping *m,
	struct diags *ds);
/* What a text may be translated into for this rule: the n-th word to write ("glp-studies", "pause", "group"); of a vocabulary
 * the last is mapping_fix_empty: the answer is left out. NULL after the last. */
const char *mapping_fix_word(const struct rule *r, size_t n);
/* The one that was probably meant by what was typed; NULL if none is near. */
const char *mapping_fix_near(const struct rule *r, struct sv typed);
extern const char mapping_fix_empty[]; /* known by its address: a vocabulary may have a code of this name */

enum fix_act { FIX_SAME, FIX_PRIVATE, FIX_IGNORE, FIX_WORDING, FIX_GONE, FIX_ALIAS, FIX_ORDER };
struct fix_decision {
	enum fix_act act;
	const char *
		header; /* the new column's; FIX_GONE: the lost one's; FIX_ALIAS: the unknown text; FIX_ORDER: the item's */
	const char *other; /* FIX_SAME: the lost column's; FIX_ALIAS: the word it means; FIX_ORDER: "mdy" … */
};
struct fix_texts {
	const char *mapping_name, *policy_name; /* for messages */
	struct str mapping, policy;             /* changed in place */
	bool policy_changed;
	bool several; /* the mapping has other exports, which lack what is new */
};
/* Carries out one decision on the texts. `list` is what mapping_fix_find said. -1 after diags (R15x), the texts then as they were. */
int mapping_fix_apply(
	struct fix_texts *texts, const struct fix_list *list, const struct fix_decision *d, struct diags *ds);
/* Do the changed texts hold? The mapping must load, none of the files that it claims may have more problems than before, and the
 * policy must name the new field. -1 after diags. */
int mapping_fix_prove(const struct fix_texts *texts, const struct mapping *before, const struct claimed_files *files,
	const struct vocabs *vocabs, struct diags *ds);
#endif
