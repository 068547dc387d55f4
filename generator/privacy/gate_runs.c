/* Looking for runs of tokens that may be values. This loop sees every byte that is ever published; for nearly all of them it must say "nothing" as fast as memory
 * allows. So tokens are kept in lanes, one for each stream, and gone through from the last to the first: the first eight bytes of what begins at a token are
 * then its own and, if it is short, those of what begins at the next one, and no step depends on what a word is. */
#include "privacy/gate_runs.h"
#include "privacy/normal_bytes.h"

enum {
	LONGEST_BYTES = 40, /* of a run of letters or fragments, and of a part of a word */
	ACROSS = 4,         /* tokens of a value split over strings */
	MAIL = 8,           /* tokens of an address, not counting those left out */
	MAIL_LEAST = 2,
	PAIR = 2,
	PAIRS_LEAST = 4,
	BEFORE = 2,
	HEAD = 4, /* bytes that the filters know */
	TEXT = 8
};

/* Why a token is looked at more closely: its first bytes are those of a value, it is near "at" or "dot", very short ones follow it. */
enum { WHY_HEAD = 1, WHY_MAIL = 2, WHY_TINY = 4 };

static const uint64_t word_at = 'a' | 't' << 8, word_dot = 'd' | 'o' << 8 | 't' << 16;

static inline bool left_out_of_mail(const struct normal_piece *p)
{
	return p->eight == word_at || p->eight == word_dot;
}

/* Eight bytes behind n others. */
static inline uint64_t behind(uint64_t eight, size_t n)
{
	return n < TEXT ? eight << 8 * n : 0;
}

/* A run that is being made longer, hashed only as far as was asked for. */
struct growing {
	struct normal_piece *piece;
	size_t n, hashed;
	bool mail; /* "at" and "dot" are left out */
	uint64_t eight, hash, power;
	unsigned length;
};

static inline void grow(struct growing *g)
{
	const struct normal_piece *p = &g->piece[g->n++];

	if (g->mail && left_out_of_mail(p)) return;
	g->eight |= behind(p->eight, g->length);
	g->length += p->len;
}

static uint64_t hash_of(const struct runs *r, struct growing *g)
{
	for (; g->hashed < g->n; g->hashed++) {
		struct normal_piece *p = &g->piece[g->hashed];

		if (g->mail && left_out_of_mail(p)) continue;
		p->hash = normal_piece_hash(r->key, r->view->bytes, p);
		g->hash = normal_reduce((unsigned __int128)g->power * p->hash + g->hash);
		g->power = normal_reduce((unsigned __int128)g->power * r->key->power[p->len]);
	}
	return g->hash;
}

static inline bool opens(const struct runs *r, uint64_t eight)
{
	return r->all || identity_opens(r->values, eight);
}

/* Hands those on of the runs kept waiting that are likely values. To be called before a lane that they stand in is changed. */
static void hand_waiting(struct runs *r)
{
	for (size_t i = 0; i < r->nwaiting; i++) {
		struct gate_run *run = &r->waiting[i].run;

		if (r->values && !identity_maybe(r->values, run->hash)) continue;
		while (run->before < BEFORE && run->before < r->waiting[i].first &&
			!run->piece[-(ptrdiff_t)run->before].fresh)
			run->before++;
		r->fn(r->ctx, run);
	}
	r->nwaiting = 0;
}

/* A run that may be a value waits until its part of the last filter has been fetched from memory, which takes longer than all of the rest. */
static inline void look(struct runs *r, const struct lane *l, struct growing *g, enum reading how)
{
	struct run_waiting *w = &r->waiting[r->nwaiting];

	if (r->values && !identity_opens_length(r->values, g->eight, g->length)) return;
	w->run = (struct gate_run){
		.piece = g->piece, .n = g->n, .hash = hash_of(r, g), .length = g->length, .how = how
	};
	w->first = (size_t)(g->piece - l->at);
	if (r->values) identity_fetch(r->values, w->run.hash);
	if (++r->nwaiting == RUN_WAITING) hand_waiting(r);
}

