/* difference.c: the two sides, their files and statements. What an edition is made of is compared by git's ids, so that years of
 * pages cost nothing where nothing changed. */
#include "cmd/difference.h"

#include "base/readers.h"
#include "cmd/preview.h"
#include "publish/history.h"

int side_of_edition(struct diff_side *out, struct context *ctx, const char *name)
{
	const char *site = context_path(ctx, "site");
	*out = (struct diff_side){ .mem = ARENA_INIT, .name = "nothing" };
	if (!name && !history_exists(site)) return 0;
	if (history_open(&out->history, site, &ctx->ds) != 0) return -1;
	if (!name && history_editions(out->history) == 0) return 0;
	out->edition = history_find(out->history, name ? name : "latest");
	if (!out->edition) {
		diags_error(&ctx->ds, "H032", NOPLACE, "mentorpress history lists the editions",
			"there is no edition \"%s\"", name);
		return -1;
	}
	out->number = out->edition->number;
	out->name = arena_printf(&out->mem, "edition %u of %s", out->edition->number, date_long(out->edition->day).z);
	if (history_files(out->history, out->edition, &out->mem, &out->file, &out->n) == 0) return 0;
	diags_error(&ctx->ds, "H031", NOPLACE, "mentorpress verify says what is damaged", "%s could not be read",
		out->name);
	return -1;
}

void side_of_preview(struct diff_side *out, struct preview *p)
{
	*out = (struct diff_side){ .mem = ARENA_INIT, .preview = p, .name = "what a publish would give" };
	out->n = preview_files(p, &out->file);
}

int side_read(struct diff_side *s, const char *path, struct str *out)
{
	if (s->preview) return preview_read(s->preview, path, out);
	return s->edition ? history_read(s->history, s->edition, path, out) : -1;
}

void side_dispose(struct diff_side *s)
{
	history_close(s->history);
	arena_dispose(&s->mem);
}

static bool only_stamps(const char *path)
{
	path = readers_inner(path);
	return strcmp(path, "edition.html") == 0 || strcmp(path, "edition.json") == 0;
}

static void compare_pages(struct difference *d, const struct diff_side *a, const struct diff_side *b)
{
	size_t i = 0, j = 0;
	while (i < a->n || j < b->n) {
		int order = i == a->n ? 1 : j == b->n ? -1 : strcmp(a->file[i].path, b->file[j].path);
		struct diff_page p = { order < 0   ? DIFF_GONE
				       : order > 0 ? DIFF_NEW_ONE
						   : DIFF_REVISED,
			arena_strdup(&d->mem, sv(order > 0 ? b->file[j].path : a->file[i].path)) };
		if ((order != 0 || strcmp(a->file[i].oid, b->file[j].oid) != 0) && !only_stamps(p.path))
			vec_push(&d->page, p);
		i += order <= 0;
		j += order >= 0;
	}
}

/* Written by site/statement_json.c: one key a line, two blanks deep. */
const char *difference_stated(struct arena *mem, struct sv json, const char *key)
{
	struct sv line, mark = sv(arena_printf(mem, "  \"%s\": ", key));
	while (sv_split(&json, '\n', &line)) {
		if (line.n < mark.n || memcmp(line.p, mark.p, mark.n) != 0) continue;
		struct sv v = sv_sub(line, mark.n, line.n);
		if (v.n && v.p[v.n - 1] == ',') v.n--;
		if (v.n > 1 && v.p[0] == '"') v = sv_sub(v, 1, v.n - 2);
		return arena_strdup(mem, v);
	}
	return "";
}

static void compare_statements(struct difference *d, struct sv before, struct sv now)
{
	d->k_before = difference_stated(&d->mem, before, "k");
	d->k_now = difference_stated(&d->mem, now, "k");
	d->policy_before = difference_stated(&d->mem, before, "policy");
	d->policy_now = difference_stated(&d->mem, now, "policy");
	d->audience_before = difference_stated(&d->mem, before, "audience");
	d->audience_now = difference_stated(&d->mem, now, "audience");
}

static int unreadable(struct diags *ds, const struct diff_side *s)
{
	diags_error(ds, "H031", NOPLACE, "mentorpress verify says what is damaged", "%s could not be read", s->name);
	return -1;
}

int difference_make(struct difference *d, struct diff_side *a, struct diff_side *b, struct diags *ds)
{
	struct str before = STR_INIT, now = STR_INIT;
	int r = 0;
	*d = (struct difference){ .mem = ARENA_INIT, .pool = VEC_INIT, .document = VEC_INIT, .page = VEC_INIT };
	if (a->n && side_read(a, "edition.json", &before) != 0) r = unreadable(ds, a);
	if (side_read(b, "edition.json", &now) != 0) r = unreadable(ds, b);
	compare_statements(d, sv_of(&before), sv_of(&now));
	compare_pages(d, a, b);
	str_clear(&before);
	str_clear(&now);
	if (r == 0) {
		side_read(a, "pool.csv", &before);
		side_read(b, "pool.csv", &now);
		r = difference_entries(d, sv_of(&before), sv_of(&now), ds);
	}
	if (r == 0) r = difference_documents(d, a, b, ds);
	str_dispose(&before);
	str_dispose(&now);
	return r;
}

bool difference_is_empty(const struct difference *d)
{
	return d->page.n == 0;
}

void difference_dispose(struct difference *d)
{
	for (size_t i = 0; i < d->pool.n; i++) {
		struct diff_pool *p = &d->pool.at[i];
		vec_dispose(&p->profiles_in);
		vec_dispose(&p->profiles_out);
		vec_dispose(&p->renewed);
		vec_dispose(&p->groups_in);
		vec_dispose(&p->groups_out);
	}
	for (size_t i = 0; i < d->document.n; i++) vec_dispose(&d->document.at[i].part);
	vec_dispose(&d->pool);
	vec_dispose(&d->document);
	vec_dispose(&d->page);
	arena_dispose(&d->mem);
}
