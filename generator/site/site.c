/* The order in which the site is made. Every part goes on after problems so that one run reports all of them. */
#include "site/site.h"
#include "site/aliases.h"
#include "site/changes.h"
#include "site/directory.h"
#include "site/documents.h"
#include "site/feeds.h"
#include "site/home.h"
#include "site/page.h"
#include "site/pages.h"
#include "site/statement.h"

static void site_init(struct site *s, const struct site_input *in, struct sink *sink, struct diags *ds)
{
	*s = (struct site){ .in = in,
		.sink = sink,
		.ds = ds,
		.keep = ARENA_INIT,
		.mem = ARENA_INIT,
		.out = RENDERING_INIT,
		.addresses = MAP_INIT,
		.path = "",
		.root = "" };
}

static void site_dispose(struct site *s)
{
	arena_dispose(&s->keep);
	arena_dispose(&s->mem);
	rendering_dispose(&s->out);
	map_dispose(&s->addresses);
}

int site_build(const struct site_input *in, struct sink *sink, struct diags *ds)
{
	static int (*const part[])(struct site *) = { home_build, directory_build, pages_build, documents_build,
		changes_build, statement_privacy_page, aliases_build, feeds_build };
	struct site s;
	site_init(&s, in, sink, ds);
	int rc = changes_find(&s);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (part[i](&s) != 0) rc = -1;
	site_dispose(&s);
	return rc;
}

int site_put_edition(const struct site_input *in, const struct edition_facts *f, struct sink *sink, struct diags *ds)
{
	struct site s;
	site_init(&s, in, sink, ds);
	int rc = statement_edition_page(&s, f);
	if (statement_edition_json(&s, f) != 0) rc = -1;
	site_dispose(&s);
	return rc;
}

static const char *kind_word(const struct site *s, const struct change *c)
{
	uint64_t at;
	if (!c->file || !map_get(&s->addresses, c->path, &at)) return "";
	static const char *const word[] = { [DOC_PAGE] = "page ",
		[DOC_FAQ] = "FAQ ",
		[DOC_GUIDANCE] = "guidance ",
		[DOC_TOOL] = "tool ",
		[DOC_SOP] = "SOP ",
		[DOC_DEFINITION] = "definition " };
	return word[s->in->corpus->doc[at]->kind];
}

size_t site_document_changes(const struct site_input *in, struct str *out)
{
	struct site s;
	struct diags ignored = DIAGS_INIT; /* the build itself reports what is wrong with the parent's files */
	site_init(&s, in, NULL, &ignored);
	(void)changes_find(&s);
	for (size_t i = 0; i < s.nnew; i++) {
		const struct change *c = &s.change[i];
		str_printf(out, "%.*s: %s%.*s", SV_ARG(c->what), kind_word(&s, c), SV_ARG(c->title));
		if (sv_is(c->what, "status")) str_printf(out, " (%.*s)", SV_ARG(c->detail));
		str_putc(out, '\n');
	}
	size_t n = s.nnew;
	site_dispose(&s);
	diags_dispose(&ignored);
	return n;
}

void site_expect_templates(struct template_set *set)
{
	static const char *const name[] = { "home.html", "search.html", "browse.html", "picture.html", "page.html",
		"faqs.html", "definitions.html", "documents.html", "controlled.html", "family.html", "compare.html",
		"history.html", "timeline.html", "flowchart.html", "changes.html", "privacy.html", "edition.html",
		"404.html", "alias.html", "away.html", "ids.html" };
	for (size_t i = 0; i < sizeof name / sizeof *name; i++) template_expect(set, name[i]);
}
