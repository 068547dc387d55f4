/* The tables of the pool, and the way back from them to what the public sees. A pool is written as "next" when it is drawn
 * and becomes "current" only after its commit stands, so that a publish that fails changes nothing. */
#include "privacy/pool_internal.h"
#include "privacy/identity_kept.h"

static const struct migration migrations[] = {
	{ 1, "CREATE TABLE pool(pool TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN ('next', 'current')), drawn "
	     "INTEGER NOT NULL,"
	     " cycle TEXT NOT NULL, k INTEGER NOT NULL, PRIMARY KEY(pool, state)) STRICT, WITHOUT ROWID;"
	     "CREATE TABLE pool_entry(pool TEXT NOT NULL, state TEXT NOT NULL, id TEXT NOT NULL, kind INTEGER NOT "
	     "NULL, facts TEXT NOT NULL,"
	     " text TEXT NOT NULL, person INTEGER NOT NULL, hidden INTEGER NOT NULL, ends INTEGER NOT NULL,"
	     " PRIMARY KEY(pool, state, id)) STRICT, WITHOUT ROWID;"
	     "CREATE TABLE pool_member(pool TEXT NOT NULL, state TEXT NOT NULL, id TEXT NOT NULL, application INTEGER "
	     "NOT NULL,"
	     " person INTEGER NOT NULL, PRIMARY KEY(pool, state, id, application)) STRICT, WITHOUT ROWID;"
	     "CREATE TABLE pool_intent(one INTEGER PRIMARY KEY CHECK(one = 1), edition INTEGER NOT NULL) STRICT;" },
	/* pool_settled: the edition that this database knows as the newest one; a repository that is ahead of it belongs to a later database. */
	{ 2, "ALTER TABLE pool_member ADD COLUMN member INTEGER NOT NULL DEFAULT 0;"
	     "ALTER TABLE pool_entry ADD COLUMN application INTEGER NOT NULL DEFAULT 0;"
	     "ALTER TABLE pool_entry ADD COLUMN text_digest TEXT NOT NULL DEFAULT '';"
	     "UPDATE pool_entry SET application = coalesce((SELECT m.application FROM pool_member m WHERE m.pool = "
	     "pool_entry.pool"
	     " AND m.state = pool_entry.state AND m.id = pool_entry.id), 0) WHERE kind = 1;"
	     "CREATE TABLE pool_settled(one INTEGER PRIMARY KEY CHECK(one = 1), edition INTEGER NOT NULL, commit_id "
	     "TEXT NOT NULL) STRICT;" },
	/* A drawing becomes the current one by its one row of pool, and not by each row of a hundred thousand. The old names show what is next and what is
	 * current, as they did. The index is mostly empty: who left a profile since the last publish is found without looking at everybody. */
	{ 3, "ALTER TABLE pool ADD COLUMN drawing INTEGER NOT NULL DEFAULT 1; "
	     "UPDATE pool SET drawing = 2 WHERE state = 'next'; "
	     "CREATE TABLE drawn_entry(pool TEXT NOT NULL, drawing INTEGER NOT NULL, id TEXT NOT NULL, kind INTEGER "
	     "NOT NULL, facts TEXT "
	     "NOT NULL, text TEXT NOT NULL, person INTEGER NOT NULL, hidden INTEGER NOT NULL, ends INTEGER NOT NULL, "
	     "application INTEGER "
	     "NOT NULL, text_digest TEXT NOT NULL, PRIMARY KEY(pool, drawing, id)) STRICT, WITHOUT ROWID; "
	     "INSERT INTO drawn_entry SELECT p.pool, p.drawing, e.id, e.kind, e.facts, e.text, e.person, e.hidden, "
	     "e.ends, e.application, "
	     "e.text_digest FROM pool p CROSS JOIN pool_entry e ON e.pool = p.pool AND e.state = p.state; "
	     "CREATE TABLE drawn_member(pool TEXT NOT NULL, drawing INTEGER NOT NULL, id TEXT NOT NULL, application "
	     "INTEGER NOT NULL, "
	     "person INTEGER NOT NULL, member INTEGER NOT NULL, PRIMARY KEY(pool, drawing, id, application)) STRICT, "
	     "WITHOUT ROWID; "
	     "INSERT INTO drawn_member SELECT p.pool, p.drawing, m.id, m.application, m.person, m.member "
	     "FROM pool p CROSS JOIN pool_member m ON m.pool = p.pool AND m.state = p.state; "
	     "DROP TABLE pool_entry; "
	     "DROP TABLE pool_member; "
	     "CREATE INDEX drawn_entry_ending ON drawn_entry(pool, drawing, id) WHERE ends = 1;" },
	{ 4, "CREATE VIEW pool_entry AS SELECT e.pool, p.state, e.id, e.kind, e.facts, e.text, e.person, e.hidden, "
	     "e.ends, e.application, "
	     "e.text_digest, e.drawing FROM pool p CROSS JOIN drawn_entry e ON e.pool = p.pool AND e.drawing = "
	     "p.drawing; "
	     "CREATE VIEW pool_member AS SELECT m.pool, p.state, m.id, m.application, m.person, m.member, m.drawing "
	     "FROM pool p CROSS JOIN drawn_member m ON m.pool = p.pool AND m.drawing = p.drawing; "
	     "CREATE TRIGGER pool_entry_changes INSTEAD OF UPDATE ON pool_entry BEGIN UPDATE drawn_entry SET kind = "
	     "new.kind, facts = "
	     "new.facts, text = new.text, person = new.person, hidden = new.hidden, ends = new.ends, application = "
	     "new.application, "
	     "text_digest = new.text_digest WHERE pool = old.pool AND drawing = old.drawing AND id = old.id; END; "
	     "CREATE TRIGGER pool_entry_goes INSTEAD OF DELETE ON pool_entry BEGIN DELETE FROM drawn_entry WHERE pool "
	     "= old.pool AND "
	     "drawing = old.drawing AND id = old.id; END; "
	     "CREATE TRIGGER pool_member_changes INSTEAD OF UPDATE ON pool_member BEGIN UPDATE drawn_member SET "
	     "application = "
	     "new.application, person = new.person, member = new.member WHERE pool = old.pool AND drawing = "
	     "old.drawing AND id = old.id "
	     "AND application = old.application; END; "
	     "CREATE TRIGGER pool_member_goes INSTEAD OF DELETE ON pool_member BEGIN DELETE FROM drawn_member WHERE "
	     "pool = old.pool AND "
	     "drawing = old.drawing AND id = old.id AND application = old.application; END;" },
	/* Groups are few among many profiles, and are found without looking at those. */
	{ 5, "CREATE INDEX drawn_entry_group ON drawn_entry(pool, drawing, id) WHERE kind = 0;" },
};

