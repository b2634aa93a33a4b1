#!/bin/sh
# The installed layout: programs, headers, library, pkg-config file; and every example, built and run
# against it as a user would. What is installed can be read by everybody, lies where it should, and
# goes away again.
. "$(dirname "$0")/support.sh"
root=$(cd "$tests/../.." && pwd)
unset DESTDIR PREFIX BINDIR LIBDIR INCLUDEDIR DATADIR BASHDIR ZSHDIR MANDIR
VERSION=$(sed -n 's/^VERSION *:= *//p' "$root/Makefile")
SOVERSION=$(sed -n 's/^SOVERSION *:= *//p' "$root/Makefile")
case ${SANITIZE:-} in
"") flags= ;;
thread) flags=-fsanitize=thread ;;
*) flags=-fsanitize=address,undefined ;;
esac

# make_it TARGET [NAME=VALUE...]
make_it() {
    run ${MAKE:-make} --no-print-directory -C "$root" ${SANITIZE:+SANITIZE=$SANITIZE} B="$B" "$@"
    expect_status 0 "make $*"
}
# files FOLDER: every file and link below it, as ./usr/bin/liebound, one a line.
files() {
    (cd "$1" && find . ! -type d | sort)
}
# compile SOURCE PROGRAM [OPTION OF PKG-CONFIG...]: against what PKG_CONFIG_PATH leads to.
compile() {
    source=$1 program=$2
    shift 2
    libraries=$(pkg-config "$@" --cflags --libs liebound) || return 1
    eval "${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror $flags \"\$source\" $libraries -o \"\$program\""
}

stage=$scratch/stage
make_it install DESTDIR="$stage" PREFIX=/usr
run "$stage/usr/bin/liebound" --version
expect_line "liebound $VERSION"
expect "the catalogue is installed" test -f "$stage/usr/share/liebound/algebras/README.md"
expect "and bash's completion" \
    cmp "$B/completion/liebound" "$stage/usr/share/bash-completion/completions/liebound"

