/* An ansatz: generators, training states, and what its author says about it; the .alg language it
 * is written in; and the catalogue of ansätze that comes with the library.
 *
 * A periodic-structure ansatz with generators H_1 .. H_K and L layers is
 *
 *     U(theta) = prod_{l = 1..L} prod_{k = 1..K} exp(-i theta_{lk} H_k),
 *
 * H_1 acting first in every layer. Other layers, with fixed gates and shared angles, are in
 * layers.h. */

#ifndef LIEBOUND_ANSATZ_H
#define LIEBOUND_ANSATZ_H

#include <liebound/pauli.h>
#include <liebound/state.h>
#include <liebound/surd.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A parameter as it was used, for titles: n = 8. */
typedef struct lb_setting {
    char *name, *value;
} lb_setting;

/* A number that Coq has proved for every size of a family of the catalogue (proofs/coq). */
typedef enum lb_theorem_kind {
    LB_THEOREM_DIMENSION, /* of the Lie algebra */
    LB_THEOREM_ORBIT,     /* of the state |+>^n under it, the maximal rank of the QFIM */
    LB_THEOREM_COUNT
} lb_theorem_kind;
typedef struct lb_theorem {
    char *sizes; /* "every n >= 2 (proofs/coq/families/TfimOpen.v)"; NULL where there is none */
    mpz_t value;
} lb_theorem;

typedef struct lb_layers_struct lb_layers_struct;
typedef struct lb_roots_struct lb_roots_struct;
typedef struct lb_ansatz_struct {
    char *name;      /* "tfim-open"; never NULL, "" when it has none */
    char *about;     /* one line; never NULL */
    char *reference; /* where it comes from; never NULL */
    size_t qubits;

    size_t generator_count;
    lb_sum_struct *generators; /* in normal form; zero is allowed */
    char **generator_names;    /* "" for one without a name */

    size_t state_count; /* at least 1: |0...0> where none is given */
    lb_state_struct *states;
    bool has_states; /* whether they were given */

    lb_sum_struct *observable; /* what is measured, in normal form, when the ansatz says; or NULL */

    /* Where layers are not one rotation for each generator in their order (layers.h): the circuit,
     * whose rotations the generators above are; or NULL. */
    lb_layers_struct *layers;

    /* Where coefficients have square roots: what the rounded sums above stand for; or NULL. */
    lb_roots_struct *roots;

    /* The dimension that the literature gives, when the ansatz states one. It is never evidence:
     * what is computed is compared with it. */
    bool has_expected_dimension;
    mpz_t expected_dimension;

    /* What a text of another package was taken to mean, where it could mean something else: one
     * sentence each. */
    size_t remark_count;
    char **remarks;
    /* About the generators that were read from the catalogue; those of another source have none. */
    lb_theorem theorems[LB_THEOREM_COUNT];

    size_t setting_count;
    /* Every parameter with its value, in the order of declaration; without those that a variant of
     * the catalogue fixes. */
    lb_setting *settings;
} lb_ansatz_struct;
typedef lb_ansatz_struct lb_ansatz_t[1];

/* An empty ansatz on some qubits, to be filled by the add functions, which copy what they get. */
LB_API void lb_ansatz_init(lb_ansatz_t A, const char *name, size_t qubits);
LB_API void lb_ansatz_clear(lb_ansatz_t A);
/* The invariant: generators and the observable in normal form and on the qubits of A, as the states and
 * the layers are; at least one state. O(terms log terms). */
LB_API bool lb_ansatz_is_valid(const lb_ansatz_t A);
/* Whether every generator is a single string, or zero. */
LB_API bool lb_ansatz_is_of_strings(const lb_ansatz_t A);
/* Add a generator (brought to normal form); name may be NULL. */
LB_API void lb_ansatz_add_generator(lb_ansatz_t A, const char *name, const lb_sum_t H);
/* state is "zero", "plus", "neel" (0101...), "ghz", "bell", a product label, "stabilizer" and
 * generators, or "vector" and amplitudes, perhaps with a name behind them. */
LB_API lb_status lb_ansatz_add_state(lb_ansatz_t A, const char *state,
                                     lb_error *error) LB_MUST_CHECK;
/* Forget the training states: |0...0> is taken. */
LB_API void lb_ansatz_drop_states(lb_ansatz_t A);

