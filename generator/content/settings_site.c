/* Where the site is served and for whom. Nothing on a page needs an address: links are relative. What does (sitemap,
 * feed links, canonical links, links between roots, the page for wrong addresses) is left out or does with less. */
#include "content/settings_site.h"

#define EXAMPLE "https://mentoring.example.org/"

static bool address_ok(struct sv v)
{
	size_t from = sv_starts(v, "https://") ? 8 : sv_starts(v, "http://") ? 7 : v.n;
	if (from >= v.n || v.p[from] == '/' || v.p[from] == ':') return false;
	for (size_t i = from; i < v.n; i++) {
		char c = v.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (!plain && !strchr("-._~:/", c)) return false;
		if (c == '/' && i > from && v.p[i - 1] == '/') return false;
	}
	return sv_find(v, SV_LIT("/../")) == SIZE_MAX && !sv_ends(v, "/..");
}

/* NULL if it is absent or empty. */
static const char *read_address(struct arena *mem, const struct yaml *map, const char *key, struct diags *ds)
{
	struct sv v = sv("");
	if (!yaml_get(map, key) || !yaml_text(map, key, false, &v, ds)) return NULL;
	v = sv_trim(v);
	if (!v.n) return NULL;
	if (address_ok(v)) return arena_printf(mem, "%.*s%s", SV_ARG(v), sv_ends(v, "/") ? "" : "/");
	diags_error(ds, "C146", yaml_get(map, key)->at,
		"write the whole address of a folder, without ? and #, such as " EXAMPLE,
		"%s: \"%.*s\" is not the address of a site", key, SV_ARG(v));
	return NULL;
}

static void read_readers(struct settings *out, const struct yaml *map, struct diags *ds)
{
	struct sv v = sv("");
	if (!yaml_get(map, "readers") || !yaml_text(map, "readers", false, &v, ds)) return;
	if (readers_parse(sv_trim(v), &out->readers)) return;
	diags_error(ds, "C071", yaml_get(map, "readers")->at, "write one of: public, members, participants",
		"readers: \"%.*s\" is not one of the choices", SV_ARG(v));
}

static void read_roots(struct settings *out, struct arena *mem, const struct yaml *roots, struct diags *ds)
{
	const char *keys[READERS_COUNT];
	if (!roots) return;
	for (size_t i = 0; i < READERS_COUNT; i++) keys[i] = readers_word((enum readers)i);
	yaml_keys(roots, keys, READERS_COUNT, "roots", ds);
	if (roots->kind != YAML_MAP) return;
	out->roots = true;
	for (size_t i = 0; i < READERS_COUNT; i++) out->root[i] = read_address(mem, roots, keys[i], ds);
	const char *widest = out->root[READERS_PARTICIPANTS];
	if (out->address && widest && strcmp(out->address, widest) != 0)
		diags_error(ds, "C146", yaml_get(roots, "participants")->at,
			"with roots, remove publish: address, or write the same address in both",
			"publish: address and roots: participants are the same site, and differ");
	if (!widest) out->root[READERS_PARTICIPANTS] = out->address;
	for (size_t i = 0; i + 1 < READERS_COUNT; i++)
		for (size_t k = i + 1; k < READERS_COUNT; k++)
			if (out->root[i] && out->root[k] && strcmp(out->root[i], out->root[k]) == 0)
				diags_error(ds, "C146", yaml_get(roots, keys[i])->at, "give each its own address",
					"%s and %s have the same address", keys[i], keys[k]);
}

void settings_site_read(
	struct settings *out, struct arena *mem, const struct yaml *publish, const struct yaml *roots, struct diags *ds)
{
	out->address = publish ? read_address(mem, publish, "address", ds) : NULL;
	out->sitemap = out->feed = true;
	out->readers = READERS_MEMBERS;
	out->roots = false;
	for (size_t i = 0; i < READERS_COUNT; i++) out->root[i] = NULL;
	if (publish) {
		yaml_bool(publish, "sitemap", &out->sitemap, ds);
		yaml_bool(publish, "feed", &out->feed, ds);
		read_readers(out, publish, ds);
	}
	read_roots(out, mem, roots, ds);
	bool asked = publish && yaml_get(publish, "sitemap") && out->sitemap;
	if (asked && !*settings_address(out, READERS_PUBLIC))
		diags_warn(ds, "C145", yaml_get(publish, "sitemap")->at,
			out->roots ? "under \"roots:\" give the address of public, such as " EXAMPLE
				   : "under \"publish:\" add the line   address: \"" EXAMPLE "\"",
			"there will be no sitemap: a sitemap holds whole addresses, and the site's is not known");
	else if (asked && !out->index)
		diags_warn(ds, "C145", yaml_get(publish, "sitemap")->at, "write index: yes, or remove the line",
			"there will be no sitemap: search engines are not invited (publish: index)");
}

const char *settings_address(const struct settings *s, enum readers r)
{
	const char *address = s->roots ? s->root[r] : s->address;
	return address ? address : "";
}

const char *settings_address_path(const char *address)
{
	const char *host = strstr(address, "://");
	const char *path = host ? strchr(host + 3, '/') : NULL;
	return path ? path : "/";
}

const char *settings_site_address(const struct settings *s, size_t n)
{
	const char *const all[] = { s->address, s->root[READERS_PUBLIC], s->root[READERS_MEMBERS],
		s->root[READERS_PARTICIPANTS] };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i] && n-- == 0) return all[i];
	return NULL;
}
