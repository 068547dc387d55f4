/* due: what is overdue or coming in the programme, by who must act; also as a list for a spreadsheet and as a calendar. */
#include "cmd/command.h"
#include "cmd/due_ics.h"
#include "cmd/due_read.h"
#include "cmd/review_queue.h"
#include "cmd/sheet.h"

#define DUE_CSV "private/programme/due.csv"
#define DUE_ICS "private/programme/due.ics"
enum { O_WITHIN, O_IDENTIFIED, O_COUNT };
enum { SHOWN = 8 /* of a kind and actor, on the terminal */ };

static const struct option options[O_COUNT] = {
	[O_WITHIN] = { "--within", "DAYS",
		"what comes in so many days (default: as early as match-rules.yml reminds)" },
	[O_IDENTIFIED] = { "--identified", NULL, "with names, in the private files" },
};

struct due {
	struct context *ctx;
	struct due_read read;
	struct due_list all;
	long within;
	bool identified;
};

static const char *when(const struct due *d, const struct due_item *i)
{
	struct arena *mem = &d->ctx->mem;
	if (i->day == DATE_NONE) return "waiting";
	if (i->day == d->read.facts.day) return "today";
	return arena_printf(
		mem, "%s %s", due_is_overdue(i, d->read.facts.day) ? "since" : "until", date_short(i->day).z);
}

static const char *about(const struct due *d, const struct due_item *i)
{
	struct arena *mem = &d->ctx->mem;
	const char *who = i->who ? due_entry(mem, i->who) : "";
	if (!i->pair) return who;
	if (!i->who)
		who = arena_printf(
			mem, "%s and %s", due_entry(mem, i->pair->side[SIDE_A]), due_entry(mem, i->pair->side[SIDE_B]));
	return arena_printf(mem, "%s, %s", i->pair->p->number, who);
}

/* ---- terminal */

static size_t same_kind(const struct due_list *all, enum due_actor actor, enum due_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < all->v.n; i++) n += all->v.at[i].actor == actor && all->v.at[i].kind == kind;
	return n;
}

static void say_kind(const struct due *d, enum due_actor actor, enum due_kind kind, size_t n)
{
	const struct context *ctx = d->ctx;
	const char *clause = due_clause(kind), *command = NULL;
	size_t shown = 0;
	context_say(ctx, "  %s%s%s%s", due_kind_title(kind), *clause ? " (SOP " : "", clause, *clause ? ")" : "");
	for (size_t k = 0; k < d->all.v.n && shown < SHOWN; k++) {
		const struct due_item *i = &d->all.v.at[k];
		const char *whose = about(d, i);
		if (i->actor != actor || i->kind != kind) continue;
		context_say(ctx, "    %-19s %s%s%s", when(d, i), whose, *whose ? ": " : "", i->what);
		if (!command || (i->pair && strcmp(command, i->command) != 0))
			context_say(ctx, "    %-19s > %s", "", i->command);
		command = i->command;
		shown++;
	}
	if (n > shown) context_say(ctx, "    … and %zu more, in %s", n - shown, DUE_CSV);
}

static void say_all(const struct due *d)
{
	size_t overdue = 0;
	for (size_t i = 0; i < d->all.v.n; i++) overdue += due_is_overdue(&d->all.v.at[i], d->read.facts.day);
	if (!d->all.v.n) {
		context_say(d->ctx, "Nothing is due as of %s.", date_long(d->read.facts.day).z);
		return;
	}
	context_say(d->ctx, "Due as of %s: %zu, of these overdue: %zu", date_long(d->read.facts.day).z, d->all.v.n,
		overdue);
	for (enum due_actor a = 0; a < ACT_COUNT; a++) {
		bool head = false;
		for (enum due_kind k = 0; k < DUE_KIND_COUNT; k++) {
			size_t n = same_kind(&d->all, a, k);
			if (!n) continue;
			if (!head) context_say(d->ctx, "\nTo act: %s", due_actor_word(a));
			head = true;
			say_kind(d, a, k, n);
		}
	}
	context_say(d->ctx, "\nThe whole list: %s; for a calendar: %s", DUE_CSV, DUE_ICS);
}

/* ---- files */

static struct sv name_of(const struct due *d, const struct due_person *p)
{
	if (!d->identified || !p) return sv("");
	return sv(arena_printf(&d->ctx->mem, "%.*s %.*s", SV_ARG(p->who->first_name), SV_ARG(p->who->last_name)));
}

static const struct due_person *who_of(const struct due_item *i, size_t n)
{
	if (i->who || !i->pair) return n ? NULL : i->who;
	return i->pair->side[n ? SIDE_B : SIDE_A];
}

static void put_row(const struct due *d, struct str *out, const struct due_item *i, const struct due_person *p)
{
	const char *state = i->day == DATE_NONE                    ? "waiting"
			    : due_is_overdue(i, d->read.facts.day) ? "overdue"
			    : i->day == d->read.facts.day          ? "today"
								   : "coming";
	const struct sv cell[] = { sv(due_actor_word(i->actor)), sv(state), sv(date_iso(i->day).z),
		sv(due_kind_word(i->kind)), sv(i->what), sv(p ? p->who->form : ""), sv(p ? p->who->entry_no : ""),
		sv(p ? p->who->entry_id : ""), name_of(d, p), sv(i->pair ? i->pair->p->number : ""),
		sv(i->round ? i->round->name : ""), sv(due_clause(i->kind)), sv(i->command) };
	sheet_row(out, cell, sizeof cell / sizeof *cell);
}

