/* flowchart: content/flowchart.csv -> the steps of the partnership flowchart. Private to content/.
 *
 * flowchart.csv: step (a short key such as A), title, yes (all needed), text, who, no, clause; one row a step, top to
 * bottom. A row with something under `no` is a question. Under yes and no stands
 *
 *     C                     the step that follows
 *     D: you go first       the step, and words beside the arrow
 *     end                   the chart is left
 *     end: you are told     the same, and what happens then
 *
 * clause: "MP-02 5.1.1", as in a question's head. The first row is where everybody begins. */
#ifndef CONTENT_FLOWCHART_H
#define CONTENT_FLOWCHART_H
#include "content/build.h"
/* Sets b->pub.flow. After the SOPs' outlines, since clauses are looked up. A missing file means no flowchart; one with
 * errors leaves none either. */
void flowchart_load(struct build *b, const char *workspace);
#endif
