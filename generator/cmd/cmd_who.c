/* who: one application's whole story. Private: on a terminal only, unless --show-values says that the reader knows what they do. */
#include "cmd/command.h"
#include "records/entry_id.h"
#include "records/fields.h"
#include "records/resolve.h"

struct teller {
	struct context *ctx;
	size_t n;
};

static int tell_field(void *self, const char *name, struct sv value)
{
	const struct teller *t = self;
	const struct field *f = field_find(sv(name));
	if (value.n) context_say(t->ctx, "    %-28s %.*s", f ? f->label : name, SV_ARG(value));
	return 0;
}

static int tell_entry(void *self, const struct entry_fact *e, int64_t application)
{
	const struct teller *t = self;
	(void)application;
	if (e->first_edition == 0) {
		context_say(t->ctx, "  Entry ID %s: drawn for a publish that did not come about; no edition has it",
			e->id.z);
		return 0;
	}
	context_say(t->ctx, "  Entry ID %s: %s of %s, %s, since %s%s%s%s%s", e->id.z,
		e->group ? "a group" : "a profile", e->pool, e->state, date_iso(e->since).z,
		e->ended != DATE_NONE ? ", ended " : "", e->ended != DATE_NONE ? date_iso(e->ended).z : "",
		*e->cycle ? ", cycle " : "", e->cycle);
	return 0;
}

static int tell(void *self, const struct application *a)
{
	static const char *const kinds[KIND_COUNT] = { "mentor", "peer partner", "mentee", "partnership plan",
		"evaluation" };
	struct teller *t = self;
	t->n++;
	context_say(t->ctx, "%s application %s (%s), submitted %s%s", kinds[a->kind], a->entry_no, a->form,
		date_iso(a->submitted).z, a->current ? "" : ", superseded by a newer one");
	context_say(t->ctx, "  imported from %s line %u", a->file, a->line);
	context_say(t->ctx, "  matchable: %s", a->matchable == REASON_OK ? "yes" : reason_words(a->matchable));
	context_say(t->ctx, "  listed: %s",
		a->publishable == REASON_OK
			? (a->consent == CONSENT_PROFILE ? "yes, with a profile" : "yes, in a group")
			: reason_words(a->publishable));
	if (a->paused_until != DATE_NONE) context_say(t->ctx, "  paused until %s", date_iso(a->paused_until).z);
	if (!a->takes_requests) context_say(t->ctx, "  at capacity: takes no request now");
	entry_id_of(t->ctx->store, a->id, tell_entry, t);
	application_fields_each(a, tell_field, t);
	return 0;
}

/* An ID that was issued but stands for no application any more; 1 if it never was issued. */
static int tell_id(struct context *ctx, const char *typed)
{
	struct checkcode id;
	struct teller t = { ctx, 0 };
	if (checkcode_parse(sv(typed), &id) != CHECKCODE_OK) return 1;
	return entry_id_resolve(ctx->store, id.z, tell_entry, &t);
}

static int run_who(struct context *ctx, const struct arguments *args)
{
	struct teller t = { ctx, 0 };
	enum resolve_how how = RESOLVED_NONE;
	struct import_report import;
	if (!ctx->run->tty_out && !ctx->run->show_values) {
		diags_error(&ctx->ds, "R096", NOPLACE, "add --show-values if this output goes to a private place",
			"who prints private data, and the output is not a terminal");
		return context_finish(ctx);
	}
	if (context_load(ctx, LOAD_SETTINGS | LOAD_RECORDS) != 0 || context_import(ctx, &import) != 0)
		return context_finish(ctx);
	if (!ctx->has_records) {
		diags_error(
			&ctx->ds, "R090", NOPLACE, "run this where the records are", "this workspace has no records");
		return context_finish(ctx);
	}
	if (resolve_typed(ctx->store, ctx->run, sv(args->positional[0]), &how, tell, &t) < 0)
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	else if (how == RESOLVED_SLIP)
		diags_error(&ctx->ds, "R091", NOPLACE, "compare it with the page it was copied from",
			"that looks like an Entry ID, but one symbol is wrong");
	else if (t.n == 0 && tell_id(ctx, args->positional[0]) != 0)
		diags_error(&ctx->ds, "R092", NOPLACE,
			"give an Entry ID, a form entry number, a member number, an e-mail address or part of a name",
			"nobody was found");
	return context_finish(ctx);
}

const struct command cmd_who = { "who", "who WHO", "one application's whole story (private)",
	"WHO is an Entry ID (old ones too), a form entry number, a member number, an e-mail address or part of a "
	"name.\nPrints private data: on a terminal only, unless --show-values.",
	NULL, 0, 1, 1, run_who };
