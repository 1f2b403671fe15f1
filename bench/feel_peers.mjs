// FEEL side by side: Enact, feelin and GoRules ZEN over the expressions and tables of feel_cases.json, in
// one run, each in a process of its own. Writes a Markdown report to standard output (or the raw results
// with --json) and ends with 1 if a result of Enact's differs from a peer's otherwise than by binary
// rounding.
//
//   npm install --prefix bench
//   cmake --preset release && cmake --build --preset release --target enact_peer
//   node bench/feel_peers.mjs [--peer build/bin/enact_peer] [--quick] [--json] > report.md
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const flag = (name) => process.argv.includes(name);
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const peer = option('--peer', join(here, '..', 'build', 'bin', 'enact_peer'));
const cases = JSON.parse(readFileSync(join(here, 'feel_cases.json'), 'utf8'));
const method = flag('--quick')
  ? { least_milliseconds: 2, repetitions: 3 } : { least_milliseconds: 10, repetitions: 9 };

// ---- the workload: records and tables spelled out, the same for every engine -----------------------------

let state = 20250922;
const below = (bound) => { // a small generator of our own, so that every run has the same data
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * bound);
};
const pick = (list) => list[below(list.length)];
const two = (n) => String(n).padStart(2, '0');

const record = () => ({
  name: `${pick(['Nanan', 'Jinjiang', 'Nanyi'])} ${pick(['biotech', 'machinery', 'tech'])} ${below(1000)}`,
  level: pick(['national', 'provincial', 'city', 'none']),
  filed: `20${25 + below(4)}-${two(1 + below(12))}-${two(1 + below(28))}`,
  assessed: below(2) === 1,
  revenue: below(400) * 1_000_000, rnd: below(20_000_000), staff: below(600), rate: below(1000) / 1000,
  invest: below(500_000_000) / 100,
  seat: { address: { city: pick(['Quanzhou', 'Xiamen']), town: pick(['Shuitou', 'Guanqiao']) } },
  amounts: Array.from({ length: 20 }, () => below(1_000_000)),
  awards: Array.from({ length: 20 }, () => ({
    kind: pick(['high-tech', 'little giant']), amount: 1 + below(500_000), share: pick([1, 2, 4]) })),
});

function expression({ name, feel, zen, batch }) {
  const fill = (text, by) => text.replaceAll('{r}', by);
  const made = { name, feel: fill(feel, ''), zen: fill(zen, '') };
  const known = ['name', 'level', 'filed', 'assessed', 'revenue', 'rnd', 'staff', 'rate', 'invest', 'seat',
    'amounts', 'awards'];
  made.fields = known.filter((field) => new RegExp(`(?<![\\w.#"])${field}\\b(?!:)`).test(made.zen));
  if (batch) {
    made.feel_batch = `for r in rows return ${fill(feel, 'r.')}`;
    made.zen_batch = `map(rows, ${fill(zen, '#.')})`;
  }
  return made;
}

// Codes by bands of amounts. `unique`: bands do not meet; `first`: each row takes all from its bound up, the
// highest bound first, and the last row of a code takes the rest.
function table({ name, policy, codes, bands }) {
  const rows = [];
  for (let c = 0; c < codes; c++) {
    for (let b = 0; b < bands; b++) {
      const from = (policy === 'first' ? bands - 1 - b : b) * 100;
      const test = policy === 'first' ? `>= ${from}` : `[${from}..${from + 100})`;
      rows.push({ tests: [`"K${c}"`, test], output: c * 1000 + from });
    }
  }
  const lookups = Array.from({ length: cases.lookups }, () => (
    { code: `K${below(codes)}`, amount: below(bands * 100) }));
  return { name, policy, inputs: ['code', 'amount'], rows, lookups };
}

const workload = {
  method,
  checked_by_cells: 5, // look-ups that feelin does in a table, whose every cell it reads anew
  records: Array.from({ length: cases.records }, record),
  expressions: cases.expressions.map(expression),
  tables: cases.tables.map(table),
};

// ---- running ---------------------------------------------------------------------------------------------

const folder = mkdtempSync(join(tmpdir(), 'feel-peers-'));
const file = join(folder, 'workload.json');
writeFileSync(file, JSON.stringify(workload));

const pinned = (() => {
  try {
    execFileSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' });
    return ['taskset', '-c', String(cpus().length - 1)];
  } catch { return []; }
})();
function measure(command) {
  const [program, ...rest] = [...pinned, ...command, file];
  const lines = execFileSync(program, rest, { maxBuffer: 1 << 28, encoding: 'utf8' }).trim().split('\n').map(JSON.parse);
  const found = { ...lines.shift() };
  for (const line of lines) found[`${line.measure}/${line.name}`] = line;
  return found;
}
const enact = measure([peer]);
const feelin = measure([process.execPath, join(here, 'peers', 'feelin.mjs')]);
const zen = measure([process.execPath, join(here, 'peers', 'zen.mjs')]);
rmSync(folder, { recursive: true });
if (flag('--json')) console.log(JSON.stringify({ enact, feelin, zen }));

// ---- results against each other --------------------------------------------------------------------------

