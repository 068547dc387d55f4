/* evaluation.c reads the forms once, so that the report counts numbers and nobody else sees the words. */
#include "programme/evaluation.h"
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

static const struct {
	const char *field, *words;
	int answers;
} questions[QUESTIONS] = {
	[QUESTION_OVERALL] = { "rating_overall", "All in all", 5 },
	[QUESTION_MATCH] = { "rating_match", "The match", 5 },
	[QUESTION_COMMUNICATION] = { "rating_communication", "Communication", 5 },
	[QUESTION_GOALS] = { "rating_goals", "Work on the goals", 5 },
	[QUESTION_MATERIALS] = { "rating_materials", "The materials", 5 },
	[QUESTION_SUPPORT] = { "rating_support", "Support by the committee", 5 },
	[QUESTION_GOALS_MET] = { "goals_met", "Goals met", 3 },
	[QUESTION_CONTINUE] = { "continue_informally", "Will stay in touch", 2 },
	[QUESTION_REPEAT] = { "would_repeat", "Would take part again", 2 },
};

const char *question_words(enum question q)
{
	return questions[q].words;
}

int question_answers(enum question q)
{
	return questions[q].answers;
}

const char *question_answer(enum question q, int answer)
{
	static const char *const rating[] = { "no answer", "1", "2", "3", "4", "5" };
	static const char *const met[] = { "no answer", "no", "partly", "yes" };
	static const char *const yes_no[] = { "no answer", "no", "yes" };
	return q < QUESTION_RATINGS ? rating[answer] : q == QUESTION_GOALS_MET ? met[answer] : yes_no[answer];
}

const char *role_words(enum role r, bool many)
{
	static const char *const one[ROLES] = { "mentor", "mentee", "peer partner" };
	static const char *const all[ROLES] = { "mentors", "mentees", "peer partners" };
	return many ? all[r] : one[r];
}

enum role role_of(const struct partnership *p, enum side side)
{
	return p->peers ? ROLE_PEER : side == SIDE_A ? ROLE_MENTOR : ROLE_MENTEE;
}

/* ---- one form */

struct reading {
	struct evaluations *out;
	struct arena *mem;
	struct diags *ds;
	struct evaluation now;
};

/* 1 up to the question's answers; 0 for none; -1 for what is no answer of it. */
static int answer_of(enum question q, struct sv typed)
{
	struct str folded = STR_INIT;
	long n = 0;
	int out = -1;
	utf8_fold(&folded, sv_trim(typed));
	struct sv v = sv_of(&folded);
	bool yes = sv_is(v, "yes") || sv_is(v, "y") || sv_is(v, "true") || sv_is(v, "checked") || sv_is(v, "1"),
	     no = sv_is(v, "no") || sv_is(v, "n") || sv_is(v, "false") || sv_is(v, "not checked") || sv_is(v, "0");
	if (!v.n || sv_is(v, "n/a"))
		out = 0;
	else if (q < QUESTION_RATINGS)
		out = sv_long(v, &n) && n >= 1 && n <= 5 ? (int)n : -1;
	else if (q == QUESTION_GOALS_MET && (sv_starts(v, "part") || sv_is(v, "some")))
		out = 2;
	else if (yes || no)
		out = yes ? question_answers(q) : 1;
	str_dispose(&folded);
	return out;
}

static bool is_yes(struct sv v)
{
	return answer_of(QUESTION_REPEAT, v) == 2;
}

static int take_form(void *self, const struct application *a)
{
	struct reading *r = self;
	struct evaluation *e = &r->now;
	struct place at = { a->file, a->line, 0 };
	long n = 0;
	if (a->kind != KIND_EVALUATION) return 0;
	for (enum question q = 0; q < QUESTIONS; q++) {
		struct sv typed = application_field(a, questions[q].field);
		e->answer[q] = answer_of(q, typed);
		if (e->answer[q] >= 0) continue;
		e->answer[q] = 0;
		diags_warn(r->ds, "M150", at,
			q < QUESTION_RATINGS ? "the mapping should give whole numbers from 1 to 5"
					     : "the mapping should give yes, no or (of goals) partly",
			"%s is no answer to %s (\"%s\"); it is counted as none", diags_value(r->ds, typed),
			questions[q].field, questions[q].words);
	}
	e->meetings = sv_long(sv_trim(application_field(a, "meetings_count")), &n) && n >= 0 && n < 1000 ? (int)n : -1;
	e->wants_units = is_yes(application_field(a, "units_requested"));
	e->may_quote = is_yes(application_field(a, "may_quote"));
	e->positive = arena_sv(r->mem, sv_trim(application_field(a, "comment_positive")));
	e->improve = arena_sv(r->mem, sv_trim(application_field(a, "comment_improve")));
	vec_push(&r->out->v, *e);
	return 0;
}

/* ---- all */

/* The form of a side that was recorded last and not taken back; 0: none. */
static int64_t form_of(const struct register_events *all, enum side side)
{
	int64_t form = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct register_event *e = &all->at[i];
		if (!e->gone && e->source && e->side == side && strcmp(e->name, "evaluated") == 0) form = e->source;
	}
	return form;
}

static int read_side(struct reading *r, struct store *s, const struct run *run, const struct partnership *p,
	enum side side, const struct register_events *events)
{
	int64_t form = p->evaluated[side] == DATE_NONE ? 0 : form_of(events, side);
	if (!form) return 0;
	r->now = (struct evaluation){ .partnership = p,
		.side = side,
		.role = role_of(p, side),
		.application = form,
		.person = side == SIDE_A ? p->person_a : p->person_b,
		.received = p->evaluated[side] };
	return application_get(s, run, form, take_form, r) < 0 ? -1 : 0;
}

int evaluations_read(struct evaluations *out, struct arena *mem, struct store *s, const struct run *run,
	const struct partnerships *all, struct diags *ds)
{
	struct reading r = { .out = out, .mem = mem, .ds = ds };
	*out = (struct evaluations){ VEC_INIT };
	for (size_t i = 0; i < all->v.n; i++) {
		const struct partnership *p = &all->v.at[i];
		struct register_events events = { NULL, 0 };
		if (p->evaluated[SIDE_A] == DATE_NONE && p->evaluated[SIDE_B] == DATE_NONE) continue;
		if (register_events(&events, mem, s, p->id, run->as_of) || read_side(&r, s, run, p, SIDE_A, &events) ||
			read_side(&r, s, run, p, SIDE_B, &events))
			return -1;
	}
	return 0;
}

void evaluations_dispose(struct evaluations *e)
{
	vec_dispose(&e->v);
}
