/* certificates: makes the certificates of concluded partnerships (SOP 5.6.1), each once; lists them, tells what a number stands for, and replaces one. */
#include "cmd/certificates.h"
#include "cmd/command.h"
#include "cmd/present.h"
#include "cmd/programme.h"

enum { OPTION_YEAR, OPTION_SIZE, OPTION_IDENTIFIED, OPTION_REASON, OPTION_DRY_RUN, OPTIONS };
enum { LINES_SHOWN = 40 /* on a screen; the register's copy has them all */ };

struct job {
	struct context *ctx;
	const struct arguments *args;
	struct certificates_at_hand h;
	struct certificate_job make;
	struct corpus *corpus;
	long year; /* 0: any */
	bool identified, dry_run;
	struct json *json;
	VEC(const struct certificate_candidate *) chosen;
};

/* ---- what was asked for */

static int wrong_usage(const char *what)
{
	fprintf(stderr, "mentorpress: %s\n", what);
	return -1;
}

static int take_options(struct job *job, const struct arguments *args)
{
	const char *size = args->value[OPTION_SIZE] ? args->value[OPTION_SIZE] : "letter",
		   *year = args->value[OPTION_YEAR];
	bool both = strcmp(size, "both") == 0;
	job->make.size[PAPER_A4] = both || strcmp(size, "a4") == 0;
	job->make.size[PAPER_LETTER] = both || strcmp(size, "letter") == 0;
	job->identified = args->value[OPTION_IDENTIFIED] != NULL;
	job->dry_run = args->value[OPTION_DRY_RUN] != NULL;
	if (!job->make.size[PAPER_A4] && !job->make.size[PAPER_LETTER])
		return wrong_usage("--size is a4, letter or both");
	if (year && (!sv_long(sv(year), &job->year) || job->year < 1900 || job->year > 9999))
		return wrong_usage("--year is a year, as 2026");
	return 0;
}

static int year_of(date_t d)
{
	int year = 0, month = 0, day = 0;
	date_parts(d, &year, &month, &day);
	return year;
}

static bool in_year(const struct job *job, date_t until)
{
	return !job->year || (until != DATE_NONE && year_of(until) == job->year);
}

static void take_partnership(struct job *job, const char *typed)
{
	const struct partnership *p = partnership_find(&job->h.partnerships, sv(typed));
	size_t before = job->chosen.n;
	if (!p) {
		diags_error(&job->ctx->ds, "M127", NOPLACE,
			"partnerships are numbered P-0001 and on; for a certificate's number: "
			"mentorpress certificates check NUMBER",
			"there is no partnership \"%s\"", typed);
		return;
	}
	for (size_t i = 0; i < job->h.due.v.n; i++)
		if (job->h.due.v.at[i].partnership == p) vec_push(&job->chosen, &job->h.due.v.at[i]);
	if (job->chosen.n == before)
		diags_error(&job->ctx->ds, "M130", NOPLACE,
			p->state == STATE_DUE || p->state == STATE_FORMAL
				? "it is concluded when both evaluations are in, or one and the grace days have passed "
				  "(5.5.2)"
				: "certificates are for partnerships that were formal and are concluded (5.6.1)",
			"partnership %s is %s: there are no certificates of it", p->number,
			partnership_state_words(p->state));
}

static void choose(struct job *job)
{
	for (size_t i = 0; i < job->args->n; i++) take_partnership(job, job->args->positional[i]);
	for (size_t i = 0; i < job->h.due.v.n && !job->args->n; i++)
		if (in_year(job, job->h.due.v.at[i].until)) vec_push(&job->chosen, &job->h.due.v.at[i]);
}

/* ---- what is needed to make one */

static bool same_name(struct sv a, const char *b)
{
	return sv_is(sv_trim(a), b);
}

