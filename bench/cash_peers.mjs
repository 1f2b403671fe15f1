// One enterprise a determination, side by side: Enact over the whole package, with and without explanation,
// and GoRules ZEN and publicodes over its cash rules for enterprises alone (1a, 1b, 1c, 2a, 3a), written again
// in their languages. Writes a Markdown report to standard output (or the raw results with --json) and ends
// with 1 before it measures anything if the engines' totals differ for one enterprise.
//
//   npm install --prefix bench
//   cmake --preset release && cmake --build --preset release --target enact_determine_peer
//   node bench/cash_peers.mjs [--peer build/bin/enact_determine_peer] [--quick] [--json] > report.md
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const flag = (name) => process.argv.includes(name);
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const peer = option('--peer', join(here, '..', 'build', 'bin', 'enact_determine_peer'));
const method = flag('--quick')
  ? { least_milliseconds: 5, repetitions: 3 } : { least_milliseconds: 50, repetitions: 9 };

// ---- enterprises: the same for every engine --------------------------------------------------------------

let state = 20251023;
const below = (bound) => { // a small generator of our own, so that every run has the same enterprises
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * bound);
};
const pick = (list) => list[below(list.length)];
const chance = (percent) => below(100) < percent;

const first_day = Date.UTC(2025, 0, 1);
const text_of = (day) => new Date(first_day + day * 86_400_000).toISOString().slice(0, 10);
const day_of = (text) => (Date.parse(text) - first_day) / 86_400_000;
const any_day = () => 1 + below(day_of('2027-03-31')); // before the policy, within it, after the day of asking

// GB 32100: 17 signs and one that checks them.
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function credit_code(number) {
  const body = `91350583MA${String(number).padStart(7, '0')}`;
  let sum = 0;
  let weight = 1;
  for (const sign of body) {
    sum += signs.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return body + signs[(31 - (sum % 31)) % 31];
}

// What happened to it. Publicodes has no lists: of each kind there are at most two.
const kinds = ['hnte', 'giant', 'sme'];
const ways = ['first', 'renewed', 'reviewed'];
let numbers = 0;
const some_of = (percent, make) => (chance(percent) ? Array.from({ length: 1 + below(2) }, make) : []);
const enterprise = (_, i) => ({
  code: credit_code(i),
  registered: chance(95),
  above_scale: chance(40),
  recognitions: kinds.flatMap((kind) => some_of(45, () => {
    const day = any_day();
    return { kind, way: pick(ways), day, until: chance(80) ? day + 3 * 365 : null, number: `R-${++numbers}` };
  })),
  projects: some_of(25, () => (
    { number: `P-${++numbers}`, selected: chance(90), accepted: chance(70), day: any_day() })),
  subsidies: some_of(40, () => (
    { number: `S-${++numbers}`, scheme: pick([2017, 2025]), fen: below(200_000_000), day: any_day() })),
});
const enterprises = Array.from({ length: 500 }, enterprise);

const names = {
  hnte: '国家高新技术企业', giant: '国家专精特新小巨人企业', sme: '省级专精特新中小企业',
  first: '首次认定', renewed: '重新认定', reviewed: '复核', 2017: '分段补助2017', 2025: '增量补助2025',
};
const facts_of = (e) => JSON.stringify({ unsaid: 'absent', subjects: [{ 企业: {
  统一社会信用代码: e.code, 登记地: e.registered ? '350583' : '350582', 规上企业: e.above_scale,
  认定: e.recognitions.map((r) => ({ 类别: names[r.kind], 方式: names[r.way], 日期: text_of(r.day),
    证书编号: r.number, ...(r.until === null ? {} : { 有效期至: text_of(r.until) }) })),
  攻关项目: e.projects.map((p) => (
    { 项目编号: p.number, 入选遴选: p.selected, 验收通过: p.accepted, 日期: text_of(p.day) })),
  省级研发补助: e.subsidies.map((s) => (
    { 文号: s.number, 办法: names[s.scheme], 核定补助: s.fen / 100, 日期: text_of(s.day) })),
} }] });

const on = '2026-12-31';
const workload = {
  method, on, package: join(here, '..', 'policies', 'nanan-2025-2'),
  facts: enterprises.map(facts_of),
  from: day_of('2025-10-23'), to: day_of(on), // in force, and come
  enterprises,
};

// ---- running ---------------------------------------------------------------------------------------------

const folder = mkdtempSync(join(tmpdir(), 'cash-peers-'));
const file = join(folder, 'workload.json');
writeFileSync(file, JSON.stringify(workload));
const pinned = (() => {
  try {
    execFileSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' });
    return ['taskset', '-c', String(cpus().length - 1)];
  } catch { return []; }
})();
function run(command, what) {
  const [program, ...rest] = [...pinned, ...command, file, what];
  return execFileSync(program, rest, { maxBuffer: 1 << 28, encoding: 'utf8' }).trim().split('\n').map(JSON.parse);
}
const engines = {
  Enact: [peer],
  ZEN: [process.execPath, join(here, 'peers', 'cash_zen.mjs')],
  publicodes: [process.execPath, join(here, 'peers', 'cash_publicodes.mjs')],
};

// Agreement first: [least, greatest] total in fen, of every enterprise.
const totals = Object.fromEntries(Object.entries(engines).map(([name, c]) => [name, run(c, 'totals')[0].totals]));
const differing = enterprises.map((_, i) => i).filter((i) =>
  Object.values(totals).some((of) => JSON.stringify(of[i]) !== JSON.stringify(totals.Enact[i])));
for (const i of differing.slice(0, 5)) {
  console.error(`enterprise ${i}: ${Object.entries(totals).map(([name, of]) => `${name} ${of[i]}`).join(', ')}`);
  console.error(workload.facts[i]);
}
if (differing.length > 0) {
  rmSync(folder, { recursive: true });
  console.error(`${differing.length} of ${enterprises.length} totals differ; nothing was measured`);
  process.exit(1);
}

const results = Object.entries(engines).flatMap(([name, command]) =>
  run(command, 'times').map((line) => ({ engine: name, ...line })));
rmSync(folder, { recursive: true });

// ---- the report ------------------------------------------------------------------------------------------

const scaled = (n) => n >= 100 ? n.toFixed(0) : n.toPrecision(3);
const nice = (ns) => ns < 1e3 ? `${scaled(ns)} ns` : ns < 1e6 ? `${scaled(ns / 1e3)} µs` : `${scaled(ns / 1e6)} ms`;
if (flag('--json')) {
  console.log(JSON.stringify({ totals: totals.Enact, results }));
} else {
  const base = results.find((r) => r.measure === 'without explanation').ns;
  const owed = totals.Enact.filter(([, most]) => most > 0).length;
  console.log([
    `- ${new Date().toISOString().slice(0, 10)} · ${cpus()[0].model.trim()}, ${cpus().length} processors · Node ${process.version} · ${
      results.filter((r) => r.version).map((r) => `${r.engine} ${r.version}`).filter((v, i, all) => all.indexOf(v) === i).join(', ')}`,
    `- ${enterprises.length} enterprises, ${owed} of which are owed something; all engines give the same totals`,
    `- processor time of the whole process${pinned.length ? ', pinned to one processor' : ''}; median of ${method.repetitions} repetitions of at least ${method.least_milliseconds} ms`,
    '', '| | one enterprise | to Enact without explanation |', '|---|---:|---:|',
    ...results.map((r) => `| ${r.engine}, ${r.measure} | ${nice(r.ns)} | ${(r.ns / base).toFixed(r.ns / base < 10 ? 1 : 0)} |`),
  ].join('\n'));
}
