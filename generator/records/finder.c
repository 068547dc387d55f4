/* finder.c exists because a quarter of a million applicants name three partners each: every one of these names is a look-up by
 * the application's key, which is made of the form and the number. Only faults ask for more. */
#include "records/finder.h"
#include "base/digest.h"
#include "records/import_write.h"
#include "records/field_code.h"
#include "records/person_key.h"

enum { FORM_SHIFT = 48, WIDEST = 10, MANY = 5000 }; /* id_of_application; zeros that exports put in front of numbers */

/* A form is of one kind (R043), so one of its applications tells it. */
static enum application_kind kind_of_form(struct finder *f, int64_t form)
{
	struct stmt *st = store_stmt(f->s, "SELECT kind FROM application WHERE id BETWEEN ?1 AND ?2 LIMIT 1");
	stmt_int_in(st, 1, form << FORM_SHIFT);
	stmt_int_in(st, 2, ((form + 1) << FORM_SHIFT) - 1);
	int r = stmt_step(st);
	enum application_kind kind = r == 1 ? (enum application_kind)stmt_int(st, 0) : KIND_COUNT;
	stmt_reset(st);
	f->failed |= r < 0;
	return kind;
}

void finder_init(struct finder *f, struct store *s)
{
	*f = (struct finder){ .s = s, .mem = ARENA_INIT };
	struct stmt *st = store_stmt(s, "SELECT id, code FROM form ORDER BY code");
	int r;
	while ((r = stmt_step(st)) == 1)
		vec_push(&f->forms,
			((struct finder_form){ stmt_int(st, 0), arena_strdup(&f->mem, stmt_text(st, 1)), KIND_COUNT }));
	stmt_reset(st);
	f->failed = r < 0;
	for (size_t i = 0; i < f->forms.n; i++) f->forms.at[i].kind = kind_of_form(f, f->forms.at[i].id);
}

void finder_dispose(struct finder *f)
{
	for (int k = 0; k < KIND_COUNT; k++) vec_dispose(&f->current[k].at);
	vec_dispose(&f->contact.at);
	vec_dispose(&f->rows);
	vec_dispose(&f->forms);
	arena_dispose(&f->mem);
}

static const char *form_code(const struct finder *f, int64_t id)
{
	for (size_t i = 0; i < f->forms.n; i++)
		if (f->forms.at[i].id == id >> FORM_SHIFT) return f->forms.at[i].code;
	return "";
}

static bool is_plain(struct sv text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] < '0' || text.p[i] > '9') return false;
	return text.n > 0 && text.n <= WIDEST;
}

static int by_id(const void *pa, const void *pb)
{
	const struct finder_row *a = pa, *b = pb;
	return (a->id > b->id) - (a->id < b->id);
}

static void learn_rows(struct finder *f)
{
	struct stmt *st = store_stmt(f->s, "SELECT application, person, kind, current FROM standing");
	int r;
	while ((r = stmt_step(st)) == 1)
		vec_push(&f->rows, ((struct finder_row){ stmt_int(st, 0), stmt_int(st, 1),
					   (enum application_kind)stmt_int(st, 2), stmt_int(st, 3) != 0 }));
	stmt_reset(st);
	f->failed |= r < 0;
	if (f->rows.n) qsort(f->rows.at, f->rows.n, sizeof *f->rows.at, by_id);
}

/* The application's own row is large and far away; standing is small, and not read at all once it is known by heart. */
static bool get_row(struct finder *f, int64_t id, struct finder_row *out)
{
	if (f->asked++ == MANY) learn_rows(f);
	if (f->rows.n) {
		const struct finder_row key = { .id = id },
					*row = bsearch(&key, f->rows.at, f->rows.n, sizeof *f->rows.at, by_id);
		if (row) *out = *row;
		return row != NULL;
	}
	struct stmt *st = store_stmt(f->s, "SELECT kind, person, current FROM standing WHERE application = ?1");
	stmt_int_in(st, 1, id);
	int r = stmt_step(st);
	if (r == 1)
		*out = (struct finder_row){ id, stmt_int(st, 1), (enum application_kind)stmt_int(st, 0),
			stmt_int(st, 2) != 0 };
	stmt_reset(st);
	f->failed |= r < 0;
	return r == 1;
}

