/* The command line as two tables: the commands and their options. Parsing, checks, usage lines,
 * --help and completion all come from them; a new option is one line here and its use in a
 * command. */

#ifndef LB_CLI_ARGS_TABLES_H
#define LB_CLI_ARGS_TABLES_H

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
    COMMAND(DRAW, draw, "FILE|NAME [name=value...]", 1, 1, false, "the circuit as a picture",      \
            "Gates as they are written, in columns, the first layer apart. A rotation about one\n" \
            "Pauli string has a box on each of its qubits, one about a sum a box over them, and\n" \
            "rotations by one angle have its name. A box with P and theta is exp(-i theta P).\n"   \
            "\n"                                                                                   \
            "  liebound draw hea-cz n=4 --layers 2\n"                                              \
            "  liebound draw hea-cz n=4 --layers 2 --format svg --output circuit.svg\n"            \
            "  liebound draw my.alg --format latex         # for quantikz\n")                      \
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
        "For some families Coq has proved a formula for every size (proofs/coq), and a line\n"     \
        "says so. A dimension above 1000000, or on more than 16384 qubits, is then answered by\n"  \
        "the theorem alone; --enumerate, --basis and --certificate search all the same.\n"         \
        "\n"                                                                                       \
        "  liebound dim tfim-open n=8\n"                                                           \
        "  liebound dim hea n=1000 --digits all\n"                                                 \
        "  liebound dim my.alg --certificate my.cert && liebound-check my.cert\n")                 \
    COMMAND(STRUCTURE, structure, "FILE|NAME [name=value...]", 1, 1, false,                        \
            "the structure of the dynamical Lie algebra, proved",                                  \
            "Centre, derived algebra, rank, and the simple ideals over the real numbers with\n"    \
            "type and multiplicity, for any generators. Ideals that are defined over a number\n"   \
            "field only, and are conjugate to each other over it, are listed with the field.\n"    \
            "Where a limit came first, what is proved by then is printed, with status 2.\n"        \
            "A certificate lets liebound-check repeat the proof of the dimensions of g, of its\n"  \
            "centre and of its derived algebra, and for single strings that of g.\n"               \
            "\n"                                                                                   \
            "  liebound structure tfim-closed n=6\n"                                               \
            "  liebound structure xxz-open n=5 --centre\n"                                         \
            "  liebound structure my.alg --certificate my.cert && liebound-check my.cert\n")       \
    COMMAND(                                                                                       \
        SYMMETRIES, symmetries, "FILE|NAME [name=value...]", 1, 1, false,                          \
        "what commutes with every generator, and the sectors it makes, proved",                    \
        "The commutant of the generators in all operators: its dimension, and the sectors,\n"      \
        "invariant subspaces of some dimension with several copies, on which circuits act in\n"    \
        "the same way. The Pauli strings in it are known at any size. Sums are decided on at\n"    \
        "most 14 qubits: from above by eigenspaces modulo a prime, from below by products of\n"    \
        "strings, qubit permutations, and sums that commute with every generator.\n"               \
        "\n"                                                                                       \
        "  liebound symmetries qaoa-grid rows=3 columns=3\n"                                       \
        "  liebound symmetries hea n=1000\n")                                                      \
    COMMAND(                                                                                       \
        CARTAN, cartan, "FILE|NAME [name=value...]", 1, 1, false,                                  \
        "a Cartan decomposition g = k + p by an involution, proved",                               \
        "The involution is X -> -X^T (transpose), X -> S X S for a Pauli string S, such as\n"      \
        "\"Z[0]\", both (\"transpose Y[0]\"), parity (S = Z on every qubit), or even-odd, which\n" \
        "leaves strings of odd weight alone. Dimensions of k and p, Cartan's type for each\n"      \
        "simple ideal, and a maximal abelian subalgebra of p, exact.\n"                            \
        "\n"                                                                                       \
        "  liebound cartan tfim-open n=6\n"                                                        \
        "  liebound cartan hea n=3 --involution even-odd\n")                                       \
    COMMAND(                                                                                       \
        CONSTANTS, constants, "FILE|NAME [name=value...]", 1, 1, false,                            \
        "structure constants of the dynamical Lie algebra, exact",                                 \
        "In the reduced basis B_0, B_1, ... that dim --basis prints, with the bracket\n"           \
        "{A,B} = (i/2)[A,B]: {B_i,B_j} = sum_k c B_k; or, with --basis nested, in a basis of\n"    \
        "the shortest nested commutators of generators.\n"                                         \
        "\n"                                                                                       \
        "JSON has [i, j, k, \"c\"] for i < j under \"constants\", the sums B_i under \"basis\",\n" \
        "and under \"nested_commutators\" [a, b, c] for {g_a, {g_b, g_c}}; all numbers count "     \
        "from\n"                                                                                   \
        "0. --killing adds the Killing form, [i, j, \"c\"] for i <= j, and --state the "           \
        "expectation\n"                                                                            \
        "values of the B_i, \"expectations\". The GAP program defines\n"                           \
        "the algebra as L. mtx is one integer matrix in Matrix Market coordinate format, with\n"   \
        "D^2 rows and D columns: row D (i-1) + j, counted from 1, has the coefficients of\n"       \
        "{B_i,B_j}, times the denominator in its comment; with --killing it is the Killing\n"      \
        "form instead. With square roots the numbers are such as \"1/2 - 3*sqrt(2)\", the basis "  \
        "is\n"                                                                                     \
        "one over their field, and mtx is refused.\n"                                              \
        "\n"                                                                                       \
        "  liebound constants tfim-open n=3 --killing\n"                                           \
        "  liebound constants xxz-open n=4 --format gap\n"                                         \
        "  liebound constants tfim-open n=4 --basis nested --format mtx >tfim.mtx\n")              \
    COMMAND(                                                                                       \
        ORBIT, orbit, "FILE|NAME [name=value...]", 1, 1, false,                                    \
        "orbit and sector dimensions of the training states, proved",                              \
        "The orbit dimension is the rank of { X psi : X in g } modulo the phase i psi: the\n"      \
        "maximal rank of the quantum Fisher information matrix. The sector dimension is that\n"    \
        "of g restricted to the smallest invariant space that contains psi. Both are at most\n"    \
        "the dimension of g. With several states there are also joint numbers, of all of them\n"   \
        "at once. A certificate lets liebound-check repeat the proof.\n"                           \
        "\n"                                                                                       \
        "  liebound orbit tfim-open n=8\n"                                                         \
        "  liebound orbit my.alg --certificate my.cert && liebound-check my.cert\n")               \
    COMMAND(                                                                                       \
        MATRICES, matrices, "FILE|NAME [name=value...]", 1, 1, false,                              \
        "the algebra as su(N), so(N), sp(N) and u(1), by explicit exact matrices",                 \
        "The generators and the reduced basis as matrices over Q(i), one in each simple ideal "    \
        "and\n"                                                                                    \
        "in each direction of the centre, in defining representations where they are found.\n"     \
        "X becomes the matrix M(X) of iX, and all brackets [M(H),M(B)] = 2 M({H,B}) are "          \
        "checked.\n"                                                                               \
        "Ideals that are conjugate over a number field have one matrix together, the rational\n"   \
        "form. Single strings become rotations of free fermions, or strings on few qubits.\n"      \
        "Sums are restricted to invariant spaces of these, or of states of at most 6 qubits.\n"    \
        "\n"                                                                                       \
        "  liebound matrices ltfim-open n=4 --json\n"                                              \
        "  liebound matrices tfim-open-free n=5 --format numpy >m.txt    # numpy.loadtxt\n")       \
    COMMAND(                                                                                       \
        VARIANCE, variance, "FILE|NAME [name=value...]", 1, 1, false,                              \
        "mean and variance of the loss of deep circuits, proved",                                  \
        "Of the loss Tr[U rho U' O], for U Haar distributed on the group of g, to which "          \
        "circuits\n"                                                                               \
        "with random angles tend: the sum over the simple ideals of the products of the\n"         \
        "g-purities of rho and O, each over the dimension of the ideal. All numbers are exact,\n"  \
        "and proved as the ideals are. If neither O nor rho lies in i g, and the sectors of the\n" \
        "state do not tell the rest, they are those of the part of O that lies in i g or\n"        \
        "commutes with all generators, and what is left out is printed. Without --observable, O\n" \
        "is what the ansatz states, or its first generator.\n"                                     \
        "\n"                                                                                       \
        "  liebound variance tfim-open n=10\n"                                                     \
        "  liebound variance hea n=1000 --observable 'Z[0] Z[1]'\n"                                \
        "  liebound variance tfim-open-free n=50 --observable 'sum(i in 0..n-2) Z[i] Z[i+1]'\n")   \
    COMMAND(                                                                                       \
        RANK, rank, "FILE|NAME [name=value...]", 1, 1, false,                                      \
        "the rank of the quantum Fisher information matrix: exact, and simulated",                 \
        "The exact rank and its upper bound are proved. Beside them the circuit is simulated at\n" \
        "random angles, and the rank of the tangent matrix is reported, whose squared singular\n"  \
        "values are the eigenvalues of the matrix. Such a rank is a floating-point estimate; "     \
        "the\n"                                                                                    \
        "gap, the ratio of the last singular value that counts to the next one, says how clear\n"  \
        "it is (a dash, in JSON null, when all count). Where double precision is not clear or\n"   \
        "sees another rank than the exact one, the simulation is repeated with 128 bits and\n"     \
        "more, if a minute a seed suffices; --precision 53 never does, and any other value\n"      \
        "always. For generators without exact ranks, multiple precision also proves a lower\n"     \
        "bound, from bounds on all rounding errors. Simulated and exact ranks that differ end\n"   \
        "with status 1. Several states are ranked one by one and jointly, by the sum of their\n"   \
        "matrices, which is simulated in double precision only.\n"                                 \
        "\n"                                                                                       \
        "  liebound rank tfim-open n=6 --layers 9 --seeds 5\n"                                     \
        "  liebound rank tfim-open-free n=12 --layers 6 --spectrum s.csv --plot s.svg\n")          \
    COMMAND(                                                                                       \
        HESSIAN, hessian, "FILE|NAME [name=value...]", 1, 1, false,                                \
        "the Hessian of an expectation value, at a point or at a minimum",                         \
        "The observable is what the ansatz states (observable = ...), or minus the sum of its\n"   \
        "generators. Its expectation value, the norm of the gradient and the rank of the\n"        \
        "Hessian are reported at random angles, or with --optimum at the local minimum that\n"     \
        "L-BFGS and Newton steps reach from there. At a minimum on the orbit of the training\n"    \
        "states the rank is at most dim g, the orbit dimension and 2dr - r^2 - r, d = 2^n and r\n" \
        "the smaller of the ranks of the observable and of the data. With several states the\n"    \
        "loss is their sum, with the weights of --states. All but the bounds is floating point.\n" \
        "\n"                                                                                       \
        "  liebound hessian tfim-open n=6 --layers 20 --optimum\n")                                \
    COMMAND(                                                                                       \
        CAPACITY, capacity, "FILE|NAME [name=value...]", 1, 1, false,                              \
        "capacity measures D1 and D2 of a circuit, for each training state",                       \
        "D1, the effective quantum dimension, is the rank of the quantum Fisher information\n"     \
        "matrix, here its mean over random angles; D2, the limit of the effective dimension,\n"    \
        "the largest rank of the classical Fisher information of a measurement in the\n"           \
        "computational basis. The effective dimension for finitely many data (--data), which\n"    \
        "may exceed its limit, is given too, and the proved bound on D1 and D2. With several\n"    \
        "states, the last line averages over them. All but the bound is floating point.\n"         \
        "\n"                                                                                       \
        "  liebound capacity tfim-open n=6 --layers 12 --seeds 10\n")                              \
    COMMAND(                                                                                       \
        NOISE, noise, "FILE|NAME [name=value...]", 1, 1, false,                                    \
        "the quantum Fisher information matrix of a noisy circuit",                                \
        "Density matrices of at most 8 qubits, and the eigenvalues of the matrix by\n"             \
        "symmetric logarithmic derivatives, for every number of layers and strength P:\n"          \
        "  depolarizing  each of X, Y, Z with probability P on each qubit of a gate\n"             \
        "  pauli         P is X:Y:Z, the probabilities of the three: 0.01:0:0.02\n"                \
        "  global        the maximally mixed state with weight P, once a stage\n"                  \
        "Gates are elementary (H, SX, CNOT, and RZ, RX, RY, into which the terms of a\n"           \
        "generator are split; the training state is prepared by them), terms, or generators.\n"    \
        "Angles are random, or those of --at, layer by layer. All is floating point.\n"            \
        "\n"                                                                                       \
        "  liebound noise tfim-closed n=4 --layers 1..8 --p 0,1e-4,1e-3,0.01 --plot n.svg\n"       \
        "  liebound noise my.alg --channel pauli --p 0:0:0.01 --gates generators\n")               \
    COMMAND(                                                                                       \
        TRAIN, train, "FILE|NAME [name=value...]", 1, 1, false,                                    \
        "train the angles from random starts, beside what is proved of their number",              \
        "The loss is the expectation value of the observable of the ansatz, or minus the sum of\n" \
        "its generators, or --observable, minus its smallest eigenvalue where that is known\n"     \
        "(--states: their weighted sum); or with --target the infidelity to a state, or to a\n"    \
        "unitary on one half of n Bell pairs. Starts are uniform in [0, --width). A step is one\n" \
        "evaluation of loss and gradient. lbfgs is L-BFGS with a Newton finish. Reported are "     \
        "the\n"                                                                                    \
        "fractions of the starts that come below thresholds, with 95 % intervals, and beside\n"    \
        "them the critical number of angles, as far as it is proved in some seconds. All of the\n" \
        "training is floating point. --jobs, mpirun and --slice are as for table.\n"               \
        "\n"                                                                                       \
        "  liebound train tfim-open n=6 --layers 12 --starts 50 --plot curves.svg\n"               \
        "  liebound train hea n=3 --layers 8 --target V.txt --optimizer adam --half-angles\n")     \
    COMMAND(                                                                                       \
        SUCCESS, success, "FILE|NAME [name=value...]", 1, 1, true,                                 \
        "how often training succeeds, against the number of angles",                               \
        "For each number of layers, the fraction of random starts whose loss comes below each\n"   \
        "threshold, with the 95 % interval of Wilson, beside what is proved: the critical\n"       \
        "number of angles M_c, the maximal rank and dim g, which are lines in the plot. The\n"     \
        "loss is <O> - E0, E0 the ground energy where it is known, or --energy.\n"                 \
        "\n"                                                                                       \
        "The picture \"algebra\" computes in coordinates of what the observable reaches under\n"   \
        "the generators, at most 20000, with nothing of size 2^n; \"states\" with vectors.\n"      \
        "--layers auto, with the algebra, takes 10 numbers of layers, up to 5/4 as many\n"         \
        "angles as coordinates.\n"                                                                 \
        "\n"                                                                                       \
        "What the fractions mean: L-BFGS solves closed Ising chains from M_c angles on and\n"      \
        "never with fewer, open ones slightly above M_c. Adam with 3000 steps solves open\n"       \
        "ones near M = n^2 only, where training is fast. A threshold of 1e-4 does not tell M\n"    \
        "from M_c on 8 qubits and more.\n"                                                         \
        "\n"                                                                                       \
        "With --checkpoint an interrupted run goes on from what is complete, to the same\n"        \
        "bytes; thresholds and format may differ. --jobs, mpirun and --slice are as for table.\n"  \
        "\n"                                                                                       \
        "  liebound success tfim-closed n=6 --layers 1..6 --starts 50 --plot success.svg\n"        \
        "  liebound success tfim-open n=8 --layers 10..40..2 --optimizer adam,lbfgs --jobs 2\n"    \
        "  liebound success tfim-open n=50 --picture algebra --checkpoint run.state\n")            \
    COMMAND(BOUND, bound, "FILE|NAME [name=value...]", 1, 1, false,                                \
            "maximal rank and critical number of angles, bounded from both sides",                 \
            "From above: the real span of the orbit of the training state, which needs no\n"       \
            "algebra; the dimensions of the algebra, of the sector of the state and of its\n"      \
            "orbit, which is the largest rank that the quantum Fisher information matrix can\n"    \
            "have. From below: the exact rank of a circuit, modulo primes at random points.\n"     \
            "Where both meet, the rank and M_c, the least number of angles that reaches it, are\n" \
            "proved. A rank in floating point is set beside them; when it contradicts a proof\n"   \
            "the status is 1.\n"                                                                   \
            "\n"                                                                                   \
            "What is cheap comes first, and limits hold for all together. Once R is proved, a\n"   \
            "large algebra is searched only within --time-limit, if there is one.\n"               \
            "\n"                                                                                   \
            "  liebound bound tfim-open n=10\n"                                                    \
            "  liebound bound my.alg --certificate my.cert && liebound-check my.cert\n"            \
            "  liebound bound my.alg --layers 3 --json\n")                                         \
    COMMAND(                                                                                       \
        TABLE, table, "FILE|NAME... [name=values...]", 1, SIZE_MAX, true,                          \
        "dimensions of several ansatz families over a sweep of parameters",                        \
        "Values are v, a,b,c, first..last or first..last..step; several swept parameters\n"        \
        "give every combination. Combinations that an ansatz does not allow are left out,\n"       \
        "with a note. Limits hold for each row. The columns are:\n"                                \
        "  ansatz parameters qubits generators dimension literature agrees status\n"               \
        "  algebra formula about reference evidence brackets longest-row terms seconds\n"          \
        "  orbit span sector rank critical layers variance\n"                                      \
        "and the name of any parameter; \"parameters\" are those set on the command line.\n"       \
        "\n"                                                                                       \
        "orbit to layers are what 'liebound bound' proves of the training state, or of several\n"  \
        "jointly: the dimensions of its orbit and sector, the bound by its real span, the\n"       \
        "maximal rank, which is the orbit dimension, M_c, and the layers that it takes. Once\n"    \
        "the rank is proved, a large dim g is searched only within --time-limit. variance is\n"    \
        "what 'liebound variance' proves of what the ansatz measures, or its first generator.\n"   \
        "\n"                                                                                       \
        "--fit looks for the closed form that fits the proved numbers exactly, in the\n"           \
        "parameter with the most integer values, for each ansatz and each combination of\n"        \
        "the others. It is a conjecture, and at least two values beyond the number of its\n"       \
        "unknowns confirm it.\n"                                                                   \
        "\n"                                                                                       \
        "  liebound table tfim-open tfim-closed n=2..10 --format markdown --fit\n"                 \
        "  liebound table ltfim-closed n=3..7 --jobs 2\n"                                          \
        "  liebound table hea n=1..999 --slice 3/8 >3.rows && liebound merge *.rows\n")            \
    COMMAND(                                                                                       \
        MERGE, merge, "FILE...", 1, SIZE_MAX, false,                                               \
        "the table of the slices that several runs of table computed",                             \
        "Each FILE is what 'liebound table ... --slice I/N' printed, all with the same\n"          \
        "operands. Rows that are missing are counted in a note, and the status is 2. The\n"        \
        "result is that of 'liebound table' in one run. To show algebras of sums, name that\n"     \
        "column in --columns of the slices already. Slices of success and of train are merged\n"   \
        "in the same way, to their results.\n"                                                     \
        "\n"                                                                                       \
        "  liebound merge 1.rows 2.rows 3.rows --format latex --fit\n")

