/* roots: the sites of narrower circles of readers, made beside the whole one into the same edition. */
#ifndef CMD_ROOTS_H
#define CMD_ROOTS_H
#include "cmd/edition.h"
/* What every root has to know about itself, the whole one too: address, readers, who may see the entries. */
void roots_input(const struct edition *e, struct site_input *in, enum readers readers);
/* The top of the site on its server, for 404.html; NULL if it is not known or this is a preview. */
const char *roots_top(const struct edition *e, enum readers readers);
/* The sites for the public and for members, into the gate; nothing unless mentorpress.yml has roots. After the whole site, when that
 * had no errors, so that a problem is told once. */
int roots_make(struct edition *e, const struct edition_facts *f);
#endif
