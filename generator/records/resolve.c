/* resolve.c exists because whoever writes or phones names themselves in one of five ways, and headquarters types what
 * it hears. The ways are tried from the most exact to the least, and the first that finds anybody answers. */
#include "records/resolve.h"
#include <stdint.h>
#include <stdlib.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "records/entry_id.h"
#include "records/finder.h"
#include "records/field_code.h"
#include "records/person_key.h"
#include "records/preference_split.h"

struct search {
	struct sv typed;
	struct str member_no, email;
	VEC(struct sv) words;
	struct str folded;
	enum resolve_how how;
	application_fn *fn;
	void *ctx;
	size_t found;
	bool slip;
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
static int tell_all(struct search *f, struct store *s, const struct run *run, const ids_vec *ids)
{
	int r = 0;
	for (size_t i = 0; r == 0 && i < ids->n; i++) {
		r = application_get(s, run, ids->at[i], f->fn, f->ctx);
		if (r == 1) r = 0;
	}
	return r;
}

/* found: the ID was issued, whether or not anybody stands behind it. */
static int by_entry_id(struct search *f, struct store *s, const struct run *run, const char *id)
{
	ids_vec ids = VEC_INIT;
	int r = entry_id_resolve(s, id, add_application, &ids);
	if (r == 0) {
		f->how = RESOLVED_ENTRY_ID;
		f->found++;
		r = tell_all(f, s, run, &ids);
	}
	vec_dispose(&ids);
	return r < 0 ? -1 : r == 1 && !f->found ? 0 : r;
}

/* "mentor2 10412": of the form that is named, where one is. */
static bool names_form(struct sv typed, const char *form)
{
	struct sv word, rest = typed;
	while (sv_split(&rest, ' ', &word))
		if (sv_ieq_ascii(word, sv(form))) return true;
	return false;
}

static void keep_named(const struct search *f, struct found *at, size_t *n)
{
	size_t kept = 0;
	for (size_t i = 0; i < *n; i++)
		if (names_form(f->typed, at[i].form)) {
			struct found t = at[kept];
			at[kept++] = at[i];
			at[i] = t;
		}
	if (kept) *n = kept;
}

static int by_number(struct search *f, struct store *s, const struct run *run, struct finder *finder, struct sv text,
	enum application_kind kind)
{
	struct found at[FINDER_MAX];
	ids_vec ids = VEC_INIT;
	size_t n = finder_by_number(finder, kind, text, at);
	keep_named(f, at, &n);
	for (size_t i = 0; i < n; i++) vec_push(&ids, at[i].id);
	if (n) f->how = RESOLVED_ENTRY_NO;
	f->found += n;
	int r = finder->failed ? -1 : tell_all(f, s, run, &ids);
	vec_dispose(&ids);
	return r;
}

static int by_choice(
	struct search *f, struct store *s, const struct run *run, struct finder *finder, const struct choice *c)
{
	f->slip |= c->what == CHOICE_NEAR_CODE;
	if (c->what == CHOICE_CODE) return by_entry_id(f, s, run, c->id.z);
	if (c->what != CHOICE_NUMBER || c->member) return 0;
	return by_number(f, s, run, finder, sv(c->text), c->kind);
}

/* As it stands; then each way in which it can be one ID or number, the first that finds anybody. */
static int by_id_or_number(struct search *f, struct store *s, const struct run *run, struct finder *finder)
{
	struct arena mem = ARENA_INIT;
	struct choice_parts parts;
	struct checkcode code;
	int r = finder->failed ? -1 : 0;
	if (r == 0 && checkcode_parse(f->typed, &code) == CHECKCODE_OK) r = by_entry_id(f, s, run, code.z);
	if (r == 0 && !f->found) r = by_number(f, s, run, finder, f->typed, KIND_COUNT);
	preference_split(&parts, &mem, f->typed);
	for (size_t w = 0; parts.n == 1 && w < parts.at[0].n && r == 0 && !f->found; w++)
		if (parts.at[0].reading[w].n == 1) r = by_choice(f, s, run, finder, parts.at[0].reading[w].at);
	arena_dispose(&mem);
	return r;
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

/* A member number is typed as such: digits, perhaps with a prefix; a name with a digit in it is none. "member 7701" is one too. */
static bool looks_like_number(struct sv v)
{
	size_t digits = 0, others = 0;
	for (size_t i = 0; i < v.n; i++) v.p[i] >= '0' && v.p[i] <= '9' ? digits++ : others++;
	return digits > 0 && others <= 4;
}

static void prepare(struct search *f)
{
	struct sv rest, word, v = f->typed;
	if (v.n > 7 && sv_ieq_ascii(sv_sub(v, 0, 7), sv("member "))) v = sv_trim(sv_sub(v, 7, v.n));
	while (v.n && (v.p[0] == '#' || v.p[0] == ' ')) v = sv_sub(v, 1, v.n);
	if (looks_like_number(v)) person_member_key(&f->member_no, v);
	person_email_key(&f->email, v);
	utf8_fold(&f->folded, v);
	for (size_t i = 0; i < f->folded.len; i++)
		if (strchr(",.-'", f->folded.ptr[i])) f->folded.ptr[i] = ' ';
	rest = sv_of(&f->folded);
	while (sv_split(&rest, ' ', &word))
		if (word.n) vec_push(&f->words, word);
}

static struct sv without_hash(struct sv v)
{
	while (v.n && v.p[0] == '#') v = sv_trim(sv_sub(v, 1, v.n));
	return v;
}

static struct search search_for(struct sv typed)
{
	return (struct search){ .typed = without_hash(sv_trim(typed)),
		.member_no = STR_INIT,
		.email = STR_INIT,
		.words = VEC_INIT,
		.folded = STR_INIT,
		.scratch = STR_INIT,
		.key = STR_INIT };
}

static void dispose(struct search *f)
{
	str_dispose(&f->member_no);
	str_dispose(&f->email);
	str_dispose(&f->folded);
	str_dispose(&f->scratch);
	str_dispose(&f->key);
	vec_dispose(&f->words);
}

int resolve_typed(
	struct store *s, const struct run *run, struct sv typed, enum resolve_how *how, application_fn *fn, void *ctx)
{
	static const enum resolve_how ways[] = { RESOLVED_MEMBER_NO, RESOLVED_EMAIL, RESOLVED_NAME };
	struct search f = search_for(typed);
	f.fn = fn;
	f.ctx = ctx;
	struct finder finder;
	finder_init(&finder, s);
	int r = by_id_or_number(&f, s, run, &finder);
	finder_dispose(&finder);
	*how = f.found ? f.how : RESOLVED_NONE;
	prepare(&f);
	for (size_t i = 0; r == 0 && f.found == 0 && i < sizeof ways / sizeof *ways; i++) {
		f.how = ways[i];
		r = application_each(s, run, KIND_COUNT, false, on_application, &f);
		if (f.found) *how = f.how;
	}
	if (*how == RESOLVED_NONE && f.slip) *how = RESOLVED_SLIP;
	dispose(&f);
	return r;
}

/* ---- many questions */

enum { KEYS = 2 };
static const char *const key_field[KEYS] = { "member_no", "email" };
static const enum resolve_how key_how[KEYS] = { RESOLVED_MEMBER_NO, RESOLVED_EMAIL };

struct keyed { /* applications of one key are a ring, of which the map holds the last */
	int64_t id;
	size_t next;
};
struct resolver {
	struct store *s;
	const struct run *run;
	struct finder finder;
	struct map last[KEYS];
	VEC(struct keyed) at;
	VEC(int64_t) unusual; /* with a digit or an @ in a name: only these can be named by a word that has one */
	struct str key;
};

static bool has_digit(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((v.p[i] >= '0' && v.p[i] <= '9') || v.p[i] == '@') return true;
	return false;
}

static void make_key(struct str *key, size_t which, struct sv value)
{
	str_clear(key);
	which == 0 ? person_member_key(key, value) : person_email_key(key, value);
}

static int index_one(void *ctx, const struct application *a)
{
	static const char *const names[] = { "first_name", "last_name", "certificate_name" };
	struct resolver *r = ctx;
	bool unusual = false;
	for (size_t w = 0; w < KEYS; w++) {
		uint64_t last = r->at.n;
		make_key(&r->key, w, application_field(a, key_field[w]));
		if (!r->key.len) continue;
		struct keyed k = { a->id, r->at.n };
		if (map_get(&r->last[w], sv_of(&r->key), &last)) {
			k.next = r->at.at[last].next;
			r->at.at[last].next = r->at.n;
		}
		map_set(&r->last[w], sv_of(&r->key), r->at.n);
		vec_push(&r->at, k);
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		str_clear(&r->key);
		utf8_fold(&r->key, application_field(a, names[i]));
		unusual |= has_digit(sv_of(&r->key));
	}
	if (unusual) vec_push(&r->unusual, a->id);
	return 0;
}

int resolver_open(struct resolver **out, struct store *s, const struct run *run)
{
	struct resolver *r = xcalloc(1, sizeof *r);
	*out = r;
	r->s = s;
	r->run = run;
	finder_init(&r->finder, s);
	return r->finder.failed ? -1 : application_each(s, run, KIND_COUNT, false, index_one, r);
}

void resolver_close(struct resolver *r)
{
	if (!r) return;
	for (size_t w = 0; w < KEYS; w++) map_dispose(&r->last[w]);
	vec_dispose(&r->at);
	vec_dispose(&r->unusual);
	finder_dispose(&r->finder);
	str_dispose(&r->key);
	free(r);
}

static void ids_of_key(ids_vec *ids, struct resolver *r, size_t which, struct sv key)
{
	uint64_t last;
	if (!key.n || !map_get(&r->last[which], key, &last)) return;
	for (size_t at = r->at.at[last].next;; at = r->at.at[at].next) {
		vec_push(ids, r->at.at[at].id);
		if (at == last) break;
	}
}

int resolver_typed(struct resolver *x, struct sv typed, enum resolve_how *how, application_fn *fn, void *ctx)
{
	struct search f = search_for(typed);
	ids_vec ids = VEC_INIT;
	if (!has_digit(f.typed)) {
		dispose(&f);
		return resolve_typed(x->s, x->run, typed, how, fn, ctx);
	}
	f.fn = fn;
	f.ctx = ctx;
	int r = by_id_or_number(&f, x->s, x->run, &x->finder);
	prepare(&f);
	for (size_t w = 0; w < KEYS && r == 0 && !f.found; w++) {
		ids_of_key(&ids, x, w, w == 0 ? sv_of(&f.member_no) : sv_of(&f.email));
		f.how = key_how[w];
		f.found = ids.n;
		r = tell_all(&f, x->s, x->run, &ids);
	}
	if (r == 0 && !f.found) {
		f.how = RESOLVED_NAME;
		for (size_t i = 0; i < x->unusual.n && r == 0; i++)
			r = application_get(x->s, x->run, x->unusual.at[i], on_application, &f);
	}
	*how = f.found ? f.how : f.slip ? RESOLVED_SLIP : RESOLVED_NONE;
	vec_dispose(&ids);
	dispose(&f);
	return r;
}

/* ---- */

static bool has_email(struct search *f, struct sv list)
{
	struct sv rest = list, one;
	while (f->email.len && person_next_email(&rest, &one))
		if (person_email_key(&f->key, one) && sv_eq(sv_of(&f->key), sv_of(&f->email))) return true;
	return false;
}

/* Who stands on the list now goes before who once did. */
int resolve_member(struct store *s, struct sv typed, int64_t *out)
{
	struct search f = search_for(typed);
	struct stmt *st = store_stmt(s, "SELECT id, member_no, fields FROM member ORDER BY listed DESC, id");
	struct field_codes *codes;
	int r = field_codes_of(s, &codes);
	prepare(&f);
	*out = 0;
	while (r >= 0 && *out == 0 && (f.member_no.len || f.email.len) && (r = stmt_step(st)) == 1) {
		struct sv fields = stmt_blob(st, 2);
		person_member_key(&f.key, stmt_text(st, 1));
		if ((f.member_no.len && sv_eq(sv_of(&f.key), sv_of(&f.member_no))) ||
			has_email(&f, field_value(codes, fields, "email")) ||
			has_email(&f, field_value(codes, fields, "other_emails")))
			*out = stmt_int(st, 0);
	}
	stmt_reset(st);
	dispose(&f);
	return r < 0 ? -1 : 0;
}

int resolve_present(struct store *s, int64_t application, int64_t *out)
{
	struct finder finder;
	struct found found;
	finder_init(&finder, s);
	*out = application;
	if (finder_by_id(&finder, application, &found) && !found.current) {
		int64_t now = finder_current(&finder, found.kind, found.person);
		if (now) *out = now;
	}
	int r = finder.failed ? -1 : 0;
	finder_dispose(&finder);
	return r;
}

static int is_published(void *ctx, const struct entry_fact *e, int64_t application)
{
	(void)application;
	*(bool *)ctx |= e->first_edition > 0;
	return 0;
}

int resolve_near(struct store *s, struct sv typed, struct checkcode *out, int max)
{
	struct checkcode near[CHECKCODE_NEAR];
	struct arena mem = ARENA_INIT;
	struct choice_parts parts;
	int found = 0, r = 0;
	preference_split(&parts, &mem, typed);
	if (parts.n == 1 && parts.at[0].reading[0].n == 1 && parts.at[0].reading[0].at->what == CHOICE_NEAR_CODE)
		typed = sv(parts.at[0].reading[0].at->text);
	size_t n = checkcode_near(typed, near);
	for (size_t i = 0; r >= 0 && i < n && found < max; i++) {
		bool published = false;
		r = entry_id_resolve(s, near[i].z, is_published, &published);
		if (r >= 0 && published) out[found++] = near[i];
	}
	arena_dispose(&mem);
	return r < 0 ? -1 : found;
}
