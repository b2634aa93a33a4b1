/* A coefficient that was rounded has many digits, and lies close to a number that is simple: to a
 * fraction p/q, the square root of one, or one times pi, or to another coefficient. Two numbers
 * drawn at random agree to 12 digits so rarely that such a neighbour is no accident. */

#include "cli/input_remarks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Relative distance of what counts as equal, and the largest q. */
#define CLOSE           5e-12
#define DENOMINATOR_MAX 1000
#define ROOT_MAX        100
#define PI_DENOMINATOR  64
/* Bits of numerator and denominator together from which a coefficient is looked at: 10 digits and
 * more behind the point. */
#define MANY_BITS 56
/* Coefficients that are looked at, and remarks that are printed. */
#define COEFFICIENTS_MAX 10000
#define REMARKS_MAX      5

static bool is_close(double x, double y)
{
    return fabs(x - y) <= CLOSE * fabs(y);
}

/* The fraction with the smallest q <= most that is close to x > 0, by its continued fraction. */
static bool find_fraction(long *p, long *q, double x, long most)
{
    const double huge = 1e9;
    double rest = x;
    long p0 = 0, q0 = 1, p1 = 1, q1 = 0;
    while (rest < huge) {
        long a = (long)floor(rest);
        long p2 = a * p1 + p0, q2 = a * q1 + q0;
        if (q2 > most || p2 > (long)huge)
            return false;
        if (is_close((double)p2 / (double)q2, x)) {
            *p = p2;
            *q = q2;
            return p2 > 0;
        }
        p0 = p1;
        q0 = q1;
        p1 = p2;
        q1 = q2;
        rest = 1 / (rest - floor(rest));
    }
    return false;
}

/* sqrt(p/q) as "sqrt(3)/2" or "3*sqrt(2)/4": the largest square is drawn from p q. */
static char *root_text(const char *sign, long p, long q)
{
    long inside = p * q, outside = 1;
    for (long s = 2; s * s <= inside; s++)
        while (inside % (s * s) == 0) {
            inside /= s * s;
            outside *= s;
        }
    long divisor = outside, other = q;
    while (other) {
        long next = divisor % other;
        divisor = other;
        other = next;
    }
    char *factor = outside == divisor ? lb_strdup("") : lb_sprintf("%ld*", outside / divisor);
    char *below = q == divisor ? lb_strdup("") : lb_sprintf("/%ld", q / divisor);
    char *text = inside == 1 ? NULL : lb_sprintf("%s%ssqrt(%ld)%s", sign, factor, inside, below);
    free(factor);
    free(below);
    return text;
}

static bool has_many_digits(const mpq_t c)
{
    return mpz_sizeinbase(mpq_numref(c), 2) + mpz_sizeinbase(mpq_denref(c), 2) > MANY_BITS &&
           mpz_cmp_ui(mpq_denref(c), 1);
}

/* Whether |c| = p/q. */
static bool is_fraction(const mpq_t c, long p, long q)
{
    mpz_t left, right;
    mpz_inits(left, right, NULL);
    mpz_mul_si(left, mpq_numref(c), q);
    mpz_mul_si(right, mpq_denref(c), p);
    bool same = !mpz_cmpabs(left, right);
    mpz_clears(left, right, NULL);
    return same;
}

char *lb_cli_looks_like(const mpq_t c)
{
    double x = fabs(mpq_get_d(c));
    const char *sign = mpq_sgn(c) < 0 ? "-" : "";
    const double least = 1e-6, most = 1e6;
    long p, q;
    if (!has_many_digits(c) || x < least || x > most)
        return NULL;
    if (find_fraction(&p, &q, x, DENOMINATOR_MAX))
        return is_fraction(c, p, q) ? NULL : lb_sprintf(q == 1 ? "%s%ld" : "%s%ld/%ld", sign, p, q);
    if (find_fraction(&p, &q, x * x, ROOT_MAX))
        return root_text(sign, p, q);
    if (find_fraction(&p, &q, x / acos(-1), PI_DENOMINATOR))
        return p == 1 ? lb_sprintf(q == 1 ? "%spi" : "%spi/%ld", sign, q)
                      : lb_sprintf(q == 1 ? "%s%ld*pi" : "%s%ld*pi/%ld", sign, p, q);
    return NULL;
}

/* c as a decimal number, which has a digit before the point, or as a fraction when it has too many
 * places or none. */
static char *coefficient_text(const mpq_t c)
{
    static const char zeros[] = "0000000000000000000000000000000";
    size_t places = 0;
    mpz_t scaled;
    mpz_init_set_ui(scaled, 1);
    while (places + 1 < sizeof zeros - 1 && !mpz_divisible_p(scaled, mpq_denref(c))) {
        mpz_mul_ui(scaled, scaled, 10);
        places++;
    }
    char *text = mpq_get_str(NULL, 10, c);
    if (places && mpz_divisible_p(scaled, mpq_denref(c))) {
        mpz_divexact(scaled, scaled, mpq_denref(c));
        mpz_mul(scaled, scaled, mpq_numref(c));
        mpz_abs(scaled, scaled);
        char *digits = mpz_get_str(NULL, 10, scaled);
        size_t length = strlen(digits), missing = places >= length ? places + 1 - length : 0;
        char *padded = lb_sprintf("%.*s%s", (int)missing, zeros, digits);
        int whole = (int)(length + missing - places);
        free(text);
        text = lb_sprintf("%s%.*s.%s", mpq_sgn(c) < 0 ? "-" : "", whole, padded, padded + whole);
        free(padded);
        free(digits);
    }
    mpz_clear(scaled);
    return text;
}

