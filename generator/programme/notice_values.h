/* notice_values: the names that templates of notices may use. Every notice has every name, empty where it has nothing to say, so that a template is
 * right or wrong for all notices of its code at once; docs/FORMATS.md lists them. The partner's name and addresses are set in match notices of the
 * stage "agreed" only: no template can give them away before both have agreed (5.2.1). */
#ifndef PROGRAMME_NOTICE_VALUES_H
#define PROGRAMME_NOTICE_VALUES_H
#include "content/corpus.h"
#include "programme/notice.h"
struct notice_world {
	const struct due_facts *facts;
	const struct settings *settings;
	const struct corpus *corpus;
	struct arena *mem; /* of what is set; may be reset between two notices */
};
void notice_values(struct tmap *m, const struct notice_world *w, const struct notice *n);
const char *notice_role(const struct notice *n); /* "mentor", "mentee", "peer" */
/* May the partner be named and reached by this notice? */
bool notice_introduces(const struct notice *n);
#endif
