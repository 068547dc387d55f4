/* mentions.c: people write "MP-02.xx" and "5.3.3" the way the society's documents do; nobody should have to make links
 * of them. A number of a family leads to whatever version is in force, an exact number to exactly that version. */
#include "content/mentions.h"
#include "content/questions.h"
#include "content/references.h"

enum form { FORM_PLAIN /* MP-02 */, FORM_FAMILY /* MP-02.xx */, FORM_EXACT /* MP-02.03 */ };

struct looking {
	const struct build *b;
	struct markdown *md;
	cmark_node *node;
	const struct document *doc;
	struct sv text;
};

static bool is_digit(struct sv v, size_t i)
{
	return i < v.n && v.p[i] >= '0' && v.p[i] <= '9';
}

static bool is_upper(struct sv v, size_t i)
{
	return i < v.n && v.p[i] >= 'A' && v.p[i] <= 'Z';
}

/* Part of a word or number: bytes above ASCII are letters here, which errs on the side of no link. */
static bool is_word(struct sv v, size_t i)
{
	return i < v.n && (is_digit(v, i) || is_upper(v, i) || (v.p[i] >= 'a' && v.p[i] <= 'z') || v.p[i] == '_');
}

static bool begins_word(struct sv v, size_t i)
{
	return i == 0 || (!is_word(v, i - 1) && v.p[i - 1] != '-' && v.p[i - 1] != '.' && v.p[i - 1] != '/');
}

/* Length of "MP-02", "MP-02.xx" or "MP-02.03" at i, 0 if none. */
static size_t document_number(struct sv v, size_t i, enum form *form, struct sv *family)
{
	size_t at = i;
	while (is_upper(v, at)) at++;
	if (at - i < 2 || at - i > 4 || at >= v.n || v.p[at] != '-') return 0;
	if (!is_digit(v, at + 1) || !is_digit(v, at + 2)) return 0;
	at += 3;
	*family = sv_sub(v, i, at - i);
	*form = FORM_PLAIN;
	if (at + 2 < v.n && v.p[at] == '.' && !is_word(v, at + 3)) {
		bool any = (v.p[at + 1] == 'x' || v.p[at + 1] == 'X') && (v.p[at + 2] == 'x' || v.p[at + 2] == 'X');
		if (any || (is_digit(v, at + 1) && is_digit(v, at + 2))) {
			*form = any ? FORM_FAMILY : FORM_EXACT;
			at += 3;
		}
	}
	return is_word(v, at) || (at < v.n && v.p[at] == '-') ? 0 : at - i;
}

/* Length of a number such as 5.3.3 at i, without a full stop that ends the sentence. */
static size_t clause_number(struct sv v, size_t i, unsigned *parts)
{
	size_t at = i, end = i;
	*parts = 0;
	while (is_digit(v, at)) {
		size_t digits = 0;
		while (is_digit(v, at + digits)) digits++;
		if (digits > 3) return 0;
		at += digits;
		end = at;
		(*parts)++;
		if (at >= v.n || v.p[at] != '.') break;
		at++;
	}
	if (is_word(v, end) || (end < v.n && (v.p[end] == '%' || v.p[end] == '-' || v.p[end] == '/'))) return 0;
	return end - i;
}

static struct place where(const struct looking *l, size_t i, size_t n)
{
	return markdown_find(l->md, l->node, sv_sub(l->text, i, n));
}

static bool old_text(const struct document *d)
{
	return d->status == STATUS_SUPERSEDED || d->status == STATUS_RETIRED;
}

/* A title is for those who may read the document. */
static struct sv shown_title(const struct looking *l, const struct document *target)
{
	return target->readers > l->doc->readers ? sv("") : target->title;
}

static void set(struct mention *out, size_t start, size_t n, struct sv title)
{
	out->start = start;
	out->end = start + n;
	str_clear(&out->href);
	str_clear(&out->title);
	str_sv(&out->title, title);
}

static void set_site(struct mention *out, const struct looking *l, const char *path)
{
	references_relative(&out->href, l->doc, sv(path));
}

/* ---- documents of other owners */

static bool take_outside(struct mention *out, const struct looking *l, size_t i, size_t n, enum form form,
	const struct outside_document *o)
{
	struct sv exact = sv_sub(l->text, i, n);
	bool other = form == FORM_EXACT && o->full.n && !sv_eq(exact, o->full);
	if (other && !old_text(l->doc))
		diags_warn(l->b->ds, "C041", where(l, i, n), "write the number with .xx to mean the version in force",
			"%.*s is not the version that documents.csv registers (%.*s)", SV_ARG(exact),
			SV_ARG(o->version));
	if (o->retired != DATE_NONE && o->retired <= l->b->run->as_of && !old_text(l->doc))
		diags_warn(l->b->ds, "C041", where(l, i, n), "refer to what replaced it", "%.*s is retired",
			SV_ARG(exact));
	set(out, i, n, o->title);
	if (o->holder.n) str_printf(&out->title, " (%.*s)", SV_ARG(o->holder));
	if (o->url.n)
		str_sv(&out->href, o->url);
	else
		set_site(out, l, o->address);
	return out->title.len || out->href.len;
}

/* ---- our own documents */

static bool unknown(const struct looking *l, size_t i, size_t n, enum form form)
{
	if (form != FORM_PLAIN && !old_text(l->doc))
		diags_warn(l->b->ds, "C040", where(l, i, n),
			references_number_help(l->b, sv_sub(l->text, i, n),
				"check the number, or register the document in content/documents.csv"),
			"no document %.*s is known", SV_ARG(sv_sub(l->text, i, n)));
	return false;
}

