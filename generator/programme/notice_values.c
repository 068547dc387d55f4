/* notice_values.c turns a notice into the names of its template. Sentences stand in the templates, which the committee edits; here are facts only,
 * and those few words that depend on what kind of fact it is. */
#include "programme/notice_values.h"
#include <string.h>
#include "programme/notice_material.h"

static void text(struct tmap *m, const char *name, struct sv v)
{
	tmap_text(m, name, v, ORIGIN_TEXT, NULL);
}

static void day(struct tmap *m, const struct notice_world *w, const char *name, date_t d)
{
	text(m, name, sv(d == DATE_NONE ? "" : arena_strdup(w->mem, sv(date_long(d).z))));
}

const char *notice_role(const struct notice *n)
{
	if (!n->pair) return application_kind_word(n->to->who->kind);
	return n->pair->p->peers ? "peer" : n->side == SIDE_A ? "mentor" : "mentee";
}

bool notice_introduces(const struct notice *n)
{
	return n->pair && n->code >= NOTICE_MATCH_MENTEE && n->code <= NOTICE_MATCH_PEER &&
	       strcmp(n->stage, "agreed") == 0 && n->pair->p->agreed[SIDE_A] != DATE_NONE &&
	       n->pair->p->agreed[SIDE_B] != DATE_NONE;
}

static void settings_values(struct tmap *m, const struct settings *s)
{
	text(m, "society", sv(s->society));
	text(m, "society_short", sv(s->society_short));
	text(m, "programme", sv(s->programme));
	text(m, "committee", sv(s->committee));
	text(m, "contact", sv(s->contact));
	text(m, "code_of_ethics", sv(s->code_of_ethics));
	text(m, "address", sv(settings_address(s, s->readers)));
}

static void application_link(struct tmap *m, const struct settings *s, enum application_kind kind)
{
	text(m, "application",
		sv(kind == KIND_MENTOR      ? s->mentor_application
			: kind == KIND_PEER ? s->peer_application
					    : s->mentee_application));
}

static void person_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	const struct participant *p = n->to->who;
	const char *role = notice_role(n);
	text(m, "first_name", p->first_name.n ? p->first_name : p->certificate_name);
	text(m, "last_name", p->last_name);
	text(m, "name",
		sv(arena_printf(w->mem, "%.*s%s%.*s", SV_ARG(p->first_name),
			p->first_name.n && p->last_name.n ? " " : "", SV_ARG(p->last_name))));
	text(m, "certificate_name", p->certificate_name);
	text(m, "entry", sv(p->entry_no));
	text(m, "entry_id", sv(p->entry_id));
	day(m, w, "submitted", p->submitted);
	text(m, "role", sv(strcmp(role, "peer") == 0 ? "peer partner" : role));
	tmap_bool(m, "as_mentor", strcmp(role, "mentor") == 0);
	tmap_bool(m, "as_mentee", strcmp(role, "mentee") == 0);
	tmap_bool(m, "as_peer", strcmp(role, "peer") == 0);
	application_link(m, w->settings, p->kind);
}

static const struct due_person *partner_of(const struct notice *n)
{
	return n->pair ? n->pair->side[n->side == SIDE_A ? SIDE_B : SIDE_A] : NULL;
}

/* What was asked for, in the words of the vocabulary: no free text, which could tell who wrote it. */
static void partner_needs(struct tmap *m, const struct notice_world *w, const struct participant *p)
{
	struct tlist *list = tmap_list(m, "partner_needs");
	for (size_t i = 0; p && i < p->needs.n; i++) {
		struct tmap *item = tlist_add(list);
		text(item, "need", sv(code_label(w->facts->book, SPACE_TOPICS, p->needs.at[i])));
		tmap_bool(item, "primary", p->needs.at[i] == p->primary_need);
	}
	tmap_bool(m, "has_partner_needs", p && p->needs.n);
	text(m, "partner_area", sv(p ? code_label(w->facts->book, SPACE_AREAS, p->main_area) : ""));
	text(m, "partner_region", sv(p ? code_label(w->facts->book, SPACE_REGIONS, p->region) : ""));
}

static void partner_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	const struct due_person *partner = partner_of(n);
	const struct participant *p = partner ? partner->who : NULL,
				 *told = notice_introduces(n) ? p : NULL; /* the wall */
	bool asks = n->code >= NOTICE_MENTOR_CONFIRM && n->code <= NOTICE_MATCH_PEER;
	text(m, "partner_name",
		sv(told ? arena_printf(w->mem, "%.*s%s%.*s", SV_ARG(told->first_name),
				  told->first_name.n && told->last_name.n ? " " : "", SV_ARG(told->last_name))
			: ""));
	text(m, "partner_email", told ? told->email : sv(""));
	text(m, "partner_phone", told ? told->phone : sv(""));
	text(m, "partner_employer", told ? told->employer : sv(""));
	partner_needs(m, w, asks ? p : NULL);
}

