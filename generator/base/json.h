/* json: a writer for deterministic JSON (RFC 8259). Keys in the order given; two-space indent when pretty; only integers.
 *     struct json j; json_begin(&j, &out, true); json_object(&j); json_key(&j, "k"); json_int(&j, 5); json_end(&j); json_finish(&j); */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include <stdint.h>
#include "base/str.h"
struct json {
	struct str *out;
	bool pretty;
	unsigned depth;
	bool first[64];
	bool is_array[64];
	bool after_key;
};
void json_begin(struct json *j, struct str *out, bool pretty);
void json_object(struct json *j);
void json_array(struct json *j);
void json_end(struct json *j); /* closes the innermost object or array */
void json_key(struct json *j, const char *key);
void json_text(struct json *j, struct sv v); /* also escapes < > & and U+2028/9 so that it is inert inside HTML */
void json_int(struct json *j, int64_t v);
void json_bool(struct json *j, bool v);
void json_null(struct json *j);
void json_raw(struct json *j, struct sv v); /* a value that is JSON already */
void json_kv(struct json *j, const char *key, struct sv v);
void json_kv_int(struct json *j, const char *key, int64_t v);
void json_finish(struct json *j); /* asserts balance, ends with a newline when pretty */
#endif
