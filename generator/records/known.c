/* known.c holds what an import keeps in memory of every application and member, as small as can be: texts live in the
 * database, an entry number in the application's id, and finding is by hash. */
#include <stdint.h>
#include "base/digest.h"
#include "records/entry_order.h"
#include "records/import_internal.h"
#include "records/person_key.h"

#define FORM_BITS 48
#define HASHED ((int64_t)1 << (FORM_BITS - 1))

/* A number that is written the one way: no zeros in front. Ids then keep the order of entries, and rows of a file meet
 * neighbouring pages of the database. */
static bool plain_number(struct sv text, int64_t limit, int64_t *out)
{
	long value = 0;
	if (text.n == 0 || text.n > 15 || text.p[0] < '1' || text.p[0] > '9' || !sv_long(text, &value) ||
		value >= limit)
		return false;
	*out = value;
	return true;
}

int64_t import_number_of(struct sv text)
{
	static const unsigned char key[16] = "records: entries";
	int64_t number;
	if (plain_number(text, HASHED, &number)) return number;
	return HASHED | (int64_t)(siphash24(key, text.p, text.n) & (uint64_t)(HASHED - 1));
}

int64_t import_application_id(const struct form *form, struct sv entry_no)
{
	return form->id << FORM_BITS | import_number_of(entry_no);
}

uint64_t known_email_key(struct sv address)
{
	static const unsigned char key[16] = "records: address";
	uint64_t hash = address.n ? siphash24(key, address.p, address.n) : 0;
	return address.n && hash == 0 ? 1 : hash;
}

bool row_text_any(const struct row_text *text)
{
	static const struct row_text none = { { 0 } };
	return memcmp(text, &none, sizeof none) != 0;
}

static uint64_t text_hash(const struct row_text *text)
{
	uint64_t hash;
	memcpy(&hash, text->b, sizeof hash);
	return hash;
}

