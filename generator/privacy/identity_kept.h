/* identity_kept: the finished set in a file below private/, so that a run whose records are the very same does not make it again: it is mapped and used as
 * it lies there. A run whose records may be others makes its own under the same key, and can tell whether what is searched for is the same (identity_set_new_kept).
 * A key is drawn when there is no set to be believed: the first time, for another program or policy, after an erase. One that lasts gives nothing away:
 * nothing that is published depends on it, and who has the file has the key beside the hashes, whether it lasted a day or a year.
 *
 * The file (base/kept.h) has the key and format below; its bytes are struct kept_head and then, one behind the other, values, bucket, filter, openings,
 * heads and begins as identity_set.h has them. The seal at its end stands in the database as well (table identity_kept): values that were taken out by hand
 * show, even with a new seal. That the database is the one the set was made from is for the caller to know, by the bytes of its file.
 * Fingerprints of people who were erased are not in it: those are read from the database each time (identity_erased.h).
 *
 * It holds no value as text, but whoever has it has the key of its hashes and can test a guess, as with the database that lies beside it. */
#ifndef PRIVACY_IDENTITY_KEPT_H
#define PRIVACY_IDENTITY_KEPT_H
#include "privacy/identity_set.h"
int identity_kept_migrate(struct store *s);
int identity_kept_forget(struct store *s); /* no file is believed any more; -1 when the store failed */
/* The set but for the erased (identity_erased_load). secret: the key it has to have; NULL: any. NULL when there is none to be believed. */
struct identity_set *identity_kept_open(struct store *s, const struct identity_source *source,
	const struct policy *policy, const struct identity_keep *where, const unsigned char *secret);
#endif
