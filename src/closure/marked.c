/* Marked generators: H_k, as a primitive integer vector, plus Z on a qubit of its own behind the n
 * of the ansatz, its mark. What they generate shows which combinations of generators are sums of
 * brackets (proofs/structure.md).
 *
 * In the basis of that, rows that are not of marks alone shall have pivots that are no marks. The
 * search does not know of this, and seldom takes a mark; where it does the pivot is moved. */

#include <stdlib.h>

#include <flint/fmpz_vec.h>

#include <liebound/marked.h>

#include "ansatz/roots.h"
#include "base/memory.h"
#include "closure/closure_data.h"

struct lb_marked {
    lb_closure *closure;
    size_t alone; /* rows of the basis that are of marks alone */
};

/* ---- The generators ---- */

/* The factor that makes the coefficients coprime integers: their least common denominator over the
 * greatest common divisor of the numerators. */
static void primitive_factor(mpq_t factor, const lb_sum_t H)
{
    mpz_t divisor;
    mpz_init(divisor);
    mpq_set_ui(factor, 1, 1);
    for (size_t i = 0; i < H->length; i++) {
        mpz_gcd(divisor, divisor, mpq_numref(H->coefficients + i));
        mpz_lcm(mpq_numref(factor), mpq_numref(factor), mpq_denref(H->coefficients + i));
    }
    if (H->length)
        mpz_set(mpq_denref(factor), divisor);
    mpq_canonicalize(factor);
    mpz_clear(divisor);
}

/* Add factor times the terms of T. */
static void append_multiple(lb_sum_t S, const mpq_t factor, const lb_sum_t T)
{
    mpq_t c;
    mpq_init(c);
    for (size_t i = 0; i < T->length; i++) {
        mpq_mul(c, factor, T->coefficients + i);
        lb_sum_append(S, c, T->strings + i);
    }
    mpq_clear(c);
}

/* The marked generator number k. */
static void set_marked(lb_sum_t H, const lb_ansatz_t A, size_t k)
{
    lb_string_t mark;
    mpq_t factor;
    mpq_init(factor);
    lb_string_init(mark);
    primitive_factor(factor, A->generators + k);
    append_multiple(H, factor, A->generators + k);
    mpq_set_ui(factor, 1, 1);
    lb_string_set_letter(mark, (uint32_t)(A->qubits + k), 'Z');
    lb_sum_append(H, factor, mark);
    lb_sum_normalize(H);
    lb_string_clear(mark);
    mpq_clear(factor);
}

static void add_marks(lb_ansatz_t marked, const lb_ansatz_t A)
{
    size_t qubits = A->qubits + A->generator_count;
    lb_ansatz_init(marked, A->name, qubits);
    for (size_t k = 0; k < A->generator_count; k++) {
        lb_sum_t H;
        lb_sum_init(H, qubits);
        set_marked(H, A, k);
        lb_ansatz_add_generator(marked, A->generator_names[k], H);
        lb_sum_clear(H);
    }
}

/* ---- Pivots that are no marks ---- */

/* Whether a string is a mark, where the ansatz has this many qubits. */
static bool is_mark(const lb_string_t P, size_t qubits)
{
    size_t last = qubits - 1;
    for (uint32_t b = 0; b < P->length; b++) {
        const lb_block *block = P->blocks + b;
        uint64_t before = block->index < last / 64   ? UINT64_MAX
                          : block->index > last / 64 ? 0
                                                     : UINT64_MAX >> (63 - last % 64);
        if ((block->x | block->z) & before)
            return false;
    }
    return P->length > 0;
}

/* The basis as sums, which stay reduced. */
typedef struct rows {
    size_t count, qubits; /* qubits: of the ansatz */
    lb_sum_struct *sums;
    lb_string_struct *pivots;
} rows;

static void rows_init(rows *R, const lb_closure *c)
{
    R->count = lb_closure_row_count(c);
    R->qubits = c->ansatz->qubits;
    R->sums = lb_malloc(R->count, sizeof *R->sums);
    R->pivots = lb_malloc(R->count, sizeof *R->pivots);
    for (size_t i = 0; i < R->count; i++) {
        lb_sum_init(R->sums + i, c->symmetry.qubits);
        lb_string_init(R->pivots + i);
        lb_closure_row(R->sums + i, c, i);
        lb_closure_pivot(R->pivots + i, c, i);
    }
}

