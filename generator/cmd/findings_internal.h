/* findings_internal: what findings.c (collecting, CSV) and findings_html.c (the page) share. */
#ifndef CMD_FINDINGS_INTERNAL_H
#define CMD_FINDINGS_INTERNAL_H
#include "base/vec.h"
#include "cmd/findings.h"

struct finding {
	const char *file, *entry, *column; /* NULL if none */
	unsigned line, col;
	const char *text, *help;
};
/* All problems of one severity and code. Where their texts differ, the heading is what they have in common. */
struct finding_group {
	enum severity sev;
	const char *code, *text, *help; /* of the first, without sizes of values; help "" if none */
	size_t count, prefix, suffix;   /* bytes of text that all begin and end with */
	bool same_text, same_help;
	VEC(struct finding) place;
};
struct finding_groups {
	VEC(struct finding_group) v;
	size_t count[SEV_ERROR + 1]; /* by severity */
};
const char *findings_severity(enum severity sev); /* "error", "warning", "note" */
void findings_html(struct str *out, const struct finding_groups *groups, const struct findings_facts *facts);
/* In the first bytes of the page. */
#define FINDINGS_DONE_MARK "data-result=\"done\""
#define FINDINGS_FAILED_MARK "data-result=\"failed\""
#endif
