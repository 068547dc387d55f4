/* who_card_write.c writes a card's page, which is opened from a mail attachment: markup and style sheet are the site's own, so that it is what
 * members see, and nothing is loaded from anywhere. The terminal and JSON say the same. */
#include "base/fs.h"
#include "base/html.h"
#include "cmd/who_card.h"
#include "site/cards.h"

static const char style[] =
	"body{display:block;min-height:0}main{max-width:52rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem}"
	"main>*+*{margin-top:1rem}main "
	"h2{margin-top:2.5rem}.entry{content-visibility:visible;margin-inline:0;padding-inline:0}"
	".entry .facts{padding-right:0}.answers{border-collapse:collapse}.answers :is(th,td){padding:.6rem 1.2rem "
	".6rem 0;"
	"border-bottom:1px solid var(--line);vertical-align:top;text-align:left;font-size:var(--t-s)}"
	".answers thead th{color:var(--soft);font-weight:500}.answers tbody th{font-weight:600;width:20%}.answers "
	"td{width:24%}"
	".answers td:last-child{width:32%;color:var(--soft)}.notes{display:grid;gap:.75rem;padding-left:1.2rem}"
	"@media(max-width:42rem){.answers thead{position:absolute;clip-path:inset(50%)}.answers,.answers "
	":is(tbody,tr,th,td){"
	"display:block;border:0;padding:0;width:auto!important}.answers tr{padding:.7rem 0;border-bottom:1px solid "
	"var(--line)}"
	".answers td::before{content:attr(data-l);color:var(--soft)}}"
	"@media print{main{padding:0;max-width:none}tr{break-inside:avoid}}";

/* The site's style sheet, which must not end the element it stands in. */
static int put_style(struct str *out, struct context *ctx)
{
	struct str css = STR_INIT, err = STR_INIT;
	int r = fs_read(&css, context_path(ctx, "site-templates/assets/site.css"), (size_t)1 << 20, &err);
	if (r != 0) {
		diags_error(&ctx->ds, "S003", NOPLACE, "look at site-templates/assets in the workspace", "%s", err.ptr);
	} else if (sv_find(sv_of(&css), SV_LIT("</")) != SIZE_MAX) {
		diags_error(&ctx->ds, "S010", NOPLACE, "write it in another way",
			"site-templates/assets/site.css holds \"</\", which cannot stand in a page by itself");
		r = -1;
	}
	if (r == 0) str_printf(out, "<style>\n%s\n%s</style>\n", css.ptr, style);
	str_dispose(&css);
	str_dispose(&err);
	return r;
}

static void put_head(struct str *out, const struct context *ctx, const struct who_card *c)
{
	str_puts(out, "<!DOCTYPE html>\n<html lang=\"");
	html_attr(out, sv(ctx->settings.language));
	str_puts(out, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
		      "initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		      "style-src 'unsafe-inline'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
		      "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light "
		      "dark\">\n<title>");
	html_text(out, sv(c->title));
	str_puts(out, "</title>\n");
}

static void put_paragraph(struct str *out, const char *open, const char *text, const char *close)
{
	str_puts(out, open);
	html_text(out, sv(text));
	str_puts(out, close);
}

static const char *const heads[] = { "Field", "Your answer", "What is shown", "Why" };
static const char *const group_heads[] = { "Field", "Stands for", "What is shown", "Why" };

static void put_cell(struct str *out, const char *label, const char *text)
{
	str_puts(out, "<td data-l=\"");
	html_attr(out, sv(label));
	str_puts(out, ": \">");
	html_text(out, sv(*text ? text : "\xe2\x80\x93"));
	str_puts(out, "</td>");
}

static void put_lines(struct str *out, const struct who_card *c)
{
	const char *const *head = c->person ? heads : group_heads;
	str_puts(out,
		c->person ? "<h2>Your answers, and what is shown of them</h2>\n" : "<h2>What it stands for</h2>\n");
	str_puts(out, "<table class=\"answers\"><thead><tr>");
	for (size_t i = 0; i < 4; i++) put_paragraph(out, "<th scope=\"col\">", head[i], "</th>");
	str_puts(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < c->lines.n; i++) {
		const struct card_line *l = &c->lines.at[i];
		put_paragraph(out, "<tr><th scope=\"row\">", l->field, "</th>");
		put_cell(out, head[1], l->answer);
		put_cell(out, head[2], l->shown);
		put_cell(out, head[3], l->why);
		str_puts(out, "</tr>\n");
	}
	str_puts(out, "</tbody></table>\n");
}

