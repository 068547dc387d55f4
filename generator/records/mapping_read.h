/* mapping_read: one line under "columns" of a mapping. Private to mapping_read.c and mapping_rule.c. */
#ifndef RECORDS_MAPPING_READ_H
#define RECORDS_MAPPING_READ_H
#include "records/mapping.h"
/* Always fills *out with something that can be bound; what is wrong goes to ds. */
void mapping_read_rule(struct rule *out, struct arena *mem, const struct yaml_pair *line, const struct vocabs *vocabs,
	struct diags *ds);
#endif
