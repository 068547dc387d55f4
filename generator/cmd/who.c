/* who.c tells all that is known of one application, in the order in which somebody on the telephone needs it: who it is,
 * what follows from it today and why, where it comes from, what happened, whom it chose and who chose it. */
#include "cmd/who.h"
#include "records/fields.h"
#include "records/preference.h"
#include "records/status.h"
#include "records/story.h"

static const char *kind_name(enum application_kind k)
{
	static const char *const kinds[KIND_COUNT] = { "mentor", "peer partner", "mentee", "partnership plan",
		"evaluation" };
	return kinds[k];
}

static void begin(const struct teller *t, const char *key, const char *title)
{
	if (t->json) {
		json_key(t->json, key);
		json_array(t->json);
	} else {
		context_say(t->ctx, "\n  %s", title);
	}
}

static void end(const struct teller *t)
{
	if (t->json) json_end(t->json);
}

static void item(const struct teller *t, const char *text)
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

#define TEXT(t, ...) arena_printf(&(t)->mem, __VA_ARGS__)

static const char *name_of(struct teller *t, const struct application *a)
{
	struct sv first = application_field(a, "first_name"), last = application_field(a, "last_name"),
		  full = application_field(a, "full_name");
	if (first.n == 0 && last.n == 0) return arena_strdup(&t->mem, full);
	return arena_strdup(&t->mem, sv_trim(sv(TEXT(t, "%.*s %.*s", SV_ARG(first), SV_ARG(last)))));
}

static const char *short_line(struct teller *t, const struct application *a)
{
	const char *name = name_of(t, a);
	struct sv employer = application_field(a, "employer");
	return TEXT(t, "%s%s%.*s%s%s%s %s, submitted %s%s", name, employer.n ? " (" : "", SV_ARG(employer),
		employer.n ? ")" : "", *name || employer.n ? ", " : "", a->form, a->entry_no, date_iso(a->submitted).z,
		a->current ? "" : " (replaced by a newer one)");
}

static const char *ordinal(struct teller *t, unsigned n)
{
	const char *end = n % 100 / 10 == 1 ? "th"
			  : n % 10 == 1     ? "st"
			  : n % 10 == 2     ? "nd"
			  : n % 10 == 3     ? "rd"
					    : "th";
	return TEXT(t, "%u%s", n, end);
}

void who_line(struct teller *t, const struct application *a)
{
	if (t->json) {
		json_object(t->json);
		json_kv(t->json, "form", sv(a->form));
		json_kv(t->json, "entry_no", sv(a->entry_no));
		json_kv(t->json, "line", sv(short_line(t, a)));
		json_end(t->json);
	} else {
		context_say(t->ctx, "  %s", short_line(t, a));
	}
}

static const char *entry_text(struct teller *t, const struct entry_fact *e)
{
	if (e->first_edition == 0)
		return TEXT(t, "%s: drawn for a publish that did not come about; no edition has it", e->id.z);
	return TEXT(t, "%s: %s of %s, %s, since %s (edition %u)%s%s%s%s", e->id.z, e->group ? "a group" : "a profile",
		e->pool, e->state, date_iso(e->since).z, e->first_edition, e->ended != DATE_NONE ? ", ended " : "",
		e->ended != DATE_NONE ? date_iso(e->ended).z : "", *e->cycle ? ", cycle " : "", e->cycle);
}

int who_entry(void *teller, const struct entry_fact *e, int64_t application)
{
	struct teller *t = teller;
	(void)application;
	item(t, TEXT(t, "Entry ID %s", entry_text(t, e)));
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
	item(o->t, TEXT(o->t, "%s: %s", how, short_line(o->t, b)));
	return 0;
}

static int tell_others(struct teller *t, const struct application *a)
{
	struct others o = { t, a, false };
	const int64_t *id;
	size_t n;
	int r = story_of_person(t->ctx->store, a->person, &t->mem, &id, &n);
	if (r || n < 2) return r;
	begin(t, "same_person", "Other applications of the same person");
	for (size_t i = 0; i < n && r >= 0; i++) {
		if (id[i] == a->id)
			o.after = true;
		else
			r = application_get(t->ctx->store, t->ctx->run, id[i], tell_other, &o);
	}
	end(t);
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
	item(t, TEXT(t, "%s  %s%s%s", date_iso(day).z, status_event_words(event), until == DATE_NONE ? "" : " until ",
			date_iso(until).z));
	return 0;
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
	item(t, TEXT(t, "%s \"%.*s\"%s%s: %s%s%s", p->rank ? ordinal(t, p->rank) : "-", SV_ARG(p->typed),
			names.text.len ? " is " : "", names.text.ptr, p->reason, p->suggestion ? "; " : "",
			p->suggestion ? p->suggestion : ""));
	str_dispose(&names.text);
	return r < 0 ? -1 : 0;
}

