/* The one door for artifacts, where what every producer must have done is asserted once. */
#include "base/sink.h"
#include <assert.h>
#include "base/fs.h"

bool artifact_covered(const struct artifact *a)
{
	size_t end = 0;

	for (size_t i = 0; i < a->nspans; i++) {
		if (a->spans[i].end <= end || (unsigned)a->spans[i].origin >= ORIGIN_COUNT) return false;
		end = a->spans[i].end;
	}
	return end == a->bytes.n;
}

int sink_put(struct sink *s, const struct artifact *a)
{
	assert(artifact_covered(a));
	assert(a->kind != ARTIFACT_FILE || fs_safe_path(sv(a->path)));
	return s->put(s, a);
}

int sink_put_plain(struct sink *s, const char *path, struct sv bytes, enum origin origin)
{
	struct span whole = { bytes.n, origin, NULL };
	struct artifact a = { path, ARTIFACT_FILE, bytes, &whole, bytes.n ? 1 : 0 };

	return sink_put(s, &a);
}
