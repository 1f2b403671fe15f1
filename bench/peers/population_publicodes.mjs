// publicodes' side of population_peers.mjs: rules parsed once; of each enterprise what is not zero is its
// situation. It rounds to the nearest: what would round up is taken off first.
import publicodes from 'publicodes';
import { added_up, check, columns, enterprises, instruments, measure, version } from './population.mjs';

const Engine = publicodes.default ?? publicodes;
const engine = `publicodes ${version('publicodes')}`;
const spaced = (name) => name.replaceAll('_', ' ');
const award = (name) => `award ${spaced(name)}`;
const in_2026 = (name, fen) => ({ 'applicable si': `${name} = 2026`, valeur: fen });
const grades = (name, amounts) => ({ variations: [
  ...Object.entries(amounts).map(([grade, fen]) => ({ si: `${name} = ${grade}`, alors: fen })), { sinon: 0 }] });
const certified_since_2024 = { 'une de ces conditions': ['large', 'certified >= 2024', 'recertified >= 2024'] };
const amounts = {
  high_tech: { 'applicable si': { 'une de ces conditions': ['certified = 2026', 'recertified = 2026'] },
    valeur: '10000000 - elsewhere', plancher: 0 },
  little_giant: in_2026('giant', 50000000), prov_sme: in_2026('sme', 10000000),
  key_project: { valeur: 'project * 50000000' }, incubator_filed: in_2026('filed', 8000000),
  incubator_level: { 'applicable si': 'tier year = 2026', ...grades('tier', { 4: 100000000, 3: 50000000, 2: 25000000 }) },
  operator_subsidy: { 'applicable si': 'passed', valeur: { valeur: 'invested * 0.3 - 0.45', arrondi: 'oui' },
    plafond: 100000000, plancher: 0 },
  service_org: in_2026('service', 10000000),
  testing_body: { 'applicable si': 'body year = 2026', ...grades('body', { 1: 10000000, 2: 15000000 }) },
  intl_bodies: { valeur: 'foreign * 30000000' }, academician_ws: in_2026('station', 100000000),
  special_lab: in_2026('laboratory', 25000000), master_talent: { valeur: 'masters * 100000' },
  phd_talent: { valeur: 'doctors * 200000' },
  mentor_award: grades('mentors', { 1: 30000000, 2: 60000000, 3: 100000000 }),
  hires: { valeur: 'hires * 10000000' },
  rnd_matching: { 'applicable si': certified_since_2024,
    valeur: { valeur: 'subsidy * 0.5 - 0.25', arrondi: 'oui' }, plancher: 0 },
};
const rules = { priority: { 'une de ces conditions': ['research * 20 > revenue', 'research > 1000000000'] } };
for (const name of columns) rules[spaced(name)] = { 'par défaut': name === 'large' || name === 'passed' ? 'non' : 0 };
for (const name of instruments) rules[award(name)] = amounts[name];
rules.total = { somme: instruments.map(award) };

const quiet = () => {};
const made = new Engine(rules, { logger: { log: quiet, warn: quiet, error: console.error } });
const number = (value) => (typeof value === 'number' ? value : 0);
const all = enterprises().map((one) => Object.fromEntries(columns.filter((name) => one[name])
  .map((name) => [spaced(name), one[name] === true ? 'oui' : one[name]])));
const judged = () => all.map((situation) => {
  made.setSituation(situation);
  const outputs = Object.fromEntries(instruments.map((name) => [name, number(made.evaluate(award(name)).nodeValue)]));
  return { ...outputs, total: number(made.evaluate('total').nodeValue),
    priority: made.evaluate('priority').nodeValue === true };
});
check(engine, added_up(judged()));
await measure(engine, 'outputs', 1, judged);
