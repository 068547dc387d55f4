/* What a push may do, from what is here and what is there; and what a line of known_hosts says about a key. */
#include "publish/support.h"

#include "publish/host_key.h"
#include "publish/push_plan.h"

static git_oid oid(unsigned char n)
{
	git_oid id;

	memset(id.id, n, sizeof id.id);
	return id;
}

static const char *hex(struct arena *mem, unsigned char n)
{
	char *z = arena_alloc(mem, REPO_HEX + 1);
	git_oid id = oid(n);

	repo_hex(&id, z);
	return z;
}

/* Editions 1 to 3 are the commits 1 to 3, their tags 11 to 13. */
static struct push_sides sides(void)
{
	static const char *const tag[] = { "refs/tags/edition-0001", "refs/tags/edition-0002",
		"refs/tags/edition-0003" };
	struct push_sides s = PUSH_SIDES_INIT;
	struct push_at main_ref = { REPO_BRANCH, oid(3), oid(3) };

	vec_push(&s.here, main_ref);
	for (unsigned char n = 1; n <= 3; n++) {
		git_oid id = oid(n);
		struct push_at at = { tag[n - 1], oid((unsigned char)(10 + n)), oid(n) };

		map_add(&s.editions, repo_key(&id), n);
		vec_push(&s.here, at);
	}
	s.edition = 3;
	return s;
}

static void there(struct push_sides *s, const char *ref, unsigned char id, unsigned char commit)
{
	struct push_at at = { ref, oid(id), oid(commit) };

	vec_push(&s->there, at);
}

static int plan(struct scratch *sc, struct push_sides *s, bool replace, const struct map *replaced, char *actions)
{
	const struct push_options o = { .replace = replace, .replaced = replaced, .last = "" };
	const struct trouble t = { &sc->ds, &sc->env };
	struct push_outcome out = PUSH_OUTCOME_INIT;
	int rc = push_plan(&out, s, &o, &t);

	for (size_t i = 0; i < out.ref.n; i++) actions[i] = "=+>!"[out.ref.at[i].action];
	actions[out.ref.n] = '\0';
	push_outcome_dispose(&out);
	push_sides_dispose(s);
	return rc;
}

static void forward_only(void **state)
{
	struct scratch *sc = *state;
	struct push_sides s = sides();
	char a[8];

	assert_int_equal(plan(sc, &s, false, NULL, a), 0);
	assert_string_equal(a, "++++");
	s = sides();
	there(&s, REPO_BRANCH, 2, 2);
	there(&s, "refs/tags/edition-0001", 11, 11); /* a receiving server does not peel */
	there(&s, "refs/tags/theirs", 99, 99);
	there(&s, "refs/heads/other", 98, 98);
	assert_int_equal(plan(sc, &s, false, NULL, a), 0);
	assert_string_equal(a, ">=++");
	s = sides();
	there(&s, REPO_BRANCH, 3, 3);
	for (unsigned char n = 1; n <= 3; n++) there(&s, s.here.at[n].ref, (unsigned char)(10 + n), n);
	assert_int_equal(plan(sc, &s, false, NULL, a), 0);
	assert_string_equal(a, "====");
	no_problems(&sc->ds);
	s = sides();
	there(&s, REPO_BRANCH, 77, 77);
	assert_int_equal(plan(sc, &s, false, NULL, a), -1);
	assert_true(said(&sc->ds, "H090", "not in this site's history"));
	s = sides();
	there(&s, REPO_BRANCH, 3, 3);
	there(&s, "refs/tags/edition-0002", 77, 77);
	assert_int_equal(plan(sc, &s, true, NULL, a), -1);
	assert_true(said(&sc->ds, "H091", "edition-0002"));
}

