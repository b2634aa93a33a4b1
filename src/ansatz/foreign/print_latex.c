/* Formulas for amsmath: the generators, and the unitary of a layer, its first gate on the right. */

#include <stdlib.h>
#include <string.h>

#include "ansatz/foreign/print.h"
#include "ansatz/roots.h"
#include "base/memory.h"

/* Terms, or gates, in a line. */
enum { OF_LINE = 6 };

static const char new_line[] = " \\\\\n  &\\quad ";

static void print_mathrm(FILE *stream, const char *text)
{
    fputs("\\mathrm{", stream);
    for (; *text; text++)
        fprintf(stream, *text == '_' ? "\\%c" : "%c", *text);
    putc('}', stream);
}

/* H_{\mathrm{zz}}, or H_{2}. */
static void print_symbol(FILE *stream, const char *name, size_t number)
{
    fputs("H_{", stream);
    if (name[0])
        print_mathrm(stream, name);
    else
        fprintf(stream, "%zu", number);
    putc('}', stream);
}

static void print_factor(FILE *stream, const mpq_t c)
{
    if (!mpq_cmp_ui(c, 1, 1))
        return;
    bool whole = !mpz_cmp_ui(mpq_denref(c), 1);
    gmp_fprintf(stream, whole ? "%Zd\\, " : "\\tfrac{%Zd}{%Zd} ", mpq_numref(c), mpq_denref(c));
}

static void print_string(FILE *stream, const lb_string_t P)
{
    size_t weight = lb_string_weight(P);
    uint32_t *at = lb_malloc(weight, sizeof *at);
    lb_string_support(at, weight, P);
    for (size_t i = 0; i < weight; i++)
        fprintf(stream, "%s%c_{%u}", i ? " " : "", lb_string_letter(P, at[i]), at[i]);
    if (!weight)
        putc('I', stream);
    free(at);
}

static void print_sum(FILE *stream, const lb_sum_t S)
{
    mpq_t magnitude;
    mpq_init(magnitude);
    for (size_t i = 0; i < S->length; i++) {
        bool negative = mpq_sgn(&S->coefficients[i]) < 0;
        if (i)
            fprintf(stream, "%s%c ", i % OF_LINE ? " " : new_line, negative ? '-' : '+');
        else if (negative)
            putc('-', stream);
        mpq_abs(magnitude, &S->coefficients[i]);
        print_factor(stream, magnitude);
        print_string(stream, &S->strings[i]);
    }
    if (!S->length)
        putc('0', stream);
    mpq_clear(magnitude);
}

/* Sum number i of those that were written (ansatz/roots.h), H in A. */
static void print_written(FILE *stream, const lb_ansatz_t A, size_t i, const lb_sum_struct *H)
{
    const lb_roots_struct *R = A->roots;
    lb_sum_struct parts[(size_t)1 << LB_ROOTS_MAX];
    bool first = true;
    if (lb_ansatz_degree(A) == 1) {
        print_sum(stream, H);
        return;
    }
    lb_roots_decode(parts, &R->sums[i], R->roots, R->count, A->qubits);
    for (size_t S = 0; S < (size_t)1 << R->count; S++) {
        unsigned long divisor, square = lb_roots_square(&divisor, R->roots, R->count, S);
        if (parts[S].length) {
            fputs(first ? "" : " + ", stream);
            if (S)
                fprintf(stream, "\\sqrt{%lu}\\, (", square);
            print_sum(stream, &parts[S]);
            fputs(S ? ")" : "", stream);
            first = false;
        }
        lb_sum_clear(&parts[S]);
    }
    fputs(first ? "0" : "", stream);
}

/* "e^{-i 1/2 ", to be followed by the angle. */
static void begin_exponential(FILE *stream, const lb_gate *gate)
{
    mpq_t magnitude;
    mpq_init(magnitude);
    mpq_abs(magnitude, gate->factor);
    fputs(mpq_sgn(gate->factor) < 0 ? "e^{i " : "e^{-i ", stream);
    print_factor(stream, magnitude);
    mpq_clear(magnitude);
}

static void print_turn(FILE *stream, const lb_gate *gate)
{
    begin_exponential(stream, gate);
    fputs("\\pi ", stream);
    print_string(stream, gate->string);
    putc('}', stream);
}

static void print_gate(FILE *stream, const lb_layers_struct *L, const lb_layers_part *part,
                       const lb_gate *gate)
{
    if (gate->is_turn) {
        print_turn(stream, gate);
        return;
    }
    if (gate->is_fixed) {
        print_mathrm(stream, lb_fixed_gate_name(gate->fixed));
        fprintf(stream, lb_fixed_gate_qubits(gate->fixed) == 2 ? "_{%u,%u}" : "_{%u}",
                gate->qubits[0], gate->qubits[1]);
        return;
    }
    begin_exponential(stream, gate);
    fputs("\\theta_{", stream);
    const char *name = part->angle_names[gate->angle];
    if (name[0])
        print_mathrm(stream, name);
    else
        fprintf(stream, "%zu", gate->angle);
    fputs("} ", stream);
    print_symbol(stream, L->axis_names[gate->generator], gate->generator);
    putc('}', stream);
}

static void print_part(FILE *stream, const lb_layers_struct *L, lb_layer_part which)
{
    const lb_layers_part *part = &L->parts[which];
    if (!part->count)
        return;
    fprintf(stream, " \\\\\n  %s &= ", which == LB_LAYER ? "U" : "U_{0}");
    for (size_t g = part->count, i = 0; g-- > 0; i++) {
        if (i)
            fputs(i % OF_LINE ? " " : new_line, stream);
        print_gate(stream, L, part, &part->gates[g]);
    }
}

void lb_latex_print(FILE *stream, const lb_ansatz_t A)
{
    const lb_layers_struct *L = A->layers;
    size_t count = L ? L->axis_count : A->generator_count;
    char *title = lb_ansatz_title(A);
    fprintf(stream, "%% %s%sQubits are 0 to %zu.\n\\begin{align*}\n", title, title[0] ? ". " : "",
            A->qubits - 1);
    for (size_t k = 0; k < count; k++) {
        fputs(k ? " \\\\\n  " : "  ", stream);
        print_symbol(stream, (L ? L->axis_names : A->generator_names)[k], k);
        fputs(" &= ", stream);
        print_written(stream, A, L ? A->generator_count + k : k,
                      L ? &L->axes[k] : &A->generators[k]);
    }
    if (L) {
        print_part(stream, L, LB_FIRST_LAYER);
        print_part(stream, L, LB_LAYER);
    }
    if (A->observable) {
        fprintf(stream, "%s  O &= ", count ? " \\\\\n" : "");
        print_written(stream, A, A->roots ? A->roots->sum_count - 1 : 0, A->observable);
    }
    fputs("\n\\end{align*}\n", stream);
    free(title);
}