/* Data sets of training states. A file of states is a text such as
 *
 *     # the W state and a product state, not normalized
 *     state w
 *     001 1
 *     010 1
 *     100 1
 *     state product dense
 *     1 1/2 0 0   i 1/2i 0 0
 *     state measured floating
 *     000 0.8
 *     111 (0.1-0.5j)
 *
 * A line "state NAME" begins a state; names have letters, digits and _ - . , and differ. Then there
 * is one line for each amplitude that is not 0, a basis state of n digits, the first for qubit 0,
 * and a number; or with "dense" all 2^n numbers in the order of these labels read in binary, with
 * blanks and line ends between them (np.savetxt writes such lists, and np.kron this order; n is at
 * most 20). Numbers are 1, -3/4, 0.25, 1e-3, and with an imaginary part i, 1/2-3/4i or (0.5+0.5j).
 * What follows # is a comment. States need not be normalized: ranks do not depend on it.
 *
 * A state of integers and fractions is exact, and everything about it can be proved. A decimal
 * point or an exponent anywhere in a state makes it floating, since printed doubles are rounded:
 * the rounded state usually has larger ranks than the one that was meant. A floating state is
 * simulated, and nothing but general bounds is proved of it. "state NAME exact" says that decimals
 * mean the rational numbers they are, and "state NAME floating" makes any state floating. "state
 * NAME weight -1/2" gives the coefficient of the state in a loss, 1 when none is given (hessian.h).
 *
 * Lists of all amplitudes are also taken without a line "state NAME", as np.savetxt and print of NumPy,
 * and Qiskit's Statevector, write them, and files of np.save (.npy) with complex128 or float64: one
 * state, or one in each row; called psi0, psi1, ... Qubit 0 is the first bit of an index, and the last
 * in a Statevector, which the remarks of A say. The numbers of a .npy are floating.
 *
 * Replaces the training states of A, which keeps its own when this fails. At most 2^20 amplitudes a
 * state that are not 0, and 256 MiB of text; path may be "-". LB_IO, or LB_INPUT with line, column
 * and what was expected. */
LB_API lb_status lb_ansatz_load_states(lb_ansatz_t A, const char *path,
                                       lb_error *error) LB_MUST_CHECK;
/* The same from a text in memory; name stands for the file in error messages. */
LB_API lb_status lb_ansatz_parse_states(lb_ansatz_t A, const char *text, size_t length,
                                        const char *name, lb_error *error) LB_MUST_CHECK;

/* State the observable, which is copied, in place of the one before. */
LB_API void lb_ansatz_set_observable(lb_ansatz_t A, const lb_sum_t O);
/* O <- the observable of A, or minus the sum of its generators when A states none. */
LB_API void lb_ansatz_get_observable(lb_sum_t O, const lb_ansatz_t A);

/* Read an ansatz. source is a name of the catalogue, a path, or "-" for standard input; settings
 * override its parameters ({"n", "8"}). A is initialized by the call when it succeeds, and not
 * touched when it fails. Time and memory are linear in the expanded terms, of which there are at
 * most LB_TERMS_MAX. */
#define LB_TERMS_MAX 20000000
LB_API lb_status lb_ansatz_load(lb_ansatz_t A, const char *source, const lb_setting *settings,
                                size_t setting_count, lb_error *error) LB_MUST_CHECK;

/* The same from a text in memory; name stands for the file in error messages. Graph files are
 * looked up beside the file called name. */
LB_API lb_status lb_ansatz_parse(lb_ansatz_t A, const char *text, size_t length, const char *name,
                                 const lb_setting *settings, size_t setting_count,
                                 lb_error *error) LB_MUST_CHECK;

/* The languages that are read. Beside .alg: circuits in OpenQASM 2 and 3; lists of Pauli strings, with
 * or without coefficients, qubit 0 on the left; what Qiskit prints (SparsePauliOp, PauliList, lists of
 * tuples), qubit 0 on the right; formulas as OpenFermion, PennyLane and Cirq print them; matrices of at
 * most 256 rows. Each operator is a generator. */
typedef enum lb_format {
    LB_FORMAT_AUTOMATIC, /* by the first words; .alg when they are of no other language */
    LB_FORMAT_ALG,
    LB_FORMAT_QASM,
    LB_FORMAT_STRINGS,
    LB_FORMAT_QISKIT,
    LB_FORMAT_EXPRESSION,
    LB_FORMAT_MATRIX,
    LB_FORMAT_COUNT
} lb_format;
/* "automatic", "alg", "qasm", "strings", "qiskit", "formula", "matrix". */
LB_API const char *lb_format_name(lb_format format);

/* What a number means that stands for an angle in a circuit: an angle of its own, or a fixed gate where
 * it is a multiple of pi/2; always an angle of its own; or as the first, but equal numbers are one
 * angle. */
typedef enum lb_numbers { LB_NUMBERS_OWN, LB_NUMBERS_ALL, LB_NUMBERS_EQUAL } lb_numbers;

/* Both in one, with limits for what may take long: LB_UNDECIDED when one is reached. */
typedef struct lb_ansatz_source {
    const char *name; /* as for lb_ansatz_load, or what stands for the text */
    const char *text; /* of `length` bytes, or NULL */
    size_t length;
    const lb_setting *settings;
    size_t setting_count;
    const lb_limits *limits; /* NULL for none */
    lb_format format;
    lb_numbers numbers;
    bool is_file; /* the text is that of the file `name`, whose name it takes where it has none */
    bool square_roots; /* whether the caller takes generators with square roots (below) */
} lb_ansatz_source;
LB_API lb_status lb_ansatz_read(lb_ansatz_t A, const lb_ansatz_source *source,
                                lb_error *error) LB_MUST_CHECK;

