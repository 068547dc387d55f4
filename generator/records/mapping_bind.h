/* mapping_bind: what binding a mapping to a header row shares with telling what does not fit. Private to mapping.c and
 * mapping_misfit.c. */
#ifndef RECORDS_MAPPING_BIND_H
#define RECORDS_MAPPING_BIND_H
#include "base/vec.h"
#include "records/mapping.h"
enum use { UNUSED, USED, IGNORED, WORDING };
/* A column that a line of the mapping wants and the file lacks. other: further names it may have. */
struct absent {
	const char *field;
	struct place at;
	struct sv header;
	struct yaml_texts other;
	size_t occurrence;
};
struct binder {
	struct binding *out;
	struct arena *mem;
	const struct mapping *m;
	const struct csvin_row *row, *first; /* the same, unless there is no header row */
	const char **header;                 /* the binding's, while it is made */
	struct diags *ds;
	struct sv *key; /* comparison forms of the headers */
	enum use *use;
	size_t wanted;
	VEC(struct absent) absent; /* reported when it is known whether this is a header at all */
};
enum { SHOWN_MAX = 80, WHOLE_MAX = 300 }; /* characters of a header in a message, and of one that is to be copied */
/* A header as messages have it: cut after `most` characters. In mem. */
const char *mapping_shown(struct arena *mem, struct sv text, size_t most);
/* Fills in the headers of binder and binding. */
void mapping_header_read(struct binder *b);
/* Once the rules are bound: the first row holds values, where the mapping takes it for names of columns; or names, where it
 * takes it for a record. By the columns that are found without a header only. */
bool mapping_header_is_record(const struct binder *b);
bool mapping_header_is_there(const struct binder *b);
void mapping_header_hide(struct binder *b); /* what stands there is no header and gets into no message */
/* Reports what is missing and what has no place, or only that this is not the header of such an export. */
void mapping_misfit_report(struct binder *b);
#endif
