/* who: one application's whole story, or the card to send to the applicant. Private: on a terminal only, unless --show-values says that the reader knows what they do. */
#include "base/vec.h"
#include "cmd/command.h"
#include "cmd/present.h"
#include "cmd/who.h"
#include "cmd/who_card.h"
#include "records/resolve.h"

struct answer {
	struct context *ctx;
	bool card;                  /* the card in place of the story */
	VEC(struct application) at; /* copies, in ctx->mem */
};

static int keep(void *self, const struct application *a)
{
	struct answer *w = self;
	struct application copy = *a;
	copy.form = arena_strdup(&w->ctx->mem, sv(a->form));
	copy.entry_no = arena_strdup(&w->ctx->mem, sv(a->entry_no));
	copy.file = arena_strdup(&w->ctx->mem, sv(a->file));
	copy.fields = arena_sv(&w->ctx->mem, a->fields);
	vec_push(&w->at, copy);
	return 0;
}

/* Older applications of a person who is found anyway are part of that story. */
static void leave_out_older(struct answer *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->at.n; i++) {
		bool covered = false;
		for (size_t j = 0; j < w->at.n && !w->at.at[i].current; j++)
			covered |= w->at.at[j].current && w->at.at[j].person == w->at.at[i].person &&
				   w->at.at[j].kind == w->at.at[i].kind;
		if (!covered) w->at.at[n++] = w->at.at[i];
	}
	w->at.n = n;
}

/* Of the present application, also where an older one was named. */
static int write_card(struct context *ctx, const struct application *named, struct json *j)
{
	struct answer present = { .ctx = ctx, .at = VEC_INIT };
	struct card_pools pools;
	struct who_card card = { .lines = VEC_INIT };
	int64_t id = 0;
	int r = card_pools_read(&pools, ctx);
	if (r == 0 && (resolve_present(ctx->store, named->id, &id) ||
			      application_get(ctx->store, ctx->run, id, keep, &present) < 0))
		r = -1;
	if (r == 0) r = who_card_of_person(&card, ctx, &pools, present.at.n ? &present.at.at[0] : named);
	if (r == 0) r = who_card_write(ctx, &card, j);
	who_card_dispose(&card);
	card_pools_free(&pools);
	vec_dispose(&present.at);
	return r;
}

/* The card of a group of the newest edition without anybody behind it; 1 if what was typed is no such group's ID. */
static int write_group_card(struct context *ctx, const char *typed, struct json *j)
{
	struct card_pools pools;
	struct who_card card = { .lines = VEC_INIT };
	const struct public_pool *pool = NULL;
	const struct public_entry *entry;
	struct checkcode id;
	bool peers = false;
	int r = 1;
	if (checkcode_parse(sv(typed), &id) != CHECKCODE_OK) return 1;
	if (card_pools_read(&pools, ctx) != 0) return -1;
	entry = card_pools_group(&pools, id.z, &pool, &peers);
	if (entry) {
		who_card_of_group(&card, ctx, pool, entry, peers);
		r = who_card_write(ctx, &card, j);
	}
	who_card_dispose(&card);
	card_pools_free(&pools);
	return r;
}

static int tell(struct teller *t, const struct answer *w)
{
	int r = 0;
	if (w->at.n == 1 && w->card) return write_card(t->ctx, &w->at.at[0], t->json);
	if (w->at.n == 1) return who_story(t, &w->at.at[0]);
	context_say(t->ctx, "%zu applications fit:", w->at.n);
	for (size_t i = 0; i < w->at.n; i++) who_line(t, &w->at.at[i]);
	context_say(t->ctx, "Name one by its form and number, as in: mentorpress who %s %s%s", w->at.at[0].form,
		w->at.at[0].entry_no, w->card ? " --card" : "");
	return r;
}

/* Somebody of the list of members who never applied; 1 if there is nobody either. */
static int tell_member(struct teller *t, const char *typed)
{
	int64_t member = 0;
	if (resolve_member(t->ctx->store, sv(typed), &member)) return -1;
	return member ? who_member(t, member) : 1;
}

/* An ID that was issued but stands for no application any more; 1 if it never was issued. */
static int tell_id(struct teller *t, const char *typed)
{
	struct checkcode id;
	if (checkcode_parse(sv(typed), &id) != CHECKCODE_OK) return 1;
	return entry_id_resolve(t->ctx->store, id.z, who_entry, t);
}

static void refuse_slip(struct context *ctx, const char *typed)
{
	struct checkcode near[8];
	int n = resolve_near(ctx->store, sv(typed), near, 8);
	struct str help = STR_INIT;
	for (int i = 0; i < n; i++) str_printf(&help, "%s%s", i ? ", " : "these were given out: ", near[i].z);
	diags_error(&ctx->ds, "R091", NOPLACE, n > 0 ? help.ptr : "compare it with the page it was copied from",
		"that looks like an Entry ID, but one symbol is wrong");
	str_dispose(&help);
}

