/* finder: from form entry numbers, member numbers and addresses to applications, by key and not by reading through all. What a look-up
 * needs of all applications is gathered once, when it is first asked for. Private to records/. */
#ifndef RECORDS_FINDER_H
#define RECORDS_FINDER_H
#include "base/arena.h"
#include "base/vec.h"
#include "records/application.h"
struct found {
	int64_t id, person;
	enum application_kind kind;
	bool current;
	const char *form; /* lives as long as the finder */
};
struct finder_form {
	int64_t id;
	const char *code;
	enum application_kind kind; /* KIND_COUNT: it has no application */
};
struct finder_pair {
	uint64_t key;
	int64_t application;
};
struct finder_row {
	int64_t id, person;
	enum application_kind kind;
	bool current;
};
struct finder {
	struct store *s;
	struct arena mem;
	VEC(struct finder_form) forms;
	struct {
		bool known;
		VEC(struct finder_pair) at;
	} current[KIND_COUNT], contact;
	size_t asked; /* after some thousand questions all rows are put into memory, 24 bytes each */
	VEC(struct finder_row) rows;
	bool failed; /* the store did */
};
void finder_init(struct finder *f, struct store *s);
void finder_dispose(struct finder *f);
enum { FINDER_MAX = 8 };
/* Applications of a kind (KIND_COUNT: any) with this form entry number as typed, or but for zeros in front. Their number, at most FINDER_MAX. */
size_t finder_by_number(struct finder *f, enum application_kind kind, struct sv text, struct found *out);
/* One application; false when no export ever held it. */
bool finder_by_id(struct finder *f, int64_t id, struct found *out);
/* The person's present application of a kind; 0 if there is none. */
int64_t finder_current(struct finder *f, enum application_kind kind, int64_t person);
/* A present application of the kind whose member number or address this is; false if none. */
bool finder_by_member(struct finder *f, enum application_kind kind, struct sv typed, struct found *out);
bool finder_by_email(struct finder *f, enum application_kind kind, struct sv typed, struct found *out);
/* Numbers of the kind that differ from text by one digit, or by two neighbors exchanged: nearest first, at most max. */
size_t finder_near(struct finder *f, enum application_kind kind, struct sv text, char (*out)[16], size_t max);
#endif
