/* The catalogue inside the library: the files of algebras/, and an index of their names. Both
 * arrays are written by embed.awk. */

#ifndef LB_ANSATZ_CATALOGUE_H
#define LB_ANSATZ_CATALOGUE_H

#include <liebound/ansatz.h>

typedef struct lb_catalogue_file {
    const char *name; /* tfim.alg */
    const char *text;
} lb_catalogue_file;
extern const lb_catalogue_file lb_catalogue_files[];
extern const size_t lb_catalogue_file_count;

/* An entry is a file, or one variant in it. Sorted by name. */
typedef struct lb_catalogue_item {
    lb_catalogue_entry entry;
    size_t file;
    const char *variant; /* or NULL */
} lb_catalogue_item;
extern const lb_catalogue_item lb_catalogue_items[];
extern const size_t lb_catalogue_item_count;

/* NULL when the catalogue has no such name. */
const lb_catalogue_item *lb_catalogue_find(const char *name);

#endif
