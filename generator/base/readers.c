/* One list of the circles of readers, because content, pages, history and erasure all have to agree on the names of
 * their folders: a copy of a page that one of them did not know would keep what another took out. */
#include "base/readers.h"

static const struct {
	const char *word, *folder;
} circle[READERS_COUNT] = {
	[READERS_PUBLIC] = { "public", "for-public/" },
	[READERS_MEMBERS] = { "members", "for-members/" },
	[READERS_PARTICIPANTS] = { "participants", "" },
};

const char *readers_word(enum readers r)
{
	return circle[r].word;
}

bool readers_parse(struct sv word, enum readers *out)
{
	for (size_t i = 0; i < READERS_COUNT; i++) {
		if (!sv_is(word, circle[i].word)) continue;
		*out = (enum readers)i;
		return true;
	}
	return false;
}

const char *readers_folder(enum readers r)
{
	return circle[r].folder;
}

const char *readers_inner(const char *path)
{
	for (size_t i = 0; i < READERS_COUNT; i++)
		if (*circle[i].folder && sv_starts(sv(path), circle[i].folder)) return path + strlen(circle[i].folder);
	return path;
}
