/* who_fields.c shows an application as it was filled in: labels in place of names and codes, since whoever reads it aloud
 * on the telephone knows the form and not the mapping. */
#include "cmd/who_internal.h"
#include "records/fields.h"

/* Texts of several lines stand below each other. */
static void say_field(const struct context *ctx, const char *label, struct sv value)
{
	struct sv line;
	while (sv_split(&value, '\n', &line)) {
		context_say(ctx, "    %-28s %.*s", label, SV_ARG(sv_trim(line)));
		label = "";
	}
}

void who_labels(struct teller *t)
{
	struct diags silent = DIAGS_INIT; /* the import has told it */
	if (records_mapped_fields(t->ctx->run, &t->ctx->settings, &t->ctx->mem, &t->field, &t->nfields, &silent))
		t->nfields = 0;
	diags_dispose(&silent);
}

static const struct vocab *vocab_of(const struct teller *t, const char *name)
{
	for (size_t i = 0; i < t->nfields; i++)
		if (t->field[i].vocab && !strcmp(t->field[i].name, name))
			return vocab_named(&t->ctx->vocabs, sv(t->field[i].vocab));
	return NULL;
}

/* Codes by their labels; what is none stays as it is. */
static struct sv labeled(const struct teller *t, struct str *out, const char *name, struct sv value)
{
	const struct vocab *v = vocab_of(t, name);
	struct sv rest = value, code;
	if (!v || value.n == 0) return value;
	str_clear(out);
	while (sv_split(&rest, '|', &code)) {
		size_t at = vocab_lookup(v, code);
		if (out->len) str_puts(out, "; ");
		str_sv(out, at == SIZE_MAX ? code : v->value[at].label);
	}
	return sv_of(out);
}

/* Whoever is on the telephone wants to know first whom it is about, and then how to reach them. */
static const char *const first_fields[] = { "first_name", "last_name", "full_name", "certificate_name", "employer",
	"job_title", "email", "phone", "member_no" };
enum { FIRST_FIELDS = sizeof first_fields / sizeof *first_fields };

static void say(const struct teller *t, const char *name, struct sv value)
{
	const struct field *f = field_find(sv(name));
	struct str labels = STR_INIT;
	if (value.n) say_field(t->ctx, f ? f->label : name, labeled(t, &labels, name, value));
	str_dispose(&labels);
}

static int tell_field(void *self, const char *name, struct sv value)
{
	const struct teller *t = self;
	bool told = false;
	for (size_t i = 0; i < FIRST_FIELDS; i++) told |= !strcmp(name, first_fields[i]);
	if (t->json)
		json_kv(t->json, name, value);
	else if (!told)
		say(t, name, value);
	return 0;
}

int who_fields(struct teller *t, const struct application *a)
{
	for (size_t i = 0; i < FIRST_FIELDS && !t->json; i++)
		say(t, first_fields[i], application_field(a, first_fields[i]));
	return application_fields_each(a, tell_field, t);
}
