/* gate_internal: what the gate's files share. gate.c takes artifacts and hands out clearances, gate_scan.c finds values, gate_judge.c decides
 * whether one may stand where it stands, gate_certified.c knows what may always stand, gate_report.c tells the user. */
#ifndef PRIVACY_GATE_INTERNAL_H
#define PRIVACY_GATE_INTERNAL_H
#include "base/map.h"
#include "privacy/identity_set.h"

/* Hashes of normal forms, open addressing; 0 is no hash of a word. */
struct hashes {
	uint64_t *slot;
	size_t n, cap;
};
struct certified {
	const struct normal_key *key;
	struct hashes labels, settings, officers, ordinary;
};

enum hit_what { HIT_HARD, HIT_SOFT /* may have been accepted */ };
struct hit {
	enum hit_what what;
	enum identity_kind kind;
	enum origin origin;
	bool in_path;
	uint64_t hash;
	uint32_t person;
	const char *path;
	unsigned line, col; /* in the artifact */
	size_t start, end;  /* bytes of it */
	const char *source; /* content file or NULL */
};
struct fault {
	const char *code, *path, *text, *help;
}; /* of an artifact as such; code, text and help are literals */
struct gate {
	struct sink sink, read_back;
	struct gate_options o;
	struct certified certified;
	struct arena mem;
	struct clearance_digest *digest, *digest_back;
	size_t artifacts, artifacts_back, soft_passed;
	uint64_t bytes;
	bool finished, cleared;
	struct map by_path; /* kind and path -> index into sha */
	VEC(struct sha256) sha;
	struct map folders; /* every folder of a cleared path and every cleared path */
	struct map seen;    /* source and hash -> already a hit */
	VEC(struct hit) hits;
	VEC(struct fault) faults;
};

/* One run of tokens that is a value. */
struct window {
	const struct normal_token *token[IDENTITY_PASSAGE_LENGTH];
	size_t n;
	uint64_t hash;
	unsigned length;
	const struct normal_token *before[2]; /* nearest first, NULL if none */
};
struct judged {
	struct gate *gate;
	const struct artifact *artifact;
	bool in_path, quiet /* style, script, picture: capitals mean nothing */;
};

void gate_scan(struct gate *g, const struct artifact *a);
void gate_judge(const struct judged *j, const struct window *w, const struct identity_value *v);
size_t gate_report(struct gate *g, struct diags *ds); /* returns errors added */
/* First place of a value in a text, by the same tokens; SIZE_MAX if it is not there. */
size_t gate_find(const struct normal_key *key, struct sv text, enum normal_mode mode, uint64_t hash);

void certified_init(struct certified *c, const struct gate_options *o);
void certified_dispose(struct certified *c);
bool hashes_has(const struct hashes *h, uint64_t hash);
/* May these bytes, being all of a span, stand whatever values they equal? */
bool certified_span(const struct certified *c, enum origin origin, struct sv bytes);
bool certified_id(struct sv bytes); /* Entry IDs and digests only */
bool certified_month(struct sv word);
#endif
