/* story: what the database knows about one application beside its own row: where it was first read, the person's other
 * applications, the member. For who. */
#ifndef RECORDS_STORY_H
#define RECORDS_STORY_H
#include "base/arena.h"
#include "records/application.h"
struct story_member {
	bool found, listed, hold;
	enum reason standing; /* REASON_OK: in good standing on the run's day */
	date_t paid_through;
	bool no_date;
	struct sv member_no, status, type, name, email; /* in mem, as the export has them */
	const char *file;
	unsigned line;
};
int story_member(struct story_member *out, struct arena *mem, struct store *s, const struct run *run, int64_t member);
/* Did an import ever succeed, and on which day did the last one change anything (DATE_NONE if unknown)? */
int story_last_import(struct store *s, bool *any, date_t *day);
/* File (in mem; NULL if unknown) and line where the present wording was first read. */
int story_first_read(struct store *s, int64_t application, struct arena *mem, const char **file, unsigned *line);
/* All applications of a person, of every kind, in the order of application_each. In mem. */
int story_of_person(struct store *s, int64_t person, struct arena *mem, const int64_t **out, size_t *n);
/* An application and the others of its kind of the same person, newest first. In mem. */
int story_of_kind(struct store *s, int64_t application, struct arena *mem, const int64_t **out, size_t *n);
#endif