/* OPTION(id, name, kind, argument, default, least, most, commands, help)
 *
 * Kinds: FLAG; COUNT, an integer between least and most; SECONDS, as 90, 0.5, 10m or 2h; BYTES, as
 * 512M or 8G; DIGITS, an integer or "all"; WORD, any text. An empty default is false, 0 or NULL. */
#define LB_CLI_OPTIONS(OPTION)                                                                     \
    OPTION(canonical, "canonical", FLAG, "", "", 0, 0, LB_CLI_SHOW,                                \
           "print the generators as in a certificate")                                             \
    OPTION(generators, "generators", FLAG, "", "", 0, 0, LB_CLI_SHOW,                              \
           "print generators in place of layers, for liebound-check --ansatz")                     \
    OPTION(show_format, "format", WORD, "FORMAT", "alg", 0, 0, LB_CLI_SHOW,                        \
           "alg, qasm, qiskit, openfermion, pennylane, latex or json")                             \
    OPTION(drawn_layers, "layers", COUNT, "L", "1", 1, 1000000, LB_CLI_DRAW,                       \
           "layers of the circuit")                                                                \
    OPTION(drawing_format, "format", WORD, "FORMAT", "text", 0, 0, LB_CLI_DRAW,                    \
           "text, svg or latex (quantikz)")                                                        \
    OPTION(output, "output", WORD, "FILE", "", 0, 0, LB_CLI_DRAW,                                  \
           "write to FILE, not to standard output")                                                \
    OPTION(drawn_state, "state", COUNT, "I", "0", 0, 1000000, LB_CLI_DRAW,                         \
           "training state, counted from 0")                                                       \
    OPTION(certificate, "certificate", WORD, "PATH", "", 0, 0,                                     \
           LB_CLI_DIM | LB_CLI_STRUCTURE | LB_CLI_ORBIT | LB_CLI_RANK | LB_CLI_BOUND,              \
           "write a certificate; compressed for PATH.gz, '-' for standard output")                 \
    OPTION(basis, "basis", FLAG, "", "", 0, 0, LB_CLI_DIM,                                         \
           "print the reduced basis, one row a line, found without symmetry")                      \
    OPTION(commutant_basis, "basis", FLAG, "", "", 0, 0, LB_CLI_SYMMETRIES,                        \
           "print a basis of the commutant where it is small, one sum a line")                     \
    OPTION(sectors, "sector", WORD, "OPERATORS", "", 0, 0, LB_CLI_SYMMETRIES,                      \
           "label sectors by conserved sums, 'Z[0] + Z[1]; X[0] X[1]', number, or parity")         \
    OPTION(controllability, "controllability", FLAG, "", "", 0, 0, LB_CLI_SYMMETRIES,              \
           "say whether g is all that the symmetries allow; it needs dim g")                       \
    OPTION(reach, "reach", WORD, "STATE", "", 0, 0, LB_CLI_SYMMETRIES,                             \
           "say whether circuits can take the training state to STATE, such as 0101")              \
    OPTION(reach_from, "state", WORD, "I", "0", 0, 0, LB_CLI_SYMMETRIES,                           \
           "the training state, counted from 0, where --reach begins")                             \
    OPTION(involution, "involution", WORD, "INVOLUTION", "transpose", 0, 0, LB_CLI_CARTAN,         \
           "transpose, parity, even-odd, a Pauli string, or 'transpose STRING'")                   \
    OPTION(cartan_bases, "basis", FLAG, "", "", 0, 0, LB_CLI_CARTAN,                               \
           "print bases of k and p, too, one sum a line")                                          \
    OPTION(enumerate, "enumerate", FLAG, "", "", 0, 0, LB_CLI_DIM | LB_CLI_STRUCTURE,              \
           "search for a basis also where the dimension is known without one")                     \
    OPTION(checkpoint, "checkpoint", WORD, "FILE", "", 0, 0, LB_CLI_DIM | LB_CLI_TRAINS,           \
           "keep the state of a search in FILE, and go on from it when it is there")               \
    OPTION(checkpoint_every, "checkpoint-every", SECONDS, "TIME", "", 0, 0,                        \
           LB_CLI_DIM | LB_CLI_TRAINS, "time between two checkpoints (default 10m)")               \
    OPTION(no_symmetry, "no-symmetry", FLAG, "", "", 0, 0,                                         \
           LB_CLI_DIM | LB_CLI_TABLE | LB_CLI_BOUND,                                               \
           "search without using qubit permutations that fix the generators")                      \
    OPTION(method, "method", WORD, "METHOD", "automatic", 0, 0,                                    \
           LB_CLI_DIM | LB_CLI_TABLE | LB_CLI_BOUND,                                               \
           "automatic, sparse, or dense: rows of the search")                                      \
    OPTION(centre, "centre", FLAG, "", "", 0, 0, LB_CLI_STRUCTURE,                                 \
           "print a basis of the centre, one sum a line")                                          \
    OPTION(torus, "torus", FLAG, "", "", 0, 0, LB_CLI_STRUCTURE,                                   \
           "print a basis of a maximal torus (a Cartan subalgebra) in the same way")               \
    OPTION(constants_format, "format", WORD, "FORMAT", "json", 0, 0, LB_CLI_CONSTANTS,             \
           "json, gap, or mtx (Matrix Market)")                                                    \
    OPTION(matrices_format, "format", WORD, "FORMAT", "text", 0, 0, LB_CLI_MATRICES,               \
           "text (a summary), json, numpy or gap")                                                 \
    OPTION(constants_basis, "basis", WORD, "BASIS", "reduced", 0, 0, LB_CLI_CONSTANTS,             \
           "reduced, or nested: nested commutators of generators")                                 \
    OPTION(constants_state, "state", WORD, "I", "", 0, 0, LB_CLI_CONSTANTS,                        \
           "add the expectation values of the basis in this training state, from 0")               \
    OPTION(killing, "killing", FLAG, "", "", 0, 0, LB_CLI_CONSTANTS, "add the Killing form")       \
    OPTION(layers, "layers", COUNT, "L", "1", 1, 1000000, LB_CLI_SIMULATES | LB_CLI_TRAIN,         \
           "layers of the circuit")                                                                \
    OPTION(angles, "angles", COUNT, "M", "", 1, 1000000000, LB_CLI_SIMULATES | LB_CLI_TRAIN,       \
           "use only the first M angles")                                                          \
    OPTION(optimizer, "optimizer", WORD, "NAME", "lbfgs", 0, 0, LB_CLI_TRAIN, "lbfgs or adam")     \
    OPTION(layer_list, "layers", WORD, "LIST", "auto", 0, 0, LB_CLI_SUCCESS,                       \
           "numbers of layers: 10..40..2, 4,8,12, or auto")                                        \
    OPTION(optimizers, "optimizer", WORD, "LIST", "lbfgs", 0, 0, LB_CLI_SUCCESS,                   \
           "lbfgs, adam, or adam,lbfgs")                                                           \
    OPTION(picture, "picture", WORD, "NAME", "auto", 0, 0, LB_CLI_TRAINS,                          \
           "states, algebra, or auto: the cheaper one")                                            \
    OPTION(threshold, "threshold", WORD, "LIST", "1e-4,1e-8", 0, 0, LB_CLI_SUCCESS | LB_CLI_MERGE, \
           "losses below which a start counts (merge: of success)")                                \
    OPTION(energy, "energy", WORD, "E0", "", 0, 0, LB_CLI_SUCCESS,                                 \
           "count losses from E0 in place of the ground energy")                                   \
    OPTION(no_lines, "no-lines", FLAG, "", "", 0, 0, LB_CLI_TRAINS,                                \
           "leave out what is proved of the number of angles")                                     \
    OPTION(starts, "starts", COUNT, "S", "20", 1, 1000000, LB_CLI_TRAINS, "random starts")         \
    OPTION(steps, "steps", COUNT, "N", "3000", 1, 1000000000, LB_CLI_TRAINS,                       \
           "steps of a start, at most")                                                            \
    OPTION(rate, "rate", REAL, "R", "0.01", 0, 0, LB_CLI_TRAINS, "learning rate of adam")          \
    OPTION(beta1, "beta1", REAL, "B", "0.9", 0, 0, LB_CLI_TRAIN, "decay of means of adam")         \
    OPTION(beta2, "beta2", REAL, "B", "0.999", 0, 0, LB_CLI_TRAIN, "decay of squares of adam")     \
    OPTION(epsilon, "epsilon", REAL, "E", "1e-7", 0, 0, LB_CLI_TRAIN,                              \
           "what adam adds to roots of squares")                                                   \
    OPTION(width, "width", REAL, "W", "", 0, 0, LB_CLI_TRAINS,                                     \
           "starts are uniform in [0, W) (default pi)")                                            \
    OPTION(below, "below", REAL, "L", "", 0, 0, LB_CLI_TRAIN, "end a run at a loss below L")       \
    OPTION(half_angles, "half-angles", FLAG, "", "", 0, 0, LB_CLI_TRAINS,                          \
           "gates are exp(-i theta/2 H), in starts and steps alike")                               \
    OPTION(single_constants, "single-constants", FLAG, "", "", 0, 0, LB_CLI_TRAINS,                \
           "round the constants of adam to single precision")                                      \
    OPTION(start_angles, "start-angles", WORD, "FILE", "", 0, 0, LB_CLI_TRAIN,                     \
           "start from the angles in FILE, M for each start")                                      \
    OPTION(observable, "observable", WORD, "SUM", "", 0, 0,                                        \
           LB_CLI_TRAINS | LB_CLI_VARIANCE | LB_CLI_HESSIAN,                                       \
           "what is measured, such as 'Z[0] Z[1] - 1/2 X[0]'")                                     \
    OPTION(target, "target", WORD, "FILE", "", 0, 0, LB_CLI_TRAIN | LB_CLI_HESSIAN,                \
           "the loss is the infidelity to a state (2^n numbers) or unitary (4^n)")                 \
    OPTION(csv, "csv", WORD, "PATH", "", 0, 0, LB_CLI_TRAIN | LB_CLI_MERGE,                        \
           "write all losses as CSV; '-' for standard output (merge: of train)")                   \
    OPTION(bound_layers, "layers", WORD, "L", "auto", 0, 0, LB_CLI_BOUND,                          \
           "layers, or 'auto': as many as it takes to saturate")                                   \
    OPTION(seeds, "seeds", COUNT, "S", "3", 1, 1000000, LB_CLI_SIMULATES | LB_CLI_BOUND,           \
           "sets of random angles")                                                                \
    OPTION(states, "states", WORD, "FILE", "", 0, 0,                                               \
           LB_CLI_ORBIT | LB_CLI_SIMULATES | LB_CLI_BOUND | LB_CLI_SHOW | LB_CLI_VARIANCE |        \
               LB_CLI_TRAINS | LB_CLI_NOISE | LB_CLI_DRAW,                                         \
           "take the training states, by their amplitudes, from FILE")                             \
    OPTION(summed_state, "state", WORD, "I", "all", 0, 0, LB_CLI_HESSIAN | LB_CLI_TRAINS,          \
           "training state from 0, or 'all': their sum, with weights")                             \
    OPTION(optimum, "optimum", FLAG, "", "", 0, 0, LB_CLI_HESSIAN, "go to a local minimum first")  \
    OPTION(one_state, "state", WORD, "I", "", 0, 0, LB_CLI_ORBIT,                                  \
           "only this training state, counted from 0")                                             \
    OPTION(loss_state, "state", WORD, "I", "0", 0, 0, LB_CLI_VARIANCE,                             \
           "training state, counted from 0")                                                       \
    OPTION(sample, "sample", COUNT, "N", "", 2, 100000000, LB_CLI_VARIANCE,                        \
           "also simulate N circuits with random angles: Monte Carlo, floating point")             \
    OPTION(deep_layers, "layers", COUNT, "L", "100", 1, 1000000, LB_CLI_VARIANCE,                  \
           "layers of the circuits of --sample")                                                   \
    OPTION(joint, "joint", FLAG, "", "", 0, 0, LB_CLI_ORBIT, "only all states jointly")            \
    OPTION(no_sectors, "no-sectors", FLAG, "", "", 0, 0, LB_CLI_ORBIT,                             \
           "leave out sector dimensions, which can take far longer")                               \
    OPTION(no_dimension, "no-dimension", FLAG, "", "", 0, 0, LB_CLI_BOUND | LB_CLI_RANK,           \
           "leave out dim g, and what only the algebra tells")                                     \
    OPTION(bound_state, "state", WORD, "I", "all", 0, 0, LB_CLI_BOUND | LB_CLI_RANK,               \
           "training state from 0, or 'all': each, and jointly")                                   \
    OPTION(claim, "claim", WORD, "R", "", 0, 0, LB_CLI_RANK | LB_CLI_BOUND,                        \
           "compare the rank R that somebody states with what is proved")                          \
    OPTION(claim_critical, "claim-critical", WORD, "M", "", 0, 0, LB_CLI_BOUND,                    \
           "the same of a critical number of angles M_c")                                          \
    OPTION(compare, "compare", WORD, "FILE", "", 0, 0, LB_CLI_RANK,                                \
           "read eigenvalues or singular values, and what cut-offs make of them")                  \
    OPTION(data, "data", COUNT, "N", "1000000", 100, UINT64_MAX, LB_CLI_CAPACITY,                  \
           "data of the effective dimension")                                                      \
    OPTION(precision, "precision", COUNT, "BITS", "", 53, 4096, LB_CLI_RANK,                       \
           "simulate with so many bits (default 53, more where that is not clear)")                \
    OPTION(spectrum, "spectrum", WORD, "PATH", "", 0, 0, LB_CLI_RANK | LB_CLI_NOISE,               \
           "write singular values, or eigenvalues, as CSV; '-' for standard output")               \
    OPTION(plot, "plot", WORD, "PATH", "", 0, 0,                                                   \
           LB_CLI_RANK | LB_CLI_NOISE | LB_CLI_BOUND | LB_CLI_TRAINS | LB_CLI_MERGE,               \
           "plot to PATH .svg, .png, .pdf or .tex, by gnuplot")                                    \
    OPTION(noise_layers, "layers", WORD, "LIST", "1", 0, 0, LB_CLI_NOISE,                          \
           "numbers of layers: 4, or 1..8, or 10..40..2, or 1,2,4")                                \
    OPTION(channel, "channel", WORD, "CHANNEL", "depolarizing", 0, 0, LB_CLI_NOISE,                \
           "depolarizing, pauli or global")                                                        \
    OPTION(strengths, "p", WORD, "LIST", "0,1e-4,1e-3,1e-2", 0, 0, LB_CLI_NOISE,                   \
           "strengths of the channel, separated by commas")                                        \
    OPTION(noisy_gates, "gates", WORD, "GATES", "elementary", 0, 0, LB_CLI_NOISE,                  \
           "what is a gate: elementary, terms or generators")                                      \
    OPTION(before, "before", FLAG, "", "", 0, 0, LB_CLI_NOISE,                                     \
           "channels act before the gates, not behind them")                                       \
    OPTION(ideal_preparation, "ideal-preparation", FLAG, "", "", 0, 0, LB_CLI_NOISE,               \
           "prepare the training state without noise")                                             \
    OPTION(at, "at", WORD, "FILE", "", 0, 0, LB_CLI_NOISE,                                         \
           "angles: numbers, or the column theta or angle of a CSV file")                          \
    OPTION(noise_state, "state", COUNT, "I", "0", 0, 1000000, LB_CLI_NOISE,                        \
           "training state, counted from 0")                                                       \
    OPTION(format, "format", WORD, "FORMAT", "text", 0, 0, LB_CLI_TABULATES | LB_CLI_SUCCESS,      \
           "text, markdown, csv, json or latex (booktabs)")                                        \
    OPTION(columns, "columns", WORD, "LIST",                                                       \
           "ansatz,parameters,qubits,dimension,status,literature,agrees", 0, 0, LB_CLI_TABULATES,  \
           "columns, separated by commas")                                                         \
    OPTION(fit, "fit", FLAG, "", "", 0, 0, LB_CLI_TABULATES,                                       \
           "find closed forms of the proved numbers")                                              \
    OPTION(jobs, "jobs", COUNT, "N", "1", 1, 1024, LB_CLI_SHARES,                                  \
           "compute in N processes; the result is the same")                                       \
    OPTION(slice, "slice", WORD, "I/N", "", 0, 0, LB_CLI_SHARES,                                   \
           "compute every N-th row from the I-th on, for 'liebound merge'")                        \
    OPTION(digits, "digits", DIGITS, "N", "40", 0, 0,                                              \
           LB_CLI_DIM | LB_CLI_STRUCTURE | LB_CLI_ORBIT | LB_CLI_BOUND | LB_CLI_TABULATES |        \
               LB_CLI_SYMMETRIES | LB_CLI_VARIANCE | LB_CLI_MATRICES | LB_CLI_CARTAN,              \
           "abbreviate longer integers in text, 0 or 'all' for none")                              \
    OPTION(from, "from", WORD, "FORMAT", "automatic", 0, 0,                                        \
           LB_CLI_SHOW | LB_CLI_DRAW | LB_CLI_COMPUTES,                                            \
           "alg, qasm, strings, qiskit, formula or matrix")                                        \
    OPTION(numbers, "numbers", WORD, "RULE", "own", 0, 0,                                          \
           LB_CLI_SHOW | LB_CLI_DRAW | LB_CLI_COMPUTES,                                            \
           "numbers as angles of qasm: own, equal (one angle), or all")                            \
    OPTION(time_limit, "time-limit", SECONDS, "TIME", "", 0, 0, LB_CLI_COMPUTES,                   \
           "stop after TIME: 90, 0.5, 10m, 2h")                                                    \
    OPTION(memory_limit, "memory-limit", BYTES, "SIZE", "", 0, 0, LB_CLI_COMPUTES,                 \
           "stop when the program holds SIZE: 512M, 8G")                                           \
    OPTION(threads, "threads", COUNT, "N", "1", 1, 1024, LB_CLI_COMPUTES,                          \
           "threads; a proof does not depend on their number")                                     \
    OPTION(seed, "seed", COUNT, "N", "1", 0, UINT64_MAX,                                           \
           LB_CLI_SIMULATES | LB_CLI_NOISE | LB_CLI_TRAINS | LB_CLI_BOUND | LB_CLI_VARIANCE,       \
           "first seed of random angles and points; no proof depends on it")                       \
    OPTION(quiet, "quiet", FLAG, "", "", 0, 0, LB_CLI_COMPUTES | LB_CLI_DRAW,                      \
           "no progress and no timing")                                                            \
    OPTION(json, "json", FLAG, "", "", 0, 0, LB_CLI_ALL, "print one JSON object instead of text")  \
    OPTION(help, "help", FLAG, "", "", 0, 0, LB_CLI_ALL, "print this text")

#endif
