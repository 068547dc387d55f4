/* questions.c: a question names the clauses it rests on in its head; pages and guidance mention them in their text. Both
 * ways lead here, and from here to the clause. */
#include "content/questions.h"

struct speakers {
	VEC(const struct document *) doc; /* sorted */
};

struct questions {
	struct map of; /* "MP-02 5.1.6" → struct speakers */
};

static struct str key_of(struct sv family, struct sv number)
{
	struct str key = STR_INIT;
	str_sv(&key, family);
	str_putc(&key, ' ');
	str_sv(&key, number);
	return key;
}

static int compare(const struct document *a, const struct document *b)
{
	int by_kind = (b->kind == DOC_FAQ) - (a->kind == DOC_FAQ);
	if (by_kind) return by_kind;
	if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
	if (a->order != b->order) return a->order < b->order ? -1 : 1;
	return strcmp(a->id, b->id);
}

static void add(struct questions *q, struct sv family, struct sv number, const struct document *from)
{
	struct str key = key_of(family, number);
	struct speakers *s = map_ptr(&q->of, sv_of(&key));
	size_t at = 0;
	if (!s) {
		s = xcalloc(1, sizeof *s);
		map_set_ptr(&q->of, sv_of(&key), s);
	}
	str_dispose(&key);
	while (at < s->doc.n && compare(s->doc.at[at], from) < 0) at++;
	if (at < s->doc.n && s->doc.at[at] == from) return;
	vec_push(&s->doc, from);
	for (size_t i = s->doc.n - 1; i > at; i--) s->doc.at[i] = s->doc.at[i - 1];
	s->doc.at[at] = from;
}

/* Nobody learns from a clause that there is a text for narrower readers than its own. */
static bool may_be_named(const struct build *b, const struct document *from, struct sv family)
{
	const struct family *f = build_family(b, family);
	return !f || !f->in_force || from->readers <= f->in_force->readers;
}

void questions_collect(struct build *b)
{
	b->questions = xcalloc(1, sizeof *b->questions);
	for (size_t i = 0; i < b->sources.n; i++) {
		const struct source *s = b->sources.at[i];
		if (s->left_out || s->doc->kind != DOC_FAQ) continue;
		for (size_t k = 0; k < s->clause_texts.n; k++) {
			struct sv number = sv_trim(s->clause_texts.at[k]), family;
			sv_split(&number, ' ', &family);
			if (number.p && may_be_named(b, s->doc, family))
				add(b->questions, family, sv_trim(number), s->doc);
		}
	}
}

void questions_mention(
	const struct build *b, const struct document *from, const struct family *family, struct sv number)
{
	if (b->questions && from->kind != DOC_SOP && from->kind != DOC_DEFINITION &&
		may_be_named(b, from, family->name))
		add(b->questions, family->name, number, from);
}

size_t questions_of(
	const struct build *b, const struct document *doc, struct sv number, const struct document *const **out)
{
	const struct family *f = build_family(b, doc->family);
	if (!b->questions || !number.n || !f || f->in_force != doc) return 0;
	struct str key = key_of(doc->family, number);
	const struct speakers *s = map_ptr(&b->questions->of, sv_of(&key));
	str_dispose(&key);
	if (!s) return 0;
	*out = s->doc.at;
	return s->doc.n;
}

void questions_free(struct questions *q)
{
	if (!q) return;
	for (size_t i = 0; i < q->of.n; i++) {
		struct speakers *s = map_ptr(&q->of, q->of.at[i].key);
		vec_dispose(&s->doc);
		free(s);
	}
	map_dispose(&q->of);
	free(q);
}
