/* erase.c says what belongs to a person. A person has no table of their own: they are what their applications, the member's row that
 * goes with them and the entries drawn from them have in common. */
#include "records/erase_store.h"
#include <stdint.h>
#include "records/clean.h"
#include "records/damage.h"
#include "records/person_key.h"
#include "records/story.h"

static const char *kept(struct arena *mem, struct stmt *st, int col)
{
	return arena_strdup(mem, stmt_text(st, col));
}

static bool has(const int64_t *at, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (at[i] == id) return true;
	return false;
}

static bool has_text(const char *const *at, size_t n, const char *z)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(at[i], z)) return true;
	return false;
}

static int add_application(struct erase_subject *out, struct arena *mem, struct store *s, int64_t id)
{
	struct stmt *st = store_stmt(s, "SELECT a.form, a.entry_no, coalesce(t.member, 0) FROM application a LEFT JOIN "
					"standing t ON t.application = a.id WHERE a.id = ?1");
	stmt_int_in(st, 1, id);
	int r = stmt_step(st);
	vec_push(&out->application, id);
	if (r == 1) {
		struct erase_row row = { kept(mem, st, 0), kept(mem, st, 1) };
		int64_t member = stmt_int(st, 2);
		vec_push(&out->row, row);
		if (member && !has(out->member.at, out->member.n, member)) vec_push(&out->member, member);
	}
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int add_members(struct erase_subject *out, struct arena *mem, struct store *s)
{
	for (size_t i = 0; i < out->member.n; i++) {
		struct stmt *st = store_stmt(s, "SELECT member_no FROM member WHERE id = ?1");
		stmt_int_in(st, 1, out->member.at[i]);
		int r = stmt_step(st);
		if (r == 1) {
			struct erase_row row = { "", kept(mem, st, 0) };
			vec_push(&out->row, row);
		}
		stmt_reset(st);
		if (r < 0) return -1;
	}
	return 0;
}

/* By the draws that named one of the applications: the person's number may have been another when an ID was issued. */
static int add_ids(struct erase_subject *out, struct arena *mem, struct store *s, int64_t application)
{
	struct stmt *st =
		store_stmt(s, "SELECT DISTINCT e.id, e.is_group FROM entry_member m JOIN entry_draw d ON d.n = "
			      "m.draw JOIN entry_id e ON e.id = d.id WHERE m.application = ?1 ORDER BY e.id");
	stmt_int_in(st, 1, application);
	int r;
	while ((r = stmt_step(st)) == 1) {
		const char *id = kept(mem, st, 0);
		if (stmt_int(st, 1)) {
			if (!has_text(out->group.at, out->group.n, id)) vec_push(&out->group, id);
		} else if (!has_text(out->id.at, out->id.n, id)) {
			vec_push(&out->id, id);
		}
	}
	stmt_reset(st);
	return r;
}

static int add_owned(struct erase_subject *out, struct arena *mem, struct store *s)
{
	struct stmt *st = store_stmt(s, "SELECT id FROM entry_id WHERE is_group = 0 AND owner = ?1 ORDER BY id");
	stmt_text_in(st, 1, sv(arena_printf(mem, "%lld", (long long)out->person)));
	int r;
	while ((r = stmt_step(st)) == 1) {
		const char *id = kept(mem, st, 0);
		if (!has_text(out->id.at, out->id.n, id)) vec_push(&out->id, id);
	}
	stmt_reset(st);
	return r;
}

int erase_subject_find(struct erase_subject *out, struct arena *mem, struct store *s, int64_t person)
{
	const int64_t *id = NULL;
	size_t n = 0;
	*out = (struct erase_subject){ .person = person };
	int r = story_of_person(s, person, mem, &id, &n);
	for (size_t i = 0; r == 0 && i < n; i++)
		r = add_application(out, mem, s, id[i]) || add_ids(out, mem, s, id[i]) ? -1 : 0;
	return r || add_members(out, mem, s) || add_owned(out, mem, s) ? -1 : 0;
}

void erase_subject_dispose(struct erase_subject *s)
{
	vec_dispose(&s->application);
	vec_dispose(&s->member);
	vec_dispose(&s->row);
	vec_dispose(&s->id);
	vec_dispose(&s->group);
}

struct sifted {
	const struct erase_subject *of;
	bool theirs;
	identity_fn *fn;
	void *ctx;
};

/* Values carry the person's number, a member's minus the member's id; those of what is in no standing their application's. */
static int sift(
	void *self, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	const struct sifted *f = self;
	bool theirs = person == f->of->person || has(f->of->application.at, f->of->application.n, person) ||
		      (person < 0 && has(f->of->member.at, f->of->member.n, -person));
	return theirs == f->theirs ? f->fn(f->ctx, kind, field, value, file, line, person) : 0;
}

int erase_each_theirs(struct store *s, const struct erase_subject *of, identity_fn *fn, void *ctx)
{
	struct sifted f = { of, true, fn, ctx };
	return records_identity_each(s, sift, &f);
}

int erase_each_others(struct store *s, const struct erase_subject *of, identity_fn *fn, void *ctx)
{
	struct sifted f = { of, false, fn, ctx };
	return records_identity_each(s, sift, &f);
}

/* Rows that are not to be read again. */

/* The number as the import would read it: whoever opens an export in a spreadsheet and saves it must bring nobody back. */
static void undamaged(struct str *out, struct sv number)
{
	struct str clean = STR_INIT, plain = STR_INIT;
	struct cleaned found;
	clean_text(&clean, number, false, &found);
	damage_wide(&plain, damage_unwrapped(damage_unguarded(sv_of(&clean))));
	number = sv_trim(sv_of(&plain));
	if (number.n && number.p[0] == '#') number = sv_trim(sv_sub(number, 1, number.n));
	str_clear(out);
	if (damage_id(out, number) != ID_REPAIRED) {
		str_clear(out);
		str_sv(out, number);
	}
	str_dispose(&clean);
	str_dispose(&plain);
}

/* "#010412 ", "10412.0" and "10412" are one entry, "M-001234" and "1234" one member. */
static void put_row_key(struct str *out, const char *form, struct sv number)
{
	struct str member = STR_INIT, plain = STR_INIT;
	undamaged(&plain, number);
	number = sv_of(&plain);
	if (!*form) {
		person_member_key(&member, number);
		if (member.len) number = sv_of(&member);
	}
	while (number.n > 1 && number.p[0] == '0') number = sv_sub(number, 1, number.n);
	str_printf(out, "%s\n%.*s", form, SV_ARG(number));
	str_dispose(&member);
	str_dispose(&plain);
}

static struct erase_mac row_mac(const unsigned char salt[ERASE_SALT], const char *form, struct sv number)
{
	struct str key = STR_INIT;
	put_row_key(&key, form, number);
	struct erase_mac mac = erase_mac_of(salt, "row", sv_of(&key));
	str_dispose(&key);
	return mac;
}

int erased_rows_load(struct erased_rows *out, struct store *s)
{
	unsigned char key[ERASE_KEY];
	*out = (struct erased_rows){ .macs = MAP_INIT };
	int r = erase_keys(s, key, out->salt);
	if (r) return r < 0 ? -1 : 0;
	struct stmt *st = store_stmt(s, "SELECT mac FROM erased_row");
	while ((r = stmt_step(st)) == 1) map_set(&out->macs, stmt_blob(st, 0), 1);
	stmt_reset(st);
	return r;
}

void erased_rows_add(struct erased_rows *r, const char *form, struct sv number)
{
	struct erase_mac mac = row_mac(r->salt, form, number);
	map_set(&r->macs, sv_n((const char *)mac.b, sizeof mac.b), 1);
}

bool erased_rows_has(const struct erased_rows *r, const char *form, struct sv number)
{
	if (!r->macs.n) return false;
	struct erase_mac mac = row_mac(r->salt, form, number);
	return map_get(&r->macs, sv_n((const char *)mac.b, sizeof mac.b), NULL);
}

void erased_rows_dispose(struct erased_rows *r)
{
	map_dispose(&r->macs);
}

/* Within erase_delete. */
int erase_keep_rows(struct store *s, const struct erase_subject *of)
{
	unsigned char key[ERASE_KEY], salt[ERASE_SALT];
	int r = erase_keys(s, key, salt);
	for (size_t i = 0; r == 0 && i < of->row.n; i++) {
		struct erase_mac mac = row_mac(salt, of->row.at[i].form, sv(of->row.at[i].number));
		struct stmt *st = store_stmt(s, "INSERT INTO erased_row(mac) VALUES(?1) ON CONFLICT DO NOTHING");
		stmt_blob_in(st, 1, mac.b, sizeof mac.b);
		r = stmt_run(st);
	}
	return r ? -1 : 0;
}
