/* resolve.c exists because whoever writes or phones names themselves in one of five ways, and headquarters types what
 * it hears. The ways are tried from the most exact to the least, and the first that finds anybody answers. */
#include "records/resolve.h"
#include <stdint.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "records/entry_id.h"
#include "records/packed.h"
#include "records/person_key.h"

struct search {
	struct sv typed;
	struct str entry_no, member_no, email;
	VEC(struct sv) words;
	struct str folded;
	enum resolve_how how;
	application_fn *fn;
	void *ctx;
	size_t found;
	struct str scratch, key;
};

typedef VEC(int64_t) ids_vec;

static int add_application(void *ctx, const struct entry_fact *e, int64_t application)
{
	(void)e;
	if (application) vec_push((ids_vec *)ctx, application);
	return 0;
}

/* The IDs are collected first: a callback may ask the store the same question again. */
static int by_entry_id(
	struct store *s, const struct run *run, const char *id, application_fn *fn, void *ctx, bool *issued)
{
	ids_vec ids = VEC_INIT;
	int r = entry_id_resolve(s, id, add_application, &ids);
	*issued = r == 0;
	for (size_t i = 0; r == 0 && i < ids.n; i++) {
		r = application_get(s, run, ids.at[i], fn, ctx);
		if (r == 1) r = 0;
	}
	vec_dispose(&ids);
	return *issued || r < 0 ? r : 0;
}

/* Every typed word begins a word of the name; "ann" finds Anna but not Joanna. */
static bool is_named(struct search *f, const struct application *a)
{
	static const char *const names[] = { "first_name", "last_name", "certificate_name" };
	str_clear(&f->scratch);
	str_putc(&f->scratch, ' ');
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		str_clear(&f->key);
		utf8_fold(&f->key, application_field(a, names[i]));
		str_sv(&f->scratch, sv_of(&f->key));
		str_putc(&f->scratch, ' ');
	}
	for (size_t i = 0; i < f->scratch.len; i++)
		if (f->scratch.ptr[i] == '-' || f->scratch.ptr[i] == '\'') f->scratch.ptr[i] = ' ';
	for (size_t i = 0; i < f->words.n; i++) {
		str_clear(&f->key);
		str_putc(&f->key, ' ');
		str_sv(&f->key, f->words.at[i]);
		if (sv_find(sv_of(&f->scratch), sv_of(&f->key)) == SIZE_MAX) return false;
	}
	return f->words.n > 0;
}

static bool fits(struct search *f, const struct application *a)
{
	switch (f->how) {
	case RESOLVED_ENTRY_NO: return sv_is(sv_of(&f->entry_no), a->entry_no);
	case RESOLVED_MEMBER_NO:
		person_member_key(&f->key, application_field(a, "member_no"));
		return f->member_no.len && sv_eq(sv_of(&f->key), sv_of(&f->member_no));
	case RESOLVED_EMAIL:
		person_email_key(&f->key, application_field(a, "email"));
		return f->email.len && sv_eq(sv_of(&f->key), sv_of(&f->email));
	case RESOLVED_NAME: return is_named(f, a);
	default: return false;
	}
}

static int on_application(void *ctx, const struct application *a)
{
	struct search *f = ctx;
	if (!fits(f, a)) return 0;
	f->found++;
	return f->fn(f->ctx, a);
}

/* A member number is typed as such: digits, perhaps with a prefix; a name with a digit in it is none. */
static bool looks_like_number(struct sv v)
{
	size_t digits = 0, others = 0;
	for (size_t i = 0; i < v.n; i++) v.p[i] >= '0' && v.p[i] <= '9' ? digits++ : others++;
	return digits > 0 && others <= 4;
}

static void prepare(struct search *f)
{
	struct sv rest, word, v = f->typed;
	while (v.n && (v.p[0] == '#' || v.p[0] == ' ')) v = sv_sub(v, 1, v.n);
	str_sv(&f->entry_no, v);
	if (looks_like_number(v)) person_member_key(&f->member_no, v);
	person_email_key(&f->email, v);
	utf8_fold(&f->folded, v);
	for (size_t i = 0; i < f->folded.len; i++)
		if (strchr(",.-'", f->folded.ptr[i])) f->folded.ptr[i] = ' ';
	rest = sv_of(&f->folded);
	while (sv_split(&rest, ' ', &word))
		if (word.n) vec_push(&f->words, word);
}

int resolve_typed(
	struct store *s, const struct run *run, struct sv typed, enum resolve_how *how, application_fn *fn, void *ctx)
{
	static const enum resolve_how ways[] = { RESOLVED_ENTRY_NO, RESOLVED_MEMBER_NO, RESOLVED_EMAIL, RESOLVED_NAME };
	struct search f = { .typed = sv_trim(typed),
		.entry_no = STR_INIT,
		.member_no = STR_INIT,
		.email = STR_INIT,
		.words = VEC_INIT,
		.folded = STR_INIT,
		.fn = fn,
		.ctx = ctx,
		.scratch = STR_INIT,
		.key = STR_INIT };
	struct checkcode code;
	enum checkcode_result shape = checkcode_parse(f.typed, &code);
	bool issued = false;
	int r = 0;
	*how = RESOLVED_NONE;
	if (shape == CHECKCODE_OK) r = by_entry_id(s, run, code.z, fn, ctx, &issued);
	if (issued) *how = RESOLVED_ENTRY_ID;
	prepare(&f);
	for (size_t i = 0; r == 0 && !issued && f.found == 0 && i < sizeof ways / sizeof *ways; i++) {
		f.how = ways[i];
		r = application_each(s, run, KIND_COUNT, false, on_application, &f);
		if (f.found) *how = f.how;
	}
	if (*how == RESOLVED_NONE && shape == CHECKCODE_SLIP) *how = RESOLVED_SLIP;
	str_dispose(&f.entry_no);
	str_dispose(&f.member_no);
	str_dispose(&f.email);
	str_dispose(&f.folded);
	str_dispose(&f.scratch);
	str_dispose(&f.key);
	vec_dispose(&f.words);
	return r;
}
