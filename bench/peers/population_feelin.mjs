// feelin's side of population_peers.mjs: the rules over a list in one call, which parses them once.
import { evaluate } from 'feelin';
import { added_up, check, enterprises, instruments, measure, version } from './population.mjs';

const engine = `feelin ${version('feelin')}`;
const in_2026 = (name, fen) => `if e.${name} = 2026 then ${fen} else 0`;
const rules = {
  high_tech: 'if e.certified = 2026 or e.recertified = 2026 then max(10000000 - e.elsewhere, 0) else 0',
  little_giant: in_2026('giant', 50000000), prov_sme: in_2026('sme', 10000000),
  key_project: 'e.project * 50000000', incubator_filed: in_2026('filed', 8000000),
  incubator_level: 'if e.tier_year = 2026 then (if e.tier = 4 then 100000000 else if e.tier = 3 then 50000000 '
    + 'else if e.tier = 2 then 25000000 else 0) else 0',
  operator_subsidy: 'if e.passed then min(floor(e.invested * 3 / 10), 100000000) else 0',
  service_org: in_2026('service', 10000000),
  testing_body: 'if e.body_year = 2026 then (if e.body = 1 then 10000000 else if e.body = 2 then 15000000 else 0) else 0',
  intl_bodies: 'e.foreign * 30000000', academician_ws: in_2026('station', 100000000),
  special_lab: in_2026('laboratory', 25000000), master_talent: 'e.masters * 100000', phd_talent: 'e.doctors * 200000',
  mentor_award: 'if e.mentors = 3 then 100000000 else e.mentors * 30000000', hires: 'e.hires * 10000000',
  rnd_matching: 'if e.large or e.certified >= 2024 or e.recertified >= 2024 then floor(e.subsidy / 2) else 0',
  priority: 'e.research * 20 > e.revenue or e.research > 1000000000',
  total: instruments.join(' + '),
};
const text = `for e in rows return { ${Object.entries(rules).map(([name, rule]) => `${name}: ${rule}`).join(', ')} }`;
const rows = enterprises();
check(engine, added_up(evaluate(text, { rows }).value));
await measure(`${engine}, one call`, 'outputs', 1, () => evaluate(text, { rows }).value);
