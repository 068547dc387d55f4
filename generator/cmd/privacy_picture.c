/* privacy_picture.c draws utility against risk: every choice one mark, so that a committee sees at a glance which choices show much and tell
 * little (up and to the left) and where theirs stands. Plain SVG; what it says is also in the table. */
#include "base/html.h"
#include "cmd/privacy_report.h"

enum { WIDTH = 640, HEIGHT = 400, LEFT = 72, TOP = 16, PLOT_W = 540, PLOT_H = 320 };
enum { SHAPES = 4 };

static unsigned x_of(unsigned percent)
{
	return LEFT + percent * PLOT_W / 100;
}

static unsigned y_of(unsigned percent)
{
	return TOP + (100 - percent) * PLOT_H / 100;
}

/* Circle, square, triangle, diamond: told apart without color. */
static void put_mark(struct str *out, unsigned shape, unsigned x, unsigned y, unsigned r, const char *class)
{
	switch (shape) {
	case 0: str_printf(out, "<circle class=\"%s\" cx=\"%u\" cy=\"%u\" r=\"%u\"/>\n", class, x, y, r); break;
	case 1:
		str_printf(out, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>\n", class, x - r,
			y - r, 2 * r, 2 * r);
		break;
	case 2:
		str_printf(out, "<path class=\"%s\" d=\"M%u %uL%u %uL%u %uZ\"/>\n", class, x, y - r, x + r, y + r,
			x - r, y + r);
		break;
	default:
		str_printf(out, "<path class=\"%s\" d=\"M%u %uL%u %uL%u %uL%u %uZ\"/>\n", class, x, y - r - 1,
			x + r + 1, y, x, y + r + 1, x - r - 1, y);
	}
}

static void put_axes(struct str *out)
{
	for (unsigned p = 0; p <= 100; p += 25) {
		str_printf(out,
			"<path class=\"grid\" d=\"M%u %uH%u\"/><text x=\"%d\" y=\"%u\" text-anchor=\"end\">%u "
			"%%</text>\n",
			LEFT, y_of(p), LEFT + PLOT_W, LEFT - 8, y_of(p) + 4, p);
		str_printf(out, "<text x=\"%u\" y=\"%d\" text-anchor=\"middle\">%u %%</text>\n", x_of(p),
			TOP + PLOT_H + 20, p);
	}
	str_printf(out,
		"<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">told: people an insider could tell to be "
		"listed</text>\n",
		LEFT + PLOT_W / 2, TOP + PLOT_H + 44);
	str_printf(out, "<text x=\"%d\" y=\"%d\">shown: what members would see</text>\n", LEFT + 6, TOP + 14);
}

/* The k of each shape, in ascending order. */
static size_t find_ks(const struct utility *u, unsigned k[SHAPES])
{
	size_t n = 0;

	for (size_t i = 0; i < u->n && n < SHAPES; i++)
		if (n == 0 || u->row[i].k != k[n - 1]) k[n++] = u->row[i].k;
	return n;
}

static unsigned shape_of(unsigned k, const unsigned *ks, size_t n)
{
	unsigned shape = 0;

	while (shape + 1 < n && ks[shape] != k) shape++;
	return shape;
}

/* Marks of one place are one mark: hundreds of choices may lie on another. */
static void put_choices(struct str *out, const struct utility *u, const unsigned *ks, size_t n)
{
	bool(*drawn)[101][101] = xcalloc(SHAPES, sizeof *drawn);

	for (size_t i = 0; i < u->n; i++) {
		const struct utility_row *r = &u->row[i];
		unsigned shape = shape_of(r->k, ks, n);

		if (r->current || r->recommended || drawn[shape][r->told_percent][r->shown_percent]) continue;
		drawn[shape][r->told_percent][r->shown_percent] = true;
		put_mark(out, shape, x_of(r->told_percent), y_of(r->shown_percent), 4,
			r->told == TOLD_ALL ? "mark" : "mark open");
	}
	free(drawn);
}

static void put_label(struct str *out, const struct utility_row *r, const unsigned *ks, size_t n, const char *class,
	const char *text, int below)
{
	unsigned x = x_of(r->told_percent), y = y_of(r->shown_percent);
	bool left = r->told_percent > 60;

	put_mark(out, shape_of(r->k, ks, n), x, y, 7, class);
	if (r->recommended) str_printf(out, "<circle class=\"ring\" cx=\"%u\" cy=\"%u\" r=\"12\"/>\n", x, y);
	str_printf(out, "<text class=\"label\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
		(int)x + (left ? -16 : 16), (int)y + 4 + below, left ? "end" : "start", text);
}

/* The recommended one has a ring, so that both are told apart on paper. Where both are near each other, the label of the second stands lower. */
static void put_labels(struct str *out, const struct utility *u, const unsigned *ks, size_t n)
{
	const struct utility_row *c = u->current, *r = u->recommended;

	if (r && r == c) {
		put_label(out, r, ks, n, "mark ours", "in force and recommended", 0);
		return;
	}
	bool near = c && r && y_of(c->shown_percent) + 16 > y_of(r->shown_percent) &&
		    y_of(r->shown_percent) + 16 > y_of(c->shown_percent);
	if (r) put_label(out, r, ks, n, "mark advised", "recommended", 0);
	if (c) put_label(out, c, ks, n, "mark ours", "in force", near ? 16 : 0);
}

void privacy_picture(struct str *out, const struct utility *u, unsigned k, size_t pool)
{
	static const char *const shapes[SHAPES] = { "&#9679; circle", "&#9632; square", "&#9650; triangle",
		"&#9670; diamond" };
	bool open = false;
	unsigned ks[SHAPES] = { 0 };
	size_t n = find_ks(u, ks);

	str_printf(out,
		"<div class=\"scroll\" role=\"region\" aria-label=\"Picture, pool %zu\" tabindex=\"0\">\n"
		"<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"t%zu d%zu\">\n<title id=\"t%zu\">Utility "
		"against risk"
		"</title>\n<desc id=\"d%zu\">Every choice of fields and k is one mark: higher shows more, further left "
		"tells less. ",
		pool + 1, WIDTH, HEIGHT, pool, pool, pool, pool);
	if (u->current)
		str_printf(out, "The policy in force shows %u %% and tells of %u %%. ", u->current->shown_percent,
			u->current->told_percent);
	if (u->recommended)
		str_printf(out, "The recommended choice, with k = %u, shows %u %% and tells of %u %%. ", k,
			u->recommended->shown_percent, u->recommended->told_percent);
	str_puts(out, "The table has the same numbers.</desc>\n");
	put_axes(out);
	put_choices(out, u, ks, n);
	put_labels(out, u, ks, n);
	str_puts(out, "</svg>\n</div>\n<p class=\"soft\">");
	for (size_t i = 0; i < n; i++) str_printf(out, "%s%s: k = %u", i ? "; " : "", shapes[i], ks[i]);
	for (size_t i = 0; i < u->n; i++) open |= u->row[i].told == TOLD_ABOUT;
	str_printf(out,
		"%s. Large marks: in force, and with a ring recommended. Higher and further left is better.</p>\n",
		open ? "; not filled: about, for some only trying would tell" : "");
}
