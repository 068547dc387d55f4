/* who_internal: what the parts of who share. who tells the story, who_choices whom an application chose and who chose it,
 * who_fields what was filled in, who_partnerships what came of it. */
#ifndef CMD_WHO_INTERNAL_H
#define CMD_WHO_INTERNAL_H
#include "cmd/who.h"
#include "records/preference.h"

/* A text that lives as long as the story. */
#define TEXT(t, ...) arena_printf(&(t)->mem, __VA_ARGS__)

/* A list of items: a heading and lines below it, or an array under `key`. */
void who_begin(const struct teller *t, const char *key, const char *title);
void who_end(const struct teller *t);
void who_item(const struct teller *t, const char *text);
/* An application on one line. The text is the story's. Private. */
const char *who_short(struct teller *t, const struct application *a);

/* Whom the application chose, with a reader that is not brief. -1: the store failed. */
int who_choices(struct teller *t, struct preference_reader *reader, const struct application *a);
/* Who chose the application. Not within a callback of application_each. -1: the store failed. */
int who_choosers(struct teller *t, const struct application *a);
/* The person's partnerships, in whichever role; nothing if there is none. -1: the store failed. */
int who_partnerships(struct teller *t, const struct application *a);
/* All fields, with their labels, or as members of the JSON object that is open. -1: the store failed. */
int who_fields(struct teller *t, const struct application *a);
#endif
