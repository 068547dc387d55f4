/* Remembering which artifacts nothing was found in, so that the next publish searches only those that are new. What is remembered is a digest of everything the
 * verdict rests on: the artifact with its path and the origin of each of its bytes, every value that is searched for (identity_set.h), the fingerprints of those
 * who were erased, what is certified, and the program. If any of it is another, nothing matches and the artifact is searched: a file that is missing, old, damaged or of another workspace
 * costs time and clears nothing. An artifact in which something was found is never remembered, whatever somebody accepted. */
#include <unistd.h>
#include "base/fs.h"
#include "privacy/gate_internal.h"

#define HEAD "mentorpress cleared 2\n"
enum {
	HEAD_LENGTH = sizeof HEAD - 1,
	KEY = 32,
	ROWS = HEAD_LENGTH + KEY /* behind the head, the digest of the reviews */,
	ROW = KEY + 4,
	FILE_MAX_BYTES = 256 << 20
};

static void put_number(struct str *to, uint64_t n, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++) str_putc(to, (char)(n >> 8 * i & 0xFF));
}

static void bind(struct gate *g)
{
	struct digest_ctx *d = digest_new_sha256();

	digest_add(d, g->o.program->b, sizeof g->o.program->b);
	digest_add(d, g->o.values->digest.b, sizeof g->o.values->digest.b);
	digest_add(d, g->certified.rules.b, sizeof g->certified.rules.b);
	digest_end_sha256(d, &g->binding);
}

/* Whether a text is approved is no part of the binding: a text that is decided on must not have every page searched again. False when it cannot be known. */
static bool bind_decisions(struct gate *g)
{
	bool any = g->o.workspace && g->o.settings && g->o.settings->reviews, read = true;
	const char *path = any ? fs_join(&g->mem, g->o.workspace, g->o.settings->reviews) : NULL;
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 file = { { 0 } };

	if (path && fs_exists(path)) {
		read = fs_digest(&file, path, UINT64_MAX) == 0;
		digest_field(d, SV_LIT("reviews"));
		digest_add(d, file.b, sizeof file.b);
	}
	digest_end_sha256(d, &g->decisions);
	return read;
}

/* All of the file but its last 32 bytes, which are its digest. */
static bool is_sealed(struct sv bytes)
{
	struct sha256 seal;

	if (bytes.n < ROWS + KEY || (bytes.n - ROWS - KEY) % ROW || !sv_starts(bytes, HEAD)) return false;
	seal = sha256_of(sv_sub(bytes, 0, bytes.n - KEY));
	return memcmp(seal.b, bytes.p + bytes.n - KEY, KEY) == 0;
}

void gate_clean_load(struct gate *g)
{
	struct str file = STR_INIT, err = STR_INIT;
	bool decided;

	if (!g->o.program) return;
	bind(g);
	decided = bind_decisions(g);
	if (!g->o.cleared || fs_read(&file, g->o.cleared, FILE_MAX_BYTES, &err) != 0 || !is_sealed(sv_of(&file)))
		str_clear(&file);
	g->decided_before = file.len && decided && memcmp(file.ptr + HEAD_LENGTH, g->decisions.b, KEY) == 0;
	for (size_t at = ROWS; at + ROW + KEY <= file.len; at += ROW) {
		const unsigned char *n = (const unsigned char *)file.ptr + at + KEY;

		map_add(&g->clean_before, sv_n(file.ptr + at, KEY),
			(uint64_t)n[0] | (uint64_t)n[1] << 8 | (uint64_t)n[2] << 16 | (uint64_t)n[3] << 24);
	}
	str_dispose(&file);
	str_dispose(&err);
}

/* Short digests are certified by the documents of the day, of which the binding knows nothing; but not those of the pools, which stand on every page. */
static bool leans_on_documents(const struct gate *g, const struct artifact *a)
{
	for (size_t i = 0, from = 0; i < a->nspans; from = a->spans[i++].end)
		if (a->spans[i].origin == ORIGIN_ID &&
			certified_by_document(&g->certified, sv_sub(a->bytes, from, a->spans[i].end - from)))
			return true;
	return false;
}

/* End, origin and source of a span; many of them are added at once, for a call each would cost more than the digest. */
enum { SPAN = 13, SPANS = 256 };

static void add_spans(struct digest_ctx *d, const struct artifact *a)
{
	unsigned char piece[SPANS * SPAN];
	size_t n = 0;

	for (size_t i = 0; i < a->nspans; i++) {
		const struct span *s = &a->spans[i];
		uint64_t end = s->end, source = s->source ? strlen(s->source) + 1 : 0;

		for (unsigned b = 0; b < 8; b++) piece[n++] = (unsigned char)(end >> 8 * b);
		piece[n++] = (unsigned char)s->origin;
		for (unsigned b = 0; b < 4; b++) piece[n++] = (unsigned char)(source >> 8 * b);
		if (!source && n < sizeof piece) continue;
		digest_add(d, piece, n);
		n = 0;
		if (source) digest_add(d, s->source, source - 1);
	}
	digest_add(d, piece, n);
}

bool gate_clean_key(const struct gate *g, const struct artifact *a, const struct sha256 *bytes, struct sha256 *key)
{
	struct str head = STR_INIT;
	struct digest_ctx *d;

	if (!g->o.program || !artifact_covered(a) || leans_on_documents(g, a)) return false;
	str_append(&head, g->binding.b, sizeof g->binding.b);
	str_append(&head, bytes->b, sizeof bytes->b);
	put_number(&head, (uint64_t)a->kind, 1);
	put_number(&head, strlen(a->path), 4);
	str_puts(&head, a->path);
	d = digest_new_sha256();
	digest_add(d, head.ptr, head.len);
	add_spans(d, a);
	digest_end_sha256(d, key);
	str_dispose(&head);
	return true;
}

bool gate_clean_before(const struct gate *g, const struct sha256 *key, size_t *soft)
{
	uint64_t n;

	if (!map_get(&g->clean_before, sv_n((const char *)key->b, KEY), &n)) return false;
	*soft = (size_t)n;
	return true;
}

void gate_clean_add(struct gate *g, const struct sha256 *key, size_t soft)
{
	if (soft > UINT32_MAX) return;
	str_append(&g->clean_now, key->b, KEY);
	put_number(&g->clean_now, soft, 4);
}

void gate_remember(const struct gate *g)
{
	struct str file = STR_INIT, err = STR_INIT;
	struct sha256 seal;

	if (!g->cleared || !g->o.program || !g->o.cleared) return;
	str_puts(&file, HEAD);
	str_append(&file, g->decisions.b, KEY);
	str_sv(&file, sv_of(&g->clean_now));
	seal = sha256_of(sv_of(&file));
	str_append(&file, seal.b, sizeof seal.b);
	/* Without it the next run searches everything, which is all that is lost. */
	if (fs_write_atomic(g->o.cleared, sv_of(&file), 0600, &err) != 0) unlink(g->o.cleared);
	str_dispose(&file);
	str_dispose(&err);
}
