/* An operator is A + iB, A and B sums of strings. Sums and loops append terms; a product multiplies
 * its factors from the left, each brought to normal form. */

#include "ansatz/language/operators.h"

#include <stdlib.h>
#include <string.h>

#include "ansatz/language/root_values.h"
#include "base/digits.h"
#include "base/memory.h"
#include "base/text.h"

/* The terms of a node times a number are appended to an operator. */
typedef struct target {
    lb_operator *sum;
    const __mpq_struct *coefficient;
    const lb_node *body; /* of a loop */
} target;

static lb_status accumulate(lb_interpreter *run, const target *to, const lb_node *node);

/* S += i^e c P. */
static lb_status append(lb_interpreter *run, const lb_node *node, lb_operator *S, const mpq_t c,
                        unsigned e, const lb_string_t P)
{
    size_t terms = S->real->length + S->imaginary->length;
    if (terms >= LB_TERMS_MAX)
        return lb_interpreter_fail(run, node, "there are more than 20000000 terms");
    if (terms * (sizeof *P + sizeof(mpq_t) + P->length * sizeof *P->blocks) > LB_TERM_BYTES_MAX)
        return lb_interpreter_fail(run, node, "the terms need more than 4 GiB");
    lb_operator_append(S, e, c, P);
    return lb_interpreter_spend(run, node, 2 + lb_bounded_limbs(c));
}

static size_t most_limbs(const lb_operator *S)
{
    size_t most = 0;
    for (int part = 0; part < 2; part++) {
        const lb_sum_struct *T = part ? S->imaginary : S->real;
        for (size_t i = 0; i < T->length; i++)
            most = lb_bounded_limbs(T->coefficients + i) > most
                       ? lb_bounded_limbs(T->coefficients + i)
                       : most;
    }
    return most;
}

/* P <- P F in normal form. */
static lb_status multiply_by(lb_interpreter *run, const lb_node *node, lb_operator *P,
                             const lb_operator *F)
{
    size_t terms = lb_operator_product_terms(P, F);
    if (terms > LB_TERMS_MAX)
        return lb_interpreter_fail(run, node, "there are more than 20000000 terms");
    if (lb_operator_product_bytes(P, F) > LB_TERM_BYTES_MAX)
        return lb_interpreter_fail(run, node, "the terms need more than 4 GiB");
    lb_status status = lb_interpreter_spend(run, node, terms * (2 + most_limbs(P) + most_limbs(F)));
    return status ? status : lb_interpreter_ask(run, lb_operator_multiply(P, P, F, run->limits));
}

static lb_status set_identity(lb_interpreter *run, const lb_node *node, lb_operator *S)
{
    lb_string_t P;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_string_init(P);
    lb_operator_init(S, run->width);
    lb_status status = append(run, node, S, one, 0, P);
    lb_string_clear(P);
    mpq_clear(one);
    return status;
}

/* to += c S. */
static lb_status add(lb_interpreter *run, const lb_node *node, const target *to,
                     const lb_operator *S)
{
    mpq_t c;
    mpq_init(c);
    lb_status status = LB_OK;
    for (unsigned part = 0; part < 2; part++) {
        const lb_sum_struct *T = part ? S->imaginary : S->real;
        for (size_t i = 0; i < T->length && !status; i++) {
            mpq_mul(c, to->coefficient, T->coefficients + i);
            status = append(run, node, to->sum, c, part, T->strings + i);
        }
    }
    mpq_clear(c);
    return status;
}

/* The operator of a node in normal form; S is initialized, also when this fails. */
static lb_status evaluate(lb_operator *S, lb_interpreter *run, const lb_node *node)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    lb_operator_init(S, run->width);
    lb_status status = accumulate(run, &(target){.sum = S, .coefficient = one}, node);
    if (!status)
        status = lb_interpreter_ask(run, lb_operator_normalize(S, run->limits));
    mpq_clear(one);
    return status;
}

/* A number is a multiple of the identity. */
static lb_status accumulate_number(lb_interpreter *run, const target *to, const lb_node *node)
{
    mpq_t c;
    lb_string_t P;
    mpq_init(c);
    lb_string_init(P);
    lb_status status = lb_evaluate_exact(c, run, node);
    mpq_mul(c, c, to->coefficient);
    if (!status)
        status = append(run, node, to->sum, c, 0, P);
    lb_string_clear(P);
    mpq_clear(c);
    return status;
}

