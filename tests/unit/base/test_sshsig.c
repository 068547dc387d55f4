/* sshsig: signatures of throw-away keys, made by ssh-keygen of OpenSSH 9.2, whole and with every byte changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/base64.h"
#include "base/sshsig.h"

#define FINGERPRINT "SHA256:wuVdWhvT0HAI/xNiyi4Bq+iznBW9fpkdMSZqn50SyRA" /* ssh-keygen -l */
static const char ed25519[] = "-----BEGIN SSH SIGNATURE-----\n"
			      "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgtXqfBLzWcoSmtMaJiDKh6T+nBy\n"
			      "iUW8nmyrAg7n49+kgAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5\n"
			      "AAAAQLNim4sJKYuQS7R1OU5CDO9Hwunnnz/S/G1/lhqxtQCyqogIqpj/tjH8nWqY+zBkJY\n"
			      "B6SLSrU0HFs8UuSf78OAU=\n"
			      "-----END SSH SIGNATURE-----\n";
static const char rsa[] = "-----BEGIN SSH SIGNATURE-----\n"
			  "U1NIU0lHAAAAAQAAAZcAAAAHc3NoLXJzYQAAAAMBAAEAAAGBAMGxEd60kNu1FRr6Umcpaw\n"
			  "aMGYKgVSmRzM2GUrLW3jX9iGiF7rqoK/JIQGzvSZMeVCF90cRtStYZlkkvjMyvYtWSpxwP\n"
			  "SUxGx6TJqni5PcMBzCYZHvQEz3MjXgjvhhVykcONefrhIU0lK5dN9aisuMCY3xNxrg1rZY\n"
			  "w0+/kwvfsksP7co+gikPUqNZL80G8pw0M0oXQL9rpjATCxwJEM8+TWmKxINKPDu2AkcB4H\n"
			  "bHeycyKDeDDjpbbhAiIgUBWj8NCaZYrXIOXGbAvP1X41X5n/M/OQNolTCPowD728PYeLN3\n"
			  "epIowFAKDn65Cj6kYwXh8khMNtMwkvAalIPllxn459K9Ex2BOWV6sJO9xk5gX4I9nDlaiq\n"
			  "2du8f2mG9Wl0wu65D9Bjet4MegyzRo98vMC4RNv3X6/rXnPgYPxjoi2xUgcnuvogK2LhdG\n"
			  "wj1CbEXp7GY4B5Oa8VSz7jE28/hhRFb9OAvYpZdKUj/XS8ymr/E0eUzeIhaOYTt95L1vI2\n"
			  "uwAAAANnaXQAAAAAAAAABnNoYTUxMgAAAZQAAAAMcnNhLXNoYTItNTEyAAABgL4YuicPO3\n"
			  "84mdTOFCqXv+h+jARUMxHb4qdOaLlMZVXphWfwl5hbAhMTSC0pzNzBeRoCHPkEEw01XUH2\n"
			  "UystX5e2SrGsT9zXlvyQokIGGbm8tFei54rCl96PVkDdM2QMGBc54hEAwcftYo0P9IhYTh\n"
			  "uCDIEAUX0rb5ii5xvHtFQK17pUtYyCZh5b38sJwznXy4NO+V4M2MoY/rVqX/ndQ8hsJkx7\n"
			  "m+lTcfCoTuYtInKvetWRrSoHsSvx0E9z+bbyP4HWLyAOGLQxst/ASByLgLPBUjsWx0WvOY\n"
			  "Tq82A8oGEBz/3no33mabHKb7XrIx7nuQi8E78WMe7mRl7La2Tt+tUZzyBl9IM0pfNyGzLe\n"
			  "/JpVXB++wVdxTsqCgYwZpUaqTA/xhzHdH7O/a+hkSddLNyCN+tjSceChrVn7Fai0D7W+EJ\n"
			  "2XkMWRYXR3ZoU4gNeXBpvNE2qMEvV57SHQMA9mrcLWg6qjDpOH9xcdq+kME3v8g++CRivl\n"
			  "5hUg9oJck0wHrQ==\n"
			  "-----END SSH SIGNATURE-----\n";
static const char ecdsa[] = "-----BEGIN SSH SIGNATURE-----\n"
			    "U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAE\n"
			    "EE4uR9pYVg81jLdTCYluyEAVLdralmv4PVYtrMmn55lmkSBoZtBxl+VwFt7i3YZEKj6LFN\n"
			    "MkZGz3gaF1ijiiUK4AAAAANnaXQAAAAAAAAABnNoYTUxMgAAAGUAAAATZWNkc2Etc2hhMi\n"
			    "1uaXN0cDI1NgAAAEoAAAAhANZQ6F/Gbkyp7EhWKtSjMWLYSNDvnLREfC6134fpELQ9AAAA\n"
			    "IQC6MKqUHZjMYWxEwLYwEMs41rQiKVPlrrjDTPXjm04UWw==\n"
			    "-----END SSH SIGNATURE-----\n";
static const char other_namespace[] = "-----BEGIN SSH SIGNATURE-----\n"
				      "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgtXqfBLzWcoSmtMaJiDKh6T+nBy\n"
				      "iUW8nmyrAg7n49+kgAAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx\n"
				      "OQAAAEDD1fVGCNGYXc2Fni9SHLW19UDikOEcIpnd81Pja5f2gOISsPA/kSVX0SicMtslvj\n"
				      "6nosP8VGB4WbxTFi5IYZwG\n"
				      "-----END SSH SIGNATURE-----\n";

