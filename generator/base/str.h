/* str: growable byte string and borrowed slice.
 *
 * Invariants: a `struct str` initialised with STR_INIT (or str_init) always has s.ptr != NULL and
 * s.ptr[s.len] == '\0'; embedded NUL bytes are allowed. Out of memory ends the process (xalloc below).
 * `max` is a hard size limit in bytes: growing past it is a programmer error (assert) unless the caller
 * checked with str_room(); STR_INIT means no limit other than SIZE_MAX/2.
 *
 *     struct str s = STR_INIT;
 *     str_printf(&s, "%d cards", n);
 *     char *owned = str_detach(&s);   // free() it; s is empty and usable again
 *     str_dispose(&s);
 */
#ifndef BASE_STR_H
#define BASE_STR_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

extern char str_empty_[1];
struct str {
	char *ptr;
	size_t len;
	size_t cap;
	size_t max;
};
#define STR_INIT                                                                                                       \
	{                                                                                                              \
		str_empty_, 0, 0, 0                                                                                    \
	}

/* Borrowed bytes, not necessarily terminated. A zero slice is { "", 0 }; p is never NULL after sv(). */
struct sv {
	const char *p;
	size_t n;
};
#define SV_LIT(s) ((struct sv){ (s), sizeof(s) - 1 })
#define SV_ARG(v) (int)(v).n, (v).p /* for "%.*s" */

void str_init(struct str *s, size_t max);
void str_dispose(struct str *s);
void str_clear(struct str *s); /* len = 0, keeps capacity */
void str_reserve(struct str *s, size_t extra);
static inline void str_append(struct str *s, const void *bytes, size_t n);
void str_append_slowly(struct str *s, const void *bytes, size_t n); /* what str_append does when it has to grow */
static inline void str_sv(struct str *s, struct sv v);
static inline void str_puts(struct str *s, const char *z);
static inline void str_putc(struct str *s, char c);
void str_printf(struct str *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *s, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void str_truncate(struct str *s, size_t len);
bool str_room(const struct str *s, size_t extra); /* would growing by extra stay within max? */
char *str_detach(struct str *s);                  /* owned, malloc'd, terminated */

static inline struct sv sv(const char *z); /* NULL gives the empty slice */
static inline struct sv sv_n(const char *p, size_t n);
static inline struct sv sv_of(const struct str *s);
static inline bool sv_eq(struct sv a, struct sv b);
static inline bool sv_is(struct sv a, const char *z);
bool sv_ieq_ascii(struct sv a, struct sv b); /* ASCII case folded */
int sv_cmp(struct sv a, struct sv b);        /* bytewise, then length: <0, 0, >0 */
static inline bool sv_starts(struct sv a, const char *prefix);
static inline bool sv_ends(struct sv a, const char *suffix);
struct sv sv_trim(struct sv a);                                     /* ASCII white space at both ends */
static inline struct sv sv_sub(struct sv a, size_t from, size_t n); /* clamped */
size_t sv_find(struct sv hay, struct sv needle);                    /* offset or SIZE_MAX */
/* Splits off the part before `sep` (or all of it) from *rest; false when *rest was exhausted.
 * Start with a non-NULL rest; after the last part rest->p becomes NULL. */
bool sv_split(struct sv *rest, char sep, struct sv *part);
/* Whole slice as a decimal number, '-' allowed in front; false on anything else, overflow included. */
bool sv_long(struct sv a, long *out);

/* Edit distance (Damerau-Levenshtein, optimal string alignment) for "did you mean". Bytes after the
 * 63rd are not compared, only their number. */
size_t sv_distance(struct sv a, struct sv b);

/* Allocation that cannot fail: prints "out of memory" and exits with 4. */
_Noreturn void xnomem(void); /* for libraries that report it to us */
void *xmalloc(size_t n);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n);
void xtrim(void); /* gives what was freed back to the system: after a step that took much */
char *xstrdup(const char *z);
char *xstrndup(const char *p, size_t n);

/* The smallest of them stand here, so that a length known when this is compiled costs nothing: pages are written and
 * read with them byte by byte and name by name. */
static inline struct sv sv(const char *z)
{
	return z ? (struct sv){ z, strlen(z) } : (struct sv){ "", 0 };
}

static inline struct sv sv_n(const char *p, size_t n)
{
	return p ? (struct sv){ p, n } : (struct sv){ "", 0 };
}

static inline struct sv sv_of(const struct str *s)
{
	return (struct sv){ s->ptr, s->len };
}

static inline bool sv_eq(struct sv a, struct sv b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool sv_is(struct sv a, const char *z)
{
	return sv_eq(a, sv(z));
}

static inline bool sv_starts(struct sv a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.n >= n && (n == 0 || memcmp(a.p, prefix, n) == 0);
}

static inline bool sv_ends(struct sv a, const char *suffix)
{
	size_t n = strlen(suffix);

	return a.n >= n && (n == 0 || memcmp(a.p + a.n - n, suffix, n) == 0);
}

static inline struct sv sv_sub(struct sv a, size_t from, size_t n)
{
	if (from > a.n) from = a.n;
	if (n > a.n - from) n = a.n - from;
	return (struct sv){ a.p + from, n };
}

static inline void str_append(struct str *s, const void *bytes, size_t n)
{
	if (s->max || !s->cap || n >= s->cap - s->len) { /* cap counts the end too */
		str_append_slowly(s, bytes, n);
		return;
	}
	if (n) memcpy(s->ptr + s->len, bytes, n);
	s->len += n;
	s->ptr[s->len] = '\0';
}

static inline void str_sv(struct str *s, struct sv v)
{
	str_append(s, v.p, v.n);
}

static inline void str_puts(struct str *s, const char *z)
{
	str_append(s, z, strlen(z));
}

static inline void str_putc(struct str *s, char c)
{
	str_append(s, &c, 1);
}
#endif
