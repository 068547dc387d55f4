/* citations: which of our documents name a document that others hold, and where the references of an SOP lead. Private
 * to content/. */
#ifndef CONTENT_CITATIONS_H
#define CONTENT_CITATIONS_H
#include "content/build.h"
/* Fills outside_document.cited_by and doc_reference.href; C040 for a reference to an unknown number. Before the texts
 * are given back. */
void citations_collect(struct build *b);
#endif
