#include "cli/claims.h"

#include <stdlib.h>

#include "base/memory.h"
#include "cli/args/number.h"
#include "report/json.h"
#include "report/notation.h"

lb_status lb_claim_read(lb_claim *claim, const char *text, const char *option, lb_error *error)
{
    uint64_t value;
    *claim = (lb_claim){0};
    if (!text)
        return LB_OK;
    if (!lb_cli_read_count(&value, text) || value > SIZE_MAX)
        return lb_fail(error, LB_USAGE, "%s %s is not an integer from 0 on", option, text);
    *claim = (lb_claim){true, (size_t)value};
    return LB_OK;
}

lb_claim_verdict lb_claim_judge(const lb_claim *claim, const mpz_t at_least, const mpz_t at_most)
{
    if (mpz_cmp_ui(at_least, claim->value) > 0 || mpz_cmp_ui(at_most, claim->value) < 0)
        return LB_CLAIM_DISAGREES;
    return mpz_cmp(at_least, at_most) ? LB_CLAIM_OPEN : LB_CLAIM_AGREES;
}

const char *lb_claim_word(lb_claim_verdict verdict)
{
    static const char *const words[] = {"agrees", "open", "disagrees"};
    return words[verdict];
}

void lb_claim_print(FILE *stream, const lb_claim *claim, const char *what, const mpz_t at_least,
                    const mpz_t at_most)
{
    static const char *const words[] = {"agrees:", "not decided:", "DISAGREES:"};
    if (!claim->made)
        return;
    char *least = lb_notation_integer(at_least, 0), *most = lb_notation_integer(at_most, 0);
    fprintf(stream, "claimed %s %zu   %s ", what, claim->value,
            words[lb_claim_judge(claim, at_least, at_most)]);
    if (mpz_cmp(at_least, at_most))
        fprintf(stream, "%s .. %s, both bounds proved\n", least, most);
    else
        fprintf(stream, "exact %s, proved\n", least);
    free(most);
    free(least);
}

json_t *lb_claim_json(const lb_claim *claim, const mpz_t at_least, const mpz_t at_most)
{
    if (!claim->made)
        return json_null();
    json_t *object = json_object();
    lb_json_set(object, "value", lb_json_count(claim->value));
    lb_json_set(object, "agreement",
                lb_json_text(lb_claim_word(lb_claim_judge(claim, at_least, at_most))));
    return object;
}

lb_status lb_claim_status(const lb_claim *claim, const mpz_t at_least, const mpz_t at_most)
{
    static const lb_status statuses[] = {LB_OK, LB_UNDECIDED, LB_DISAGREE};
    return claim->made ? statuses[lb_claim_judge(claim, at_least, at_most)] : LB_OK;
}
