/* banned.h: functions this project does not use, made compile errors.
 * Force-included by the Makefile into every translation unit of generator/.
 * Use str_* and snprintf for text, date_* for dates, run->as_of for "today", fs_* for files. */
#ifndef BANNED_H
#define BANNED_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
/* With _FORTIFY_SOURCE, clang sees these two as macros of the C library. */
#undef sprintf
#undef vsprintf
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok strtok_r gets
#pragma GCC poison system popen gmtime localtime asctime mktime setlocale
#pragma GCC poison atoi atol atoll atof srand srandom tmpnam tempnam mktemp
/* Libraries' headers use these two words for fields and parameters, which poison would refuse too. */
extern int rand(void) __attribute__((deprecated("banned: use random_below")));
extern char *ctime(const time_t *) __attribute__((deprecated("banned: use date_iso")));
#endif
