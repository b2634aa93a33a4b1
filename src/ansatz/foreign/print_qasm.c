/* A layer as a circuit in OpenQASM 3 with the gates of stdgates.inc. A rotation about a string is one
 * by rz on its last qubit, between changes of basis and a ladder of CX; for short strings this is
 * a gate, r and the letters. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ansatz/foreign/print.h"
#include "base/digits.h"
#include "base/memory.h"
#include "base/text.h"

/* Names that an angle cannot have: those of gates, of the qubits, and words of the language. */
static const char *const reserved[] = {"q",
                                       "x",
                                       "y",
                                       "z",
                                       "h",
                                       "s",
                                       "t",
                                       "p",
                                       "sx",
                                       "cx",
                                       "cy",
                                       "cz",
                                       "cp",
                                       "ch",
                                       "rx",
                                       "ry",
                                       "rz",
                                       "id",
                                       "u",
                                       "u1",
                                       "u2",
                                       "u3",
                                       "crx",
                                       "cry",
                                       "crz",
                                       "cu",
                                       "ccx",
                                       "swap",
                                       "cswap",
                                       "sdg",
                                       "tdg",
                                       "phase",
                                       "ctrl",
                                       "inv",
                                       "pow",
                                       "gate",
                                       "qubit",
                                       "qreg",
                                       "creg",
                                       "input",
                                       "output",
                                       "float",
                                       "int",
                                       "uint",
                                       "angle",
                                       "bit",
                                       "bool",
                                       "const",
                                       "for",
                                       "in",
                                       "if",
                                       "else",
                                       "while",
                                       "pi",
                                       "tau",
                                       "euler",
                                       "sin",
                                       "cos",
                                       "tan",
                                       "exp",
                                       "sqrt",
                                       "ln",
                                       "log",
                                       "array",
                                       "barrier",
                                       "reset",
                                       "measure",
                                       "let",
                                       "def",
                                       "cal",
                                       "box",
                                       "delay",
                                       "end",
                                       "break",
                                       "continue",
                                       "return",
                                       "switch",
                                       "iswap",
                                       "ecr",
                                       "sxdg",
                                       "gphase",
                                       "include",
                                       "pragma",
                                       "stretch",
                                       "duration",
                                       "complex",
                                       "extern",
                                       "void",
                                       "opaque",
                                       "negctrl",
                                       "arccos",
                                       "arcsin",
                                       "arctan",
                                       "ceiling",
                                       "floor",
                                       "mod",
                                       "popcount",
                                       "rotl",
                                       "rotr",
                                       "readonly",
                                       "mutable",
                                       "OPENQASM",
                                       "U",
                                       "CX",
                                       "cphase",
                                       "case",
                                       "default",
                                       "defcal",
                                       "defcalgrammar",
                                       NULL};

/* Letters of a string that has a gate of its own. */
enum { GATE_LETTERS = 6 };

/* ---- Rotations ---- */

/* Where the body of a rotation is printed: its qubits as q[3], or as the letters of a gate. */
typedef struct body {
    FILE *stream;
    const uint32_t *at; /* or NULL in a definition */
    const char *letters;
    size_t weight;
} body;

static void print_qubit(const body *b, size_t i)
{
    if (b->at)
        fprintf(b->stream, "q[%u]", b->at[i]);
    else
        fputc('a' + (int)i, b->stream);
}

/* The letter becomes Z; or `back`. */
static void print_basis(const body *b, size_t i, bool back)
{
    const char *gates[] = {back || b->letters[i] == 'X' ? "h" : "sdg", back ? "s" : "h"};
    for (int g = 0; g < (b->letters[i] == 'Z' ? 0 : b->letters[i] == 'X' ? 1 : 2); g++) {
        fprintf(b->stream, "%s ", gates[g]);
        print_qubit(b, i);
        fputs("; ", b->stream);
    }
}

static void print_cx(const body *b, size_t i)
{
    fputs("cx ", b->stream);
    print_qubit(b, i);
    fputs(", ", b->stream);
    print_qubit(b, i + 1);
    fputs("; ", b->stream);
}

