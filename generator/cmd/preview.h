/* preview: the edition that a publish would make, set beside the newest one without touching the site folder. Takes no lock and writes
 * nothing: the files go through the gate into this sink, where their git ids are computed; texts of pages and tables are kept for `diff`.
 * (Stands apart from edition.h because a published edition and one in the making are both called struct edition.) */
#ifndef CMD_PREVIEW_H
#define CMD_PREVIEW_H
#include "cmd/context.h"
#include "publish/publish.h"
struct preview;
struct history_file;
/* Opens the workspace's history, if there is one. -1 when it cannot be read. */
int preview_begin(struct preview **out, struct context *ctx);
void preview_end(struct preview *p);
/* As the functions of publish.h of the same names. */
unsigned preview_parent_number(const struct preview *p);
date_t preview_parent_day(const struct preview *p);
const char *preview_parent_id(const struct preview *p);
int preview_parent_file(struct preview *p, const char *path, struct str *out);
bool preview_has_tag(struct preview *p, const char *tag);
struct sink *preview_sink(struct preview *p);
/* What a publish's state would be; pointers owned by p. -1 when the newest edition cannot be read. */
int preview_state(struct preview *p, struct publish_state *out);
/* After the last file: all of them, sorted by path, owned by p; and the text of one that is kept (-1: it is not). */
size_t preview_files(struct preview *p, const struct history_file **out);
int preview_read(struct preview *p, const char *path, struct str *out);
#endif