static bool same_text(const struct row_text *a, const struct row_text *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

void known_add(struct importer *im, const struct known *k)
{
	uint32_t index = (uint32_t)im->app.n;
	vec_push(&im->app, *k);
	slots_add(&im->app_by_id, slots_hash((uint64_t)k->id), index);
	if (row_text_any(&k->text)) slots_add(&im->app_by_text, text_hash(&k->text), index);
}

uint32_t known_index(const struct importer *im, int64_t id)
{
	uint32_t i;
	for (struct slots_at at = slots_begin(&im->app_by_id, slots_hash((uint64_t)id));
		slots_next(&im->app_by_id, &at, &i);)
		if (im->app.at[i].id == id) return i;
	return NOT_KNOWN;
}

uint32_t known_by_entry(const struct importer *im, struct sv form, struct sv entry_no)
{
	char buffer[24];
	for (size_t i = 0; i < im->forms.n; i++) {
		if (!sv_is(form, im->forms.at[i].code)) continue;
		uint32_t found = known_index(im, import_application_id(&im->forms.at[i], entry_no));
		bool same = found != NOT_KNOWN && sv_eq(entry_no, known_entry_no(im, &im->app.at[found], buffer));
		return same ? found : NOT_KNOWN;
	}
	return NOT_KNOWN;
}

uint32_t known_by_text(const struct importer *im, const struct row_text *text)
{
	uint32_t i;
	for (struct slots_at at = slots_begin(&im->app_by_text, text_hash(text));
		slots_next(&im->app_by_text, &at, &i);)
		if (same_text(&im->app.at[i].text, text)) return i;
	return NOT_KNOWN;
}

void known_set_text(struct importer *im, uint32_t index, const struct row_text *text)
{
	struct known *k = &im->app.at[index];
	if (same_text(&k->text, text)) return;
	k->text = *text;
	if (row_text_any(text)) slots_add(&im->app_by_text, text_hash(text), index);
}

struct sv known_entry_no(const struct importer *im, const struct known *k, char buffer[24])
{
	if (k->entry_no) return sv(im->entry_texts.ptr + k->entry_no);
	int n = snprintf(buffer, 24, "%lld", (long long)(k->id & (HASHED - 1)));
	return sv_n(buffer, (size_t)n);
}

/* The first byte is taken by nobody, so that 0 can mean none. */
uint32_t known_keep_entry_no(struct importer *im, int64_t id, struct sv entry_no)
{
	if (!(id & HASHED)) return 0;
	if (im->entry_texts.len == 0) str_putc(&im->entry_texts, '\0');
	uint32_t at = (uint32_t)im->entry_texts.len;
	str_sv(&im->entry_texts, entry_no);
	str_putc(&im->entry_texts, '\0');
	return at;
}

struct place known_place(struct importer *im, const struct known *k)
{
	struct place at = NOPLACE;
	if (k->file != NO_FILE) return (struct place){ im->file[k->file].name, k->line, 1 };
	struct stmt *st = store_stmt(im->s,
		"SELECT (SELECT name FROM export_file WHERE id = first_file), line FROM application WHERE id = ?1");
	stmt_int_in(st, 1, k->id);
	if (stmt_step(st) == 1) {
		struct sv file = stmt_text(st, 0);
		/* A million missing entries must not keep a million times the name of one file. */
		if (!im->last_place || !sv_is(file, im->last_place)) im->last_place = arena_strdup(im->mem, file);
		at = (struct place){ im->last_place, (unsigned)stmt_int(st, 1), 1 };
	}
	stmt_reset(st);
	return at;
}

const char *known_name(struct importer *im, const struct known *k)
{
	char buffer[24];
	str_clear(&im->entry_name);
	str_puts(&im->entry_name, im->forms.at[k->form].code);
	str_putc(&im->entry_name, ' ');
	str_sv(&im->entry_name, known_entry_no(im, k, buffer));
	return im->entry_name.ptr;
}

static int by_id(const void *pa, const void *pb, void *ctx)
{
	const struct known *app = ctx;
	int64_t a = app[*(const uint32_t *)pa].id, b = app[*(const uint32_t *)pb].id;
	return (a > b) - (a < b);
}

void known_sort_by_id(struct importer *im)
{
	size_t n = im->app.n;
	im->by_id = xcalloc(n + 1, sizeof *im->by_id);
	for (uint32_t i = 0; i < n; i++) im->by_id[i] = i;
	qsort_r(im->by_id, n, sizeof *im->by_id, by_id, im->app.at);
}

uint32_t member_index(const struct importer *im, int64_t id)
{
	uint32_t i;
	for (struct slots_at at = slots_begin(&im->member_by_id, slots_hash((uint64_t)id));
		slots_next(&im->member_by_id, &at, &i);)
		if (im->member.at[i].id == id) return i;
	return NOT_KNOWN;
}

uint32_t member_by_text(const struct importer *im, const struct row_text *text)
{
	uint32_t i;
	for (struct slots_at at = slots_begin(&im->member_by_text, text_hash(text));
		slots_next(&im->member_by_text, &at, &i);)
		if (same_text(&im->member.at[i].text, text)) return i;
	return NOT_KNOWN;
}

void member_add(struct importer *im, const struct known_member *m)
{
	uint32_t index = (uint32_t)im->member.n;
	vec_push(&im->member, *m);
	slots_add(&im->member_by_id, slots_hash((uint64_t)m->id), index);
	if (row_text_any(&m->text)) slots_add(&im->member_by_text, text_hash(&m->text), index);
}

void member_set_text(struct importer *im, uint32_t index, const struct row_text *text)
{
	struct known_member *m = &im->member.at[index];
	if (same_text(&m->text, text)) return;
	m->text = *text;
	if (row_text_any(text)) slots_add(&im->member_by_text, text_hash(text), index);
}

static bool has_email(const struct importer *im, const struct known_member *m, uint64_t email)
{
	if (m->email == email) return true;
	for (uint64_t i = 0; m->more && i < im->more_emails.at[m->more]; i++)
		if (im->more_emails.at[m->more + 1 + i] == email) return true;
	return false;
}

/* An address that two members use finds neither. */
uint32_t member_by_email(const struct importer *im, uint64_t email)
{
	uint32_t i, found = NOT_KNOWN;
	if (email == 0) return NOT_KNOWN;
	for (struct slots_at at = slots_begin(&im->member_by_email, email);
		slots_next(&im->member_by_email, &at, &i);) {
		if (i == found || !has_email(im, &im->member.at[i], email)) continue;
		if (found != NOT_KNOWN) return NOT_KNOWN;
		found = i;
	}
	return found;
}

void member_index_emails(struct importer *im)
{
	for (uint32_t i = 0; i < im->member.n; i++) {
		const struct known_member *m = &im->member.at[i];
		if (!m->listed) continue;
		if (m->email) slots_add(&im->member_by_email, m->email, i);
		for (uint64_t k = 0; m->more && k < im->more_emails.at[m->more]; k++)
			slots_add(&im->member_by_email, im->more_emails.at[m->more + 1 + k], i);
	}
}
