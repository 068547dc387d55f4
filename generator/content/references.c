/* references.c: members follow a document's number or a clause for years, so every reference in running text becomes a
 * link to where its meaning is today, and one that has lost its target is told with its place. Addresses are first
 * resolved to the site's root and then written relative to the folder of the page they stand on. */
#include "content/references.h"
#include "base/html.h"

#define DOCS "docs/"

static bool in_docs(const struct document *d)
{
	return sv_starts(sv(d->path), DOCS);
}

void references_relative(struct str *out, const struct document *from, struct sv path)
{
	bool target_in_docs = sv_starts(path, DOCS);
	if (in_docs(from) && target_in_docs)
		path = sv_sub(path, sizeof DOCS - 1, path.n);
	else if (in_docs(from))
		str_puts(out, "../");
	str_sv(out, path);
}

/* Bytes that an address cannot hold as they are: cmark has decoded them, browsers expect them encoded. */
static void put_encoded(struct str *out, struct sv v)
{
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];
		if (c <= ' ' || c >= 0x7F || strchr("\"<>\\^`{|}", c))
			str_printf(out, "%%%02X", c);
		else
			str_putc(out, (char)c);
	}
}

/* ---- addresses in links */

static bool link_setting(struct str *href, const struct build *b, struct sv key, const struct spot *spot)
{
	char *z = xstrndup(key.p, key.n);
	const char *value = settings_link(b->settings, z), *names[16], *near;
	size_t n = 0;
	free(z);
	if (sv_is(key, "contact")) {
		str_printf(href, "mailto:%s", b->settings->contact);
		return true;
	}
	if (value) {
		str_puts(href, value);
		return true;
	}
	while (n < 15 && settings_link_key(n)) {
		names[n] = settings_link_key(n);
		n++;
	}
	names[n++] = "contact";
	near = diags_near(key, names, n);
	diags_error(b->ds, "C014", spot_place(spot),
		near ? diags_text(b->ds, "did you mean link:%s?", near)
		     : "the names are those under \"links:\" in mentorpress.yml",
		"mentorpress.yml has no link named \"%.*s\"", SV_ARG(key));
	return false;
}

/* "../faqs/pause.md" seen from "content/pages/x.md" → "content/faqs/pause.md". False if it leaves content/. */
static bool resolve_file(struct str *out, const char *file, struct sv path)
{
	struct sv part, dir = sv(file);
	while (dir.n && dir.p[dir.n - 1] != '/') dir.n--;
	str_sv(out, sv_sub(dir, 0, dir.n ? dir.n - 1 : 0));
	while (sv_split(&path, '/', &part)) {
		if (sv_is(part, ".") || !part.n) continue;
		if (sv_is(part, "..")) {
			while (out->len && out->ptr[out->len - 1] != '/') str_truncate(out, out->len - 1);
			if (!out->len) return false;
			str_truncate(out, out->len - 1);
		} else {
			str_putc(out, '/');
			str_sv(out, part);
		}
	}
	return sv_starts(sv_of(out), "content/");
}

static const char *nearest_file(const struct build *b, struct sv file)
{
	const char **names = xcalloc(b->sources.n + 1, sizeof *names);
	for (size_t i = 0; i < b->sources.n; i++) names[i] = b->sources.at[i]->doc->file;
	const char *near = diags_near(file, names, b->sources.n);
	free(names);
	return near;
}

static void put_document(struct str *href, const struct document *from, const struct document *to, struct sv fragment)
{
	bool shared = to->kind == DOC_FAQ || to->kind == DOC_DEFINITION;
	references_relative(href, from, sv(to->path));
	if (!fragment.n) return;
	str_puts(href, shared ? "-" : "#"); /* "faqs.html#pause" + "how": see the ids of headings in anchors.c */
	put_encoded(href, fragment);
}

static bool link_file(struct str *href, const struct build *b, const struct document *from, struct sv path,
	struct sv fragment, const struct spot *spot)
{
	struct str file = STR_INIT;
	/* In a shared text a path is seen from there, so that it means the same wherever the text is included. */
	const char *base = spot->md ? markdown_place(spot->md, spot->node).file : from->file;
	bool inside = resolve_file(&file, base, path);
	struct source *to = inside ? map_ptr(&b->by_file, sv_of(&file)) : NULL;
	if (!to && map_get(&b->shared, sv_of(&file), NULL)) {
		diags_error(b->ds, "C122", spot_place(spot),
			diags_text(b->ds, "to include it, write [include](%.*s) alone on a line", SV_ARG(path)),
			"a shared text has no address that a link could lead to");
	} else if (!to) {
		const char *near = nearest_file(b, sv_of(&file));
		diags_error(b->ds, "C012", spot_place(spot),
			near ? diags_text(b->ds, "did you mean %s?", near) : "check the path of the file",
			"there is no content file \"%.*s\"", SV_ARG(path));
	} else if (to->left_out) {
		diags_error(b->ds, "C013", spot_place(spot), "publish that document, or take the link out for now",
			"this links to %s, which is a draft and not published", to->doc->file);
		to = NULL;
	} else {
		put_document(href, from, to->doc, fragment);
		if (to->doc != from) to->linked = true;
	}
	str_dispose(&file);
	return to != NULL;
}

