/* large_pages.c is a file of its own because what it asks for is Linux's own word, and systems without it do without. */
#include "base/large_pages.h"
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void large_pages(void *at, size_t bytes)
{
#ifdef MADV_HUGEPAGE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = ((uintptr_t)at + page - 1) & ~(page - 1);
	uintptr_t end = ((uintptr_t)at + bytes) & ~(page - 1);

	if (from < end) (void)!madvise((void *)from, end - from, MADV_HUGEPAGE);
#else
	(void)at;
	(void)bytes;
#endif
}
