/* The one growth rule of all typed arrays (base/vec.h): double, so that n pushes cost n copies and not n squared. */
#include "base/vec.h"
#include <assert.h>
#include <stdint.h>
#include "base/str.h"

void vec_grow_(void **at, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap < 8 ? 8 : *cap, bytes;

	while (n < need && n <= SIZE_MAX / 2) n *= 2;
	/* A size that no machine has: xrealloc reports it as out of memory. */
	if (n < need || __builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 2) bytes = SIZE_MAX / 2;
	*at = xrealloc(*at, bytes);
	*cap = n;
}
