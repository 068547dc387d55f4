/* audit: the log of what was done to the private records, when and by which role, as headquarters shows it to an auditor. */
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "store/audit.h"

struct reader {
	struct context *ctx;
	struct json *json; /* NULL: lines */
	int64_t after;     /* only entries with a higher number */
};

static int show(void *self, const struct audit_row *row)
{
	const struct reader *r = self;
	if (row->seq <= r->after) return 0;
	if (!r->json) {
		context_say(r->ctx, "%5lld  %.*s  %.*s  %.*s  %.*s%s%.*s", (long long)row->seq, SV_ARG(row->day),
			SV_ARG(row->role), SV_ARG(row->action), SV_ARG(row->object), row->detail.n ? ": " : "",
			SV_ARG(row->detail));
		return 0;
	}
	json_object(r->json);
	json_kv_int(r->json, "entry", row->seq);
	json_kv(r->json, "date", row->day);
	json_kv(r->json, "role", row->role);
	json_kv(r->json, "action", row->action);
	json_kv(r->json, "object", row->object);
	json_kv(r->json, "detail", row->detail);
	json_end(r->json);
	return 0;
}

static int show_all(struct context *ctx, struct json *j, int64_t rows, long last)
{
	struct reader r = { ctx, j, last > 0 && last < rows ? rows - last : 0 };
	int result = audit_each(ctx->store, NULL, show, &r);
	if (result) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return result;
}

static void as_json(struct context *ctx, int64_t rows, long last, bool whole)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", sv("audit"));
	json_key(&j, "intact");
	json_bool(&j, whole);
	json_key(&j, "log");
	json_array(&j);
	show_all(ctx, &j, rows, last);
	json_end(&j);
	context_json_end(ctx, &j, &out);
}

static int open_log(struct context *ctx)
{
	struct str err = STR_INIT;
	int result = -1;
	if (context_load(ctx, LOAD_SETTINGS) != 0) return -1;
	if (!fs_exists(context_path(ctx, "private/mentorpress.db")))
		diags_error(
			&ctx->ds, "R090", NOPLACE, "run this where the records are", "this workspace has no records");
	else if (store_open_existing(&ctx->store, context_path(ctx, "private/mentorpress.db"), &err) != 0)
		context_fail(ctx, "B020", err.ptr, "check the disk and the permissions of the folder private/");
	else if (context_migrate(ctx) == 0)
		result = 0;
	str_dispose(&err);
	return result;
}

static int run_audit(struct context *ctx, const struct arguments *args)
{
	struct history *h = NULL;
	struct diags unsaid = DIAGS_INIT;
	int64_t rows = 0;
	long last = 0;
	if (args->value[0] && (!sv_long(sv(args->value[0]), &last) || last < 1))
		return fprintf(stderr, "mentorpress: --last %s is not a number of entries\n", args->value[0]),
		       EXIT_USAGE;
	if (open_log(ctx) != 0) return context_finish(ctx);
	if (fs_exists(context_path(ctx, "site/repo.git"))) history_open(&h, context_path(ctx, "site"), &unsaid);
	bool whole = log_check(ctx, h, &rows) == 0;
	if (audit_length(ctx->store, &rows) == 0) {
		if (ctx->run->json)
			as_json(ctx, rows, last, whole);
		else
			show_all(ctx, NULL, rows, last);
	}
	if (whole) log_say(ctx, rows);
	if (h) history_close(h);
	diags_dispose(&unsaid);
	return context_finish(ctx);
}

static const struct option options[] = { { "--last", "N", "only the newest N entries" } };
const struct command cmd_audit = { "audit", "audit [--last N]",
	"what was done to the records, when and by which role (private)",
	"Prints the audit log, newest last: number, date, role, action, object and detail. Checks first that its chain "
	"is intact "
	"and that it knows every edition.\nHolds form entry numbers, never names.",
	options, 1, 0, 0, run_audit };
