/* From a record's values to what is searched for. A person is recognised by more than the cell as it stands: a name in
 * either order or with an initial, a phone number without its country code, the first half of an e-mail address. Names are
 * put together per person, whatever the order in which they were read. */
#include "privacy/identity_set.h"
#include "base/digest.h"
#include "privacy/calling_code.h"
#include "privacy/identity_names.h"
#include "privacy/identity_spelling.h"
#include "records/fields.h"

struct named_class {
	const char *field;
	enum field_class class;
};
struct derive {
	struct identity_set *set;
	const struct policy *policy;
	struct words words;
	struct name_parts names;
	VEC(struct named_class) classes;
	size_t next_class;
	struct arena mem;
	struct str spelling[IDENTITY_SPELLINGS];
	struct str digits;   /* of a number */
	struct str digested; /* what the set's digest is still to take */
};
enum { DIGEST_PIECE = 64 << 10 };

uint32_t identity_person(int64_t person, const char *file, unsigned line)
{
	static const unsigned char key[16] = "rows of nobody..";
	uint64_t row;

	if (person != 0) return (uint32_t)((uint64_t)person ^ (uint64_t)person >> 32);
	row = siphash24(key, file, strlen(file)) + line;
	return (uint32_t)(row ^ row >> 32) | UINT32_C(1) << 31;
}

bool identity_kind_of_field(enum identity_kind kind, int field)
{
	switch (kind) {
	case IDENTITY_EMAIL:
	case IDENTITY_LOCAL_PART: return field == FIELD_EMAIL;
	case IDENTITY_FULL_NAME:
	case IDENTITY_INITIAL_FIRST:
	case IDENTITY_INITIAL_LAST:
	case IDENTITY_NAME: return field == FIELD_FIRST_NAME || field == FIELD_LAST_NAME || field == FIELD_FULL_NAME;
	case IDENTITY_PHONE: return field == FIELD_PHONE;
	case IDENTITY_NUMBER: return field == FIELD_ENTRY_NO || field == FIELD_MEMBER_NO || field == FIELD_OTHER;
	case IDENTITY_EMPLOYER: return field == FIELD_EMPLOYER;
	default:
		return field == FIELD_TEXT || field == FIELD_OTHER || field == FIELD_ADDRESS || field == FIELD_FILE ||
		       field == FIELD_EMPLOYER;
	}
}

static void add_short(struct derive *d, enum identity_kind kind, uint32_t person)
{
	const struct words *w = &d->words;

	identity_add(d->set, kind, person, w->v.at, w->v.n < IDENTITY_WINDOW ? w->v.n : IDENTITY_WINDOW);
}

/* A text is found by runs of its words: ten at a time from its beginning and the last ten, eight of a shorter one, six of one that has no more. */
static void add_passages(struct derive *d, enum identity_kind kind, uint32_t person)
{
	const struct words *w = &d->words;

	size_t run = w->v.n >= IDENTITY_PASSAGE_LENGTH ? IDENTITY_PASSAGE_LENGTH
		     : w->v.n >= IDENTITY_SENTENCE     ? IDENTITY_SENTENCE
						       : IDENTITY_WINDOW;

	for (size_t i = 0; i + run <= w->v.n; i += run) identity_add(d->set, kind, person, w->v.at + i, run);
	if (w->v.n > run && w->v.n % run) identity_add(d->set, kind, person, w->v.at + w->v.n - run, run);
}

/* "Dr. Grace M. Young, RQAP-GCP": what stands before the comma, without the title, first and last word as the parts. */
static void derive_full_name(struct derive *d, uint32_t person, struct sv value)
{
	static const struct sv titles[] = { SV_LIT("dr"), SV_LIT("prof"), SV_LIT("professor"), SV_LIT("mr"),
		SV_LIT("mrs"), SV_LIT("ms"), SV_LIT("miss"), SV_LIT("mx"), SV_LIT("sir") };
	struct sv name = value, *word;
	size_t n;

	sv_split(&name, ',', &value);
	words_of(&d->words, value);
	word = d->words.v.at;
	n = d->words.v.n;
	for (size_t i = 0; n > 1 && i < sizeof titles / sizeof *titles; i++)
		if (sv_eq(word[0], titles[i])) {
			word++;
			n--;
			i = 0;
		}
	if (n > 1) {
		name_parts_add(&d->names, PART_FIRST, person, word[0]);
		name_parts_add(&d->names, PART_LAST, person, word[n - 1]);
	}
	if (n > 2 && n <= IDENTITY_WINDOW) identity_add(d->set, IDENTITY_FULL_NAME, person, word, n);
	if (n == 1) identity_add(d->set, IDENTITY_NAME, person, word, 1);
}

