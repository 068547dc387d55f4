/* willing.c keeps pauses from ending unseen: somebody who said "back in March" half a year ago is asked again before members
 * can choose them. */
#include "cmd/willing.h"
#include <unistd.h>
#include "base/fs.h"
#include "cmd/sheet.h"
#include "records/entry_id.h"
#include "records/remember.h"
#include "records/status.h"
#include "store/audit.h"

struct list {
	struct context *ctx;
	struct str csv;
	struct checkcode id;
	size_t n;
};

/* The newest ID that has not ended. */
static int keep_id(void *self, const struct entry_fact *e, int64_t application)
{
	struct list *l = self;
	(void)application;
	if (strcmp(e->state, "live") != 0) return 0;
	l->id = e->id;
	return 1;
}

static int add(void *self, const struct application *a, date_t back)
{
	struct list *l = self;
	l->id = (struct checkcode){ "" };
	if (entry_id_of(l->ctx->store, a->id, keep_id, l) < 0) return -1;
	const struct sv cell[] = { sv(a->entry_no), sv(a->form), application_field(a, "first_name"),
		application_field(a, "last_name"), application_field(a, "email"), sv(date_iso(back).z), sv(l->id.z) };
	sheet_row(&l->csv, cell, sizeof cell / sizeof *cell);
	l->n++;
	return 0;
}

static void put_file(struct context *ctx, const struct list *l)
{
	struct str err = STR_INIT;
	const char *path = context_path(ctx, WILLING_CSV);
	if (l->n == 0) {
		unlink(path); /* nobody is asked twice because an old list lies about */
	} else if (fs_mkdirs(context_path(ctx, FINDINGS_FOLDER), 0700, &err) ||
		   fs_write_atomic(path, sv_of(&l->csv), 0600, &err)) {
		diags_warn(&ctx->ds, "B132", NOPLACE, "free some space, or check the permissions of private/reports",
			"the list of those to be asked \"still willing?\" could not be written (%s)", err.ptr);
	}
	str_dispose(&err);
}

static int list_all(struct list *l)
{
	static const char *const header[] = { "Form entry number", "Form", "First name", "Last name", "E-mail",
		"Back on", "Entry ID" };
	sheet_header(&l->csv, header, sizeof header / sizeof *header);
	return status_returning(l->ctx->store, l->ctx->run, WILLING_DAYS, add, l);
}

/* While records, day and audit log (publishes give Entry IDs) are the same, so is the list. */
static bool stands(struct context *ctx, int64_t log, size_t *n)
{
	struct str kept = STR_INIT;
	struct sv count, rest;
	long many = 0, at = 0;
	bool same = remember_get(ctx->store, ctx->run->as_of, "willing", &kept) == 0 &&
		    (rest = sv_of(&kept), sv_split(&rest, ' ', &count)) && sv_long(count, &many) &&
		    sv_long(rest, &at) && at == log && many >= 0 &&
		    fs_exists(context_path(ctx, WILLING_CSV)) == (many > 0);
	if (same) *n = (size_t)many;
	str_dispose(&kept);
	return same;
}

static int remember(struct context *ctx, int64_t log, size_t n)
{
	struct str value = STR_INIT;
	str_printf(&value, "%zu %lld", n, (long long)log);
	int r = remember_set(ctx->store, ctx->run->as_of, "willing", sv_of(&value));
	str_dispose(&value);
	return r;
}

int willing_write(struct context *ctx, size_t *n)
{
	struct list l = { .ctx = ctx, .csv = STR_INIT };
	int64_t log = 0;
	*n = 0;
	int r = audit_length(ctx->store, &log);
	if (r == 0 && stands(ctx, log, n)) return 0;
	if (r == 0) r = list_all(&l);
	if (r == 0) {
		put_file(ctx, &l);
		*n = l.n;
		r = remember(ctx, log, l.n);
	}
	if (r != 0) context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	str_dispose(&l.csv);
	return r ? -1 : 0;
}

void willing_say(const struct context *ctx, size_t n)
{
	if (n == 1)
		context_say(ctx, "1 pause ends within %d days: ask whether the person is still willing (%s)",
			WILLING_DAYS, WILLING_CSV);
	else if (n)
		context_say(ctx, "%zu pauses end within %d days: ask whether they are still willing (%s)", n,
			WILLING_DAYS, WILLING_CSV);
}
