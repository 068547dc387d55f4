/* difference_json.c: the difference for programs: all of it, from public files only. */
#include "cmd/difference.h"

static const char *const change_word[] = { "new", "gone", "revised", "status" };

static void put_side(struct json *j, const char *key, const struct diff_side *s)
{
	json_key(j, key);
	if (s->number)
		json_int(j, s->number);
	else
		json_text(j, sv(s->n ? "preview" : "nothing"));
}

static void put_entries(struct json *j, const char *key, const diff_entries *e)
{
	json_key(j, key);
	json_array(j);
	for (size_t i = 0; i < e->n; i++) {
		if (!e->at[i].facts.n) {
			json_text(j, sv(e->at[i].id));
			continue;
		}
		json_object(j);
		json_kv(j, "id", sv(e->at[i].id));
		json_kv(j, "says", e->at[i].facts);
		json_end(j);
	}
	json_end(j);
}

static void put_pool(struct json *j, const struct diff_pool *p)
{
	json_object(j);
	json_kv(j, "pool", sv(p->code));
	json_kv_int(j, "profiles_before", (int64_t)p->profiles_before);
	json_kv_int(j, "profiles_now", (int64_t)p->profiles_now);
	json_kv_int(j, "groups_before", (int64_t)p->groups_before);
	json_kv_int(j, "groups_now", (int64_t)p->groups_now);
	json_key(j, "fields_changed");
	json_bool(j, p->redrawn);
	put_entries(j, "profiles_in", &p->profiles_in);
	put_entries(j, "profiles_out", &p->profiles_out);
	put_entries(j, "profiles_renewed", &p->renewed);
	put_entries(j, "groups_in", &p->groups_in);
	put_entries(j, "groups_out", &p->groups_out);
	json_end(j);
}

static void put_document(struct json *j, const struct diff_document *doc)
{
	json_object(j);
	json_kv(j, "change", sv(change_word[doc->change]));
	json_kv(j, "path", sv(doc->path));
	json_kv(j, "kind", sv(doc->kind));
	json_kv(j, "title", sv(doc->title));
	if (*doc->before || *doc->now) {
		json_kv(j, "status_before", sv(doc->before));
		json_kv(j, "status_now", sv(doc->now));
	}
	json_key(j, "clauses");
	json_array(j);
	for (size_t i = 0; i < doc->part.n; i++) {
		json_object(j);
		json_kv(j, "change", sv(change_word[doc->part.at[i].change]));
		json_kv(j, "clause", sv(doc->part.at[i].name));
		json_kv(j, "before", doc->part.at[i].before);
		json_kv(j, "now", doc->part.at[i].now);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void put_statement(struct json *j, const char *key, const char *before, const char *now)
{
	json_key(j, key);
	json_object(j);
	json_kv(j, "before", sv(before));
	json_kv(j, "now", sv(now));
	json_end(j);
}

void difference_json(
	struct context *ctx, const struct difference *d, const struct diff_side *a, const struct diff_side *b)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	json_kv(&j, "command", SV_LIT("diff"));
	put_side(&j, "from", a);
	put_side(&j, "to", b);
	json_key(&j, "same");
	json_bool(&j, difference_is_empty(d));
	put_statement(&j, "k", d->k_before, d->k_now);
	put_statement(&j, "audience", d->audience_before, d->audience_now);
	put_statement(&j, "policy", d->policy_before, d->policy_now);
	json_key(&j, "pools");
	json_array(&j);
	for (size_t i = 0; i < d->pool.n; i++) put_pool(&j, &d->pool.at[i]);
	json_end(&j);
	json_key(&j, "documents");
	json_array(&j);
	for (size_t i = 0; i < d->document.n; i++) put_document(&j, &d->document.at[i]);
	json_end(&j);
	json_key(&j, "pages");
	json_array(&j);
	for (size_t i = 0; i < d->page.n; i++) {
		json_object(&j);
		json_kv(&j, "change", sv(change_word[d->page.at[i].change]));
		json_kv(&j, "path", sv(d->page.at[i].path));
		json_end(&j);
	}
	json_end(&j);
	context_json_end(ctx, &j, &out);
}