static int put_page(struct str *out, struct context *ctx, const struct who_card *c)
{
	struct rendering card = RENDERING_INIT;
	int r = 0;
	put_head(out, ctx, c);
	if (put_style(out, ctx) != 0) return -1;
	put_paragraph(out, "</head>\n<body>\n<main>\n<p class=\"soft\">", ctx->settings.programme, "</p>\n");
	put_paragraph(out, "<h1>", c->title, "</h1>\n");
	put_paragraph(out, "<p class=\"lead\">", c->lead, "</p>\n");
	if (c->entry) {
		r = card_render(&card, ctx->templates, c->pool, c->entry, c->peers, &ctx->ds);
		str_puts(out, "<h2>The entry, as members see it</h2>\n<ul class=\"entries\" role=\"list\">\n");
		str_sv(out, sv_of(&card.bytes));
		str_puts(out, "</ul>\n");
		put_lines(out, c);
	}
	str_puts(out, "<h2>What follows</h2>\n<ul class=\"notes\">\n");
	for (size_t i = 0; i < c->notes.n; i++) put_paragraph(out, "<li>", c->notes.at[i], "</li>\n");
	put_paragraph(out, "</ul>\n<p class=\"fine\">", ctx->settings.committee, " \xc2\xb7 ");
	put_paragraph(out, "", ctx->settings.contact, "</p>\n</main>\n</body>\n</html>\n");
	rendering_dispose(&card);
	return r;
}

static void say(const struct context *ctx, const struct who_card *c, const char *path)
{
	context_say(ctx, "%s\n%s", c->title, c->lead);
	if (c->entry) context_say(ctx, "\n  Entry ID      %s", public_entry_id(c->entry));
	for (size_t i = 0; i < c->lines.n; i++) {
		const struct card_line *l = &c->lines.at[i];
		context_say(ctx, "\n  %s", l->field);
		if (*l->answer) context_say(ctx, "    %-11s %s", c->person ? "you: " : "stands for:", l->answer);
		context_say(ctx, "    %-11s %s", "shown:", l->shown);
		context_say(ctx, "    %-11s %s", "why:", l->why);
	}
	context_say(ctx, "%s", "");
	for (size_t i = 0; i < c->notes.n; i++) context_say(ctx, "%s", c->notes.at[i]);
	context_say(ctx, "\n%s is made to be sent: to %s, and to nobody else.", path,
		c->person ? "the applicant" : "whoever asks about this group");
}

static void say_json(struct json *j, const struct who_card *c, const char *path)
{
	json_key(j, "card");
	json_object(j);
	json_kv(j, "file", sv(path));
	json_kv(j, "title", sv(c->title));
	json_kv(j, "lead", sv(c->lead));
	json_kv(j, "entry_id", sv(c->entry ? public_entry_id(c->entry) : ""));
	json_key(j, "lines");
	json_array(j);
	for (size_t i = 0; i < c->lines.n; i++) {
		const struct card_line *l = &c->lines.at[i];
		json_object(j);
		json_kv(j, "field", sv(l->field));
		json_kv(j, c->person ? "answer" : "stands_for", sv(l->answer));
		json_kv(j, "shown", sv(l->shown));
		json_kv(j, "why", sv(l->why));
		json_end(j);
	}
	json_end(j);
	json_key(j, "notes");
	json_array(j);
	for (size_t i = 0; i < c->notes.n; i++) json_text(j, sv(c->notes.at[i]));
	json_end(j);
	json_end(j);
}

int who_card_write(struct context *ctx, const struct who_card *c, struct json *j)
{
	const char *path = arena_printf(&ctx->mem, WHO_CARD_FOLDER "/%s.html", c->file);
	struct str page = STR_INIT, err = STR_INIT;
	int r = context_load(ctx, LOAD_TEMPLATES);
	if (r == 0) r = put_page(&page, ctx, c);
	if (r == 0 && (fs_mkdirs(context_path(ctx, WHO_CARD_FOLDER), 0700, &err) != 0 ||
			      fs_write_atomic(context_path(ctx, path), sv_of(&page), 0600, &err) != 0)) {
		context_fail(ctx, "P161", err.ptr, "check the disk and the permissions of private/");
		r = -1;
	}
	if (r == 0 && j)
		say_json(j, c, path);
	else if (r == 0)
		say(ctx, c, path);
	str_dispose(&page);
	str_dispose(&err);
	return r;
}
