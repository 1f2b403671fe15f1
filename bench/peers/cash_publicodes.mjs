// publicodes' side of cash_peers.mjs: the cash rules, parsed once. It has no lists, so every event has names of
// its own ("hnte 1 day"), and what happened not has day 0. Days are numbers, amounts fen.
import Publicodes from 'publicodes';
import { nanoseconds, report, version, workload } from './measure.mjs';

const { from, to, enterprises } = workload;
const slots = [1, 2];
const all = (...conditions) => ({ 'toutes ces conditions': conditions.flat() });
const any = (...conditions) => ({ 'une de ces conditions': conditions.flat() });
const in_force = (event) => [`${event} day >= ${from}`, `${event} day <= ${to}`];
const due = (conditions, value) => ({ 'applicable si': all('registered', ...conditions), valeur: value });

const rules = { registered: { 'par défaut': 'non' }, 'above scale': { 'par défaut': 'non' } };
const declare = (event, fields) => {
  for (const [field, otherwise] of Object.entries(fields)) rules[`${event} ${field}`] = { 'par défaut': otherwise };
};
for (const i of slots) {
  for (const kind of ['hnte', 'giant', 'sme']) declare(`${kind} ${i}`, { day: 0, way: 0, until: 0 });
  declare(`project ${i}`, { day: 0, selected: 'non', accepted: 'non' });
  declare(`subsidy ${i}`, { day: 0, scheme: 0, fen: 0 });

  rules[`award a1 ${i}`] = due([...in_force(`hnte ${i}`), any(`hnte ${i} way = 1`, `hnte ${i} way = 2`)], 10000000);
  for (const [kind, fen] of [['giant', 50000000], ['sme', 10000000]]) {
    const [mine, other] = [`${kind} ${i}`, `${kind} ${3 - i}`];
    rules[`award ${kind} ${i}`] = due([...in_force(mine), `${mine} way = 1`,
      any(`${other} day = 0`, `${other} day >= ${mine} day`)], fen);
  }
  rules[`project ${i} due`] = due([...in_force(`project ${i}`), `project ${i} selected`, `project ${i} accepted`], 1);
  const high_tech = slots.map((k) => all(`hnte ${k} day > 0`, `hnte ${k} day <= subsidy ${i} day`,
    any(`hnte ${k} until = 0`, `hnte ${k} until >= subsidy ${i} day`)));
  rules[`award a3 ${i}`] = { 'applicable si': all('registered', ...in_force(`subsidy ${i}`), any('above scale', ...high_tech)),
    valeur: { variations: [{ si: `subsidy ${i} scheme = 2017`, alors: `subsidy ${i} fen * 2 / 5` },
      { sinon: `subsidy ${i} fen / 10` }] }, arrondi: 'oui' };
}
const sum = (name) => ({ somme: slots.map((i) => `${name} ${i}`) });
rules['award b1'] = { valeur: sum('award giant'), plafond: 50000000 };
rules['award c1'] = { valeur: sum('award sme'), plafond: 10000000 };
rules.projects = { somme: slots.map((i) => `project ${i} due`) };
rules.fixed = { somme: [...slots.flatMap((i) => [`award a1 ${i}`, `award a3 ${i}`]), 'award b1', 'award c1'] };
rules.least = { valeur: 'fixed + projects * 50000000' };
rules.greatest = { valeur: 'fixed + projects * 200000000' };

const quiet = () => {};
const engine = new (Publicodes.default ?? Publicodes)(rules, { logger: { log: quiet, warn: quiet, error: console.error } });

const ways = { first: 1, renewed: 2, reviewed: 3 };
const yes = (truth) => (truth ? 'oui' : 'non');
function situation_of(e) { // what happened, and nothing else
  const said = { registered: yes(e.registered), 'above scale': yes(e.above_scale) };
  const tell = (event, fields) => {
    for (const [field, value] of Object.entries(fields)) said[`${event} ${field}`] = value;
  };
  for (const kind of ['hnte', 'giant', 'sme']) {
    e.recognitions.filter((r) => r.kind === kind).forEach((r, i) =>
      tell(`${kind} ${i + 1}`, { day: r.day, way: ways[r.way], until: r.until ?? 0 }));
  }
  e.projects.forEach((p, i) =>
    tell(`project ${i + 1}`, { day: p.day, selected: yes(p.selected), accepted: yes(p.accepted) }));
  e.subsidies.forEach((s, i) => tell(`subsidy ${i + 1}`, { day: s.day, scheme: s.scheme, fen: s.fen }));
  return said;
}
const situations = enterprises.map(situation_of);
const number = (name) => engine.evaluate(name).nodeValue || 0;
const total = (situation) => {
  engine.setSituation(situation);
  return [number('least'), number('greatest')];
};

if (process.argv[3] === 'totals') {
  report({ totals: situations.map(total) });
} else {
  report({ measure: 'cash rules, one a call', version: version('publicodes'),
    ns: await nanoseconds((i) => total(situations[i % situations.length])) });
}
