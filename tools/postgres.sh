# A private PostgreSQL for the tests; sourced by ./test. Listens on loopback only, lives in a temporary folder,
# holds nothing but what the tests write, and goes away with them. Expects: ROOT, fail (tools/common.sh).

postgres_bin=/usr/lib/postgresql/15/bin
postgres_folder=''

# PostgreSQL refuses to run as root: then it runs as the user that its package made.
as_postgres() {
  if [[ $(id -u) == 0 ]]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

# Prints nothing; sets ENACT_TEST_POSTGRES to the URL of an empty database. Durable as a live space wants it. For
# tests that have the server to themselves: its disk fails as tests/faulty_disk.c says when files are put into the
# folder ENACT_TEST_POSTGRES_FAULTS, and the program `start` there starts it again when it has given up.
start_postgres() {
  postgres_folder=$(mktemp -d /tmp/enact-postgres-XXXXXX)
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  mkdir "$postgres_folder/faults"
  cp "$ROOT/build/bin/libfaulty_disk.so" "$postgres_folder"
  local user=()
  if [[ $(id -u) == 0 ]]; then
    chown -R postgres "$postgres_folder"
    user=(runuser -u postgres --)
  fi
  chmod 700 "$postgres_folder"
  # What pg_ctl and the server write goes to files: whoever starts it may wait for its own output to end.
  cat >"$postgres_folder/faults/start" <<START
#!/bin/sh
cd / && exec ${user[*]} env LD_PRELOAD="$postgres_folder/libfaulty_disk.so" ENACT_FAULTY_DISK="$postgres_folder/faults" \\
  "$postgres_bin/pg_ctl" --pgdata="$postgres_folder/data" --log="$postgres_folder/log" --wait start \\
  --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c max_connections=300" \\
  >/dev/null 2>&1 </dev/null
START
  chmod 755 "$postgres_folder/faults/start"
  (
    cd /
    as_postgres "$postgres_bin/initdb" --pgdata="$postgres_folder/data" --username=enact --auth=trust --encoding=UTF8 \
      --locale=C --no-instructions >"$postgres_folder.log" 2>&1 &&
      "$postgres_folder/faults/start" &&
      as_postgres "$postgres_bin/createdb" --host=127.0.0.1 --port="$port" --username=enact enact
  ) || fail "the private PostgreSQL does not start; see $postgres_folder.log and $postgres_folder/log"
  export ENACT_TEST_POSTGRES="postgres://enact@127.0.0.1:$port/enact"
  export ENACT_TEST_POSTGRES_FAULTS="$postgres_folder/faults"
}

stop_postgres() {
  [[ -n $postgres_folder ]] || return 0
  (cd / && as_postgres "$postgres_bin/pg_ctl" --pgdata="$postgres_folder/data" --mode=immediate --wait stop) >/dev/null 2>&1
  rm -rf "$postgres_folder" "$postgres_folder.log"
  postgres_folder=''
}
