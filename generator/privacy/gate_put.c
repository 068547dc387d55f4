/* Searching is the longest part of a publish, and one page's search knows nothing of another's: so pages are searched on all cores, and a large table slice by
 * slice. Everything that depends on their order (what is said of them, the digest, what comes behind the gate) is done on one thread, in the order in which
 * they came. */
#include <assert.h>
#include <stddef.h>
#include "privacy/gate_internal.h"
#include "privacy/gate_slice.h"

enum { ROOM = 4 << 20 /* bytes of artifacts that may wait */ };

/* An artifact on its way. With more than one thread it is a copy of what was put; or, if nothing could wait beside it, it is done in parts. */
struct job {
	struct artifact a;
	enum { WHOLE, AHEAD /* what goes on ahead (o.early) */, SLICE } part;
	struct job *of;          /* which the part is of */
	struct gate_slice slice; /* this one is searched */
	struct sha256 sha;
	bool owned /* freed when it is settled */, covered, keyed, recognized;
	struct sha256 key;
	struct gate_notes notes;
	void *early;
};

void gate_fault(struct gate *g, const char *code, const char *path, const char *text, const char *help)
{
	struct fault f = { code, arena_strdup(&g->mem, sv(path)), text, help };

	vec_push(&g->faults, f);
}

/* Kind and path as one key. */
void gate_path_key(struct str *key, enum artifact_kind kind, const char *path)
{
	str_clear(key);
	str_putc(key, (char)('0' + (int)kind));
	str_puts(key, path);
}

static void remember(struct gate *g, const struct artifact *a, const struct sha256 *sha)
{
	struct str key = STR_INIT;
	struct sv path = sv(a->path);

	gate_path_key(&key, a->kind, a->path);
	if (!map_add(&g->by_path, sv_of(&key), g->sha.n))
		gate_fault(g, "G003", a->path, "two artifacts have this path", NULL);
	vec_push(&g->sha, *sha);
	if (a->kind == ARTIFACT_FILE) {
		map_add(&g->folders, path, 1);
		for (size_t i = 0; i < path.n; i++)
			if (path.p[i] == '/') map_add(&g->folders, sv_sub(path, 0, i), 1);
	}
	str_dispose(&key);
}

static void check_ids(struct gate *g, const struct artifact *a)
{
	size_t from = 0;

	for (size_t i = 0; i < a->nspans; from = a->spans[i].end, i++)
		if (a->spans[i].origin == ORIGIN_ID && !certified_id(sv_sub(a->bytes, from, a->spans[i].end - from))) {
			gate_fault(g, "G002", a->path, "what should be an Entry ID or a digest is neither", NULL);
			return;
		}
}

/* What the artifact is searched as: where bytes do not say where they come from, each is what is judged most strictly. */
static struct artifact seen(const struct job *j, struct span *unknown)
{
	*unknown = (struct span){ j->a.bytes.n, ORIGIN_TEXT, NULL };
	return j->covered ? j->a : (struct artifact){ j->a.path, j->a.kind, j->a.bytes, unknown, 1 };
}

static void recognize(const struct gate *g, struct job *j)
{
	j->sha = sha256_of(j->a.bytes);
	j->covered = artifact_covered(&j->a);
	j->keyed = gate_clean_key(g, &j->a, &j->sha, &j->key);
	j->recognized = j->keyed && gate_clean_before(g, &j->key, &j->notes.soft_passed);
}

static void go_ahead(const struct gate *g, struct job *j)
{
	if (g->o.early) j->early = g->o.early->early(g->o.early, &j->a, &j->sha);
}

static void work_whole(const struct gate *g, struct job *j)
{
	struct span unknown;
	struct artifact a;

	recognize(g, j);
	a = seen(j, &unknown);
	if (!j->recognized) gate_scan(g, &j->notes, &a);
	go_ahead(g, j);
}

static void work(void *gate, void *job)
{
	const struct gate *g = gate;
	struct job *j = job;

	if (j->part == WHOLE)
		work_whole(g, j);
	else if (j->part == AHEAD)
		go_ahead(g, j->of);
	else
		gate_scan_slice(g, &j->notes, &j->a, &j->slice);
}

static int pass_on(struct gate *g, struct job *j)
{
	if (g->o.early) return g->o.early->put(g->o.early, &j->a, j->early);
	return g->o.next ? sink_put(g->o.next, &j->a) : 0;
}

