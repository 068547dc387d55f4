/* settings.c: mentorpress.yml is the first file a new society edits, so every mistake in it is answered with the line
 * to write. A missing value is replaced by an empty text after it was reported: the run goes on to find the other
 * problems. */
#include "content/settings.h"
#include "base/fs.h"
#include "base/html.h"
#include "base/zone_name.h"
#include "content/settings_remote.h"
#include "content/settings_site.h"
#include "input/yaml.h"

#define FILE_NAME "mentorpress.yml"
#define COUNT(a) (sizeof(a) / sizeof *(a))

struct reading {
	struct arena *mem;
	struct diags *ds;
};

static const char *const link_keys[] = { "mentor_application", "peer_application", "mentee_application",
	"video_tutorial", "code_of_ethics" };

static const char *const *link_slot(const struct settings *s, size_t i)
{
	const char *const *const slot[] = { &s->mentor_application, &s->peer_application, &s->mentee_application,
		&s->video_tutorial, &s->code_of_ethics };
	return i < COUNT(slot) ? slot[i] : NULL;
}

static struct place value_place(const struct yaml *map, const char *key)
{
	const struct yaml *v = yaml_get(map, key);
	return v ? v->at : map ? map->at : (struct place){ FILE_NAME, 1, 1 };
}

/* A text that may be absent. */
static const char *text_or(struct reading *r, const struct yaml *map, const char *key, const char *otherwise)
{
	struct sv v = sv("");
	if (!map || !yaml_get(map, key)) return otherwise;
	if (!yaml_text(map, key, false, &v, r->ds)) return otherwise;
	v = sv_trim(v);
	return v.n ? arena_strdup(r->mem, v) : otherwise;
}

/* A text that must be there; `example` is shown as the line to add. */
static const char *text_needed(
	struct reading *r, const struct yaml *map, const char *section, const char *key, const char *example)
{
	const char *z = text_or(r, map, key, "");
	const struct yaml *v = yaml_get(map, key);
	if (*z || (v && v->kind != YAML_SCALAR)) return z; /* a value of the wrong kind was reported by yaml_text */
	diags_error(r->ds, "C070", value_place(map, key),
		diags_text(r->ds, "under \"%s:\" add the line   %s: %s", section, key, example),
		"%s: %s is missing or empty", section, key);
	return "";
}

static const struct yaml *section(
	struct reading *r, const struct yaml *root, const char *key, const char *const *keys, size_t n)
{
	const struct yaml *map = yaml_get(root, key);
	if (map && map->kind == YAML_SCALAR && !map->text.n && !map->quoted)
		return NULL; /* "links:" with nothing below */
	if (map) yaml_keys(map, keys, n, key, r->ds);
	return map && map->kind == YAML_MAP ? map : NULL;
}

static void read_names(struct settings *out, struct reading *r, const struct yaml *root)
{
	static const char *const society_keys[] = { "name", "short" };
	static const char *const programme_keys[] = { "name", "contact", "language", "committee", "timezone" };
	const struct yaml *society = section(r, root, "society", society_keys, COUNT(society_keys));
	const struct yaml *programme = section(r, root, "programme", programme_keys, COUNT(programme_keys));
	out->society = text_needed(r, society, "society", "name", "\"The Society\"");
	out->society_short = text_or(r, society, "short", out->society);
	out->programme = text_needed(r, programme, "programme", "name", "\"Mentoring Program\"");
	out->contact = text_needed(r, programme, "programme", "contact", "\"mentoring@example.org\"");
	out->language = text_or(r, programme, "language", "en");
	out->timezone = text_or(r, programme, "timezone", NULL);
	out->committee = text_or(r, programme, "committee", arena_printf(r->mem, "%s Committee", out->programme));
	if (out->timezone && !zone_name_ok(sv(out->timezone)))
		diags_error(r->ds, "C071", value_place(programme, "timezone"), ZONE_NAME_HELP,
			"timezone: \"%s\" is not a time zone", out->timezone);
	struct sv language = sv(out->language);
	for (size_t i = 0; i < language.n; i++) {
		char c = language.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-') continue;
		diags_error(r->ds, "C071", value_place(programme, "language"),
			"write a language code such as en or en-US", "\"%s\" is not a language code", out->language);
		break;
	}
}

static void check_address(struct reading *r, const struct yaml *map, const char *key, const char *value)
{
	struct sv v = sv(value);
	size_t at = sv_find(v, SV_LIT("@"));
	bool odd = at == SIZE_MAX || at == 0 || at + 1 == v.n;
	for (size_t i = 0; i < v.n; i++) odd |= (unsigned char)v.p[i] <= ' ' || strchr("<>\"\\,;", v.p[i]) != NULL;
	if (v.n && odd)
		diags_error(r->ds, "C071", value_place(map, key),
			"write an e-mail address such as mentoring@example.org", "%s: \"%s\" is not an e-mail address",
			key, value);
}

