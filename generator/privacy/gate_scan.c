/* Judging the values of an artifact: what gate_runs finds in each of its views, in the order in which it stands there. */
#include "privacy/gate_internal.h"
#include "privacy/gate_runs.h"
#include "privacy/gate_slice.h"

enum { PACKED_LEAST = 6 };

/* A run that is a value. Its tokens are kept because it is judged after the view was read: gate_runs hands runs on in an order of its own. */
struct found {
	const struct identity_value *value;
	uint64_t hash;
	size_t start, end;
	size_t first, before, n; /* in `piece`: `before` of them are before the run */
	unsigned length;
	enum reading how;
};
struct search {
	struct judged judged;
	const struct identity_set *values;
	const struct gate_slice *slice; /* NULL: the artifact is read as a whole */
	const struct view *view;
	struct runs *runs;
	VEC(struct found) found;
	VEC(struct normal_piece) piece;
	/* Made when something is found in a view that is not the bytes themselves. */
	struct artifact seen;
	struct span *spans;
};

static bool may_be_read(
	const struct search *s, const struct identity_value *v, size_t n, unsigned length, enum reading how)
{
	bool whole = v->kind == IDENTITY_FULL_NAME || v->kind == IDENTITY_EMAIL ||
		     (v->kind == IDENTITY_EMPLOYER && v->tokens > 1);

	if (s->view->packed && length < PACKED_LEAST) return false;
	switch (how) {
	case READ_RUN: return true;
	case READ_ACROSS: return (whole && (n == v->tokens || length >= IDENTITY_INSIDE)) || v->kind == IDENTITY_PHONE;
	case READ_MAIL: return v->kind == IDENTITY_EMAIL;
	case READ_INSIDE: return whole && length >= IDENTITY_INSIDE;
	}
	return false;
}

/* What the judge is to see: the bytes of the view, with the origins of what they were made of. */
static void see(struct search *s)
{
	const struct view *view = s->view;
	const struct artifact *a = s->judged.artifact;

	s->judged.view = view;
	if (!view->from || s->spans) return;
	s->seen = *a;
	s->seen.bytes = view->bytes;
	s->seen.nspans = view_spans(view, a->spans, a->nspans, &s->spans);
	s->seen.spans = s->spans;
}

/* Tokens with nothing but tags between them are one word to a reader. */
static void word_by_word(struct window *out, struct normal_token word[GATE_WINDOW_MAX], const struct normal_key *key,
	const struct normal_piece *piece, size_t n)
{
	out->n = 0;
	out->spelled = n > 2;
	for (size_t i = 0; i < n; i++) {
		struct normal_token t = normal_piece_token(&piece[i]);

		out->spelled &= t.single;
		if (i && t.glued) {
			struct normal_token *last = &word[out->n - 1];

			last->hash = normal_join(key, last->hash, last->len, t.hash);
			last->len += t.len;
			last->end = t.end;
			last->digits &= t.digits;
			continue;
		}
		word[out->n] = t;
		out->token[out->n] = &word[out->n];
		out->n++;
	}
}

/* What stands in a margin is told of the slice whose it is. */
static bool is_of_slice(const struct search *s, const struct found *f)
{
	size_t start, end;

	view_place(s->view, f->start, f->end, &start, &end);
	start += s->slice->begin;
	return start >= s->slice->from && start < s->slice->to;
}

static void judge(struct search *s, const struct found *f)
{
	const struct normal_piece *piece = &s->piece.at[f->first];
	const struct artifact *raw = s->judged.artifact;
	struct window w = { .hash = f->hash, .length = f->length };
	struct normal_token word[GATE_WINDOW_MAX], before[2];
	struct judged j;

	_Static_assert(RUN_LONGEST <= GATE_WINDOW_MAX, "a run is a window");
	if (s->slice && !is_of_slice(s, f)) return;
	see(s);
	word_by_word(&w, word, &s->values->key, piece, f->n);
	for (size_t i = 0; i < f->before; i++) {
		before[i] = normal_piece_token(piece - 1 - i);
		w.before[i] = &before[i];
	}
	j = s->judged;
	if (!j.raw) j.raw = raw;
	if (s->spans) j.artifact = &s->seen;
	gate_judge(&j, &w, f->value);
}

static void keep(void *search, const struct gate_run *run)
{
	struct search *s = search;
	const struct identity_value *v = identity_find(s->values, run->hash);
	struct found f = { .value = v,
		.hash = run->hash,
		.start = run->piece->start,
		.end = run->piece[run->n - 1].end,
		.first = s->piece.n + run->before,
		.before = run->before,
		.n = run->n,
		.length = run->length,
		.how = run->how };

	if (!v || !may_be_read(s, v, run->n, run->length, run->how)) return;
	for (size_t i = 0; i < run->before + run->n; i++) {
		struct normal_piece p = run->piece[(ptrdiff_t)i - (ptrdiff_t)run->before];

		p.hash = normal_piece_hash(&s->values->key, s->view->bytes, &p);
		vec_push(&s->piece, p);
	}
	vec_push(&s->found, f);
}

