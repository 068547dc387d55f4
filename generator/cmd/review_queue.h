/* review_queue: the profile texts of people who are to be listed with one, with what was decided on each, what could tell who wrote it, and the text
 * of the same person that was approved before. Works for `mentorpress review` only; all of it is private. */
#ifndef CMD_REVIEW_QUEUE_H
#define CMD_REVIEW_QUEUE_H
#include "cmd/context.h"
#include "privacy/redact.h"
#include "privacy/review.h"
#include "base/word_diff.h"
struct review_item {
	const char *form, *entry_no, *name, *email;
	int64_t person;
	size_t same_person;                     /* index of an earlier item of the person, or SIZE_MAX */
	const char *text, *digest;              /* squeezed, as it would be published; 64 symbols */
	const struct review_decision *decision; /* NULL: it waits */
	const char *former,
		*former_masked;  /* the person's text approved last; NULL if none; what was published for it */
	size_t former_row;       /* of its decision */
	enum text_change change; /* from former to text */
	bool looked;             /* the following are filled: review_queue_look */
	bool clean;              /* nothing certain is left in proposed */
	size_t certain, likely, suggested, everyday; /* marks; everyday: certain ones that may be no more than words */
	const char *shown, *proposed, *summary, *kinds /* "an employer and a name", for the applicant; "" for none */,
		*difference;
};
struct review_queue {
	struct context *ctx;
	struct reviews reviews;
	struct redactor *redactor;
	struct identity_set *values;
	struct arena mem;
	struct review_item *at;
	size_t n,
		cap; /* as VEC: in the order of application_each, pool by pool; a text that two people sent stands twice */
	size_t waiting, held, asked;
	const char *field;    /* while reading */
	struct map by_person; /* index of the person's last item */
};
/* Needs LOAD_SETTINGS, LOAD_RECORDS and an import. -1 with an error in ctx->ds; to be disposed of in any case. */
int review_queue_load(struct review_queue *q, struct context *ctx);
void review_queue_dispose(struct review_queue *q);
/* Finds and fills what the item's text shows. */
void review_queue_look(struct review_queue *q, struct review_item *item);
/* The one text whose digest begins so; NULL and an error when there is none (P095) or several (P130). */
struct review_item *review_queue_find(struct review_queue *q, const char *prefix);
#endif
