/* arena: memory of one stage, freed at once. Pointers stay valid until arena_dispose/arena_reset.
 * Built with ASan (MP_ASAN) every allocation is its own malloc so that overruns are seen.
 * Example: struct arena a = ARENA_INIT; char *z = arena_strdup(&a, sv("x")); arena_dispose(&a); */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include "base/str.h"
struct arena_block;
struct arena {
	struct arena_block *head;
	size_t used;
};
#define ARENA_INIT                                                                                                     \
	{                                                                                                              \
		NULL, 0                                                                                                \
	}
void *arena_alloc(struct arena *a, size_t n);     /* zeroed, 16-byte aligned */
char *arena_strdup(struct arena *a, struct sv v); /* terminated copy */
struct sv arena_sv(struct arena *a, struct sv v); /* terminated copy, as slice */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void *arena_array(struct arena *a, size_t n, size_t size); /* n items of size bytes, zeroed; the product is checked */
void arena_reset(struct arena *a);                         /* frees all but one block */
void arena_dispose(struct arena *a);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_array((a), (size_t)(n), sizeof(type)))
#endif
