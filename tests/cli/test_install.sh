#!/bin/sh
# The installed layout: programs, headers, library, pkg-config file; and every example, built and run
# against it as a user would.
B=${B:-build}
stage=$(mktemp -d) || exit 1
trap 'rm -rf "$stage"' EXIT
passed=0
failed=0
report() { # description, status
    if [ "$2" -eq 0 ]; then
        echo "ok - $1"
        passed=$((passed + 1))
    else
        echo "not ok - $1"
        failed=$((failed + 1))
    fi
}

${MAKE:-make} --no-print-directory install ${SANITIZE:+SANITIZE=$SANITIZE} DESTDIR="$stage" PREFIX=/usr \
    >"$stage/log" 2>&1
report "make install" $?
"$stage/usr/bin/liebound" --version >/dev/null
report "the installed program runs" $?
[ -f "$stage/usr/share/liebound/algebras/README.md" ]
report "the catalogue is installed" $?

export PKG_CONFIG_PATH="$stage/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$stage"
export LD_LIBRARY_PATH="$stage/usr/lib"
case ${SANITIZE:-} in
"") flags= ;;
thread) flags=-fsanitize=thread ;;
*) flags=-fsanitize=address,undefined ;;
esac
for example in examples/*.c; do
    name=$(basename "$example" .c)
    ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror $flags "$example" \
        $(pkg-config --cflags --libs liebound) -o "$stage/$name" 2>"$stage/log"
    status=$?
    report "$name builds against the shared library" $status
    [ $status -eq 0 ] || { cat "$stage/log"; continue; }
    (cd "$stage" && "./$name") >"$stage/$name.out" 2>"$stage/log"
    report "$name runs" $?
done
grep -q '^dim g = 64$' "$stage/01_dimension.out"
report "01_dimension proves 64" $?
"$stage/usr/bin/liebound-check" "$stage/tilted-chain.cert" | grep -q '^VERIFIED dimension 36$'
report "02_certify leaves a certificate of dimension 36 that verifies" $?
grep -q '^++++: 8 <= rank <= 8, 8 <= M_c <= 8 ' "$stage/03_rank_and_bound.out"
report "03_rank_and_bound proves the rank 8 and M_c = 8" $?
grep -q '^8 & \$64\$ & \$23\$ ' "$stage/04_sweep_to_latex.out"
report "04_sweep_to_latex prints 64 and 23 for eight qubits" $?
grep -qx '10     102      50                  50              90         90' \
    "$stage/05_published_ranks.out"
report "05_published_ranks reproduces 90 in place of 50 for ten qubits" $?

cat >"$stage/cxx.cpp" <<'END'
#include <liebound.h>
int main() { return lb_version()[0] == '\0'; }
END
if command -v c++ >/dev/null; then
    c++ "$stage/cxx.cpp" $flags $(pkg-config --cflags --libs liebound) -o "$stage/cxx" 2>"$stage/log" &&
        "$stage/cxx"
    report "the headers work in C++" $?
fi
symbols=$(nm -D --defined-only "$stage/usr/lib/libliebound.so" | awk '{print $3}' | grep -v '^lb_')
[ -z "$symbols" ]
report "the shared library exports nothing but lb_ names" $?

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
