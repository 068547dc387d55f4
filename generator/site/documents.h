/* documents: the register documents.html and, for every controlled document, docs/<number>.html, docs/<family>.html and
 * its print styles. */
#ifndef SITE_DOCUMENTS_H
#define SITE_DOCUMENTS_H
#include "site/page.h"
int documents_build(struct site *s);
/* controlled.c: one document's page, its family page and its print styles. */
int controlled_build(struct site *s);
/* Running head and foot of the printed document as @page margin boxes. */
void controlled_print_css(struct rendering *out, const struct document *doc);
/* When a version went out of force: its own date, else the day its successor took effect; DATE_NONE if neither. */
date_t controlled_retired(const struct document *doc);
/* The version in force under a new number, for a family that another took the place of; NULL if there is none. */
const struct document *controlled_successor(const struct family *family);
const struct family *controlled_family(const struct corpus *corpus, const struct document *doc);
#endif