int privacy_migrate(struct store *s)
{
	return store_migrate(s, "privacy", migrations, sizeof migrations / sizeof *migrations) ||
			       identity_kept_migrate(s)
		       ? -1
		       : 0;
}

void pool_store_failed(struct store *s, struct diags *ds)
{
	diags_error(ds, "P050", NOPLACE, NULL, "the private database could not be used: %s", store_error(s));
}

static struct stmt *for_pool(struct store *s, const char *sql, const char *pool, const char *state)
{
	struct stmt *st = store_stmt(s, sql);

	stmt_text_lent(st, 1, sv(pool));
	stmt_text_lent(st, 2, sv(state));
	return st;
}

/* Of pool ?1 in state ?2. Within a row's values: to insert what a SELECT gives, even one row, costs SQLite a copy of each page that it changes. */
#define DRAWING "(SELECT drawing FROM pool WHERE pool = ?1 AND state = ?2)"

int pool_forget(struct store *s, const char *pool, const char *state)
{
	static const char *const sql[] = { "DELETE FROM drawn_member WHERE pool = ?1 AND drawing = " DRAWING,
		"DELETE FROM drawn_entry WHERE pool = ?1 AND drawing = " DRAWING,
		"DELETE FROM pool WHERE pool = ?1 AND state = ?2" };

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
		if (stmt_run(for_pool(s, sql[i], pool, state))) return -1;
	return 0;
}

int pool_write_head(struct store *s, const char *pool, const char *state, const struct pool_head *h)
{
	struct stmt *st = for_pool(s,
		"INSERT INTO pool(pool, state, drawn, cycle, k, drawing) VALUES(?1, ?2, ?3, ?4, ?5, "
		"(SELECT coalesce(max(drawing), 0) + 1 FROM pool WHERE pool = ?1))",
		pool, state);

	stmt_int_in(st, 3, h->drawn);
	stmt_text_in(st, 4, sv(h->cycle));
	stmt_int_in(st, 5, h->k);
	return stmt_run(st);
}

int pool_write_row(struct store *s, const char *pool, const char *state, const struct pool_row *row)
{
	struct stmt *st = for_pool(s,
		"INSERT INTO drawn_entry(pool, drawing, id, kind, facts, text, person, hidden, ends, application, "
		"text_digest) VALUES(?1, " DRAWING ", ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
		pool, state);

	stmt_text_lent(st, 3, sv(row->id));
	stmt_int_in(st, 4, row->kind);
	stmt_text_lent(st, 5, sv(row->facts));
	stmt_text_lent(st, 6, sv(row->text));
	stmt_int_in(st, 7, row->person);
	stmt_int_in(st, 8, row->hidden);
	stmt_int_in(st, 9, row->ends);
	stmt_int_in(st, 10, row->application);
	stmt_text_lent(st, 11, sv(row->text_digest ? row->text_digest : ""));
	return stmt_run(st);
}

