/* leftover: removes what a publish that died left behind. Only under the lock, when nobody else can be writing. */
#ifndef PUBLISH_LEFTOVER_H
#define PUBLISH_LEFTOVER_H
#include "publish/trouble.h"
int leftover_remove(const char *site_dir, const struct trouble *t);
#endif
