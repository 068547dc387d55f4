/* pack_pdf.c lays the pack's blocks out on pages. It goes over them twice: once to count the pages, because each says how many there are, and once to draw. */
#include "programme/pack_pdf.h"
#include "base/fs.h"
#include "programme/pack_set.h"
#include <stdint.h>

enum { SIDE = 38, HEAD = 48, FOOT = 36, COLUMNS = 12, ROW_RULES = 256 };
static const double body_size = 8.3, body_line = 10.4, small_size = 7.2, small_line = 8.7, gap = 7;

struct layout {
	struct setting set;
	struct pack_page page;
	double y, left, width, top, bottom;
	bool draw;
	size_t pages, total;
	struct str head_left, head_right;
	double frame_top;          /* of an open frame; 0 none */
	double rule[ROW_RULES][3]; /* of the page's tables, drawn when it is full */
	size_t rules;
};

/* ---- pages */

static void line_at(struct layout *l, double y, enum paper_align align, struct sv text)
{
	const struct paper_type small = { .size = small_size, .sans = true, .align = align, .color = &paper_soft };
	paper_line(l->set.p, &small, l->left, y, l->width, text);
}

static void frame_side(struct layout *l)
{
	if (l->draw && l->frame_top > 0)
		paper_box(l->set.p, l->left - 6, l->frame_top, l->width + 12, l->y - l->frame_top, 0.6, &paper_ink);
}

static void draw_rules(struct layout *l)
{
	if (l->draw) paper_rules(l->set.p, (const double(*)[3])l->rule, l->rules, 0.25, &paper_soft);
	l->rules = 0;
}

static void row_rule(struct layout *l, double x1, double x2, double y)
{
	if (l->rules == ROW_RULES) draw_rules(l);
	l->rule[l->rules][0] = x1;
	l->rule[l->rules][1] = x2;
	l->rule[l->rules++][2] = y;
}

static void close_page(struct layout *l)
{
	struct str of = STR_INIT;
	draw_rules(l);
	if (!l->pages || !l->draw) return;
	str_printf(&of, "Page %zu of %zu", l->pages, l->total);
	line_at(l, paper_height(l->set.p) - 20, PAPER_RIGHT, sv_of(&of));
	str_dispose(&of);
	paper_next(l->set.p);
}

static void open_page(struct layout *l)
{
	if (l->frame_top > 0) frame_side(l);
	close_page(l);
	l->pages++;
	l->y = l->top;
	if (l->frame_top > 0) l->frame_top = l->top;
	if (!l->draw) return;
	line_at(l, 28, PAPER_LEFT, sv_of(&l->head_left));
	line_at(l, 28, PAPER_RIGHT, sv_of(&l->head_right));
	paper_rule(l->set.p, l->left, 34, l->left + l->width, 34, 0.4, &paper_soft);
}

static void need(struct layout *l, double height)
{
	if (l->y + height > l->bottom && l->y > l->top) open_page(l);
}

/* ---- running heads */

static void put_words(struct str *out, const struct pack_page *page, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		const struct piece *p = &page->piece.at[i];
		if (p->space && out->len) str_putc(out, ' ');
		str_sv(out, p->text);
	}
}

/* "Round 2026-03, meeting on … · Mentee 31" and "Confidential": what the sheet that begins with block i calls itself. */
static void take_heads(struct layout *l, size_t i)
{
	const struct pack_page *page = &l->page;
	bool run = false, heading = false;
	str_clear(&l->head_left);
	str_clear(&l->head_right);
	for (; i < page->block.n && !(run && heading); i++) {
		const struct block *b = &page->block.at[i];
		size_t from = b->text.from, end = from + b->text.n, mid = from;
		if (b->kind == BLOCK_RUN && !run) {
			while (mid < end && page->piece.at[mid].kind != PIECE_BREAK) mid++;
			put_words(&l->head_left, page, from, mid);
			put_words(&l->head_right, page, mid < end ? mid + 1 : end, end);
			run = true;
		} else if (b->kind == BLOCK_HEADING && !heading) {
			if (l->head_left.len) str_puts(&l->head_left, " \xc2\xb7 ");
			size_t before = l->head_left.len;
			struct str name = STR_INIT;
			put_words(&name, page, from, end);
			str_sv(&l->head_left, sv_of(&name));
			str_dispose(&name);
			heading = l->head_left.len > before;
		}
	}
}

/* ---- blocks */

static double block_text(struct layout *l, struct words w, double x, double width, double size, double line, bool bold)
{
	l->set.size = size;
	l->set.line = line;
	l->set.bold = bold;
	l->set.right = false;
	return set_words(&l->set, w, x, l->y, width, l->draw);
}

