/* certificate_issue.c gives numbers and writes papers. The register is written before the files are: a run that dies between the two leaves a number whose file
 * the next run makes, never a paper with a number that somebody else gets. */
#include "base/digest.h"
#include "base/fs.h"
#include "programme/certificate.h"
#include "programme/certificate_internal.h"
#include "store/audit.h"

enum { BATCH = 64 }; /* certificates in one transaction, whose papers are held meanwhile */

struct paper_made {
	const char *path;
	struct str bytes;
};
struct batch {
	struct arena mem;
	VEC(struct paper_made) made;
};

static int failed(struct certificate_job *job, const char *what)
{
	diags_error(job->ds, "M128", NOPLACE, "nothing of this step is in the register; make room and run it again",
		"the certificates could not be recorded or written: %s", what);
	return -1;
}

static void clear(struct batch *b)
{
	for (size_t i = 0; i < b->made.n; i++) str_dispose(&b->made.at[i].bytes);
	vec_dispose(&b->made);
	arena_dispose(&b->mem);
	*b = (struct batch){ ARENA_INIT, VEC_INIT };
}

static const char *name_key(struct arena *mem, const char *number, struct sv name)
{
	struct sha256 d = sha256_hmac(sv(number), name);
	return arena_strdup(mem, sv(sha256_hex(&d).z));
}

/* ---- drawing */

static void tell_missing(struct certificate_job *job, const struct certificate_candidate *c, size_t n)
{
	diags_error(job->ds, "M123", NOPLACE,
		"install fonts that have the letters (apt-get install fonts-noto-core fonts-noto-cjk), or enter the "
		"name for "
		"certificates in other letters",
		"partnership %s, %s, entry %s: %zu letter%s of the name %s in no font of this computer; no certificate "
		"was "
		"made",
		c->partnership->number, certificate_role_words(c->role),
		diags_value(job->ds, sv(arena_printf(&job->ds->mem, "%s %s", c->form, c->entry_no))), n,
		n == 1 ? "" : "s", n == 1 ? "is" : "are");
}

/* 1 if it cannot be made; ds says why. */
static int draw(struct certificate_job *job, struct str *out, const struct certificate_candidate *c, const char *words,
	date_t issued, enum paper_size size)
{
	struct certificate_text text;
	struct str err = STR_INIT;
	size_t missing = 0;
	int r = certificate_words_read(&text, sv(words), job->ds) ? 1 : 0;
	if (r == 0 && certificate_draw(
			      out, job->fonts, &text, c->name, job->settings->programme, issued, size, &missing, &err))
		r = failed(job, err.ptr);
	if (r == 0 && missing) {
		tell_missing(job, c, missing);
		r = 1;
	}
	str_dispose(&err);
	return r;
}

static void keep_paper(struct batch *b, const struct run *run, const char *path, struct str *bytes)
{
	struct paper_made m = { fs_join(&b->mem, run->workspace, path), *bytes };
	*bytes = (struct str)STR_INIT;
	vec_push(&b->made, m);
}

static int write_papers(struct certificate_job *job, struct batch *b)
{
	struct str err = STR_INIT;
	int r = 0;
	for (size_t i = 0; i < b->made.n && r == 0; i++) {
		const char *path = b->made.at[i].path;
		const char *folder = arena_strdup(&b->mem, sv_n(path, (size_t)(fs_base(path) - path) - 1));
		r = fs_mkdirs(folder, 0700, &err) || fs_write_atomic(path, sv_of(&b->made.at[i].bytes), 0600, &err);
		if (r == 0) job->done.files++;
	}
	if (r)
		diags_error(job->ds, "M128", NOPLACE, "make room and run it again: the missing files are then made",
			"a certificate is in the register but its file could not be written: %s", err.ptr);
	str_dispose(&err);
	return r ? -1 : 0;
}

/* ---- the register */

static int next_number(struct certificate_job *job, struct arena *mem, const char **out)
{
	int year = 0, month = 0, day = 0;
	date_parts(job->run->as_of, &year, &month, &day);
	struct stmt *st =
		store_stmt(job->s, "INSERT INTO certificate_year VALUES(?1, 1) ON CONFLICT(year) DO UPDATE SET last = "
				   "last + 1 RETURNING last");
	stmt_int_in(st, 1, year);
	int step = stmt_step(st);
	if (step == 1)
		*out = arena_printf(
			mem, "%s-%04d-%04lld", job->rules->certificate_prefix, year, (long long)stmt_int(st, 0));
	stmt_reset(st);
	return step == 1 ? 0 : -1;
}

