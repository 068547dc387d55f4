/* participant.c reads what matching compares. Codes are interned first and numbered afterwards in bytewise order, so that no number depends on
 * the order of the records. */
#include "programme/participant_avoid.h"
#include "programme/participant_exam.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "records/entry_id.h"

struct code_book {
	struct map space[SPACE_COUNT];    /* code to its number as it was first seen */
	VEC(struct sv) name[SPACE_COUNT]; /* by number, from 1 */
	const char **label[SPACE_COUNT];
	struct arena mem;
};

struct reading {
	struct participants *out;
	struct code_book *book;
	struct arena *mem;
	struct store *s;
	const struct run *run;
	const struct rules *rules;
	struct preference_reader *preferences;
	struct str key; /* reused */
};

/* ---- codes */

bool codes_has(struct codes c, uint16_t code)
{
	for (size_t i = 0; i < c.n; i++)
		if (c.at[i] == code) return true;
	return false;
}

size_t codes_shared(struct codes a, struct codes b)
{
	size_t i = 0, k = 0, n = 0;
	while (i < a.n && k < b.n) {
		n += a.at[i] == b.at[k];
		if (a.at[i] < b.at[k])
			i++;
		else if (a.at[i] > b.at[k])
			k++;
		else
			i++, k++;
	}
	return n;
}

static uint16_t intern(struct code_book *book, enum code_space space, struct sv code)
{
	uint64_t n = 0;
	code = sv_trim(code);
	if (!code.n || map_get(&book->space[space], code, &n)) return (uint16_t)n;
	if (book->name[space].n >= UINT16_MAX - 1) return CODE_NONE; /* more codes than a vocabulary may have values */
	vec_push(&book->name[space], arena_sv(&book->mem, code));
	n = book->name[space].n;
	map_set(&book->space[space], code, n);
	return (uint16_t)n;
}

static struct codes read_codes(struct reading *r, enum code_space space, struct sv joined)
{
	struct sv rest = joined, part;
	size_t most = 1, n = 0;
	for (size_t i = 0; i < joined.n; i++) most += joined.p[i] == '|';
	uint16_t *at = ARENA_ARRAY(r->mem, uint16_t, most);
	while (joined.n && sv_split(&rest, '|', &part)) {
		uint16_t code = intern(r->book, space, part);
		if (code != CODE_NONE && !codes_has((struct codes){ at, n }, code)) at[n++] = code;
	}
	return (struct codes){ at, n };
}

/* "en:native|cs": levels as DOMAIN 3 has them; a language without one is spoken well. */
static void read_languages(struct reading *r, struct participant *p, struct sv joined)
{
	struct sv rest = joined, part;
	size_t most = 1;
	for (size_t i = 0; i < joined.n; i++) most += joined.p[i] == '|';
	uint16_t *at = ARENA_ARRAY(r->mem, uint16_t, most);
	uint8_t *level = ARENA_ARRAY(r->mem, uint8_t, most);
	while (joined.n && sv_split(&rest, '|', &part)) {
		size_t colon = sv_find(part, sv(":"));
		struct sv how = colon == SIZE_MAX ? sv("") : sv_sub(part, colon + 1, part.n);
		uint16_t code = intern(r->book, SPACE_LANGUAGES, colon == SIZE_MAX ? part : sv_sub(part, 0, colon));
		if (code == CODE_NONE || codes_has((struct codes){ at, p->nlanguages }, code)) continue;
		at[p->nlanguages] = code;
		level[p->nlanguages++] = sv_is(how, "basic")    ? LEVEL_BASIC
					 : sv_is(how, "native") ? LEVEL_NATIVE
								: LEVEL_FLUENT;
	}
	p->language = at;
	p->level = level;
}

/* ---- fields */

static struct sv copy(struct reading *r, const struct application *a, const char *field)
{
	return arena_sv(r->mem, application_field(a, field));
}

static bool is_yes(struct sv v)
{
	return sv_is(v, "yes") || sv_is(v, "1") || sv_is(v, "true");
}

static date_t day_in(const struct application *a, const char *field)
{
	return date_parse(sv_sub(application_field(a, field), 0, 10));
}

