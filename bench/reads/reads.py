#!/usr/bin/env python3
"""What readers wait for while others write, beside nginx serving a file of the same bytes.

    bench/reads/reads.py [--enact FILE] [--web DIR] [--package DIR] [--cases N] [--connections N]
                         [--seconds N] [--writes N] [--only WORDS]

Makes a training space with so many cases, serves it behind no proxy, and asks each read over kept-alive
connections (wrk): alone, and while 32 clients open drafts and withdraw them, so many steps a second in all.
nginx serves the bytes that Enact answered, from a folder, to the same load. Prints a table: answers a second,
the median and the 99th percentile of their times, processor time an answer, the ratio of both servers, and the
same of the writes.
Wants the Debian packages wrk and nginx-light (or any other nginx); listens on the loopback only, and leaves
nothing behind.
"""
import argparse
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLIENTS = 32
CASES_A_RUNNING_ONE = 50
NOTICES = 40
PASSWORD = "training-2026"  # of every sample account

# Everybody comes from an address of their own, as behind a proxy: Enact bounds what one address may ask.
LUA = """
local cookie, paths = "%s", {%s}
request = function()
  local path = paths[math.random(#paths)]
  local from = string.format("10.1.%%d.%%d", math.random(0, 15), math.random(1, 250))
  return wrk.format("GET", path, {["X-Forwarded-For"] = from, ["Cookie"] = cookie})
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("FIGURES %%d %%d %%f %%f %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  default_type application/json;
  open_file_cache max=100;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """One kept-alive connection, signed in or not, from an address of its own."""

    def __init__(self, port, number=0):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"X-Forwarded-For": f"10.2.{number // 250}.{number % 250 + 1}"}

    def ask(self, method, path, body=None):
        headers = dict(self.headers)
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body).encode()
        self.http.request(method, path, body, headers)
        answer = self.http.getresponse()
        return answer, answer.read()

    def sign_in(self, login):
        answer, body = self.ask("POST", "/api/v1/session", {"login": login, "password": PASSWORD})
        if answer.status != 200:
            raise SystemExit(f"{login} cannot sign in: {body.decode()}")
        self.headers["Cookie"] = answer.getheader("Set-Cookie").split(";")[0]
        session = json.loads(body)
        self.headers["X-CSRF-Token"] = session["csrf"]
        return session


class Process:
    """A server with its children; knows the processor time that they have used."""

    def __init__(self, arguments, log):
        self.process = subprocess.Popen(arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def seconds(self):
        ticks = 0
        for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if self.process.pid in (int(entry.parent.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def wait_for(port, process, log):
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.process.poll() is not None:
                break
            time.sleep(0.1)
    raise SystemExit(f"a server does not start:\n{pathlib.Path(log.name).read_text()[-2000:]}")


def serve(options, folder, log):
    port = free_port()
    process = Process([options.enact, "serve", "--training", "--samples", "2000", "--data", folder / "space",
                       "--packages", options.package, "--web", options.web, "--behind-tls", "--port", str(port),
                       "--second-factor", "none"], log)
    wait_for(port, process, log)
    return process, port


def matters(port, database, applicant):
    """Clients, each with a matter of its own that it may open drafts for: one account acts for all subjects."""
    with sqlite3.connect(database) as base:
        base.execute("INSERT OR IGNORE INTO membership (account, role, unit, subject) SELECT m.account, m.role, m.unit, s.id "
                     "FROM membership m JOIN account a ON a.id = m.account CROSS JOIN subject s WHERE a.login = ?", (applicant,))
    base.close()
    package = json.loads(Client(port).ask("GET", "/api/v1/packages")[1])["items"][0]["id"]
    provisions = [entry["id"] for entry in
                  json.loads(Client(port).ask("GET", f"/api/v1/packages/{package}/provisions")[1])["items"]]
    client = Client(port)
    found = []
    for subject in client.sign_in(applicant)["subjects"]:
        for provision in provisions:
            wanted = {"subject": subject["id"], "package": package, "provision": provision, "mode": "apply"}
            client.headers["X-Forwarded-For"] = f"10.3.{random.randrange(250)}.{random.randrange(250)}"
            answer, body = client.ask("POST", "/api/v1/cases", wanted)
            if answer.status < 300:
                own = Client(port, len(found))
                own.headers.update(client.headers, **{"X-Forwarded-For": own.headers["X-Forwarded-For"]})
                found.append((own, wanted, json.loads(body)["id"]))
                break
        if len(found) == CLIENTS:
            with sqlite3.connect(database) as base:  # nobody acts for thousands
                base.execute("DELETE FROM membership WHERE account = (SELECT id FROM account WHERE login = ?) AND subject "
                             f"NOT IN ({', '.join('?' * CLIENTS)})", (applicant, *(each[1]["subject"] for each in found)))
            base.close()
            return package, found
    raise SystemExit(f"only {len(found)} of the sample subjects can open a case; {CLIENTS} are wanted")


def fill(database, pattern, cases, units):
    """So many cases like the one with the id `pattern`, straight into the projections: reading is measured."""
    base = sqlite3.connect(database)
    columns = [row[1] for row in base.execute("PRAGMA table_info(case_file)")]
    changed = {"id": "'case-' || i", "reference": "'2026-' || printf('%08d', i)", "subject": "'s-' || (i % 200000)",
               "subject_name": "'第' || (i % 200000) || '精密制造有限公司'", "matter_key": "'m-' || i",
               "ended": f"i % {CASES_A_RUNNING_ONE} > 0", "status": f"iif(i % {CASES_A_RUNNING_ONE} > 0, 'paid', 'open')",
               "min_fen": "10000000", "max_fen": "10000000", "changed": "1000000 + i", "version": "5", "personal": "0"}
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {cases}) "
    with base:
        base.execute("CREATE TEMP TABLE at AS SELECT * FROM case_file WHERE id = ?", (pattern,))
        base.execute(f"{numbers} INSERT INTO case_file ({', '.join(columns)}) SELECT "
                     f"{', '.join(changed.get(name, 'at.' + name) for name in columns)} FROM n, at")
        base.execute("CREATE TEMP TABLE unit AS SELECT value AS id, key AS place FROM json_each(?)", (json.dumps(units),))
        for shift in (0, 1):  # two units in each
            base.execute(f"{numbers} INSERT INTO case_unit SELECT 'case-' || i, unit.id FROM n JOIN unit ON "
                         f"unit.place = (i / {CASES_A_RUNNING_ONE} + {shift}) % {len(units)}")
        base.execute(f"{numbers} INSERT INTO case_step (case_id, place, step, kind, title_zh, title_en, unit, role, opened, "
                     "deadline, provisional) SELECT 'case-' || i, 0, '受理', 'check', '受理', 'Accept', unit.id, 'handler', "
                     "date('now'), date('now', '+20 days'), 0 FROM n JOIN unit ON "
                     f"unit.place = (i / {CASES_A_RUNNING_ONE}) % {len(units)} WHERE i % {CASES_A_RUNNING_ONE} = 0")
        for seq in range(2000):  # all but the last are over
            closes = "date('now', '+5 days')" if seq >= 2000 - NOTICES else "date('now', '-5 days')"
            base.execute(f"INSERT INTO case_notice SELECT ?, 'case-' || ?, ?, date('now', '-9 days'), {closes}, 10000000, "
                         "10000000, ?", (10_000_000 + seq, seq * CASES_A_RUNNING_ONE % cases, units[0],
                                         "" if seq >= 2000 - NOTICES else "closed"))
    base.close()


class Writers:
    """Open a draft, withdraw it, and again: two steps a round, at a rate that all of them have together."""

    def __init__(self, found, rate):
        self.end, self.times, self.refused = threading.Event(), [], 0
        pause = 2 * len(found) / rate
        self.threads = [threading.Thread(target=self.work, args=(*one, pause)) for one in found]
        for thread in self.threads:
            thread.start()

    def work(self, client, wanted, _, pause):
        time.sleep(random.random() * pause)
        while not self.end.is_set():
            began = time.monotonic()
            answer, body = client.ask("POST", "/api/v1/cases", wanted)
            opened = time.monotonic()
            case = json.loads(body).get("id")
            done, _ = client.ask("POST", f"/api/v1/cases/{case}/actions", {"kind": "withdraw", "reason": "改日再办"})
            closed = time.monotonic()
            if answer.status < 300 and done.status < 300:
                self.times += [opened - began, closed - opened]
            else:
                self.refused += 1
            time.sleep(max(0.0, pause - (closed - began)))

    def stop(self):
        self.end.set()
        for thread in self.threads:
            thread.join()


def load(options, folder, port, cookie, paths, process):
    script = folder / "load.lua"
    script.write_text(LUA % (cookie, ", ".join(json.dumps(path) for path in paths)))
    command = ["wrk", "-t1", f"-c{options.connections}", "--timeout", "30s", "-s", script]
    subprocess.run([*command, "-d2s", f"http://127.0.0.1:{port}/"], stdout=subprocess.DEVNULL, check=True)
    before = process.seconds()
    out = subprocess.run([*command, f"-d{options.seconds}s", f"http://127.0.0.1:{port}/"], stdout=subprocess.PIPE, check=True, text=True).stdout
    used = process.seconds() - before
    requests, micros, p50, p99, errors = map(float, re.search(r"FIGURES (.*)", out).group(1).split())
    if errors:
        raise SystemExit(f"{int(errors)} of {int(requests)} requests for {paths[0]} failed:\n{out}")
    return {"rate": requests / micros * 1e6, "p50": p50 / 1e3, "p99": p99 / 1e3, "cpu": used / requests * 1e6}


def reads_of(port, web, package, cases, login):
    officer = Client(port, 9000)
    officer.sign_in(login)
    cookie = officer.headers["Cookie"]
    asset = max((web / "assets").iterdir(), key=lambda file: file.stat().st_size)
    references = [f"/api/v1/status/2026-{random.randrange(cases):08}" for _ in range(1000)]
    newest = (2000 - 1) * CASES_A_RUNNING_ONE % cases
    return officer, [
        ("portal, start page", "", ["/index.html"]),
        ("portal, largest asset", "", [f"/assets/{asset.name}"]),
        ("the policy document", "", [f"/api/v1/packages/{package}/document"]),
        ("public notices, 40 open", "", ["/api/v1/notices"]),
        ("one public notice", "", [f"/api/v1/notices/case-{newest}"]),
        ("status by reference number", "", references),
        ("a unit's cases, 20 of them", cookie, ["/api/v1/cases?limit=20"]),
        ("an officer's inbox", cookie, ["/api/v1/inbox"]),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--enact", type=pathlib.Path, default=ROOT / "build/bin/enact")
    parser.add_argument("--web", type=pathlib.Path, default=ROOT / "web/dist")
    parser.add_argument("--package", type=pathlib.Path, default=ROOT / "policies/nanan-2025-2")
    parser.add_argument("--applicant", default="样例主体1", help="a sample account that acts for a subject")
    parser.add_argument("--officer", default="市科技局-经办", help="a sample account whose unit's cases are listed")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=5, help="of each of the four loads of a read")
    parser.add_argument("--connections", type=int, default=32, help="of the readers")
    parser.add_argument("--writes", type=int, default=200, help="steps a second of the writers in all")
    parser.add_argument("--only", default="", help="reads whose name holds this")
    options = parser.parse_args()
    for program in ("wrk", "nginx"):
        if not shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin"):
            raise SystemExit(f"{program} is not here: install the Debian packages wrk and nginx-light")
    with tempfile.TemporaryDirectory(prefix="enact-reads-") as name:
        measure(options, pathlib.Path(name))


def measure(options, folder):
    log = open(folder / "servers.log", "w")
    enact, port = serve(options, folder, log)
    package, found = matters(port, folder / "space/enact.db", options.applicant)
    units = [unit["id"] for unit in json.loads(Client(port).ask("GET", f"/api/v1/packages/{package}/units")[1])["items"]]
    enact.stop()
    fill(folder / "space/enact.db", found[0][2], options.cases, units)
    enact, port = serve(options, folder, log)
    for client, _, _ in found:
        client.http.close()
        client.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    (folder / "files").mkdir()
    nginx_port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=nginx_port))
    if os.getuid() == 0:  # workers are another user then
        for path in (folder, folder / "files"):
            path.chmod(0o755)
    nginx = Process([shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"), "-p", folder, "-c", folder / "nginx.conf"], log)
    wait_for(nginx_port, nginx, log)
    try:
        compare(options, folder, package, found, (enact, port), (nginx, nginx_port))
    finally:
        nginx.stop()
        enact.stop()


def compare(options, folder, package, found, ours, theirs):
    officer, reads = reads_of(ours[1], options.web, package, options.cases, options.officer)
    print(f"{options.cases} cases, {options.connections} connections, {os.cpu_count()} processors, load "
          f"{os.getloadavg()[0]:.1f} before; {len(found)} clients write, {options.writes} steps a second wanted.\n"
          "Each figure: answers a second, median and 99th percentile in ms; µs: processor time of an answer.\n")
    print("| read | bytes | nginx | Enact | of nginx | µs nginx | µs Enact | nginx, others write | Enact, others write | writes |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for number, (name, cookie, paths) in enumerate(reads):
        if options.only not in name:
            continue
        officer.headers["Cookie"] = cookie
        answer, body = officer.ask("GET", paths[0])
        if answer.status != 200:
            raise SystemExit(f"{paths[0]}: {answer.status} {body.decode()[:500]}")
        (folder / f"files/{number}").write_bytes(body)

        def both():
            return [load(options, folder, theirs[1], "", [f"/{number}"], theirs[0]),
                    load(options, folder, ours[1], cookie, paths, ours[0])]

        alone = both()
        writers = Writers(found, options.writes)
        began = time.monotonic()
        beside = both()
        took = time.monotonic() - began
        writers.stop()
        if writers.refused:
            print(f"{writers.refused} writes were refused", file=sys.stderr)
        times = sorted(writers.times)
        wrote = f"{len(times) / took:.0f}, {times[len(times) // 2] * 1e3:.0f}, {times[len(times) * 99 // 100] * 1e3:.0f}"
        shown = ["{rate:.0f}, {p50:.2f}, {p99:.1f}".format(**figures) for figures in alone + beside]
        print(f"| {name} | {len(body)} | {shown[0]} | {shown[1]} | {alone[1]['rate'] / alone[0]['rate']:.2f} | "
              f"{alone[0]['cpu']:.0f} | {alone[1]['cpu']:.0f} | {shown[2]} | {shown[3]} | {wrote} |", flush=True)


if __name__ == "__main__":
    main()
