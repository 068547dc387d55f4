/* clearance_make: how a clearance comes into being. Seen by gate.c and clearance.c only; tests/unit/privacy checks that. */
#ifndef PRIVACY_CLEARANCE_MAKE_H
#define PRIVACY_CLEARANCE_MAKE_H
#include "privacy/clearance.h"
struct clearance *clearance_make(
	enum clearance_stage stage, const struct sha256 *digest, size_t artifacts, size_t values);
#endif