/* "12.5" years are 150 months. */
static int months_of(struct sv years)
{
	long whole = 0, tenths = 0;
	size_t dot = sv_find(years, sv("."));
	if (!sv_long(sv_sub(years, 0, dot == SIZE_MAX ? years.n : dot), &whole) || whole < 0 || whole > 99) return -1;
	if (dot != SIZE_MAX && !sv_long(sv_sub(years, dot + 1, 1), &tenths)) return -1;
	return (int)(whole * 12 + tenths * 12 / 10);
}

/* "UTC+02:00", "+0530", "-5": minutes east. */
static int offset_of(struct sv v)
{
	size_t i = 0;
	while (i < v.n && v.p[i] != '+' && v.p[i] != '-') i++;
	if (i == v.n) return sv_is(v, "UTC") || sv_is(v, "0") ? 0 : INT_MIN;
	int sign = v.p[i] == '-' ? -1 : 1, digits[4] = { 0 }, n = 0;
	bool colon = false;
	for (i++; i < v.n && n < 4; i++) {
		if (v.p[i] >= '0' && v.p[i] <= '9')
			digits[n++] = v.p[i] - '0';
		else if (v.p[i] == ':' && n)
			colon = true;
		else
			return INT_MIN;
	}
	int hours = n == 1 || (n == 3 && colon) ? digits[0] : digits[0] * 10 + digits[1];
	int minutes = n == 4 ? digits[2] * 10 + digits[3] : n == 3 ? digits[1] * 10 + digits[2] : 0;
	return n && hours <= 14 && minutes < 60 ? sign * (hours * 60 + minutes) : INT_MIN;
}

static void read_texts(struct reading *r, struct participant *p, const struct application *a)
{
	p->first_name = copy(r, a, "first_name");
	p->last_name = copy(r, a, "last_name");
	p->certificate_name = copy(r, a, "certificate_name");
	if (!p->certificate_name.n)
		p->certificate_name = sv(arena_printf(
			r->mem, "%.*s%s%.*s", SV_ARG(p->first_name), p->first_name.n ? " " : "", SV_ARG(p->last_name)));
	p->email = copy(r, a, "email");
	p->phone = copy(r, a, "phone");
	p->employer = copy(r, a, "employer");
	p->goals = copy(r, a, "goals");
	p->committee_note = copy(r, a, "committee_note");
	p->profile = copy(r, a, "profile");
	p->avoid = copy(r, a, "do_not_match");
	str_clear(&r->key);
	employer_key(&r->key, r->rules, p->employer);
	p->employer_key = arena_strdup(r->mem, sv_of(&r->key));
}

static void read_facts(struct reading *r, struct participant *p, const struct application *a)
{
	long capacity = 1;
	struct sv typed = application_field(a, "capacity"), alternatives = application_field(a, "accepts_alternative");
	p->offers = read_codes(r, SPACE_TOPICS, application_field(a, "offers"));
	p->refuses = read_codes(r, SPACE_TOPICS, application_field(a, "refuses"));
	p->needs = read_codes(r, SPACE_TOPICS, application_field(a, "needs"));
	p->primary_need = intern(r->book, SPACE_TOPICS, application_field(a, "primary_need"));
	p->main_area = intern(r->book, SPACE_AREAS, application_field(a, "main_area"));
	p->region = intern(r->book, SPACE_REGIONS, application_field(a, "region"));
	p->sectors = read_codes(r, SPACE_SECTORS, application_field(a, "sectors"));
	p->channels = read_codes(r, SPACE_CHANNELS, application_field(a, "channels"));
	p->credentials = read_codes(r, SPACE_CREDENTIALS, application_field(a, "credentials"));
	read_languages(r, p, application_field(a, "languages"));
	p->qa_months = months_of(application_field(a, "qa_years"));
	p->utc_offset = offset_of(application_field(a, "utc_offset"));
	if (p->kind == KIND_MENTOR && typed.n && (!sv_long(typed, &capacity) || capacity < 0)) capacity = 1;
	p->capacity = (int)(capacity > 20 ? 20 : capacity);
	p->available_from = day_in(a, "available_from");
	p->available_until = day_in(a, "available_until");
	p->alternatives_assumed = !alternatives.n;
	p->alternatives = !alternatives.n || is_yes(alternatives);
	p->claims_reapplicant = is_yes(application_field(a, "reapplicant"));
	struct sv ethics = application_field(a, "consent_ethics");
	p->ethics = ethics.n ? is_yes(ethics) : -1;
	p->takes_requests = a->takes_requests;
}

