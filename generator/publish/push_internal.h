/* push_internal: the line between push.c, which waits, and push_child.c, which speaks to the remote. The child writes records of fields,
 * each field ended by a NUL and each record by a line end:
 *   R ref action was now edition_was   D severity code help text   S line   N edition   P (something moved)   E 0|1 env (the end) */
#ifndef PUBLISH_PUSH_INTERNAL_H
#define PUBLISH_PUSH_INTERNAL_H
#include "publish/push.h"
/* Does the push in this process and tells of it on fd. Ends the process. */
_Noreturn void push_child(const struct push_options *o, int fd);
#endif
