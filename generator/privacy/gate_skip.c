/* Most pages hold some escape, so that each was read four times from end to end for the sake of a few words. What is passed over is proved to be what was read
 * before; whatever is unclear is read. */
#include "privacy/gate_skip.h"

enum {
	SPACE = 128,   /* bytes between points */
	FAR = 16,      /* words: no run is as long, nor are two tokens before it */
	STRINGS = 8,   /* tokens in strings: the same for runs across strings */
	LOOK_BACK = 64 /* points */
};

void gate_skip_begin(struct skip *s, const struct view *v)
{
	*s = (struct skip){ .view = v };
	if (v->points) vec_clear(&v->points->at);
	if (v->points) v->points->usable = false;
	if (v->text && !v->packed && v->from->points && v->from->points->usable) s->origin = v->from->points;
}

/* What is added to a place behind the marks passed, before the next one, for the place in the origin; it may be less than zero, and wraps. */
static size_t shift(const struct skip *s)
{
	const struct normal_mark *m = s->view->text->marks.at;

	return s->mark ? m[s->mark - 1].in - m[s->mark - 1].out : 0;
}

/* The last of the origin's points from which on everything that the mark at `limit` may need is read; s->next if there is none. *near: the last before the mark. */
static size_t point_before(const struct skip *s, size_t limit, bool strings, size_t *near)
{
	const struct normal_point *p = s->origin->at.at;
	size_t low = s->next, high = s->origin->at.n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		*(p[middle].at <= limit ? &low : &high) = middle;
	}
	*near = low;
	for (size_t i = low; i > s->next && low - i < LOOK_BACK; i--) {
		bool far = p[low].words - p[i].words >= FAR && p[i].at + NORMAL_POINT_AHEAD <= p[low].at;

		if (far &&
			(p[i].strings == p[s->next].strings || (strings && p[low].strings - p[i].strings >= STRINGS)))
			return i;
	}
	return s->next;
}

/* Points of the origin are points of the view as well, with what was counted here so far. */
static void keep_points(const struct skip *s, size_t end, const struct normal_point *now)
{
	const struct normal_point *p = s->origin->at.at;

	if (!s->view->points) return;
	for (size_t i = s->next + 1; i < end; i++) {
		struct normal_point one = { p[i].at - p[s->next].at + now->at,
			p[i].words - p[s->next].words + now->words, p[i].strings - p[s->next].strings + now->strings,
			p[i].gap };

		vec_push(&s->view->points->at, one);
	}
}

static bool is_same(const struct skip *s, size_t at, size_t in_origin, size_t n)
{
	struct sv here = s->view->bytes, there = s->view->from->bytes;

	return at <= here.n && n <= here.n - at && in_origin <= there.n && n <= there.n - in_origin &&
	       memcmp(here.p + at, there.p + in_origin, n) == 0;
}

/* Behind the last mark nothing is new. */
static bool skip_rest(struct skip *s, struct normal_point *now)
{
	size_t here = now->at + shift(s), n = s->view->bytes.n - now->at;

	if (here > s->view->from->bytes.n || n != s->view->from->bytes.n - here || !is_same(s, now->at, here, n))
		return s->origin = NULL, false;
	keep_points(s, s->origin->at.n, now);
	now->at += n;
	s->passed += n;
	return true;
}

static bool skip_stretch(struct skip *s, bool strings, struct normal_point *now)
{
	const struct normal_point *p = s->origin->at.at;
	size_t here = p[s->next].at, near, end;

	end = point_before(s, s->view->text->marks.at[s->mark].out + shift(s), strings, &near);
	if (end == s->next) return false;
	if (!is_same(s, now->at, here, p[near].at - here)) return s->origin = NULL, false;
	keep_points(s, end + 1, now);
	now->at += p[end].at - here;
	s->passed += p[end].at - here;
	now->words += p[end].words - p[s->next].words;
	now->strings += p[end].strings - p[s->next].strings;
	now->gap = p[end].gap;
	s->next = end;
	return true;
}

bool gate_skip(struct skip *s, size_t mark, bool strings, struct normal_point *now)
{
	const struct view_points *o = s->origin;

	if (s->view->points) vec_push(&s->view->points->at, *now);
	if (!o) return false;
	if (mark != s->mark) s->words = now->words;
	s->mark = mark;
	while (s->next < o->at.n && o->at.at[s->next].at < now->at + shift(s)) s->next++;
	if (s->next == o->at.n || o->at.at[s->next].at != now->at + shift(s) || o->at.at[s->next].gap != now->gap)
		return false;
	if (mark && now->words - s->words < FAR) return false;
	if (mark < s->view->text->marks.n) return skip_stretch(s, strings, now);
	return strings ? skip_rest(s, now) : false;
}

size_t gate_skip_next(const struct skip *s, const struct normal_point *now)
{
	if (!s->origin) return s->view->points ? now->at + SPACE : SIZE_MAX;
	for (size_t i = s->next; i < s->origin->at.n; i++)
		if (s->origin->at.at[i].at > now->at + shift(s)) return s->origin->at.at[i].at - shift(s);
	return SIZE_MAX;
}
