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
	const struct csvin_row *row;
	struct diags *ds;
	struct sv *key; /* comparison forms of the headers */
	enum use *use;
	size_t wanted;
	VEC(struct absent) absent; /* reported when it is known whether this is a header at all */
};
/* Reports what is missing and what has no place, or only that this is not the header of such an export. */
void mapping_misfit_report(struct binder *b);
#endif
