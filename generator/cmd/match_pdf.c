/* match_pdf.c keeps the PDFs of a round in step with its pages: two papers that differ would end up on one table. */
#include "cmd/match_pdf.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "programme/pack_pdf.h"

static const char *const variant[] = { "pack", "pack-identified" };
enum { VARIANTS = sizeof variant / sizeof *variant };

static bool is_wanted(const struct match_wish *w, size_t i)
{
	return w->pdf && !w->dry_run && (i == 0 || w->identified);
}

static char *file_of(struct context *ctx, const char *folder, size_t i)
{
	return arena_printf(&ctx->mem, "%s/%s.pdf", folder, variant[i]);
}

int match_pdf_forget(struct context *ctx, const struct match_wish *w, const char *folder)
{
	int r = 0;
	for (size_t i = 0; i < VARIANTS; i++) {
		if (unlink(file_of(ctx, folder, i)) == 0) {
			if (!is_wanted(w, i))
				diags_note(&ctx->ds, "M062", NOPLACE,
					i ? "run it again with --pdf --identified for a new one"
					  : "run it again with --pdf for a new one",
					"%s.pdf of an earlier run was out of date and is deleted", variant[i]);
		} else if (errno != ENOENT) {
			diags_error(&ctx->ds, "M061", NOPLACE, "close it where it is open, or delete it by hand",
				"%s.pdf of an earlier run is out of date and cannot be deleted: %s", variant[i],
				strerror(errno));
			ctx->environment_failed = true;
			r = -1;
		}
	}
	return r;
}

int match_pdf_write(struct context *ctx, const struct match_wish *w, const char *folder)
{
	const struct pack_pdf_options o = {
		.title = arena_printf(&ctx->mem, "Round %s", w->round), .day = ctx->run->as_of, .size = w->size
	};
	int r = 0;
	for (size_t i = 0; i < VARIANTS && r == 0; i++)
		if (is_wanted(w, i))
			r = pack_pdf(fs_join(&ctx->mem, folder, variant[i]), file_of(ctx, folder, i), &o, &ctx->ds);
	return r;
}
