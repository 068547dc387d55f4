/* The bytes of an edition without an entry. Each kind of file has its own function; what they share is that a place which is not
 * recognised stays as it is, because the caller looks at the result and takes the page down if anything is left in it. */
#include "publish/erase_page.h"

#include "base/readers.h"
#include "publish/commit.h"

void erase_facts_dispose(struct erase_facts *f)
{
	vec_dispose(&f->pool);
	vec_dispose(&f->hex);
	arena_dispose(&f->mem);
}

void erase_facts_hex(struct erase_facts *f, struct sv was, struct sv now)
{
	struct erase_hex h = { arena_strdup(&f->mem, was), arena_strdup(&f->mem, now) };

	if (!sv_eq(was, now)) vec_push(&f->hex, h);
}

bool erase_has_id(const struct erase_ids *ids, struct sv bytes)
{
	for (size_t i = 0; i < ids->n; i++)
		if (sv_find(bytes, sv(ids->at[i])) != SIZE_MAX) return true;
	return false;
}

bool erase_has_hex(const struct erase_facts *f, struct sv bytes)
{
	for (size_t i = 0; i < f->hex.n; i++)
		if (sv_find(bytes, sv(f->hex.at[i].was)) != SIZE_MAX) return true;
	return false;
}

static void replace_hex(struct str *text, const struct erase_facts *f)
{
	for (size_t i = 0; i < f->hex.n; i++) {
		const struct erase_hex *h = &f->hex.at[i];
		size_t n = strlen(h->was), from = 0, at;

		while ((at = sv_find(sv_sub(sv_of(text), from, text->len), sv(h->was))) != SIZE_MAX) {
			memcpy(text->ptr + from + at, h->now, n);
			from += at + n;
		}
	}
}

static void splice(struct str *text, size_t at, size_t n, struct sv with)
{
	struct str tail = STR_INIT;

	str_append(&tail, text->ptr + at + n, text->len - at - n);
	str_truncate(text, at);
	str_sv(text, with);
	str_sv(text, sv_of(&tail));
	str_dispose(&tail);
}

/* Puts the number `now` where `was` stands between two texts, at or behind `from`; false if it is not there. */
static bool renumber(
	struct str *text, size_t from, size_t to, const char *before, size_t was, size_t now, const char *after)
{
	struct arena mem = ARENA_INIT;
	const char *old = arena_printf(&mem, "%s%zu%s", before, was, after);
	size_t at = sv_find(sv_sub(sv_of(text), from, to - from), sv(old));

	if (at != SIZE_MAX) splice(text, from + at, strlen(old), sv(arena_printf(&mem, "%s%zu%s", before, now, after)));
	arena_dispose(&mem);
	return at != SIZE_MAX;
}

/* "<strong>2</strong> profiles" and, where one is left, its word in the singular. */
static void count_on_page(struct str *text, const struct erase_pool *p)
{
	const char *was = p->profiles_was == 1 ? "</strong> profile" : "</strong> profiles";
	size_t at;

	if (!renumber(text, 0, text->len, "<strong>", p->profiles_was, p->profiles_now, was)) return;
	at = sv_find(sv_of(text), sv("</strong> profile")) + strlen("</strong> profile");
	if (p->profiles_was != 1 && p->profiles_now == 1 && text->ptr[at] == 's') splice(text, at, 1, sv(""));
	if (p->profiles_was == 1 && p->profiles_now != 1) splice(text, at, 0, sv("s"));
}

static size_t find_back(struct sv text, size_t before, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = before; i-- > 0;)
		if (i + n <= before && memcmp(text.p + i, what, n) == 0) return i;
	return 0;
}

/* The row of the statement that ends with the pool's digest. */
static void count_in_row(struct str *text, const struct erase_pool *p)
{
	size_t digest = sv_find(sv_of(text), sv(p->now.z));

	if (digest == SIZE_MAX) return;
	renumber(
		text, find_back(sv_of(text), digest, "<tr"), digest, "<td>", p->profiles_was, p->profiles_now, "</td>");
}

static void say_on_statement(struct str *text, const struct erase_facts *f)
{
	struct arena mem = ARENA_INIT;
	size_t at = sv_find(sv_of(text), sv("</h1>"));

	if (at != SIZE_MAX)
		splice(text, at + strlen("</h1>"), 0,
			sv(arena_printf(&mem,
				"\n<p class=\"callout\">%zu %s of this edition %s erased since. Numbers and digests "
				"are those of what is left.</p>",
				f->taken, f->taken == 1 ? "entry" : "entries", f->taken == 1 ? "was" : "were")));
	arena_dispose(&mem);
}

