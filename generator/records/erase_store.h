/* erase_store: what erase.c and erase_store.c share. Private to records/. */
#ifndef RECORDS_ERASE_STORE_H
#define RECORDS_ERASE_STORE_H
#include "records/erase.h"
int erase_keep_rows(struct store *s, const struct erase_subject *of);
#endif
