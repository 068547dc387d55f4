/* mapping_explain: what a mapping makes of every column of one file. Headers and words of forms only, never a value. Private to
 * records/ and the command `mapping`. */
#ifndef RECORDS_MAPPING_EXPLAIN_H
#define RECORDS_MAPPING_EXPLAIN_H
#include "records/mapping.h"
enum explain_fate {
	EXPLAIN_FIELD,
	EXPLAIN_CHOICE,
	EXPLAIN_SKIP,
	EXPLAIN_FORM,
	EXPLAIN_IGNORED,
	EXPLAIN_WORDING,
	EXPLAIN_OPEN,
	EXPLAIN_BLANK
};
/* One column may have several lines: a number as it is and as the band it falls into. */
struct explain_line {
	size_t column;              /* from 0 */
	const char *header, *field; /* field: NULL if it feeds none */
	enum explain_fate fate;
	const char *meaning; /* "one value of the vocabulary regions" */
};
struct explain_lack {
	const char *field, *header;
	size_t occurrence;
	struct place at; /* in the mapping */
};
struct explain_unoffered {
	const char *field, *vocab, *labels; /* ", " between them */
};
struct explanation {
	const struct explain_line *line;
	size_t nlines;
	const struct explain_lack *lack; /* what the mapping feeds and the file lacks */
	size_t nlacks;
	const struct explain_unoffered *unoffered; /* values of vocabularies that no column offers as a choice */
	size_t nunoffered;
	size_t open; /* columns that are not mapped */
};
void mapping_explain(struct explanation *out, struct arena *mem, const struct binding *b);
const char *mapping_explain_word(enum explain_fate fate); /* "field", "choice" …, for JSON */
#endif
