/* The preview writes nothing: what build puts into a folder and publish into a commit stays here in memory. */
#include "cmd/serve_pages.h"
#include "base/digest.h"

static int keep(struct sink *self, const struct artifact *a)
{
	struct serve_pages *p = (struct serve_pages *)self; /* its first member */
	struct str copy = STR_INIT;
	str_sv(&copy, a->bytes);
	if (sv_starts(sv(a->path), "assets/")) {
		struct sha256 d = sha256_of(a->bytes);
		str_puts(&p->styles, sha256_hex(&d).z);
	}
	uint64_t at;
	if (map_get(&p->by_path, sv(a->path), &at)) {
		str_dispose(&p->at.at[at]);
		p->at.at[at] = copy;
		return 0;
	}
	map_set(&p->by_path, sv(a->path), p->at.n);
	vec_push(&p->at, copy);
	return 0;
}

void serve_pages_init(struct serve_pages *p)
{
	*p = (struct serve_pages){ .sink = { keep }, .by_path = MAP_INIT, .at = VEC_INIT, .styles = STR_INIT };
}

void serve_pages_dispose(struct serve_pages *p)
{
	for (size_t i = 0; i < p->at.n; i++) str_dispose(&p->at.at[i]);
	vec_dispose(&p->at);
	map_dispose(&p->by_path);
	str_dispose(&p->styles);
}

bool serve_pages_find(const struct serve_pages *p, const char *path, struct sv *out)
{
	uint64_t at;
	if (!map_get(&p->by_path, sv(path), &at)) return false;
	*out = sv_of(&p->at.at[at]);
	return true;
}

size_t serve_pages_html(const struct serve_pages *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->by_path.n; i++) n += sv_ends(p->by_path.at[i].key, ".html");
	return n;
}
