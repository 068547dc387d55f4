/* certificate_words.c keeps the words of certificates out of the program: the committee writes them in programme-templates/certificate.txt, by the rules of
 * input/template.h, and each certificate keeps the words it was issued with. The template is plain text; what template.h escapes is given back. */
#include "base/fs.h"
#include "input/template.h"
#include "programme/certificate.h"

static const char file_name[] = "programme-templates/certificate.txt";
#define COUNT(a) (sizeof(a) / sizeof *(a))

struct certificate_wording {
	struct template_set *set;
};

int certificate_wording_from(struct certificate_wording **out, const char *text, struct diags *ds)
{
	const char *const pair[] = { file_name, text };
	*out = xcalloc(1, sizeof **out);
	return template_from(&(*out)->set, pair, 1, ds);
}

int certificate_wording_load(struct certificate_wording **out, const struct run *run, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	int r = fs_read(&text, fs_join(&mem, run->workspace, file_name), 65536, &err);
	*out = NULL;
	if (r)
		diags_error(ds, "M121", NOPLACE, "copy it from the sample workspace: mentorpress init writes it",
			"the words of the certificates cannot be read: %s", err.ptr);
	else
		r = certificate_wording_from(out, text.ptr, ds);
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return r;
}

void certificate_wording_free(struct certificate_wording *w)
{
	if (!w) return;
	template_free(w->set);
	free(w);
}

static void put(struct tmap *m, const char *name, const char *text)
{
	tmap_text(m, name, sv(text), ORIGIN_DOCUMENT, file_name);
}

static struct tmap *facts_map(struct arena *mem, const struct certificate_facts *f)
{
	struct tmap *m = tmap_new(mem);
	put(m, "society", f->society);
	put(m, "program", f->program);
	put(m, "committee", f->committee);
	put(m, "received", arena_strdup(mem, sv(date_long(f->received).z)));
	put(m, "concluded", arena_strdup(mem, sv(date_long(f->concluded).z)));
	put(m, "issued", arena_strdup(mem, sv(date_long(f->issued).z)));
	put(m, "number", f->number);
	put(m, "signatory", f->signatory);
	put(m, "office", f->office);
	put(m, "replaces", f->replaces);
	tmap_bool(m, "replacement", *f->replaces != '\0');
	tmap_bool(m, "mentor", strcmp(f->role, "mentor") == 0);
	tmap_bool(m, "mentee", strcmp(f->role, "mentee") == 0);
	tmap_bool(m, "peer", strcmp(f->role, "peer") == 0);
	return m;
}

/* Appends the text of what was escaped for a page. */
static void plain(struct str *out, struct sv v)
{
	static const struct {
		const char *entity;
		char is;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' } };
	for (size_t i = 0; i < v.n;) {
		size_t k = 0;
		while (k < COUNT(known) && !sv_starts(sv_sub(v, i, v.n), known[k].entity)) k++;
		str_putc(out, k < COUNT(known) ? known[k].is : v.p[i]);
		i += k < COUNT(known) ? strlen(known[k].entity) : 1;
	}
}

int certificate_words_make(
	struct str *out, const struct certificate_wording *w, const struct certificate_facts *facts, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct rendering page = RENDERING_INIT;
	struct certificate_text text;
	size_t from = out->len;
	int r = template_render(w->set, file_name, facts_map(&mem, facts), NOPLACE, &page, ds);
	if (r == 0) {
		plain(out, sv_of(&page.bytes));
		r = certificate_words_read(&text, sv_sub(sv_of(out), from, out->len - from), ds);
	}
	rendering_dispose(&page);
	arena_dispose(&mem);
	return r;
}

/* ---- reading */

static struct sv *part_of(struct certificate_text *t, struct sv name)
{
	const struct {
		const char *name;
		struct sv *at;
	} part[] = { { "society", &t->society }, { "title", &t->title }, { "lead", &t->lead }, { "role", &t->role },
		{ "issued", &t->issued }, { "number", &t->number }, { "signatory", &t->signatory },
		{ "office", &t->office } };
	if (sv_is(name, "text")) return t->ntext < COUNT(t->text) ? &t->text[t->ntext++] : NULL;
	for (size_t i = 0; i < COUNT(part); i++)
		if (sv_is(name, part[i].name)) return part[i].at->n ? NULL : part[i].at;
	return NULL;
}

static int wrong(struct diags *ds, const char *help, const char *what, struct sv name)
{
	if (ds)
		diags_error(ds, "M122", ((struct place){ file_name, 0, 0 }), help, "%s \"%.*s\"", what, (int)name.n,
			name.p);
	return -1;
}

int certificate_words_read(struct certificate_text *out, struct sv words, struct diags *ds)
{
	struct sv rest = words, line;
	int r = 0;
	*out = (struct certificate_text){ .ntext = 0 };
	while (sv_split(&rest, '\n', &line)) {
		line = sv_trim(line);
		if (!line.n) continue;
		size_t colon = sv_find(line, sv(":"));
		struct sv name = sv_trim(sv_sub(line, 0, colon == SIZE_MAX ? line.n : colon));
		struct sv *part = colon == SIZE_MAX ? NULL : part_of(out, name);
		if (part)
			*part = sv_trim(sv_sub(line, colon + 1, line.n));
		else
			r = wrong(ds,
				"every line begins with one of: society title lead role text issued number signatory "
				"office; "
				"each once, text up to three times",
				"this line has no place on the certificate:", sv_sub(line, 0, 60));
	}
	const struct {
		const char *name;
		struct sv is;
	} needed[] = { { "title", out->title }, { "role", out->role }, { "number", out->number },
		{ "issued", out->issued }, { "signatory", out->signatory } };
	for (size_t i = 0; i < COUNT(needed); i++)
		if (!needed[i].is.n)
			r = wrong(ds, "add a line that begins with it and a colon", "the certificate has no",
				sv(needed[i].name));
	return r;
}
