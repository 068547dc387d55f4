/* notices_packet.c puts documents that are pages of the site one behind another into one page, so addresses change: links between them lead to
 * places of the packet, links to other pages to the site where its address is known, and each document's anchors get its name in front. */
#include "cmd/notices_packet.h"
#include <assert.h>
#include "base/fs.h"
#include "cmd/due_read.h"
#include "cmd/notices_make.h"
#include "programme/notice_material.h"

#define STYLE "programme-templates/assets/papers.css"

static const char *const roles[] = { "mentor", "mentee", "peer" };
static const char *const titles[] = { "For mentors", "For mentees", "For peer partners" };

struct packet {
	struct context *ctx;
	struct materials materials;
	struct rendering *body; /* of each material */
	const char **id;
};

/* ---- addresses */

static const char *id_of(struct packet *p, const struct document *d)
{
	for (size_t i = 0; i < p->materials.v.n; i++)
		if (p->materials.v.at[i].document == d) return p->id[i];
	return NULL;
}

/* The document of the packet whose page is meant, by address or by family ("docs/MP-02.html"). */
static const struct document *document_at(const struct packet *p, struct sv path)
{
	for (size_t i = 0; i < p->materials.v.n; i++) {
		const struct document *d = p->materials.v.at[i].document;
		if (!d) continue;
		if (sv_is(path, d->path)) return d;
		if (d->kind == DOC_SOP && sv_starts(path, "docs/") && sv_ends(path, ".html") &&
			sv_eq(sv_sub(path, 5, path.n - 10), d->family))
			return d;
	}
	return NULL;
}

static bool is_whole(struct sv href)
{
	size_t colon = sv_find(href, sv(":")), slash = sv_find(href, sv("/"));
	return colon != SIZE_MAX && (slash == SIZE_MAX || colon < slash);
}

/* Where a link of document `of` leads in the packet; NULL: nowhere. */
static const char *target(struct packet *p, const struct document *of, struct sv href)
{
	struct context *ctx = p->ctx;
	assert(of);
	size_t hash = sv_find(href, sv("#"));
	struct sv path = hash == SIZE_MAX ? href : sv_sub(href, 0, hash),
		  fragment = hash == SIZE_MAX ? sv("") : sv_sub(href, hash + 1, href.n);
	if (is_whole(href)) return arena_strdup(&ctx->mem, href);
	while (sv_starts(path, "../")) path = sv_sub(path, 3, path.n);
	const struct document *d = path.n ? document_at(p, path) : of;
	if (!d && of->kind == DOC_SOP && !sv_starts(href, "../")) {
		path = sv(arena_printf(&ctx->mem, "docs/%.*s", SV_ARG(path)));
		d = document_at(p, path);
	}
	if (d) return arena_printf(&ctx->mem, "#%s%s%.*s", id_of(p, d), fragment.n ? "-" : "", SV_ARG(fragment));
	const char *site = settings_address(&ctx->settings, ctx->settings.readers);
	if (!*site) return NULL;
	return arena_printf(&ctx->mem, "%s%.*s%s%.*s", site, SV_ARG(path), fragment.n ? "#" : "", SV_ARG(fragment));
}

/* ---- one document */

struct rewriting {
	struct packet *p;
	const struct document *of;
	struct str out;
	struct sv rest;
	bool dropped; /* the present link leads nowhere: its end tag goes too */
};

static void put_attribute(struct rewriting *w, const char *name, const char *value)
{
	str_printf(&w->out, " %s=\"%s\"", name, value); /* slices of HTML: escaped already */
}

/* The place of a heading's level in its tag, 0 if it is none: a document's headings stand below its title here. */
static size_t level_at(struct sv tag)
{
	size_t at = sv_starts(tag, "</h") ? 3 : sv_starts(tag, "<h") ? 2 : 0;
	return at && tag.n > at && tag.p[at] >= '2' && tag.p[at] <= '5' ? at : 0;
}

