/* who.c tells all that is known of one application, in the order in which somebody on the telephone needs it: who it is,
 * what follows from it today and why, where it comes from, what happened, whom it chose and who chose it. */
#include "cmd/who_internal.h"
#include "records/erase.h"
#include "records/preference.h"
#include "records/status.h"
#include "records/story.h"

static const char *kind_name(enum application_kind k)
{
	static const char *const kinds[KIND_COUNT] = { "mentor", "peer partner", "mentee", "partnership plan",
		"evaluation" };
	return kinds[k];
}

void who_begin(const struct teller *t, const char *key, const char *title)
{
	if (t->json) {
		json_key(t->json, key);
		json_array(t->json);
	} else {
		context_say(t->ctx, "\n  %s", title);
	}
}

void who_end(const struct teller *t)
{
	if (t->json) json_end(t->json);
}

void who_item(const struct teller *t, const char *text)
{
	if (t->json)
		json_text(t->json, sv(text));
	else
		context_say(t->ctx, "    %s", text);
}

/* label NULL: for JSON only. */
static void pair(const struct teller *t, const char *key, const char *label, struct sv value)
{
	if (t->json)
		json_kv(t->json, key, value);
	else if (label && value.n)
		context_say(t->ctx, "  %-12s %.*s", label, SV_ARG(value));
}

static const char *name_of(struct teller *t, const struct application *a)
{
	struct sv first = application_field(a, "first_name"), last = application_field(a, "last_name"),
		  full = application_field(a, "full_name");
	if (first.n == 0 && last.n == 0) return arena_strdup(&t->mem, full);
	return arena_strdup(&t->mem, sv_trim(sv(TEXT(t, "%.*s %.*s", SV_ARG(first), SV_ARG(last)))));
}

const char *who_short(struct teller *t, const struct application *a)
{
	const char *name = name_of(t, a);
	struct sv employer = application_field(a, "employer");
	return TEXT(t, "%s%s%.*s%s%s%s %s, submitted %s%s", name, employer.n ? " (" : "", SV_ARG(employer),
		employer.n ? ")" : "", *name || employer.n ? ", " : "", a->form, a->entry_no, date_iso(a->submitted).z,
		a->current ? "" : " (replaced by a newer one)");
}

void who_line(struct teller *t, const struct application *a)
{
	if (t->json) {
		json_object(t->json);
		json_kv(t->json, "form", sv(a->form));
		json_kv(t->json, "entry_no", sv(a->entry_no));
		json_kv(t->json, "line", sv(who_short(t, a)));
		json_end(t->json);
	} else {
		context_say(t->ctx, "  %s", who_short(t, a));
	}
}

static const char *entry_text(struct teller *t, const struct entry_fact *e)
{
	if (e->first_edition == 0)
		return TEXT(t, "%s: drawn for a publish that did not come about; no edition has it", e->id.z);
	return TEXT(t, "%s: %s of %s%s%s, since %s (edition %u)%s%s%s%s", e->id.z, e->group ? "a group" : "a profile",
		e->pool, e->ended != DATE_NONE ? "" : ", ", e->ended != DATE_NONE ? "" : e->state, date_iso(e->since).z,
		e->first_edition, e->ended != DATE_NONE ? ", ended " : "",
		e->ended != DATE_NONE ? date_iso(e->ended).z : "", *e->cycle ? ", cycle " : "", e->cycle);
}

int who_entry(void *teller, const struct entry_fact *e, int64_t application)
{
	struct teller *t = teller;
	(void)application;
	date_t erased = DATE_NONE;
	if (erased_entry_day(t->ctx->store, e->id.z, &erased)) return -1;
	who_item(t, TEXT(t, "Entry ID %s%s%s", entry_text(t, e), erased == DATE_NONE ? "" : ", erased on ",
			    erased == DATE_NONE ? "" : date_iso(erased).z));
	return 0;
}

struct standing {
	date_t paused, listed; /* since when; DATE_NONE if unknown */
};

static int since_event(void *self, date_t day, enum status_event event, date_t until)
{
	struct standing *s = self;
	(void)until;
	if (event == EVENT_PAUSE || event == EVENT_WITHDRAW || event == EVENT_WITHDRAW_CONSENT) s->paused = day;
	return 0;
}

static int since_entry(void *self, const struct entry_fact *e, int64_t application)
{
	struct standing *s = self;
	(void)application;
	if (e->first_edition && !strcmp(e->state, "live") && s->listed == DATE_NONE) s->listed = e->since;
	return 0;
}

