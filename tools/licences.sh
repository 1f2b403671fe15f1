#!/usr/bin/env bash
# Prints docs/third-party.md: what Enact is linked with, built with and served with, by version and licence, as
# this machine has it. tools/licences.sh > docs/third-party.md, after ./run has built build/bin/enact and
# installed the portal's packages. ENACT_BIN names another binary.
set -euo pipefail
export LC_ALL=C
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$ROOT/tools/common.sh"
binary=${ENACT_BIN:-$ROOT/build/bin/enact}
[[ -x $binary ]] || fail "$binary is not there: build it with ./run, or name it in ENACT_BIN"

# Where the copyright file is prose, or where `Files: *` speaks of the whole source and not of the library.
declare -A said=(
  [libc6]='LGPL-2.1+' [libgcc-s1]='GPL-3+ with GCC Runtime Library Exception'
  [libstdc++6]='GPL-3+ with GCC Runtime Library Exception'
  [libkrb5-3]='MIT (Kerberos)' [libgssapi-krb5-2]='MIT (Kerberos)' [libk5crypto3]='MIT (Kerberos)'
  [libkrb5support0]='MIT (Kerberos)' [libkeyutils1]='LGPL-2+ (keyutils.*)'
  [libgnutls30]='LGPL-2.1+' [libtasn1-6]='LGPL-2.1+' [libidn2-0]='LGPL-3+ or GPL-2+ (*.c, *.h)'
  [libzip4]='BSD-3-clause' [g++]='GPL-3+'
)
# How a -dev package gets into the program where it is no shared library.
declare -A kind=(
  [libintelrdfpmath-dev]='static library' [libboost1.81-dev]='headers' [libcli11-dev]='headers'
  [libvalijson-dev]='headers'
)

version() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true; }

# The licence of `Files: *` in a package's copyright file.
licence() {
  local file=/usr/share/doc/$1/copyright found=${said[$1]:-}
  if [[ -z $found && -r $file ]]; then
    found=$(awk '/^Files:[ \t]*\*([ \t]|$)/ { here = 1 } here && /^License:/ { sub(/^License:[ \t]*/, ""); print; exit }' "$file")
  fi
  printf '%s' "${found:-see $file}"
}

row() { printf '| %s | %s | %s | %s |\n' "$1" "$(version "$1")" "$(licence "$1")" "$2"; }

# The packages of the shared libraries of the program: "package soname", one a line.
libraries() {
  ldd "$binary" | awk '$2 == "=>" { print $1, $3 }' | while read -r name path; do
    path=$(realpath "$path")
    printf '%s %s\n' "$(dpkg-query -S "$path" "${path#/usr}" "/usr$path" 2>/dev/null | head -n 1 | cut -d: -f1)" "$name"
  done
}

needed=$(readelf -d "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
linked=$(libraries | sort -u)

direct() { while read -r package name; do ! grep -qxF -- "$name" <<<"$needed" || printf '%s\n' "$package"; done <<<"$linked" | sort -u; }
indirect() { cut -d' ' -f1 <<<"$linked" | sort -u | grep -vxFf <(direct); }

cat <<'TEXT'
# Third-party components
Made by `tools/licences.sh`; run it anew after a change of packages. The licence of a Debian package is that of `Files: *` in its `/usr/share/doc/PACKAGE/copyright`, or, where that file is prose or speaks of more than the library, what it says of the library; the file itself is what holds. Debian's licence names: Expat is MIT, X11 is MIT.

Enact is distributed as source (Apache-2.0) and linked where it is run, with Debian's shared libraries. No source of others is kept in this tree. What follows is what somebody has to know who distributes a **linked binary** or a **built portal**. It is a reading of the licences, not legal advice.

## What is not simply permissive
- **glibc** (LGPL-2.1+), and by way of libpq and OpenLDAP **GnuTLS** and **libtasn1** (LGPL-2.1+), **nettle, hogweed, GMP, libunistring, libidn2** (LGPL-3+ or GPL-2+, taken under LGPL-3+), **libkeyutils** (LGPL-2+): linked dynamically, nothing of them is copied into the program. An Apache-2.0 binary may be distributed with them as long as they stay shared libraries that the recipient can replace, with their licence texts, and their source if they are shipped along. A fully static binary would carry the duties of the LGPL for relinking: none is made.
- **libstdc++, libgcc** (GPL-3+ with the GCC Runtime Library Exception): the exception frees programs compiled with GCC.
- **libcom-err2**, loaded by way of Kerberos: Debian's file gives the whole source of e2fsprogs as GPL-2 and does not name the part that this library is made of (`lib/et`). GPL-2 alone and Apache-2.0 do not go together. Whoever ships this library with a linked binary has to settle first what holds for it, or take a libpq without Kerberos; who lets Debian install it ships nothing of it.
- **Cyrus SASL** (BSD-4-clause, of Carnegie Mellon), by way of libpq and OpenLDAP: whoever ships the library has to carry the acknowledgement in its licence.
- **libxlsxwriter** (BSD-2-Clause) contains a file-level copyleft part, tmpfileplus (MPL-2.0), inside its shared library; unchanged, and Debian has its source.
- **Copied into the program** are one static library (Intel's decimal arithmetic, BSD-3-clause) and headers (Boost BSL-1.0, CLI11 BSD-3-clause, valijson BSD-2-clause, and the inline parts of those linked): a distributed binary carries their notices. Debian's own files in the packages (`debian/*`, partly GPL) are not copied.
- **dmn-js** and its parts (the bpmn.io licence: MIT with a condition): the mark that links to bpmn.io must stay in rendered diagrams, visible and uncovered, and the code that shows it unchanged. That is a condition beyond Apache-2.0 and goes with every built portal. The decision page leaves the mark where dmn-js puts it and names the project. Without it the portal would have to be built without that page's diagram.
- **component-props** (npm, below dmn-js) states MIT in its Readme only, not in its package data.
- Compilers, build tools, test tools and the PostgreSQL server (some GPL) run as programs of their own: nothing of them is in what is distributed.

## Linked by the program
| package | version | licence | how |
|---|---|---|---|
TEXT
direct | while read -r package; do row "$package" "shared library"; done
for package in $(printf '%s\n' "${!kind[@]}" | sort); do row "$package" "${kind[$package]}"; done

cat <<'TEXT'

## Loaded by those
| package | version | licence | how |
|---|---|---|---|
TEXT
indirect | while read -r package; do row "$package" "shared library"; done

cat <<'TEXT'

## Used to build and to test
From `tools/debian-packages.txt`, without the packages above; their libraries' `-dev` packages are left out. No version: not installed where this was made.

| package | version | licence | section |
|---|---|---|---|
TEXT
for section in run test long; do
  for package in $(packages_of "$section"); do
    [[ -n ${kind[$package]:-} || $section == run && $package == lib*-dev ]] || row "$package" "$section"
  done
done

cat <<'TEXT'

## In the portal
The packages of `web/package-lock.json` that are not for development. Not all of each is in the bundle.

| package | version | licence |
|---|---|---|
TEXT
python3 - "$ROOT/web/package-lock.json" <<'PYTHON'
import json, sys

stated = {"SEE LICENSE IN LICENSE": "bpmn.io (its file LICENSE)", None: "MIT (its Readme)"}
rows = set()
for path, package in json.load(open(sys.argv[1]))["packages"].items():
    if path and not package.get("dev"):
        licence = package.get("license")
        rows.add((path.rpartition("node_modules/")[2], package["version"], stated.get(licence, licence)))
for row in sorted(rows):
    print("| {} | {} | {} |".format(*row))
PYTHON
