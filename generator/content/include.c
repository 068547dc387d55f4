/* include.c: a sentence that must read the same in five places is kept in one. Texts are put in line by line before
 * anything is parsed, so that numbering, links, digests and checks need not know that they were ever apart; a map of
 * lines keeps every message at the line its reader can mend. */
#include "content/include.h"
#include "base/fs.h"
#include "content/paste.h"

#define MAX_FILE ((size_t)1 << 20)
#define SHARED "content/shared/"
#define TABLES "content/tables/"

struct shared_file {
	const char *file;
	struct sv text;
	bool table, read, good, used, open; /* open: being put in, so it may not be put in again */
};

struct expanding {
	struct build *b;
	struct source *s;
	const char *workspace;
	struct diags *ds;
	struct str out;
	unsigned lines; /* in out */
	bool full;
};

/* A stretch of text on its way into the body. */
struct piece {
	const char *file;
	unsigned line; /* of its next line */
	struct sv rest;
	unsigned indent, depth;
	struct place asked;
	char fence; /* the character of the fence that is open, or 0 */
	size_t fence_length;
	bool after_empty;
};

struct directive {
	struct sv label, path;
	unsigned indent;
	bool table;
};

/* ---- the shared files */

bool include_takes(struct build *b, const char *relative)
{
	struct sv name = sv(relative);
	bool text = sv_starts(name, "shared/") && sv_ends(name, ".md");
	bool table = sv_starts(name, "tables/") && sv_ends(name, ".csv");
	if (!text && !table) return false;
	const char *file = arena_printf(&b->mem, "content/%s", relative);
	struct shared_file *f = ARENA_NEW(&b->mem, struct shared_file);
	if (map_ptr(&b->shared, sv(file))) return true;
	*f = (struct shared_file){ .file = file, .text = sv(""), .table = table };
	map_set_ptr(&b->shared, sv(file), f);
	return true;
}

struct sv include_text(const struct build *b, const char *file)
{
	const struct shared_file *f = map_ptr(&b->shared, sv(file));
	return f ? f->text : sv("");
}

static bool has_head(struct sv text)
{
	struct sv line;
	return sv_split(&text, '\n', &line) && sv_is(sv_trim(line), "---") &&
	       sv_find(text, SV_LIT("\n---")) != SIZE_MAX;
}

static bool check_text(struct shared_file *f, struct diags *ds)
{
	if (!paste_check_encoding(f->file, f->text, ds)) return false;
	if (f->table || !has_head(f->text)) return true;
	diags_error(ds, "C121", ((struct place){ f->file, 1, 1 }),
		"take out the lines from --- to ---; the document that includes it has the settings",
		"a shared text has no head of settings");
	return false;
}

static bool read_shared(struct expanding *x, struct shared_file *f)
{
	struct str text = STR_INIT, err = STR_INIT;
	if (f->read) return f->good;
	f->read = true;
	if (fs_read(&text, fs_join(&x->b->mem, x->workspace, f->file), MAX_FILE, &err) != 0) {
		diags_error(x->ds, "C001", ((struct place){ f->file, 0, 0 }),
			"a content file holds at most 1 MiB of text", "%s", err.ptr);
	} else {
		struct sv v = sv_of(&text);
		if (sv_starts(v, "\xEF\xBB\xBF")) v = sv_sub(v, 3, v.n);
		f->text = arena_sv(&x->b->mem, v);
		f->good = check_text(f, x->ds);
	}
	str_dispose(&text);
	str_dispose(&err);
	return f->good;
}

/* ---- what asks for a file */

/* "[include](…)", "[include: …](…)", "{{include name.md}}", and the same with table, alone on a line. */
static bool is_directive(struct sv line, struct directive *d)
{
	struct sv v = sv_trim(line);
	size_t indent = 0;
	while (indent < line.n && line.p[indent] == ' ') indent++;
	*d = (struct directive){ sv(""), sv(""), (unsigned)indent, false };
	bool link = sv_starts(v, "[") && sv_ends(v, ")"), braces = sv_starts(v, "{{") && sv_ends(v, "}}");
	if (!link && !braces) return false;
	size_t word = link ? 1 : 2;
	while (word < v.n && v.p[word] == ' ') word++;
	struct sv rest = sv_sub(v, word, v.n);
	d->table = sv_starts(rest, "table");
	if (!d->table && !sv_starts(rest, "include")) return false;
	rest = sv_sub(rest, d->table ? 5 : 7, rest.n);
	if (braces) {
		d->path = sv_trim(sv_sub(rest, 0, rest.n - 2));
		return sv_starts(rest, " ");
	}
	size_t close = sv_find(rest, SV_LIT("]("));
	if (close == SIZE_MAX || (close && *rest.p != ':')) return false;
	d->label = close ? sv_trim(sv_sub(rest, 1, close - 1)) : sv("");
	d->path = sv_trim(sv_sub(rest, close + 2, rest.n - close - 3));
	if (sv_find(d->path, SV_LIT("(")) != SIZE_MAX) return false;
	return sv_ends(d->path, d->table ? ".csv" : ".md") ||
	       sv_find(d->path, d->table ? SV_LIT("tables/") : SV_LIT("shared/")) != SIZE_MAX;
}

