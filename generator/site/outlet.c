/* See the header: what depends on where the site will stand is put right here and nowhere else. */
#include "site/outlet.h"
#include "site/rewrite.h"

static void from_top(struct rewrite *w, struct sv value, const char *top)
{
	struct str written = STR_INIT, path = STR_INIT;
	struct sv fragment;
	html_scan_decode(&written, value);
	if (rewrite_resolve(w->from->path, sv_of(&written), &path, &fragment)) {
		if (strcmp(path.ptr, "index.html") == 0) str_clear(&path);
		str_sv(&path, fragment);
		rewrite_value(w, value, sv(top), ORIGIN_SETTINGS, sv_of(&path), ORIGIN_TEMPLATE);
	}
	str_dispose(&written);
	str_dispose(&path);
}

static int put_from_top(struct outlet *o, const struct artifact *a, const char *path)
{
	static const char *const name[] = { "href", "src", "action" };
	struct html_scan scan = { a->bytes, 0 };
	struct html_tag tag;
	struct rewrite w;
	rewrite_begin(&w, a);
	while (html_scan_next(&scan, &tag))
		for (size_t i = 0; i < tag.n; i++)
			for (size_t k = 0; k < sizeof name / sizeof *name; k++)
				if (sv_ieq_ascii(tag.attribute[i].name, sv(name[k])))
					from_top(&w, tag.attribute[i].value, o->top);
	int rc = rewrite_put(&w, path, o->next);
	rewrite_dispose(&w);
	return rc;
}

static int outlet_put(struct sink *self, const struct artifact *a)
{
	struct outlet *o = (struct outlet *)(void *)self;
	bool lost = o->top && a->kind == ARTIFACT_FILE && strcmp(a->path, "404.html") == 0;
	if (!lost && (!*o->folder || a->kind != ARTIFACT_FILE)) return sink_put(o->next, a);
	struct str path = STR_INIT;
	struct artifact moved = *a;
	str_printf(&path, "%s%s", o->folder, a->path);
	moved.path = path.ptr;
	int rc = lost ? put_from_top(o, a, path.ptr) : sink_put(o->next, &moved);
	str_dispose(&path);
	return rc;
}

void outlet_init(struct outlet *out, struct sink *next, const char *folder, const char *top)
{
	*out = (struct outlet){ { outlet_put }, next, folder, top };
}
