/* whom.c stands apart from cmd_status.c because whom a change concerns is the graver question: what is recorded for the wrong person is
 * noticed by nobody. Therefore it never guesses, and shows a name wherever somebody reads it. */
#include "cmd/whom.h"
#include "records/resolve.h"
#include "records/story.h"

enum { LISTED = 8 };

/* Whoever what was typed may mean: present applications, each once. */
struct candidates {
	struct context *ctx;
	const char *command, *options;
	int64_t id[LISTED];
	size_t n;
	bool failed, older, direct; /* an older application was met; a present one */
};

bool whom_shown(const struct context *ctx)
{
	return ctx->run->tty_out || ctx->run->show_values;
}

const char *whom_name(struct arena *mem, const struct application *a)
{
	struct sv first = application_field(a, "first_name"), last = application_field(a, "last_name");
	struct sv full = application_field(a, "full_name");
	if (first.n == 0 && last.n == 0) return arena_strdup(mem, full);
	return arena_strdup(mem, sv_trim(sv(arena_printf(mem, "%.*s %.*s", SV_ARG(first), SV_ARG(last)))));
}

static int remember(void *self, const struct application *a)
{
	struct candidates *c = self;
	int64_t now = 0;
	if (a->kind == KIND_PLAN || a->kind == KIND_EVALUATION) return 0;
	if (!a->current) {
		c->failed |= resolve_present(c->ctx->store, a->id, &now) != 0;
		c->older |= now != a->id;
	} else {
		now = a->id;
		c->direct = true;
	}
	for (size_t i = 0; i < c->n && i < LISTED; i++)
		if (c->id[i] == now) return 0;
	if (c->n < LISTED) c->id[c->n] = now;
	c->n++;
	return 0;
}

static int list_one(void *self, const struct application *a)
{
	const struct candidates *c = self;
	struct context *ctx = c->ctx;
	const char *name = whom_name(&ctx->mem, a);
	context_say(ctx, "  %s%ssubmitted %s\n      mentorpress %s %s %s%s", name, *name ? ", " : "",
		date_iso(a->submitted).z, c->command, a->form, a->entry_no, c->options);
	return 0;
}

/* Names, and numbers too, which tell the order of arrival: only where somebody reads them who asked. */
static int refuse_list(const struct candidates *c, bool named)
{
	struct context *ctx = c->ctx;
	bool shown = whom_shown(ctx) && !ctx->run->json;
	for (size_t i = 0; i < c->n && i < LISTED && shown; i++)
		application_get(ctx->store, ctx->run, c->id[i], list_one, (void *)c);
	const char *help = diags_text(&ctx->ds, "name one by its form and number, as in: mentorpress %s mentor 10412%s",
		c->command, shown ? " (each is shown above)" : " (mentorpress who lists them)");
	return diags_error(&ctx->ds, "R093", NOPLACE, help, "nothing was recorded: %s%zu application%s",
		       named ? "a name is not enough; it fits " : "what was typed fits ", c->n, c->n == 1 ? "" : "s"),
	       -1;
}

static int refuse_slip(struct context *ctx, const char *typed)
{
	struct checkcode near[LISTED];
	int n = resolve_near(ctx->store, sv(typed), near, LISTED);
	struct str help = STR_INIT;
	str_puts(&help, n > 0 ? "these were given out: " : "compare it with the page it was copied from");
	for (int i = 0; i < n; i++) str_printf(&help, "%s%s", i ? ", " : "", near[i].z);
	diags_error(
		&ctx->ds, "R091", NOPLACE, help.ptr, "\"%s\" looks like an Entry ID, but one symbol is wrong", typed);
	str_dispose(&help);
	return -1;
}

static int store_failed(struct context *ctx)
{
	return context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db"), -1;
}

static int refuse_nobody(struct context *ctx, const char *typed)
{
	int64_t member = 0;
	if (resolve_member(ctx->store, sv(typed), &member)) return store_failed(ctx);
	if (member)
		diags_error(&ctx->ds, "R092", NOPLACE, "mentorpress who tells what the list of members has",
			"nothing was recorded: that is a member, but one without an application");
	else
		diags_error(&ctx->ds, "R092", NOPLACE,
			"give an Entry ID, a form entry number, a member number or an e-mail address",
			"nothing was recorded: nobody was found for what was typed");
	return -1;
}

int whom_find(struct whom *out, struct context *ctx, const char *typed, const char *command, const char *options)
{
	enum resolve_how how = RESOLVED_NONE;
	struct candidates c = { .ctx = ctx, .command = command, .options = options };
	if (resolve_typed(ctx->store, ctx->run, sv(typed), &how, remember, &c) < 0 || c.failed)
		return store_failed(ctx);
	if (how == RESOLVED_SLIP) return refuse_slip(ctx, typed);
	if (c.n == 0) return refuse_nobody(ctx, typed);
	if (how == RESOLVED_NAME || c.n > 1) return refuse_list(&c, how == RESOLVED_NAME);
	*out = (struct whom){ c.id[0], c.older && !c.direct };
	return 0;
}

int whom_find_person(int64_t *person, bool *by_name, struct context *ctx, const char *typed, const char *command,
	const char *options)
{
	enum resolve_how how = RESOLVED_NONE;
	struct candidates c = { .ctx = ctx, .command = command, .options = options };
	bool several = false;
	*person = 0;
	if (resolve_typed(ctx->store, ctx->run, sv(typed), &how, remember, &c) < 0 || c.failed)
		return store_failed(ctx);
	if (how == RESOLVED_SLIP) return refuse_slip(ctx, typed);
	if (c.n == 0) return refuse_nobody(ctx, typed);
	for (size_t i = 0; i < c.n && i < LISTED; i++) {
		int64_t one = 0;
		if (application_person(ctx->store, c.id[i], &one)) return store_failed(ctx);
		several |= *person && one != *person;
		*person = one;
	}
	*by_name = how == RESOLVED_NAME;
	return several || c.n > LISTED ? refuse_list(&c, *by_name) : 0;
}
