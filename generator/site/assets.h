/* assets: what lies in site-templates/assets, on its way into the site: style sheets and scripts stripped (site/strip.h), the rest as it is. */
#ifndef SITE_ASSETS_H
#define SITE_ASSETS_H
#include "site/asset_parts.h"
#include "site/page.h"
int assets_build(struct site *s);
/* Appends an asset as the site has it; its name decides what is done. -1 after diags. */
int assets_strip(struct str *out, const struct asset *a, struct diags *ds);
#endif
