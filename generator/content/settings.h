/* settings: mentorpress.yml, the workspace's own names and addresses. All of it is public. Unknown keys are errors.
 *
 *   society: {name: "…", short: "…"}
 *   programme: {name: "Mentoring Program", contact: "mentoring@example.org", language: en, committee: "Mentoring Program Committee"}
 *   links: {mentor_application: "https://…", peer_application: …, mentee_application: …, video_tutorial: …, code_of_ethics: …}   # each required
 *   publish: {author: "Mentoring Program", email: "mentoring@example.org", index: no}      # commit signature; index: may search engines list it
 *   records: {exports: records/exports, mappings: records/mappings, vocabularies: records/vocab, policy: records/policy.yml,
 *             status_events: records/status_events.csv, reviews: records/reviews.csv, people: records/people.csv, accepted_words: records/accepted_words.csv}  # all optional, these are the defaults
 */
#ifndef CONTENT_SETTINGS_H
#define CONTENT_SETTINGS_H
#include "base/arena.h"
#include "base/diag.h"
struct settings {
	const char *society, *society_short, *programme, *contact, *committee, *language;
	const char *mentor_application, *peer_application, *mentee_application, *video_tutorial, *code_of_ethics;
	const char *author, *author_email;
	const char *timezone; /* of the society: "America/New_York" or "-05:00"; NULL if not given */
	bool index;
	const char *exports, *mappings, *vocabularies, *policy, *status_events, *reviews, *people,
		*accepted_words; /* relative to the workspace */
};
/* Reads <workspace>/mentorpress.yml. Strings live in mem. -1 after diags. */
int settings_load(struct settings *out, struct arena *mem, const char *workspace, struct diags *ds);
/* The n-th value that the gate certifies (society's and programme's names, links, contact), NULL after the last. */
const char *settings_certified(const struct settings *s, size_t n);
const char *settings_link(const struct settings *s, const char *key); /* "mentor_application" …; NULL if unknown */
const char *settings_link_key(size_t n); /* the n-th key that settings_link knows, NULL after the last */
#endif
