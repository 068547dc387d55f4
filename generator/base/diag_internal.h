/* diag_internal: what diag.c (collecting) and diag_print.c (printing) share. Nobody else includes it. */
#ifndef BASE_DIAG_INTERNAL_H
#define BASE_DIAG_INTERNAL_H
#include "base/diag.h"
struct diag_source {
	struct sv text;
	bool is_private;
};                                                          /* values of diags.sources, keyed by file */
enum { DIAG_LIMIT = 200 };                                  /* when diags.limit is 0 */
void diag_count_key(struct str *out, const struct diag *d); /* key of diags.counts: one code in one file */
#endif
