/* erase_programme: the programme's papers in an erase: what stands below private/programme/, and rows of files that the committee fills in. */
#ifndef CMD_ERASE_PROGRAMME_H
#define CMD_ERASE_PROGRAMME_H
#include "cmd/context.h"
#include "records/erase.h"
/* Rows of records/overrides.csv and of the rounds' decisions.csv that name one of these rows of forms. -1 after diags. */
int erase_programme_rows(
	struct erase_places *out, struct context *ctx, const struct erase_subject *of, const struct erased_rows *rows);
/* Removes every paper that may name them: their certificates and notices, and the packs of all rounds, units, comments, lists and copies of the register
 * whole, which the next run of their commands makes again without them. Before programme_erase; may be repeated. -1 after diags. */
int erase_programme_papers(struct context *ctx, const struct erase_subject *of);
#endif
