/* review_read.c reads a filled sheet back. Spreadsheets change what they open, people change what they type, and texts change meanwhile: every row is
 * held against the text that its digest names, and one doubtful row keeps back the whole sheet, so that nobody has to find out which half was taken. */
#include "base/csvout.h"
#include "base/fs.h"
#include "base/utf8.h"
#include <assert.h>
#include "cmd/review_decide.h"
#include "cmd/review_sheet.h"
#include "input/csvin.h"

enum { CELL_MAX = 32767 /* characters that spreadsheets keep in a cell */ };

struct reading {
	struct review_queue *q;
	struct diags *ds;
	struct arena mem;
	size_t column[SHEET_COLUMNS]; /* place in the file, SIZE_MAX: not there */
	bool have_header, bad_header;
	struct map by_digest; /* of the items */
	struct map decided;   /* digest -> index of the row */
	VEC(struct review_row) rows;
	VEC(struct review_item *) items;
	VEC(struct place) places;
	size_t undecided, same, changed, later;
};

static const char *cell(struct reading *r, const struct csvin_row *row, enum sheet_column c)
{
	struct str plain = STR_INIT, squeezed = STR_INIT;

	if (r->column[c] == SIZE_MAX || r->column[c] >= row->n) return "";
	csvout_unguard(&plain, row->cell[r->column[c]]);
	utf8_squeeze(&squeezed, sv_of(&plain));
	const char *text = arena_strdup(&r->mem, sv_of(&squeezed));
	str_dispose(&plain);
	str_dispose(&squeezed);
	return text;
}

static struct place place(const struct reading *r, const struct csvin_row *row, enum sheet_column c)
{
	size_t i = r->column[c];

	return i < row->n ? row->at[i] : (struct place){ row->n ? row->at[0].file : NULL, row->line, 0 };
}

static void folded(struct str *out, struct sv v)
{
	struct str squeezed = STR_INIT;

	str_clear(out);
	utf8_squeeze(&squeezed, v);
	utf8_fold(out, sv_of(&squeezed));
	str_dispose(&squeezed);
}

static int read_header(struct reading *r, const struct csvin_row *row)
{
	struct str name = STR_INIT, wanted = STR_INIT;

	r->have_header = true;
	for (size_t c = 0; c < SHEET_COLUMNS; c++) {
		r->column[c] = SIZE_MAX;
		folded(&wanted, sv(review_sheet_columns[c]));
		for (size_t i = 0; i < row->n; i++) {
			folded(&name, row->cell[i]);
			if (!sv_eq(sv_of(&name), sv_of(&wanted))) continue;
			if (r->column[c] != SIZE_MAX)
				diags_error(r->ds, "P139", row->at[i], "delete one of them",
					"the column \"%s\" stands twice", review_sheet_columns[c]);
			r->column[c] = i;
		}
	}
	str_dispose(&name);
	str_dispose(&wanted);
	static const enum sheet_column needed[] = { SHEET_DIGEST, SHEET_DECISION };
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (r->column[needed[i]] == SIZE_MAX) {
			diags_error(r->ds, "P139", row->n ? row->at[0] : NOPLACE,
				"give a sheet that mentorpress review --sheet wrote, with its first row",
				"there is no column \"%s\"", review_sheet_columns[needed[i]]);
			r->bad_header = true;
		}
	return 0;
}

struct word_for {
	const char *typed;
	enum review_word word;
};
static const struct word_for words[] = { { "accept", REVIEW_ACCEPTED }, { "accepted", REVIEW_ACCEPTED },
	{ "ok", REVIEW_ACCEPTED }, { "okay", REVIEW_ACCEPTED }, { "yes", REVIEW_ACCEPTED },
	{ "approve", REVIEW_ACCEPTED }, { "approved", REVIEW_ACCEPTED }, { "publish", REVIEW_ACCEPTED },
	{ "accept as is", REVIEW_ACCEPTED }, { "as is", REVIEW_ACCEPTED }, { "mask", REVIEW_MASKED },
	{ "masked", REVIEW_MASKED }, { "mask as proposed", REVIEW_MASKED }, { "as proposed", REVIEW_MASKED },
	{ "proposed", REVIEW_MASKED }, { "hold", REVIEW_HELD }, { "held", REVIEW_HELD }, { "no", REVIEW_HELD },
	{ "reject", REVIEW_HELD }, { "ask", REVIEW_ASKED }, { "asked", REVIEW_ASKED },
	{ "ask applicant", REVIEW_ASKED }, { "ask the applicant", REVIEW_ASKED } };

