/* diag: problems found in the user's input, collected and printed together.
 *
 * A `struct diags` is a list that keeps going; a function that meets bad input adds to it and returns -1
 * (or carries on). A place names file, line and column (1-based; 0 = unknown). Text of files registered with
 * diags_source is shown under the message with a caret; files registered as private (records) never show
 * their text or values unless `show_values` is set, only place and column name.
 *
 * Printed as
 *     content/faqs/pause.md:12:5: error[C012]: no page has the address "pauze.html"
 *        12 | See [how](pauze.html).
 *           |          ^
 *        help: did you mean "pause.html"?
 *
 * Codes are a letter for the room and three digits, listed in docs/FORMATS.md:
 * B base/config, R records, P privacy, G gate, C content, T template, S site, H history/publish. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include <stdio.h>
#include "base/arena.h"
#include "base/map.h"
enum severity { SEV_NOTE, SEV_WARNING, SEV_ERROR };
/* Where a problem is told. Many that are one matter (every entry that is missing) are told one by one in the report only, and in one
 * line on the screen. That line stands for problems that are counted already, so it is not counted, and no observer sees it. */
enum diag_reach { DIAG_EVERYWHERE, DIAG_REPORT, DIAG_SCREEN };
struct place {
	const char *file;
	unsigned line, col;
}; /* file: borrowed until diags_add, which copies it; NULL = none */
#define NOPLACE ((struct place){ NULL, 0, 0 })
struct diag {
	enum severity sev;
	const char *code;
	struct place at;
	const char *text;
	const char *help;
	const char *entry, *column; /* NULL if none; of records: private, for reports in private/ only */
	enum diag_reach reach;
	bool reported;          /* somebody observed it */
	struct diag_kind *kind; /* how many there are of one code, file and column; NULL: not counted */
};
struct diags {
	struct diag *at;
	size_t n, cap;
	size_t errors, warnings;
	bool show_values; /* print source lines of private files too */
	struct arena mem;
	struct map sources;
	size_t limit; /* at most this many of one code, file and column are kept (0 = 200); the rest is counted */
	struct map counts;
	/* Where all that was observed can be read; then the screen shows but a few of a kind. Borrowed, NULL: nowhere. */
	const char *report;
	enum diag_reach reach; /* of the next problems */
	size_t total;          /* problems added, those counted only included */
	/* Whose record and which of its columns the next problems are about ("mentor 10412", "Employer"): borrowed, copied
	 * by diags_add, NULL for none. Never printed by diags_print or diags_json: who reads a terminal may stand behind
	 * another. */
	const char *entry, *column;
	/* Sees every problem as it is added, beyond the limit too. Its strings are borrowed for the call. */
	void (*observe)(void *ctx, const struct diag *d);
	void *observe_ctx;
};
#define DIAGS_INIT                                                                                                     \
	{                                                                                                              \
		.mem = ARENA_INIT, .sources = MAP_INIT, .counts = MAP_INIT                                             \
	}
void diags_dispose(struct diags *ds);
/* Registers a copy of a file's text for source lines. is_private: text is never printed unless show_values,
 * which must be set before: otherwise the text is not even kept. */
void diags_source(struct diags *ds, const char *file, struct sv text, bool is_private);
/* Adds one problem. fmt must not be given private values (use diags_value). help may be NULL. All text is copied. */
void diags_add(struct diags *ds, enum severity sev, const char *code, struct place at, const char *help,
	const char *fmt, ...) __attribute__((format(printf, 6, 7)));
#define diags_error(ds, code, at, help, ...) diags_add((ds), SEV_ERROR, (code), (at), (help), __VA_ARGS__)
#define diags_warn(ds, code, at, help, ...) diags_add((ds), SEV_WARNING, (code), (at), (help), __VA_ARGS__)
#define diags_note(ds, code, at, help, ...) diags_add((ds), SEV_NOTE, (code), (at), (help), __VA_ARGS__)
/* A private value as it may be printed: quoted when show_values, else a description such as "(7 characters)". Owned by ds. */
const char *diags_value(struct diags *ds, struct sv value);
/* A formatted string owned by the diags, for help texts. */
const char *diags_text(struct diags *ds, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Place of byte `offset` in text: line and column (column counts UTF-8 characters). */
struct place place_at(const char *file, struct sv text, size_t offset);
/* Prints all but those for the report only, sorted by file (order of first report), line, column; stable. Returns the number of
 * errors, those counted only included. */
size_t diags_print(const struct diags *ds, FILE *to);
/* The same as a JSON array of {severity,code,file,line,column,text,help}. */
void diags_json(const struct diags *ds, struct str *out);
/* The line of text a problem is about with its number and, below, a caret; appends nothing when the text is not known or private. */
void diags_excerpt(const struct diags *ds, const struct diag *d, struct str *out);
/* The nearest of `n` names to `word` if near enough to suggest, else NULL. */
const char *diags_near(struct sv word, const char *const *names, size_t n);
#endif
