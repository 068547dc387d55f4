/* Are the records the very same as when the newest publish ended? Asked of the bytes of every file, the database's too: whatever wrote to it since, a review, an import, a restored copy,
 * a hand with another program, shows. */
#include <unistd.h>
#include "base/fs.h"
#include "cmd/unchanged.h"

/* Of the database in the state that the files led to, and the name that goes with it. */
static struct sha256 state_of(const struct sha256 *files, const struct sha256 *database, const struct sha256 *key)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 state;
	digest_field(d, sv("records 1"));
	digest_add(d, files->b, sizeof files->b);
	digest_add(d, database->b, sizeof database->b);
	digest_add(d, key->b, sizeof key->b);
	digest_end_sha256(d, &state);
	return state;
}

struct remembered {
	struct sha256 files, state, key;
};

/* "FILES STATE KEY\n", each of 64 symbols. */
static int read_remembered(struct context *ctx, struct remembered *out)
{
	struct str text = STR_INIT, err = STR_INIT;
	struct sha256 *const part[] = { &out->files, &out->state, &out->key };
	int r = fs_read(&text, context_path(ctx, UNCHANGED_RECORDS), 4096, &err);
	if (r == 0 && text.len != 3 * 65) r = -1;
	for (size_t i = 0; r == 0 && i < 3; i++)
		if (!sha256_parse(sv_sub(sv_of(&text), i * 65, 64), part[i]) ||
			text.ptr[i * 65 + 64] != (i < 2 ? ' ' : '\n'))
			r = -1;
	str_dispose(&text);
	str_dispose(&err);
	return r;
}

bool unchanged_records(struct context *ctx, const struct sha256 *files, struct sha256 *key, struct store_mark *mark)
{
	struct remembered was;
	struct sha256 database, state;
	if (!ctx->store || ctx->trial || read_remembered(ctx, &was) != 0 || !sha256_eq(&was.files, files) ||
		store_file_digest(ctx->store, &database, mark) != 0)
		return false;
	state = state_of(files, &database, &was.key);
	*key = was.key;
	return sha256_eq(&was.state, &state);
}

bool unchanged_records_remember(
	struct context *ctx, const struct sha256 *files, bool fresh, struct sha256 *key, const struct store_mark *mark)
{
	const char *path = context_path(ctx, UNCHANGED_RECORDS);
	struct str err = STR_INIT;
	struct store_mark now;
	struct sha256 database, state;
	store_flush(ctx->store);
	bool known = store_file_digest(ctx->store, &database, &now) == 0 && now.others == mark->others;
	if (known) {
		if (fresh) *key = state_of(files, &database, &(struct sha256){ { 0 } });
		state = state_of(files, &database, key);
		const char *line = arena_printf(
			&ctx->mem, "%s %s %s\n", sha256_hex(files).z, sha256_hex(&state).z, sha256_hex(key).z);
		known = fs_write_atomic(path, sv(line), 0600, &err) == 0;
	}
	if (!known) unlink(path);
	str_dispose(&err);
	return known;
}