static int read_one(void *ctx, const struct application *a)
{
	struct reading *r = ctx;
	if (a->kind != KIND_MENTOR && a->kind != KIND_PEER && a->kind != KIND_MENTEE) return 0;
	struct participant p = { .application = a->id,
		.person = a->person,
		.kind = a->kind,
		.form = arena_strdup(r->mem, sv(a->form)),
		.entry_no = arena_strdup(r->mem, sv(a->entry_no)),
		.entry_id = "",
		.submitted = a->submitted,
		.matchable = a->matchable,
		.paused_until = a->paused_until,
		.file = arena_strdup(r->mem, sv(a->file)),
		.line = a->line };
	read_texts(r, &p, a);
	read_facts(r, &p, a);
	if (preference_reader_read(r->preferences, &p.choices, r->mem, a)) return -1;
	vec_push(&r->out->v, p);
	return 0;
}

/* ---- numbers that do not depend on the order of the records */

struct numbered {
	struct sv code;
	uint16_t before;
};

static int by_code(const void *a, const void *b)
{
	return sv_cmp(((const struct numbered *)a)->code, ((const struct numbered *)b)->code);
}

static int by_number(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/* now[number as first seen] = number by code; the names follow. */
static uint16_t *renumber(struct code_book *book, enum code_space space)
{
	size_t n = book->name[space].n;
	struct numbered *all = ARENA_ARRAY(&book->mem, struct numbered, n + 1);
	uint16_t *now = ARENA_ARRAY(&book->mem, uint16_t, n + 1);
	for (size_t i = 0; i < n; i++) all[i] = (struct numbered){ book->name[space].at[i], (uint16_t)(i + 1) };
	if (n) qsort(all, n, sizeof *all, by_code);
	for (size_t i = 0; i < n; i++) {
		now[all[i].before] = (uint16_t)(i + 1);
		book->name[space].at[i] = all[i].code;
		map_set(&book->space[space], all[i].code, i + 1);
	}
	return now;
}

static void renumber_codes(struct codes *c, const uint16_t *now)
{
	uint16_t *at = (uint16_t *)(uintptr_t)c->at; /* of the arena, written here only */
	for (size_t i = 0; i < c->n; i++) at[i] = now[at[i]];
	if (c->n > 1) qsort(at, c->n, sizeof *at, by_number);
}

static void renumber_languages(struct participant *p, const uint16_t *now)
{
	uint16_t *at = (uint16_t *)(uintptr_t)p->language;
	uint8_t *level = (uint8_t *)(uintptr_t)p->level;
	for (size_t i = 0; i < p->nlanguages; i++) {
		uint16_t code = now[at[i]];
		uint8_t how = level[i];
		size_t k = i;
		for (; k && at[k - 1] > code; k--) {
			at[k] = at[k - 1];
			level[k] = level[k - 1];
		}
		at[k] = code;
		level[k] = how;
	}
}

static void renumber_all(struct participants *all, struct code_book *book)
{
	uint16_t *now[SPACE_COUNT];
	for (int s = 0; s < SPACE_COUNT; s++) now[s] = renumber(book, (enum code_space)s);
	for (size_t i = 0; i < all->v.n; i++) {
		struct participant *p = &all->v.at[i];
		renumber_codes(&p->offers, now[SPACE_TOPICS]);
		renumber_codes(&p->refuses, now[SPACE_TOPICS]);
		renumber_codes(&p->needs, now[SPACE_TOPICS]);
		renumber_codes(&p->sectors, now[SPACE_SECTORS]);
		renumber_codes(&p->channels, now[SPACE_CHANNELS]);
		renumber_codes(&p->credentials, now[SPACE_CREDENTIALS]);
		renumber_languages(p, now[SPACE_LANGUAGES]);
		p->primary_need = now[SPACE_TOPICS][p->primary_need];
		p->main_area = now[SPACE_AREAS][p->main_area];
		p->region = now[SPACE_REGIONS][p->region];
	}
}

static void label_all(struct code_book *book, const struct vocabs *vocabs)
{
	static const char *const usual[SPACE_COUNT] = { "topics", "areas", "sectors", "channels", "credentials",
		"languages", "regions" };
	for (int s = 0; s < SPACE_COUNT; s++) {
		const struct vocab *v = vocab_named(vocabs, sv(usual[s]));
		book->label[s] = ARENA_ARRAY(&book->mem, const char *, book->name[s].n + 1);
		book->label[s][0] = "";
		for (size_t i = 0; i < book->name[s].n; i++) {
			size_t at = v ? vocab_lookup(v, book->name[s].at[i]) : SIZE_MAX;
			book->label[s][i + 1] =
				arena_strdup(&book->mem, at == SIZE_MAX ? book->name[s].at[i] : v->value[at].label);
		}
	}
}

/* ---- Entry IDs */

static int newest_id(void *ctx, const struct entry_fact *e, int64_t application)
{
	(void)application;
	struct checkcode *out = ctx;
	if (strcmp(e->state, "live") != 0 || out->z[0]) return 0;
	*out = e->id;
	return 0;
}

static int add_ids(struct reading *r)
{
	for (size_t i = 0; i < r->out->v.n; i++) {
		struct participant *p = &r->out->v.at[i];
		struct checkcode id = { .z = "" };
		if (p->kind != KIND_MENTEE && entry_id_of(r->s, p->application, newest_id, &id) < 0) return -1;
		p->entry_id = arena_strdup(r->mem, sv(id.z));
	}
	return 0;
}

struct indexed {
	int64_t application;
	uint32_t at;
};

static int by_application(const void *a, const void *b)
{
	const struct indexed *x = a, *y = b;
	return x->application < y->application ? -1 : x->application > y->application;
}

static void index_all(struct participants *all, struct arena *mem)
{
	struct indexed *to = ARENA_ARRAY(mem, struct indexed, all->v.n + 1);
	uint32_t *at = ARENA_ARRAY(mem, uint32_t, all->v.n + 1);
	for (size_t i = 0; i < all->v.n; i++) to[i] = (struct indexed){ all->v.at[i].application, (uint32_t)i };
	if (all->v.n) qsort(to, all->v.n, sizeof *to, by_application);
	for (size_t i = 0; i < all->v.n; i++) at[i] = to[i].at;
	all->by_application = at;
}

int participants_read(struct participants *out, struct code_book **book, struct arena *mem, struct store *s,
	const struct run *run, const struct rules *rules, const struct vocabs *vocabs, struct diags *ds)
{
	struct reading r = { out, xcalloc(1, sizeof **book), mem, s, run, rules, NULL, STR_INIT };
	int rc = -1;
	*out = (struct participants){ VEC_INIT, NULL };
	*book = r.book;
	for (int i = 0; i < SPACE_COUNT; i++) r.book->space[i] = (struct map)MAP_INIT;
	if (preference_reader_open(&r.preferences, s, run, false)) goto done;
	if (application_each(s, run, KIND_COUNT, true, read_one, &r)) goto done;
	index_all(out, mem);
	renumber_all(out, r.book);
	label_all(r.book, vocabs);
	participants_exams(out, mem, r.book);
	rc = add_ids(&r) || participants_avoid(out, mem, s, run, rules, ds) ? -1 : 0;
done:
	if (r.preferences) preference_reader_close(r.preferences);
	str_dispose(&r.key);
	return rc;
}

void participants_dispose(struct participants *p, struct code_book *book)
{
	vec_dispose(&p->v);
	if (!book) return;
	for (int i = 0; i < SPACE_COUNT; i++) {
		map_dispose(&book->space[i]);
		vec_dispose(&book->name[i]);
	}
	arena_dispose(&book->mem);
	free(book);
}

const struct participant *participants_find(const struct participants *p, int64_t application)
{
	size_t low = 0, high = p->v.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct participant *x = &p->v.at[p->by_application[mid]];
		if (x->application == application) return x;
		if (x->application < application)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const char *code_text(const struct code_book *book, enum code_space space, uint16_t code)
{
	return code && code <= book->name[space].n ? book->name[space].at[code - 1].p : "";
}

const char *code_label(const struct code_book *book, enum code_space space, uint16_t code)
{
	return code && code <= book->name[space].n ? book->label[space][code] : "";
}

uint16_t code_count(const struct code_book *book, enum code_space space)
{
	return (uint16_t)book->name[space].n;
}

uint16_t code_number(const struct code_book *book, enum code_space space, struct sv code)
{
	uint64_t n = 0;
	return map_get(&book->space[space], code, &n) ? (uint16_t)n : CODE_NONE;
}
