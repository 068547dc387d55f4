/* Names are searched for in every form in which a page could print them, and those forms need a first name and a surname that
 * may stand in different cells, rows or years. So parts are collected first and put together per person at the end. */
#include "privacy/identity_names.h"
#include "base/utf8.h"

enum { WORDS_MAX = 4096, SAME_PERSON_MAX = 64 /* parts; old names included */ };

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Plain bytes without anything to decode, which is nearly every cell: one pass. False, with nothing kept, for other texts. */
static bool plain_words(struct words *w, struct sv text)
{
	size_t from = 0;
	char *out;

	str_reserve(&w->text, text.n + 1);
	out = w->text.ptr;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if ((signed char)c < 0 || c == '&' || c == '%' || c == '\\' ||
			(c == '-' && i > 0 && text.p[i - 1] == '-'))
			return false;
		out[i] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	out[text.n] = '\0';
	w->text.len = text.n;
	for (size_t i = 0; i <= text.n && w->v.n < WORDS_MAX; i++) {
		if (i < text.n && is_word_byte(out[i])) continue;
		if (i > from) vec_push(&w->v, sv_n(out + from, i - from));
		from = i + 1;
	}
	return true;
}

static void take_word(void *ctx, const struct normal_token *t)
{
	struct words *w = ctx;
	struct sv word = { NULL, t->folded_len };

	if (w->v.n == WORDS_MAX) return;
	str_sv(&w->text, sv_n(t->folded, t->folded_len));
	str_putc(&w->text, ' ');
	vec_push(&w->v, word);
}

static void general_words(struct words *w, struct sv text)
{
	static const struct normal_key none;
	size_t at = 0;

	normal_read(&none, text, take_word, w);
	/* Now that the text does not move any more. */
	for (size_t i = 0; i < w->v.n; i++) {
		w->v.at[i].p = w->text.ptr + at;
		at += w->v.at[i].n + 1;
	}
}

void words_of(struct words *w, struct sv text)
{
	if (!w->plain.ptr) {
		str_init(&w->plain, 0);
		str_init(&w->text, 0);
	}
	str_clear(&w->plain);
	str_clear(&w->text);
	vec_clear(&w->v);
	if (plain_words(w, text)) return;
	str_clear(&w->text);
	general_words(w, text);
}

size_t words_letters(const struct words *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->v.n; i++) n += w->v.at[i].n;
	return n;
}

bool words_all_digits(const struct words *w)
{
	for (size_t i = 0; i < w->v.n; i++)
		for (size_t j = 0; j < w->v.at[i].n; j++)
			if (w->v.at[i].p[j] < '0' || w->v.at[i].p[j] > '9') return false;
	return w->v.n > 0;
}

void words_dispose(struct words *w)
{
	if (w->plain.ptr) {
		str_dispose(&w->plain);
		str_dispose(&w->text);
	}
	vec_dispose(&w->v);
}

void name_parts_add(struct name_parts *p, enum name_part_kind kind, uint32_t person, struct sv text)
{
	struct name_part part = { person, (uint32_t)p->text.len, (uint16_t)text.n, (uint8_t)kind };

	if (!text.n || text.n > 1000) return;
	if (!p->text.ptr) str_init(&p->text, UINT32_MAX);
	if (!str_room(&p->text, text.n)) xnomem();
	str_sv(&p->text, text);
	vec_push(&p->parts, part);
}

void name_parts_dispose(struct name_parts *p)
{
	if (p->text.ptr) str_dispose(&p->text);
	vec_dispose(&p->parts);
}

static bool comes_before(const struct name_part *x, const struct name_part *y)
{
	if (x->person != y->person) return x->person < y->person;
	if (x->kind != y->kind) return x->kind < y->kind;
	return x->offset < y->offset;
}

#define FLAG_SORT sort_parts
#define FLAG_ITEM struct name_part
#define FLAG_KEY(part) ((part).person)
#define FLAG_BEFORE comes_before
#include "base/flag_sort.h"

struct combine {
	struct identity_set *set;
	uint32_t person;
	struct words first, last, local;
};

static void add_joined(
	struct combine *c, enum identity_kind kind, const struct sv *a, size_t na, const struct sv *b, size_t nb)
{
	struct sv word[IDENTITY_WINDOW];

	if (na + nb > IDENTITY_WINDOW) return;
	for (size_t i = 0; i < na + nb; i++) word[i] = i < na ? a[i] : b[i - na];
	identity_add(c->set, kind, c->person, word, na + nb);
}

