/* A writer for JSON: the caller says what comes next, the writer puts commas, line ends and escapes. There is no reader
 * and no tree, because nothing here needs one. */
#include "base/json.h"
#include <assert.h>
#include "base/utf8.h"

enum { JSON_DEPTH = 64 };

void json_begin(struct json *j, struct str *out, bool pretty)
{
	*j = (struct json){ .out = out, .pretty = pretty };
	j->first[0] = true;
}

static void new_line(struct json *j)
{
	if (!j->pretty) return;
	str_putc(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++) str_puts(j->out, "  ");
}

/* The comma and line end that stand before an item of the innermost object or array. */
static void item(struct json *j)
{
	if (j->depth) {
		if (!j->first[j->depth]) str_putc(j->out, ',');
		new_line(j);
	}
	assert(j->depth || j->first[0]); /* one value at the top */
	j->first[j->depth] = false;
}

/* Before any value: in an object the key has been written, in an array it starts a new item. */
static void value(struct json *j)
{
	assert(j->depth == 0 || j->is_array[j->depth] || j->after_key);
	if (!j->after_key) item(j);
	j->after_key = false;
}

static void open(struct json *j, bool is_array)
{
	value(j);
	j->depth++;
	assert(j->depth < JSON_DEPTH);
	j->first[j->depth] = true;
	j->is_array[j->depth] = is_array;
	str_putc(j->out, is_array ? '[' : '{');
}

void json_object(struct json *j)
{
	open(j, false);
}

void json_array(struct json *j)
{
	open(j, true);
}

void json_end(struct json *j)
{
	bool empty = j->first[j->depth], is_array = j->is_array[j->depth];

	assert(j->depth && !j->after_key);
	j->depth--;
	if (!empty) new_line(j);
	str_putc(j->out, is_array ? ']' : '}');
}

/* < > & keep a value inert inside a script element; U+2028 and U+2029 end a line in older JavaScript. */
static bool is_escaped(uint32_t cp)
{
	return cp < 0x20 || cp == '"' || cp == '\\' || cp == '<' || cp == '>' || cp == '&' || cp == 0x2028 ||
	       cp == 0x2029;
}

static void put_escape(struct str *out, uint32_t cp)
{
	static const char short_form[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
	const char *at = cp && cp < 0x80 ? strchr(short_form, (int)cp) : NULL;

	if (at)
		str_printf(out, "\\%c", letter[at - short_form]);
	else
		str_printf(out, "\\u%04x", (unsigned)cp);
}

static void put_text(struct str *out, struct sv v)
{
	size_t copied = 0;

	str_putc(out, '"');
	for (size_t i = 0; i < v.n;) {
		uint32_t cp;
		size_t len = utf8_decode(v, i, &cp);

		if (!len || is_escaped(cp)) {
			str_append(out, v.p + copied, i - copied);
			if (len)
				put_escape(out, cp);
			else
				utf8_put(out, 0xFFFD);
			copied = i + (len ? len : 1);
		}
		i += len ? len : 1;
	}
	str_append(out, v.p + copied, v.n - copied);
	str_putc(out, '"');
}

void json_key(struct json *j, const char *key)
{
	assert(j->depth && !j->is_array[j->depth] && !j->after_key);
	item(j);
	put_text(j->out, sv(key));
	str_puts(j->out, j->pretty ? ": " : ":");
	j->after_key = true;
}

void json_text(struct json *j, struct sv v)
{
	value(j);
	put_text(j->out, v);
}

void json_int(struct json *j, int64_t v)
{
	value(j);
	str_printf(j->out, "%lld", (long long)v);
}

void json_bool(struct json *j, bool v)
{
	value(j);
	str_puts(j->out, v ? "true" : "false");
}

void json_null(struct json *j)
{
	value(j);
	str_puts(j->out, "null");
}

void json_raw(struct json *j, struct sv v)
{
	value(j);
	str_sv(j->out, v);
}

void json_kv(struct json *j, const char *key, struct sv v)
{
	json_key(j, key);
	json_text(j, v);
}

void json_kv_int(struct json *j, const char *key, int64_t v)
{
	json_key(j, key);
	json_int(j, v);
}

void json_finish(struct json *j)
{
	assert(j->depth == 0 && !j->after_key && !j->first[0]);
	if (j->pretty) str_putc(j->out, '\n');
}
