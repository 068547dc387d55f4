/* redact.c puts together what the searches of its neighbours found in a text: where two meet, the surer one stands and takes in
 * the other, so that nothing of a value is left beside its placeholder. */
#include "privacy/redact_internal.h"
#include <assert.h>
#include "base/utf8.h"

enum { PERSONS = 3 };

static void know_words(struct map *to, struct sv text)
{
	struct redact_text t = { .text = text, .mem = ARENA_INIT };

	redact_tokens(&t);
	for (size_t i = 0; i < t.token.n; i++) map_add(to, t.token.at[i].folded, 1);
	vec_dispose(&t.token);
	arena_dispose(&t.mem);
}

static void know_list(struct map *to, const char *words)
{
	struct sv rest = sv(words), word;

	while (sv_split(&rest, ' ', &word))
		if (word.n) map_add(to, word, 1);
}

static void know_vocab(struct redactor *r, const struct vocab *v)
{
	for (size_t i = 0; i < v->n; i++) {
		know_words(&r->common, v->value[i].label);
		know_words(&r->common, v->value[i].words);
	}
	for (size_t i = 0; i < v->by_word.n; i++) know_words(&r->common, v->by_word.at[i].key);
}

/* Only to be asked: what it has to say about the lists themselves is said by the gate that publishes. */
static struct gate *gate_of(const struct redact_sources *from)
{
	const struct gate_options o = {
		.values = from->values, .settings = from->settings, .policy = from->policy, .vocabs = from->vocabs
	};
	struct diags aside = DIAGS_INIT;
	struct gate *g = NULL;

	if (from->values) gate_new(&g, &o, &aside);
	diags_dispose(&aside);
	return g;
}

void redactor_new(struct redactor **out, const struct redact_sources *from)
{
	struct redactor *r = xcalloc(1, sizeof *r);
	const char *setting;

	r->common = r->given = r->used = (struct map)MAP_INIT;
	know_list(&r->common, redact_common_words);
	know_list(&r->given, redact_given_names);
	for (size_t i = 0; from->vocabs && i < from->vocabs->n; i++) know_vocab(r, from->vocabs->at[i]);
	for (size_t i = 0; from->policy && i < from->policy->ncertified; i++)
		know_words(&r->common, from->policy->certified[i]);
	for (size_t i = 0; from->policy && i < from->policy->nordinary; i++)
		know_words(&r->common, from->policy->ordinary[i]);
	for (size_t i = 0; from->settings && (setting = settings_certified(from->settings, i)) != NULL; i++)
		know_words(&r->common, sv(setting));
	r->gate = gate_of(from);
	*out = r;
}

void redactor_free(struct redactor *r)
{
	if (!r) return;
	map_dispose(&r->common);
	map_dispose(&r->given);
	map_dispose(&r->used);
	gate_free(r->gate);
	free(r);
}

/* The bytes up to the end of what opened at i, or i where nothing did. */
static size_t skip_markup(struct sv text, size_t i)
{
	const char *close = text.p[i] == '<'                                             ? ">"
			    : text.p[i] == '{' && i + 1 < text.n && text.p[i + 1] == '{' ? "}}"
											 : NULL;
	size_t end = close ? sv_find(sv_sub(text, i, 2000), sv(close)) : SIZE_MAX;

	return end == SIZE_MAX ? i : i + end + strlen(close);
}

void redactor_know(struct redactor *r, struct sv text)
{
	struct str plain = STR_INIT;
	size_t head = sv_starts(text, "---\n") ? sv_find(sv_sub(text, 4, text.n), sv("\n---")) : SIZE_MAX;

	for (size_t i = head == SIZE_MAX ? 0 : head + 8; i < text.n;) {
		size_t next = skip_markup(text, i);

		str_putc(&plain, next > i ? ' ' : text.p[i]);
		i = next > i ? next : i + 1;
	}
	if (utf8_invalid_at(sv_of(&plain)) == SIZE_MAX) know_words(&r->common, sv_of(&plain));
	str_dispose(&plain);
}

