/* push: the editions to another repository, from which a host, a mirror or a colleague takes them. */
#include "cmd/command.h"
#include "cmd/pushing.h"

enum { OPT_REPLACE, OPT_DRY_RUN };

/* What the other side said explains a refusal, too. */
static void say_heard(const struct context *ctx, const struct pushing *p)
{
	for (size_t i = 0; i < p->outcome.said.n; i++)
		context_say(ctx, "the other side says: %s", p->outcome.said.at[i]);
}

static void print_json(struct context *ctx, const struct pushing *p, bool done)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("push"));
	json_key(&j, "pushed");
	json_bool(&j, done && !p->dry_run);
	pushing_json(&j, p);
	context_json_end(ctx, &j, &out);
}

static int run_push(struct context *ctx, const struct arguments *args)
{
	struct pushing p = { .remote = args->n ? args->positional[0] : NULL,
		.replace_erased = args->value[OPT_REPLACE] != NULL,
		.dry_run = args->value[OPT_DRY_RUN] != NULL,
		.outcome = PUSH_OUTCOME_INIT,
		.replaced = MAP_INIT };
	bool done = context_load(ctx, LOAD_SETTINGS) == 0 && pushing_run(ctx, &p) == 0;
	if (done)
		pushing_say(ctx, &p);
	else
		say_heard(ctx, &p);
	if (ctx->run->json) print_json(ctx, &p, done);
	pushing_dispose(&p);
	return context_finish(ctx);
}

static const struct option options[] = {
	[OPT_REPLACE] = { "--replace-erased", NULL,
		"after an erase: replace the history that still holds what was erased" },
	[OPT_DRY_RUN] = { "--dry-run", NULL, "ask the remote what it has, and only say what would be pushed" }
};
const struct command cmd_push = { "push", "push [REMOTE] [--replace-erased] [--dry-run]",
	"bring the editions to another git repository",
	"Brings the branch main and the tags of the editions to the repository named by push: remote in "
	"mentorpress.yml, "
	"or to REMOTE: ssh://…, git@host:…, https://… or the path of a folder.\n"
	"Host keys are compared with known_hosts and certificates with the authorities; credentials go to that host "
	"alone. What is at the remote is never overwritten: it has to be an edition of this site, and moves forward. "
	"The one exception is --replace-erased: what an erase took out here is replaced there, if the remote stands at "
	"a "
	"commit that the audit log names as replaced.\n"
	"A push that failed can be repeated at any time.",
	options, 2, 0, 1, run_push };
