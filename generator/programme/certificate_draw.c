/* certificate_draw.c sets a certificate: landscape, to hang on a wall. Everything stands on one axis; what varies is the name, which shrinks to stand on one line
 * and, when it would become small, takes two. Heights are measured first and the free space is shared out, so that A4 and Letter both look meant. */
#include "programme/certificate.h"

enum { MARGIN = 26, INNER = 5 };

static const struct paper_type
	society_type = { .size = 12.5, .spread = 0.4, .align = PAPER_CENTER, .color = &paper_teal },
	title_type = { .size = 35, .align = PAPER_CENTER, .tag = "H1" },
	lead_type = { .size = 14, .italic = true, .align = PAPER_CENTER, .color = &paper_soft },
	name_type = { .size = 36, .leading = 1, .align = PAPER_CENTER, .color = &paper_teal, .tag = "H2" },
	role_type = { .size = 17, .spread = 0.4, .align = PAPER_CENTER },
	text_type = { .size = 13.5, .leading = 1.18, .align = PAPER_CENTER },
	signatory_type = { .size = 12, .align = PAPER_LEFT },
	office_type = { .size = 10.5, .align = PAPER_LEFT, .color = &paper_soft },
	number_type = { .size = 10.5, .align = PAPER_RIGHT, .color = &paper_soft };

/* The frame: a hairline, and a finer one within. */
static void frame(struct paper *p)
{
	double w = paper_width(p), h = paper_height(p), in = MARGIN + INNER;
	paper_box(p, MARGIN, MARGIN, w - 2 * MARGIN, h - 2 * MARGIN, 0.9, &paper_teal);
	paper_box(p, in, in, w - 2 * in, h - 2 * in, 0.35, &paper_teal);
}

/* Two circles that share some ground: two people. */
static double mark(struct paper *p, double y)
{
	double x = paper_width(p) / 2;
	paper_circle(p, x - 9.5, y + 17, 16, 1.7, &paper_teal);
	paper_circle(p, x + 9.5, y + 17, 16, 1.7, &paper_teal);
	return 34;
}

static void foot(struct paper *p, const struct certificate_text *t)
{
	double left = MARGIN + 62, right = paper_width(p) - left, y = paper_height(p) - MARGIN - 66, wide = 250,
	       side = 330;
	paper_rule(p, left, y, left + wide, y, 0.6, &paper_ink);
	double h = paper_text(p, &signatory_type, left, y + 5, wide, t->signatory);
	paper_text(p, &office_type, left, y + 6 + h, wide, t->office);
	h = paper_text(p, &number_type, right - side, y + 6, side, t->issued);
	paper_text(p, &number_type, right - side, y + 8 + h, side, t->number);
}

struct block {
	const struct paper_type *type;
	double width, before; /* how much of the free space stands above it, in parts */
	struct sv text;
};

/* From the mark down to the foot. */
static void body(struct paper *p, const struct certificate_text *t, struct sv name)
{
	double w = paper_width(p), wide = w - 2 * (MARGIN + 62), top = MARGIN + 36,
	       bottom = paper_height(p) - MARGIN - 100;
	struct paper_type named = name_type;
	named.size = paper_text_fit(p, &name_type, 22, wide, name);
	const struct block block[] = { { &society_type, wide, 1.0, t->society }, { &title_type, wide, 1.6, t->title },
		{ &lead_type, wide, 1.6, t->lead }, { &named, wide, 1.3, name }, { &role_type, wide, 1.5, t->role },
		{ &text_type, wide * 0.82, 1.0, t->text[0] }, { &text_type, wide * 0.82, 0.25, t->text[1] },
		{ &text_type, wide * 0.82, 0.25, t->text[2] } };
	double used = 34, parts = 0;
	for (size_t i = 0; i < sizeof block / sizeof *block; i++) {
		used += paper_text_height(p, block[i].type, block[i].width, block[i].text);
		if (block[i].text.n) parts += block[i].before;
	}
	double unit = (bottom - top - used) / (parts + 0.6);
	double y = top + mark(p, top);
	if (unit > 26) unit = 26;
	if (unit < 1) unit = 1;
	for (size_t i = 0; i < sizeof block / sizeof *block; i++) {
		if (!block[i].text.n) continue;
		y += unit * block[i].before;
		y += paper_text(p, block[i].type, (w - block[i].width) / 2, y, block[i].width, block[i].text);
	}
}

int certificate_draw(struct str *out, struct paper_fonts *fonts, const struct certificate_text *t, struct sv name,
	const char *program, date_t day, enum paper_size size, size_t *missing, struct str *err)
{
	struct str title = STR_INIT, author = STR_INIT;
	str_printf(&title, "%.*s, %.*s", (int)t->title.n, t->title.p, (int)t->number.n, t->number.p);
	str_sv(&author, t->society);
	struct paper_about about = { .title = title.ptr, .author = author.ptr, .subject = program, .day = day };
	struct paper *p = paper_begin(fonts, size, true, &about);
	frame(p);
	body(p, t, name);
	foot(p, t);
	paper_next(p);
	*missing = paper_missing(p);
	int r = paper_end(p, out, err);
	str_dispose(&title);
	str_dispose(&author);
	return r;
}
