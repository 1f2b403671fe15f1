# Runs the parts of ./test: each into its own log, timed, with a sign of life, counted. Sourced by ./test.
# Expects: LOGS, a folder; a function part_NAME for each part.

total_passed=0
total_failed=0
failed_parts=()

# For parts: adds to what the part has counted.
counted() { printf '%d %d\n' "$1" "$2" >>"$LOGS/$PART.counts"; }

# For parts: counts the XML reports of GoogleTest in a folder. A program that crashed left none: its part fails.
count_gtest() {
  local report tests failures
  for report in "$1"/*.xml; do
    [[ -e $report ]] || continue
    tests=$(grep -o -m1 '<testsuites tests="[0-9]*"' "$report" | grep -o '[0-9]*')
    failures=$(grep -o -m1 ' failures="[0-9]*"' "$report" | grep -o '[0-9]*')
    counted $((tests - failures)) "$failures"
  done
}

# For parts: counts the last line 'N passed, N failed' of an output; fails when there is none.
counted_line() {
  local line
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$1" | tail -n 1)
  [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] || return 1
  counted "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
}

# For parts: counts 'N passed' and 'N failed' (or flaky: a test that needed a second try has failed once). Fails
# when there is neither: a runner that ended without its summary has not run its tests, whatever it exited with.
count_words() {
  local number word passed=0 failed=0
  while read -r number word; do
    case $word in
      passed) passed=$((passed + number)) ;;
      *) failed=$((failed + number)) ;;
    esac
  done < <(grep -oE '[0-9]+ (passed|failed|flaky)' <<<"$1")
  counted "$passed" "$failed"
  ((passed + failed > 0))
}

# While a part runs: its last line of progress every 30 seconds.
sign_of_life() {
  local pid=$1 log=$2 seconds=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    seconds=$((seconds + 1))
    if ((seconds % 30 == 0)); then
      note "$seconds s: $(tail -n 1 "$log" | tr -d '\r' | cut -c1-100)"
    fi
  done
}

# Sets `processors` to the seconds of processor that all that has ended so far took (of the shell itself, so that
# it is not to be called in a subshell).
count_processors() {
  times >"$LOGS/times"
  processors=$(awk 'NR == 2 {
    for (i = 1; i <= 2; ++i) { split($i, part, /[ms]/); sum += part[1] * 60 + part[2] }
    printf "%d", sum
  }' "$LOGS/times")
}

# run_part NAME ABSENT: runs part_NAME; ABSENT names what the tree lacks for it, if anything.
run_part() {
  local name=$1 absent=$2 log="$LOGS/$1.log" started=$SECONDS status=0 passed=0 failed=0 p f worked took
  if [[ -n $absent ]]; then
    say "$name: skipped, the tree has no $absent yet"
    return 0
  fi
  say "$name (build/test-logs/$name.log)"
  : >"$log"
  : >"$LOGS/$name.counts"
  count_processors
  local before=$processors
  # In the background, because `set -e` has no force where a status is asked for; in a process group of its own
  # (set -m), so that an interrupt ends all that the part has started.
  set -m
  (
    set -euo pipefail
    PART=$name
    "part_$name"
  ) >"$log" 2>&1 </dev/null &
  set +m
  local pid=$!
  trap 'kill -- "-$pid"; exit 130' INT TERM
  sign_of_life "$pid" "$log"
  wait "$pid" || status=$?
  trap - INT TERM
  while read -r p f; do
    passed=$((passed + p)) failed=$((failed + f))
  done <"$LOGS/$name.counts"
  if ((status != 0 && failed == 0)); then
    failed=1
  elif ((status == 0 && failed > 0)); then
    status=1
  fi
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
  count_processors
  if ((status == 0)); then
    note "ok, $((SECONDS - started)) s, $((processors - before)) s of processor$( ((passed == 0)) || printf ', %d tests' "$passed")"
  else
    failed_parts+=("$name")
    tail -n 60 "$log" | sed 's/^/   | /'
    note "FAILED, $((SECONDS - started)) s, $passed passed, $failed failed"
  fi
}

# The closing lines and the exit status of ./test.
close_tests() {
  say "$SECONDS s in all"
  if ((${#failed_parts[@]} > 0)); then
    note "failed: ${failed_parts[*]}"
  fi
  printf '%d passed, %d failed\n' "$total_passed" "$total_failed"
  ((${#failed_parts[@]} == 0 && total_failed == 0))
}
