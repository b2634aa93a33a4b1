/* The command line as two tables: the commands and their options. Parsing, checks, usage lines and
 * --help all come from them; a new option is one line here and its use in a command. */

#ifndef LB_CLI_TABLES_H
#define LB_CLI_TABLES_H

/* COMMAND(id, name, operands, fewest sources, most sources, sweeps, summary, details)
 *
 * A source is a FILE or NAME operand; `sweeps` says whether n=2..10 is allowed. A command with no
 * sources takes no settings either. */
#define LB_CLI_COMMANDS(COMMAND)                                                                   \
    COMMAND(LIST, list, "", 0, 0, false, "the catalogue of ansatz families, one line each",        \
            "Prints each name with its parameters and their defaults. A name can stand wherever\n" \
            "a FILE can: liebound show tfim-open.\n")                                              \
    COMMAND(SHOW, show, "FILE|NAME [name=value...]", 1, 1, false,                                  \
            "the generators of an ansatz, expanded",                                               \
            "What is printed is an .alg text again: it reads back as the same ansatz.\n"           \
            "\n"                                                                                   \
            "  liebound show tfim-open n=3\n"                                                      \
            "  liebound show my.alg --canonical | sha256sum    # the digest of liebound-check\n")  \
    COMMAND(                                                                                       \
        DIM, dim, "FILE|NAME [name=value...]", 1, 1, false,                                        \
        "the dimension of the dynamical Lie algebra, proved",                                      \
        "\"proved\" means that an upper and a lower bound, each checked exactly, meet; when\n"     \
        "a limit or an interruption comes first, the proved lower bound is printed and the\n"      \
        "status is 2. A certificate lets liebound-check repeat the proof independently.\n"         \
        "\n"                                                                                       \
        "When every generator is a single Pauli string, the algebra itself is identified, at\n"    \
        "any size and without a basis; --basis and --enumerate search for one all the same.\n"     \
        "For sums, the algebra of their single terms bounds the dimension from above.\n"           \
        "\n"                                                                                       \
        "  liebound dim tfim-open n=8\n"                                                           \
        "  liebound dim hea n=1000 --digits all\n"                                                 \
        "  liebound dim my.alg --certificate my.cert && liebound-check my.cert\n")                 \
    COMMAND(RANK, rank, "FILE|NAME [name=value...]", 1, 1, false,                                  \
            "ranks of the quantum Fisher information matrix, simulated",                           \
            "Simulates the circuit at random angles and reports the rank of the tangent matrix,\n" \
            "whose squared singular values are the eigenvalues of the matrix. Such a rank is a\n"  \
            "floating-point estimate; the gap, the ratio of the last singular value that counts\n" \
            "to the next one, says how clear it is (a dash, in JSON null, when all count).\n"      \
            "\n"                                                                                   \
            "  liebound rank tfim-open n=6 --layers 9 --seeds 5\n")                                \
    COMMAND(BOUND, bound, "FILE|NAME [name=value...]", 1, 1, false,                                \
            "the proved dimension beside simulated ranks, layer by layer",                         \
            "The rank of the quantum Fisher information matrix never exceeds the dimension of\n"   \
            "the algebra. Simulated ranks are shown for 1, 2, ... layers until they stop\n"        \
            "growing; a rank above a proved bound ends with status 1. Limits hold for the proof\n" \
            "and for the simulation, each.\n"                                                      \
            "\n"                                                                                   \
            "  liebound bound tfim-open n=6\n")                                                    \
    COMMAND(TABLE, table, "FILE|NAME... [name=values...]", 1, SIZE_MAX, true,                      \
            "dimensions of several ansatz families over a sweep of parameters",                    \
            "Values are v, a,b,c, first..last or first..last..step; several swept parameters\n"    \
            "give every combination. Combinations that an ansatz does not allow are left out,\n"   \
            "with a note. Limits hold for each row. The columns are:\n"                            \
            "  ansatz parameters qubits generators dimension literature agrees status\n"           \
            "  algebra formula about reference evidence brackets longest-row terms seconds\n"      \
            "and the name of any parameter; \"parameters\" are those set on the command line.\n"   \
            "\n"                                                                                   \
            "  liebound table tfim-open tfim-closed n=2..10 --format markdown\n")

/* OPTION(id, name, kind, argument, default, least, most, commands, help)
 *
 * Kinds: FLAG; COUNT, an integer between least and most; SECONDS, as 90, 0.5, 10m or 2h; BYTES, as
 * 512M or 8G; DIGITS, an integer or "all"; WORD, any text. An empty default is false, 0 or NULL. */