static double height_of(struct layout *l, struct words w, double width, double size, double line, bool bold)
{
	l->set.size = size;
	l->set.line = line;
	l->set.bold = bold;
	return set_words(&l->set, w, 0, 0, width, false);
}

static void put_heading(struct layout *l, const struct block *b)
{
	static const double size[] = { 0, 16, 12.5, 9.2 }, line[] = { 0, 20, 15, 11.5 }, before[] = { 0, 0, 9, 5 };
	l->y += l->y > l->top ? before[b->level] : 0;
	need(l, line[b->level] + 3 * body_line); /* a heading does not stand last */
	l->y += block_text(l, b->text, l->left, l->width, size[b->level], line[b->level], true) + 2;
}

static void put_text(struct layout *l, const struct block *b)
{
	double inset = b->outcome ? 6 : 0, line = b->fill ? 16 : body_line, width = l->width - 2 * inset;
	double h = height_of(l, b->text, width, body_size, line, false) + (b->outcome ? 9 : 0);
	need(l, h > 300 ? 3 * line : h);
	double top = l->y;
	if (b->outcome) l->y += 4.5;
	l->y += block_text(l, b->text, l->left + inset, width, body_size, line, false);
	if (b->outcome) l->y += 4.5;
	if (b->outcome && l->draw) paper_box(l->set.p, l->left, top, l->width, l->y - top, 0.7, &paper_ink);
	l->y += b->fill ? 2 : 4;
}

static void put_item(struct layout *l, const struct block *b)
{
	need(l, height_of(l, b->text, l->width - 12, body_size, body_line, false));
	const struct paper_type t = { .size = body_size, .sans = true };
	if (l->draw) paper_line(l->set.p, &t, l->left + 2, l->y + body_size * 0.92, 12, sv("\xe2\x80\xa2"));
	l->y += block_text(l, b->text, l->left + 12, l->width - 12, body_size, body_line, false) + 1;
}

/* Short items side by side, as many as have room. Returns the last block of the row of them. */
static size_t put_row_items(struct layout *l, size_t i)
{
	double x = 0;
	for (; i < l->page.block.n && l->page.block.at[i].kind == BLOCK_ROW_ITEM; i++) {
		const struct block *b = &l->page.block.at[i];
		double natural = 0, least = 0;
		l->set.size = body_size;
		l->set.bold = false;
		set_widths(&l->set, b->text, &natural, &least);
		if (x > 0 && x + natural > l->width) x = 0, l->y += body_line;
		if (x == 0) need(l, body_line);
		double h = block_text(l, b->text, l->left + x, l->width - x, body_size, body_line, false);
		if (h > body_line) l->y += h - body_line;
		x += natural + 16;
	}
	l->y += body_line + 4;
	return i - 1;
}

/* Returns its height; drawn at l->y. */
static double fact(struct layout *l, const struct block *b, double x, double width, bool draw)
{
	double term = b->wide ? 118 : 84, room = width - term;
	double h = height_of(l, b->value, room, body_size, body_line, false);
	double t = height_of(l, b->text, term - 6, body_size, body_line, false);
	if (draw) {
		block_text(l, b->text, x, term - 6, body_size, body_line, false);
		block_text(l, b->value, x + term, room, body_size, body_line, false);
	}
	return (h > t ? h : t) + 0.8;
}

/* Short facts stand in two columns, read down the left one first, as the page has them. Returns the last block of them. */
static size_t put_facts(struct layout *l, size_t i)
{
	const struct block *b = &l->page.block.at[i];
	size_t end = i, half;
	double width = (l->width - 16) / 2, height = 0, h = 0, left = 0, right = 0;
	if (b->wide) {
		h = fact(l, b, l->left, l->width, false);
		need(l, h > 300 ? 3 * body_line : h);
		l->y += fact(l, b, l->left, l->width, true);
		return i;
	}
	for (; end < l->page.block.n && l->page.block.at[end].kind == BLOCK_FACT && !l->page.block.at[end].wide; end++)
		height += fact(l, &l->page.block.at[end], 0, width, false);
	for (half = i; half < end && left < height / 2; half++)
		left += fact(l, &l->page.block.at[half], 0, width, false);
	right = height - left;
	need(l, left > right ? left : right);
	double top = l->y;
	for (size_t k = i; k < end; k++) {
		if (k == half) l->y = top;
		l->y += fact(l, &l->page.block.at[k], l->left + (k < half ? 0 : width + 16), width, true);
	}
	l->y = top + (left > right ? left : right) + 1;
	return end - 1;
}

