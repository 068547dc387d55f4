/* Boxes and arrows of the flowchart, measured with a table of character widths. */
#include "site/flow.h"
#include "base/utf8.h"

#define FLOW_FILE "content/flowchart.csv"

/* Tenths of a unit. */
enum {
	BOX_X = 20,
	BOX_WIDTH = 1880,
	PAD = 100,
	TITLE_SIZE = 120,
	WHO_SIZE = 100,
	SIDE_SIZE = 100,
	TITLE_LINE = 150,
	WHO_LINE = 130,
	SIDE_LINE = 128,
	KEY_WIDTH = 230, /* room for the key in front of the title */
	GAP = 200,       /* between boxes: the arrow */
	SIDE_X = 2080,   /* where the text beside a box begins */
	SIDE_WIDTH = 1100,
	CIRCLE = 95 /* radius of the circle with the key of the step an arrow leads to */
};
#define SPARE 84 /* percent of a width that is filled: fonts differ */

/* Widths of ' ' to '~' in thousandths of the font size, of the common sans serif kind (Helvetica and its likes). */
static const short widths[95] = { 278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611,
	778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278,
	278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333,
	500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584 };

static int width_of(uint32_t cp)
{
	if (cp >= ' ' && cp <= '~') return widths[cp - ' '];
	return cp < 0x1100 ? 600 : 1000;
}

int flow_width(struct sv text)
{
	int sum = 0;
	for (size_t i = 0; i < text.n;) sum += width_of(utf8_next(text, &i));
	return sum;
}

bool flow_wrap(struct sv *line, struct sv *rest, int width)
{
	*rest = sv_trim(*rest);
	if (!rest->n) return false;
	size_t i = 0, fits = 0;
	for (int sum = 0; i < rest->n;) {
		size_t at = i;
		uint32_t cp = utf8_next(*rest, &i);
		sum += width_of(cp);
		if (cp == ' ' && sum - widths[0] <= width) fits = at;
		if (cp == ' ' || sum <= width) continue;
		if (!fits) fits = at ? at : i; /* a word too wide */
		break;
	}
	if (i >= rest->n && (!fits || flow_width(*rest) <= width)) fits = rest->n;
	*line = sv_trim(sv_sub(*rest, 0, fits));
	*rest = sv_sub(*rest, fits, rest->n);
	return true;
}

static void put_tenths(struct tmap *m, const char *name, int tenths, struct arena *mem)
{
	tmap_text(m, name, sv(arena_printf(mem, "%d.%d", tenths / 10, tenths % 10)), ORIGIN_TEMPLATE, NULL);
}

/* A list of lines {x, y, text} below y; returns where the last one stands, y if there is none. */
static int put_lines(struct tmap *m, const char *name, struct sv text, int x, int y, int width, int size, int pitch,
	struct arena *mem)
{
	struct tlist *list = tmap_list(m, name);
	struct sv line;
	while (flow_wrap(&line, &text, (int)((int64_t)width * SPARE * 10 / size))) {
		struct tmap *item = tlist_add(list);
		y += pitch;
		put_tenths(item, "x", x, mem);
		put_tenths(item, "y", y, mem);
		tmap_text(item, "text", line, ORIGIN_DOCUMENT, FLOW_FILE);
	}
	return y;
}

struct side {
	const struct flow_exit *exit;
	const char *word; /* "Yes", "No" or "" */
};

/* Returns the lower edge. */
static int put_side(struct tmap *m, const struct side *side, int y, struct arena *mem)
{
	const struct flow_exit *e = side->exit;
	int x = SIDE_X, base = y + SIDE_LINE;
	tmap_text(m, "word", sv(side->word), ORIGIN_TEMPLATE, NULL);
	put_tenths(m, "word_x", x, mem);
	put_tenths(m, "word_y", base, mem);
	if (e->step) {
		struct tmap *to = tmap_map(m, "to");
		int word = flow_width(sv(side->word)) * SIDE_SIZE / 1000;
		put_tenths(to, "x", x + (word ? word + 70 : 0) + CIRCLE, mem);
		put_tenths(to, "y", base - 35, mem);
		put_tenths(to, "text_y", base, mem);
		tmap_text(to, "key", e->step->key, ORIGIN_DOCUMENT, FLOW_FILE);
	} else {
		tmap_bool(m, "to", false);
	}
	int top = *side->word || e->step ? base + (e->step ? 40 : 0) : y;
	int end = put_lines(m, "lines", e->words, x, top, SIDE_WIDTH, SIDE_SIZE, SIDE_LINE, mem);
	put_tenths(m, "arrow_y", base - 35, mem);
	return end + 20;
}

