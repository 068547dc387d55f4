/* certificate_register.c reads the register of certificates and owns the tables that stand beside `certificate` (schema.c): the words as issued, the digest of
 * each file, and the last number of each year, which stays when a certificate goes with an erased person. */
#include "programme/certificate.h"
#include "base/fs.h"
#include "programme/certificate_internal.h"
#include "store/audit.h"

static const struct migration migrations[] = {
	{ 1, "CREATE TABLE certificate_issue(certificate INTEGER PRIMARY KEY REFERENCES certificate(id) ON DELETE "
	     "CASCADE, from_day INTEGER NOT NULL, until_day INTEGER NOT NULL, reason TEXT NOT NULL, words TEXT NOT "
	     "NULL, name_key TEXT NOT NULL) STRICT;"
	     "CREATE TABLE certificate_file(certificate INTEGER NOT NULL REFERENCES certificate(id) ON DELETE CASCADE, "
	     "size TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY(certificate, size)) STRICT, WITHOUT ROWID;"
	     "CREATE TABLE certificate_year(year INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;" },
};

int certificate_migrate(struct store *s)
{
	return store_migrate(s, "certificate", migrations, sizeof migrations / sizeof *migrations);
}

const char *certificate_role_words(const char *role)
{
	return strcmp(role, "mentor") == 0 ? "Mentor" : strcmp(role, "mentee") == 0 ? "Mentee" : "Peer Partner";
}

static struct sv side_key(char out[static 64], int64_t partnership, int64_t application)
{
	int n = snprintf(out, 64, "%lld %lld", (long long)partnership, (long long)application);
	return sv_n(out, (size_t)n);
}

static void read_row(struct certificate *c, struct arena *mem, struct stmt *st)
{
	*c = (struct certificate){ .id = stmt_int(st, 0),
		.number = arena_strdup(mem, stmt_text(st, 1)),
		.application = stmt_int(st, 2),
		.partnership = stmt_int(st, 3),
		.role = arena_strdup(mem, stmt_text(st, 4)),
		.issued = (date_t)stmt_int(st, 5),
		.reissue_of = stmt_null(st, 6) ? 0 : stmt_int(st, 6),
		.from = (date_t)stmt_int(st, 7),
		.until = (date_t)stmt_int(st, 8),
		.reason = arena_strdup(mem, stmt_text(st, 9)),
		.words = arena_strdup(mem, stmt_text(st, 10)),
		.name_key = arena_strdup(mem, stmt_text(st, 11)),
		.sha256 = { arena_strdup(mem, stmt_text(st, 12)), arena_strdup(mem, stmt_text(st, 13)) },
		.replaced_by = "" };
}

int certificates_read(struct certificates *out, struct arena *mem, struct store *s)
{
	struct stmt *st = store_stmt(s, "SELECT c.id, c.number, c.application, c.partnership, c.role, c.issued, "
					"c.reissue_of, i.from_day, i.until_day, "
					"i.reason, i.words, i.name_key, a.sha256, l.sha256 FROM certificate c JOIN "
					"certificate_issue i ON i.certificate "
					"= c.id LEFT JOIN certificate_file a ON a.certificate = c.id AND a.size = 'a4' "
					"LEFT JOIN certificate_file l ON "
					"l.certificate = c.id AND l.size = 'letter' ORDER BY c.id");
	int step;
	*out = (struct certificates){ VEC_INIT, MAP_INIT };
	while ((step = stmt_step(st)) == 1) {
		struct certificate c;
		read_row(&c, mem, st);
		vec_push(&out->v, c);
	}
	stmt_reset(st);
	for (size_t i = 0; i < out->v.n; i++) {
		char key[64];
		uint64_t before = 0;
		struct sv k = side_key(key, out->v.at[i].partnership, out->v.at[i].application);
		if (map_get(&out->by_side, k, &before)) out->v.at[before].replaced_by = out->v.at[i].number;
		map_set(&out->by_side, k, i);
	}
	return step < 0 ? -1 : 0;
}

void certificates_dispose(struct certificates *c)
{
	vec_dispose(&c->v);
	map_dispose(&c->by_side);
}

const struct certificate *certificate_of(const struct certificates *c, int64_t partnership, int64_t application)
{
	char key[64];
	uint64_t at = 0;
	return map_get(&c->by_side, side_key(key, partnership, application), &at) ? &c->v.at[at] : NULL;
}

/* As it is copied from a paper: any case, with "No." in front, blanks around. */
static struct sv number_typed(struct sv typed)
{
	typed = sv_trim(typed);
	for (size_t i = 0; i + 1 < typed.n && i < 4; i++)
		if (typed.p[i] == '.' && (typed.p[0] == 'N' || typed.p[0] == 'n'))
			return sv_trim(sv_sub(typed, i + 1, typed.n));
	return typed;
}

const struct certificate *certificate_find(const struct certificates *c, struct sv typed)
{
	typed = number_typed(typed);
	for (size_t i = 0; i < c->v.n; i++)
		if (sv_ieq_ascii(sv(c->v.at[i].number), typed)) return &c->v.at[i];
	return NULL;
}

struct looked_for {
	struct sv typed;
	date_t day;
};

static int look(void *ctx, const struct audit_row *row)
{
	struct looked_for *l = ctx;
	if (sv_ieq_ascii(row->object, l->typed)) l->day = date_parse(row->day);
	return 0;
}

int certificate_erased_on(struct store *s, struct sv typed, date_t *day)
{
	struct looked_for l = { number_typed(typed), DATE_NONE };
	int r = audit_each(s, CERTIFICATE_AUDIT, look, &l);
	*day = l.day;
	return r;
}

const char *certificate_file(struct arena *mem, const struct certificate *c, enum paper_size size)
{
	int year = 0, month = 0, day = 0;
	date_parts(c->issued, &year, &month, &day);
	return arena_printf(mem, CERTIFICATE_FOLDER "/%d/%s-%s.pdf", year, c->number, paper_size_word(size));
}

int certificates_erase_files(
	struct store *s, const char *workspace, const int64_t *application, size_t n, struct str *err)
{
	struct arena mem = ARENA_INIT;
	struct certificates all;
	int r = certificates_read(&all, &mem, s);
	if (r) str_puts(err, store_error(s));
	for (size_t i = 0; i < all.v.n && r == 0; i++) {
		bool theirs = false;
		for (size_t k = 0; k < n; k++) theirs |= all.v.at[i].application == application[k];
		for (enum paper_size size = 0; theirs && size < PAPER_SIZES && r == 0; size++)
			r = fs_remove_tree(fs_join(&mem, workspace, certificate_file(&mem, &all.v.at[i], size)), err);
	}
	if (r == 0) r = fs_remove_tree(fs_join(&mem, workspace, CERTIFICATE_FOLDER "/register.csv"), err);
	certificates_dispose(&all);
	arena_dispose(&mem);
	return r;
}
