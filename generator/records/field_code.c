/* field_code.c exists because the names of fields were half of the database: it keeps them once, and turns a name into its
 * number without hashing or comparing it for every record. */
#include "records/field_code.h"
#include "records/packed.h"

#define KEPT_AS "records: field codes"

void field_codes_dispose(struct field_codes *c)
{
	vec_dispose(&c->at);
	map_dispose(&c->by_name);
	*c = (struct field_codes)FIELD_CODES_INIT;
}

/* The map's copy of the name is the one that stays. */
static uint32_t add(struct field_codes *c, struct sv name)
{
	uint32_t code = (uint32_t)c->at.n + 1;
	map_set(&c->by_name, name, code);
	struct sv kept = c->by_name.at[c->by_name.n - 1].key;
	vec_push(&c->at, ((struct field_name){ kept, field_find(name) }));
	return code;
}

uint32_t field_code_give(struct field_codes *c, struct sv name)
{
	uint64_t code;
	return map_get(&c->by_name, name, &code) ? (uint32_t)code : add(c, name);
}

/* A hint is only where to look first: another name may lie at the same place by now. */
uint32_t field_code_of(struct field_codes *c, const char *name)
{
	struct field_hint *hint = &c->hint[((uintptr_t)name * 0x9E3779B1u >> 7) % FIELD_HINTS];
	uint64_t code;
	if (hint->name == name && strcmp(c->at.at[hint->code - 1].name.p, name) == 0) return hint->code;
	if (!map_get(&c->by_name, sv(name), &code)) return 0;
	*hint = (struct field_hint){ name, (uint32_t)code };
	return (uint32_t)code;
}

const struct field_name *field_code_name(const struct field_codes *c, uint32_t code)
{
	static const struct field_name none = { { "", 0 }, NULL };
	return code > 0 && code <= c->at.n ? &c->at.at[code - 1] : &none;
}

struct sv field_value(struct field_codes *c, struct sv fields, const char *name)
{
	return packed_get(fields, field_code_of(c, name));
}

/* Codes are 1, 2, 3… without a gap, since none is ever taken back. */
static int load(struct field_codes *c, struct store *s)
{
	struct stmt *st = store_stmt(s, "SELECT code, name FROM field_code WHERE code > ?1 ORDER BY code");
	int r;
	stmt_int_in(st, 1, (int64_t)c->at.n);
	while ((r = stmt_step(st)) == 1) {
		while (stmt_int(st, 0) > (int64_t)c->at.n + 1) vec_push(&c->at, ((struct field_name){ sv(""), NULL }));
		add(c, stmt_text(st, 1));
	}
	stmt_reset(st);
	c->saved = c->at.n;
	return r;
}

static void dispose_kept(void *kept)
{
	field_codes_dispose(kept);
	free(kept);
}

static struct field_codes *kept_of(struct store *s)
{
	void **kept = store_kept(s, KEPT_AS, dispose_kept);
	if (!*kept) {
		struct field_codes *c = *kept = xcalloc(1, sizeof *c);
		*c = (struct field_codes)FIELD_CODES_INIT;
	}
	return *kept;
}

int field_codes_of(struct store *s, struct field_codes **out)
{
	struct field_codes *c = *out = kept_of(s);
	int64_t last = 0;
	if (store_int(s, "SELECT max(code) FROM field_code", 0, &last)) return -1;
	return last > (int64_t)c->at.n ? load(c, s) : 0;
}

int field_codes_reload(struct store *s)
{
	struct field_codes *c = kept_of(s);
	field_codes_dispose(c);
	return load(c, s);
}

int field_codes_save(struct field_codes *c, struct store *s)
{
	int r = 0;
	for (; r == 0 && c->saved < c->at.n; c->saved += r == 0) {
		struct stmt *st = store_stmt(s, "INSERT INTO field_code(code, name) VALUES(?1, ?2)");
		stmt_int_in(st, 1, (int64_t)c->saved + 1);
		stmt_text_in(st, 2, c->at.at[c->saved].name);
		r = stmt_run(st);
	}
	return r;
}
