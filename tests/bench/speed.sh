#!/usr/bin/env bash
# Speed against the yardstick: both programs in turn on made-up articles, whole processes, processor seconds.
# Usage: tests/bench/speed.sh [ARTICLES] [PAIRS]     (50,000 articles and 5 pairs without)
set -euo pipefail
cd "$(dirname "$0")/../.."
articles=${1:-50000} pairs=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --locked --quiet
cargo bench --locked --quiet --no-run --bench yardstick
yardstick=$(find target/release/deps -name 'yardstick-*' -perm -u+x -type f -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
cuttings=target/release/cuttings
"$cuttings" generate --articles "$articles" --seed 7 "$work/articles" >/dev/null
mkdir "$work/archive"

# Processor seconds and peak memory (MiB) of a command; results go to $cpu and $peak.
measure() {
  local out="$work/time"
  /usr/bin/time -o "$out" -f '%U %S %M' "$@"
  read -r cpu peak < <(awk '{printf "%.3f %.0f\n", $1 + $2, $3 / 1024}' "$out")
}
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f\n", a / (b > 0 ? b : 0.001)}'; }

for _ in $(seq "$pairs"); do
  rm -rf "$work/ours" "$work/theirs"
  measure "$cuttings" --archive "$work/archive" --corpus "$work/articles" --index "$work/ours" index >/dev/null 2>&1
  a=$cpu; echo "$peak" >>"$work/peak"
  measure "$yardstick" index "$work/articles" "$work/theirs"
  ratio "$a" "$cpu" >>"$work/index"
  measure "$cuttings" --archive "$work/archive" --corpus "$work/articles" --index "$work/ours" index >/dev/null 2>&1
  a=$cpu
  measure "$yardstick" stat "$work/articles" >/dev/null
  ratio "$a" "$cpu" >>"$work/unchanged"
  measure bash -c 'for i in $(seq 100); do "$0" --archive "$1" --corpus "$2" --index "$3" search "harbour council" >/dev/null 2>&1; done' \
    "$cuttings" "$work/archive" "$work/articles" "$work/ours"
  a=$cpu; echo "$peak" >>"$work/search_peak"
  measure bash -c 'for i in $(seq 100); do "$0" search "$1" "harbour council" >/dev/null; done' "$yardstick" "$work/theirs"
  ratio "$a" "$cpu" >>"$work/search"
done

size() { du -sb "$1" | cut -f1; }
echo "articles                       $articles"
echo "index, times the yardstick     $(median <"$work/index")"
echo "index, peak memory in MiB      $(median <"$work/peak")"
echo "unchanged run, times walk+stat $(median <"$work/unchanged")"
echo "search, times the yardstick    $(median <"$work/search")"
echo "search, peak memory in MiB     $(median <"$work/search_peak")"
echo "index size, times the text     $(ratio "$(size "$work/ours")" "$(size "$work/articles")")"
