/* paste: text as word processors, PDF readers and web pages leave it on the clipboard -> text as its author meant it.
 * Private to content/.
 *
 * Understood without a word, because it has one meaning only: zero-width characters, soft hyphens and marks of byte
 * order in a text are dropped; ligatures (ﬁ) become letters; line separators (Word's Shift+Enter, U+2028) and odd
 * blanks become blanks; Windows-1252 quotes that were taken for Latin-1 become quotes; a bullet character (•, ·, ▪, ◦, or
 * "o" and a tab) that begins a line becomes "-", as does a dash that begins several; no-break spaces behind "-", "##" or
 * "1." that begin a line, become blanks. Blocks of code keep their bullets.
 *
 * Named with their place (C137): letters read in a wrong encoding (â€™), characters of a private font, characters that
 * turn the direction of writing, other control characters, paragraph separators, curly quotes around a setting.
 *
 * What is written stays what counts for a document's revision; columns of messages are those of the written text. */
#ifndef CONTENT_PASTE_H
#define CONTENT_PASTE_H
#include "base/arena.h"
#include "base/diag.h"
#include "input/yaml.h"
/* False after an error at the first place of a file that is not UTF-8. */
bool paste_check_encoding(const char *file, struct sv text, struct diags *ds);
/* The text as meant: the very slice if nothing had to change, else a copy in mem. It has the same lines. */
struct sv paste_clean(struct arena *mem, struct sv body);
/* How many characters of the written line stand for the first n characters of the clean one. */
size_t paste_written(struct sv line, size_t n);
/* Tells what is wrong in one written line. `at` names the line; columns are counted from 1. */
void paste_check_line(struct sv line, struct place at, struct diags *ds);
/* Tells of settings whose quotes are curly: YAML takes them for part of the value. */
void paste_check_head(const struct yaml *map, struct diags *ds);
#endif
