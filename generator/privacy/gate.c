/* The gate stands between whatever makes artifacts and the commit. Everything it is given is searched and remembered by its
 * digest; only if nothing was found is there a clearance, and the second stage clears only what the first one saw. */
#include <assert.h>
#include <stddef.h>
#include "base/sshsig.h"
#include "privacy/clearance_make.h"
#include "privacy/gate_internal.h"

/* Every name in a git tree ("mode name\0" and 20 bytes of id) must be part of a path that was cleared. */
static bool tree_known(const struct gate *g, const struct artifact *a)
{
	struct sv rest = a->bytes;
	struct str path = STR_INIT;
	bool known = true;

	while (known && rest.n) {
		size_t space = sv_find(rest, sv(" ")), zero = sv_find(rest, sv_n("", 1));

		known = space < zero && zero != SIZE_MAX && rest.n - zero > 20;
		if (!known) break;
		str_clear(&path);
		if (a->path[0]) str_printf(&path, "%s/", a->path);
		str_sv(&path, sv_sub(rest, space + 1, zero - space - 1));
		known = map_get(&g->folders, sv_of(&path), NULL);
		rest = sv_sub(rest, zero + 21, rest.n);
	}
	str_dispose(&path);
	return known;
}

static bool bytes_known(const struct gate *g, const struct artifact *a, const struct sha256 *sha)
{
	struct str key = STR_INIT;
	uint64_t at = 0;
	bool known;

	/* A signature holds a key and a number computed from what was cleared, in a form that leaves room for nothing else. */
	if (a->kind == ARTIFACT_MESSAGE && strcmp(a->path, ARTIFACT_SIGNATURE) == 0)
		return sshsig_key(NULL, a->bytes) == 0;
	gate_path_key(&key, a->kind, a->path);
	known = map_get(&g->by_path, sv_of(&key), &at) && sha256_eq(&g->sha.at[at], sha);
	str_dispose(&key);
	return known;
}

static int put_back(struct sink *self, const struct artifact *a)
{
	struct gate *g = (struct gate *)((char *)self - offsetof(struct gate, read_back));
	struct sha256 sha = sha256_of(a->bytes);

	assert(g->cleared && g->digest_back);
	if (a->kind == ARTIFACT_TREE ? !tree_known(g, a) : !bytes_known(g, a, &sha))
		gate_fault(g, a->kind == ARTIFACT_TREE ? "G031" : "G030", a->path,
			a->kind == ARTIFACT_TREE ? "the repository holds a name that was not cleared"
						 : "the repository holds other bytes than were cleared",
			"nothing was published; run again, and check the disk if it happens again");
	clearance_digest_add(g->digest_back, a->kind, a->path, &sha);
	g->artifacts_back++;
	return 0;
}

int gate_new(struct gate **out, const struct gate_options *o, struct diags *ds)
{
	struct gate *g = xcalloc(1, sizeof *g);

	assert(o->values);
	g->o = *o;
	/* Where there is nobody to search for and nothing to compress, handing a page to another thread costs more than it. */
	if (!o->early && !o->policy && identity_set_values(o->values) == 0) g->o.threads = 1;
	g->clean_now = (struct str)STR_INIT;
	g->read_back.put = put_back;
	g->digest = clearance_digest_new();
	certified_init(&g->certified, o);
	certified_check(o, ds);
	gate_clean_load(g);
	gate_put_begin(g);
	*out = g;
	return 0;
}

struct sink *gate_sink(struct gate *g)
{
	return &g->sink;
}

int gate_settle(struct gate *g)
{
	workers_drain(g->workers);
	return g->refused_behind ? -1 : 0;
}

static size_t report_faults(struct gate *g, struct diags *ds)
{
	for (size_t i = 0; i < g->faults.n; i++) {
		const struct fault *f = &g->faults.at[i];
		const char *path = f->path[0] ? f->path : "(top folder)";

		diags_error(ds, f->code, ((struct place){ diags_text(ds, "%s", path), 0, 0 }), f->help, "%s", f->text);
	}
	return g->faults.n;
}

int gate_finish(struct gate *g, struct clearance **out, struct diags *ds)
{
	struct sha256 digest;

	assert(!g->finished);
	*out = NULL;
	workers_drain(g->workers);
	g->finished = true;
	clearance_digest_end(g->digest, &digest);
	g->digest = NULL;
	if (report_faults(g, ds) + gate_report(g, ds) > 0) return -1;
	g->cleared = true;
	gate_reviews_dispose(g); /* as large as the pools */
	*out = clearance_make(CLEARANCE_ARTIFACTS, &digest, g->artifacts, identity_set_values(g->o.values));
	return 0;
}

bool gate_is_finished(const struct gate *g)
{
	return g->finished;
}

struct sink *gate_read_back(struct gate *g)
{
	assert(g->cleared);
	if (!g->digest_back) g->digest_back = clearance_digest_new();
	return &g->read_back;
}

int gate_finish_read_back(struct gate *g, struct clearance **out, struct diags *ds)
{
	struct sha256 digest;

	*out = NULL;
	assert(g->cleared && g->digest_back);
	clearance_digest_end(g->digest_back, &digest);
	g->digest_back = NULL;
	if (report_faults(g, ds)) return -1;
	*out = clearance_make(CLEARANCE_READ_BACK, &digest, g->artifacts_back, identity_set_values(g->o.values));
	return 0;
}

size_t gate_searched(const struct gate *g)
{
	return g->searched;
}

size_t gate_soft_passed(const struct gate *g)
{
	return g->notes.soft_passed;
}

uint64_t gate_bytes(const struct gate *g)
{
	return g->bytes;
}

void gate_free(struct gate *g)
{
	struct sha256 unused;

	if (!g) return;
	workers_free(g->workers);
	if (g->digest) clearance_digest_end(g->digest, &unused);
	if (g->digest_back) clearance_digest_end(g->digest_back, &unused);
	certified_dispose(&g->certified);
	map_dispose(&g->by_path);
	map_dispose(&g->clean_before);
	str_dispose(&g->clean_now);
	map_dispose(&g->folders);
	gate_notes_dispose(&g->notes);
	gate_texts_dispose(g);
	gate_reviews_dispose(g);
	vec_dispose(&g->accepted);
	vec_dispose(&g->questions);
	vec_dispose(&g->sha);
	vec_dispose(&g->faults);
	arena_dispose(&g->mem);
	free(g);
}
