/* convert_text.c takes from texts what does not belong to them, and repairs numbers of members and entries where the
 * repair is certain. Texts are the larger part of every export, so a plain cell passes with one look. */
#include <stdint.h>
#include "records/clean.h"
#include "records/convert_cell.h"
#include "records/damage.h"
#include "records/mojibake.h"
#include "records/person_key.h"

static bool is_name(const struct cell *x)
{
	return x->rule->kind == FIELD_FIRST_NAME || x->rule->kind == FIELD_LAST_NAME ||
	       x->rule->kind == FIELD_FULL_NAME;
}

/* Persons are recognised and addressed by these: each is reported. */
static bool names_person(const struct cell *x)
{
	return is_name(x) || x->rule->kind == FIELD_EMAIL;
}

static void look_for_losses(const struct cell *x, bool plain)
{
	bool names = is_name(x) || x->rule->kind == FIELD_EMPLOYER;
	if (clean_lost(x->text, names)) {
		if (!names)
			convert_count(x, TALLY_LOST);
		else if (cell_speaks(x))
			diags_warn(x->c->ds, "R129", x->at, "compare it with the form tool; export again as UTF-8",
				"\"%s\" has lost a letter: %s", x->header, diags_value(x->c->ds, x->text));
	}
	if (plain) return;
	bool controls = clean_controls(x->text);
	if (!mojibake_is(x->text)) {
		if (controls && (names || names_person(x)) && cell_speaks(x))
			diags_warn(x->c->ds, "R129", x->at, "compare it with the form tool; export again as UTF-8",
				"\"%s\" held controls in the place of letters, which were left out: %s", x->header,
				diags_value(x->c->ds, x->text));
		return;
	}
	if (!names_person(x))
		convert_count(x, TALLY_MOJIBAKE);
	else if (cell_speaks(x))
		diags_warn(x->c->ds, "R128", x->at,
			"export again as UTF-8 and do not save the file in a spreadsheet; if the mapping names "
			"another encoding, remove that line",
			controls ? "\"%s\" looks as if UTF-8 had been read as ISO-8859-1; half of a letter was left "
				   "out: "
				   "%s"
				 : "\"%s\" looks as if UTF-8 had been read as Windows-1252; it is kept as it is: %s",
			x->header, diags_value(x->c->ds, x->text));
}

static bool is_text(const struct rule *r)
{
	return r->type == RULE_TEXT || r->type == RULE_EMAIL;
}

struct sv cell_clean(const struct cell *x)
{
	struct cleaned found;
	enum clean_need need = clean_need(x->text);
	/* The semicolon of "R&amp;D" must not part a list. */
	bool entities = is_text(x->rule) || (x->rule->type == RULE_LIST && x->rule->separator == ';');
	if (need == CLEAN_ANY || ((is_name(x) || x->rule->kind == FIELD_EMPLOYER) && memchr(x->text.p, '?', x->text.n)))
		look_for_losses(x, need != CLEAN_ANY);
	if (need == CLEAN_PLAIN || (need == CLEAN_ENTITIES && !entities)) return damage_unguarded(x->text);
	str_clear(&x->c->clean);
	clean_text(&x->c->clean, x->text, entities, &found);
	if (found.entities) convert_count(x, TALLY_ENTITIES);
	if (found.twice) convert_count(x, TALLY_TWICE);
	if (found.invisible) convert_count(x, TALLY_INVISIBLE);
	return damage_unguarded(sv_of(&x->c->clean));
}

/* Digits only, and fewer than the mapping says they are padded to. */
static size_t zeros_lost(const struct cell *x, struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return 0;
	return v.n && v.n < x->rule->digits ? x->rule->digits - v.n : 0;
}

static enum cell_result put_id(const struct cell *x, struct sv v)
{
	size_t zeros = x->rule->digits ? zeros_lost(x, v) : 0;
	if (zeros) convert_count(x, TALLY_ZEROS);
	for (size_t i = 0; i < zeros; i++) str_putc(&x->c->scratch, '0');
	str_sv(&x->c->scratch, v);
	return CELL_OK;
}

/* A spreadsheet shows 10412 as 10,412 or 10412.0; nothing is lost by that. */
static enum cell_result put_repaired(const struct cell *x)
{
	if (cell_speaks(x))
		diags_warn(x->c->ds, "R123", x->at,
			"a spreadsheet wrote it; export again and do not open the file in one",
			"\"%s\" held signs between or after its digits, which were left out: %s", x->header,
			diags_value(x->c->ds, x->text));
	return put_id(x, sv_of(&x->c->key));
}

static enum cell_result refuse_rounded(const struct cell *x)
{
	return cell_refuse(x, "R030",
		"the spreadsheet lost its digits; export again from the form tool and do not open the file",
		"holds what a spreadsheet made of the value");
}

/* "I10412", "OL22": the letters of a kind of membership stand before the number, as the society gave it out. */
static bool is_prefixed(const struct cell *x, struct sv v)
{
	size_t digits = v.n;
	while (digits && v.p[digits - 1] >= '0' && v.p[digits - 1] <= '9') digits--;
	for (size_t i = 0; i < digits; i++)
		if (v.p[i] >= '0' && v.p[i] <= '9') return false;
	return x->rule->kind == FIELD_MEMBER_NO && digits > 0;
}

