/* What a person has accepted: one word, in one content file as it is now, for a time. Whatever would let more pass than that (a
 * pattern, a folder, several words, no last day) is an error, so that no line can become a hole in the gate. */
#include "base/fs.h"
#include "input/csvin.h"
#include "privacy/gate_internal.h"

enum { LEAST_DIGEST = 7, FULL_DIGEST = 64 };
enum column { SOURCE, DIGEST, WORD, BY, ON, UNTIL, NOTE, COLUMNS };
static const char *const columns[COLUMNS] = { "source", "digest", "word", "by", "on", "until", "note" };

const struct gate_text *gate_text(struct gate *g, const char *source, struct diags *ds)
{
	struct gate_text *t = map_ptr(&g->texts, sv(source));
	struct str err = STR_INIT;

	if (!t) {
		t = ARENA_NEW(&g->mem, struct gate_text);
		str_init(&t->text, 0);
		const char *root = g->o.sources ? g->o.sources : g->o.workspace;
		if (!root || fs_read(&t->text, fs_join(&g->mem, root, source), FS_MAX_TEXT, &err) != 0)
			str_clear(&t->text);
		struct sha256 sha = sha256_of(sv_of(&t->text));
		t->digest = sha256_hex(&sha);
		map_set_ptr(&g->texts, sv(source), t);
	}
	if (ds && t->text.len) diags_source(ds, source, sv_of(&t->text), false);
	str_dispose(&err);
	return t;
}

void gate_texts_dispose(struct gate *g)
{
	for (size_t i = 0; i < g->texts.n; i++)
		str_dispose(&((struct gate_text *)(uintptr_t)g->texts.at[i].value)->text);
	map_dispose(&g->texts);
}

/* The hash of a whole text of a few words, and how many they are. */
static uint64_t hash_of(const struct normal_key *key, struct sv text, size_t *words)
{
	struct normal_token token[IDENTITY_WINDOW];
	uint64_t hash = 0;

	*words = normal_tokens(key, text, token, IDENTITY_WINDOW);
	for (size_t i = *words > IDENTITY_WINDOW ? 0 : *words; i-- > 0;)
		hash = normal_join(key, token[i].hash, token[i].len, hash);
	return hash;
}

/* Only what the gate would ask about: never a full name, an address or a number. */
static bool may_be_asked(const struct identity_value *v)
{
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_NAME:
	case IDENTITY_OTHER: return true;
	case IDENTITY_EMPLOYER:
	case IDENTITY_LOCAL_PART: return v->tokens == 1;
	default: return false;
	}
}

static int bad(struct diags *ds, const char *code, struct place at, const char *help, const char *what)
{
	return diags_error(ds, code, at, help, "%s", what), -1;
}

static int check_source(struct sv source, struct place at, struct diags *ds)
{
	static const char *const help = "write one file as `mentorpress accept` lists it, for example "
					"content/faqs/pause.md";

	if (!source.n) return bad(ds, "G063", at, help, "no file is named");
	for (size_t i = 0; i < source.n; i++)
		if (strchr("*?[]{}", source.p[i]))
			return bad(ds, "G063", at, help, "a word is accepted for one file, never for a pattern");
	if (!fs_safe_path(source) || source.p[source.n - 1] == '/')
		return bad(ds, "G063", at, help, "this is not one file of the workspace");
	return 0;
}

static int check_digest(struct sv digest, struct place at, struct diags *ds)
{
	bool hex = digest.n >= LEAST_DIGEST && digest.n <= FULL_DIGEST;

	for (size_t i = 0; hex && i < digest.n; i++)
		hex = (digest.p[i] >= '0' && digest.p[i] <= '9') ||
		      ((digest.p[i] | 32) >= 'a' && (digest.p[i] | 32) <= 'f');
	if (hex) return 0;
	return bad(ds, "G040", at, "let `mentorpress accept` write this line",
		"an accepted word needs the digest of the text it was accepted for (7 to 64 symbols 0-9 a-f)");
}

