/* Editions are kept as pages. To say which clause of a document changed between two of them, years apart and without the
 * committee's files, the pages themselves have to be read. */
#include "cmd/page_text.h"

#include "content/html_scan.h"

struct reader {
	struct page_text *out;
	struct str text; /* of the part being read */
	const char *id;
	struct sv skip; /* name of the element whose words are passed over; empty: none */
	unsigned depth; /* elements of that name open within it */
};

static void end_part(struct reader *r)
{
	struct page_part p = { r->id, arena_sv(&r->out->mem, sv_trim(sv_of(&r->text))) };
	if (*p.id || p.text.n) {
		map_set(&r->out->by_id, sv(p.id), r->out->v.n);
		vec_push(&r->out->v, p);
	}
	str_clear(&r->text);
}

static void add_words(struct reader *r, struct sv words)
{
	if (r->skip.n) return;
	for (size_t i = 0; i < words.n; i++) {
		bool blank = words.p[i] == ' ' || words.p[i] == '\n' || words.p[i] == '\t' || words.p[i] == '\r';
		if (!blank)
			str_putc(&r->text, words.p[i]);
		else if (r->text.len && r->text.ptr[r->text.len - 1] != ' ')
			str_putc(&r->text, ' ');
	}
}

/* Not part of what a document says: its revision, buttons, links to itself. */
static bool is_skipped(const struct html_tag *tag)
{
	static const char *const classes[] = { "facts", "acts no-print", "here", "no", "vh" };
	const struct html_attribute *a = html_scan_get(tag, "class");
	if (sv_is(tag->name, "nav") || sv_is(tag->name, "script") || sv_is(tag->name, "svg")) return true;
	for (size_t i = 0; a && i < sizeof classes / sizeof *classes; i++)
		if (sv_is(a->value, classes[i])) return true;
	return false;
}

static bool is_inline(struct sv name)
{
	static const char *const names[] = { "a", "em", "strong", "code", "abbr", "span", "b", "i", "sub", "sup" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sv_is(name, names[i])) return true;
	return false;
}

static void open_tag(struct reader *r, const struct html_tag *tag)
{
	const struct html_attribute *id = html_scan_get(tag, "id");
	if (r->skip.n) {
		r->depth += sv_eq(tag->name, r->skip);
		return;
	}
	if (is_skipped(tag)) {
		r->skip = tag->name;
		r->depth = 1;
		return;
	}
	if (id && id->value.n && !sv_is(id->value, "main")) {
		end_part(r);
		r->id = arena_strdup(&r->out->mem, id->value);
	} else if (!is_inline(tag->name)) {
		add_words(r, SV_LIT(" "));
	}
}

static void close_tag(struct reader *r, struct sv name)
{
	if (r->skip.n && sv_eq(name, r->skip) && --r->depth == 0)
		r->skip = sv("");
	else if (!is_inline(name))
		add_words(r, SV_LIT(" "));
}

/* The words between two start tags, with the end tags among them. */
static void between(struct reader *r, struct sv piece)
{
	while (piece.n) {
		size_t lt = sv_find(piece, SV_LIT("<"));
		add_words(r, sv_sub(piece, 0, lt == SIZE_MAX ? piece.n : lt));
		if (lt == SIZE_MAX) return;
		piece = sv_sub(piece, lt, piece.n);
		size_t gt = sv_find(piece, SV_LIT(">"));
		if (gt == SIZE_MAX) return;
		if (sv_starts(piece, "</")) close_tag(r, sv_trim(sv_sub(piece, 2, gt - 2)));
		piece = sv_sub(piece, gt + 1, piece.n);
	}
}

static struct sv main_of(struct sv html)
{
	size_t from = sv_find(html, SV_LIT("<main"));
	struct sv rest = from == SIZE_MAX ? html : sv_sub(html, from, html.n);
	size_t to = sv_find(rest, SV_LIT("</main>"));
	return to == SIZE_MAX ? rest : sv_sub(rest, 0, to);
}

void page_text_read(struct page_text *out, struct sv html)
{
	struct html_scan scan = { main_of(html), 0 };
	struct reader r = { .out = out, .text = STR_INIT, .id = "", .skip = { "", 0 } };
	struct html_tag tag;
	size_t end = 0;
	bool first = true;
	while (html_scan_next(&scan, &tag)) {
		size_t begin = (size_t)(tag.name.p - scan.html.p) - 1; /* of its "<" */
		if (!first) between(&r, sv_sub(scan.html, end, begin - end));
		first = false;
		open_tag(&r, &tag);
		end = scan.at;
	}
	between(&r, sv_sub(scan.html, end, scan.html.n - end));
	end_part(&r);
	str_dispose(&r.text);
}

void page_text_dispose(struct page_text *t)
{
	vec_dispose(&t->v);
	map_dispose(&t->by_id);
	arena_dispose(&t->mem);
}

const struct page_part *page_text_find(const struct page_text *t, const char *id)
{
	uint64_t at;
	return map_get(&t->by_id, sv(id), &at) ? &t->v.at[at] : NULL;
}

const char *page_part_name(const struct page_part *p, struct arena *mem)
{
	enum { SHOWN = 50 };
	size_t n = p->text.n;
	if (sv_starts(sv(p->id), "section-")) return arena_strdup(mem, sv(p->id + strlen("section-")));
	if (!*p->id) return "the beginning";
	if (n == 0) return p->id;
	if (n > SHOWN) {
		for (n = SHOWN; n > 1 && p->text.p[n] != ' ';) n--;
		return arena_printf(mem, "\"%.*s …\"", (int)n, p->text.p);
	}
	return arena_printf(mem, "\"%.*s\"", SV_ARG(p->text));
}
