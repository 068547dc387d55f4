/* gate_internal: what the gate's files share. gate_put.c takes artifacts, gate.c hands out clearances, gate_scan.c finds values, gate_judge.c decides
 * whether one may stand where it stands, gate_record.c keeps what may not, gate_capital.c whether a capital letter names somebody, gate_accept.c what a person accepted, gate_certified.c knows what may always stand, gate_report.c tells the user. */
#ifndef PRIVACY_GATE_INTERNAL_H
#define PRIVACY_GATE_INTERNAL_H
#include "base/digest.h"
#include "base/map.h"
#include "base/workers.h"
#include "privacy/gate_view.h"
#include "privacy/identity_set.h"

/* Hashes of normal forms, open addressing; 0 is no hash of a word. */
struct hashes {
	uint64_t *slot;
	size_t n, cap;
};
struct certified {
	const struct normal_key *key;
	struct hashes labels, settings, officers, ordinary;
	struct digest_ctx *adding;
	struct sha256 rules; /* of all that is certified but the digests of documents */
	struct map digests;  /* of documents, policy and pools, as they are printed short */
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
	struct sv written;  /* these bytes */
	struct sv span;     /* of a hit in an approved text: all of that text as it stands in the artifact */
	const char *source; /* content file or NULL */
};
struct fault {
	const char *code, *path, *text, *help;
}; /* of an artifact as such; code, text and help are literals */
/* What a search found: of one artifact while several are searched at once, then of all of them in their order. */
struct gate_notes {
	struct arena mem;
	struct map seen; /* source and hash -> already a hit */
	VEC(struct hit) hits;
	size_t soft_passed;
};
#define GATE_NOTES_INIT                                                                                                \
	{                                                                                                              \
		ARENA_INIT, MAP_INIT, VEC_INIT, 0                                                                      \
	}
struct gate {
	struct sink sink, read_back;
	struct gate_options o;
	struct certified certified;
	struct arena mem;
	struct clearance_digest *digest, *digest_back;
	size_t artifacts, artifacts_back;
	uint64_t bytes;
	bool finished, cleared;
	struct map by_path; /* kind and path -> index into sha */
	VEC(struct sha256) sha;
	struct map folders;      /* every folder of a cleared path and every cleared path */
	struct gate_notes notes; /* of all artifacts */
	struct workers *workers;
	struct sha256 binding;   /* gate_clean.c */
	struct map clean_before; /* digest of what was clean -> how many soft values it held */
	struct str clean_now;
	struct sha256 decisions; /* of the reviews, as the texts of this run are looked up in them */
	bool decided_before;     /* they are those of the run that wrote clean_before */
	size_t searched;
	bool refused_behind; /* o.next or o.early did not take an artifact */
	VEC(struct fault) faults;
	struct reviews *reviews; /* NULL until asked for */
	struct map approved;     /* digests of texts already looked up */
	struct map texts;        /* content file -> struct gate_text * */
	VEC(struct acceptance) accepted;
	VEC(struct gate_question) questions;
};
/* A content file, read when something of it is to be told. Empty when it cannot be read. */
struct gate_text {
	struct str text;
	struct sha256_hex digest;
};

#define GATE_WINDOW_MAX 48
/* One run of tokens that is a value. */
struct window {
	const struct normal_token *token[GATE_WINDOW_MAX]; /* places are those of the judged artifact's bytes */
	size_t n;
	uint64_t hash;
	unsigned length;
	bool spelled;                         /* letter by letter */
	const struct normal_token *before[2]; /* nearest first, NULL if none */
};
struct gate_finding;
typedef void gate_finding_fn(void *ctx, const struct gate_finding *f);
struct judged {
	const struct gate *gate;
	const struct artifact *artifact; /* its bytes are those of the view */
	const struct artifact *raw;      /* as it was put */
	size_t begin;                    /* where in it what is searched begins, if that is a slice: gate_slice.h */
	const struct view *view;
	bool in_path, code /* style, script: short words are names of things */,
		quiet /* these and pictures: capitals mean nothing */;
	gate_finding_fn *found; /* told of every verdict but GATE_NOTHING */
	void *ctx;
};
enum gate_verdict {
	GATE_NOTHING,  /* not what is meant here, or may stand here whoever bears it */
	GATE_ORDINARY, /* a word like any other, as it is written here: passes */
	GATE_SOFT,     /* refuses unless somebody accepted it */
	GATE_HARD      /* refuses */
};
/* One place where a value was read, in one of the ways in which the artifact can be read: the same place may come again from another.
 * All of it is borrowed for the call. */
struct gate_finding {
	enum gate_verdict verdict;
	enum origin origin; /* the strictest of its bytes */
	bool capital;       /* any of its words has one */
	const struct judged *judged;
	const struct window *window;
	const struct identity_value *value;
};

