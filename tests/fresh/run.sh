#!/bin/sh
# The README's two commands on bare systems: a user without root is told what to install, root
# installs it, and both commands pass, from a clean clone. The last line counts what passed.
# usage: run.sh [SYSTEM...], of debian12, debian12-netlib and debian13
#
# The systems are made by debootstrap from the mirror of this machine, below $B/fresh (B is build by
# default), where their first state stays for the next time. Whatever is mounted or runs in one
# belongs to namespaces that end with it.

set -u
cd "$(dirname "$0")/../.." || exit 1
B=${B:-build}
passed=0
failed=0

skip() {
    echo "skipped: $*"
    exit 0
}
[ "$(id -u)" -eq 0 ] || skip "fresh systems are made by root"
unshare --mount --pid --fork true 2>/dev/null || skip "this machine allows no namespaces"
{ command -v debootstrap || { apt-get update && apt-get install -y --no-install-recommends debootstrap; }; } \
    >/dev/null 2>&1 || skip "debootstrap is not here and cannot be installed"
mirror=$(apt-get indextargets --format '$(LABEL) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    sed -n 's/^Debian main //p' | head -n 1)
[ -n "$mirror" ] || skip "apt has no source of Debian here"
mkdir -p "$B/fresh" && fresh=$(cd "$B/fresh" && pwd) || exit 1
eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
[ -z "${http_proxy:-}" ] || export http_proxy
[ -z "${https_proxy:-}" ] || export https_proxy
root=
trap '[ -z "$root" ] || rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM

# within COMMAND: by a shell in the system, as root.
within() {
    unshare --mount --pid --fork --kill-child sh -c \
        'mount -t proc proc "$0/proc" && exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
         HOME=/root DEBIAN_FRONTEND=noninteractive MAKEFLAGS="$3" ${http_proxy:+http_proxy=$http_proxy} \
         ${https_proxy:+https_proxy=$https_proxy} sh -c "$1"' "$root" "$1" - "-j$(nproc)" </dev/null
}
as_user() {
    within "su user -s /bin/sh -c 'cd /home/user/liebound && $1'"
}

# check NAME COMMAND...: count and print one step, with what it printed last when it fails.
check() {
    name="$system: $1"
    shift
    started=$(date +%s)
    if "$@" >"$root.log" 2>&1; then
        passed=$((passed + 1))
        echo "ok - $name ($(($(date +%s) - started)) s)"
    else
        failed=$((failed + 1))
        echo "not ok - $name"
        tail -n 40 "$root.log" | sed 's/^/  /'
        return 1
    fi
}

# A system of one release with a user, make, PACKAGES and a clone that belongs to the user.
make_system() { # RELEASE PACKAGES...
    base=$fresh/$1
    if [ ! -e "$base.made" ]; then
        rm -rf "$base"
        debootstrap --variant=minbase "$1" "$base" "$mirror" && touch "$base.made" || return 1
    fi
    shift
    rm -rf "$root"
    cp -a "$base" "$root" || return 1
    {
        apt-config dump | grep -E '^Acquire::(https?::|Check-)'
        echo 'APT::Get::Assume-Yes "true";'
    } >"$root/etc/apt/apt.conf.d/90fresh"
    within "apt-get update && apt-get install --no-install-recommends make $* && useradd -m user &&
        rm -rf /var/lib/apt/lists/*" || return 1
    git clone --quiet . "$root/home/user/liebound" && within "chown -R user: /home/user"
}

# A user is told the one line, which is left in $line.
is_told() {
    as_user "make demo" && return 1
    line=$(sed -n 's/^    \(sudo apt-get .*\)/\1/p' "$root.log")
    [ "$(echo "$line" | grep -c .)" -eq 1 ]
}

# Both commands once more, with the tests that make, install and write most.
again() {
    as_user "make demo && make test TEST_PROGRAMS= \
        SHELL_TESTS=\"tests/cli/test_install.sh tests/cli/test_share.sh tests/cli/test_output.sh\""
}

try() { # RELEASE PACKAGES...
    root=$fresh/$system
    check "a bare system" make_system "$@" &&
        check "a user is told what to install" is_told &&
        case $system in
        *-netlib) check "root installs by make demo" within "cd /home/user/liebound && make demo B=/root/build" ;;
        *) check "root runs the line" within "$(echo "$line" | sed 's/sudo //g')" ;;
        esac &&
        check "make demo" as_user "make demo" &&
        check "make test" as_user "make test" &&
        check "both again" again
    cp "$root.log" "$fresh/$system.last" 2>/dev/null
    rm -rf "$root"
}

[ $# -gt 0 ] || set -- debian12 debian12-netlib debian13
for system in "$@"; do
    case $system in
    debian12) try bookworm ;;
    debian12-netlib) try bookworm libblas-dev liblapack-dev ;;
    debian13) try trixie ;;
    *)
        echo "there is no system $system"
        exit 64
        ;;
    esac
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