static void partnership_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	const struct partnership *p = n->pair ? n->pair->p : NULL;
	bool mentor = p && !p->peers && n->side == SIDE_A;
	text(m, "number", sv(p ? p->number : ""));
	text(m, "cycle", sv(p ? p->cycle : ""));
	day(m, w, "reply_by", p ? p->reply_by : DATE_NONE);
	day(m, w, "plan_due", p ? p->plan_due : DATE_NONE);
	day(m, w, "checkin_due",
		!p                            ? DATE_NONE
		: p->checkin_due != DATE_NONE ? p->checkin_due
					      : date_add_months(p->plan_due, (int)w->facts->rules->checkin_months));
	day(m, w, "evaluation_due", p ? p->evaluation_due : DATE_NONE);
	day(m, w, "plan_received", p ? p->plan_received : DATE_NONE);
	day(m, w, "concluded", p ? p->concluded : DATE_NONE);
	day(m, w, "ended", p ? p->ended : DATE_NONE);
	tmap_bool(m, "own_evaluation", p && p->evaluated[n->side] != DATE_NONE);
	tmap_bool(m, "you_write_first", p && !p->peers && !mentor); /* 5.3.1 */
	tmap_bool(m, "either_writes", p && p->peers);
	tmap_bool(m, "you_submit", mentor); /* 5.3.3 */
	tmap_bool(m, "either_submits", p && p->peers);
}

static void stage_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	static const char *const stages[] = { "proposed", "agreed", "before", "due", "late", "open", "granted",
		"denied", "returning", "year" };
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
		tmap_bool(m, stages[i], strcmp(n->stage, stages[i]) == 0);
	day(m, w, "on", n->date);
	tmap_bool(m, "has_on", n->date != DATE_NONE);
}

static void meeting_values(struct tmap *m, const struct notice_world *w)
{
	const struct due_meeting *next = due_next_meeting(w->facts);
	date_t publish = DATE_NONE;
	for (size_t i = 0; i < w->facts->nmeetings && publish == DATE_NONE; i++)
		if (w->facts->meeting[i].publish_on >= w->facts->day) publish = w->facts->meeting[i].publish_on;
	day(m, w, "next_meeting", next ? next->meeting : DATE_NONE);
	day(m, w, "next_publish", publish);
}

static const char *question_of(const struct preference *p)
{
	switch (p->how) {
	case PREFERENCE_SLIP: return "this looks like an Entry ID, but one symbol does not fit";
	case PREFERENCE_OTHER_KIND: return "this is an entry of another kind, not one you can choose here";
	case PREFERENCE_SEVERAL:
	case PREFERENCE_AMBIGUOUS: return "this can mean more than one entry";
	default: return "this is no entry we know";
	}
}

static void question_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	const struct participant *p = n->to->who;
	struct tlist *list = tmap_list(m, "questions");
	bool clarify = n->code == NOTICE_CLARIFY;
	for (size_t i = 0; clarify && i < p->choices.n; i++) {
		if (!p->choices.at[i].code) continue;
		struct tmap *item = tlist_add(list);
		text(item, "typed", p->choices.at[i].typed);
		text(item, "question", sv(question_of(&p->choices.at[i])));
	}
	tmap_bool(m, "has_questions", tlist_length(list) > 0);
	tmap_bool(m, "no_topics", clarify && (p->kind == KIND_MENTOR ? !p->offers.n : !p->needs.n));
	tmap_bool(m, "no_member", p->matchable == REASON_NOT_A_MEMBER);
	tmap_bool(m, "lapsed", p->matchable == REASON_LAPSED);
	tmap_bool(m, "on_hold", p->matchable == REASON_ON_HOLD);
	tmap_bool(m, "by_decision", n->code == NOTICE_NOT_ELIGIBLE && n->decision);
	day(m, w, "paused_until", p->paused_until);
}

static void unit_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	const struct partnership *p = n->pair ? n->pair->p : NULL;
	date_t on = !p ? w->facts->day : p->concluded != DATE_NONE ? p->concluded : p->ended;
	const struct unit_rule *r =
		w->facts->rules->nunits ? rules_units_on(w->facts->rules, on == DATE_NONE ? w->facts->day : on) : NULL;
	text(m, "units", sv(r ? arena_printf(w->mem, "%d", r->per_partnership) : ""));
	text(m, "units_most", sv(r ? arena_printf(w->mem, "%d", r->max_units) : ""));
	text(m, "partnerships_most", sv(r ? arena_printf(w->mem, "%d", r->max_partnerships) : ""));
	text(m, "certificate", sv(n->certificate ? n->certificate->number : ""));
}

static void material_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	struct tlist *list = tmap_list(m, "materials");
	struct materials all = { VEC_INIT };
	if (w->corpus) materials_of(&all, w->mem, w->corpus, w->settings, notice_role(n));
	for (size_t i = 0; i < all.v.n; i++) {
		struct tmap *item = tlist_add(list);
		text(item, "title", sv(all.v.at[i].title));
		text(item, "where", sv(all.v.at[i].address));
	}
	vec_dispose(&all.v);
}

void notice_values(struct tmap *m, const struct notice_world *w, const struct notice *n)
{
	settings_values(m, w->settings);
	person_values(m, w, n);
	partner_values(m, w, n);
	partnership_values(m, w, n);
	stage_values(m, w, n);
	meeting_values(m, w);
	question_values(m, w, n);
	unit_values(m, w, n);
	material_values(m, w, n);
}
