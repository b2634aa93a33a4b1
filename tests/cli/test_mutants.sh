#!/bin/sh
# The changes that `make mutants` tries: which, where, and what the source then is.

cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/given.c" <<'END'
/* a < b && 1 */
enum { MOST = 9 };
static bool f(int a, const char *b)
{
    size_t c = a; // 1
    if (!b ||
        a < 0x1f)
        return false;
    a += g('+', "1 + 2 \" < ",
           *b);
    free(b);
    return c == 3u ? c - 1 : c;
}
END
awk -f tests/mutants/changes.awk "$work/given.c" | tr '\001' '|' |
    sed 's/^[^|]*|//; s/|[0-9]*|[0-9]*|/|/' >"$work/changes"
cat >"$work/expected" <<'END'
2|-|10|enum { MOST = 9 };|enum { MOST = 10 };
2|-|8|enum { MOST = 9 };|enum { MOST = 8 };
6|f|(!(!b || a < 0x1f))|if (!b || a < 0x1f)|if (!(!b || a < 0x1f))
6|f||if (!b |||if (b ||
6|f|&&|if (!b |||if (!b &&
7|f|<=|a < 0x1f)|a <= 0x1f)
7|f|0x17|a < 0x1f)|a < 0x17)
8|f|true|return false;|return true;
9|f|-=|a += g('+', "1 + 2 \" < ",|a -= g('+', "1 + 2 \" < ",
9|f|;|a += g('+', "1 + 2 \" < ", *b);|;
12|f|!=|return c == 3u ? c - 1 : c;|return c != 3u ? c - 1 : c;
12|f|4u|return c == 3u ? c - 1 : c;|return c == 4u ? c - 1 : c;
12|f|2u|return c == 3u ? c - 1 : c;|return c == 2u ? c - 1 : c;
12|f|&& 0 ?|return c == 3u ? c - 1 : c;|return c == 3u && 0 ? c - 1 : c;
12|f||| 1 ?|return c == 3u ? c - 1 : c;|return c == 3u || 1 ? c - 1 : c;
12|f|+|return c == 3u ? c - 1 : c;|return c == 3u ? c + 1 : c;
12|f|2|return c == 3u ? c - 1 : c;|return c == 3u ? c - 2 : c;
12|f|0|return c == 3u ? c - 1 : c;|return c == 3u ? c - 0 : c;
END
if diff "$work/expected" "$work/changes"; then echo "1 passed, 0 failed"; else
    echo "0 passed, 1 failed"
    exit 1
fi
