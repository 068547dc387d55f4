/* pathset: the paths of one set of artifacts, kept free of what no folder can hold: an unsafe path, one path twice, or a path that is
 * both a file and a folder. */
#ifndef PUBLISH_PATHSET_H
#define PUBLISH_PATHSET_H
#include "base/diag.h"
struct pathset {
	struct map files, folders;
};
#define PATHSET_INIT                                                                                                   \
	{                                                                                                              \
		MAP_INIT, MAP_INIT                                                                                     \
	}
int pathset_add(struct pathset *s, const char *path, struct diags *ds); /* -1 with H003, and not added */
void pathset_dispose(struct pathset *s);
#endif
