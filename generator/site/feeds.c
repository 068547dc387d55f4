/* Files that are not pages. */
#include "site/again.h"
#include "site/assets.h"
#include "site/atom.h"
#include "site/feeds.h"
#include "site/sitemap.h"

static void add_piece(void *ctx, struct sv bytes, enum origin origin)
{
	rendering_add(ctx, bytes, origin, NULL);
}

static int pool_csv(struct site *s)
{
	static const char *const code[] = { "mentors", "peers" };
	rendering_clear(&s->out);
	xtrim(); /* by far the largest file; what the pages before it took is free */
	if (again_pool_csv(s, "pool.csv")) return rendering_put(&s->out, "pool.csv", s->sink);
	rendering_add(&s->out, SV_LIT(PUBLIC_POOL_CSV_HEADER), ORIGIN_TEMPLATE, NULL);
	for (size_t i = 0; i < 2; i++) {
		const struct public_pool *pool = page_pool(s, code[i]);
		if (pool) public_pool_csv_each(pool, add_piece, &s->out);
	}
	page_remember(s);
	return rendering_put(&s->out, "pool.csv", s->sink);
}

static int robots(struct site *s)
{
	bool open = s->in->settings->index && !s->in->preview && !(s->in->roots && s->in->readers > READERS_PUBLIC);
	rendering_clear(&s->out);
	rendering_add(&s->out, open ? SV_LIT("User-agent: *\nAllow: /\n") : SV_LIT("User-agent: *\nDisallow: /\n"),
		ORIGIN_TEMPLATE, NULL);
	if (sitemap_wanted(s)) {
		rendering_add(&s->out, SV_LIT("Sitemap: "), ORIGIN_TEMPLATE, NULL);
		rendering_add(&s->out, sv(s->in->address), ORIGIN_SETTINGS, NULL);
		rendering_add(&s->out, SV_LIT("sitemap.xml\n"), ORIGIN_TEMPLATE, NULL);
	}
	return rendering_put(&s->out, "robots.txt", s->sink);
}

int feeds_build(struct site *s)
{
	int rc = pool_csv(s);
	if (robots(s) != 0) rc = -1;
	if (sitemap_build(s) != 0) rc = -1;
	if (atom_build(s) != 0) rc = -1;
	if (assets_build(s) != 0) rc = -1;
	return rc;
}
