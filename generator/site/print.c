/* print.c: a sheet of paper leaves the site's frame behind, so each must say by itself what it is, whether it counts, and
 * how many there are. */
#include "site/print.h"

#define FONT "font: 8.5pt Georgia, serif"
#define HEAD                                                                                                           \
	"vertical-align: bottom; padding-bottom: 2mm; margin-bottom: 4mm; border-bottom: .5pt solid #888; color: "     \
	"#000; "

/* A CSS string's inside. Letters of any script stand as they are so that the gate reads what a reader reads; only what
 * would end the string or the line is escaped, and '<' so that the text is inert anywhere. */
static void css_string(struct rendering *out, struct sv text, enum origin origin, const char *source)
{
	struct str escaped = STR_INIT;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == 0x7f)
			str_printf(&escaped, "\\%x ", c);
		else
			str_putc(&escaped, (char)c);
	}
	rendering_add(out, sv_of(&escaped), origin, source);
	str_dispose(&escaped);
}

static void css(struct rendering *out, const char *text)
{
	rendering_add(out, sv(text), ORIGIN_TEMPLATE, NULL);
}

static void heads(struct rendering *out, const struct print_margins *p)
{
	enum origin origin = p->file ? ORIGIN_DOCUMENT : ORIGIN_TEMPLATE;
	css(out, "\t@top-left { width: 58%; " HEAD FONT "; content: \"");
	if (p->number.n) {
		css_string(out, p->number, origin, p->file);
		css(out, "  ");
	}
	css_string(out, p->title, origin, p->file);
	css(out, "\" }\n\t@top-right { width: 42%; white-space: pre-line; " HEAD);
	css(out, p->watermark.n ? "font: bold 9pt Georgia, serif; content: \"" : FONT "; content: \"");
	css_string(out, p->watermark, origin, p->file);
	if (p->watermark.n && p->date != DATE_NONE) css(out, "\\a ");
	if (p->date != DATE_NONE) {
		css(out, p->date_word);
		css(out, " ");
		css_string(out, sv(date_long(p->date).z), ORIGIN_NUMBER, NULL);
	}
	css(out, "\" }\n");
}

static void feet(struct rendering *out, const struct print_margins *p)
{
	css(out, "\t@bottom-left { width: 78%; color: #000; " FONT "; content: \"");
	if (p->programme) {
		css(out, "Printed from the site of the ");
		css_string(out, sv(p->programme), ORIGIN_SETTINGS, NULL);
	} else {
		css(out, "Uncontrolled when printed");
	}
	css(out, ". Revision ");
	css_string(out, p->revision, ORIGIN_ID, NULL);
	css(out, ".\" }\n\t@bottom-right { color: #000; " FONT "; content: \"Page \" counter(page) \" of \" "
		 "counter(pages) }\n");
}

void print_css(struct rendering *out, const struct print_margins *p)
{
	css(out, "@charset \"UTF-8\";\n/* The running head and foot of the printed document. */\n@page {\n\tmargin: "
		 "26mm 18mm 24mm;\n\tmargin: max(15mm, 50% - 122mm) max(10mm, 50% - 87mm);\n");
	heads(out, p);
	feet(out, p);
	css(out, "}\n");
}

struct print_margins print_margins_of(const struct site *s, const struct document *doc)
{
	return (struct print_margins){ .number = SV_LIT(""),
		.title = doc->title,
		.watermark = doc->watermark,
		.file = doc->file,
		.date = doc->updated,
		.date_word = "Version of",
		.revision = sv(doc->revision_short),
		.programme = s->in->settings->programme };
}

const char *print_css_path(struct site *s, const char *page)
{
	struct sv name = sv(page);
	if (sv_ends(name, ".html")) name.n -= 5;
	return arena_printf(&s->keep, "assets/%.*s.print.css", SV_ARG(name));
}

int print_put(struct site *s, const char *path, const struct print_margins *p)
{
	rendering_clear(&s->out);
	print_css(&s->out, p);
	return rendering_put(&s->out, path, s->sink);
}

struct sv print_revision_of_faqs(struct site *s)
{
	struct digest_ctx *c = digest_new_sha256();
	struct sha256 d;
	for (size_t i = 0; i < s->in->corpus->ndocs; i++) {
		const struct document *doc = s->in->corpus->doc[i];
		if (doc->kind != DOC_FAQ) continue;
		digest_field(c, sv(doc->id));
		digest_field(c, sv(sha256_hex(&doc->revision).z));
	}
	digest_end_sha256(c, &d);
	return arena_sv(&s->keep, sv_sub(sv(sha256_hex(&d).z), 0, 7));
}
