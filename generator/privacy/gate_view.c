/* Reading an artifact in every way that it gives cause for. A page without escapes is read once; the others cost what they hold. */
#include "privacy/gate_view.h"
#include "base/vec.h"
#include "privacy/normal_packed.h"

enum { PACKS = 2, SMALL = 4096 };

struct views {
	view_fn *fn;
	void *ctx;
	size_t left; /* bytes of views that may still be made */
	bool stopped;
};
struct unpacking {
	struct views *all;
	const struct view *from;
};

static void explore(struct views *all, const struct view *v);

static void explore_text(struct views *all, const struct view *from, const struct normal_text *t)
{
	struct view v = { .bytes = sv_of(&t->bytes),
		.mode = from->mode,
		.from = from,
		.text = t,
		.packed = from->packed,
		.depth = from->depth + 1,
		.packs = from->packs };

	if (all->stopped || v.bytes.n > all->left) return;
	all->left -= v.bytes.n;
	explore(all, &v);
}

static void explore_packed(void *ctx, struct sv text, size_t start, size_t end)
{
	struct unpacking *u = ctx;
	struct view v = { .bytes = text,
		.mode = u->from->mode == NORMAL_SCRIPT ? NORMAL_TEXT : u->from->mode,
		.from = u->from,
		.start = start,
		.end = end,
		.packed = true,
		.depth = u->from->depth + 1,
		.packs = u->from->packs + 1 };

	if (u->all->stopped || text.n > u->all->left) return;
	u->all->left -= text.n;
	explore(u->all, &v);
}

static void explore_utf16(struct views *all, const struct view *from, size_t start, size_t end)
{
	for (size_t how = 0; how < 4; how++) {
		struct normal_text t = NORMAL_TEXT_INIT;

		normal_utf16(&t, sv_sub(from->bytes, 0, end), start + how / 2, how % 2);
		struct view v = { .bytes = sv_of(&t.bytes),
			.mode = from->mode,
			.from = from,
			.text = &t,
			.packed = true,
			.depth = from->depth + 1,
			.packs = from->packs + 1 };
		if (!all->stopped && v.bytes.n <= all->left) {
			all->left -= v.bytes.n;
			explore(all, &v);
		}
		normal_text_dispose(&t);
	}
}

static void explore_digits(struct views *all, const struct view *from)
{
	unsigned readings = 2;

	for (unsigned i = 0; i < readings; i++) {
		struct normal_text t = NORMAL_TEXT_INIT;

		readings = normal_undo_digits(&t, from->bytes, "li"[i]);
		if (readings) {
			struct view v = { .bytes = sv_of(&t.bytes),
				.mode = from->mode,
				.from = from,
				.text = &t,
				.packed = from->packed,
				.depth = VIEW_DEPTH,
				.packs = PACKS };
			if (!all->stopped && v.bytes.n <= all->left) {
				all->left -= v.bytes.n;
				all->stopped |= all->fn(all->ctx, &v) == VIEW_STOP;
			}
		}
		normal_text_dispose(&t);
	}
}

static void explore(struct views *all, const struct view *given)
{
	struct view_points points = { VEC_INIT, false };
	struct view here = *given;
	const struct view *v = &here;
	struct unpacking unpacking = { all, v };
	unsigned ways = 1U << UNDO_WEB;

	if (all->stopped) return;
	here.points = &points;
	enum view_answer answer = all->fn(all->ctx, v);
	all->stopped = answer == VIEW_STOP;
	for (unsigned way = UNDO_WEB; way < UNDO_WAYS && v->depth < VIEW_DEPTH && !all->stopped; way++) {
		struct normal_text t = NORMAL_TEXT_INIT;

		if (ways & 1U << way) {
			unsigned found = normal_undo(&t, v->bytes, (enum normal_way)way);

			if (way == UNDO_WEB) ways = found;
			if (found & 1U << UNDO_WEB) explore_text(all, v, &t);
		}
		normal_text_dispose(&t);
	}
	if (v->packs < PACKS && !all->stopped) {
		for (size_t start, end = 0; !all->stopped && normal_utf16_piece(v->bytes, end, &start, &end);)
			explore_utf16(all, v, start, end);
		normal_unpack(v->bytes, answer == VIEW_PAIRS, explore_packed, &unpacking);
	}
	if (!all->stopped) explore_digits(all, v);
	vec_dispose(&points.at);
}

void view_each(struct sv bytes, enum normal_mode mode, view_fn *fn, void *ctx)
{
	struct views all = { .fn = fn, .ctx = ctx, .left = bytes.n * VIEW_WORK + SMALL };
	struct view raw = { .bytes = bytes, .mode = mode };

	explore(&all, &raw);
}

void view_place(const struct view *v, size_t start, size_t end, size_t *raw_start, size_t *raw_end)
{
	for (; v->from; v = v->from) {
		start = v->text ? normal_origin(v->text, start) : v->start;
		end = v->text ? normal_origin(v->text, end) : v->end;
	}
	*raw_start = start;
	*raw_end = end;
}

/* A piece that was packed stands in one span as a rule; if not, what is strictest counts. */
static struct span span_of_piece(const struct span *span, size_t n, size_t start, size_t end)
{
	struct span whole = { 0, ORIGIN_TEXT, NULL };
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		size_t from = i ? span[i - 1].end : 0;

		if (from >= end) break;
		if (span[i].end <= start) continue;
		if (!whole.source) whole.source = span[i].source;
		if (first || span[i].origin == ORIGIN_TEXT || whole.origin != ORIGIN_TEXT)
			whole.origin = first || whole.origin == span[i].origin ? span[i].origin
				       : span[i].origin == ORIGIN_TEXT         ? ORIGIN_TEXT
									       : ORIGIN_DOCUMENT;
		first = false;
	}
	/* What is certified is certified as it is written, and is not written like this. */
	if (whole.origin != ORIGIN_TEXT && whole.origin != ORIGIN_TEMPLATE) whole.origin = ORIGIN_DOCUMENT;
	return whole;
}

size_t view_spans(const struct view *v, const struct span *span, size_t n, struct span **out)
{
	struct span *above = NULL;
	size_t at = 0, made = 0;

	if (!v->from || !n) {
		*out = xmalloc((n + 1) * sizeof **out);
		if (n) memcpy(*out, span, n * sizeof **out);
		return n;
	}
	n = view_spans(v->from, span, n, &above);
	*out = xmalloc((n + 1) * sizeof **out);
	if (!v->text) {
		**out = span_of_piece(above, n, v->start, v->end);
		(*out)->end = v->bytes.n;
		free(above);
		return 1;
	}
	for (size_t i = 0; i < n; i++) {
		const struct normal_mark *m = v->text->marks.at;
		size_t end;

		while (at + 1 < v->text->marks.n && m[at + 1].in <= above[i].end) at++;
		end = !v->text->marks.n || m[at].in > above[i].end ? above[i].end
								   : m[at].out + (above[i].end - m[at].in);
		/* What stands before the first mark is not in a view of a piece, and is itself in any other. */
		if (at == 0 && v->text->marks.n && end > m[0].out && m[0].in > above[i].end) end = m[0].out;
		if (at + 1 < v->text->marks.n && end > m[at + 1].out) end = m[at + 1].out;
		if (end > v->bytes.n || i + 1 == n) end = v->bytes.n;
		if (end == (made ? (*out)[made - 1].end : 0)) continue;
		(*out)[made] = above[i];
		(*out)[made++].end = end;
	}
	free(above);
	return made;
}
