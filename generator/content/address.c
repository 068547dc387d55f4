/* What a document says about its pages and not in them. A former address is checked for its form here; whether another
 * page has it is known only when all pages are made (site/aliases.c). */
#include "content/address.h"

#define FOLDERS 2 /* an alias may lie this deep */

static bool plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
	       c == '_';
}

/* "old-name.html", "docs/old.html": no way out of the site, nothing that a server or browser would read otherwise. */
static bool page_ok(struct sv v)
{
	struct sv rest = v, part;
	unsigned parts = 0;
	if (!sv_ends(v, ".html") || v.n > 120 || sv_starts(v, "assets/")) return false;
	for (size_t i = 0; i < READERS_COUNT; i++) {
		const char *folder = readers_folder((enum readers)i);
		if (*folder && sv_starts(v, folder)) return false;
	}
	while (sv_split(&rest, '/', &part)) {
		if (!part.n || part.p[0] == '.' || part.p[0] == '-' || ++parts > FOLDERS + 1) return false;
		for (size_t i = 0; i < part.n; i++)
			if (!plain(part.p[i])) return false;
	}
	return !sv_is(part, ".html") && parts > 0;
}

/* A question and a definition had an id on the page where they stand. */
static bool fragment_ok(const struct document *d, struct sv v)
{
	const char *page = d->kind == DOC_FAQ ? "faqs.html#" : d->kind == DOC_DEFINITION ? "definitions.html#" : NULL;
	if (!page || !sv_starts(v, page)) return false;
	v = sv_sub(v, strlen(page), v.n);
	for (size_t i = 0; i < v.n; i++)
		if (!plain(v.p[i])) return false;
	return v.n > 0 && v.n <= 60;
}

static void read_aliases(struct build *b, struct document *d, const struct yaml *map)
{
	struct yaml_texts t = { NULL, NULL, 0 };
	if (!yaml_texts(map, "aliases", false, &b->mem, &t, b->ds)) return;
	struct sv *kept = ARENA_ARRAY(&b->mem, struct sv, t.n + 1);
	struct place *at = ARENA_ARRAY(&b->mem, struct place, t.n + 1);
	for (size_t i = 0; i < t.n; i++) {
		struct sv v = sv_trim(t.at[i]);
		if (!page_ok(v) && !fragment_ok(d, v)) {
			diags_error(b->ds, "C147", t.place[i],
				d->kind == DOC_FAQ
					? "write the page's old address on this site, such as old-name.html, or the "
					  "question's old place, such as faqs.html#old-name"
					: "write the page's old address on this site, such as old-name.html or "
					  "docs/old-name.html",
				"aliases: \"%.*s\" cannot be an old address", SV_ARG(v));
			continue;
		}
		kept[d->naliases] = v;
		at[d->naliases++] = t.place[i];
	}
	d->aliases = kept;
	d->alias_at = at;
}

/* Pages that every site has are for everybody, and so is what the committee says at their beginning. */
static bool is_introduction(const struct document *d)
{
	static const char *const id[] = { "index", "faqs", "definitions", "documents", "timeline", "flowchart",
		"changes", "edition", "privacy", "404" };
	for (size_t i = 0; d->kind == DOC_PAGE && i < sizeof id / sizeof *id; i++)
		if (strcmp(d->id, id[i]) == 0) return true;
	return false;
}

static void read_readers(struct build *b, struct document *d, const struct yaml *map)
{
	struct sv v = sv("");
	if (is_introduction(d)) d->readers = READERS_PUBLIC;
	if (!yaml_get(map, "readers") || !yaml_text(map, "readers", false, &v, b->ds)) return;
	if (readers_parse(sv_trim(v), &d->readers)) return;
	diags_error(b->ds, "C006", yaml_get(map, "readers")->at, "write one of: public, members, participants",
		"readers: \"%.*s\" is not one of the choices", SV_ARG(v));
}

static void read_lang(struct build *b, struct document *d, const struct yaml *map)
{
	struct sv v = sv("");
	if (!yaml_get(map, "lang") || !yaml_text(map, "lang", false, &v, b->ds)) return;
	d->lang = sv_trim(v);
	bool odd = d->lang.n < 2;
	for (size_t i = 0; i < d->lang.n; i++)
		odd |= !plain(d->lang.p[i]) || d->lang.p[i] == '.' || d->lang.p[i] == '_';
	if (odd)
		diags_error(b->ds, "C006", yaml_get(map, "lang")->at, "write a language code such as en or fr-CA",
			"lang: \"%.*s\" is not a language code", SV_ARG(v));
}

void address_read(struct build *b, struct document *d, const struct yaml *map)
{
	read_readers(b, d, map);
	read_aliases(b, d, map);
	read_lang(b, d, map);
}
