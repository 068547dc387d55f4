/* notice_material: what a participant has to have at hand before the first contact (SOP 5.2.1: communication tools, SOPs, guidelines, cycle timeline,
 * code of ethics, evaluation forms), taken from content/. Match notices list it, the packet holds it. */
#ifndef PROGRAMME_NOTICE_MATERIAL_H
#define PROGRAMME_NOTICE_MATERIAL_H
#include "content/corpus.h"
struct material {
	const char *title;
	const char *address;             /* whole; "" when the site's address is not known */
	const struct document *document; /* NULL: the timeline, or outside of content/ */
};
struct materials {
	VEC(struct material) v; /* in the order in which one reads them */
};
/* role: "mentor", "mentee" or "peer". Texts live in mem, documents in the corpus. Dispose of with vec_dispose(&out->v). */
void materials_of(struct materials *out, struct arena *mem, const struct corpus *c, const struct settings *settings,
	const char *role);
#endif
