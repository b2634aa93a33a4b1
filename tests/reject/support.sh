# What the tests of this folder share: the checker, and what it must say. The second checker must
# agree.

case ${B:-build} in
/*) check=${B}/liebound-check ;;
*) check=../../${B:-build}/liebound-check ;;
esac
both=../second/both.sh
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# expect NAME STATUS PHRASE ARGUMENTS...: the exit status and what the output contains.
expect() {
    name=$1 status=$2 phrase=$3
    shift 3
    output=$("$both" "$@" 2>&1)
    got=$?
    case $output in
    *"$phrase"*) found=true ;;
    *) found=false ;;
    esac
    if [ $got -eq "$status" ] && $found; then
        passed=$((passed + 1))
        echo "ok $name"
    else
        failed=$((failed + 1))
        echo "not ok $name: status $got, output $output"
    fi
}
