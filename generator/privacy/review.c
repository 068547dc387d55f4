/* Decisions on profile texts. A decision is about one exact text, recognised by its digest: when its author changes a word, the
 * new text waits again. */
#include "privacy/review.h"
#include "base/csvout.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "input/csvin.h"

static const char *const columns[] = { "text_digest", "decision", "text", "by", "on", "note" };
enum { COLUMNS = sizeof columns / sizeof *columns };

struct decision {
	enum { ACCEPT, MASK, HOLD } kind;
	const char *masked;
};

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

static void read_row(struct reviews *out, const struct sv *cell, const struct place *at, struct diags *ds)
{
	struct decision *d = ARENA_NEW(&out->mem, struct decision);
	struct sha256 unused;

	d->kind = sv_is(cell[1], "accept") ? ACCEPT : sv_is(cell[1], "mask") ? MASK : HOLD;
	d->masked = arena_strdup(&out->mem, cell[2]);
	if (!sha256_parse(cell[0], &unused))
		diags_error(ds, "P030", at[0], "let `mentorpress review` write this file",
			"this is not the digest of a text (64 symbols 0-9 a-f)");
	else if (d->kind == HOLD && !sv_is(cell[1], "hold"))
		diags_error(ds, "P031", at[1], "write accept, mask or hold", "this is not a decision");
	else if (d->kind == MASK && !cell[2].n)
		diags_error(ds, "P032", at[2], "write the text as it may be shown, or decide hold",
			"a masked text is missing");
	else
		map_set_ptr(&out->by_digest, cell[0], d); /* a later line stands */
}

int reviews_load(struct reviews *out, const struct run *run, const struct settings *settings, struct diags *ds)
{
	struct csvin_table t;
	size_t errors = ds->errors;
	int result = 0;

	*out = (struct reviews){ MAP_INIT, ARENA_INIT };
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
	arena_dispose(&r->mem);
}

const char *reviews_approved(struct reviews *r, struct sv text, bool *held)
{
	struct str squeezed = STR_INIT;
	struct sha256_hex digest = digest_squeezed(&squeezed, text);
	const struct decision *d = map_ptr(&r->by_digest, sv(digest.z));
	const char *approved = NULL;

	if (held) *held = d && d->kind == HOLD;
	if (d && d->kind == MASK) approved = d->masked;
	if (d && d->kind == ACCEPT) approved = arena_strdup(&r->mem, sv_of(&squeezed));
	str_dispose(&squeezed);
	return approved;
}

enum review_word reviews_decision(const struct reviews *r, const char *digest, const char **masked)
{
	const struct decision *d = map_ptr(&r->by_digest, sv(digest));

	if (!d) return REVIEW_NONE;
	*masked = d->masked;
	return d->kind == ACCEPT ? REVIEW_ACCEPTED : d->kind == MASK ? REVIEW_MASKED : REVIEW_HELD;
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

int reviews_append(const struct run *run, const struct settings *settings, struct sv text, const char *decision,
	struct sv masked, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str row = STR_INIT, err = STR_INIT;
	struct sha256_hex digest = review_digest(text);
	struct date_text on = date_iso(run->as_of);
	const char *path = fs_join(&mem, run->workspace, settings->reviews);
	const char *cells[COLUMNS] = { digest.z, decision, arena_strdup(&mem, masked), run->role ? run->role : "", on.z,
		"" };
	int result;

	if (!fs_exists(path))
		csvout_row(&row, columns, COLUMNS);
	else if (lacks_line_end(path))
		str_putc(&row, '\n');
	csvout_row(&row, cells, COLUMNS);
	result = fs_append_sync(path, sv_of(&row), 0600, &err);
	if (result)
		diags_error(ds, "P033", ((struct place){ diags_text(ds, "%s", settings->reviews), 0, 0 }), NULL,
			"the decision was not saved: %s", err.ptr);
	str_dispose(&row);
	str_dispose(&err);
	arena_dispose(&mem);
	return result;
}