static const char *dated(struct teller *t, const char *words, const char *before, date_t day)
{
	return day == DATE_NONE ? words : TEXT(t, "%s%s%s", words, before, date_iso(day).z);
}

static int tell_answers(struct teller *t, const struct application *a)
{
	struct standing s = { DATE_NONE, DATE_NONE };
	bool by_event = a->matchable == REASON_PAUSED || a->matchable == REASON_WITHDRAWN ||
			a->publishable == REASON_CONSENT_WITHDRAWN;
	if (status_events_each(t->ctx->store, a->id, since_event, &s) < 0 ||
		entry_id_of(t->ctx->store, a->id, since_entry, &s) < 0)
		return -1;
	const char *matchable = a->matchable == REASON_OK ? "yes" : TEXT(t, "no: %s", reason_words(a->matchable));
	if (a->matchable == REASON_PAUSED || a->matchable == REASON_WITHDRAWN)
		matchable = dated(t, dated(t, matchable, ", since ", s.paused), ", back on ", a->paused_until);
	const char *listed = a->publishable != REASON_OK     ? TEXT(t, "no: %s", reason_words(a->publishable))
			     : a->consent == CONSENT_PROFILE ? "yes, with a profile"
							     : "yes, in a group";
	if (a->publishable == REASON_OK)
		listed = s.listed == DATE_NONE ? TEXT(t, "%s; in no edition yet", listed)
					       : dated(t, listed, ", since ", s.listed);
	else if (a->publishable == REASON_CONSENT_WITHDRAWN && by_event)
		listed = dated(t, listed, ", since ", s.paused);
	pair(t, "imported", "imported", sv(reason_is_held(a->matchable) ? "yes, but held" : "yes"));
	pair(t, "matchable", "matchable", sv(matchable));
	pair(t, "publishable", "publishable", sv(listed));
	if (!a->takes_requests) pair(t, "capacity", "capacity", sv("takes no request now"));
	return 0;
}

static int tell_origin(struct teller *t, const struct application *a)
{
	const char *file;
	unsigned line;
	if (story_first_read(t->ctx->store, a->id, &t->mem, &file, &line)) return -1;
	if (file) pair(t, "first_read", "first read", sv(TEXT(t, "%s line %u", file, line)));
	pair(t, "stands", "stands in",
		sv(a->file && *a->file ? TEXT(t, "%s line %u", a->file, a->line) : "no export any more"));
	return 0;
}

static void say_member(struct teller *t, const struct story_member *m)
{
	const char *paid = m->no_date                     ? "no date needed"
			   : m->paid_through == DATE_NONE ? "no date of payment"
							  : TEXT(t, "paid through %s", date_iso(m->paid_through).z);
	pair(t, "member", "member",
		sv(TEXT(t, "%.*s: %.*s%s%.*s, %s%s; %s on %s", SV_ARG(m->member_no), SV_ARG(m->type),
			m->type.n && m->status.n ? ", " : "", SV_ARG(m->status), paid, m->hold ? ", on hold" : "",
			m->standing == REASON_OK ? "in good standing" : reason_words(m->standing),
			date_iso(t->ctx->run->as_of).z)));
	pair(t, "member_row", "", sv(TEXT(t, "%s line %u", m->file, m->line)));
}

static int tell_member(struct teller *t, const struct application *a)
{
	struct story_member m;
	if (story_member(&m, &t->mem, t->ctx->store, t->ctx->run, a->member)) return -1;
	if (m.found)
		say_member(t, &m);
	else
		pair(t, "member", "member", sv("not found on the list of members"));
	return 0;
}

int who_member(struct teller *t, int64_t member)
{
	struct story_member m;
	if (story_member(&m, &t->mem, t->ctx->store, t->ctx->run, member)) return -1;
	if (t->json) {
		json_object(t->json);
		json_kv(t->json, "name", m.name);
	}
	if (m.name.n || m.email.n)
		context_say(t->ctx, "%.*s%s%.*s", SV_ARG(m.name), m.name.n && m.email.n ? ", " : "", SV_ARG(m.email));
	context_say(t->ctx, "member %.*s %s the list of members, but has no application", SV_ARG(m.member_no),
		m.listed ? "is on" : "once was on");
	say_member(t, &m);
	if (t->json) json_end(t->json);
	return 0;
}

