/* crosslinks: a sink that a root's pages pass first. A link to a page that its readers may not see becomes the whole address of the
 * site that has it; without such an address it is an error (S043), and the words stay without a link. */
#ifndef SITE_CROSSLINKS_H
#define SITE_CROSSLINKS_H
#include "content/view.h"
struct crosslinks {
	struct sink sink; /* first: the sink is the struct */
	struct sink *next;
	const struct settings *settings;
	const struct view *view;
	enum readers readers;
	struct diags *ds;
};
/* Borrows everything. */
void crosslinks_init(struct crosslinks *out, struct sink *next, const struct settings *settings,
	const struct view *view, enum readers readers, struct diags *ds);
#endif
