/* The committee writes one text for all readers and links as if there were one site. What that link is in each root
 * depends on who may read its goal, which only the whole corpus knows. */
#include "site/crosslinks.h"
#include "site/page.h"
#include "site/rewrite.h"

/* Such a page stands in every root; what is left out there is its introduction. */
static bool made_here(struct sv path)
{
	char id[32];
	if (!sv_ends(path, ".html") || path.n - 5 >= sizeof id) return false;
	snprintf(id, sizeof id, "%.*s", (int)(path.n - 5), path.p);
	return page_is_made(id);
}

static bool hidden(const struct crosslinks *c, struct sv path, struct sv fragment, enum readers *who)
{
	struct str key = STR_INIT;
	uint64_t r = 0;
	str_sv(&key, path);
	bool is = !made_here(sv_of(&key)) && map_get(&c->view->hidden, sv_of(&key), &r);
	str_sv(&key, fragment); /* a question has its place for its address */
	is = is || (fragment.n && map_get(&c->view->hidden, sv_of(&key), &r));
	str_dispose(&key);
	*who = (enum readers)r;
	return is;
}

static void refuse(struct crosslinks *c, const struct rewrite *w, struct sv value, struct sv path, enum readers who)
{
	const char *source = rewrite_source(w, value);
	struct place at = { source ? source : w->from->path, 0, 0 };
	diags_error(c->ds, "S043", at,
		diags_text(c->ds,
			"remove the link, write readers: %s at the head of the page it leads to, or give the address "
			"of the %s' "
			"site in mentorpress.yml under \"roots:\"",
			readers_word(c->readers), readers_word(who)),
		"the page %s is for %s and links to %.*s, which is for %s", w->from->path,
		c->readers == READERS_PUBLIC ? "the public" : readers_word(c->readers), SV_ARG(path),
		readers_word(who));
}

static void take_link(struct crosslinks *c, struct rewrite *w, struct sv value)
{
	struct str written = STR_INIT, path = STR_INIT;
	struct sv fragment;
	enum readers who;
	html_scan_decode(&written, value);
	if (!rewrite_resolve(w->from->path, sv_of(&written), &path, &fragment)) {
		/* "#pause" on the page of questions itself */
		if (!sv_starts(sv_trim(sv_of(&written)), "#")) goto done;
		str_puts(&path, w->from->path);
		fragment = sv_trim(sv_of(&written));
	}
	if (!hidden(c, sv_of(&path), fragment, &who)) goto done;
	const char *address = settings_address(c->settings, who);
	size_t top = path.len;
	if (!*address) refuse(c, w, value, sv_sub(sv_of(&path), 0, top), who);
	str_sv(&path, fragment);
	if (*address)
		rewrite_value(w, value, sv(address), ORIGIN_SETTINGS, sv_of(&path), ORIGIN_DOCUMENT);
	else
		rewrite_value(w, value, SV_LIT("#main"), ORIGIN_TEMPLATE, SV_LIT(""), ORIGIN_TEMPLATE);
done:
	str_dispose(&written);
	str_dispose(&path);
}

static int crosslinks_put(struct sink *self, const struct artifact *a)
{
	struct crosslinks *c = (struct crosslinks *)(void *)self;
	struct rewrite w;
	if (a->kind != ARTIFACT_FILE || !sv_ends(sv(a->path), ".html") || !c->view->hidden.n)
		return sink_put(c->next, a);
	struct html_scan scan = { a->bytes, 0 };
	struct html_tag tag;
	rewrite_begin(&w, a);
	while (html_scan_next(&scan, &tag)) {
		const struct html_attribute *href = html_scan_get(&tag, "href");
		if (href && sv_ieq_ascii(tag.name, SV_LIT("a"))) take_link(c, &w, href->value);
	}
	int rc = rewrite_put(&w, a->path, c->next);
	rewrite_dispose(&w);
	return rc;
}

void crosslinks_init(struct crosslinks *out, struct sink *next, const struct settings *settings,
	const struct view *view, enum readers readers, struct diags *ds)
{
	*out = (struct crosslinks){ { crosslinks_put }, next, settings, view, readers, ds };
}
