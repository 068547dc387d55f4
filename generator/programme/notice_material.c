/* notice_material.c keeps the list of materials in one place, so that what a notice promises is what the packet holds. */
#include "programme/notice_material.h"

static const char *address_of(struct arena *mem, const struct settings *s, enum readers readers, const char *path)
{
	const char *site = settings_address(s, readers);
	return *site ? arena_printf(mem, "%s%s", site, path) : "";
}

static void add(struct materials *out, const char *title, const char *address, const struct document *d)
{
	struct material m = { title, address, d };
	vec_push(&out->v, m);
}

static void add_kind(struct materials *out, struct arena *mem, const struct corpus *c, const struct settings *s,
	enum doc_kind kind, const char *role)
{
	for (size_t i = 0; i < c->ndocs; i++) {
		const struct document *d = c->doc[i];
		if (d->kind != kind || (d->role.n && !sv_is(d->role, role))) continue;
		add(out, arena_strdup(mem, d->title), address_of(mem, s, d->readers, d->path), d);
	}
}

void materials_of(struct materials *out, struct arena *mem, const struct corpus *c, const struct settings *settings,
	const char *role)
{
	*out = (struct materials){ VEC_INIT };
	add_kind(out, mem, c, settings, DOC_GUIDANCE, role);
	add_kind(out, mem, c, settings, DOC_TOOL, role);
	add(out, "Timeline of the cycles", address_of(mem, settings, settings->readers, "timeline.html"), NULL);
	for (size_t i = 0; i < c->nfamilies; i++) {
		const struct document *d = c->family[i].in_force;
		if (!d) continue;
		add(out, arena_printf(mem, "SOP %.*s, %.*s", SV_ARG(d->number), SV_ARG(d->title)),
			address_of(mem, settings, d->readers, d->path), d);
	}
	add(out, "Code of ethics", settings->code_of_ethics ? settings->code_of_ethics : "", NULL);
}