static void read_links(struct settings *out, struct reading *r, const struct yaml *root)
{
	const struct yaml *map = section(r, root, "links", link_keys, COUNT(link_keys));
	const char **slot[] = { &out->mentor_application, &out->peer_application, &out->mentee_application,
		&out->video_tutorial, &out->code_of_ethics };
	for (size_t i = 0; i < COUNT(slot); i++) {
		*slot[i] = text_needed(r, map, "links", link_keys[i], "\"https://forms.example.org/…\"");
		struct sv v = sv(*slot[i]);
		bool scheme = sv_starts(v, "https://") || sv_starts(v, "http://") || sv_starts(v, "mailto:");
		if (v.n && (!scheme || !html_url_ok(v)))
			diags_error(r->ds, "C071", value_place(map, link_keys[i]),
				"write the whole address, beginning with https://", "links: %s is not a web address",
				link_keys[i]);
	}
}

static void read_publish(struct settings *out, struct reading *r, const struct yaml *root)
{
	static const char *const keys[] = { "author", "email", "index", "address", "sitemap", "feed", "readers" };
	const struct yaml *map = section(r, root, "publish", keys, COUNT(keys));
	out->author = text_or(r, map, "author", out->programme);
	out->author_email = text_or(r, map, "email", out->contact);
	out->index = false;
	if (map) yaml_bool(map, "index", &out->index, r->ds);
	settings_site_read(out, r->mem, map, yaml_get(root, "roots"), r->ds);
	check_address(r, yaml_get(root, "programme"), "contact", out->contact);
	if (out->author_email != out->contact) check_address(r, map, "email", out->author_email);
	if (strpbrk(out->author, "<>\n"))
		diags_error(r->ds, "C071", value_place(map, "author"), "write a plain name such as Mentoring Program",
			"publish: author has a < or > in it, which a signature cannot carry");
}

static void read_records(struct settings *out, struct reading *r, const struct yaml *root)
{
	static const struct {
		const char *key, *otherwise;
	} path[] = {
		{ "exports", "records/exports" },
		{ "mappings", "records/mappings" },
		{ "vocabularies", "records/vocab" },
		{ "policy", "records/policy.yml" },
		{ "status_events", "records/status_events.csv" },
		{ "reviews", "records/reviews.csv" },
		{ "people", "records/people.csv" },
		{ "accepted_words", "records/accepted_words.csv" },
	};
	const char **slot[] = { &out->exports, &out->mappings, &out->vocabularies, &out->policy, &out->status_events,
		&out->reviews, &out->people, &out->accepted_words };
	const char *keys[COUNT(path)];
	_Static_assert(COUNT(path) == COUNT(slot), "one slot for each key");
	for (size_t i = 0; i < COUNT(path); i++) keys[i] = path[i].key;
	const struct yaml *map = section(r, root, "records", keys, COUNT(keys));
	for (size_t i = 0; i < COUNT(path); i++) {
		*slot[i] = text_or(r, map, path[i].key, path[i].otherwise);
		if (fs_safe_path(sv(*slot[i]))) continue;
		diags_error(r->ds, "C071", value_place(map, path[i].key),
			diags_text(r->ds, "write a path below the workspace such as %s", path[i].otherwise),
			"records: %s must be a path below the workspace, without \"..\" and not beginning with /",
			path[i].key);
	}
}

int settings_load(struct settings *out, struct arena *mem, const char *workspace, struct diags *ds)
{
	static const char *const keys[] = { "society", "programme", "links", "publish", "roots", "sign", "push",
		"records" };
	struct reading r = { mem, ds };
	size_t before = ds->errors;
	const struct yaml *root = NULL;
	const char *path = fs_join(mem, workspace, FILE_NAME);
	if (!fs_exists(path))
		diags_error(ds, "C070", NOPLACE,
			"run the command in the folder of the workspace, or name it with --workspace; mentorpress init "
			"DIR "
			"makes a new one",
			"%s is no workspace: it has no file " FILE_NAME, workspace);
	else if (yaml_file(&root, mem, path, FILE_NAME, ds) != 0)
		root = NULL;
	bool readable = root != NULL;
	if (readable) yaml_keys(root, keys, COUNT(keys), FILE_NAME, ds);
	/* Without a readable file there is one problem, not fifteen: the defaults are filled in and nothing more is
	 * said. */
	struct diags unheard = DIAGS_INIT;
	if (!readable) r.ds = &unheard;
	read_names(out, &r, root);
	read_links(out, &r, root);
	read_publish(out, &r, root);
	settings_remote_read(out, mem, yaml_get(root, "sign"), yaml_get(root, "push"), r.ds);
	read_records(out, &r, root);
	diags_dispose(&unheard);
	return ds->errors > before ? -1 : 0;
}

const char *settings_link(const struct settings *s, const char *key)
{
	for (size_t i = 0; i < COUNT(link_keys); i++)
		if (strcmp(key, link_keys[i]) == 0) return *link_slot(s, i);
	return NULL;
}

const char *settings_link_key(size_t n)
{
	return n < COUNT(link_keys) ? link_keys[n] : NULL;
}

const char *settings_certified(const struct settings *s, size_t n)
{
	const char *const value[] = { s->society, s->society_short, s->programme, s->committee, s->contact,
		s->mentor_application, s->peer_application, s->mentee_application, s->video_tutorial,
		s->code_of_ethics };
	if (n < COUNT(value)) return value[n];
	return settings_site_address(s, n - COUNT(value));
}