/* The word, or -1 with an error. "accept even so" sets *even_so. */
static int read_word(struct reading *r, const char *typed, struct place at, bool *even_so, enum review_word *out)
{
	static const char *const names[] = { "accept", "mask", "hold", "ask", "accept even so", "mask even so" };
	struct str plain = STR_INIT;
	struct sv v;
	int result = -1;

	folded(&plain, sv(typed));
	v = sv_trim(sv_of(&plain));
	while (v.n && strchr(".!,;", v.p[v.n - 1])) v.n--;
	*even_so = sv_ends(v, " even so");
	if (*even_so) v.n -= strlen(" even so");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (sv_is(v, words[i].typed)) {
			*out = words[i].word;
			result = 0;
		}
	if (result) {
		const char *near = diags_near(v, names, sizeof names / sizeof *names);
		diags_error(r->ds, "P144", at,
			near ? diags_text(r->ds, "did you mean \"%s\"?", near)
			     : "write accept, mask, hold or ask, or leave it empty",
			"what stands under Decision here, %s, is none", diags_value(r->ds, sv(typed)));
	}
	str_dispose(&plain);
	return result;
}

static const char *damage(struct sv text, struct sv now)
{
	if (utf8_length(now) + 8 >= CELL_MAX && utf8_length(text) > utf8_length(now))
		return "it was cut: a spreadsheet keeps 32,767 characters of a cell";
	if (text.n && now.n && strchr("=+-@'", text.p[0]) && text.p[0] != now.p[0])
		return "its first sign is gone: a spreadsheet took it for a formula";
	if (sv_find(now, sv("\xEF\xBF\xBD")) != SIZE_MAX ||
		(sv_find(now, sv("?")) != SIZE_MAX && sv_find(text, sv("?")) == SIZE_MAX))
		return "letters were lost: save the sheet as \"CSV UTF-8\"";
	if (word_diff_kind(text, now) == TEXT_SPACING)
		return "a spreadsheet's AutoCorrect has changed quotation marks, dashes or capitals";
	return "it was edited; if you meant to change what is published, write it under Masked text and decide mask";
}

/* Is the text in the row still the one of the digest? Without a column of texts nobody can have read a wrong one here. */
static int check_text(
	struct reading *r, const char *digest, const char *now, const struct review_item *item, struct place at)
{
	if (r->column[SHEET_TEXT] == SIZE_MAX) return 0;
	struct sha256_hex is = review_digest(sv(now));
	if (!strcmp(is.z, digest)) return 0;
	diags_error(r->ds, "P143", at,
		"put the text back as it was (mentorpress review --sheet writes it anew), and look again",
		"the text is not the one that was written to the sheet: %s",
		item ? damage(sv(item->text), sv(now)) : "its digest is another");
	return -1;
}

static const struct review_item *item_of_entry(const struct reading *r, const char *form, const char *entry)
{
	assert(!r->q->n || r->q->at);
	for (size_t i = 0; i < r->q->n; i++)
		if (!strcmp(r->q->at[i].entry_no, entry) && !strcmp(r->q->at[i].form, form)) return &r->q->at[i];
	return NULL;
}

