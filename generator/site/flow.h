/* flow: the partnership flowchart as a list and as a picture, both from content/flowchart.csv.
 *
 * The picture is one column of boxes, top to bottom in the order of the file, so that it can be read on a phone. The
 * arrow of yes leads down to the next box; every other way out stands beside its box, with the key of the step it leads
 * to in a circle. Lines are broken by the widths of a common sans serif (flow_width), with some room to spare, because
 * the reader's own font is not known. Tenths of a unit in a box 320 wide, integer arithmetic. */
#ifndef SITE_FLOW_H
#define SITE_FLOW_H
#include "site/page.h"
/* Width of text in thousandths of its font size. */
int flow_width(struct sv text);
/* Takes the words that fit into `width` (thousandths of the font size) off *rest, at least one. False when nothing was
 * left. A word that alone is too wide is cut between characters. */
bool flow_wrap(struct sv *line, struct sv *rest, int width);
/* flow_picture.c: height, boxes {x, y, width, height, question, key, key_x, key_y, key_size, lines {x, y, text}, who
 * lines, down {x, y, to, tip, yes, yes_x, yes_y}, has_side, sides {...}}; see site-templates/flowchart.html. */
void flow_picture(struct tmap *m, const struct corpus *corpus, struct arena *mem);
/* flowchart.html, if there is a flowchart. */
int flow_build(struct site *s);
#endif
