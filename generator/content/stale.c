/* stale.c: an SOP comes into force on its day by itself; nobody is reminded that an answer still tells the old rule. What
 * counts is what stands under the number, wherever the clause's old text went: members look up the number. */
#include "content/stale.h"
#include "content/compare_text.h"

struct shelf {
	struct numbers numbers;
	struct map texts; /* "MP-02.03" → struct text, or NULL */
};

static const struct text *text_of(struct shelf *shelf, const struct document *doc)
{
	uint64_t have;
	if (map_get(&shelf->texts, doc->number, &have)) return map_ptr(&shelf->texts, doc->number);
	struct text *t = compare_text(&shelf->numbers, doc);
	map_set_ptr(&shelf->texts, doc->number, t);
	return t;
}

static bool stands_under(struct sv clause, struct sv number)
{
	if (clause.n < number.n || !sv_eq(sv_sub(clause, 0, number.n), number)) return false;
	return clause.n == number.n || clause.p[number.n] == '.';
}

/* Appends what stands under the number, the clauses below it included, as numbers of equal texts. */
static void words_under(struct str *out, const struct text *t, struct sv number)
{
	for (size_t i = 0; i < t->clause.n; i++) {
		const struct text_clause *c = &t->clause.at[i];
		if (stands_under(c->number, number)) str_printf(out, "%.*s:%u ", SV_ARG(c->number), c->plain);
	}
}

static bool changed_with(struct shelf *shelf, const struct document *doc, struct sv number)
{
	struct str now = STR_INIT, before = STR_INIT;
	const struct text *t = text_of(shelf, doc), *old = text_of(shelf, doc->supersedes_doc);
	bool differs = false;
	if (t && old) {
		words_under(&now, t, number);
		words_under(&before, old, number);
		differs = !sv_eq(sv_of(&now), sv_of(&before));
	}
	str_dispose(&now);
	str_dispose(&before);
	return differs;
}

/* The newest version in force since `looked` with which the clause changed; NULL if none did. */
static const struct document *changed_since(
	struct shelf *shelf, const struct document *in_force, struct sv number, date_t looked)
{
	for (const struct document *d = in_force; d && d->supersedes_doc && d->effective > looked;
		d = d->supersedes_doc)
		if (changed_with(shelf, d, number)) return d;
	return NULL;
}

static void check_clause(struct build *b, struct shelf *shelf, const struct source *s, size_t k)
{
	struct sv number = sv_trim(s->clause_texts.at[k]), name;
	sv_split(&number, ' ', &name);
	const struct family *f = build_family(b, name);
	if (!number.p || !f || !f->in_force) return;
	number = sv_trim(number);
	const struct document *with = changed_since(shelf, f->in_force, number, s->doc->updated);
	if (!with) return;
	const char *day = arena_strdup(&b->mem, sv(date_iso(with->effective).z));
	diags_warn(b->ds, "C110", s->clause_texts.place[k],
		"read the answer beside the clause as it is now, correct it, and write the day on which you did as "
		"\"updated\"",
		"%.*s %.*s changed with %.*s on %s, after this answer was last looked at", SV_ARG(name), SV_ARG(number),
		SV_ARG(with->number), day);
}

void stale_check(struct build *b)
{
	struct shelf shelf = { .texts = MAP_INIT };
	numbers_init(&shelf.numbers);
	for (size_t i = 0; i < b->sources.n; i++) {
		const struct source *s = b->sources.at[i];
		if (s->left_out || s->unsound || s->doc->kind != DOC_FAQ || s->doc->updated == DATE_NONE) continue;
		for (size_t k = 0; k < s->clause_texts.n; k++) check_clause(b, &shelf, s, k);
	}
	for (size_t i = 0; i < shelf.texts.n; i++) text_free(map_ptr(&shelf.texts, shelf.texts.at[i].key));
	map_dispose(&shelf.texts);
	numbers_dispose(&shelf.numbers);
}