/* As it stands, and with "at" written out. */
static void add_address(struct derive *d, uint32_t person, size_t local)
{
	const struct words *w = &d->words;
	struct sv word[IDENTITY_WINDOW];

	add_short(d, IDENTITY_EMAIL, person);
	if (w->v.n >= IDENTITY_WINDOW || local > w->v.n) return;
	for (size_t i = 0; i <= w->v.n; i++) word[i] = i < local ? w->v.at[i] : i == local ? sv("at") : w->v.at[i - 1];
	identity_add(d->set, IDENTITY_EMAIL, person, word, w->v.n + 1);
}

static bool between_addresses(char c)
{
	return c == ' ' || c == ',' || c == ';' || c == '|' || c == '<' || c == '>' || c == '\t' || c == '\n' ||
	       c == '\0';
}

static void derive_email(struct derive *d, uint32_t person, struct sv value)
{
	size_t i = 0;

	while (i < value.n) {
		size_t from = i, at;

		while (i < value.n && !between_addresses(value.p[i])) i++;
		struct sv one = sv_sub(value, from, i - from);
		i++;
		at = sv_find(one, sv("@"));
		if (at == SIZE_MAX || at == 0) continue;
		words_of(&d->words, sv_sub(one, 0, at));
		size_t local = d->words.v.n;
		words_of(&d->words, one);
		add_address(d, person, local);
		name_parts_add(&d->names, PART_LOCAL, person, sv_sub(one, 0, at));
	}
}

static void add_digits(
	struct derive *d, enum identity_kind kind, uint32_t person, const char *digits, size_t n, size_t least)
{
	struct sv word = sv_n(digits, n);

	if (n >= least) identity_add(d->set, kind, person, &word, 1);
}

/* Behind a plus or 00: the number as at home, with and without the digit that is dialled before it there (0, in zone 7 an 8), and
 * with the country code. "(0)", which some write between the two, is left out in every form. digits[0] is free to be written to. */
static void derive_international(struct derive *d, uint32_t person, char *digits, size_t n)
{
	size_t code = calling_code_length(digits + 1, n - 1);
	char *home = digits + 1 + code, trunk = code == 1 && digits[1] == '7' ? '8' : '0';
	size_t length = n - 1 - code;

	if (code == 0) return;
	add_digits(d, IDENTITY_PHONE, person, home, length, 7);
	if (length > 1 && *home == '0') {
		memmove(digits + 1, digits, code + 1);
		home++;
		length--;
		add_digits(d, IDENTITY_PHONE, person, home, length, 7);
		add_digits(d, IDENTITY_PHONE, person, home - code, code + length, 8);
	}
	home[-1] = trunk;
	add_digits(d, IDENTITY_PHONE, person, home - 1, length + 1, 9);
}

static void derive_phone(struct derive *d, uint32_t person, struct sv value)
{
	char digits[40] = "0";
	size_t n = 1;
	bool international = sv_starts(sv_trim(value), "+") || sv_starts(sv_trim(value), "00");

	for (size_t i = 0; i < value.n && n + 1 < sizeof digits && (value.p[i] | 32) != 'x' && (value.p[i] | 32) != 'e';
		i++)
		if (value.p[i] >= '0' && value.p[i] <= '9' && (n > 1 || value.p[i] != '0')) digits[n++] = value.p[i];
	add_digits(d, IDENTITY_PHONE, person, digits + 1, n - 1, 7);
	if (international) {
		derive_international(d, person, digits, n);
		return;
	}
	add_digits(d, IDENTITY_PHONE, person, digits, n, 8);
	if (n == 11) {
		digits[0] = '1';
		add_digits(d, IDENTITY_PHONE, person, digits, n, 11);
	}
}

/* Numbers of up to three digits stand on every page and name nobody. */
static void derive_number(struct derive *d, uint32_t person, struct sv value)
{
	struct str *digits = &d->digits;
	size_t zeros = 0;

	str_clear(digits);
	words_of(&d->words, value);
	if (!words_all_digits(&d->words) && words_letters(&d->words) >= 5) add_short(d, IDENTITY_NUMBER, person);
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] >= '0' && value.p[i] <= '9') str_putc(digits, value.p[i]);
	add_digits(d, IDENTITY_NUMBER, person, digits->ptr, digits->len, words_all_digits(&d->words) ? 4 : 5);
	while (zeros < digits->len && digits->ptr[zeros] == '0') zeros++;
	if (zeros) add_digits(d, IDENTITY_NUMBER, person, digits->ptr + zeros, digits->len - zeros, 5);
}

