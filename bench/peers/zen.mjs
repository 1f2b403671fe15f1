// ZEN's side of feel_peers.mjs: expressions by its direct call, which compiles each time; decisions of one
// node, which are compiled once; and lists of records in one call, so that crossing from JavaScript counts
// little.
import { evaluateExpressionSync, ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { nanoseconds, report, version, workload } from './measure.mjs';

report({ engine: 'zen', version: version('@gorules/zen-engine') });

const engine = new ZenEngine();
const loop = { executionMode: 'loop', inputField: 'rows', outputPath: 'rows', passThrough: false };
function decision(type, content) {
  const node = { id: 'node', name: 'node', type, position: { x: 1, y: 0 }, content };
  return engine.createDecision(new ZenDecisionContent({
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } }, node,
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: '1', sourceId: 'in', targetId: 'node', type: 'edge' },
      { id: '2', sourceId: 'node', targetId: 'out', type: 'edge' },
    ],
  }));
}
const expression = (value, more) =>
  decision('expressionNode', { ...more, expressions: [{ id: 'e', key: 'result', value }] });
const table = (of, more) => decision('decisionTableNode', {
  ...more, hitPolicy: 'first',
  inputs: of.inputs.map((field) => ({ id: field, name: field, field })),
  outputs: [{ id: 'out', name: 'out', field: 'out' }],
  rules: of.rows.map((row, i) => ({
    _id: `r${i}`, ...Object.fromEntries(of.inputs.map((field, k) => [field, row.tests[k]])),
    out: JSON.stringify(row.output),
  })),
});

report({ name: 'crossing', measure: 'evaluate', ns: await nanoseconds(() => evaluateExpressionSync('1', {})) });

for (const { name, zen, zen_batch: batch, fields } of workload.expressions) {
  // No call parses alone; a branch never taken is parsed and compiled, and costs nothing to evaluate.
  const guarded = `false ? (${zen}) : 0`;
  report({ name, measure: 'check', ns: await nanoseconds(() => evaluateExpressionSync(guarded, {})) });
  const record = workload.records[0];
  const context = Object.fromEntries(fields.map((field) => [field, record[field]]));
  const direct = await nanoseconds(() => evaluateExpressionSync(zen, context));
  report({ name, measure: 'evaluate', ns: direct, value: evaluateExpressionSync(zen, context) });
  const prepared = expression(zen, {});
  report({ name, measure: 'prepared', ns: await nanoseconds(() => prepared.evaluate(context)),
    value: (await prepared.evaluate(context)).result.result });
  if (!batch) continue;
  const count = workload.records.length;
  const rows = { rows: workload.records.map((r) => Object.fromEntries(fields.map((f) => [f, r[f]]))) };
  const looped = expression(zen, loop);
  const by_map = await nanoseconds(() => evaluateExpressionSync(batch, rows), count);
  const by_loop = await nanoseconds(() => looped.evaluate(rows), count);
  report({ name, measure: 'batch', ns: Math.min(by_map, by_loop), way: by_map < by_loop ? 'map' : 'loop',
    value: evaluateExpressionSync(batch, rows) });
}

for (const of of workload.tables) {
  const one = table(of, {});
  const value = [];
  for (const lookup of of.lookups) value.push((await one.evaluate(lookup)).result.out ?? null);
  const ns = await nanoseconds((i) => one.evaluate(of.lookups[i % of.lookups.length]));
  report({ name: of.name, measure: 'table', ns, value });
  const many = table(of, loop);
  const batch = await nanoseconds(() => many.evaluate({ rows: of.lookups }), of.lookups.length);
  report({ name: of.name, measure: 'table batch', ns: batch });
}
engine.dispose();
