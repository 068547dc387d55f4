/* The growable byte string, and the allocation functions under everything: the one place that decides what happens when
 * memory runs out (the run ends; nothing in this program can do useful work with half its input). */
#include "base/str.h"
#include <assert.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>

/* What an empty string points at. Never written to: every write goes through str_reserve, which allocates first. */
char str_empty_[1];

_Noreturn void xnomem(void)
{
	fputs("mentorpress: out of memory\n", stderr);
	exit(4);
}

void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p) xnomem();
	return p;
}

void *xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p) xnomem();
	return p;
}

void *xrealloc(void *p, size_t n)
{
	void *q = realloc(p, n ? n : 1);

	if (!q) xnomem();
	return q;
}

void xtrim(void)
{
	malloc_trim(0);
}

char *xstrndup(const char *p, size_t n)
{
	char *z = NULL;

	if (n == SIZE_MAX) xnomem();
	z = xmalloc(n + 1);
	if (n) memcpy(z, p, n);
	z[n] = '\0';
	return z;
}

char *xstrdup(const char *z)
{
	return xstrndup(z, strlen(z));
}

void str_init(struct str *s, size_t max)
{
	*s = (struct str){ str_empty_, 0, 0, max };
}

void str_dispose(struct str *s)
{
	if (s->cap) free(s->ptr);
	str_init(s, s->max);
}

void str_clear(struct str *s)
{
	str_truncate(s, 0);
}

void str_truncate(struct str *s, size_t len)
{
	assert(len <= s->len);
	s->len = len;
	if (s->cap) s->ptr[len] = '\0';
}

bool str_room(const struct str *s, size_t extra)
{
	size_t limit = s->max ? s->max : SIZE_MAX / 2;

	return extra <= limit && s->len <= limit - extra;
}

/* `cap` counts the terminator, so that cap == 0 says "nothing allocated yet". */
void str_reserve(struct str *s, size_t extra)
{
	size_t need, cap;

	if (s->cap && extra < s->cap - s->len) return;
	if (!s->max && !str_room(s, extra)) xnomem();
	assert(str_room(s, extra));
	need = s->len + extra + 1;
	cap = s->cap + s->cap / 2;
	if (cap < 64) cap = 64;
	if (cap < need) cap = need;
	s->ptr = xrealloc(s->cap ? s->ptr : NULL, cap);
	s->cap = cap;
	s->ptr[s->len] = '\0';
}

void str_append_slowly(struct str *s, const void *bytes, size_t n)
{
	if (!n) return;
	assert(str_room(s, n));
	str_reserve(s, n);
	memcpy(s->ptr + s->len, bytes, n);
	s->len += n;
	s->ptr[s->len] = '\0';
}

void str_vprintf(struct str *s, const char *fmt, va_list ap)
{
	va_list again;
	size_t room = s->cap - s->len; /* with the end; often enough, so that the text is made once */
	int n;

	va_copy(again, ap);
	n = vsnprintf(room ? s->ptr + s->len : NULL, room, fmt, again);
	va_end(again);
	assert(n >= 0);
	assert(str_room(s, (size_t)n));
	if ((size_t)n >= room) {
		str_reserve(s, (size_t)n);
		vsnprintf(s->ptr + s->len, (size_t)n + 1, fmt, ap);
	}
	s->len += (size_t)n;
}

void str_printf(struct str *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	str_vprintf(s, fmt, ap);
	va_end(ap);
}

char *str_detach(struct str *s)
{
	char *z = s->cap ? s->ptr : xstrdup("");

	str_init(s, s->max);
	return z;
}
