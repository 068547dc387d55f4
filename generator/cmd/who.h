/* who: the story of an application, as lines on a terminal or as JSON, from one telling. Private. */
#ifndef CMD_WHO_H
#define CMD_WHO_H
#include "cmd/context.h"
#include "records/entry_id.h"
struct teller {
	struct context *ctx;
	struct json *json;                /* NULL: lines on standard output */
	struct arena mem;                 /* of one story */
	const struct mapped_field *field; /* with their vocabularies; who_labels */
	size_t nfields;
};
/* Learns which vocabulary a field's codes are of, so that labels can stand in their place. Without it codes stand. */
void who_labels(struct teller *t);
/* One application, whole. Not within a callback of application_get, which it calls. -1: the store failed. */
int who_story(struct teller *t, const struct application *a);
void who_line(struct teller *t, const struct application *a); /* on one line */
/* An Entry ID alone, for which no application is known: entry_fn, ctx is a struct teller. */
int who_entry(void *teller, const struct entry_fact *e, int64_t application);
/* A member who has no application: a row of the list of members by its id. -1: the store failed. */
int who_member(struct teller *t, int64_t member);
#endif
