/* assets: what lies in site-templates/assets, on its way into the site: style sheets and scripts stripped (site/strip.h), the rest as it is. */
#ifndef SITE_ASSETS_H
#define SITE_ASSETS_H
#include "site/page.h"
int assets_build(struct site *s);
/* Appends an asset as the site has it: `path` below the assets' folder decides what is done, `bytes` is its file. -1 after diags. */
int assets_strip(struct str *out, const char *path, struct sv bytes, struct diags *ds);
#endif
