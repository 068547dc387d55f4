/* review_decide.c keeps one promise: what a reviewer lets pass here, the gate does not stop on the day of publication, unless the reviewer was told
 * so and said why. */
#include "cmd/review_decide.h"
#include <unistd.h>
#include "base/fs.h"
#include "base/utf8.h"
#include "cmd/log_check.h"
#include "cmd/sheet.h"

static bool given(const char *z)
{
	return z && *z;
}

static const char *even_so_note(struct review_queue *q, const struct review_wish *w)
{
	const char *note = w->note ? w->note : "";

	if (!given(w->even_so)) return arena_strdup(&q->mem, sv(note));
	return arena_printf(&q->mem, "even so: %s%s%s", w->even_so, *note ? "; " : "", note);
}

static int refuse_accept(struct review_queue *q, const struct review_item *item, const struct review_wish *w)
{
	const char *words =
		item->everyday == item->certain
			? "; if the words mean nobody here, add them under ordinary_words in records/policy.yml"
			: "";
	const char *help = diags_text(&q->ctx->ds,
		"publish it masked (decision mask), or ask the applicant (decision ask)%s; --even-so \"reason\" "
		"records it all the same, but then the gate refuses the publish (G010)",
		words);

	diags_error(&q->ctx->ds, "P131", w->at, help,
		"text %.12s cannot be accepted as it is, for what it holds would be refused by the gate (%s)",
		item->digest, item->summary);
	return -1;
}

static bool has_control(struct sv text)
{
	for (size_t i = 0; i < text.n;)
		if (utf8_is_control(utf8_next(text, &i))) return true;
	return false;
}

/* The text given, or the proposed one, squeezed; NULL with an error if neither will do. */
static const char *masked_text(struct review_queue *q, const struct review_item *item, const struct review_wish *w)
{
	struct str squeezed = STR_INIT;
	const char *text = given(w->masked) ? w->masked : item->proposed;
	struct diags *ds = &q->ctx->ds;

	if (utf8_invalid_at(sv(text)) != SIZE_MAX || has_control(sv(text))) {
		diags_error(ds, "P133", w->at, "type it anew", "the masked text holds characters that are no text");
		return NULL;
	}
	utf8_squeeze(&squeezed, sv(text));
	text = arena_strdup(&q->mem, sv_of(&squeezed));
	str_dispose(&squeezed);
	if (*text && strcmp(text, item->text) != 0) return text;
	diags_error(ds, "P132", w->at, "give the text as it may be shown, or decide accept, hold or ask",
		"mask without a text: %s",
		given(w->masked) ? "the one given is the applicant's own" : "there is nothing to propose");
	return NULL;
}

/* Masked text is published, so it is looked at as any other. */
static int check_masked(
	struct review_queue *q, const struct review_item *item, const char *text, const struct review_wish *w)
{
	struct redact_marks m = { 0 };
	struct str summary = STR_INIT;
	int result = 0;

	redact_find(&m, q->redactor, sv(text), item->person);
	size_t certain = redact_count(&m, REDACT_CERTAIN), likely = redact_count(&m, REDACT_LIKELY);
	redact_summary(&summary, &m);
	if (certain && !given(w->even_so)) {
		diags_error(&q->ctx->ds, "P133", w->at,
			"take it out as well; --even-so \"reason\" records it all the same, but then the gate refuses "
			"the "
			"publish (G010)",
			"the masked text for %.12s still holds what is on record (%s)", item->digest, summary.ptr);
		result = -1;
	} else if (likely) {
		diags_warn(&q->ctx->ds, "P134", w->at, "if it is harmless, nothing has to be done; else decide again",
			"the masked text for %.12s still holds what looks private (%s)", item->digest, summary.ptr);
	}
	str_dispose(&summary);
	vec_dispose(&m);
	return result;
}