/* All that begins at a token. Runs that are longer than usual are of no more than six groups of joined tokens, and short in all. */
static __attribute__((noinline)) void look_from(struct runs *r, struct lane *l, size_t first)
{
	struct growing g = { .piece = &l->at[first], .power = 1 };
	size_t most = l->n - first < RUN_LONGEST ? l->n - first : RUN_LONGEST, groups = 1;
	bool changed = false, known = false; /* that a value begins with these eight bytes */

	while (g.n < most && (!g.n || !g.piece[g.n].fresh)) {
		size_t at = first + g.n;
		bool small, usual;

		groups += g.n && !l->joined[at];
		changed |= l->changed[at];
		grow(&g);
		small = groups <= IDENTITY_WINDOW && g.length <= LONGEST_BYTES;
		usual = gate_run_usual(g.n);
		if (!small && g.n >= IDENTITY_PASSAGE_LENGTH && !usual) break;
		if (changed && (small || usual)) look(r, l, &g, READ_RUN);
		if (g.length >= TEXT && !known && !(known = opens(r, g.eight))) break;
	}
}

/* "grace at example dot org" */
static __attribute__((noinline)) void look_for_mail(struct runs *r, struct lane *l, size_t first)
{
	struct growing g = { .piece = &l->at[first], .power = 1, .mail = true };
	size_t most = l->n - first < RUN_LONGEST ? l->n - first : RUN_LONGEST, taken = 0;
	bool changed = false, known = false;

	if (left_out_of_mail(g.piece)) return;
	while (g.n < most && (!g.n || !g.piece[g.n].fresh)) {
		if (!left_out_of_mail(&g.piece[g.n]) && ++taken > MAIL) break;
		changed |= l->changed[first + g.n];
		grow(&g);
		if (changed && taken >= MAIL_LEAST && taken < g.n) look(r, l, &g, READ_MAIL);
		if (g.length >= TEXT && !known && !(known = opens(r, g.eight))) break;
	}
}

/* Chooses the tokens up to `end` that need a closer look, and calls for the part of the filter that they need: memory is slower than all of the rest.
 * Without branches, because no two words are alike. Returns how many there are. */
static size_t choose(struct runs *r, const struct lane *l, size_t end)
{
	uint64_t next = 0, second = 0;                  /* what begins at the token behind, and that token alone */
	size_t len1 = TEXT, len2 = TEXT, n = 0;         /* of the two tokens behind */
	size_t to_change = RUN_LONGEST, to_mail = MAIL; /* tokens up to one that is changed, or left out of mail */

	for (size_t i = l->n; i-- > l->done;) {
		const struct normal_piece *p = &l->at[i];
		uint64_t here = p->eight | behind(next, p->len), two = p->eight | behind(second, p->len);
		size_t three = p->len + len1 + len2;
		unsigned near_mail = to_mail < MAIL, head = r->all ? 1
								   : identity_heads(r->values, here) |
									     identity_heads(r->values, two) |
									     identity_heads(r->values, p->eight);

		/* Runs of three tokens and more begin with four bytes of `here`, unless they have less. */
		unsigned tiny = r->all | (three < HEAD) | (head & (three < TEXT));

		to_change = l->changed[i] ? 0 : to_change + 1;
		r->start[n] = (struct lane_start){ (unsigned)i,
			(unsigned char)(head * WHY_HEAD | near_mail * WHY_MAIL | tiny * WHY_TINY), here, two };
		n += (i < end) & (to_change < RUN_LONGEST) & (head | near_mail | tiny);
		to_mail = left_out_of_mail(p) ? 0 : to_mail + 1;
		next = p->fresh ? 0 : here;
		second = p->fresh ? 0 : p->eight;
		len2 = len1;
		len1 = p->len;
	}
	for (size_t i = 0; i < n && !r->all; i++)
		__builtin_prefetch(identity_opening(r->values, identity_mixed(r->values, r->start[i].here)).at);
	return n;
}

/* Values shorter than eight bytes are found by all of theirs: those of one word, of two, and seldom of more, as where words are tiny. */
static inline bool may_begin(const struct runs *r, const struct lane *l, const struct lane_start *s)
{
	return s->why & WHY_TINY || (s->why & WHY_HEAD && (identity_opens(r->values, s->here) ||
								  identity_opens(r->values, l->at[s->at].eight) ||
								  identity_opens(r->values, s->two)));
}

/* Looks for what begins at the tokens not done up to `end`. */
static void look_through(struct runs *r, struct lane *l, size_t end)
{
	size_t n = choose(r, l, end);

	for (size_t i = 0; i < n; i++) {
		if (may_begin(r, l, &r->start[i])) look_from(r, l, r->start[i].at);
		if (r->start[i].why & WHY_MAIL) look_for_mail(r, l, r->start[i].at);
	}
	hand_waiting(r);
	l->done = end;
}

