/* A page is listed here when it does not itself ask search engines to stay away, so the two can never disagree. */
#include "site/sitemap.h"
#include "base/html.h"

bool sitemap_wanted(const struct site *s)
{
	const struct site_input *in = s->in;
	bool readable = !(in->roots && in->readers > READERS_PUBLIC);
	return in->settings->sitemap && in->settings->index && !in->preview && readable && in->address && *in->address;
}

static int by_path(const void *a, const void *b)
{
	const struct site_page *x = *(const struct site_page *const *)a, *y = *(const struct site_page *const *)b;
	return strcmp(x->path, y->path);
}

static void put_page(struct site *s, const struct site_page *page)
{
	struct str path = STR_INIT;
	html_text(&path, sv(strcmp(page->path, "index.html") == 0 ? "" : page->path));
	rendering_add(&s->out, SV_LIT("<url><loc>"), ORIGIN_TEMPLATE, NULL);
	rendering_add(&s->out, sv(s->in->address), ORIGIN_SETTINGS, NULL);
	rendering_add(&s->out, sv_of(&path), ORIGIN_DOCUMENT, NULL);
	rendering_add(&s->out, SV_LIT("</loc>"), ORIGIN_TEMPLATE, NULL);
	/* A version that is not yet effective has a day to come, which no page was changed on. */
	if (page->updated != DATE_NONE && page->updated <= s->in->run->as_of) {
		rendering_add(&s->out, SV_LIT("<lastmod>"), ORIGIN_TEMPLATE, NULL);
		rendering_add(&s->out, sv(date_iso(page->updated).z), ORIGIN_NUMBER, NULL);
		rendering_add(&s->out, SV_LIT("</lastmod>"), ORIGIN_TEMPLATE, NULL);
	}
	rendering_add(&s->out, SV_LIT("</url>\n"), ORIGIN_TEMPLATE, NULL);
	str_dispose(&path);
}

int sitemap_build(struct site *s)
{
	size_t n = 0;
	if (!sitemap_wanted(s)) return 0;
	for (const struct site_page *p = s->made; p; p = p->before) n++;
	const struct site_page **page = ARENA_ARRAY(&s->keep, const struct site_page *, n + 1);
	n = 0;
	for (const struct site_page *p = s->made; p; p = p->before)
		if (p->listed) page[n++] = p;
	qsort(page, n, sizeof *page, by_path);
	rendering_clear(&s->out);
	rendering_add(&s->out,
		SV_LIT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
		       "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"),
		ORIGIN_TEMPLATE, NULL);
	for (size_t i = 0; i < n; i++) put_page(s, page[i]);
	rendering_add(&s->out, SV_LIT("</urlset>\n"), ORIGIN_TEMPLATE, NULL);
	return rendering_put(&s->out, "sitemap.xml", s->sink);
}