/* The digest names no present text: its author changed it, or left, or the digest is no digest. */
static int unknown(struct reading *r, const struct csvin_row *row, const char *digest, const char *text)
{
	struct sha256 parsed;
	struct place at = place(r, row, SHEET_DIGEST);
	const char *form = cell(r, row, SHEET_FORM), *entry = cell(r, row, SHEET_ENTRY);

	if (sha256_parse(sv(digest), &parsed) && *text &&
		check_text(r, digest, text, NULL, place(r, row, SHEET_TEXT)) == 0) {
		const struct review_item *item = item_of_entry(r, form, entry);
		r->changed++;
		diags_warn(r->ds, "P142", at,
			item ? "mentorpress review shows the new text; decide on that one" : "nothing has to be done",
			item ? "this text has changed since the sheet was made; the decision is not recorded"
			     : "nobody is to be listed with this text any more; the decision is not recorded");
		return 0;
	}
	if (*text && sha256_parse(sv(digest), &parsed)) return -1; /* told by check_text */
	diags_error(r->ds, "P141", at, "copy the row again from a sheet that mentorpress review --sheet wrote",
		*digest ? "no text has this digest" : "a decision without the digest of its text");
	return -1;
}

static bool same_row(const struct review_row *a, const struct review_row *b)
{
	return a->word == b->word && !strcmp(a->masked, b->masked);
}

/* Already so, or decided so once and otherwise since. */
static bool stands(struct reading *r, const struct review_item *item, const struct review_row *row, struct place at)
{
	const struct review_decision *d = item->decision;

	if (d && d->word == row->word && !strcmp(d->masked, row->masked) && !strcmp(d->note, row->note))
		return ++r->same;
	if (!reviews_ever(&r->q->reviews, row->digest, row->word, row->masked) ||
		(d && d->word == row->word && !strcmp(d->masked, row->masked)))
		return false;
	r->later++;
	diags_warn(r->ds, "P146", at, "to decide so again: mentorpress review --accept, --mask, --hold or --ask",
		"this was recorded before and decided otherwise since; the later decision stands");
	return true;
}

static void add(struct reading *r, struct review_item *item, const struct review_row *row, struct place at)
{
	uint64_t other;

	if (map_get(&r->decided, sv(item->digest), &other)) {
		if (!same_row(&r->rows.at[other], row))
			diags_error(r->ds, "P145", at, "leave one of the two, or decide the same in both",
				"another decision on the same text stands in line %u", r->places.at[other].line);
		return;
	}
	map_set(&r->decided, sv(item->digest), r->rows.n);
	vec_push(&r->rows, *row);
	vec_push(&r->items, item);
	vec_push(&r->places, at);
}

/* What "mask" means: what was typed under Masked text, else the proposal as it stands in the sheet, where people edit it too. */
static const char *masked_of(struct reading *r, const struct csvin_row *row)
{
	const char *typed = cell(r, row, SHEET_MASKED);

	return *typed || r->column[SHEET_PROPOSED] == SIZE_MAX ? typed : cell(r, row, SHEET_PROPOSED);
}

static void read_decision(struct reading *r, const struct csvin_row *row, const char *decision)
{
	const char *digest = cell(r, row, SHEET_DIGEST), *text = cell(r, row, SHEET_TEXT),
		   *note = cell(r, row, SHEET_NOTE);
	struct review_wish wish = { .note = note, .at = place(r, row, SHEET_DECISION) };
	struct review_item *item = NULL;
	struct review_row out;
	bool even_so = false;
	uint64_t i;

	if (read_word(r, decision, wish.at, &even_so, &wish.word)) return;
	if (map_get(&r->by_digest, sv(digest), &i)) item = &r->q->at[i];
	if (!item) {
		unknown(r, row, digest, text);
		return;
	}
	if (check_text(r, digest, text, item, place(r, row, SHEET_TEXT))) return;
	if (even_so && *note) wish.even_so = note, wish.note = "";
	if (wish.word == REVIEW_MASKED) wish.masked = masked_of(r, row);
	if (wish.word == REVIEW_ACCEPTED && *cell(r, row, SHEET_MASKED)) {
		diags_error(r->ds, "P144", wish.at,
			"to publish what stands under Masked text, decide mask; to publish the applicant's own, take "
			"the masked text out",
			"accept, and a masked text beside it: which of the two shall be published?");
		return;
	}
	if (review_decide(r->q, item, &wish, &out) == 0) add(r, item, &out, wish.at);
}

