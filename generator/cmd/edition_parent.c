/* edition_parent.c: the newest edition as a run sees it. A publish holds the site folder while it looks; a preview only reads. */
#include "cmd/edition.h"

int edition_parent_file(struct edition *e, const char *path, struct str *out)
{
	if (e->preview) return preview_parent_file(e->preview, path, out);
	return e->publish ? publish_parent_file(e->publish, path, out) : -1;
}

unsigned edition_parent_number(const struct edition *e)
{
	return e->preview ? preview_parent_number(e->preview) : publish_parent_number(e->publish);
}

date_t edition_parent_day(const struct edition *e)
{
	return e->preview ? preview_parent_day(e->preview) : publish_parent_day(e->publish);
}

const char *edition_parent_id(const struct edition *e)
{
	return e->preview ? preview_parent_id(e->preview) : publish_parent_id(e->publish);
}

bool edition_has_tag(struct edition *e, const char *tag)
{
	return e->preview ? preview_has_tag(e->preview, tag) : publish_has_tag(e->publish, tag);
}
