/* certificate_internal: what the files of the certificates share. */
#ifndef PROGRAMME_CERTIFICATE_INTERNAL_H
#define PROGRAMME_CERTIFICATE_INTERNAL_H
#define CERTIFICATE_FOLDER "private/programme/certificates"
#define CERTIFICATE_AUDIT                                                                                              \
	"certificate" /* action in the audit log; object: the number, detail: "issued mentor", "reissued name" */
#endif
