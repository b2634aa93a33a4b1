#!/bin/sh
# compile.sh FOLDER LIEBOUND: compile the formal proofs in FOLDER, on copies, so that the sources stay as
# they are, and with certificates that the program LIEBOUND writes; write and print what was proved
# (theorems.txt), and the generators as text (generators.txt).
set -eu
sources=$(cd "$(dirname "$0")" && pwd)
liebound=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
mkdir -p "$1"
cd "$1"
cp -pR "$sources"/. .
sh headlines/certificates.sh "$liebound" >headlines/Certificates.v 2>headlines/certificates.log
coq_makefile -f _CoqProject -o Makefile
make --no-print-directory
coqc -R . Liebound Generators.v >generators.txt
coqc -R . Liebound Main.v >printed.txt
awk -f theorems.awk printed.txt >theorems.txt
echo
cat theorems.txt
