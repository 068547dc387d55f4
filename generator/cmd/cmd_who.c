/* who: one application's whole story. Private: on a terminal only, unless --show-values says that the reader knows what they do. */
#include "base/vec.h"
#include "cmd/command.h"
#include "cmd/present.h"
#include "cmd/who.h"
#include "records/resolve.h"

struct answer {
	struct context *ctx;
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

static int tell(struct teller *t, const struct answer *w)
{
	int r = 0;
	if (w->at.n == 1) return who_story(t, &w->at.at[0]);
	context_say(t->ctx, "%zu applications fit:", w->at.n);
	for (size_t i = 0; i < w->at.n; i++) who_line(t, &w->at.at[i]);
	context_say(t->ctx, "Name one by its form and number, as in: mentorpress who %s %s", w->at.at[0].form,
		w->at.at[0].entry_no);
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
	if (r < 0) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
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
		answer(ctx, arguments_words(&ctx->mem, args));
	return context_finish(ctx);
}

const struct command cmd_who = { "who", "who WHO", "one application's whole story (private)",
	"WHO is an Entry ID (old ones too), a form entry number (\"10412\", \"mentor 10412\"), a member number, an "
	"e-mail address or part of a name; several words need no quotes. Where several fit they are listed.\nWhile an "
	"export is broken it answers from the last import that succeeded, and says so.\nPrints private data: on a "
	"terminal only, unless --show-values; with --json, only with --show-values.",
	NULL, 0, 1, COMMAND_WORDS, run_who };
