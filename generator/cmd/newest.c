/* newest.c stands apart because a published edition and an edition in the making are both called struct edition. */
#include "cmd/newest.h"
#include "base/fs.h"
#include "publish/history.h"

/* The rows of entries are those with an Entry ID. */
bool pool_csv_has_entries(struct sv pool_csv)
{
	struct sv line, cell;
	for (size_t n = 0; sv_split(&pool_csv, '\n', &line); n++)
		if (n > 0 && sv_split(&line, ',', &cell) && sv_split(&line, ',', &cell) && cell.n) return true;
	return false;
}

int newest_published(struct context *ctx, struct pool_published *out)
{
	struct history *h = NULL;
	struct str csv = STR_INIT;
	struct diags unsaid = DIAGS_INIT;
	int result = -1;
	*out = (struct pool_published){ 0, "", false };
	if (!fs_exists(context_path(ctx, "site/repo.git")) ||
		history_open(&h, context_path(ctx, "site"), &unsaid) != 0 || history_editions(h) == 0)
		goto done;
	const struct edition *newest = history_edition(h, 0);
	if (history_read(h, newest, "pool.csv", &csv) != 0) str_clear(&csv);
	*out = (struct pool_published){ newest->number, arena_strdup(&ctx->mem, sv(newest->commit)),
		pool_csv_has_entries(sv_of(&csv)) };
	result = 0;
done:
	history_close(h);
	str_dispose(&csv);
	diags_dispose(&unsaid);
	return result;
}

static int file_of_history(struct context *ctx, const char *path, struct str *out)
{
	struct history *h = NULL;
	struct diags unsaid = DIAGS_INIT;
	int r = -1;
	if (history_exists(context_path(ctx, "site")) && history_open(&h, context_path(ctx, "site"), &unsaid) == 0 &&
		history_editions(h))
		r = history_read(h, history_edition(h, 0), path, out);
	history_close(h);
	diags_dispose(&unsaid);
	return r;
}

int newest_file(struct context *ctx, struct publish *p, const char *path, struct str *out)
{
	static const char *const folders[] = { "site/public", "" /* beside mentorpress.yml, as somebody sent it */ };
	struct str err = STR_INIT;
	int r = p ? publish_parent_file(p, path, out) : file_of_history(ctx, path, out);
	for (size_t i = 0; !p && r != 0 && i < sizeof folders / sizeof *folders; i++)
		r = fs_read(out, context_path(ctx, fs_join(&ctx->mem, folders[i], path)), (size_t)512 << 20, &err);
	str_dispose(&err);
	return r;
}

static struct sv after(struct sv text, const char *mark)
{
	size_t at = sv_find(text, sv(mark));
	return at == SIZE_MAX ? sv("") : sv_sub(text, at + strlen(mark), text.n);
}

void newest_stamp(struct sv edition_json, const char *pool, unsigned *k, date_t *drawn)
{
	struct str mark = STR_INIT;
	struct sv rest, digits;
	long number = 0;
	str_printf(&mark, "\"pool\": \"%s\"", pool);
	rest = after(edition_json, mark.ptr);
	*drawn = date_parse(sv_sub(after(rest, "\"drawn\": \""), 0, 10));
	digits = after(rest, "\"k\": ");
	*k = sv_split(&digits, ',', &rest) && sv_long(sv_trim(rest), &number) && number > 0 ? (unsigned)number : 0;
	str_dispose(&mark);
}
