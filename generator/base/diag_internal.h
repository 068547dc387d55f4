/* diag_internal: what diag.c (collecting) and diag_print.c (printing) share. Nobody else includes it. */
#ifndef BASE_DIAG_INTERNAL_H
#define BASE_DIAG_INTERNAL_H
#include <stdint.h>
#include "base/diag.h"
struct diag_source {
	struct sv text;
	bool is_private;
}; /* values of diags.sources, keyed by file */
enum {
	DIAG_LIMIT = 200, /* when diags.limit is 0 */
	DIAG_COLUMNS = 20 /* of one code and file are counted apart; further ones are counted together */
};
/* Values of diags.counts, keyed by code, file and column. */
struct diag_kind {
	uint64_t total;
	size_t columns; /* of the kind that has none */
};
#endif
