/* csvin.c reads a file or a text from beginning to end, so that the rest of csvin is the same for both: bytes go to the
 * decoder, whole lines onward (csvin_feed), and what was detected on the way stands in the dialect at the end, also when
 * the file could not be read to its end. */
#include "input/csvin.h"
#include <errno.h>
#include "input/csvin_internal.h"

const char *csvin_over_limit(struct csvin_reader *r, const char *what, size_t limit)
{
	return diags_text(r->ds, "%s is longer than %zu MiB, the most that is read", what, limit >> 20);
}

void csvin_fail(struct csvin_reader *r, struct place at, const char *code, const char *help, const char *what)
{
	if (!r->failed) diags_error(r->ds, code, at, help, "%s", what);
	r->failed = true;
}

static bool reader_init(struct csvin_reader *r, const char *name, unsigned first_line, const struct csvin_options *o,
	struct csvin_dialect *dialect, csvin_fn *fn, void *ctx, struct diags *ds)
{
	*dialect = (struct csvin_dialect){ .encoding = "utf-8", .line_end = "none", .delimiter = ',' };
	*r = (struct csvin_reader){ .name = name, .options = o, .dialect = dialect, .fn = fn, .ctx = ctx, .ds = ds };
	str_init(&r->gathered.text, 0);
	r->first_line = first_line > 0 ? first_line : 1;
	r->line_no = r->first_line - 1;
	if (!csvin_decoder_init(&r->decoder, o->encoding)) {
		diags_error(ds, "B108", ((struct place){ name, 0, 0 }),
			"write auto, utf-8, windows-1252, macroman or utf-16", "the encoding \"%s\" is not known",
			o->encoding);
		csvin_decoder_dispose(&r->decoder);
		return false;
	}
	csvin_cells_begin(r);
	r->digest = digest_new_sha256();
	return true;
}

static void take(struct csvin_reader *r, size_t n, const char *bytes)
{
	digest_add(r->digest, bytes, n);
	r->dialect->bytes += n;
	csvin_decoder_filled(&r->decoder, n);
}

static void finish_rows(struct csvin_reader *r)
{
	if (!csvin_cells_finish(r))
		csvin_fail(r, r->cell_at, "B105",
			csvin_help(r->options,
				"the download was cut off: export the file again; if it ends here every time, tell "
				"whoever looks after the form tool that a closing quote (\") is missing",
				"look where the cell should end and add the closing quote"),
			csvin_help(r->options, "the file ends inside the cell that begins here",
				"a quote (\") is opened here and never closed"));
}

static const char *line_end_name(const struct csvin_reader *r)
{
	static const char *const names[] = { "none", "LF", "CRLF", "CR" };
	return r->ends_mixed ? "mixed" : names[r->row_end];
}

static int reader_end(struct csvin_reader *r)
{
	if (!csvin_done(r)) finish_rows(r);
	csvin_tell(&r->decoder, r->name, r->first_line, r->options, r->ds);
	r->dialect->mixed = r->decoder.fallbacks && r->decoder.plain;
	r->dialect->encoding = csvin_code_name(&r->decoder);
	r->dialect->bom = r->decoder.bom;
	r->dialect->line_end = line_end_name(r);
	r->dialect->open_end = r->line.text.n && r->line.end == CSVIN_NO_END;
	digest_end_sha256(r->digest, &r->dialect->digest);
	csvin_cells_dispose(r);
	csvin_decoder_dispose(&r->decoder);
	csvin_gathered_dispose(&r->gathered);
	return r->failed ? -1 : r->stop;
}

/* One message in place of many about bytes that were never meant to be cells. */
static bool is_csv(struct csvin_reader *r, struct sv begin)
{
	const char *help, *code, *kind = csvin_other_kind(&help, &code, begin, csvin_is_export(r->options));
	if (kind)
		csvin_fail(r, (struct place){ r->name, 0, 0 }, code, help,
			diags_text(r->ds, "this is %s, not a CSV file", kind));
	return !kind;
}

/* Reads until the chunk is full, so that what is sniffed does not depend on how the system hands out bytes. */
static bool read_chunk(struct csvin_reader *r, FILE *f)
{
	char *room = csvin_decoder_room(&r->decoder, CSVIN_CHUNK);
	size_t n = fread(room, 1, CSVIN_CHUNK, f);
	if (ferror(f)) {
		diags_error(r->ds, "B101", ((struct place){ r->name, 0, 0 }), NULL, "cannot read the file: %s",
			strerror(errno));
		r->failed = true;
		return false;
	}
	bool at_end = n < CSVIN_CHUNK;
	if (r->dialect->bytes == 0 && !is_csv(r, sv_n(room, n))) return false;
	if (n > 0) take(r, n, room);
	if (at_end) {
		csvin_decoder_room(&r->decoder, 1);
		csvin_decoder_filled(&r->decoder, 0);
	}
	csvin_feed(r);
	return !at_end && !csvin_done(r);
}

int csvin_file(const char *path, const char *name, const struct csvin_options *o, struct csvin_dialect *dialect,
	csvin_fn *fn, void *ctx, struct diags *ds)
{
	struct csvin_reader r;
	if (!reader_init(&r, name, 1, o, dialect, fn, ctx, ds)) return -1;
	uint64_t size;
	FILE *f = csvin_open(path, name, &size, ds);
	if (!f) {
		r.failed = true;
		return reader_end(&r);
	}
	setvbuf(f, NULL, _IONBF, 0);
	r.decoder.fd = fileno(f);
	while (read_chunk(&r, f))
		;
	if (!csvin_done(&r) && dialect->bytes != size)
		csvin_fail(&r, (struct place){ name, 0, 0 }, "B126", "run again when it is complete",
			"the file changed while it was read");
	fclose(f);
	return reader_end(&r);
}

int csvin_text(struct sv text, const char *name, unsigned first_line, const struct csvin_options *o,
	struct csvin_dialect *dialect, csvin_fn *fn, void *ctx, struct diags *ds)
{
	struct csvin_reader r;
	if (!reader_init(&r, name, first_line, o, dialect, fn, ctx, ds)) return -1;
	char *room = csvin_decoder_room(&r.decoder, text.n + 1);
	memcpy(room, text.p, text.n);
	r.decoder.whole = text;
	take(&r, text.n, room);
	if (text.n > 0) {
		csvin_decoder_room(&r.decoder, 1);
		csvin_decoder_filled(&r.decoder, 0);
	}
	csvin_feed(&r);
	return reader_end(&r);
}