/* The gate acts on the last qubit, where the string has become Z. */
static void print_body(const body *b, const char *gate)
{
    for (size_t i = 0; i < b->weight; i++)
        print_basis(b, i, false);
    for (size_t i = 0; i + 1 < b->weight; i++)
        print_cx(b, i);
    fprintf(b->stream, "%s ", gate);
    print_qubit(b, b->weight - 1);
    fputs("; ", b->stream);
    for (size_t i = b->weight - 1; i-- > 0;)
        print_cx(b, i);
    for (size_t i = 0; i < b->weight; i++)
        print_basis(b, i, true);
}

/* ---- Definitions ---- */

typedef struct word {
    char letters[GATE_LETTERS + 1];
} word;

typedef struct words {
    word *items;
    size_t count, capacity;
} words;

static bool has_gate(const lb_string_t P)
{
    size_t weight = lb_string_weight(P);
    return weight > 1 && weight <= GATE_LETTERS;
}

static word word_of(const lb_string_t P, uint32_t *at)
{
    word w = {""};
    size_t weight = lb_string_support(at, GATE_LETTERS, P);
    for (size_t i = 0; i < weight; i++)
        w.letters[i] = lb_string_letter(P, at[i]);
    return w;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(((const word *)a)->letters, ((const word *)b)->letters);
}

static void add_words(words *list, const lb_sum_t H)
{
    uint32_t at[GATE_LETTERS];
    for (size_t i = 0; i < H->length; i++) {
        if (!has_gate(&H->strings[i]))
            continue;
        list->items = lb_grow(list->items, &list->capacity, list->count + 1, sizeof(word));
        list->items[list->count++] = word_of(&H->strings[i], at);
    }
}

static void print_gate_name(FILE *stream, const char *letters)
{
    putc('r', stream);
    for (; *letters; letters++)
        putc(tolower((unsigned char)*letters), stream);
}

static void print_definition(FILE *stream, const char *letters)
{
    const body b = {.stream = stream, .letters = letters, .weight = strlen(letters)};
    fputs("gate ", stream);
    print_gate_name(stream, letters);
    fputs("(t) ", stream);
    for (size_t i = 0; i < b.weight; i++)
        fprintf(stream, "%s%c", i ? ", " : "", 'a' + (int)i);
    fputs(" { ", stream);
    print_body(&b, "rz(t)");
    fputs("}\n", stream);
}

/* Of the gates that rotations and fixed gates need beyond stdgates.inc. */
static void print_definitions(FILE *stream, const lb_sum_struct *sums, size_t count,
                              const lb_layers_struct *L)
{
    static const struct {
        lb_fixed_gate gate;
        const char *definition;
    } fixed[] = {{LB_GATE_SXDG, "sxdg a { s a; h a; s a; }"},
                 {LB_GATE_ISWAP, "iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; }"},
                 {LB_GATE_ECR, "ecr a, b { s a; sx b; cx a, b; x a; }"}};
    bool used[LB_FIXED_GATES] = {false};
    for (int part = 0; L && part < LB_PARTS; part++)
        for (size_t g = 0; g < L->parts[part].count; g++)
            if (L->parts[part].gates[g].is_fixed && !L->parts[part].gates[g].is_turn)
                used[L->parts[part].gates[g].fixed] = true;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (used[fixed[i].gate])
            fprintf(stream, "gate %s\n", fixed[i].definition);
    words list = {0};
    for (size_t k = 0; k < count; k++)
        add_words(&list, &sums[k]);
    if (list.count)
        qsort(list.items, list.count, sizeof(word), compare_words);
    for (size_t i = 0; i < list.count; i++)
        if (!i || compare_words(&list.items[i - 1], &list.items[i]))
            print_definition(stream, list.items[i].letters);
    free(list.items);
}

/* ---- Gates ---- */