/* A node that `expand` makes a sum of: one without products of sums inside, or a root. */
static lb_status accumulate_whole(lb_interpreter *run, const target *to, const lb_node *node,
                                  lb_status (*expand)(lb_sum_t, lb_interpreter *, const lb_node *))
{
    lb_operator S;
    lb_operator_init(&S, run->width);
    lb_status status = expand(S.real, run, node);
    if (!status)
        status = add(run, node, to, &S);
    lb_operator_clear(&S);
    return status;
}

static lb_status accumulate_product(lb_interpreter *run, const target *to, const lb_node *node)
{
    lb_operator P, F;
    mpq_t c, number;
    mpq_inits(c, number, NULL);
    mpq_set(c, to->coefficient);
    lb_status status = set_identity(run, node, &P);
    for (uint32_t i = 0; i < node->count && !status; i++) {
        const lb_node *child = node->children[i];
        if (child->type == LB_TYPE_TERM) {
            status = evaluate(&F, run, child);
            if (!status)
                status = multiply_by(run, child, &P, &F);
            lb_operator_clear(&F);
            continue;
        }
        status = lb_evaluate_exact(number, run, child);
        const char *problem = status ? NULL : lb_bounded_apply(c, child->op, c, number);
        if (problem)
            status = lb_interpreter_fail(run, child, problem);
    }
    if (!status)
        status = add(run, node, &(target){.sum = to->sum, .coefficient = c}, &P);
    mpq_clears(c, number, NULL);
    lb_operator_clear(&P);
    return status;
}

/* By squaring. */
static lb_status accumulate_power(lb_interpreter *run, const target *to, const lb_node *node)
{
    const int64_t most = 1000000;
    lb_operator S, P;
    int64_t exponent = 0;
    lb_status status = lb_evaluate_integer(&exponent, run, node->children[1]);
    if (!status && (exponent < 0 || exponent > most))
        status = lb_interpreter_fail(run, node->children[1],
                                     "the power of an operator is an integer from 0 to 1000000");
    if (status)
        return status;
    status = evaluate(&S, run, node->children[0]);
    lb_status other = set_identity(run, node, &P);
    status = status ? status : other;
    for (; exponent && !status; exponent >>= 1) {
        if (exponent & 1)
            status = multiply_by(run, node, &P, &S);
        if (!status && exponent > 1)
            status = multiply_by(run, node, &S, &S);
    }
    if (!status)
        status = add(run, node, to, &P);
    lb_operator_clear(&S);
    lb_operator_clear(&P);
    return status;
}

static lb_status visit_sum(lb_interpreter *run, void *context)
{
    const target *to = context;
    return accumulate(run, to, to->body);
}

static lb_status visit_product(lb_interpreter *run, void *context)
{
    const target *to = context;
    lb_operator F;
    lb_status status = evaluate(&F, run, to->body);
    if (!status)
        status = multiply_by(run, to->body, to->sum, &F);
    lb_operator_clear(&F);
    return status;
}

static lb_status accumulate_loop(lb_interpreter *run, const target *to, const lb_node *node)
{
    target inner = *to;
    inner.body = node->children[0];
    if (node->kind == LB_NODE_LOOP)
        return lb_interpreter_loop(run, node->loop, node, visit_sum, &inner);
    lb_operator P;
    lb_status status = set_identity(run, node, &P);
    inner.sum = &P;
    if (!status)
        status = lb_interpreter_loop(run, node->loop, node, visit_product, &inner);
    if (!status)
        status = add(run, node, to, &P);
    lb_operator_clear(&P);
    return status;
}

static lb_status accumulate_sum(lb_interpreter *run, const target *to, const lb_node *node)
{
    mpq_t minus;
    mpq_init(minus);
    mpq_neg(minus, to->coefficient);
    lb_status status = LB_OK;
    for (uint32_t i = 0; i < node->count && !status; i++) {
        target inner = *to;
        if (node->children[i]->op == '-')
            inner.coefficient = minus;
        status = accumulate(run, &inner, node->children[i]);
    }
    mpq_clear(minus);
    return status;
}

