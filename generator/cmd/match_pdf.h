/* match_pdf: the committee's pack as one file to print or to send around: pack.pdf and, of the identified pack, pack-identified.pdf, beside the folders of
 * those names. Messages: those of programme/pack_pdf.h; M061 and M062 for PDFs of an earlier run. */
#ifndef CMD_MATCH_PDF_H
#define CMD_MATCH_PDF_H
#include "cmd/match_options.h"
/* Before the pack is written: a PDF of an earlier run shows other proposals, so it goes, and a note says so if none takes its place. -1 after diags. */
int match_pdf_forget(struct context *ctx, const struct match_wish *w, const char *folder);
/* After it was. folder: private/programme/ROUND. -1 after diags. */
int match_pdf_write(struct context *ctx, const struct match_wish *w, const char *folder);
#endif