/* Ways out that do not lead down to the next box. */
static size_t sides_of(struct side out[2], const struct flow_step *step, const struct flow_step *next)
{
	bool question = step->no.step || step->no.end;
	size_t n = 0;
	if (step->yes.step != next || !next) out[n++] = (struct side){ &step->yes, question ? "Yes" : "" };
	if (question) out[n++] = (struct side){ &step->no, "No" };
	return n;
}

static int put_sides(
	struct tmap *m, const struct flow_step *step, const struct flow_step *next, int y, struct arena *mem)
{
	struct tlist *list = tmap_list(m, "sides");
	struct side side[2];
	size_t n = sides_of(side, step, next);
	for (size_t i = 0; i < n; i++) {
		struct tmap *item = tlist_add(list);
		put_tenths(item, "from_x", BOX_X + BOX_WIDTH, mem);
		put_tenths(item, "to_x", SIDE_X - 30, mem);
		y = put_side(item, &side[i], y, mem) + 30;
	}
	return y;
}

/* Returns the lower edge of the box. */
static int put_box(struct tmap *m, const struct flow_step *step, int y, int least, struct arena *mem)
{
	int x = BOX_X + PAD + KEY_WIDTH, width = BOX_WIDTH - 2 * PAD - KEY_WIDTH;
	int end = put_lines(m, "lines", step->title, x, y + 40, width, TITLE_SIZE, TITLE_LINE, mem);
	end = put_lines(m, "who", step->who, x, end + (step->who.n ? 10 : 0), width, WHO_SIZE, WHO_LINE, mem) + 80;
	if (end < least) end = least;
	tmap_text(m, "key", step->key, ORIGIN_DOCUMENT, FLOW_FILE);
	put_tenths(m, "x", BOX_X, mem);
	put_tenths(m, "y", y, mem);
	put_tenths(m, "width", BOX_WIDTH, mem);
	put_tenths(m, "height", end - y, mem);
	put_tenths(m, "key_x", BOX_X + PAD + 60, mem);
	put_tenths(m, "key_y", y + 40 + TITLE_LINE, mem);
	tmap_bool(m, "question", step->no.step || step->no.end);
	return end;
}

void flow_picture(struct tmap *m, const struct corpus *corpus, struct arena *mem)
{
	struct tlist *boxes = tmap_list(m, "boxes");
	int y = 20;
	for (size_t i = 0; i < corpus->nflow; i++) {
		const struct flow_step *step = &corpus->flow[i], *next = i + 1 < corpus->nflow ? step + 1 : NULL;
		struct tmap *box = tlist_add(boxes);
		int side = put_sides(box, step, next, y + 10, mem);
		int end = put_box(box, step, y, side, mem);
		bool down = next && step->yes.step == next;
		if (down) {
			struct tmap *arrow = tmap_map(box, "down");
			put_tenths(arrow, "x", BOX_X + PAD + 60, mem);
			put_tenths(arrow, "from", end, mem);
			put_tenths(arrow, "to", end + GAP - 20, mem);
			put_tenths(arrow, "word_x", BOX_X + PAD + 140, mem);
			put_tenths(arrow, "word_y", end + GAP - 65, mem);
			tmap_text(arrow, "word", step->no.step || step->no.end ? SV_LIT("Yes") : SV_LIT(""),
				ORIGIN_TEMPLATE, NULL);
		} else {
			tmap_bool(box, "down", false);
		}
		y = end + GAP;
	}
	tmap_int(m, "height", (y - GAP + 29) / 10, ORIGIN_TEMPLATE);
}
