// The rules in SQL, for the two databases of population_peers.mjs, whose whole-number division differs.
import { readFileSync } from 'node:fs';
import { columns, instruments, width } from './population.mjs';

export function queries({ divided_by, types, fence }) {
  const rules = readFileSync(new URL('./population.sql', import.meta.url), 'utf8').replaceAll('DIVIDED BY', divided_by);
  const total = instruments.join(' + ');
  const sums = `${instruments.map((name) => `sum(${name}) AS ${name}`).join(', ')}, sum(total) AS total, `
    + 'count(*) FILTER (WHERE total > 0) AS paid, count(*) FILTER (WHERE priority) AS priority';
  // PostgreSQL would put the inner query into the outer and compute each amount twice: the fence keeps it whole.
  const each = `SELECT *, ${total} AS total FROM (${rules} ${fence}) r`;
  const truth = (name) => name === 'large' || name === 'passed';
  return {
    table: columns.map((name) => `"${name}" ${truth(name) ? 'BOOLEAN' : types[width(name)]} NOT NULL`).join(', '),
    totals: `SELECT ${sums} FROM (${each}) t`,
    outputs: each,
    of_outputs: `SELECT ${sums} FROM result`,
  };
}
