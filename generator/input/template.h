/* template: a strict Mustache subset, parsed once, rendered many times, that knows the origin of every byte it writes.
 *
 *   {{name}}  {{a.b}}  {{#list}}…{{/list}}  {{#flag}}…{{/flag}}  {{^name}}…{{/name}}  {{>partial}}  {{! note}}
 *
 * There is no raw form. Values are typed and the place of a tag in the HTML decides the escaping (found at parse time by following the
 * HTML: element text, double-quoted attribute, URL attribute href/src/action/cite):
 *   TEXT   in text and attributes; in a URL attribute only after a fixed beginning ("docs/", "#", "https://host/"), percent-encoded
 *   URL    in text, or as the whole value of a URL attribute (checked); one that is empty or ends in / may be followed by more
 *   HTML   only in element text, not in <title> or <textarea>
 *   BOOL, LIST, MAP only as sections (a MAP also by dotted name)
 * In a tag name, unquoted or single-quoted attribute, on…, style, srcdoc or srcset attribute, comment, <script> or <style>: an error
 * at parse time, as are sections that begin and end in different contexts, and HTML about which a browser would have to guess.
 * A *.css.in file takes TEXT of letters, digits, spaces and # . , % - _ only.
 * A *.txt file is plain text: TEXT and URL are written as they are, without control characters; on the first line, which is a
 * message's subject, line ends in a value become blanks. No HTML values. Its partials are "_x.txt".
 * {{#x}}: LIST renders once per item with the item's names in front; MAP once with its names in front; BOOL true once; TEXT once if not empty.
 * {{^x}}: the opposite. A name is looked up in the innermost map that has it. Unknown names and wrong types are errors that name the template's
 * file:line:column and the content being rendered. A file "_x.html" is the partial "x"; partial cycles, unknown and unused partials are errors.
 * A line holding only a section, partial or note tag leaves no blank line (Mustache "standalone").
 *
 *     struct tmap *m = tmap_new(&mem);
 *     tmap_text(m, "title", doc->title, ORIGIN_DOCUMENT, doc->file);
 *     struct rendering r = RENDERING_INIT;
 *     if (template_render(set, "page.html", m, NOPLACE, &r, ds) == 0) …  r.bytes, r.spans
 */
#ifndef INPUT_TEMPLATE_H
#define INPUT_TEMPLATE_H
#include "base/diag.h"
#include "base/sink.h"
#include "base/vec.h"
struct template_set;
struct tmap;
struct tlist;
struct rendering {
	struct str bytes;
	VEC(struct span) spans;
};
#define RENDERING_INIT                                                                                                 \
	{                                                                                                              \
		STR_INIT, VEC_INIT                                                                                     \
	}
void rendering_clear(struct rendering *r);
void rendering_dispose(struct rendering *r);
/* Appends bytes of one origin; neighbours with equal origin and source are joined. */
void rendering_add(struct rendering *r, struct sv bytes, enum origin origin, const char *source);
void rendering_append(struct rendering *r, const struct rendering *from);
/* Puts it as an artifact. */
int rendering_put(const struct rendering *r, const char *path, struct sink *sink);

/* Loads every *.html and *.css.in below dir that is not in assets/. `name` prefix is used in places ("site-templates"). -1 after diags; *out may still be usable for check. */
int template_load(struct template_set **out, const char *dir, const char *name, struct diags *ds);
/* The same with *.txt too. */
int template_load_texts(struct template_set **out, const char *dir, const char *name, struct diags *ds);
/* From memory, for tests: pairs of name, text. */
int template_from(struct template_set **out, const char *const *name_text, size_t pairs, struct diags *ds);
void template_free(struct template_set *s);
bool template_has(const struct template_set *s, const char *name);
/* Marks name as known to the program; template_check_unused then reports templates that are neither known nor used as partials. */
void template_expect(struct template_set *s, const char *name);
size_t template_check_unused(struct template_set *s, struct diags *ds);
/* Appends to out. `content` is the place of what is being rendered, for messages (may be NOPLACE). Adds at most 20 errors a call. */
int template_render(const struct template_set *s, const char *name, const struct tmap *root, struct place content,
	struct rendering *out, struct diags *ds);

/* Building values; everything is copied or borrowed as said; all memory in the arena given to tmap_new. Names are string literals (borrowed);
 * to set one twice in the same map (or "first", "last" in an item) is a programmer error. */
struct tmap *tmap_new(struct arena *mem);
void tmap_text(struct tmap *m, const char *name, struct sv text, enum origin origin,
	const char *source); /* text borrowed until rendered */
void tmap_url(struct tmap *m, const char *name, struct sv url, enum origin origin, const char *source); /* borrowed */
void tmap_html(struct tmap *m, const char *name,
	const struct rendering *html); /* borrowed; only what Markdown or another template made */
void tmap_bool(struct tmap *m, const char *name, bool v);
void tmap_int(struct tmap *m, const char *name, long v, enum origin origin);
struct tmap *tmap_map(struct tmap *m, const char *name);   /* a nested map, to be filled */
struct tlist *tmap_list(struct tmap *m, const char *name); /* a list, to be filled */
struct tmap *tlist_add(struct tlist *l); /* a new item; also gets the bools "first" and "last" by itself */
size_t tlist_length(const struct tlist *l);
/* Appends all that a rendering takes from this template with the partials it includes (false: it cannot be rendered), or from these values: equal bytes of both, equal renderings. */
bool template_bytes(const struct template_set *s, const char *name, struct str *out);
void tmap_bytes(const struct tmap *m, struct str *out);
#endif
