/* asset_parts: a script that is kept in several files and sent as one, because a page asks for one. In a script a line "// part: _name.js" stands for the file of that
 * name beside it; parts have no parts of their own. A file whose name begins with _ is a part, and not sent by itself. Style sheets and all else are read as they are. */
#ifndef SITE_ASSET_PARTS_H
#define SITE_ASSET_PARTS_H
#include "base/diag.h"
#include "base/str.h"
#define ASSET_PARTS_MAX 8
struct asset {
	const char *path; /* below the assets' folder; not owned */
	struct str bytes; /* owned: with its parts in their places */
	struct asset_stretch {
		const char *path; /* of the file it is from */
		size_t from;      /* of bytes, where it begins */
		uint32_t line;    /* of the file, where it begins */
	} stretch[2 * ASSET_PARTS_MAX + 1];
	size_t n;
};
#define ASSET_INIT                                                                                                     \
	{                                                                                                              \
		.bytes = STR_INIT                                                                                      \
	}
/* Reads the asset `path` of the folder `dir` with its parts. Paths are kept in mem. -1 and err (in words) if a file cannot be read, a part has no such name, or there are too many.
 * To be disposed of in any case. */
int asset_read(struct asset *out, struct arena *mem, const char *dir, const char *path, struct str *err);
void asset_dispose(struct asset *a);
bool asset_is_part(const char *path);
/* Where a byte of it stands in the workspace. */
struct place asset_place(const struct asset *a, struct diags *ds, size_t at);
#endif
