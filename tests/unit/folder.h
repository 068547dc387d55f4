/* folder: a folder of a test program's own, made before its tests and removed behind them. To be included after cmocka.h. */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H
#include <stdlib.h>
#include "base/fs.h"

static char folder[] = "/tmp/mentorpress-test-XXXXXX";

static inline int remove_folder(void **state)
{
	struct str err = STR_INIT;
	int r = fs_remove_tree(folder, &err);
	(void)state;
	str_dispose(&err);
	return r;
}
#endif
