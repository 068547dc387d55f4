/* settings: mentorpress.yml, the workspace's own names and addresses. All of it is public. Unknown keys are errors.
 *
 *   society: {name: "…", short: "…"}
 *   programme: {name: "Mentoring Program", contact: "mentoring@example.org", language: en, committee: "Mentoring Program Committee"}
 *   links: {mentor_application: "https://…", peer_application: …, mentee_application: …, video_tutorial: …, code_of_ethics: …}   # each required
 *   publish: {author: "Mentoring Program", email: "mentoring@example.org",                # commit signature
 *             index: no,                                  # may search engines list the public pages
 *             address: "https://mentoring.example.org/",  # where site/public is served, if that is known
 *             sitemap: yes, feed: yes,                    # sitemap.xml (needs address and index), changes.atom
 *             readers: members}                           # for whom a page is that does not say
 *   roots: {public: "https://…", members: "https://…", participants: "https://…"}         # optional; each address may be empty
 *   sign: {key: "private/signing-key", allowed_signers: content/signers}                    # optional; files, seen from the workspace
 *   push: {remote: "ssh://git@example.org/site.git", key: …, token: …, known_hosts: …, certificates: …, timeout: 60}   # optional
 *   records: {exports: records/exports, mappings: records/mappings, vocabularies: records/vocab, policy: records/policy.yml,
 *             status_events: records/status_events.csv, reviews: records/reviews.csv, people: records/people.csv, accepted_words: records/accepted_words.csv}  # all optional, these are the defaults
 */
#ifndef CONTENT_SETTINGS_H
#define CONTENT_SETTINGS_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/readers.h"
/* Where editions are pushed to. Files as sign_key; NULL if not given. */
struct settings_push {
	const char *remote;       /* base/remote_url.h */
	const char *key;          /* private SSH key; else the agent is asked */
	const char *token;        /* a file that holds the password or token for https */
	const char *known_hosts;  /* else ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts */
	const char *certificates; /* PEM file of the authorities to trust for https; else the system's */
	unsigned seconds;         /* without any progress, after which a push is given up */
};
struct settings {
	const char *society, *society_short, *programme, *contact, *committee, *language;
	const char *mentor_application, *peer_application, *mentee_application, *video_tutorial, *code_of_ethics;
	const char *author, *author_email;
	const char *timezone; /* of the society: "America/New_York" or "-05:00"; NULL if not given */
	bool index;
	const char *exports, *mappings, *vocabularies, *policy, *status_events, *reviews, *people,
		*accepted_words; /* relative to the workspace */
	const char *address;     /* ends with "/"; NULL if not given */
	bool sitemap, feed;
	enum readers readers;                   /* of a document that does not say */
	bool roots;                             /* a site for each circle of readers */
	const char *root[READERS_COUNT];        /* their addresses, as address */
	const char *sign_key, *allowed_signers; /* files, "~/…" or seen from the workspace; NULL if not given */
	struct settings_push push;
};
/* Reads <workspace>/mentorpress.yml. Strings live in mem. -1 after diags. */
int settings_load(struct settings *out, struct arena *mem, const char *workspace, struct diags *ds);
/* The n-th value that the gate certifies (society's and programme's names, links, contact), NULL after the last. */
const char *settings_certified(const struct settings *s, size_t n);
/* Where the site of these readers is served, with "/" at its end; "" if that is not known. */
const char *settings_address(const struct settings *s, enum readers r);
/* The path of such an address on its server: "/mentoring/". */
const char *settings_address_path(const char *address);
const char *settings_link(const struct settings *s, const char *key); /* "mentor_application" …; NULL if unknown */
const char *settings_link_key(size_t n); /* the n-th key that settings_link knows, NULL after the last */
#endif
