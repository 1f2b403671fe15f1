// DuckDB's side of population_peers.mjs.
import { DuckDBInstance } from '@duckdb/node-api';
import { check, csv, measure, version } from './population.mjs';
import { queries } from './population_sql.mjs';

const engine = `DuckDB ${version('@duckdb/node-api')}`;
const asked = queries({ divided_by: '//', types: { 1: 'TINYINT', 2: 'SMALLINT', 8: 'BIGINT' }, fence: '' });
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const first = async (query) => (await connection.runAndReadAll(query)).getRowObjects()[0];
const keep = () => connection.run(`CREATE OR REPLACE TABLE result AS ${asked.outputs}`);

await connection.run(`CREATE TABLE enterprise (${asked.table})`);
await connection.run(`INSERT INTO enterprise SELECT * FROM read_csv('${csv}', header = true)`);
check(engine, await first(asked.totals));
await keep();
check(engine, await first(asked.of_outputs));
for (const threads of [1, 2]) {
  await connection.run(`SET threads = ${threads}`);
  await measure(engine, 'totals', threads, () => first(asked.totals));
  await measure(engine, 'outputs', threads, keep);
}
