/* The asset step. Stripping is done here and not by hand, so that the files the committee keeps are the ones it reads. */
#include "site/assets.h"
#include "base/fs.h"
#include "site/strip.h"

#define ASSET_MAX ((size_t)1 << 20) /* bytes */

static struct place place_of(struct diags *ds, const char *path, struct sv bytes, size_t at)
{
	struct place place = { diags_text(ds, "site-templates/assets/%s", path), 1, 1 };
	for (size_t i = 0; i < at && i < bytes.n; i++) {
		place.col++;
		if (bytes.p[i] != '\n') continue;
		place.line++;
		place.col = 1;
	}
	return place;
}

int assets_strip(struct str *out, const char *path, struct sv bytes, struct diags *ds)
{
	struct strip_error error;
	int rc = 0;
	if (sv_ends(sv(path), ".js"))
		rc = strip_js(out, bytes, &error);
	else if (sv_ends(sv(path), ".css"))
		rc = strip_css(out, bytes, &error);
	else
		str_sv(out, bytes);
	if (rc != 0)
		diags_error(ds, "S060", place_of(ds, path, bytes, error.at),
			"correct it there; comments are left out on the way to the site, so the file must be clear",
			"%s", error.what);
	return rc;
}

static int put_asset(struct site *s, const char *name)
{
	struct str bytes = STR_INIT, stripped = STR_INIT, err = STR_INIT;
	int rc = -1;
	if (fs_read(&bytes, fs_join(&s->mem, s->in->assets_dir, name), ASSET_MAX, &err) != 0) {
		diags_error(s->ds, "S003", NOPLACE, "look at site-templates/assets in the workspace", "%s", err.ptr);
		goto done;
	}
	if (assets_strip(&stripped, name, sv_of(&bytes), s->ds) != 0) goto done;
	rc = sink_put_plain(s->sink, arena_printf(&s->mem, "assets/%s", name), sv_of(&stripped), ORIGIN_TEMPLATE);
done:
	str_dispose(&bytes);
	str_dispose(&stripped);
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

int assets_build(struct site *s)
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
