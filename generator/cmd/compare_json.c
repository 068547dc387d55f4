/* compare_json.c: the comparison for other programs: every run of words with what became of it. */
#include "cmd/compare_print.h"

static void put_runs(struct json *j, const struct compare_run *run, size_t n)
{
	static const char *const part[] = { "same", "removed", "added" };
	json_key(j, "runs");
	json_array(j);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		json_kv(j, "part", sv(part[run[i].part]));
		json_kv(j, "text", run[i].text);
		if (run[i].note.n) json_kv(j, "note", run[i].note);
		json_end(j);
	}
	json_end(j);
}

static void put_facts(struct json *j, const struct comparison *d)
{
	json_key(j, "title_block");
	json_array(j);
	for (size_t i = 0; i < d->nfacts; i++) {
		json_object(j);
		json_kv(j, "what", sv(d->fact[i].label));
		json_kv(j, "before", d->fact[i].before);
		json_kv(j, "now", d->fact[i].now);
		json_end(j);
	}
	json_end(j);
}

static const char *change_word(enum compare_change change)
{
	static const char *const word[] = { "same", "changed", "new", "gone" };
	return word[change];
}

static void put_clause(struct json *j, const struct compare_clause *c)
{
	json_object(j);
	json_kv(j, "change", sv(change_word(c->change)));
	json_kv(j, "number", c->number);
	json_kv(j, "old_number", c->old_number);
	json_key(j, "moved");
	json_bool(j, c->moved && c->old_number.n > 0);
	json_key(j, "elsewhere");
	json_bool(j, c->displaced);
	json_kv(j, "under", c->title);
	json_key(j, "blocks");
	json_array(j);
	for (size_t i = 0; i < c->nblocks; i++) {
		json_object(j);
		json_kv(j, "change", sv(change_word(c->block[i].change)));
		json_kv(j, "is", c->block[i].shape);
		if (c->block[i].mark.n) json_kv(j, "mark", c->block[i].mark);
		if (c->block[i].note.n) json_kv(j, "note", c->block[i].note);
		put_runs(j, c->block[i].run, c->block[i].nruns);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void put_questions(struct context *ctx, struct json *j, const struct comparison *d)
{
	const struct document *const *faq = NULL;
	size_t n = compare_questions(d, ctx->corpus, &ctx->mem, &faq);
	json_key(j, "questions");
	json_array(j);
	for (size_t i = 0; i < n; i++) json_text(j, sv(faq[i]->file));
	json_end(j);
}

void compare_print_json(struct context *ctx, const struct comparison *d)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", SV_LIT("compare"));
	json_kv(&j, "before", d->before->number);
	json_kv(&j, "now", d->now->number);
	json_key(&j, "identical");
	json_bool(&j, comparison_is_empty(d));
	json_kv_int(&j, "same_clauses", (int64_t)d->same);
	put_facts(&j, d);
	json_key(&j, "clauses");
	json_array(&j);
	for (size_t i = 0; i < d->nclauses; i++)
		if (compare_clause_differs(&d->clause[i])) put_clause(&j, &d->clause[i]);
	json_end(&j);
	put_questions(ctx, &j, d);
	context_json_end(ctx, &j, &out);
}
