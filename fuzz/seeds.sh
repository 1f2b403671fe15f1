#!/usr/bin/env bash
# fuzz/seeds.sh FUZZER FOLDER: what a fuzzer begins with beside fuzz/corpus/FUZZER, made from the files of the tree.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
fuzzer=$1 folder=$2
mkdir -p "$folder"
case $fuzzer in
  policy_yaml_fuzz)
    find "$ROOT/policies" -maxdepth 2 \( -name '*.yaml' -o -name '*.md' \) -size -16k -print0 |
      while IFS= read -r -d '' file; do
        cp "$file" "$folder/$(basename "$(dirname "$file")")-$(basename "$file")"
      done
    ;;
  policy_package_fuzz)
    for file in "$ROOT"/policies/sample-farm/*.yaml "$ROOT"/policies/sample-farm/*.md "$ROOT"/policies/sample-farm/official.txt; do
      { basename "$file" && cat "$file"; } >"$folder/$(basename "$file")"
    done
    ;;
esac
