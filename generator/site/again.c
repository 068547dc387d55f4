/* again.c: what goes into a digest is written out field by field here, and pages_kept.h says what has to be among it. */
#include "site/again.h"

static void put_number(struct str *out, uint64_t n)
{
	unsigned char b[8];
	for (unsigned i = 0; i < sizeof b; i++) b[i] = (unsigned char)(n >> 8 * i);
	str_append(out, b, sizeof b);
}

static void put_field(struct str *out, const char *z)
{
	put_number(out, strlen(z));
	str_puts(out, z);
}

/* The digest is over what pool.csv says. What a pool has in memory besides is worked out from that, and stands here all the same. */
static void put_tree(struct str *out, const struct public_field *f)
{
	put_number(out, (uint64_t)f->grouped << 2 | (uint64_t)f->list << 1);
	put_number(out, (uint64_t)f->facet);
	put_number(out, f->nvalues);
	for (size_t i = 0; i < f->nvalues; i++) {
		put_number(out, f->value[i].parent);
		put_number(out, (uint64_t)f->value[i].depth << 1 | f->value[i].leaf);
		put_field(out, f->value[i].label);
	}
}

static void put_pool(struct str *out, const struct public_pool *p)
{
	put_number(out, p != NULL);
	if (!p) return;
	put_field(out, public_pool_code(p));
	put_field(out, date_iso(public_pool_drawn(p)).z);
	put_field(out, public_pool_cycle(p));
	put_number(out, public_pool_k(p));
	put_number(out, public_pool_entries(p));
	put_field(out, sha256_hex(public_pool_digest(p)).z);
	put_number(out, public_pool_fields(p));
	for (size_t i = 0; i < public_pool_fields(p); i++) put_tree(out, public_pool_field(p, i));
}

void again_begin(struct site *s, const struct public_pool *pool, bool peers)
{
	struct str of = STR_INIT;
	if (!s->in->kept) return;
	put_field(&of, "browse");
	put_pool(&of, pool);
	put_number(&of, (uint64_t)peers << 16 | (uint64_t)s->in->roots << 8 | (uint64_t)s->in->readers);
	s->again = template_bytes(s->in->templates, "browse.html", &of) &&
		   template_bytes(s->in->templates, "ids.html", &of);
	s->unit = sha256_of(sv_of(&of));
	str_dispose(&of);
}

void again_end(struct site *s)
{
	s->again = s->remembered = false;
}

static bool take(struct site *s, const char *path)
{
	return pages_kept_take(s->in->kept, &s->key, path, s->in->newest, s->in->where, &s->out);
}

bool again_page(struct site *s, const struct tmap *frame, int *rc)
{
	struct str values = STR_INIT;
	if (!s->again) return false;
	tmap_bytes(frame, &values);
	s->key = pages_kept_key(&s->unit, sv_of(&values), s->path);
	str_dispose(&values);
	s->remembered = !take(s, s->path);
	if (s->remembered) return false;
	*rc = page_put_made(s);
	return true;
}

bool again_pool_csv(struct site *s, const char *path)
{
	struct str of = STR_INIT;
	if (!s->in->kept) return false;
	put_field(&of, "pools");
	for (size_t i = 0; i < s->in->npools; i++) put_pool(&of, s->in->pool[i]);
	s->unit = sha256_of(sv_of(&of));
	s->key = pages_kept_key(&s->unit, sv(""), path);
	str_dispose(&of);
	s->remembered = !take(s, path);
	return !s->remembered;
}