#define LB_CLI_OPTIONS(OPTION)                                                                     \
    OPTION(canonical, "canonical", FLAG, "", "", 0, 0, LB_CLI_SHOW,                                \
           "print the generators as in a certificate")                                             \
    OPTION(certificate, "certificate", WORD, "PATH", "", 0, 0, LB_CLI_DIM,                         \
           "write a certificate; compressed for PATH.gz, '-' for standard output")                 \
    OPTION(basis, "basis", FLAG, "", "", 0, 0, LB_CLI_DIM,                                         \
           "print the reduced basis, one row a line, found without symmetry")                      \
    OPTION(enumerate, "enumerate", FLAG, "", "", 0, 0, LB_CLI_DIM,                                 \
           "search for a basis also when every generator is a single string")                      \
    OPTION(checkpoint, "checkpoint", WORD, "FILE", "", 0, 0, LB_CLI_DIM,                           \
           "keep the state of a search in FILE, and go on from it when it is there")               \
    OPTION(checkpoint_every, "checkpoint-every", SECONDS, "TIME", "", 0, 0, LB_CLI_DIM,            \
           "time between two checkpoints (default 10m)")                                           \
    OPTION(no_symmetry, "no-symmetry", FLAG, "", "", 0, 0,                                         \
           LB_CLI_DIM | LB_CLI_TABLE | LB_CLI_BOUND,                                               \
           "search without using qubit permutations that fix the generators")                      \
    OPTION(method, "method", WORD, "METHOD", "automatic", 0, 0,                                    \
           LB_CLI_DIM | LB_CLI_TABLE | LB_CLI_BOUND,                                               \
           "automatic, sparse, or dense: rows of the search")                                      \
    OPTION(layers, "layers", COUNT, "L", "1", 1, 1000000, LB_CLI_RANK, "layers of the circuit")    \
    OPTION(angles, "angles", COUNT, "M", "", 1, 1000000000, LB_CLI_RANK,                           \
           "use only the first M angles")                                                          \
    OPTION(max_layers, "layers", COUNT, "L", "", 1, 1000000, LB_CLI_BOUND,                         \
           "the most layers to try (default 100)")                                                 \
    OPTION(seeds, "seeds", COUNT, "S", "3", 1, 1000000, LB_CLI_RANK | LB_CLI_BOUND,                \
           "sets of random angles")                                                                \
    OPTION(state, "state", COUNT, "I", "0", 0, 1000000, LB_CLI_RANK | LB_CLI_BOUND,                \
           "training state, counted from 0")                                                       \
    OPTION(spectrum, "spectrum", FLAG, "", "", 0, 0, LB_CLI_RANK, "print the singular values too") \
    OPTION(format, "format", WORD, "FORMAT", "text", 0, 0, LB_CLI_TABLE,                           \
           "text, markdown, csv, json or latex (booktabs)")                                        \
    OPTION(columns, "columns", WORD, "LIST",                                                       \
           "ansatz,parameters,qubits,dimension,status,literature,agrees", 0, 0, LB_CLI_TABLE,      \
           "columns, separated by commas")                                                         \
    OPTION(digits, "digits", DIGITS, "N", "40", 0, 0, LB_CLI_DIM | LB_CLI_BOUND | LB_CLI_TABLE,    \
           "abbreviate longer integers in text, 0 or 'all' for none")                              \
    OPTION(time_limit, "time-limit", SECONDS, "TIME", "", 0, 0, LB_CLI_COMPUTES,                   \
           "stop after TIME: 90, 0.5, 10m, 2h")                                                    \
    OPTION(memory_limit, "memory-limit", BYTES, "SIZE", "", 0, 0, LB_CLI_COMPUTES,                 \
           "stop when the program holds SIZE: 512M, 8G")                                           \
    OPTION(threads, "threads", COUNT, "N", "1", 1, 1024, LB_CLI_COMPUTES,                          \
           "threads; a proof does not depend on their number")                                     \
    OPTION(seed, "seed", COUNT, "N", "1", 0, UINT64_MAX, LB_CLI_COMPUTES,                          \
           "first seed of the random angles; a proof uses none")                                   \
    OPTION(quiet, "quiet", FLAG, "", "", 0, 0, LB_CLI_COMPUTES, "no progress and no timing")       \
    OPTION(json, "json", FLAG, "", "", 0, 0, LB_CLI_ALL, "print one JSON object instead of text")  \
    OPTION(help, "help", FLAG, "", "", 0, 0, LB_CLI_ALL, "print this text")

#endif