static void rows_clear(rows *R)
{
    for (size_t i = 0; i < R->count; i++) {
        lb_sum_clear(R->sums + i);
        lb_string_clear(R->pivots + i);
    }
    free(R->sums);
    free(R->pivots);
}

/* The term of a row with this string, or its length. Terms are decreasing. */
static size_t find_term(const lb_sum_t S, const lb_string_t P)
{
    size_t low = 0, high = S->length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lb_string_compare(S->strings + middle, P) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < S->length && !lb_string_compare(S->strings + low, P) ? low : S->length;
}

/* The term of row i that is no mark and occurs in the fewest rows. */
static size_t find_pivot(const rows *R, size_t i)
{
    const lb_sum_struct *row = R->sums + i;
    size_t best = row->length, fewest = SIZE_MAX;
    for (size_t t = 0; t < row->length; t++) {
        size_t uses = 0;
        if (is_mark(row->strings + t, R->qubits))
            continue;
        for (size_t j = 0; j < R->count && uses < fewest; j++)
            uses += find_term(R->sums + j, row->strings + t) < R->sums[j].length;
        if (uses < fewest) {
            best = t;
            fewest = uses;
        }
    }
    return best;
}

/* Make term t the pivot of row i. */
static void move_pivot(rows *R, size_t i, size_t t)
{
    lb_sum_struct *row = R->sums + i;
    mpq_t c;
    mpq_init(c);
    lb_string_set(R->pivots + i, row->strings + t);
    mpq_inv(c, row->coefficients + t);
    for (size_t e = 0; e < row->length; e++)
        mpq_mul(row->coefficients + e, row->coefficients + e, c);
    for (size_t j = 0; j < R->count; j++) {
        lb_sum_struct *other = R->sums + j;
        size_t at = j == i ? other->length : find_term(other, R->pivots + i);
        if (at == other->length)
            continue;
        mpq_neg(c, other->coefficients + at);
        append_multiple(other, c, row);
        lb_sum_normalize(other);
    }
    mpq_clear(c);
}

/* ---- The rows as a basis again ---- */

/* Append the terms of a row but for its pivot. */
static void append_row(lb_rational_basis *basis, uint32_t i, const lb_sum_t row,
                       const uint32_t *numbers)
{
    fmpz *denominator = basis->denominators + i;
    size_t e = basis->offsets[i];
    fmpz_t part;
    fmpz_init(part);
    for (size_t t = 0; t < row->length; t++) {
        fmpz_set_mpz(part, mpq_denref(row->coefficients + t));
        fmpz_lcm(denominator, denominator, part);
    }
    for (size_t t = 0; t < row->length; t++) {
        if (numbers[t] == basis->pivots[i])
            continue;
        fmpz_set_mpz(part, mpq_denref(row->coefficients + t));
        fmpz_divexact(part, denominator, part);
        fmpz_set_mpz(basis->numerators + e, mpq_numref(row->coefficients + t));
        fmpz_mul(basis->numerators + e, basis->numerators + e, part);
        basis->columns[e++] = numbers[t];
    }
    basis->offsets[i + 1] = e;
    fmpz_clear(part);
}

/* The numbers of strings that are in the table; the caller frees. */
static uint32_t *find_numbers(const lb_string_table *table, const lb_string_struct *strings,
                              size_t count)
{
    uint32_t *numbers = lb_malloc(count, sizeof *numbers);
    uint64_t *dense = lb_malloc(2 * table->words, sizeof *dense);
    for (size_t i = 0; i < count; i++) {
        lb_dense_from_string(dense, strings + i, table->words);
        numbers[i] = lb_string_table_find(table, dense);
    }
    free(dense);
    return numbers;
}