static int put_file(struct store *s, int64_t certificate, enum paper_size size, const char *sha256)
{
	struct stmt *st = store_stmt(s, "INSERT INTO certificate_file VALUES(?1, ?2, ?3)");
	stmt_int_in(st, 1, certificate);
	stmt_text_in(st, 2, sv(paper_size_word(size)));
	stmt_text_in(st, 3, sv(sha256));
	return stmt_run(st);
}

static int put_certificate(struct store *s, struct certificate *c)
{
	struct stmt *st =
		store_stmt(s, "INSERT INTO certificate(number, application, partnership, role, issued, reissue_of, "
			      "sha256) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	stmt_text_in(st, 1, sv(c->number));
	stmt_int_in(st, 2, c->application);
	stmt_int_in(st, 3, c->partnership);
	stmt_text_in(st, 4, sv(c->role));
	stmt_int_in(st, 5, c->issued);
	if (c->reissue_of)
		stmt_int_in(st, 6, c->reissue_of);
	else
		stmt_null_in(st, 6);
	stmt_text_in(st, 7, sv(*c->sha256[PAPER_LETTER] ? c->sha256[PAPER_LETTER] : c->sha256[PAPER_A4]));
	if (stmt_run(st)) return -1;
	c->id = store_last_id(s);
	st = store_stmt(s, "INSERT INTO certificate_issue VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	stmt_int_in(st, 1, c->id);
	stmt_int_in(st, 2, c->from);
	stmt_int_in(st, 3, c->until);
	stmt_text_in(st, 4, sv(c->reason));
	stmt_text_in(st, 5, sv(c->words));
	stmt_text_in(st, 6, sv(c->name_key));
	if (stmt_run(st)) return -1;
	for (enum paper_size i = 0; i < PAPER_SIZES; i++)
		if (*c->sha256[i] && put_file(s, c->id, i, c->sha256[i])) return -1;
	return 0;
}

/* Draws and records one whose number, role, days and reason stand. 1: it cannot be made. */
static int issue(struct certificate_job *job, struct batch *b, struct certificate *c,
	const struct certificate_candidate *who, const char *replaces)
{
	struct str words = STR_INIT, bytes[PAPER_SIZES] = { STR_INIT, STR_INIT };
	const struct certificate_facts facts = { .society = job->settings->society,
		.program = job->settings->programme,
		.committee = job->settings->committee,
		.role = c->role,
		.number = c->number,
		.signatory = job->rules->signatory,
		.office = job->office,
		.replaces = replaces,
		.received = c->from,
		.concluded = c->until,
		.issued = c->issued };
	int r = certificate_words_make(&words, job->wording, &facts, job->ds) ? 1 : 0;
	c->words = arena_strdup(&b->mem, sv_of(&words));
	c->name_key = name_key(&b->mem, c->number, who->name);
	for (enum paper_size i = 0; i < PAPER_SIZES && r == 0; i++) {
		c->sha256[i] = "";
		if (!job->size[i]) continue;
		r = draw(job, &bytes[i], who, c->words, c->issued, i);
		struct sha256 d = sha256_of(sv_of(&bytes[i]));
		c->sha256[i] = arena_strdup(&b->mem, sv(sha256_hex(&d).z));
	}
	if (r == 0 && (put_certificate(job->s, c) ||
			      audit_append(job->s, job->run->as_of, job->run->role, CERTIFICATE_AUDIT, c->number,
				      arena_printf(&b->mem, "%s %s", *c->reason ? "reissued" : "issued",
					      *c->reason ? c->reason : c->role))))
		r = failed(job, store_error(job->s));
	for (enum paper_size i = 0; i < PAPER_SIZES; i++) {
		if (r == 0 && bytes[i].len) keep_paper(b, job->run, certificate_file(&b->mem, c, i), &bytes[i]);
		str_dispose(&bytes[i]);
	}
	str_dispose(&words);
	return r;
}

/* A number is taken only for a paper that could be made. */
static int issue_first(struct certificate_job *job, struct batch *b, const struct certificate_candidate *who)
{
	struct certificate c = { .application = who->application,
		.partnership = who->partnership->id,
		.role = who->role,
		.issued = job->run->as_of,
		.from = who->from,
		.until = who->until,
		.reason = "" };
	if (store_begin(job->s) || next_number(job, &b->mem, &c.number)) return failed(job, store_error(job->s));
	int r = issue(job, b, &c, who, "");
	if (r)
		store_rollback(job->s);
	else if (store_commit(job->s))
		r = failed(job, store_error(job->s));
	if (r == 0) job->done.issued++;
	if (r == 1) job->done.failed++;
	return r;
}

/* ---- files of what was issued */

static void tell_other_bytes(struct certificate_job *job, const struct certificate *c, bool other_name)
{
	const char *help =
		arena_printf(&job->ds->mem, "if it is still needed: mentorpress certificates reissue %s --reason %s",
			c->number, other_name ? "name" : "lost");
	if (other_name)
		diags_warn(job->ds, "M125", NOPLACE, help,
			"certificate %s cannot be made again: the participant's name is another now than when it was "
			"issued",
			c->number);
	else
		diags_warn(job->ds, "M126", NOPLACE, help,
			"certificate %s cannot be made again as it was: this computer's fonts or PDF library are "
			"others than when it "
			"was issued",
			c->number);
}

static int make_again(
	struct certificate_job *job, struct batch *b, const struct certificate_candidate *who, enum paper_size size)
{
	const struct certificate *c = who->has;
	struct str bytes = STR_INIT;
	const char *path = certificate_file(&b->mem, c, size);
	if (*c->sha256[size] && fs_exists(fs_join(&b->mem, job->run->workspace, path))) return 0;
	if (strcmp(c->name_key, name_key(&b->mem, c->number, who->name)) != 0) return tell_other_bytes(job, c, true), 1;
	int r = draw(job, &bytes, who, c->words, c->issued, size);
	struct sha256 d = sha256_of(sv_of(&bytes));
	if (r == 0 && *c->sha256[size] && strcmp(sha256_hex(&d).z, c->sha256[size]) != 0) {
		tell_other_bytes(job, c, false);
		r = 1;
	}
	if (r == 0 && !*c->sha256[size] && put_file(job->s, c->id, size, sha256_hex(&d).z))
		r = failed(job, store_error(job->s));
	if (r == 0) keep_paper(b, job->run, path, &bytes);
	str_dispose(&bytes);
	return r;
}

static int look_after(struct certificate_job *job, struct batch *b, const struct certificate_candidate *who)
{
	size_t before = b->made.n;
	int r = 0;
	for (enum paper_size i = 0; i < PAPER_SIZES; i++) {
		int one = job->size[i] ? make_again(job, b, who, i) : 0;
		if (one < 0) return -1;
		if (one) r = 1;
	}
	if (r)
		job->done.failed++;
	else if (b->made.n > before)
		job->done.again++;
	else
		job->done.there++;
	return r;
}

/* ---- all */

int certificates_issue(struct certificate_job *job, const struct certificate_candidate *const *c, size_t n)
{
	struct batch b = { ARENA_INIT, VEC_INIT };
	int r = 0;
	for (size_t from = 0; from < n && r == 0; from += BATCH) {
		if (store_begin(job->s)) r = failed(job, store_error(job->s));
		for (size_t i = from; i < n && i < from + BATCH && r >= 0; i++) {
			if (c[i]->has)
				r = look_after(job, &b, c[i]);
			else if (!c[i]->why_not)
				r = issue_first(job, &b, c[i]);
		}
		if (r < 0)
			store_rollback(job->s);
		else
			r = store_commit(job->s) ? failed(job, store_error(job->s)) : write_papers(job, &b);
		clear(&b);
	}
	clear(&b);
	return r < 0 ? -1 : 0;
}

int certificate_reissue(struct certificate_job *job, struct arena *mem, const struct certificate_candidate *who,
	const char *reason, const char **number)
{
	struct batch b = { ARENA_INIT, VEC_INIT };
	const struct certificate *old = who->has;
	struct sv base = sv(old->number);
	long n = 0;
	const char *suffix = old->reissue_of ? strrchr(old->number, '-') : NULL;
	if (suffix) {
		sv_long(sv(suffix + 2), &n); /* "-R1" */
		base = sv_n(old->number, (size_t)(suffix - old->number));
	}
	*number = arena_printf(mem, "%.*s-R%ld", (int)base.n, base.p, n + 1);
	struct certificate c = *old;
	c.number = *number;
	c.issued = job->run->as_of;
	c.reissue_of = old->reissue_of ? old->reissue_of : old->id;
	c.reason = reason;
	int r = store_begin(job->s) ? failed(job, store_error(job->s)) : issue(job, &b, &c, who, old->number);
	if (r)
		store_rollback(job->s);
	else
		r = store_commit(job->s) ? failed(job, store_error(job->s)) : write_papers(job, &b);
	if (r == 0) job->done.issued++;
	clear(&b);
	return r;
}
