/* Marks in a page are told from its text alone, block by block. That needs nothing of the renderer, and a block that was only moved is not called new. */
#include "cmd/serve_mark.h"
#include "base/html.h"
#include "base/map.h"

void serve_edits_add(struct serve_edits *e, size_t at, size_t drop, struct sv put)
{
	struct serve_edit one = { at, drop, put };
	size_t i = e->v.n;
	vec_push(&e->v, one);
	for (; i > 0 && e->v.at[i - 1].at > at; i--) e->v.at[i] = e->v.at[i - 1];
	e->v.at[i] = one;
}

void serve_edits_apply(struct serve_edits *e, struct sv html, struct str *out)
{
	size_t from = 0;
	for (size_t i = 0; i < e->v.n; i++) {
		const struct serve_edit *one = &e->v.at[i];
		if (one->at < from || one->at + one->drop > html.n) continue;
		str_append(out, html.p + from, one->at - from);
		str_sv(out, one->put);
		from = one->at + one->drop;
	}
	str_append(out, html.p + from, html.n - from);
}

void serve_edits_dispose(struct serve_edits *e)
{
	vec_dispose(&e->v);
}

/* ---- blocks */

static bool is_block(struct sv name)
{
	static const char *const names[] = { "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt", "dd", "pre",
		"div", "figcaption", "summary", "caption" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (sv_is(name, names[i])) return true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Our own pages: no '>' in attributes (it is escaped), no comments, names in small letters. */
struct tag {
	size_t from, name_end, end;
	struct sv name;
	bool closing;
};

static bool next_tag(struct sv html, size_t at, size_t to, struct tag *t)
{
	const char *open = at < to ? memchr(html.p + at, '<', to - at) : NULL;
	if (!open) return false;
	size_t i = (size_t)(open - html.p);
	const char *close = memchr(open, '>', to - i);
	if (!close) return false;
	t->from = i++;
	t->closing = i < to && html.p[i] == '/';
	if (t->closing) i++;
	size_t name = i;
	while (i < to && html.p[i] != '>' && html.p[i] != '/' && !is_blank(html.p[i])) i++;
	t->name = sv_sub(html, name, i - name);
	t->name_end = i;
	t->end = (size_t)(close - html.p) + 1;
	return true;
}

static void add_words(struct str *text, struct sv v)
{
	for (size_t i = 0; i < v.n; i++) {
		if (!is_blank(v.p[i]))
			str_putc(text, v.p[i]);
		else if (text->len && text->ptr[text->len - 1] != ' ')
			str_putc(text, ' ');
	}
}

static void end_block(struct serve_blocks *out, size_t at, struct str *text, struct arena *mem)
{
	struct sv words = sv_trim(sv_of(text));
	struct serve_block b = { at, sv("") };
	if (at && words.n) {
		b.text = arena_sv(mem, words);
		vec_push(&out->v, b);
	}
	str_clear(text);
}

static size_t main_begins(struct sv html)
{
	size_t at = sv_find(html, SV_LIT("<main"));
	return at == SIZE_MAX ? html.n : at;
}

void serve_blocks_read(struct serve_blocks *out, struct sv html, struct arena *mem)
{
	struct str text = STR_INIT;
	struct tag t;
	size_t at = main_begins(html), open = 0, to = sv_find(html, SV_LIT("</main>"));
	if (to == SIZE_MAX) to = html.n;
	for (; next_tag(html, at, to, &t); at = t.end) {
		add_words(&text, sv_sub(html, at, t.from - at));
		if (!is_block(t.name)) continue;
		end_block(out, open, &text, mem);
		open = t.closing ? 0 : t.name_end;
	}
	end_block(out, open, &text, mem);
	str_dispose(&text);
}

void serve_blocks_dispose(struct serve_blocks *b)
{
	vec_dispose(&b->v);
}

/* ---- what changed */

void serve_mark_changes(struct serve_edits *e, struct sv html, struct sv before, size_t *changed, size_t *gone)
{
	static const char attribute[] = " data-mp-changed";
	struct arena mem = ARENA_INIT;
	struct serve_blocks now = { VEC_INIT }, was = { VEC_INIT };
	struct map left = MAP_INIT; /* text -> how many of it are not yet met again */
	uint64_t n = 0;
	serve_blocks_read(&now, html, &mem);
	serve_blocks_read(&was, before, &mem);
	*changed = 0;
	*gone = was.v.n;
	for (size_t i = 0; i < was.v.n; i++)
		map_set(&left, was.v.at[i].text, map_get(&left, was.v.at[i].text, &n) ? n + 1 : 1);
	for (size_t i = 0; i < now.v.n; i++) {
		if (map_get(&left, now.v.at[i].text, &n) && n) {
			map_set(&left, now.v.at[i].text, n - 1);
			--*gone;
			continue;
		}
		++*changed;
		serve_edits_add(e, now.v.at[i].at, 0, sv(attribute));
	}
	map_dispose(&left);
	serve_blocks_dispose(&now);
	serve_blocks_dispose(&was);
	arena_dispose(&mem);
}

/* ---- where a problem stands */

/* The longest run of words in a line of Markdown that the page shows unchanged. */
static struct sv plain_words(struct sv line)
{
	enum { LEAST = 8 };
	static const char marks[] = "[]()*_`<>&\"'#|!{}\\-\t";
	struct sv best = sv("");
	size_t from = 0;
	for (size_t i = 0; i <= line.n; i++) {
		if (i < line.n && (unsigned char)line.p[i] < 0x80 && !strchr(marks, line.p[i])) continue;
		struct sv run = sv_trim(sv_sub(line, from, i - from));
		if (run.n > best.n) best = run;
		from = i + 1;
	}
	return best.n >= LEAST ? best : sv("");
}

static size_t element_with_id(struct sv html, const char *id, struct arena *mem)
{
	size_t at = sv_find(html, sv(arena_printf(mem, " id=\"%s\"", id)));
	return at;
}

bool serve_mark_problem(
	struct serve_edits *e, struct arena *mem, struct sv html, struct sv line, const char *anchor, const char *label)
{
	struct serve_blocks blocks = { VEC_INIT };
	struct str put = STR_INIT;
	struct sv words = plain_words(line);
	size_t from = anchor ? element_with_id(html, anchor, mem) : 0, at = SIZE_MAX;
	if (from == SIZE_MAX) from = 0, anchor = NULL;
	if (words.n) serve_blocks_read(&blocks, html, mem);
	for (size_t i = 0; i < blocks.v.n && at == SIZE_MAX; i++)
		if (blocks.v.at[i].at + 1 >= from && sv_find(blocks.v.at[i].text, words) != SIZE_MAX)
			at = blocks.v.at[i].at;
	if (at == SIZE_MAX && anchor) at = from;
	for (size_t i = 0; i < e->v.n; i++)
		if (e->v.at[i].at == at && sv_starts(e->v.at[i].put, " data-mp-problem")) goto done; /* one is enough */
	if (at != SIZE_MAX) {
		str_puts(&put, " data-mp-problem=\"");
		html_attr(&put, sv(label));
		str_putc(&put, '"');
		serve_edits_add(e, at, 0, arena_sv(mem, sv_of(&put)));
	}
done:
	serve_blocks_dispose(&blocks);
	str_dispose(&put);
	return at != SIZE_MAX;
}
