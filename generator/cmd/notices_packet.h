/* notices_packet: what a participant needs for the first contact and after it (SOP 5.2.1, 5.2.2), for each role as one page that needs nothing but
 * the stylesheet beside it: private/programme/packets/mentor.html, mentee.html, peer.html. It is made from content/ and names nobody. */
#ifndef CMD_NOTICES_PACKET_H
#define CMD_NOTICES_PACKET_H
#include "cmd/context.h"
#define PACKET_FOLDER "private/programme/packets"
/* Needs LOAD_SETTINGS and LOAD_CONTENT. role NULL: all three. -1 with errors in ctx->ds. */
int notices_packet(struct context *ctx, const char *role);
#endif