int pool_write_member(struct store *s, const char *pool, const char *state, const char *id, const struct pool_person *p)
{
	struct stmt *st = for_pool(s,
		"INSERT INTO drawn_member(pool, drawing, id, application, person, member) VALUES(?1, " DRAWING
		", ?3, ?4, ?5, ?6)",
		pool, state);

	stmt_text_lent(st, 3, sv(id));
	stmt_int_in(st, 4, p->application);
	stmt_int_in(st, 5, p->person);
	stmt_int_in(st, 6, p->member);
	return stmt_run(st);
}

int pool_read_head(struct store *s, struct arena *mem, const char *pool, const char *state, struct pool_head *out)
{
	struct stmt *st = for_pool(s, "SELECT drawn, cycle, k FROM pool WHERE pool = ?1 AND state = ?2", pool, state);
	int r = stmt_step(st);

	if (r == 1)
		*out = (struct pool_head){ (date_t)stmt_int(st, 0), arena_strdup(mem, stmt_text(st, 1)),
			(unsigned)stmt_int(st, 2) };
	stmt_reset(st);
	return r < 0 ? -1 : r == 0;
}

int pool_read_rows(struct store *s, struct arena *mem, const char *pool, const char *state, struct pool_rows *out)
{
	struct stmt *st = for_pool(s,
		"SELECT id, kind, facts, text, person, hidden, ends, application, text_digest FROM pool_entry WHERE "
		"pool = ?1 AND state = ?2 ORDER BY id",
		pool, state);
	int r;

	while ((r = stmt_step(st)) == 1) {
		struct pool_row row = { arena_strdup(mem, stmt_text(st, 0)), (enum pool_kind)stmt_int(st, 1),
			arena_strdup(mem, stmt_text(st, 2)),
			stmt_text(st, 3).n ? arena_strdup(mem, stmt_text(st, 3)) : "", stmt_int(st, 4),
			stmt_int(st, 5) != 0, (enum pool_ends)stmt_int(st, 6), stmt_int(st, 7),
			stmt_text(st, 8).n ? arena_strdup(mem, stmt_text(st, 8)) : "", stmt_int(st, 4) };

		vec_push(&out->v, row);
	}
	stmt_reset(st);
	return r;
}

void pool_find_owners(struct pool_rows *rows, const struct row_index *persons)
{
	for (size_t i = 0; i < rows->v.n; i++) {
		struct pool_row *row = &rows->v.at[i];
		size_t person = row_index_find(persons, row->application);

		if (row->kind == POOL_PROFILE && person != ROW_NOWHERE) row->owner = (int64_t)person;
	}
}

int pool_members(struct store *s, const char *pool, const char *state, size_t *persons, size_t *smallest)
{
	/* By brute force: counted over the members as written, not over what the ladder believes; and over memberships where they are
	 * known, so that nobody counts twice who was taken for two persons. */
	struct stmt *st = for_pool(s,
		"SELECT coalesce(sum(n), 0), coalesce(min(n), 0) FROM (SELECT count(DISTINCT CASE m.member WHEN 0 THEN "
		"m.person ELSE -m.member END) AS n FROM pool p CROSS JOIN drawn_entry e INDEXED BY drawn_entry_group"
		" ON e.pool = p.pool AND e.drawing = p.drawing"
		" LEFT JOIN drawn_member m ON m.pool = e.pool AND m.drawing = e.drawing AND m.id = e.id"
		" WHERE p.pool = ?1 AND p.state = ?2 AND e.kind = 0 GROUP BY e.id)",
		pool, state);
	int r = stmt_step(st);

	if (r == 1) {
		*persons = (size_t)stmt_int(st, 0);
		*smallest = (size_t)stmt_int(st, 1);
	}
	stmt_reset(st);
	return r == 1 ? 0 : -1;
}

int pool_smallest_group(struct store *s, const char *pool, size_t *out)
{
	struct arena mem = ARENA_INIT;
	struct pool_head head;
	size_t persons;
	int next = pool_read_head(s, &mem, pool, POOL_NEXT, &head);

	arena_dispose(&mem);
	return next < 0 ? -1 : pool_members(s, pool, next == 0 ? POOL_NEXT : POOL_CURRENT, &persons, out);
}

