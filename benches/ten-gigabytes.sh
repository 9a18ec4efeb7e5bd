#!/bin/sh
# Annotates ten gigabytes of made-up news and says how long it took and how much memory; before that, checks that one and two
# threads write the same bytes. Usage: benches/ten-gigabytes.sh [SIZE [SIZE OF THE CHECK]]
set -eu
cd "$(dirname "$0")/.."
size=${1:-10G}
check=${2:-200M}
target=${CARGO_TARGET_DIR:-target}/release

cargo build --release --quiet -p exonym-cli --bin exonym --example generate
generate=$target/examples/generate
exonym=$target/exonym

if command -v sha256sum >/dev/null; then sum=sha256sum; else sum=cksum; fi
one=$("$generate" "$check" | "$exonym" annotate --input jsonl -j 1 - | $sum)
two=$("$generate" "$check" | "$exonym" annotate --input jsonl -j 2 - | $sum)
if [ "$one" != "$two" ]; then
    echo "$check: one thread and two write different bytes: $one, $two" >&2
    exit 1
fi
echo "$check: one thread and two write the same bytes ($sum $one)"

echo "$size, all threads:"
if [ -x /usr/bin/time ] && /usr/bin/time -v true 2>/dev/null; then
    report=$(mktemp)
    trap 'rm -f "$report"' EXIT
    "$generate" "$size" | /usr/bin/time -v -o "$report" "$exonym" -v annotate --input jsonl - >/dev/null
    grep -E 'Elapsed|Maximum resident|User time|System time' "$report" | sed 's/^[[:space:]]*//'
else
    "$generate" "$size" | "$exonym" -v annotate --input jsonl - >/dev/null
fi
