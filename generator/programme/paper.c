/* paper.c draws on cairo's PDF surface and has pango set the text, so that every script is shaped and ordered as its readers expect. The page's metrics are not
 * hinted: nothing of a screen may decide where a line breaks on paper. */
#include "programme/paper.h"
#include <assert.h>
#include "programme/paper_internal.h"

#ifdef MP_ASAN
/* fontconfig keeps some hundred bytes of its own until the program ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
#endif

const struct paper_color paper_ink = { 0.09, 0.10, 0.11 }, paper_soft = { 0.36, 0.39, 0.41 },
			 paper_teal = { 0.043, 0.353, 0.38 };

/* In the order in which they are tried. The last ones are for scripts that the first have not. */
static const char *const serif[] = { "P052", "DejaVu Serif", "Noto Serif", "DejaVu Sans", "Noto Sans",
	"Droid Sans Fallback" };
static const char *const sans[] = { "Liberation Sans", "DejaVu Sans", "Noto Sans", "Droid Sans Fallback" };
static const char every_serif[] = "P052,DejaVu Serif,DejaVu Sans,Droid Sans Fallback",
		  every_sans[] = "Liberation Sans,DejaVu Sans,Droid Sans Fallback";
#define COUNT(a) (sizeof(a) / sizeof *(a))

const char *paper_size_word(enum paper_size s)
{
	return s == PAPER_A4 ? "a4" : "letter";
}

/* ---- fonts */

static bool has_family(struct paper_fonts *f, const char *family)
{
	PangoFontDescription *d = pango_font_description_from_string(family);
	PangoFont *font = pango_font_map_load_font(f->map, f->context, d);
	PangoFontDescription *got = font ? pango_font_describe(font) : NULL;
	bool has = got && strcmp(pango_font_description_get_family(got), family) == 0;
	if (got) pango_font_description_free(got);
	if (font) g_object_unref(font);
	pango_font_description_free(d);
	return has;
}

struct paper_fonts *paper_fonts_new(void)
{
	static const struct {
		const char *family, *package;
	} meant[] = { { "P052", "fonts-urw-base35" }, { "Liberation Sans", "fonts-liberation" },
		{ "DejaVu Serif", "fonts-dejavu-core" }, { "Droid Sans Fallback", "fonts-droid-fallback" } };
	struct paper_fonts *f = xcalloc(1, sizeof *f);
	cairo_font_options_t *options = cairo_font_options_create();
	f->map = pango_cairo_font_map_new();
	f->context = pango_font_map_create_context(f->map);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(f->context, options);
	pango_cairo_context_set_resolution(f->context, 72);
	pango_context_set_round_glyph_positions(f->context, FALSE);
	pango_context_set_language(f->context, pango_language_from_string("en"));
	cairo_font_options_destroy(options);
	for (size_t i = 0; i < COUNT(meant) && !f->lacking; i++)
		if (!has_family(f, meant[i].family)) {
			f->lacking = meant[i].family;
			f->package = meant[i].package;
		}
	return f;
}

void paper_fonts_free(struct paper_fonts *f)
{
	if (!f) return;
	for (size_t i = 0; i < f->nfaces; i++) paper_face_dispose(&f->face[i]);
	g_object_unref(f->context);
	g_object_unref(f->map);
	free(f);
}

const char *paper_fonts_lacking(const struct paper_fonts *f, const char **package)
{
	*package = f->package;
	return f->lacking;
}

/* ---- a file */

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned n)
{
	str_append(closure, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static void describe(struct paper *p, const struct paper_about *about)
{
	struct str day = STR_INIT;
	str_printf(&day, "%sT00:00:00Z", date_iso(about->day).z);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, about->title);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_SUBJECT, about->subject);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "mentorpress");
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, day.ptr);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, day.ptr);
	str_dispose(&day);
}

struct paper *paper_begin(struct paper_fonts *f, enum paper_size size, bool landscape, const struct paper_about *about)
{
	static const double side[PAPER_SIZES][2] = { { 595.28, 841.89 }, { 612, 792 } };
	struct paper *p = xcalloc(1, sizeof *p);
	p->fonts = f;
	p->width = side[size][landscape];
	p->height = side[size][!landscape];
	p->bytes = (struct str)STR_INIT;
	p->surface = cairo_pdf_surface_create_for_stream(take_bytes, &p->bytes, p->width, p->height);
	p->cr = cairo_create(p->surface);
	describe(p, about);
	p->layout = pango_layout_new(f->context);
	return p;
}

double paper_width(const struct paper *p)
{
	return p->width;
}

double paper_height(const struct paper *p)
{
	return p->height;
}

void paper_next(struct paper *p)
{
	cairo_show_page(p->cr);
}

size_t paper_missing(const struct paper *p)
{
	return p->missing;
}

