/* serve_rules: what the preview server takes from a browser. Functions of their arguments alone.
 * A page of another site that a browser has open can make it send requests to this computer (by a name that is made to resolve to 127.0.0.1);
 * such a request names a foreign Host and is refused. Nothing is ever read from disk by a name out of a request: what is served lies in memory. */
#ifndef CMD_SERVE_RULES_H
#define CMD_SERVE_RULES_H
#include "base/str.h"
/* "localhost", "127.0.0.1" or "[::1]" with our port (which a browser leaves out at port 80 only). host: the header's value, NULL if there is none. */
bool serve_host_ok(const char *host, unsigned port);
enum serve_path { SERVE_PATH_BAD, SERVE_PATH_FILE, SERVE_PATH_FOLDER };
/* The path of a request, percent escapes and all, without query -> the address relative to the site's root, appended to out ("" for the root). BAD: what no
 * link of ours can be: "..", an empty or dot part, NUL, control, backslash, an encoded slash, a broken escape, bytes that are not UTF-8, over 240 bytes. */
enum serve_path serve_path(struct str *out, struct sv raw);
bool serve_method_ok(const char *method); /* GET and HEAD */
/* The Content-Type that belongs to a file's name. */
const char *serve_type(const char *path);
#endif
