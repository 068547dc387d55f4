/* Decisions on profile texts. A decision is about one exact text, recognised by its digest: when its author changes a word, the
 * new text waits again. */
#include "privacy/review.h"
#include <assert.h>
#include "base/csvout.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "input/csvin.h"

static const char *const columns[] = { "text_digest", "decision", "text", "by", "on", "note" };
enum { COLUMNS = sizeof columns / sizeof *columns };

static const char *const word_texts[] = { [REVIEW_NONE] = "undo",
	[REVIEW_ACCEPTED] = "accept",
	[REVIEW_MASKED] = "mask",
	[REVIEW_HELD] = "hold",
	[REVIEW_ASKED] = "ask" };
enum { WORDS = sizeof word_texts / sizeof *word_texts };

const char *review_word_text(enum review_word w)
{
	return word_texts[w];
}

/* The digest of a text and, in *squeezed, the form it was taken of: spacing may change without a new decision. */
static struct sha256_hex digest_squeezed(struct str *squeezed, struct sv text)
{
	struct sha256 digest;

	utf8_squeeze(squeezed, text);
	digest = sha256_of(sv_of(squeezed));
	return sha256_hex(&digest);
}

struct sha256_hex review_digest(struct sv text)
{
	struct str squeezed = STR_INIT;
	struct sha256_hex digest = digest_squeezed(&squeezed, text);

	str_dispose(&squeezed);
	return digest;
}

static size_t word_of(struct sv cell)
{
	size_t w = 0;

	while (w < WORDS && !sv_is(cell, word_texts[w])) w++;
	return w;
}

static void ever_key(struct str *out, struct sv digest, enum review_word word, struct sv masked)
{
	str_printf(out, "%.*s %d %.*s", SV_ARG(digest), (int)word, SV_ARG(masked));
}

static void keep(struct reviews *r, const struct sv *cell, enum review_word word)
{
	struct review_decision *d = ARENA_NEW(&r->mem, struct review_decision);
	struct str key = STR_INIT;

	*d = (struct review_decision){ word, arena_strdup(&r->mem, cell[2]), arena_strdup(&r->mem, cell[3]),
		arena_strdup(&r->mem, cell[4]), arena_strdup(&r->mem, cell[5]), ++r->rows };
	ever_key(&key, cell[0], word, cell[2]);
	map_set(&r->ever, sv_of(&key), 1);
	map_set_ptr(&r->by_digest, cell[0], d); /* a later line stands */
	str_dispose(&key);
}

static void read_row(struct reviews *out, const struct sv *cell, const struct place *at, struct diags *ds)
{
	struct sha256 unused;
	size_t word = word_of(cell[1]);

	if (!sha256_parse(cell[0], &unused))
		diags_error(ds, "P030", at[0], "let `mentorpress review` write this file",
			"this is not the digest of a text (64 symbols 0-9 a-f)");
	else if (word == WORDS)
		diags_error(ds, "P031", at[1], "write accept, mask, hold, ask or undo", "this is not a decision");
	else if (word == REVIEW_MASKED && !cell[2].n)
		diags_error(ds, "P032", at[2], "write the text as it may be shown, or decide hold",
			"a masked text is missing");
	else
		keep(out, cell, (enum review_word)word);
}

int reviews_load(struct reviews *out, const struct run *run, const struct settings *settings, struct diags *ds)
{
	struct csvin_table t;
	size_t errors = ds->errors;
	int result = 0;

	*out = (struct reviews){ MAP_INIT, MAP_INIT, ARENA_INIT, 0 };
	const char *path = fs_join(&out->mem, run->workspace, settings->reviews);
	if (!fs_exists(path)) return 0;
	if (csvin_table(&t, &out->mem, path, diags_text(ds, "%s", settings->reviews), columns, COLUMNS, 2, true, ds))
		result = -1;
	else
		for (size_t i = 0; i < t.rows; i++) read_row(out, t.cells + i * COLUMNS, t.places + i * COLUMNS, ds);
	return ds->errors > errors ? -1 : result;
}

