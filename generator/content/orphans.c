/* orphans.c: work that nobody finds is work lost, and usually a link that somebody forgot. */
#include "content/orphans.h"
#include "base/fs.h"
#include "content/include.h"

#define MAX_TEMPLATE ((size_t)1 << 20)
#define MAX_LOOKED_AT ((size_t)64 << 20) /* bytes of texts; in a site too large for that the rest is not judged */

/* Pages that the program makes, or links in the frame of every page or on the home page. */
static bool is_framed(const struct document *d)
{
	static const char *const known[] = { "index", "mentors", "peers", "faqs", "definitions", "documents",
		"timeline", "changes", "privacy", "edition", "404", "how-it-works", "tutorial", "contact", "committee",
		"accessibility", "auditors" };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(d->id, known[i]) == 0) return true;
	return d->nav || d->role.n > 0;
}

static void check_page(struct build *b, const struct source *s)
{
	if (s->linked || s->doc->draft || is_framed(s->doc)) return; /* a draft is linked when it is ready */
	diags_warn(b->ds, "C132", s->doc->at,
		diags_text(b->ds, "link to it from another page with [words](../pages/%s.md), or add nav: to its head",
			s->doc->id),
		"no other page leads to this one");
}

/* Does any text hold the name? Only asked of a few names, before the texts are given back. */
static bool in_texts(const struct build *b, struct sv name, size_t *looked_at)
{
	for (size_t i = 0; i < b->sources.n; i++) {
		const struct source *s = b->sources.at[i];
		*looked_at += s->front.body.n;
		if (*looked_at > MAX_LOOKED_AT) return true; /* nobody knows */
		if (sv_find(s->front.body, name) != SIZE_MAX) return true;
	}
	return false;
}

/* ---- pictures */

static bool is_picture(const char *name)
{
	static const char *const end[] = { ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif" };
	for (size_t i = 0; i < sizeof end / sizeof *end; i++)
		if (sv_ends(sv(name), end[i])) return true;
	return false;
}

/* All templates, styles and scripts, in which a picture may be named. */
static void read_templates(struct build *b, struct str *all, const char *folder)
{
	static const char *const text[] = { ".html", ".css", ".js", ".svg" };
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT, one = STR_INIT;
	if (fs_walk(&files, &b->mem, folder, NULL, &err) != 0) files.n = 0;
	for (size_t i = 0; i < files.n; i++)
		for (size_t k = 0; k < sizeof text / sizeof *text; k++)
			if (sv_ends(sv(files.at[i]), text[k]) &&
				fs_read(&one, fs_join(&b->mem, folder, files.at[i]), MAX_TEMPLATE, &err) == 0) {
				str_sv(all, sv_of(&one));
				str_clear(&one);
			}
	str_dispose(&err);
	str_dispose(&one);
}

static void check_pictures(struct build *b, size_t *looked_at)
{
	const char *folder = fs_join(&b->mem, b->workspace, "site-templates");
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT, templates = STR_INIT;
	if (fs_walk(&files, &b->mem, fs_join(&b->mem, folder, "assets"), NULL, &err) != 0) files.n = 0;
	for (size_t i = 0; i < files.n; i++) {
		struct sv name = sv(files.at[i]);
		bool used = !is_picture(files.at[i]);
		if (used) continue;
		if (!templates.len) read_templates(b, &templates, folder);
		used = sv_find(sv_of(&templates), name) != SIZE_MAX || in_texts(b, name, looked_at);
		if (!used)
			diags_warn(b->ds, "C132", NOPLACE, "delete it, or show it with ![what it shows](assets/...)",
				"no page shows the picture site-templates/assets/%s", files.at[i]);
	}
	str_dispose(&err);
	str_dispose(&templates);
}

void orphans_look(struct build *b)
{
	size_t looked_at = 0;
	check_pictures(b, &looked_at);
}

void orphans_check(struct build *b)
{
	/* Where a site begins: before there is a home page nothing leads anywhere. */
	bool begun = map_get(&b->by_file, SV_LIT("content/pages/index.md"), NULL);
	for (size_t i = 0; i < b->sources.n && begun; i++) {
		const struct source *s = b->sources.at[i];
		if (!s->left_out && s->doc->kind == DOC_PAGE) check_page(b, s);
	}
	include_unused(b);
}
