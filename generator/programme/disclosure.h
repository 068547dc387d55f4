/* disclosure: which groups of answers may be shown, so that nobody can work out anything about fewer than SHOWN_LEAST of them.
 *
 * What is shown of a group (how many, or the sum behind a mean) is one equation about those in it. Readers may add and subtract all that
 * is shown: totals less parts, one way of grouping against another. A group is shown only if, together with everything shown before, no such
 * combination whatever is left with something about one to four answers, and if at least SHOWN_LEAST people stand behind it. So what is offered
 * first is shown first: offer totals before parts.
 *
 *     struct shown *s = shown_new(person, n);
 *     if (shown_add(s, &set, 1)) …   print it
 */
#ifndef PROGRAMME_DISCLOSURE_H
#define PROGRAMME_DISCLOSURE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
enum { SHOWN_LEAST = 5 };
struct shown;
/* n answers and who gave each; copied. */
struct shown *shown_new(const int64_t *person, size_t n);
struct shown *shown_copy(const struct shown *s);
void shown_free(struct shown *s);
/* Shows all these groups or, if that would tell too much, none of them (false, nothing changes). set[i][k]: is answer k in group i. Empty
 * groups tell nothing and are always fine. */
bool shown_add(struct shown *s, const bool *const *set, size_t nsets);
#endif
