/* preference_split.c exists because a field for choices is a field for free text: people number their choices, spell the order
 * out, put dots into numbers and letters for digits. The text is cut into parts; each part is read once for every way
 * in which its blanks and digits can be meant, and readings that say the same fall together. */
#include "records/preference_split.h"
#include "base/vec.h"
#include "records/choice_code.h"
#include "records/choice_words.h"

enum { TEXT_MAX = 2000 }; /* bytes; twelve choices with their words need a tenth of it */

struct reader {
	const struct choice_token *at;
	size_t n, from, to; /* the part: tokens from … to */
	bool last;          /* nothing follows the part */
	bool join, loose;   /* "10 412" is one number; "1 104" is an order and a number */
	struct sv text;
	VEC(struct choice) items;
	unsigned pending;                /* an order whose choice has not come yet */
	bool text_ordered, part_ordered; /* begins with an order, which then stands before its choice */
	bool begun, muddled, member;
	size_t words;
	enum application_kind kind;
};

static bool is_digits(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return v.n > 0;
}

static bool has_digit(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] >= '0' && v.p[i] <= '9') return true;
	return false;
}

/* "1" … "9", "a" … "d"; 0 for anything else. */
static unsigned single(struct sv word)
{
	if (word.n != 1) return 0;
	if (word.p[0] >= '1' && word.p[0] <= '9') return (unsigned)(word.p[0] - '0');
	return word.p[0] >= 'a' && word.p[0] <= 'd' ? (unsigned)(word.p[0] - 'a') + 1 : 0;
}

static const struct choice_token *token(const struct reader *r, size_t i)
{
	return i < r->to ? &r->at[i] : NULL;
}

static bool number_follows(const struct reader *r, size_t i)
{
	for (; i < r->to; i++)
		if (has_digit(r->at[i].word)) return true;
	return false;
}

/* An order: how many tokens it takes, 0 if there is none. Strong ones only; see loose_ordinal. */
static size_t strong_ordinal(const struct reader *r, size_t i, unsigned *out)
{
	const struct choice_token *t = &r->at[i], *next = token(r, i + 1);
	bool letter = t->word.n == 1 && !has_digit(t->word);
	if ((*out = choice_word_ordinal(t->word)) != 0) return 1;
	if (choice_word_choice(t->word) && next && (next->gap == GAP_BLANK || next->gap == GAP_OTHER)) {
		*out = single(next->word);
		if (*out && (number_follows(r, i + 2) || (r->items.n == 0 && !r->last))) return 2;
	}
	*out = single(t->word);
	if (*out == 0) return 0;
	if (next && next->gap == GAP_MARK && r->items.n == 0) return 1;
	if (next && next->gap == GAP_MARK && number_follows(r, i + 1)) return 1;
	if (t->gap == GAP_OPEN && r->items.n && (!next || next->gap == GAP_MARK)) return 1;
	return letter && next && has_digit(next->word) ? 1 : 0;
}

static size_t loose_ordinal(const struct reader *r, size_t i, unsigned *out)
{
	const struct choice_token *next = token(r, i + 1);
	*out = single(r->at[i].word);
	return *out && next && next->word.n > 1 && has_digit(next->word) &&
			       (next->gap == GAP_BLANK || next->gap == GAP_DASH || next->gap == GAP_DOT ||
				       next->gap == GAP_RULE)
		       ? 1
		       : 0;
}

static void set_ordinal(struct reader *r, unsigned ordinal)
{
	struct choice *last = r->items.n ? &r->items.at[r->items.n - 1] : NULL;
	if (last && !r->part_ordered) {
		if (last->ordinal) r->muddled = true;
		last->ordinal = ordinal;
		return;
	}
	if (!last) r->part_ordered = true;
	if (!last && !r->begun) r->text_ordered = true;
	r->begun = true;
	if (r->pending) r->muddled = true;
	r->pending = ordinal;
}

