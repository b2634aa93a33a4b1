#!/bin/sh
# How many lines of each folder of src/ the tests run, from a build with counters.
# usage: coverage.sh BUILD
set -e
B=$1
root=$(pwd)
cd "$B"
find obj -name '*.gcda' | while read -r counts; do
    gcov -n -s "$root" "$counts" 2>/dev/null
done | awk -v root="$root/" '
    /^File / {
        file = $2
        gsub("\047", "", file)
        sub(root, "", file)
    }
    /^Lines executed:/ && file ~ /^src\// {
        split($0, parts, /[:% ]+/)
        folder = file
        sub(/\/[^\/]*$/, "", folder)
        lines = $NF
        share = parts[3] / 100
        all[folder] += lines
        run[folder] += lines * share
        total += lines
        covered += lines * share
        file = ""
    }
    END {
        for (folder in all)
            printf "%-24s %6d lines %6.1f %%\n", folder, all[folder], 100 * run[folder] / all[folder]
        printf "%-24s %6d lines %6.1f %%\n", "together", total, total ? 100 * covered / total : 0
    }' | sort
