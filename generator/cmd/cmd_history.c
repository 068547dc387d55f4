/* history and show: what was published, when, from what, and with what promise. Read from the commits and their files, never from a list of
 * our own. */
#include "cmd/command.h"
#include "cmd/difference.h"
#include "publish/history.h"
#include "publish/verify_statement.h"
#include "input/csvin.h"

static struct history *open_history(struct context *ctx)
{
	struct history *h = NULL;
	if (context_load(ctx, LOAD_SETTINGS) != 0) return NULL;
	if (history_open(&h, context_path(ctx, "site"), &ctx->ds) != 0) return NULL;
	return h;
}

/* ---- history */

/* "mentors, 52 profiles, 9 groups, k 5, drawn 2026-03-13, <digest>": the parts between the commas. */
struct pool_line {
	struct sv code, drawn, digest;
	long profiles, groups, k;
};

static long leading(struct sv v)
{
	struct sv first;
	long n = -1;
	v = sv_trim(v);
	return sv_split(&v, ' ', &first) && sv_long(first, &n) ? n : -1;
}

static bool read_pool(struct pool_line *out, const struct trailer *t)
{
	struct sv rest = sv(t->value), part[6];
	size_t n = 0;
	if (strcmp(t->key, "Pool") != 0) return false;
	while (n < 6 && sv_split(&rest, ',', &part[n])) n++;
	if (n < 6) return false;
	*out = (struct pool_line){ part[0], sv_trim(part[4]), sv_trim(part[5]), leading(part[1]), leading(part[2]),
		-1 };
	out->k = leading(sv_sub(sv_trim(part[3]), 2, part[3].n));
	if (sv_starts(out->drawn, "drawn ")) out->drawn = sv_sub(out->drawn, 6, out->drawn.n);
	return true;
}

static void json_pools(struct json *j, const struct edition *e)
{
	struct pool_line p;
	json_key(j, "pools");
	json_array(j);
	for (size_t i = 0; i < e->ntrailers; i++) {
		if (!read_pool(&p, &e->trailer[i])) continue;
		json_object(j);
		json_kv(j, "pool", p.code);
		json_kv_int(j, "profiles", p.profiles);
		json_kv_int(j, "groups", p.groups);
		json_kv_int(j, "k", p.k);
		json_kv(j, "drawn", p.drawn);
		json_kv(j, "digest", p.digest);
		json_end(j);
	}
	json_end(j);
}

static void json_facts(struct json *j, const struct edition *e)
{
	long restores = 0;
	json_kv_int(j, "edition", e->number);
	json_kv(j, "date", sv(date_iso(e->day).z));
	json_kv(j, "cycle", sv(edition_trailer(e, "Cycle")));
	json_kv(j, "subject", sv(e->subject));
	json_kv(j, "tag", sv(e->tag));
	json_kv(j, "commit", sv(e->commit));
	json_kv(j, "tree", sv(e->tree));
	json_kv(j, "policy", sv(edition_trailer(e, "Policy")));
	json_kv(j, "generator", sv(edition_trailer(e, "Generator")));
	json_key(j, "signed");
	json_bool(j, e->is_signed);
	if (sv_long(sv(edition_trailer(e, "Restores")), &restores)) json_kv_int(j, "restores", restores);
	json_pools(j, e);
}

static void history_as_json(struct context *ctx, const struct history *h)
{
	struct str out = STR_INIT;
	struct json j;
	json_begin(&j, &out, true);
	json_array(&j);
	for (size_t i = 0; i < history_editions(h); i++) {
		json_object(&j);
		json_facts(&j, history_edition(h, i));
		json_end(&j);
	}
	json_end(&j);
	json_finish(&j);
	fputs(out.ptr, ctx->run->out);
	ctx->json_printed = true;
	str_dispose(&out);
}

static void say_numbers(struct context *ctx, const struct edition *e)
{
	struct str line = STR_INIT;
	struct pool_line p;
	long k = -1;
	for (size_t i = 0; i < e->ntrailers; i++) {
		if (!read_pool(&p, &e->trailer[i])) continue;
		str_printf(&line, "%s%.*s: %ld profiles, %ld groups, drawn %.*s", line.len ? "; " : "", SV_ARG(p.code),
			p.profiles, p.groups, SV_ARG(p.drawn));
		if (k < 0 || p.k < k) k = p.k;
	}
	if (k >= 0) str_printf(&line, "; k %ld, policy %.7s", k, edition_trailer(e, "Policy"));
	if (line.len) context_say(ctx, "      %s", line.ptr);
	str_dispose(&line);
}