static void add(struct reader *r, struct choice c, size_t first, size_t used)
{
	size_t from = r->at[first].from, to = r->at[first + used - 1].to;
	if (from > 0 && r->text.p[from - 1] == '#') from--;
	c.typed = sv_sub(r->text, from, to - from);
	c.ordinal = r->pending;
	c.member = r->member;
	c.kind = r->kind;
	r->pending = 0;
	r->member = false;
	r->kind = KIND_COUNT;
	r->begun = true;
	vec_push(&r->items, c);
}

static bool looks_like_digit(char ch)
{
	return (ch >= '0' && ch <= '9') || ch == 'o' || ch == 'i' || ch == 'l';
}

/* Digits of a token, letters taken for the digits they look like and a word in front left out ("nr10412"); false if it is no
 * number. */
static bool digits_of(struct sv word, char out[CHOICE_TEXT])
{
	size_t n = 0, digits = 0, letters = 0;
	bool strange = false;
	for (size_t i = 0; i < word.n; i++) strange |= !looks_like_digit(word.p[i]);
	while (letters < word.n && word.p[letters] >= 'a' && word.p[letters] <= 'z') letters++;
	/* Only words that say nothing: "m30" may be number 30, or anything. */
	if (strange && letters && choice_word_noise(sv_sub(word, 0, letters)) &&
		is_digits(sv_sub(word, letters, word.n)))
		word = sv_sub(word, letters, word.n);
	for (size_t i = 0; i < word.n; i++) {
		char ch = word.p[i];
		bool digit = ch >= '0' && ch <= '9';
		if (!looks_like_digit(ch) || n + 1 == CHOICE_TEXT) return false;
		digits += digit;
		out[n++] = digit ? ch : ch == 'o' ? '0' : '1';
	}
	out[n] = '\0';
	return digits > 0;
}

/* "10.412" and "10 412" as one number; "10412.0" as a spreadsheet leaves it. */
static size_t take_number(struct reader *r, size_t i)
{
	struct choice c = { .what = CHOICE_NUMBER };
	const struct choice_token *next = token(r, i + 1);
	size_t used = 1, n;
	if (!digits_of(r->at[i].word, c.text)) return 0;
	n = strlen(c.text);
	enum choice_gap gap = next ? next->gap : GAP_END;
	bool thousands = r->join && n <= 3 && c.text[0] != '0' && r->at[i].word.n == n &&
			 (gap == GAP_BLANK || gap == GAP_DOT || gap == GAP_COMMA);
	while (thousands && next && next->gap == gap && next->word.n == 3 && n + 4 <= CHOICE_TEXT) {
		char group[CHOICE_TEXT];
		if (!digits_of(next->word, group) || strlen(group) != 3) break;
		memcpy(&c.text[n], group, 4);
		n += 3;
		next = token(r, i + ++used);
	}
	if (next && (next->gap == GAP_DOT || next->gap == GAP_COMMA) &&
		(sv_is(next->word, "0") || sv_is(next->word, "00")))
		used++;
	add(r, c, i, used);
	return used;
}

static size_t take_code(struct reader *r, size_t i)
{
	struct choice c = { .what = CHOICE_CODE };
	bool near = false;
	size_t used = choice_code(&r->at[i], r->to - i, &c.id, c.text, &near);
	if (used == 0) return 0;
	if (near) c.what = CHOICE_NEAR_CODE;
	add(r, c, i, used);
	return used;
}

static void take_word(struct reader *r, struct sv word)
{
	enum application_kind kind = choice_word_kind(word);
	if (kind != KIND_COUNT) r->kind = kind;
	if (sv_is(word, "member") || sv_is(word, "membership")) r->member = true;
	if (!choice_word_noise(word)) r->words++;
}