static int write_csv(const struct due *d)
{
	static const char *const header[] = { "Who must act", "State", "Day", "Kind", "What", "Form",
		"Form entry number", "Entry ID", "Name", "Partnership", "Round", "SOP clause", "Next step" };
	struct str out = STR_INIT;
	sheet_header(&out, header, sizeof header / sizeof *header);
	for (size_t k = 0; k < d->all.v.n; k++) {
		const struct due_item *i = &d->all.v.at[k];
		put_row(d, &out, i, who_of(i, 0));
		if (who_of(i, 1)) put_row(d, &out, i, who_of(i, 1));
	}
	int r = due_write(d->ctx, DUE_CSV, sv_of(&out), NULL);
	str_dispose(&out);
	return r;
}

static int write_ics(const struct due *d)
{
	struct str out = STR_INIT;
	due_ics(&out, d->ctx, &d->read.facts, &d->all, d->identified);
	int r = due_write(d->ctx, DUE_ICS, sv_of(&out), NULL);
	str_dispose(&out);
	return r;
}

static void put_person(struct json *j, const struct due_person *p)
{
	if (!p) return;
	json_object(j);
	json_kv(j, "form", sv(p->who->form));
	json_kv(j, "form_entry_no", sv(p->who->entry_no));
	json_kv(j, "entry_id", sv(p->who->entry_id));
	json_end(j);
}

static void print_json(const struct due *d)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "as_of", sv(date_iso(d->read.facts.day).z));
	json_key(&j, "due");
	json_array(&j);
	for (size_t k = 0; k < d->all.v.n; k++) {
		const struct due_item *i = &d->all.v.at[k];
		json_object(&j);
		json_kv(&j, "act", sv(due_actor_word(i->actor)));
		json_kv(&j, "kind", sv(due_kind_word(i->kind)));
		json_kv(&j, "day", sv(date_iso(i->day).z));
		json_key(&j, "overdue");
		json_bool(&j, due_is_overdue(i, d->read.facts.day));
		json_kv(&j, "what", sv(i->what));
		json_kv(&j, "partnership", sv(i->pair ? i->pair->p->number : ""));
		json_kv(&j, "round", sv(i->round ? i->round->name : ""));
		json_key(&j, "entries");
		json_array(&j);
		put_person(&j, who_of(i, 0));
		put_person(&j, who_of(i, 1));
		json_end(&j);
		json_kv(&j, "clause", sv(due_clause(i->kind)));
		json_kv(&j, "next", sv(i->command));
		json_end(&j);
	}
	json_end(&j);
	context_json_end(d->ctx, &j, &out);
}

/* ---- */

static int count_texts(struct due *d)
{
	struct review_queue q;
	int r = review_queue_load(&q, d->ctx);
	if (r == 0) d->read.facts.texts_waiting = q.waiting;
	review_queue_dispose(&q);
	return r;
}

static int read_options(struct due *d, const struct arguments *args)
{
	const char *within = args->value[O_WITHIN];
	d->identified = args->value[O_IDENTIFIED] != NULL;
	d->within = DUE_AS_THE_RULES_SAY;
	if (!within) return 0;
	if (sv_long(sv(within), &d->within) && d->within >= 0 && d->within <= 3660) return 0;
	diags_error(&d->ctx->ds, "M100", NOPLACE, "write a number of days, such as 30",
		"--within %s is no number of days", within);
	return -1;
}

static int run_due(struct context *ctx, const struct arguments *args)
{
	struct due d = { .ctx = ctx, .all = { VEC_INIT } };
	if (read_options(&d, args) == 0 && due_read(&d.read, ctx) == 0 && count_texts(&d) == 0) {
		due_list_make(&d.all, &ctx->mem, &d.read.facts, d.within);
		if (write_csv(&d) == 0 && write_ics(&d) == 0) {
			if (ctx->run->json)
				print_json(&d);
			else
				say_all(&d);
		}
	}
	vec_dispose(&d.all.v);
	due_read_dispose(&d.read);
	return context_finish(ctx);
}

const struct command cmd_due = { "due", "due [--within DAYS] [--identified]",
	"what is overdue or coming, by who must act",
	"Lists acknowledgements, mentors' answers, replies, plans, check-ins, evaluations, certificates, petitions, "
	"texts to "
	"review, pauses that end, memberships that end before the evaluation, and mentors nobody has heard of or asked "
	"for in "
	"a year: what, who must act (form entry number and Entry ID), since when or until when, the clause of the SOP, "
	"and "
	"the command that does the next step.\nThe whole list goes to private/programme/due.csv, and as a calendar to "
	"private/programme/due.ics. Nothing is sent.",
	options, O_COUNT, 0, 0, run_due };
