# Puts a Node that the portal's tools accept (20.19 or later) first on the PATH; sourced by ./run and ./test.
# A bare Debian 12 has Node 18: there, npm itself is Debian's, and a newer Node comes from npm into build/.
# Debian's npm is never installed beside a Node from elsewhere, which brings its own.

node_is_new_enough() {
  local version major rest
  version=$(node --version 2>/dev/null) || return 1
  version=${version#v} major=${version%%.*} rest=${version#*.}
  ((major > 20 || (major == 20 && ${rest%%.*} >= 19)))
}

ensure_node() {
  local machine folder
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) machine='' ;;
  esac
  folder="$ROOT/build/node/node_modules/node-linux-$machine/bin"
  if ! node_is_new_enough && [[ -x $folder/node ]]; then
    PATH="$folder:$PATH"
  fi
  if node_is_new_enough && command -v npm >/dev/null; then
    return 0
  fi
  if ! command -v node >/dev/null; then
    install_packages nodejs npm
  elif ! command -v npm >/dev/null; then
    dpkg -S "$(readlink -f "$(command -v node)")" 2>/dev/null | grep -q '^nodejs:' ||
      fail "there is a Node without npm at $(command -v node); install the npm that belongs to it, or take it off the PATH"
    install_packages npm
  fi
  if ! node_is_new_enough; then
    [[ -n $machine ]] || fail "Node $(node --version) is older than 20.19, and there is no newer one for $(uname -m) on npm"
    say "Node $(node --version) is older than 20.19: taking Node 22 from npm into build/node"
    mkdir -p "$ROOT/build/node"
    npm install --prefix "$ROOT/build/node" --no-audit --no-fund --loglevel=error "node-linux-$machine@22" ||
      fail "npm could not fetch node-linux-$machine"
    PATH="$folder:$PATH"
    node_is_new_enough || fail "the Node in $folder does not run"
  fi
}
