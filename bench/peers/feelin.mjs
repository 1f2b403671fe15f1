// feelin's side of feel_peers.mjs. Its interface has no prepared form of an expression, so each call parses;
// over a list of records it parses once. It has no decision tables: a look-up tests the cells one by one.
import { evaluate, parseExpression, unaryTest } from 'feelin';
import { nanoseconds, report, version, workload } from './measure.mjs';

report({ engine: 'feelin', version: version('feelin') });

for (const one of workload.expressions) {
  const { name, feel, feel_batch: batch } = one;
  const context = workload.records[0];
  const check = await nanoseconds(() => parseExpression(feel, context));
  report({ name, measure: 'check', ns: check });
  const evaluated = await nanoseconds(() => evaluate(feel, context));
  report({ name, measure: 'evaluate', ns: evaluated, value: evaluate(feel, context).value });
  if (!batch) continue;
  const rows = { rows: workload.records };
  const each = await nanoseconds(() => evaluate(batch, rows), workload.records.length);
  report({ name, measure: 'batch', ns: each, value: evaluate(batch, rows).value });
}

for (const { name, inputs, rows, lookups } of workload.tables) {
  const look = (lookup) => {
    for (const row of rows) {
      if (inputs.every((input, i) => unaryTest(row.tests[i], { '?': lookup[input] }).value)) return row.output;
    }
    return null;
  };
  const value = lookups.slice(0, workload.checked_by_cells).map(look);
  const ns = await nanoseconds((i) => look(lookups[i % workload.checked_by_cells]));
  report({ name, measure: 'table', ns, value });
}