struct others {
	struct teller *t;
	const struct application *a;
	bool after; /* the application itself was passed */
};

static int tell_other(void *self, const struct application *b)
{
	struct others *o = self;
	const char *how = b->kind != o->a->kind          ? kind_name(b->kind)
			  : !o->a->current && b->current ? "replaced it"
			  : o->after                     ? "newer"
							 : "older";
	who_item(o->t, TEXT(o->t, "%s: %s", how, who_short(o->t, b)));
	return 0;
}

static int tell_others(struct teller *t, const struct application *a)
{
	struct others o = { t, a, false };
	const int64_t *id;
	size_t n;
	int r = story_of_person(t->ctx->store, a->person, &t->mem, &id, &n);
	if (r || n < 2) return r;
	who_begin(t, "same_person", "Other applications of the same person");
	for (size_t i = 0; i < n && r >= 0; i++) {
		if (id[i] == a->id)
			o.after = true;
		else
			r = application_get(t->ctx->store, t->ctx->run, id[i], tell_other, &o);
	}
	who_end(t);
	return r < 0 ? -1 : 0;
}

struct counting {
	struct teller *t;
	size_t n;
};

static int tell_id(void *self, const struct entry_fact *e, int64_t application)
{
	struct counting *c = self;
	c->n++;
	return who_entry(c->t, e, application);
}

static int tell_event(void *self, date_t day, enum status_event event, date_t until)
{
	struct counting *c = self;
	struct teller *t = c->t;
	c->n++;
	who_item(t, TEXT(t, "%s  %s%s%s", date_iso(day).z, status_event_words(event),
			    until == DATE_NONE ? "" : " until ", date_iso(until).z));
	return 0;
}

static void say_person(struct teller *t, const struct application *a)
{
	struct sv employer = application_field(a, "employer"), email = application_field(a, "email");
	const char *name = name_of(t, a);
	context_say(t->ctx, "%s%s%.*s%s%.*s", *name ? name : "(no name)", employer.n ? ", " : "", SV_ARG(employer),
		email.n ? ", " : "", SV_ARG(email));
}

static void tell_heading(struct teller *t, const struct application *a)
{
	pair(t, "kind", NULL, sv(application_kind_word(a->kind)));
	pair(t, "form", NULL, sv(a->form));
	pair(t, "entry_no", NULL, sv(a->entry_no));
	pair(t, "submitted", NULL, sv(date_iso(a->submitted).z));
	pair(t, "name", NULL, sv(name_of(t, a)));
	if (t->json) {
		json_key(t->json, "current");
		json_bool(t->json, a->current);
		return;
	}
	say_person(t, a);
	context_say(t->ctx, "%s application %s (%s), submitted %s%s", kind_name(a->kind), a->entry_no, a->form,
		date_iso(a->submitted).z, a->current ? "" : ", replaced by a newer one");
}

static int tell_history(struct teller *t, const struct application *a)
{
	struct counting events = { t, 0 }, ids = { t, 0 };
	int r = tell_others(t, a);
	who_begin(t, "events", "What was recorded");
	if (r == 0) r = status_events_each(t->ctx->store, a->id, tell_event, &events);
	if (!t->json && events.n == 0) who_item(t, "nothing");
	who_end(t);
	who_begin(t, "entry_ids", "In the directory");
	if (r == 0) r = entry_id_of(t->ctx->store, a->id, tell_id, &ids);
	if (!t->json && ids.n == 0) who_item(t, "never");
	who_end(t);
	return r;
}

int who_story(struct teller *t, const struct application *a)
{
	struct preference_reader *reader = NULL;
	int r = preference_reader_open(&reader, t->ctx->store, t->ctx->run, false);
	if (t->json) json_object(t->json);
	tell_heading(t, a);
	if (r == 0) r = tell_answers(t, a) || tell_origin(t, a) || tell_member(t, a) ? -1 : tell_history(t, a);
	if (r == 0) r = who_partnerships(t, a);
	if (r == 0) r = who_choices(t, reader, a);
	if (r == 0) r = who_choosers(t, a);
	preference_reader_close(reader);
	if (t->json) {
		json_key(t->json, "fields");
		json_object(t->json);
	} else {
		context_say(t->ctx, "\n  The application");
	}
	if (r == 0) r = who_fields(t, a);
	if (t->json) {
		json_end(t->json);
		json_end(t->json);
	}
	return r < 0 ? -1 : 0;
}
