/* participant_avoid: reads do_not_match of all into avoid_person and avoid_employer. Private to programme/. -1: the store failed. */
#ifndef PROGRAMME_PARTICIPANT_AVOID_H
#define PROGRAMME_PARTICIPANT_AVOID_H
#include "programme/participant.h"
int participants_avoid(struct participants *all, struct arena *mem, struct store *s, const struct run *run,
	const struct rules *rules, struct diags *ds);
#endif
