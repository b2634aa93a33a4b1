/* The syntax tree of an .alg file.
 *
 * A file is parsed whole before anything is expanded, so that mistakes are found also in statements
 * whose condition is false and in the lines of variants. Names are resolved while parsing: a name
 * node knows the slot its value will have, and every node knows what kind of value it has. */

#ifndef LB_ANSATZ_LANGUAGE_SYNTAX_H
#define LB_ANSATZ_LANGUAGE_SYNTAX_H

#include <gmp.h>
#include <stdint.h>

#include <liebound/status.h>

#include "base/bounded_rational.h"

typedef enum lb_type {
    LB_TYPE_NUMBER,
    LB_TYPE_TEXT,
    LB_TYPE_CONDITION,
    LB_TYPE_TERM,   /* an operator: a sum of Pauli strings */
    LB_TYPE_UNKNOWN /* a word that names nothing; it may still be a choice, as in topology == open
                     */
} lb_type;

typedef enum lb_node_kind {
    LB_NODE_INTEGER, /* integer; slot is 1 for pi in an angle, with the integer 1 */
    LB_NODE_EXACT,   /* exact: a literal that is not a machine integer */
    LB_NODE_TEXT,    /* text */
    LB_NODE_NAME,    /* slot; text for messages */
    LB_NODE_SUM,     /* children, each with op + or - */
    LB_NODE_PRODUCT, /* children, each with op * / or % */
    LB_NODE_POWER,   /* children: base and exponent */
    LB_NODE_CALL,    /* slot is an lb_function; children its arguments */
    LB_NODE_COMPARE, /* slot is one of = ! < > l g, the last two for <= and >= */
    LB_NODE_AND,
    LB_NODE_OR,
    LB_NODE_NOT,
    LB_NODE_LETTERS,      /* text placed on the children, or a dense label when there are none */
    LB_NODE_WORD,         /* the same with the text that slot holds */
    LB_NODE_LOOP,         /* loop; children: the body */
    LB_NODE_PRODUCT_LOOP, /* the same for prod */
    LB_NODE_CONJUGATES,   /* slot is an lb_conjugates; child: an operator */
    LB_NODE_LADDER,       /* slot is an lb_ladder; child: a mode */
    LB_NODE_ROOT,         /* slot is an lb_root_function; child: its argument */
    LB_NODE_DYAD,         /* text is |a><b|; children: the qubits, or none for all */
    LB_NODE_GATE,         /* slot is an lb_fixed_gate; children its qubits, or none for all */
    LB_NODE_GATES,        /* children: gates, in their order */
    LB_NODE_ANGLE         /* text is its name, children its indices */
} lb_node_kind;

/* T + T^dagger, or i (T - T^dagger). */
typedef enum lb_conjugates { LB_CONJUGATES_SUM, LB_CONJUGATES_DIFFERENCE } lb_conjugates;
typedef enum lb_ladder { LB_LADDER_ANNIHILATES, LB_LADDER_CREATES, LB_LADDER_NUMBER } lb_ladder;

/* sqrt(a), 1/sqrt(a), and cos and sin of an angle in multiples of pi. */
typedef enum lb_root_function {
    LB_ROOT_SQRT,
    LB_ROOT_COS,
    LB_ROOT_SIN,
    LB_ROOT_INVERSE
} lb_root_function;

typedef struct lb_node lb_node;
typedef struct lb_loop lb_loop;
struct lb_node {
    uint8_t kind, type;
    char op;          /* how it enters its parent */
    bool is_operator; /* a term that is no plain sum of strings (operators.h) */
    uint32_t line, column;
    uint32_t length; /* of text */
    uint32_t slot;
    uint32_t count;
    union {
        const char *text;
        const __mpq_struct *exact;
        int64_t integer;
        const lb_loop *loop;
    };
    lb_node **children;
};

/* i in a..b, (i,j) or (i,j,w) in E, or w in words. */
typedef enum lb_binding_kind { LB_OVER_RANGE, LB_OVER_GRAPH, LB_OVER_WORDS } lb_binding_kind;
typedef struct lb_binding {
    lb_binding_kind kind;
    uint32_t slots[3];
    bool weighted;         /* the third is the weight of the edge */
    lb_node *first, *last; /* the range */
    lb_node *source;       /* the graph's name, or the text with the words */
} lb_binding;
struct lb_loop {
    lb_binding *bindings;
    size_t count;
    lb_node *filter; /* or NULL */
};

