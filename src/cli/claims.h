/* Other people's numbers against what is proved. */

#ifndef LB_CLI_CLAIMS_H
#define LB_CLI_CLAIMS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include <gmp.h>

#include <liebound/status.h>

/* A claimed number, beside the bounds on the true one. */
typedef struct lb_claim {
    bool made;
    size_t value;
} lb_claim;

typedef enum lb_claim_verdict {
    LB_CLAIM_AGREES,
    LB_CLAIM_OPEN, /* within the bounds, and these do not meet */
    LB_CLAIM_DISAGREES
} lb_claim_verdict;

/* The value of an option, NULL when it was not given. LB_USAGE when it is no count. */
lb_status lb_claim_read(lb_claim *claim, const char *text, const char *option,
                        lb_error *error) LB_MUST_CHECK;
lb_claim_verdict lb_claim_judge(const lb_claim *claim, const mpz_t at_least, const mpz_t at_most);
/* "agrees", "open", "disagrees". */
const char *lb_claim_word(lb_claim_verdict verdict);
/* "claimed rank 90    DISAGREES: 50 is proved", and a line end. */
void lb_claim_print(FILE *stream, const lb_claim *claim, const char *what, const mpz_t at_least,
                    const mpz_t at_most);
/* {"value": 90, "agreement": "disagrees"}, null when none was made. */
json_t *lb_claim_json(const lb_claim *claim, const mpz_t at_least, const mpz_t at_most);

/* LB_DISAGREE, LB_UNDECIDED, or LB_OK also when none was made. */
lb_status lb_claim_status(const lb_claim *claim, const mpz_t at_least, const mpz_t at_most);

#endif
