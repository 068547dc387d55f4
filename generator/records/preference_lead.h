/* preference_lead: where one choice leads. Private to records/. */
#ifndef RECORDS_PREFERENCE_LEAD_H
#define RECORDS_PREFERENCE_LEAD_H
#include "records/finder.h"
#include "records/preference.h"
#include "records/preference_split.h"
struct lead {
	struct finder *f;
	const struct run *run;
	struct arena *mem;            /* of the answer */
	enum application_kind wanted; /* not KIND_COUNT */
	bool brief;                   /* whether somebody can be proposed now is not asked */
};
/* Fills how, id, application, n, reason, suggestion, code and typed; not whether it repeats another or names the applicant. */
void preference_lead(struct lead *l, const struct choice *c, struct preference *out);
#endif
