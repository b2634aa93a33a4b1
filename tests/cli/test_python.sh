#!/bin/sh
# The Python package: its own tests, and the wheel as pip installs it without a network.
. "$(dirname "$0")/support.sh"
root=$(cd "$tests/../.." && pwd)

if [ -n "${SANITIZE:-}" ]; then
    echo "skipped: programs that load the libraries need those of the sanitizers first"
    finish
fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    echo "skipped: there is no Python 3.9 or later"
    finish
fi
export PYTHONDONTWRITEBYTECODE=1 LIEBOUND_PROGRAMS="$B"

# In another folder than that of the sources, as a user has it.
run python3 "$root/python/build_wheel.py" "$B" wheels
expect_status 0 "a wheel is built"
wheel=$(cat out)
platform=$(python3 -c 'import sysconfig; print(sysconfig.get_platform())' | tr -- '-.' '__')
expect "it is of this platform: $wheel" \
    test "${wheel##*-py3-none-}" = "$platform.whl"
cp "$wheel" first.whl
run python3 "$root/python/build_wheel.py" "$B" wheels
expect "the same bytes, whenever it is built" cmp "$wheel" first.whl
export PIP_NO_INDEX=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_QUIET=1
if python3 -m pip --version >/dev/null 2>&1; then
    run python3 -m pip install --target installed "$wheel"
    expect_status 0 "pip installs it without a network"
else
    echo "there is no pip: the wheel is unpacked"
    run python3 -m zipfile -e "$wheel" installed
    expect_status 0 "the wheel is unpacked"
fi
if python3 -m pip install --help 2>/dev/null | grep -q -e --config-settings; then
    run python3 -m pip install --config-settings "build=$B" --target sources "$root/python"
    expect_status 0 "and from the sources"
    expect "with the same files" diff -r -x '*.dist-info' -x __pycache__ installed sources
fi
unset LIEBOUND_LIBRARIES
export PYTHONPATH="$scratch/installed"
run python3 -c 'import liebound; print(liebound.load("tfim-open", n=4).dim().dimension)'
expect_line 16

for test in "$root"/tests/python/test_*.py; do
    name=$(basename "$test")
    run timeout 600 python3 -W error::ResourceWarning -m unittest discover -q -s "$root/tests/python" -p "$name"
    expect_status 0 "$name: $(sed -n 's/^Ran \(.*\) in .*/\1/p' err)"
done
finish
