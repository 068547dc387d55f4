/* template.c loads the templates of a site as one set, links their partials, and finds what can only be seen with all of
 * them at hand: partials that are not there, that include themselves, or that nobody includes. */
#include "input/template.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "input/template_internal.h"

static const char *base_of(const char *name)
{
	const char *slash = strrchr(name, '/');
	return slash ? slash + 1 : name;
}

/* CRLF becomes LF, so that a template edited on Windows gives the same bytes. */
static struct sv own_text(struct arena *mem, struct sv text)
{
	char *copy = arena_alloc(mem, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r' || i + 1 == text.n || text.p[i + 1] != '\n') copy[n++] = text.p[i];
	return sv_n(copy, n);
}

static void add_template(struct template_set *s, const char *name, const char *file, struct sv text, struct diags *ds)
{
	struct template *t = ARENA_NEW(&s->mem, struct template);
	if (sv_starts(text, "\xef\xbb\xbf")) text = sv_sub(text, 3, text.n);
	t->name = arena_sv(&s->mem, sv(name)).p;
	t->file = file;
	t->plain = sv_ends(sv(name), ".txt");
	t->css = t->plain || sv_ends(sv(name), ".css.in");
	t->is_partial = base_of(name)[0] == '_' && (t->plain || !t->css);
	diags_source(ds, file, text, false);
	size_t bad = utf8_invalid_at(text);
	if (bad != SIZE_MAX) {
		diags_error(ds, "T001", place_at(file, text, bad), "save the file as UTF-8", "this is not valid UTF-8");
		s->bad = true;
		text = sv("");
	}
	t->text = own_text(&s->mem, text);
	map_add(&s->by_name, sv(name), s->all.n);
	vec_push(&s->all, t);
	if (template_parse(t, ds)) s->bad = true;
}

/* Partials. */

/* "x" is in "_x.html", "menu/x" in "menu/_x.html"; of a plain text in "_x.txt". */
static bool find_partial(const struct template_set *s, struct sv name, bool plain, size_t *out)
{
	struct str file = STR_INIT;
	uint64_t index = 0;
	size_t base = name.n;
	while (base > 0 && name.p[base - 1] != '/') base--;
	str_printf(&file, "%.*s_%.*s%s", SV_ARG(sv_sub(name, 0, base)), SV_ARG(sv_sub(name, base, name.n)),
		plain ? ".txt" : ".html");
	bool found = map_get(&s->by_name, sv_of(&file), &index);
	*out = (size_t)index;
	str_dispose(&file);
	return found;
}

static const char *near_partial(struct template_set *s, struct sv name)
{
	VEC(const char *) names = VEC_INIT;
	for (size_t i = 0; i < s->all.n; i++) {
		const char *file = s->all.at[i]->name, *base = base_of(file);
		if (s->all.at[i]->is_partial)
			vec_push(&names, arena_printf(&s->mem, "%.*s%.*s", (int)(base - file), file,
						 (int)(strrchr(base, '.') - base - 1), base + 1));
	}
	const char *near = diags_near(name, names.at, names.n);
	vec_dispose(&names);
	return near;
}

static void link_partials(struct template_set *s, struct template *t, struct diags *ds)
{
	for (size_t i = 0; i < t->nodes.n; i++) {
		struct node *n = &t->nodes.at[i];
		if (n->kind != NODE_PARTIAL) continue;
		if (find_partial(s, n->text, t->plain, &n->partial)) {
			s->all.at[n->partial]->used = true;
			continue;
		}
		const char *near = near_partial(s, n->text);
		diags_error(ds, "T007", n->at, near ? diags_text(ds, "did you mean \"%s\"?", near) : NULL,
			"there is no partial \"%.*s\"", SV_ARG(n->text));
		s->bad = true;
	}
}

static void find_cycle(struct template_set *s, struct template *t, struct diags *ds)
{
	t->visit = 1;
	for (size_t i = 0; i < t->nodes.n; i++) {
		const struct node *n = &t->nodes.at[i];
		if (n->kind != NODE_PARTIAL) continue;
		struct template *partial = s->all.at[n->partial];
		if (partial->visit == 1) {
			diags_error(ds, "T008", n->at, "remove one of the tags",
				"the partial \"%.*s\" includes itself, by way of this tag", SV_ARG(n->text));
			s->bad = true;
		} else if (partial->visit == 0) {
			find_cycle(s, partial, ds);
		}
	}
	t->visit = 2;
}

static int link_set(struct template_set *s, struct diags *ds)
{
	bool bad = s->bad;
	s->bad = false;
	for (size_t i = 0; i < s->all.n; i++) link_partials(s, s->all.at[i], ds);
	for (size_t i = 0; i < s->all.n && !s->bad; i++)
		if (s->all.at[i]->visit == 0) find_cycle(s, s->all.at[i], ds);
	s->bad = s->bad || bad;
	return s->bad ? -1 : 0;
}

/* Sets. */

static bool is_template(const char *name, bool texts)
{
	struct sv v = sv(name);
	return !sv_starts(v, "assets/") &&
	       (sv_ends(v, ".html") || sv_ends(v, ".css.in") || (texts && sv_ends(v, ".txt")));
}

static int load(struct template_set **out, const char *dir, const char *name, bool texts, struct diags *ds)
{
	struct template_set *s = xcalloc(1, sizeof *s);
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	struct fs_list files = { NULL, 0 };
	*out = s;
	if (fs_walk(&files, &mem, dir, NULL, &err)) {
		diags_error(ds, "T001", ((struct place){ NULL, 0, 0 }), NULL, "%s", err.ptr);
		s->bad = true;
	}
	for (size_t i = 0; i < files.n; i++) {
		if (!is_template(files.at[i], texts)) continue;
		const char *file = arena_printf(&s->mem, "%s/%s", name, files.at[i]);
		str_clear(&text);
		str_clear(&err);
		if (fs_read(&text, fs_join(&mem, dir, files.at[i]), FS_MAX_TEXT, &err)) {
			diags_error(ds, "T001", ((struct place){ file, 0, 0 }), NULL, "%s", err.ptr);
			s->bad = true;
			continue;
		}
		add_template(s, files.at[i], file, sv_of(&text), ds);
	}
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return link_set(s, ds);
}

int template_load(struct template_set **out, const char *dir, const char *name, struct diags *ds)
{
	return load(out, dir, name, false, ds);
}

int template_load_texts(struct template_set **out, const char *dir, const char *name, struct diags *ds)
{
	return load(out, dir, name, true, ds);
}

int template_from(struct template_set **out, const char *const *name_text, size_t pairs, struct diags *ds)
{
	struct template_set *s = xcalloc(1, sizeof *s);
	*out = s;
	for (size_t i = 0; i < pairs; i++) {
		const char *file = arena_sv(&s->mem, sv(name_text[2 * i])).p;
		add_template(s, file, file, sv(name_text[2 * i + 1]), ds);
	}
	return link_set(s, ds);
}

void template_free(struct template_set *s)
{
	if (!s) return;
	for (size_t i = 0; i < s->all.n; i++) vec_dispose(&s->all.at[i]->nodes);
	vec_dispose(&s->all);
	map_dispose(&s->by_name);
	arena_dispose(&s->mem);
	free(s);
}

static struct template *find(const struct template_set *s, const char *name)
{
	uint64_t index = 0;
	return map_get(&s->by_name, sv(name), &index) ? s->all.at[index] : NULL;
}

bool template_has(const struct template_set *s, const char *name)
{
	return find(s, name) != NULL;
}

void template_expect(struct template_set *s, const char *name)
{
	struct template *t = find(s, name);
	if (t) t->expected = true;
}

size_t template_check_unused(struct template_set *s, struct diags *ds)
{
	size_t unused = 0;
	for (size_t i = 0; i < s->all.n; i++) {
		const struct template *t = s->all.at[i];
		if (t->expected || t->used) continue;
		diags_error(ds, "T009", ((struct place){ t->file, 0, 0 }),
			"remove the file, or look for a slip in its name",
			t->is_partial ? "no template uses the partial \"%s\""
				      : "the program has no use for a template \"%s\"",
			t->name);
		unused++;
	}
	return unused;
}