static int run_history(struct context *ctx, const struct arguments *args)
{
	struct history *h = open_history(ctx);
	(void)args;
	if (!h) return context_finish(ctx);
	if (ctx->run->json) history_as_json(ctx, h);
	for (size_t i = 0; i < history_editions(h) && !ctx->run->json; i++) {
		const struct edition *e = history_edition(h, i);
		context_say(ctx, "%4u  %s  %.12s  %-16s %-8s  %s", e->number, date_iso(e->day).z, e->commit, e->tag,
			e->is_signed ? "signed" : "unsigned", e->subject);
		say_numbers(ctx, e);
	}
	history_close(h);
	return context_finish(ctx);
}

/* ---- show */

static int show_file(struct context *ctx, struct history *h, const struct edition *e, const char *path)
{
	struct str bytes = STR_INIT;
	if (history_read(h, e, path, &bytes) != 0)
		diags_error(&ctx->ds, "H030", NOPLACE,
			diags_text(&ctx->ds, "mentorpress show %u lists its files", e->number),
			"edition %u has no file \"%s\"", e->number, path);
	else
		ctx->json_printed = fwrite(bytes.ptr, 1, bytes.len, ctx->run->out) ==
				    bytes.len; /* the file itself, whatever it is */
	str_dispose(&bytes);
	return context_finish(ctx);
}

struct in_force {
	struct context *ctx;
	struct json *json; /* NULL: lines */
};

enum { PATH, KIND, NUMBER, TITLE, VERSION, STATUS, EFFECTIVE, COLUMNS };

static int controlled(void *self, const struct csvin_row *row)
{
	const struct in_force *f = self;
	if (row->index == 0 || row->n < COLUMNS || !sv_is(row->cell[KIND], "sop")) return 0;
	if (!f->json) {
		if (sv_is(row->cell[STATUS], "Effective"))
			context_say(f->ctx, "  %.*s %.*s, in force since %.*s", SV_ARG(row->cell[NUMBER]),
				SV_ARG(row->cell[TITLE]), SV_ARG(row->cell[EFFECTIVE]));
		return 0;
	}
	json_object(f->json);
	json_kv(f->json, "number", row->cell[NUMBER]);
	json_kv(f->json, "title", row->cell[TITLE]);
	json_kv(f->json, "status", row->cell[STATUS]);
	json_kv(f->json, "effective", row->cell[EFFECTIVE]);
	json_kv(f->json, "path", row->cell[PATH]);
	json_end(f->json);
	return 0;
}

static void each_controlled(struct context *ctx, struct history *h, const struct edition *e, struct json *j)
{
	struct csvin_options options = { .encoding = "utf-8", .delimiter = ',' };
	struct csvin_dialect dialect;
	struct in_force f = { ctx, j };
	struct str csv = STR_INIT;
	if (history_read(h, e, "documents.csv", &csv) == 0 && csv.len)
		csvin_text(sv_of(&csv), "documents.csv", 1, &options, &dialect, controlled, &f, &ctx->ds);
	str_dispose(&csv);
}

static void say_statement(struct context *ctx, struct history *h, const struct edition *e)
{
	struct str json = STR_INIT;
	struct statement_read s;
	if (history_read(h, e, "edition.json", &json) == 0) {
		statement_read(&s, &ctx->mem, sv_of(&json));
		context_say(ctx, "Statement: for %s, at least %s look the same, policy %.12s, gate %s",
			*s.audience ? s.audience : "nobody yet", s.k, *s.policy ? s.policy : "none", s.gate);
		for (size_t i = 0; i < s.npools; i++)
			context_say(ctx, "  %s drawn %s: %ld profiles, %ld groups of at least %ld; digest %.12s",
				s.pool[i].code, s.pool[i].drawn, s.pool[i].profiles, s.pool[i].groups, s.pool[i].k,
				s.pool[i].digest);
		if (*s.restores) context_say(ctx, "  a rollback: the documents are those of edition %s", s.restores);
	}
	str_dispose(&json);
}

static void say_pool_change(struct context *ctx, const struct diff_pool *p)
{
	context_say(ctx, "  %s: profiles %zu in, %zu out, %zu renewed; groups %zu in, %zu out", p->code,
		p->profiles_in.n, p->profiles_out.n, p->renewed.n, p->groups_in.n, p->groups_out.n);
}