/* ---- tables */

/* Columns that would like no more than their part of the width get that; the others share what is left, none less than its longest word as long as there
 * is room for all of those. */
static void share_columns(double *out, const double *natural, const double *least, size_t n, double width)
{
	bool done[COLUMNS] = { false };
	double left = width, must = 0;
	size_t open = n;
	for (size_t i = 0; i < n; i++) must += least[i];
	for (bool again = true; again && open;) {
		again = false;
		for (size_t i = 0; i < n; i++) {
			if (done[i] || natural[i] > left / (double)open || left - natural[i] < must - least[i])
				continue;
			out[i] = natural[i];
			left -= natural[i];
			must -= least[i];
			done[i] = again = true;
			open--;
		}
	}
	double spare = left - must, want = 0;
	for (size_t i = 0; i < n; i++)
		if (!done[i]) want += natural[i] - least[i];
	for (size_t i = 0; i < n; i++) {
		if (done[i]) continue;
		if (spare <= 0)
			out[i] = least[i] * left / must;
		else
			out[i] = least[i] + (want > 0 ? (natural[i] - least[i]) * spare / want : 0);
	}
}

static size_t measure(struct layout *l, const struct block *b, double *column)
{
	double natural[COLUMNS] = { 0 }, least[COLUMNS] = { 0 };
	size_t n = b->columns < COLUMNS ? b->columns : COLUMNS;
	l->set.size = small_size + 0.4;
	for (size_t i = 0; i < b->rows * b->columns; i++) {
		size_t c = i % b->columns;
		double a = 0, z = 0;
		if (c >= n) continue;
		l->set.bold = l->page.cell.at[b->cell + i].strong;
		set_widths(&l->set, l->page.cell.at[b->cell + i].text, &a, &z);
		if (l->page.cell.at[b->cell + i].head) a = z; /* a head may take several lines */
		if (a + gap > natural[c]) natural[c] = a + gap;
		if (z + gap > least[c]) least[c] = z + gap;
	}
	share_columns(column, natural, least, n, l->width);
	return n;
}

static double row(struct layout *l, const struct cell *cell, const double *column, size_t n, bool draw)
{
	double x = l->left, h = 0;
	l->set.size = small_size + 0.4;
	l->set.line = small_line + 0.4;
	for (size_t c = 0; c < n; c++) {
		l->set.bold = cell[c].strong;
		l->set.right = cell[c].number;
		double one = set_words(&l->set, cell[c].text, x, l->y + 1.5, column[c] - gap, draw);
		if (one > h) h = one;
		x += column[c];
	}
	l->set.right = false;
	return h + 3;
}

static void put_row(struct layout *l, const struct cell *cell, const double *column, size_t n, double h)
{
	double width = 0;
	for (size_t c = 0; c < n; c++) width += column[c];
	row(l, cell, column, n, l->draw);
	l->y += h;
	if (l->draw && cell->head)
		paper_rule(l->set.p, l->left, l->y - 0.8, l->left + width - gap, l->y - 0.8, 0.7, &paper_ink);
	else
		row_rule(l, l->left, l->left + width - gap, l->y - 0.8);
}

static void put_table(struct layout *l, const struct block *b)
{
	double column[COLUMNS];
	size_t n = b->columns ? measure(l, b, column) : 0;
	if (b->text.n) {
		need(l, 5 * body_line);
		l->y += block_text(l, b->text, l->left, l->width, body_size, body_line, true) + 2;
	}
	for (size_t r = 0; r < b->rows && n; r++) {
		const struct cell *cell = &l->page.cell.at[b->cell + r * b->columns];
		double h = row(l, cell, column, n, false);
		size_t before = l->pages;
		need(l, r < b->head_rows ? h + 2 * body_line : h);
		for (size_t k = 0; k < b->head_rows && l->pages > before && r >= b->head_rows; k++) {
			const struct cell *head = &l->page.cell.at[b->cell + k * b->columns];
			put_row(l, head, column, n, row(l, head, column, n, false));
		}
		put_row(l, cell, column, n, h);
	}
	l->y += 4;
}

/* ---- all blocks */

