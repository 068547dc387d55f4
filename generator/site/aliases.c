/* Members keep bookmarks, and SOPs are cited by address for years: an address that was published once goes on leading
 * somewhere, or somebody decided that it should not. */
#include "site/aliases.h"
#include "base/html.h"

struct claims {
	struct map taken;   /* addresses of today */
	struct map claimed; /* former ones → index of the document */
};

static bool is_place(struct sv alias)
{
	return sv_find(alias, SV_LIT("#")) != SIZE_MAX;
}

void aliases_places(struct tmap *m, const struct document *doc)
{
	struct tlist *list = tmap_list(m, "former");
	for (size_t i = 0; i < doc->naliases; i++) {
		size_t hash = sv_find(doc->aliases[i], SV_LIT("#"));
		if (hash == SIZE_MAX) continue;
		tmap_text(tlist_add(list), "id", sv_sub(doc->aliases[i], hash + 1, doc->aliases[i].n), ORIGIN_DOCUMENT,
			doc->file);
	}
}

static int claim(struct site *s, struct claims *c, size_t at, size_t i)
{
	const struct document *doc = s->in->corpus->doc[at];
	struct sv alias = doc->aliases[i];
	uint64_t other;
	if (map_get(&c->taken, alias, NULL)) {
		diags_error(s->ds, "S040", doc->alias_at[i],
			"remove the alias, or rename the page that has the address now",
			"aliases: %.*s is an address of this site today", SV_ARG(alias));
		return -1;
	}
	if (map_add(&c->claimed, alias, at)) return 0;
	map_get(&c->claimed, alias, &other);
	diags_error(s->ds, "S041", doc->alias_at[i], "an old address leads to one page: remove it from one of the two",
		"aliases: %.*s is named in %s too", SV_ARG(alias), s->in->corpus->doc[other]->file);
	return -1;
}

/* Templates may not write such an element, because its value could name any site; this one is an address of ours. */
static void put_refresh(struct rendering *out, const char *path, const struct document *doc)
{
	struct str url = STR_INIT;
	rendering_add(out, SV_LIT("<meta http-equiv=\"refresh\" content=\"0; url="), ORIGIN_TEMPLATE, NULL);
	for (; *path; path++)
		if (*path == '/') rendering_add(out, SV_LIT("../"), ORIGIN_TEMPLATE, NULL);
	html_attr(&url, sv(doc->path));
	rendering_add(out, sv_of(&url), ORIGIN_DOCUMENT, doc->file);
	rendering_add(out, SV_LIT("\">"), ORIGIN_TEMPLATE, NULL);
	str_dispose(&url);
}

static int moved_page(struct site *s, const struct document *doc, struct sv alias)
{
	const char *path = arena_strdup(&s->keep, alias);
	struct rendering refresh = RENDERING_INIT;
	put_refresh(&refresh, path, doc);
	struct tmap *m =
		page_begin_with(s, path, NAV_NONE, &(struct page_extra){ .moved = doc->path, .refresh = &refresh });
	struct sv lead = SV_LIT("This page has moved. Please use its new address.");
	tmap_text(m, "title", SV_LIT("Moved"), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "lead", lead, ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "description", lead, ORIGIN_TEMPLATE, NULL);
	page_url(s, m, "target", doc->path, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "target_title", doc->title, ORIGIN_DOCUMENT, doc->file);
	int rc = page_put(s, "alias.html", m, doc->at);
	rendering_dispose(&refresh);
	return rc;
}

/* Where the line goes: the file of the same kind, or any. */
static void tell_gone(struct site *s, struct sv path)
{
	size_t hash = sv_find(path, SV_LIT("#"));
	diags_warn(s->ds, "S042", NOPLACE,
		diags_text(s->ds,
			"if it was renamed or another page replaces it, add to the head of that file the line   "
			"aliases: "
			"[%s%.*s%s]   so that old links go on leading there",
			hash == SIZE_MAX ? "" : "\"", SV_ARG(path), hash == SIZE_MAX ? "" : "\""),
		"the last edition has the address %.*s, and this one would not", SV_ARG(path));
}

static void check_gone(struct site *s, const struct claims *c)
{
	/* In a narrower root a page may be gone because it is for fewer readers now, which was meant. */
	if (s->in->roots && s->in->readers != READERS_PARTICIPANTS) return;
	for (size_t i = 0; i < s->nnew; i++)
		if (sv_is(s->change[i].what, "removed") && !map_get(&c->claimed, s->change[i].path, NULL) &&
			!map_get(&c->taken, s->change[i].path, NULL))
			tell_gone(s, s->change[i].path);
}

int aliases_build(struct site *s)
{
	struct claims c = { MAP_INIT, MAP_INIT };
	const struct corpus *corpus = s->in->corpus;
	int rc = 0;
	static const char *const later[] = { "edition.html", "index.html" };
	for (const struct site_page *p = s->made; p; p = p->before) map_set(&c.taken, sv(p->path), 1);
	for (size_t i = 0; i < sizeof later / sizeof *later; i++) map_set(&c.taken, sv(later[i]), 1);
	for (size_t i = 0; i < corpus->ndocs; i++) map_set(&c.taken, sv(corpus->doc[i]->path), 1);
	for (size_t at = 0; at < corpus->ndocs; at++)
		for (size_t i = 0; i < corpus->doc[at]->naliases; i++) {
			if (claim(s, &c, at, i) != 0)
				rc = -1;
			else if (!is_place(corpus->doc[at]->aliases[i]) &&
				 moved_page(s, corpus->doc[at], corpus->doc[at]->aliases[i]) != 0)
				rc = -1;
		}
	check_gone(s, &c);
	map_dispose(&c.taken);
	map_dispose(&c.claimed);
	return rc;
}
