#!/usr/bin/env bash
# tools/tidy.sh FILE...: clang-tidy over the named sources, each compiled by itself as build-debug/compile_commands.json
# says (`cmake --preset debug`). A file that was found clean is not read again until it, a header of this project that
# it includes, or how either is compiled or judged changes: the stamp of a clean file is the hash of all of these, and
# lies in build-debug/tidy/. Part `tidy` of ./test --long runs it over all of src/.
set -euo pipefail
shopt -s extglob
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
stamps=build-debug/tidy
mkdir -p "$stamps"

# How each source is compiled: "SOURCE\tCOMMAND", from the compiler's name on.
commands=$(mktemp)
trap 'rm -f "$commands"' EXIT
awk -F '"' -v root="$ROOT/" '
  $2 == "command" { command = $4; for (i = 5; i < NF; ++i) command = command "\"" $i }
  $2 == "file" { source = $4; sub(root, "", source); sub(/^.*ccache /, "", command); print source "\t" command }
' build-debug/compile_commands.json >"$commands"

status=0
for source in "$@"; do
  command=$(awk -F '\t' -v source="$source" '$1 == source { gsub(/\\\\/, "\\"); gsub(/\\"/, "\""); print $2; exit }' "$commands")
  [[ -n $command ]] || { echo "$source: not in build-debug/compile_commands.json" >&2 && status=1 && continue; }
  headers=$(cd build-debug && eval "${command/ -o *([^ ]) / } -MM -MF /dev/stdout" |
    tr ' \\' '\n\n' | grep "^$ROOT/src/.*\.hpp$" | sort -u) || true
  # shellcheck disable=SC2086 -- one word a header
  hash=$({ printf '%s' "${command//$ROOT/}" && cat .clang-tidy "$source" $headers; } | sha256sum | cut -c1-64)
  [[ ! -e $stamps/$hash ]] || continue
  printf '%s\n' "$source"
  if clang-tidy-19 --quiet -p build-debug --warnings-as-errors='*' "$source"; then
    : >"$stamps/$hash"
  else
    status=1
  fi
done
exit "$status"
