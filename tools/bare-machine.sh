#!/usr/bin/env bash
# Proves that ./run and ./test need nothing but a bare Debian 12, git and a user who may use sudo: makes such a
# system in build/bare, clones HEAD into it and runs both commands there as that user. Part `bare` of ./test --long.
#   tools/bare-machine.sh [PART...]   the parts of ./test to run there (default: all)
# The system takes Debian's mirrors, the proxy and npm's registry from this machine's own settings.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$ROOT/tools/common.sh"

bare="$ROOT/build/bare"
user=builder
home="/home/$user"
port=18080

# Mounts and processes live in namespaces of their own: they end with this script, however it ends.
if [[ ${ENACT_BARE_INSIDE:-} != yes ]]; then
  export ENACT_BARE_INSIDE=yes
  exec_as_root=()
  [[ $(id -u) == 0 ]] || exec_as_root=(sudo --preserve-env=ENACT_BARE_INSIDE)
  exec "${exec_as_root[@]}" unshare --mount --pid --fork --kill-child --mount-proc -- \
    bash "${BASH_SOURCE[0]}" "$@"
fi

inside() { chroot "$bare" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"; }
as_user() {
  chroot "$bare" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 "${proxies[@]}" \
    /usr/sbin/runuser -u "$user" -- env HOME="$home" USER="$user" bash -c "cd $home/enact && $1"
}

say "a bare Debian 12 in build/bare"
mapfile -t targets < <(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' 'Origin: Debian' | sort -u)
mirror=$(printf '%s\n' "${targets[@]}" | awk '$2 == "bookworm" { print $1; exit }')
[[ -n $mirror ]] || fail "this machine's apt names no mirror of Debian 12 (bookworm)"
rm -rf --one-file-system "$bare"
mkdir -p "$bare"
debootstrap --variant=minbase bookworm "$bare" "$mirror" >"$ROOT/build/bare-debootstrap.log" 2>&1 ||
  { tail -n 20 "$ROOT/build/bare-debootstrap.log" && fail "debootstrap failed"; }

note "this machine's mirrors, proxy and registry"
for target in "${targets[@]}"; do
  printf 'deb %s main\n' "$target"
done >"$bare/etc/apt/sources.list"
apt-config dump Acquire::http Acquire::https >"$bare/etc/apt/apt.conf.d/90machine"
for file in /etc/resolv.conf /etc/hosts; do
  [[ ! -e $file ]] || cp -L "$file" "$bare$file"
done
if [[ -d /usr/local/share/ca-certificates ]]; then
  cp -rL /usr/local/share/ca-certificates "$bare/usr/local/share/"
fi
proxies=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  [[ -z ${!name:-} ]] || proxies+=("$name=${!name}")
done
# sudo hands no environment on, so apt is told in its own way too.
[[ -z ${http_proxy:-} ]] || printf 'Acquire::http::Proxy "%s";\n' "$http_proxy" >>"$bare/etc/apt/apt.conf.d/90machine"

mount -t proc proc "$bare/proc"
mount -t tmpfs tmpfs "$bare/dev/shm"
mount -t devpts devpts "$bare/dev/pts"
inside useradd --create-home --shell /bin/bash "$user"
inside "${proxies[@]}" apt-get -qq update
inside "${proxies[@]}" DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends install sudo git \
  >"$ROOT/build/bare-apt.log" 2>&1
printf '%s ALL=(ALL) NOPASSWD: ALL\n' "$user" >"$bare/etc/sudoers.d/$user"
if command -v npm >/dev/null; then
  printf 'registry=%s\n' "$(npm config get registry)" >"$bare$home/.npmrc"
  # Node brings its own list of authorities; where npm is told of another, Debian's is meant here too.
  [[ $(npm config get cafile) == null ]] || printf 'cafile=/etc/ssl/certs/ca-certificates.crt\n' >>"$bare$home/.npmrc"
fi
git clone -q --no-local "$ROOT" "$bare$home/enact"
inside chown -R "$user:$user" "$home"

say "./run in it"
as_user "exec ./run --port $port" >"$ROOT/build/bare-run.log" 2>&1 </dev/null &
run=$!
answers() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
  IFS= read -r -t 10 line <&3
  exec 3>&-
  [[ $line == *' 200 '* ]]
} 2>/dev/null
until answers; do
  if ! kill -0 "$run" 2>/dev/null; then
    tail -n 40 "$ROOT/build/bare-run.log"
    fail "./run ended before it answered (build/bare-run.log)"
  fi
  sleep 2
done
note "it answers on port $port after $SECONDS s"
# Only this script's own processes are visible here.
kill -INT $(pidof enact)
wait "$run" || true

say "./test in it"
as_user "./test $*" 2>&1 </dev/null | tee "$ROOT/build/bare-test.log" | sed 's/^/   | /'
note "$SECONDS s in all"