/* Reads the part in one way into r->items. */
static void read_part(struct reader *r)
{
	for (size_t i = r->from; i < r->to;) {
		const struct choice_token *t = &r->at[i];
		unsigned ordinal = 0;
		size_t used;
		if (t->mail) {
			add(r, (struct choice){ .what = CHOICE_EMAIL }, i, 1);
			i++;
		} else if ((used = take_code(r, i)) != 0) {
			i += used;
		} else if ((used = strong_ordinal(r, i, &ordinal)) != 0 ||
			   (r->loose && (used = loose_ordinal(r, i, &ordinal)) != 0)) {
			set_ordinal(r, ordinal);
			i += used;
		} else if ((used = take_number(r, i)) != 0) {
			i += used;
		} else if (has_digit(t->word)) { /* not understood, and not to be lost */
			add(r, (struct choice){ .what = CHOICE_WORDS }, i, 1);
			i++;
		} else {
			take_word(r, t->word);
			i++;
		}
	}
}

static bool same_choice(const struct choice *a, const struct choice *b)
{
	return a->what == b->what && a->ordinal == b->ordinal && a->typed.p == b->typed.p && a->typed.n == b->typed.n &&
	       !strcmp(a->text, b->text) && !strcmp(a->id.z, b->id.z);
}

static bool same_reading(const struct choice_reading *a, const struct choice *at, size_t n)
{
	for (size_t i = 0; i < a->n && a->n == n; i++)
		if (!same_choice(&a->at[i], &at[i])) return false;
	return a->n == n;
}

/* All readings of a part. r is left as the first of them leaves it. */
static void read_ways(struct reader *r, struct choice_part *out, struct arena *mem)
{
	const struct reader before = *r;
	for (int way = 0; way < CHOICE_READINGS; way++) {
		struct reader this = before;
		bool known = false;
		this.items.at = NULL;
		this.items.n = this.items.cap = 0;
		this.words = 0;
		this.part_ordered = r->pending != 0;
		this.join = way < 2;
		this.loose = way % 2 == 0;
		read_part(&this);
		for (size_t i = 0; i < out->n; i++)
			known |= same_reading(&out->reading[i], this.items.at, this.items.n);
		if (!known) {
			struct choice_reading *reading = &out->reading[out->n++];
			reading->n = this.items.n;
			reading->at = ARENA_ARRAY(mem, struct choice, this.items.n + 1);
			if (this.items.n) memcpy(reading->at, this.items.at, this.items.n * sizeof *this.items.at);
		}
		vec_dispose(&this.items);
		this.items = before.items;
		if (way == 0) *r = this;
	}
}

/* The words of one part, as its whole text, without the order in front ("2nd: none"). */
static bool part_is_none(const struct reader *r)
{
	struct str words = STR_INIT;
	size_t from = r->from;
	while (from + 1 < r->to && (choice_word_ordinal(r->at[from].word) || choice_word_choice(r->at[from].word) ||
					   single(r->at[from].word)))
		from++;
	for (size_t i = from; i < r->to; i++) {
		if (i > from) str_putc(&words, ' ');
		str_sv(&words, r->at[i].word);
	}
	bool none = choice_word_none(sv_of(&words));
	str_dispose(&words);
	return none;
}

/* An order that stands alone ("10437, first, 10412, second") belongs to what came before where the text began with a choice. */
static void lone_ordinal(struct reader *r, struct choice_parts *out)
{
	if (!r->pending || r->text_ordered || out->n == 0) return;
	struct choice_part *last = &out->at[out->n - 1];
	for (size_t i = 0; i < last->n; i++)
		if (last->reading[i].n) last->reading[i].at[last->reading[i].n - 1].ordinal = r->pending;
	r->pending = 0;
}

static bool is_found(const struct choice_part *p)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t j = 0; j < p->reading[i].n; j++)
			if (p->reading[i].at[j].what != CHOICE_WORDS) return true;
	return false;
}