/* Of a tag as the renderer writes them: name, then attributes in double quotes. */
static void put_tag(struct rewriting *w, struct sv tag)
{
	bool link = sv_starts(tag, "<a ") || sv_is(tag, "<a>");
	const char *to = NULL;
	size_t href = sv_find(tag, sv(" href=\"")), id = sv_find(tag, sv(" id=\"")), level = level_at(tag);
	if (link && href != SIZE_MAX) {
		struct sv value = sv_sub(tag, href + 7, tag.n);
		to = target(w->p, w->of, sv_sub(value, 0, sv_find(value, sv("\""))));
		w->dropped = !to;
		if (!to) return;
	}
	for (size_t i = 0; i < tag.n;) {
		size_t at = i == href ? href + 7 : i == id ? id + 5 : SIZE_MAX;
		if (at == SIZE_MAX) {
			str_putc(&w->out, (char)(tag.p[i] + (level && i == level)));
			i++;
			continue;
		}
		struct sv value = sv_sub(tag, at, tag.n);
		value = sv_sub(value, 0, sv_find(value, sv("\"")));
		if (i == href)
			put_attribute(w, "href", to ? to : "");
		else
			put_attribute(
				w, "id", arena_printf(&w->p->ctx->mem, "%s-%.*s", id_of(w->p, w->of), SV_ARG(value)));
		i = at + value.n + 1;
	}
}

static void rewrite(struct packet *p, size_t n)
{
	const struct document *d = p->materials.v.at[n].document;
	struct rewriting w = { .p = p, .of = d, .out = STR_INIT, .rest = sv_of(&d->body.bytes) };
	while (w.rest.n) {
		size_t open = sv_find(w.rest, sv("<")), close;
		if (open == SIZE_MAX) open = w.rest.n;
		str_sv(&w.out, sv_sub(w.rest, 0, open));
		w.rest = sv_sub(w.rest, open, w.rest.n);
		if (!w.rest.n) break;
		close = sv_find(w.rest, sv(">"));
		struct sv tag = sv_sub(w.rest, 0, close == SIZE_MAX ? w.rest.n : close + 1);
		w.rest = sv_sub(w.rest, tag.n, w.rest.n);
		if (w.dropped && sv_is(tag, "</a>"))
			w.dropped = false;
		else
			put_tag(&w, tag);
	}
	p->body[n] = (struct rendering)RENDERING_INIT;
	rendering_add(&p->body[n], sv_of(&w.out), ORIGIN_DOCUMENT, d->file);
	str_dispose(&w.out);
}

/* ---- the page */

static void text(struct tmap *m, const char *name, const char *value)
{
	tmap_text(m, name, sv(value), ORIGIN_DOCUMENT, NULL);
}

static void put_day(struct packet *p, struct tmap *m, const char *name, date_t d)
{
	text(m, name, d == DATE_NONE ? "" : arena_strdup(&p->ctx->mem, sv(date_long(d).z)));
}

/* Those that are not over: the plan of each may still be worked on for as long as its evaluation is not due. */
static void cycles(struct packet *p, struct tmap *m)
{
	struct tlist *list = tmap_list(m, "cycles");
	const struct corpus *c = p->ctx->corpus;
	for (size_t i = 0; i < c->ncycles; i++) {
		const struct cycle *y = &c->cycle[i];
		date_t evaluation = y->evaluation_due != DATE_NONE || y->plan_due == DATE_NONE
					    ? y->evaluation_due
					    : date_add_months(y->plan_due, 6);
		if (evaluation != DATE_NONE && evaluation < p->ctx->run->as_of) continue;
		struct tmap *item = tlist_add(list);
		tmap_text(item, "cycle", y->name.n ? y->name : y->id, ORIGIN_DOCUMENT, NULL);
		put_day(p, item, "meeting", y->meeting);
		put_day(p, item, "reply_by", y->reply_by);
		put_day(p, item, "plan_due", y->plan_due);
		put_day(p, item, "checkin_due", y->checkin_due);
		put_day(p, item, "evaluation_due", evaluation);
	}
	tmap_bool(m, "has_cycles", tlist_length(list) > 0);
}

