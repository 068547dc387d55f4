/* redact_values.c asks the gate itself what it would refuse in a text: the text is put into the forms in which it will be published, and whatever the gate's
 * own search and judgement find there is brought back to the bytes that the reviewer reads. No rule of the gate is repeated here. */
#include "base/csvout.h"
#include "base/html.h"
#include "privacy/gate_internal.h"
#include "privacy/redact_internal.h"

struct values {
	struct redact_text *t;
	uint32_t person;
	struct str form;  /* the text as it is published */
	VEC(size_t) from; /* of every byte of the form, the byte of the text that it stands for */
};

/* As on a page. The escape of a character is that of its bytes together. */
static void put_page(struct values *s)
{
	struct sv text = s->t->text;

	str_clear(&s->form);
	vec_clear(&s->from);
	for (size_t i = 0, n; i < text.n; i += n) {
		for (n = 1; i + n < text.n && ((unsigned char)text.p[i + n] & 0xC0) == 0x80;) n++;
		html_text(&s->form, sv_sub(text, i, n));
		while (s->from.n < s->form.len) vec_push(&s->from, i);
	}
}

/* As in the pool's CSV, where quotation marks and apostrophes are put between the bytes of the text. */
static void put_cell(struct values *s)
{
	struct sv text = s->t->text;

	str_clear(&s->form);
	vec_clear(&s->from);
	csvout_cell(&s->form, text);
	for (size_t i = 0; s->from.n < s->form.len;) {
		bool it = i < text.n && s->form.ptr[s->from.n] == text.p[i];

		vec_push(&s->from, i < text.n ? i : text.n - 1);
		i += it;
	}
}

/* From a place in the form to one in the text: whole characters, at least one, all of what was escaped, and no blanks behind it (pairs of
 * hexadecimal digits take theirs along). */
static void place_in_text(const struct values *s, size_t *start, size_t *end)
{
	struct sv text = s->t->text;
	size_t last = *end > *start ? *end - 1 : *start;

	*start = s->from.at[*start < s->from.n ? *start : s->from.n - 1];
	last = s->from.at[last < s->from.n ? last : s->from.n - 1];
	if (*start > last) *start = last;
	while (*start > 0 && ((unsigned char)text.p[*start] & 0xC0) == 0x80) --*start;
	for (*end = last + 1; *end < text.n && ((unsigned char)text.p[*end] & 0xC0) == 0x80;) ++*end;
	while (*end > *start + 1 && strchr(" \t\n", text.p[*end - 1])) --*end;
}

static enum redact_kind kind_of(const struct identity_value *v)
{
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_EMAIL:
	case IDENTITY_LOCAL_PART: return REDACT_EMAIL;
	case IDENTITY_PHONE: return REDACT_PHONE;
	case IDENTITY_NUMBER: return REDACT_NUMBER;
	case IDENTITY_EMPLOYER: return REDACT_EMPLOYER;
	case IDENTITY_PASSAGE: return REDACT_PASSAGE;
	case IDENTITY_OTHER: return REDACT_DETAIL;
	default: return REDACT_NAME;
	}
}

/* Is what begins here one word, and a common one? */
static bool everyday(const struct redact_text *t, const struct gate_finding *f, size_t start)
{
	if (f->window->n != 1) return false;
	for (size_t i = 0; i < t->token.n; i++)
		if (t->token.at[i].start == start)
			return t->token.at[i].letter && redact_common(t->r, t->token.at[i].folded);
	return false;
}

static void mark(void *ctx, const struct gate_finding *f)
{
	struct values *s = ctx;
	struct redact_text *t = s->t;
	size_t start, end;

	gate_finding_place(f, &start, &end);
	place_in_text(s, &start, &end);
	bool common = everyday(t, f, start);
	if (f->verdict == GATE_ORDINARY) {
		/* What gives a word only when it is unpacked is noise as a rule. */
		if (f->window->n == 1 && !common && !f->judged->view->packed)
			redact_add(t, start, end, REDACT_NAME, REDACT_SUGGESTION);
		return;
	}
	redact_add(t, start, end, kind_of(f->value), REDACT_CERTAIN);
	t->out->at[t->out->n - 1].own = f->value->person == s->person;
	t->out->at[t->out->n - 1].ordinary = common && gate_may_be_word(f->value) && !f->capital;
}

static void ask(struct values *s, const char *path)
{
	struct span all = { s->form.len, ORIGIN_TEXT, NULL };
	struct artifact a = { path, ARTIFACT_FILE, sv_of(&s->form), &all, 1 };

	if (s->form.len) gate_read(s->t->r->gate, &a, mark, s);
}

void redact_values(struct redact_text *t, int64_t person)
{
	struct values s = { .t = t, .person = identity_person(person, "", 0), .form = STR_INIT };

	if (!t->text.n) return;
	put_page(&s);
	ask(&s, "text.html");
	put_cell(&s);
	ask(&s, "text.csv");
	str_dispose(&s.form);
	vec_dispose(&s.from);
}
