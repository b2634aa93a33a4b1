#!/bin/sh
# What is missing is named, or installed by root, on systems that are played: programs in front of
# the others hide headers and libraries, are an apt-get that installs them, and say who one is.
. "$(dirname "$0")/support.sh"
requirements=$tests/../../src/requirements.sh
compiler=$(command -v "${CC:-cc}")
unset CC
mkdir bin

# program NAME: from the script on standard input.
program() {
    {
        echo '#!/bin/sh'
        cat
    } >"bin/$1"
    chmod +x "bin/$1"
}

# The compiler sees nothing of what hidden lists, one extended regular expression a line.
program cc <<END
for word; do
    case \$word in
    *.c) grep -Eq -f "$scratch/hidden" "\$word" && [ -s "$scratch/hidden" ] && exit 1 ;;
    esac
done
PATH="$PATH" exec "$compiler" "\$@"
END
cp bin/cc bin/clang-played
program apt-cache <<END
grep -qx "\$2" "$scratch/known" && echo '  Candidate: 1.0' || echo '  Candidate: (none)'
END
program apt-get <<END
echo "\$*" >>"$scratch/asked"
[ ! -e "$scratch/busy" ] || {
    echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 42 (apt)" >&2
    exit 100
}
case "\$*" in
*install*)
    echo "Need to get 1 MB of archives."
    echo "Get:1 http://mirror/debian stable/main amd64 liblapacke-dev amd64 3.1 [400 kB]"
    echo "Setting up liblapacke-dev:amd64 (3.1) ..."
    : >"$scratch/hidden" ;;
esac
END
program id <<END
echo \$(cat "$scratch/user")
END

# needs GROUP...: what requirements.sh says here.
needs() {
    PATH=$scratch/bin:$PATH APT_WAIT=${wait:-1} sh "$requirements" "$@"
}
all_known="gcc libc6-dev pkg-config libgmp-dev libmpfr-dev libflint-dev libopenblas-dev \
liblapacke-dev libjansson-dev zlib1g-dev libnlopt-dev check clang"
know() {
    printf '%s\n' $all_known "$@" >known
}
hide() {
    printf '%s\n' "$@" >hidden
}
expect_line_of() {
    expect_status 1 "$last"
    expect_line "    sudo apt-get install --no-install-recommends $1"
    expect "no other line to run" test "$(grep -c apt-get out)" -eq 1
    refuse "apt-get was not run" test -e asked
}

echo 1000 >user
know libnauty2-dev
: >hidden
run needs build test
expect_status 0 "with all that is needed"
refuse "nothing is said" test -s out
refuse "nothing goes to standard error" test -s err

hide 'lapacke\.h'
run needs build
expect_line_of "liblapacke-dev"
# netlib's cblas.h has no threads to set.
hide 'openblas_set_num_threads'
run needs build
expect_line_of "libopenblas-dev"
hide 'check\.h'
run needs build
expect_status 0 "check is not needed to build"
run needs build test
expect_line_of "check"
hide 'nauty/' 'check\.h'
run needs build
expect_line_of "libnauty2-dev check" # for both commands
hide 'nauty/'
know libnauty-dev
run needs build
expect_line_of "libnauty-dev"
: >known
run needs build
expect_line "    sudo apt-get update && sudo apt-get install --no-install-recommends libnauty-dev"
know libnauty-dev
hide .
run needs build
expect "without a compiler that works, the C library" grep -q ' libc6-dev ' out

# Styles of LaTeX have no program of their own.
: >hidden
know libnauty-dev texlive-latex-recommended texlive-latex-base librsvg2-bin gnuplot-nox
echo 'exit 1' | program kpsewhich
run needs paper
expect "a style that is not here is named by its package" grep -q 'texlive-latex-recommended' out
echo 'echo /usr/share/$1' | program kpsewhich
run needs paper
refuse "and not when it is" grep -q 'texlive-latex-recommended' out
rm bin/kpsewhich

: >hidden
know libnauty-dev
run env CC=clang-absent PATH="$scratch/bin:$PATH" sh "$requirements" build
expect_status 1 "a compiler that is not here"
expect "it is named, and nothing else" grep -q 'install --no-install-recommends clang-absent$' out
run env CC=/nowhere/cc sh "$requirements" build
expect_status 1 "a path of no compiler"
expect_line "there is no compiler /nowhere/cc"
run env CC="cc -O2" PATH="$scratch/bin:$PATH" sh "$requirements" build
expect_status 0 "a compiler with options"

# Root.
echo 0 >user
hide 'lapacke\.h'
run needs build
expect_status 0 "root installs"
expect_line "installing liblapacke-dev"
expect_line "  Need to get 1 MB of archives."
expect_line "  GET	liblapacke-dev [400 kB]"
expect_line "  SET UP	liblapacke-dev:amd64"
expect "nothing but what is needed" grep -q 'install --no-install-recommends liblapacke-dev$' asked
hide 'lapacke\.h'
touch busy
run needs build
expect_status 1 "another apt"
expect "it is said" grep -q '^another apt is at work here; .* held by process 42 (apt)' out
refuse "packages are not blamed" grep -q 'needs packages' out
rm busy
touch busy
(
    sleep 1
    rm -f busy
) &
wait=600 run needs build
wait
expect_status 0 "behind another apt"
expect_line "installing liblapacke-dev"
hide .
program apt-get <<END
echo "E: Unable to fetch" >&2
END
run needs build
expect_status 1 "packages that cannot be had"
expect_line "  E: Unable to fetch"

finish