/* In short; diff tells it whole. */
static void say_change(struct context *ctx, const struct edition *e, const struct edition *before)
{
	static const char *const word[] = { "new", "gone", "revised", "status" };
	struct diff_side a, b;
	struct difference d;
	if (!before) {
		context_say(ctx, "It is the first edition.");
		return;
	}
	context_say(ctx, "It changed (mentorpress diff %u %u tells all of it):", before->number, e->number);
	bool there = side_of_edition(&a, ctx, arena_printf(&ctx->mem, "%u", before->number)) == 0;
	there &= side_of_edition(&b, ctx, arena_printf(&ctx->mem, "%u", e->number)) == 0;
	if (there) {
		(void)difference_make(&d, &a, &b, &ctx->ds); /* what it could not compare, it has told */
		for (size_t i = 0; i < d.pool.n; i++) say_pool_change(ctx, &d.pool.at[i]);
		for (size_t i = 0; i < d.document.n; i++)
			context_say(ctx, "  %-7s  %s", word[d.document.at[i].change], d.document.at[i].title);
		if (!d.document.n) context_say(ctx, "  no document");
		difference_dispose(&d);
	}
	side_dispose(&a);
	side_dispose(&b);
}

static const struct edition *before_of(const struct history *h, const struct edition *e)
{
	for (size_t i = 0; i + 1 < history_editions(h); i++)
		if (history_edition(h, i) == e) return history_edition(h, i + 1);
	return NULL;
}

static void show_json(
	struct context *ctx, struct history *h, const struct edition *e, const struct history_file *f, size_t n)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", SV_LIT("show"));
	json_facts(&j, e);
	json_key(&j, "controlled_documents");
	json_array(&j);
	each_controlled(ctx, h, e, &j);
	json_end(&j);
	json_key(&j, "files");
	json_array(&j);
	for (size_t i = 0; i < n; i++) {
		json_object(&j);
		json_kv(&j, "path", sv(f[i].path));
		json_kv_int(&j, "size", (int64_t)f[i].size);
		json_kv(&j, "blob", sv(f[i].oid));
		json_end(&j);
	}
	json_end(&j);
	context_json_end(ctx, &j, &out);
}

static void say_edition(
	struct context *ctx, struct history *h, const struct edition *e, const struct history_file *f, size_t n)
{
	uint64_t total = 0;
	context_say(ctx, "Edition %u of %s\n%s\ncommit %s (%s)\ntree   %s\ntag    %s", e->number, date_iso(e->day).z,
		e->subject, e->commit, e->is_signed ? "signed" : "unsigned", e->tree, e->tag);
	for (size_t t = 0; t < e->ntrailers; t++) context_say(ctx, "%s: %s", e->trailer[t].key, e->trailer[t].value);
	say_statement(ctx, h, e);
	context_say(ctx, "Controlled documents in force on that day:");
	each_controlled(ctx, h, e, NULL);
	say_change(ctx, e, before_of(h, e));
	for (size_t i = 0; i < n; i++) total += f[i].size;
	context_say(ctx, "%zu files, %llu bytes:", n, (unsigned long long)total);
	for (size_t i = 0; i < n; i++)
		context_say(ctx, "  %.10s %9llu %s", f[i].oid, (unsigned long long)f[i].size, f[i].path);
}

static int show_edition(struct context *ctx, struct history *h, const struct edition *e)
{
	const struct history_file *f = NULL;
	size_t n = 0;
	if (history_files(h, e, &ctx->mem, &f, &n) != 0)
		context_fail(ctx, "H031", "the edition's files could not be read",
			"mentorpress verify says what is damaged");
	else if (ctx->run->json)
		show_json(ctx, h, e, f, n);
	else
		say_edition(ctx, h, e, f, n);
	return context_finish(ctx);
}

static int run_show(struct context *ctx, const struct arguments *args)
{
	struct history *h = open_history(ctx);
	const struct edition *e;
	int code;
	if (!h) return context_finish(ctx);
	e = history_find(h, args->n ? args->positional[0] : "latest");
	if (!e) {
		diags_error(&ctx->ds, "H032", NOPLACE, "mentorpress history lists the editions",
			"there is no edition \"%s\"", args->n ? args->positional[0] : "latest");
		code = context_finish(ctx);
	} else if (args->n > 1) {
		code = show_file(ctx, h, e, args->positional[1]);
	} else {
		code = show_edition(ctx, h, e);
	}
	history_close(h);
	return code;
}

const struct command cmd_history = { "history", "history", "list the editions",
	"Lists every edition, newest first: number, day, commit, tag, whether it is signed, and what its privacy "
	"statement says: "
	"the public\nnumbers of its pools, k and the policy. --json gives all of it to programs.",
	NULL, 0, 0, 0, run_history };
const struct command cmd_show = { "show", "show [EDITION [FILE]]", "show an edition, its files, or one of them",
	"EDITION is a number, a tag, a cycle's name, the beginning of a commit, or latest. Tells its facts and "
	"statement, the "
	"controlled documents in\nforce on that day, what it changed, and its files. With FILE, prints that file as it "
	"was published.",
	NULL, 0, 0, 2, run_show };
