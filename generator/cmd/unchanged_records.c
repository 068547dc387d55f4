/* Are the records the very same as when the newest publish ended? Asked of the bytes of every file, the database's too: whatever wrote to it since, a review, an import, a restored copy,
 * a hand with another program, shows. */
#include <unistd.h>
#include "base/fs.h"
#include "base/random.h"
#include "cmd/unchanged.h"

/* FILES STATE KEY DRAWN: of the drawn bytes the beginning is the key of the check of the database, another one each time something is remembered. */
enum { FILES, STATE, NAME, DRAWN, PARTS };
struct remembered {
	struct sha256 part[PARTS];
};

static struct digest_key key_of(const struct remembered *r)
{
	struct digest_key key;
	memcpy(key.b, r->part[DRAWN].b, sizeof key.b);
	return key;
}

/* Of the database in the state that the files led to, and the name that goes with it. */
static struct sha256 state_of(const struct remembered *r, const struct digest_check *database)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 state;
	digest_field(d, sv("records 2"));
	digest_add(d, r->part[FILES].b, sizeof r->part[FILES].b);
	digest_add(d, r->part[DRAWN].b, sizeof r->part[DRAWN].b);
	digest_add(d, database->b, sizeof database->b);
	digest_add(d, r->part[NAME].b, sizeof r->part[NAME].b);
	digest_end_sha256(d, &state);
	return state;
}

/* Each of 64 symbols, with a blank or, at the end, a new line behind it. */
static int read_remembered(struct context *ctx, struct remembered *out)
{
	struct str text = STR_INIT, err = STR_INIT;
	int r = fs_read(&text, context_path(ctx, UNCHANGED_RECORDS), 4096, &err);
	if (r == 0 && text.len != PARTS * 65) r = -1;
	for (size_t i = 0; r == 0 && i < PARTS; i++)
		if (!sha256_parse(sv_sub(sv_of(&text), i * 65, 64), &out->part[i]) ||
			text.ptr[i * 65 + 64] != (i < PARTS - 1 ? ' ' : '\n'))
			r = -1;
	str_dispose(&text);
	str_dispose(&err);
	return r;
}

static int write_remembered(struct context *ctx, const struct remembered *now)
{
	struct str text = STR_INIT, err = STR_INIT;
	for (size_t i = 0; i < PARTS; i++)
		str_printf(&text, "%s%c", sha256_hex(&now->part[i]).z, i < PARTS - 1 ? ' ' : '\n');
	int r = fs_write_atomic(context_path(ctx, UNCHANGED_RECORDS), sv_of(&text), 0600, &err);
	str_dispose(&text);
	str_dispose(&err);
	return r;
}

bool unchanged_records(struct context *ctx, const struct sha256 *files, struct sha256 *key, struct store_mark *mark)
{
	struct remembered was;
	struct digest_check database;
	if (!ctx->store || ctx->trial || read_remembered(ctx, &was) != 0 || !sha256_eq(&was.part[FILES], files))
		return false;
	struct digest_key check = key_of(&was);
	if (store_file_check(ctx->store, &check, &database, mark) != 0) return false;
	struct sha256 state = state_of(&was, &database);
	*key = was.part[NAME];
	return sha256_eq(&was.part[STATE], &state);
}

bool unchanged_records_remember(
	struct context *ctx, const struct sha256 *files, bool fresh, struct sha256 *key, const struct store_mark *mark)
{
	struct remembered now = { .part[FILES] = *files };
	struct store_mark then;
	struct digest_check database;
	bool known = random_bytes(ctx->run->random, now.part[DRAWN].b, sizeof now.part[DRAWN].b) == 0;
	struct digest_key check = key_of(&now);
	store_flush(ctx->store);
	known = known && store_file_check(ctx->store, &check, &database, &then) == 0 && then.others == mark->others;
	if (known) {
		if (fresh) *key = state_of(&now, &database);
		now.part[NAME] = *key;
		now.part[STATE] = state_of(&now, &database);
		known = write_remembered(ctx, &now) == 0;
	}
	if (!known) unlink(context_path(ctx, UNCHANGED_RECORDS));
	return known;
}
