/* serve_parent.c is the part of the preview that reads history. It stands apart because a published edition and an edition in the making are both called
 * struct edition. */
#include "cmd/serve_parent.h"
#include "base/fs.h"
#include "cmd/newest.h"
#include "input/csvin.h"
#include "privacy/pool.h"
#include "publish/history.h"

/* Of documents.csv (site/changes.h): what tells whether a document is another one now. */
struct serve_parent_row {
	struct sv status, revision;
};
enum { COLUMN_PATH = 0, COLUMN_STATUS = 5, COLUMN_REVISION = 7 };

static int take_row(void *ctx, const struct csvin_row *row)
{
	struct serve_parent *p = ctx;
	if (row->index == 0 || row->n <= COLUMN_REVISION) return 0;
	p->row = xrealloc(p->row, (p->nrows + 1) * sizeof *p->row);
	p->row[p->nrows] = (struct serve_parent_row){ arena_sv(&p->mem, row->cell[COLUMN_STATUS]),
		arena_sv(&p->mem, row->cell[COLUMN_REVISION]) };
	map_set(&p->was, row->cell[COLUMN_PATH], p->nrows++);
	return 0;
}

static void read_rows(struct serve_parent *p)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	struct diags unsaid = DIAGS_INIT;
	if (p->documents.len)
		csvin_text(sv_of(&p->documents), "documents.csv", 1, &options, &dialect, take_row, p, &unsaid);
	diags_dispose(&unsaid);
}

/* As edition.c borrows them: from the public file of the last edition. */
static void read_pools(struct serve_parent *p, struct context *ctx)
{
	static const char *const codes[SERVE_POOLS] = { "mentors", "peers" };
	struct str csv = STR_INIT, json = STR_INIT;
	unsigned k;
	date_t drawn;
	if (newest_file(ctx, NULL, "pool.csv", &csv) == 0) newest_file(ctx, NULL, "edition.json", &json);
	for (size_t i = 0; csv.len && i < SERVE_POOLS; i++) {
		newest_stamp(sv_of(&json), codes[i], &k, &drawn);
		if (public_pool_from_csv(&p->pool[p->npools], codes[i], sv_of(&csv), k, drawn, &ctx->ds) == 0 &&
			p->pool[p->npools])
			p->npools++;
	}
	str_dispose(&csv);
	str_dispose(&json);
}

static void open_newest(struct serve_parent *p, struct context *ctx)
{
	struct diags unsaid = DIAGS_INIT;
	const char *site = context_path(ctx, "site");
	if (history_exists(site) && history_open(&p->history, site, &unsaid) == 0 && history_editions(p->history)) {
		const struct edition *e = history_edition(p->history, 0);
		memcpy(p->commit, e->commit, sizeof p->commit);
		p->number = e->number;
		history_read(p->history, e, "documents.csv", &p->documents);
		history_read(p->history, e, "changes.csv", &p->changes);
	}
	diags_dispose(&unsaid);
}

/* The branch is one small file, unless somebody else's git has packed it; then looking costs a little more. */
static bool is_current(const struct serve_parent *p, struct context *ctx)
{
	struct str head = STR_INIT, err = STR_INIT;
	bool same = p->loaded && p->commit[0] &&
		    fs_read(&head, context_path(ctx, "site/repo.git/refs/heads/main"), 256, &err) == 0 &&
		    sv_is(sv_trim(sv_of(&head)), p->commit);
	str_dispose(&head);
	str_dispose(&err);
	return same;
}

void serve_parent_load(struct serve_parent *p, struct context *ctx)
{
	if (is_current(p, ctx)) return;
	serve_parent_dispose(p);
	*p = (struct serve_parent){
		.documents = STR_INIT, .changes = STR_INIT, .was = MAP_INIT, .mem = ARENA_INIT, .loaded = true
	};
	open_newest(p, ctx);
	read_rows(p);
	read_pools(p, ctx);
}

const char *serve_parent_change(const struct serve_parent *p, const struct document *doc)
{
	struct sha256_hex revision = sha256_hex(&doc->revision);
	uint64_t at;
	if (doc->draft || doc->status == STATUS_DRAFT) return "draft";
	if (!p->nrows) return "";
	if (!map_get(&p->was, sv(doc->path), &at)) return "new";
	if (!sv_is(p->row[at].revision, revision.z)) return "revised";
	return doc->kind == DOC_SOP && !sv_is(p->row[at].status, doc_status_word(doc->status)) ? "status" : "";
}

int serve_parent_page(const struct serve_parent *p, const char *path, struct str *out)
{
	return p->commit[0] ? history_read(p->history, history_edition(p->history, 0), path, out) : -1;
}

void serve_parent_dispose(struct serve_parent *p)
{
	if (!p->loaded) return;
	for (size_t i = 0; i < p->npools; i++) public_pool_free(p->pool[i]);
	history_close(p->history);
	str_dispose(&p->documents);
	str_dispose(&p->changes);
	map_dispose(&p->was);
	free(p->row);
	arena_dispose(&p->mem);
	p->loaded = false;
}
