/* sink: where artifacts go. An artifact is one output file (path relative to the site's root, bytes) with the origin of
 * every byte; producers call sink->put once per artifact; bytes are borrowed for the call. Sinks are chained: gate → spool. */
#ifndef BASE_SINK_H
#define BASE_SINK_H
#include "base/str.h"
struct sha256;
enum origin {
	ORIGIN_TEMPLATE, /* literal template bytes, our own assets (committee's side) */
	ORIGIN_SETTINGS, /* mentorpress.yml values: society name, addresses of forms (certified) */
	ORIGIN_LABEL,    /* vocabulary labels and codes from records/vocab (certified) */
	ORIGIN_NUMBER,   /* public numbers and dates: k, counts of profiles/groups, pool date */
	ORIGIN_ID,       /* Entry IDs and our own digests */
	ORIGIN_TEXT,     /* approved profile text: bytes from records, strictest */
	ORIGIN_DOCUMENT, /* committee's Markdown and front matter */
	ORIGIN_OFFICER,  /* a declared officer's name at a typed place (approval block, committee page) */
	ORIGIN_COUNT
};
struct span {
	size_t end;
	enum origin origin;
	const char *source;
}; /* bytes from the previous span's end to `end`; source: content file or NULL, borrowed until the run ends */
enum artifact_kind {
	ARTIFACT_FILE,
	ARTIFACT_MESSAGE,
	ARTIFACT_TREE
}; /* a site file; a commit or tag message; raw tree bytes */
/* The path of a message that is the signature of a commit or tag (base/sshsig.h). It is made after the gate has seen all else. */
#define ARTIFACT_SIGNATURE "signature"
struct artifact {
	const char *path; /* fs_safe_path for FILE */
	enum artifact_kind kind;
	struct sv bytes;
	const struct span *spans;
	size_t nspans; /* must cover bytes exactly: last end == bytes.n (none only when bytes.n == 0) */
};
struct sink {
	int (*put)(struct sink *self, const struct artifact *a);
};
/* A sink that can do part of its work ahead of an artifact's turn. `early` is called on any thread, of several artifacts at once, in any order: it changes nothing
 * but its result. `put` is called in the artifacts' order, on the thread that owns the sink, and frees that result. */
struct early_sink {
	struct sink sink;
	void *(*early)(const struct early_sink *self, const struct artifact *a, const struct sha256 *digest);
	int (*put)(struct early_sink *self, const struct artifact *a, void *early);
};
int sink_put(struct sink *s, const struct artifact *a);
/* One-origin convenience. */
int sink_put_plain(struct sink *s, const char *path, struct sv bytes, enum origin origin);
bool artifact_covered(const struct artifact *a); /* spans ascending and covering */
#endif