/* Who signs must be in office: a name that is not in officers.yml is a private one. */
static int find_signatory(struct job *job)
{
	struct context *ctx = job->ctx;
	const char *name = job->h.rules.signatory;
	const struct officer *o = NULL;
	if (!*name)
		return diags_error(&ctx->ds, "M120", ((struct place){ "records/match-rules.yml", 0, 0 }),
			       "add a line such as: signatory: {name: \"…\", title: \"Committee Chair\"}, with a name "
			       "of "
			       "content/officers.yml",
			       "nobody is named to sign the certificates"),
		       -1;
	corpus_load(&job->corpus, ctx->run, &ctx->settings, ctx->run->workspace, false, &ctx->aside);
	for (size_t i = 0; job->corpus && i < job->corpus->nofficers; i++)
		if (same_name(job->corpus->officer[i].name, name)) o = &job->corpus->officer[i];
	if (!o)
		return diags_error(&ctx->ds, "M124", ((struct place){ "records/match-rules.yml", 0, 0 }),
			       "name an officer of content/officers.yml who is in office today, written as it is there",
			       "who is named to sign the certificates is not in office on %s",
			       date_long(ctx->run->as_of).z),
		       -1;
	job->make.office =
		*job->h.rules.signatory_title ? job->h.rules.signatory_title : arena_strdup(&ctx->mem, o->office);
	return 0;
}

static int prepare(struct job *job)
{
	struct context *ctx = job->ctx;
	int r = find_signatory(job);
	struct certificate_wording *wording = NULL;
	if (certificate_wording_load(&wording, ctx->run, &ctx->ds)) r = -1;
	job->make.wording = wording;
	job->make.fonts = paper_fonts_new();
	const char *package, *lacking = paper_fonts_lacking(job->make.fonts, &package);
	if (lacking)
		diags_warn(&ctx->ds, "M129", NOPLACE, arena_printf(&ctx->mem, "apt-get install %s", package),
			"the font %s is not on this computer: certificates look different from what they should",
			lacking);
	job->make.s = ctx->store;
	job->make.run = ctx->run;
	job->make.rules = &job->h.rules;
	job->make.settings = &ctx->settings;
	job->make.ds = &ctx->ds;
	return r;
}

/* ---- making them */

static void say_certificate(struct job *job, const struct certificate *c)
{
	struct context *ctx = job->ctx;
	context_say(ctx, "  %-16s %-12s %s to %s, %s%s%s", c->number, certificate_role_words(c->role),
		date_iso(c->from).z, date_iso(c->until).z,
		certificates_entry(&ctx->mem, certificates_whose(&job->h, c), job->identified),
		*c->replaced_by ? ", replaced by " : "", c->replaced_by);
}

static void say_withheld(struct job *job)
{
	struct context *ctx = job->ctx;
	size_t n = 0;
	for (size_t i = 0; i < job->chosen.n; i++) n += job->chosen.at[i]->why_not && !job->chosen.at[i]->has;
	if (n) context_say(ctx, "%zu without a certificate:", n);
	n = 0;
	for (size_t i = 0; i < job->chosen.n && n < LINES_SHOWN; i++) {
		const struct certificate_candidate *c = job->chosen.at[i];
		if (!c->why_not || c->has) continue;
		context_say(ctx, "  %s %s, %s: %s", c->partnership->number, certificate_role_words(c->role),
			certificates_entry(&ctx->mem, c, job->identified), c->why_not);
		n++;
	}
}

static void json_withheld(struct job *job)
{
	json_key(job->json, "withheld");
	json_array(job->json);
	for (size_t i = 0; i < job->chosen.n; i++) {
		const struct certificate_candidate *c = job->chosen.at[i];
		if (!c->why_not || c->has) continue;
		json_object(job->json);
		json_kv(job->json, "partnership", sv(c->partnership->number));
		json_kv(job->json, "role", sv(c->role));
		json_kv(job->json, "form", sv(c->form));
		json_kv(job->json, "form_entry_no", sv(c->entry_no));
		json_kv(job->json, "why", sv(c->why_not));
		json_end(job->json);
	}
	json_end(job->json);
}

