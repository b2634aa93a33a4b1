#!/bin/sh
# Read the source with clang-format, cppcheck, clang-tidy, shellcheck and mypy, those that are there. Silent
# where all is well; the last line counts the readers. usage: lint.sh [JOBS [quick]], quick without
# cppcheck and clang-tidy, which take minutes.
jobs=${1:-2}
quick=${2:-}
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE '-DLB_VERSION=\"0\"' -Iinclude -Isrc -Itests"
passed=0
failed=0
skipped=

# reader PROGRAM COMMAND...: count it.
reader() {
    program=$1
    shift
    if ! command -v "$program" >/dev/null; then
        skipped="$skipped $program"
        return
    fi
    echo "== $program"
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

sources() {
    git ls-files "$@"
}
format() {
    sources 'src/*.[ch]' 'include/*.h' 'tests/*.[ch]' 'examples/*.c' |
        xargs clang-format --dry-run -Werror
}
check() {
    sources 'src/*.c' | xargs cppcheck --std=c11 --quiet -j "$jobs" --error-exitcode=1 \
        --enable=warning,performance,portability --inline-suppr --suppressions-list=tests/cppcheck.txt \
        -Iinclude -Isrc
}
# Not the file for MPI, whose header may not be here.
tidy() {
    sources 'src/*.c' | grep -v '/mpi\.c$' |
        xargs -P "$jobs" -n 8 sh -c 'clang-tidy --quiet "$@" -- '"$flags"' 2>/dev/null' sh
}
shell() {
    sources '*.sh' | xargs shellcheck --shell=sh --severity=warning -x -P tests/cli &&
        shellcheck --severity=warning .ci/run
}
types() {
    mypy --strict --python-version 3.9 --cache-dir /dev/null python/liebound
}

case $(clang-format --version 2>/dev/null) in
*' 14.'*) reader clang-format format ;;
*) skipped="$skipped clang-format-14" ;; # others break some lines elsewhere
esac
[ "$quick" ] || reader cppcheck check
[ "$quick" ] || reader clang-tidy tidy
reader shellcheck shell
reader mypy types
[ -z "$skipped" ] || echo "not here:$skipped"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
