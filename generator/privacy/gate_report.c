/* Telling the user what the gate found, without repeating it: what kind of value, in which record, where in the content it
 * stands and what to do. Words that a person has accepted for a text as it is now are struck from the list first. */
#include "base/fs.h"
#include "input/csvin.h"
#include "privacy/gate_internal.h"

enum { LEAST_DIGEST = 7 };

struct accepted {
	struct sv source, digest;
	uint64_t word;
	date_t until;
};
struct origin_of_value {
	const char *file;
	unsigned line;
};
struct report {
	struct gate *gate;
	struct diags *ds;
	struct arena mem;
	VEC(struct accepted) accepted;
	struct origin_of_value *from; /* per hit */
	struct map texts;             /* content file -> struct str *, its text */
};

static uint64_t hash_of(const struct normal_key *key, struct sv text)
{
	struct normal_token token[IDENTITY_WINDOW];
	size_t n = normal_tokens(key, text, token, IDENTITY_WINDOW);
	uint64_t hash = 0;

	for (size_t i = n > IDENTITY_WINDOW ? 0 : n; i-- > 0;)
		hash = normal_join(key, token[i].hash, token[i].len, hash);
	return hash;
}

static void load_accepted(struct report *r)
{
	static const char *const columns[] = { "source", "digest", "word", "by", "on", "until" };
	const struct gate_options *o = &r->gate->o;
	struct csvin_table t;

	if (!o->settings || !o->workspace) return;
	const char *path = fs_join(&r->mem, o->workspace, o->settings->accepted_words);
	if (!fs_exists(path) || csvin_table(&t, &r->mem, path, diags_text(r->ds, "%s", o->settings->accepted_words),
					columns, 6, 3, false, r->ds))
		return;
	for (size_t i = 0; i < t.rows; i++) {
		const struct sv *cell = t.cells + i * 6;
		struct accepted a = { cell[0], cell[1], hash_of(r->gate->certified.key, cell[2]), date_parse(cell[5]) };

		if (cell[5].n && a.until == DATE_NONE)
			diags_error(r->ds, "G041", t.places[i * 6 + 5], "write it as 2026-03-14, or leave it empty",
				"this is not a date");
		else if (a.digest.n < LEAST_DIGEST)
			diags_error(r->ds, "G040", t.places[i * 6 + 1],
				"copy the digest from the message that asked for this line",
				"an accepted word needs the digest of the text it was accepted for");
		else
			vec_push(&r->accepted, a);
	}
}

/* A content file's text; empty when it cannot be read. */
static struct sv text_of(struct report *r, const char *source)
{
	struct str *text = map_ptr(&r->texts, sv(source)), err = STR_INIT;

	if (!text && r->gate->o.workspace) {
		text = ARENA_NEW(&r->mem, struct str);
		str_init(text, 0);
		if (fs_read(text, fs_join(&r->mem, r->gate->o.workspace, source), FS_MAX_TEXT, &err)) str_clear(text);
		map_set_ptr(&r->texts, sv(source), text);
		if (text->len) diags_source(r->ds, source, sv_of(text), false);
	}
	str_dispose(&err);
	return text ? sv_of(text) : sv("");
}

static bool is_accepted(struct report *r, const struct hit *h)
{
	date_t today = r->gate->o.as_of;

	if (h->what != HIT_SOFT || !h->source || !r->accepted.n) return false;
	struct sha256 sha = sha256_of(text_of(r, h->source));
	struct sha256_hex hex = sha256_hex(&sha);
	for (size_t i = 0; i < r->accepted.n; i++) {
		const struct accepted *a = &r->accepted.at[i];

		if (!sv_is(a->source, h->source) || a->word != h->hash ||
			!sv_ieq_ascii(a->digest, sv_sub(sv(hex.z), 0, a->digest.n)))
			continue;
		if (a->until == DATE_NONE || today == 0 || today == DATE_NONE || today <= a->until) return true;
	}
	return false;
}

/* The record a value came from: the first of that person's that holds a value of that kind. */
static int match_record(
	void *ctx, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	struct report *r = ctx;
	uint32_t who = identity_person(person, file, line);

	(void)field;
	if (!value.n) return 0;
	for (size_t i = 0; i < r->gate->hits.n; i++) {
		const struct hit *h = &r->gate->hits.at[i];

		if (!r->from[i].file && h->person == who && identity_kind_of_field(h->kind, kind))
			r->from[i] = (struct origin_of_value){ diags_text(r->ds, "%s", file), line };
	}
	return 0;
}

