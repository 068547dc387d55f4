/* The table of the pool is the one file that says of every entry where it belongs; what the other files are corrected by is counted
 * here. Read as it was written (RFC 4180, LF), so that the rows that stay keep their bytes. */
#include "publish/erase_page.h"

enum { CELLS = 8, CELL_POOL = 0, CELL_ID = 1, CELL_KIND = 2, CELL_TEXT = 7 };
static const char header[] = "pool,entry_id,kind,field,code,label,parent,text\n";

/* One record with its line end off *rest, and its cells with their quotes; false when it is not one of ours. */
static bool take_record(struct sv *rest, struct sv *record, struct sv cell[CELLS])
{
	size_t n = 0, from = 0, i = 0;
	bool quoted = false;

	for (; i < rest->n; i++) {
		char c = rest->p[i];

		if (c == '"') quoted = !quoted;
		if (quoted || (c != ',' && c != '\n')) continue;
		if (n == CELLS) return false;
		cell[n++] = sv_sub(*rest, from, i - from);
		from = i + 1;
		if (c == '\n') break;
	}
	if (i == rest->n || n != CELLS) return false;
	*record = sv_sub(*rest, 0, i + 1);
	*rest = sv_sub(*rest, i + 1, rest->n);
	return true;
}

static struct sv unquoted(struct arena *mem, struct sv cell)
{
	struct str out = STR_INIT;
	struct sv text;

	if (cell.n < 2 || cell.p[0] != '"') return arena_sv(mem, cell);
	for (size_t i = 1; i + 1 < cell.n; i++) {
		str_putc(&out, cell.p[i]);
		if (cell.p[i] == '"') i++;
	}
	text = arena_sv(mem, sv_of(&out));
	str_dispose(&out);
	return text;
}

struct pool_sum {
	struct erase_pool p;
	struct digest_ctx *was, *now;
};
struct table {
	struct str *out;
	const struct erase_ids *ids;
	struct erase_facts *f;
	struct erase_texts *gone, *stay;
	VEC(struct pool_sum) pool;
};

static struct pool_sum *sum_of(struct table *t, struct sv code)
{
	struct pool_sum fresh = { .p = { .code = "" } };

	for (size_t i = 0; i < t->pool.n; i++)
		if (sv_is(code, t->pool.at[i].p.code)) return &t->pool.at[i];
	fresh.p.code = arena_strdup(&t->f->mem, code);
	fresh.was = digest_new_sha256();
	fresh.now = digest_new_sha256();
	vec_push(&t->pool, fresh);
	return &t->pool.at[t->pool.n - 1];
}

static void take(struct table *t, struct sv record, const struct sv cell[CELLS])
{
	struct pool_sum *s = sum_of(t, cell[CELL_POOL]);
	bool profile = sv_is(cell[CELL_KIND], "profile"), goes = false;
	struct erase_texts *texts;

	for (size_t i = 0; i < t->ids->n; i++) goes |= profile && sv_is(cell[CELL_ID], t->ids->at[i]);
	digest_add(s->was, record.p, record.n);
	s->p.profiles_was += profile;
	if (!goes) {
		digest_add(s->now, record.p, record.n);
		s->p.profiles_now += profile;
		str_sv(t->out, record);
	}
	t->f->taken += goes;
	texts = goes ? t->gone : t->stay;
	if (profile && texts && cell[CELL_TEXT].n) vec_push(&texts->at, unquoted(&t->f->mem, cell[CELL_TEXT]));
}

static void end_pools(struct table *t)
{
	for (size_t i = 0; i < t->pool.n; i++) {
		struct pool_sum *s = &t->pool.at[i];
		struct sha256 was, now;

		digest_end_sha256(s->was, &was);
		digest_end_sha256(s->now, &now);
		s->p.was = sha256_hex(&was);
		s->p.now = sha256_hex(&now);
		erase_facts_hex(t->f, sv(s->p.was.z), sv(s->p.now.z)); /* the whole digest before its beginning */
		erase_facts_hex(
			t->f, sv_sub(sv(s->p.was.z), 0, ERASE_REVISION), sv_sub(sv(s->p.now.z), 0, ERASE_REVISION));
		if (s->p.profiles_was != s->p.profiles_now) vec_push(&t->f->pool, s->p);
	}
	vec_dispose(&t->pool);
}

int erase_table(struct str *out, struct sv csv, const struct erase_ids *ids, struct erase_facts *f,
	struct erase_texts *gone, struct erase_texts *stay)
{
	struct table t = { .out = out, .ids = ids, .f = f, .gone = gone, .stay = stay, .pool = VEC_INIT };
	struct sv rest = csv, record, cell[CELLS];
	int rc = 0;

	if (!sv_starts(csv, header)) return -1;
	rest = sv_sub(rest, strlen(header), rest.n);
	str_puts(out, header);
	while (rc == 0 && rest.n) {
		if (take_record(&rest, &record, cell))
			take(&t, record, cell);
		else
			rc = -1;
	}
	end_pools(&t);
	return rc;
}
