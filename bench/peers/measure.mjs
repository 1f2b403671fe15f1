// What the measuring programs of the JavaScript engines share: reading the workload, and the processor time
// of one operation. The C++ side (enact.cpp) measures in the same way.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const workload = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const { least_milliseconds: least, repetitions } = workload.method;
const spent = () => {
  const { user, system } = process.cpuUsage();
  return user + system; // microseconds, all threads
};

async function run(operation, times) {
  const from = spent();
  for (let i = 0; i < times; i++) {
    const made = operation(i);
    if (made instanceof Promise) await made;
  }
  return spent() - from;
}

// Nanoseconds of processor time of one operation: the median of the repetitions, each long enough to be
// told from the clock's grain, after as many unmeasured runs as make one such length.
export async function nanoseconds(operation, items = 1) {
  let times = 1;
  for (let took = await run(operation, times); took < least * 1000; took = await run(operation, times)) {
    times = Math.max(times * 2, Math.ceil((times * least * 1000) / Math.max(took, 1)));
  }
  const found = [];
  for (let i = 0; i < repetitions; i++) found.push(((await run(operation, times)) * 1000) / times / items);
  return found.sort((a, b) => a - b)[repetitions >> 1];
}

export function version(name) {
  const from = createRequire(import.meta.url).resolve(name);
  const folder = from.slice(0, from.lastIndexOf(`/node_modules/${name}/`)) + `/node_modules/${name}`;
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).version;
}

// One line for each result: which case, which measure, how long, and what came out.
export const report = (line) => console.log(JSON.stringify(line));