/* 2 c theta. */
static char *angle_text(const mpq_t c, const char *theta)
{
    mpq_t twice;
    mpq_init(twice);
    mpq_mul_2exp(twice, c, 1);
    const __mpz_struct *above = mpq_numref(twice), *below = mpq_denref(twice);
    bool unit = !mpz_cmpabs_ui(above, 1), whole = !mpz_cmp_ui(below, 1);
    char *digits = lb_malloc(mpz_sizeinbase(above, 10) + 2, 1);
    char *divisor = lb_malloc(mpz_sizeinbase(below, 10) + 2, 1);
    mpz_get_str(digits, 10, above);
    mpz_get_str(divisor, 10, below);
    char *text = lb_sprintf("%s%s%s%s%s", unit ? mpz_sgn(above) < 0 ? "-" : "" : digits,
                            unit ? "" : "*", theta, whole ? "" : "/", whole ? "" : divisor);
    free(digits);
    free(divisor);
    mpq_clear(twice);
    return text;
}

/* A gate on the last qubit of P between what makes P a Z there. */
static void print_string_gate(FILE *stream, const lb_string_t P, const char *gate)
{
    size_t weight = lb_string_weight(P);
    uint32_t *at = lb_malloc(weight, sizeof *at);
    char *letters = lb_malloc(weight, 1);
    lb_string_support(at, weight, P);
    for (size_t i = 0; i < weight; i++)
        letters[i] = lb_string_letter(P, at[i]);
    print_body(&(body){stream, at, letters, weight}, gate);
    free(letters);
    free(at);
}

/* exp(-i f pi P) as a power of Z, since a number that is an angle would be read as one that changes. */
static void print_turn(FILE *stream, const lb_gate *gate)
{
    mpq_t power;
    mpq_init(power);
    mpq_mul_2exp(power, gate->factor, 1);
    char *digits = lb_mpq_text(power), *text = lb_sprintf("pow(%s) @ z", digits);
    if (gate->string->length)
        print_string_gate(stream, gate->string,
                          !mpq_cmp_si(power, 1, 4)    ? "t"
                          : !mpq_cmp_si(power, -1, 4) ? "tdg"
                                                      : text);
    putc('\n', stream);
    free(digits);
    free(text);
    mpq_clear(power);
}

static void print_rotation(FILE *stream, const mpq_t c, const lb_string_t P, const char *theta)
{
    char *angle = angle_text(c, theta);
    size_t weight = lb_string_weight(P);
    uint32_t *at = lb_malloc(weight, sizeof *at);
    lb_string_support(at, weight, P);
    if (weight == 1) {
        fprintf(stream, "r%c(%s) q[%u];", tolower((unsigned char)lb_string_letter(P, at[0])), angle,
                at[0]);
    } else if (has_gate(P)) {
        print_gate_name(stream, word_of(P, at).letters);
        fprintf(stream, "(%s) ", angle);
        for (size_t i = 0; i < weight; i++)
            fprintf(stream, "%sq[%u]", i ? ", " : "", at[i]);
        putc(';', stream);
    } else {
        char *gate = lb_sprintf("rz(%s)", angle);
        print_string_gate(stream, P, gate);
        free(gate);
    }
    putc('\n', stream);
    free(at);
    free(angle);
}

/* exp(-i f theta H), but for a phase. */
static void print_sum(FILE *stream, const lb_sum_t H, const mpq_t f, const char *theta)
{
    mpq_t c;
    mpq_init(c);
    for (size_t i = 0; i < H->length; i++) {
        mpq_mul(c, f, &H->coefficients[i]);
        if (H->strings[i].length)
            print_rotation(stream, c, &H->strings[i], theta);
    }
    mpq_clear(c);
}

static void print_fixed(FILE *stream, const lb_gate *gate)
{
    for (const char *c = lb_fixed_gate_name(gate->fixed); *c; c++)
        putc(tolower((unsigned char)*c), stream);
    fprintf(stream, " q[%u]", gate->qubits[0]);
    if (lb_fixed_gate_qubits(gate->fixed) == 2)
        fprintf(stream, ", q[%u]", gate->qubits[1]);
    fputs(";\n", stream);
}

