/* The one place where output paths are judged before they become names in a folder or a tree. All clashes of a run are
 * reported, since they usually come in groups (two documents with one address). */
#include "publish/pathset.h"

#include "base/fs.h"

static int refuse(struct diags *ds, const char *path, const char *why)
{
	diags_error(ds, "H003", NOPLACE, "give one of the two pages another address", "%s: %s", path, why);
	return -1;
}

int pathset_add(struct pathset *s, const char *path, struct diags *ds)
{
	if (!fs_safe_path(sv(path))) {
		diags_error(ds, "H003", NOPLACE,
			"use letters, digits, hyphens and dots in addresses, and at most 240 bytes",
			"an output path is not safe to create (%zu bytes long)", strlen(path));
		return -1;
	}
	if (map_get(&s->files, sv(path), NULL)) return refuse(ds, path, "two pages have this one address");
	if (map_get(&s->folders, sv(path), NULL))
		return refuse(ds, path, "this address is also a folder of other pages");
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		struct sv folder = sv_n(path, (size_t)(p - path));

		if (map_get(&s->files, folder, NULL))
			return refuse(ds, path, "a part of this address is itself a page");
	}
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/'))
		map_add(&s->folders, sv_n(path, (size_t)(p - path)), 0);
	map_add(&s->files, sv(path), s->files.n);
	return 0;
}

void pathset_dispose(struct pathset *s)
{
	map_dispose(&s->files);
	map_dispose(&s->folders);
}
