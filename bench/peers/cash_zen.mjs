// ZEN's side of cash_peers.mjs: the cash rules as one graph with one expression node, compiled once. Days are
// numbers and amounts fen, which spares ZEN reading dates.
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { nanoseconds, report, version, workload } from './measure.mjs';

const { from, to, enterprises } = workload;
const in_force = (x) => `${x}.day >= ${from} and ${x}.day <= ${to}`;
const of_kind = (kind) => `filter(recognitions, #.kind == '${kind}')`;
// Of the first recognitions those before which the record has none of the kind.
const first = (kind) => `count(recognitions as r, r.kind == '${kind}' and r.way == 'first' and ${in_force('r')} and
  not some(recognitions as o, o.kind == r.kind and o.day < r.day))`;
const projects = `count(projects as p, p.selected and p.accepted and ${in_force('p')})`;
const rules = {
  a1: `registered ? 10000000 * count(${of_kind('hnte')} , (#.way == 'first' or #.way == 'renewed') and ${in_force('#')}) : 0`,
  b1: `registered ? min([50000000 * ${first('giant')}, 50000000]) : 0`,
  c1: `registered ? min([10000000 * ${first('sme')}, 10000000]) : 0`,
  projects: `registered ? ${projects} : 0`,
  a3: `registered ? sum(map(filter(subsidies as s, ${in_force('s')} and (above_scale or
    some(recognitions as r, r.kind == 'hnte' and r.day <= s.day and (r.until == null or r.until >= s.day)))),
    round(#.fen * (#.scheme == 2017 ? 0.4 : 0.1)))) : 0`,
  least: '$.a1 + $.b1 + $.c1 + $.projects * 50000000 + $.a3',
  greatest: '$.a1 + $.b1 + $.c1 + $.projects * 200000000 + $.a3',
};

const decision = (more) => new ZenEngine().createDecision(new ZenDecisionContent({
  nodes: [
    { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
    { id: 'rules', name: 'rules', type: 'expressionNode', position: { x: 1, y: 0 }, content: { ...more,
      expressions: Object.entries(rules).map(([key, value]) => ({ id: key, key, value })) } },
    { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
  ],
  edges: [
    { id: '1', sourceId: 'in', targetId: 'rules', type: 'edge' },
    { id: '2', sourceId: 'rules', targetId: 'out', type: 'edge' },
  ],
}));
const one = decision({});
const loop = decision({ executionMode: 'loop', inputField: 'rows', outputPath: 'rows', passThrough: false });

if (process.argv[3] === 'totals') {
  const totals = [];
  for (const e of enterprises) {
    const { result } = await one.evaluate(e);
    totals.push([result.least, result.greatest]);
  }
  report({ totals });
} else {
  const v = { version: version('@gorules/zen-engine') };
  const single = await nanoseconds((i) => one.evaluate(enterprises[i % enterprises.length]));
  report({ measure: 'cash rules, one a call', ns: single, ...v });
  const rows = { rows: enterprises };
  report({ measure: `cash rules, ${enterprises.length} a call`,
    ns: await nanoseconds(() => loop.evaluate(rows), enterprises.length), ...v });
}