/* T + T^dagger is twice A, and i (T - T^dagger) is -2B. */
static lb_status accumulate_conjugates(lb_interpreter *run, const target *to, const lb_node *node)
{
    lb_operator S;
    mpq_t c;
    mpq_init(c);
    mpq_mul_2exp(c, to->coefficient, 1);
    lb_status status = evaluate(&S, run, node->children[0]);
    if (node->slot == LB_CONJUGATES_DIFFERENCE) {
        lb_sum_struct real = *S.real;
        *S.real = *S.imaginary;
        *S.imaginary = real;
        mpq_neg(c, c);
    }
    lb_sum_zero(S.imaginary);
    if (!status)
        status = add(run, node, &(target){.sum = to->sum, .coefficient = c}, &S);
    mpq_clear(c);
    lb_operator_clear(&S);
    return status;
}

static lb_status find_qubit(int64_t *qubit, lb_interpreter *run, const lb_node *node,
                            const char *what)
{
    lb_status status = lb_evaluate_integer(qubit, run, node);
    if (!status && (*qubit < 0 || *qubit >= (int64_t)run->qubits))
        return lb_fail_at(run->error, run->script->source, node->line, node->column,
                          "there is no %s %lld: the %ss are 0 to %zu", what, (long long)*qubit,
                          what, run->qubits - 1);
    return status;
}

/* (1 - Z_p) / 2. */
static lb_status fill_number(lb_operator *S, lb_interpreter *run, const lb_node *node,
                             lb_mapping mapping, size_t p)
{
    lb_string_t identity, Z;
    mpq_t half;
    mpq_init(half);
    mpq_set_ui(half, 1, 2);
    lb_string_init(identity);
    lb_string_init(Z);
    lb_mapping_occupation(Z, mapping, p);
    lb_status status = append(run, node, S, half, 0, identity);
    if (!status)
        status = append(run, node, S, half, 2, Z);
    lb_string_clear(identity);
    lb_string_clear(Z);
    mpq_clear(half);
    return status;
}

/* c[p], cdag[p] or n[p]; without fermions n[p] is that of the qubit. */
static lb_status accumulate_ladder(lb_interpreter *run, const target *to, const lb_node *node)
{
    int64_t p = 0;
    bool number = node->slot == LB_LADDER_NUMBER, mapped = run->mapping != LB_MAP_NONE;
    lb_status status = find_qubit(&p, run, node->children[0], mapped ? "mode" : "qubit");
    if (!status)
        status = lb_interpreter_spend(run, node, 1 + (mapped ? run->qubits : 0));
    if (!status && !number && !mapped)
        status =
            lb_interpreter_fail(run, node,
                                "say how fermions lie on qubits in a line before: fermions jw, "
                                "fermions parity or fermions bk");
    if (status)
        return status;
    lb_operator S;
    lb_mapping mapping = mapped ? run->mapping : LB_MAP_JW;
    lb_operator_init(&S, run->width);
    if (number)
        status = fill_number(&S, run, node, mapping, (size_t)p);
    else
        lb_mapping_ladder(&S, mapping, run->qubits, (size_t)p, node->slot == LB_LADDER_CREATES);
    if (!status)
        status = add(run, node, to, &S);
    lb_operator_clear(&S);
    return status;
}

/* |a><b| on one qubit: half of two strings, each times a power of i. */
static lb_status fill_dyad(lb_operator *S, lb_interpreter *run, const lb_node *node, uint32_t qubit,
                           const char ends[2])
{
    static const struct {
        char ends[3];
        char letters[3];
        unsigned powers[2];
    } dyads[] = {{"00", "IZ", {0, 0}}, {"11", "IZ", {0, 2}}, {"01", "XY", {0, 1}},
                 {"10", "XY", {0, 3}}, {"++", "IX", {0, 0}}, {"--", "IX", {0, 2}},
                 {"+-", "ZY", {0, 3}}, {"-+", "ZY", {0, 1}}};
    size_t d = 0;
    while (d < sizeof dyads / sizeof *dyads && memcmp(dyads[d].ends, ends, 2) != 0)
        d++;
    if (d == sizeof dyads / sizeof *dyads)
        return lb_interpreter_fail(
            run, node, "on each qubit both ends of |a><b| are of 0 and 1, or of + and -");
    lb_string_t P;
    mpq_t half;
    lb_status status = LB_OK;
    mpq_init(half);
    mpq_set_ui(half, 1, 2);
    for (int t = 0; t < 2 && !status; t++) {
        lb_string_init(P);
        if (dyads[d].letters[t] != 'I')
            lb_string_set_letter(P, qubit, dyads[d].letters[t]);
        status = append(run, node, S, half, dyads[d].powers[t], P);
        lb_string_clear(P);
    }
    mpq_clear(half);
    return status;
}

