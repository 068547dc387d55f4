/* certificates: what the sub-commands of `certificates` share: the register with everybody who has, gets or does not get one. */
#ifndef CMD_CERTIFICATES_H
#define CMD_CERTIFICATES_H
#include "cmd/context.h"
#include "programme/certificate.h"
struct certificates_at_hand {
	struct rules rules;
	struct partnerships partnerships;
	struct certificates issued;
	struct certificates_due due;
};
/* After present_load. -1: ctx->ds has the error. Dispose it either way. */
int certificates_open(struct certificates_at_hand *h, struct context *ctx);
/* Reads the register again, after something was added. */
int certificates_again(struct certificates_at_hand *h, struct context *ctx);
void certificates_close(struct certificates_at_hand *h);
/* private/programme/certificates/register.csv, written anew: a copy to read and to merge with, without names. */
int certificates_copy(struct certificates_at_hand *h, struct context *ctx);
/* The candidate of a certificate in the register; NULL when the partnership's side was erased. */
const struct certificate_candidate *certificates_whose(
	const struct certificates_at_hand *h, const struct certificate *c);
/* "mentor 10412 (7KQ-3XHM)", with the name in front if `identified`; in mem. c may be NULL: "". */
const char *certificates_entry(struct arena *mem, const struct certificate_candidate *c, bool identified);
/* One certificate, as an object. */
void certificates_json(
	struct json *j, const struct certificates_at_hand *h, const struct certificate *c, bool identified);
#endif