static void lane_clear(struct lane *l)
{
	l->n = l->done = 0;
	l->begins = true;
	l->single = l->pair = false;
}

static void keep_from(struct lane *l, size_t from)
{
	l->n -= from;
	l->done -= l->done < from ? l->done : from;
	memmove(l->at, l->at + from, l->n * sizeof *l->at);
	memmove(l->joined, l->joined + from, l->n * sizeof *l->joined);
	memmove(l->changed, l->changed + from, l->n * sizeof *l->changed);
}

/* A token is joined with its predecessor where both are letters that stand alone or groups of two digits, and as a fragment between tags. */
static inline void push(struct lane *l, const struct normal_piece *p, bool changed)
{
	size_t i = l->n++;
	bool pair = p->digits & (p->len <= PAIR), fresh = p->fresh | l->begins | (i == 0);

	l->at[i] = *p;
	l->at[i].fresh = fresh;
	l->changed[i] = changed;
	l->joined[i] = (!fresh) & (p->glued | (l->single & p->single) | (l->pair & pair));
	l->single = p->single;
	l->pair = pair;
	l->begins = false;
}

/* Strings side by side: {"first": "Grace", "last": "Young"}. Only runs that reach over the border are new. A key is taken out when its value comes. */
static __attribute__((noinline)) void take_string(struct runs *r, const struct normal_piece *p, bool changed)
{
	struct lane *l = &r->strings;

	if (l->n == RUN_LANE) {
		size_t from = RUN_LANE - ACROSS - BEFORE;

		keep_from(l, from);
		r->key_mark -= r->key_mark < from ? r->key_mark : from;
	}
	if (p->string == NORMAL_STRING_BEGINS) {
		if (p->after_key) {
			for (; l->n > r->key_mark; l->n--) r->dropped_changed |= l->changed[l->n - 1];
		}
		r->key_mark = l->n;
	}
	push(l, p, changed || r->dropped_changed);
	l->at[l->n - 1].fresh = false;
	r->dropped_changed = changed = false;
	for (size_t n = 1; n <= ACROSS && n <= l->n; n++) {
		size_t first = l->n - n;

		changed |= l->changed[first];
		if (first >= r->key_mark || !changed) continue;
		struct growing g = { .piece = &l->at[first], .power = 1 };
		while (g.n < n) grow(&g);
		if (r->all || identity_heads(r->values, g.eight)) look(r, l, &g, READ_ACROSS);
	}
	hand_waiting(r);
}

/* Has anything between the token before and the end of this one been undone in this view? Only what holds such a token is new. */
static inline bool has_changed(struct runs *r, const struct normal_piece *p)
{
	const struct normal_text *text = r->view->text;
	bool changed = false;

	if (!text) return true;
	for (; r->mark < text->marks.n && text->marks.at[r->mark].out <= p->end; r->mark++) changed = true;
	return changed;
}

/* Every value that begins at these bytes, inside a word. */
static __attribute__((noinline)) void look_inside_from(
	struct runs *r, const struct normal_piece *p, struct sv word, bool plain, size_t at)
{
	unsigned __int128 sum = 0;
	size_t most = word.n - at < LONGEST_BYTES ? word.n - at : LONGEST_BYTES;

	for (size_t i = 0; i < most; i++) {
		unsigned char c = (unsigned char)word.p[at + i];

		sum += (unsigned __int128)r->key->power[i] * (plain ? c | 0x20U : c);
		if (i + 1 < IDENTITY_INSIDE) continue;
		uint64_t hash = normal_reduce(sum);
		if (!identity_maybe(r->values, hash)) continue;
		struct normal_piece part = *p;
		part.hash = hash;
		part.len = (unsigned char)(i + 1);
		part.start += plain ? at : 0;
		part.end = plain ? part.start + part.len : p->end;
		struct gate_run run = { .piece = &part, .n = 1, .hash = hash, .length = part.len, .how = READ_INSIDE };
		r->fn(r->ctx, &run);
	}
}