/* "../shared/x.md", "shared/x.md" and "x.md" all mean content/shared/x.md. */
static const char *wanted_file(struct expanding *x, const struct directive *d)
{
	struct sv name = d->path;
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = sv_sub(name, i, name.n);
			break;
		}
	return arena_printf(&x->b->mem, "%s%.*s", d->table ? TABLES : SHARED, SV_ARG(name));
}

static const char *nearest(const struct build *b, const char *file, bool table)
{
	const char **names = xcalloc(b->shared.n + 1, sizeof *names);
	size_t n = 0;
	for (size_t i = 0; i < b->shared.n; i++) {
		const struct shared_file *f = map_ptr(&b->shared, b->shared.at[i].key);
		if (f->table == table) names[n++] = f->file;
	}
	const char *near = diags_near(sv(file), names, n);
	free(names);
	return near;
}

static struct shared_file *find_shared(struct expanding *x, const struct directive *d, struct place at)
{
	const char *file = wanted_file(x, d), *folder = d->table ? TABLES : SHARED;
	struct shared_file *f = map_ptr(&x->b->shared, sv(file));
	if (f) return f;
	const char *near = nearest(x->b, file, d->table);
	diags_error(x->ds, "C120", at,
		near ? diags_text(x->ds, "did you mean [%s](../%s)?", d->table ? "table" : "include",
			       near + strlen("content/"))
		     : diags_text(x->ds, "put the file into %s, or correct its name", folder),
		"there is no %s \"%.*s\"", d->table ? "table" : "shared text", SV_ARG(d->path));
	return NULL;
}

/* ---- putting together */

static void put_line(struct expanding *x, struct sv line, unsigned indent)
{
	if (sv_trim(line).n)
		for (unsigned i = 0; i < indent; i++) str_putc(&x->out, ' ');
	str_sv(&x->out, line);
	str_putc(&x->out, '\n');
	x->lines++;
}

static void begin_run(struct expanding *x, const struct piece *p)
{
	vec_push(&x->s->lines.run, ((struct line_run){ x->lines + 1, p->file, p->line, p->indent, p->asked }));
}

static bool take_line(struct piece *p, struct sv *line)
{
	if (!p->rest.n) return false;
	const char *nl = memchr(p->rest.p, '\n', p->rest.n);
	size_t n = nl ? (size_t)(nl - p->rest.p) : p->rest.n;
	*line = sv_n(p->rest.p, n);
	p->rest = sv_sub(p->rest, n + (nl != NULL), p->rest.n);
	p->line++;
	return true;
}

/* Keeps track of blocks of code, in which nothing is included. */
static void note_fence(struct piece *p, struct sv line)
{
	struct sv v = sv_trim(line);
	size_t n = 0;
	if (!v.n || (*v.p != '`' && *v.p != '~')) return;
	while (n < v.n && v.p[n] == *v.p) n++;
	if (n < 3) return;
	if (!p->fence) {
		p->fence = *v.p;
		p->fence_length = n;
	} else if (*v.p == p->fence && n >= p->fence_length && n == v.n) {
		p->fence = 0;
	}
}

static bool next_is_empty(const struct piece *p)
{
	struct sv rest = p->rest, line;
	return !rest.n || (sv_split(&rest, '\n', &line) && !sv_trim(line).n);
}

static void put_table(struct expanding *x, struct piece *from, const struct directive *d, struct shared_file *f,
	struct place at, unsigned indent)
{
	struct piece p = { .file = f->file, .line = 1, .rest = f->text, .indent = indent, .asked = at };
	struct str fence = STR_INIT;
	struct sv line;
	size_t longest = 2, run = 0;
	for (size_t i = 0; i < f->text.n; i++) {
		run = f->text.p[i] == '~' ? run + 1 : 0;
		if (run > longest) longest = run;
	}
	for (size_t i = 0; i <= longest; i++) str_putc(&fence, '~');
	size_t bare = fence.len;
	str_printf(&fence, "csv %.*s", SV_ARG(d->label));
	from->line--; /* the fences stand for the line that asks */
	begin_run(x, from);
	put_line(x, sv_of(&fence), indent);
	begin_run(x, &p);
	while (take_line(&p, &line)) put_line(x, line, indent);
	begin_run(x, from);
	put_line(x, sv_sub(sv_of(&fence), 0, bare), indent);
	from->line++;
	str_dispose(&fence);
}

