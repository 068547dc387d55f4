/* history_internal: the struct behind history.h, shared by history.c (finding and reading) and verify.c (checking). */
#ifndef PUBLISH_HISTORY_INTERNAL_H
#define PUBLISH_HISTORY_INTERNAL_H
#include "base/vec.h"
#include "publish/history.h"
#include "publish/repo.h"
struct history {
	const char *site; /* NULL: a repository by itself */
	struct repo repo;
	struct arena mem;
	VEC(struct edition) at; /* newest first */
};
#endif
