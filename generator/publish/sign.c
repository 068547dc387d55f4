/* The form of the signed objects is git's, so that who has a clone can check them without this program. */
#include "publish/sign.h"

#include "base/sshsig.h"
#include "publish/signer_make.h"

#define HEADER "gpgsig "

/* A header of several lines goes on with a blank at the beginning of each. */
static void put_header(struct str *out, struct sv signature)
{
	struct sv line;
	const char *lead = HEADER;

	while (signature.n && sv_split(&signature, '\n', &line)) {
		if (!line.n) continue;
		str_printf(out, "%s%.*s\n", lead, SV_ARG(line));
		lead = " ";
	}
}

int sign_object(const struct signer *s, git_object_t type, struct str *bytes, const struct trouble *t)
{
	struct str signature = STR_INIT, whole = STR_INIT;
	size_t head = sv_find(sv_of(bytes), SV_LIT("\n\n")) + 1;
	int rc = signer_make(s, sv_of(bytes), &signature, t);

	if (rc == 0 && type == GIT_OBJECT_TAG) {
		str_sv(bytes, sv_of(&signature));
	} else if (rc == 0) {
		str_sv(&whole, sv_sub(sv_of(bytes), 0, head));
		put_header(&whole, sv_of(&signature));
		str_sv(&whole, sv_sub(sv_of(bytes), head, bytes->len - head));
		str_clear(bytes);
		str_sv(bytes, sv_of(&whole));
	}
	str_dispose(&signature);
	str_dispose(&whole);
	return rc;
}

static bool split_tag(struct str *payload, struct str *signature, struct sv object)
{
	size_t at = sshsig_find(object);
	bool is = at != SIZE_MAX;

	if (payload) str_sv(payload, is ? sv_sub(object, 0, at) : object);
	if (is && signature) str_sv(signature, sv_sub(object, at, object.n - at));
	return is;
}

bool sign_split(struct str *payload, struct str *signature, git_object_t type, struct sv object)
{
	bool in = false, found = false;
	struct sv rest = object, line;

	if (type == GIT_OBJECT_TAG) return split_tag(payload, signature, object);
	while (rest.n && sv_split(&rest, '\n', &line) && line.n) {
		bool goes_on = in && line.p[0] == ' ';

		in = goes_on || sv_starts(line, HEADER);
		found |= in;
		if (in && signature) {
			size_t lead = goes_on ? 1 : strlen(HEADER);

			str_printf(signature, "%.*s\n", SV_ARG(sv_sub(line, lead, line.n - lead)));
		}
		if (!in && payload) str_printf(payload, "%.*s\n", SV_ARG(line));
	}
	if (payload) {
		str_putc(payload, '\n');
		str_sv(payload, rest);
	}
	return found;
}