static void expand(struct expanding *x, struct piece *p);

static void put_shared(struct expanding *x, struct piece *from, const struct directive *d, struct place at)
{
	struct shared_file *f = find_shared(x, d, at);
	unsigned indent = from->indent + d->indent;
	if (!f) return;
	f->used = true;
	if (f->open || from->depth == INCLUDE_DEPTH) {
		diags_error(x->ds, "C121", at, "take one of the lines out that include each other",
			f->open ? "%s would be put into itself again and again"
				: "%s is included by a text in a text in a text, deeper than can be followed",
			f->file);
		return;
	}
	if (!read_shared(x, f)) return;
	if (d->table) {
		put_table(x, from, d, f, at, indent);
		return;
	}
	struct piece p = { .file = f->file,
		.line = 1,
		.rest = f->text,
		.indent = indent,
		.depth = from->depth + 1,
		.asked = at,
		.after_empty = true };
	f->open = true;
	expand(x, &p);
	f->open = false;
}

/* A line that asks for a file but runs on into others would become part of their paragraph. */
static bool stands_alone(struct expanding *x, const struct piece *p, struct place at)
{
	if (p->after_empty && next_is_empty(p)) return true;
	diags_error(x->ds, "C122", at, "put an empty line before and after it",
		"a line that includes something stands by itself");
	return false;
}

static void expand(struct expanding *x, struct piece *p)
{
	struct sv line;
	struct directive d;
	begin_run(x, p);
	while (!x->full && take_line(p, &line)) {
		struct place at = { p->file, p->line - 1, 1 };
		note_fence(p, line);
		if (!p->fence && is_directive(line, &d)) {
			at.col = d.indent + 1;
			if (stands_alone(x, p, at)) put_shared(x, p, &d, at);
			begin_run(x, p);
			p->after_empty = false;
			continue;
		}
		put_line(x, line, p->indent);
		p->after_empty = !sv_trim(line).n;
		x->full = x->out.len > MAX_FILE;
	}
}

static bool asks_for_something(struct sv body)
{
	return sv_find(body, SV_LIT("[include")) != SIZE_MAX || sv_find(body, SV_LIT("[table")) != SIZE_MAX ||
	       sv_find(body, SV_LIT("{{")) != SIZE_MAX;
}

void include_expand(struct build *b, struct source *s, const char *workspace, struct diags *ds)
{
	if (!asks_for_something(s->front.body)) return;
	struct expanding x = { b, s, workspace, ds, STR_INIT, 0, false };
	struct piece own = { .file = s->doc->file,
		.line = s->front.body_line,
		.rest = s->front.body,
		.asked = NOPLACE,
		.after_empty = true };
	str_reserve(&x.out, s->front.body.n);
	expand(&x, &own);
	if (x.full)
		diags_error(ds, "C121", ((struct place){ s->doc->file, s->front.body_line, 1 }), "include less",
			"with all that is included this text is larger than 1 MiB");
	if (x.s->lines.run.n > 1 && !x.full)
		s->front.body = arena_sv(&b->mem, sv_of(&x.out));
	else
		s->lines.run.n = 0; /* it only looked as if it included something */
	str_dispose(&x.out);
}

/* ---- messages */

static void tell_shared(struct build *b, const struct source *s, const struct diag *d)
{
	const struct line_run *run = lines_run_at(&s->lines, d->at);
	struct place asked = run ? run->asked : NOPLACE;
	const char *key = diags_text(b->ds, "%s:%s:%u:%u:%s", d->code, d->at.file, d->at.line, d->at.col, d->text);
	if (!map_add(&b->told, sv(key), 1)) return;
	const char *help = d->help ? d->help : "";
	if (asked.file)
		help = diags_text(b->ds, "%s%s(included by %s:%u)", help, *help ? " " : "", asked.file, asked.line);
	diags_add(b->ds, d->sev, d->code, d->at, *help ? help : NULL, "%s", d->text);
}

void include_tell(struct build *b, const struct source *s, const struct diags *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct diag *d = &found->at[i];
		if (d->at.file && map_ptr(&b->shared, sv(d->at.file)))
			tell_shared(b, s, d);
		else
			diags_add(b->ds, d->sev, d->code, d->at, d->help, "%s", d->text);
	}
}

void include_unused(struct build *b)
{
	for (size_t i = 0; i < b->shared.n; i++) {
		const struct shared_file *f = map_ptr(&b->shared, b->shared.at[i].key);
		struct place at = { f->file, 0, 0 };
		if (!f->used)
			diags_warn(b->ds, "C123", at,
				diags_text(b->ds, "delete it, or put it into a document with [%s](../%s)",
					f->table ? "table" : "include", f->file + strlen("content/")),
				"no document includes this %s", f->table ? "table" : "text");
	}
}
