#!/usr/bin/env bash
# tools/fuzz.sh FUZZER SECONDS: runs one fuzzer of build-fuzz/ on its seeds (fuzz/corpus/FUZZER and fuzz/seeds.sh,
# if any) and on what earlier runs learned. An input that breaks it is kept in build-fuzz/found/ and named in the output.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
fuzzer=$1 seconds=$2
learned="$ROOT/build-fuzz/corpus/$fuzzer"
mkdir -p "$learned" "$ROOT/build-fuzz/found"
made="$ROOT/build-fuzz/seeds/$fuzzer"
"$ROOT/fuzz/seeds.sh" "$fuzzer" "$made"
seeds=("$made")
if [[ -d $ROOT/fuzz/corpus/$fuzzer ]]; then
  seeds+=("$ROOT/fuzz/corpus/$fuzzer")
fi
printf '%s: %s s\n' "$fuzzer" "$seconds"
if ! "$ROOT/build-fuzz/bin/$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=3000 -print_final_stats=1 \
  -artifact_prefix="$ROOT/build-fuzz/found/$fuzzer-" "$learned" "${seeds[@]}" >"$ROOT/build-fuzz/$fuzzer.log" 2>&1; then
  tail -n 60 "$ROOT/build-fuzz/$fuzzer.log"
  printf '%s: FAILED; repeat with build-fuzz/bin/%s build-fuzz/found/%s-...\n' "$fuzzer" "$fuzzer" "$fuzzer"
  exit 1
fi
grep -E 'stat::number_of_executed_units' "$ROOT/build-fuzz/$fuzzer.log" | sed "s/^/$fuzzer: /"
