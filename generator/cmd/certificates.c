/* certificates.c reads the register of certificates together with who is behind each, and writes its copy for spreadsheets. */
#include "cmd/certificates.h"
#include "base/fs.h"
#include "cmd/programme.h"
#include "cmd/sheet.h"

int certificates_again(struct certificates_at_hand *h, struct context *ctx)
{
	certificates_dispose(&h->issued);
	vec_dispose(&h->due.v);
	if (certificates_read(&h->issued, &ctx->mem, ctx->store) ||
		certificates_due(&h->due, &ctx->mem, ctx->store, ctx->run, &h->rules, &h->partnerships, &h->issued))
		return programme_store_failed(ctx);
	return 0;
}

int certificates_open(struct certificates_at_hand *h, struct context *ctx)
{
	*h = (struct certificates_at_hand){ .issued = { VEC_INIT, MAP_INIT } };
	if (programme_rules(&h->rules, ctx, &ctx->ds)) return -1;
	if (partnerships_read(&h->partnerships, &ctx->mem, ctx->store, ctx->run, &h->rules))
		return programme_store_failed(ctx);
	return certificates_again(h, ctx);
}

void certificates_close(struct certificates_at_hand *h)
{
	certificates_dispose(&h->issued);
	vec_dispose(&h->due.v);
	vec_dispose(&h->partnerships.v);
	rules_dispose(&h->rules);
}

const struct certificate_candidate *certificates_whose(
	const struct certificates_at_hand *h, const struct certificate *c)
{
	for (size_t i = 0; i < h->due.v.n; i++) {
		const struct certificate_candidate *d = &h->due.v.at[i];
		if (d->partnership->id == c->partnership && d->application == c->application) return d;
	}
	return NULL;
}

const char *certificates_entry(struct arena *mem, const struct certificate_candidate *c, bool identified)
{
	if (!c) return "";
	return arena_printf(mem, "%.*s%s%s %s%s%s%s", identified ? (int)c->name.n : 0, c->name.p,
		identified && c->name.n ? ", " : "", c->form, c->entry_no, *c->entry_id ? " (" : "", c->entry_id,
		*c->entry_id ? ")" : "");
}

static const char *partnership_number(const struct certificates_at_hand *h, const struct certificate *c)
{
	for (size_t i = 0; i < h->partnerships.v.n; i++)
		if (h->partnerships.v.at[i].id == c->partnership) return h->partnerships.v.at[i].number;
	return "";
}

void certificates_json(
	struct json *j, const struct certificates_at_hand *h, const struct certificate *c, bool identified)
{
	const struct certificate_candidate *d = certificates_whose(h, c);
	struct arena mem = ARENA_INIT;
	json_object(j);
	json_kv(j, "number", sv(c->number));
	json_kv(j, "role", sv(c->role));
	json_kv(j, "partnership", sv(partnership_number(h, c)));
	json_kv(j, "form", sv(d ? d->form : ""));
	json_kv(j, "form_entry_no", sv(d ? d->entry_no : ""));
	json_kv(j, "entry_id", sv(d ? d->entry_id : ""));
	if (identified) json_kv(j, "name", d ? d->name : sv(""));
	json_kv(j, "from", sv(date_iso(c->from).z));
	json_kv(j, "until", sv(date_iso(c->until).z));
	json_kv(j, "issued", sv(date_iso(c->issued).z));
	json_kv(j, "reason", sv(c->reason));
	json_kv(j, "replaced_by", sv(c->replaced_by));
	json_key(j, "files");
	json_array(j);
	for (enum paper_size i = 0; i < PAPER_SIZES; i++) {
		if (!*c->sha256[i]) continue;
		json_object(j);
		json_kv(j, "file", sv(certificate_file(&mem, c, i)));
		json_kv(j, "sha256", sv(c->sha256[i]));
		json_end(j);
	}
	json_end(j);
	json_end(j);
	arena_dispose(&mem);
}

static void put_row(
	struct str *out, struct arena *mem, const struct certificates_at_hand *h, const struct certificate *c)
{
	const struct certificate_candidate *d = certificates_whose(h, c);
	const char *file[PAPER_SIZES];
	for (enum paper_size i = 0; i < PAPER_SIZES; i++) file[i] = *c->sha256[i] ? certificate_file(mem, c, i) : "";
	const struct sv cells[] = { sv(c->number), sv(c->role), sv(partnership_number(h, c)), sv(d ? d->form : ""),
		sv(d ? d->entry_no : ""), sv(d ? d->entry_id : ""), sv(arena_strdup(mem, sv(date_iso(c->from).z))),
		sv(arena_strdup(mem, sv(date_iso(c->until).z))), sv(arena_strdup(mem, sv(date_iso(c->issued).z))),
		sv(c->reason), sv(c->replaced_by), sv(file[PAPER_A4]), sv(file[PAPER_LETTER]) };
	sheet_row(out, cells, sizeof cells / sizeof *cells);
}

int certificates_copy(struct certificates_at_hand *h, struct context *ctx)
{
	static const char *const head[] = { "number", "role", "partnership", "form", "form_entry_no", "entry_id",
		"from", "until", "issued", "reason", "replaced_by", "a4_file", "letter_file" };
	const char *folder = context_path(ctx, "private/programme/certificates");
	struct str out = STR_INIT, err = STR_INIT;
	sheet_header(&out, head, sizeof head / sizeof *head);
	for (size_t i = 0; i < h->issued.v.n; i++) put_row(&out, &ctx->mem, h, &h->issued.v.at[i]);
	int r = fs_mkdirs(folder, 0700, &err) ||
		fs_write_atomic(fs_join(&ctx->mem, folder, "register.csv"), sv_of(&out), 0600, &err);
	if (r) context_fail(ctx, "M128", err.ptr, "make room and run it again: the register itself is in the database");
	str_dispose(&out);
	str_dispose(&err);
	return r ? -1 : 0;
}