static void statement_json(struct str *text, const struct erase_facts *f)
{
	static const char key[] = "\"erased_since\": ";
	struct arena mem = ARENA_INIT;
	size_t at = sv_find(sv_of(text), sv(key)), end;
	long before = 0;

	for (size_t i = 0; i < f->pool.n; i++) {
		const struct erase_pool *p = &f->pool.at[i];
		size_t from = sv_find(sv_of(text), sv(arena_printf(&mem, "\"pool\": \"%s\"", p->code)));
		size_t to = from == SIZE_MAX ? from : sv_find(sv_sub(sv_of(text), from, text->len), sv("}"));

		if (to != SIZE_MAX)
			renumber(text, from, from + to, "\"profiles\": ", p->profiles_was, p->profiles_now, ",");
	}
	if (at == SIZE_MAX) {
		at = sv_find(sv_of(text), sv("\n"));
		if (at != SIZE_MAX) splice(text, at + 1, 0, sv(arena_printf(&mem, "  %s%zu,\n", key, f->taken)));
	} else {
		at += strlen(key);
		for (end = at; end < text->len && text->ptr[end] >= '0' && text->ptr[end] <= '9';) end++;
		sv_long(sv_sub(sv_of(text), at, end - at), &before);
		splice(text, at, end - at, sv(arena_printf(&mem, "%zu", (size_t)before + f->taken)));
	}
	arena_dispose(&mem);
}

void erase_file(
	struct str *out, const char *path, struct sv bytes, const struct erase_ids *ids, const struct erase_facts *f)
{
	struct arena mem = ARENA_INIT;

	path = readers_inner(path); /* a root's copy is cleaned as the page itself */
	if (sv_ends(sv(path), ".html"))
		erase_html(out, bytes, ids);
	else
		str_sv(out, bytes);
	replace_hex(out, f);
	if (f->taken) {
		for (size_t i = 0; i < f->pool.n; i++)
			if (strcmp(path, arena_printf(&mem, "%s.html", f->pool.at[i].code)) == 0)
				count_on_page(out, &f->pool.at[i]);
		if (strcmp(path, "edition.html") == 0) {
			for (size_t i = 0; i < f->pool.n; i++) count_in_row(out, &f->pool.at[i]);
			say_on_statement(out, f);
		}
		if (strcmp(path, "edition.json") == 0) statement_json(out, f);
	}
	arena_dispose(&mem);
}

bool erase_counts(const char *path, const struct erase_facts *f)
{
	struct arena mem = ARENA_INIT;
	bool counts = false;

	for (size_t i = 0; i < f->pool.n; i++)
		counts |= strcmp(readers_inner(path), arena_printf(&mem, "%s-picture.html", f->pool.at[i].code)) == 0;
	arena_dispose(&mem);
	return counts;
}

/* A line of the last paragraph; the number stands before " profiles". */
static void count_in_line(struct str *text, const struct erase_pool *p)
{
	size_t digest = sv_find(sv_of(text), sv(p->now.z));

	if (digest == SIZE_MAX) return;
	renumber(text, find_back(sv_of(text), digest, "\n"), digest, ", ", p->profiles_was, p->profiles_now,
		" profiles");
}

static size_t erased_before(struct sv message)
{
	struct sv rest = commit_trailers(message), key, value;
	long n = 0;

	while (commit_trailer_next(&rest, &key, &value))
		if (sv_is(key, "Erased-since")) sv_long(value, &n);
	return n > 0 ? (size_t)n : 0;
}

void erase_message(struct str *out, struct sv message, const struct erase_facts *f)
{
	size_t before = erased_before(message);

	str_sv(out, message);
	replace_hex(out, f);
	for (size_t i = 0; i < f->pool.n; i++) count_in_line(out, &f->pool.at[i]);
	if (!f->taken) return;
	if (before)
		renumber(out, 0, out->len, "Erased-since: ", before, before + f->taken, "\n");
	else
		str_printf(out, "Erased-since: %zu\n", f->taken);
}

void erase_stub(struct str *out, const char *path, unsigned edition, const char *day)
{
	struct arena mem = ARENA_INIT;
	const char *why = arena_printf(
		&mem, "This page of edition %u was taken down on %s because an entry was erased.", edition, day);

	if (sv_ends(sv(path), ".html"))
		str_printf(out,
			"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
			"name=\"viewport\" "
			"content=\"width=device-width, initial-scale=1\">\n<title>Taken down</title>\n</head>\n<body>\n"
			"<main>\n<h1>Taken down</h1>\n<p>%s</p>\n</main>\n</body>\n</html>\n",
			why);
	else if (sv_ends(sv(path), ".json"))
		str_printf(out, "{\n  \"taken_down\": \"%s\"\n}\n", why);
	else if (sv_ends(sv(path), ".css") || sv_ends(sv(path), ".js"))
		str_printf(out, "/* %s */\n", why);
	else
		str_printf(out, "%s\n", why);
	arena_dispose(&mem);
}