/* Value of a word in `used`: the last person's number over how many there are, which are counted up to three. */
void redactor_count(struct redactor *r, struct sv text, int64_t person)
{
	struct redact_text t = { .text = text, .mem = ARENA_INIT };

	redact_tokens(&t);
	for (size_t i = 0; i < t.token.n; i++) {
		uint64_t was = 0, mine = (uint64_t)person << 2;

		map_get(&r->used, t.token.at[i].folded, &was);
		if (was == 0)
			map_set(&r->used, t.token.at[i].folded, mine | 1);
		else if ((was & ~UINT64_C(3)) != mine && (was & 3) < PERSONS)
			map_set(&r->used, t.token.at[i].folded, mine | ((was & 3) + 1));
	}
	vec_dispose(&t.token);
	arena_dispose(&t.mem);
}

bool redact_known(const struct redactor *r, struct sv folded)
{
	uint64_t used = 0;

	return redact_common(r, folded) || (map_get(&r->used, folded, &used) && (used & 3) >= PERSONS);
}

bool redact_given(const struct redactor *r, struct sv folded)
{
	return map_get(&r->given, folded, NULL);
}

void redact_add(struct redact_text *t, size_t start, size_t end, enum redact_kind kind, enum redact_degree degree)
{
	struct redact_mark m = { start, end, kind, degree, false, false };

	assert(start < end && end <= t->text.n);
	vec_push(t->out, m);
}

bool redact_covered(const struct redact_text *t, size_t start, size_t end)
{
	for (size_t i = 0; i < t->out->n; i++)
		if (t->out->at[i].degree > REDACT_SUGGESTION && t->out->at[i].start < end && t->out->at[i].end > start)
			return true;
	return false;
}

static int by_start(const void *a, const void *b)
{
	const struct redact_mark *x = a, *y = b;

	if (x->start != y->start) return x->start < y->start ? -1 : 1;
	if (x->end != y->end) return x->end > y->end ? -1 : 1;
	if (x->degree != y->degree) return x->degree > y->degree ? -1 : 1;
	return (x->kind > y->kind) - (x->kind < y->kind);
}

/* "Grace Young" of two marks is one name, unless a sentence ends between them. */
static bool belong_together(struct sv text, const struct redact_mark *a, const struct redact_mark *b)
{
	if (a->kind != b->kind || (a->kind != REDACT_NAME && a->kind != REDACT_EMPLOYER && a->kind != REDACT_PASSAGE) ||
		!a->degree != !b->degree || b->start - a->end > 3)
		return false;
	for (size_t i = a->end; i < b->start; i++)
		if (!strchr(" -", text.p[i]) && !(text.p[i] == '.' && a->end - a->start == 1)) return false;
	return true;
}

/* The kind is that of the surer one, of equals that of the longer; an address stays one whatever it holds. */
static void take_in(struct redact_mark *a, const struct redact_mark *b)
{
	bool wider = b->end - b->start > a->end - a->start;

	if (a->kind != REDACT_EMAIL && a->kind != REDACT_SITE &&
		(b->kind == REDACT_EMAIL || b->kind == REDACT_SITE ||
			(b->degree == a->degree ? wider : b->degree > a->degree)))
		a->kind = b->kind;
	a->ordinary = a->ordinary && b->ordinary;
	a->own = a->own || b->own;
	if (b->degree > a->degree) a->degree = b->degree;
	if (b->end > a->end) a->end = b->end;
}

static void unite(struct redact_marks *m, struct sv text)
{
	size_t kept = 0;

	if (m->n) qsort(m->at, m->n, sizeof *m->at, by_start);
	for (size_t i = 0; i < m->n; i++) {
		struct redact_mark *last = kept ? &m->at[kept - 1] : NULL;

		if (!last || (m->at[i].start >= last->end && !belong_together(text, last, &m->at[i])))
			m->at[kept++] = m->at[i];
		else
			take_in(last, &m->at[i]);
	}
	m->n = kept;
}

void redact_find(struct redact_marks *out, const struct redactor *r, struct sv text, int64_t person)
{
	struct redact_text t = { .text = text, .r = r, .mem = ARENA_INIT, .out = out };

	vec_clear(out);
	redact_tokens(&t);
	if (r->gate) redact_values(&t, person);
	redact_addresses(&t);
	redact_numbers(&t);
	redact_names(&t);
	redact_rare(&t);
	unite(out, text);
	vec_dispose(&t.token);
	arena_dispose(&t.mem);
}

size_t redact_count(const struct redact_marks *m, enum redact_degree degree)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) n += m->at[i].degree == degree;
	return n;
}