int pool_place(struct store *s, int64_t application, enum pool_place *out)
{
	struct stmt *st =
		store_stmt(s, "SELECT max(e.kind) FROM pool_member m JOIN pool_entry e ON e.pool = m.pool AND "
			      "e.state = m.state AND e.id = m.id WHERE m.application = ?1 AND m.state = "
			      "'current'");
	stmt_int_in(st, 1, application);
	int r = stmt_step(st);
	*out = r != 1 || stmt_null(st, 0) ? POOL_NOWHERE : stmt_int(st, 0) ? POOL_AS_PROFILE : POOL_IN_GROUP;
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

/* From rows to the public pool. */

/* The loader sees to it that all leaves are bands or none, and that they ascend. */
static bool has_bands(const struct vocab *v)
{
	for (size_t i = 1; i < v->n; i++)
		if (v->value[i].leaf) return v->value[i].from >= 0 || v->value[i].to >= 0;
	return false;
}

void pool_add_fields(struct public_pool *out, const struct policy_pool *pool)
{
	for (size_t f = 0; f < pool->nfields; f++) {
		const struct policy_field *from = &pool->field[f];
		struct public_value *value = xcalloc(from->vocab->n, sizeof *value);
		struct arena mem = ARENA_INIT;

		for (size_t i = 0; i < from->vocab->n; i++) {
			const struct vocab_value *v = &from->vocab->value[i];

			value[i] = (struct public_value){ arena_strdup(&mem, v->code), arena_strdup(&mem, v->label),
				arena_strdup(&mem, v->words), v->parent, v->leaf, v->depth };
		}
		public_pool_add_field(out, &(struct public_field){ from->field, from->label, from->grouped, from->list,
						   !from->list && has_bands(from->vocab) ? FACET_BANDS : FACET_VALUES,
						   from->vocab->n, value });
		arena_dispose(&mem);
		free(value);
	}
}

static size_t index_of(const struct vocab *v, struct sv code)
{
	size_t value = sv_is(code, PUBLIC_ROOT_CODE) ? 0 : vocab_lookup(v, code);

	return value != SIZE_MAX && sv_eq(v->value[value].code, code) ? value : SIZE_MAX;
}

struct facts {
	struct public_fact fact[64];
	size_t n;
	VEC(size_t) values;
};

/* False when a code is not known any more. A profile's fact of a field that the policy no longer shows is left out. */
static bool read_facts(struct facts *out, const struct policy_pool *pool, const struct pool_row *row)
{
	struct sv rest = sv(row->facts), one, code;
	size_t counts = 0;

	out->n = 0;
	vec_clear(&out->values);
	while (row->facts[0] && sv_split(&rest, ';', &one)) {
		size_t equals = sv_find(one, sv("=")), f = 0;
		struct sv name = sv_sub(one, 0, equals), codes = sv_sub(one, equals + 1, one.n);

		while (f < pool->nfields && !sv_is(name, pool->field[f].field)) f++;
		if (f == pool->nfields && row->kind == POOL_PROFILE) continue;
		if (f == pool->nfields || out->n == 64) return false;
		out->fact[out->n] = (struct public_fact){ .field = f, .n = 0 };
		while (sv_split(&codes, '|', &code)) {
			size_t value = index_of(pool->field[f].vocab, code);

			if (value == SIZE_MAX) return false;
			vec_push(&out->values, value);
			out->fact[out->n].n++;
		}
		out->n++;
	}
	for (size_t i = 0; i < out->n; counts += out->fact[i++].n) out->fact[i].value = out->values.at + counts;
	return true;
}

struct public_pool *pool_publish(const struct policy_pool *pool, const struct pool_head *head,
	const struct pool_row *row, size_t n, struct diags *ds)
{
	struct public_pool *out = public_pool_new(pool->code, head->drawn, head->cycle, head->k);
	struct facts facts = { .n = 0 };
	bool fits = true;

	pool_add_fields(out, pool);
	for (size_t i = 0; i < n && fits; i++) {
		struct sv text = pool->text_field ? sv(row[i].text) : sv("");

		if (row[i].hidden) continue;
		fits = read_facts(&facts, pool, &row[i]) &&
		       public_pool_fits(out, row[i].kind == POOL_GROUP, facts.fact, facts.n, text);
		if (fits) public_pool_add_entry(out, row[i].id, row[i].kind == POOL_GROUP, facts.fact, facts.n, text);
	}
	vec_dispose(&facts.values);
	if (fits) {
		public_pool_finish(out);
		return out;
	}
	diags_error(ds, "P040", NOPLACE, "publish with --cycle, which draws the pool anew, or undo the change",
		"the policy or a vocabulary has changed since the pool \"%s\" was drawn, so it cannot be carried over",
		pool->code);
	public_pool_free(out);
	return NULL;
}
