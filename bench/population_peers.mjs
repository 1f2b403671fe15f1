// A whole population, side by side: the seventeen instruments of bench/population/seventeen by Enact, by hand in
// C++ and by the engines that a user could take instead, over the same enterprises. Each holds its totals (17 sums,
// the total, the number paid, the number with priority) against those by hand first, and stops if one differs.
// Writes a Markdown table to standard output, or the raw results with --json. An engine that is not there is named.
//
//   npm install --prefix bench
//   cmake --preset release && cmake --build --preset release --target enact_population_bench
//   node bench/population_peers.mjs [--bench build/bin/enact_population_bench] [--quick] [--json] > report.md
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const flag = (name) => process.argv.includes(name);
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const many = flag('--quick') ? 100_000 : 1_000_000;
const repeats = flag('--quick') ? 3 : 5;
const folder = mkdtempSync(join(tmpdir(), 'population-peers-'));
chmodSync(folder, 0o755); // read by a server of another user, too
const results = [];
const missing = [];
const load = loadavg()[0].toFixed(1);

function run(name, command, environment = {}) {
  try {
    const [program, ...rest] = command;
    const out = execFileSync(program, rest, {
      encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    results.push(...out.trim().split('\n').map(JSON.parse));
  } catch (error) {
    const told = String(error.stderr ?? error.message);
    if (/is \S+, not /.test(told)) throw error; // other totals are a fault, not an engine that is missing
    missing.push({ name, why: (told.match(/.*(?:Error|error).*/) ?? [told.trim().split('\n').at(-1)])[0].trim() });
  }
}
const peer = (name, rows, environment) =>
  run(name, [process.execPath, join(here, 'peers', `population_${name}.mjs`), folder, String(rows), String(repeats)],
    environment);

try {
  const bench = option('--bench', join(here, '..', 'build', 'bin', 'enact_population_bench'));
  results.push(...execFileSync(bench, [String(many), String(repeats), folder], { encoding: 'utf8' })
    .trim().split('\n').map(JSON.parse));
  for (const threads of ['1', '2']) peer('polars', many, { POLARS_MAX_THREADS: threads });
  peer('duckdb', many);
  const script = `set -euo pipefail; ROOT='${join(here, '..')}'; source "$ROOT/tools/common.sh"; `
    + 'source "$ROOT/tools/postgres.sh"; start_postgres; trap stop_postgres EXIT; "$@"';
  run('postgres', ['bash', '-c', script, 'postgres', process.execPath, join(here, 'peers', 'population_postgres.mjs'),
    folder, String(many), String(repeats)]);
  peer('zen', 5000);
  peer('feelin', 2000);
  peer('publicodes', 200);
} finally {
  rmSync(folder, { recursive: true });
}

if (flag('--json')) {
  console.log(JSON.stringify({ results, missing }));
} else {
  const of = (engine, what, threads) =>
    results.find((r) => r.engine === engine && r.what === what && r.threads === threads);
  const nice = (ns) => (ns < 1e3 ? `${ns.toPrecision(3)} ns` : ns < 1e6 ? `${(ns / 1e3).toPrecision(3)} µs`
    : `${(ns / 1e6).toPrecision(3)} ms`);
  const ratio = (a, b) => (a / b).toFixed(a / b < 1 ? 2 : a / b < 10 ? 1 : 0);
  const words = { totals: 'totals', outputs: 'all outputs' };
  console.log([
    `- ${new Date().toISOString().slice(0, 10)} · ${cpus()[0].model.trim()}, ${cpus().length} processors, load before ${load} · Node ${process.version}`,
    `- medians of ${repeats} runs, by the clock and of processor time, all threads; all totals were the same`,
    ...missing.map(({ name, why }) => `- not measured: ${name} (${why})`),
    '', '| | what | threads | rows | clock | to Enact | processor | to Enact |', '|---|---|---:|---:|---:|---:|---:|---:|',
    ...results.map((r) => {
      const enact = of('Enact', r.what, r.threads);
      const spent = r.processor === undefined ? ' | ' : `${nice(r.processor)} | ${ratio(r.processor, enact.processor)}`;
      return `| ${r.engine} | ${words[r.what]} | ${r.threads} | ${r.rows.toLocaleString('en')} | ${nice(r.ns)} | ${
        ratio(r.ns, enact.ns)} | ${spent} |`;
    }),
  ].join('\n'));
}