/* A coefficient of many digits, and another one that it almost equals. */
typedef struct suspect {
    double size;
    const __mpq_struct *value, *neighbour;
} suspect;

static int compare_suspects(const void *a, const void *b)
{
    const suspect *s = a, *t = b;
    return (s->size > t->size) - (s->size < t->size);
}

static bool same_size(const mpq_t a, const mpq_t b)
{
    return !mpz_cmp(mpq_denref(a), mpq_denref(b)) && !mpz_cmpabs(mpq_numref(a), mpq_numref(b));
}

/* The coefficients of many digits, by their size, each once. Only sums matter: the scale of a
 * single string changes nothing. */
static size_t find_suspects(suspect *suspects, const lb_ansatz_t A)
{
    size_t count = 0, kept = 0;
    for (size_t k = 0; k < A->generator_count; k++) {
        const lb_sum_struct *H = &A->generators[k];
        for (size_t i = 0; H->length > 1 && i < H->length && count < COEFFICIENTS_MAX; i++)
            if (has_many_digits(&H->coefficients[i]))
                suspects[count++] = (suspect){.size = fabs(mpq_get_d(&H->coefficients[i])),
                                              .value = &H->coefficients[i]};
    }
    qsort(suspects, count, sizeof *suspects, compare_suspects);
    for (size_t i = 0; i < count; i++)
        if (!kept || !same_size(suspects[kept - 1].value, suspects[i].value))
            suspects[kept++] = suspects[i];
    return kept;
}

/* Tell the suspects near c that it is there. */
static void meet(suspect *suspects, size_t count, const __mpq_struct *c)
{
    double size = fabs(mpq_get_d(c));
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (suspects[middle].size < size * (1 - 2 * CLOSE))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && suspects[low].size <= size * (1 + 2 * CLOSE); low++)
        if (is_close(suspects[low].size, size) && !same_size(suspects[low].value, c) &&
            !suspects[low].neighbour)
            suspects[low].neighbour = c;
}

/* Whether there is something to say of the suspect, which is then printed unless enough was. */
static bool remark_on(FILE *stream, const suspect *s, bool print)
{
    char *like = s->neighbour ? coefficient_text(s->neighbour) : lb_cli_looks_like(s->value);
    char *value = coefficient_text(s->value);
    if (like && print && s->neighbour)
        fprintf(stream,
                "liebound: note: the coefficients %.60s and %.60s agree to 12 digits, but differ, "
                "and are taken as they are\n",
                value, like);
    else if (like && print)
        fprintf(stream,
                "liebound: note: the coefficient %.60s looks like %s, but is taken as the rational "
                "number it is\n",
                value, like);
    free(value);
    free(like);
    return like != NULL;
}

/* Where there are square roots, of the rational numbers beside them. */
static void remark_on_coefficients(FILE *stream, const lb_ansatz_t written)
{
    const lb_ansatz_struct *A = lb_ansatz_over_q(written);
    size_t terms = 0;
    for (size_t k = 0; k < A->generator_count; k++)
        terms += A->generators[k].length;
    suspect *suspects =
        lb_malloc(terms < COEFFICIENTS_MAX ? terms : COEFFICIENTS_MAX, sizeof *suspects);
    size_t count = find_suspects(suspects, A), remarks = 0;
    for (size_t k = 0; count && k < A->generator_count; k++)
        for (size_t i = 0; i < A->generators[k].length; i++)
            meet(suspects, count, &A->generators[k].coefficients[i]);
    for (size_t i = 0; i < count; i++)
        remarks += remark_on(stream, &suspects[i], remarks < REMARKS_MAX);
    if (remarks > REMARKS_MAX)
        fprintf(stream, "liebound: note: and %zu more coefficient%s like these\n",
                remarks - REMARKS_MAX, remarks - REMARKS_MAX == 1 ? "" : "s");
    free(suspects);
}

void lb_cli_remark(const lb_cli_call *call, const lb_ansatz_t A)
{
    const int wants_states = LB_CLI_ORBIT | LB_CLI_SIMULATES | LB_CLI_BOUND;
    for (size_t i = 0; i < A->remark_count; i++)
        fprintf(call->notes, "liebound: note: %s\n", A->remarks[i]);
    if (!A->has_states && (call->command->bit & wants_states))
        fputs("liebound: note: the ansatz states no training state: |0...0> is taken\n",
              call->notes);
    remark_on_coefficients(call->notes, A);
}
