/* Written by hand because templates are for HTML. A feed reader keeps what it has seen by id, so an id may depend on
 * nothing that a later edition could change. */
#include "site/atom.h"
#include "base/digest.h"
#include "base/html.h"

static void put(struct site *s, const char *fixed)
{
	rendering_add(&s->out, sv(fixed), ORIGIN_TEMPLATE, NULL);
}

static void put_text(struct site *s, struct sv text, enum origin origin, const char *source)
{
	struct str escaped = STR_INIT;
	html_attr(&escaped, text); /* its four entities are those of XML */
	rendering_add(&s->out, sv_of(&escaped), origin, source);
	str_dispose(&escaped);
}

/* A tag (RFC 4151): who holds the address, since a day on which they did, and a digest of what is named. */
static void put_id(struct site *s, date_t day, const struct sv *part, size_t n)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 sum;
	digest_field(d, SV_LIT("mentorpress feed 1"));
	for (size_t i = 0; i < n; i++) digest_field(d, part[i]);
	digest_end_sha256(d, &sum);
	put(s, "<id>tag:");
	put_text(s, sv(s->in->settings->contact), ORIGIN_SETTINGS, NULL);
	put(s, ",");
	rendering_add(&s->out, sv(date_iso(day).z), ORIGIN_NUMBER, NULL);
	put(s, ":");
	rendering_add(&s->out, sv(sha256_hex(&sum).z), ORIGIN_ID, NULL);
	put(s, "</id>\n");
}

static void put_updated(struct site *s, date_t day)
{
	put(s, "<updated>");
	rendering_add(&s->out, sv(date_iso(day).z), ORIGIN_NUMBER, NULL);
	put(s, "T00:00:00Z</updated>\n");
}

static void put_link(struct site *s, const char *rel, struct sv path, const char *file)
{
	put(s, "<link rel=\"");
	put(s, rel);
	put(s, "\" href=\"");
	if (s->in->address) rendering_add(&s->out, sv(s->in->address), ORIGIN_SETTINGS, NULL);
	put_text(s, path, ORIGIN_DOCUMENT, file);
	put(s, "\"/>\n");
}

/* How many older changes are alike: two editions of one day may both revise a page. */
static size_t alike_before(const struct site *s, size_t at)
{
	const struct change *c = &s->change[at];
	size_t n = 0;
	for (size_t i = at + 1; i < s->nchanges && s->change[i].date == c->date; i++)
		n += sv_eq(s->change[i].path, c->path) && sv_eq(s->change[i].what, c->what);
	return n;
}

/* Behind the title, where it also keeps the title's words apart from the names of elements: the gate reads a file as text. */
static const char *what_word(const struct change *c)
{
	return sv_is(c->what, "new")       ? " (new)"
	       : sv_is(c->what, "revised") ? " (revised)"
	       : sv_is(c->what, "status")  ? " (status)"
					   : " (removed)";
}

static void put_entry(struct site *s, size_t at)
{
	const struct change *c = &s->change[at];
	char alike[24];
	snprintf(alike, sizeof alike, "%zu", alike_before(s, at));
	struct date_text day = date_iso(c->date);
	const struct sv part[] = { SV_LIT("entry"), c->path, sv(day.z), c->what, sv(alike) };
	put(s, "<entry>\n");
	put_id(s, c->date, part, sizeof part / sizeof *part);
	put(s, "<title>");
	put_text(s, c->title, ORIGIN_DOCUMENT, c->file);
	put(s, what_word(c));
	put(s, "</title>\n");
	put_updated(s, c->date);
	if (map_get(&s->addresses, c->path, NULL)) put_link(s, "alternate", c->path, c->file);
	put(s, "<content type=\"text\">");
	put_text(s, c->title, ORIGIN_DOCUMENT, c->file);
	put(s, what_word(c));
	put(s, c->detail.n ? ": " : ".");
	put_text(s, c->detail, ORIGIN_DOCUMENT, c->file);
	put(s, "</content>\n</entry>\n");
}

static void put_head(struct site *s)
{
	const struct settings *set = s->in->settings;
	const struct sv part[] = { SV_LIT("feed"), s->in->roots ? sv(readers_word(s->in->readers)) : SV_LIT("") };
	put(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
	put_text(s, sv(set->language), ORIGIN_SETTINGS, NULL);
	put(s, "\">\n");
	put_id(s, s->nchanges ? s->change[s->nchanges - 1].date : s->in->run->as_of, part, 2);
	put(s, "<title>");
	put_text(s, sv(set->programme), ORIGIN_SETTINGS, NULL);
	put(s, ": what changed</title>\n");
	put_updated(s, s->nchanges ? s->change[0].date : s->in->run->as_of);
	put(s, "<author><name>");
	put_text(s, sv(set->committee), ORIGIN_SETTINGS, NULL);
	put(s, "</name></author>\n");
	put_link(s, "alternate", SV_LIT("changes.html"), NULL);
	if (s->in->address && *s->in->address) put_link(s, "self", SV_LIT("changes.atom"), NULL);
}

int atom_build(struct site *s)
{
	if (!s->in->settings->feed) return 0;
	rendering_clear(&s->out);
	put_head(s);
	for (size_t i = 0; i < s->nchanges && i < ATOM_ENTRIES; i++) put_entry(s, i);
	put(s, "</feed>\n");
	return rendering_put(&s->out, "changes.atom", s->sink);
}
