/* edition_parent.c: the newest edition as a run sees it. A publish holds the site folder while it looks; a preview only reads. */
#include "cmd/edition.h"
#include "cmd/newest.h"

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

int edition_borrow_pools(struct edition *e)
{
	static const char *const codes[] = { "mentors", "peers" };
	struct str csv = STR_INIT, json = STR_INIT;
	unsigned k;
	date_t drawn;
	int r = 0;
	if (e->ctx->has_records || newest_file(e->ctx, e->publish, "pool.csv", &csv) != 0)
		r = 1;
	else
		newest_file(e->ctx, e->publish, "edition.json", &json); /* a pool.csv alone has no date */
	for (size_t i = 0; r == 0 && i < 2; i++) {
		newest_stamp(sv_of(&json), codes[i], &k, &drawn);
		r = public_pool_from_csv(&e->pool[e->npools], codes[i], sv_of(&csv), k, drawn, &e->ctx->ds);
		if (r == 0 && e->pool[e->npools]) e->npools++;
	}
	str_dispose(&csv);
	str_dispose(&json);
	return r < 0 ? -1 : 0;
}
