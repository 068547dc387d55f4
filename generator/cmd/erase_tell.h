/* erase_tell: what an erase is about to do, what it did, and what it cannot do, in words and as JSON. */
#ifndef CMD_ERASE_TELL_H
#define CMD_ERASE_TELL_H
#include "cmd/context.h"
#include "privacy/identity_erased.h"
#include "publish/erase.h"
#include "records/erase.h"
struct erasing {
	struct context *ctx;
	struct erase *site;
	struct erased_search *search;
	struct signer *signer; /* NULL: none */
	struct erase_subject of;
	struct erase_intent intent;
	struct erase_places own, exports;
	bool by_name, dry_run, rewrite_exports, swapped, done;
};
void erase_tell_plan(struct erasing *e);
void erase_tell_public(struct erasing *e); /* once the history is exchanged */
void erase_tell_rest(struct erasing *e);   /* what remains out of reach, and the next steps */
void erase_tell_json(struct erasing *e);
#endif
