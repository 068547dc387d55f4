/* Every byte of an edition is accounted for. The bytes of a signature are chosen by another program, so their form is checked field by
 * field and written again: what comes out the same holds nothing else. */
#include "base/sshsig.h"

#include <stdint.h>

#include "base/base64.h"
#include "base/digest.h"

#define END_LINE "-----END SSH SIGNATURE-----\n"
enum { LINE = 70, MOST = 1 << 14 };

/* What the fields of a key and of its signature are. s: a string, a: the application "ssh:", b: a byte and a number (security keys). */
static const struct form {
	const char *type, *key, *signature;
	size_t exact; /* bytes of the first field, 0: any */
} forms[] = {
	{ "ssh-ed25519", "s", "s", 32 },
	{ "ssh-rsa", "ss", "s", 0 },
	{ "ecdsa-sha2-nistp256", "ss", "s", 0 },
	{ "ecdsa-sha2-nistp384", "ss", "s", 0 },
	{ "ecdsa-sha2-nistp521", "ss", "s", 0 },
	{ "sk-ssh-ed25519@openssh.com", "sa", "sb", 32 },
	{ "sk-ecdsa-sha2-nistp256@openssh.com", "ssa", "sb", 0 },
};

static bool take(struct sv *rest, size_t n, struct sv *out)
{
	if (rest->n < n) return false;
	*out = sv_sub(*rest, 0, n);
	*rest = sv_sub(*rest, n, rest->n - n);
	return true;
}

static bool take_number(struct sv *rest, uint32_t *out)
{
	struct sv v;

	if (!take(rest, 4, &v)) return false;
	*out = 0;
	for (size_t i = 0; i < 4; i++) *out = *out << 8 | (unsigned char)v.p[i];
	return true;
}

static bool take_string(struct sv *rest, struct sv *out)
{
	uint32_t n;

	return take_number(rest, &n) && take(rest, n, out);
}

static bool take_fields(struct sv rest, const char *fields, size_t exact)
{
	for (size_t i = 0; fields[i]; i++) {
		struct sv v;

		if (fields[i] == 'b' ? !take(&rest, 5, &v) : !take_string(&rest, &v)) return false;
		if (fields[i] == 'a' && !sv_is(v, "ssh:")) return false;
		if (i == 0 && exact && v.n != exact) return false;
	}
	return rest.n == 0;
}

static const struct form *form_of(struct sv type)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (sv_is(type, forms[i].type)) return &forms[i];
	return NULL;
}

static bool same_type(const struct form *f, struct sv type)
{
	if (strcmp(f->type, "ssh-rsa") == 0) return sv_is(type, "rsa-sha2-256") || sv_is(type, "rsa-sha2-512");
	return sv_is(type, f->type);
}

static bool well_formed(struct sv raw, struct sv *key)
{
	struct sv magic, space, reserved, hash, signature, type, body;
	const struct form *f;
	uint32_t version;

	if (!take(&raw, 6, &magic) || !sv_is(magic, "SSHSIG") || !take_number(&raw, &version) || version != 1)
		return false;
	if (!take_string(&raw, key) || !take_string(&raw, &space) || !take_string(&raw, &reserved) ||
		!take_string(&raw, &hash) || !take_string(&raw, &signature) || raw.n)
		return false;
	if (!sv_is(space, "git") || reserved.n || !(sv_is(hash, "sha512") || sv_is(hash, "sha256"))) return false;
	body = *key;
	if (!take_string(&body, &type) || !(f = form_of(type)) || !take_fields(body, f->key, f->exact)) return false;
	return take_string(&signature, &type) && same_type(f, type) && take_fields(signature, f->signature, 0);
}

static void put_armor(struct str *out, struct sv raw)
{
	struct str text = STR_INIT;

	base64_put(&text, raw, true);
	str_puts(out, SSHSIG_BEGIN);
	for (size_t i = 0; i < text.len; i += LINE) {
		str_sv(out, sv_sub(sv_of(&text), i, LINE));
		str_putc(out, '\n');
	}
	str_puts(out, END_LINE);
	str_dispose(&text);
}

int sshsig_key(struct str *key, struct sv armored)
{
	struct str packed = STR_INIT, raw = STR_INIT, again = STR_INIT;
	struct sv found = sv("");
	bool good = armored.n <= MOST && sv_starts(armored, SSHSIG_BEGIN) && sv_ends(armored, END_LINE) &&
		    armored.n >= strlen(SSHSIG_BEGIN END_LINE);

	for (size_t i = strlen(SSHSIG_BEGIN); good && i < armored.n - strlen(END_LINE); i++)
		if (armored.p[i] != '\n') str_putc(&packed, armored.p[i]);
	good = good && base64_read(&raw, sv_of(&packed)) == 0 && well_formed(sv_of(&raw), &found);
	if (good) {
		put_armor(&again, sv_of(&raw));
		good = sv_eq(sv_of(&again), armored);
	}
	if (good && key) str_sv(key, found);
	str_dispose(&packed);
	str_dispose(&raw);
	str_dispose(&again);
	return good ? 0 : -1;
}

size_t sshsig_find(struct sv text)
{
	for (size_t at = text.n; at-- > 0;)
		if ((at == 0 || text.p[at - 1] == '\n') && sv_starts(sv_sub(text, at, text.n - at), SSHSIG_BEGIN))
			return at;
	return SIZE_MAX;
}

void sshsig_fingerprint(struct str *out, struct sv key)
{
	struct sha256 d = sha256_of(key);

	str_puts(out, "SHA256:");
	base64_put(out, sv_n((const char *)&d, sizeof d), false);
}
