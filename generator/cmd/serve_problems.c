/* Whose page is a problem's page, and which part of it? Told from the file and its lines, so that it holds for every message there is or will be. */
#include "cmd/serve_problems.h"
#include "base/fs.h"

const char *serve_page_of(struct arena *mem, const char *address)
{
	const char *hash = strchr(address, '#');
	return arena_strdup(mem, hash ? sv_n(address, (size_t)(hash - address)) : sv(address));
}

static const struct serve_doc *document_of(const struct serve_site *s, const char *file)
{
	uint64_t at;
	return map_get(&s->by_file, sv(file), &at) ? &s->doc.at[at] : NULL;
}

/* ---- the place in the page */

static bool has_id(const struct document *doc, const char *id, struct arena *mem)
{
	return sv_find(sv_of(&doc->body.bytes), sv(arena_printf(mem, "id=\"%s\"", id))) != SIZE_MAX;
}

/* "5.1.1 The committee …" and "5. Procedures" begin a clause. */
static const char *clause_anchor(const struct document *doc, struct sv line, struct arena *mem)
{
	size_t n = 0;
	while (n < line.n && ((line.p[n] >= '0' && line.p[n] <= '9') || line.p[n] == '.')) n++;
	if (n == 0 || (n < line.n && line.p[n] != ' ')) return NULL;
	if (line.p[n - 1] == '.') n--;
	const char *id = arena_printf(mem, "section-%.*s", (int)n, line.p);
	return has_id(doc, id, mem) ? id : NULL;
}

static const char *heading_anchor(const struct document *doc, struct sv line)
{
	for (size_t i = 0; i < doc->ntoc; i++)
		if (doc->toc[i].anchor && doc->toc[i].title.n && sv_eq(doc->toc[i].title, line))
			return doc->toc[i].anchor;
	return NULL;
}

static const char *line_anchor(const struct document *doc, struct sv line, struct arena *mem)
{
	const char *id;
	size_t marks = 0;
	line = sv_trim(line);
	while (marks < line.n && line.p[marks] == '#') marks++;
	struct sv text = sv_trim(sv_sub(line, marks, line.n));
	if ((id = clause_anchor(doc, text, mem))) return id;
	return marks ? heading_anchor(doc, text) : NULL;
}

static void find_place(
	struct serve_problem *p, const struct serve_site *s, const struct serve_doc *doc, struct arena *mem)
{
	struct str text = STR_INIT, err = STR_INIT;
	struct sv rest, line;
	const char *hash = strchr(doc->address, '#');
	p->anchor = hash ? arena_strdup(mem, sv(hash + 1)) : NULL;
	if (p->d->at.line && fs_read(&text, fs_join(mem, s->run.workspace, doc->file), FS_MAX_TEXT, &err) == 0) {
		rest = sv_of(&text);
		for (unsigned n = 1; n <= p->d->at.line && sv_split(&rest, '\n', &line); n++) {
			const char *id = hash ? NULL : line_anchor(doc->doc, line, mem);
			if (id) p->anchor = arena_strdup(mem, sv(id));
			if (n == p->d->at.line) p->line = arena_sv(mem, line);
		}
	}
	str_dispose(&text);
	str_dispose(&err);
}

/* ---- which problems */

static bool told_before(const struct serve_site *good, const char *file)
{
	for (size_t i = 0; i < good->ctx.ds.n; i++)
		if (good->ctx.ds.at[i].at.file && strcmp(good->ctx.ds.at[i].at.file, file) == 0) return true;
	return false;
}

/* While one file cannot be read, links to it from files that nobody touched are not mistakes. */
static bool follows(const struct serve_view *v, const struct diag *d)
{
	return v->good && v->now->ctx.corpus && v->now->built && !v->now->whole && v->good != v->now && d->at.file &&
	       !serve_site_is_lost(v->now, d->at.file) &&
	       serve_snapshot_same_file(&v->now->files, &v->good->files, d->at.file) &&
	       !told_before(v->good, d->at.file);
}

static void add(struct serve_problems *out, const struct serve_view *v, const struct diag *d)
{
	struct serve_problem p = { d, NULL, NULL, sv("") };
	const struct serve_doc *doc = d->at.file ? document_of(v->now, d->at.file) : NULL;
	const char *address = d->at.file && !doc ? corpus_address(&out->mem, d->at.file) : NULL;
	struct sv bytes;
	if (doc) {
		p.page = serve_page_of(&out->mem, doc->address);
		find_place(&p, v->now, doc, &out->mem);
	} else if (address) {
		p.page = serve_page_of(&out->mem, address);
	} else if (d->at.file && serve_pages_find(&v->now->pages, d->at.file, &bytes)) {
		p.page = d->at.file;
	}
	out->errors += d->sev == SEV_ERROR;
	out->warnings += d->sev == SEV_WARNING;
	size_t i = out->v.n;
	vec_push(&out->v, p);
	/* Files stay in the order they were first told; within a file by line and column. */
	for (; i > 0 && d->at.file && out->v.at[i - 1].d->at.file &&
		strcmp(out->v.at[i - 1].d->at.file, d->at.file) == 0 &&
		(out->v.at[i - 1].d->at.line > d->at.line ||
			(out->v.at[i - 1].d->at.line == d->at.line && out->v.at[i - 1].d->at.col > d->at.col));
		i--)
		out->v.at[i] = out->v.at[i - 1];
	out->v.at[i] = p;
}

static bool is_listed(const struct serve_problems *out, const struct diag *d)
{
	for (size_t i = 0; i < out->v.n; i++)
		if (out->v.at[i].d == d) return true;
	return false;
}

void serve_problems_find(struct serve_problems *out, const struct serve_view *view)
{
	const struct diags *ds = &view->now->ctx.ds;
	for (size_t i = 0; i < ds->n; i++) {
		if (ds->at[i].reach == DIAG_REPORT || is_listed(out, &ds->at[i])) continue;
		if (follows(view, &ds->at[i])) {
			out->follow++;
			continue;
		}
		add(out, view, &ds->at[i]);
		/* Others of the same file stand beside it. */
		for (size_t k = i + 1; ds->at[i].at.file && k < ds->n; k++)
			if (ds->at[k].at.file && ds->at[k].reach != DIAG_REPORT &&
				strcmp(ds->at[k].at.file, ds->at[i].at.file) == 0 && !is_listed(out, &ds->at[k]) &&
				!follows(view, &ds->at[k]))
				add(out, view, &ds->at[k]);
	}
}

void serve_problems_dispose(struct serve_problems *p)
{
	vec_dispose(&p->v);
	arena_dispose(&p->mem);
	*p = (struct serve_problems)SERVE_PROBLEMS_INIT;
}