/* Square roots in coefficients. A factor of a whole generator is divided out where that leaves
 * fewer roots and there are no layers, with a remark, and all is rational when no others are left.
 * Else the coefficients lie in a field K = Q(sqrt(m_1), .., sqrt(m_r)) of degree d = 2^r, and
 * reading is LB_INPUT unless the caller asks for such an ansatz. Its sums are then rounded, to 4224
 * bits behind the point, which is what a simulation takes. What is proved comes from an ansatz over
 * Q: rational generators on one or two qubits more for each root, d of them for each, whose algebra
 * has d times the dimension, and the training states with |0> there. Functions that take an ansatz
 * with roots say so; for the others it is LB_INPUT. */
LB_API size_t lb_ansatz_degree(const lb_ansatz_t A); /* d, or 1 */
/* "Q(sqrt(2), sqrt(3))", or "Q". The caller frees it. */
LB_API char *lb_ansatz_field(const lb_ansatz_t A);
/* That ansatz, which belongs to A; A itself without roots. */
LB_API const lb_ansatz_struct *lb_ansatz_over_q(const lb_ansatz_t A);

/* S <- generator k, or the observable that A states (else zero), as it was written. */
LB_API void lb_ansatz_exact_generator(lb_surd_sum_t S, const lb_ansatz_t A, size_t k);
LB_API void lb_ansatz_exact_observable(lb_surd_sum_t S, const lb_ansatz_t A);

/* The same as a handle, for languages that do not know the struct; lb_ansatz_free clears it too. */
LB_API lb_status lb_ansatz_open(lb_ansatz_struct **ansatz, const lb_ansatz_source *source,
                                lb_error *error) LB_MUST_CHECK;
LB_API void lb_ansatz_free(lb_ansatz_struct *ansatz);

/* Print the expanded ansatz in the .alg language, one generator a statement; it parses back to an
 * equal ansatz. */
LB_API void lb_ansatz_print(FILE *stream, const lb_ansatz_t A);
/* The languages that are printed. In OpenQASM 3, one layer as a circuit, each rotation exp(-i theta H)
 * as rotations about the strings of H, without its identity, which is a global phase. For Qiskit, a
 * Python text that defines the generators as SparsePauliOp, qubit 0 on the right of a label; or the
 * same circuit, when the ansatz has layers. For OpenFermion (QubitOperator) and PennyLane, a Python
 * text with the generators. For LaTeX, formulas in amsmath. An observable is one operator more, called
 * "observable". All but LaTeX are read again (lb_ansatz_read). */
typedef enum lb_language {
    LB_LANGUAGE_ALG,
    LB_LANGUAGE_QASM,
    LB_LANGUAGE_QISKIT,
    LB_LANGUAGE_OPENFERMION,
    LB_LANGUAGE_PENNYLANE,
    LB_LANGUAGE_LATEX,
    LB_LANGUAGE_COUNT
} lb_language;
/* "alg", "qasm", "qiskit", "openfermion", "pennylane", "latex". */
LB_API const char *lb_language_name(lb_language language);
/* LB_INPUT, and nothing printed, for a circuit in which some generator has strings that do not
 * commute: it is no product of their rotations. */
LB_API lb_status lb_ansatz_print_in(FILE *stream, const lb_ansatz_t A, lb_language language,
                                    lb_error *error) LB_MUST_CHECK;
/* Print the generator section of the certificate format (proofs/README.md); its SHA-256 is the
 * digest that liebound-check prints. */
LB_API void lb_ansatz_print_generators(FILE *stream, const lb_ansatz_t A);

/* "tfim-open n=8": the name and every parameter. The caller frees it. */
LB_API char *lb_ansatz_title(const lb_ansatz_t A);

/* What deserves a word about one generator. */
typedef enum lb_generator_kind {
    LB_GENERATOR_PLAIN,
    LB_GENERATOR_ZERO,        /* all its terms cancel */
    LB_GENERATOR_PROPORTIONAL /* a multiple of generator `other`, which comes before it */
} lb_generator_kind;
typedef struct lb_generator_note {
    lb_generator_kind kind;
    size_t other;
    bool contains_identity; /* a global phase, counted as an ordinary direction of u(2^n) */
} lb_generator_note;
/* notes[0 .. generator_count - 1]. O(terms log terms). */
LB_API void lb_ansatz_notes(lb_generator_note *notes, const lb_ansatz_t A);

/* The catalogue. Entries are sorted by name and live as long as the program. */
typedef struct lb_catalogue_entry {
    const char *name, *about, *reference;
    const char *parameters; /* "n = 4, J = 1": names and defaults */
} lb_catalogue_entry;
LB_API size_t lb_catalogue_size(void);
LB_API const lb_catalogue_entry *lb_catalogue_at(size_t i);

#ifdef __cplusplus
}
#endif

#endif
