/* person: recognising the same person: by member number, then by e-mail, with manual merges and splits. Private to
 * records/.
 *
 * Same member number = same person; an application without a number whose e-mail the newest list of members gives to
 * one member counts as that member's. An e-mail joins applications without a member number to the one person that uses
 * it; two different member numbers are never joined by an e-mail alone (a warning says so), and an application
 * without a number whose e-mail stands under several is held: nobody can say whose it is.
 * records/people.csv (optional): action,form_a,entry_a,form_b,entry_b,reason,by,on. merge: the two are one person.
 * split: what the two share (number or e-mail) does not join the first to anybody.
 * A person's number is the id of one of its own applications, kept from import to import, so it does not depend on
 * any order. */
#ifndef RECORDS_PERSON_H
#define RECORDS_PERSON_H
#include "records/import_internal.h"
int person_recognise(struct importer *im); /* fills known.person and known.held */
#endif