typedef enum lb_statement_kind {
    LB_ANSATZ,
    LB_ABOUT,
    LB_REFERENCE,
    LB_PARAMETER,
    LB_REQUIRE,
    LB_QUBITS,
    LB_GRAPH,
    LB_FERMIONS,
    LB_GENERATOR,
    LB_FIRST, /* what follows is the first layer */
    LB_EVERY, /* what follows is the layer */
    LB_ROTATE,
    LB_APPLY,
    LB_STATE,
    LB_OBSERVABLE,
    LB_DIMENSION,
    LB_THEOREM,
    LB_VARIANT,
    LB_STATEMENT_COUNT
} lb_statement_kind;

typedef enum lb_graph_kind {
    LB_PATH,
    LB_CYCLE,
    LB_COMPLETE,
    LB_STAR,
    LB_GRID,
    LB_TORUS,
    LB_BIPARTITE,
    LB_RANDOM_REGULAR,
    LB_ARCS,
    LB_EDGES,
    LB_FILE,
    LB_GRAPH_COUNT
} lb_graph_kind;

/* The most arguments of a graph. */
#define LB_GRAPH_ARGUMENTS_MAX 3

/* NAME=VALUE of a variant. */
typedef struct lb_preset {
    uint32_t symbol; /* of the parameter, in the script */
    const char *value;
} lb_preset;

typedef struct lb_statement {
    lb_statement_kind kind;
    uint32_t line, column;
    uint32_t variant;    /* 0 for the whole file, else the number of the variant it belongs to */
    const char *name;    /* of the ansatz, generator or variant; a string; a state */
    bool orbit;          /* a theorem about the orbit of |+>^n */
    lb_node *condition;  /* or NULL */
    lb_node *value;      /* number, condition, term; the default of a parameter */
    const char *written; /* a condition, or a number with roots, as it is written in the file */
    uint32_t symbol;     /* the parameter or graph it defines */
    bool distinct;       /* a family without repetitions */
    lb_loop *loop;       /* of a family */
    lb_node *angle;      /* of rotations, or NULL for one of its own each */
    lb_node *factor;     /* of the angle, or NULL */
    lb_graph_kind graph;
    lb_node *arguments[LB_GRAPH_ARGUMENTS_MAX];
    lb_node *weights; /* of a graph: the seed of random ones, or NULL */
    lb_preset *presets;
    size_t preset_count;
} lb_statement;

/* A name: what it stands for, and the slot of its value. Loop variables come and go. */
typedef enum lb_symbol_kind {
    LB_SYMBOL_NUMBER,
    LB_SYMBOL_TEXT,
    LB_SYMBOL_ROOT,   /* a number with square roots: the child of holder */
    LB_SYMBOL_CHOICE, /* one of choices */
    LB_SYMBOL_GRAPH,
    LB_SYMBOL_INDEX, /* a loop variable over numbers */
    LB_SYMBOL_WORD   /* a loop variable over words */
} lb_symbol_kind;
typedef struct lb_symbol {
    const char *name;
    lb_symbol_kind kind;
    uint32_t slot;
    const char **choices;
    size_t choice_count;
    lb_node *holder;
} lb_symbol;

/* Memory for the tree, freed all at once. Numbers are remembered, to be cleared. */
typedef struct lb_arena {
    struct lb_chunk *chunks;
    size_t left;
    char *next;
    struct lb_number *numbers;
} lb_arena;
void *lb_arena_take(lb_arena *arena, size_t size);
char *lb_arena_text(lb_arena *arena, const char *text, size_t length);
__mpq_struct *lb_arena_number(lb_arena *arena);
void lb_arena_free(lb_arena *arena);

typedef struct lb_script {
    const char *source; /* the file's name, for messages */
    lb_arena arena;
    lb_statement *statements;
    size_t count, capacity;
    lb_symbol *symbols; /* parameters and graphs, in the order of declaration */
    size_t symbol_count, symbol_capacity;
    size_t slot_count;
    uint32_t variant_count;
    uint32_t end_line, end_column; /* of the text */
    bool has_roots;                /* some expression has a square root */
} lb_script;

/* Parse a text, which must outlive the script. On an error there is nothing to free. Linear time.
 */
lb_status lb_script_parse(lb_script *script, const char *source, const char *text, size_t length,
                          lb_error *error) LB_MUST_CHECK;
void lb_script_free(lb_script *script);

/* Check that text can be the value of a parameter: a number ("1/3", "2^10"), one of the choices, or
 * any string. For a number the value is put into *node (an expression without names). */
lb_status lb_script_value(lb_script *script, const lb_symbol *symbol, const char *source,
                          const char *text, lb_node **node, lb_error *error) LB_MUST_CHECK;

#endif
