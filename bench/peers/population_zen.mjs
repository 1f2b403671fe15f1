// GoRules ZEN's side of population_peers.mjs: a decision of one expression node, compiled once.
import { ZenEngine } from '@gorules/zen-engine';
import { added_up, check, enterprises, instruments, measure, version } from './population.mjs';

const engine = `ZEN ${version('@gorules/zen-engine')}`;
const in_2026 = (name, fen) => `${name} == 2026 ? ${fen} : 0`;
const rules = {
  high_tech: '(certified == 2026 or recertified == 2026) ? max([10000000 - elsewhere, 0]) : 0',
  little_giant: in_2026('giant', 50000000), prov_sme: in_2026('sme', 10000000),
  key_project: 'project * 50000000', incubator_filed: in_2026('filed', 8000000),
  incubator_level: 'tier_year == 2026 ? (tier == 4 ? 100000000 : tier == 3 ? 50000000 : tier == 2 ? 25000000 : 0) : 0',
  operator_subsidy: 'passed ? min([floor(invested * 0.3), 100000000]) : 0',
  service_org: in_2026('service', 10000000),
  testing_body: 'body_year == 2026 ? (body == 1 ? 10000000 : body == 2 ? 15000000 : 0) : 0',
  intl_bodies: 'foreign * 30000000', academician_ws: in_2026('station', 100000000),
  special_lab: in_2026('laboratory', 25000000), master_talent: 'masters * 100000', phd_talent: 'doctors * 200000',
  mentor_award: 'mentors == 3 ? 100000000 : mentors * 30000000', hires: 'hires * 10000000',
  rnd_matching: '(large or certified >= 2024 or recertified >= 2024) ? floor(subsidy * 0.5) : 0',
  priority: 'research * 20 > revenue or research > 1000000000',
  total: instruments.map((name) => `$.${name}`).join(' + '),
};
const expressions = Object.entries(rules).map(([key, value], i) => ({ id: `e${i}`, key, value }));
const node = (id, type, more) => ({ id, name: id, type, position: { x: 0, y: 0 }, ...more });
const decision = (more) => new ZenEngine().createDecision({
  nodes: [node('in', 'inputNode'), node('rules', 'expressionNode', { content: { ...more, expressions } }), node('out', 'outputNode')],
  edges: [
    { id: '1', sourceId: 'in', targetId: 'rules', type: 'edge' },
    { id: '2', sourceId: 'rules', targetId: 'out', type: 'edge' },
  ],
});

const all = enterprises();
const single = decision({});
const one_by_one = async () => {
  const made = [];
  for (const one of all) made.push((await single.evaluate(one)).result);
  return made;
};
const looped = decision({ inputField: 'rows', outputPath: 'rows', executionMode: 'loop', passThrough: false });
const together = async () => {
  const made = [];
  for (let i = 0; i < all.length; i += 500)
    made.push(...(await looped.evaluate({ rows: all.slice(i, i + 500) })).result.rows);
  return made;
};
check(engine, added_up(await one_by_one()));
check(engine, added_up(await together()));
await measure(`${engine}, one a call`, 'outputs', 1, one_by_one);
await measure(`${engine}, 500 a call`, 'outputs', 1, together);
