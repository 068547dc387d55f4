/* Memory that lives as long as one stage of the work: many small pieces taken one after another from a few blocks and
 * given back together, so that no single piece has an owner who could forget it or free it twice. */
#include "base/arena.h"
#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>

enum { ARENA_ALIGN = 16, ARENA_FIRST = 4 << 10, ARENA_LARGEST = 1 << 20 };

/* `used` of the arena counts bytes of the head block; the other blocks are full or hold one large piece. */
struct arena_block {
	struct arena_block *next;
	size_t cap;
	alignas(ARENA_ALIGN) unsigned char bytes[];
};

static struct arena_block *block_new(size_t cap)
{
	struct arena_block *b = NULL;

	assert(cap <= SIZE_MAX / 2);
	b = xmalloc(sizeof *b + cap);
	b->next = NULL;
	b->cap = cap;
	return b;
}

#ifdef MP_ASAN
static void *take(struct arena *a, size_t n)
{
	struct arena_block *b = block_new(n);

	b->next = a->head;
	a->head = b;
	a->used = n;
	return b->bytes;
}
#else
static void block_push(struct arena *a, size_t cap)
{
	struct arena_block *b = block_new(cap);

	b->next = a->head;
	a->head = b;
	a->used = 0;
}

/* A piece too large to share a block gets one of its own behind the head, so that the head's free space is not lost. */
static void *take_alone(struct arena *a, size_t n)
{
	struct arena_block *b = block_new(n);

	if (a->head) {
		b->next = a->head->next;
		a->head->next = b;
	} else {
		a->head = b;
		a->used = n;
	}
	return b->bytes;
}

/* n bytes, not zeroed. */
static void *take(struct arena *a, size_t n)
{
	size_t next = a->head ? a->head->cap * 2 : ARENA_FIRST;
	void *p = NULL;

	assert(n <= SIZE_MAX / 2);
	n = (n + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
	if (next < ARENA_FIRST) next = ARENA_FIRST;
	if (next > ARENA_LARGEST) next = ARENA_LARGEST;
	if (!a->head || n > a->head->cap - a->used) {
		if (n > next / 4) return take_alone(a, n);
		block_push(a, next);
	}
	p = a->head->bytes + a->used;
	a->used += n;
	return p;
}
#endif

void *arena_alloc(struct arena *a, size_t n)
{
	void *p = take(a, n);

	return n ? memset(p, 0, n) : p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	/* More than memory can hold: let the allocator say so. */
	if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 4) bytes = SIZE_MAX / 4;
	return arena_alloc(a, bytes);
}

struct sv arena_sv(struct arena *a, struct sv v)
{
	char *z = take(a, v.n + 1);

	if (v.n) memcpy(z, v.p, v.n);
	z[v.n] = '\0';
	return (struct sv){ z, v.n };
}

char *arena_strdup(struct arena *a, struct sv v)
{
	char *z = take(a, v.n + 1);

	if (v.n) memcpy(z, v.p, v.n);
	z[v.n] = '\0';
	return z;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char shown[256]; /* most texts are short, and then made once */
	char *z = NULL;
	int n;

	va_copy(again, ap);
	n = vsnprintf(shown, sizeof shown, fmt, again);
	va_end(again);
	assert(n >= 0);
	z = take(a, (size_t)n + 1);
	if ((size_t)n < sizeof shown)
		memcpy(z, shown, (size_t)n + 1);
	else
		vsnprintf(z, (size_t)n + 1, fmt, ap);
	return z;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *z = NULL;

	va_start(ap, fmt);
	z = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return z;
}

static void free_from(struct arena_block *b)
{
	while (b) {
		struct arena_block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_reset(struct arena *a)
{
#ifdef MP_ASAN
	arena_dispose(a);
#else
	if (!a->head) return;
	free_from(a->head->next);
	a->head->next = NULL;
	a->used = 0;
#endif
}

void arena_dispose(struct arena *a)
{
	free_from(a->head);
	*a = (struct arena)ARENA_INIT;
}
