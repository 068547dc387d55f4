/* who_choices.c stands apart because a choice has two ends: an application names whom it wants in words of its own, but who
 * wants it is written nowhere and found only by reading the choices of all others. */
#include "cmd/who_internal.h"
#include "records/preference.h"

static const char *ordinal(struct teller *t, unsigned n)
{
	const char *end = n % 100 / 10 == 1 ? "th"
			  : n % 10 == 1     ? "st"
			  : n % 10 == 2     ? "nd"
			  : n % 10 == 3     ? "rd"
					    : "th";
	return TEXT(t, "%u%s", n, end);
}

struct names {
	struct teller *t;
	struct str text;
};

static int add_name(void *self, const struct application *a)
{
	struct names *n = self;
	struct sv first = application_field(a, "first_name"), last = application_field(a, "last_name");
	str_printf(&n->text, "%s%s %s (%.*s %.*s)", n->text.len ? ", " : "", a->form, a->entry_no, SV_ARG(first),
		SV_ARG(last));
	return 0;
}

static int tell_choice(struct teller *t, const struct preference *p)
{
	struct names names = { t, STR_INIT };
	int r = 0;
	for (size_t i = 0; i < p->n && i < 12 && r >= 0; i++)
		r = application_get(t->ctx->store, t->ctx->run, p->application[i], add_name, &names);
	who_item(t, TEXT(t, "%s \"%.*s\"%s%s: %s%s%s", p->rank ? ordinal(t, p->rank) : "-", SV_ARG(p->typed),
			    names.text.len ? " is " : "", names.text.ptr, p->reason, p->suggestion ? "; " : "",
			    p->suggestion ? p->suggestion : ""));
	str_dispose(&names.text);
	return r < 0 ? -1 : 0;
}

int who_choices(struct teller *t, struct preference_reader *reader, const struct application *a)
{
	struct preferences chosen;
	int r = preference_reader_read(reader, &chosen, &t->mem, a);
	if (r || chosen.n == 0) return r;
	who_begin(t, "choices", "Chose");
	for (size_t i = 0; i < chosen.n && r == 0; i++) r = tell_choice(t, &chosen.at[i]);
	if (chosen.ignored) who_item(t, "more was typed than is read");
	who_end(t);
	return r;
}

struct reverse {
	struct teller *t;
	struct preference_reader *reader; /* brief */
	int64_t target;
	struct arena mem;
	bool any;
};

static int look_for_target(void *self, const struct application *a)
{
	struct reverse *v = self;
	struct preferences chosen;
	arena_reset(&v->mem);
	if (preference_reader_read(v->reader, &chosen, &v->mem, a)) return -1;
	for (size_t i = 0; i < chosen.n; i++) {
		const struct preference *p = &chosen.at[i];
		for (size_t j = 0; preference_leads(p) && j < p->n; j++) {
			if (p->application[j] != v->target) continue;
			if (!v->any) who_begin(v->t, "chosen_by", "Chosen by");
			v->any = true;
			who_item(v->t, TEXT(v->t, "as %s choice by %s%s", ordinal(v->t, p->rank), who_short(v->t, a),
					       p->n > 1 ? ", through a group" : ""));
		}
	}
	return 0;
}

int who_choosers(struct teller *t, const struct application *a)
{
	struct reverse v = { t, NULL, a->id, ARENA_INIT, false };
	int r = preference_reader_open(&v.reader, t->ctx->store, t->ctx->run, true);
	for (int k = 0; k < KIND_COUNT && r == 0; k++)
		if (preference_wanted((enum application_kind)k) == a->kind)
			r = application_each(
				t->ctx->store, t->ctx->run, (enum application_kind)k, true, look_for_target, &v);
	if (v.any) who_end(t);
	preference_reader_close(v.reader);
	arena_dispose(&v.mem);
	return r;
}