static const char *kind_words(enum identity_kind kind)
{
	switch (kind) {
	case IDENTITY_EMAIL: return "somebody's e-mail address";
	case IDENTITY_FULL_NAME: return "somebody's full name";
	case IDENTITY_PHONE: return "somebody's telephone number";
	case IDENTITY_LOCAL_PART: return "the first half of somebody's e-mail address";
	case IDENTITY_INITIAL_FIRST:
	case IDENTITY_INITIAL_LAST: return "somebody's surname with an initial";
	case IDENTITY_NUMBER: return "somebody's member or form entry number";
	case IDENTITY_EMPLOYER: return "somebody's employer";
	case IDENTITY_NAME: return "somebody's first name or surname";
	case IDENTITY_PASSAGE:
	case IDENTITY_PROFILE_PASSAGE: return "a passage of somebody's private text";
	case IDENTITY_OTHER: return "something somebody wrote on a form";
	case IDENTITY_KINDS: break;
	}
	return "a private value";
}

static const char *advice(struct report *r, const struct hit *h)
{
	if (h->in_path) return "rename the file";
	if (h->what == HIT_SOFT && h->source) {
		struct sha256 sha = sha256_of(text_of(r, h->source));
		struct sha256_hex hex = sha256_hex(&sha);

		return diags_text(r->ds,
			"if it is an ordinary word here, put this line into %s, with the marked word for WORD: "
			"%s,%.12s,WORD,your office,date,",
			r->gate->o.settings ? r->gate->o.settings->accepted_words : "records/accepted_words.csv",
			h->source, hex.z);
	}
	if (h->origin == ORIGIN_TEXT)
		return "decide the text again with `mentorpress review` and mask what names somebody; a word that "
		       "names nobody can be added "
		       "to \"certified\" in the policy";
	if (h->source)
		return "take it out of the text; an officer's name stands in content/officers.yml or an approval, "
		       "where it may be shown; "
		       "the society's own words are named under \"certified\" in the policy";
	return "take it out of the template or setting; the society's own words are named under \"certified\" in the "
	       "policy";
}

static const char *code_of(const struct hit *h)
{
	if (h->in_path) return "G012";
	if (h->what == HIT_SOFT) return "G020";
	return h->origin == ORIGIN_TEXT ? "G010" : "G011";
}

static struct place place_of(struct report *r, const struct hit *h)
{
	struct place at = { h->path, h->line, h->col };

	if (h->source && !h->in_path) {
		struct sv text = text_of(r, h->source);
		size_t offset = gate_find(r->gate->certified.key, text, normal_mode_of(h->source), h->hash);

		if (offset != SIZE_MAX) at = place_at(h->source, text, offset);
	}
	if (h->in_path) at.line = at.col = 0;
	at.file = diags_text(r->ds, "%s", at.file);
	return at;
}

static void report_hit(struct report *r, size_t i)
{
	const struct hit *h = &r->gate->hits.at[i];
	const struct origin_of_value *from = &r->from[i];
	const char *what = kind_words(h->kind);
	const char *how = h->what == HIT_SOFT ? "a capitalized word is also"
			  : h->in_path        ? "this file's name holds"
					      : "here stands";
	const char *record = from->file ? diags_text(r->ds, " (%s line %u)", from->file, from->line) : "";

	diags_error(r->ds, code_of(h), place_of(r, h), advice(r, h), "%s %s%s", how, what, record);
}

/* A first name with the surname behind it is reported once, as the full name. */
static bool told_by_more(const struct gate *g, const struct hit *h)
{
	if (h->what != HIT_SOFT) return false;
	for (size_t i = 0; i < g->hits.n; i++) {
		const struct hit *other = &g->hits.at[i];

		if (other->what == HIT_HARD && other->in_path == h->in_path && other->start <= h->start &&
			h->end <= other->end && strcmp(other->path, h->path) == 0)
			return true;
	}
	return false;
}

size_t gate_report(struct gate *g, struct diags *ds)
{
	struct report r = { .gate = g, .ds = ds, .mem = ARENA_INIT, .texts = MAP_INIT };
	const struct identity_source *source = &g->o.values->source;
	size_t before = ds->errors;

	if (!g->hits.n) return 0;
	load_accepted(&r);
	r.from = ARENA_ARRAY(&r.mem, struct origin_of_value, g->hits.n);
	/* Whether this fails does not matter: the finding is reported either way. */
	source->each(source->ctx, match_record, &r);
	for (size_t i = 0; i < g->hits.n; i++) {
		if (told_by_more(g, &g->hits.at[i])) continue;
		if (is_accepted(&r, &g->hits.at[i]))
			g->soft_passed++;
		else
			report_hit(&r, i);
	}
	for (size_t i = 0; i < r.texts.n; i++) str_dispose((struct str *)(uintptr_t)r.texts.at[i].value);
	map_dispose(&r.texts);
	vec_dispose(&r.accepted);
	arena_dispose(&r.mem);
	return ds->errors - before;
}