export PKG_CONFIG_PATH="$stage/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$stage"
export LD_LIBRARY_PATH="$stage/usr/lib"
for example in "$root"/examples/*.c; do
    name=$(basename "$example" .c)
    run compile "$example" "$name"
    expect_status 0 "$name builds against the shared library"
    run "./$name"
    expect_status 0 "$name runs"
    mv out "$name.out"
    : >out
done
expect "01_dimension proves 64" grep -q '^dim g = 64$' 01_dimension.out
run "$stage/usr/bin/liebound-check" tilted-chain.cert
expect_line "VERIFIED dimension 36"
expect "03_rank_and_bound proves the rank 8 and M_c = 8" \
    grep -q '^plus: 8 <= rank <= 8, 8 <= M_c <= 8 ' 03_rank_and_bound.out
expect "04_sweep_to_latex prints 64 and 23 for eight qubits" \
    grep -q '^8 & \$64\$ & \$23\$ ' 04_sweep_to_latex.out
expect "06_train solves nothing with 4 angles" grep -qx '4 angles: 0 of 20 starts solved' 06_train.out
expect "and everything with 6" grep -qx '6 angles: 20 of 20 starts solved' 06_train.out
expect "05_published_ranks reproduces 90 in place of 50 for ten qubits" \
    grep -qx '10     102      50                  50              90         90' 05_published_ranks.out

cat >cxx.cpp <<'END'
#include <liebound.h>
int main() { return lb_version()[0] == '\0'; }
END
if command -v c++ >/dev/null; then
    run c++ cxx.cpp $flags $(pkg-config --cflags --libs liebound) -o cxx
    expect "the headers work in C++" ./cxx
fi
run nm -D --defined-only "$stage/usr/lib/libliebound.so"
expect "the shared library exports nothing but lb_ names" \
    awk '$3 !~ /^lb_/ {other = 1} END {exit other || !NR}' out

# Without the shared library, -lliebound is the archive, which needs what the library needs.
rm "$stage"/usr/lib/libliebound.so*
unset LD_LIBRARY_PATH
run compile "$root/examples/01_dimension.c" static --static
expect_status 0 "01_dimension builds against the archive"
run ./static
expect_line "dim g = 64"

# Where OpenBLAS has no .pc file, nobody asks for it.
mkdir modules
cp "$(env -u PKG_CONFIG_SYSROOT_DIR pkg-config --variable=pcfiledir gmp)/gmp.pc" modules
run env PKG_CONFIG_LIBDIR="$scratch/modules" pkg-config --cflags --static --libs liebound
expect_status 0 "pkg-config needs gmp.pc alone"
mkdir bin
cat >bin/pkg-config <<END
#!/bin/sh
case \$* in *gmp*) exit 1 ;; esac
exec "$(command -v pkg-config)" "\$@"
END
chmod +x bin/pkg-config
PATH=$scratch/bin:$PATH
make_it install DESTDIR="$scratch/no-gmp" PREFIX=/usr
rm bin/pkg-config
run cat "$scratch/no-gmp/usr/lib/pkgconfig/liebound.pc"
expect_line 'Libs: -L"${libdir}" -lliebound -lgmp'
refuse "and not even that where there is none" grep -q '^Requires: *[^ ]' out
unset PKG_CONFIG_SYSROOT_DIR

# Everything can be moved, has spaces in its name, and is for all users.
prefix="$scratch/it's here/lie bound"
mask=$(umask)
umask 077
make_it install PREFIX="$prefix" LIBDIR="$prefix/lib/some arch"
umask "$mask"
run find "$prefix" -type d ! -perm -755 -o -type f ! -perm -644
expect "every file and folder can be read by everybody, in spite of umask 077" test ! -s out
export PKG_CONFIG_PATH="$prefix/lib/some arch/pkgconfig"
run compile "$root/examples/01_dimension.c" spaced
expect_status 0 "a program builds against a library with spaces in its name"
run env LD_LIBRARY_PATH="$prefix/lib/some arch" ./spaced
expect_line "dim g = 64"
run pkg-config --variable=libdir liebound
expect_line "$prefix/lib/some arch"
make_it uninstall PREFIX="$prefix" LIBDIR="$prefix/lib/some arch"
run files "$prefix"
expect "nothing is left" test ! -s out

stage=$scratch/elsewhere
set -- DESTDIR="$stage" PREFIX=/opt BINDIR=/b LIBDIR=/l INCLUDEDIR=/i DATADIR=/d ZSHDIR=/z MANDIR=/m
make_it install "$@"
{
    printf './b/%s\n' liebound liebound-check
    for name in liebound lieboundcheck; do
        printf './l/%s\n' "lib$name.a" "lib$name.so" "lib$name.so.$SOVERSION" \
            "lib$name.so.$VERSION" "pkgconfig/$name.pc"
    done
    (cd "$root/include" && find . -type f | sed 's|^\.|./i|')
    (cd "$root/algebras" && find . -type f | sed 's|^\.|./d/liebound/algebras|')
    printf './d/bash-completion/completions/liebound\n./z/_liebound\n'
    printf './m/%s\n' man1/liebound.1 man1/liebound-check.1 man5/liebound.alg.5 man5/liebound.cert.5
} | sort >wanted
run files "$stage"
expect "each file lies where it was sent" cmp out wanted
run cat "$stage/l/pkgconfig/liebound.pc"
expect_line "libdir=/l"
expect_line "includedir=/i"
echo >"$stage/d/liebound/algebras/mine.alg"
echo >"$stage/l/libother.so"
make_it uninstall "$@"
run files "$stage"
printf '%s\n' ./d/liebound/algebras/mine.alg ./l/libother.so >wanted
expect "what others wrote stays" cmp out wanted
make_it uninstall "$@"

# The loader hears of a library that root installs for this system, and of no other.
cat >bin/ldconfig <<END
#!/bin/sh
echo called >>"$scratch/loader"
END
cat >bin/id <<'END'
#!/bin/sh
echo "$user"
END
chmod +x bin/ldconfig bin/id
export user=0
make_it install DESTDIR="$scratch/packed" PREFIX=/usr
user=1000
make_it install PREFIX="$scratch/mine"
refuse "ldconfig is not for DESTDIR, nor for users" test -e loader
user=0
make_it install PREFIX="$scratch/system"
expect "ldconfig is called for root" test -s loader

# The Debian packages are of this version.
run sed -n '1s/.*(\(.*\)-[^-]*).*/\1/p' "$root/debian/changelog"
expect_line "$VERSION"
run cat "$root/debian/control"
expect_line "Package: libliebound$SOVERSION"

# The tarball of a commit.
archive=$B/liebound-$VERSION.tar.gz
if git -C "$root" rev-parse --verify HEAD >/dev/null 2>&1 && [ -e "$root/.git" ]; then
    make_it dist
    cp "$archive" first.tar.gz
    make_it dist
    expect "it is the same each time" cmp first.tar.gz "$archive"
    tar -xzf "$archive"
    git -C "$root" ls-tree -r --name-only HEAD | sed 's|^|./|' | sort >wanted
    run files "liebound-$VERSION"
    expect "it has the files of the commit" cmp out wanted
else
    echo "skipped: make dist needs a git checkout that git can read"
fi
mkdir plain
cp "$root/Makefile" plain
run ${MAKE:-make} --no-print-directory -C plain dist
expect "without git, make dist says so" grep -qx 'make dist packs a commit, and this is not a git checkout' out
expect "and fails" test "$status" -ne 0
finish