/* " 5.3.3" right after a family's number. */
static size_t clause_behind(const struct looking *l, size_t at, struct sv *number)
{
	unsigned parts;
	if (at + 1 >= l->text.n || l->text.p[at] != ' ') return 0;
	size_t n = clause_number(l->text, at + 1, &parts);
	if (!n || parts < 2) return 0;
	*number = sv_sub(l->text, at + 1, n);
	return n + 1;
}

static bool take_exact(struct mention *out, const struct looking *l, size_t i, size_t n, const struct family *f)
{
	struct sv number = sv_sub(l->text, i, n);
	struct source *s = build_by_number(l->b, number);
	bool own_family = l->doc->kind == DOC_SOP && sv_eq(l->doc->family, f->name);
	if (!s || s->left_out) return own_family ? false : unknown(l, i, n, FORM_EXACT);
	if (s->doc == l->doc) return false;
	struct sv clause = sv("");
	size_t more = clause_behind(l, i + n, &clause);
	if (more && !map_get(&s->clauses, clause, NULL)) more = 0;
	if (old_text(s->doc) && !own_family && !old_text(l->doc))
		diags_warn(l->b->ds, "C041", where(l, i, n),
			diags_text(l->b->ds, "write %.*s.xx to mean the version in force", SV_ARG(f->name)),
			"%.*s is %s", SV_ARG(number), s->doc->status == STATUS_RETIRED ? "retired" : "superseded");
	set(out, i, n + more, shown_title(l, s->doc));
	set_site(out, l, s->doc->path);
	if (more) str_printf(&out->href, "#section-%.*s", SV_ARG(clause));
	if (more && s->doc == f->in_force) questions_mention(l->b, l->doc, f, clause);
	return true;
}

static bool take_family(struct mention *out, const struct looking *l, size_t i, size_t n, const struct family *f)
{
	struct sv number = sv("");
	size_t more = clause_behind(l, i + n, &number);
	struct source *s = f->in_force ? build_by_number(l->b, f->in_force->number) : NULL;
	if (!more && s && s->doc == l->doc) return false; /* a page does not link to itself */
	if (more && (!s || !map_get(&s->clauses, number, NULL))) {
		if (!old_text(l->doc))
			diags_error(l->b->ds, "C042", where(l, i, n + more),
				s ? references_clause_help(l->b, s, number) : "refer to a document that is in force",
				"%.*s has no clause %.*s", SV_ARG(s ? s->doc->number : f->name), SV_ARG(number));
		more = 0;
	}
	set(out, i, n + more, s ? shown_title(l, s->doc) : sv(""));
	struct str path = STR_INIT;
	str_printf(&path, "docs/%.*s.html", SV_ARG(f->name));
	if (more) str_printf(&path, "#section-%.*s", SV_ARG(number));
	if (more) questions_mention(l->b, l->doc, f, number);
	set_site(out, l, path.ptr);
	str_dispose(&path);
	return true;
}

static bool take_document(struct mention *out, const struct looking *l, size_t i, size_t *n)
{
	enum form form;
	struct sv name;
	*n = document_number(l->text, i, &form, &name);
	if (!*n) return false;
	const struct family *f = build_family(l->b, name);
	const struct outside_document *o = f ? NULL : build_outside(l->b, name);
	const struct outside_document *elsewhere =
		form == FORM_EXACT ? map_ptr(&l->b->outside_versions, sv_sub(l->text, i, *n)) : NULL;
	if (elsewhere && !build_by_number(l->b, elsewhere->full)) return take_outside(out, l, i, *n, form, elsewhere);
	if (f && form == FORM_EXACT) return take_exact(out, l, i, *n, f);
	if (f) return take_family(out, l, i, *n, f);
	if (o) return take_outside(out, l, i, *n, form, o);
	return unknown(l, i, *n, form);
}

/* ---- clauses of this document */

/* Is the word before i one that announces a clause? */
static bool announced(struct sv v, size_t i)
{
	static const char *const word[] = { "section", "sections", "clause", "clauses", "paragraph", "step" };
	if (i < 2 || v.p[i - 1] != ' ') return false;
	size_t from = i - 1;
	while (from > 0 && is_word(v, from - 1)) from--;
	for (size_t k = 0; k < sizeof word / sizeof *word; k++)
		if (sv_ieq_ascii(sv_sub(v, from, i - 1 - from), sv(word[k]))) return true;
	return false;
}

static bool take_clause(struct mention *out, const struct looking *l, size_t i, size_t *n)
{
	unsigned parts;
	*n = clause_number(l->text, i, &parts);
	if (!*n) return false;
	bool sure = announced(l->text, i);
	struct sv number = sv_sub(l->text, i, *n);
	struct source *s = build_by_number(l->b, l->doc->number);
	if (parts < 3 && !sure) return false;
	if (!s || !map_get(&s->clauses, number, NULL)) {
		if (sure && !old_text(l->doc))
			diags_warn(l->b->ds, "C043", where(l, i, *n),
				s ? references_clause_help(l->b, s, number) : "check the number",
				"this document has no clause %.*s", SV_ARG(number));
		return false;
	}
	set(out, i, *n, sv(""));
	str_printf(&out->href, "#section-%.*s", SV_ARG(number));
	return true;
}

bool mentions_next(struct mention *out, const struct build *b, struct markdown *md, cmark_node *node,
	const struct document *doc, struct sv text, size_t from)
{
	struct looking l = { b, md, node, doc, text };
	for (size_t i = from; i < text.n; i++) {
		size_t n = 0;
		bool upper = is_upper(text, i), digit = doc->kind == DOC_SOP && is_digit(text, i);
		if ((!upper && !digit) || !begins_word(text, i)) continue;
		if (upper ? take_document(out, &l, i, &n) : take_clause(out, &l, i, &n)) return true;
		if (n) i += n - 1;
	}
	return false;
}
