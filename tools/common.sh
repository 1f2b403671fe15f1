# What ./run and ./test have in common; sourced by both. Says what it does before it does it.
# Expects: ROOT, the top folder of the checkout.

say() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
fail() {
  printf '\nerror: %s\n' "$*" >&2
  exit 1
}

# The packages of the named sections of tools/debian-packages.txt.
packages_of() {
  local wanted=" $* " section='' line
  while IFS= read -r line; do
    case $line in
      '#'* | '') ;;
      '['*) section=${line#[} section=${section%%]*} ;;
      *) [[ $wanted == *" $section "* ]] && printf '%s\n' "$line" ;;
    esac
  done <"$ROOT/tools/debian-packages.txt"
}

# Those of the given packages that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || printf '%s\n' "$package"
  done
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "installing packages needs root, and there is no sudo here; run as root: $*"
  fi
}

# Installs what is missing of the given packages; touches neither apt nor sudo when nothing is.
install_packages() {
  local missing
  command -v dpkg-query >/dev/null || fail "this is not Debian: install what tools/debian-packages.txt names, by hand"
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    return 0
  fi
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update ||
    fail "apt-get update did not work; the message above says why"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0 --no-install-recommends install \
    "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
}

# Builds a preset; further arguments are targets (all when there is none).
build_preset() {
  local preset=$1 target=() name
  shift
  for name in "$@"; do
    target+=(--target "$name")
  done
  cd "$ROOT"
  cmake --preset "$preset" >"$ROOT/build-$preset-configure.log" 2>&1 || {
    cat "$ROOT/build-$preset-configure.log" >&2
    return 1
  }
  rm -f "$ROOT/build-$preset-configure.log"
  cmake --build --preset "$preset" "${target[@]}"
}

# The portal's packages as package-lock.json has them, taken again only when that file changed.
web_packages() {
  local stamp="$ROOT/web/node_modules/.enact-lock"
  if ! cmp -s "$ROOT/web/package-lock.json" "$stamp"; then
    note "npm ci in web/"
    # Pages are tested with Debian's Chromium; no browser is downloaded.
    (cd "$ROOT/web" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error) || return 1
    cp "$ROOT/web/package-lock.json" "$stamp"
  fi
}

# Builds web/dist unless it is newer than everything that it is made from.
web_build() {
  local newer
  if [[ -f $ROOT/web/dist/index.html ]]; then
    newer=$(find "$ROOT/web" -path "$ROOT/web/node_modules" -prune -o -path "$ROOT/web/dist" -prune -o \
      -path "$ROOT/web/test-results" -prune -o -path "$ROOT/web/e2e" -prune -o \
      -type f -newer "$ROOT/web/dist/index.html" -print -quit)
    [[ -n $newer ]] || return 0
  fi
  note "building the portal into web/dist"
  (cd "$ROOT/web" && npm run --silent build)
}