int paper_end(struct paper *p, struct str *out, struct str *err)
{
	cairo_status_t status = cairo_status(p->cr);
	g_object_unref(p->layout);
	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(p->surface);
	cairo_surface_destroy(p->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		str_sv(out, sv_of(&p->bytes));
	else
		str_puts(err, cairo_status_to_string(status));
	str_dispose(&p->bytes);
	free(p);
	return status == CAIRO_STATUS_SUCCESS ? 0 : -1;
}

/* ---- text */

static void set_attributes(PangoLayout *layout, const struct paper_type *t, bool fallback)
{
	PangoAttrList *list = pango_attr_list_new();
	pango_attr_list_insert(list, pango_attr_fallback_new(fallback));
	if (t->spread != 0) pango_attr_list_insert(list, pango_attr_letter_spacing_new((int)(t->spread * PANGO_SCALE)));
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
}

static void set_font(PangoLayout *layout, const struct paper_type *t, const char *families)
{
	PangoFontDescription *d = pango_font_description_new();
	pango_font_description_set_family_static(d, families);
	pango_font_description_set_absolute_size(d, t->size * PANGO_SCALE);
	if (t->bold) pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
	if (t->italic) pango_font_description_set_style(d, PANGO_STYLE_ITALIC);
	pango_layout_set_font_description(layout, d);
	pango_font_description_free(d);
}

/* The first family that has every letter; else all of them, letter by letter. */
static void choose_font(PangoLayout *layout, const struct paper_type *t)
{
	const char *const *family = t->sans ? sans : serif;
	size_t n = t->sans ? COUNT(sans) : COUNT(serif);
	set_attributes(layout, t, false);
	for (size_t i = 0; i < n; i++) {
		set_font(layout, t, family[i]);
		if (pango_layout_get_unknown_glyphs_count(layout) == 0) return;
	}
	set_attributes(layout, t, true);
	set_font(layout, t, t->sans ? every_sans : every_serif);
}

PangoLayout *paper_layout(struct paper *p, const struct paper_type *t, double width, struct sv text)
{
	static const PangoAlignment align[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
	PangoLayout *l = p->layout;
	pango_layout_set_text(l, text.p, (int)text.n);
	pango_layout_set_width(l, width > 0 ? (int)(width * PANGO_SCALE) : -1);
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(l, align[t->align]);
	pango_layout_set_line_spacing(l, (float)(t->leading > 0 ? t->leading : 1));
	choose_font(l, t);
	return l;
}

static double height_of(PangoLayout *l)
{
	int w = 0, h = 0;
	pango_layout_get_size(l, &w, &h);
	return (double)h / PANGO_SCALE;
}

double paper_text_height(struct paper *p, const struct paper_type *t, double width, struct sv text)
{
	return text.n ? height_of(paper_layout(p, t, width, text)) : 0;
}

double paper_text(struct paper *p, const struct paper_type *t, double x, double y, double width, struct sv text)
{
	if (!text.n) return 0;
	PangoLayout *l = paper_layout(p, t, width, text);
	const char *tag = t->tag ? t->tag : "P";
	p->missing += (size_t)pango_layout_get_unknown_glyphs_count(l);
	paper_set_color(p, t->color);
	cairo_tag_begin(p->cr, tag, NULL);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, l);
	cairo_tag_end(p->cr, tag);
	return height_of(l);
}

double paper_text_fit(struct paper *p, const struct paper_type *type, double least, double width, struct sv text)
{
	struct paper_type t = *type;
	while (t.size > least) {
		int w = 0, h = 0;
		pango_layout_get_size(paper_layout(p, &t, 0, text), &w, &h);
		double wide = (double)w / PANGO_SCALE;
		if (wide <= width) return t.size;
		/* Widths grow with the size: no need to try every half point. */
		double guess = t.size * width / wide;
		if (guess < t.size - 1) t.size = guess > least ? (double)(int)(guess * 2 + 2) / 2 : least;
		t.size -= 0.5;
	}
	return least;
}

/* ---- lines */

void paper_set_color(struct paper *p, const struct paper_color *c)
{
	if (!c) c = &paper_ink;
	cairo_set_source_rgb(p->cr, c->r, c->g, c->b);
}

void paper_rule(struct paper *p, double x1, double y1, double x2, double y2, double thick, const struct paper_color *c)
{
	paper_set_color(p, c);
	cairo_set_line_width(p->cr, thick);
	cairo_move_to(p->cr, x1, y1);
	cairo_line_to(p->cr, x2, y2);
	cairo_stroke(p->cr);
}

void paper_rules(struct paper *p, const double (*rule)[3], size_t n, double thick, const struct paper_color *c)
{
	if (!n) return;
	paper_set_color(p, c);
	cairo_set_line_width(p->cr, thick);
	for (size_t i = 0; i < n; i++) {
		cairo_move_to(p->cr, rule[i][0], rule[i][2]);
		cairo_line_to(p->cr, rule[i][1], rule[i][2]);
	}
	cairo_stroke(p->cr);
}

void paper_box(struct paper *p, double x, double y, double w, double h, double thick, const struct paper_color *c)
{
	paper_set_color(p, c);
	cairo_set_line_width(p->cr, thick);
	cairo_rectangle(p->cr, x, y, w, h);
	cairo_stroke(p->cr);
}

void paper_circle(struct paper *p, double x, double y, double radius, double thick, const struct paper_color *c)
{
	paper_set_color(p, c);
	cairo_set_line_width(p->cr, thick);
	cairo_new_sub_path(p->cr);
	cairo_arc(p->cr, x, y, radius, 0, 6.283185307179586);
	cairo_close_path(p->cr);
	cairo_stroke(p->cr);
}