static int tell_choices(struct teller *t, struct preference_reader *reader, const struct application *a)
{
	struct preferences chosen;
	int r = preference_reader_read(reader, &chosen, &t->mem, a);
	if (r || chosen.n == 0) return r;
	begin(t, "choices", "Chose");
	for (size_t i = 0; i < chosen.n && r == 0; i++) r = tell_choice(t, &chosen.at[i]);
	if (chosen.ignored) item(t, "more was typed than is read");
	end(t);
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
			if (!v->any) begin(v->t, "chosen_by", "Chosen by");
			v->any = true;
			item(v->t, TEXT(v->t, "as %s choice by %s%s", ordinal(v->t, p->rank), short_line(v->t, a),
					   p->n > 1 ? ", through a group" : ""));
		}
	}
	return 0;
}

static int tell_choosers(struct teller *t, const struct application *a)
{
	struct reverse v = { t, NULL, a->id, ARENA_INIT, false };
	int r = preference_reader_open(&v.reader, t->ctx->store, t->ctx->run, true);
	for (int k = 0; k < KIND_COUNT && r == 0; k++)
		if (preference_wanted((enum application_kind)k) == a->kind)
			r = application_each(
				t->ctx->store, t->ctx->run, (enum application_kind)k, true, look_for_target, &v);
	if (v.any) end(t);
	preference_reader_close(v.reader);
	arena_dispose(&v.mem);
	return r;
}

/* Texts of several lines stand below each other. */
static void say_field(const struct context *ctx, const char *label, struct sv value)
{
	struct sv line;
	while (sv_split(&value, '\n', &line)) {
		context_say(ctx, "    %-28s %.*s", label, SV_ARG(sv_trim(line)));
		label = "";
	}
}

void who_labels(struct teller *t)
{
	struct diags silent = DIAGS_INIT; /* the import has told it */
	if (records_mapped_fields(t->ctx->run, &t->ctx->settings, &t->ctx->mem, &t->field, &t->nfields, &silent))
		t->nfields = 0;
	diags_dispose(&silent);
}

static const struct vocab *vocab_of(const struct teller *t, const char *name)
{
	for (size_t i = 0; i < t->nfields; i++)
		if (t->field[i].vocab && !strcmp(t->field[i].name, name))
			return vocab_named(&t->ctx->vocabs, sv(t->field[i].vocab));
	return NULL;
}

/* Codes by their labels; what is none stays as it is. */
static struct sv labeled(const struct teller *t, struct str *out, const char *name, struct sv value)
{
	const struct vocab *v = vocab_of(t, name);
	struct sv rest = value, code;
	if (!v || value.n == 0) return value;
	str_clear(out);
	while (sv_split(&rest, '|', &code)) {
		size_t at = vocab_lookup(v, code);
		if (out->len) str_puts(out, "; ");
		str_sv(out, at == SIZE_MAX ? code : v->value[at].label);
	}
	return sv_of(out);
}

/* Whoever is on the telephone wants to know first whom it is about, and then how to reach them. */
static const char *const first_fields[] = { "first_name", "last_name", "full_name", "certificate_name", "employer",
	"job_title", "email", "phone", "member_no" };
enum { FIRST_FIELDS = sizeof first_fields / sizeof *first_fields };

static void say(const struct teller *t, const char *name, struct sv value)
{
	const struct field *f = field_find(sv(name));
	struct str labels = STR_INIT;
	if (value.n) say_field(t->ctx, f ? f->label : name, labeled(t, &labels, name, value));
	str_dispose(&labels);
}

static int tell_field(void *self, const char *name, struct sv value)
{
	const struct teller *t = self;
	bool told = false;
	for (size_t i = 0; i < FIRST_FIELDS; i++) told |= !strcmp(name, first_fields[i]);
	if (t->json)
		json_kv(t->json, name, value);
	else if (!told)
		say(t, name, value);
	return 0;
}

static int tell_fields(struct teller *t, const struct application *a)
{
	for (size_t i = 0; i < FIRST_FIELDS && !t->json; i++)
		say(t, first_fields[i], application_field(a, first_fields[i]));
	return application_fields_each(a, tell_field, t);
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
	begin(t, "events", "What was recorded");
	if (r == 0) r = status_events_each(t->ctx->store, a->id, tell_event, &events);
	if (!t->json && events.n == 0) item(t, "nothing");
	end(t);
	begin(t, "entry_ids", "In the directory");
	if (r == 0) r = entry_id_of(t->ctx->store, a->id, tell_id, &ids);
	if (!t->json && ids.n == 0) item(t, "never");
	end(t);
	return r;
}

int who_story(struct teller *t, const struct application *a)
{
	struct preference_reader *reader = NULL;
	int r = preference_reader_open(&reader, t->ctx->store, t->ctx->run, false);
	if (t->json) json_object(t->json);
	tell_heading(t, a);
	if (r == 0) r = tell_answers(t, a) || tell_origin(t, a) || tell_member(t, a) ? -1 : tell_history(t, a);
	if (r == 0) r = tell_choices(t, reader, a);
	if (r == 0) r = tell_choosers(t, a);
	preference_reader_close(reader);
	if (t->json) {
		json_key(t->json, "fields");
		json_object(t->json);
	} else {
		context_say(t->ctx, "\n  The application");
	}
	if (r == 0) r = tell_fields(t, a);
	if (t->json) {
		json_end(t->json);
		json_end(t->json);
	}
	return r < 0 ? -1 : 0;
}
