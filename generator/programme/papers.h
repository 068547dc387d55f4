/* papers: what every printed or mailed paper of the programme needs: the committee's templates, the one stylesheet, and a folder that only its
 * owner can read. Papers are written to a new folder which takes the old one's place when all of it is there, so that nobody prints half a pack
 * and no sheet of an earlier run stays behind. Messages: M060, M061. */
#ifndef PROGRAMME_PAPERS_H
#define PROGRAMME_PAPERS_H
#include "base/fs.h"
#include "input/template.h"
#define PAPERS_FOLDER "programme-templates" /* below the workspace */
#define PAPERS_STYLE "papers.css"
struct papers {
	struct template_set *set;
	struct str style; /* bytes of assets/papers.css */
};
/* Reads the templates of DIR and DIR/assets/papers.css. expect: names of templates the caller renders, ended by NULL; one that is not there is an error
 * (M060). -1 after diags; dispose in any case. */
int papers_load(struct papers *out, const char *dir, const char *const *expect, struct diags *ds);
void papers_dispose(struct papers *p);
/* A folder being filled. */
struct papers_folder {
	char *path, *filling; /* where it will stand, where it stands until then */
};
/* Makes "PATH.filling" (0700, its parents too), empty. -1: M061. */
int papers_folder_open(struct papers_folder *out, const char *path, struct diags *ds);
/* Puts a file (0600) there; folders in name are made. Not synced: a pack can be made again. */
int papers_put(const struct papers_folder *f, const char *name, struct sv bytes, struct diags *ds);
/* Puts more at the end of one: a file that is too large to be held whole. */
int papers_add(const struct papers_folder *f, const char *name, struct sv bytes, struct diags *ds);
/* ok: PATH becomes what was filled, whatever stood there is gone. Else what was filled is thrown away. Frees *f. */
int papers_folder_close(struct papers_folder *f, bool ok, struct diags *ds);
#endif