static void put_block(struct layout *l, size_t *i)
{
	const struct block *b = &l->page.block.at[*i];
	switch (b->kind) {
	case BLOCK_SHEET:
		take_heads(l, *i);
		open_page(l);
		break;
	case BLOCK_HEADING: put_heading(l, b); break;
	case BLOCK_TEXT: put_text(l, b); break;
	case BLOCK_ITEM: put_item(l, b); break;
	case BLOCK_ROW_ITEM: *i = put_row_items(l, *i); break;
	case BLOCK_FACT: *i = put_facts(l, *i); break;
	case BLOCK_TABLE: put_table(l, b); break;
	case BLOCK_FRAME: /* what is to be filled in stays together */
		l->y += 6;
		need(l, 74);
		l->frame_top = l->y;
		l->y += 4;
		break;
	case BLOCK_FRAME_END:
		l->y += 3;
		frame_side(l);
		l->frame_top = 0;
		l->y += 6;
		break;
	default: break;
	}
}

static void put_page(struct layout *l, struct sv html, bool begins)
{
	pack_page_read(&l->page, html);
	if (!l->page.block.n) return;
	if (begins) {
		take_heads(l, 0);
		open_page(l);
	}
	for (size_t i = 0; i < l->page.block.n; i++) put_block(l, &i);
}

/* A sheet at a time, so that a thousand of them need no more memory than one. */
static void put_sheets(struct layout *l, struct sv html)
{
	size_t from = sv_find(html, sv("<article"));
	while (from != SIZE_MAX) {
		struct sv rest = sv_sub(html, from, html.n);
		size_t end = sv_find(rest, sv("</article>"));
		size_t n = end == SIZE_MAX ? rest.n : end + sizeof "</article>" - 1;
		put_page(l, sv_sub(rest, 0, n), false);
		size_t next = sv_find(sv_sub(rest, n, rest.n), sv("<article"));
		from = next == SIZE_MAX ? SIZE_MAX : from + n + next;
	}
}

static void pass(struct layout *l, struct sv overview, struct sv sheets)
{
	l->pages = 0;
	l->frame_top = 0;
	put_page(l, overview, true);
	put_sheets(l, sheets);
	close_page(l);
}

int pack_pdf_from(struct str *out, struct sv overview, struct sv sheets, const struct pack_pdf_options *o,
	size_t *pages, size_t *missing, struct str *err)
{
	const struct paper_about about = { o->title, "", "Confidential", o->day };
	struct paper_fonts *fonts = paper_fonts_new();
	struct paper *p = paper_begin(fonts, o->size, false, &about);
	struct layout l = { .set = { .p = p, .text = STR_INIT },
		.page = PACK_PAGE_INIT,
		.left = SIDE,
		.width = paper_width(p) - 2 * SIDE,
		.top = HEAD,
		.bottom = paper_height(p) - FOOT,
		.head_left = STR_INIT,
		.head_right = STR_INIT };
	l.set.page = &l.page;
	pass(&l, overview, sheets);
	l.total = l.pages;
	l.draw = true;
	pass(&l, overview, sheets);
	if (pages) *pages = l.pages;
	*missing = paper_missing(p);
	int r = paper_end(p, out, err);
	pack_page_dispose(&l.page);
	str_dispose(&l.set.text);
	str_dispose(&l.head_left);
	str_dispose(&l.head_right);
	paper_fonts_free(fonts);
	return r;
}

int pack_pdf(const char *folder, const char *path, const struct pack_pdf_options *o, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str overview = STR_INIT, sheets = STR_INIT, out = STR_INIT, err = STR_INIT;
	size_t missing = 0, most = (size_t)256 << 20;
	int r = fs_read(&overview, fs_join(&mem, folder, "index.html"), most, &err) ||
		fs_read(&sheets, fs_join(&mem, folder, "sheets/all.html"), most, &err);
	if (r)
		diags_error(ds, "M135", NOPLACE, "run mentorpress match again: it writes them",
			"the pack's pages cannot be read, and there is no PDF: %s", err.ptr);
	else if (pack_pdf_from(&out, sv_of(&overview), sv_of(&sheets), o, NULL, &missing, &err) ||
		 fs_write_atomic(path, sv_of(&out), 0600, &err)) {
		diags_error(ds, "M137", NOPLACE,
			"make room, or close the file if a program holds it open, and run it again",
			"the PDF cannot be written: %s", err.ptr);
		r = -1;
	} else if (missing)
		diags_warn(ds, "M136", NOPLACE,
			"install fonts that have them: apt-get install fonts-noto-core fonts-noto-cjk",
			"%zu letter%s of the pack %s in no font of this computer; the pages as HTML show them", missing,
			missing == 1 ? "" : "s", missing == 1 ? "is" : "are");
	str_dispose(&overview);
	str_dispose(&sheets);
	str_dispose(&out);
	str_dispose(&err);
	arena_dispose(&mem);
	return r ? -1 : 0;
}
