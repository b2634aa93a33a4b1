/* JSON objects whose keys keep the order in which they were set.
 *
 * Exact integers are decimal strings, so that no reader rounds them; counts and measured times are
 * numbers. Each function takes over the json_t it is given and returns a new one. */

#ifndef LB_REPORT_JSON_H
#define LB_REPORT_JSON_H

#include <gmp.h>
#include <jansson.h>
#include <stdio.h>

/* { "schema": "liebound/<name>/1" } */
json_t *lb_json_new(const char *name);

/* Text that is not UTF-8 keeps its ASCII part; null for NULL. */
json_t *lb_json_text(const char *text);
json_t *lb_json_count(size_t count);
json_t *lb_json_integer(const mpz_t value);
json_t *lb_json_rational(const mpq_t value);
/* null for a value that JSON cannot hold (infinities). */
json_t *lb_json_real(double value);

void lb_json_set(json_t *object, const char *key, json_t *value);
void lb_json_append(json_t *array, json_t *value);

/* Print with a line end, and free. Write errors stay in the stream's error indicator. */
void lb_json_finish(FILE *stream, json_t *value);

#endif