static void plain_keys_are_accepted(void **state)
{
	struct str key = STR_INIT, print = STR_INIT;

	(void)state;
	assert_int_equal(sshsig_key(&key, sv(ed25519)), 0);
	assert_int_equal(key.len, 4 + 11 + 4 + 32);
	sshsig_fingerprint(&print, sv_of(&key));
	assert_string_equal(print.ptr, FINGERPRINT);
	assert_int_equal(sshsig_key(NULL, sv(rsa)), 0);
	assert_int_equal(sshsig_key(NULL, sv(ecdsa)), 0);
	str_dispose(&key);
	str_dispose(&print);
}

static void other_things_are_refused(void **state)
{
	struct str s = STR_INIT;
	struct sv whole = sv(ed25519);

	(void)state;
	assert_int_equal(sshsig_key(NULL, sv(other_namespace)), -1);
	assert_int_equal(sshsig_key(NULL, sv("")), -1);
	assert_int_equal(sshsig_key(NULL, sv(SSHSIG_BEGIN)), -1);
	assert_int_equal(sshsig_key(NULL, sv(SSHSIG_BEGIN "-----END SSH SIGNATURE-----\n")), -1);
	for (size_t n = 0; n < whole.n; n++) assert_int_equal(sshsig_key(NULL, sv_sub(whole, 0, n)), -1);
	/* Another width of lines, a byte more before or behind, a blank line. */
	str_puts(&s, "x");
	str_sv(&s, whole);
	assert_int_equal(sshsig_key(NULL, sv_of(&s)), -1);
	str_clear(&s);
	str_sv(&s, whole);
	str_puts(&s, "\n");
	assert_int_equal(sshsig_key(NULL, sv_of(&s)), -1);
	str_clear(&s);
	for (size_t i = 0; i < whole.n; i++)
		if (i != strlen(SSHSIG_BEGIN) + 70) str_putc(&s, whole.p[i]);
	assert_int_equal(sshsig_key(NULL, sv_of(&s)), -1);
	str_dispose(&s);
}

/* The armored form of these bytes, as ssh-keygen would write them. */
static void armor(struct str *out, struct sv raw)
{
	struct str text = STR_INIT;

	str_clear(out);
	base64_put(&text, raw, true);
	str_puts(out, SSHSIG_BEGIN);
	for (size_t i = 0; i < text.len; i += 70) {
		str_sv(out, sv_sub(sv_of(&text), i, 70));
		str_putc(out, '\n');
	}
	str_puts(out, "-----END SSH SIGNATURE-----\n");
	str_dispose(&text);
}

static void put_string(struct str *out, struct sv v)
{
	for (int shift = 24; shift >= 0; shift -= 8) str_putc(out, (char)(unsigned char)(v.n >> shift & 255));
	str_sv(out, v);
}

/* A signature made by hand from its parts. */
static int made_of(const char *key_type, size_t key_bytes, const char *space, const char *reserved, const char *hash,
	const char *signature_type, const char *more)
{
	struct str raw = STR_INIT, part = STR_INIT, text = STR_INIT;
	char zeros[64] = "";
	int rc;

	str_append(&raw, "SSHSIG\0\0\0\1", 10);
	put_string(&part, sv(key_type));
	put_string(&part, sv_n(zeros, key_bytes));
	put_string(&raw, sv_of(&part));
	put_string(&raw, sv(space));
	put_string(&raw, sv(reserved));
	put_string(&raw, sv(hash));
	str_clear(&part);
	put_string(&part, sv(signature_type));
	put_string(&part, sv_n(zeros, 64));
	put_string(&raw, sv_of(&part));
	str_puts(&raw, more);
	armor(&text, sv_of(&raw));
	rc = sshsig_key(NULL, sv_of(&text));
	str_dispose(&raw);
	str_dispose(&part);
	str_dispose(&text);
	return rc;
}

static void no_field_may_hold_anything_else(void **state)
{
	(void)state;
	assert_int_equal(made_of("ssh-ed25519", 32, "git", "", "sha512", "ssh-ed25519", ""), 0);
	assert_int_equal(made_of("ssh-ed25519", 33, "git", "", "sha512", "ssh-ed25519", ""), -1);
	assert_int_equal(made_of("ssh-ed25519", 32, "file", "", "sha512", "ssh-ed25519", ""), -1);
	assert_int_equal(made_of("ssh-ed25519", 32, "git", "Jane", "sha512", "ssh-ed25519", ""), -1);
	assert_int_equal(made_of("ssh-ed25519", 32, "git", "", "md5", "ssh-ed25519", ""), -1);
	assert_int_equal(made_of("ssh-ed25519", 32, "git", "", "sha512", "ssh-rsa", ""), -1);
	assert_int_equal(made_of("ssh-ed25519", 32, "git", "", "sha512", "ssh-ed25519", "Jane"), -1);
	assert_int_equal(made_of("ssh-ed25519-cert-v01@openssh.com", 32, "git", "", "sha512", "ssh-ed25519", ""), -1);
	assert_int_equal(
		made_of("sk-ssh-ed25519@openssh.com", 32, "git", "", "sha512", "sk-ssh-ed25519@openssh.com", ""), -1);
}

static void it_is_found_at_the_end(void **state)
{
	(void)state;
	assert_int_equal(sshsig_find(sv("a\n" SSHSIG_BEGIN "x\n")), 2);
	assert_int_equal(sshsig_find(sv("a" SSHSIG_BEGIN "x\n")), SIZE_MAX);
	assert_int_equal(sshsig_find(sv("a\n")), SIZE_MAX);
	assert_int_equal(sshsig_find(sv("")), SIZE_MAX);
	assert_int_equal(sshsig_find(sv(SSHSIG_BEGIN "x\n" SSHSIG_BEGIN)), strlen(SSHSIG_BEGIN) + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_keys_are_accepted),
		cmocka_unit_test(other_things_are_refused),
		cmocka_unit_test(no_field_may_hold_anything_else),
		cmocka_unit_test(it_is_found_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
