/* new_file: the text of a new content file: all settings its kind has, those that may be left out as comments. Every kind is a draft, so that it is in no
 * edition before somebody says so. */
#ifndef CMD_NEW_FILE_H
#define CMD_NEW_FILE_H
#include "cmd/context.h"
struct new_kind {
	const char *name, *folder; /* "faq", "content/faqs" */
	const char *order;         /* the setting that says its place in a list; NULL if there is none */
	const char *fill;          /* what is to be done next, in words */
};
/* By its name, or another word for it ("question"); NULL if there is none. */
const struct new_kind *new_kind_find(const char *name);
/* The names, for suggestions; returns how many. */
size_t new_kind_names(const char *names[8]);
/* The next free place in the list of a kind: one after the last. `step`: 1, or 10 where gaps are usual (navigation). */
long new_file_order(struct context *ctx, const struct new_kind *kind, long step);
/* title: valid UTF-8 in one line; id: the file's name, an SOP's number. Appends. */
void new_file_text(
	struct str *out, const struct new_kind *kind, struct sv title, const char *id, long order, date_t day);
#endif