static void what_was_erased_is_replaced(void **state)
{
	struct scratch *sc = *state;
	struct map replaced = MAP_INIT, circle = MAP_INIT;
	struct push_sides s;
	char a[8];

	/* Erased twice: 52 was 42, which is 2 now; 43 is 3. 60 was replaced by something that is not here. */
	map_set_ptr(&replaced, sv(hex(&sc->mem, 52)), (void *)(uintptr_t)hex(&sc->mem, 42));
	map_set_ptr(&replaced, sv(hex(&sc->mem, 42)), (void *)(uintptr_t)hex(&sc->mem, 2));
	map_set_ptr(&replaced, sv(hex(&sc->mem, 43)), (void *)(uintptr_t)hex(&sc->mem, 3));
	map_set_ptr(&replaced, sv(hex(&sc->mem, 60)), (void *)(uintptr_t)hex(&sc->mem, 61));
	for (unsigned char at = 42; at <= 52; at = (unsigned char)(at + 10)) {
		s = sides();
		there(&s, REPO_BRANCH, at, at);
		there(&s, "refs/tags/edition-0002", 72, at);
		assert_int_equal(plan(sc, &s, true, &replaced, a), 0);
		assert_string_equal(a, "!+!+");
		s = sides();
		there(&s, REPO_BRANCH, at, at);
		assert_int_equal(plan(sc, &s, false, &replaced, a), -1);
	}
	assert_true(said(&sc->ds, "H090", "before an erase"));
	/* A tag of the edition before an erase may become that edition's tag, and no other's. */
	s = sides();
	there(&s, REPO_BRANCH, 3, 3);
	there(&s, "refs/tags/edition-0001", 72, 43);
	assert_int_equal(plan(sc, &s, true, &replaced, a), -1);
	s = sides();
	there(&s, REPO_BRANCH, 60, 60);
	assert_int_equal(plan(sc, &s, true, &replaced, a), -1);
	/* What is not ours and leads to what was erased is told. */
	s = sides();
	there(&s, REPO_BRANCH, 3, 3);
	there(&s, "refs/heads/keep", 43, 43);
	assert_int_equal(plan(sc, &s, false, &replaced, a), 0);
	assert_true(said(&sc->ds, "H094", "refs/heads/keep"));
	/* A log that goes in a circle ends somewhere. */
	map_set_ptr(&circle, sv(hex(&sc->mem, 80)), (void *)(uintptr_t)hex(&sc->mem, 81));
	map_set_ptr(&circle, sv(hex(&sc->mem, 81)), (void *)(uintptr_t)hex(&sc->mem, 80));
	s = sides();
	there(&s, REPO_BRANCH, 80, 80);
	assert_int_equal(plan(sc, &s, true, &circle, a), -1);
	map_dispose(&replaced);
	map_dispose(&circle);
}

static void host_keys_are_judged(void **state)
{
	static const struct {
		const char *lines;
		enum host_key_answer answer;
	} with[] = {
		{ "", HOST_KEY_UNKNOWN },
		{ "# Host h found: line 1\nh ssh-ed25519 AAAA comment\n", HOST_KEY_KNOWN },
		{ "h ssh-ed25519 BBBB\n", HOST_KEY_CHANGED },
		{ "h ssh-ed25519 BBBB\nh ssh-ed25519 AAAA\n", HOST_KEY_KNOWN },
		{ "h ssh-ed25519 AAAA\nh ssh-ed25519 BBBB\n", HOST_KEY_KNOWN },
		{ "h ssh-rsa AAAA\n", HOST_KEY_UNKNOWN },
		{ "h ssh-ed25519 AAAA\n@revoked h ssh-ed25519 AAAA\n", HOST_KEY_REVOKED },
		{ "@revoked h ssh-ed25519 BBBB\n", HOST_KEY_UNKNOWN },
		{ "@cert-authority h ssh-ed25519 AAAA\n", HOST_KEY_UNKNOWN },
		{ "h ssh-ed25519\n", HOST_KEY_CHANGED },
		{ "h  ssh-ed25519   AAAA\n", HOST_KEY_KNOWN },
		{ "h\n\n", HOST_KEY_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof with / sizeof *with; i++)
		assert_int_equal(host_key_judge(sv(with[i].lines), sv("ssh-ed25519"), sv("AAAA")), with[i].answer);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_begin, scratch_end)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(forward_only), TEST(what_was_erased_is_replaced),
		cmocka_unit_test(host_keys_are_judged) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
