/* entry_order: form entry numbers in order: numbers by value first, then other texts bytewise. A total order. Private
 * to records/. */
#ifndef RECORDS_ENTRY_ORDER_H
#define RECORDS_ENTRY_ORDER_H
#include "base/str.h"
int entry_no_order(struct sv a, struct sv b);
#endif
