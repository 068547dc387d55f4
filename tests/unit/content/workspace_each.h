/* workspace_each: an empty workspace `w` for each test, by cmocka_unit_test_setup_teardown(TEST, open_ws, close_ws). */
#ifndef TEST_CONTENT_WORKSPACE_EACH_H
#define TEST_CONTENT_WORKSPACE_EACH_H
#include "workspace.h"

static struct ws w;

static int open_ws(void **state)
{
	(void)state;
	ws_open(&w);
	return 0;
}

static int close_ws(void **state)
{
	(void)state;
	ws_close(&w);
	return 0;
}
#endif