static int check_word(struct gate *g, struct sv word, uint64_t *hash, struct place at, struct diags *ds)
{
	size_t words;
	const struct identity_value *v;

	*hash = hash_of(g->certified.key, word, &words);
	if (!words) return bad(ds, "G064", at, "write the word that the gate asked about", "there is no word");
	v = *hash ? identity_find(g->o.values, *hash) : NULL;
	/* A surname of two words is one name; anything else of several words is several lines. */
	if (words > 1 && (!v || v->tokens != words))
		return bad(ds, "G065", at, "write a line for each word; `mentorpress accept` does it",
			"one line accepts one word");
	if (v && !may_be_asked(v))
		return bad(ds, "G066", at, "delete this line and take the value out of the text",
			"this is somebody's full name, address or number: it cannot be accepted, only single names "
			"that are ordinary words");
	return 0;
}

static int check_days(struct acceptance *a, const struct sv *cell, const struct place *at, struct diags *ds)
{
	size_t errors = ds->errors;

	a->on = csvin_table_date(cell[ON], at[ON], "G060", "on", ds);
	a->until = csvin_table_date(cell[UNTIL], at[UNTIL], "G041", "until", ds);
	if (!cell[ON].n)
		diags_error(ds, "G060", at[ON], "write the day on which it was accepted, as 2026-03-14",
			"the day of this acceptance is missing");
	if (ds->errors > errors) return -1;
	date_t longest = date_add_months(a->on, ACCEPTANCE_LONGEST);
	if (a->until == DATE_NONE) a->until = date_add_months(a->on, ACCEPTANCE_MONTHS);
	if (a->until > longest)
		return diags_error(ds, "G061", at[UNTIL],
			       diags_text(ds, "write %s or earlier; `mentorpress accept --renew` asks again then",
				       date_iso(longest).z),
			       "a word is accepted for two years at most"),
		       -1;
	if (a->until < a->on)
		return bad(ds, "G062", at[UNTIL], "correct one of the two days", "this ends before it begins");
	return 0;
}

/* The last line about a word of a file stands for it. */
static void put_acceptance(struct gate *g, const struct acceptance *a)
{
	for (size_t i = 0; i < g->accepted.n; i++) {
		struct acceptance *old = &g->accepted.at[i];

		if (old->hash != a->hash || strcmp(old->source, a->source) != 0) continue;
		*old = *a;
		return;
	}
	vec_push(&g->accepted, *a);
}

static void read_row(struct gate *g, const struct sv *cell, const struct place *at, struct diags *ds)
{
	struct acceptance a = { .at = { arena_strdup(&g->mem, sv(at[0].file)), at[0].line, 0 },
		.source = arena_strdup(&g->mem, cell[SOURCE]),
		.word = arena_strdup(&g->mem, cell[WORD]),
		.digest = arena_strdup(&g->mem, cell[DIGEST]),
		.state = ACCEPTANCE_UNUSED };
	int wrong = check_source(cell[SOURCE], at[SOURCE], ds);

	wrong |= check_digest(cell[DIGEST], at[DIGEST], ds);
	wrong |= check_word(g, cell[WORD], &a.hash, at[WORD], ds);
	wrong |= check_days(&a, cell, at, ds);
	if (wrong == 0) put_acceptance(g, &a);
}

int acceptances_load(struct gate *g, struct diags *ds)
{
	const struct gate_options *o = &g->o;
	size_t errors = ds->errors;
	struct csvin_table t;

	if (!o->settings || !o->settings->accepted_words || !o->workspace) return 0;
	const char *path = fs_join(&g->mem, o->workspace, o->settings->accepted_words);
	if (!fs_exists(path)) return 0;
	if (csvin_table(&t, &g->mem, path, diags_text(ds, "%s", o->settings->accepted_words), columns, COLUMNS, ON + 1,
		    false, ds) != 0)
		return -1;
	for (size_t i = 0; i < t.rows; i++) read_row(g, t.cells + i * COLUMNS, t.places + i * COLUMNS, ds);
	return ds->errors > errors ? -1 : 0;
}

