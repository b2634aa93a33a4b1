#!/bin/sh
# compile.sh FOLDER: compile the formal proofs in FOLDER, on copies, so that the sources stay as they
# are; write and print what was proved (theorems.txt), and the generators as text (generators.txt).
set -eu
sources=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
cp -pR "$sources"/. .
coq_makefile -f _CoqProject -o Makefile
make --no-print-directory
coqc -R . Liebound Generators.v >generators.txt
coqc -R . Liebound Main.v >printed.txt
awk -f theorems.awk printed.txt >theorems.txt
echo
cat theorems.txt