static lb_status accumulate_dyad(lb_interpreter *run, const target *to, const lb_node *node)
{
    size_t letters = (node->length - 4) / 2; /* |a><b| */
    if (!node->count && letters != run->qubits)
        return lb_interpreter_fail(
            run, node, "without indices the ends of |a><b| have a letter for each qubit");
    lb_operator P, F;
    lb_status status = set_identity(run, node, &P);
    for (size_t q = 0; q < letters && !status; q++) {
        int64_t qubit = (int64_t)q;
        const char ends[2] = {node->text[1 + q], node->text[3 + letters + q]};
        if (node->count)
            status = find_qubit(&qubit, run, node->children[q], "qubit");
        for (size_t r = 0; r < q && !status && node->count; r++) {
            int64_t other = 0;
            status = lb_evaluate_integer(&other, run, node->children[r]);
            if (!status && other == qubit)
                status =
                    lb_interpreter_fail(run, node->children[q], "this qubit has two letters here");
        }
        if (status)
            break;
        lb_operator_init(&F, run->width);
        status = fill_dyad(&F, run, node, (uint32_t)qubit, ends);
        if (!status)
            status = multiply_by(run, node, &P, &F);
        lb_operator_clear(&F);
    }
    if (!status)
        status = add(run, node, to, &P);
    lb_operator_clear(&P);
    return status;
}

/* Whether a factor is more than a string: a product of strings has no letter twice. */
static bool has_sum(const lb_node *node)
{
    bool found = false;
    for (uint32_t i = 0; i < node->count && !found; i++)
        found = node->children[i]->type == LB_TYPE_TERM &&
                node->children[i]->kind != LB_NODE_LETTERS &&
                node->children[i]->kind != LB_NODE_WORD;
    return found;
}

static lb_status accumulate(lb_interpreter *run, const target *to, const lb_node *node)
{
    if (node->type != LB_TYPE_TERM)
        return accumulate_number(run, to, node);
    switch (node->kind) {
    case LB_NODE_SUM:
        return accumulate_sum(run, to, node);
    case LB_NODE_LOOP:
    case LB_NODE_PRODUCT_LOOP:
        return accumulate_loop(run, to, node);
    case LB_NODE_POWER:
        return accumulate_power(run, to, node);
    case LB_NODE_CONJUGATES:
        return accumulate_conjugates(run, to, node);
    case LB_NODE_LADDER:
        return accumulate_ladder(run, to, node);
    case LB_NODE_DYAD:
        return accumulate_dyad(run, to, node);
    case LB_NODE_ROOT:
        return accumulate_whole(run, to, node, lb_evaluate_root);
    case LB_NODE_PRODUCT:
        return has_sum(node) ? accumulate_product(run, to, node)
                             : accumulate_whole(run, to, node, lb_expand);
    default:
        return accumulate_whole(run, to, node, lb_expand);
    }
}

/* The largest string with an imaginary coefficient. */
static lb_status refuse_imaginary(const lb_interpreter *run, const lb_node *node, const lb_sum_t B)
{
    const size_t most_letters = 40;
    char *text = lb_string_text(&B->strings[0], B->qubits, LB_LABEL_QUBITS);
    char *number = lb_mpq_text(&B->coefficients[0]);
    lb_status status = lb_fail_at(
        run->error, run->script->source, node->line, node->column,
        "this operator is not Hermitian: %.*s has the coefficient %.20si; hc(T) is T + T^dagger, "
        "and ahc(T) is i (T - T^dagger)",
        (int)most_letters, text, number);
    free(text);
    free(number);
    return status;
}

lb_status lb_expand_operator(lb_sum_t S, lb_interpreter *run, const lb_node *node)
{
    lb_operator R;
    lb_status status = evaluate(&R, run, node);
    if (!status && R.imaginary->length)
        status = refuse_imaginary(run, node, R.imaginary);
    for (size_t t = 0; t < R.real->length && !status; t++) {
        lb_sum_append(S, R.real->coefficients + t, R.real->strings + t);
        run->terms++;
        run->bytes +=
            sizeof(lb_string_t) + sizeof(mpq_t) + R.real->strings[t].length * sizeof(lb_block);
    }
    if (!status && (run->terms > LB_TERMS_MAX || run->bytes > LB_TERM_BYTES_MAX))
        status =
            lb_interpreter_fail(run, node, "there are more than 20000000 terms, or 4 GiB of them");
    lb_operator_clear(&R);
    return status;
}
