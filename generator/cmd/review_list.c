/* review_list.c prints what waits. Without a terminal it prints numbers and kinds only: lists end up in mails and logs. */
#include "cmd/review_list.h"
#include "base/utf8.h"
#include "cmd/whom.h"

static const char *change_words(const struct review_item *item)
{
	if (!item->former) return "";
	return item->change == TEXT_WORDS ? ", changed since it was approved"
					  : ", changed since it was approved: only spacing, capitals or punctuation";
}

void review_list_text(struct review_queue *q, struct review_item *item)
{
	const struct context *ctx = q->ctx;

	review_queue_look(q, item);
	context_say(ctx, "    %s", item->shown);
	if (*item->summary) context_say(ctx, "    found:    %s", item->summary);
	if (strcmp(item->proposed, item->text) != 0) context_say(ctx, "    proposed: %s", item->proposed);
	if (item->former && item->change != TEXT_SAME) context_say(ctx, "    changed:  %s", item->difference);
	if (item->former_masked) context_say(ctx, "    the text before was shown as: %s", item->former_masked);
}

static void print_item(struct review_queue *q, struct review_item *item)
{
	const struct context *ctx = q->ctx;

	if (whom_shown(ctx)) {
		context_say(ctx, "%.12s  %s application %s%s", item->digest, item->form, item->entry_no,
			change_words(item));
		review_list_text(q, item);
		if (item->decision && *item->decision->note) context_say(ctx, "    note:     %s", item->decision->note);
		context_say(ctx, "%s", "");
		return;
	}
	review_queue_look(q, item);
	context_say(ctx, "%.12s  %s application %s (%zu characters%s)%s%s", item->digest, item->form, item->entry_no,
		utf8_length(sv(item->text)), change_words(item), *item->summary ? "  " : "", item->summary);
}

static bool stands_as(const struct review_item *item, enum review_word word)
{
	return item->decision ? item->decision->word == word : word == REVIEW_NONE;
}

static void print_all(struct review_queue *q, enum review_word word, size_t n, const char *head)
{
	if (n && *head) context_say(q->ctx, "%s", head);
	for (size_t i = 0; i < q->n && n; i++)
		if (stands_as(&q->at[i], word)) print_item(q, &q->at[i]);
}

void review_list(struct review_queue *q, bool all)
{
	const struct context *ctx = q->ctx;

	print_all(q, REVIEW_NONE, q->waiting, "");
	print_all(q, REVIEW_ASKED, q->asked, "Asked; these wait for the applicant to change the text:");
	if (all) print_all(q, REVIEW_HELD, q->held, "Held:");
	if (q->waiting && whom_shown(ctx))
		context_say(ctx,
			"[name: X] is on record: the gate would refuse it. [name?: X] looks like one. {word} is rare, "
			"no more.");
	context_say(ctx, "%zu text%s wait%s, %zu %s held, %zu applicant%s asked.%s", q->waiting,
		q->waiting == 1 ? "" : "s", q->waiting == 1 ? "s" : "", q->held, q->held == 1 ? "is" : "are", q->asked,
		q->asked == 1 ? " is" : "s are",
		q->waiting
			? "\nNext: mentorpress review --each (one after another), --sheet texts.html (on a page) or "
			  "--sheet "
			  "texts.csv (in a spreadsheet); one alone: --accept, --mask, --hold or --ask with its digest"
			: "");
}

static void put_json(struct review_queue *q, struct json *j, struct review_item *item)
{
	const struct review_decision *d = item->decision;

	review_queue_look(q, item);
	json_object(j);
	json_kv(j, "digest", sv(item->digest));
	json_kv(j, "form", sv(item->form));
	json_kv(j, "entry", sv(item->entry_no));
	json_kv(j, "state", sv(!d ? "waits" : d->word == REVIEW_ASKED ? "asked" : "held"));
	json_kv_int(j, "characters", (int64_t)utf8_length(sv(item->text)));
	json_kv_int(j, "on_record", (int64_t)item->certain);
	json_kv_int(j, "likely", (int64_t)item->likely);
	json_kv_int(j, "rare", (int64_t)item->suggested);
	json_kv(j, "found", sv(item->summary));
	json_kv(j, "change", sv(!item->former ? "new" : item->change == TEXT_WORDS ? "words" : "spacing"));
	if (q->ctx->run->show_values) {
		json_kv(j, "text", sv(item->text));
		json_kv(j, "marked", sv(item->shown));
		json_kv(j, "proposed", sv(item->proposed));
		if (item->former) json_kv(j, "difference", sv(item->difference));
		if (d) json_kv(j, "note", sv(d->note));
	}
	json_end(j);
}

void review_list_json(struct review_queue *q)
{
	struct str out = STR_INIT;
	struct json j;

	context_json_begin(&j, &out);
	json_kv_int(&j, "waiting", (int64_t)q->waiting);
	json_kv_int(&j, "held", (int64_t)q->held);
	json_kv_int(&j, "asked", (int64_t)q->asked);
	json_key(&j, "texts");
	json_array(&j);
	for (size_t i = 0; i < q->n; i++)
		if (stands_as(&q->at[i], REVIEW_NONE) || stands_as(&q->at[i], REVIEW_HELD) ||
			stands_as(&q->at[i], REVIEW_ASKED))
			put_json(q, &j, &q->at[i]);
	json_end(&j);
	context_json_end(q->ctx, &j, &out);
}
