/* Files that are not pages. */
#include "base/fs.h"
#include "site/atom.h"
#include "site/feeds.h"
#include "site/sitemap.h"

#define ASSET_MAX ((size_t)1 << 20) /* bytes */

static void add_piece(void *ctx, struct sv bytes, enum origin origin)
{
	rendering_add(ctx, bytes, origin, NULL);
}

static int pool_csv(struct site *s)
{
	rendering_clear(&s->out);
	rendering_add(&s->out, SV_LIT(PUBLIC_POOL_CSV_HEADER), ORIGIN_TEMPLATE, NULL);
	static const char *const code[] = { "mentors", "peers" };
	for (size_t i = 0; i < 2; i++) {
		const struct public_pool *pool = page_pool(s, code[i]);
		if (pool) public_pool_csv_each(pool, add_piece, &s->out);
	}
	return rendering_put(&s->out, "pool.csv", s->sink);
}

static int robots(struct site *s)
{
	bool open = s->in->settings->index && !s->in->preview && !(s->in->roots && s->in->readers > READERS_PUBLIC);
	rendering_clear(&s->out);
	rendering_add(&s->out, open ? SV_LIT("User-agent: *\nAllow: /\n") : SV_LIT("User-agent: *\nDisallow: /\n"),
		ORIGIN_TEMPLATE, NULL);
	if (sitemap_wanted(s)) {
		rendering_add(&s->out, SV_LIT("Sitemap: "), ORIGIN_TEMPLATE, NULL);
		rendering_add(&s->out, sv(s->in->address), ORIGIN_SETTINGS, NULL);
		rendering_add(&s->out, SV_LIT("sitemap.xml\n"), ORIGIN_TEMPLATE, NULL);
	}
	return rendering_put(&s->out, "robots.txt", s->sink);
}

static int put_asset(struct site *s, const char *name)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	int rc = -1;
	if (fs_read(&bytes, fs_join(&s->mem, s->in->assets_dir, name), ASSET_MAX, &err) != 0) {
		diags_error(s->ds, "S003", NOPLACE, "look at site-templates/assets in the workspace", "%s", err.ptr);
		goto done;
	}
	rc = sink_put_plain(s->sink, arena_printf(&s->mem, "assets/%s", name), sv_of(&bytes), ORIGIN_TEMPLATE);
done:
	str_dispose(&bytes);
	str_dispose(&err);
	return rc;
}

/* The pages rely on these; whatever else the committee puts beside them goes along. */
static int check_assets(struct site *s, const struct fs_list *files)
{
	static const char *const needed[] = { "documents.css", "icon.svg", "search.js", "site.css" };
	int rc = 0;
	for (size_t n = 0; n < sizeof needed / sizeof *needed; n++) {
		bool found = false;
		for (size_t i = 0; i < files->n && !found; i++) found = strcmp(files->at[i], needed[n]) == 0;
		if (found) continue;
		diags_error(s->ds, "S004", NOPLACE, "copy it from the project, or restore it from version control",
			"site-templates/assets has no file %s, which every page needs", needed[n]);
		rc = -1;
	}
	return rc;
}

static int assets(struct site *s)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	int rc = -1;
	arena_reset(&s->mem);
	if (fs_walk(&files, &s->mem, s->in->assets_dir, NULL, &err) != 0) {
		diags_error(s->ds, "S003", NOPLACE, "look at site-templates/assets in the workspace", "%s", err.ptr);
		goto done;
	}
	rc = check_assets(s, &files);
	for (size_t i = 0; i < files.n; i++)
		if (put_asset(s, files.at[i]) != 0) rc = -1;
done:
	str_dispose(&err);
	return rc;
}

int feeds_build(struct site *s)
{
	int rc = pool_csv(s);
	if (robots(s) != 0) rc = -1;
	if (sitemap_build(s) != 0) rc = -1;
	if (atom_build(s) != 0) rc = -1;
	if (assets(s) != 0) rc = -1;
	return rc;
}
