/* frontmatter: a content file -> its YAML head (between two lines of ---) and its Markdown body, with lines counted in
 * the file.
 *
 *     struct frontmatter f;
 *     if (frontmatter_split(&f, &mem, "content/faqs/pause.md", text, ds) == 0) … f.map, f.body, f.body_line
 */
#ifndef CONTENT_FRONTMATTER_H
#define CONTENT_FRONTMATTER_H
#include "base/digest.h"
#include "input/yaml.h"
struct frontmatter {
	const struct yaml *map;
	struct sv body;     /* borrowed from text; LF or CRLF as it was */
	unsigned body_line; /* line of the file on which the body begins */
};
/* Tree in mem, slices borrowed from text. -1 after diags. */
int frontmatter_split(struct frontmatter *out, struct arena *mem, const char *file, struct sv text, struct diags *ds);
/* What "the same text" means: the body with LF line ends, no blanks at line ends and no empty lines at both ends, and
 * the values of the front matter by key, except the keys that say something about the text (draft, approved, approvals,
 * fingerprint, retired) or about its pages (readers, aliases, lang). The order of keys, quotes and comments do not matter. */
struct sha256 frontmatter_revision(const struct frontmatter *f);
#endif