/* A value of eight letters and more may stand inside a longer word: "profilegraceyoung". */
static inline void look_inside(struct runs *r, const struct normal_piece *p, struct sv folded)
{
	bool plain = !folded.p;
	struct sv word = plain ? sv_sub(r->view->bytes, p->start, folded.n) : folded;

	if (!r->all) {
		bool any = false;

		for (size_t i = 0; i + IDENTITY_INSIDE <= word.n; i++)
			any |= identity_maybe_begins(
				r->values, normal_eight(word.p + i) | (plain ? NORMAL_EACH(0x20) : 0));
		if (!any) return;
	}
	for (size_t i = 0; i + IDENTITY_INSIDE <= word.n; i++) {
		uint64_t eight = normal_eight(word.p + i) | (plain ? NORMAL_EACH(0x20) : 0);

		if (identity_maybe_begins(r->values, eight)) look_inside_from(r, p, word, plain, i);
	}
}

static inline unsigned is_hex(uint64_t c)
{
	return (unsigned)((c - '0' < 10) | (c - 'a' < 6));
}

/* "47 72" and "0x47, 0x72". Without branches, because every third word has two or four letters. */
static inline bool is_pair(const struct normal_piece *p)
{
	uint64_t last = p->eight >> (p->len == 4 ? 16 : 0);
	unsigned length = (p->len == 2) | ((p->len == 4) & ((p->eight & 0xFF00) == 'x' << 8));

	return length & is_hex(last & 0xFF) & is_hex(last >> 8) & (p->hash == NORMAL_UNHASHED);
}

static inline void take(struct runs *r, const struct normal_piece *p, struct sv folded)
{
	struct lane *l = &r->stream[p->stream];
	bool changed = has_changed(r, p);

	r->pairs = is_pair(p) ? r->pairs + 1 : 0;
	r->all_pairs |= r->pairs >= PAIRS_LEAST;
	if (folded.n > IDENTITY_INSIDE && changed && r->values) look_inside(r, p, folded);
	if (!p->len) {
		l->begins = true;
		return;
	}
	if (p->string) take_string(r, p, changed);
	if (l->n == RUN_LANE) {
		look_through(r, l, RUN_LANE - RUN_LONGEST);
		keep_from(l, RUN_LANE - RUN_LONGEST - BEFORE);
	}
	push(l, p, changed);
}

static void take_all(void *runs, const struct normal_piece *piece, size_t n, struct sv folded)
{
	for (size_t i = 0; i < n; i++) {
		if (!folded.p) folded.n = piece[i].end - piece[i].start;
		take(runs, &piece[i], folded);
	}
}

/* May the strings seen so far be forgotten? */
static bool strings_are_old(const struct runs *r)
{
	const struct lane *l = &r->strings;
	bool changed = r->dropped_changed;

	for (size_t n = 1; n <= ACROSS && n <= l->n; n++) changed |= l->changed[l->n - n];
	return !changed;
}

/* Passes over what is not new; what was read is gone through as at the end of a text. */
static size_t pass_over(void *runs, struct normal_point *now)
{
	struct runs *r = runs;
	uint32_t strings = now->strings;

	if (gate_skip(&r->skip, r->mark, strings_are_old(r), now)) {
		for (size_t i = 0; i < 2; i++) {
			look_through(r, &r->stream[i], r->stream[i].n);
			lane_clear(&r->stream[i]);
		}
		if (now->strings != strings) lane_clear(&r->strings);
		if (now->strings != strings) r->key_mark = 0;
		r->pairs = 0;
	}
	return gate_skip_next(&r->skip, now);
}

bool gate_runs(struct runs *r, const struct normal_key *key, const struct identity_set *values, const struct view *v,
	gate_run_fn *fn, void *ctx)
{
	struct lane *lane[] = { &r->stream[0], &r->stream[1], &r->strings };

	for (size_t i = 0; i < 3; i++) lane_clear(lane[i]);
	r->key = key;
	r->values = values;
	r->all = !values || values->erased;
	r->view = v;
	r->fn = fn;
	r->ctx = ctx;
	r->mark = r->key_mark = r->pairs = 0;
	r->nwaiting = 0;
	r->dropped_changed = r->all_pairs = false;
	gate_skip_begin(&r->skip, v);
	normal_cut_points(key, v->bytes, v->mode, take_all, pass_over, r);
	for (size_t i = 0; i < 2; i++) look_through(r, lane[i], lane[i]->n);
	if (v->points) v->points->usable = !r->all_pairs;
	return r->all_pairs;
}
