/* pack_pdf: the committee's pack as one PDF, made from the pack's own pages (programme/pack.h), so that both say the same and what the committee changes in the
 * templates is on both: the overview (index.html), then every sheet (sheets/all.html), each on a page of its own, with a running head of round, entry and
 * "Confidential", and page x of y.
 *
 * Of HTML it knows what the pack's templates use: h1 to h3, p, ul, li, dl with dt and dd, table with caption, thead and cells, article (a sheet), section
 * (kept together, in a frame), strong, span and a; of classes run, row, outcome, n, box, line, short, fill, id, soft, long, proposed. Elements of
 * other names are read as if their tags were not there; header, footer and nav with class bar or jump are left out: they are for a screen.
 * Messages: M135 (the pack's page cannot be read), M136 (a letter that no font has), M137 (the file cannot be written). */
#ifndef PROGRAMME_PACK_PDF_H
#define PROGRAMME_PACK_PDF_H
#include "base/diag.h"
#include "programme/paper.h"
struct pack_pdf_options {
	const char *title; /* "Round 2026-03" */
	date_t day;        /* in the file's data */
	enum paper_size size;
};
/* folder: of one variant ("…/pack", "…/pack-identified"), which has index.html and sheets/all.html. -1 after diags; then there is no file at path. */
int pack_pdf(const char *folder, const char *path, const struct pack_pdf_options *o, struct diags *ds);
/* From texts: the overview (may be empty) and the sheets. *pages may be NULL. *missing: letters that no font has. */
int pack_pdf_from(struct str *out, struct sv overview, struct sv sheets, const struct pack_pdf_options *o,
	size_t *pages, size_t *missing, struct str *err);
#endif
