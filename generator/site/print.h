/* print: what stands in the margins of a printed document, as a stylesheet of its own for each, because running heads
 * carry its number and the policy of the pages allows no inline style. Only browsers that know margin boxes show it
 * (Chromium since 131); the page's own title block says the same everywhere. */
#ifndef SITE_PRINT_H
#define SITE_PRINT_H
#include "site/page.h"
struct print_margins {
	struct sv number, title, watermark; /* number and watermark may be empty */
	const char *file;                   /* the content file they come from; NULL: the program's own words */
	date_t date;                        /* of effect, or of this version; DATE_NONE: none */
	const char *date_word;              /* "Effective", "Version of" */
	struct sv revision;                 /* 7 digits */
	const char *programme;              /* "Printed from the site of the …"; NULL: "Uncontrolled when printed" */
};
void print_css(struct rendering *out, const struct print_margins *p);
/* Guidance or a tool. */
struct print_margins print_margins_of(const struct site *s, const struct document *doc);
/* "assets/guidance-mentor.print.css" for guidance-mentor.html; in s->keep. */
const char *print_css_path(struct site *s, const char *page);
/* Puts the stylesheet into the sink. */
int print_put(struct site *s, const char *path, const struct print_margins *p);
/* Of all questions together: 7 digits of the digest of their revisions. In s->keep. */
struct sv print_revision_of_faqs(struct site *s);
#endif
