#!/usr/bin/env bash
# tools/tidy.sh FILE...: clang-tidy over the named sources, as build/compile_commands.json compiles them. A file
# that was found clean is not read again until it, a header of this project that it includes, or how either is
# compiled or judged changes: the stamp of a clean file is the hash of all of these, and lies in build/tidy/. Part
# `tidy` of ./test --long runs it over all of src/.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
stamps=build/tidy
mkdir -p "$stamps"

# The headers that the compiler read for each source, as the build has noted them: "SOURCE\tHEADER HEADER ...".
notes=$(mktemp)
# How each source is compiled: "SOURCE\tCOMMAND".
commands=$(mktemp)
trap 'rm -f "$notes" "$commands"' EXIT
awk -F '"' -v root="$ROOT/" '
  $2 == "command" { command = $0 }
  $2 == "file" { source = $4; gsub(root, "", command); gsub(root, "", source); print source "\t" command }
' build/compile_commands.json >"$commands"
ninja -C build -t deps | awk -v root="$ROOT/" '
  function flush() { if (source != "") print source "\t" headers; source = headers = "" }
  /^[^ ]/ { flush(); next }
  NF == 1 {
    path = $1
    if (index(path, root) == 1) path = substr(path, length(root) + 1)
    sub(/^\.\.\//, "", path)
    if (path !~ /^src\//) next
    if (path ~ /\.cpp$/) source = path; else headers = headers " " path
  }
  END { flush() }' | sort >"$notes"

status=0
for source in "$@"; do
  headers=$(awk -F '\t' -v source="$source" '$1 == source { print $2; exit }' "$notes")
  hash=
  if [[ -n $headers ]]; then
    # shellcheck disable=SC2086 -- one word a header
    hash=$({ awk -F '\t' -v source="$source" '$1 == source { print $2 }' "$commands" && cat .clang-tidy "$source" $headers; } |
      sha256sum | cut -c1-64)
    [[ ! -e $stamps/$hash ]] || continue
  fi
  printf '%s\n' "$source"
  if clang-tidy-19 --quiet -p build --warnings-as-errors='*' "$source"; then
    [[ -z $hash ]] || : >"$stamps/$hash"
  else
    status=1
  fi
done
exit "$status"
