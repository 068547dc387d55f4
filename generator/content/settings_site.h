/* settings_site: the part of mentorpress.yml that says where the site is served and for whom. Private to content/. */
#ifndef CONTENT_SETTINGS_SITE_H
#define CONTENT_SETTINGS_SITE_H
#include "content/settings.h"
#include "input/yaml.h"
/* `publish` and `roots` are the sections, NULL if absent. Sets address, sitemap, feed, readers, roots and root of out, whose `index` is
 * known. Strings live in mem. */
void settings_site_read(struct settings *out, struct arena *mem, const struct yaml *publish, const struct yaml *roots,
	struct diags *ds);
/* The n-th address given, NULL after the last. */
const char *settings_site_address(const struct settings *s, size_t n);
#endif
