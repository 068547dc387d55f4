/* large_pages: for tables that are read and written at random. Looking up where a small page of memory lies takes as long as the look into it, and a table of
 * megabytes has thousands of them. */
#ifndef BASE_LARGE_PAGES_H
#define BASE_LARGE_PAGES_H
#include <stddef.h>
/* Asks the system to put large pages under memory that was just allocated and not yet written to. It may not: that changes time and nothing else. */
void large_pages(void *at, size_t bytes);
#endif
