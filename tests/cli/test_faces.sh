#!/bin/sh
# The libraries as others see them: what they export, and their use from C++ and from Python.
. "$(dirname "$0")/support.sh"
root=$(cd "$tests/../.." && pwd)
VERSION=$(sed -n 's/^VERSION *:= *//p' "$root/Makefile")

# A name that is gone breaks programs; one that is new is to be meant.
for name in liebound lieboundcheck; do
    nm -D --defined-only "$B/lib$name.so" | awk '$3 ~ /^lb_/ {print $3}' | LC_ALL=C sort
done >exported
run diff "$root/tests/cli/symbols.txt" exported
expect_status 0 "the libraries export what symbols.txt lists"
run ldd "$B/liblieboundcheck.so"
refuse "the checker is linked without the library" grep -q 'libliebound\.\|libflint' out

if [ -n "${SANITIZE:-}" ]; then
    echo "skipped: programs that load the libraries need those of the sanitizers first"
    finish
    exit
fi
if command -v c++ >/dev/null; then
    run c++ -std=c++11 -Wall -Wextra -I"$root/include" "$root/tests/cli/faces.cpp" -L"$B" \
        -Wl,-rpath,"$B" -lliebound -llieboundcheck -lgmp -o faces
    expect_status 0 "a C++ program is built with the public headers"
    run ./faces chain.cert
    expect_status 0 "and runs"
    expect_line "dim g = 64"
    expect_line "verified 64"
    expect_line "status 65 at 2:1"
else
    echo "skipped: there is no C++ compiler"
fi
run "$B/liebound" dim tfim-open n=8 --quiet --certificate chain.cert
if command -v python3 >/dev/null; then
    run python3 "$root/tests/cli/faces.py" "$B" chain.cert
    expect_status 0 "Python loads both libraries"
    printf '0 b%s64%s \n0 b%s64%s \n1 None\n1 None\n74\n%s True\n' \' \' \' \' "$VERSION" >wanted
    expect "and hears what the program says" cmp out wanted
else
    echo "skipped: there is no python3"
fi
finish
