/* edition_message.c: what is written under a commit and its tag: public numbers and digests of public things only (docs/PUBLISHING.md). */
#include <stdarg.h>
#include "cmd/edition.h"

static void add(struct rendering *r, enum origin origin, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static void add(struct rendering *r, enum origin origin, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;
	va_start(ap, fmt);
	str_vprintf(&text, fmt, ap);
	va_end(ap);
	rendering_add(r, sv_of(&text), origin, NULL);
	str_dispose(&text);
}

static void add_pool(struct rendering *r, const struct public_pool *p)
{
	struct sha256_hex d = sha256_hex(public_pool_digest(p));
	add(r, ORIGIN_TEMPLATE, "Pool: %s, ", public_pool_code(p));
	add(r, ORIGIN_NUMBER, "%zu", public_pool_profiles(p));
	add(r, ORIGIN_TEMPLATE, " profiles, ");
	add(r, ORIGIN_NUMBER, "%zu", public_pool_groups(p));
	add(r, ORIGIN_TEMPLATE, " groups, k %u, drawn ", public_pool_k(p));
	add(r, ORIGIN_NUMBER, "%s", date_iso(public_pool_drawn(p)).z);
	add(r, ORIGIN_TEMPLATE, ", ");
	add(r, ORIGIN_ID, "%s\n", d.z);
}

void edition_message(const struct edition *e, struct rendering *r)
{
	const struct context *ctx = e->ctx;
	add(r, ORIGIN_TEMPLATE, "Edition %u: ", e->number);
	if (e->plan->cycle)
		add(r, ORIGIN_DOCUMENT, "match cycle %s\n\n", e->plan->cycle);
	else if (e->plan->restores)
		add(r, ORIGIN_TEMPLATE, "documents of edition %u\n\n", e->plan->restores);
	else
		add(r, ORIGIN_TEMPLATE, "documents\n\n");
	add(r, ORIGIN_TEMPLATE, "Edition: ");
	add(r, ORIGIN_NUMBER, "%u", e->number);
	add(r, ORIGIN_TEMPLATE, "\nAs-of: %s\n", date_iso(ctx->run->as_of).z);
	if (e->plan->cycle) add(r, ORIGIN_DOCUMENT, "Cycle: %s\n", e->plan->cycle);
	if (e->plan->restores) add(r, ORIGIN_TEMPLATE, "Restores: %u\n", e->plan->restores);
	for (size_t i = 0; i < e->npools; i++)
		if (e->pool[i]) add_pool(r, e->pool[i]);
	if (ctx->has_records) add(r, ORIGIN_TEMPLATE, "Policy: ");
	if (ctx->has_records) add(r, ORIGIN_ID, "%s\n", sha256_hex(&ctx->policy.digest).z);
	add(r, ORIGIN_DOCUMENT, "Published-by: %s <%s>\n", ctx->settings.author,
		ctx->settings.author_email); /* the commit's author, so that the gate sees it */
	add(r, ORIGIN_TEMPLATE, "Gate: passed\nTag: ");
	add(r, ORIGIN_DOCUMENT, "%s", e->tag); /* a cycle's name, which somebody typed */
	add(r, ORIGIN_TEMPLATE, "\nGenerator: mentorpress %s\n", MENTORPRESS_VERSION);
}