static bool one_of(struct sv word, const struct sv *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sv_eq(word, list[i])) return true;
	return false;
}

static void derive_employer(struct derive *d, uint32_t person, struct sv value)
{
	static const struct sv nobody[] = { SV_LIT("self"), SV_LIT("employed"), SV_LIT("selfemployed"),
		SV_LIT("freelance"), SV_LIT("freelancer"), SV_LIT("retired"), SV_LIT("none"), SV_LIT("na"), SV_LIT("n"),
		SV_LIT("a"), SV_LIT("independent"), SV_LIT("consultant"), SV_LIT("contractor"), SV_LIT("unemployed"),
		SV_LIT("not"), SV_LIT("applicable"), SV_LIT("private"), SV_LIT("various"), SV_LIT("student"),
		SV_LIT("between"), SV_LIT("jobs") };
	static const struct sv forms[] = { SV_LIT("inc"), SV_LIT("ltd"), SV_LIT("llc"), SV_LIT("llp"), SV_LIT("gmbh"),
		SV_LIT("ag"), SV_LIT("sa"), SV_LIT("plc"), SV_LIT("corp"), SV_LIT("co"), SV_LIT("limited"),
		SV_LIT("bv"), SV_LIT("nv"), SV_LIT("srl"), SV_LIT("kg") };
	size_t plain = 0, n;

	words_of(&d->words, value);
	n = d->words.v.n;
	for (size_t i = 0; i < n; i++) plain += one_of(d->words.v.at[i], nobody, sizeof nobody / sizeof *nobody);
	if (n == 0 || plain == n || words_letters(&d->words) < 3) return;
	add_passages(d, IDENTITY_PASSAGE, person);
	if (n <= IDENTITY_WINDOW) add_short(d, IDENTITY_EMPLOYER, person);
	while (n > 1 && one_of(d->words.v.at[n - 1], forms, sizeof forms / sizeof *forms)) n--;
	if (n < d->words.v.n && n <= IDENTITY_WINDOW) identity_add(d->set, IDENTITY_EMPLOYER, person, d->words.v.at, n);
}

static bool is_day(struct sv value)
{
	int slashes = 0;

	for (size_t i = 0; i < value.n && i < 10; i++) {
		if (strchr("-/.", value.p[i]))
			slashes++;
		else if (value.p[i] < '0' || value.p[i] > '9')
			return false;
	}
	return slashes == 2 && value.n >= 8;
}

static void derive_text(struct derive *d, int field, uint32_t person, struct sv value, bool profile)
{
	size_t n;

	if (field == FIELD_FILE)
		for (size_t i = value.n; i-- > 0;)
			if (value.p[i] == '/') {
				value = sv_sub(value, i + 1, value.n);
				break;
			}
	if (field == FIELD_OTHER && is_day(value)) return;
	words_of(&d->words, value);
	n = d->words.v.n;
	add_passages(d, profile ? IDENTITY_PROFILE_PASSAGE : IDENTITY_PASSAGE, person);
	if (profile || n == 0 || n > IDENTITY_WINDOW) return;
	if (n == 1 && words_all_digits(&d->words)) {
		if (field == FIELD_OTHER) derive_number(d, person, value);
		return;
	}
	/* A few words of free text ("Quality manager") are found in every guideline. */
	if (n >= 4 || (field == FIELD_ADDRESS && n >= 3) || (field == FIELD_FILE && words_letters(&d->words) >= 8))
		add_short(d, IDENTITY_PASSAGE, person);
	else if (field == FIELD_OTHER && words_letters(&d->words) >= 4)
		add_short(d, IDENTITY_OTHER, person);
}

/* Records of a form have the same fields in the same order, so the field after the one asked for last is nearly always the right one. */
static enum field_class class_of(struct derive *d, const char *field)
{
	size_t n = d->classes.n;