/* A number in Roman signs, "1/2" and 3/4/2026 are something else that got into the column. */
static bool is_entry_no(struct sv v)
{
	bool other = false, slash = false;
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] <= ' ' || v.p[i] > '~' || v.p[i] == ',') return false; /* other letters are negative */
		slash |= v.p[i] == '/';
		other |= v.p[i] != '/' && (v.p[i] < '0' || v.p[i] > '9');
	}
	return v.n <= 64 && (other || !slash);
}

static enum cell_result read_id(const struct cell *x, struct sv v)
{
	if (v.n > 1 && v.p[0] == '#') {
		convert_count(x, TALLY_SIGN);
		v = sv_trim(sv_sub(v, 1, v.n));
	}
	switch (damage_id(&x->c->key, v)) {
	case ID_REPAIRED: return put_repaired(x);
	case ID_ROUNDED: return refuse_rounded(x);
	case ID_LETTERS:
		if (is_prefixed(x, v)) break;
		return cell_refuse(x, "R124", "correct it in the form tool (0 for O, 1 for l or I) and export again",
			"has the letter O, l or I among its digits");
	case ID_PLAIN: break;
	}
	if (x->rule->kind == FIELD_ENTRY_NO && !is_entry_no(v))
		return cell_refuse(
			x, "R030", "export again with the column formatted as text", "is not an entry number");
	return put_id(x, v);
}

static enum cell_result read_wide_id(const struct cell *x, struct sv v)
{
	struct str plain = STR_INIT;
	if (damage_wide(&plain, v)) convert_count(x, TALLY_WIDE);
	enum cell_result result = read_id(x, sv_of(&plain));
	str_dispose(&plain);
	return result;
}

enum cell_result cell_read_text(const struct cell *x)
{
	struct sv v = x->text;
	if (v.n && v.p[0] == '=') {
		v = damage_unwrapped(v);
		if (v.n != x->text.n)
			convert_count(x, TALLY_WRAPPED);
		else if (cell_speaks(x))
			diags_warn(x->c->ds, "R031", x->at,
				"was it typed by the applicant? otherwise export again without a spreadsheet",
				"\"%s\" begins like a spreadsheet formula; it is kept as text", x->header);
	}
	bool id = x->rule->kind == FIELD_ENTRY_NO || x->rule->kind == FIELD_MEMBER_NO;
	if (x->rule->kind == FIELD_PHONE && damage_id(&x->c->key, v) == ID_ROUNDED) return refuse_rounded(x);
	if (id && memchr(v.p, 0xEF, v.n)) return read_wide_id(x, v);
	if (id || x->rule->digits) return id ? read_id(x, v) : put_id(x, v);
	str_sv(&x->c->scratch, v);
	return CELL_OK;
}

/* An address without what people and mail programs put around it. */
static struct sv undressed(struct sv v)
{
	if (v.n > 7 && sv_ieq_ascii(sv_sub(v, 0, 7), sv("mailto:"))) v = sv_sub(v, 7, v.n);
	while (v.n && strchr("<([\"'", v.p[0])) v = sv_sub(v, 1, v.n);
	while (v.n && strchr(">)]\"'.:", v.p[v.n - 1])) v = sv_sub(v, 0, v.n - 1);
	return v.n > 7 && sv_ieq_ascii(sv_sub(v, 0, 7), sv("mailto:")) ? sv_sub(v, 7, v.n) : v;
}

/* The one address in the cell; *several when there are different ones. Empty if none is sure. */
static struct sv only_address(const struct cell *x, bool *several)
{
	struct sv rest = x->text, part, found = sv("");
	*several = false;
	while (person_next_email(&rest, &part)) {
		struct sv address = undressed(part);
		if (sv_find(address, sv("@")) == SIZE_MAX) continue;
		if (!person_email_key(&x->c->key, address)) return sv("");
		if (found.n && !sv_ieq_ascii(found, address)) *several = true;
		if (!found.n) found = address;
	}
	return *several ? sv("") : found;
}

/* Both would pass for a part of the address. */
static bool is_dressed(struct sv v)
{
	return v.n && (v.p[0] == '\'' || (v.n > 7 && sv_ieq_ascii(sv_sub(v, 0, 7), sv("mailto:"))));
}

enum cell_result cell_read_email(const struct cell *x)
{
	struct sv v = x->text;
	bool several = false, list = !strcmp(x->rule->field, "other_emails");
	if (!list && (is_dressed(v) || !person_email_key(&x->c->key, v))) {
		v = only_address(x, &several);
		if (v.n && cell_speaks(x))
			diags_warn(x->c->ds, "R136", x->at, "correct it in the form tool",
				"\"%s\" holds more than the e-mail address, which was taken from it: %s", x->header,
				diags_value(x->c->ds, x->text));
		else if (!v.n && cell_speaks(x))
			diags_warn(x->c->ds, "R032", x->at, "correct it in the form tool and export again",
				several ? "\"%s\" holds several e-mail addresses, so nobody is recognized by it: %s"
					: "\"%s\" is not an e-mail address, so nobody is recognized by it: %s",
				x->header, diags_value(x->c->ds, x->text));
		if (!v.n) v = x->text;
	}
	str_sv(&x->c->scratch, v);
	return CELL_OK;
}