static int compared(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* By the place where it ends, then the shortest first; those that are longer than usual after the others. */
static int by_end(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = compared(x->end, y->end);

	if (!order) order = compared(x->how, y->how);
	if (!order) order = compared(!gate_run_usual(x->n), !gate_run_usual(y->n));
	if (!order) order = compared(x->n, y->n);
	if (!order) order = compared(y->start, x->start);
	return order ? order : compared(x->hash, y->hash);
}

static enum view_answer search_view(void *ctx, const struct view *v)
{
	struct search *s = ctx;
	bool pairs;

	s->view = v;
	vec_clear(&s->found);
	vec_clear(&s->piece);
	pairs = gate_runs(s->runs, &s->values->key, s->values, v, keep, s);
	if (s->found.n) qsort(s->found.at, s->found.n, sizeof *s->found.at, by_end);
	for (size_t i = 0; i < s->found.n; i++) judge(s, &s->found.at[i]);
	free(s->spans);
	s->spans = NULL;
	return pairs ? VIEW_PAIRS : VIEW_GO_ON;
}

static void search_bytes(const struct judged *j, enum normal_mode mode, const struct gate_slice *slice)
{
	struct search s = { .judged = *j,
		.values = j->gate->o.values,
		.slice = slice,
		.runs = xmalloc(sizeof *s.runs),
		.found = VEC_INIT,
		.piece = VEC_INIT };

	view_each(j->artifact->bytes, mode, search_view, &s);
	vec_dispose(&s.found);
	vec_dispose(&s.piece);
	free(s.runs);
}

static struct judged judged_of(const struct gate *g, const struct artifact *a, gate_finding_fn *fn, void *ctx)
{
	struct sv path = sv(a->path);
	struct judged j = { .gate = g, .artifact = a, .found = fn, .ctx = ctx };

	j.code = sv_ends(path, ".css") || sv_ends(path, ".js");
	j.quiet = j.code || sv_ends(path, ".svg");
	return j;
}

/* As an artifact of its own; but findings are places of the whole. */
static void search_slice(const struct judged *whole, const struct gate_slice *slice)
{
	const struct artifact *a = whole->artifact;
	struct span *spans = NULL;
	struct artifact part = *a;
	struct judged one = *whole;

	part.bytes = sv_sub(a->bytes, slice->begin, slice->end - slice->begin);
	part.nspans = gate_slice_spans(a, slice, &spans);
	part.spans = spans;
	one.artifact = &part;
	one.raw = a;
	one.begin = slice->begin;
	search_bytes(&one, NORMAL_TEXT, slice);
	free(spans);
}

void gate_read_sliced(const struct gate *g, const struct artifact *a, size_t size, gate_finding_fn *fn, void *ctx)
{
	struct judged j = judged_of(g, a, fn, ctx);
	struct gate_slice slice = { 0 };

	if (!gate_sliced(a, normal_mode_of(a->path), size))
		search_bytes(&j, normal_mode_of(a->path), NULL);
	else
		while (gate_slice_next(a, size, &slice)) search_slice(&j, &slice);
}

void gate_read(const struct gate *g, const struct artifact *a, gate_finding_fn *fn, void *ctx)
{
	gate_read_sliced(g, a, GATE_SLICE, fn, ctx);
}

/* A workspace without records has nobody to find. Origins, IDs and approved texts are checked by the caller all the same. */
static bool has_nobody(const struct gate *g)
{
	return !g->o.values->values.n && !g->o.values->erased;
}

void gate_scan_path(const struct gate *g, struct gate_notes *notes, const struct artifact *a)
{
	struct sv path = sv(a->path);
	struct span whole = { path.n, ORIGIN_TEMPLATE, NULL };
	struct artifact name = { a->path, a->kind, path, &whole, 1 };
	struct judged j = {
		.gate = g, .artifact = &name, .in_path = true, .quiet = true, .found = gate_record, .ctx = notes
	};

	if (!has_nobody(g)) search_bytes(&j, NORMAL_TEXT, NULL);
}

void gate_scan_slice(
	const struct gate *g, struct gate_notes *notes, const struct artifact *a, const struct gate_slice *slice)
{
	struct judged j = judged_of(g, a, gate_record, notes);

	if (!has_nobody(g)) search_slice(&j, slice);
}

void gate_scan(const struct gate *g, struct gate_notes *notes, const struct artifact *a)
{
	if (!has_nobody(g)) gate_read(g, a, gate_record, notes);
	gate_scan_path(g, notes, a);
}

struct finding {
	const struct normal_key *key;
	struct runs *runs;
	const struct view *view;
	uint64_t hash;
	size_t at, end;
};

static void find_run(void *finding, const struct gate_run *run)
{
	struct finding *f = finding;
	size_t at, end;

	if (run->hash != f->hash) return;
	view_place(f->view, run->piece->start, run->piece[run->n - 1].end, &at, &end);
	if (f->at != SIZE_MAX && f->end <= end) return;
	f->at = at;
	f->end = end;
}

static enum view_answer find_view(void *ctx, const struct view *v)
{
	struct finding *f = ctx;

	f->view = v;
	gate_runs(f->runs, f->key, NULL, v, find_run, f);
	return f->at != SIZE_MAX ? VIEW_STOP : VIEW_PAIRS;
}

size_t gate_find(const struct normal_key *key, struct sv text, enum normal_mode mode, uint64_t hash)
{
	struct finding f = { .key = key, .runs = xmalloc(sizeof *f.runs), .hash = hash, .at = SIZE_MAX };

	view_each(text, mode, find_view, &f);
	free(f.runs);
	return f.at;
}
