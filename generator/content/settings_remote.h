/* settings_remote: the parts of mentorpress.yml that say with which key editions are signed and where they are pushed to. Private to content/. */
#ifndef CONTENT_SETTINGS_REMOTE_H
#define CONTENT_SETTINGS_REMOTE_H
#include "content/settings.h"
#include "input/yaml.h"
/* `sign` and `push` are the sections, NULL if absent. Sets sign_key, allowed_signers and push of out. Strings live in mem. */
void settings_remote_read(
	struct settings *out, struct arena *mem, const struct yaml *sign, const struct yaml *push, struct diags *ds);
#endif
