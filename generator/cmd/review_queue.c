/* review_queue.c gathers in one pass over the records what every way of reviewing needs (list, questions, sheets), so that all of them say
 * the same of a text. */
#include "cmd/review_queue.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "cmd/whom.h"

enum { PREFIX_LEAST = 7 };

static int store_failed(struct context *ctx)
{
	context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return -1;
}

static struct sv key_of(const int64_t *person)
{
	return sv_n((const char *)person, sizeof *person);
}

static int take(void *self, const struct application *a)
{
	struct review_queue *q = self;
	struct str squeezed = STR_INIT;
	struct sv text = application_field(a, q->field);

	if (!text.n || a->publishable != REASON_OK || a->consent != CONSENT_PROFILE) return 0;
	utf8_squeeze(&squeezed, text);
	struct sha256_hex digest = review_digest(text);
	struct review_item item = { .form = arena_strdup(&q->mem, sv(a->form)),
		.entry_no = arena_strdup(&q->mem, sv(a->entry_no)),
		.name = whom_name(&q->mem, a),
		.email = arena_strdup(&q->mem, application_field(a, "email")),
		.person = a->person,
		.text = arena_strdup(&q->mem, sv_of(&squeezed)),
		.digest = arena_strdup(&q->mem, sv(digest.z)),
		.decision = reviews_at(&q->reviews, digest.z) };
	str_dispose(&squeezed);
	item.same_person = SIZE_MAX;
	uint64_t earlier;
	if (map_get(&q->by_person, key_of(&item.person), &earlier)) item.same_person = earlier;
	map_set(&q->by_person, key_of(&item.person), q->n);
	q->waiting += !item.decision;
	q->held += item.decision && item.decision->word == REVIEW_HELD;
	q->asked += item.decision && item.decision->word == REVIEW_ASKED;
	vec_push(q, item);
	return 0;
}

static int read_items(struct review_queue *q)
{
	struct context *ctx = q->ctx;

	for (size_t i = 0; i < ctx->policy.npools; i++) {
		q->field = ctx->policy.pool[i].text_field;
		if (q->field && application_each(ctx->store, ctx->run, ctx->policy.pool[i].kind, true, take, q) < 0)
			return store_failed(ctx);
	}
	return 0;
}

static bool is_text_field(const struct review_queue *q, const char *field)
{
	const struct policy *p = &q->ctx->policy;

	for (size_t i = 0; i < p->npools; i++)
		if (p->pool[i].text_field && !strcmp(p->pool[i].text_field, field)) return true;
	return false;
}

/* Is this text one that the person still has, as a mentor or as a peer? */
static bool is_present(const struct review_queue *q, size_t last, const char *digest)
{
	for (size_t i = last; i != SIZE_MAX; i = q->at[i].same_person)
		if (!strcmp(q->at[i].digest, digest)) return true;
	return false;
}

/* Earlier texts stand among the values that the gate searches for; which of them was approved, and when, the decisions tell. */
static int take_former(
	void *self, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	struct review_queue *q = self;
	const struct review_decision *d;
	uint64_t last;

	(void)kind, (void)file, (void)line;
	if (!value.n || !is_text_field(q, field) || !map_get(&q->by_person, key_of(&person), &last)) return 0;
	struct sha256_hex digest = review_digest(value);
	d = reviews_at(&q->reviews, digest.z);
	if (!d || (d->word != REVIEW_ACCEPTED && d->word != REVIEW_MASKED) || is_present(q, last, digest.z)) return 0;
	for (size_t i = last; i != SIZE_MAX; i = q->at[i].same_person) {
		struct review_item *item = &q->at[i];

		if (item->former_row >= d->row) continue;
		struct str squeezed = STR_INIT;
		utf8_squeeze(&squeezed, value);
		item->former = arena_strdup(&q->mem, sv_of(&squeezed));
		item->former_masked = d->word == REVIEW_MASKED ? d->masked : NULL;
		item->former_row = d->row;
		item->change = word_diff_kind(sv(item->former), sv(item->text));
		str_dispose(&squeezed);
	}
	return 0;
}

static void know_folder(struct review_queue *q, const char *folder, const char *ending)
{
	struct str text = STR_INIT, err = STR_INIT;
	struct fs_list files = { NULL, 0 };
	const char *root = context_path(q->ctx, folder);

	/* A file that cannot be read makes some words look rare, no more. */
	if (fs_walk(&files, &q->mem, root, NULL, &err) == 0)
		for (size_t i = 0; i < files.n; i++) {
			str_clear(&text);
			if (sv_ends(sv(files.at[i]), ending) &&
				fs_read(&text, fs_join(&q->mem, root, files.at[i]), FS_MAX_TEXT, &err) == 0)
				redactor_know(q->redactor, sv_of(&text));
		}
	str_dispose(&text);
	str_dispose(&err);
}

static int by_person(const void *a, const void *b)
{
	const struct review_item *x = *(const struct review_item *const *)a, *y = *(const struct review_item *const *)b;

	return (x->person > y->person) - (x->person < y->person);
}