static void set_basis(lb_closure *c, const rows *R)
{
    uint32_t count = (uint32_t)R->count;
    uint32_t *numbers = find_numbers(&c->strings, R->pivots, count);
    uint32_t *order = lb_string_table_order(&c->strings, numbers, count);
    uint32_t *pivots = lb_malloc(count, sizeof *pivots);
    size_t terms = 0;
    for (uint32_t i = 0; i < count; i++) {
        pivots[i] = numbers[order[i]];
        terms += R->sums[i].length - 1;
    }
    lb_rational_basis_clear(&c->basis);
    lb_rational_basis_init_strings(&c->basis, pivots, count);
    c->basis.columns = lb_realloc(c->basis.columns, terms, sizeof *c->basis.columns);
    _fmpz_vec_clear(c->basis.numerators, 0);
    c->basis.numerators = _fmpz_vec_init((slong)terms);
    for (uint32_t i = 0; i < count; i++) {
        const lb_sum_struct *row = R->sums + order[i];
        uint32_t *columns = find_numbers(&c->strings, row->strings, row->length);
        append_row(&c->basis, i, row, columns);
        free(columns);
    }
    free(pivots);
    free(order);
    free(numbers);
}

static bool is_of_marks(const lb_sum_t row, size_t qubits)
{
    size_t marks = 0;
    while (marks < row->length && is_mark(row->strings + marks, qubits))
        marks++;
    return marks == row->length;
}

static void move_pivots(lb_closure *c)
{
    rows R;
    rows_init(&R, c);
    for (size_t i = 0; i < R.count; i++)
        if (is_mark(R.pivots + i, R.qubits) && !is_of_marks(R.sums + i, R.qubits))
            move_pivot(&R, i, find_pivot(&R, i));
    set_basis(c, &R);
    rows_clear(&R);
}

/* Whether every mark that is a pivot is that of a row of marks alone; how many these are. */
static bool count_marks(size_t *alone, const lb_closure *c)
{
    size_t qubits = c->ansatz->qubits;
    bool settled = true;
    lb_string_t pivot;
    lb_sum_t row;
    lb_string_init(pivot);
    lb_sum_init(row, c->symmetry.qubits);
    *alone = 0;
    for (size_t i = 0; i < lb_closure_row_count(c); i++) {
        lb_closure_pivot(pivot, c, i);
        if (!is_mark(pivot, qubits))
            continue;
        lb_closure_row(row, c, i);
        bool of_marks = is_of_marks(row, qubits);
        *alone += of_marks;
        settled = settled && of_marks;
    }
    lb_sum_clear(row);
    lb_string_clear(pivot);
    return settled;
}

/* ---- What is known ---- */

lb_status lb_marked_compute(lb_marked **marked, const lb_ansatz_t written,
                            const lb_closure_options *options, lb_error *error)
{
    const lb_ansatz_struct *A = lb_ansatz_over_q(written);
    lb_ansatz_t G;
    lb_closure *closure;
    lb_status status = lb_roots_refuse(written, error);
    if (status)
        return status;
    add_marks(G, A);
    status = lb_closure_compute_marked(&closure, A, G, options, error);
    lb_ansatz_clear(G);
    if (status != LB_OK)
        return status;
    lb_marked *M = lb_calloc(1, sizeof *M);
    M->closure = closure;
    if (closure->proved && !count_marks(&M->alone, closure)) {
        move_pivots(closure);
        count_marks(&M->alone, closure);
    }
    *marked = M;
    return LB_OK;
}

void lb_marked_free(lb_marked *marked)
{
    if (marked)
        lb_closure_free(marked->closure);
    free(marked);
}

bool lb_marked_is_proved(const lb_marked *marked)
{
    return marked->closure->proved;
}

const char *lb_marked_evidence(const lb_marked *marked)
{
    return lb_closure_evidence(marked->closure);
}

size_t lb_marked_dimension(const lb_marked *marked)
{
    return marked->closure->dimension - marked->alone;
}

size_t lb_marked_derived(const lb_marked *marked)
{
    return marked->closure->dimension - marked->closure->ansatz->generator_count;
}

size_t lb_marked_centre(const lb_marked *marked)
{
    return marked->closure->ansatz->generator_count - marked->alone;
}

const lb_closure *lb_marked_closure(const lb_marked *marked)
{
    return marked->closure;
}