	for (size_t i = 0; i < n; i++) {
		size_t at = d->next_class + i < n ? d->next_class + i : d->next_class + i - n;

		if (*d->classes.at[at].field != *field || strcmp(d->classes.at[at].field, field) != 0) continue;
		d->next_class = at + 1 < n ? at + 1 : 0;
		return d->classes.at[at].class;
	}
	struct named_class new = { arena_strdup(&d->mem, sv(field)),
		d->policy ? policy_class(d->policy, field) : CLASS_NONE };
	vec_push(&d->classes, new);
	return new.class;
}

static void take_value(struct derive *d, int kind, uint32_t person, struct sv value, bool profile)
{
	switch (kind) {
	case FIELD_FIRST_NAME: name_parts_add(&d->names, PART_FIRST, person, value); break;
	case FIELD_LAST_NAME: name_parts_add(&d->names, PART_LAST, person, value); break;
	case FIELD_FULL_NAME: derive_full_name(d, person, value); break;
	case FIELD_EMAIL: derive_email(d, person, value); break;
	case FIELD_PHONE: derive_phone(d, person, value); break;
	case FIELD_ENTRY_NO:
	case FIELD_MEMBER_NO: derive_number(d, person, value); break;
	case FIELD_EMPLOYER: derive_employer(d, person, value); break;
	case FIELD_ADDRESS:
	case FIELD_TEXT:
	case FIELD_FILE:
	case FIELD_OTHER: derive_text(d, kind, person, value, profile); break;
	default: break; /* codes, dates, flags, consent, status and choices name nobody */
	}
}

/* Names and employers, in the spellings that other keyboards give them. */
static void take_spellings(struct derive *d, int kind, uint32_t person, struct sv value)
{
	size_t n;

	if (!field_names_somebody((enum field_kind)kind) || kind == FIELD_EMAIL || kind == FIELD_PHONE) return;
	n = identity_spellings(d->spelling, value);
	for (size_t i = 0; i < n; i++) take_value(d, kind, person, sv_of(&d->spelling[i]), false);
}

/* Is the value as a whole certified by the policy? */
static bool is_certified(const struct policy *policy, struct sv value)
{
	struct sv trimmed = sv_trim(value);

	for (size_t i = 0; policy && i < policy->ncertified; i++)
		if (trimmed.n == policy->certified[i].n && sv_ieq_ascii(trimmed, policy->certified[i])) return true;
	return false;
}

/* In pieces of some size: a call for each value would cost more than the digest. */
static void add_to_digest(struct derive *d, int kind, enum field_class class, uint32_t person, struct sv value)
{
	/* A cell has at most a MiB (input/csvin.h). */
	uint32_t head[3] = { (uint32_t)kind << 16 | (uint32_t) class, person, (uint32_t)value.n };

	str_append(&d->digested, head, sizeof head);
	str_sv(&d->digested, value);
	if (d->digested.len < DIGEST_PIECE) return;
	digest_add(d->set->adding, d->digested.ptr, d->digested.len);
	str_clear(&d->digested);
}

static int take(void *ctx, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t id)
{
	struct derive *d = ctx;
	enum field_class class = class_of(d, field);

	bool open = class == CLASS_GROUPED || class == CLASS_PROFILE || class == CLASS_STATUS;

	/* A class may spare a choice or a date; what names somebody is searched for whatever the policy says. */
	if ((open && !field_names_somebody((enum field_kind)kind)) || is_certified(d->policy, value)) return 0;
	add_to_digest(d, kind, class, identity_person(id, file, line), value);
	take_value(d, kind, identity_person(id, file, line), value, class == CLASS_PROFILE_TEXT);
	take_spellings(d, kind, identity_person(id, file, line), value);
	return 0;
}

int identity_derive(struct identity_set *s, const struct policy *policy)
{
	struct derive d = { .set = s, .policy = policy, .mem = ARENA_INIT, .digits = STR_INIT, .digested = STR_INIT };
	int result;

	for (size_t i = 0; i < IDENTITY_SPELLINGS; i++) str_init(&d.spelling[i], 0);
	result = s->source.each(s->source.ctx, take, &d);

	digest_add(s->adding, d.digested.ptr, d.digested.len);
	str_dispose(&d.digested);
	str_dispose(&d.digits);
	if (result == 0) name_parts_combine(&d.names, s);
	name_parts_dispose(&d.names);
	words_dispose(&d.words);
	for (size_t i = 0; i < IDENTITY_SPELLINGS; i++) str_dispose(&d.spelling[i]);
	vec_dispose(&d.classes);
	arena_dispose(&d.mem);
	return result ? -1 : 0;
}
