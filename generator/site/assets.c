/* The asset step. Stripping is done here and not by hand, so that the files the committee keeps are the ones it reads. */
#include "site/assets.h"
#include "base/fs.h"
#include "site/strip.h"

int assets_strip(struct str *out, const struct asset *a, struct diags *ds)
{
	struct sv path = sv(a->path), bytes = sv_of(&a->bytes);
	struct strip_error error;
	int rc = 0;
	if (sv_ends(path, ".js"))
		rc = strip_js(out, bytes, &error);
	else if (sv_ends(path, ".css"))
		rc = strip_css(out, bytes, &error);
	else
		str_sv(out, bytes);
	if (rc != 0)
		diags_error(ds, "S060", asset_place(a, ds, error.at),
			"correct it there; comments are left out on the way to the site, so the file must be clear",
			"%s", error.what);
	return rc;
}

static int put_asset(struct site *s, const char *name)
{
	struct str stripped = STR_INIT, err = STR_INIT;
	struct asset asset;
	int rc = -1;
	if (asset_read(&asset, &s->mem, s->in->assets_dir, name, &err) != 0) {
		diags_error(s->ds, "S003", NOPLACE, "look at site-templates/assets in the workspace", "%s", err.ptr);
		goto done;
	}
	if (assets_strip(&stripped, &asset, s->ds) != 0) goto done;
	rc = sink_put_plain(s->sink, arena_printf(&s->mem, "assets/%s", name), sv_of(&stripped), ORIGIN_TEMPLATE);
done:
	asset_dispose(&asset);
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
		if (!asset_is_part(files.at[i]) && put_asset(s, files.at[i]) != 0) rc = -1;
done:
	str_dispose(&err);
	return rc;
}