/* No application. -1: the store failed. */
static int not_found(struct teller *t, const char *typed, enum resolve_how how)
{
	if (how == RESOLVED_SLIP) return refuse_slip(t->ctx, typed), 0;
	int r = tell_id(t, typed);
	if (r > 0) r = tell_member(t, typed);
	if (r > 0)
		diags_error(&t->ctx->ds, "R092", NOPLACE,
			"give an Entry ID, a form entry number, a member number, an e-mail address or part of a name",
			"nobody was found");
	return r < 0 ? -1 : 0;
}

/* r of a failed step: what has no message yet is the store's. */
static void tell_failure(struct context *ctx, int r)
{
	if (r < 0 && ctx->ds.errors == 0)
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
}

static void refuse_card(struct context *ctx, const char *typed, enum resolve_how how, size_t fit)
{
	if (fit)
		diags_error(&ctx->ds, "P163", NOPLACE, "name one by its form and number",
			"a card is one person's, or that of a group in the newest edition; no card was written");
	else if (how == RESOLVED_SLIP)
		refuse_slip(ctx, typed);
	else
		diags_error(&ctx->ds, "P162", NOPLACE,
			"give an Entry ID of the newest edition or a form entry number; mentorpress who tells what is "
			"known",
			"there is no card of that: it is no application, and no entry of the newest edition");
}

/* One application's card, or a group's. */
static void answer_card(struct context *ctx, const char *typed)
{
	struct answer w = { .ctx = ctx, .card = true, .at = VEC_INIT };
	struct str out = STR_INIT;
	struct json j;
	struct teller t = { .ctx = ctx, .json = ctx->run->json ? &j : NULL, .mem = ARENA_INIT };
	enum resolve_how how = RESOLVED_NONE;
	context_json_begin(&j, &out);
	int r = write_group_card(ctx, typed, t.json);
	bool group = r <= 0;
	if (!group) r = resolve_typed(ctx->store, ctx->run, sv(typed), &how, keep, &w);
	leave_out_older(&w);
	if (!group && r >= 0 && w.at.n != 1) refuse_card(ctx, typed, how, w.at.n);
	if (!group && r >= 0 && w.at.n && (w.at.n == 1 || !t.json)) r = tell(&t, &w);
	tell_failure(ctx, r);
	if (ctx->run->json) context_json_end(ctx, &j, &out);
	vec_dispose(&w.at);
	str_dispose(&out);
	arena_dispose(&t.mem);
}

static void answer(struct context *ctx, const char *typed)
{
	struct answer w = { .ctx = ctx, .at = VEC_INIT };
	struct str out = STR_INIT;
	struct json j;
	struct teller t = { .ctx = ctx, .json = ctx->run->json ? &j : NULL, .mem = ARENA_INIT };
	enum resolve_how how = RESOLVED_NONE;
	context_json_begin(&j, &out);
	json_key(&j, "applications");
	json_array(&j);
	who_labels(&t);
	int r = resolve_typed(ctx->store, ctx->run, sv(typed), &how, keep, &w);
	leave_out_older(&w);
	if (r >= 0 && w.at.n) r = tell(&t, &w);
	if (r >= 0 && w.at.n == 0) r = not_found(&t, typed, how);
	tell_failure(ctx, r);
	json_end(&j);
	if (ctx->run->json) context_json_end(ctx, &j, &out);
	vec_dispose(&w.at);
	str_dispose(&out);
	arena_dispose(&t.mem);
}

static int run_who(struct context *ctx, const struct arguments *args)
{
	if (!ctx->run->show_values && (!ctx->run->tty_out || ctx->run->json))
		diags_error(&ctx->ds, "R096", NOPLACE, "add --show-values if this output goes to a private place",
			ctx->run->json ? "who prints private data, and JSON is read by other programs"
				       : "who prints private data, and the output is not a terminal");
	else if (present_load(ctx, false) == 0)
		(args->value[0] ? answer_card : answer)(ctx, arguments_words(&ctx->mem, args));
	return context_finish(ctx);
}

static const struct option options[] = { { "--card", NULL,
	"write the entry as members see it, with the reason for every value, to private/cards, to send to the "
	"applicant" } };

const struct command cmd_who = { "who", "who WHO [--card]", "one application's whole story (private)",
	"WHO is an Entry ID (old ones too), a form entry number (\"10412\", \"mentor 10412\"), a member number, an "
	"e-mail address or part of a name; several words need no quotes. Where several fit they are listed.\nWhile an "
	"export is broken it answers from the last import that succeeded, and says so.\nPrints private data: on a "
	"terminal only, unless --show-values; with --json, only with --show-values.",
	options, sizeof options / sizeof *options, 1, COMMAND_WORDS, run_who };