static void add_single(struct combine *c, const struct words *w)
{
	if (w->v.n <= IDENTITY_WINDOW) identity_add(c->set, IDENTITY_NAME, c->person, w->v.at, w->v.n);
	for (size_t i = 0; w->v.n > 1 && i < w->v.n; i++)
		if (w->v.at[i].n >= 3) identity_add(c->set, IDENTITY_NAME, c->person, &w->v.at[i], 1);
}

static void add_pair(struct combine *c)
{
	const struct sv *first = c->first.v.at, *last = c->last.v.at;
	size_t nf = c->first.v.n, nl = c->last.v.n, i = 0;
	struct sv initial;

	if (!nf || !nl) return;
	add_joined(c, IDENTITY_FULL_NAME, first, nf, last, nl);
	add_joined(c, IDENTITY_FULL_NAME, last, nl, first, nf);
	if (nf > 1) {
		add_joined(c, IDENTITY_FULL_NAME, first, 1, last, nl);
		add_joined(c, IDENTITY_FULL_NAME, last, nl, first, 1);
	}
	utf8_next(first[0], &i);
	initial = sv_sub(first[0], 0, i);
	add_joined(c, IDENTITY_INITIAL_FIRST, &initial, 1, last, nl);
	add_joined(c, IDENTITY_INITIAL_LAST, last, nl, &initial, 1);
}

static bool names_it(const struct words *local, const struct words *name)
{
	for (size_t i = 0; i < name->v.n; i++)
		if (name->v.at[i].n >= 3 && sv_find(sv_of(&local->text), name->v.at[i]) != SIZE_MAX) return true;
	return false;
}

static bool has_digit(const struct words *w)
{
	for (size_t i = 0; i < w->text.len; i++)
		if (w->text.ptr[i] >= '0' && w->text.ptr[i] <= '9') return true;
	return false;
}

/* "quality.team@" is no name, and would be found on every page. */
static bool local_part_tells(
	const struct words *local, const struct name_part *part, size_t n, struct sv text, struct words *scratch)
{
	if (local->v.n == 0 || local->v.n > IDENTITY_WINDOW || words_letters(local) < 4) return false;
	if (words_all_digits(local)) return words_letters(local) >= 5;
	if (has_digit(local)) return true;
	for (size_t i = 0; i < n; i++) {
		if (part[i].kind == PART_LOCAL) continue;
		words_of(scratch, sv_sub(text, part[i].offset, part[i].length));
		if (names_it(local, scratch)) return true;
	}
	return false;
}

static void combine_person(struct combine *c, const struct name_part *part, size_t n, struct sv text)
{
	if (n > SAME_PERSON_MAX) n = SAME_PERSON_MAX;
	for (size_t i = 0; i < n; i++) {
		words_of(&c->first, sv_sub(text, part[i].offset, part[i].length));
		if (part[i].kind == PART_LOCAL) {
			if (local_part_tells(&c->first, part, n, text, &c->local))
				identity_add(c->set, IDENTITY_LOCAL_PART, c->person, c->first.v.at, c->first.v.n);
			continue;
		}
		add_single(c, &c->first);
		for (size_t j = i + 1; part[i].kind == PART_FIRST && j < n; j++) {
			if (part[j].kind != PART_LAST) continue;
			words_of(&c->last, sv_sub(text, part[j].offset, part[j].length));
			add_pair(c);
		}
	}
}

/* The roster repeats what the forms say. */
static size_t drop_repeated(struct name_part *part, size_t n, struct sv text)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool again = false;

		for (size_t j = 0; j < kept && j < SAME_PERSON_MAX && !again; j++)
			again = part[i].kind == part[j].kind && sv_eq(sv_sub(text, part[i].offset, part[i].length),
									sv_sub(text, part[j].offset, part[j].length));
		if (!again) part[kept++] = part[i];
	}
	return kept;
}

void name_parts_combine(struct name_parts *p, struct identity_set *set)
{
	struct combine c = { .set = set };
	struct sv text = p->text.ptr ? sv_of(&p->text) : sv("");

	sort_parts(p->parts.at, p->parts.n, 32);
	for (size_t i = 0, end; i < p->parts.n; i = end) {
		for (end = i; end < p->parts.n && p->parts.at[end].person == p->parts.at[i].person;) end++;
		c.person = p->parts.at[i].person;
		combine_person(&c, p->parts.at + i, drop_repeated(p->parts.at + i, end - i, text), text);
	}
	words_dispose(&c.first);
	words_dispose(&c.last);
	words_dispose(&c.local);
}