// 'same', 'rounded' (numbers that differ by less than one part in 10^12) or 'different'.
function compare(a, b) {
  if (typeof a === 'number' && typeof b === 'number' && a !== b) {
    return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? 'rounded' : 'different';
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b ? 'same' : 'different';
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return 'different';
  const parts = keys.map((key) => compare(a[key], b[key]));
  return ['different', 'rounded'].find((verdict) => parts.includes(verdict)) ?? 'same';
}
const differences = [];
function check(of, engine, key, name) {
  const [mine, theirs] = [enact[key]?.value, engine[key]?.value];
  if (mine === undefined || theirs === undefined) return;
  const shorter = Array.isArray(mine) && Array.isArray(theirs) && theirs.length < mine.length && key.startsWith('table/');
  const verdict = compare(shorter ? mine.slice(0, theirs.length) : mine, theirs);
  if (verdict !== 'same') differences.push({ of, name, key, verdict, mine, theirs });
}

// ---- the report ------------------------------------------------------------------------------------------

const scaled = (n) => n >= 100 ? n.toFixed(0) : n.toPrecision(3);
const nice = (ns) => ns === undefined ? '–'
  : ns < 1e3 ? `${scaled(ns)} ns` : ns < 1e6 ? `${scaled(ns / 1e3)} µs` : `${scaled(ns / 1e6)} ms`;
const ratio = (theirs, mine) => theirs === undefined || mine === undefined ? '–' : (theirs / mine).toFixed(theirs / mine < 10 ? 1 : 0);
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const out = [];

function section(title, measures, names, columns) {
  out.push('', `### ${title}`, '', `| | ${columns.map((c) => c.head).join(' | ')} |`, `|---|${columns.map(() => '---:').join('|')}|`);
  for (const name of names) out.push(`| ${name} | ${columns.map((c) => c.cell(name)).join(' | ')} |`);
  for (const name of names) for (const key of measures) {
    check('feelin', feelin, `${key}/${name}`, name);
    check('zen', zen, `${key}/${name}`, name);
  }
  const medians = columns.map((c) => c.of ? median(names.map(c.of).filter((x) => Number.isFinite(x))) : undefined);
  out.push(`| **median** | ${medians.map((m) => m === undefined ? '' : `**${m.toFixed(m < 10 ? 1 : 0)}**`).join(' | ')} |`);
}
const shows = (head, engine, key) => ({ head, cell: (n) => nice(engine[`${key}/${n}`]?.ns) });
const ratios = (head, engine, key, mine) => ({
  head, cell: (n) => ratio(engine[`${key}/${n}`]?.ns, enact[`${mine}/${n}`]?.ns),
  of: (n) => engine[`${key}/${n}`]?.ns / enact[`${mine}/${n}`]?.ns });

const all = workload.expressions.map((e) => e.name);
const batched = workload.expressions.filter((e) => e.feel_batch).map((e) => e.name);
const tables = workload.tables.map((t) => t.name);
section('Parse and check', [], all, [
  shows('Enact', enact, 'check'), shows('feelin', feelin, 'check'), shows('ZEN', zen, 'check'),
  ratios('feelin / Enact', feelin, 'check', 'check'), ratios('ZEN / Enact', zen, 'check', 'check')]);
section('Evaluate, one record a call', ['evaluate', 'prepared'], all, [
  shows('Enact', enact, 'evaluate'), shows('Enact from JSON', enact, 'json'), shows('feelin', feelin, 'evaluate'),
  shows('ZEN', zen, 'evaluate'), shows('ZEN prepared', zen, 'prepared'),
  ratios('feelin / Enact', feelin, 'evaluate', 'evaluate'), ratios('ZEN / Enact', zen, 'evaluate', 'evaluate'),
  ratios('ZEN / Enact from JSON', zen, 'evaluate', 'json')]);
section(`Evaluate, ${workload.records.length} records a call, for one record`, ['batch'], batched, [
  shows('Enact', enact, 'batch'), shows('feelin', feelin, 'batch'), shows('ZEN', zen, 'batch'),
  ratios('feelin / Enact', feelin, 'batch', 'batch'), ratios('ZEN / Enact', zen, 'batch', 'batch')]);
section('Table look-up', ['table'], tables, [
  shows('Enact', enact, 'table'), shows('feelin', feelin, 'table'), shows('ZEN', zen, 'table'),
  shows('ZEN, many in one call', zen, 'table batch'), ratios('feelin / Enact', feelin, 'table', 'table'),
  ratios('ZEN / Enact', zen, 'table', 'table'), ratios('ZEN many / Enact', zen, 'table batch', 'table')]);

const rounded = differences.filter((d) => d.verdict === 'rounded');
const wrong = differences.filter((d) => d.verdict === 'different');
const brief = (value) => { const s = JSON.stringify(value); return s.length > 60 ? `${s.slice(0, 60)}…` : s; };
const names = (list) => [...new Set(list.map((d) => `${d.of}: ${d.name}`))].join('; ') || 'none';
out.push('', '### Results', '', `Differing by binary rounding only: ${names(rounded)}.`, `Different: ${names(wrong)}.`);
for (const d of wrong) out.push(`- ${d.of}, ${d.key}: Enact ${brief(d.mine)}, ${d.of} ${brief(d.theirs)}`);

const head = [`${new Date().toISOString().slice(0, 10)} · ${cpus()[0].model.trim()}, ${cpus().length} processors · Node ${process.version} · feelin ${feelin.version}, @gorules/zen-engine ${zen.version}`,
  `Processor time of the whole process${pinned.length ? ', pinned to one processor' : ''}; median of ${method.repetitions} repetitions of at least ${method.least_milliseconds} ms; ZEN's call of \`1\` on nothing: ${nice(zen['evaluate/crossing'].ns)}`];
if (!flag('--json')) console.log([...head.map((line) => `- ${line}`), ...out].join('\n'));
process.exitCode = wrong.length ? 1 : 0;
