/* Two things about a link are not known when its page is made: that its goal stands in another root, and how deep the
 * address was for which the "not found" page is shown. Both are put right on the way out, where the bytes pass by. */
#include "site/rewrite.h"
#include "base/html.h"

void rewrite_begin(struct rewrite *w, const struct artifact *a)
{
	*w = (struct rewrite){ .from = a, .to = RENDERING_INIT };
}

static void copy_until(struct rewrite *w, size_t end)
{
	while (w->done < end) {
		const struct span *span = &w->from->spans[w->span];
		size_t stop = span->end < end ? span->end : end;
		rendering_add(&w->to, sv_sub(w->from->bytes, w->done, stop - w->done), span->origin, span->source);
		w->done = stop;
		if (span->end == stop) w->span++;
	}
}

static size_t offset_of(const struct rewrite *w, struct sv slice)
{
	return (size_t)(slice.p - w->from->bytes.p);
}

const char *rewrite_source(const struct rewrite *w, struct sv at)
{
	size_t offset = offset_of(w, at);
	for (size_t i = w->span; i < w->from->nspans; i++)
		if (w->from->spans[i].end > offset) return w->from->spans[i].source;
	return NULL;
}

static void add(struct rewrite *w, struct sv text, enum origin origin, const char *source)
{
	struct str escaped = STR_INIT;
	html_attr(&escaped, text);
	rendering_add(&w->to, sv_of(&escaped), origin, source);
	str_dispose(&escaped);
}

void rewrite_value(struct rewrite *w, struct sv old, struct sv head, enum origin head_origin, struct sv tail,
	enum origin tail_origin)
{
	const char *source = rewrite_source(w, old);
	copy_until(w, offset_of(w, old));
	add(w, head, head_origin, NULL);
	add(w, tail, tail_origin, source);
	w->done += old.n;
	while (w->span < w->from->nspans && w->from->spans[w->span].end <= w->done) w->span++;
}

int rewrite_put(struct rewrite *w, const char *path, struct sink *next)
{
	copy_until(w, w->from->bytes.n);
	return rendering_put(&w->to, path, next);
}

void rewrite_dispose(struct rewrite *w)
{
	rendering_dispose(&w->to);
}

static bool elsewhere(struct sv v)
{
	size_t n = 0;
	while (n < v.n && !strchr(":/?#", v.p[n])) n++;
	return n == v.n ? false : v.p[n] == ':' || v.p[0] == '/';
}

bool rewrite_resolve(const char *page, struct sv written, struct str *path, struct sv *fragment)
{
	struct sv part, dir = sv(page);
	written = sv_trim(written);
	size_t hash = sv_find(written, SV_LIT("#"));
	*fragment = hash == SIZE_MAX ? sv("") : sv_sub(written, hash, written.n);
	struct sv file = sv_sub(written, 0, hash == SIZE_MAX ? written.n : hash);
	if (elsewhere(written) || !file.n) return false;
	while (dir.n && dir.p[dir.n - 1] != '/') dir.n--;
	str_sv(path, dir);
	while (sv_split(&file, '/', &part)) {
		if (!part.n || sv_is(part, ".")) continue;
		if (!sv_is(part, "..")) {
			str_sv(path, part);
			str_putc(path, '/');
			continue;
		}
		if (path->len) str_truncate(path, path->len - 1);
		while (path->len && path->ptr[path->len - 1] != '/') str_truncate(path, path->len - 1);
	}
	if (path->len) str_truncate(path, path->len - 1);
	return true;
}