/* Names of the angles of both parts. */
static char **name_angles(const lb_ansatz_t A, size_t *count)
{
    const lb_layers_part *parts = A->layers ? A->layers->parts : NULL;
    size_t first = parts ? parts[0].angle_count : 0;
    *count = parts ? first + parts[1].angle_count : A->generator_count;
    char **names = lb_malloc(*count, sizeof *names), empty[] = "";
    for (size_t a = 0; a < *count; a++)
        names[a] = !parts ? empty : parts[a >= first].angle_names[a - (a >= first ? first : 0)];
    char **angles = lb_identifiers("theta", names, *count, reserved);
    free(names);
    return angles;
}

static void print_part(FILE *stream, const lb_layers_struct *L, lb_layer_part which, char **angles)
{
    const lb_layers_part *part = &L->parts[which];
    for (size_t g = 0; g < part->count; g++) {
        const lb_gate *gate = &part->gates[g];
        if (gate->is_turn)
            print_turn(stream, gate);
        else if (gate->is_fixed)
            print_fixed(stream, gate);
        else
            print_sum(stream, &L->axes[gate->generator], gate->factor, angles[gate->angle]);
    }
}

/* ---- The circuit ---- */

static void print_head(FILE *stream, const lb_ansatz_t A)
{
    char *title = lb_ansatz_title(A);
    fputs("OPENQASM 3.0;\n", stream);
    if (title[0])
        fprintf(stream, "// %s\n", title);
    fputs("// One layer. A rotation exp(-i theta P) is by the angle 2 theta here.\n", stream);
    for (size_t i = 0; A->has_states && i < A->state_count; i++)
        fprintf(stream, "// Training state, to be prepared before: %s\n", A->states[i].text);
    fputs("include \"stdgates.inc\";\n", stream);
    free(title);
}

static void print_gates(FILE *stream, const lb_ansatz_t A, char **angles)
{
    const lb_layers_struct *L = A->layers;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    if (L)
        print_part(stream, L, LB_FIRST_LAYER, angles);
    fputs("barrier q; // the layer begins\n", stream);
    if (L)
        print_part(stream, L, LB_LAYER, angles + L->parts[LB_FIRST_LAYER].angle_count);
    for (size_t k = 0; !L && k < A->generator_count; k++)
        print_sum(stream, &A->generators[k], one, angles[k]);
    mpq_clear(one);
}

void lb_qasm_print(FILE *stream, const lb_ansatz_t A)
{
    const lb_layers_struct *L = A->layers;
    size_t count;
    char **angles = name_angles(A, &count);
    print_head(stream, A);
    print_definitions(stream, L ? L->axes : A->generators, L ? L->axis_count : A->generator_count,
                      L);
    for (size_t a = 0; a < count; a++)
        fprintf(stream, "input float %s;\n", angles[a]);
    fprintf(stream, "qubit[%zu] q;\n", A->qubits);
    print_gates(stream, A, angles);
    lb_identifiers_free(angles, count);
}

static bool commutes(const lb_sum_t H)
{
    for (size_t i = 0; i < H->length; i++)
        for (size_t j = 0; j < i; j++)
            if (lb_string_anticommutes(&H->strings[i], &H->strings[j]))
                return false;
    return true;
}

lb_status lb_qasm_check(const lb_ansatz_t A, lb_error *error)
{
    const lb_layers_struct *L = A->layers;
    size_t count = L ? L->axis_count : A->generator_count;
    for (size_t k = 0; k < count; k++) {
        if (commutes(L ? &L->axes[k] : &A->generators[k]))
            continue;
        const char *name = (L ? L->axis_names : A->generator_names)[k];
        return lb_fail(error, LB_INPUT,
                       "the terms of %s do not all commute: its rotation is no product of "
                       "rotations about strings, and the circuit cannot be printed exactly",
                       lb_generator_called(name, k).text);
    }
    return LB_OK;
}