/* A path of the site, relative to its root wherever the content file lies. */
static bool link_site(struct str *href, const struct build *b, const struct document *from, struct sv written,
	const struct spot *spot)
{
	struct sv rest = written;
	if (sv_starts(rest, "/")) {
		diags_error(b->ds, "C015", spot_place(spot), "leave out the / at the beginning",
			"the address \"%.*s\" begins with / and would break where the site is not at the top of a "
			"server",
			SV_ARG(written));
		return false;
	}
	while (sv_starts(rest, "./")) rest = sv_sub(rest, 2, rest.n);
	if (sv_find(rest, SV_LIT("../")) != SIZE_MAX) {
		diags_error(b->ds, "C015", spot_place(spot),
			"write addresses of the site from its top, such as faqs.html#pause",
			"the address \"%.*s\" leaves the site", SV_ARG(written));
		return false;
	}
	struct str clean = STR_INIT;
	struct source *to = map_ptr(&b->by_path, sv_sub(rest, 0, sv_find(rest, SV_LIT("#"))));
	if (to && to->doc != from) to->linked = true;
	put_encoded(&clean, rest);
	references_relative(href, from, sv_of(&clean));
	str_dispose(&clean);
	return true;
}

/* "#how" in a question means its own heading "pause-how" if it has one, else a place of the shared page. */
static void put_own_fragment(
	struct str *href, const struct document *from, const struct markdown *md, struct sv fragment)
{
	struct str own = STR_INIT;
	str_printf(&own, "%s-%.*s", from->id, SV_ARG(fragment));
	str_putc(href, '#');
	put_encoded(href, md && map_get(&md->ids, sv_of(&own), NULL) ? sv_of(&own) : fragment);
	str_dispose(&own);
}

static bool has_scheme(struct sv v)
{
	size_t n = 0;
	while (n < v.n && v.p[n] != ':' && v.p[n] != '/' && v.p[n] != '?' && v.p[n] != '#') n++;
	return n < v.n && v.p[n] == ':';
}

bool references_link(struct str *href, enum origin *origin, const struct build *b, const struct document *from,
	struct sv written, const struct spot *spot)
{
	*origin = ORIGIN_DOCUMENT;
	written = sv_trim(written);
	size_t hash = sv_find(written, SV_LIT("#"));
	struct sv path = hash == SIZE_MAX ? written : sv_sub(written, 0, hash);
	struct sv fragment = hash == SIZE_MAX ? sv("") : sv_sub(written, hash + 1, written.n);
	if (sv_starts(written, "link:")) {
		*origin = ORIGIN_SETTINGS;
		return link_setting(href, b, sv_sub(written, 5, written.n), spot);
	}
	if (has_scheme(written)) {
		if (html_url_ok(written)) {
			put_encoded(href, written);
			return true;
		}
		diags_error(b->ds, "C011", spot_place(spot), "links may begin with https:, http:, mailto: or tel:",
			"this link begins with something a page must not link to");
		return false;
	}
	if (!written.n) {
		diags_error(b->ds, "C011", spot_place(spot), "write the address between the round brackets",
			"this link has no address");
		return false;
	}
	if (!path.n) {
		put_own_fragment(href, from, spot->md, fragment);
		return true;
	}
	if (sv_ends(path, ".md")) return link_file(href, b, from, path, fragment, spot);
	return link_site(href, b, from, written, spot);
}

const char *references_number_help(const struct build *b, struct sv number, const char *otherwise)
{
	const struct map *known[] = { &b->families, &b->outside, &b->by_number, &b->outside_versions };
	size_t n = 0;
	for (size_t k = 0; k < 4; k++) n += known[k]->n;
	const char **names = xcalloc(n + 1, sizeof *names);
	bool any = sv_ends(number, ".xx");
	struct sv family = any ? sv_sub(number, 0, number.n - 3) : number;
	n = 0;
	for (size_t k = 0; k < (any ? 2u : 4u); k++)
		for (size_t i = 0; i < known[k]->n; i++) names[n++] = known[k]->at[i].key.p;
	const char *near = diags_near(family, names, n);
	free(names);
	return near ? diags_text(b->ds, "did you mean %s%s?", near, any ? ".xx" : "") : otherwise;
}

const char *references_clause_help(const struct build *b, const struct source *s, struct sv number)
{
	const char **names = xcalloc(s->clauses.n + 1, sizeof *names);
	for (size_t i = 0; i < s->clauses.n; i++) names[i] = s->clauses.at[i].key.p;
	const char *near = diags_near(number, names, s->clauses.n);
	free(names);
	return near ? diags_text(b->ds, "did you mean %s? Check the number in %s", near, s->doc->number.p)
		    : diags_text(b->ds, "check the number in %s", s->doc->number.p);
}

bool references_clause(struct clause_ref *out, struct build *b, struct sv written, struct place at)
{
	static const char help[] = "write the family and the clause, such as MP-02 5.1.1";
	struct sv rest = sv_trim(written), name, number = sv("");
	sv_split(&rest, ' ', &name);
	if (rest.p) number = sv_trim(rest);
	const struct family *f = build_family(b, name);
	if (!f || !number.n) {
		diags_error(b->ds, number.n ? "C040" : "C042", at,
			number.n ? references_number_help(b, name, help) : help,
			"\"%.*s\" is not a clause of a known document", SV_ARG(written));
		return false;
	}
	struct source *s = f->in_force ? build_by_number(b, f->in_force->number) : NULL;
	if (!s) {
		diags_error(b->ds, "C044", at, "refer to a document that is in force", "no version of %.*s is in force",
			SV_ARG(name));
		return false;
	}
	if (!map_get(&s->clauses, number, NULL)) {
		diags_error(b->ds, "C042", at, references_clause_help(b, s, number), "%.*s has no clause %.*s",
			SV_ARG(f->in_force->number), SV_ARG(number));
		return false;
	}
	out->target = f->in_force;
	out->number = arena_sv(&b->mem, number);
	out->href = arena_printf(&b->mem, DOCS "%.*s.html#section-%.*s", SV_ARG(f->name), SV_ARG(number));
	return true;
}