/* Searches an artifact's bytes and path, and notes what is found. Any number of threads may do so at once, each with notes of its own. */
void gate_scan(const struct gate *g, struct gate_notes *notes, const struct artifact *a);
/* The parts of that: one slice (gate_slice.h), and the path. The notes of all slices, added in their order, and then the path's, are those of gate_scan. */
struct gate_slice;
void gate_scan_slice(
	const struct gate *g, struct gate_notes *notes, const struct artifact *a, const struct gate_slice *slice);
void gate_scan_path(const struct gate *g, struct gate_notes *notes, const struct artifact *a);
/* The same search and the same verdicts over the bytes alone, for whoever wants to know what the gate would say: nothing is kept. */
void gate_read(const struct gate *g, const struct artifact *a, gate_finding_fn *fn, void *ctx);
/* The same in slices of about this size, if it may be sliced; for tests. */
void gate_read_sliced(const struct gate *g, const struct artifact *a, size_t slice, gate_finding_fn *fn, void *ctx);
void gate_judge(const struct judged *j, const struct window *w, const struct identity_value *v); /* tells j->found */
/* Where a finding stands in the bytes of the artifact as it was put; of what was packed, all that it was packed in. */
void gate_finding_place(const struct gate_finding *f, size_t *start, size_t *end);
/* Can such a value be a word of the language, so that the policy's ordinary words are about it? */
bool gate_may_be_word(const struct identity_value *v);
void gate_record(void *notes, const struct gate_finding *f); /* gate_record.c: a gate_finding_fn */
void gate_notes_add(struct gate_notes *to,
	const struct gate_notes *of); /* of the next artifact; what is noted already is not noted again */
void gate_notes_dispose(struct gate_notes *n);
/* gate_clean.c: what earlier runs cleared. */
void gate_clean_load(struct gate *g);
/* The digest of all that the verdict on this artifact rests on; false when it is not to be remembered. */
bool gate_clean_key(const struct gate *g, const struct artifact *a, const struct sha256 *bytes, struct sha256 *key);
bool gate_clean_before(const struct gate *g, const struct sha256 *key, size_t *soft);
void gate_clean_add(struct gate *g, const struct sha256 *key, size_t soft);
/* gate_put.c: taking artifacts. */
void gate_put_begin(struct gate *g);
void gate_fault(struct gate *g, const char *code, const char *path, const char *text, const char *help);
void gate_path_key(struct str *key, enum artifact_kind kind, const char *path);
size_t gate_report(struct gate *g, struct diags *ds); /* returns errors added */
/* First place of a value in a text, by the same tokens; SIZE_MAX if it is not there. */
size_t gate_find(const struct normal_key *key, struct sv text, enum normal_mode mode, uint64_t hash);

/* gate_capital.c: "Dr. Young"; does a capital letter name somebody here; does this dot ("Dr.", "J.") end no sentence? */
bool gate_titled(const struct judged *j, const struct window *w);
bool gate_capital_counts(const struct judged *j, const struct window *w, enum origin origin);
bool gate_ends_abbreviation(struct sv v, size_t begin, size_t dot);
/* gate_accept.c: records/accepted_words.csv */
int acceptances_load(struct gate *g, struct diags *ds); /* G040 G041 G060 to G068; -1 when a line is wrong */
/* Has somebody accepted the word of this hit? Else it is a question: *why. */
bool acceptance_covers(struct gate *g, const struct hit *h, int *why);
void acceptances_settle(struct gate *g); /* after all hits: what became of each line */
const struct gate_text *gate_text(struct gate *g, const char *source, struct diags *ds);
/* Where a hit stands in its content file: byte, SIZE_MAX if it is not found there. *end: behind it. */
size_t gate_place_in(struct gate *g, const struct hit *h, struct sv text, size_t *end);
/* The lines behind `from` where the same word is written the same way: "17, 20"; owned by the gate. */
const char *gate_places_after(struct gate *g, const struct hit *h, struct sv text, size_t from);
void gate_texts_dispose(struct gate *g);
/* gate_advice.c: what to do about a value in an approved text, which decision of records/reviews.csv it is included. */
bool gate_texts_approved(
	struct gate *g, const struct artifact *a); /* is each approved text one that a person approved? */
void gate_reviews_dispose(struct gate *g);
const char *gate_text_advice(struct gate *g, const struct hit *h, struct diags *ds);

void certified_init(struct certified *c, const struct gate_options *o);
void certified_check(const struct gate_options *o, struct diags *ds); /* G076: "certified" holds a person */
void certified_dispose(struct certified *c);
bool hashes_has(const struct hashes *h, uint64_t hash);
/* May these bytes, being all of a span, stand whatever values they equal? */
bool certified_span(const struct certified *c, enum origin origin, struct sv bytes);
bool certified_id(struct sv bytes); /* Entry IDs and digests only */
/* Is any word of an ID span a short digest that `rules` does not hold? */
bool certified_by_document(const struct certified *c, struct sv bytes);
bool certified_month(struct sv word);
#endif
