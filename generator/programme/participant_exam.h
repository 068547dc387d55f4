/* participant_exam: which credentials a need for an exam is about: fills exam and asks_exam of all. Private to programme/. */
#ifndef PROGRAMME_PARTICIPANT_EXAM_H
#define PROGRAMME_PARTICIPANT_EXAM_H
#include "programme/participant.h"
void participants_exams(struct participants *all, struct arena *mem, const struct code_book *book);
#endif
