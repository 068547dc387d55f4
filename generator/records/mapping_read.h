/* mapping_read: what the files that read a mapping's YAML share: mapping_read.c (the whole), mapping_source.c (source:),
 * mapping_rule.c (a line under columns:), mapping_words.c (texts and what they stand for). Private to them and to
 * mapping.c. */
#ifndef RECORDS_MAPPING_READ_H
#define RECORDS_MAPPING_READ_H
#include "records/mapping.h"
#define COUNT(a) (sizeof(a) / sizeof *(a))
struct mapping_reader {
	struct arena *mem;
	const struct vocabs *vocabs; /* may be NULL */
	struct mapping *m;
	struct diags *ds;
};
/* The comparison form of a text (words.h), in mem. */
struct sv mapping_key(struct arena *mem, struct sv text);
/* Which of the words a value is; SIZE_MAX after an error "this is not WHAT" that lists them. */
size_t mapping_choose(const struct yaml *y, const char *what, const char *const *words, size_t n, struct diags *ds);
/* Fills in what source: says. Leaves at least one form unless it is a roster, whatever is wrong. */
void mapping_source_read(struct mapping_reader *r, const struct yaml *root);
/* Always fills *out with something that can be bound; what is wrong goes to ds. */
void mapping_read_rule(struct rule *out, struct arena *mem, const struct yaml_pair *line, const struct vocabs *vocabs,
	struct diags *ds);
/* The words of a rule, from the keys of its line y: aliases:, yes: and no:, status:, or consent: with its version or versions. */
void mapping_words_aliases(struct rule *out, struct arena *mem, const struct yaml *y, struct diags *ds);
void mapping_words_yes_no(struct rule *out, struct arena *mem, const struct yaml *y, struct diags *ds);
void mapping_words_status(struct rule *out, struct arena *mem, const struct yaml *y, struct diags *ds);
void mapping_words_consent(struct rule *out, struct arena *mem, const struct yaml *y, struct diags *ds);
#endif