static int take_row(void *self, const struct csvin_row *row)
{
	struct reading *r = self;
	bool blank = true;

	for (size_t i = 0; i < row->n && blank; i++) blank = sv_trim(row->cell[i]).n == 0;
	if (blank) return 0;
	if (!r->have_header) return read_header(r, row);
	if (r->bad_header) return 0;
	const char *decision = cell(r, row, SHEET_DECISION);
	if (*decision)
		read_decision(r, row, decision);
	else if (*cell(r, row, SHEET_MASKED))
		diags_error(r->ds, "P144", place(r, row, SHEET_DECISION), "write mask, or take the text out again",
			"a masked text without a decision");
	else
		r->undecided++;
	return 0;
}

/* What stands already is known only when all rows are read: the same decision may be in two of them. */
static void drop_known(struct reading *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->rows.n; i++) {
		if (stands(r, r->items.at[i], &r->rows.at[i], r->places.at[i])) continue;
		r->rows.at[kept] = r->rows.at[i];
		r->items.at[kept++] = r->items.at[i];
	}
	r->rows.n = r->items.n = kept;
}

static void say_some(struct str *out, size_t n, const char *one, const char *many)
{
	if (n) str_printf(out, "%s %zu %s", out->len ? "," : "", n, n == 1 ? one : many);
}

static void say(const struct reading *r)
{
	size_t n[REVIEW_ASKED + 1] = { 0 };
	struct str rest = STR_INIT;

	for (size_t i = 0; i < r->rows.n; i++) n[r->rows.at[i].word]++;
	context_say(r->q->ctx, "Recorded %zu decision%s: %zu accepted, %zu masked, %zu held, %zu to ask.", r->rows.n,
		r->rows.n == 1 ? "" : "s", n[REVIEW_ACCEPTED], n[REVIEW_MASKED], n[REVIEW_HELD], n[REVIEW_ASKED]);
	say_some(&rest, r->same, "stood already", "stood already");
	say_some(&rest, r->changed, "text has changed or is not listed any more",
		"texts have changed or are not listed any more");
	say_some(&rest, r->later, "was decided otherwise since", "were decided otherwise since");
	say_some(&rest, r->undecided, "was left empty and waits", "were left empty and wait");
	if (rest.len) context_say(r->q->ctx, "Besides:%s.", rest.ptr);
	str_dispose(&rest);
}

static const char *where(struct context *ctx, const char *file)
{
	return fs_exists(file) ? file : review_sheet_path(ctx, file);
}

int review_read(struct review_queue *q, const char *file)
{
	struct context *ctx = q->ctx;
	struct reading r = { .q = q, .ds = &ctx->ds, .mem = ARENA_INIT, .by_digest = MAP_INIT, .decided = MAP_INIT };
	struct csvin_options options = { .is_private = true, .own_table = true };
	struct csvin_dialect dialect = { 0 };
	size_t errors = ctx->ds.errors;
	int result = -1;

	for (size_t i = 0; i < q->n; i++) map_add(&r.by_digest, sv(q->at[i].digest), i);
	if (csvin_file(where(ctx, file), file, &options, &dialect, take_row, &r, &ctx->ds) || ctx->ds.errors > errors)
		goto done;
	if (!r.have_header) {
		diags_error(&ctx->ds, "P139", ((struct place){ file, 0, 0 }), NULL, "the sheet is empty");
		goto done;
	}
	drop_known(&r);
	if (r.rows.n && review_record(q, r.items.at, r.rows.at, r.rows.n)) goto done;
	say(&r);
	if (r.rows.n || q->asked) review_ask_sheet(q);
	result = 0;
done:
	if (ctx->ds.errors > errors)
		context_say(ctx, "Nothing of the sheet was recorded. Correct it as said, then read it again.");
	map_dispose(&r.by_digest);
	map_dispose(&r.decided);
	vec_dispose(&r.rows);
	vec_dispose(&r.items);
	vec_dispose(&r.places);
	arena_dispose(&r.mem);
	return result;
}
