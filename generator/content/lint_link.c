/* lint_link.c: people who hear a page jump from link to link and are told each picture's words: these must say
 * something by themselves. */
#include "content/lint.h"
#include "base/fs.h"
#include "base/utf8.h"
#include <sys/stat.h>

#define ASSETS "assets/"
#define LARGE_PICTURE ((long long)500 << 10) /* bytes; a photograph of a page's width needs less */

/* Lower case, without the signs at its ends. */
static struct sv plain_words(struct str *out, struct sv v)
{
	utf8_fold(out, v);
	struct sv w = sv_trim(sv_of(out));
	while (w.n && strchr(".,:;!?>)\"'", w.p[w.n - 1])) w = sv_trim(sv_sub(w, 0, w.n - 1));
	while (w.n && strchr("(\"'", *w.p)) w = sv_sub(w, 1, w.n);
	return w;
}

static bool is_one_of(struct sv v, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sv_is(v, list[i])) return true;
	return false;
}

static cmark_node *only_child(cmark_node *node)
{
	cmark_node *n = cmark_node_first_child(node);
	return n && !cmark_node_next(n) ? n : NULL;
}

void lint_link(struct markdown *md, cmark_node *link)
{
	static const char *const nothing[] = { "here", "click here", "click", "this", "this link", "link", "more",
		"read more", "learn more", "see here", "this page", "page", "website", "this website", "go", "see" };
	if (!*cmark_node_get_url(link)) return; /* it is told that it has no address */
	struct str folded = STR_INIT;
	struct sv text = markdown_text(md->mem, link), words = plain_words(&folded, text);
	cmark_node *child = only_child(link);
	bool picture = child && cmark_node_get_type(child) == CMARK_NODE_IMAGE;
	struct place at = NOPLACE;
	if (!words.n || is_one_of(words, nothing, sizeof nothing / sizeof *nothing))
		at = markdown_find(md, link, sv(text.n ? arena_printf(md->mem, "[%.*s", SV_ARG(text)) : "["));
	if (words.n && at.file)
		diags_warn(md->ds, "C128", at, "put the words that say what is found there between the square brackets",
			"\"%.*s\" does not say where the link leads", SV_ARG(text));
	else if (at.file && !picture)
		diags_warn(md->ds, "C128", at, "write between the square brackets what is found there",
			"this link has no words");
	str_dispose(&folded);
}

/* ---- pictures */

static bool is_file_name(struct sv v)
{
	static const char *const end[] = { ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp" };
	for (size_t i = 0; i < sizeof end / sizeof *end; i++)
		if (sv_ends(v, end[i])) return true;
	return false;
}

static void check_words(struct markdown *md, cmark_node *image, struct sv alt, struct sv url)
{
	static const char *const nothing[] = { "image", "picture", "photo", "graphic", "figure", "logo", "icon",
		"screenshot", "diagram", "chart", "img", "alt", "alt text" };
	static const char *const idle[] = { "image of ", "picture of ", "photo of ", "graphic of ", "an image of ",
		"a picture of ", "a photo of " };
	struct str folded = STR_INIT;
	struct sv words = plain_words(&folded, alt);
	bool empty = is_file_name(words) || is_one_of(words, nothing, sizeof nothing / sizeof *nothing);
	size_t begins = 0;
	for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
		if (sv_starts(words, idle[i])) begins = strlen(idle[i]);
	if (alt.n && empty)
		diags_warn(md->ds, "C130", markdown_find(md, image, url),
			"say what readers should learn from it, for example \"Six steps from application to "
			"evaluation\"",
			"\"%.*s\" does not tell what the picture shows", SV_ARG(alt));
	else if (begins)
		diags_warn(md->ds, "C130", markdown_find(md, image, url),
			diags_text(md->ds, "take out \"%.*s\"", (int)begins - 1, words.p),
			"readers are told that it is a picture; its words say what it shows");
	str_dispose(&folded);
}

static const char *nearest_asset(struct markdown *md, const char *folder, struct sv name)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	if (fs_walk(&files, md->mem, folder, NULL, &err) != 0) files.n = 0;
	str_dispose(&err);
	return files.n ? diags_near(name, files.at, files.n) : NULL;
}

static void check_file(const struct build *b, struct markdown *md, cmark_node *image, struct sv url, unsigned *missing)
{
	struct sv name = url;
	while (sv_starts(name, "../")) name = sv_sub(name, 3, name.n);
	if (!sv_starts(name, ASSETS) || !b->workspace) return;
	name = sv_sub(name, strlen(ASSETS), name.n);
	const char *folder = fs_join(md->mem, b->workspace, "site-templates/assets");
	const char *path = arena_printf(md->mem, "%s/%.*s", folder, SV_ARG(name));
	struct stat st;
	if (!fs_safe_path(name) || !fs_is_dir(folder)) return;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
		/* The folder is read for the first few only. */
		const char *near = ++*missing <= 20 ? nearest_asset(md, folder, name) : NULL;
		diags_error(md->ds, "C131", markdown_find(md, image, url),
			near ? diags_text(md->ds, "did you mean assets/%s?", near)
			     : "put the picture into site-templates/assets, or correct its name",
			"there is no picture \"%.*s\" in site-templates/assets", SV_ARG(name));
	} else if ((long long)st.st_size > LARGE_PICTURE) {
		diags_warn(md->ds, "C131", markdown_find(md, image, url),
			"make it smaller: 1,600 pixels are enough for any screen, and a photograph is best saved as "
			"JPEG",
			"this picture has %lld KiB, which is slow to load on a phone", (long long)st.st_size >> 10);
	}
}

void lint_picture(const struct build *b, struct markdown *md, cmark_node *image, unsigned *missing)
{
	struct sv url = sv(cmark_node_get_url(image));
	check_words(md, image, markdown_text(md->mem, image), url);
	check_file(b, md, image, url, missing);
}