void reviews_dispose(struct reviews *r)
{
	map_dispose(&r->by_digest);
	map_dispose(&r->ever);
	arena_dispose(&r->mem);
}

const char *reviews_approved_digest(struct reviews *r, struct sv text, struct sha256_hex *digest, bool *held)
{
	struct str squeezed = STR_INIT;
	const struct review_decision *d;
	const char *approved = NULL;

	*digest = digest_squeezed(&squeezed, text);
	d = reviews_at(r, digest->z);

	if (held) *held = d && (d->word == REVIEW_HELD || d->word == REVIEW_ASKED);
	if (d && d->word == REVIEW_MASKED) approved = d->masked;
	if (d && d->word == REVIEW_ACCEPTED) approved = arena_strdup(&r->mem, sv_of(&squeezed));
	str_dispose(&squeezed);
	return approved;
}

const char *reviews_approved(struct reviews *r, struct sv text, bool *held)
{
	struct sha256_hex digest;

	return reviews_approved_digest(r, text, &digest, held);
}

const struct review_decision *reviews_at(const struct reviews *r, const char *digest)
{
	const struct review_decision *d = map_ptr(&r->by_digest, sv(digest));

	return d && d->word != REVIEW_NONE ? d : NULL;
}

enum review_word reviews_decision(const struct reviews *r, const char *digest, const char **masked)
{
	const struct review_decision *d = reviews_at(r, digest);

	if (!d) return REVIEW_NONE;
	*masked = d->masked;
	return d->word;
}

bool reviews_ever(const struct reviews *r, const char *digest, enum review_word word, const char *masked)
{
	struct str key = STR_INIT;
	bool found;

	ever_key(&key, sv(digest), word, sv(masked));
	found = map_get(&r->ever, sv_of(&key), NULL);
	str_dispose(&key);
	return found;
}

/* A file whose last line was left without an end by an editor gets one first. */
static bool lacks_line_end(const char *path)
{
	struct str text = STR_INIT, err = STR_INIT;
	bool lacks = fs_read(&text, path, FS_MAX_TEXT, &err) == 0 && text.len && text.ptr[text.len - 1] != '\n';

	str_dispose(&text);
	str_dispose(&err);
	return lacks;
}

int reviews_add(const struct run *run, const struct settings *settings, const struct review_row *rows, size_t n,
	struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	struct date_text on = date_iso(run->as_of);
	const char *path = fs_join(&mem, run->workspace, settings->reviews);
	int result;

	if (!fs_exists(path))
		csvout_row(&text, columns, COLUMNS);
	else if (lacks_line_end(path))
		str_putc(&text, '\n');
	for (size_t i = 0; i < n; i++) {
		const char *cells[COLUMNS] = { rows[i].digest, word_texts[rows[i].word],
			rows[i].masked ? rows[i].masked : "", run->role ? run->role : "", on.z,
			rows[i].note ? rows[i].note : "" };

		csvout_row(&text, cells, COLUMNS);
	}
	result = n ? fs_append_sync(path, sv_of(&text), 0600, &err) : 0;
	if (result)
		diags_error(ds, "P033", ((struct place){ diags_text(ds, "%s", settings->reviews), 0, 0 }), NULL,
			"the decision was not saved: %s", err.ptr);
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return result;
}

int reviews_append(const struct run *run, const struct settings *settings, struct sv text, const char *decision,
	struct sv masked, struct diags *ds)
{
	struct sha256_hex digest = review_digest(text);
	size_t word = word_of(sv(decision));
	struct str z = STR_INIT;
	int result;

	assert(word < WORDS);
	str_sv(&z, masked);
	result = reviews_add(run, settings, &(struct review_row){ digest.z, (enum review_word)word, z.ptr, "" }, 1, ds);
	str_dispose(&z);
	return result;
}
