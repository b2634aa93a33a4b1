#!/bin/sh
# Find what is needed by compiling and linking a call of each library. What is missing is installed
# where that is possible, as root with apt-get, and named otherwise.
# usage: requirements.sh GROUP..., of build, test, mpi, figures, paper, lint, proofs and fresh; CC is
# the compiler.

CC=${CC:-cc}
APT_WAIT=${APT_WAIT:-300} # seconds that another apt has to end
groups=" $* "
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

# of_groups: the lines of standard input whose first word is one of the groups, without it.
of_groups() {
    while read -r group line; do
        case $groups in *" $group "*) echo "$line" ;; esac
    done
}

# The package, with commas between its names in several releases; the library, its header, and a
# call that no other library answers: netlib's BLAS has a cblas.h too.
libraries() {
    of_groups <<'END'
build libgmp-dev                 gmp      gmp.h             mpz_t x; mpz_init(x);
build libmpfr-dev                mpfr     mpfr.h            mpfr_free_cache();
build libflint-dev               flint    flint/fmpz_poly.h fmpz_poly_t f; fmpz_poly_init(f);
build libopenblas-dev            openblas cblas.h           openblas_set_num_threads(1);
build liblapacke-dev             lapacke  lapacke.h         LAPACKE_get_nancheck();
build libjansson-dev             jansson  jansson.h         json_object();
build zlib1g-dev                 z        zlib.h            zlibVersion();
build libnauty-dev,libnauty2-dev nauty    nauty/nausparse.h nausparse_freedyn();
build libnlopt-dev               nlopt    nlopt.h           nlopt_srand(1);
test  check                      check    check.h           suite_create("");
END
}

# The package and its program, or its name for OCaml, or a style for LaTeX.
tools() {
    of_groups <<'END'
build   pkg-config     pkg-config
mpi     libopenmpi-dev mpicc
mpi     openmpi-bin    mpirun
figures gnuplot-nox    gnuplot
paper   gnuplot-nox    gnuplot
paper   librsvg2-bin   rsvg-convert
paper   texlive-latex-base        pdflatex
paper   texlive-latex-recommended booktabs.sty
lint    clang-format   clang-format
lint    clang-tidy     clang-tidy
lint    cppcheck       cppcheck
lint    shellcheck     shellcheck
proofs  coq            coqc
proofs  ocaml-findlib  ocamlfind
proofs  libzarith-ocaml-dev zarith
fresh   debootstrap    debootstrap
END
}

# links: the libraries on standard input are here, as one program with a call of each shows.
links() {
    flags=
    echo '#include <stdio.h>' >"$scratch/headers"
    : >"$scratch/calls"
    while read -r _ library header call; do
        flags="$flags $(pkg-config --cflags --libs "$library" 2>/dev/null || echo "-l$library")"
        echo "#include <$header>" >>"$scratch/headers"
        echo "{ $call }" >>"$scratch/calls"
    done
    {
        cat "$scratch/headers"
        echo 'int main(void) {'
        cat "$scratch/calls"
        echo 'return 0; }'
    } >"$scratch/program.c"
    $compiler -Werror=implicit-function-declaration -o "$scratch/program" "$scratch/program.c" \
        $flags >/dev/null 2>&1
}

# The compiler's package has its name. Without it another one looks for the rest.
missing_compiler() {
    compiler=$CC
    for word in $CC; do
        case $word in -*) break ;; esac
        command -v "$word" >/dev/null && continue
        compiler=cc
        case $word in
        cc) echo gcc ;;
        *) echo "$word" ;;
        esac
        break
    done
    links </dev/null || echo libc6-dev
}

# What is not here, one package a line.
missing() {
    missing_compiler
    tools | while read -r package tool; do
        command -v "$tool" >/dev/null || ocamlfind query "$tool" >/dev/null 2>&1 ||
            kpsewhich "$tool" >/dev/null 2>&1 || echo "$package"
    done
    libraries | links || libraries | while read -r library; do
        echo "$library" | links || echo "${library%% *}"
    done
}

known_to_apt() {
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

# What is not here, in one line: of several names the first that apt knows, or just the first.
packages() {
    for names in $(missing); do
        for name in $(echo "$names" | tr , ' ') "${names%%,*}"; do
            known_to_apt "$name" && break
        done
        echo "$name"
    done | paste -s -d ' ' -
}

# progress: of apt's output what tells how far it is.
progress() {
    while read -r word line; do
        case $word in
        Need | After) echo "  $word $line" ;;
        Get:*) echo "  GET	$line" | sed 's/	[^ ]* [^ ]* [^ ]* \([^ ]*\).*\[/	\1 [/' ;;
        Setting) echo "  SET UP	${line#up }" | sed 's/ ([^ ]*) \.\.\.$//' ;;
        esac
    done
}

quietly() {
    cat >/dev/null
}

# apt_get SHOWN COMMAND...: apt-get, its output shown by a filter; 1 while another apt is at work.
apt_get() {
    filter=$1
    shift
    DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q -o Dpkg::Use-Pty=0 "$@" 2>&1 </dev/null |
        tee "$scratch/log" | $filter
    ! grep -q 'Could not get lock' "$scratch/log"
}

# apt_in_turn SHOWN COMMAND...: the same, behind another apt.
apt_in_turn() {
    waited=0
    until apt_get "$@"; do
        [ "$waited" -gt 0 ] || echo "another apt is at work here; waiting for it to end:" \
            "$(sed -n 's/.*It is \(held by .*\)/\1/p' "$scratch/log")"
        if [ "$waited" -ge "$APT_WAIT" ]; then
            echo "It goes on. Try again when it has ended."
            exit 1
        fi
        sleep 1
        waited=$((waited + 1))
    done
    sed -n '/^[EW]: /s/^/  /p' "$scratch/log"
}

install_them() {
    echo "looking for the packages that are missing"
    apt_in_turn quietly update
    names=$(packages)
    echo "installing $names"
    apt_in_turn progress install --no-install-recommends $names
    [ -z "$(missing)" ] && exit 0
}

case $CC in
*/*) command -v ${CC%% *} >/dev/null || { echo "there is no compiler ${CC%% *}"; exit 1; } ;;
esac
[ -n "$(missing)" ] || exit 0
groups=" $groups test " # once for both commands of the README
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    install_them
fi
names=$(packages)
update=
for name in $names; do
    known_to_apt "$name" || update="sudo apt-get update && "
done
echo "Liebound needs packages that are not here. On Debian or Ubuntu:"
echo "    ${update}sudo apt-get install --no-install-recommends $names"
exit 1
