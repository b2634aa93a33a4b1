/* Numbers of the command line, read to the last character. */

#ifndef LB_CLI_ARGS_NUMBER_H
#define LB_CLI_ARGS_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* A decimal integer without sign: "0", "12". */
bool lb_cli_read_count(uint64_t *value, const char *text);
/* A decimal integer with an optional minus sign. */
bool lb_cli_read_integer(int64_t *value, const char *text);
/* A positive decimal number of seconds, or of minutes or hours with s, m or h after it. */
bool lb_cli_read_seconds(double *seconds, const char *text);
/* A positive decimal number, perhaps with an exponent: "0.01", "1e-4". */
bool lb_cli_read_real(double *value, const char *text);
/* A positive integer, with K, M, G or T after it for powers of 1024. */
bool lb_cli_read_bytes(uint64_t *bytes, const char *text);
/* A number of digits, 0 for all of them: "40", "0", "all". */
bool lb_cli_read_digits(uint64_t *digits, const char *text);

#endif
