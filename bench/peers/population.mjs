// What the engines of population_peers.mjs share: the enterprises and the totals that they must come to, both
// written by enact_population_bench, and the time of one enterprise.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, many, repeats] = process.argv.slice(2);
export const csv = join(folder, 'rows.csv');
export const rows = Number(many); // all of the file, or how many of its first
const times = Number(repeats);
const totals = JSON.parse(readFileSync(join(folder, 'totals.json'), 'utf8'));

export const instruments = ['high_tech', 'little_giant', 'prov_sme', 'key_project', 'incubator_filed',
  'incubator_level', 'operator_subsidy', 'service_org', 'testing_body', 'intl_bodies', 'academician_ws',
  'special_lab', 'master_talent', 'phd_talent', 'mentor_award', 'hires', 'rnd_matching'];
export const columns = (() => {
  const file = openSync(csv);
  const room = Buffer.alloc(1000);
  readSync(file, room);
  closeSync(file);
  return room.toString('utf8').split('\n')[0].split(',');
})();
const wide = ['revenue', 'research', 'subsidy', 'invested', 'elsewhere'];
const bytes = ['tier', 'body', 'mentors', 'project', 'large', 'passed'];
export const width = (column) => (wide.includes(column) ? 8 : bytes.includes(column) ? 1 : 2);

// The first enterprises as plain objects, as an engine for one record takes them.
export function enterprises() {
  return readFileSync(csv, 'utf8').split('\n', rows + 1).slice(1).map((line) => {
    const cells = line.split(',');
    const made = Object.fromEntries(columns.map((name, i) => [name, Number(cells[i])]));
    return { ...made, large: made.large === 1, passed: made.passed === 1 };
  });
}

// Equal to the fen, or nothing is measured.
export function check(what, found) {
  for (const [name, wanted] of Object.entries(totals[rows])) {
    if (Number(found[name]) !== wanted)
      throw new Error(`${what}: ${name} is ${found[name]}, not ${wanted} (the first ${rows})`);
  }
}

export function added_up(all) {
  const made = Object.fromEntries([...instruments, 'total', 'paid', 'priority'].map((name) => [name, 0]));
  for (const one of all) {
    for (const name of instruments) made[name] += Number(one[name]);
    made.total += Number(one.total);
    made.paid += Number(one.total) > 0;
    made.priority += Boolean(one.priority);
  }
  return made;
}

// The medians of some runs, after one that does not count, in nanoseconds for one enterprise: by the clock, and of
// the processor time of this process, all threads (`elsewhere`: another process does the work).
export async function measure(engine, what, threads, operation, elsewhere = false) {
  const clock = [];
  const processor = [];
  for (let i = 0; i <= times; i++) {
    const from = performance.now();
    const spent = process.cpuUsage();
    await operation();
    const { user, system } = process.cpuUsage(spent);
    if (i === 0) continue;
    clock.push(((performance.now() - from) * 1e6) / rows);
    processor.push(((user + system) * 1e3) / rows);
  }
  const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];
  console.log(JSON.stringify({
    engine, what, threads, rows, ns: median(clock), ...(elsewhere ? {} : { processor: median(processor) }) }));
}

export function version(name) {
  const from = createRequire(import.meta.url).resolve(name);
  const place = from.slice(0, from.lastIndexOf(`/node_modules/${name}/`)) + `/node_modules/${name}`;
  return JSON.parse(readFileSync(`${place}/package.json`, 'utf8')).version;
}