static bool get(struct finder *f, int64_t id, struct found *out)
{
	struct finder_row row;
	if (!get_row(f, id, &row)) return false;
	*out = (struct found){ id, row.person, row.kind, row.current, form_code(f, id) };
	return true;
}

static bool has_number(struct finder *f, int64_t id, struct sv text)
{
	if (text.p[0] >= '1' && text.p[0] <= '9' && is_plain(text)) return true;
	struct stmt *st = store_stmt(f->s, "SELECT entry_no FROM application WHERE id = ?1");
	stmt_int_in(st, 1, id);
	int r = stmt_step(st);
	bool same = r == 1 && sv_eq(stmt_text(st, 0), text);
	stmt_reset(st);
	f->failed |= r < 0;
	return same;
}

bool finder_by_id(struct finder *f, int64_t id, struct found *out)
{
	return get(f, id, out);
}

static bool get_number(struct finder *f, const struct finder_form *form, struct sv text, struct found *out)
{
	if (text.n == 0) return false;
	int64_t id = form->id << FORM_SHIFT | import_number_of(text);
	return get(f, id, out) && has_number(f, id, text);
}

/* As typed; then without zeros in front; then with as many as make it one, two … digits longer. */
static bool any_width(struct finder *f, const struct finder_form *form, struct sv text, struct found *out)
{
	char padded[WIDEST + 1];
	if (get_number(f, form, text, out)) return true;
	if (!is_plain(text)) return false;
	while (text.n > 1 && text.p[0] == '0') text = sv_sub(text, 1, text.n);
	if (get_number(f, form, text, out)) return true;
	for (size_t width = text.n + 1; width <= WIDEST; width++) {
		memset(padded, '0', sizeof padded);
		memcpy(&padded[width - text.n], text.p, text.n);
		if (get_number(f, form, sv_n(padded, width), out)) return true;
	}
	return false;
}

size_t finder_by_number(struct finder *f, enum application_kind kind, struct sv text, struct found *out)
{
	size_t n = 0;
	for (size_t i = 0; i < f->forms.n && n < FINDER_MAX; i++)
		if (kind == KIND_COUNT || f->forms.at[i].kind == kind)
			n += any_width(f, &f->forms.at[i], text, &out[n]);
	return n;
}

static int by_key(const void *pa, const void *pb)
{
	const struct finder_pair *a = pa, *b = pb;
	if (a->key != b->key) return a->key < b->key ? -1 : 1;
	return (a->application > b->application) - (a->application < b->application);
}