static void settle_here(struct gate *g, struct job *j)
{
	if (!j->covered) {
		gate_fault(g, "G001", j->a.path, "not every byte says where it comes from", NULL);
	} else {
		/* What was cleared has had its IDs looked at, by this very program; and its texts, in these very reviews. */
		if (!j->recognized) check_ids(g, &j->a);
		if (!(j->recognized && g->decided_before) && !gate_texts_approved(g, &j->a))
			gate_fault(g, "G004", j->a.path, "an entry shows a text that nobody approved",
				"decide the text with `mentorpress review`; if it was decided, report this");
	}
	g->searched += !j->recognized;
	if (j->keyed && !j->notes.hits.n) gate_clean_add(g, &j->key, j->notes.soft_passed);
	gate_notes_add(&g->notes, &j->notes);
	gate_notes_dispose(&j->notes);
	remember(g, &j->a, &j->sha);
	clearance_digest_add(g->digest, j->a.kind, j->a.path, &j->sha);
	if (pass_on(g, j) != 0) g->refused_behind = true;
}

static void add_notes(struct job *to, struct job *from)
{
	gate_notes_add(&to->notes, &from->notes);
	gate_notes_dispose(&from->notes);
}

static void settle(void *gate, void *job)
{
	struct job *j = job;

	if (j->part == WHOLE) settle_here(gate, j);
	if (j->part == SLICE) add_notes(j->of, j);
	if (j->owned) free(j);
}

static void put_slices(const struct gate *g, struct job *whole, const struct artifact *a)
{
	struct gate_slice slice = { 0 };

	while (gate_slice_next(a, GATE_SLICE, &slice)) {
		struct job *j = xmalloc(sizeof *j);

		*j = (struct job){
			.a = *a, .part = SLICE, .of = whole, .slice = slice, .owned = true, .notes = GATE_NOTES_INIT
		};
		workers_put(g->workers, j, 0);
	}
}

static void search_large(const struct gate *g, struct job *whole)
{
	struct span unknown;
	struct artifact a = seen(whole, &unknown);

	if (!gate_sliced(&a, normal_mode_of(a.path), GATE_SLICE)) {
		gate_scan(g, &whole->notes, &a);
		return;
	}
	put_slices(g, whole, &a);
	workers_drain(g->workers);
	gate_scan_path(g, &whole->notes, &a);
}

/* Nothing could wait beside it, so it need not be copied: all threads work on it. */
static void put_large(struct gate *g, struct job *whole)
{
	struct job ahead = { .part = AHEAD, .of = whole };

	workers_drain(g->workers);
	xtrim();
	recognize(g, whole);
	workers_put(g->workers, &ahead, 0);
	if (!whole->recognized) search_large(g, whole);
	workers_drain(g->workers);
	settle_here(g, whole);
}

/* Path, spans and bytes behind the job, in one piece of memory. */
static struct job *copied(const struct artifact *a)
{
	size_t path = strlen(a->path) + 1, spans = a->nspans * sizeof *a->spans;
	struct job *j = xmalloc(sizeof *j + spans + path + a->bytes.n);
	struct span *span = (struct span *)(j + 1);
	char *text = (char *)span + spans;

	*j = (struct job){ .notes = GATE_NOTES_INIT, .owned = true };
	if (spans) memcpy(span, a->spans, spans);
	memcpy(text, a->path, path);
	if (a->bytes.n) memcpy(text + path, a->bytes.p, a->bytes.n);
	j->a = (struct artifact){ text, a->kind, sv_n(text + path, a->bytes.n), span, a->nspans };
	return j;
}

static int put(struct sink *self, const struct artifact *a)
{
	struct gate *g = (struct gate *)((char *)self - offsetof(struct gate, sink));
	struct job here = { .a = *a, .notes = GATE_NOTES_INIT };

	assert(!g->finished);
	g->artifacts++;
	g->bytes += a->bytes.n;
	if (a->bytes.n > ROOM)
		put_large(g, &here);
	else
		workers_put(g->workers, g->o.threads > 1 ? copied(a) : &here, a->bytes.n);
	return g->refused_behind ? -1 : 0;
}

void gate_put_begin(struct gate *g)
{
	g->sink.put = put;
	workers_new(&g->workers, g->o.threads, ROOM, work, settle, g);
}
