/* What a publish would change can be said from digests alone: which file would be another one than in the newest edition. So
 * a look needs neither lock nor spool, and can be taken while a publish runs. */
#include "cmd/preview.h"

#include <stdlib.h>

#include "base/readers.h"
#include "publish/history.h"

struct made {
	struct history_file file;
	struct str text; /* kept ones; else empty */
	bool kept;
};

struct preview {
	struct sink sink;
	struct arena mem;
	struct history *history; /* NULL: nothing was published yet */
	const struct edition *parent;
	VEC(struct made) at;
	struct history_file *sorted; /* preview_files */
	VEC(struct publish_diff) diff;
};

/* Pages of entries are as large as the pool, and diff reads pool.csv in their place. */
static bool is_kept(const char *path)
{
	struct sv p = sv(path), name = sv(readers_inner(path));
	if (sv_ends(p, ".html")) return !sv_starts(name, "mentors") && !sv_starts(name, "peers");
	return sv_is(p, "pool.csv") || sv_is(p, "documents.csv") || sv_is(p, "edition.json");
}

static int put(struct sink *self, const struct artifact *a)
{
	struct preview *p = (struct preview *)self;
	struct made m = { .text = STR_INIT, .kept = is_kept(a->path) };
	if (a->kind != ARTIFACT_FILE) return 0;
	m.file.path = arena_strdup(&p->mem, sv(a->path));
	m.file.size = a->bytes.n;
	history_blob_id(a->bytes, m.file.oid);
	if (m.kept) str_sv(&m.text, a->bytes);
	vec_push(&p->at, m);
	free(p->sorted);
	p->sorted = NULL;
	return 0;
}

int preview_begin(struct preview **out, struct context *ctx)
{
	struct preview *p = xcalloc(1, sizeof *p);
	*p = (struct preview){ .sink = { put }, .mem = ARENA_INIT, .at = VEC_INIT, .diff = VEC_INIT };
	*out = p;
	if (!history_exists(context_path(ctx, "site"))) return 0;
	if (history_open(&p->history, context_path(ctx, "site"), &ctx->ds) != 0) {
		ctx->environment_failed = true;
		return -1;
	}
	if (history_editions(p->history)) p->parent = history_edition(p->history, 0);
	return 0;
}

void preview_end(struct preview *p)
{
	if (!p) return;
	for (size_t i = 0; i < p->at.n; i++) str_dispose(&p->at.at[i].text);
	vec_dispose(&p->at);
	vec_dispose(&p->diff);
	free(p->sorted);
	history_close(p->history);
	arena_dispose(&p->mem);
	free(p);
}

unsigned preview_parent_number(const struct preview *p)
{
	return p->parent ? p->parent->number : 0;
}

date_t preview_parent_day(const struct preview *p)
{
	return p->parent ? p->parent->day : DATE_NONE;
}

const char *preview_parent_id(const struct preview *p)
{
	return p->parent ? p->parent->commit : "";
}

int preview_parent_file(struct preview *p, const char *path, struct str *out)
{
	return p->parent ? history_read(p->history, p->parent, path, out) : -1;
}

bool preview_has_tag(struct preview *p, const char *tag)
{
	for (size_t i = 0; p->history && i < history_editions(p->history); i++) {
		const struct edition *e = history_edition(p->history, i);
		if (strcmp(e->tag, tag) == 0 || strcmp(edition_trailer(e, "Tag"), tag) == 0) return true;
	}
	return false;
}

struct sink *preview_sink(struct preview *p)
{
	return &p->sink;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct history_file *)a)->path, ((const struct history_file *)b)->path);
}

size_t preview_files(struct preview *p, const struct history_file **out)
{
	if (!p->sorted) {
		p->sorted = xcalloc(p->at.n + 1, sizeof *p->sorted);
		for (size_t i = 0; i < p->at.n; i++) p->sorted[i] = p->at.at[i].file;
		qsort(p->sorted, p->at.n, sizeof *p->sorted, by_path);
	}
	*out = p->sorted;
	return p->at.n;
}

int preview_read(struct preview *p, const char *path, struct str *out)
{
	for (size_t i = 0; i < p->at.n; i++) {
		if (strcmp(p->at.at[i].file.path, path) != 0) continue;
		if (p->at.at[i].kept) str_sv(out, sv_of(&p->at.at[i].text));
		return p->at.at[i].kept ? 0 : -1;
	}
	return -1;
}

static bool only_stamps(const char *path)
{
	path = readers_inner(path);
	return strcmp(path, "edition.html") == 0 || strcmp(path, "edition.json") == 0;
}

/* Both lists are sorted by path. */
static void compare(struct preview *p, struct publish_state *out, const struct history_file *was, size_t nwas)
{
	const struct history_file *now;
	size_t n = preview_files(p, &now), i = 0, j = 0;
	vec_clear(&p->diff);
	while (i < n || j < nwas) {
		int order = i == n ? 1 : j == nwas ? -1 : strcmp(now[i].path, was[j].path);
		struct publish_diff d = { CHANGE_MODIFIED, order > 0 ? was[j].path : now[i].path, 0, 0 };
		if (order < 0) d.change = CHANGE_ADDED;
		if (order > 0) d.change = CHANGE_REMOVED;
		if (order <= 0) d.new_size = (size_t)now[i].size;
		if (order >= 0) d.old_size = (size_t)was[j].size;
		if (order != 0 || strcmp(now[i].oid, was[j].oid) != 0) {
			vec_push(&p->diff, d);
			if (!only_stamps(d.path)) out->differs = true;
			if (order <= 0) out->new_blobs++, out->new_bytes += now[i].size;
		}
		if (order <= 0) out->bytes += now[i].size;
		i += order <= 0;
		j += order >= 0;
	}
}

int preview_state(struct preview *p, struct publish_state *out)
{
	const struct history_file *was = NULL;
	size_t nwas = 0;
	*out = (struct publish_state){ .has_parent = p->parent != NULL,
		.differs = !p->parent,
		.parent_number = preview_parent_number(p),
		.parent_id = preview_parent_id(p),
		.parent_day = preview_parent_day(p),
		.files = p->at.n };
	if (p->parent && history_files(p->history, p->parent, &p->mem, &was, &nwas) != 0) return -1;
	compare(p, out, was, nwas);
	out->diff = p->diff.at;
	out->ndiff = p->diff.n;
	return 0;
}