static void values(struct packet *p, struct tmap *m, size_t role)
{
	const struct settings *s = &p->ctx->settings;
	struct tlist *contents = tmap_list(m, "contents"), *documents = tmap_list(m, "documents");
	text(m, "title", titles[role]);
	text(m, "language", s->language);
	text(m, "programme", s->programme);
	text(m, "society", s->society);
	text(m, "committee", s->committee);
	text(m, "contact", s->contact);
	put_day(p, m, "as_of", p->ctx->run->as_of);
	for (size_t i = 0; i < 3; i++) tmap_bool(m, arena_printf(&p->ctx->mem, "as_%s", roles[i]), i == role);
	for (size_t i = 0; i < p->materials.v.n; i++) {
		const struct material *x = &p->materials.v.at[i];
		struct tmap *item = tlist_add(contents);
		text(item, "title", x->title);
		text(item, "where", x->address);
		const char *place = x->document                                       ? p->id[i]
				    : strcmp(x->title, "Timeline of the cycles") == 0 ? "timeline"
										      : NULL;
		tmap_bool(item, "here", place != NULL);
		text(item, "anchor", place ? place : "");
		if (!x->document) continue;
		struct tmap *d = tlist_add(documents);
		text(d, "id", p->id[i]);
		text(d, "heading", x->title);
		tmap_text(d, "lead", x->document->lead, ORIGIN_DOCUMENT, NULL);
		tmap_html(d, "body", &p->body[i]);
		text(d, "revision", x->document->revision_short);
	}
	cycles(p, m);
}

static int write_packet(struct packet *p, struct template_set *set, size_t role)
{
	struct context *ctx = p->ctx;
	struct rendering page = RENDERING_INIT;
	struct tmap *m = tmap_new(&ctx->mem);
	materials_of(&p->materials, &ctx->mem, ctx->corpus, &ctx->settings, roles[role]);
	p->body = ARENA_ARRAY(&ctx->mem, struct rendering, p->materials.v.n + 1);
	p->id = ARENA_ARRAY(&ctx->mem, const char *, p->materials.v.n + 1);
	for (size_t i = 0; i < p->materials.v.n; i++) {
		const struct document *d = p->materials.v.at[i].document;
		if (d) p->id[i] = arena_printf(&ctx->mem, "d%zu-%s", i + 1, d->id);
	}
	for (size_t i = 0; i < p->materials.v.n; i++)
		if (p->materials.v.at[i].document) rewrite(p, i);
	values(p, m, role);
	int r = template_render(set, "packet.html", m, NOPLACE, &page, &ctx->ds);
	if (r == 0)
		r = due_write(
			ctx, arena_printf(&ctx->mem, PACKET_FOLDER "/%s.html", roles[role]), sv_of(&page.bytes), NULL);
	for (size_t i = 0; i < p->materials.v.n; i++)
		if (p->materials.v.at[i].document) rendering_dispose(&p->body[i]);
	vec_dispose(&p->materials.v);
	rendering_dispose(&page);
	return r;
}

static int write_style(struct context *ctx)
{
	struct str css = STR_INIT, err = STR_INIT;
	int r = fs_read(&css, context_path(ctx, STYLE), (size_t)1 << 20, &err);
	if (r)
		diags_error(&ctx->ds, "M102", NOPLACE, "copy it from the installation's samples", "%s", err.ptr);
	else
		r = due_write(ctx, PACKET_FOLDER "/papers.css", sv_of(&css), NULL);
	str_dispose(&css);
	str_dispose(&err);
	return r;
}

static size_t role_of(const char *typed)
{
	size_t i = 0;
	while (i < 3 && strcmp(typed, roles[i]) != 0) i++;
	return i;
}

int notices_packet(struct context *ctx, const char *role)
{
	struct packet p = { .ctx = ctx };
	if (role && role_of(role) == 3) {
		diags_error(&ctx->ds, "M103", NOPLACE, "write mentor, mentee or peer, or leave it out for all three",
			"there is no packet for \"%s\"", role);
		return -1;
	}
	struct template_set *set = notices_templates(ctx);
	int r = set ? write_style(ctx) : -1;
	if (r == 0 && !template_has(set, "packet.html")) {
		diags_error(&ctx->ds, "M097", NOPLACE, "copy it from the installation's samples",
			"there is no template programme-templates/notices/packet.html");
		r = -1;
	}
	for (size_t i = 0; i < 3 && r == 0; i++) {
		if (role && role_of(role) != i) continue;
		r = write_packet(&p, set, i);
		if (r == 0) context_say(ctx, "Written: " PACKET_FOLDER "/%s.html", roles[i]);
	}
	if (r == 0) context_say(ctx, "Print it, or send it with papers.css beside it. It names nobody.");
	template_free(set);
	return r;
}