static bool in_force(const struct gate *g, const struct acceptance *a)
{
	date_t today = g->o.as_of;

	return today == 0 || today == DATE_NONE || (a->on <= today && today <= a->until);
}

static bool same_text(struct gate *g, const struct acceptance *a)
{
	const struct gate_text *t = gate_text(g, a->source, NULL);

	return t->text.len && sv_ieq_ascii(sv(a->digest), sv_sub(sv(t->digest.z), 0, strlen(a->digest)));
}

bool acceptance_covers(struct gate *g, const struct hit *h, int *why)
{
	*why = ASKED_NEW;
	for (size_t i = 0; h->source && i < g->accepted.n; i++) {
		struct acceptance *a = &g->accepted.at[i];

		if (a->hash != h->hash || strcmp(a->source, h->source) != 0) continue;
		a->state = ACCEPTANCE_USED;
		if (!same_text(g, a))
			*why = ASKED_CHANGED;
		else if (!in_force(g, a))
			*why = ASKED_LAPSED;
		else
			return true;
	}
	return false;
}

void acceptances_settle(struct gate *g)
{
	const struct normal_key *key = g->certified.key;

	for (size_t i = 0; i < g->accepted.n; i++) {
		struct acceptance *a = &g->accepted.at[i];
		struct sv text = sv_of(&gate_text(g, a->source, NULL)->text);

		if (gate_find(key, text, normal_mode_of(a->source), a->hash) == SIZE_MAX)
			a->state = ACCEPTANCE_GONE;
		else if (!same_text(g, a))
			a->state = ACCEPTANCE_CHANGED;
		else if (!in_force(g, a))
			a->state = ACCEPTANCE_LAPSED;
	}
}

const struct acceptance *gate_acceptances(const struct gate *g, size_t *n)
{
	*n = g->accepted.n;
	return g->accepted.at;
}

/* ---- what check says of them */

static void check_one(const struct gate *g, const struct acceptance *a, struct diags *ds)
{
	date_t today = g->o.as_of;
	struct date_text on = date_iso(a->on), until = date_iso(a->until);

	switch (a->state) {
	case ACCEPTANCE_USED:
		if (today > 0 && today != DATE_NONE && a->until - today <= ACCEPTANCE_NOTICE)
			diags_warn(ds, "G070", a->at, "`mentorpress accept --renew` asks once more",
				"the acceptance of a word in %s runs out on %s; from the day after, the gate refuses "
				"the "
				"text",
				a->source, until.z);
		return;
	case ACCEPTANCE_UNUSED:
		diags_warn(ds, "G073", a->at, "delete this line",
			"this acceptance is not needed: the gate asks about no "
			"such word in %s",
			a->source);
		return;
	case ACCEPTANCE_LAPSED:
		if (a->until < today)
			diags_warn(ds, "G074", a->at, "renew it with `mentorpress accept --renew`, or delete the line",
				"the acceptance of a word in %s ran out on %s", a->source, until.z);
		else
			diags_warn(ds, "G074", a->at, "correct the day, or wait", "this acceptance begins on %s only",
				on.z);
		return;
	case ACCEPTANCE_CHANGED:
		diags_warn(ds, "G071", a->at,
			"`mentorpress accept --renew` asks once more; if nothing is asked, delete the "
			"line",
			"%s has changed since a word in it was accepted on %s, so that does not count any more",
			a->source, on.z);
		return;
	case ACCEPTANCE_GONE:
		diags_warn(ds, "G072", a->at, "delete this line",
			"the word accepted here does not stand in %s any more", a->source);
		return;
	}
}

void gate_acceptances_check(const struct gate *g, struct diags *ds)
{
	for (size_t i = 0; i < g->accepted.n; i++) check_one(g, &g->accepted.at[i], ds);
}