static void whole_as(struct choice_parts *out, struct arena *mem, enum choice_what what, struct sv text)
{
	struct choice *c = ARENA_NEW(mem, struct choice);
	*c = (struct choice){ .what = what, .typed = sv_trim(text), .kind = KIND_COUNT };
	out->at[0] = (struct choice_part){ .reading = { { c, 1 } }, .n = 1 };
	out->n = 1;
}

static void words_as_choice(struct reader *r, struct choice_part *p, struct arena *mem)
{
	size_t from = r->at[r->from].from, to = r->at[r->to - 1].to;
	struct choice *c = ARENA_NEW(mem, struct choice);
	*c = (struct choice){ .what = CHOICE_WORDS,
		.typed = sv_sub(r->text, from, to - from),
		.ordinal = r->pending,
		.kind = KIND_COUNT };
	r->pending = 0;
	p->reading[0] = (struct choice_reading){ c, 1 };
	p->n = 1;
}

static void one_part(struct reader *r, struct choice_parts *out, struct arena *mem)
{
	struct choice_part *p = &out->at[out->n];
	if (part_is_none(r)) {
		r->pending = 0; /* "2nd: none" leaves no order for the third */
		return;
	}
	read_ways(r, p, mem);
	if (p->reading[0].n == 0 && r->words) words_as_choice(r, p, mem);
	if (p->reading[0].n || p->n > 1) {
		out->n++;
		return;
	}
	p->n = 0;
	lone_ordinal(r, out);
}

static bool ends_part(const struct choice_token *t)
{
	return t->gap == GAP_END || choice_word_between(t->word);
}

static void split(struct choice_parts *out, struct arena *mem, const struct choice_tokens *t, struct sv text)
{
	struct reader r = { .at = t->at, .n = t->n, .text = text, .items = VEC_INIT, .kind = KIND_COUNT };
	bool turned = false, any = false;
	out->at = ARENA_ARRAY(mem, struct choice_part, t->n + 1);
	for (size_t i = 0; i < t->n; i = r.to) {
		r.from = choice_word_between(t->at[i].word) ? i + 1 : i;
		for (r.to = i + 1; r.to < t->n && !ends_part(&t->at[r.to]);) r.to++;
		r.last = r.to == t->n;
		if (r.from < r.to) one_part(&r, out, mem);
	}
	if (r.pending) r.muddled = true;
	for (size_t i = 0; i < t->n; i++) turned |= choice_word_not(t->at[i].word);
	for (size_t i = 0; i < out->n; i++) any |= is_found(&out->at[i]);
	if (out->n && (!any || turned)) whole_as(out, mem, any ? CHOICE_NOT : CHOICE_WORDS, text);
	/* Two orders for one choice or none: then the order in which they stand says more. */
	for (size_t i = 0; r.muddled && i < out->n; i++)
		for (size_t w = 0; w < out->at[i].n; w++)
			for (size_t j = 0; j < out->at[i].reading[w].n; j++) out->at[i].reading[w].at[j].ordinal = 0;
}

/* Most texts are a number and nothing else. */
static bool plain_number(struct choice_parts *out, struct arena *mem, struct sv text)
{
	if (!is_digits(text) || text.n >= CHOICE_TEXT) return false;
	out->at = ARENA_NEW(mem, struct choice_part);
	whole_as(out, mem, CHOICE_NUMBER, text);
	memcpy(out->at[0].reading[0].at[0].text, text.p, text.n);
	return true;
}

void preference_split(struct choice_parts *out, struct arena *mem, struct sv text)
{
	struct choice_tokens tokens;
	*out = (struct choice_parts){ .cut = text.n > TEXT_MAX };
	text = sv_trim(sv_sub(text, 0, TEXT_MAX));
	if (text.n == 0 || plain_number(out, mem, text)) return;
	choice_tokens(&tokens, mem, text);
	if (!choice_word_none(tokens.plain)) split(out, mem, &tokens, text);
}