static const char *counted(struct context *ctx, size_t n, const char *what)
{
	return arena_printf(&ctx->mem, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void tell_made(struct job *job, size_t first_new)
{
	struct context *ctx = job->ctx;
	const struct certificates *all = &job->h.issued;
	if (job->make.done.issued) context_say(ctx, "%s issued:", counted(ctx, job->make.done.issued, "certificate"));
	for (size_t i = first_new; i < all->v.n && i < first_new + LINES_SHOWN; i++)
		say_certificate(job, &all->v.at[i]);
	if (all->v.n > first_new + LINES_SHOWN) context_say(ctx, "  and %zu more", all->v.n - first_new - LINES_SHOWN);
	if (job->make.done.again)
		context_say(ctx, "Missing files of %s made.", counted(ctx, job->make.done.again, "issued certificate"));
	if (job->make.done.there)
		context_say(ctx, "%s issued earlier, with %s.", counted(ctx, job->make.done.there, "certificate"),
			job->make.done.there == 1 ? "its file in place" : "their files in place");
	if (!job->chosen.n) context_say(ctx, "No partnership is concluded%s.", job->year ? " in that year" : "");
	say_withheld(job);
	if (job->make.done.issued || job->make.done.again)
		context_say(ctx,
			"The files are in private/programme/certificates; register.csv there says whose is which.");
	if (!job->json) return;
	json_kv_int(job->json, "issued", (int64_t)job->make.done.issued);
	json_kv_int(job->json, "made_again", (int64_t)job->make.done.again);
	json_kv_int(job->json, "there", (int64_t)job->make.done.there);
	json_key(job->json, "certificates");
	json_array(job->json);
	for (size_t i = first_new; i < all->v.n; i++)
		certificates_json(job->json, &job->h, &all->v.at[i], job->identified);
	json_end(job->json);
	json_withheld(job);
}

static void tell_plan(struct job *job)
{
	size_t n = 0;
	for (size_t i = 0; i < job->chosen.n; i++) n += !job->chosen.at[i]->has && !job->chosen.at[i]->why_not;
	context_say(job->ctx, "%s would be issued; nothing was written.", counted(job->ctx, n, "certificate"));
	for (size_t i = 0, shown = 0; i < job->chosen.n && shown < LINES_SHOWN; i++) {
		const struct certificate_candidate *c = job->chosen.at[i];
		if (c->has || c->why_not) continue;
		context_say(job->ctx, "  %s %-12s %s to %s, %s%s", c->partnership->number,
			certificate_role_words(c->role), date_iso(c->from).z, date_iso(c->until).z,
			certificates_entry(&job->ctx->mem, c, job->identified),
			c->exception ? ", by an exception in records/overrides.csv" : "");
		shown++;
	}
	say_withheld(job);
	if (!job->json) return;
	json_kv_int(job->json, "would_issue", (int64_t)n);
	json_withheld(job);
}

static void make_all(struct job *job)
{
	struct context *ctx = job->ctx;
	size_t errors = ctx->ds.errors, before = job->h.issued.v.n;
	choose(job);
	if (ctx->ds.errors > errors) return;
	if (job->dry_run) return tell_plan(job);
	if (prepare(job)) return;
	int r = certificates_issue(&job->make, job->chosen.at, job->chosen.n);
	if (r) ctx->environment_failed = true;
	/* What was chosen points into what is read anew: the same order, since nothing else changed. */
	vec_dispose(&job->chosen);
	if (certificates_again(&job->h, ctx) || certificates_copy(&job->h, ctx)) return;
	choose(job);
	tell_made(job, before);
}

/* ---- list, check, reissue */

static void list(struct job *job)
{
	struct context *ctx = job->ctx;
	const struct certificates *all = &job->h.issued;
	size_t n = 0;
	if (job->json) {
		json_key(job->json, "certificates");
		json_array(job->json);
	}
	for (size_t i = 0; i < all->v.n; i++) {
		const struct certificate *c = &all->v.at[i];
		if (!in_year(job, c->until)) continue;
		say_certificate(job, c);
		if (job->json) certificates_json(job->json, &job->h, c, job->identified);
		n++;
	}
	if (job->json) json_end(job->json);
	context_say(ctx, "%s%s.", counted(ctx, n, "certificate"), job->year ? " of that year" : " in the register");
	certificates_copy(&job->h, ctx);
}

/* NULL: it was told. */
static const struct certificate *find(struct job *job, const char *typed)
{
	struct context *ctx = job->ctx;
	const struct certificate *c = certificate_find(&job->h.issued, sv(typed));
	date_t day = DATE_NONE;
	if (c) return c;
	if (certificate_erased_on(ctx->store, sv(typed), &day))
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	else if (day != DATE_NONE)
		diags_error(&ctx->ds, "M132", NOPLACE, "the audit log is all that is left of it",
			"certificate %s was issued on %s; the participant's data were erased since", typed,
			date_long(day).z);
	else
		diags_error(&ctx->ds, "M127", NOPLACE, "compare it with the paper, letter by letter",
			"no certificate has the number \"%s\": it was not issued here", typed);
	return NULL;
}

static void check(struct job *job, const char *typed)
{
	struct context *ctx = job->ctx;
	const struct certificate *c = find(job, typed);
	if (!c) return;
	const struct certificate_candidate *who = certificates_whose(&job->h, c);
	context_say(ctx, "%s: %s, from %s to %s; issued %s.", c->number, certificate_role_words(c->role),
		date_long(c->from).z, date_long(c->until).z, date_long(c->issued).z);
	if (*c->reason)
		context_say(ctx, "It is a replacement (%s).",
			strcmp(c->reason, "name") == 0   ? "the name changed"
			: strcmp(c->reason, "lost") == 0 ? "the first was lost"
							 : "a correction");
	context_say(ctx, *c->replaced_by ? "It holds no more: %s replaced it." : "It holds.", c->replaced_by);
	if (job->identified) context_say(ctx, "It is of %s.", certificates_entry(&ctx->mem, who, true));
	if (!job->json) return;
	json_key(job->json, "certificate");
	certificates_json(job->json, &job->h, c, job->identified);
}

static void reissue(struct job *job, const char *typed)
{
	static const char *const known[] = { "name", "lost", "correction" };
	struct context *ctx = job->ctx;
	const char *reason = job->args->value[OPTION_REASON], *number = "";
	const struct certificate *c = find(job, typed);
	bool is_known = false;
	for (size_t i = 0; reason && i < 3; i++) is_known |= strcmp(reason, known[i]) == 0;
	if (!is_known)
		diags_error(&ctx->ds, "M131", NOPLACE, "add --reason name, --reason lost or --reason correction",
			"a replacement needs its reason");
	if (c && *c->replaced_by)
		diags_error(&ctx->ds, "M133", NOPLACE,
			arena_printf(&ctx->mem, "mentorpress certificates reissue %s …", c->replaced_by),
			"certificate %s was replaced already, by %s", c->number, c->replaced_by);
	const struct certificate_candidate *who = c ? certificates_whose(&job->h, c) : NULL;
	if (c && !who)
		diags_error(&ctx->ds, "M134", NOPLACE, "look at what was recorded of the partnership: mentorpress due",
			"the partnership of certificate %s is not concluded any more; nothing was issued", c->number);
	if (!who || !is_known || *c->replaced_by || prepare(job)) return;
	int r = certificate_reissue(&job->make, &ctx->mem, who, reason, &number);
	if (r < 0) ctx->environment_failed = true;
	if (r || certificates_again(&job->h, ctx) || certificates_copy(&job->h, ctx)) return;
	c = certificate_find(&job->h.issued, sv(number));
	context_say(ctx, "Issued in place of %s:", typed);
	say_certificate(job, c);
	for (enum paper_size i = 0; i < PAPER_SIZES; i++)
		if (*c->sha256[i]) context_say(ctx, "  %s", certificate_file(&ctx->mem, c, i));
	if (!job->json) return;
	json_key(job->json, "certificate");
	certificates_json(job->json, &job->h, c, job->identified);
}

/* ---- the command */

static void run_verb(struct job *job, const char *verb, const char *number)
{
	if (strcmp(verb, "list") == 0)
		list(job);
	else if (strcmp(verb, "check") == 0)
		check(job, number);
	else if (strcmp(verb, "reissue") == 0)
		reissue(job, number);
	else
		make_all(job);
}

static bool needs_number(const char *verb)
{
	return strcmp(verb, "check") == 0 || strcmp(verb, "reissue") == 0;
}

static int run_certificates(struct context *ctx, const struct arguments *args)
{
	struct job job = { .ctx = ctx, .args = args };
	struct str out = STR_INIT;
	struct json j;
	const char *verb = args->n ? args->positional[0] : "";
	if (take_options(&job, args)) return EXIT_USAGE;
	if (needs_number(verb) && args->n != 2)
		return fprintf(stderr, "Usage: mentorpress certificates %s NUMBER\n", verb), EXIT_USAGE;
	if (present_load(ctx, false) != 0) return context_finish(ctx);
	if (ctx->run->json) {
		context_json_begin(&j, &out);
		job.json = &j;
	}
	bool trial = job.dry_run && store_begin(ctx->store) == 0; /* for the forms that certificates_open takes in */
	if (job.dry_run && !trial)
		programme_store_failed(ctx);
	else if (certificates_open(&job.h, ctx) == 0)
		run_verb(&job, verb, args->n > 1 ? args->positional[1] : "");
	if (trial) store_rollback(ctx->store);
	if (job.json) context_json_end(ctx, &j, &out);
	certificates_close(&job.h);
	vec_dispose(&job.chosen);
	paper_fonts_free(job.make.fonts);
	certificate_wording_free((struct certificate_wording *)job.make.wording);
	corpus_free(job.corpus);
	str_dispose(&out);
	return context_finish(ctx);
}

static const struct option options[OPTIONS] = {
	[OPTION_YEAR] = { "--year", "YEAR", "only partnerships that were concluded in that calendar year" },
	[OPTION_SIZE] = { "--size", "SIZE", "the paper: letter (default), a4 or both" },
	[OPTION_IDENTIFIED] = { "--identified", NULL, "say names too, not only form entry numbers and Entry IDs" },
	[OPTION_REASON] = { "--reason", "REASON", "with reissue: name (it changed), lost, or correction" },
	[OPTION_DRY_RUN] = { "--dry-run", NULL, "say who would get one and who would not, and why; write nothing" },
};

const struct command cmd_certificates = { "certificates",
	"certificates [P-0001 …] | list | check NUMBER | reissue NUMBER --reason REASON",
	"certificates of concluded partnerships",
	"Makes a PDF for each participant of the partnerships that are concluded (5.6.1), in "
	"private/programme/certificates: once, with a number, the name the person chose, role and period, and never "
	"the "
	"partner's name. Files that are missing are made again. Who gets none is told with the reason; an exception is "
	"a "
	"line \"certificate\" in records/overrides.csv.\nThe words are those of programme-templates/certificate.txt; "
	"who "
	"signs stands in records/match-rules.yml (signatory) and content/officers.yml.\nlist shows the register; check "
	"tells what a number on a paper stands for; reissue makes a replacement with the name of today "
	"(MP-2026-0007-R1), "
	"and the old one holds no more.",
	options, OPTIONS, 0, COMMAND_WORDS, run_certificates };