const char *review_sentence(struct arena *mem, const struct review_item *item, const char *note)
{
	if (given(note)) return arena_strdup(mem, sv(note));
	if (!*item->kinds) return "";
	return arena_printf(mem,
		"Your profile text contains %s. Profiles are shown without names and contact details: please change it "
		"in the "
		"form, so that it tells what you can offer and not who you are.",
		item->kinds);
}

int review_decide(struct review_queue *q, struct review_item *item, const struct review_wish *w, struct review_row *row)
{
	*row = (struct review_row){ item->digest, w->word, "", even_so_note(q, w) };
	review_queue_look(q, item);
	switch (w->word) {
	case REVIEW_ACCEPTED: return item->certain && !given(w->even_so) ? refuse_accept(q, item, w) : 0;
	case REVIEW_MASKED:
		row->masked = masked_text(q, item, w);
		return row->masked ? check_masked(q, item, row->masked, w) : -1;
	case REVIEW_ASKED:
		if (given(w->note) || *item->kinds) return 0;
		diags_error(&q->ctx->ds, "P135", w->at,
			"say it in a note (--note, or the column Note of a sheet), as in: Please say which audits you "
			"mean.",
			"what should the applicant of text %.12s be asked? Nothing in it looks private", item->digest);
		return -1;
	case REVIEW_HELD:
	case REVIEW_NONE: break;
	}
	return 0;
}

int review_record(struct review_queue *q, struct review_item *const *items, const struct review_row *rows, size_t n)
{
	struct context *ctx = q->ctx;

	if (reviews_add(ctx->run, &ctx->settings, rows, n, &ctx->ds)) return -1;
	bool together = n > 1 && store_begin(ctx->store) == 0;
	for (size_t i = 0; i < n; i++)
		log_add(ctx, "review", items[i]->form, items[i]->entry_no,
			arena_printf(&q->mem, "%s of text %.12s", review_word_text(rows[i].word), rows[i].digest));
	if (together && store_commit(ctx->store))
		context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return 0;
}

static size_t put_asked(struct review_queue *q, const struct reviews *now, struct str *out)
{
	static const char *const names[] = { "Form entry number", "Form", "Name", "E-mail address", "What to ask",
		"Asked on", "By", "Text" };
	size_t n = 0;

	sheet_header(out, names, sizeof names / sizeof *names);
	for (size_t i = 0; i < q->n; i++) {
		struct review_item *item = &q->at[i];
		const struct review_decision *d = reviews_at(now, item->digest);

		if (!d || d->word != REVIEW_ASKED) continue;
		review_queue_look(q, item);
		const struct sv cells[] = { sv(item->entry_no), sv(item->form), sv(item->name), sv(item->email),
			sv(review_sentence(&q->mem, item, d->note)), sv(d->on), sv(d->by), sv(item->text) };
		sheet_row(out, cells, sizeof cells / sizeof *cells);
		n++;
	}
	return n;
}

void review_ask_sheet(struct review_queue *q)
{
	struct context *ctx = q->ctx;
	struct reviews now;
	struct str csv = STR_INIT, err = STR_INIT;
	const char *path = context_path(ctx, ASK_SHEET_CSV);

	if (reviews_load(&now, ctx->run, &ctx->settings, &ctx->ds) == 0) {
		size_t n = put_asked(q, &now, &csv);
		if (n && (fs_mkdirs(context_path(ctx, "private/reports"), 0700, &err) ||
				 fs_write_atomic(path, sv_of(&csv), 0600, &err)))
			diags_warn(&ctx->ds, "P148", NOPLACE,
				"free some space, or check the permissions of private/reports",
				ASK_SHEET_CSV " could not be written (%s); the decisions stand", err.ptr);
		else if (n)
			context_say(ctx, "%zu applicant%s to ask: " ASK_SHEET_CSV, n, n == 1 ? "" : "s");
		else
			unlink(path); /* nobody is asked any more; that it was not there is fine */
	}
	reviews_dispose(&now);
	str_dispose(&csv);
	str_dispose(&err);
}
