/* asset_parts.c puts a script together line by line, and remembers where each stretch is from, so that a mistake is shown in the file it is in. */
#include "site/asset_parts.h"
#include "base/fs.h"

#define ASSET_MAX ((size_t)1 << 20) /* bytes of a file */
#define MARK "// part:"

bool asset_is_part(const char *path)
{
	return path[0] == '_';
}

static void begin_stretch(struct asset *a, const char *path, uint32_t line)
{
	a->stretch[a->n++] = (struct asset_stretch){ path, a->bytes.len, line };
}

static int take_part(struct asset *a, struct arena *mem, const char *dir, struct sv name, struct str *err)
{
	const char *path = arena_strdup(mem, name);

	if (!asset_is_part(path) || !sv_ends(name, ".js") || sv_find(name, SV_LIT("/")) != SIZE_MAX)
		return str_printf(err, "%s: the part \"%s\" cannot be: its name begins with _ and ends with .js",
			       a->path, path),
		       -1;
	if (a->n + 2 > sizeof a->stretch / sizeof *a->stretch)
		return str_printf(err, "%s has more than %d parts", a->path, ASSET_PARTS_MAX), -1;
	begin_stretch(a, path, 1);
	if (fs_read(&a->bytes, fs_join(mem, dir, path), ASSET_MAX, err) != 0) return -1;
	str_putc(&a->bytes, '\n'); /* a comment on its last line ends there */
	return 0;
}

static int take_script(struct asset *a, struct arena *mem, const char *dir, struct sv script, struct str *err)
{
	struct sv line;

	for (uint32_t n = 1; sv_split(&script, '\n', &line); n++) {
		if (!sv_starts(line, MARK)) {
			str_sv(&a->bytes, line);
			if (script.p) str_putc(&a->bytes, '\n');
			continue;
		}
		if (take_part(a, mem, dir, sv_trim(sv_sub(line, strlen(MARK), line.n)), err) != 0) return -1;
		begin_stretch(a, a->path, n + 1);
	}
	return 0;
}

int asset_read(struct asset *out, struct arena *mem, const char *dir, const char *path, struct str *err)
{
	struct str file = STR_INIT;
	bool script = sv_ends(sv(path), ".js");
	int rc;

	*out = (struct asset)ASSET_INIT;
	out->path = arena_strdup(mem, sv(path));
	begin_stretch(out, out->path, 1);
	rc = fs_read(script ? &file : &out->bytes, fs_join(mem, dir, path), ASSET_MAX, err);
	if (rc == 0 && script) rc = take_script(out, mem, dir, sv_of(&file), err);
	str_dispose(&file);
	return rc;
}

void asset_dispose(struct asset *a)
{
	str_dispose(&a->bytes);
}

struct place asset_place(const struct asset *a, struct diags *ds, size_t at)
{
	size_t k = a->n - 1;

	while (k > 0 && a->stretch[k].from > at) k--;
	struct place place = { diags_text(ds, "site-templates/assets/%s", a->stretch[k].path), a->stretch[k].line, 1 };
	for (size_t i = a->stretch[k].from; i < at && i < a->bytes.len; i++) {
		place.col++;
		if (a->bytes.ptr[i] != '\n') continue;
		place.line++;
		place.col = 1;
	}
	return place;
}
