/* vec: typed growable arrays. VEC(type) declares the struct; items live in malloc'd memory.
 *     struct names { VEC(char *) v; };   VEC(int) nums = VEC_INIT;
 *     vec_push(&nums, 7);  for (size_t i = 0; i < nums.n; i++) use(nums.at[i]);  vec_dispose(&nums); */
#ifndef BASE_VEC_H
#define BASE_VEC_H
#include <stddef.h>
#define VEC(type)                                                                                                      \
	struct {                                                                                                       \
		type *at;                                                                                              \
		size_t n, cap;                                                                                         \
	}
#define VEC_INIT                                                                                                       \
	{                                                                                                              \
		NULL, 0, 0                                                                                             \
	}
void vec_grow_(void **at, size_t *cap, size_t need, size_t size);
#define vec_reserve(v, need)                                                                                           \
	do {                                                                                                           \
		if ((need) > (v)->cap) {                                                                               \
			void *p_ = (v)->at;                                                                            \
			vec_grow_(&p_, &(v)->cap, (need), sizeof *(v)->at);                                            \
			(v)->at = p_;                                                                                  \
		}                                                                                                      \
	} while (0)
#define vec_push(v, x)                                                                                                 \
	do {                                                                                                           \
		vec_reserve(v, (v)->n + 1);                                                                            \
		(v)->at[(v)->n++] = (x);                                                                               \
	} while (0)
#define vec_dispose(v)                                                                                                 \
	do {                                                                                                           \
		free((v)->at);                                                                                         \
		(v)->at = NULL;                                                                                        \
		(v)->n = (v)->cap = 0;                                                                                 \
	} while (0)
#define vec_clear(v) ((v)->n = 0)
#endif
