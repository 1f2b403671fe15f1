// PostgreSQL's side of population_peers.mjs, by psql, over the server that ENACT_TEST_POSTGRES names; its own
// measure of time.
import { execFileSync } from 'node:child_process';
import { check, csv, measure } from './population.mjs';
import { queries } from './population_sql.mjs';

const psql = (...commands) => execFileSync('psql', ['-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1',
  process.env.ENACT_TEST_POSTGRES, ...commands.flatMap((command) => ['-c', command])], { encoding: 'utf8' });
const asked = queries({ divided_by: '/', types: { 1: 'SMALLINT', 2: 'SMALLINT', 8: 'BIGINT' }, fence: 'OFFSET 0' });
const engine = `PostgreSQL ${psql('SHOW server_version').split(' ')[0].trim()}`;
const first = (query) => JSON.parse(psql(`SELECT row_to_json(x) FROM (${query}) x`));
const settings = (workers) => ['SET work_mem = \'256MB\'', 'SET jit = on', 'SET parallel_setup_cost = 0',
  'SET parallel_tuple_cost = 0', `SET max_parallel_workers_per_gather = ${workers}`];
const keep = ['SET client_min_messages = warning', 'DROP TABLE IF EXISTS result',
  `CREATE UNLOGGED TABLE result AS ${asked.outputs}`];

psql(`CREATE UNLOGGED TABLE enterprise (${asked.table})`, `\\copy enterprise from '${csv}' csv header`,
  'VACUUM ANALYZE enterprise');
check(engine, first(asked.totals));
psql(...keep);
check(engine, first(asked.of_outputs));
for (const threads of [1, 2])
  await measure(engine, 'totals', threads, () => psql(...settings(threads - 1), asked.totals), true);
await measure(engine, 'outputs', 1, () => psql(...settings(0), ...keep), true);