/* The first pair of that key, or the end. */
static size_t first_of(const struct finder_pair *at, size_t n, uint64_t key)
{
	size_t from = 0, to = n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (at[middle].key < key)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void learn_current(struct finder *f, enum application_kind kind)
{
	struct stmt *st = store_stmt(
		f->s, "SELECT person, application FROM standing WHERE kind = ?1 AND current = 1 AND held = 0");
	int r;
	stmt_int_in(st, 1, kind);
	while ((r = stmt_step(st)) == 1)
		vec_push(&f->current[kind].at, ((struct finder_pair){ (uint64_t)stmt_int(st, 0), stmt_int(st, 1) }));
	stmt_reset(st);
	f->failed |= r < 0;
	f->current[kind].known = true;
	if (f->current[kind].at.n)
		qsort(f->current[kind].at.at, f->current[kind].at.n, sizeof(struct finder_pair), by_key);
}

int64_t finder_current(struct finder *f, enum application_kind kind, int64_t person)
{
	if (!f->current[kind].known) learn_current(f, kind);
	size_t n = f->current[kind].at.n, i = first_of(f->current[kind].at.at, n, (uint64_t)person);
	return i < n && f->current[kind].at.at[i].key == (uint64_t)person ? f->current[kind].at.at[i].application : 0;
}

static uint64_t contact_key(struct sv key)
{
	static const unsigned char secret[16] = "records: contact";
	return siphash24(secret, key.p, key.n);
}

static void add_contact(struct finder *f, struct sv key, int64_t application)
{
	if (key.n) vec_push(&f->contact.at, ((struct finder_pair){ contact_key(key), application }));
}

/* Numbers and addresses share the list: an address has an '@' and a number has none. */
static void learn_contacts(struct finder *f)
{
	struct stmt *st = store_stmt(f->s, "SELECT id, fields FROM application");
	struct field_codes *codes;
	struct str key = STR_INIT;
	int r = field_codes_of(f->s, &codes);
	while (r >= 0 && (r = stmt_step(st)) == 1) {
		struct sv fields = stmt_blob(st, 1);
		person_member_key(&key, field_value(codes, fields, "member_no"));
		add_contact(f, sv_of(&key), stmt_int(st, 0));
		person_email_key(&key, field_value(codes, fields, "email"));
		add_contact(f, sv_of(&key), stmt_int(st, 0));
	}
	stmt_reset(st);
	f->failed |= r < 0;
	f->contact.known = true;
	if (f->contact.at.n) qsort(f->contact.at.at, f->contact.at.n, sizeof(struct finder_pair), by_key);
	str_dispose(&key);
}

static bool by_contact(struct finder *f, enum application_kind kind, struct sv key, struct found *out)
{
	if (key.n == 0) return false;
	if (!f->contact.known) learn_contacts(f);
	size_t n = f->contact.at.n;
	for (size_t i = first_of(f->contact.at.at, n, contact_key(key));
		i < n && f->contact.at.at[i].key == contact_key(key); i++)
		if (finder_by_id(f, f->contact.at.at[i].application, out) && out->current &&
			(kind == KIND_COUNT || out->kind == kind))
			return true;
	return false;
}

bool finder_by_member(struct finder *f, enum application_kind kind, struct sv typed, struct found *out)
{
	struct str key = STR_INIT;
	person_member_key(&key, typed);
	bool found = by_contact(f, kind, sv_of(&key), out);
	str_dispose(&key);
	return found;
}

bool finder_by_email(struct finder *f, enum application_kind kind, struct sv typed, struct found *out)
{
	struct str key = STR_INIT;
	person_email_key(&key, typed);
	bool found = by_contact(f, kind, sv_of(&key), out);
	str_dispose(&key);
	return found;
}

struct near {
	struct finder *f;
	enum application_kind kind;
	char (*out)[16];
	size_t n, max;
};

static void try_number(struct near *t, const char *text)
{
	struct found found[FINDER_MAX];
	bool stands = false;
	if (t->n == t->max || !*text) return;
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->out[i], text)) return;
	for (size_t i = 0; i < t->f->forms.n && !stands; i++)
		stands = t->f->forms.at[i].kind == t->kind && get_number(t->f, &t->f->forms.at[i], sv(text), found);
	if (stands) memcpy(t->out[t->n++], text, strlen(text) + 1);
}

/* Two exchanged and one mistyped are nearer than one left out or put in. */
size_t finder_near(struct finder *f, enum application_kind kind, struct sv text, char (*out)[16], size_t max)
{
	struct near t = { f, kind, out, 0, max };
	char z[20] = "";
	size_t n = text.n;
	if (!is_plain(text) || n < 2) return 0;
	for (size_t i = 0; i + 1 < n; i++) {
		memcpy(z, text.p, n);
		z[i] = text.p[i + 1];
		z[i + 1] = text.p[i];
		try_number(&t, z);
	}
	for (size_t i = 0; i < n; i++) {
		memcpy(z, text.p, n);
		for (const char *d = "0123456789"; *d; d++) {
			z[i] = *d;
			if (*d != text.p[i]) try_number(&t, z);
		}
	}
	for (size_t i = 0; i < n; i++) {
		memcpy(z, text.p, i);
		memcpy(&z[i], &text.p[i + 1], n - i - 1);
		z[n - 1] = '\0';
		try_number(&t, z);
	}
	for (size_t i = 0; i <= n; i++) {
		memcpy(z, text.p, i);
		memcpy(&z[i + 1], &text.p[i], n - i);
		z[n + 1] = '\0';
		for (z[i] = '0'; z[i] <= '9'; z[i]++) try_number(&t, z);
	}
	return t.n;
}
