/* The libraries are told by their build ids, which lie in memory already: their bytes would be forty megabytes to read at every start. */
#include "cmd/loaded.h"
#include <elf.h>
#include <link.h>
#include "base/fs.h"

struct loading {
	struct digest_ctx *d;
	bool first; /* the program itself comes first, and has no name */
	int result;
};

static size_t padded(size_t n)
{
	return (n + 3) / 4 * 4;
}

/* In one segment of notes: a header of three numbers, the name, the bytes; name and bytes padded to four. */
static struct sv build_id_in(struct sv notes)
{
	ElfW(Nhdr) h;

	while (notes.n >= sizeof h) {
		memcpy(&h, notes.p, sizeof h);
		size_t name = padded(h.n_namesz), all = sizeof h + name + padded(h.n_descsz);
		if (all > notes.n) break;
		if (h.n_type == NT_GNU_BUILD_ID && h.n_namesz == 4 && memcmp(notes.p + sizeof h, "GNU", 4) == 0)
			return sv_sub(notes, sizeof h + name, h.n_descsz);
		notes = sv_sub(notes, all, notes.n - all);
	}
	return sv_n("", 0);
}

static struct sv build_id(const struct dl_phdr_info *info)
{
	struct sv id = sv_n("", 0);

	for (size_t i = 0; id.n == 0 && i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];
		if (p->p_type == PT_NOTE)
			id = build_id_in(sv_n((const char *)(info->dlpi_addr + p->p_vaddr), p->p_memsz));
	}
	return id;
}

static int add_file(struct digest_ctx *d, const char *path)
{
	struct sha256 bytes;
	int r = fs_digest(&bytes, path, UINT64_MAX);

	digest_add(d, bytes.b, sizeof bytes.b);
	return r;
}

static int add_one(struct dl_phdr_info *info, size_t size, void *ctx)
{
	struct loading *l = ctx;
	bool program = l->first;

	(void)size;
	l->first = false;
	if (program) return 0;
	struct sv id = build_id(info);
	digest_field(l->d, sv(info->dlpi_name));
	digest_field(l->d, id);
	/* What has no name is the kernel's part, which computes nothing for us. */
	if (id.n == 0 && *info->dlpi_name == '/' && add_file(l->d, info->dlpi_name) != 0) l->result = -1;
	return 0;
}

int loaded_add(struct digest_ctx *d)
{
	struct loading l = { d, true, 0 };

	dl_iterate_phdr(add_one, &l);
	return l.result;
}
