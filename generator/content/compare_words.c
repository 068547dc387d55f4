/* compare_words.c: a word is what a reader sees between two blanks, however many nodes it is made of: "*late*," is one
 * word, set in italics, so that a change of its setting is not told as a change of its letters. */
#include "content/compare_text.h"
#include "content/markdown.h"
#include "content/references.h"

struct builder {
	struct text *t;
	struct numbers *n;
	const struct source *s;
	struct str word, mix; /* mix: where letters of another look begin */
	uint32_t look, set;   /* look: of what comes now; set: of the word's first letter */
	bool lettered, mixed; /* the word has a letter; two that are set differently */
	unsigned emphasis, strong;
	struct look state;
	size_t skip;
};

static uint32_t number_of(struct map *map, struct sv bytes)
{
	uint64_t id = map->n;
	if (!map_add(map, bytes, id)) map_get(map, bytes, &id);
	return (uint32_t)id;
}

/* ---- looks */

static unsigned switches(const struct look *l)
{
	return (unsigned)l->emphasis | (unsigned)l->strong << 1 | (unsigned)l->code << 2 | (unsigned)l->breaks << 3 |
	       (unsigned)l->mixed << 4;
}

static uint32_t look_by_key(struct numbers *n, const struct look *look, struct sv mix)
{
	struct str key = STR_INIT;
	str_printf(&key, "%u %zu ", switches(look), look->link.n);
	str_sv(&key, look->link);
	str_sv(&key, look->picture);
	str_putc(&key, '\n');
	str_sv(&key, mix);
	uint32_t id = number_of(&n->look, sv_of(&key));
	if (id == n->looks.n) {
		struct look copy = *look;
		copy.link = arena_sv(&n->mem, look->link);
		copy.picture = arena_sv(&n->mem, look->picture);
		vec_push(&n->looks, copy);
	}
	str_dispose(&key);
	return id;
}

static uint32_t look_number(struct numbers *n, const struct look *look, struct sv mix)
{
	if (look->link.n || look->picture.n || mix.n) return look_by_key(n, look, mix);
	uint32_t *known = &n->simple_look[switches(look)];
	if (!*known) *known = 1 + look_by_key(n, look, mix);
	return *known - 1;
}

static void look_again(struct builder *b)
{
	b->state.emphasis = b->emphasis > 0;
	b->state.strong = b->strong > 0;
	b->look = look_number(b->n, &b->state, sv(""));
}

/* ---- words */

static void push(struct text *t, struct numbers *n, struct sv bytes, uint32_t look)
{
	uint32_t id = number_of(&n->word, bytes);
	vec_push(&t->word, ((struct text_word){ n->word.at[id].key, id, look }));
}

static void end_word(struct builder *b)
{
	if (!b->word.len) return;
	uint32_t look = b->lettered ? b->set : b->look;
	if (b->mixed) {
		struct look mixed = b->n->looks.at[b->set];
		mixed.mixed = true;
		look = look_number(b->n, &mixed, sv_of(&b->mix));
	}
	if (b->skip)
		b->skip--;
	else
		push(b->t, b->n, sv_of(&b->word), look);
	str_clear(&b->word);
	str_clear(&b->mix);
	b->lettered = b->mixed = false;
	if (b->state.breaks) {
		b->state.breaks = false;
		look_again(b);
	}
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Length of the blank at i, a no-break space included; 0 if there is none. */
static size_t blank_at(struct sv v, size_t i)
{
	if (strchr(" \t\r\n", v.p[i]) && v.p[i]) return 1;
	return i + 1 < v.n && v.p[i] == '\xC2' && v.p[i + 1] == '\xA0' ? 2 : 0;
}

static void put_char(struct builder *b, char c)
{
	if (is_letter(c)) {
		if (b->lettered && b->set != b->look) b->mixed = true;
		if (!b->lettered) b->set = b->look;
		if (b->mixed) str_printf(&b->mix, "%zu:%u ", b->word.len, b->look);
		b->lettered = true;
	}
	str_putc(&b->word, c);
}

static void put_text(struct builder *b, struct sv text)
{
	for (size_t i = 0; i < text.n;) {
		size_t blank = blank_at(text, i);
		if (blank)
			end_word(b);
		else
			put_char(b, text.p[i]);
		i += blank ? blank : 1;
	}
}

/* ---- inlines */

/* The address as it is on the page, so that two ways of writing the same one are no change. */
static struct sv address(struct builder *b, const char *written)
{
	struct diags unheard = DIAGS_INIT;
	struct build quiet = *b->s->build;
	struct spot spot = { NULL, NULL, sv(written), NOPLACE };
	struct str href = STR_INIT;
	enum origin origin;
	quiet.ds = &unheard;
	if (!references_link(&href, &origin, &quiet, b->s->doc, sv(written), &spot)) {
		str_clear(&href);
		str_puts(&href, written);
	}
	struct sv out = arena_sv(&b->n->mem, sv_of(&href));
	str_dispose(&href);
	diags_dispose(&unheard);
	return out;
}

static void take_inline(struct builder *b, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT: put_text(b, sv(cmark_node_get_literal(node))); return;
	case CMARK_NODE_SOFTBREAK: end_word(b); return;
	case CMARK_NODE_LINEBREAK:
		end_word(b);
		b->state.breaks = true;
		break;
	case CMARK_NODE_CODE:
		b->state.code = true;
		look_again(b);
		put_text(b, sv(cmark_node_get_literal(node)));
		b->state.code = false;
		break;
	case CMARK_NODE_EMPH: b->emphasis += enter ? 1u : -1u; break;
	case CMARK_NODE_STRONG: b->strong += enter ? 1u : -1u; break;
	case CMARK_NODE_LINK: b->state.link = enter ? address(b, cmark_node_get_url(node)) : sv(""); break;
	case CMARK_NODE_IMAGE:
		end_word(b);
		b->state.picture = enter ? address(b, cmark_node_get_url(node)) : sv("");
		break;
	default: return;
	}
	look_again(b);
}

void compare_words(struct text *t, struct numbers *n, cmark_node *block, const struct source *s, size_t skip)
{
	struct builder b = { .t = t, .n = n, .s = s, .word = STR_INIT, .mix = STR_INIT, .skip = skip };
	b.state.link = b.state.picture = sv("");
	look_again(&b);
	cmark_iter *it = cmark_iter_new(block);
	cmark_event_type event;
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		if (node != block) take_inline(&b, node, event == CMARK_EVENT_ENTER);
	}
	cmark_iter_free(it);
	end_word(&b);
	str_dispose(&b.word);
	str_dispose(&b.mix);
}

static uint32_t plain_look(struct numbers *n)
{
	struct look none = { .link = SV_LIT(""), .picture = SV_LIT("") };
	return look_number(n, &none, sv(""));
}

void compare_word(struct text *t, struct numbers *n, struct sv bytes)
{
	push(t, n, bytes, plain_look(n));
}

void compare_plain(struct text *t, struct numbers *n, struct sv plain)
{
	uint32_t look = plain_look(n);
	for (size_t i = 0; i < plain.n;) {
		size_t from = i, blank = blank_at(plain, i);
		i += blank;
		if (blank) continue;
		while (i < plain.n && !blank_at(plain, i)) i++;
		push(t, n, sv_sub(plain, from, i - from), look);
	}
}
