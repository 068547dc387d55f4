/* pages_kept.c: finding, taking and writing down. What is taken over is copied from file to file only when something new has to be written at all. */
#include "site/pages_kept.h"
#include "base/map.h"

enum { KEY = 32, SHA = 32, HEAD = KEY + SHA + 3 * 8 };

struct pages_kept {
	struct kept before;
	struct map at; /* key -> where its record begins */
	struct sha256 program;
	struct str path, record;
	VEC(struct sv) same; /* records taken over before the first that is new */
	bool writes;
	struct kept_writer *now; /* NULL until something is new */
};

static uint64_t number_at(const char *p)
{
	uint64_t n = 0;
	for (unsigned i = 0; i < 8; i++) n |= (uint64_t)(unsigned char)p[i] << 8 * i;
	return n;
}

static void put_number(struct str *to, uint64_t n)
{
	for (unsigned i = 0; i < 8; i++) str_putc(to, (char)(n >> 8 * i & 0xFF));
}

/* The record that begins there, empty when it does not end in the file. */
static struct sv record_at(struct sv bytes, size_t at)
{
	if (bytes.n - at < HEAD) return sv_n(bytes.p, 0);
	uint64_t spans = number_at(bytes.p + at + HEAD - 8);
	return spans > bytes.n - at - HEAD ? sv_n(bytes.p, 0) : sv_n(bytes.p + at, HEAD + (size_t)spans);
}

struct pages_kept *pages_kept_new(const char *path, const struct sha256 *program, bool writes)
{
	struct pages_kept *k = xcalloc(1, sizeof *k);
	*k = (struct pages_kept){ .program = *program, .path = STR_INIT, .record = STR_INIT, .writes = writes };
	str_puts(&k->path, path);
	if (writes) kept_tidy(path);
	kept_open(&k->before, path, program);
	struct sv all = k->before.bytes, record;
	for (size_t at = 0; at < all.n && (record = record_at(all, at)).n; at += record.n)
		map_add(&k->at, sv_n(record.p, KEY), at);
	return k;
}

struct sha256 pages_kept_key(const struct sha256 *unit, struct sv frame, const char *path)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 key;
	digest_add(d, unit->b, sizeof unit->b);
	digest_field(d, frame);
	digest_field(d, sv(path));
	digest_end_sha256(d, &key);
	return key;
}

/* False when they do not cover the bytes. */
static bool read_spans(struct sv packed, uint64_t n, struct rendering *out)
{
	size_t end = 0, at = 0;
	for (; n > 0 && at < packed.n; n--) {
		uint64_t v = 0;
		unsigned char b = 0x80;
		for (unsigned shift = 0; b & 0x80 && at < packed.n && shift < 63; shift += 7) {
			b = (unsigned char)packed.p[at++];
			v |= (uint64_t)(b & 0x7F) << shift;
		}
		if (b & 0x80 || v >> 3 == 0 || v >> 3 > out->bytes.len - end) return false;
		end += (size_t)(v >> 3);
		vec_push(&out->spans, ((struct span){ end, (enum origin)(v & 7), NULL }));
	}
	return n == 0 && at == packed.n && end == out->bytes.len;
}

_Static_assert(ORIGIN_COUNT <= 8, "an origin has three bits");

static bool read_record(struct sv record, const char *path, pages_newest_fn *newest, void *where, struct rendering *out)
{
	uint64_t size = number_at(record.p + KEY + SHA), spans = number_at(record.p + KEY + SHA + 8);
	if (size > SIZE_MAX || newest(where, path, (size_t)size, &out->bytes) != 0 || out->bytes.len != size)
		return false;
	struct sha256 sha = sha256_of(sv_of(&out->bytes));
	return memcmp(sha.b, record.p + KEY, SHA) == 0 && read_spans(sv_sub(record, HEAD, record.n), spans, out);
}

bool pages_kept_take(struct pages_kept *k, const struct sha256 *key, const char *path, pages_newest_fn *newest,
	void *where, struct rendering *out)
{
	uint64_t at;
	if (!map_get(&k->at, sv_n((const char *)key->b, KEY), &at)) return false;
	struct sv record = record_at(k->before.bytes, (size_t)at);
	if (!read_record(record, path, newest, where, out)) {
		rendering_clear(out);
		return false;
	}
	if (k->now)
		kept_add(k->now, record);
	else if (k->writes)
		vec_push(&k->same, record);
	return true;
}

static void put_spans(struct str *to, const struct rendering *page)
{
	size_t from = 0;
	for (size_t i = 0; i < page->spans.n; from = page->spans.at[i++].end) {
		const struct span *s = &page->spans.at[i];
		uint64_t v = (uint64_t)(s->end - from) << 3 | (uint64_t)s->origin;
		for (; v > 0x7F; v >>= 7) str_putc(to, (char)(0x80 | (v & 0x7F)));
		str_putc(to, (char)v);
	}
}

static bool has_source(const struct rendering *page)
{
	for (size_t i = 0; i < page->spans.n; i++)
		if (page->spans.at[i].source) return true;
	return false;
}

static void begin(struct pages_kept *k)
{
	k->now = kept_begin(k->path.ptr, &k->program);
	for (size_t i = 0; i < k->same.n; i++) kept_add(k->now, k->same.at[i]);
	vec_clear(&k->same);
}

void pages_kept_add(struct pages_kept *k, const struct sha256 *key, const struct rendering *page)
{
	struct str spans = k->record;
	if (!k->writes || has_source(page)) return;
	if (!k->now) begin(k);
	struct sha256 sha = sha256_of(sv_of(&page->bytes));
	str_clear(&spans);
	str_append(&spans, key->b, KEY);
	str_append(&spans, sha.b, SHA);
	put_number(&spans, page->bytes.len);
	put_number(&spans, page->spans.n);
	put_number(&spans, 0);
	put_spans(&spans, page);
	for (unsigned i = 0; i < 8; i++) spans.ptr[HEAD - 8 + i] = (char)((uint64_t)(spans.len - HEAD) >> 8 * i & 0xFF);
	kept_add(k->now, sv_of(&spans));
	k->record = spans;
}

void pages_kept_save(struct pages_kept *k)
{
	if (k->now) kept_end(k->now, true, NULL);
	k->now = NULL;
	k->writes = false;
}

void pages_kept_free(struct pages_kept *k)
{
	if (!k) return;
	if (k->now) kept_end(k->now, false, NULL);
	kept_close(&k->before);
	map_dispose(&k->at);
	vec_dispose(&k->same);
	str_dispose(&k->path);
	str_dispose(&k->record);
	free(k);
}
