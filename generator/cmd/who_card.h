/* who_card: the card of one applicant as members see it, with the reason for every value that is broader than the answer or left out, to be sent to
 * the applicant: private/cards/NAME.html, one file that needs nothing else, mode 0600. The words tell nobody anything of other applicants
 * beyond what the card itself says: no numbers but k, no names, nothing of who else is in the group.
 *
 * What members see is read from the newest edition (site/public), not drawn again.
 * Diagnostics: P160 the newest edition cannot be read; P161 the file could not be written; P162 the entry is in no edition now; P163 what was typed
 * has no card. */
#ifndef CMD_WHO_CARD_H
#define CMD_WHO_CARD_H
#include "base/vec.h"
#include "cmd/who.h"
#include "privacy/policy.h"
#include "privacy/public_entry.h"
#include "records/application.h"
#define WHO_CARD_FOLDER "private/cards"
struct card_line {
	const char *field, *answer, *shown, *why; /* answer: "" if none was given */
};
struct who_card {
	struct arena *mem;
	const char *file;  /* "mentor-10412", without folder and ending */
	const char *title; /* "How Ada Example is listed" */
	const char *lead;
	const struct public_pool *pool;   /* NULL: no edition has one */
	const struct public_entry *entry; /* NULL: not listed */
	bool peers, person;               /* person: not a group's card alone */
	VEC(struct card_line) lines;
	VEC(const char *) notes; /* what follows, and what to do */
};
/* The pools of the newest edition. NULL where there is none. */
struct card_pools {
	struct public_pool *pool[2]; /* mentors, peers */
};
/* -1 after diags. */
int card_pools_read(struct card_pools *out, struct context *ctx);
void card_pools_free(struct card_pools *p);
/* The group of that ID in the newest edition, NULL if it is none. */
const struct public_entry *card_pools_group(
	const struct card_pools *p, const char *id, const struct public_pool **pool, bool *peers);

/* Fills *out, whose texts are in out->mem; a is the present application. -1: the store failed, or diags has errors. */
int who_card_of_person(
	struct who_card *out, struct context *ctx, const struct card_pools *pools, const struct application *a);
void who_card_of_group(struct who_card *out, struct context *ctx, const struct public_pool *pool,
	const struct public_entry *entry, bool peers);
void who_card_dispose(struct who_card *c);

/* Writes the page, and says the same on the terminal or, with j, as members of the JSON object that is open. -1 after diags. */
int who_card_write(struct context *ctx, const struct who_card *c, struct json *j);

/* Each answer, what is shown of it, and why; c->entry is set. -1 after diags. */
int card_lines_of_person(
	struct who_card *c, struct context *ctx, const struct policy_pool *rules, const struct application *a);
/* Each value of a group, and the answers it stands for. */
void card_lines_of_group(struct who_card *c);

/* Sentences, for the applicant. */
struct card_case {
	const struct application *a;
	const struct public_pool *pool;
	bool left_profile; /* the drawing that is published has a profile of theirs */
	bool group;        /* the entry shown is a group */
};
const char *card_words_unlisted(struct arena *mem, const struct card_case *c); /* why there is no entry */
const char *card_words_leaving(
	struct arena *mem, const struct card_case *c); /* what has changed since the entry was drawn; NULL if nothing */
const char *card_words_group(struct arena *mem, enum precision p, unsigned k);
#endif
