/* rootlinks: <site>/for-public, for-members and for-participants, links to the sites of an edition that has one for each circle of readers
 * (base/readers.h). They lead through <site>/public, so the one rename that shows an edition shows it in all of them. */
#ifndef PUBLISH_ROOTLINKS_H
#define PUBLISH_ROOTLINKS_H
#include "publish/trouble.h"
/* Makes them for the edition in `folder`, or removes ours if it has no such sites. */
int rootlinks_set(const char *site_dir, const char *folder, const struct trouble *t);
/* The name of the first that is not as the edition in `folder` wants it, NULL if all are. */
const char *rootlinks_wrong(const char *site_dir, const char *folder);
#endif
