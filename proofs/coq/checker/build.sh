#!/bin/sh
# build.sh FOLDER PROGRAM: extract the checker from the proofs compiled in FOLDER, and build PROGRAM.
set -eu
cd "$1"
coqc -R . Liebound checker/Extract.v
cp checker/*.ml .
ocamlfind ocamlopt -package zarith -linkpkg -O3 -unsafe -inline 200 -o verify.tmp \
    zint.ml verified.mli verified.ml reader.ml averages.ml closure.ml strings.ml liebound_verify.ml 2>warnings.txt || { cat warnings.txt; exit 1; }
cd "$OLDPWD"
mv "$1/verify.tmp" "$2"
