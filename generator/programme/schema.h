/* schema: the programme's tables in private/mentorpress.db, in one place, because their relation is the contract between the modules of this
 * room. The database is the register: what was decided, sent and certified stands here and in the audit log; CSV files under
 * private/programme/ are copies to read. People are named by the id of an application (records/application.h), never by a copy of their data,
 * so that `erase` and a newer import reach everything. Days are date_t; a missing day is NULL. */
#ifndef PROGRAMME_SCHEMA_H
#define PROGRAMME_SCHEMA_H
#include "store/store.h"
int programme_migrate(struct store *s);
/* Takes everything out that belongs to these applications (one person's): their notices, certificates, evaluations' links, decisions and
 * preferences; a partnership stays with the other partner, the erased side being 0. In the caller's transaction. */
int programme_erase(struct store *s, const int64_t *application, size_t n);
#endif