static void count_words(struct review_queue *q)
{
	struct review_item **sorted = xcalloc(q->n + 1, sizeof *sorted);

	for (size_t i = 0; i < q->n; i++) sorted[i] = &q->at[i];
	if (q->n) qsort(sorted, q->n, sizeof *sorted, by_person);
	for (size_t i = 0; i < q->n; i++) redactor_count(q->redactor, sv(sorted[i]->text), sorted[i]->person);
	free(sorted);
}

int review_queue_load(struct review_queue *q, struct context *ctx)
{
	*q = (struct review_queue){ .ctx = ctx, .mem = ARENA_INIT, .by_person = MAP_INIT };
	if (reviews_load(&q->reviews, ctx->run, &ctx->settings, &ctx->ds) || read_items(q)) return -1;
	if (identity_set_new(&q->values, ctx->store, &ctx->policy, &ctx->ds)) return -1;
	redactor_new(&q->redactor, &(struct redact_sources){ q->values, &ctx->policy, &ctx->settings, &ctx->vocabs });
	know_folder(q, "content", ".md");
	know_folder(q, "site-templates", ".html");
	count_words(q);
	return records_identity_each(ctx->store, take_former, q) ? store_failed(ctx) : 0;
}

void review_queue_dispose(struct review_queue *q)
{
	redactor_free(q->redactor);
	identity_set_free(q->values);
	reviews_dispose(&q->reviews);
	map_dispose(&q->by_person);
	vec_dispose(q);
	arena_dispose(&q->mem);
}

/* "a name, an e-mail address and 2 numbers": for a letter, so without the difference between sure and likely. */
static const char *kinds_of(struct arena *mem, const struct redact_marks *m)
{
	static const char *const words[REDACT_KINDS] = { "an e-mail address", "a name", "a telephone number",
		"an employer", "a web address", "a name used on a web service", "a number", "a date", "an address",
		"words of your private answers", "a private detail", NULL };
	bool has[REDACT_KINDS] = { false };
	size_t n = 0, said = 0;
	struct str out = STR_INIT;

	for (size_t i = 0; i < m->n; i++)
		if (m->at[i].degree > REDACT_SUGGESTION) n += !has[m->at[i].kind], has[m->at[i].kind] = true;
	for (size_t k = 0; k < REDACT_KINDS; k++)
		if (has[k] && words[k])
			str_printf(&out, "%s%s", said == 0 ? "" : said + 1 == n ? " and " : ", ", words[k]), said++;
	const char *all = arena_strdup(mem, sv_of(&out));
	str_dispose(&out);
	return all;
}

static const char *difference_of(struct arena *mem, const struct review_item *item)
{
	struct str out = STR_INIT;
	if (item->former) word_diff_text(&out, sv(item->former), sv(item->text));
	const char *all = arena_strdup(mem, sv_of(&out));
	str_dispose(&out);
	return all;
}

void review_queue_look(struct review_queue *q, struct review_item *item)
{
	struct redact_marks m = { 0 };
	struct str shown = STR_INIT, proposed = STR_INIT, summary = STR_INIT;
	struct sv text = sv(item->text);

	if (item->looked) return;
	redact_find(&m, q->redactor, text, item->person);
	item->certain = redact_count(&m, REDACT_CERTAIN);
	item->likely = redact_count(&m, REDACT_LIKELY);
	item->suggested = redact_count(&m, REDACT_SUGGESTION);
	for (size_t i = 0; i < m.n; i++) item->everyday += m.at[i].degree == REDACT_CERTAIN && m.at[i].ordinary;
	redact_show(&shown, text, &m);
	redact_summary(&summary, &m);
	item->clean = item->certain + item->likely == 0;
	if (item->clean)
		str_sv(&proposed, text);
	else
		item->clean = redact_propose(&proposed, q->redactor, text, item->person);
	item->shown = arena_strdup(&q->mem, sv_of(&shown));
	item->summary = arena_strdup(&q->mem, sv_of(&summary));
	item->proposed = arena_strdup(&q->mem, sv_of(&proposed));
	item->kinds = kinds_of(&q->mem, &m);
	item->difference = difference_of(&q->mem, item);
	item->looked = true;
	str_dispose(&shown);
	str_dispose(&proposed);
	str_dispose(&summary);
	vec_dispose(&m);
}

struct review_item *review_queue_find(struct review_queue *q, const char *prefix)
{
	struct review_item *found = NULL;

	for (size_t i = 0; i < q->n && strlen(prefix) >= PREFIX_LEAST; i++) {
		if (strncmp(q->at[i].digest, prefix, strlen(prefix)) != 0) continue;
		if (found && strcmp(found->digest, q->at[i].digest) != 0) {
			diags_error(&q->ctx->ds, "P130", NOPLACE,
				"give more symbols of it; mentorpress review --json has all 64",
				"several texts have a digest that begins so");
			return NULL;
		}
		if (!found) found = &q->at[i];
	}
	if (!found)
		diags_error(&q->ctx->ds, "P095", NOPLACE, "mentorpress review lists the texts that wait",
			"no listed profile has a text with that digest");
	return found;
}
